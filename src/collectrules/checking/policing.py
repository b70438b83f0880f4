"""The next step of a workflow held against the law: what a golden case may ask of it under the word `policy`.

What the law allows, an answer says; what the policy would do beyond it no answer says, for the law takes it away.
"""

from __future__ import annotations

import datetime as dt

from collectrules.answers.accepting import recorded
from collectrules.answers.auditing import audit_of
from collectrules.answers.proposals import Proposal, next_steps_of
from collectrules.fold.asking import Question, ask
from collectrules.loader import model as m
from collectrules.nouns.answer import Part
from collectrules.nouns.case import Case
from collectrules.steps.planning import Planned, planned


class Policy(Part):
    """The step that the workflow plans next, and what of it the law does not allow; nothing is wrong without one.

    `breaches` counts what the audit finds of the recommended step once it is taken.
    """

    step: str | None = None
    waits_too_short: bool = False
    fee_refused: bool = False
    breaches: int = 0


def policy(case: Case, profile: m.Profile, *, on: dt.date | str, assume: str | None = None) -> Policy:
    """Return what the workflow of a case plans next, and where that is beyond the law.

    Raises:
        NotModelled: law, figure or fact that is needed and not known.

    """
    question = ask(case, profile, on=on, assume=assume)
    plan = next(iter(planned(question.state)), None)
    if plan is None:
        return Policy()
    proposals = next_steps_of(question).proposals
    step = next((one for one in proposals if one.action == plan.act), None)
    chosen = next((one for one in proposals if one.recommended and one.status == "open"), None)
    return Policy(
        step=plan.act, waits_too_short=step is not None and too_soon(plan, step),
        fee_refused=step is not None and plan.fee and not fees_of(step),
        breaches=0 if chosen is None else _breaches(question, chosen),
    )  # fmt: skip


def too_soon(plan: Planned, step: Proposal) -> bool:
    """Whether a step is planned for a day on which the law does not allow it yet."""
    return step.earliest is not None and plan.on < step.earliest.toordinal()


def fees_of(step: Proposal) -> list[object]:
    """Return the sums that the law allows for a step itself."""
    return [cost.amount for cost in step.charges if cost.amount is not None and cost.same_as is None]


def _breaches(question: Question, step: Proposal) -> int:
    after = question.going_on(recorded(question, step), question.on)
    newest = after.case.events[-1].id
    return sum(one.severity == "breach" and one.event == newest for one in audit_of(after).findings)
