"""An answer that was stored, asked again: whether the same facts and the same law still give it, and where not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from typing import Final, NamedTuple

from collectrules.answers.auditing import Audit, audit
from collectrules.answers.comparing import Comparison, compare
from collectrules.answers.documents import dump
from collectrules.answers.plans import InstalmentPlan, instalment_plan
from collectrules.answers.proposals import NextSteps, next_steps
from collectrules.answers.settling import SettlementOffer, settlement_offer
from collectrules.answers.standings import Standing, standing
from collectrules.answers.statements import Statement, statement
from collectrules.checking.terms import terms_of
from collectrules.fold.asking import CARRY
from collectrules.ground.errors import bad_input
from collectrules.loader import model as m
from collectrules.nouns.answer import Answer
from collectrules.nouns.case import Case
from collectrules.simulation.naming import USAGE
from collectrules.simulation.simulating import Simulation, simulate

_ASKED: Final[Mapping[type, Callable[..., Answer]]] = {
    Standing: standing, Statement: statement, NextSteps: next_steps, Audit: audit, SettlementOffer: settlement_offer,
    InstalmentPlan: instalment_plan, Comparison: compare, Simulation: simulate,
}  # fmt: skip


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
    ask = _ASKED.get(type(answer))
    if ask is None or not isinstance(answer, Answer):
        expected = "a standing, statement, audit, next steps, offer, plan, comparison or life"
        raise bad_input("not_verifiable", "answer", expected, type(answer).__name__)
    before = dump(answer)
    tries = (dict(readings), {used.reading: used.value for used in answer.readings_used} | dict(readings))
    found = [tuple(_differing(before, dump(_again(ask, answer, case, profile, chosen)), "")) for chosen in tries]
    return min(found, key=len)


def _again(
    ask: Callable[..., Answer], answer: Answer, case: Case, profile: m.Profile, readings: Mapping[str, str]
) -> Answer:
    """Ask as the answer was asked: on its day, in its terms."""
    return ask(case, profile, on=answer.on, readings=readings, **_terms(answer))


def _terms(answer: Answer) -> Mapping[str, object]:
    """What an answer was asked beside its day: the terms it holds, else what was known, and how far it went."""
    if isinstance(answer, Simulation):
        terms = _own(answer.answer, answer.terms, simulate)
        _check_named(terms)
        return {**terms, "until": answer.until}
    if isinstance(answer, SettlementOffer | InstalmentPlan | Comparison):
        return _own(answer.answer, answer.terms, _ASKED[type(answer)])
    carried = any(because.code == "rate_carried" for because in answer.provisional_because)
    asked = {"known_on": answer.known_on, "assume": CARRY if carried else None}
    if not isinstance(answer, NextSteps):
        return asked
    declined = (step.action for step in answer.proposals if step.deferred_by == "declined")
    return {**asked, "without": tuple(dict.fromkeys(declined))}


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


def _differing(was: object, now: object, path: str) -> Iterator[Difference]:
    """Yield the innermost places at which two documents differ."""
    if isinstance(was, dict) and isinstance(now, dict):
        for key in sorted({*was, *now}):
            yield from _differing(was.get(key), now.get(key), f"{path}.{key}".lstrip("."))
    elif isinstance(was, list) and isinstance(now, list):
        for place, (old, new) in enumerate(zip_longest(was, now)):
            yield from _differing(old, new, f"{path}[{place}]")
    elif was != now:
        yield Difference(path, was, now)
