"""What voids, reversals and corrections leave standing, whatever undoes them in turn; nothing goes in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from collectrules.nouns.events import Event

UNDOING: Final = frozenset({"void", "payment_reversed"})
CORRECTING: Final = UNDOING | {"correction"}
CORRECTED: Final = (
    "amount",
    "fee",
    "credited",
    "tariff",
    "sent",
    "received",
    "served",
    "channel",
    "delivery",
    "contents",
    "deadline",
)

Named = tuple[str, Event]


def gone(found: Iterable[Named]) -> frozenset[str]:
    """Return the names of the events that are undone, and not brought back by undoing what undid them."""
    by: dict[str, list[str]] = {}
    for name, event in found:
        if event.kind in UNDOING and event.of is not None:
            by.setdefault(event.of, []).append(name)
    known: dict[str, bool] = {}
    for target in by:
        _settle(target, by, known)
    return frozenset(name for name, undone in known.items() if undone)


def _settle(target: str, by: Mapping[str, list[str]], known: dict[str, bool]) -> None:
    """An event is undone if something that undoes it is not undone itself; chains may be long, so nothing recurs."""
    stack = [target]
    while stack:
        waiting = [name for name in by.get(stack[-1], ()) if name not in known]
        if waiting:
            stack += waiting
        else:
            name = stack.pop()
            known[name] = any(not known[other] for other in by.get(name, ()))


def corrected(found: Iterable[Named]) -> dict[str, Event]:
    """Return what corrected events say, corrections themselves before what they correct, each in its order."""
    events = dict(found)
    corrections = [name for name, event in events.items() if event.kind == "correction" and event.of in events]
    depth = depths(events)
    now: dict[str, Event] = {}
    for name in sorted(corrections, key=lambda name: -depth[name]):
        of = str(events[name].of)
        now[of] = _as_corrected(now.get(of, events[of]), now.get(name, events[name]))
    return now


def depths(events: Mapping[str, Event]) -> dict[str, int]:
    """Return how many corrections stand between each correction and the event it is about in the end."""
    known: dict[str, int] = {}
    for start in events:
        chain, name = [], start
        while name not in known and name in events and events[name].kind == "correction":
            chain.append(name)
            name = str(events[name].of)
        below = known.get(name, -1)
        for place, link in enumerate(reversed(chain), 1):
            known[link] = below + place
    return known


def _as_corrected(event: Event, correction: Event) -> Event:
    changes = {word: value for word in CORRECTED if (value := getattr(correction, word)) is not None}
    return event.model_copy(update=changes)
