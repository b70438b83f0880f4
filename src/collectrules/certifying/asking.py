"""The question of a certificate, asked of some law: of what it holds itself, or of today's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from inspect import Parameter, signature
from typing import Final

from pydantic import BaseModel

from collectrules.answers.documents import dump
from collectrules.answers.figures import interest, tariff
from collectrules.certifying.documents import Asked
from collectrules.checking.terms import terms_of
from collectrules.checking.verifying import QUESTIONS
from collectrules.ground.errors import BadProfile, CollectRulesError, Fault, bad_input, nearest
from collectrules.loader import model as m
from collectrules.nouns.case import load_case

FIGURES: Final[Mapping[str, Callable[..., BaseModel]]] = {"interest": interest, "tariff": tariff}
"""Word of an answer without a case → the function that gives it."""
_GIVEN: Final = ("case", "profile", "readings")


def answered(asked: Asked, case: Mapping[str, object] | None, law: m.Profile) -> dict[str, object]:
    """Return the document of the answer that a law gives.

    The law may be a stranger's, whose rules fit one another in form and yet make no sense; what it trips over then is
    no fault of the engine.

    Raises:
        CollectRulesError: all that the question raises; `BadProfile` with `law_not_computed`, rules without sense.

    """
    try:
        return dump(_ask(asked, case, law))
    except CollectRulesError:
        raise
    except Exception as error:  # noqa: BLE001  # whatever a stranger's law trips over, its reader is owed an error by name
        expected = "rules that can be worked out together"
        fault = Fault(code="law_not_computed", path="law", expected=expected, got=type(error).__name__)
        raise BadProfile(fault) from None


def _ask(asked: Asked, case: Mapping[str, object] | None, law: m.Profile) -> BaseModel:
    ask = function_of(asked.question)
    arguments = terms_of(asked.question, asked.arguments, ask, _GIVEN, "argument")
    for word in _needed(ask):
        if word not in arguments:
            raise bad_input("missing_field", f"{asked.question}.{word}", f"the {word} of the {asked.question}")
    readings = dict(asked.readings)
    if asked.question in FIGURES:
        return ask(law, readings=readings, **arguments)
    if case is None:
        raise bad_input("missing_field", "case", "the case that was asked about")
    # Read anew for each law: a case remembers by which fingerprint it was checked, and a part has that of its whole.
    return ask(load_case(case), law, readings=readings, **arguments)


def _needed(ask: Callable[..., BaseModel]) -> Iterator[str]:
    """Yield the words without which a function cannot be called, beside case and profile."""
    for name, word in signature(ask).parameters.items():
        if word.default is Parameter.empty and name not in _GIVEN:
            yield name


def function_of(question: str) -> Callable[..., BaseModel]:
    """Return the function that answers a question.

    Raises:
        BadInput: `not_certified`.

    """
    found = FIGURES.get(question) or QUESTIONS.get(question)
    if found is None:
        known = {*QUESTIONS, *FIGURES}
        raise bad_input("not_certified", "question", "an answer that can be asked again", question,
                        nearest(question, known))  # fmt: skip
    return found
