"""Settle readings: turn a record that depends on doubts into plain records, one per combination of options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Final, TypeVar, cast

from collectrules.ground.errors import Fault, InternalInconsistency, of_type
from collectrules.loader import model as m
from collectrules.loader.vocabulary import READING
from collectrules.loader.walking import nested, parts

T = TypeVar("T")
MOST: Final = 64


def readings_of(node: object) -> Iterator[str]:
    """Yield the names of the readings a record depends on, through values and conditions alike."""
    for _, part in parts(node, ""):
        if isinstance(part, m.ByReading):
            yield part.reading
        elif isinstance(part, m.Condition):
            yield from (fact.removeprefix(READING) for fact in part.facts if fact.startswith(READING))


def settled(node: T, options: Mapping[str, str]) -> T:
    """Return the record with every reading replaced by its chosen option."""
    if isinstance(node, tuple):
        items = [settled(item, options) for item in node]
        same = all(new is old for new, old in zip(items, node, strict=True))
        return node if same else cast("T", tuple(items))
    if isinstance(node, m.ByReading):
        return cast("T", settled(node.options[options[node.reading]], options))
    if not hasattr(type(node), "__dataclass_fields__"):
        return node
    changed = {
        attribute: new
        for attribute, _ in nested(type(node))  # type: ignore[arg-type]  # every class can be hashed
        if (new := settled(old := getattr(node, attribute), options)) is not old
    }
    return replace(node, **changed) if changed else node  # type: ignore[type-var]  # it is a record


def combinations(names: frozenset[str], profile: m.Profile, chosen: Mapping[str, str]) -> list[dict[str, str]]:
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


def check_readings(readings: object) -> None:
    """Refuse what are no readings: names with the options chosen.

    Raises:
        BadInput: `wrong_type`.

    """
    expected = "names of readings with the options chosen"
    if readings is None:
        return
    of_type(readings, Mapping, "readings", expected)
    for name, option in cast("Mapping[object, object]", readings).items():
        of_type(name, str, "readings", expected)
        of_type(option, str, f"readings.{str(name)[:40]}", "an option, by its name")
