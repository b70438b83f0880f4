"""Calendars and frozen days: some day is open, and the day table holds what the declared lists do."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

from collectrules.ground.dates import date_of
from collectrules.ground.errors import BadProfile, CollectRulesError, Fault, InternalInconsistency, NotModelled
from collectrules.loader import model as m
from collectrules.loader.files import texts_of
from collectrules.loader.findings import Findings, found, place_of
from collectrules.loader.holiday_sets import FROZEN_YEARS, computed, list_of, origin_of, year_bounds
from collectrules.loader.load import DAYS
from collectrules.nouns.calendars import working_days

_YEARS: Final = range(2023, 2027)
_AGAIN: Final = "python -m collectrules.loader.freeze writes the table anew"


def shut(profile: m.Profile) -> Iterator[Fault]:
    """Yield each calendar on which no day is ever open, or none is a working day: nothing that asks for one ends."""
    for name, record in profile.calendar.items():
        regions = profile.header.regions if "region" in record.holidays else (None,)
        if any(_is_shut(profile, name, region) for region in regions):
            message = "no day of this calendar is ever open: an act that asks for one could not be done"
            yield found("F46", place_of("calendar", record), message, expected="a day that is neither shut nor at rest")


def _is_shut(profile: m.Profile, name: str, region: str | None) -> bool:
    """Whether a calendar is shut from the first day of some year on, for longer than anybody looks."""
    try:
        days = working_days(profile, name, region)
        for year in _YEARS:
            days.next_working_day(days.first_open_day(year_bounds(year)[0]))
    except InternalInconsistency:
        return True
    return False


def unlike(profile: m.Profile) -> Iterator[Fault]:
    """Yield where the frozen table is not what a set declares (`F94`), or its list has changed since (`W94`).

    No later package changes an answer. So a list that says something else in another version than the table was made
    with is for somebody to look at; in the same version the table has been written by hand.
    """
    text = texts_of(Path(profile.folder), (DAYS,), Findings()).get(DAYS)
    made, lists = ("", {}) if text is None else origin_of(text)
    for name, record in profile.holidays.items():
        if text is not None and name in profile.days:
            yield from _unlike(profile, record, lists.get(name, ""), same=made == version("holidays"))
        elif name not in profile.days:
            yield from _unlisted(record)


def _unlisted(record: m.Holidays) -> Iterator[Fault]:
    """A set that is not frozen names a list there is."""
    try:
        computed(record, _YEARS[0])
    except BadProfile as error:
        yield from error.faults
    except NotModelled:
        return


def _unlike(profile: m.Profile, record: m.Holidays, listed: str, *, same: bool) -> Iterator[Fault]:
    place = place_of("holidays", record)
    if list_of(record) != listed:
        frozen = f"list {listed}" if listed else "no list that it names"
        message = f"the days in {DAYS} were frozen from {frozen}, and the set declares {list_of(record) or 'none'}"
        yield found("F94", f"{place}.package", message, expected=_AGAIN, got=list_of(record))
        return
    differing = _first_difference(profile, record)
    if differing is not None:
        code = "F94" if same or record.package is None else "W94"
        message = f"{DAYS} and what the set declares differ, first on {differing}"
        yield found(code, place, message, expected=_AGAIN, got=differing)


def _first_difference(profile: m.Profile, record: m.Holidays) -> str | None:
    """The first day that only the table has or only the set; a year of which the list knows nothing is passed over."""
    frozen = profile.days[record.name]
    for year in FROZEN_YEARS:
        first, last = year_bounds(year)
        try:
            apart = computed(record, year) ^ {day for day in frozen if first <= day <= last}
        except CollectRulesError:
            continue
        if apart:
            return date_of(min(apart)).isoformat()
    return None
