"""Pins: a figure of the law is pinned if a golden case fails as soon as it changes by its smallest unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any, Final

from collectrules.checking.golden import case_faults
from collectrules.checking.rows import Golden, tariff_of
from collectrules.ground.errors import Fault
from collectrules.ground.money import sum_of
from collectrules.loader import model as m
from collectrules.loader.findings import found, place_of
from collectrules.loader.walking import cited, records

_UNIT: Final = Decimal("0.01")
Watch = Callable[[Sequence[Any]], Iterable[Any]]
"""Gives a long piece of work back item by item, and so knows how far it is."""


def unpinned(profile: m.Profile, cases: Sequence[Golden], watch: Watch = iter) -> Iterator[Fault]:
    """Yield every figure of a dated value whose change no golden case notices."""
    for kind, record in watch(list(records(profile))):
        if kind == "workflow":
            continue  # a creditor's own policy is no figure of the law
        nearest = _nearest(cases, f"{kind}.{record.name}", set(cited(record)))
        for place, changed in _changes(record, place_of(kind, record)):
            drawer = getattr(profile, kind) | {record.name: changed}
            other = replace(profile, **{kind: drawer, "fingerprint": f"{place} changed", "memo": {}})
            if not any(fault for case in nearest for fault in case_faults(case, other)):
                message = f"no golden case fails when it changes by {_UNIT}"
                yield found("W72", place, message, expected="a case that holds it")


def _nearest(cases: Sequence[Golden], record: str, laws: set[str]) -> list[Golden]:
    """Order the cases: what holds a figure most likely asks for this very tariff, or cites its law."""
    return sorted(cases, key=lambda golden: (tariff_of(golden) != record, laws.isdisjoint(golden.case.law)))


def _changes(node: object, place: str) -> Iterator[tuple[str, object]]:
    """Yield (place, the same with one figure changed) for every decimal figure inside."""
    if isinstance(node, Decimal):
        yield place, sum_of([node, _UNIT])
        return
    for there, item, put in _slots(node, place):
        for inner, changed in _changes(item, there):
            yield inner, put(changed)


Slot = tuple[str, object, Callable[[object], object]]
"""Place and content of a slot, and how to get the whole with something else in it."""


def _slots(node: object, place: str) -> Iterator[Slot]:
    if isinstance(node, tuple):
        for n, item in enumerate(node):
            yield f"{place}[{n + 1}]", item, partial(_with_item, node, n)
    elif isinstance(node, m.ByReading):
        for name, item in node.options.items():
            yield f"{place}.is.{name}", item, partial(_with_option, node, name)
    elif is_dataclass(node) and not isinstance(node, m.Condition | type):
        for spec in fields(node):
            yield f"{place}.{spec.name.rstrip('_')}", getattr(node, spec.name), partial(_with_field, node, spec.name)


def _with_item(node: tuple[object, ...], n: int, new: object) -> object:
    return (*node[:n], new, *node[n + 1 :])


def _with_option(node: m.ByReading[object], option: str, new: object) -> object:
    return replace(node, options=node.options | {option: new})


def _with_field(node: object, name: str, new: object) -> object:
    return replace(node, **{name: new})  # type: ignore[type-var]  # it is a dataclass, or it had no fields
