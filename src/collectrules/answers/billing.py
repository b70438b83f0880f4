"""What the law lets a creditor bill for an agreement itself, once it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collectrules.answers.proposals import Cost, Proposal, next_steps_of
from collectrules.fold.asking import CARRY, Question, ask
from collectrules.ground.dates import date_of

if TYPE_CHECKING:
    from collectrules.answers.plans import InstalmentPlan
    from collectrules.answers.settling import SettlementOffer

_LIVE = frozenset({"open", "waiting"})


def of_offer(question: Question, offer: SettlementOffer) -> tuple[Cost, ...]:
    """Return what may be billed for an offer that is made."""
    until = {} if offer.valid_until is None else {"until": offer.valid_until}
    made = {"on": offer.on, "kind": "settlement_offered", "amount": str(offer.offer), "claims": offer.claims, **until}
    return _billed(question, made)


def of_plan(question: Question, plan: InstalmentPlan) -> tuple[Cost, ...]:
    """Return what may be billed for a plan that is agreed."""
    rows = [{"due": item.due, "amount": str(item.amount)} for item in plan.instalments]
    made = {
        "on": plan.on, "kind": "plan_agreed", "claims": plan.claims, "instalments": rows,
        "interest_free": plan.interest_free,
    }  # fmt: skip
    return _billed(question, made)


def _billed(question: Question, event: dict[str, object]) -> tuple[Cost, ...]:
    """The bills that the event opens, by the rules of its kind."""
    rules = {rule.name for rule in question.state.book.fees.values() if rule.record.act == event["kind"]}
    if not rules:
        return ()
    case, assumed = question.case.with_event(event), CARRY if question.carry else None
    then = ask(case, question.profile, on=date_of(question.on), readings=question.chosen, assume=assumed)
    before = {_key(step) for step in next_steps_of(question).proposals}
    steps = [step for step in next_steps_of(then).proposals if step.action == "charge" and step.fee in rules]
    new = [step for step in steps if step.status in _LIVE and _key(step) not in before]
    return tuple(cost for step in new for cost in step.charges)


def _key(step: Proposal) -> tuple[object, ...]:
    return step.action, step.cost, step.claims, step.fee
