"""When an act may be done: first and last day by law; and the time it gives the other side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from collectrules.fold.actlimits import free_again
from collectrules.fold.conditions import Gate
from collectrules.fold.moments import Moment
from collectrules.loader import model as m
from collectrules.nouns.calendars import working_days
from collectrules.nouns.dated import least_certain
from collectrules.topics.deadlines import span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collectrules.fold.rules import ActRule


class Window(NamedTuple):
    """When an act may be done: first and last ordinal by law, and the anchors that do not exist yet."""

    earliest: int | None
    latest: int | None
    missing: tuple[str, ...]
    law: tuple[str, ...]
    certainty: str = "sure"


ALWAYS: Final = Window(None, None, (), ())


def window(
    periods: tuple[tuple[Gate, m.Period], ...], last: tuple[tuple[Gate, m.Period], ...], moment: Moment
) -> Window:
    """Work out the window of an act: all of `periods` must allow it, the first of `last` ends it."""
    if not periods and not last:
        return ALWAYS
    book = moment.state.book
    earliest: int | None = None
    latest: int | None = None
    missing: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    certainty = "sure"

    def numbers(name: str) -> int:
        return book.number(name, moment)

    for gate, period in periods:
        if gate.holds(moment):
            found = span(period, book.profile, moment.anchor, numbers, at=moment)
            missing += tuple(word for word in found.missing if not word.startswith("previous."))
            certainty = least_certain(certainty, book.counting_certainty(period))
            if found.first_free is not None and (earliest is None or found.first_free > earliest):
                earliest, law = found.first_free, period.law
    for gate, period in last:
        if gate.holds(moment):
            found = span(period, book.profile, moment.anchor, numbers, at=moment)
            certainty = least_certain(certainty, book.counting_certainty(period))
            if found.last is not None and (latest is None or found.last < latest):
                latest = found.last
    return Window(earliest, latest, missing, law, certainty)


def deadline_of(rule: ActRule, moment: Moment) -> m.Period | None:
    """Return the period an act gives the other side: the first whose conditions hold, None if it gives none."""
    return next((period for gate, period in rule.deadline if gate.holds(moment)), None)


def still_within(period: m.Period | None, moment: Moment) -> bool:
    """Whether a period runs on the moment's day; without one nothing ends, and one that never began does not run."""
    if period is None:
        return True
    numbers = partial(moment.state.book.number, moment=moment)
    found = span(period, moment.state.book.profile, moment.anchor, numbers, at=moment)
    return found.last is not None and moment.day <= found.last


def procedure_of(rule: ActRule, moment: Moment) -> tuple[Gate, m.Procedure] | None:
    """Return the kind of proceedings that an act leads to on the moment's day, with the gate it passed."""
    return next(
        ((gate, one) for gate, one in rule.procedures if gate.holds(moment) and still_within(one.within, moment)), None
    )


def act_window(rule: ActRule, moment: Moment) -> Window:
    """Work out the window of an act within the life of its rule."""
    found, record = window(rule.earliest, rule.latest, moment), rule.record
    freed = free_again(rule, moment) if rule.limits else None
    if freed is not None and (found.earliest is None or freed[0] > found.earliest):
        found = found._replace(earliest=freed[0], law=freed[1].law or record.law)
    if record.from_ is None and record.to is None:
        return found
    earliest, latest = found.earliest, found.latest
    if record.from_ is not None:
        earliest = max(earliest or 0, record.from_.toordinal())
    if record.to is not None:
        latest = min(record.to.toordinal(), record.to.toordinal() if latest is None else latest)
    return found._replace(earliest=earliest, latest=latest)


def off_rest_days(day: int, names: Iterable[str | None], moment: Moment) -> int:
    """Return the day, or the next working day of the calendars that the law names, if it names any."""
    profile = moment.state.book.profile
    for name in names:
        if name is not None:
            day = working_days(profile, name, moment.region(profile.calendar[name])).next_working_day(day)
    return day


def open_from(rule: ActRule, moment: Moment, day: int) -> int | None:
    """Return the first day from a day on that is open for an act; None while a stay without an end closes it."""
    return _first_open(rule.record.open_on, moment, day)


def acting_from(rule: ActRule, moment: Moment, day: int) -> int | None:
    """Return the first day from a day on on which an act is done without its effect being put off, if it ever is."""
    act = rule.record
    name = act.takes_effect.calendar if act.open_on is None and act.takes_effect is not None else act.open_on
    return _first_open(name, moment, day)


def _first_open(name: str | None, moment: Moment, day: int) -> int | None:
    if name is None:
        return day
    profile = moment.state.book.profile
    calendar = working_days(profile, name, moment.region(profile.calendar[name]))
    still = moment.still(calendar.calendar.stays)
    first = calendar.first_open_day(day, [(begun, ended) for begun, ended in still if ended is not None])
    return None if any(ended is None and begun <= first for begun, ended in still) else first
