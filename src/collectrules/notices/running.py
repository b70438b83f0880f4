"""Interest as a paper asks for it: a sum up to a day, and from then on a rate that runs until it is paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from collectrules.answers.standings import InterestRow, percent
from collectrules.fold.entries import Accrual
from collectrules.fold.ledger import Account
from collectrules.fold.state import State, money_of
from collectrules.ground.dates import date_of

_DAY = dt.timedelta(days=1)


class Running(NamedTuple):
    """Interest at a rate on a sum from a day on; without a `last` day it runs on."""

    claim: str
    first: dt.date
    last: dt.date | None
    rate: Decimal
    base: Decimal
    law: tuple[str, ...]


def closed_to(state: State, account: Account, paid: Collection[dt.date]) -> int:
    """Return the day up to which interest can only be said as a sum: some of it was paid; 0 where none was.

    Where a waiver, compound interest or a ceiling make the rates say something else than the sum, it is the day itself.
    """
    whole = account.interest_waived or account.compound is not None or state.ledger.most_interest(account) is not None
    return state.on if whole else max((day.toordinal() for day in paid), default=0)


def closed_sum(state: State, account: Account, day: int) -> Decimal:
    """Return what is open of the interest of the days up to one, in major units."""
    begun = min((one.first for one in account.history), default=day + 1)
    if day >= state.on:
        return money_of(state, state.ledger.interest(account))
    return money_of(state, state.ledger.interest_of(account, [range(begun, day + 1)] if begun <= day else []))


def running(state: State, account: Account, rows: Sequence[InterestRow], day: int) -> Iterator[Running]:
    """Yield the interest of the days after one: each rate with its days, and what runs on."""
    tomorrow = _tomorrow(state, account)
    for row in rows:
        if row.to.toordinal() <= day:
            continue
        goes_on = row.to.toordinal() == state.on and state.case.minor(row.base) in tomorrow
        if goes_on:
            tomorrow.pop(state.case.minor(row.base))
        first = max(row.from_, date_of(day + 1)) if day else row.from_
        yield Running(row.claim, first, None if goes_on else row.to, row.rate, row.base, row.law)
    for base, stretch in tomorrow.items():
        stretch.path.weight(state.on + 1, state.on + 1, carry=state.ledger.carry)  # refuses what is not published yet
        segment = stretch.path.rate_on(state.on + 1)
        if segment is not None and segment.rate:
            first, rate = date_of(state.on) + _DAY, percent(segment.rate)
            yield Running(account.claim.id, first, None, rate, money_of(state, base), segment.law)


def _tomorrow(state: State, account: Account) -> dict[int, Accrual]:
    """What bears interest on the day after: sum → its stretch."""
    day = state.on + 1
    if account.stopped is not None and day > account.stopped:
        return {}
    return {
        one.base: one for one in state.ledger.stretches(account, day) if one.first <= day <= one.last and one.base > 0
    }
