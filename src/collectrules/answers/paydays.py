"""Days on which a debtor is likely to have money, by the calendars of the profile: a hint for an offer, no law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from collectrules.fold.moments import Moment
from collectrules.fold.state import living
from collectrules.fold.unmet import refuse
from collectrules.ground.dates import date_of, month_end
from collectrules.ground.scalars import Day
from collectrules.nouns.answer import Certainty, Part
from collectrules.nouns.calendars import working_days

if TYPE_CHECKING:
    from collectrules.fold.state import State
    from collectrules.loader import model as m

_MONTHS = range(14)
"""How far to look: every rule has a day within a year; one may be moved over the turn of a month."""


class Payday(Part):
    """The next day of a kind of income after the day asked about, and on what that rests."""

    name: str
    on: Day
    law: tuple[str, ...]
    certainty: Certainty


def paydays(state: State) -> Iterator[Payday]:
    """Yield the next payday of every rule that applies to one of the living claims."""
    moments = [Moment(state, account, state.on) for account in living(state)]
    for rule, gate in state.book.paydays:
        if any(gate.holds(moment) for moment in moments):
            refuse(state.book.profile, "payday", rule)
            day = _next(state, rule)
            yield Payday.made(name=rule.name, on=date_of(day), law=rule.law, certainty=rule.certainty)


def _next(state: State, rule: m.Payday) -> int:
    first = date_of(state.on).replace(day=1)
    days = (
        _day(state, rule, first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1) for n in _MONTHS
    )
    return next(day for day in days if day is not None and day > state.on)


def _day(state: State, rule: m.Payday, year: int, month: int) -> int | None:
    """The payday of a month: the last working day not after the day the rule names."""
    if rule.months and month not in rule.months:
        return None
    first = dt.date(year, month, 1).toordinal()
    day = min(first + rule.day - 1, month_end(first))
    days = working_days(state.book.profile, rule.calendar, state.case.region)
    while days.is_rest(day):
        day -= 1
    return day
