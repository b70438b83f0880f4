"""The next day worth looking: the first on which anything but the growth of interest changes, with no new fact.

Days on which something may change are collected from every rule in play, then tried in order; sums that grow with
interest are searched between them. What is found has been seen to differ, and no day before it does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final

from collectrules.fold.ledger import Account
from collectrules.fold.moments import Moment
from collectrules.fold.plans import default_days
from collectrules.fold.running import deadlines
from collectrules.fold.state import State, account_stage, living
from collectrules.ground.dates import LAST, add_months, date_of
from collectrules.ground.errors import CollectRulesError
from collectrules.steps.planning import planned
from collectrules.steps.pricing import prices
from collectrules.steps.stepping import Step, steps_at, steps_now

if TYPE_CHECKING:
    from collectrules.fold.asking import Question

MOST: Final = 400
Seen = tuple[object, ...]


def look_again(question: Question) -> dt.date | None:
    """Return the first later day on which something changes, or None if nothing can."""
    steps = steps_now(question)
    now = (_standing_seen(question.state), _steps_seen(question.state, steps))
    before = question.on
    for day in sorted(_candidates(question.state, steps))[:MOST]:
        between = _first_between(question, now, before + 1, day - 1)
        if between is not None:
            return date_of(between)
        if not _same(question, now, day):
            return date_of(day)
        before = day
    return None


def _first_between(question: Question, now: tuple[Seen, Seen], first: int, last: int) -> int | None:
    """Between two candidate days only growing sums can change anything, and they only grow: bisect."""
    if first > last or not _grows(question.state) or _same(question, now, last):
        return None
    while first < last:
        middle = (first + last) // 2
        if _same(question, now, middle):
            first = middle + 1
        else:
            last = middle
    return first


def _grows(state: State) -> bool:
    """Whether any sum grows by time on which a condition or a tariff could depend."""
    return any(account.path is not None and state.ledger.base(account) > 0 for account in state.ledger.accounts)


def _same(question: Question, now: tuple[Seen, Seen], day: int) -> bool:
    """Whether a later day shows what today shows; what is cheaply compared comes first."""
    try:
        state = question.later(day)
        return now[0] == _standing_seen(state) and now[1] == _steps_seen(state, steps_at(state, living(state)))
    except CollectRulesError:
        return False


def _standing_seen(state: State) -> Seen:
    """Everything a standing and the plan show, but for the growth of interest and the day itself."""
    plans = tuple((plan, plan.on <= state.on) for plan in planned(state))
    return (*(_account_seen(state, account) for account in state.ledger.accounts), plans, state.paused_on(state.on))


def _steps_seen(state: State, steps: Mapping[str, Sequence[Step]]) -> Seen:
    """Everything the next steps show."""
    return tuple(_step_seen(state, step) for found in steps.values() for step in found)


def _step_seen(state: State, step: Step) -> Seen:
    live = step.status in {"open", "waiting"}
    sums: Seen = ()
    if live:
        day = max(step.earliest or 0, state.on)
        charges, advances = prices(Moment(state, step.account, day, (), step.action), step)
        sums = tuple((price.kind, price.amount, price.certainty) for price in (*charges, *advances))
    return (
        step.action, step.account.index, step.status, step.earliest, step.latest, step.with_fee,
        tuple((o.code, o.fact) for o in (*step.obstacles, *step.fee_obstacles)), sums,
    )  # fmt: skip


def _account_seen(state: State, account: Account) -> Seen:
    clocks = tuple((clock.component, clock.state, clock.ends) for clock in state.limits(account))
    segment = account.path.rate_on(state.on) if account.path is not None else None
    bears = account.interest_first is not None and account.interest_first <= state.on and state.ledger.base(account) > 0
    rests = any(first <= state.on and (last is None or state.on <= last) for first, last in account.rests)
    running = segment if bears and not rests else None  # nobody sees the rate of what bears no interest
    plain = tuple((each.kind, each.ends, each.ends < state.on) for each in deadlines(state, account))
    return account_stage(state, account), account.arisen(state.on), clocks, plain, running


def _candidates(state: State, steps: Mapping[str, Sequence[Step]]) -> set[int]:
    """Every later day on which something may change by time alone."""
    found: set[int] = set()
    for account in state.ledger.accounts:
        found |= set(_account_days(state, account))
    found |= set(_version_days(state))
    if state.paused and state.paused_until is not None:
        found.add(state.paused_until + 1)
    found |= {plan.on for plan in planned(state)}
    for step in chain.from_iterable(steps.values()):
        found |= {day for day in (step.earliest, step.with_fee) if day is not None}
        found |= {step.latest + 1} if step.latest is not None else set()
    return {day for day in found if state.on < day <= LAST}


def _account_days(state: State, account: Account) -> Iterator[int]:
    yield account.due + 1
    yield account.timely + 1
    if account.arose is not None:
        yield account.arose
    if account.interest_first is not None:
        yield account.interest_first
    if account.path is not None:
        change = account.path.next_change(state.on)
        if change is not None:
            yield change
    for stay in account.stays:
        yield from (day + 1 for day in (stay.first, stay.last) if day is not None)
    yield from (clock.ends + 1 for clock in state.limits(account) if clock.ends is not None)
    yield from (each.ends + 1 for each in deadlines(state, account))
    moment = Moment(state, account, state.on)
    for act in account.law.acts.values():
        yield from act.gate.days(moment)
    for name in state.book.fees:
        yield from account.law.fee(name).cautious.gate.days(moment)
    yield from default_days(account)
    for days in account.charged.values():
        yield from (add_months(day, 12) + 1 for day in days)


def _version_days(state: State) -> Iterator[int]:
    """Days on which another version of a figure or rule begins."""
    yield dt.date(date_of(state.on).year + 1, 1, 1).toordinal()
    for fee in state.book.fees.values():
        change = fee.cautious.amounts.next_change(state.on)
        if change is not None:
            yield change
        record = fee.cautious.record
        yield from (day.toordinal() for day in (record.from_,) if day is not None)
        yield from (day.toordinal() + 1 for day in (record.to,) if day is not None)
    for name in state.book.profile.value:
        change = state.book.value(name)[1].next_change(state.on)
        if change is not None:
            yield change
