"""Whether a path could match something: what a golden case expects to be absent must be able to be there.

A slip in such a path would pass for ever, as a word that nobody knows is always absent. So each word has to be a field
of the answer, an act that may be proposed, or a severity of findings; what stands in brackets a field with a word that
the answer, the law, the case or the engine has; a number at most one beyond the items that there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel

from collectrules.checking.resolving import SEVERITIES, Missing, Step, steps_of
from collectrules.fold.facts import FACTS
from collectrules.loader import model as m
from collectrules.nouns.events import COMMON
from collectrules.words.texts import codes

_WORD: Final = re.compile(r"[A-Za-z_]\w*")
_COUNT: Final = "count"
_SLIP: Final = 3
"""By so many letters a slip may be longer or shorter than the word that was meant."""
_ANYTHING: Final = object()


def impossible(path: str, model: type[BaseModel], case: m.GoldenCase, profile: m.Profile) -> Missing | None:
    """Return the word of a path that no answer of a kind can have; None if there is no such word.

    Args:
        path: the path within the answer, such as `clocks[kind=limitation].ends`.
        model: the class of the answer.
        case: the golden case, whose words may stand in brackets.
        profile: the law, whose words may too.

    """
    steps, rest = steps_of(path)
    kind: object = model
    for step in steps:
        found = _inside(kind, step.word, profile) or _unknown_in(kind := _type_of(kind, step.word), step, case, profile)
        if found is not None:
            return found
        kind = _item(kind) if step.selectors else kind
    return Missing(rest or path, ()) if rest or not steps else None


# Fields ----------------------------------------------------------------------------------------------------


def _inside(kind: object, word: str, profile: m.Profile) -> Missing | None:
    """What is wrong with a word one step further."""
    inner = _item(kind)
    if inner is _ANYTHING or (word == _COUNT and inner is not kind):
        return None
    known = {**_fields(inner), **_besides(inner, profile)}
    return None if word in known else Missing(word, tuple(known))


def _besides(kind: object, profile: m.Profile) -> Mapping[str, object]:
    """Words that stand for items of a list within: acts for the proposals, severities for the findings."""
    own = _fields(kind)
    acts = dict.fromkeys((*profile.act, *COMMON), own["proposals"]) if "proposals" in own else {}
    return acts | (dict.fromkeys(SEVERITIES, own["findings"]) if "findings" in own else {})


def _type_of(kind: object, word: str) -> object:
    inner = _item(kind)
    if inner is _ANYTHING or (word == _COUNT and inner is not kind):
        return _ANYTHING if inner is _ANYTHING else int
    own = _fields(inner)
    return own.get(word, own.get("proposals", own.get("findings", _ANYTHING)))


def _fields(kind: object) -> Mapping[str, object]:
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return {}
    return {spec.alias or name: _bare(spec.annotation) for name, spec in kind.model_fields.items()}


def _bare(kind: object) -> object:
    """A type without what may be absent, and without what is said about it."""
    if hasattr(kind, "__metadata__"):
        return _bare(get_args(kind)[0])
    inner = [part for part in get_args(kind) if part is not type(None)]
    optional = type(None) in get_args(kind) and get_origin(kind) is not Literal
    return _bare(inner[0]) if optional and len(inner) == 1 else _ANYTHING if optional else kind


def _item(kind: object) -> object:
    """The type of the items of a list, of the values of a mapping anything, else the type itself."""
    origin = get_origin(kind)
    if origin in {tuple, list}:
        return _bare(get_args(kind)[0])
    return _ANYTHING if kind is Any or (isinstance(origin, type) and issubclass(origin, Mapping)) else kind


# Brackets --------------------------------------------------------------------------------------------------


def _unknown_in(kind: object, step: Step, case: m.GoldenCase, profile: m.Profile) -> Missing | None:
    """What is wrong with what stands in brackets; numbers are looked at where the items are."""
    own = _fields(_item(kind))
    for selector in step.selectors:
        key, equals, value = selector.partition("=")
        if selector.isdecimal() or selector == "last" or _item(kind) is _ANYTHING:
            continue
        field = own.get(key, own.get(f"{key}s"))
        if field is None or not equals:
            return Missing(f"[{selector}]", tuple(f"[{word}={value}]" for word in own))
        known = _words(field, value, case, profile)
        if known is not None:
            return Missing(f"[{selector}]", tuple(f"[{key}={word}]" for word in known))
    return None


def _words(field: object, value: str, case: m.GoldenCase, profile: m.Profile) -> Iterable[str] | None:
    """The words that a field may have, if the given one is none of them; what is no word may be anything."""
    inner = _item(field)
    if get_origin(inner) is Literal:
        return None if value in get_args(inner) else get_args(inner)
    if _WORD.fullmatch(value) is None:
        return None
    engines = {*codes(), *FACTS, *COMMON}
    if value in engines or value in _said(case.given) or any(value in drawer for drawer in _drawers(profile)):
        return None
    known = {*engines, *_said(case.given), *_said(profile)}
    return None if value in known else sorted(word for word in known if abs(len(word) - len(value)) <= _SLIP)


def _drawers(profile: m.Profile) -> Iterator[Mapping[str, object]]:
    return (getattr(profile, kind) for kind in m.KINDS)


def _said(node: object) -> set[str]:
    """Every text in a case or a law, names of its words among them."""
    return set(_texts(node))


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, Mapping):
        for word, inner in node.items():
            yield str(word)
            yield from _texts(inner)
    elif isinstance(node, list | tuple | set | frozenset):
        for inner in node:
            yield from _texts(inner)
    elif is_dataclass(node) and not isinstance(node, type):
        for spec in fields(node):
            yield from _texts(getattr(node, spec.name)) if spec.name != "memo" else ()
