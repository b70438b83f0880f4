"""What a creditor may agree on, and going on instead, side by side: what each brings him, what it costs the debtor."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

from pydantic import Field

from collectrules.answers.attempts import LeftOut, Option, Scene, Tried, Way, full, going_on, planned, settled
from collectrules.answers.discounts import claims_of
from collectrules.answers.hindering import gates
from collectrules.answers.refusing import Refused, next_stage
from collectrules.answers.standings import Balance, as_balance, standing_of, sums
from collectrules.answers.weighing import Scales
from collectrules.fold.asking import ask, envelope
from collectrules.fold.handling.money import due_and_open
from collectrules.ground.errors import BadInput, Fault, bad_input
from collectrules.ground.scalars import Rate
from collectrules.loader import model as m
from collectrules.nouns import answer
from collectrules.nouns.answer import Answer, Assumption, deferred
from collectrules.nouns.bargaining import Bounds, Expectations, read
from collectrules.nouns.case import Case

_WAYS: Final = ("full", "settle", "plan", "next_step")
_LISTS: Final = frozenset({"discount", "waive", "count"})
"""Terms that the bounds name in lists; a fault of one is a fault of its place there."""


class Comparison(Answer):
    """What may be agreed on about the `claims` that are due and open, and going on, best for the creditor first.

    `options` stand by `value_creditor`; of those worth the same the one of which the debtor pays less comes first, then
    the one that is paid sooner. `left_out` holds what the law or the bounds rule out, with the reasons. `next_stage` is
    what the debt becomes if nothing is agreed on: the next lawful step, what it adds, what the creditor lays out. Sums
    are major units; `cost_of_money` is percent per year. `terms` are the words of the question,
    which give the same comparison again.
    """

    answer: Literal["compare"] = "compare"
    owed: Balance
    claims: tuple[str, ...]
    options: tuple[Option, ...]
    left_out: tuple[LeftOut, ...]
    next_stage: Refused | None = None
    cost_of_money: Rate | None = None
    terms: Mapping[str, object] = Field(default_factory=dict)


def compare(
    case: Case,
    profile: m.Profile,
    *,
    on: dt.date | str,
    bounds: Bounds | Mapping[str, object] | None = None,
    expectations: Expectations | Mapping[str, object] | None = None,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Comparison:
    """Return the lawful offers and plans, payment in full and the next step, with what each is worth to either side.

    Args:
        case: the facts.
        profile: the law.
        on: the day of the comparison; the debt is taken at its end.
        bounds: what the creditor would agree on, see `Bounds`; what they rule out stands under `left_out`.
        expectations: what he expects, see `Expectations`. What he does not say is not guessed: without a cost of money
            a sum to come counts in full, without a chance it counts as certain, and `assumptions` says so.
        readings: how named doubts are to be read.
        assume: "carry_forward" to answer beyond the last published reference rate.

    A sum that comes in after some days is worth sum / (1 + rate x days / 365) today (simple interest by the day), the
    exact sum of all of them times the chance, rounded once, halves up. What is not paid as foreseen counts as nothing.
    Of the next step that is the debt after it, less what the creditor lays out for it, which is spent in any case. To
    the debtor an option is worth what he pays less than the debt after the next step, not discounted.

    Raises:
        BadInput: bounds or expectations that cannot be read, or do not fit the day or the debt; `nothing_owed`.
        NotModelled: law, figure or fact that is needed and not known.

    """
    limits, wanted = read(bounds, expectations)
    question = ask(case, profile, on=on, readings=readings, assume=assume)
    if not due_and_open(question.state, question.on):
        raise bad_input("nothing_owed", "case", "a debt that is due and of which something is owed")
    claims = claims_of(question.state)
    stage = next_stage(question, claims)
    scene = Scene(question, claims, limits, Scales(question.on, wanted), gates(question, claims), stage)
    terms = answer.terms(bounds=_said(limits), expectations=_said(wanted), assume=assume)
    return _comparison(scene, _found(scene), terms)


def _found(scene: Scene) -> list[Tried]:
    """Every way that was tried, once each.

    Raises:
        BadInput: all that is wrong with the words of the bounds.

    """
    offers = [_tried(settled, scene, way) for way in _offers(scene.bounds)]
    plans = [_tried(planned, scene, way) for way in _plans(scene.bounds)]
    faults = [fault for one in (*offers, *plans) if isinstance(one, list) for fault in one]
    if faults:
        raise BadInput(list({(fault.code, fault.path): fault for fault in faults}.values()))
    found = [full(scene), *(one for one in (*offers, *plans) if isinstance(one, Tried)), going_on(scene)]
    return [one for place, one in enumerate(found) if not any(_same(one.found, two.found) for two in found[:place])]


def _same(one: Option | LeftOut, other: Option | LeftOut) -> bool:
    """Whether two agreements come to the same: the same sums on the same days, with the same parts given up."""
    if not isinstance(one, Option) or not isinstance(other, Option) or one.kind == "next_step":
        return False
    return (one.payments, one.waived) == (other.payments, other.waived)


def _offers(bounds: Bounds) -> Iterator[Way]:
    until = {} if bounds.valid_until is None else {"valid_until": bounds.valid_until.isoformat()}
    for place, share in enumerate(bounds.discounts):
        yield Way("settle", {"discount": share, **until}, f"discounts[{place}]")
    for place, parts in enumerate(bounds.waivers):
        yield Way("settle", {"waive": parts, **until}, f"waivers[{place}]")


def _plans(bounds: Bounds) -> Iterator[Way]:
    """The plans, with the terms that are not as `instalment_plan` has them anyway."""
    usual = Bounds()
    words = ("every", "first", "down", "down_on", "interest_free", "asked_by")
    other = {word: getattr(bounds, word) for word in words if getattr(bounds, word) != getattr(usual, word)}
    shared = {word: value if isinstance(value, bool) else str(value) for word, value in other.items()}
    for place, count in enumerate(bounds.counts):
        yield Way("plan", {"count": count, **shared}, f"counts[{place}]")


def _tried(attempt: Callable[[Scene, Way], Tried], scene: Scene, way: Way) -> Tried | list[Fault]:
    """A way, or what is wrong with the words of it."""
    try:
        return attempt(scene, way)
    except BadInput as error:
        return [replace(fault, path=_place(fault, way)) for fault in error.faults]


def _place(fault: Fault, way: Way) -> str:
    word = fault.path.partition("[")[0]
    return f"bounds.{way.place if word in _LISTS else word}"


# The answer ------------------------------------------------------------------------------------------------


def _said(given: Bounds | Expectations) -> dict[str, object]:
    """What bounds or expectations say beyond their defaults."""
    return given.model_dump(mode="json", exclude_defaults=True)


def _comparison(scene: Scene, tried: Sequence[Tried], terms: Mapping[str, object]) -> Comparison:
    question = scene.question
    options = sorted((one.found for one in tried if isinstance(one.found, Option)), key=_rank)
    values = envelope(question) | {
        "owed": as_balance(question.state, sums(question.state, scene.claims)), "claims": scene.claims,
        "options": tuple(options), "left_out": tuple(one.found for one in tried if isinstance(one.found, LeftOut)),
        "next_stage": scene.stage, "cost_of_money": scene.scales.wanted.cost_of_money,
        "terms": terms,
        "assumptions": (*standing_of(question).assumptions, *_assumptions(scene, tried, options)),
    }  # fmt: skip
    return deferred(Comparison, values, {"readings_used": question.readings_used})


def _rank(option: Option) -> tuple[object, ...]:
    terms = json.dumps(option.terms, sort_keys=True)
    return option.value_creditor.copy_negate(), option.pays, option.days, _WAYS.index(option.kind), terms


def _assumptions(scene: Scene, tried: Sequence[Tried], options: Sequence[Option]) -> Iterator[Assumption]:
    """What the options take for granted, then what the creditor did not say he expects of those that are listed."""
    yield from {taken.code: taken for one in tried if isinstance(one.found, Option) for taken in one.taken}.values()
    kinds = {option.kind for option in options}
    yield from scene.scales.assumptions(tuple(kind for kind in _WAYS if kind in kinds))
