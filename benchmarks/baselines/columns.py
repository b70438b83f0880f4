"""What one would write by hand in NumPy for this portfolio: Danish invoices, payments, reminders, one workflow.

It knows one rate rule, one order of allocation and one policy; no reasons, no laws, no other days. It is frozen: the
columnar path is measured against it, and it shall not grow.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Whole = npt.NDArray[np.int64]
EPOCH: Final = 719_163
YEAR: Final = 365 * 366
RATES: Final = (  # Nationalbankens officielle udlånsrente plus 8, in hundredths of a percent
    (dt.date(2024, 1, 1), 1175), (dt.date(2024, 7, 1), 1150), (dt.date(2025, 1, 1), 1075), (dt.date(2025, 7, 1), 975),
    (dt.date(2026, 1, 1), 975), (dt.date(2026, 7, 1), 1000),
)  # fmt: skip
WHOLE: Final = 10_000 * YEAR
FEE, FEES_MOST, GAP, FIRST_AFTER, NEXT_AFTER = 10_000, 3, 11, 3, 12
STEPS: Final = ("reminder", "collection_notice")


def _ordinals(column: pa.ChunkedArray) -> Whole:
    return np.asarray(column.cast(pa.int32())).astype(np.int64) + EPOCH


def _by_case(tables: object, events: pa.Table) -> tuple[Whole, Whole]:
    """The row of the case of each event, and where the events of each case begin."""
    case = np.array([int(name[5:]) for name in events["case"].to_pylist()], np.int64)
    return case, np.searchsorted(case, np.arange(tables.cases.num_rows + 1))  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Claims:
    """Claims with at most three payments, padded: a payment that is not there is of nothing, on the last day."""

    amount: Whole
    due: Whole
    demanded: Whole
    agreed: npt.NDArray[np.bool_]
    days: Whole
    paid: Whole

    @classmethod
    def of(cls, tables: object, payments: pa.Table) -> Claims:
        """Read the tables of a synthetic portfolio."""
        claims = tables.claims  # type: ignore[attr-defined]
        case, begin = _by_case(tables, payments)
        days = np.full((3, claims.num_rows), 1 << 20, np.int64)
        paid = np.zeros((3, claims.num_rows), np.int64)
        place = np.arange(len(case)) - begin[case]
        days[place, case], paid[place, case] = _ordinals(payments["on"]), np.asarray(payments["amount"])
        return cls(
            np.asarray(claims["amount"]), _ordinals(claims["due"]), _ordinals(claims["invoiced"]),
            np.asarray(claims["due_is"].to_numpy(zero_copy_only=False) == "agreed"), days, paid,
        )  # fmt: skip


def _index(first: int, last: int) -> Whole:
    """The running sum of rate × day weight from the day before `first`."""
    days = [dt.date.fromordinal(day) for day in range(first, last + 1)]
    leap = np.array([365 if day.year % 4 == 0 else 366 for day in days], np.int64)
    rate = np.array([[rate for start, rate in RATES if start <= day][-1] for day in days], np.int64)
    return np.concatenate([[0], np.cumsum(rate * leap)])


def balances(claims: Claims, on: int) -> tuple[Whole, Whole, Whole]:
    """Return principal, interest and credit at the end of a day, in øre."""
    first = np.where(claims.agreed, claims.due + 1, np.maximum(claims.demanded + 31, claims.due + 1))
    begun = int(first.min()) - 1
    index = _index(begun + 1, max(on, int(first.max())))
    principal, credit = claims.amount.copy(), np.zeros(len(claims.amount), np.int64)
    accrued, paid = np.zeros(len(principal), np.int64), np.zeros(len(principal), np.int64)
    before = index[np.minimum(first - 1, on) - begun]
    for day, sum_ in zip(claims.days, claims.paid, strict=True):
        upto = np.maximum(index[np.maximum(np.minimum(day, on) - begun, 0)], before)
        accrued += principal * (upto - before)
        before = upto
        owed = np.maximum((2 * accrued + WHOLE) // (2 * WHOLE) - paid, 0)
        to_interest = np.minimum(sum_, owed)
        paid += to_interest
        left = sum_ - to_interest
        to_principal = np.minimum(left, principal)
        principal -= to_principal
        credit += left - to_principal
    accrued += principal * (np.maximum(index[on - begun], before) - before)
    interest = np.maximum((2 * accrued + WHOLE) // (2 * WHOLE) - paid, 0)
    return principal, interest, credit


@dataclass(frozen=True, slots=True)
class Letters:
    """Cases with their charged reminders: the case and day of each, and where those of a case begin."""

    due: Whole
    case: Whole
    on: Whole
    begin: Whole

    @classmethod
    def of(cls, tables: object, letters: pa.Table) -> Letters:
        """Read the tables of a synthetic portfolio."""
        case, begin = _by_case(tables, letters)
        return cls(_ordinals(tables.claims["due"]), case, _ordinals(letters["on"]), begin)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Next:
    """The next step of each case: its place in `STEPS`, its ordinal day, its fee in øre."""

    code: Whole
    on: Whole
    charges: Whole


def next_steps(letters: Letters, _on: int) -> Next:
    """Return the next step of each case: after three reminders the formal demand."""
    count = np.diff(letters.begin)
    last = np.zeros(len(count), np.int64)
    last[letters.case] = letters.on  # the last of a case comes last
    stages = [count == 0, count < FEES_MOST, count >= FEES_MOST]
    lawful = np.where(count > 0, last + GAP, letters.due + 1)
    planned = np.select(stages, [letters.due + FIRST_AFTER, last + NEXT_AFTER, last + NEXT_AFTER])
    code = np.select(stages, [0, 0, 1])
    charges = np.select(stages, [FEE, FEE, 0])
    day = np.select(stages, [np.maximum(planned, lawful), np.maximum(planned, lawful), planned])
    return Next(code, day, charges)
