"""From a proposal to a fact, and from a planned fact to a judgement before it is done."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Final, Literal

from collectrules.answers.auditing import Finding, audit_of
from collectrules.answers.discounts import Terms, discount_of, policy_of
from collectrules.answers.proposals import Proposal, proposals_of
from collectrules.fold.asking import Question, ask, envelope
from collectrules.fold.checkcase import check_case
from collectrules.fold.docket import order_of, rank
from collectrules.fold.state import State
from collectrules.ground import money
from collectrules.ground.dates import date_of, to_date
from collectrules.ground.errors import BadInput, Fault, NotModelled, StaleProposal, bad_input, nearest, of_type
from collectrules.loader import model as m
from collectrules.nouns.answer import Answer, deferred
from collectrules.nouns.case import Case
from collectrules.nouns.events import ACT_FIELDS, COMMON, Event
from collectrules.steps.planning import planned

_CREDITORS: Final = frozenset({1, 7, 8})
"""Ranks of what a creditor does: he voids and corrects, he writes and acts, he charges and waives."""


class Assessment(Answer):
    """How the law would take an event: `allowed`, `warned` (doubts or notes) or `blocked` (a breach).

    Only what a creditor does can be blocked: a payment, an objection or a court's act happens, and warns at most.
    """

    answer: Literal["assessment"] = "assessment"
    verdict: Literal["allowed", "warned", "blocked"]
    findings: tuple[Finding, ...]


def assess(
    case: Case,
    profile: m.Profile,
    event: Event | Mapping[str, object],
    *,
    on: dt.date | str,
    readings: Mapping[str, str] | None = None,
) -> Assessment:
    """Judge an event before it is recorded.

    Args:
        case: the facts so far.
        profile: the law.
        event: what the host plans to do, with its day in `on`.
        on: the day of the judgement, not before the event's own.
        readings: options chosen for named doubts.

    Raises:
        BadInput: the event does not fit.

    """
    before = ask(case, profile, on=on, readings=readings)
    after = ask(case.with_event(event), profile, on=on, readings=readings)
    known = {_identity(finding) for finding in audit_of(before).findings}
    fresh = tuple(finding for finding in audit_of(after).findings if _identity(finding) not in known)
    broken = any(finding.severity == "breach" for finding in fresh)
    may_be_barred = rank(after.case.events[-1].kind, profile) in _CREDITORS
    verdict = "blocked" if broken and may_be_barred else "warned" if fresh else "allowed"
    values = envelope(after) | {"verdict": verdict, "findings": fresh}
    later: dict[str, Callable[[], object]] = {"readings_used": after.readings_used}
    return deferred(Assessment, values, later)


def _identity(finding: Finding) -> tuple[object, ...]:
    """What makes a finding the same one, though money that came in since has changed its amounts."""
    return finding.event, finding.code, finding.severity, finding.claims


def accept(
    case: Case,
    proposal: Proposal,
    profile: m.Profile,
    *,
    on: dt.date | str,
    readings: Mapping[str, str] | None = None,
    records: Mapping[str, object] | None = None,
) -> Case:
    """Record a proposal as done on a day, and return the new case; the same proposal twice changes nothing.

    `records` is what its event says beside: how the letter was sent, what it stated; `Notice.records` has it. What
    the event has to say and no step can know, such as which title was obtained, has to stand there; so has the sum of
    an offer that the workflow cannot make, as what it waives is less than its discount.

    Raises:
        BadInput: `not_recorded` for a field that the step itself decides, `missing_field` for one that the event lacks,
            faults of the fields of the event.
        NotModelled: `unknown_figure`, a cost whose sum the profile does not hold.
        StaleProposal: the day's own next steps give the action another window or other charges.

    """
    of_type(case, Case, "case", "a case as load_case returns it")
    of_type(proposal, Proposal, "proposal", "a proposal of next_steps")
    of_type({} if records is None else records, Mapping, "records", "fields of the event with what they say")
    day = to_date(on, "on")
    name = _event_id(case, proposal)
    if any(known.endswith(name) for known in case.event_ids):
        return case
    question = ask(case, profile, on=day, readings=readings)
    current = _same(proposal, proposals_of(question, planned(question.state), frozenset(), proposal.action))
    faults = _differences(proposal, current)
    if faults or current is None:
        raise StaleProposal(faults)
    told = {word: value for word, value in (records or {}).items() if value is not None}
    return check_case(recorded(question, current, name, more=_checked(told, proposal.action)), profile)


def _checked(records: Mapping[str, object], action: str) -> dict[str, object]:
    """What may be said of an event beside what the step itself decides, and has to be: of an offer its sum too."""
    shape = COMMON.get(action)
    allowed, required = (ACT_FIELDS, frozenset[str]()) if shape is None else (shape.allowed, shape.required)
    known = allowed - (_DECIDED - {"amount"} if action == "settlement_offered" else _DECIDED)
    expected = "a field that the step leaves open"
    faults = [
        Fault(code="not_recorded", path=f"records.{name}", expected=expected, nearest=nearest(str(name), sorted(known)))
        for name in records
        if name not in known
    ]
    faults += [
        Fault(code="missing_field", path=f"records.{name}", expected=f"this field on {action}")
        for name in sorted(required - _DECIDED - set(records))
    ]
    if faults:
        raise BadInput(faults)
    return dict(records)


def recorded(
    question: Question, proposal: Proposal, name: str | None = None, *, more: dict[str, object] | None = None
) -> Case:  # fmt: skip
    """Record a proposal of a question's own next steps as done on its day, under an id of its own; `more` it states."""
    name = name or _event_id(question.case, proposal)
    event = _event(question, _after_the_day(question, name, proposal.action), proposal)
    stated = more or {}
    offered = _offered(question, proposal, stated=stated.get("amount") is not None)
    return question.case.with_event(event | offered | stated)


def _same(proposal: Proposal, others: Iterable[Proposal]) -> Proposal | None:
    wanted = (proposal.action, proposal.cost, proposal.fee, proposal.claims)
    return next((other for other in others if (other.action, other.cost, other.fee, other.claims) == wanted), None)


def _differences(old: Proposal, new: Proposal | None) -> list[Fault]:
    """What the day's own answer gives otherwise: window, charges, or that it may be done at all."""
    if new is None:
        text = "the step is proposed no longer for the same claims"
        return [
            Fault(code="no_longer_proposed", path=old.action, expected="the step for the same claims", message=text)
        ]
    faults = []
    for word in ("earliest", "latest"):
        was, is_ = getattr(old, word), getattr(new, word)
        if was != is_:
            faults.append(_overtaken("stale_window", f"{old.action}.{word}", was, is_))
    was_sums, now_sums = _amounts(old), _amounts(new)
    if was_sums != now_sums:
        faults.append(_overtaken("stale_charges", f"{old.action}.charges", was_sums, now_sums))
    if new.status != "open":
        text = f"the step is {new.status}, not open"
        expected = "a day on which the step is open"
        faults.append(Fault(code="not_open", path=old.action, expected=expected, got=new.status, message=text))
    return faults


def _overtaken(code: str, path: str, was: object, is_: object) -> Fault:
    """What the step in hand says otherwise than the day's own answer."""
    return Fault(code=code, path=path, expected=str(is_), got=str(was), message=f"was {was}, is {is_} now")


def _amounts(proposal: Proposal) -> dict[str, str]:
    return {f"{cost.kind} {cost.claim or ''}".strip(): str(cost.amount) for cost in proposal.charges}


def _event_id(case: Case, proposal: Proposal) -> str:
    fee = (str(proposal.fee), *proposal.law, str(proposal.earliest)) if proposal.cost else ()
    text = "|".join((case.id, proposal.action, proposal.cost or "", *fee, *proposal.claims, str(proposal.on)))
    return "a" + hashlib.sha256(text.encode()).hexdigest()[:12]


def _after_the_day(question: Question, name: str, kind: str) -> str:
    """Within a day and rank events are taken in the order of their ids: what is accepted comes after what stands."""
    rank_ = rank(kind, question.profile)
    others = [
        event.id or "~"
        for event in question.case.events
        if event.on.toordinal() == question.on and rank(event.kind, question.profile) == rank_
    ]
    last = max(others, default="", key=order_of)
    return name if order_of(last) < order_of(name) else f"{last}~{name}"


def _event(question: Question, name: str, proposal: Proposal) -> dict[str, object]:
    """The event that records the step, with the fee the law allows on its day."""
    case = question.case
    event: dict[str, object] = {
        "id": name,
        "on": date_of(question.on),
        "kind": proposal.action,
        "claims": list(proposal.claims),
    }
    if proposal.action == "reminder" and proposal.notice == "collection_notice":
        event["warns_of_collection"] = True
    own = [cost.amount for cost in proposal.charges if cost.amount is not None and cost.same_as is None]
    total = money.to_text(sum(case.minor(amount) for amount in own), case.decimals)
    set_off = _credited(case, proposal)
    if proposal.action == "charge" and not own:
        raise NotModelled(Fault(code="unknown_figure", path=f"charge.{proposal.cost}", expected="a sum that is known"))
    if proposal.action == "charge":
        named = {} if proposal.fee is None else {"tariff": f"fee.{proposal.fee}"}
        event |= {"cost": proposal.cost, "amount": total} | named | set_off
    elif proposal.action == "compensation_claimed":
        event |= ({"amount": total} if any(own) else {}) | set_off
    elif own and "fee" in COMMON.get(proposal.action, _ACT).allowed:
        event |= {"fee": total} | set_off
    return event


def _credited(case: Case, proposal: Proposal) -> dict[str, object]:
    """What comes off the law's own sums beside what is asked for: the law would take the rest for the whole again."""
    found = [cost.credited for cost in proposal.charges if cost.credited is not None and cost.same_as is None]
    return {"credited": money.to_text(sum(map(case.minor, found)), case.decimals)} if found else {}


def _offered(question: Question, proposal: Proposal, *, stated: bool) -> dict[str, object]:
    """The sum, if nobody states it, and the last day of an offer that the workflow makes."""
    state = question.state
    policy = policy_of(state) if proposal.action == "settlement_offered" else None
    if policy is None:
        return {}
    terms, days = policy
    until: dict[str, object] = {} if days is None else {"until": date_of(question.on + days)}
    return until if stated else {"amount": _sum_of(state, terms, proposal)} | until


def _sum_of(state: State, terms: Terms, proposal: Proposal) -> str:
    """The sum of the workflow's offer; where what it waives is less than its discount, somebody has to state it."""
    try:
        return state.text(discount_of(state, terms, proposal.claims).offer)
    except BadInput as error:
        if error.code != "offer_too_large":
            raise
        expected = f"the sum of the offer: the workflow waives no more than {', '.join(terms.order)}"
        raise bad_input("missing_field", "records.amount", expected) from error


_DECIDED: Final = frozenset({
    "id", "on", "kind", "claim", "claims", "cost", "tariff", "amount", "fee", "credited", "compensation",
    "warns_of_collection",
})  # fmt: skip
"""Fields of an event that the step itself decides."""
_ACT = COMMON["reminder"]
