"""A creditor's workflow over the lawful steps: which step is next, and on which day it is planned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from collectrules.loader import model as m

if TYPE_CHECKING:
    from collectrules.state import State


@dataclass(frozen=True, slots=True)
class Planned:
    """The next step of the workflow: the act, and the ordinal on which policy plans it."""

    act: str
    on: int
    fee: bool
    position: int


def planned(state: State) -> Planned | None:
    """Return the workflow's next step, or None without one: no workflow, all done, taken out, or closed.

    Steps are matched with the acts that stand, in order; days run from the step before, first from the due day.
    """
    workflow = state.book.profile.workflow.get(state.workflow or "")
    if workflow is None or state.manual_only or state.closed is not None:
        return None
    position, previous = _progress(state, workflow)
    if position == len(workflow.steps):
        return None
    step = workflow.steps[position]
    return Planned(step.act, previous + step.days, step.fee, position)


def _progress(state: State, workflow: m.Workflow) -> tuple[int, int]:
    """How many steps are done, and the day of the last of them (the due day before the first)."""
    since, position, previous = _began(state), 0, max(account.due for account in state.ledger.accounts)
    previous = min((a.due for a in state.ledger.accounts if a.open_principal > 0), default=previous)
    for day, kind, _ in state.applied:
        if position < len(workflow.steps) and day >= since and _matches(workflow.steps[position:], kind):
            position += 1 + next(n for n, step in enumerate(workflow.steps[position:]) if step.act == kind)
            previous = day
    return position, previous


def _matches(steps: tuple[m.WorkflowStep, ...], kind: str) -> bool:
    return any(step.act == kind for step in steps)


def _began(_state: State) -> int:
    """A workflow counts what was done before it was chosen: earlier reminders are its first steps."""
    return 0
