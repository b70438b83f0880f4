"""What the property tests share: profiles, random questions, and answers as plain data to compare."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from pydantic import BaseModel

import collectrules as cr
from collectrules.answers.documents import dump, load
from collectrules.testing import cases, horizon
from tests.laws.strategies import Document, collection_cases, interest_cases

Asked = tuple[cr.Case, dt.date]
ANSWERS: dict[str, Callable[..., BaseModel]] = {
    "standing": cr.standing,
    "next": cr.next_steps,
    "audit": cr.audit,
    "statement": cr.statement,
}
COMPONENTS = ("principal", "interest", "fees", "costs")
COSTLY = {"readings_used", "look_again_on", "opens_if", "window_readings", "fingerprint", "proposals"}
DAY = dt.timedelta(days=1)


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
    return invented(case.jurisdiction[1:]) if str(case.jurisdiction).startswith("_") else danish()


FACTOR = int(os.environ.get("EXAMPLES", "3"))
"""`EXAMPLES=30 python3 scripts/test.py tests/laws` tries ten times as many examples of each property as usual."""


def few(examples: int) -> settings:
    """Settings of a property: always the same examples, as many as its price allows."""
    slow = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    return settings(derandomize=True, max_examples=FACTOR * examples, deadline=None, suppress_health_check=slow)


@st.composite
def asked(draw: st.DrawFn) -> Asked:
    """A Danish case and a day: money moving, a collection under way, or events in no sensible order."""
    kind = draw(st.sampled_from(["money", "collection", "anything"]))
    if kind == "money":
        document, on, readings = draw(interest_cases())
        return cr.load_case(document | {"readings": readings}), on
    if kind == "collection":
        document, on = draw(collection_cases())
        return cr.load_case(document), on
    return draw(anything())


@st.composite
def anything(draw: st.DrawFn) -> Asked:
    """A case with events of every kind in any order, and a day not before its last claim is due."""
    case = draw(cases(danish()))
    latest = max(claim.due for claim in case.claims)
    return case, draw(st.dates(latest, horizon(danish())[1]))


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
    try:
        found = ANSWERS[answer](case, law_of(case), on=on, **more)
    except cr.CollectRulesError as error:
        return {"error": error.code}
    shown = opened(found)
    return shown | ({"proposals": [opened(step) for step in found.proposals]} if answer == "next" else {})  # type: ignore[attr-defined]


def opened(part: BaseModel) -> Document:
    return {name: getattr(part, name) for name in type(part).model_fields if name not in COSTLY}


def everything(case: cr.Case, on: dt.date, **more: Any) -> dict[str, Document]:  # noqa: ANN401
    """Every answer of a day, but for what a collector was told: a list of what was recorded, undone or not."""
    return {answer: without(said(case, on, answer, **more), "to_pass_on") for answer in ANSWERS}


def whole(case: cr.Case, on: dt.date) -> dict[str, Document]:
    """Every answer of a day with all its parts."""
    return {answer: plain(case, on, answer) for answer in ANSWERS}


def told(case: cr.Case, on: dt.date) -> cr.Standing | None:
    """The standing, or None where the law of that day is not modelled."""
    try:
        return cr.standing(case, law_of(case), on=on)
    except cr.NotModelled:
        return None


def with_events(case: cr.Case, events: list[Document]) -> cr.Case:
    return cr.load_case(document_of(case) | {"events": events})


def document_of(case: cr.Case) -> Document:
    return dump(case)


def event(case: cr.Case, **words: object) -> cr.Case:
    return case.with_event(words)


def again(thing: BaseModel) -> BaseModel:
    return load(dump(thing), kind=type(thing))


def without(found: Mapping[str, Any], *words: str) -> Document:
    return {key: value for key, value in found.items() if key not in words}
