"""Working days of a calendar: rest days, closed times, and where the end of a period moves.

Every day is a proleptic ordinal.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from typing import Final, NamedTuple

from collectrules.ground.dates import date_of, easter, year_end
from collectrules.ground.errors import Fault, InternalInconsistency, NotModelled, nearest, shown
from collectrules.ground.records import record
from collectrules.loader import model as m
from collectrules.loader.crossing import place_of
from collectrules.loader.holiday_sets import HolidaySet, lives, month_day, weekday_of, year_bounds

_FAR: Final = 400  # days; a search that finds nothing in more than a year would never end
_ROUNDS: Final = 20  # an end that still moves after so many rounds moves for ever


Stays = Sequence["tuple[int, int]"]
"""Stretches of days, first and last included, that count as closed times beside those of the year."""


class _Year(NamedTuple):
    holidays: frozenset[int]
    rest: frozenset[int]
    closed: frozenset[int]
    open_to_doubt: frozenset[int]


@record
class WorkingDays:
    """The rest days and closed times of one calendar at one place; each year is worked out once.

    Where nobody knows the place, `either` holds the sets of all places: a day on which they differ is refused.
    """

    calendar: m.Calendar
    sets: tuple[HolidaySet, ...]
    either: tuple[HolidaySet, ...] = ()
    _years: dict[int, _Year] = field(default_factory=dict, compare=False, repr=False)

    @property
    def years_read(self) -> frozenset[int]:
        """The years that somebody has looked into."""
        return frozenset(self._years)

    def is_rest(self, day: int) -> bool:
        """Whether the day is a weekly rest day or a holiday."""
        return day in self._certain(day).rest

    def is_closed(self, day: int) -> bool:
        """Whether the day lies in a closed time."""
        return day in self._year(day).closed

    def is_open(self, day: int) -> bool:
        """Whether an act may be done: no closed time, no holiday, no rest day that bars acts too."""
        weekday = weekday_of(day)
        barred = weekday in self.calendar.rest and weekday not in self.calendar.acts_also_on
        return not (barred or day in self._certain(day).holidays or self.is_closed(day))

    def closed_stretches(self, day: int, years: int) -> list[tuple[int, int]]:
        """Return the closed times of the year of a day and of some years after it: first and last day of each."""
        number = date_of(day).year
        closed = frozenset[int]().union(*(self._of(year).closed for year in range(number, number + years + 1)))
        firsts = sorted(day for day in closed if day - 1 not in closed)
        lasts = sorted(day for day in closed if day + 1 not in closed)
        return list(zip(firsts, lasts, strict=True))

    def next_working_day(self, day: int) -> int:
        """Return the day itself, or the first working day after it if it is a rest day."""
        return self._first(day, lambda candidate: not self.is_rest(candidate))

    def working_day_after(self, day: int, nth: int) -> int:
        """Return the nth working day strictly after the day."""
        for _ in range(nth):
            day = self.next_working_day(day + 1)
        return day

    def first_open_day(self, day: int, stays: Stays = ()) -> int:
        """Return the day itself, or the first day after it on which an act may be done."""
        while True:
            day = self._first(day, self.is_open)
            after = _after(day, stays)
            if after is None:
                return day
            day = after

    def end_moved(self, day: int, moves: tuple[m.EndMove, ...], stays: Stays = ()) -> int:
        """Return the end of a period after its moves, in their order, until nothing moves.

        `stays` count as closed times.

        Raises:
            InternalInconsistency: `endless_move`, the moves chase one another.

        """
        for _ in range(_ROUNDS):
            moved = day
            for move in moves:
                moved = self._moved(moved, move, stays)
            if moved == day:
                return day
            day = moved
        raise self._never("endless_move", f"an end that rests within {_ROUNDS} rounds")

    def _moved(self, day: int, move: m.EndMove, stays: Stays) -> int:
        if not self._is_off(day, move, stays):
            return day
        if move.to == "year_end":
            return year_end(day)
        closed = move.off == "closed_time"
        # Adjoining closed times are one, and the working days count from its last day.
        last = self._closed_until(day, stays) if closed else day
        if move.to == "working_day_after":
            return self.working_day_after(last, move.nth)
        return self.next_working_day(last + closed)

    def _is_off(self, day: int, move: m.EndMove, stays: Stays) -> bool:
        if move.off == "rest_day":
            return self.is_rest(day)
        return move.off == "any_day" or self.is_closed(day) or _after(day, stays) is not None

    def _closed_until(self, day: int, stays: Stays) -> int:
        """The last day of the closed times and stays that adjoin from a day on."""
        while (after := _after(day, stays)) is not None or self.is_closed(day):
            day = self._first(day, lambda candidate: not self.is_closed(candidate)) if after is None else after
        return day - 1

    def _first(self, day: int, fits: Callable[[int], bool]) -> int:
        for candidate in range(day, day + _FAR):
            if fits(candidate):
                return candidate
        raise self._never("no_open_day", f"an open day within {_FAR} days")

    def _never(self, code: str, expected: str) -> InternalInconsistency:
        place = place_of("calendar", self.calendar)
        return InternalInconsistency(Fault(code=code, path=place, expected=expected))

    def _year(self, day: int) -> _Year:
        return self._of(date_of(day).year)

    def _certain(self, day: int) -> _Year:
        """The year of a day on which all places agree that it may be."""
        year = self._year(day)
        if day in year.open_to_doubt:
            raise _no_region(self.calendar, None, ())
        return year

    def _of(self, number: int) -> _Year:
        found = self._years.get(number)
        if found is None:
            holidays = frozenset[int]().union(*(days.in_year(number) for days in self.sets))
            common, some = _shared([days.in_year(number) for days in self.either])
            holidays |= common
            days = range(dt.date(number, 1, 1).toordinal(), dt.date(number, 12, 31).toordinal() + 1)
            weekly = frozenset(day for day in days if weekday_of(day) in self.calendar.rest)
            closed = frozenset(_closed_days(self.calendar, number))
            rest = holidays | weekly
            found = self._years[number] = _Year(holidays, rest, closed, some - rest)
        return found


def _shared(years: Sequence[frozenset[int]]) -> tuple[frozenset[int], frozenset[int]]:
    """The days that all of some sets hold, and those that only some hold."""
    common = frozenset[int]() if not years else years[0].intersection(*years[1:])
    return common, frozenset[int]().union(*years) - common


def _after(day: int, stays: Stays) -> int | None:
    """The day after a stay in which a day lies; None where it lies in none."""
    return next((last + 1 for first, last in stays if first <= day <= last), None)


def working_days(profile: m.Profile, calendar: str, region: str | None = None) -> WorkingDays:
    """Return the working days of a profile's calendar, built once; `region` names the set of the place.

    Raises:
        NotModelled: `holidays_of_region`, the calendar asks for a place whose holidays the profile lacks.

    """
    record = profile.calendar[calendar]
    # A calendar that is the same everywhere is kept once, whatever places are asked for.
    key = ("calendar", calendar, region if "region" in record.holidays else None)
    found = profile.memo.get(key)
    if not isinstance(found, WorkingDays):
        known = [code for code in profile.header.regions if code in profile.holidays]
        nowhere = "region" in record.holidays and region is None and record.place_unknown != "refused"
        anywhere = nowhere and record.place_unknown == "where_all_agree"
        named = [name for name in record.holidays if name != "region" or not nowhere]
        names = [_known_region(record, region, known) if name == "region" else name for name in named]
        either = known if anywhere else []
        found = profile.memo[key] = WorkingDays(record, _sets(profile, names), _sets(profile, either))
    return found


def _sets(profile: m.Profile, names: Sequence[str]) -> tuple[HolidaySet, ...]:
    return tuple(HolidaySet(profile.holidays[name], profile.days.get(name)) for name in names)


def _known_region(record: m.Calendar, region: str | None, known: Sequence[str]) -> str:
    if region is not None and region in known:
        return region
    raise _no_region(record, region, known)


def _no_region(record: m.Calendar, region: str | None, known: Sequence[str]) -> NotModelled:
    got, near = (None, None) if region is None else (shown(region), nearest(region, known))
    return NotModelled(
        Fault(
            code="holidays_of_region",
            path="region",
            expected=f"a region whose holidays the profile holds: calendar.{record.name} hangs on them",
            got=got,
            nearest=near,
        )
    )


def _closed_days(calendar: m.Calendar, year: int) -> Iterator[int]:
    place = place_of("calendar", calendar, "closed")
    for closed in calendar.closed:
        for span in _spans(closed, year, place):
            yield from (day for day in span if lives(closed, day))


def _spans(closed: m.Closed, year: int, place: str) -> list[range]:
    """Return the parts of a closed time in a year; one that crosses the new year has two."""
    if closed.easter is not None:
        sunday = easter(year)
        return [range(sunday + closed.easter[0], sunday + closed.easter[1] + 1)]
    # Checked against a common year: 29 February would be a limit in one year out of four.
    first, last = (month_day(text, 2001, place).replace(year=year).toordinal() for text in (closed.first, closed.last))
    if first <= last:
        return [range(first, last + 1)]
    new_year, old_year = year_bounds(year)
    return [range(new_year, last + 1), range(first, old_year + 1)]
