"""Where the keys and items of a TOML text begin; read only when there is a fault, and rather nothing than a wrong line.

A small scanner goes through the text once more and notes where every key and every item of a list begins. What it
found is compared with what the parser read; if the two differ in anything, no line is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

_BLANK: Final = re.compile(r"[ \t]*")
_GAP: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRINGS: Final = (
    re.compile(r'"""(?:[^\\]|\\.)*?"""(?:""|")?(?!")', re.DOTALL),
    re.compile(r"'''.*?'''(?:''|')?(?!')", re.DOTALL),
    re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    re.compile(r"'[^'\n]*'"),
)
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN: Final = re.compile(r"[^,\]}#\r\n]+")


class _Lost(Exception):  # never leaves this module
    """The text is not what the scanner understands."""


class Marks:
    """Where the keys and items of a TOML text begin: dotted place → line; and keys that stand twice."""

    def __init__(self, text: str) -> None:
        """Scan the text; what cannot be scanned leaves `complete` False."""
        self.lines: dict[str, int] = {}
        self.doubled: list[tuple[str, int]] = []
        self._passed: dict[str, int] = {}
        self._lists: dict[str, int] = {}
        self._text = text
        self._at = 0
        self._counted = (1, 0)
        try:
            self._file()
            self.complete = True
        except (_Lost, RecursionError):
            self.complete = False

    @cached_property
    def all(self) -> dict[str, int]:
        """Every place, those of tables that only their parts declare among them."""
        return self._passed | self.lines

    def _line(self) -> int:
        """Return the line of the place in hand, counting on from where it was last asked."""
        number, at = self._counted
        number += self._text.count("\n", at, self._at)
        self._counted = (number, self._at)
        return number

    def _mark(self, place: str, line: int) -> None:
        if place in self.lines:
            self.doubled.append((place, line))
        self.lines.setdefault(place, line)

    def _file(self) -> None:
        table = ""
        while self._skip(_GAP) < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _skip(self, pattern: re.Pattern[str]) -> int:
        self._at = pattern.match(self._text, self._at).end()  # type: ignore[union-attr]  # both match nothing too
        return self._at

    def _take(self, character: str) -> None:
        if not self._text.startswith(character, self._at):
            raise _Lost
        self._at += len(character)

    def _header(self) -> str:
        line = self._line()
        many = self._text.startswith("[[", self._at)
        self._take("[[" if many else "[")
        *outer, last = self._key()
        self._take("]]" if many else "]")
        place = ""
        for part in outer:
            place = self._inside(f"{place}.{part}".lstrip("."))
            self._passed.setdefault(place, line)
        place = f"{place}.{last}".lstrip(".")
        if not many:
            self._mark(place, line)
            return place
        self._lists[place] = number = self._lists.get(place, 0) + 1
        self.lines.setdefault(place, line)
        self.lines[f"{place}[{number}]"] = line
        return f"{place}[{number}]"

    def _inside(self, place: str) -> str:
        """Of a list of tables the last one is meant."""
        return f"{place}[{self._lists[place]}]" if place in self._lists else place

    def _key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self._skip(_BLANK)
            parts.append(self._string()[1:-1] if self._text[self._at : self._at + 1] in {'"', "'"} else self._bare())
            self._skip(_BLANK)
            if not self._text.startswith(".", self._at):
                return parts
            self._at += 1

    def _bare(self) -> str:
        found = _BARE.match(self._text, self._at)
        if found is None:
            raise _Lost
        self._at = found.end()
        return found[0]

    def _string(self) -> str:
        for pattern in _STRINGS:
            found = pattern.match(self._text, self._at)
            if found is not None:
                self._at = found.end()
                return found[0]
        raise _Lost

    def _pair(self, table: str) -> None:
        line = self._line()
        *outer, last = self._key()
        for part in outer:
            table = f"{table}.{part}".lstrip(".")
            self._passed.setdefault(table, line)
        self._take("=")
        place = f"{table}.{last}".lstrip(".")
        self._mark(place, line)
        self._skip(_BLANK)
        self._value(place)

    def _value(self, place: str) -> None:
        first = self._text[self._at : self._at + 1]
        if first == "[":
            self._list(place)
        elif first == "{":
            self._inline(place)
        elif first in {'"', "'"}:
            self._string()
        elif (found := _PLAIN.match(self._text, self._at)) is not None:
            self._at = found.end()
        else:
            raise _Lost

    def _list(self, place: str) -> None:
        self._take("[")
        number = 0
        while not self._text.startswith("]", self._skip(_GAP)):
            number += 1
            self._mark(f"{place}[{number}]", self._line())
            self._value(f"{place}[{number}]")
            self._comma("]")
        self._take("]")

    def _inline(self, place: str) -> None:
        self._take("{")
        while not self._text.startswith("}", self._skip(_GAP)):
            self._pair(place)
            self._comma("}")
        self._take("}")

    def _comma(self, end: str) -> None:
        if not self._text.startswith(end, self._skip(_GAP)):
            self._take(",")


def _places(value: object, place: str = "") -> Iterator[str]:
    """Yield the dotted place of every key and item, as the parser read them."""
    if isinstance(value, dict):
        for key, item in value.items():
            inner = f"{place}.{key}".lstrip(".")
            yield inner
            yield from _places(item, inner)
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield f"{place}[{number}]"
            yield from _places(item, f"{place}[{number}]")


def marks(text: str, tables: Mapping[str, object]) -> dict[str, int]:
    """Return the line of every place in a text; nothing unless the tables the parser read agree on all of them."""
    scanned = Marks(text)
    agreed = scanned.complete and set(_places(tables)) == scanned.all.keys()
    return scanned.all if agreed else {}
