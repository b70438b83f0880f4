"""Periods: from an anchor day to the last day, by a named way of counting; days are ordinals."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from collectrules.ground.dates import add_months, month_end, year_end
from collectrules.ground.errors import Fault, NotModelled
from collectrules.loader import model as m
from collectrules.nouns.calendars import WorkingDays, working_days

Anchors = Callable[[str], "int | None"]
"""Return the ordinal of an anchor (`claim.due`, an act's kind, …) or None while it does not exist."""
Numbers = Callable[[str], int]
"""Return a named `[value]` as a whole number."""


class Span(NamedTuple):
    """A period worked out: its start, its last day before and after moving, and the first day once it is over.

    `missing` names the anchors that do not exist yet; then the days are None.
    """

    start: int | None
    raw_last: int | None
    last: int | None
    first_free: int | None
    law: tuple[str, ...]
    missing: tuple[str, ...] = ()


def span(period: m.Period, profile: m.Profile, anchors: Anchors, numbers: Numbers, *, known_only: bool = False) -> Span:
    """Work a period out: the last day of it, and the first day on which it no longer stands in the way.

    With `known_only` an anchor of several that does not exist asks nothing.
    """
    start, missing = _start(period, anchors, known_only=known_only)
    if start is None:
        return Span(None, None, None, None, period.law, missing)
    raw = last_day(period, start, profile, numbers)
    last = moved(raw, period, profile)
    free = last if period.since else last + 1
    return Span(start, raw, last, _not_before(free, period, anchors), period.law)


def _start(period: m.Period, anchors: Anchors, *, known_only: bool) -> tuple[int | None, tuple[str, ...]]:
    """The day the period is counted from, and the anchors that do not exist yet."""
    words = period.after or period.since
    if len(words) == 1:
        start = anchors(words[0])
        return start, words if start is None else ()
    found = [(word, anchors(word)) for word in words]
    missing = tuple(word for word, day in found if day is None)
    days = [day for _, day in found if day is not None]
    if not days or (missing and period.pick != "earlier" and not known_only):
        return None, missing
    return (min(days) if period.pick == "earlier" else max(days)), ()


def _not_before(free: int, period: m.Period, anchors: Anchors) -> int:
    """Never on or before the due day, never before any other named day."""
    for word in period.not_before:
        day = anchors(word)
        if day is not None:
            free = max(free, day + 1 if word == "claim.due" else day)
    return free


def last_day(period: m.Period, start: int, profile: m.Profile, numbers: Numbers) -> int:
    """Return the last day of the period before its end is moved."""
    if period.paused_by:
        raise NotModelled(Fault(code="word_not_computed", path="paused_by", expected="a period without pauses"))
    start = _start_moved(start, period, profile)
    counting = _counting(period, profile)
    if period.working_days is not None:
        return _working(period, start, profile, numbers)
    months = (period.months or 0) + 12 * (period.years or 0)
    days = _number(period.days, numbers) + 7 * (period.weeks or 0)
    end = (add_months(start, months) if months else start) + days
    return end - 1 if counting is not None and counting.first_day == "counted" and end > start else end


def _start_moved(start: int, period: m.Period, profile: m.Profile) -> int:
    """Move the day a period is counted from: to the end of its year or month, or off a day of rest."""
    if period.start_moves == "next_working_day":
        return _working_days(period, profile).working_day_after(start - 1, 1)
    ends = {"year_end": year_end, "month_end": month_end}
    return ends[period.start_moves](start) if period.start_moves in ends else start


def _working(period: m.Period, start: int, profile: m.Profile, numbers: Numbers) -> int:
    return _working_days(period, profile).working_day_after(start, _number(period.working_days, numbers))


def _working_days(period: m.Period, profile: m.Profile) -> WorkingDays:
    """The working days of a period's counting."""
    counting = _counting(period, profile)
    if counting is None or counting.calendar is None:
        raise NotModelled(Fault(code="no_calendar", path="working_days", expected="a counting with a calendar"))
    return working_days(profile, counting.calendar)


def _number(value: object, numbers: Numbers) -> int:
    if value is None:
        return 0
    return numbers(value) if isinstance(value, str) else int(value)  # type: ignore[call-overload]


def _counting(period: m.Period, profile: m.Profile) -> m.Counting | None:
    name = period.counting
    return None if name in {None, "calendar_days"} else profile.counting[str(name)]


def moved(day: int, period: m.Period, profile: m.Profile) -> int:
    """Move the end of a period as its counting says."""
    counting = _counting(period, profile)
    if counting is None or not counting.end_moves or counting.calendar is None:
        return day
    return working_days(profile, counting.calendar).end_moved(day, counting.end_moves)
