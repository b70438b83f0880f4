"""What changed between two profiles, or two versions of one: added, removed and changed, down to the dated row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Final

from collectrules.checking.showing import plain
from collectrules.loader import model as m
from collectrules.loader.findings import Named
from collectrules.loader.walking import everything

_LEFT_OUT: Final = frozenset({"name", "file"})


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: the record, the place inside it, and what stood there; None where nothing did."""

    record: str
    place: str
    before: str | None
    after: str | None

    def __str__(self) -> str:
        """Return the change in words: `value.x, from 2016-07-01, to 1000.00: 350.00 → 400.00`."""
        where = ", ".join(filter(None, (self.record, self.place)))
        if self.before is None:
            return f"added {where}: {self.after}"
        return f"removed {where}: {self.before}" if self.after is None else f"{where}: {self.before} → {self.after}"


def diff(before: m.Profile, after: m.Profile) -> tuple[Change, ...]:
    """Return every difference between two profiles, in the order of the drawers; empty if they say the same."""
    one, other = _records(before), _records(after)
    changes = [*_compared("profile", _texts(before.header), _texts(after.header))]
    for name in sorted(one.keys() | other.keys(), key=lambda name: (_KINDS.index(name.partition(".")[0]), name)):
        if name not in one or name not in other:
            present = one.get(name) or other[name]
            said = _said(present)
            changes.append(Change(name, "", said if name in one else None, said if name in other else None))
        else:
            changes += _compared(name, _texts(one[name]), _texts(other[name]))
    return tuple(changes)


_KINDS: Final = list(m.KINDS)


def _records(profile: m.Profile) -> dict[str, Named]:
    return {f"{kind}.{record.name}": record for kind, record in everything(profile)}


def _said(record: object) -> str:
    return str(getattr(record, "what", None) or getattr(record, "title", None) or getattr(record, "question", ""))


def _compared(name: str, one: Mapping[str, str], other: Mapping[str, str]) -> Iterator[Change]:
    places = [*one, *(place for place in other if place not in one)]
    for place in places:
        if one.get(place) != other.get(place):
            yield Change(name, place, one.get(place), other.get(place))


def _texts(part: object) -> dict[str, str]:
    return dict(_leaves(part, ""))


def _leaves(node: object, place: str) -> Iterator[tuple[str, str]]:
    """Yield (place, text) of everything inside; rows are known by their day, bands by their bound."""
    inner = _inner(node, place)
    if inner is None:
        yield place, plain(node) or ""
    else:
        for there, item in inner:
            yield from _leaves(item, there)


def _inner(node: object, place: str) -> Iterator[tuple[str, object]] | None:
    """Return the parts of a node, each with its place; None for what is told in a few words."""
    if isinstance(node, m.ByReading):
        return ((_joined(place, f"if {node.reading} is {option}"), item) for option, item in node.options.items())
    if isinstance(node, m.Amount) and node.bands:
        return _banded(node, place)
    if plain(node) is not None:
        return None
    if isinstance(node, tuple):
        return ((_joined(place, _numbered(item, number)), item) for number, item in enumerate(node, 1))
    return ((_joined(place, word), value) for word, value in _said_words(node))


def _banded(amount: m.Amount, place: str) -> Iterator[tuple[str, object]]:
    for bound, cell in amount.bands:
        yield _joined(place, "over" if bound == "over" else f"to {bound}"), cell
    for word, value in _said_words(amount):
        if word != "bands":
            yield _joined(place, word), value


def _numbered(item: object, number: int) -> str:
    return f"from {item.from_}" if isinstance(item, m.Row) else str(number)


def _said_words(part: object) -> Iterator[tuple[str, object]]:
    """Yield (word, value) of what a part says; a row's day is its place, and its figure needs no word."""
    for spec in fields(part):  # type: ignore[arg-type]  # a part of a record is a dataclass
        value = getattr(part, spec.name)
        known = isinstance(part, m.Row) and spec.name == "from_"
        if spec.name not in _LEFT_OUT and value != spec.default and not _is_nothing(value) and not known:
            yield ("" if isinstance(part, m.Row) and spec.name == "is_" else spec.name.rstrip("_")), value


def _is_nothing(value: object) -> bool:
    return isinstance(value, tuple) and not value


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))
