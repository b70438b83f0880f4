"""Answers come back whole from their documents, and no binary fraction is in any of them."""

from __future__ import annotations

import datetime as dt
import json

from pydantic import BaseModel

from collectrules.answers.documents import dump, dumps, load
from collectrules.ground.errors import NotModelled
from collectrules.loader.model import Profile
from collectrules.nouns.case import Case
from collectrules.testing.asking import ANSWERS, need, same


def round_trip(case: Case, profile: Profile, *, on: dt.date) -> None:
    """Invariant 39: the case and each of its answers come back whole from their documents.

    Raises:
        Broken: what comes back differs, or is written otherwise.

    """
    same(39, "case", again(case), case)
    for name, answer in ANSWERS.items():
        try:
            found = answer(case, profile, on=on)
        except NotModelled:
            continue
        same(39, name, again(found), found)
        same(39, f"{name}, written again", dumps(again(found)), dumps(found))


def again(thing: BaseModel) -> BaseModel:
    """Return what comes back from the document of a thing."""
    return load(dump(thing), kind=type(thing))


def no_binary_fraction(case: Case, profile: Profile, *, on: dt.date) -> None:
    """Invariant 41: numbers that are no whole ones are text in every document.

    Raises:
        Broken: a number with a point or an exponent.

    """
    for name, answer in ANSWERS.items():
        found: list[str] = []
        try:
            json.loads(dumps(answer(case, profile, on=on)), parse_float=found.append)
        except NotModelled:
            continue
        need(41, name, f"holds {', '.join(found[:3])}", holds=not found)
