"""Conditions: every fact must be known, and every value one that the fact can have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Final

from collectrules.ground.errors import Fault, shown
from collectrules.loader import model as m
from collectrules.loader.crossing.site import Site
from collectrules.loader.vocabulary import EVENTS, FACTS, READING, TERMINAL, FactType, FactWord

_ORDERED: Final = frozenset({"day", "amount", "percent", "count"})
_MOST_LISTED: Final = 12
_CALLED: Final = {
    "flag": "true or false", "word": "a word", "set": "a word", "day": "a day, such as 2013-03-01",
    "amount": "an amount, such as 100.00", "percent": "a percentage, such as 8.00", "count": "a whole number",
}  # fmt: skip


def conditions(part: object, at: Site) -> Iterator[Fault]:
    """Check each fact of a condition."""
    for name, matcher in part.facts.items() if isinstance(part, m.Condition) else ():
        fact = _fact(name, at.profile)
        if fact is None:
            yield _unknown(name, at)
        else:
            yield from _matched(name, fact, matcher, at)


def _fact(name: str, profile: m.Profile) -> FactWord | None:
    if name.startswith(READING):
        reading = profile.reading.get(name.removeprefix(READING))
        return None if reading is None else FactWord("word", tuple(reading.options))
    return FACTS.get(name)


def _unknown(name: str, at: Site) -> Fault:
    known = [*FACTS, *(f"{READING}{reading}" for reading in at.profile.reading)]
    message = f"unknown fact `{name[:60]}`"
    return at.fault("F49", message, word=name, expected="a known fact", got=name, known=known)


def _matched(name: str, fact: FactWord, matcher: m.Matcher, at: Site) -> Iterator[Fault]:
    if matcher.not_ is not None:
        yield from _matched(name, fact, matcher.not_, at)
        return
    misshapen = _misshapen(name, fact, matcher, at)
    if misshapen is not None:
        yield misshapen
        return
    bounds = [bound for bound in (matcher.from_, matcher.to, matcher.over, matcher.below) if bound is not None]
    for value in (*matcher.any_of, *matcher.all_, *bounds):
        yield from _valued(name, fact, value, at)


def _misshapen(name: str, fact: FactWord, matcher: m.Matcher, at: Site) -> Fault | None:
    """A fact without an order has no bounds, a day has nothing else, and only a set is compared with `all`."""
    bounded = not matcher.any_of and not matcher.all_
    by_day = fact.type == "day" and (not bounded or matcher.over is not None or matcher.below is not None)
    if not by_day and (bounded <= (fact.type in _ORDERED)) and (not matcher.all_ or fact.type == "set"):
        return None
    shape = "from and to" if by_day else "a value or a list"
    message = f"`{name}` cannot be compared in this way; {shape} would do"
    return at.fault("F51", message, word=name, expected=shape)


def _valued(name: str, fact: FactWord, value: object, at: Site) -> Iterator[Fault]:
    if not _fits(fact.type, value):
        called = _CALLED[fact.type]
        message = f"`{name} = {shown(value)}`: {called} is expected"
        yield at.fault("F51", message, word=name, expected=called, got=value)
        return
    words = fact.words or _own_words(name, at.profile)
    if words and value not in words:
        listed = ", ".join(words) if len(words) <= _MOST_LISTED else "there are many"
        message = f"`{name} = {shown(value)}` is none of its words ({listed})"
        yield at.fault("F50", message, word=name, expected=f"one of {listed}", got=value, known=map(str, words))


def _fits(kind: FactType, value: object) -> bool:
    if kind == "flag":
        return isinstance(value, bool)
    if kind in {"word", "set"}:
        return isinstance(value, str)
    if kind == "day":
        return type(value) is dt.date
    whole = isinstance(value, int) and not isinstance(value, bool)
    return whole if kind == "count" else whole or (isinstance(value, Decimal) and value.is_finite())


def _own_words(name: str, profile: m.Profile) -> Collection[str]:
    """The words of a fact that the profile itself lists; empty where anything may stand."""
    if name == "title":
        return ("none", *profile.title)
    if name == "stage":
        return (*profile.stage, *TERMINAL)
    if name == "done":
        return (*profile.act, *EVENTS)
    own: dict[str, Collection[str]] = {
        "region": profile.header.regions, "stays": tuple(profile.stay), "currency": (profile.header.currency,),
        "debtor_form": profile.header.legal_forms,
    }  # fmt: skip
    return own.get(name, ())
