"""Figures that an answer uses for days more than a year after anybody compared them with their source.

A figure that governed a day before it was last checked is never stale, however old it is. So only an answer that
reaches beyond that day and a year more can rest on one, and it says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final, NamedTuple, cast

from collectrules.fold.moments import Moment
from collectrules.fold.resetting import named_values
from collectrules.fold.state import State
from collectrules.ground.dates import date_of
from collectrules.loader import model as m
from collectrules.loader.ageing import STALE_DAYS, Checked, checked_in
from collectrules.loader.walking import records

_KEY: Final = ("fold.ageing", "first day that any figure is stale")


class Aged(NamedTuple):
    """A figure that was used though it was last checked long before: its record, and the day of that check."""

    record: str
    checked: dt.date
    law: tuple[str, ...]


def aged(state: State) -> Iterator[Aged]:
    """Yield the rates and fees that are used for a day more than a year after they were last checked, each once."""
    if state.on < _first_stale(state.book.profile):
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


def _rates(state: State) -> Iterator[Aged]:
    """The margins and fixed rates behind the interest of each claim."""
    profile = state.book.profile
    for account in state.ledger.accounts:
        for accrual in account.history:
            for name in _rates_of(accrual.path.name, profile):
                record = profile.rate[name]
                for figure in (record.margin, record.fixed):
                    if isinstance(figure, m.Dated):
                        yield from _stale("rate", record, figure, Moment(state, account, accrual.last))


def _rates_of(path: str, profile: m.Profile) -> tuple[str, ...]:
    """The rates of a path: its own, or those that follow one another under a rule of interest."""
    name = path.removeprefix("rate.")
    if name in profile.rate:
        return (name,)
    rule = profile.interest.get(path)
    return () if rule is None else rule.rates


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
    """Yield a figure whose version was chosen by a day long after it was checked."""
    checked = getattr(figure, "checked", None) or record.checked
    day = moment.known_day(getattr(figure, "keyed_by", None) or "act")
    if checked is not None and day is not None and Checked("", record, checked).is_stale(date_of(day)):
        yield Aged(f"{kind}.{record.name}", checked, record.law)
