"""The terms of a question, as golden cases and stored answers hold them: words that the question has, and no others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from inspect import signature

from collectrules.ground.errors import bad_input, nearest

_NEEDED = {"tariff": ("name",), "interest": ("amount", "due"), "simulate": ("until",)}


def terms_of(
    asked: str, given: object, function: Callable[..., object], besides: Collection[str], what: str
) -> Mapping[str, object]:
    """Return terms that a function takes, without those that are given `besides`.

    Raises:
        BadInput: `wrong_type`, `unknown_field`, `missing_field`.

    """
    if not isinstance(given, Mapping):
        raise bad_input("wrong_type", asked, f"the {what}s of {asked}", given)
    known = signature(function).parameters.keys() - set(besides)
    for term in given:
        if term not in known:
            near = nearest(term, known)
            raise bad_input("unknown_field", f"{asked}.{term}", f"{_article(what)} {what} of {asked}", term, near)
    for term in _NEEDED.get(asked, ()):
        if term in known and term not in given:
            raise bad_input("missing_field", f"{asked}.{term}", f"the {term} of the {asked}")
    return given


def _article(what: str) -> str:
    return "an" if what.startswith("a") else "a"
