"""How long ago a figure was compared with its source: the day of it, and when that is too long ago, or never was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from typing import Final, NamedTuple

from collectrules.loader import model as m
from collectrules.loader.walking import parts, records

STALE_DAYS: Final = 365
"""After so many days a figure should be compared with its source again."""
_NO_LAW: Final = frozenset({"workflow", "outlook", "payday"})
"""Kinds of record that have no source: what a creditor has decided, and hints."""
_NAMING: Final = (
    "is_", "table", "percent", "times", "plus", "minimum", "maximum", "points", "ceiling", "at_most", "days",
    "working_days", "series",
)  # fmt: skip
"""Words of a record that may name a value or a series instead of a figure."""


class Checked(NamedTuple):
    """A figure with its place inside its record, and the day on which it was last compared with its source."""

    place: str
    figure: m.Rule | m.Dated
    on: dt.date

    def is_stale(self, day: dt.date) -> bool:
        """Whether that is more than a year before a day."""
        return (day - self.on).days > STALE_DAYS

    def is_ahead(self, day: dt.date) -> bool:
        """Whether that is a day still to come on a day: nobody can have compared it then."""
        return self.on > day


def checked_in(record: m.Rule, place: str) -> Iterator[Checked]:
    """Yield everything in a record that says when it was last compared with its source."""
    for there, part in parts(record, place):
        if isinstance(part, m.Rule | m.Dated) and part.checked is not None:
            yield Checked(there, part, part.checked)


def never_checked(profile: m.Profile) -> Iterator[tuple[str, m.Rule]]:
    """Yield (kind, record) of every rule of law with a figure, of which no day says that it was compared with a source.

    Neither the record nor anything in it has such a day, nor has a value or series that it names.
    """
    for kind, record in records(profile):
        if kind in _NO_LAW or not holds_figure(record):
            continue
        if not any(any(checked_in(one, "")) for one in (record, *_named(record, profile))):
            yield kind, record


def _named(record: m.Rule, profile: m.Profile) -> Iterator[m.Rule]:
    """Yield the values and series that a record names."""
    for _, part in parts(record, ""):
        for name in _plain([getattr(part, word, None) for word in _NAMING]):
            if isinstance(name, str):
                yield from (drawer[name] for drawer in (profile.value, profile.series) if name in drawer)


# Figures ---------------------------------------------------------------------------------------------------


def holds_figure(record: object) -> bool:
    """Whether a number stands somewhere in a record or a part of one: an amount, a rate, a length of time, a bound."""
    return any(_numbers(part) for _, part in parts(record, ""))


def _numbers(part: object) -> bool:
    """Whether a figure stands in a part of a record itself; what has its default was not written there."""
    if isinstance(part, m.Condition):
        return any(map(_bounds, part.facts.values()))
    if isinstance(part, m.Rounding):  # to which unit, and not how much
        return False
    told = [value for spec in fields(part) if (value := getattr(part, spec.name)) != spec.default]  # type: ignore[arg-type]  # a part of a record is a dataclass
    at_once = {0} if isinstance(part, m.Period) else frozenset[int]()
    return any(_is_number(value) and value not in at_once for value in _plain(told))


def _bounds(matcher: m.Matcher) -> bool:
    """Whether a fact is held against a figure; that something never happened (0), or once (1), is none."""
    inner = matcher.not_ is not None and _bounds(matcher.not_)
    told = _plain([matcher.any_of, matcher.all_, matcher.from_, matcher.to, matcher.over, matcher.below])
    return inner or any(_is_number(value) and value not in {0, 1} for value in told)


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _plain(value: object) -> Iterator[object]:
    """Yield what stands in lists, tables and the options of readings."""
    if isinstance(value, m.ByReading):
        yield from _plain(value.options)
    elif isinstance(value, list | tuple | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _plain(item)
    else:
        yield value
