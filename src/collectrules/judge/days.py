"""Days as the judge counts them: holidays by their own formula, closed times, open days, periods one day at a time."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

Table = Any  # a table of the TOML
Stay = tuple[str, dt.date, dt.date | None]  # name, first and last day; the last may not be known yet
DAY = dt.timedelta(days=1)
PLACES = {"office": "enforcement"}  # what a case calls the place that a calendar calls otherwise
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


# Holidays -------------------------------------------------------------------------------------------------


@lru_cache
def easter(year: int) -> dt.date:
    """Easter Sunday by the rule of Gauss as Lichtenberg completed it."""
    century = year // 100
    moon = 15 + (3 * century + 3) // 4 - (8 * century + 13) // 25
    sun = 2 - (3 * century + 3) // 4
    golden = year % 19
    seed = (19 * golden + moon) % 30
    full_moon = 21 + seed - (seed + golden // 11) // 29
    sunday = 7 - (year + year // 4 + sun) % 7
    return dt.date(year, 3, 1) + DAY * (full_moon + 7 - (full_moon - sunday) % 7 - 1)


def holidays(record: Table, years: Iterable[int]) -> set[dt.date]:
    """The days that a set lists by rules of its own; rules stand in order, and one may drop what came before."""
    found: set[dt.date] = set()
    for year in years:
        listed: set[dt.date] = set()
        for rule in record.get("days", ()):
            day = holiday(rule, year)
            if day is not None:
                listed = listed - {day} if rule.get("drop") else listed | {day}
        found |= listed
    return found


def holiday(rule: Table, year: int) -> dt.date | None:
    """The day of one rule in a year, if it has one there."""
    if "easter" in rule:
        day = easter(year) + DAY * rule["easter"]
    elif "day" in rule:
        day = dt.date.fromisoformat(f"{year}-{rule['day']}")
    else:
        first = dt.date(year, rule["month"], 1)
        day = first + DAY * ((WEEK.index(rule["weekday"]) - first.weekday()) % 7 + 7 * (rule["nth"] - 1))
    day += DAY * rule.get("then_days", 0)
    weekday = WEEK[day.weekday()]
    wanted = weekday in rule.get("only_on", WEEK) and weekday not in rule.get("not_on", ())
    return day if wanted and year in rule.get("in_years", (year,)) and lives(rule, day) else None


def lives(rule: Table, day: dt.date) -> bool:
    """Whether a day lies in the life of a rule."""
    return bool(rule.get("from", day) <= day <= rule.get("to", day))


class UnknownPlaceError(LookupError):
    """A day hangs on a region that nobody named."""


@lru_cache
def differing(sets: tuple[frozenset[dt.date], ...]) -> frozenset[dt.date]:
    """The days that lie in some sets and not in others."""
    return frozenset.union(*sets) - frozenset.intersection(*sets)


# Calendars ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Calendar:
    """One calendar at one place: which days are off, which are closed; stays that it names are closed time."""

    record: Table
    free: tuple[set[dt.date], ...]
    stays: tuple[tuple[dt.date, dt.date | None], ...]
    doubtful: frozenset[dt.date] = frozenset()  # nobody named the place, and here it matters

    def off(self, day: dt.date) -> bool:
        """A weekday of rest or a holiday: no period ends on it."""
        return WEEK[day.weekday()] in self.record["rest"] or self.feast(day)

    def feast(self, day: dt.date) -> bool:
        """A holiday of the place; UnknownPlaceError where nobody named it and it matters."""
        if day in self.doubtful and WEEK[day.weekday()] not in self.record["rest"]:
            raise UnknownPlaceError(day)
        return any(day in days for days in self.free)

    def closed(self, day: dt.date) -> bool:
        """A closed time, or a stay."""
        stayed = any(first <= day and (last is None or day <= last) for first, last in self.stays)
        return stayed or any(shuts(rule, day) for rule in self.record.get("closed", ()))

    def endless(self, day: dt.date) -> bool:
        """A stay of which nobody knows yet when it ends."""
        return any(first <= day and last is None for first, last in self.stays)

    def open(self, day: dt.date) -> bool:
        """A day on which the office may act: some weekdays of rest are such days, holidays and closed times are not."""
        rests = WEEK[day.weekday()] in set(self.record["rest"]) - set(self.record.get("acts_also_on", ()))
        return not rests and not self.feast(day) and not self.closed(day)


def shuts(rule: Table, day: dt.date) -> bool:
    """Whether a day lies in a closed time: so many days around Easter, or between two days of the year."""
    if not lives(rule, day):
        return False
    if "easter" in rule:
        before, after = rule["easter"]
        return bool(before <= (day - easter(day.year)).days <= after)
    first, last, now = rule["first"], rule["last"], day.isoformat()[5:]
    return bool(first <= now <= last) if first <= last else bool(now >= first or now <= last)


@dataclass(frozen=True)
class Place:
    """Where periods run: the law, the region whose holidays count, the stays of the claim, how doubts are read.

    `places` names another region for some of the places that calendars ask about.
    """

    law: Table
    readings: Table
    region: str = ""
    stays: tuple[Stay, ...] = ()
    places: Table = field(default_factory=dict)

    def calendar(self, name: str) -> Calendar:
        """The calendar of that name as it holds here: with this region's holidays and the stays that run."""
        record = self.law["calendar"][name]
        stands = self.region if record.get("place_of_case", True) else ""
        region = self.places.get(PLACES.get(record.get("place"), record.get("place")), stands)
        sets = [region if each == "region" else each for each in record["holidays"]]
        free = tuple(self.law["days"].get(each, set()) for each in sets)
        return Calendar(record, free, self.running(record.get("stays", ())), self.doubtful(record, region))

    def doubtful(self, record: Table, region: str) -> frozenset[dt.date]:
        """The days of which nobody can tell without a region whether they are holidays."""
        if region or "region" not in record["holidays"] or record.get("place_unknown") == "left_out":
            return frozenset()
        if record.get("place_unknown") != "where_all_agree":
            raise UnknownPlaceError(record)
        return differing(tuple(frozenset(self.law["days"][each]) for each in self.law["profile"]["regions"]))

    def running(self, names: Sequence[str]) -> tuple[tuple[dt.date, dt.date | None], ...]:
        """First and last days of the stays of some names."""
        return tuple((first, last) for name, first, last in self.stays if name in names)

    def working_day(self, name: str | None, day: dt.date | None) -> dt.date | None:
        """A day, or the first after it that is not off in a calendar, where the law names one."""
        while name is not None and day is not None and self.calendar(name).off(day):
            day += DAY
        return day

    def option(self, value: Any) -> Any:  # noqa: ANN401  # whatever the TOML holds there
        """The option of a reading where one stands, else the value itself."""
        doubtful = isinstance(value, dict) and "reading" in value
        return value["is"][self.readings[value["reading"]]] if doubtful else value

    def first_open_day(self, name: str, day: dt.date) -> dt.date | None:
        """The first day from a day on on which the office may act; None in a stay without an end."""
        days = self.calendar(name)
        while not days.open(day):
            if days.endless(day):
                return None
            day += DAY
        return day


# Periods --------------------------------------------------------------------------------------------------


def last_day(period: Table, anchor: dt.date, place: Place) -> dt.date | None:
    """The day on which a period ends; `calendar_days` has no record: nothing counts early or moves."""
    counting = place.law["counting"].get(place.option(period["counting"]), {})
    earlier = counting.get("earlier")
    if earlier is not None and anchor < earlier["begun_before"]:
        counting = place.law["counting"][earlier["counting"]]
    end = counted(period, counting, begun(period, counting, anchor, place), place)
    return end if end is None or not counting.get("end_moves") else moved(end, counting, place)


def begun(period: Table, counting: Table, anchor: dt.date, place: Place) -> dt.date:
    """The day a period is counted from: that of its anchor, moved off days of rest where the law says so."""
    if period.get("start_moves") == "next_working_day":
        days = place.calendar(counting["calendar"])
        while days.off(anchor):
            anchor += DAY
    return anchor


def counted(period: Table, counting: Table, anchor: dt.date, place: Place) -> dt.date | None:
    """Count day by day: a day of a stay that holds the period up is none, nor a closed one where it suspends."""
    if "working_days" in period:
        return working_day_after(anchor, period["working_days"], place.calendar(counting["calendar"]))
    if isinstance(period.get("days"), str):  # a figure of its own: that of the day the period is counted from
        rows = place.law["value"][period["days"]]["value"]
        period = {**period, "days": [row["is"] for row in rows if row["from"] <= anchor][-1]}
    left: int = length(period, anchor) - (counting.get("first_day") == "counted")
    stays = place.running(period.get("paused_by", ()))
    days = place.calendar(counting["calendar"]) if counting.get("closed_days") == "not_counted" else None
    if not stays and days is None:
        return anchor + DAY * left
    day = anchor
    while left > 0:
        day += DAY
        if any(first <= day and last is None for first, last in stays):
            return None
        held = any(first <= day and last is not None and day <= last for first, last in stays)
        left -= not held and not (days is not None and days.closed(day))
    return day


def length(period: Table, anchor: dt.date) -> int:
    """How many days a period has from an anchor; months and years end by the number of the anchor's own day."""
    months = period.get("months", 0) + 12 * period.get("years", 0)
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    number = min(anchor.day, calendar.monthrange(year, month + 1)[1])
    found = (dt.date(year, month + 1, number) - anchor).days
    return int(found + period.get("days", 0) + 7 * period.get("weeks", 0))


def moved(end: dt.date, counting: Table, place: Place) -> dt.date | None:
    """Move an end as the counting says, again until nothing moves; None where it comes to lie in an endless stay."""
    days, before = place.calendar(counting["calendar"]), None
    while end != before:
        before = end
        for move in counting["end_moves"]:
            if move["off"] == "closed_time" and days.closed(end):
                after = working_day_after_closing(end, move["nth"], days)
                if after is None:
                    return None
                end = after
            elif move["off"] == "rest_day":
                while days.off(end):
                    end += DAY
    return end


def working_day_after_closing(end: dt.date, number: int, days: Calendar) -> dt.date | None:
    """The n-th working day after the whole of a closed time; None where a stay without an end is part of it."""
    while days.closed(end):
        if days.endless(end):
            return None
        end += DAY
    return working_day_after(end - DAY, number, days)


def working_day_after(day: dt.date, number: int, days: Calendar) -> dt.date:
    """The n-th working day after a day."""
    while number:
        day += DAY
        number -= not days.off(day)
    return day
