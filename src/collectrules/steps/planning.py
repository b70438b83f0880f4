"""A creditor's workflow over the lawful steps: which step is next, for which claims, and on which day it is planned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from collectrules.fold.bargains import bargain_of, settlement_word
from collectrules.fold.moments import Moment
from collectrules.fold.plans import arrangement_of, missed, plan_word
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


class Course(NamedTuple):
    """Claims that stand at the same step of the workflow since the same day: `done` steps, `since` as an ordinal."""

    done: int
    since: int
    accounts: tuple[Account, ...]


def planned(state: State, declined: frozenset[str] = frozenset()) -> tuple[Planned, ...]:
    """Return the next steps of the workflow, the earliest first: one for all claims that have come equally far.

    Nothing without a workflow, with all steps done, taken out, or closed. Steps are matched with the acts that stand
    and are about a claim, in order; days run from the last step done, first from the due day. The acts that the
    creditor has declined are passed over.
    """
    workflow = _followed(state)
    if workflow is None:
        return ()
    resting = {account.index for _, account in arranged(state)}
    found = list(_on_default(state)) if resting else []
    for course in _courses(state, workflow, resting):
        step = _next(state, workflow, course, declined)
        found += [] if step is None else [step]
    return tuple(sorted(found, key=lambda step: (step.on, -step.position)))


def _followed(state: State) -> m.Workflow | None:
    """The workflow that the creditor follows, if nothing keeps him from it."""
    workflow = state.book.profile.workflow.get(state.workflow or "")
    return None if state.manual_only or state.closed is not None else workflow


def _next(state: State, workflow: m.Workflow, course: Course, declined: frozenset[str]) -> Planned | None:
    places = range(course.done, len(workflow.steps))
    position = next((place for place in places if _wanted(state, workflow, place, course, declined)), None)
    if position is None:
        return None
    step = workflow.steps[position]
    offered = max(offer_ends(account, state.on) for account in course.accounts)
    claims = tuple(account.index for account in course.accounts)
    return Planned(step.act, max(course.since + step.days, offered + 1), step.fee, position, step.notice, claims)


def done_with(state: State) -> bool:
    """Whether no time that passes can bring another step of the workflow: there is none, or all its steps are done."""
    workflow = _followed(state)
    if workflow is None:
        return True
    return not agreed(state) and all(course.done == len(workflow.steps) for course in _courses(state, workflow, set()))


def _wanted(state: State, workflow: m.Workflow, place: int, course: Course, declined: frozenset[str]) -> bool:
    """Whether a step is not declined, and its own condition, if it has one, holds for some claim."""
    gate = state.book.steps.get((workflow.name, place))
    held = gate is None or any(gate.holds(Moment(state, one, state.on)) for one in course.accounts)
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


def _on_default(state: State) -> Iterator[Planned]:
    """A plan of which an instalment is missed: its end is announced, then it is ended, and the workflow goes on."""
    declared = {"plan_notice", "plan_terminated"} <= state.book.acts.keys()
    found: dict[str, Planned] = {}
    for account in state.ledger.accounts if declared else ():
        plan, runs = arrangement_of(account), plan_word(state, account, state.on) == "running"
        if plan is None or plan.event in found or not runs or not missed(state, account, state.on):
            continue
        told = account.latest.get("plan_notice")
        if told is None or told.on < plan.made:
            found[plan.event] = Planned("plan_notice", state.on, fee=False, position=0, claims=plan.claims)
        else:
            day = (told.deadline or told.own or told.on) + 1
            found[plan.event] = Planned("plan_terminated", day, fee=False, position=0, claims=plan.claims)
    yield from found.values()


def offer_ends(account: Account, day: int) -> int:
    """The last day of the last offer, or of the time to pay what was agreed."""
    bargain = bargain_of(account, day)
    return 0 if bargain is None else bargain.until or 0


def _courses(state: State, workflow: m.Workflow, resting: set[int]) -> Iterator[Course]:
    """Sort the claims that are pursued by how far they have come, since when."""
    found: dict[tuple[int, int], list[Account]] = {}
    for account in living(state):
        if account.index not in resting:
            found.setdefault(_progress(state, workflow, account), []).append(account)
    for (done, since), accounts in found.items():
        yield Course(done, since, tuple(accounts))


def _progress(state: State, workflow: m.Workflow, account: Account) -> tuple[int, int]:
    """How many steps are done about a claim, and the day of the last of them (its due day before the first)."""
    position, previous = 0, account.due
    for day, kind, name in state.applied:
        if account.index not in state.about.get(name, ()):
            continue
        ahead = None if name in state.ineffective else _ahead(workflow.steps[position:], kind)
        if ahead is not None:
            position, previous = position + 1 + ahead, day
        elif kind in _BEGINS_ANEW:
            previous = day
    return position, previous


def _ahead(steps: tuple[m.WorkflowStep, ...], kind: str) -> int | None:
    """How many steps an act passes over, None if it is none of them.

    An offer has a course of its own: made out of turn it is waited for, and the workflow then goes on where it was.
    """
    found = next((n for n, step in enumerate(steps) if step.act == kind), None)
    return None if found and kind in _OFFERS else found
