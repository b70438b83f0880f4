"""Where a check looks: one part of one record, with its place; and how it says what is wrong there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from collectrules.ground.errors import Fault
from collectrules.loader import model as m
from collectrules.loader.findings import Named, found


class Site(NamedTuple):
    """The profile, the record in hand, the dotted place of the part that is looked at, and if near words are told."""

    profile: m.Profile
    kind: str
    record: Named
    place: str
    near: bool = True

    def fault(
        self,
        code: str,
        message: str,
        *,
        word: str = "",
        expected: str,
        got: object = None,
        known: Iterable[str] | None = None,
    ) -> Fault:
        """Make a fault at a word of the part, or at the part itself."""
        place = f"{self.place}.{word}" if word else self.place
        return found(code, place, message, expected=expected, got=got, known=known if self.near else None)


Check = Callable[[object, Site], Iterator[Fault]]
"""Look at one part of one record."""
