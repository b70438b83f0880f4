"""Interest as a paper asks for it: a sum up to a day, and from then on a rate that runs until it is paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple, cast

from collectrules.answers.standings import InterestRow, percent
from collectrules.fold.entries import Accrual
from collectrules.fold.ledger import Account
from collectrules.fold.state import State, money_of
from collectrules.ground.dates import date_of
from collectrules.loader import model as m
from collectrules.topics.accrual import Segment

_DAY = dt.timedelta(days=1)


class Running(NamedTuple):
    """Interest at a rate on a sum from a day on; without a `last` day it runs on.

    `margin` is what the rate that runs on has above the published `reference`, where it follows one: `rate` is then
    that of the day, or None where it is not published yet.
    """

    claim: str
    first: dt.date
    last: dt.date | None
    rate: Decimal | None
    base: Decimal
    law: tuple[str, ...]
    margin: Decimal | None = None
    reference: str | None = None


def closed_to(state: State, account: Account) -> int:
    """Return the day up to which interest can only be said as a sum: some of it was paid; 0 where none was.

    Where a waiver, compound interest or a ceiling make the rates say something else than the sum, it is the day itself.
    """
    ledger = state.ledger
    bounded = account.interest_cap is not None and account.anew_from is not None
    full = ledger.room(account, account.accrued) == 0
    if account.interest_waived or account.compound is not None or bounded or full:
        return state.on
    pieces = ((one.on, piece) for one in ledger.payments for piece in one.pieces)
    return max((day for day, piece in pieces if piece[:2] == (account.index, "interest")), default=0)


def closed_sum(state: State, account: Account, day: int) -> int:
    """Return what is open of the interest of the days up to one, in minor units."""
    begun = min((one.first for one in account.history), default=day + 1)
    if day >= state.on:
        return state.ledger.interest(account)
    return state.ledger.interest_of(account, [range(begun, day + 1)] if begun <= day else [])


def running(state: State, account: Account, rows: Sequence[InterestRow], day: int) -> Iterator[Running]:
    """Yield the interest of the days after one: each rate with its days, and what runs on."""
    tomorrow = _tomorrow(state, account)
    for row in rows:
        if row.to.toordinal() <= day:
            continue
        stretch = _goes_on(tomorrow, state.case.minor(row.base)) if row.to.toordinal() == state.on else None
        first = max(row.from_, date_of(day + 1)) if day else row.from_
        if stretch is None:
            yield Running(row.claim, first, row.to, row.rate, row.base, row.law)
        else:
            yield _running_on(state, account, stretch, first, state.on)
    for stretch in tomorrow:
        segment = stretch.path.rate_on(state.on + 1)
        if segment is not None and segment.rate:
            yield _running_on(state, account, stretch, date_of(state.on) + _DAY, state.on + 1)


def _running_on(state: State, account: Account, stretch: Accrual, first: dt.date, day: int) -> Running:
    """What runs on at the rate of a day: fixed, or so much above a rate that is published again and again."""
    path, segment = stretch.path, cast("Segment", stretch.path.rate_on(day))
    points = None if segment.margin is None or segment.reference is None else segment.reference + segment.margin
    follows = path.horizon is not None and segment.rate is not None and segment.rate == points
    if not follows:
        path.weight(day, day, carry=state.ledger.carry)  # refuses what is not published yet
    known = day <= state.on or path.is_sure(day, day)
    return Running(
        account.claim.id, first, None, percent(segment.rate or 0) if known or not follows else None,
        money_of(state, stretch.base), segment.law,
        percent(segment.margin or 0) if follows else None, _reference(state.book.profile, path.name),
    )  # fmt: skip


def _reference(profile: m.Profile, path: str) -> str | None:
    """The series that the rates of a path follow, where it is one."""
    rule = profile.interest.get(path)
    names = (path.removeprefix("rate."),) if rule is None else rule.rates
    rates = [profile.rate[name] for name in names if name in profile.rate]
    found = {rate.reference.series for rate in rates if rate.reference is not None}
    return found.pop() if len(found) == 1 else None


def _tomorrow(state: State, account: Account) -> list[Accrual]:
    """What bears interest on the day after."""
    day = state.on + 1
    if account.stopped is not None and day > account.stopped:
        return []
    return [one for one in state.ledger.stretches(account, day) if one.first <= day <= one.last and one.base > 0]


def _goes_on(tomorrow: list[Accrual], base: int) -> Accrual | None:
    """Take out what goes on bearing interest on a sum; two of the same sum are two."""
    found = next((one for one in tomorrow if one.base == base), None)
    if found is not None:
        tomorrow.remove(found)
    return found
