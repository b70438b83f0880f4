"""Pins: a figure of the law is pinned if a golden case fails as soon as it changes by its smallest unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from typing import Final

from collectrules.checking.golden import Golden, case_faults
from collectrules.errors import Fault
from collectrules.loader import model as m
from collectrules.loader.findings import found, place_of
from collectrules.loader.walking import records

_UNIT: Final = Decimal("0.01")


def unpinned(profile: m.Profile, cases: Sequence[Golden]) -> Iterator[Fault]:
    """Yield every figure of a dated value whose change no golden case notices."""
    for kind, record in records(profile):
        for place, changed in _changes(record, place_of(kind, record)):
            drawer = getattr(profile, kind) | {record.name: changed}
            other = replace(profile, **{kind: drawer, "fingerprint": f"{place} changed", "memo": {}})
            if not any(fault for case in cases for fault in case_faults(case, other)):
                message = f"no golden case fails when it changes by {_UNIT}"
                yield found("W72", place, message, expected="a case that holds it")


def _changes(node: object, place: str) -> Iterator[tuple[str, object]]:
    """Yield (place, the same with one figure changed) for every decimal figure inside."""
    if isinstance(node, Decimal):
        yield place, node + _UNIT
    elif isinstance(node, tuple):
        for number, item in enumerate(node, 1):
            for inner, changed in _changes(item, f"{place}[{number}]"):
                yield inner, (*node[: number - 1], changed, *node[number:])
    elif isinstance(node, m.ByReading):
        for name, item in node.options.items():
            for inner, changed in _changes(item, f"{place}.is.{name}"):
                yield inner, replace(node, options=node.options | {name: changed})
    elif hasattr(node, "__dataclass_fields__") and not isinstance(node, m.Condition):
        for spec in fields(node):  # type: ignore[arg-type]  # it has the fields of a dataclass
            for inner, changed in _changes(getattr(node, spec.name), f"{place}.{spec.name.rstrip('_')}"):
                yield inner, replace(node, **{spec.name: changed})  # type: ignore[type-var]
