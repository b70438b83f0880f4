"""The words that rules share: readings, conditions, periods, limits, and the head of every rule."""

import datetime as dt
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from collectrules.ground.records import record
from collectrules.loader import words as w

T = TypeVar("T")
Number = int | Decimal
Bound = Number | Literal["over"]


@record
class ByReading(Generic[T]):
    """A value that depends on how a doubt is read: option name → value."""

    reading: str
    options: dict[str, T]


@record
class Matcher:
    """What a fact must equal or lie between; exactly one shape is used."""

    any_of: tuple[object, ...] = ()
    all_: tuple[object, ...] = ()
    from_: object = None
    to: object = None
    over: object = None
    below: object = None
    not_: "Matcher | None" = None


@record
class Condition:
    """Facts that must all hold; a list of conditions means that any may hold. `law` and `what` explain it."""

    facts: dict[str, Matcher]
    law: tuple[str, ...] = ()


@record(kw_only=True)
class Length:
    """A bare length of time."""

    days: w.Days | None = None
    weeks: w.Weeks | None = None
    months: w.Months | None = None
    years: w.Years | None = None


@record(kw_only=True)
class Period:
    """A span of time from an anchor: it must have run out (`after`) or merely lie between (`since`).

    An anchor that does not lie after each day named in `only_after` counts for nothing.
    """

    after: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    days: w.Days | str | ByReading[w.Days] | None = None
    working_days: w.Days | str | None = None
    weeks: w.Weeks | None = None
    months: w.Months | None = None
    years: w.Years | None = None
    counting: str | ByReading[str] | None = None
    start_moves: Literal["none", "year_end", "month_end", "next_working_day"] | None = None
    not_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()
    paused_by: tuple[str, ...] = ()
    pick: Literal["later", "earlier"] | None = None
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    law: tuple[str, ...] = ()


Periods = tuple[Period | ByReading[Period], ...]
"""Several periods: all of them must be over."""


@record(kw_only=True)
class Limit:
    """How often something may happen, or how often it is free, within a unit.

    `per = "act"` of a fee that is billed by itself: so many bills for each time that its act was done.
    """

    at_most: w.Times | str | None = None
    free: w.Times | None = None
    per: w.Per
    when: tuple[Condition, ...] = ()
    law: tuple[str, ...] = ()


@record(kw_only=True)
class Rule:
    """The head that every rule shares."""

    name: str = ""
    file: str = ""
    what: str
    law: tuple[str, ...]
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    once: Periods = ()
    instead_of: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    from_: dt.date | None = None
    to: dt.date | None = None
    certainty: w.Certainty = "sure"
    source: str | None = None
    checked: dt.date | None = None
