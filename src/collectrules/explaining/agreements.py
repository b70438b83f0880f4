"""Offers and plans in sentences: what is owed, what is given up, each instalment, and what comes otherwise."""

from __future__ import annotations

from collectrules.answers.plans import Disclosure, InstalmentPlan, PlanItem, PlanNote
from collectrules.answers.refusing import Refused
from collectrules.answers.settling import SettlementOffer
from collectrules.answers.standings import Balance
from collectrules.explaining.accounts import made_of, sums_of
from collectrules.explaining.drafting import Draft, Drafts, Speaker
from collectrules.explaining.envelopes import resting
from collectrules.explaining.steps import cost_part
from collectrules.words.texts import Money, Named, Percent, Value

_PARTS = ("principal", "interest", "fees", "costs")


def offer_parts(speaker: Speaker, found: SettlementOffer) -> Drafts:
    """Yield what is owed, what settles it, what is given up, what becomes of the debt otherwise, and when to ask."""
    yield Draft("owed_on", {"on": found.on, "claims": found.claims, **sums_of(found.owed)})
    yield from made_of(found.lines, found.interest)
    values: dict[str, Value] = {"offer": Money(found.offer), "saving": Money(found.saving)}
    if found.valid_until is None:
        yield Draft("offer", values, found.law)
    else:
        yield Draft("offer_until", {**values, "valid_until": found.valid_until}, found.law)
    yield from given_up(found.waived)
    if len(found.order) > 1:
        yield Draft("given_up_order", {"order": tuple(Named("component", part) for part in found.order)})
    if found.touches_principal:
        yield on_page(speaker, "touches_principal", {"sum": Money(found.waived.principal)})
    if found.if_refused is not None:
        yield from otherwise(found.if_refused)
    for one in found.paydays:
        yield Draft("payday", {"name": Named("payday", one.name), "on": one.on}, one.law)
    yield from resting(speaker, found)


def given_up(waived: Balance) -> Drafts:
    """Yield what is given up of each component."""
    for part in _PARTS:
        amount = getattr(waived, part)
        if amount:
            yield Draft("given_up", {"component": Named("component", part), "amount": Money(amount)})


def otherwise(stage: Refused) -> Drafts:
    """Yield the step that comes if nothing is agreed on, each thing it adds, and what is laid out for it."""
    values: dict[str, Value] = {
        "step": Named("act", stage.step), "claims": stage.claims, "on": stage.on, "total": Money(stage.total),
    }  # fmt: skip
    yield Draft("otherwise", values)
    for one in stage.added:
        added: dict[str, Value] = {
            "kind": Named("line", one.kind), "claim": one.claim, "amount": Money(one.amount),
            "payer": Named("actor", one.payer),
        }  # fmt: skip
        yield Draft("otherwise_adds" if one.certain else "otherwise_may_add", added, one.law)
    yield from (cost_part("advance", cost) for cost in stage.advances)


def plan_parts(speaker: Speaker, found: InstalmentPlan) -> Drafts:
    """Yield what is owed, the plan as a whole, each instalment, what the debtor is told, and what to think of."""
    yield Draft("owed_on", {"on": found.on, "claims": found.claims, **sums_of(found.owed)})
    yield from made_of(found.lines, found.interest)
    whole = {"total": Money(found.total), "total_interest": Money(found.total_interest)}
    yield Draft("plan", {"count": found.count, "first": found.first, "last": found.last, **whole}, found.disclosure.law)
    if found.interest_free:
        yield Draft("plan_free")
    if found.rate is not None:
        yield on_page(speaker, "plan_rate", {"rate": Percent(found.rate)})
    yield from (_instalment(item) for item in found.instalments)
    yield from _told(speaker, found.disclosure)
    yield from noted(speaker, found.notes)
    yield from resting(speaker, found)


def _instalment(item: PlanItem) -> Draft:
    words = ("amount", *_PARTS, "balance")
    values: dict[str, Value] = {word: Money(getattr(item, word)) for word in words}
    return Draft("instalment" if item.no else "paid_down", {"no": item.no, "due": item.due, **values})


def _told(speaker: Speaker, told: Disclosure) -> Drafts:
    """What the debtor is told before he agrees, beside the sums and days."""
    yield Draft("plan_term", {"term_days": told.term_days})
    if told.applied_to:
        yield on_page(speaker, "plan_pays", {"parts": tuple(Named("component", part) for part in told.applied_to)})
    if told.principal_does_not_free:
        yield on_page(speaker, "plan_does_not_free", {})
    if told.callable_on_default:
        yield on_page(speaker, "plan_callable", {})
    else:
        yield on_page(speaker, "plan_callable_by_law", {}, told.called_in_by)


def noted(speaker: Speaker, notes: tuple[PlanNote, ...]) -> Drafts:
    """Yield what to think of before a plan is agreed on."""
    for note in notes:
        yield on_page(speaker, note.code, {}, note.law)


def on_page(speaker: Speaker, code: str, values: dict[str, Value], law: tuple[str, ...] = ()) -> Draft:
    """Return a sentence that the pages of the command line have, too."""
    return Draft(code, values, law, speaker.cited(speaker.texts.sentence("page", code, values), law))
