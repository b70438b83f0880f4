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
    """A word of a record or part; `values` if only some of its values are not computed.

    A list without one of `among` is not computed either, whatever else it holds.
    """

    attribute: str
    values: tuple[object, ...] = ()
    among: tuple[object, ...] = ()


def _words(names: str) -> tuple[Word, ...]:
    return tuple(Word(name) for name in names.split())


WHOLE: Final = frozenset[str]()
"""Kinds of record of which nothing is computed."""
_TIMELESS: Final = _words("once limits from_ to")
_UNBORNE: Final = (
    "open_principal",
    "contract_interest",
    "interest",
    "quantified_interest",
    "charges_before_due",
    "vat",
)
"""Parts that bear no interest by being named: `compound` and `on_interest` say what bears interest beside the claim."""
WORDS: Final[Mapping[type, tuple[Word, ...]]] = {
    m.Effects: _words("relates_back_to"),
    m.Interest: (*_TIMELESS, Word("on", _UNBORNE, among=("principal",))),
    m.Rate: _words("once limits"),
    m.Allocation: _TIMELESS,
    m.Limitation: _TIMELESS,
    m.Fee: (Word("bears_interest", ("as_principal",)),),
    m.ModifierSet: _words("borne_by"),
    m.Protected: _words("when unless once limits instead_of from_ to"),
    m.Base: (Word("parts", ("quantified_interest", "vat")),),
    m.Stay: _words("once limits instead_of"),
    m.Settlement: _words("once limits instead_of from_ to"),
    m.Plan: _words("once limits instead_of from_ to must_state effects"),
    m.Lapse: _words("share once"),
    m.Payday: _words("once limits instead_of from_ to"),
}
_COUNTS: Final = "once limits instead_of"
_HEAD: Final = f"when unless {_COUNTS}"
_LIFE: Final = "from_ to"
IDLE: Final[Mapping[type, str]] = {
    m.Series: f"{_HEAD} {_LIFE}",
    m.Value: f"{_COUNTS} {_LIFE}",
    m.Base: f"{_COUNTS} {_LIFE}",
    m.Calendar: f"{_HEAD} {_LIFE}",
    m.Counting: f"{_HEAD} {_LIFE}",
    m.Holidays: _HEAD,
    m.Title: f"{_HEAD} {_LIFE}",
    m.Workflow: f"{_HEAD} {_LIFE}",
    m.Notice: _COUNTS,
    m.Clock: _COUNTS,
    m.Capacity: f"once limits {_LIFE}",
    m.Outlook: f"once limits {_LIFE}",
    m.Delivery: f"{_COUNTS} {_LIFE}",
    m.Cap: f"instead_of {_LIFE}",
}
"""Words of the head that every rule shares and that say nothing on some kinds of it: a calendar has no conditions, and
a series no life beside its rows. There they are a fault, for whoever writes them means something by them."""
INFORMATIVE: Final[Mapping[type, str]] = {
    m.Title: "opens enforceable limitation",
    m.Law: "title section url from_ to",
    m.Series: "check",
    m.Reading: "question",
    m.Stage: "what",
}
"""Words that people read and no answer: what a title may do stands in the conditions of acts and limitations that ask
for it, and no step looks at `opens`, `enforceable` or `limitation`."""


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
        for word in WORDS.get(type(part), ()):
            if _in_use(word, part):
                yield Uncomputed(f"{inner}.{word.attribute.rstrip('_')}", word.attribute.rstrip("_"))


def idle(part: object) -> Iterator[str]:
    """Yield the words of a record that say nothing on records of its kind."""
    for attribute in IDLE.get(type(part), "").split():
        if getattr(part, attribute) != _default(type(part), attribute):
            yield attribute
    if isinstance(part, m.Value) and part.ceiling_of is None:
        yield from (word for word in ("when", "unless") if getattr(part, word))


def _in_use(word: Word, part: object) -> bool:
    """Whether a part says something by a word that is not computed."""
    value = getattr(part, word.attribute)
    if not word.values:
        return bool(value != _default(type(part), word.attribute))
    return _among(value, word.values) or not (_among(value, word.among) or not word.among)


def _among(value: object, values: tuple[object, ...]) -> bool:
    """Whether a word, or one of a list of words, is among some values."""
    return any(each in values for each in (value if isinstance(value, tuple) else (value,)))


def _default(cls: type, attribute: str) -> object:
    spec: Field[object] = next(spec for spec in fields(cls) if spec.name == attribute)
    return None if spec.default is MISSING else spec.default
