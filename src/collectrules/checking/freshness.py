"""What of a profile may be out of date on a day: series with a value due, figures nobody has checked for a year.

A check that lies ahead of the day is a slip: it would make a figure count as looked after until then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from collectrules.ground.dates import to_date
from collectrules.ground.errors import of_type
from collectrules.ground.scalars import Day
from collectrules.loader import model as m
from collectrules.loader.ageing import Checked, checked_in, never_checked
from collectrules.loader.load import A_PROFILE
from collectrules.loader.walking import records
from collectrules.nouns.answer import Part, ProfileMark


class DueValue(Part):
    """A published series that lacks a value: how far it is known, and `since` when the next one governs.

    `grid` is how often the series may change: of one that may change on any day, somebody has to look whether it has.
    """

    series: str
    known_until: Day
    since: Day
    grid: str
    law: tuple[str, ...]


class Unchecked(Part):
    """A figure that was last compared with its source more than a year before: where it stands, and so many days."""

    record: str
    place: str
    checked: Day
    days: int


class CheckedAhead(Part):
    """A figure that says it was compared with its source on a day still to come: where it stands, and that day."""

    record: str
    place: str
    checked: Day


class Freshness(Part):
    """What of a profile may be out of date on a day; `fresh` if nothing is that can be told.

    What is `ahead` says that it was compared with its source after that day, which is a slip of the pen.
    Of the records in `never_checked`, such as `fee.reminder`, nothing can be told: figures stand in them, and no day on
    which somebody compared them, or a value they name, with a source.
    """

    answer: Literal["freshness"] = "freshness"
    format: Literal[1] = 1
    on: Day
    profile: ProfileMark
    fresh: bool
    due: tuple[DueValue, ...]
    unchecked: tuple[Unchecked, ...]
    ahead: tuple[CheckedAhead, ...] = ()
    never_checked: tuple[str, ...] = ()


def stale(profile: m.Profile, *, on: dt.date | str) -> Freshness:
    """Return what of a profile may be out of date on a day.

    A series lacks a value from the first day that its last one is not known to govern: what was published by then is
    not in the profile. A figure is unchecked if it was last compared with its source more than a year before. Records
    of which no day says that they ever were are named apart: they make nothing out of date, for nobody can tell.

    Args:
        profile: the law.
        on: the day on which somebody looks.

    Raises:
        BadInput: a day that is none.

    Examples:
        >>> from collectrules import load_profile
        >>> found = stale(load_profile("DK"), on="2027-01-01")
        >>> [(one.series, str(one.since)) for one in found.due], found.unchecked
        ([('series.nationalbank_lending', '2027-01-01')], ())

    """
    of_type(profile, m.Profile, "profile", A_PROFILE)
    day, head = to_date(on, "on"), profile.header
    due, unchecked, ahead = tuple(_due(profile, day)), tuple(_unchecked(profile, day)), tuple(_ahead(profile, day))
    return Freshness(
        on=day, profile=ProfileMark.made(id=head.id, version=head.version, fingerprint=profile.fingerprint),
        fresh=not (due or unchecked or ahead), due=due, unchecked=unchecked, ahead=ahead,
        never_checked=tuple(f"{kind}.{record.name}" for kind, record in never_checked(profile)),
    )  # fmt: skip


def _due(profile: m.Profile, day: dt.date) -> Iterator[DueValue]:
    for name, series in profile.series.items():
        since = series.known_until + dt.timedelta(1)
        if since <= day:
            yield DueValue(
                series=f"series.{name}", known_until=series.known_until, since=since, grid=series.grid, law=series.law
            )


def _unchecked(profile: m.Profile, day: dt.date) -> Iterator[Unchecked]:
    for name, place, one in _checks(profile):
        if one.is_stale(day):
            yield Unchecked(record=name, place=place, checked=one.on, days=(day - one.on).days)


def _ahead(profile: m.Profile, day: dt.date) -> Iterator[CheckedAhead]:
    for name, place, one in _checks(profile):
        if one.is_ahead(day):
            yield CheckedAhead(record=name, place=place, checked=one.on)


def _checks(profile: m.Profile) -> Iterator[tuple[str, str, Checked]]:
    """Yield (record, place inside it, check) of all that says when it was compared."""
    for kind, record in records(profile):
        name = f"{kind}.{record.name}"
        for one in checked_in(record, name):
            yield name, one.place.removeprefix(name).lstrip("."), one
