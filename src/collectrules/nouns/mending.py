"""A document with its misshapen parts taken out, so that the rest of it can be checked in the same run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

Place = tuple[int | str, ...]
_LATE: Final = "2200-12-31"
_CLAIM: Final = {"id": "~", "kind": "other", "amount": "1", "due": _LATE}
_EVENT: Final = {"on": _LATE, "kind": "note"}
_PARTY: Final = {"kind": "business"}
_NEEDED: Final[Mapping[str, object]] = {
    "id": "~", "currency": "EUR", "creditor": _PARTY, "debtor": _PARTY, "claims": [_CLAIM],
    "law": {"claim": "~", "forum": "~"},
}  # fmt: skip
_INSIDE: Final[Mapping[str, Mapping[str, object]]] = {
    "claims": _CLAIM, "events": _EVENT, "creditor": _PARTY, "debtor": _PARTY,
    "earlier": {"kind": "note", "on": _LATE}, "law": {"claim": "~", "forum": "~"},
}  # fmt: skip
"""What must be there stands in for what is wrong; everything else is left out."""


def mended(document: Mapping[str, object], places: Iterable[Place]) -> dict[str, object]:
    """Return a copy of a document without what is wrong at some places; what must be there is replaced."""
    copy = {key: _copied(value) for key, value in document.items()}
    for place in places:
        _mend(copy, place)
    for name, items in copy.items():
        if name in {"claims", "events"} and isinstance(items, list):
            _named_apart(items)
    return copy


def _copied(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list | tuple) else value


def _mend(copy: dict[str, object], place: Place) -> None:
    """Go as far as the place leads, and leave out or replace what is there."""
    node: object = copy
    for depth, key in enumerate(place):
        inner = _inside(node, key)
        if depth == len(place) - 1 or not isinstance(inner, dict | list):
            _replace(node, key, place[: depth + 1])
            return
        node = inner


def _inside(node: object, key: int | str) -> object:
    if isinstance(node, dict):
        return node.get(key)
    return node[key] if isinstance(node, list) and isinstance(key, int) and key < len(node) else None


def _replace(node: object, key: int | str, place: Place) -> None:
    needed = _stand_in(place)
    if isinstance(node, list):
        node[slice(key, key + 1) if isinstance(key, int) else slice(0, 0)] = [needed]
    elif isinstance(node, dict):
        node[key] = needed
        if needed is None:
            del node[key]


def _stand_in(place: Place) -> object:
    words = [part for part in place if isinstance(part, str)]
    if len(place) == 1:
        return _copied(_NEEDED.get(words[0]))
    if isinstance(place[-1], int):
        return _copied(_INSIDE.get(words[-1])) if len(words) == 1 else "~"
    return _INSIDE.get(words[0], {}).get(words[-1]) if len(words) == len("in") else None


def _named_apart(items: Sequence[object]) -> None:
    for place, item in enumerate(items):
        if isinstance(item, dict) and item.get("id") == "~":
            item["id"] = f"~{place}"
