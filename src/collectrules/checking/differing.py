"""What changed between two profiles, or two versions of one: added, removed and changed, down to the dated row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
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
    if isinstance(node, m.ByReading):
        for option, item in node.options.items():
            yield from _leaves(item, _joined(place, f"if {node.reading} is {option}"))
    elif isinstance(node, m.Amount) and node.bands:
        for bound, cell in node.bands:
            yield _joined(place, "over" if bound == "over" else f"to {bound}"), plain(cell) or ""
        rest = {spec.name: getattr(node, spec.name) for spec in fields(node) if spec.name != "bands"}
        yield from ((_joined(place, word.rstrip("_")), str(value)) for word, value in rest.items() if value not in {None, ()})
    elif isinstance(node, tuple) and node and isinstance(node[0], m.Row):
        for row in node:
            yield from _leaves(row, f"from {row.from_}")
    elif (text := plain(node)) is not None:
        yield place, text
    elif isinstance(node, tuple):
        for number, item in enumerate(node, 1):
            yield from _leaves(item, f"{place} {number}")
    elif is_dataclass(node):
        for spec in fields(node):
            value = getattr(node, spec.name)
            if spec.name not in _LEFT_OUT and value is not None and value != ():
                yield from _leaves(value, _joined(place, _word(node, spec.name)))


def _word(node: object, attribute: str) -> str:
    """The word of a field; the figure of a row needs none beside its day."""
    return "" if isinstance(node, m.Row) and attribute == "is_" else attribute.rstrip("_")


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))
