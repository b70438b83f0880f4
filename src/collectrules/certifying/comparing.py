"""Where the law of a certificate differs from a profile: from the one it is said to be of, and from today's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from collectrules.certifying.documents import Certificate, LawChange, LawUsed
from collectrules.certifying.plain import TABLE, written
from collectrules.certifying.slicing import Key, Span, as_days, choices_of, days_read, sliced
from collectrules.checking.differing import Change, diff
from collectrules.loader import model as m
from collectrules.loader.walking import everything
from collectrules.nouns.case import load_case

MOST_CHANGES: Final = 50
_ONLY_SAID: Final = frozenset({"what", "source", "checked", "question", "url", "title", "section"})
"""Words of a law that no figure hangs on."""
_SILENT: Final = frozenset({"what", "source", "checked", "question"})
"""Words that no fingerprint is of, wherever they stand."""


def because(held: Certificate, law: m.Profile, other: m.Profile) -> tuple[LawChange, ...]:
    """Return where the law that was used differs from another: records and rows of the same time, and holidays."""
    met = set() if held.case is None else next(choices_of(load_case(held.case), other, ()))
    part = sliced(other, _keys(law) | met, _span(held.law), days_read(other))
    told = [_told(change) for change in diff(law, part) if _counts(change)]
    return tuple([*told, *_other_days(law, part)][:MOST_CHANGES])


def strange(used: LawUsed, law: m.Profile, profile: m.Profile) -> Iterator[LawChange]:
    """Yield where the law of a certificate is not word for word that of a profile with the same fingerprint.

    Words that the fingerprint is not of, such as what a rule says of itself, may differ between two of the same one.
    """
    part = part_of(profile, law, used)
    yield from _strange_header(law.header, profile.header)
    yield from _strange_records(law, part)
    if [*law.stage] != [*part.stage]:
        yield LawChange(record="stage", place="order", before=", ".join(law.stage), after=", ".join(part.stage))
    yield from _strange_days(law, profile)


def part_of(profile: m.Profile, law: m.Profile, used: LawUsed) -> m.Profile:
    """Return the records of a profile that a certificate holds, with their rows of its time and all holidays."""
    return sliced(profile, _keys(law), _span(used), profile.days)


def _strange_header(one: m.Header, other: m.Header) -> Iterator[LawChange]:
    before, after = written(one), written(other)
    for word in sorted(before.keys() | after.keys()):
        was, said = before.get(word), after.get(word)
        if was != said:
            yield LawChange(record="profile", place=word, before=_shown(was), after=_shown(said))


def _shown(value: object) -> str | None:
    return None if value is None else str(value)


def _strange_records(law: m.Profile, part: m.Profile) -> Iterator[LawChange]:
    """Yield the places of records that say something else, in words that the fingerprint is of, or are not there."""
    changes = [change for change in diff(law, part) if _counts(change)]
    for name in _strange_names(law, part):
        yield from [_told(one) for one in changes if one.record == name] or [LawChange(record=name, place="")]


def _strange_names(law: m.Profile, part: m.Profile) -> Iterator[str]:
    others = {(kind, record.name): record for kind, record in everything(part)}
    for kind, record in everything(law):
        other = others.get((kind, record.name))
        if other is None or _telling(kind, record) != _telling(kind, other):
            yield f"{kind}.{record.name}"


def _strange_days(law: m.Profile, profile: m.Profile) -> Iterator[LawChange]:
    """Yield the holidays that only one of them has, in years of which the certificate says some."""
    for name, days in law.days.items():
        before, known = set(as_days(days)), set(as_days(profile.days.get(name, ())))
        yield from _days_apart(name, before, _of_years(known, _years(before)))


def _telling(kind: str, record: object) -> object:
    """What the fingerprint is of in a record."""
    words = written(record)
    if kind == "law":
        return [words.get(word) for word in ("kind", "from", "to")]
    return [words.get("cautious"), sorted(record.options)] if isinstance(record, m.Reading) else _unsaid(words)


def _unsaid(value: object) -> object:
    """Plain words without those that are only said, and without the order of a table, which no fingerprint is of."""
    if isinstance(value, Mapping):
        table = dict(value[TABLE]) if TABLE in value else value
        return {word: _unsaid(item) for word, item in table.items() if word not in _SILENT}
    return [_unsaid(item) for item in value] if isinstance(value, list) else value


# Words of both ---------------------------------------------------------------------------------------------


def _keys(law: m.Profile) -> set[Key]:
    return {(kind, record.name) for kind, record in everything(law)}


def _span(used: LawUsed) -> Span | None:
    return None if used.rows_from is None or used.rows_to is None else Span(used.rows_from, used.rows_to)


def _told(change: Change) -> LawChange:
    return LawChange(record=change.record, place=change.place, before=change.before, after=change.after)


def _counts(change: Change) -> bool:
    """Whether a change is in a word of a record on which a figure may hang."""
    return change.record != "profile" and change.place.rpartition(", ")[2] not in _ONLY_SAID


def _other_days(law: m.Profile, other: m.Profile) -> Iterator[LawChange]:
    """Yield the holidays that only one of two laws has, in years of which both say some."""
    for name in sorted(law.days.keys() & other.days.keys()):
        before, after = set(as_days(law.days[name])), set(as_days(other.days[name]))
        years = _years(before) & _years(after)
        yield from _days_apart(name, _of_years(before, years), _of_years(after, years))


def _days_apart(name: str, before: set[str], after: set[str]) -> Iterator[LawChange]:
    for day in sorted(before ^ after):
        text = {True: day, False: None}
        yield LawChange(record=f"holidays.{name}", place=day, before=text[day in before], after=text[day in after])


def _years(days: set[str]) -> set[str]:
    return {day[:4] for day in days}


def _of_years(days: set[str], years: set[str]) -> set[str]:
    return {day for day in days if day[:4] in years}
