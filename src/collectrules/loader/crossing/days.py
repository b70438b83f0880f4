"""Calendars and holidays: days that exist, closed times that are closed, a set of holidays for every region."""

from __future__ import annotations

from collections.abc import Iterator

from collectrules.ground.errors import BadProfile, Fault
from collectrules.loader import model as m
from collectrules.loader.crossing.site import Site
from collectrules.loader.holiday_sets import WEEKDAYS, month_day, reckoned_from

_COMMON_YEAR = 2001
_LEAP_YEAR = 2000


def holidays(part: object, at: Site) -> Iterator[Fault]:
    """A holiday is a day of the year."""
    if isinstance(part, m.Holiday):
        try:
            reckoned_from(part, _LEAP_YEAR, at.place)
        except BadProfile as error:
            yield from error.faults


def closed(part: object, at: Site) -> Iterator[Fault]:
    """A closed time lies around Easter, or runs from one day of every year to another."""
    if not isinstance(part, m.Closed) or (part.easter is not None and part.first is None and part.last is None):
        return
    if part.easter is not None:
        yield at.fault("F42", "the closed time has `easter` and `first`; choose one", expected="one of the two")
    for word in ("first", "last"):
        try:
            month_day(getattr(part, word), _COMMON_YEAR, f"{at.place}.{word}")
        except BadProfile as error:
            yield from error.faults


def countings(part: object, at: Site) -> Iterator[Fault]:
    """An end that moves needs a calendar to move on, and a closed time only that calendar can tell."""
    if not isinstance(part, m.Counting) or not part.end_moves:
        return
    calendar = at.profile.calendar.get(part.calendar or "")
    if part.calendar is None and any(move.to != "year_end" for move in part.end_moves):
        message = "ends are moved, but the counting has no calendar"
        yield at.fault("F45", message, word="calendar", expected="a calendar")
    closed_time = any(move.off == "closed_time" for move in part.end_moves)
    if calendar is not None and closed_time and not (calendar.closed or calendar.stays):
        message = f"ends are moved off closed times, but calendar.{calendar.name} has none"
        yield at.fault("F45", message, word="end_moves", expected="a calendar with closed times")


def rests(part: object, at: Site) -> Iterator[Fault]:
    """Some weekday is a working day, else no end that moves to one would ever come."""
    if isinstance(part, m.Calendar) and set(part.rest) == set(WEEKDAYS):
        message = "every weekday is a rest day; no period could end on a working day"
        yield at.fault("F46", message, word="rest", expected="a weekday that is no rest day")


def regions(part: object, at: Site) -> Iterator[Fault]:
    """A calendar that depends on the region needs the holidays of every region."""
    if not isinstance(part, m.Calendar) or "region" not in part.holidays:
        return
    for region in at.profile.header.regions:
        if region not in at.profile.holidays:
            message = f'"region" is used, but holidays for {region} are missing'
            yield at.fault("F47", message, word="holidays", expected=f"a record [holidays.{region}]", got=region)
    if not at.profile.header.regions:
        message = '"region" is used, but the header lists no regions'
        yield at.fault("F47", message, word="holidays", expected="`regions` in [profile]")
