"""The periods that run on a claim beside its limitation: what a letter or an act leaves, the profile's own clocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from collectrules.fold.bargains import bargain_of
from collectrules.fold.clocks import span_of
from collectrules.fold.moments import Moment
from collectrules.fold.plans import next_default
from collectrules.loader import model as m
from collectrules.nouns.dated import least_certain

if TYPE_CHECKING:
    from collectrules.fold.ledger import Account
    from collectrules.fold.state import State


PAYMENT_TIMELY: Final = "payment_timely"
"""The clock in which a claim that is due can still be paid in time; a profile that has none knows the due day alone."""


class Running(NamedTuple):
    """A period that runs on a claim: what it is, the day it is counted from, its last day, its law, how sure it is."""

    kind: str
    started: int
    ends: int
    law: tuple[str, ...] = ()
    certainty: str = "sure"


def deadlines(state: State, account: Account) -> Iterator[Running]:
    """Yield the other periods that run on a claim.

    A deadline that an act sets is called after the debtor's act it leaves time for, else a demand's deadline.
    """
    moment = Moment(state, account, state.on)
    for kind, occurrence in account.latest.items():
        act = account.law.acts.get(kind) if occurrence.deadline is not None else None
        if act is not None and occurrence.deadline is not None:
            period = next((period for gate, period in act.deadline if gate.holds(moment)), None)
            begun = occurrence.served or occurrence.sent
            yield _counted(state, _answer_to(state, kind), begun, occurrence.deadline, act.record, period)
    bargain = bargain_of(account, state.on)
    if bargain is not None and bargain.until is not None and bargain.performed is None:
        kind = "offer_valid" if bargain.accepted is None else "payment_period"
        yield Running(kind, bargain.accepted or bargain.made, bargain.until)
    waits = next_default(state, account)
    if waits is not None:
        yield Running("plan_default", *waits)
    yield from _gaps(state, account)
    yield from _shown(moment)


def _counted(state: State, kind: str, started: int, ends: int, rule: m.Rule, period: m.Period | None) -> Running:
    """A period of a rule, as sure as the rule and the way its days are counted."""
    sure = rule.certainty if period is None else least_certain(rule.certainty, state.book.counting_certainty(period))
    return Running(kind, started, ends, (() if period is None else period.law) or rule.law, sure)


def _shown(moment: Moment) -> Iterator[Running]:
    """The clocks of the profile that run on the claim; a time to pay that adds no day to the due day is none."""
    for clock, gate in moment.state.book.clocks:
        if clock.name == PAYMENT_TIMELY and moment.account.timely == moment.account.due:
            continue
        found = span_of(clock.period, moment) if gate.holds(moment) and _lives(clock, moment.day) else None
        if found is not None and found.start is not None and found.last is not None:
            law = _counted(moment.state, clock.name, found.start, found.last, clock, clock.period)
            yield law._replace(law=clock.law)


def last_timely(moment: Moment) -> int:
    """Return the last day on which the claim is paid in time: the end of the law's time to pay, else the due day."""
    for clock, gate in moment.state.book.clocks:
        if clock.name == PAYMENT_TIMELY and gate.holds(moment):
            last = span_of(clock.period, moment).last
            return moment.account.due if last is None else max(last, moment.account.due)
    return moment.account.due


def _lives(rule: m.Rule, day: int) -> bool:
    """Whether a day lies in the life of a rule."""
    begun = rule.from_ is None or rule.from_.toordinal() <= day
    return begun and (rule.to is None or day <= rule.to.toordinal())


def _answer_to(state: State, kind: str) -> str:
    """The debtor's act whose last day hangs on this one, or the creditor's whose last day is its deadline."""
    own = "demand_deadline"
    for name, act in state.book.acts.items():
        anchors = [word for _, period in act.latest for word in (*period.after, *period.since)]
        if act.record.by == "debtor" and any(word.partition(".")[0] == kind for word in anchors):
            return name
        own = name if act.record.by == "creditor" and f"{kind}.deadline" in anchors else own
    return own


def _gaps(state: State, account: Account) -> Iterator[Running]:
    """The time that must pass after a fee before the next one of its kind."""
    for family, days in account.charged.items():
        for rule in account.law.fees_on(family.partition("/")[0]):
            moment = Moment(state, account, state.on, (), rule.family)
            if rule.family != family or not rule.cautious.gate.applies(moment):
                continue
            for _, period in rule.cautious.once:
                if "previous.charged" in (*period.after, *period.since):
                    found = span_of(period, moment)
                    if found.first_free is not None:
                        yield _counted(state, "reminder_gap", max(days), found.first_free - 1, rule.record, period)
