"""The part of a law that an answer was made of: whole records, of their dated rows those of the time in question.

Nothing inside a rule is left out: what stands in a slice stands there word for word as in the profile. What the slice
lacks is told by the loader's own checks, which name every record that another one needs.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple, TypeVar

from collectrules.ground.dates import date_of
from collectrules.ground.errors import Fault
from collectrules.loader import model as m
from collectrules.loader.crossing import crossing_faults
from collectrules.loader.findings import Named
from collectrules.loader.readings import readings_of
from collectrules.loader.vocabulary import DEFAULT_BEGAN
from collectrules.loader.walking import cited, everything, nested, parts
from collectrules.nouns.calendars import WorkingDays
from collectrules.nouns.case import Case

T = TypeVar("T")
Key = tuple[str, str]
"""Kind and name of a record."""
_ALWAYS: Final = frozenset(
    {
        "capacity",
        "delivery",
        "interest",
        "allocation",
        "limitation",
        "clock",
        "cap",
        "stay",
        "base",
        "plan",
        "payday",
        "outlook",
    }
)
"""Kinds of record that every fold asks, whatever has happened."""
_ASIDE: Final = frozenset({"workflow", "law", "reading", "protected", "value", "notice", "outlook", "settlement"})
"""Kinds of record that are there because something names them, and for no other reason."""
_LEFT_OUT: Final = frozenset({"F55", "F56", "F91"})
"""Faults of stages that no act leads to or out of, and of rows of other days."""
_ROUNDS: Final = 20
TAX: Final = "vat"
"""The value that fees name by the word `vat`."""
_DAY: Final = re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]", re.ASCII)


class Span(NamedTuple):
    """The first and the last day that a case, a question or its answer names."""

    first: dt.date
    last: dt.date

    def until(self, last: dt.date) -> Span:
        """Return the span up to a day in it."""
        return Span(self.first, max(self.first, min(self.last, last)))


def span_of(*documents: object) -> Span:
    """Return the span of the days that stand in some documents."""
    days = sorted(dt.date.fromisoformat(text) for one in documents for text in _texts(one) if _is_day(text))
    return Span(days[0], days[-1]) if days else Span(dt.date.min, dt.date.max)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str | dt.date):
        yield str(value)


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and bool(dt.date.fromisoformat(text))
    except ValueError:
        return False


# Which records ---------------------------------------------------------------------------------------------


def choices_of(case: Case | None, profile: m.Profile, named: Iterable[str]) -> Iterator[set[Key]]:
    """Yield sets of records that may be all an answer was made of, the smallest first, the whole law last.

    `named` are records that the question itself names, such as `fee.reminder`.
    """
    asked = {(kind, name) for kind, _, name in (word.partition(".") for word in named)}
    every = {(kind, record.name) for kind, record in everything(profile)}
    if case is not None:
        yield completed(profile, asked | _met(case, profile))
        aside = {(kind, name) for kind, name in every if kind in _ASIDE - {"settlement"}}
        yield completed(profile, asked | (every - aside) | _own(case, profile))
    else:
        yield completed(profile, asked or _always(profile))
    yield every


def _always(profile: m.Profile) -> set[Key]:
    """What every case meets."""
    entries = {("stage", stage.name) for stage in profile.stage.values() if stage.entry}
    by_time = {("act", act.name) for act in profile.act.values() if act.by == "time"}
    return entries | by_time | {(kind, name) for kind in _ALWAYS for name in getattr(profile, kind)}


def _met(case: Case, profile: m.Profile) -> set[Key]:
    """What a case has met: the acts that happened or happen by time, what hangs on them, and what every case meets."""
    done = {event.kind for event in case.events} | {one.kind for one in case.earlier}
    always = _always(profile)
    acts = {
        name for name, act in profile.act.items() if name in done or ("act", name) in always or _hangs_on(act, done)
    }
    costs = {event.cost for event in case.events if event.cost is not None}
    on = done | acts | {DEFAULT_BEGAN}
    fees = {fee.name for fee in profile.fee.values() if fee.act in on or costs.intersection(fee.cost)}
    return always | _own(case, profile) | {("act", name) for name in acts} | {("fee", name) for name in fees}


def _hangs_on(act: m.Act, done: set[str]) -> bool:
    """Whether some time of an act runs from what was done."""
    periods = [part for _, part in parts(act, "") if isinstance(part, m.Period)]
    return any(word.partition(".")[0] in done for period in periods for word in (*period.after, *period.since))


def _own(case: Case, profile: m.Profile) -> set[Key]:
    """What a case names: its workflow, its titles, its readings."""
    found = {("workflow", case.workflow or "")} | {("reading", name) for name in case.readings}
    found |= {("title", claim.title or "") for claim in case.claims}
    found |= {("value", name) for name, value in profile.value.items() if value.ceiling_of is not None or name == TAX}
    return {(kind, name) for kind, name in found if name in getattr(profile, kind)}


def completed(profile: m.Profile, keys: set[Key]) -> set[Key]:
    """Return the records with all those that they name, in turn."""
    found = {key for key in keys if key[1] in getattr(profile, key[0])}
    for _ in range(_ROUNDS):
        part = _only(profile, found)
        lacking = {key for _, record in everything(part) for key in _named(record, profile)}
        lacking |= {key for fault in faults_of_slice(part, near=False) for key in _meant(fault, profile)}
        if lacking <= found:
            break
        found |= lacking
    return found


def _named(record: Named, profile: m.Profile) -> Iterator[Key]:
    """What a record names that the loader's checks do not follow: its laws at once, and what hangs on a reading."""
    yield from (("law", key) for key in cited(record))
    yield from (("reading", name) for name in readings_of(record))
    for _, part in parts(record, ""):
        if isinstance(part, m.ByReading):
            words = [item for item in part.options.values() if isinstance(item, str)]
            yield from (key for word in words for key in _called(word, profile))


def _meant(fault: Fault, profile: m.Profile) -> Iterator[Key]:
    """The records of which a fault says that they are missing."""
    if fault.got is None:
        return iter(())
    return _called(fault.got.strip("'").partition(".")[0], profile)


def _called(name: str, profile: m.Profile) -> Iterator[Key]:
    return ((kind, name) for kind in m.KINDS if name in getattr(profile, kind))


def faults_of_slice(profile: m.Profile, *, near: bool = True) -> Iterator[Fault]:
    """Yield what is wrong with a slice: all that would be wrong with a profile, but for its gaps."""
    return (fault for fault in crossing_faults(profile, near=near) if not _only_a_gap(fault))


def _only_a_gap(fault: Fault) -> bool:
    """Whether it says that something else is left out: a stage no act leads to, a row of another day."""
    unasked = fault.code == "F63" and fault.path.rpartition(": ")[2].startswith("reading.")
    return unasked or fault.code in _LEFT_OUT


def _only(profile: m.Profile, keys: set[Key]) -> m.Profile:
    drawers = {
        kind: {name: record for name, record in getattr(profile, kind).items() if (kind, name) in keys}
        for kind in m.KINDS
    }
    return replace(profile, **drawers, memo={})  # type: ignore[arg-type]  # drawers of the same kinds


# Which rows and days ---------------------------------------------------------------------------------------


def sliced(profile: m.Profile, keys: set[Key], span: Span | None, days: Mapping[str, tuple[int, ...]]) -> m.Profile:
    """Return the law with these records alone, their rows of a span (all of them for None), and these holidays."""
    part = _only(profile, keys)
    drawers = {kind: {name: _in_time(record, span) for name, record in getattr(part, kind).items()} for kind in m.KINDS}
    frozen = {name: days.get(name, ()) for name in drawers["holidays"] if name in profile.days}
    return replace(part, **drawers, days=frozen, memo={})  # type: ignore[arg-type]  # likewise


def _in_time(node: T, span: Span | None) -> T:
    """A record, or a part of one, with the dated rows alone that were in force on some day of a span."""
    if span is None:
        return node
    if isinstance(node, tuple):
        items = tuple(_in_time(item, span) for item in node)
        return _rows_of(items, span) if items and isinstance(items[0], m.Row | m.ThresholdRow) else items  # type: ignore[return-value]
    if isinstance(node, dict):
        return {name: _in_time(item, span) for name, item in node.items()}  # type: ignore[return-value]
    if not hasattr(type(node), "__dataclass_fields__"):
        return node
    changed = {attribute: _in_time(getattr(node, attribute), span) for attribute, _ in nested(type(node))}  # type: ignore[arg-type]  # every class can be hashed
    return replace(node, **changed) if changed else node  # type: ignore[type-var]  # it is a record


def _rows_of(rows: Sequence[m.Row], span: Span) -> tuple[m.Row, ...]:
    """The rows in force on some day of a span; the oldest or the newest where it lies beside all of them."""
    starts = [row.from_ for row in rows]
    first = max(bisect_right(starts, span.first) - 1, 0)
    return tuple(rows[first : max(bisect_right(starts, span.last), first + 1)])


def days_read(profile: m.Profile) -> dict[str, tuple[int, ...]]:
    """Return the holidays of the years that were looked up in a profile since it was made, by set."""
    years: dict[str, set[int]] = {}
    for calendar in profile.memo.values():
        if isinstance(calendar, WorkingDays):
            for one in (*calendar.sets, *calendar.either):
                years.setdefault(one.record.name, set()).update(calendar.years_read)
    return {name: _of_years(profile.days[name], read) for name, read in years.items() if name in profile.days}


def _of_years(days: Sequence[int], years: Iterable[int]) -> tuple[int, ...]:
    found: list[int] = []
    for year in sorted(years):
        first, last = dt.date(year, 1, 1).toordinal(), dt.date(year, 12, 31).toordinal()
        found += days[bisect_left(days, first) : bisect_right(days, last)]
    return tuple(found)


def as_days(days: Sequence[int]) -> list[str]:
    """Return ordinals as documents write them."""
    return [date_of(day).isoformat() for day in days]
