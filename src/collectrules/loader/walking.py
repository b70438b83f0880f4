"""Walk through a record and its parts, each with its place; which fields hold parts is worked out once per class."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import get_args, get_origin

from collectrules.loader import model as m
from collectrules.loader.findings import Named
from collectrules.loader.read import annotations_of, word_of


@cache
def nested(cls: type) -> tuple[tuple[str, str], ...]:
    """Return (attribute, word) of the fields of a record class that may hold parts of their own."""
    if cls is m.ByReading:
        return (("options", "is"),)
    if cls is m.Condition:
        return ()
    hints = annotations_of(cls)
    return tuple((spec.name, word_of(spec.name)) for spec in fields(cls) if _holds_parts(hints[spec.name]))


@cache
def _holds_parts(annotation: Hashable) -> bool:
    if (isinstance(annotation, type) and is_dataclass(annotation)) or get_origin(annotation) is m.ByReading:
        return True
    return any(_holds_parts(inner) for inner in get_args(annotation))


def parts(node: object, place: str) -> list[tuple[str, object]]:
    """Return (place, part) of a record and of everything inside it, from the outside in."""
    found: list[tuple[str, object]] = []
    _gather(node, place, found)
    return found


def _gather(node: object, place: str, found: list[tuple[str, object]]) -> None:
    if isinstance(node, tuple):
        for number, item in enumerate(node, 1):
            _gather(item, f"{place}[{number}]", found)
    elif isinstance(node, dict):
        for name, item in node.items():
            _gather(item, f"{place}.{name}", found)
    elif hasattr(type(node), "__dataclass_fields__"):
        found.append((place, node))
        for attribute, word in nested(type(node)):  # type: ignore[arg-type]  # every class can be hashed
            inner = getattr(node, attribute)
            if inner is not None and inner != ():
                _gather(inner, f"{place}.{word}", found)


def records(profile: m.Profile) -> Iterator[tuple[str, m.Rule]]:
    """Yield (kind, record) of every record that is a rule."""
    for kind, record in everything(profile):
        if isinstance(record, m.Rule):
            yield kind, record


def everything(profile: m.Profile) -> Iterator[tuple[str, Named]]:
    """Yield (kind, record) of every record."""
    for kind in m.KINDS:
        for record in getattr(profile, kind).values():
            yield kind, record


def cited(node: object) -> Iterator[str]:
    """Yield every law key that a record or any part of it cites."""
    for _, part in parts(node, ""):
        yield from getattr(part, "law", ())
