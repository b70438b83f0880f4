"""A creditor's workflow over the lawful steps: which step is next, and on which day it is planned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from collectrules.fold.bargains import bargain_of, settlement_word
from collectrules.fold.moments import Moment
from collectrules.fold.plans import arrangement_of, missed, plan_word
from collectrules.ground.records import record
from collectrules.loader import model as m

if TYPE_CHECKING:
    from collectrules.fold.ledger import Account
    from collectrules.fold.state import State


_OFFERS: Final = frozenset({"settlement_offered"})


@record
class Planned:
    """The next step of the workflow: the act, and the ordinal on which policy plans it."""

    act: str
    on: int
    fee: bool
    position: int
    notice: str | None = None


def planned(state: State, declined: frozenset[str] = frozenset()) -> Planned | None:
    """Return the workflow's next step, or None without one: no workflow, all done, taken out, or closed.

    Steps are matched with the acts that stand, in order; days run from the last step done, first from the due day.
    The acts that the creditor has declined are passed over.
    """
    workflow = state.book.profile.workflow.get(state.workflow or "")
    if workflow is None or state.manual_only or state.closed is not None:
        return None
    if agreed(state):
        return _on_default(state)
    position, previous = _progress(state, workflow)
    left = [n for n in range(position, len(workflow.steps)) if _wanted(state, workflow, n, declined)]
    if not left:
        return None
    position = left[0]
    step = workflow.steps[position]
    offered = max((offer_ends(account, state.on) for account in state.ledger.accounts), default=0)
    return Planned(step.act, max(previous + step.days, offered + 1), step.fee, position, step.notice)


def done_with(state: State) -> bool:
    """Whether no time that passes can bring another step of the workflow: there is none, or all its steps are done."""
    workflow = state.book.profile.workflow.get(state.workflow or "")
    if workflow is None or state.manual_only or state.closed is not None:
        return True
    return not agreed(state) and _progress(state, workflow)[0] == len(workflow.steps)


def _wanted(state: State, workflow: m.Workflow, place: int, declined: frozenset[str]) -> bool:
    """Whether a step is not declined, and its own condition, if it has one, holds for some claim."""
    gate = state.book.steps.get((workflow.name, place))
    held = gate is None or any(gate.holds(Moment(state, one, state.on)) for one in state.ledger.accounts)
    return held and workflow.steps[place].act not in declined


def agreed(state: State) -> bool:
    """Whether a settlement or a plan holds: the workflow rests until it is ended."""
    return any(arranged(state))


def arranged(state: State) -> Iterator[tuple[str, Account]]:
    """Yield each claim on which a settlement or a plan holds, and which of them.

    A settlement of a known sum without a time to pay is to be paid at once: nothing rests for it.
    """
    for account in state.ledger.accounts:
        if settlement_word(account, state.on) == "accepted" and not _to_pay_at_once(account, state.on):
            yield "settlement_accepted", account
        elif plan_word(state, account, state.on) == "running":
            yield "plan_running", account


def _to_pay_at_once(account: Account, day: int) -> bool:
    found = bargain_of(account, day)
    return found is not None and found.amount is not None and found.until is None


def _on_default(state: State) -> Planned | None:
    """A plan of which an instalment is missed: its end is announced, then it is ended, and the workflow goes on."""
    declared = {"plan_notice", "plan_terminated"} <= state.book.acts.keys()
    for account in state.ledger.accounts if declared else ():
        plan, runs = arrangement_of(account), plan_word(state, account, state.on) == "running"
        if plan is None or not runs or not missed(state, account, state.on):
            continue
        told = account.latest.get("plan_notice")
        if told is None or told.on < plan.made:
            return Planned("plan_notice", state.on, fee=False, position=0)
        return Planned("plan_terminated", (told.deadline or told.on) + 1, fee=False, position=0)
    return None


def offer_ends(account: Account, day: int) -> int:
    """The last day of the last offer, or of the time to pay what was agreed."""
    bargain = bargain_of(account, day)
    return 0 if bargain is None else bargain.until or 0


def _progress(state: State, workflow: m.Workflow) -> tuple[int, int]:
    """How many steps are done, and the day of the last of them (the due day before the first)."""
    position, previous = 0, max(account.due for account in state.ledger.accounts)
    previous = min((a.due for a in state.ledger.accounts if a.open_principal > 0), default=previous)
    for day, kind, name in state.applied:
        ahead = None if name in state.ineffective else _ahead(workflow.steps[position:], kind)
        if ahead is not None:
            position, previous = position + 1 + ahead, day
        elif kind == "plan_terminated":
            previous = day  # the way back: the next step counts from the day the plan was ended
    return position, previous


def _ahead(steps: tuple[m.WorkflowStep, ...], kind: str) -> int | None:
    """How many steps an act passes over, None if it is none of them.

    An offer has a course of its own: made out of turn it is waited for, and the workflow then goes on where it was.
    """
    found = next((n for n, step in enumerate(steps) if step.act == kind), None)
    return None if found and kind in _OFFERS else found
