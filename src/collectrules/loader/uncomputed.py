"""The words a profile may use that this version reads but does not compute yet; one place says which.

A word that is passed over in silence would be a wrong answer. What uses one of these is told by the checker, and the
engine may ask before it applies a record. A word leaves the list in the change that computes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields
from typing import Final, NamedTuple

from collectrules.loader import model as m
from collectrules.loader.findings import Named, place_of
from collectrules.loader.walking import everything, parts


class Word(NamedTuple):
    """A word of a record or part; `values` if only some of its values are not computed."""

    attribute: str
    values: tuple[object, ...] = ()


def _words(names: str) -> tuple[Word, ...]:
    return tuple(Word(name) for name in names.split())


WHOLE: Final = frozenset[str]()
"""Kinds of record of which nothing is computed."""
_TIMELESS: Final = _words("once limits from_ to")
WORDS: Final[Mapping[type, tuple[Word, ...]]] = {
    m.Effects: _words("relates_back_to"),
    m.Interest: _TIMELESS,
    m.Rate: _words("once limits"),
    m.Allocation: _TIMELESS,
    m.Limitation: _TIMELESS,
    m.Fee: (Word("bears_interest", ("as_principal",)),),
    m.ModifierSet: _words("borne_by"),
    m.Protected: _words("when unless once limits instead_of from_ to"),
    m.Base: (Word("parts", ("quantified_interest", "vat")),),
    m.Stay: _words("once limits instead_of"),
    m.Settlement: _words("once limits instead_of"),
    m.Plan: _words("once limits instead_of"),
    m.Lapse: _words("share once"),
    m.Payday: _words("once limits instead_of"),
}


class Uncomputed(NamedTuple):
    """A word in use that is not computed, and its place."""

    place: str
    word: str


def uncomputed(profile: m.Profile) -> Iterator[Uncomputed]:
    """Yield every word of a profile that is read but not computed by this version."""
    for kind, record in everything(profile):
        yield from uncomputed_in(kind, record)


def uncomputed_in(kind: str, record: Named) -> Iterator[Uncomputed]:
    """Yield the words of one record that are read but not computed."""
    place = place_of(kind, record)
    if kind in WHOLE:
        yield Uncomputed(place, kind)
        return
    for inner, part in parts(record, place):
        for attribute, values in WORDS.get(type(part), ()):
            value = getattr(part, attribute)
            if _among(value, values) if values else value != _default(type(part), attribute):
                yield Uncomputed(f"{inner}.{attribute.rstrip('_')}", attribute.rstrip("_"))


def _among(value: object, values: tuple[object, ...]) -> bool:
    """Whether a word, or one of a list of words, is among some values."""
    return any(each in values for each in (value if isinstance(value, tuple) else (value,)))


def _default(cls: type, attribute: str) -> object:
    spec: Field[object] = next(spec for spec in fields(cls) if spec.name == attribute)
    return None if spec.default is MISSING else spec.default
