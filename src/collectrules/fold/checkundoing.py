"""Voids, reversals and corrections against what they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from collectrules.fold.undoing import CORRECTED, CORRECTING, gone
from collectrules.ground.errors import Fault, shown
from collectrules.nouns.case import Case
from collectrules.nouns.events import ACT_FIELDS, COMMON, Event

_MONEY: Final = frozenset({"payment", "set_off"})


def undone(case: Case) -> Iterator[Fault]:
    """Check what undoes or corrects other events; one that names no event is told elsewhere."""
    events = dict(zip(case.event_ids, case.events, strict=True))
    correcting = {name: event for name, event in events.items() if event.kind in CORRECTING and event.of in events}
    if not correcting:
        return
    places = {name: place for place, name in enumerate(events)}
    circular = _circular(correcting)
    for name in circular:
        expected = "the id of an event that does not hang on this one"
        yield _fault("undoes_itself", places[name], "of", expected, str(correcting[name].of))
    if circular:
        return
    roots = _roots(events)
    for name, event in correcting.items():
        if event.kind == "payment_reversed":
            yield from _reversal(event, events[str(event.of)], places[name])
        elif event.kind == "correction":
            yield from _correction(event, roots[name], places[name])
    yield from _twice(correcting, places)


def _fault(code: str, place: int, word: str, expected: str, got: str | None = None) -> Fault:
    return Fault(code=code, path=f"events[{place}].{word}", expected=expected, got=got)


def _circular(correcting: Mapping[str, Event]) -> set[str]:
    """The events that undo or correct themselves, at once or over others: a walk along `of` comes back to them."""
    found: set[str] = set()
    done: set[str] = set()
    for start in correcting:
        walk: dict[str, None] = {}
        name = start
        while name in correcting and name not in done and name not in walk:
            walk[name] = None
            name = str(correcting[name].of)
        if name in walk:
            path = list(walk)
            found |= set(path[path.index(name) :])
        done |= walk.keys()
    return found


def _roots(events: Mapping[str, Event]) -> dict[str, Event]:
    """The event that each correction is about in the end, where none goes in a circle."""
    found: dict[str, Event] = {}
    for start in events:
        walk, name = [], start
        while name not in found and events[name].kind == "correction" and events[name].of in events:
            walk.append(name)
            name = str(events[name].of)
        found |= dict.fromkeys(walk, found.get(name, events[name]))
    return found


def _reversal(event: Event, target: Event, place: int) -> Iterator[Fault]:
    """Only a payment can be reversed, and not before it was made."""
    if target.kind not in _MONEY:
        yield _fault("not_a_payment", place, "of", "the id of a payment", shown(target.kind))
    elif event.on < target.on:
        expected = f"a day not before the payment ({target.on})"
        yield _fault("reversed_before_payment", place, "on", expected, str(event.on))


def _correction(event: Event, target: Event, place: int) -> Iterator[Fault]:
    """A correction says nothing that its target could not say itself."""
    shape = COMMON.get(target.kind)
    allowed = shape.allowed if shape is not None else ACT_FIELDS
    for word in CORRECTED:
        if getattr(event, word) is not None and word not in allowed:
            yield _fault("field_not_allowed", place, word, f"no such field on {target.kind}")
    sent = min(day for day in (event.sent, target.sent, target.on) if day is not None)
    if event.deadline is not None and event.deadline < sent:
        expected = f"a day from {sent} on, the day of the letter or act that sets it"
        yield _fault("deadline_before_letter", place, "deadline", expected, str(event.deadline))


def _twice(correcting: Mapping[str, Event], places: Mapping[str, int]) -> Iterator[Fault]:
    """A payment is reversed once, unless the reversal was undone."""
    undone_too = gone(correcting.items())
    seen: set[str | None] = set()
    for name, event in correcting.items():
        if event.kind != "payment_reversed" or name in undone_too:
            continue
        if event.of in seen:
            yield _fault("reversed_twice", places[name], "of", "a payment that is not reversed yet", shown(event.of))
        seen.add(event.of)
