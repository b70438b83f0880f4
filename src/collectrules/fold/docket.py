"""The docket of a case: its events in the order in which they count, worked out once per case and profile."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from operator import attrgetter

from collectrules.fold.undoing import CORRECTING, corrected, gone
from collectrules.ground.records import record
from collectrules.loader import model as m
from collectrules.nouns.case import Case
from collectrules.nouns.events import ACT_RANKS, COMMON, Event

_LAST_RANK = 9
_NUMBERS = re.compile(r"([0-9]{1,18})")


@record
class Entry:
    """An event with its ordinal day, its id, and the ordinal day it was recorded; `key` is its place in the order."""

    day: int
    recorded: int
    event: Event
    name: str
    key: tuple[int, int, tuple[str | int, ...], int]


@record
class Docket:
    """All events of a case in order; `days` are theirs, `plain` says that none changes what another says."""

    events: tuple[Event, ...]
    entries: tuple[Entry, ...]
    days: tuple[int, ...]
    plain: bool

    def until(self, on: int, known_on: int | None) -> tuple[Entry, ...]:
        """Return what counts at the end of a day: known by then, not voided or reversed, corrected."""
        found = self.entries[: bisect_right(self.days, on)]
        if known_on is not None:
            found = tuple(entry for entry in found if entry.recorded <= known_on)
        return found if self.plain else _corrected(found)


def docket_of(case: Case, profile: m.Profile) -> Docket:
    """Return the docket of a case; it is kept with the case, which cannot change."""
    kept = case.__dict__.setdefault("_dockets", {})
    found = kept.get(profile.fingerprint)
    if found is None or found.events is not case.events:
        found = kept[profile.fingerprint] = _docket(case, profile)
    return found  # type: ignore[no-any-return]  # a case keeps its dockets beside its fields


def _docket(case: Case, profile: m.Profile) -> Docket:
    named = zip(case.events, case.event_ids, strict=True)
    found = [entry_of(event, name, place, profile) for place, (event, name) in enumerate(named)]
    entries = tuple(sorted(found, key=attrgetter("key")))
    plain = not any(event.kind in CORRECTING for event in case.events)
    return Docket(case.events, entries, tuple(entry.day for entry in entries), plain)


def entry_of(event: Event, name: str, place: int, profile: m.Profile) -> Entry:
    """Return an event as it stands in a docket."""
    day = event.on.toordinal()
    act = profile.act.get(event.kind)
    gives_up = event.kind == "waiver" and event.id is not None  # without ids the document says what came first
    answers = gives_up or (event.kind not in COMMON and act is not None and act.by == "debtor")
    within = 2 * rank(event.kind, profile) + answers  # what is given up, or answered, is there by then
    key = (day, within, order_of(event.id or "~"), place)
    return Entry(day, (event.recorded or event.on).toordinal(), event, name, key)


def order_of(name: str) -> tuple[str | int, ...]:
    """Return what the ids of one day and rank are put in order by: the numbers in them count as numbers.

    >>> sorted(["e10", "e9", "e9~a"], key=order_of)
    ['e9', 'e9~a', 'e10']
    """
    return tuple(int(part) if place % 2 else part for place, part in enumerate(_NUMBERS.split(name)))


def rank(kind: str, profile: m.Profile) -> int:
    """Return the rank of an event kind within a day."""
    shape = COMMON.get(kind)
    if shape is not None:
        return shape.rank
    act = profile.act.get(kind)
    return ACT_RANKS.get(act.by, _LAST_RANK) if act is not None else _LAST_RANK


def _corrected(found: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Leave out what was voided or reversed, and let corrections say what they correct."""
    undone = gone((entry.name, entry.event) for entry in found)
    standing = [entry for entry in found if entry.name not in undone]
    now = corrected((entry.name, entry.event) for entry in standing)
    return tuple(replace(entry, event=now[entry.name]) if entry.name in now else entry for entry in standing)
