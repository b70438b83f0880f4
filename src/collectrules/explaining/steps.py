"""Next steps in sentences: from when to when, at what price, what is needed, and why not."""

from __future__ import annotations

from collections.abc import Sequence

from collectrules.answers.acting import ActOn, NoneRecommended
from collectrules.answers.proposals import Cost, NextSteps, Proposal
from collectrules.explaining.drafting import Draft, Drafts, Speaker
from collectrules.explaining.envelopes import resting
from collectrules.words.texts import Money, Named, Said, Value
from collectrules.words.wording import unknown_text

_NEEDS = {"content": ("contents", "statement"), "document": ("documents", "document")}


def next_parts(speaker: Speaker, found: NextSteps) -> Drafts:
    """Yield every step, then what the answer rests on."""
    yield Draft("steps" if found.proposals else "nothing_to_do", {"on": found.on})
    yield from (act_on(waiting) for waiting in found.actionable_because)
    yield from advised(found)
    yield from (none_recommended(why) for why in found.none_recommended)
    for step in found.proposals:
        yield from step_parts(speaker, step)
    if found.look_again_on is not None:
        yield Draft("look_again_on", {"look_again_on": found.look_again_on})
    yield from resting(speaker, found)


def act_on(waiting: ActOn) -> Draft:
    """Return what waits for the creditor, and since when."""
    values: dict[str, Value] = {} if waiting.since is None else {"since": waiting.since}
    if waiting.action is not None:
        values["action"] = Named("act", waiting.action)
    return Draft(f"act_on_{waiting.code}{'' if waiting.since else '_undated'}", values, waiting.law)


def advised(found: NextSteps) -> Drafts:
    """Yield what may be tried where the case has come to rest: first why, then what."""
    reasons = dict.fromkeys(why for advice in found.advice for why in advice.because)
    yield from (Draft(f"rest_{why}", {}) for why in reasons)
    for advice in found.advice:
        yield Draft(f"advice_{advice.code}", {"claims": advice.claims})


def none_recommended(why: NoneRecommended) -> Draft:
    """Return why the workflow recommends no step."""
    values: dict[str, Value] = {} if why.action is None else {"action": Named("act", why.action)}
    if why.claims:
        values["claims"] = why.claims
    return Draft(f"none_recommended_{why.code}", values, why.law)


def step_parts(speaker: Speaker, step: Proposal) -> Drafts:
    """Yield one step: its window, its plan, its price, its needs, its reasons."""
    yield _window(step)
    if step.procedure is not None:
        yield Draft("procedure", {"procedure": Named("procedure", step.procedure)})
    if step.by != "creditor":
        yield Draft("by", {"by": Named("actor", step.by)})
    yield from _plan(step)
    if step.status in {"open", "waiting"}:
        yield from _price(step)
    yield from (speaker.reason(reason) for reason in step.because)
    yield from needed(speaker, step.notice, step.needs)
    yield from _otherwise(speaker, step)
    if step.certainty != "sure":
        yield Draft("certainty", {"certainty": Named("certainty", step.certainty)})


def _window(step: Proposal) -> Draft:
    name = Named("cost", step.cost) if step.cost is not None else Named("act", step.action)
    values: dict[str, Value] = {"action": name, "claims": step.claims}
    values |= {word: day for word in ("earliest", "latest") if (day := getattr(step, word)) is not None}
    closed = "_to" if {"earliest", "latest"} <= set(values) and step.status != "blocked" else ""
    return Draft(f"step_{step.status}{closed}", values, step.law)


def _plan(step: Proposal) -> Drafts:
    if step.on is not None:
        yield Draft("on", {"on": step.on})
    if step.recommended:
        yield Draft("recommended")
    if step.deferred_by is not None:
        code = "declined" if step.deferred_by == "declined" else "deferred_by"
        yield Draft(code, {"deferred_by": step.deferred_by})
    if step.free_from is not None and step.free_from != step.earliest:
        yield Draft("free_from", {"free_from": step.free_from})


def _price(step: Proposal) -> Drafts:
    if not step.charges:
        yield Draft("no_charges")
    yield from (cost_part("charge", cost) for cost in step.charges)
    yield from (cost_part("advance", cost) for cost in step.advances)


def cost_part(word: str, cost: Cost) -> Draft:
    """Return a cost: a `charge` to the debt, or an `advance` of the creditor."""
    values: dict[str, Value] = {"kind": Named("line", cost.kind)}
    if cost.amount is not None:
        values |= {"amount": Money(cost.amount)}
        if cost.credited is not None:
            return Draft(f"{word}_credited", values | {"credited": Money(cost.credited)}, cost.law)
        return Draft(f"{word}_billed" if cost.once_billed else word, values, cost.law)
    if cost.amount_min is None or cost.amount_max is None:
        return Draft(f"{word}_unknown", values, cost.law)
    frame: dict[str, Value] = {"amount_min": Money(cost.amount_min), "amount_max": Money(cost.amount_max)}
    return Draft(f"{word}_between", values | frame, cost.law)


def needed(speaker: Speaker, notice: str | None, needs: Sequence[str]) -> Drafts:
    """Yield the letter to send, and what is needed for it: statements, documents, facts."""
    if notice is not None:
        yield Draft("notice", {"notice": Named("notice", notice)})
    for prefix, (code, kind) in _NEEDS.items():
        names = [need.partition(":")[2] for need in needs if need.startswith(f"{prefix}:")]
        if names:
            yield Draft(code, {code: tuple(Named(kind, name) for name in names)})
    facts = [need.partition(":")[2] for need in needs if need.startswith("fact:")]
    if facts:
        yield Draft("facts", {"facts": tuple(Said(unknown_text(speaker.texts, fact), fact) for fact in facts)})


def _otherwise(speaker: Speaker, step: Proposal) -> Drafts:
    """What would open it, and when another reading would."""
    events = tuple(Named("act", str(change.event["kind"])) for change in step.opens_if if change.event is not None)
    if events:
        yield Draft("opens_if", {"events": events})
    for change in step.opens_if:
        if change.event is None:
            yield Draft("opens_if_field", {"field": change.field or "", "value": change.value or ""})
    for other in step.window_readings:
        option = speaker.option(other.reading, other.option)
        if other.earliest is None:
            yield Draft("window_never", {"option": option})
        else:
            yield Draft("window_reading", {"option": option, "earliest": other.earliest})
        if other.latest is not None:
            yield Draft("window_reading_until", {"option": option, "latest": other.latest})
