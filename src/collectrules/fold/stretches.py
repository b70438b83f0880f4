"""Stretches of days during which a stay runs; days are ordinals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

FACT: Final = "fact"
"""The kind of event that says what is so from its day on."""
Days = tuple[int, "int | None"]
"""First and last day, both included; None while no end is known."""


class Stretch(NamedTuple):
    """A stay from its first day to its last, both included; `last` is None while no end is known.

    `began` is the kind of the event that began it; `ended` says that an event ended it, rather than a period.
    """

    name: str
    first: int
    last: int | None
    began: str
    ended: bool = False

    def covers(self, day: int) -> bool:
        """Whether the stay runs on a day."""
        return self.first <= day and (self.last is None or day <= self.last)

    @property
    def days(self) -> Days:
        """Its first and last day."""
        return self.first, self.last

    @property
    def rest(self) -> Days:
        """The days on which interest rests: the day of an event still belongs to what was before it.

        A fact holds from its day on: where one began the stay that day rests, and the day of the one that ends it not.
        """
        after = self.began != FACT
        return self.first + after, None if self.last is None else self.last + (self.ended and after)


def union(found: Iterable[Days]) -> tuple[Days, ...]:
    """Return stretches in order of time, each day once: those that overlap or adjoin are one; empty ones are none."""
    joined: list[Days] = []
    for first, last in sorted(found, key=lambda days: days[0]):
        if last is not None and last < first:
            continue
        if joined and (joined[-1][1] is None or first <= joined[-1][1] + 1):
            before = joined[-1][1]
            joined[-1] = joined[-1][0], None if before is None or last is None else max(before, last)
        else:
            joined.append((first, last))
    return tuple(joined)


def outside(first: int, last: int, rests: Sequence[Days]) -> Iterator[tuple[int, int]]:
    """Yield the stretches from `first` to `last`, both included, that lie in none of `rests` (a union)."""
    for begun, ended in rests:
        if begun > last:
            break
        if first < begun:
            yield first, begun - 1
        if ended is None:
            return
        first = max(first, ended + 1)
    if first <= last:
        yield first, last
