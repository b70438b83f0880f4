"""Holidays as data: the days of a holiday set in a year, and the day table into which they are frozen.

A set is a national list of the `holidays` package, with the days that the law adds or drops. The package is
asked only for a set or a year that the profile's frozen table does not hold. Days are proleptic ordinals.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Final

from collectrules.ground.dates import date_of, easter, month_end, to_date
from collectrules.ground.errors import BadInput, BadProfile, Fault, NotModelled, shown
from collectrules.ground.records import record
from collectrules.loader import model as m
from collectrules.loader.findings import place_of

FIRST_FROZEN: Final = dt.date(1990, 1, 1)
LAST_FROZEN: Final = dt.date(2060, 12, 31)
FROZEN_YEARS: Final = range(FIRST_FROZEN.year, LAST_FROZEN.year + 1)
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MADE_OF: Final = "made_of"
"""The word under which a day table says which package and lists it was frozen from."""
_COUNTRY: Final = re.compile(r"[A-Z]{2}", re.ASCII)


@record
class HolidaySet:
    """A set of holidays: its record, and its frozen days if the profile has a table of them."""

    record: m.Holidays
    frozen: tuple[int, ...] | None = None

    def in_year(self, year: int) -> frozenset[int]:
        """Return the days of a calendar year; raises what `computed` raises beyond the frozen table."""
        if self.frozen is None or year not in FROZEN_YEARS:
            return computed(self.record, year)
        first, last = year_bounds(year)
        return frozenset(self.frozen[bisect_left(self.frozen, first) : bisect_right(self.frozen, last)])


def computed(record: m.Holidays, year: int) -> frozenset[int]:
    """Work out the holidays of a calendar year: the national list and what the law adds, less what it drops.

    Raises:
        BadProfile: `F48`, a holiday that is no day; `holidays_package`, no such list.
        NotModelled: `holidays_of_year`, the list does not reach so far.

    """
    days = _listed(record, year) | _declared(record, year, drop=False)
    return frozenset(day for day in days - _declared(record, year, drop=True) if lives(record, day))


def _listed(record: m.Holidays, year: int) -> set[int]:
    package = record.package
    if package is None:
        return set()
    from holidays import country_holidays

    place = place_of("holidays", record, "package")
    if not _COUNTRY.fullmatch(package.country):
        raise _no_list(place, package.country)
    categories = package.categories or None
    try:
        # A day off in lieu is no holiday of the law: only the day itself counts.
        listed = country_holidays(
            package.country, package.subdivision, years=year, observed=False, categories=categories
        )
    except (NotImplementedError, ValueError) as error:
        raise _no_list(place, str(error)) from None
    if not listed.start_year <= year <= listed.end_year:
        span = f"a year from {listed.start_year} to {listed.end_year}"
        raise NotModelled(Fault(code="holidays_of_year", path=place, expected=span, got=str(year)))
    return {day.toordinal() for day in listed if day.year == year}


def _no_list(place: str, got: str) -> BadProfile:
    expected = "a country, subdivision and categories of the holidays package"
    return BadProfile(Fault(code="holidays_package", path=place, expected=expected, got=shown(got)))


def _declared(record: m.Holidays, year: int, *, drop: bool) -> set[int]:
    """Return the days that the record itself adds or drops in a year."""
    return {
        day
        # A following day may fall into the next year, so that the neighbours are asked as well.
        for base in (year - 1, year, year + 1)
        for number, holiday in enumerate(record.days, 1)
        if holiday.drop is drop
        for day in _days_of(holiday, base, place_of("holidays", record, f"days[{number}]"))
        if date_of(day).year == year
    }


def _days_of(holiday: m.Holiday, year: int, place: str) -> Iterator[int]:
    base = None if holiday.in_years and year not in holiday.in_years else reckoned_from(holiday, year, place)
    if base is None:
        return
    day = base + holiday.then_days
    weekday = weekday_of(day)
    wanted = weekday in holiday.only_on if holiday.only_on else weekday not in holiday.not_on
    if wanted and lives(holiday, day):
        yield day


def reckoned_from(holiday: m.Holiday, year: int, place: str) -> int | None:
    """Return the day a holiday is reckoned from; None in a year that has no such day.

    Raises:
        BadProfile: `F48`, it names no day of the year.

    """
    if holiday.easter is not None:
        return easter(year) + holiday.easter
    if holiday.day is not None:
        return _on(holiday.day, year, place)
    if holiday.weekday is None:
        raise _no_day(place)
    if holiday.before is not None:
        limit = _on(holiday.before, year, place)
        return None if limit is None else _weekday_until(holiday.weekday, limit - 1)
    first = _on(f"{holiday.month or 0:02}-01", year, place)
    if first is None or not holiday.nth:
        raise _no_day(place)
    return _nth_weekday(holiday.weekday, holiday.nth, first)


def _nth_weekday(weekday: str, nth: int, first: int) -> int | None:
    """Return the nth such weekday of the month that begins on `first`; counted from its end if negative."""
    last = month_end(first)
    day = _weekday_until(weekday, first + 6 if nth > 0 else last) + 7 * (nth - 1 if nth > 0 else nth + 1)
    return day if first <= day <= last else None


def _weekday_until(weekday: str, day: int) -> int:
    """Return the last such weekday up to and including the day."""
    return day - (WEEKDAYS.index(weekday_of(day)) - WEEKDAYS.index(weekday)) % 7


def _on(text: str, year: int, place: str) -> int | None:
    date = month_day(text, 2000, place)
    try:
        return date.replace(year=year).toordinal()
    except ValueError:  # 29 February
        return None


def month_day(text: str | None, year: int, place: str) -> dt.date:
    """Read `MM-DD` as a day of the given year."""
    try:
        return to_date(f"{year}-{text}")
    except BadInput:
        raise _no_day(place, text) from None


def _no_day(place: str, got: str | None = None) -> BadProfile:
    expected = 'a day of the year, such as "06-05", or a weekday with `before`, or with `nth` and `month`'
    message = None if got is None else f"{shown(got)} is no day of the year"
    seen = None if got is None else shown(got)
    return BadProfile(Fault(code="F48", path=place, expected=expected, got=seen, message=message))


# The frozen table ------------------------------------------------------------------------------------------


def read_days(text: str) -> dict[str, tuple[int, ...]]:
    """Read a profile's frozen day table: name of the set → its days in order, for the years 1990 to 2060.

    Raises:
        BadProfile: `days_file`, the text is not what `python -m collectrules.loader.freeze` writes.

    """
    try:
        table = json.loads(text, object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError) as error:
        raise _not_frozen(got=str(error)) from None
    span = {"from": FIRST_FROZEN.isoformat(), "to": LAST_FROZEN.isoformat()}
    sets = table.pop("sets", None) if isinstance(table, dict) else None
    made = table.pop(MADE_OF, {}) if isinstance(table, dict) else {}
    if table != span or not isinstance(sets, dict) or not _says_origin(made):
        raise _not_frozen()
    return {name: _ordinals(name, days) for name, days in sets.items()}


def _says_origin(made: object) -> bool:
    """Whether what a table says of where it comes from is shaped as freezing shapes it."""
    lists = made.get("lists", {}) if isinstance(made, dict) else None
    told = [*lists.values(), made.get("holidays", "")] if isinstance(made, dict) and isinstance(lists, dict) else [None]
    return all(isinstance(word, str) for word in told)


def origin_of(text: str) -> tuple[str, dict[str, str]]:
    """Return the version of the package that a day table which can be read was made with, and set → its list."""
    made = json.loads(text).get(MADE_OF, {})
    return made.get("holidays", ""), made.get("lists", {})


def list_of(record: m.Holidays) -> str:
    """Return the national list of a set in one word: country, subdivision and categories, such as `DE-BY`.

    >>> list_of(m.Holidays(what="x", package=m.Package(country="DE", subdivision="BY")))
    'DE-BY'
    """
    package = record.package
    if package is None:
        return ""
    return "-".join(filter(None, (package.country, package.subdivision, *package.categories)))


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise _not_frozen(Counter(name for name, _ in pairs).most_common(1)[0][0])
    return table


def _ordinals(name: str, texts: list[str]) -> tuple[int, ...]:
    try:
        days = [dt.date.fromisoformat(text) for text in texts]
    except (TypeError, ValueError):
        days = []
    canonical = [day.isoformat() for day in sorted(set(days)) if FIRST_FROZEN <= day <= LAST_FROZEN]
    if canonical != texts:
        raise _not_frozen(name)
    return tuple(day.toordinal() for day in days)


def _not_frozen(name: str = "", got: str | None = None) -> BadProfile:
    path = f"days.json: {name}" if name else "days.json"
    expected = "the day table as freezing writes it; delete the file and freeze again"
    return BadProfile(Fault(code="days_file", path=path, expected=expected, got=got and shown(got)))


# Days ------------------------------------------------------------------------------------------------------


def weekday_of(day: int) -> str:
    """Return the weekday of an ordinal, as a profile writes it.

    >>> weekday_of(dt.date(2026, 6, 5).toordinal())
    'fri'
    """
    return WEEKDAYS[(day - 1) % 7]


def year_bounds(year: int) -> tuple[int, int]:
    """Return the ordinals of a year's first and last day."""
    return dt.date(year, 1, 1).toordinal(), dt.date(year, 12, 31).toordinal()


def lives(record: m.Rule | m.Holidays | m.Holiday | m.Closed, day: int) -> bool:
    """Whether the day lies within the life of the record."""
    date = date_of(day)
    return (record.from_ is None or record.from_ <= date) and (record.to is None or date <= record.to)
