"""An answer that was stored, asked again: whether the same facts and the same law still give it, and where not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from typing import Final, NamedTuple

from collectrules.answers.auditing import Audit, audit
from collectrules.answers.comparing import Comparison, compare
from collectrules.answers.documents import dump
from collectrules.answers.periods import MonthlyStatement, monthly_statement
from collectrules.answers.plans import InstalmentPlan, instalment_plan
from collectrules.answers.proposals import NextSteps, next_steps
from collectrules.answers.receipts import Receipts, receipts
from collectrules.answers.settling import SettlementOffer, settlement_offer
from collectrules.answers.standings import Standing, standing
from collectrules.answers.statements import Statement, statement
from collectrules.answers.timelines import Timeline, timeline
from collectrules.checking.terms import terms_of
from collectrules.fold.asking import CARRY
from collectrules.ground.errors import bad_input
from collectrules.loader import model as m
from collectrules.nouns.answer import Answer
from collectrules.nouns.case import Case
from collectrules.simulation.naming import USAGE
from collectrules.simulation.simulating import Simulation, simulate

Ask = Callable[..., Answer]
_ASKED: Final[Mapping[type[Answer], Ask]] = {
    Standing: standing, Statement: statement, NextSteps: next_steps, Audit: audit, SettlementOffer: settlement_offer,
    InstalmentPlan: instalment_plan, Comparison: compare, Simulation: simulate, Timeline: timeline, Receipts: receipts,
    MonthlyStatement: monthly_statement,
}  # fmt: skip
QUESTIONS: Final[Mapping[str, Ask]] = {str(kind.model_fields["answer"].default): ask for kind, ask in _ASKED.items()}
"""Word of an answer → the function that gives it, of all that can be asked again."""
_OF_MONTH: Final = {Receipts: ("month", "received_by"), MonthlyStatement: ("month", "number")}


class Difference(NamedTuple):
    """One place in which a stored answer (`was`) is not what is answered today; None where one has nothing."""

    path: str
    was: object
    answered: object


def differences(
    answer: object, case: Case, profile: m.Profile, *, readings: Mapping[str, str]
) -> tuple[Difference, ...]:
    """Ask the question of a stored answer again, and return where the answer of now differs; empty if nowhere.

    Which of the readings it lists were chosen by the host an answer does not say: it is asked with the given ones
    alone, then with all that it lists, and what comes nearest counts.

    Raises:
        BadInput: `not_verifiable`, an answer that does not say what it was asked of, or the case does not fit;
            `behaviour_of_object`, a life whose debtor was an object, of which the document holds only the class.

    """
    return min((found for _, found in attempts(answer, case, profile, readings=readings)), key=len)


def attempts(
    answer: object, case: Case, profile: m.Profile, *, readings: Mapping[str, str]
) -> Iterator[tuple[Mapping[str, str], tuple[Difference, ...]]]:
    """Yield the readings that an answer may have been asked with, each with where that answer differs.

    Raises:
        BadInput: as `differences` does.

    """
    given = question_of(answer)
    before = dump(given)
    listed = {used.reading: used.value for used in given.readings_used} | dict(readings)
    for chosen in (dict(readings), listed) if listed != readings else (listed,):
        now = _ASKED[type(given)](case, profile, readings=chosen, **arguments_of(given))
        yield chosen, tuple(differing(before, dump(now)))


def question_of(answer: object) -> Answer:
    """Return an answer of which it is known what it was asked.

    Raises:
        BadInput: `not_verifiable`.

    """
    if not isinstance(answer, Answer) or type(answer) not in _ASKED:
        expected = "a standing, statement, audit, next steps, offer, plan, comparison, life, timeline or month"
        raise bad_input("not_verifiable", "answer", expected, type(answer).__name__)
    return answer


def arguments_of(answer: Answer) -> Mapping[str, object]:
    """Return what an answer was asked with beside case, profile and readings: its day, and the terms it holds.

    Raises:
        BadInput: terms that the question has not; `behaviour_of_object`.

    """
    if isinstance(answer, Simulation):
        terms = _own(answer.answer, answer.terms, simulate)
        _check_named(terms)
        return {"on": answer.on, **terms, "until": answer.until}
    if isinstance(answer, SettlementOffer | InstalmentPlan | Comparison):
        return {"on": answer.on, **_own(answer.answer, answer.terms, _ASKED[type(answer)])}
    carried = any(because.code == "rate_carried" for because in answer.provisional_because)
    assumed = {"assume": CARRY if carried else None}
    if isinstance(answer, Receipts | MonthlyStatement):
        return {word: getattr(answer, word) for word in _OF_MONTH[type(answer)]} | assumed
    return {"on": answer.on, **assumed, **_known(answer)}


def _known(answer: Answer) -> Mapping[str, object]:
    """Up to which day facts were known, and which steps were declined."""
    if isinstance(answer, Timeline):
        return {}
    known = {"known_on": answer.known_on}
    if not isinstance(answer, NextSteps):
        return known
    declined = (step.action for step in answer.proposals if step.deferred_by == "declined")
    return {**known, "without": tuple(dict.fromkeys(declined))}


def _own(asked: str, terms: Mapping[str, object], ask: Callable[..., Answer]) -> Mapping[str, object]:
    besides = ["case", "profile", "on", "readings", *(["until"] if asked == "simulate" else [])]
    return terms_of(asked, terms, ask, besides, "term")


def _check_named(terms: Mapping[str, object]) -> None:
    """Refuse a life whose debtor was an object: a document holds what its class is called, and nothing of what it does.

    What a class is called is one word; the names of behaviours that take words have a colon.
    """
    held = terms.get("behaviour")
    for place, name in enumerate(held if isinstance(held, list | tuple) else ()):
        if isinstance(name, str) and name.isidentifier() and name not in USAGE:
            expected = "behaviours by name; this one was an object, so that the life cannot be asked again"
            raise bad_input("behaviour_of_object", f"simulate.behaviour[{place}]", expected, name)


def differing(was: object, now: object, path: str = "") -> Iterator[Difference]:
    """Yield the innermost places at which two documents differ."""
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        for key in sorted({*was, *now}):
            yield from differing(was.get(key), now.get(key), f"{path}.{key}".lstrip("."))
    elif isinstance(was, list | tuple) and isinstance(now, list | tuple):
        for place, (old, new) in enumerate(zip_longest(was, now)):
            yield from differing(old, new, f"{path}[{place}]")
    elif type(was) is not type(now) or was != now:
        yield Difference(path, was, now)
