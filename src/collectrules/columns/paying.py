"""Balances at a date: events are taken round by round, the next one of every claim at once. Sums are minor units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from collectrules.columns.accruing import Index, rounded
from collectrules.columns.coding import Whole

if TYPE_CHECKING:
    from collectrules.columns.letters import FeeLaw

FEE, OVERPAID, IMPLIED, CREDITED, EARLY, STARTS = range(1, 7)
REASONS: Final = (
    "", "fee_not_plain", "event_after_overpayment", "implied_payment", "credit_beyond_principal", "before_claim",
    "interest_begins",
)  # fmt: skip
"""Why a claim that the columns began with goes to the fold after all, by its code."""
PAYMENT, CREDIT, FEE_LETTER, LETTER = range(4)


@dataclass(slots=True)
class Rows:
    """The claims that are worked out, by columns: what each starts from."""

    principal: Whole
    path: Whole
    first: Whole
    timely: Whole
    arose: Whole
    barred_from: Whole
    order: Whole
    step: Whole | int
    uncounted: Whole | int
    implied: Whole | None
    orders: Sequence[tuple[str, ...]]


@dataclass(slots=True)
class Events:
    """Their events: those of row n up to the day asked about are `count[n]` from `begin[n]` on.

    `fee_law` is the place of the law of a letter's fee; `starts` says of a letter that it may begin interest.
    """

    begin: Whole
    count: Whole
    on: Whole
    role: Whole
    amount: Whole
    fee: Whole
    fee_law: Whole
    starts: Whole


@dataclass(slots=True)
class Balances:
    """What is open of each row, and what became of it; `why` is nought or the place of a reason."""

    principal: Whole
    interest_paid: Whole
    accrued: Whole
    fees: Whole
    credit: Whole
    charged: Whole
    last_charged: Whole
    why: Whole
    interest: Whole
    before: Whole


def balances(rows: Rows, events: Events, laws: Sequence[FeeLaw], index: Index, on: int) -> Balances:
    """Return the balance of each row at the end of a day."""
    size = len(rows.principal)
    interest_paid, accrued, fees, credit, charged, last, why, interest = (np.zeros(size, np.int64) for _ in range(8))
    before = index.at(rows.path, np.minimum(rows.first, index.last + 1) - 1)
    found = Balances(
        rows.principal.copy(), interest_paid, accrued, fees, credit, charged, last, why, interest, before
    )  # fmt: skip
    count = events.count
    for round_ in range(int(count.max()) if size else 0):
        there = np.flatnonzero(count > round_)
        _round(found, rows, events, laws, index, there, events.begin[there] + round_)
    _accrue(found, rows.path, index, slice(None), np.full(1, on, np.int64), rows.first)
    found.interest = np.maximum(rounded(found.accrued, index.whole, rows.step) - found.interest_paid, 0)
    return found


def _round(
    found: Balances, rows: Rows, events: Events, laws: Sequence[FeeLaw], index: Index, there: Whole, at: Whole
) -> None:  # fmt: skip
    role = events.role[at]
    early = events.on[at] < rows.arose[there]
    if early.any():
        found.why[there[early]] = EARLY
    for kind, take in ((PAYMENT, _pay), (CREDIT, _credit)):
        mine = role == kind
        if mine.all():
            take(found, rows, events, index, there, at)
        elif mine.any():
            take(found, rows, events, index, there[mine], at[mine])
    letters = role >= FEE_LETTER
    if letters.any():
        _letter(found, rows, events, laws, there[letters], at[letters])


def _accrue(found: Balances, path: Whole, index: Index, there: Whole | slice, last: Whole, first: Whole) -> None:
    """Book interest up to and including a day, before the base changes."""
    day = np.maximum(last, np.minimum(first[there], index.last + 1) - 1)
    upto = index.at(path[there], day)
    found.accrued[there] += found.principal[there] * (upto - found.before[there])
    found.before[there] = upto


def _pay(found: Balances, rows: Rows, events: Events, index: Index, there: Whole, at: Whole) -> None:
    """Settle interest to the day of payment, then pay the components in their order; the rest is credit."""
    days, left = events.on[at], events.amount[at]
    uncounted = rows.uncounted if isinstance(rows.uncounted, int) else rows.uncounted[there]
    _accrue(found, rows.path, index, there, days - uncounted, rows.first)
    if rows.implied is not None:
        said = rows.implied[there] & (left == found.principal[there])
        found.why[there[said.astype(bool)]] = IMPLIED
    if len(rows.orders) == 1:
        left = _spread(found, rows, index, there, left, rows.orders[0])
    else:
        for place, order in enumerate(rows.orders):
            mine = np.flatnonzero(rows.order[there] == place)
            if len(mine):
                left[mine] = _spread(found, rows, index, there[mine], left[mine], order)
    found.credit[there] += left


def _spread(
    found: Balances, rows: Rows, index: Index, there: Whole, left: Whole, order: tuple[str, ...]
) -> Whole:  # fmt: skip
    for component in order:
        if component == "interest":
            step = rows.step if isinstance(rows.step, int) else rows.step[there]
            paid = found.interest_paid[there]
            part = np.minimum(left, np.maximum(rounded(found.accrued[there], index.whole, step) - paid, 0))
            found.interest_paid[there] = paid + part
        else:
            column = found.fees if component == "fees" else found.principal
            open_ = column[there]
            part = np.minimum(left, open_)
            column[there] = open_ - part
        left = left - part
    return left


def _credit(found: Balances, rows: Rows, events: Events, index: Index, there: Whole, at: Whole) -> None:
    """Take a credit note off the principal as of its day; what goes beyond it is for the fold."""
    _accrue(found, rows.path, index, there, events.on[at] - 1, rows.first)
    left = found.principal[there] - events.amount[at]
    found.why[there[(left < 0) | (found.credit[there] > 0)]] = CREDITED
    found.principal[there] = np.maximum(left, 0)


def _letter(
    found: Balances, rows: Rows, events: Events, laws: Sequence[FeeLaw], there: Whole, at: Whole
) -> None:  # fmt: skip
    """Book the fee of a letter that is lawful beyond doubt; any other is for the fold."""
    day = events.on[at]
    found.why[there[found.credit[there] > 0]] = OVERPAID
    found.why[there[(events.starts[at] > 0) & (day < rows.first[there])]] = STARTS
    charged = events.role[at] == FEE_LETTER
    there, at, day = there[charged], at[charged], day[charged]
    fee, law = events.fee[at], events.fee_law[at]
    bad = (found.principal[there] <= 0) | (day <= rows.timely[there]) | (day >= rows.barred_from[there])
    for place in np.unique(law).tolist():
        mine = np.flatnonzero(law == place)
        one, some = laws[place], there[mine]
        most, free = one.allowed(day[mine]), one.free(found.last_charged[some])
        bad[mine] |= (fee[mine] > most) | (day[mine] < free) | (found.charged[some] >= one.most)
        if one.in_default:
            bad[mine] |= day[mine] < rows.first[some]
    found.why[there[bad]] = FEE
    found.fees[there] += fee
    found.charged[there] += 1
    found.last_charged[there] = day
