"""Whether a case waits for its creditor: what can or must be done, since when, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from collectrules.fold.state import account_stage, living
from collectrules.ground.dates import date_of
from collectrules.ground.scalars import Day
from collectrules.nouns.answer import Part
from collectrules.steps.planning import arranged

if TYPE_CHECKING:
    from collectrules.answers.proposals import Proposal
    from collectrules.fold.ledger import Account
    from collectrules.fold.state import State
    from collectrules.steps.planning import Planned


class ActOn(Part):
    """One thing that waits for the creditor, and since when.

    `step_due`: the workflow's step has its day. `plan_blocked`: it has, but the law shuts it, so somebody must decide.
    `step_open`: without a workflow, a step that moves the case on is open. `credit`: the debtor has paid too much.
    """

    code: Literal["step_due", "plan_blocked", "step_open", "credit"]
    action: str | None = None
    claims: tuple[str, ...] = ()
    since: Day | None = None
    law: tuple[str, ...] = ()


class NoneRecommended(Part):
    """Why a workflow recommends no step, for which claims; of a step that is shut, the facts in its way.

    `settlement_accepted`, `plan_running`: it rests while what was agreed holds. `opposed`: its steps are done, and the
    debtor objects. `step_shut`: its next step is not open; the step says more. `paused`, `manual_only`, `closed`: the
    creditor's own word. `paid`: nothing is left. `ended`: nothing is pursued any more.
    `workflow_done`: no step of it is left.
    """

    code: Literal[
        "paid", "ended", "closed", "manual_only", "settlement_accepted", "plan_running", "paused", "step_shut",
        "opposed", "workflow_done",
    ]  # fmt: skip
    action: str | None = None
    claims: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    law: tuple[str, ...] = ()


def none_recommended(
    state: State, proposals: Sequence[Proposal], plans: Sequence[Planned]
) -> Iterator[NoneRecommended]:
    """Yield why no step is recommended; nothing without a workflow, or where one is."""
    if state.workflow not in state.book.profile.workflow or any(step.recommended for step in proposals):
        return
    word = _own_word(state)
    if word is not None:
        yield NoneRecommended.made(code=word, action=None, claims=(), facts=(), law=())
        return
    yield from (_hindered(state, proposals, plan) for plan in plans)
    planned = {index for plan in plans for index in plan.claims}
    yield from _at_rest(state, [account for account in living(state) if account.index not in planned])


def _own_word(state: State) -> str | None:
    """Why nothing is planned, whatever the law allows."""
    if state.closed is not None:
        return "closed"
    if not living(state):
        stages = {account_stage(state, account) for account in state.ledger.accounts}
        return "paid" if stages == {"paid"} else "ended"
    return "manual_only" if state.manual_only else None


def _hindered(state: State, proposals: Sequence[Proposal], plan: Planned) -> NoneRecommended:
    """A step is planned and not recommended: the case is paused, or the law shuts the step."""
    shut = _about(state, proposals, plan)
    claims = tuple(dict.fromkeys(claim for step in shut for claim in step.claims))
    law = tuple(dict.fromkeys(key for step in shut for key in step.law))
    facts = tuple(dict.fromkeys(reason.fact for step in shut for reason in step.because if reason.fact is not None))
    code = "paused" if state.paused_on(state.on) else "step_shut"
    return NoneRecommended.made(
        code=code, action=plan.act, claims=claims, facts=() if code == "paused" else facts, law=law
    )


def _about(state: State, proposals: Sequence[Proposal], plan: Planned) -> list[Proposal]:
    """The proposals of the planned act for the planned claims."""
    ids = {state.ledger.accounts[index].claim.id for index in plan.claims}
    return [step for step in proposals if step.action == plan.act and ids & {*step.claims}]


def _at_rest(state: State, accounts: Sequence[Account]) -> Iterator[NoneRecommended]:
    """What was agreed holds, the debtor objects, or the workflow is over, for claims it plans nothing for."""
    agreed, held = {account.index: code for code, account in arranged(state)}, dict[str, list[str]]()
    for account in accounts:
        objected = account.disputed or "opposed" in account.kept
        code = agreed.get(account.index) or ("opposed" if objected else "workflow_done")
        held.setdefault(code, []).append(account.claim.id)
    for code, claims in held.items():
        yield NoneRecommended.made(code=code, action=None, claims=tuple(claims), facts=(), law=_law_of(state, code))


def _law_of(state: State, code: str) -> tuple[str, ...]:
    """The law of what was agreed."""
    profile = state.book.profile
    kinds = {"settlement_accepted": profile.settlement.values(), "plan_running": profile.plan.values()}
    return tuple(dict.fromkeys(key for record in kinds.get(code, ()) for key in record.law))


def to_act_on(state: State, proposals: Sequence[Proposal], plans: Sequence[Planned]) -> Iterator[ActOn]:
    """Yield what waits for the creditor on the state's day."""
    for plan in plans:
        yield from _planned(state, proposals, plan)
    if not plans and state.workflow is None and not state.manual_only and not state.paused_on(state.on):
        yield from _unplanned(state, proposals)
    if state.ledger.credit > 0:
        days = [payment.on for payment in state.ledger.payments if payment.rest > 0]
        since = date_of(max(days)) if days else None
        yield ActOn.made(code="credit", action=None, claims=(), since=since, law=())


def _planned(state: State, proposals: Sequence[Proposal], plan: Planned) -> Iterator[ActOn]:
    """A step of the workflow that has its day: it can be taken, or the law shuts it."""
    if plan.on > state.on or state.paused_on(state.on):
        return
    mine = _about(state, proposals, plan)
    live = [step for step in mine if step.status in {"open", "waiting"}]
    if not live:
        yield from (_of(step, "plan_blocked", date_of(plan.on)) for step in mine[:1])
    ids = {state.ledger.accounts[index].claim.id for index in plan.claims}
    for step in live:
        if step.status == "open":
            since = max(step.earliest or date_of(plan.on), date_of(plan.on))
            claims = tuple(claim for claim in step.claims if claim in ids)
            yield ActOn.made(code="step_due", action=step.action, claims=claims, since=since, law=step.law)


def _unplanned(state: State, proposals: Sequence[Proposal]) -> Iterator[ActOn]:
    acts, alive = state.book.profile.act, {account.claim.id for account in living(state)}
    moving = (p for p in proposals if p.action in acts and acts[p.action].leads_to is not None and alive & {*p.claims})
    found = next((p for p in moving if p.by == "creditor" and p.status == "open"), None)
    if found is not None:
        yield _of(found, "step_open", found.earliest)


def _of(proposal: Proposal, code: str, since: object) -> ActOn:
    return ActOn.made(code=code, action=proposal.action, claims=proposal.claims, since=since, law=proposal.law)
