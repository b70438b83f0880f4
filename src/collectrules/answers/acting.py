"""Whether a case waits for its creditor: what can or must be done, since when, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from collectrules.ground.dates import date_of
from collectrules.ground.scalars import Day
from collectrules.nouns.answer import Part

if TYPE_CHECKING:
    from collectrules.answers.proposals import Proposal
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


def to_act_on(state: State, proposals: Sequence[Proposal], plan: Planned | None) -> Iterator[ActOn]:
    """Yield what waits for the creditor on the state's day."""
    if plan is not None:
        yield from _planned(state, proposals, plan)
    elif state.workflow is None and not state.manual_only and not state.paused_on(state.on):
        yield from _unplanned(state, proposals)
    if state.ledger.credit > 0:
        days = [payment.on for payment in state.ledger.payments if payment.rest > 0]
        since = date_of(max(days)) if days else None
        yield ActOn.made(code="credit", action=None, claims=(), since=since, law=())


def _planned(state: State, proposals: Sequence[Proposal], plan: Planned) -> Iterator[ActOn]:
    step = next((proposal for proposal in proposals if proposal.recommended), None)
    if step is not None and step.on is not None and step.on.toordinal() <= state.on:
        yield _of(step, "step_due", step.on)
    if step is None and plan.on <= state.on and not state.paused_on(state.on):
        shut = [proposal for proposal in proposals if proposal.action == plan.act]
        yield from (_of(proposal, "plan_blocked", date_of(plan.on)) for proposal in shut[:1])


def _unplanned(state: State, proposals: Sequence[Proposal]) -> Iterator[ActOn]:
    acts = state.book.profile.act
    moving = (p for p in proposals if p.action in acts and acts[p.action].leads_to is not None)
    found = next((p for p in moving if p.by == "creditor" and p.status == "open"), None)
    if found is not None:
        yield _of(found, "step_open", found.earliest)


def _of(proposal: Proposal, code: str, since: object) -> ActOn:
    return ActOn.made(code=code, action=proposal.action, claims=proposal.claims, since=since, law=proposal.law)
