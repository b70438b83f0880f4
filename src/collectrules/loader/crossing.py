"""Check what one record says of another: law keys, readings, series, tables, calendars, acts."""

from __future__ import annotations

from collections.abc import Iterator

from collectrules.errors import Fault, nearest
from collectrules.loader import model as m


def crossing_faults(profile: m.Profile) -> list[Fault]:
    """Return every reference that names nothing, of all records at once."""
    return [*_laws(profile), *_readings(profile)]


def records(profile: m.Profile) -> Iterator[tuple[str, m.Rule]]:
    """Yield (kind, record) of every record that is a rule."""
    for kind in m.KINDS:
        for record in getattr(profile, kind).values():
            if isinstance(record, m.Rule):
                yield kind, record


def place_of(kind: str, record: m.Rule, word: str = "") -> str:
    """Return the dotted place of a record, or of one of its words."""
    return f"{record.file}: {kind}.{record.name}" + (f".{word}" if word else "")


def _laws(profile: m.Profile) -> Iterator[Fault]:
    for kind, record in records(profile):
        for key in cited(record):
            if key not in profile.law:
                yield Fault(
                    code="F06", path=place_of(kind, record, "law"), expected="a key of [law]", got=key,
                    nearest=nearest(key, profile.law),
                )  # fmt: skip


def cited(node: object) -> Iterator[str]:
    """Yield every law key a record or any part of it cites."""
    if isinstance(node, tuple):
        for item in node:
            yield from cited(item)
    elif hasattr(node, "__dataclass_fields__"):
        for word in node.__dataclass_fields__:
            part = getattr(node, word)
            if word == "law":
                yield from part
            else:
                yield from cited(part)
    elif isinstance(node, dict):
        for item in node.values():
            yield from cited(item)


def _readings(profile: m.Profile) -> Iterator[Fault]:
    for reading in profile.reading.values():
        if reading.cautious not in reading.options:
            yield Fault(
                code="F62", path=f"{reading.file}: reading.{reading.name}.cautious", expected="one of its options",
                got=reading.cautious, nearest=nearest(reading.cautious, reading.options),
            )  # fmt: skip
