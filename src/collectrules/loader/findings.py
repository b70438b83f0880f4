"""Gather what is wrong with a profile: each fault a plain sentence with its place, all of them in one run."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final, Protocol

from collectrules.ground.errors import Fault, nearest, shown

MOST: Final = 500
"""So many faults are told in one run; nobody reads more, and a hostile file could make millions."""
_LONGEST_WORD: Final = 64
_JOINT: Final = re.compile(r"[_.-]")


class Enough(Exception):  # never leaves the loader: it ends the search
    """So many faults have been found that looking for more helps nobody."""


class Findings(list[Fault]):
    """Faults in the order they were found; full, it ends the search."""

    def append(self, fault: Fault) -> None:
        """Keep one more fault.

        Raises:
            Enough: there are as many as anybody reads.

        """
        super().append(fault)
        if len(self) >= MOST:
            raise Enough

    def take(self, faults: Iterable[Fault]) -> None:
        """Keep several faults, one after the other."""
        for fault in faults:
            self.append(fault)


class Named(Protocol):
    """A record: it knows its name and the file it stands in."""

    @property
    def name(self) -> str:
        """Return the record's own name."""

    @property
    def file(self) -> str:
        """Return the file it stands in, relative to the folder."""


def place_of(kind: str, record: Named, word: str = "") -> str:
    """Return the dotted place of a record, or of one of its words."""
    return f"{record.file}: {kind}.{record.name}" + (f".{word}" if word else "")


def found(
    code: str,
    place: str,
    message: str,
    *,
    expected: str,
    got: object = None,
    known: Iterable[str] | None = None,
    law: str | None = None,
) -> Fault:
    """Make a fault; of the `known` words the nearest to `got` is offered."""
    near = None
    if known is not None and isinstance(got, str) and len(got) <= _LONGEST_WORD:
        near = meant(got, known)
    seen = None if got is None else shown(got)
    return Fault(code=code, path=place, expected=expected, got=seen, nearest=near, law=law, message=message)


def meant(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` most likely stands for: one much like it, else one that holds it or is held.

    >>> meant("due", ["claim_due", "claim_arose", "dues"])
    'claim_due'
    """
    words = list(known)
    own = _pieces(word)
    kin = [other for other in words if own <= (pieces := _pieces(other)) or pieces <= own]
    alike = nearest(word, words)
    if len(kin) == 1 and not (alike is not None and _much_alike(word, alike)):
        return kin[0]
    return alike


def _much_alike(one: str, other: str) -> bool:
    """Whether seven of eight letters of both words are found in the other."""
    same = sum(block.size for block in SequenceMatcher(None, one, other).get_matching_blocks())
    return 16 * same >= 7 * (len(one) + len(other))


def _pieces(word: str) -> set[str]:
    return set(_JOINT.split(word))
