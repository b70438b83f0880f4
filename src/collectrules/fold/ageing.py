"""Figures that an answer uses for days more than a year after anybody compared them with their source, or nobody did.

A figure that governed a day before it was last checked is never stale, however old it is. So only an answer that
reaches beyond that day and a year more can rest on one, and it says so. One that was never checked is told on any day,
else the least certain figure would be the quietest; but not of a law that keeps no such days at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final, NamedTuple, cast

from collectrules.fold.entries import Accrual
from collectrules.fold.ledger import Account
from collectrules.fold.moments import Moment
from collectrules.fold.resetting import named_values
from collectrules.fold.rules import InterestRule, undisplaced
from collectrules.fold.state import State
from collectrules.ground.dates import date_of
from collectrules.loader import model as m
from collectrules.loader.ageing import STALE_DAYS, Checked, checked_in, holds_figure, never_checked
from collectrules.loader.holiday_sets import lives
from collectrules.loader.walking import records

_KEY: Final = ("fold.ageing", "first day that any figure is stale")
_ALL: Final = m.Amount(percent=100)
"""All of what was agreed is no figure of the law."""
_NEVER: Final = ("fold.ageing", "records that were never checked")


class Aged(NamedTuple):
    """A figure that was used though it was last checked long before, or never: its record, and the day of the check."""

    record: str
    checked: dt.date | None
    law: tuple[str, ...]


def aged(state: State) -> Iterator[Aged]:
    """Yield the rates and fees that are used for a day more than a year after a check, or were never checked."""
    profile = state.book.profile
    if state.on < _first_stale(profile) and not _never(profile):
        return
    found = {one.record: one for one in (*_rates(state), *_fees(state))}
    yield from (found[name] for name in sorted(found))


def _first_stale(profile: m.Profile) -> int:
    """The first day on which some figure of a law is stale; before it there is nothing to look for."""
    known = profile.memo.get(_KEY)
    if known is None:
        checks = [one.on.toordinal() for kind, record in records(profile) for one in checked_in(record, kind)]
        known = profile.memo[_KEY] = min(checks, default=dt.date.max.toordinal()) + STALE_DAYS + 1
    return cast("int", known)


def _never(profile: m.Profile) -> frozenset[str]:
    """The records that nobody ever checked, of a law that says of others when somebody did."""
    known = profile.memo.get(_NEVER)
    if known is None:
        keeps = any(True for kind, record in records(profile) for _ in checked_in(record, kind))
        names = (f"{kind}.{record.name}" for kind, record in never_checked(profile)) if keeps else ()
        known = profile.memo[_NEVER] = frozenset(names)
    return cast("frozenset[str]", known)


def _rates(state: State) -> Iterator[Aged]:
    """The margins and fixed rates behind the interest of each claim."""
    profile = state.book.profile
    for account in state.ledger.accounts:
        for accrual in account.history:
            for name in _rates_of(state, account, accrual):
                record, moment = profile.rate[name], Moment(state, account, accrual.last)
                yield from _carried(record, moment)
                for figure in (record.margin, record.fixed):
                    if figure is not None:
                        yield from _stale("rate", record, figure, moment)


def _carried(record: m.Rate, moment: Moment) -> Iterator[Aged]:
    """The published series of a rate, of which the last value is used for a day long after somebody looked at it."""
    if record.reference is not None:
        series = moment.state.book.profile.series[record.reference.series]
        key = moment.known_day(record.reference.keyed_by)
        if key is not None and date_of(key) > series.known_until:
            yield from _stale("series", series, record.reference, moment)


def _rates_of(state: State, account: Account, accrual: Accrual) -> tuple[str, ...]:
    """The rates of a stretch: its own, or those of its days that follow one another under a rule of interest."""
    name, rule = accrual.path.name.removeprefix("rate."), account.kept.get("interest_rule")
    if name in state.book.profile.rate:
        return (name,)
    if not isinstance(rule, InterestRule) or rule.record.name != name:
        other = state.book.profile.interest.get(name)
        return () if other is None else other.rates
    starts = [start for start in accrual.path.starts if accrual.first < start <= accrual.last]
    moments = [Moment(state, account, day) for day in (accrual.first, *starts, accrual.last)]
    applied = (rate.record for at in moments for rate in undisplaced(rule.rates, at) if lives(rate.record, at.day))
    return tuple(dict.fromkeys(record.name for record in applied))


def _fees(state: State) -> Iterator[Aged]:
    """The fees that were charged, and the values they name."""
    profile = state.book.profile
    for line in state.ledger.lines:
        fee = profile.fee.get(line.fee or "")
        if fee is None:
            continue
        yield from of_record("fee", fee, Moment(state, state.ledger.accounts[line.claim], line.on))


def of_record(kind: str, record: m.Rule, moment: Moment) -> Iterator[Aged]:
    """Yield a fee, a value or protected income, and the values it names, of which the version of a moment is stale."""
    profile = moment.state.book.profile
    yield from _stale(kind, record, record.amount if isinstance(record, m.Fee) else record, moment)
    for name in sorted(named_values(record) & profile.value.keys()):
        yield from _stale("value", profile.value[name], profile.value[name], moment)


def _stale(kind: str, record: m.Rule, figure: object, moment: Moment) -> Iterator[Aged]:
    """Yield a figure whose version was chosen by a day long after it was checked, or that was never checked."""
    checked = getattr(figure, "checked", None) or record.checked
    day = moment.known_day(getattr(figure, "keyed_by", None) or "act")
    if checked is not None and day is not None and Checked("", record, checked).is_stale(date_of(day)):
        yield Aged(f"{kind}.{record.name}", checked, record.law)
    elif f"{kind}.{record.name}" in _never(moment.state.book.profile) and figure != _ALL and holds_figure(figure):
        yield Aged(f"{kind}.{record.name}", None, record.law)
