"""Synthetic portfolios with distributions as one meets them, from a seed; no names, and whole numbers alone.

Few large sums among many small ones, invoices of every day, letters some days after the law's first, payments in full,
in part or never, and now and then a dispute or several claims. Needs NumPy and Arrow, as `collectrules.columns` does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Whole = npt.NDArray[np.int64]
Lot = tuple[Whole, Whole, Whole, Whole, Whole]
"""Events: case, day, kind, amount and fee of each."""
EPOCH: Final = 719_163
_PER_MILLE: Final = 1000
SUMS: Final = (
    (80, 5_000, 20_000), (220, 20_000, 60_000), (300, 60_000, 150_000), (220, 150_000, 400_000),
    (120, 400_000, 1_200_000), (45, 1_200_000, 5_000_000), (13, 5_000_000, 20_000_000), (2, 20_000_000, 90_000_000),
)  # fmt: skip
"""Per mille of claims, and between which minor units they lie: about a bell over the logarithm."""
TERMS: Final = (8, 8, 8, 14, 14, 30)
"""Days from invoice to due day."""
DELAYS: Final = (1, 1, 2, 3, 5, 8)
"""Days by which a letter goes out after the first day on which it could."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a portfolio looks: shares per mille of cases, and how its letters go out.

    `gap` are the days between two letters with a `fee` (minor units), `letters` the most of them before the `notice`.
    """

    currency: str
    jurisdiction: str
    workflow: str
    fee: int
    gap: int = 12
    first: int = 4
    letters: int = 3
    business: int = 350
    paying: int = 550
    disputed: int = 8
    several: int = 12
    noticed: int = 500
    span: int = 540


@dataclass(frozen=True, slots=True)
class Tables:
    """The three tables of a portfolio, and what holds for all of its cases, for `of_tables`."""

    cases: pa.Table
    claims: pa.Table
    events: pa.Table
    common: Mapping[str, Any]


def portfolio(size: int, *, on: dt.date, seed: int, shape: Shape) -> Tables:
    """Return a synthetic portfolio as it stands on a day.

    Args:
        size: how many cases.
        on: the day; nothing happens after it.
        seed: the same seed gives the same portfolio.
        shape: how it looks.

    >>> import datetime as dt
    >>> from collectrules.testing.portfolios import Shape, portfolio
    >>> shape = Shape("EUR", "XX", "standard", fee=500)
    >>> made = portfolio(100, on=dt.date(2026, 1, 31), seed=1, shape=shape)
    >>> made.cases.num_rows, made == portfolio(100, on=dt.date(2026, 1, 31), seed=1, shape=shape)
    (100, True)
    """
    made = _Made(size, on.toordinal(), np.random.default_rng(seed), shape)
    ids = np.char.add("case-", np.arange(size).astype(str))
    business = made.chance(shape.business, size)
    words = pa.array(["consumer", "business"])
    cases = pa.table({"case": ids, "debtor.kind": words.take(pa.array(business.astype(np.int8)))})
    claims = made.claims(ids)
    common = {
        "currency": shape.currency, "jurisdiction": shape.jurisdiction, "workflow": shape.workflow,
        "creditor.kind": "business", "creditor.recovers_vat": True,
    }  # fmt: skip
    return Tables(cases, claims, made.events(ids), common)


class _Made:
    """A portfolio in the making: everything is drawn in a fixed order from one generator."""

    def __init__(self, size: int, on: int, draw: np.random.Generator, shape: Shape) -> None:
        self.size, self.on, self.draw, self.shape = size, on, draw, shape
        several = self.chance(shape.several, size)
        self.case = np.repeat(np.arange(size), 1 + several)
        self.first = np.searchsorted(self.case, np.arange(size))
        self.amount = self._amounts(len(self.case))
        invoiced = on - draw.integers(1, shape.span, len(self.case))
        self.invoiced = invoiced
        self.due = invoiced + self._of(TERMS, len(self.case))
        self.several = several

    def chance(self, share: int, size: int) -> npt.NDArray[np.bool_]:
        found: npt.NDArray[np.bool_] = self.draw.integers(0, _PER_MILLE, size) < share
        return found

    def _of(self, values: tuple[int, ...], size: int) -> Whole:
        return np.array(values, np.int64)[self.draw.integers(0, len(values), size)]

    def _amounts(self, size: int) -> Whole:
        shares = np.cumsum([share for share, *_ in SUMS])
        band = np.searchsorted(shares, self.draw.integers(0, _PER_MILLE, size), side="right")
        low, high = (np.array(edge, np.int64)[band] for edge in ([b[1] for b in SUMS], [b[2] for b in SUMS]))
        found = low + self.draw.integers(0, 1 << 40, size) % (high - low)
        whole = self.chance(400, size)  # many sums are round
        return np.where(whole, found // 2500 * 2500, found)

    def claims(self, ids: npt.NDArray[np.str_]) -> pa.Table:
        """Return the table of claims."""
        number = np.arange(len(self.case)) - self.first[self.case]
        agreed = self.chance(900, len(self.case))
        words = pa.array(["none", "agreed"])
        return pa.table(
            {
                "case": ids[self.case], "claim": (number + 1).astype(str), "amount": self.amount,
                "kind": pa.array(["goods_or_services"]).take(pa.array(np.zeros(len(self.case), np.int8))),
                "due": _days(self.due), "arose": _days(self.invoiced), "invoiced": _days(self.invoiced),
                "received": _days(self.invoiced + 1), "due_is": words.take(pa.array(agreed.astype(np.int8))),
            }
        )  # fmt: skip

    def events(self, ids: npt.NDArray[np.str_]) -> pa.Table:
        """Return the table of events, in the order of cases and days."""
        rows = [*self._letters(), *self._payments(), self._disputes()]
        case, day, kind, amount, fee = (np.concatenate(column) for column in zip(*rows, strict=True))
        kept = (day <= self.on) & ~(self.several[case] & (kind != _PAYMENT))
        case, day, kind, amount, fee = (column[kept] for column in (case, day, kind, amount, fee))
        order = np.lexsort((kind, day, case))
        case, day, kind, amount, fee = (column[order] for column in (case, day, kind, amount, fee))
        claim = pa.array(["1"]).take(pa.array(np.zeros(len(case), np.int8)))
        return pa.table(
            {
                "case": ids[case], "claim": claim, "on": _days(day),
                "kind": pa.array(_KINDS).take(pa.array(kind.astype(np.int8))),
                "amount": pa.array(amount, mask=amount < 0), "fee": pa.array(fee, mask=fee < 0),
            }
        )  # fmt: skip

    def _letters(self) -> list[Lot]:
        """Letters of each case until it stops writing, or the day has come."""
        shape, cases = self.shape, np.arange(self.size)
        day = self.due[self.first] + shape.first + self._of(DELAYS, self.size)
        paid, found = self._paid(), list[Lot]()
        for number in range(shape.letters + 1):
            notice = number == shape.letters
            goes = (day < paid) & (self.chance(shape.noticed, self.size) if notice else self.chance(950, self.size))
            some = cases[goes]
            fee = np.full(len(some), -1 if notice else shape.fee, np.int64)
            found.append((some, day[goes], np.full(len(some), _NOTICE if notice else _REMINDER), _none(some), fee))
            day = np.where(goes, day + shape.gap + self._of(DELAYS, self.size), self.on + 1)
        return found

    def _paid(self) -> Whole:
        """The day on which who pays in full does so, after every day for who does not."""
        pays = self.chance(self.shape.paying, self.size)
        late = self.draw.integers(-3, 90, self.size) + self.draw.integers(0, 40, self.size)
        self.full = np.where(pays, np.maximum(self.due[self.first] + late, self.invoiced[self.first]), self.on + 1)
        return self.full

    def _payments(self) -> list[Lot]:
        """A payment of all the principal, and up to two of a part of it."""
        cases, amount = np.arange(self.size), self.amount[self.first]
        found: list[Lot] = [(cases, self.full, np.full(self.size, _PAYMENT), amount, _none(cases))]
        for share in (300, 150):
            some = cases[self.chance(share, self.size)]
            late = self.draw.integers(1, 200, len(some))
            day = self.due[self.first][some] + late
            part = np.maximum(amount[some] * self.draw.integers(1, 8, len(some)) // 20, 1)
            part = np.where(day < self.full[some], part, 0)
            kept = part > 0
            found.append((some[kept], day[kept], np.full(int(kept.sum()), _PAYMENT), part[kept], _none(some[kept])))
        return found

    def _disputes(self) -> Lot:
        some = np.flatnonzero(self.chance(self.shape.disputed, self.size))
        day = self.due[self.first][some] + self.draw.integers(1, 60, len(some))
        return some, day, np.full(len(some), _DISPUTE), _none(some), _none(some)


_DISPUTE, _PAYMENT, _REMINDER, _NOTICE = range(4)
_KINDS: Final = ("dispute", "payment", "reminder", "collection_notice")


def _none(rows: Whole) -> Whole:
    return np.full(len(rows), -1, np.int64)


def _days(days: Whole) -> pa.Array:
    return pa.array((days - EPOCH).astype(np.int32)).cast(pa.date32())
