"""Days: ways of counting, calendars, holidays, and when a letter has arrived."""

import datetime as dt
from typing import Literal

from collectrules.ground.records import record
from collectrules.loader import words as w
from collectrules.loader.model.head import Period, Rule


@record(kw_only=True)
class EndMove:
    """One way in which the end of a period moves."""

    off: Literal["rest_day", "closed_time", "any_day"]
    to: Literal["next_working_day", "working_day_after", "year_end"]
    nth: w.Month = 1


@record(kw_only=True)
class EarlierCounting:
    """How a period was counted that began before a day."""

    begun_before: dt.date
    counting: str


@record(kw_only=True)
class Counting(Rule):
    """How days are counted, as lawyers name it; a period stands still on closed days that are `not_counted`.

    A period that began under older law goes on as that law counted it (`earlier`).
    """

    first_day: Literal["not_counted", "counted"]
    closed_days: Literal["counted", "not_counted"] = "counted"
    months: Literal["same_number_else_last_day"] = "same_number_else_last_day"
    calendar: str | None = None
    end_moves: tuple[EndMove, ...] = ()
    earlier: EarlierCounting | None = None


@record(kw_only=True)
class Closed:
    """A closed time: around Easter, or from one day of the year to another."""

    easter: tuple[w.Shift, w.Shift] | None = None
    first: str | None = None
    last: str | None = None
    from_: dt.date | None = None
    to: dt.date | None = None
    law: tuple[str, ...] = ()


@record(kw_only=True)
class Calendar(Rule):
    """Which days are rest days, at which place; a running stay that it names counts as closed time.

    Where nobody named the place, the region of the case stands for it, unless `place_of_case` is false. Without any,
    `place_unknown` says whether a day on which all regions agree is answered, or a region's own days are left out.
    """

    law: tuple[str, ...] = ()
    rest: tuple[w.Weekday, ...]
    acts_also_on: tuple[w.Weekday, ...] = ()
    holidays: tuple[str, ...] = ()
    place: w.Place | None = None
    place_unknown: Literal["refused", "where_all_agree", "left_out"] = "refused"
    place_of_case: bool = True
    closed: tuple[Closed, ...] = ()
    stays: tuple[str, ...] = ()


@record(kw_only=True)
class Package:
    """The set of the `holidays` package that is frozen into the profile's day table."""

    country: str
    subdivision: str | None = None
    categories: tuple[str, ...] = ()


@record(kw_only=True)
class Holiday:
    """A day the law adds or drops."""

    day: str | None = None
    easter: w.Shift | None = None
    weekday: w.Weekday | None = None
    nth: w.Nth | None = None
    month: w.Month | None = None
    before: str | None = None
    then_days: w.Shift = 0
    only_on: tuple[w.Weekday, ...] = ()
    not_on: tuple[w.Weekday, ...] = ()
    in_years: tuple[w.Year, ...] = ()
    drop: bool = False
    from_: dt.date | None = None
    to: dt.date | None = None
    law: tuple[str, ...] = ()


@record(kw_only=True)
class Holidays(Rule):
    """A set of holidays: a national list by name, and the days the law adds or drops."""

    law: tuple[str, ...] = ()
    package: Package | None = None
    days: tuple[Holiday, ...] = ()


@record(kw_only=True)
class Delivery(Rule):
    """When a letter counts as received if nothing else is known."""

    channel: w.Channel
    arrives: Period
