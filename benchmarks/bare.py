"""Balances of many claims without NumPy and Arrow: the fold, and the accrual index of a compiled profile alone.

The index is the library's; the loop around it stands here and knows one order of allocation, as the plain code does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import reduce
from itertools import pairwise
from math import gcd
from random import Random
from typing import Final, NamedTuple

import collectrules as cr
from benchmarks.baselines import plain
from benchmarks.inputs import with_payments
from benchmarks.measuring import Measure, holds, medians
from collectrules.fold.asking import ask
from collectrules.topics.accrual import SCALE, RatePath

SEED: Final = 1
CLAIMS: Final = 1000
ROUNDS: Final = 7
ON: Final = dt.date(2025, 12, 15)
FIRST_DUE: Final = dt.date(2023, 2, 1)
MOST: Final = 1 / 8
Payment = tuple[int, int]
Balance = tuple[int, int, int]
"""Principal, interest and credit in øre."""


class Lot(NamedTuple):
    """One claim: its sum in øre, its due day, and its payments with their ordinal days."""

    amount: int
    due: int
    payments: tuple[Payment, ...]


class Index(NamedTuple):
    """The running sum of rate × day weight by day, from `begun` on; `whole` is the denominator of interest in øre."""

    sums: list[int]
    begun: int
    whole: int


def lots(size: int) -> list[Lot]:
    """Return claims of the last three years with none to three payments, from a fixed seed."""
    draw, last = Random(SEED), ON.toordinal()  # noqa: S311  # a fixed portfolio, no secret
    found = []
    for _ in range(size):
        amount, due = draw.randrange(5_000, 2_000_000), draw.randrange(FIRST_DUE.toordinal(), last - 30)
        days = sorted(draw.sample(range(due + 1, last), draw.randrange(4)))
        found.append(Lot(amount, due, tuple((day, draw.randrange(1, amount // 2)) for day in days)))
    return found


def index_of(path: RatePath, first: int, last: int) -> Index:
    """Return the sums of a path from the day before `first`, divided by what they have in common."""
    sums = [0, *(path.weight(first, day) for day in range(first, last + 1))]
    common = reduce(gcd, (after - before for before, after in pairwise(sums)), SCALE)
    return Index([value // common for value in sums], first - 1, SCALE // common)


def balance(lot: Lot, index: Index, on: int) -> Balance:
    """Return what is open at the end of a day: interest first, then principal; the rest is credit."""
    sums, begun, whole = index
    principal, before = lot.amount, sums[lot.due - begun]
    accrued = paid = credit = 0
    for day, sum_ in lot.payments:
        upto = sums[day - begun]
        accrued += principal * (upto - before)
        before = upto
        owed = (2 * accrued + whole) // (2 * whole) - paid
        to_interest = min(owed, sum_)
        paid += to_interest
        principal -= sum_ - to_interest
        if principal < 0:
            principal, credit = 0, credit - principal
    accrued += principal * (sums[on - begun] - before)
    return principal, (2 * accrued + whole) // (2 * whole) - paid, credit


def _by_decimal(amount: Decimal, due: dt.date, events: list[tuple[dt.date, str, Decimal]]) -> Balance:
    sums, _ = plain.account(amount, due, events, ON)
    principal, interest, credit = (int(sum_ * 100) for sum_ in (sums.principal, sums.interest, sums.credit))
    return principal, interest, credit


def _by_fold(case: cr.Case, law: cr.Profile) -> Balance:
    found = cr.standing(case, law, on=ON)
    return int(found.owed.principal * 100), int(found.owed.interest * 100), int(found.credit * 100)


def measures() -> Iterator[Measure]:
    """Yield the times of the index and of the fold beside plain `Decimal` code, over the same claims.

    Raises:
        SystemExit: the three disagree.

    """
    law, claims, on = cr.load_profile("DK"), lots(CLAIMS), ON.toordinal()
    cases = [with_payments(f"c{n}", *lot) for n, lot in enumerate(claims)]
    inputs = [_in_kroner(lot) for lot in claims]
    earliest = min(lot.due for lot in claims)
    account = ask(with_payments("first", 100, earliest, ()), law, on=ON).state.ledger.accounts[0]
    assert account.path is not None and account.interest_first == earliest + 1  # noqa: S101, PT018
    index = index_of(account.path, earliest + 1, on)
    _agree([balance(lot, index, on) for lot in claims], [_by_decimal(*one) for one in inputs])
    _agree([_by_fold(case, law) for case in cases], [_by_decimal(*one) for one in inputs])
    bare, hand, fold = medians(
        lambda: [balance(lot, index, on) for lot in claims],
        lambda: [plain.account(*one, ON) for one in inputs],
        lambda: [cr.standing(case, law, on=ON).owed for case in cases],
        rounds=ROUNDS,
    )
    name, against = f"balances of {CLAIMS:,} claims with up to three payments, no extras", "plain `Decimal` code"
    yield Measure(f"{name}: the accrual index in a loop", bare, MOST, against, hand)
    yield Measure(f"{name}: `standing`", fold, MOST, against, hand)


def _in_kroner(lot: Lot) -> tuple[Decimal, dt.date, list[tuple[dt.date, str, Decimal]]]:
    events = [(dt.date.fromordinal(day), "payment", Decimal(sum_) / 100) for day, sum_ in lot.payments]
    return Decimal(lot.amount) / 100, dt.date.fromordinal(lot.due), events


def _agree(ours: Sequence[Balance], theirs: Sequence[Balance]) -> None:
    wrong = [(n, one, other) for n, (one, other) in enumerate(zip(ours, theirs, strict=True)) if one != other]
    holds(not wrong, str(wrong[:3]))
