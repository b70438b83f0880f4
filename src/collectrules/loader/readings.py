"""Settle readings: turn a record that depends on doubts into plain records, one per combination of options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import product
from typing import Final, TypeVar, cast

from collectrules.errors import InternalInconsistency, Fault
from collectrules.loader import model as m

T = TypeVar("T")
FACT: Final = "reading."
MOST: Final = 64


def readings_of(node: object) -> Iterator[str]:
    """Yield the names of the readings a record depends on, through values and conditions alike."""
    if isinstance(node, m.ByReading):
        yield node.reading
        yield from readings_of(tuple(node.options.values()))
    elif isinstance(node, m.Condition):
        yield from (fact.removeprefix(FACT) for fact in node.facts if fact.startswith(FACT))
    elif isinstance(node, tuple):
        for item in node:
            yield from readings_of(item)
    elif is_dataclass(node):
        for spec in fields(node):
            yield from readings_of(getattr(node, spec.name))


def settled(node: T, options: Mapping[str, str]) -> T:
    """Return the record with every reading replaced by its chosen option."""
    if isinstance(node, m.ByReading):
        return cast("T", settled(node.options[options[node.reading]], options))
    if isinstance(node, tuple):
        return cast("T", tuple(settled(item, options) for item in node))
    if is_dataclass(node) and not isinstance(node, type):
        changed = {
            spec.name: new
            for spec in fields(node)
            if (new := settled(old := getattr(node, spec.name), options)) is not old and new != old
        }
        return replace(node, **changed) if changed else node
    return node


def combinations(
    names: frozenset[str], profile: m.Profile, chosen: Mapping[str, str]
) -> list[dict[str, str]]:
    """Return every combination of the options that remain, the cautious one first."""
    ordered = sorted(names)
    pools = []
    for name in ordered:
        reading = profile.reading[name]
        rest = [option for option in reading.options if option != reading.cautious]
        pools.append([chosen[name]] if name in chosen else [reading.cautious, *rest])
    found = [dict(zip(ordered, picked, strict=True)) for picked in product(*pools)]
    if len(found) > MOST:
        message = f"at most {MOST} combinations of readings in one rule"
        raise InternalInconsistency(Fault(code="too_many_readings", path=", ".join(ordered), expected=message))
    return found
