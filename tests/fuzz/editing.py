"""Bytes as choices: edits of a document that holds, so that a fuzzer gets past its syntax to what its words mean."""

from __future__ import annotations

import datetime as dt
from collections import deque
from decimal import Decimal
from typing import Any

MOST_EDITS = 6
DEEP = 60
LARGEST = 2000
STRANGE: tuple[Any, ...] = (
    "", " ", "0", "-1", "NaN", "1e9", "9" * 30, "2024-02-30", "1899-12-31", "2200-12-31", "over", "*", "é\u202e",
    "\ud800", "a.b", "../x", "{x}", True, False, None, 0, 1, -1, 2, 13, 366, 10**6, 10**17, 2**63, 10**40,
    -(10**18), 1.5, Decimal(0), Decimal("0.01"), Decimal("-0.01"), Decimal("1E+30"), Decimal("1E-30"), Decimal("NaN"),
    Decimal("Infinity"), dt.date(1, 1, 1), dt.date(1900, 1, 1), dt.date(2024, 2, 29), dt.date(9999, 12, 31),
    dt.datetime(2024, 1, 1, 12, tzinfo=dt.UTC), dt.time(1, 2), [], {}, [[]], [{}], {"": ""},
    ["over"], [0], [[1, 2], [3, 4]],
)  # fmt: skip


class Choices:
    """What a string of bytes chooses; when it is used up, always the first."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def below(self, bound: int) -> int:
        """Return a number from nought to below a bound."""
        width = 1 if bound <= 256 else 2
        piece = self._data[self._at : self._at + width]
        self._at += width
        return int.from_bytes(piece, "big") % max(bound, 1)

    def of(self, things: Any) -> Any:  # noqa: ANN401
        """Return one of some things."""
        return things[self.below(len(things))]

    def rest(self) -> str:
        """Return what is left, as text."""
        return self._data[self._at :].decode("utf-8", "surrogateescape")


def edited(document: Any, choices: Choices) -> Any:  # noqa: ANN401
    """Return a copy of a document with a few things changed, left out, doubled, moved or put elsewhere."""
    found = copied(document)
    for _ in range(1 + choices.below(MOST_EDITS)):
        _edit(found, choices)
    return found


def copied(value: Any) -> Any:  # noqa: ANN401
    """Return a deep copy of tables and lists."""
    if isinstance(value, dict):
        return {word: copied(part) for word, part in value.items()}
    return [copied(part) for part in value] if isinstance(value, list | tuple) else value


def _edit(document: Any, choices: Choices) -> None:  # noqa: ANN401
    holders = _holders(document)
    if len(holders) > LARGEST:  # a list of lists of itself says no more
        return
    holder = choices.of(holders)
    keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    if not keys:
        return
    key, way = choices.of(keys), choices.below(6)
    if way == 0:
        del holder[key]
    elif way == 1:
        holder[key] = copied(choices.of(STRANGE))  # a list of ours would be changed with the document
    elif way == 2:  # as another place has it
        other = choices.of(holders)
        holder[key] = copied(choices.of((list(other.values()) if isinstance(other, dict) else other) or [None]))
    elif way == 3:
        _again(holder, key, choices.of(_words(holders)))
    elif way == 4:
        holder[key] = _near(holder[key], choices.below(8))
    else:
        holder[key] = choices.of([[holder[key]], {"a": holder[key]}, _deep(holder[key]), choices.of(_words(holders))])


def _again(holder: Any, key: Any, word: str) -> None:  # noqa: ANN401
    """The same once more: under another word, or as the next of a list."""
    if isinstance(holder, dict):
        holder[word] = copied(holder[key])
    else:
        holder.append(copied(holder[key]))


def _near(value: Any, by: int) -> Any:  # noqa: ANN401
    """A value a little off, or one of another type that looks the same."""
    if isinstance(value, bool | dict | list) or value is None:
        return [copied(value) for _ in range(min(by, 3))]
    if isinstance(value, int):
        return (value + 1, value - 1, -value, value * 100, str(value), Decimal(value), bool(value), value * 10**20)[by]
    if isinstance(value, Decimal):
        return _near_decimal(value, by)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat() if by % 2 else dt.date(min(value.year + by * 40, 9999), value.month, 28)
    return (str(value) + "x", str(value)[1:], str(value).upper(), str(value) * 2, [value], str(value)[:1], "", 7)[by]


def _near_decimal(value: Decimal, by: int) -> Any:  # noqa: ANN401
    sign, digits, exponent = value.as_tuple()
    if by < 2 or not isinstance(exponent, int):
        return (value.copy_negate(), str(value))[by % 2]
    return Decimal((sign, digits, exponent + by - 4))


def _deep(value: Any) -> Any:  # noqa: ANN401
    for _ in range(DEEP):
        value = [value]
    return value


def _holders(document: Any) -> list[Any]:  # noqa: ANN401
    """Every table and list of a document, the whole first; of one that grows beyond measure, as many as tell it."""
    found, waiting = [], deque([document])
    while waiting and len(found) <= LARGEST:
        one = waiting.popleft()
        if isinstance(one, dict | list):
            found.append(one)
            waiting.extend(one.values() if isinstance(one, dict) else one)
    return found


def _words(holders: list[Any]) -> list[str]:
    return sorted({str(word) for one in holders if isinstance(one, dict) for word in one}) or ["x"]
