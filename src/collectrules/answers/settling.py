"""A settlement offer: what is owed, what would be taken instead, what it becomes if the debtor does not take it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, Literal

from collectrules.answers.accepting import accept
from collectrules.answers.discounts import TOTAL, Discount, Share, Terms, discount_of, policy_of
from collectrules.answers.paydays import Payday, paydays
from collectrules.answers.proposals import Proposal, next_steps
from collectrules.answers.standings import Balance, Standing, as_balance, standing, standing_of
from collectrules.fold.asking import Question, ask, envelope
from collectrules.fold.entries import COMPONENTS
from collectrules.fold.state import money_of
from collectrules.ground.dates import to_date
from collectrules.ground.errors import CollectRulesError, bad_input
from collectrules.ground.scalars import Amount, Day
from collectrules.loader import model as m
from collectrules.nouns.answer import Answer, Part, deferred
from collectrules.nouns.case import Case

CARRY: Final = "carry_forward"
"""A day to come may lie beyond the last published rate; what then is added is marked as not certain."""


class Added(Part):
    """What a step adds to the debt, in major units; `certain` unless its law is in doubt or a rate is not known yet."""

    kind: str
    claim: str
    amount: Amount
    payer: str
    law: tuple[str, ...]
    certain: bool


class Refused(Part):
    """What the debt becomes if the offer is not taken: the next step, its day, each thing it adds, the new total."""

    step: str
    on: Day
    total: Amount
    added: tuple[Added, ...]


class SettlementOffer(Answer):
    """An offer to take less, in major units: `offer` + `saving` = `owed.total`, and `waived` sums to the saving.

    It is about the `claims` that are due and open on its day (all, where none is due yet), and every sum is of those.

    `touches_principal` says that the creditor gives up a part of the claim itself. `paydays` are days on which such a
    debtor is likely to have money; they are a hint, no law.
    """

    answer: Literal["settle"] = "settle"
    owed: Balance
    claims: tuple[str, ...]
    offer: Amount
    saving: Amount
    waived: Balance
    base: str
    order: tuple[str, ...]
    touches_principal: bool
    valid_until: Day | None = None
    if_refused: Refused | None = None
    paydays: tuple[Payday, ...] = ()


def settlement_offer(
    case: Case,
    profile: m.Profile,
    *,
    on: dt.date | str,
    discount: Share | None = None,
    pay: Share | None = None,
    waive: Sequence[str] = (),
    base: str = TOTAL,
    order: Sequence[str] = (),
    valid_until: dt.date | str | None = None,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> SettlementOffer:
    """Return an offer to settle a debt for less, and what becomes of the debt otherwise.

    Args:
        case: the facts.
        profile: the law.
        on: the day of the offer; the debt is taken at its end.
        discount: what is waived: a percentage of the base as text, such as "20%", or an amount in major units.
        pay: what remains to be paid of the base, in the same words.
        waive: components that are waived whole: principal, interest, fees, costs.
        base: what a percentage is of: total, or one component; what is waived for it, the order says.
        order: which component is waived first; the workflow's or the profile's own order if it is not given.
        valid_until: the last day on which the offer stands.
        readings: how named doubts are to be read.
        assume: "carry_forward" to answer beyond the last published reference rate.

    Without `discount`, `pay` and `waive` the offer of the case's workflow is made.

    Raises:
        BadInput: terms that do not fit one another or the debt, see `discount_of`; `valid_until` before `on`.
        NotModelled: law, figure or fact that is needed and not known.

    """
    question = ask(case, profile, on=on, readings=readings, assume=assume)
    terms, last = _terms(question, Terms(discount, pay, tuple(waive), base, tuple(order)))
    found = discount_of(question.state, terms)
    until = _until(question, valid_until, last)
    return _offer(question, terms, found, until)


def _terms(question: Question, asked: Terms) -> tuple[Terms, int | None]:
    """The terms of the call; those of the workflow where it names none."""
    if asked.discount is not None or asked.pay is not None or asked.waive:
        return asked, None
    policy = policy_of(question.state)
    return (asked, None) if policy is None else policy


def _until(question: Question, given: dt.date | str | None, days: int | None) -> dt.date | None:
    first = to_date(dt.date.fromordinal(question.on), "on")
    if given is None:
        return None if days is None else first + dt.timedelta(days=days)
    last = to_date(given, "valid_until")
    if last < first:
        raise bad_input("offer_over", "valid_until", f"a day not before {first}", given, first.isoformat())
    return last


def _offer(question: Question, terms: Terms, found: Discount, until: dt.date | None) -> SettlementOffer:
    state, now = question.state, standing_of(question)
    waived = {part: money_of(state, found.waived[part]) for part in COMPONENTS}
    saving = money_of(state, sum(found.owed.values()) - found.offer)
    values = envelope(question) | {
        "owed": as_balance(state, found.owed), "claims": found.claims,
        "offer": money_of(state, found.offer), "saving": saving, "waived": Balance.made(**waived, total=saving),
        "base": terms.base, "order": found.order,
        "touches_principal": found.waived["principal"] > 0, "valid_until": until,
    }  # fmt: skip
    later = {
        "if_refused": lambda: _if_refused(question, now, found.claims),
        "paydays": lambda: tuple(paydays(state)),
        "readings_used": question.readings_used,
    }
    return deferred(SettlementOffer, values, later)


# What it becomes otherwise ---------------------------------------------------------------------------------


def _if_refused(question: Question, now: Standing, claims: tuple[str, ...]) -> Refused | None:
    """The next step that costs the debtor something, done on its day; None where no step is in sight."""
    case, profile, chosen = question.case, question.profile, dict(question.chosen)
    steps = next_steps(case, profile, on=now.on, readings=chosen, without=_offers(profile), assume=_assumed(question))
    for step in _roads(steps.proposals):
        found = _taken(question, step, now.on)
        if found is None:
            continue
        then, day = found
        total, added = sum(_open(then, claims).values(), Decimal(0)), tuple(_added(now, then, claims))
        if sum(one.amount for one in added) > 0:
            return Refused.made(step=step.action, on=day, total=total, added=added)
    return None


def _offers(profile: m.Profile) -> tuple[str, ...]:
    return ("settlement_offered",) if "settlement_offered" in profile.act else ()


def _assumed(question: Question) -> str | None:
    return CARRY if question.carry else None


def _roads(proposals: Sequence[Proposal]) -> list[Proposal]:
    """The steps that cost, which are open or open by time alone: the workflow's first, then the earliest."""
    live = [step for step in proposals if step.on is not None and step.by == "creditor" and step.charges]
    return sorted(live, key=lambda step: (not step.recommended, step.on))


def _taken(question: Question, step: Proposal, today: dt.date) -> tuple[Standing, dt.date] | None:
    """The standing after a step on its planned day, today where that is over; None where it cannot be taken."""
    if step.on is None:
        return None
    day, chosen = max(step.on, today), dict(question.chosen)
    try:
        steps = next_steps(question.case, question.profile, on=day, readings=chosen, assume=CARRY)
        same = next(one for one in steps.proposals if _key(one) == _key(step))
        done = accept(question.case, same, question.profile, on=day, readings=chosen)
        return standing(done, question.profile, on=day, readings=chosen, assume=CARRY), day
    except (CollectRulesError, StopIteration):
        return None


def _key(step: Proposal) -> tuple[object, ...]:
    return step.action, step.cost, step.claims


def _added(now: Standing, then: Standing, claims: tuple[str, ...]) -> Iterator[Added]:
    """The difference between two standings, line by line."""
    before = _open(now, claims)
    laws: dict[tuple[str, str, dt.date], tuple[str, ...]] = {
        (line.kind, line.claim, line.on): line.law for line in then.lines
    }
    for key, amount in _open(then, claims).items():
        more = amount - before.get(key, Decimal(0))
        if more:
            kind, claim, _ = key
            sure = not then.provisional or kind == "principal"
            yield Added.made(kind=kind, claim=claim, amount=more, payer="debtor", law=laws[key], certain=sure)


def _open(found: Standing, claims: tuple[str, ...]) -> dict[tuple[str, str, dt.date], Decimal]:
    total: dict[tuple[str, str, dt.date], Decimal] = {}
    for line in found.lines:
        if line.claim not in claims:
            continue
        key = (line.kind, line.claim, line.on)
        total[key] = total.get(key, Decimal(0)) + line.open
    return total
