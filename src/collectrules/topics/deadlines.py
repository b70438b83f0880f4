"""Periods: from an anchor day to the last day, by a named way of counting; days are ordinals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple, Protocol

from collectrules.ground.dates import add_months, month_end, year_end
from collectrules.ground.errors import Fault, NotModelled
from collectrules.loader import model as m
from collectrules.nouns.calendars import WorkingDays, working_days

Anchors = Callable[[str], "int | None"]
"""Return the ordinal of an anchor (`claim.due`, an act's kind, …) or None while it does not exist."""
Numbers = Callable[[str], int]
"""Return a named `[value]` as a whole number."""
Still = Sequence["tuple[int, int | None]"]
"""Stretches of days in order, first and last included, each day in one of them; the last may have no end yet."""


class Setting(Protocol):
    """Where a period runs, and what made it stand still."""

    def region(self, calendar: m.Calendar) -> str | None:
        """Return the region whose holidays count in a calendar: that of its place."""

    def still(self, stays: tuple[str, ...]) -> Still:
        """Return the days on which one of some stays runs."""


class Nowhere:
    """A setting for periods without a case: no place, no stays."""

    def region(self, _calendar: m.Calendar) -> str | None:
        """Return no region: nobody knows it."""
        return None

    def still(self, stays: tuple[str, ...]) -> Still:
        """Refuse to say that no stay ran where nobody knows.

        Raises:
            NotModelled: `no_case`.

        """
        path = ", ".join(stays)
        raise NotModelled(Fault(code="no_case", path=path, expected="a case; a stay is a fact of one"))


NOWHERE = Nowhere()


class Span(NamedTuple):
    """A period worked out: its start, its last day before and after moving, and the first day once it is over.

    `begins` is the start where the period says that it moves: before that day no time of it has run. `missing` names
    the anchors that do not exist yet; then the days are None. A period that stands still has a start and no end:
    `missing` names what ends the stay.
    """

    start: int | None
    raw_last: int | None
    last: int | None
    first_free: int | None
    law: tuple[str, ...]
    missing: tuple[str, ...] = ()
    begins: int | None = None


def span(
    period: m.Period, profile: m.Profile, anchors: Anchors, numbers: Numbers, *, known_only: bool = False,
    at: Setting = NOWHERE,
) -> Span:  # fmt: skip
    """Work a period out: the last day of it, and the first day on which it no longer stands in the way.

    With `known_only` an anchor of several that does not exist asks nothing.
    """
    start, missing = _start(period, anchors, known_only=known_only)
    if start is not None and period.only_after and _too_early(start, map(anchors, period.only_after)):
        start, missing = None, period.after or period.since  # it came too early to count
    if start is None:
        return Span(None, None, None, None, period.law, missing)
    period = _as_begun(period, start, profile)
    begins = _start_moved(start, period, profile, at)
    raw = last_day(period, start, profile, numbers, at)
    last = None if raw is None else _come_to_rest(raw, period, profile, at)
    if last is None:
        return Span(start, raw, None, None, period.law, _endings(period, profile), begins)
    free = last if period.since else last + 1
    return Span(start, raw, last, _not_before(free, period, anchors), period.law, (), begins)


def _too_early(start: int, days: Iterable[int | None]) -> bool:
    return any(day is not None and start <= day for day in days)


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


_TO_PAY_BY: Final = ("claim.due", "claim.timely")
"""Days on which a claim can still be paid: what may not be before one of them begins on the day after it."""


def _not_before(free: int, period: m.Period, anchors: Anchors) -> int:
    """Never on or before the due day or the last timely one, never before any other named day."""
    for word in period.not_before:
        day = anchors(word)
        if day is not None:
            free = max(free, day + 1 if word in _TO_PAY_BY else day)
    return free


def last_day(period: m.Period, start: int, profile: m.Profile, numbers: Numbers, at: Setting = NOWHERE) -> int | None:
    """Return the last day of the period before its end is moved; None while a stay holds it up that has no end yet."""
    start = _start_moved(start, period, profile, at)
    still = at.still(period.paused_by) if period.paused_by else ()
    counting = _counting(period, profile)
    if counting is not None and counting.closed_days == "not_counted":
        still = _with_closed(_working_days(period, profile, at), start, still)
    if period.working_days is not None:
        return _working(_working_days(period, profile, at), start, _number(period.working_days, numbers), still)
    months = (period.months or 0) + 12 * (period.years or 0)
    days = _number(period.days, numbers) + 7 * (period.weeks or 0)
    end = (add_months(start, months) if months else start) + days
    counted = counting is not None and counting.first_day == "counted" and end > start
    return _held_up(start if counted else start + 1, end - counted, still)


_FORESEEN: Final = 4  # years; a period of days, weeks or months that closed times interrupt is over long before


def _with_closed(calendar: WorkingDays, start: int, still: Still) -> Still:
    """The closed times after a day beside the stays, each day once: none of them counts."""
    found = sorted([*still, *calendar.closed_stretches(start, _FORESEEN)], key=lambda days: days[0])
    joined: list[tuple[int, int | None]] = []
    for first, last in found:
        before = joined[-1][1] if joined else None
        if joined and (before is None or first <= before + 1):
            joined[-1] = joined[-1][0], None if before is None or last is None else max(before, last)
        else:
            joined.append((first, last))
    return joined


def _held_up(first: int, last: int, still: Still) -> int | None:
    """The end of a period from its first day on, with each day it stood still added; None without an end."""
    for begun, ended in still:
        if max(begun, first) > last:
            break
        if ended is None:
            return None
        last += max(ended - max(begun, first) + 1, 0)
    return last


def _start_moved(start: int, period: m.Period, profile: m.Profile, at: Setting) -> int:
    """Move the day a period is counted from: to the end of its year or month, or off a day of rest."""
    if period.start_moves == "next_working_day":
        return _working_days(period, profile, at).working_day_after(start - 1, 1)
    end = _ENDS.get(period.start_moves or "none")
    return start if end is None else end(start)


_ENDS: Final[Mapping[str, Callable[[int], int]]] = {"year_end": year_end, "month_end": month_end}


def _working(calendar: WorkingDays, day: int, number: int, still: Still) -> int | None:
    """The last of a number of working days; a day of a stay is none."""
    for _ in range(number if still else 0):
        day = calendar.working_day_after(day, 1)
        while (stay := next((days for days in still if _within(day, days)), None)) is not None:
            if stay[1] is None:
                return None
            day = calendar.working_day_after(stay[1], 1)
    return day if still else calendar.working_day_after(day, number)


def _within(day: int, days: tuple[int, int | None]) -> bool:
    return days[0] <= day and (days[1] is None or day <= days[1])


def _working_days(period: m.Period, profile: m.Profile, at: Setting) -> WorkingDays:
    """The working days of a period's counting."""
    counting = _counting(period, profile)
    if counting is None or counting.calendar is None:
        raise NotModelled(Fault(code="no_calendar", path="working_days", expected="a counting with a calendar"))
    return working_days(profile, counting.calendar, at.region(profile.calendar[counting.calendar]))


def _number(value: object, numbers: Numbers) -> int:
    if value is None:
        return 0
    return numbers(value) if isinstance(value, str) else int(value)  # type: ignore[call-overload]


def _counting(period: m.Period, profile: m.Profile) -> m.Counting | None:
    name = period.counting
    return None if name in {None, "calendar_days"} else profile.counting[str(name)]


def _as_begun(period: m.Period, start: int, profile: m.Profile) -> m.Period:
    """The period as it was counted when it began."""
    counting = _counting(period, profile)
    earlier = None if counting is None else counting.earlier
    if earlier is None or start >= earlier.begun_before.toordinal():
        return period
    return replace(period, counting=earlier.counting)


def moved(day: int, period: m.Period, profile: m.Profile, at: Setting = NOWHERE) -> int:
    """Move the end of a period as its counting says; what lies in a stay that has no end yet stays where it is."""
    found = _come_to_rest(day, period, profile, at)
    return day if found is None else found


def _come_to_rest(day: int, period: m.Period, profile: m.Profile, at: Setting) -> int | None:
    """The end of a period where its counting leaves it; None while it lies in a stay that has no end yet."""
    counting = _counting(period, profile)
    if counting is None or not counting.end_moves or counting.calendar is None:
        return day
    calendar = working_days(profile, counting.calendar, at.region(profile.calendar[counting.calendar]))
    if not calendar.calendar.stays:
        return calendar.end_moved(day, counting.end_moves)
    still = at.still(calendar.calendar.stays)
    closed = [(first, last) for first, last in still if last is not None]
    end = calendar.end_moved(day, counting.end_moves, closed)
    # An end only moves on: one that is beyond the first day of a stay without an end has come to lie in it.
    return None if any(last is None and first <= end for first, last in still) else end


def _endings(period: m.Period, profile: m.Profile) -> tuple[str, ...]:
    """The events that would end the stays which hold a period up, one for each stay."""
    counting = _counting(period, profile)
    calendar = profile.calendar.get(counting.calendar or "") if counting is not None else None
    names = dict.fromkeys((*period.paused_by, *(calendar.stays if calendar is not None else ())))
    edges = ((edge for edge in profile.stay[name].ends if isinstance(edge, m.Edge)) for name in names)
    return tuple(dict.fromkeys(next((edge.on[0] for edge in each), "stay_ended") for each in edges))


def length_after(day: int, length: m.Length) -> int:
    """Return the day a bare length of time after another, both as ordinals."""
    months = (length.months or 0) + 12 * (length.years or 0)
    return (add_months(day, months) if months else day) + (length.days or 0) + 7 * (length.weeks or 0)
