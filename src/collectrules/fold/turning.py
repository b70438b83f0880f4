"""Which rules turn on which doubts of a profile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Final, NamedTuple, cast

from collectrules.fold.resetting import named_values
from collectrules.loader import model as m
from collectrules.loader.readings import readings_of
from collectrules.loader.walking import parts, records

_KINDS: Final = ("interest", "rate", "allocation", "act", "limitation", "base", "counting", "cap")


class Turning(NamedTuple):
    """A rule that a reading changes; `excepted` if it does so by nothing but the exceptions of an act or fee."""

    kind: str
    record: str
    excepted: bool


def turning_on(profile: m.Profile) -> dict[str, list[Turning]]:
    """Return for each reading the rules that it changes; a value that only fees name counts as they do."""
    found: dict[str, list[Turning]] = {name: [] for name in profile.reading}
    for name, turning in (*_fees(profile), *_others(profile), *_values(profile)):
        found[name].append(turning)
    return found


def readings_behind(fee: m.Fee, profile: m.Profile) -> set[str]:
    """Return the readings a fee depends on, through the tables it names too."""
    tables = (profile.value[name] for name in named_values(fee) if name in profile.value)
    return {name for record in (fee, *tables) for name in readings_of(record)}


def _fees(profile: m.Profile) -> Iterator[tuple[str, Turning]]:
    for fee in profile.fee.values():
        beyond = readings_behind(replace(fee, unless=()), profile)
        for name in readings_behind(fee, profile):
            yield name, Turning("fee", fee.name, name not in beyond)


def _others(profile: m.Profile) -> Iterator[tuple[str, Turning]]:
    for kind in _KINDS:
        for record in getattr(profile, kind).values():
            beyond = set(readings_of(replace(record, unless=()) if kind == "act" else record))
            for name in readings_of(record):
                yield name, Turning(kind, record.name, name not in beyond)


def _values(profile: m.Profile) -> Iterator[tuple[str, Turning]]:
    doubted = {value.name: set(readings_of(value)) for value in profile.value.values()}
    named = _words_beside_fees(profile) if any(doubted.values()) else set()
    for value, names in doubted.items():
        for name in names if value in named else ():
            yield name, Turning("value", value, excepted=False)
        for name in names if profile.value[value].ceiling_of is not None else ():
            yield name, Turning("ceiling", value, excepted=False)


def _words_beside_fees(profile: m.Profile) -> set[str]:
    """Every word in a record that is no fee: the values it names are among them."""
    others = [record for kind, record in records(profile) if kind != "fee"]
    inner = [part for record in others for _, part in parts(record, "")]
    words = (getattr(part, spec.name) for part in inner for spec in fields(cast("m.Rule", part)) if spec.name != "name")
    return {word for word in words if isinstance(word, str)}
