"""Dated values: which version of a figure a day chooses, with its law and its certainty."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from collectrules.ground.dates import date_of
from collectrules.ground.errors import Fault, NotModelled
from collectrules.ground.records import record
from collectrules.loader import model as m

T = TypeVar("T")
RANKS: Final = ("sure", "provisional", "unconfirmed", "unclear")


def least_certain(*marks: str) -> str:
    """Return the weakest of several certainty marks.

    >>> least_certain("sure", "unclear", "unconfirmed")
    'unclear'
    """
    return max(marks, key=RANKS.index, default="sure")


@record
class Version(Generic[T]):
    """One version of a figure: valid from an ordinal day, on its law, with its certainty; None if unknown.

    `flat` is the figure itself, in minor units, where it is a plain number of them.
    """

    start: int
    end: int | None
    value: T | None
    law: tuple[str, ...]
    certainty: str
    flat: int | None = None


class History(Generic[T]):
    """The versions of one figure in order of time; `at` is one bisection."""

    __slots__ = ("name", "starts", "versions")

    def __init__(self, name: str, versions: Sequence[Version[T]]) -> None:
        """Keep the versions; they must already be in order."""
        self.name = name
        self.versions = tuple(versions)
        self.starts = [version.start for version in versions]

    def version_at(self, day: int) -> Version[T] | None:
        """Return the version in force on an ordinal day, or None before the first and after the last."""
        place = bisect_right(self.starts, day) - 1
        if place < 0:
            return None
        found = self.versions[place]
        return None if found.end is not None and day > found.end else found

    def at(self, day: int) -> tuple[T, Version[T]]:
        """Return the value in force on an ordinal day.

        Raises:
            NotModelled: `not_modelled` outside the known versions, `unknown_figure` where the law has a figure
                that the profile does not hold.

        """
        found = self.version_at(day)
        if found is None:
            raise NotModelled(
                Fault(
                    code="not_modelled", path=self.name, got=date_of(day).isoformat(),
                    expected=f"a day from {date_of(self.starts[0]).isoformat()}",
                )
            )  # fmt: skip
        if found.value is None:
            raise unknown_figure(self.name, day, found.law)
        return found.value, found

    def next_change(self, day: int) -> int | None:
        """Return the first ordinal after `day` on which another version begins or this one ends."""
        later = [start for start in self.starts if start > day]
        later += [v.end + 1 for v in self.versions if v.end is not None and v.end >= day]
        return min(later, default=None)


def unknown_figure(name: str, day: int, law: Sequence[str]) -> NotModelled:
    """Build the error for a figure that the law has and the profile has not."""
    return NotModelled(
        Fault(
            code="unknown_figure", path=name, expected="a figure the profile does not hold yet",
            got=date_of(day).isoformat(), law=law[0] if law else None,
        )
    )  # fmt: skip


def history(name: str, rows: Sequence[m.Row | m.ThresholdRow], head: m.Rule, convert: Callable[..., T]) -> History[T]:
    """Compile the rows of a dated value; `convert` turns each row's amount into the value to keep."""
    versions = []
    for row in rows:
        value = None if row.unknown or row.is_ is None else convert(row.is_)
        law = row.law or head.law
        end = row.to.toordinal() if row.to else None
        versions.append(Version(row.from_.toordinal(), end, value, law, row.certainty or head.certainty))
    return History(name, versions)
