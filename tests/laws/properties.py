"""What the property tests share: profiles, random questions, and answers as plain data to compare."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping
from functools import cache, wraps
from math import ceil
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

import collectrules as cr
from collectrules.answers.documents import dump
from collectrules.testing import asking, cases, horizon
from collectrules.testing.asking import ANSWERS, COMPONENTS, DAY
from collectrules.testing.invariants.form import again
from tests.laws.strategies import Document, collection_cases, interest_cases
from tests.proof.pursuing import pursued

__all__ = ["ANSWERS", "COMPONENTS", "DAY", "again"]
Asked = tuple[cr.Case, dt.date]
Property = Callable[..., None]


SHIPPED = ("DK", "CH", "DE", "AT")
INVENTED = Path(__file__).parents[1] / "profiles" / "invented"


@cache  # no fixtures: Hypothesis would print a profile whole when an example fails
def danish() -> cr.Profile:
    return cr.load_profile("DK")


@cache
def law(name: str) -> cr.Profile:
    """A shipped profile."""
    return cr.load_profile(name)


@cache
def invented(name: str = "valmark") -> cr.Profile:
    return cr.load_profile(path=INVENTED / name)


def law_of(case: cr.Case) -> cr.Profile:
    """The profile whose law a random case is under."""
    name = str(case.jurisdiction)
    return invented(name[1:]) if name.startswith("_") else law(name)


FACTOR = int(os.environ.get("EXAMPLES", "3"))
"""`EXAMPLES=30 python3 scripts/test.py tests/laws` tries ten times as many examples of each property as usual."""


AT_LEAST = int(os.environ.get("AT_LEAST", "0"))
"""So many examples of each property, however dear; the session `properties` asks for 200."""


def few(examples: int, laws: int = 1) -> settings:
    """Settings of a property: always the same examples, as many as its price allows, shared by some laws."""
    slow = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    count = max(ceil(FACTOR * examples / laws), AT_LEAST)
    return settings(derandomize=True, max_examples=count, deadline=None, suppress_health_check=slow)


def under_each_law(examples: int) -> Callable[[Property], Property]:
    """Look at a property under each law that ships in turn; so few examples would else leave one out."""

    def in_turn(test: Property) -> Property:
        one = few(examples, len(SHIPPED))(test)

        @wraps(test)
        def each(*args: Any, **words: Any) -> None:  # noqa: ANN401
            for name in SHIPPED:
                Drawn.laws = (name,)
                try:
                    one(*args, **words)
                finally:
                    Drawn.laws = SHIPPED

        return each

    return in_turn


class Drawn:
    """The laws under which cases are drawn."""

    laws: tuple[str, ...] = SHIPPED


@st.composite
def asked(draw: st.DrawFn) -> Asked:
    """A case and a day: pursued, or with events in no sensible order, under any law that ships; or a Danish one.

    The Danish ones are money moving under every reading, and a collection under way.
    """
    danish_too = ["money", "collection"] if "DK" in Drawn.laws else []
    kind = draw(st.sampled_from(["anything", "pursued", *danish_too]))
    if kind == "money":
        document, on, readings = draw(interest_cases())
        return cr.load_case(document | {"readings": readings}), on
    if kind == "collection":
        document, on = draw(collection_cases())
        return cr.load_case(document), on
    return draw(anything() if kind == "anything" else courses())


@st.composite
def anything(draw: st.DrawFn) -> Asked:
    """A case under any law that ships, events of every kind in any order, and a day on which its claims are due."""
    profile = law(draw(st.sampled_from(Drawn.laws)))
    case = draw(cases(profile))
    latest = max(claim.due for claim in case.claims)
    return case, draw(st.dates(latest, horizon(profile)[1]))


@st.composite
def courses(draw: st.DrawFn) -> Asked:
    """A case that is pursued as people do it under one of the laws that ship: with fees and costs, most of them."""
    return draw(pursued(draw(st.sampled_from(Drawn.laws))))


def plain(case: cr.Case, on: dt.date, answer: str = "standing", **more: Any) -> Document:  # noqa: ANN401
    """An answer whole, as plain data; an error as its code. A proposal's fingerprint only names the document."""
    try:
        found = dump(ANSWERS[answer](case, law_of(case), on=on, **more))
    except cr.CollectRulesError as error:
        return {"error": error.code}
    for step in found.get("proposals", ()):  # type: ignore[attr-defined]  # a list of objects
        del step["fingerprint"]
    return found


def said(case: cr.Case, on: dt.date, answer: str = "standing", **more: Any) -> Document:  # noqa: ANN401
    """What an answer says, without the parts that try other days, other readings or other facts."""
    return asking.said(case, law_of(case), on, answer, **more)


def everything(case: cr.Case, on: dt.date, **more: Any) -> dict[str, Document]:  # noqa: ANN401
    """Every answer of a day."""
    return asking.everything(case, law_of(case), on, **more)


def whole(case: cr.Case, on: dt.date) -> dict[str, Document]:
    """Every answer of a day with all its parts."""
    return {answer: plain(case, on, answer) for answer in ANSWERS}


def told(case: cr.Case, on: dt.date) -> cr.Standing | None:
    """The standing, or None where the law of that day is not modelled."""
    return asking.told(case, law_of(case), on)


def with_events(case: cr.Case, events: list[Document]) -> cr.Case:
    return cr.load_case(document_of(case) | {"events": events})


def document_of(case: cr.Case) -> Document:
    return dump(case)


def event(case: cr.Case, **words: object) -> cr.Case:
    return case.with_event(words)


def without(found: Mapping[str, Any], *words: str) -> Document:
    return {key: value for key, value in found.items() if key not in words}
