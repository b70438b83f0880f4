"""A creditor's workflow over the lawful steps: which step is next, for which claims, and on which day it is planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from collectrules.fold.bargains import bargain_of, settlement_word
from collectrules.fold.moments import Moment
from collectrules.fold.plans import arrangement_of, default_since, plan_holds, plan_word, warning_of
from collectrules.fold.state import living
from collectrules.ground.records import record
from collectrules.loader import model as m

if TYPE_CHECKING:
    from collectrules.fold.ledger import Account
    from collectrules.fold.state import State


_OFFERS: Final = frozenset({"settlement_offered"})
_BEGINS_ANEW: Final = frozenset({"plan_terminated", "handed_over"})
"""From the end of a plan, and from a hand-over, the days to the next step count anew."""


@record
class Planned:
    """A next step of the workflow: the act, the ordinal on which policy plans it, and for which claims, by index."""

    act: str
    on: int
    fee: bool
    position: int
    notice: str | None = None
    claims: tuple[int, ...] = ()


def planned(state: State, declined: frozenset[str] = frozenset()) -> tuple[Planned, ...]:
    """Return the next steps of the workflow, the earliest first: one for all claims of which it plans the same.

    Nothing without a workflow, with all steps done, taken out, or closed. Steps are matched with the acts that stand
    and are about a claim, in order; days run from the last step done, first from the due day. The acts that the
    creditor has declined are passed over.
    """
    workflow = _followed(state)
    if workflow is None:
        return ()
    resting = {account.index for _, account in arranged(state)}
    found: dict[Planned, list[int]] = {}
    for account in living(state):
        step = None if account.index in resting else _next(state, workflow, account, declined)
        if step is not None:
            found.setdefault(step, []).append(account.index)
    steps = [replace(step, claims=tuple(indices)) for step, indices in found.items()]
    steps += _on_default(state) if resting else []
    return tuple(sorted(steps, key=lambda step: (step.on, -step.position)))


def _followed(state: State) -> m.Workflow | None:
    """The workflow that the creditor follows, if nothing keeps him from it."""
    workflow = state.book.profile.workflow.get(state.workflow or "")
    return None if state.manual_only or state.closed is not None else workflow


def _next(state: State, workflow: m.Workflow, account: Account, declined: frozenset[str]) -> Planned | None:
    done, since = _progress(state, workflow, account)
    places = range(done, len(workflow.steps))
    position = next((place for place in places if _wanted(state, workflow, place, account, declined)), None)
    if position is None:
        return None
    step = workflow.steps[position]
    day = max(since + step.days, offer_ends(account, state.on) + 1)
    return Planned(step.act, day, step.fee, position, step.notice)


def done_with(state: State) -> bool:
    """Whether no time that passes can bring another step of the workflow: there is none, or all its steps are done."""
    workflow = _followed(state)
    if workflow is None:
        return True
    done = (_progress(state, workflow, account)[0] for account in living(state))
    return not agreed(state) and all(one == len(workflow.steps) for one in done)


def _wanted(state: State, workflow: m.Workflow, place: int, account: Account, declined: frozenset[str]) -> bool:
    """Whether a step is not declined, and its own condition, if it has one, holds for a claim."""
    gate = state.book.steps.get((workflow.name, place))
    held = gate is None or gate.holds(Moment(state, account, state.on))
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


def bound(state: State) -> tuple[Account, ...]:
    """Return the claims of which the creditor may ask no more than was agreed: the last day to pay is not over."""
    holds = (
        account for code, account in arranged(state) if code != "plan_running" or plan_holds(state, account, state.on)
    )
    return tuple(holds)


def _to_pay_at_once(account: Account, day: int) -> bool:
    found = bargain_of(account, day)
    return found is not None and found.amount is not None and found.until is None


def _on_default(state: State) -> Iterator[Planned]:
    """A plan of which an instalment is missed: its end is announced, then it is ended, and the workflow goes on."""
    declared = {"plan_notice", "plan_terminated"} <= state.book.acts.keys()
    found: dict[str, list[Account]] = {}
    for account in living(state) if declared else ():
        plan = arrangement_of(account)
        if plan is not None and plan_word(state, account, state.on) == "running":
            found.setdefault(plan.event, []).append(account)
    for accounts in found.values():
        since = default_since(state, accounts[0])
        if since is not None:
            yield _ending(state, accounts, since)


def _ending(state: State, accounts: Sequence[Account], since: int) -> Planned:
    """What comes next of a plan in default since a day: a warning about this default, or once there is one, the end."""
    claims = tuple(account.index for account in accounts)
    told = [one for account in accounts if (one := warning_of(state, account)) is not None]
    if not told:
        return Planned("plan_notice", since, fee=False, position=0, claims=claims)
    last = max(told, key=lambda one: one.on)
    return Planned("plan_terminated", (last.deadline or last.own or last.on) + 1, fee=False, position=0, claims=claims)


def offer_ends(account: Account, day: int) -> int:
    """The last day of the last offer, or of the time to pay what was agreed."""
    bargain = bargain_of(account, day)
    return 0 if bargain is None else bargain.until or 0


def _progress(state: State, workflow: m.Workflow, account: Account) -> tuple[int, int]:
    """How many steps are done about a claim, and the day of the last of them (its due day before the first)."""
    position, previous = 0, account.due
    for day, kind, name in state.applied:
        if account.index not in state.about.get(name, ()):
            continue
        ahead = None if name in state.ineffective else steps_ahead(workflow.steps[position:], kind)
        if ahead is not None:
            position, previous = position + 1 + ahead, day
        elif kind in _BEGINS_ANEW:
            previous = day
    return position, previous


def steps_ahead(steps: Sequence[m.WorkflowStep], kind: str) -> int | None:
    """Return how many of the steps to come an act passes over, None if it is none of them.

    An offer has a course of its own: made out of turn it is waited for, and the workflow then goes on where it was.
    """
    found = next((n for n, step in enumerate(steps) if step.act == kind), None)
    return None if found and kind in _OFFERS else found
