"""The limits of an instalment plan: what the law lets a creditor grant, and what he lets a debtor choose alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from collectrules.answers.discounts import components_of
from collectrules.fold.handling.planning import rules_of
from collectrules.fold.moments import Moment
from collectrules.ground.dates import date_of
from collectrules.ground.errors import BadInput, Fault
from collectrules.ground.records import record
from collectrules.topics.allocation import ranks_of
from collectrules.topics.deadlines import length_after

if TYPE_CHECKING:
    from collectrules.answers.schedules import Row, Walk
    from collectrules.fold.asking import Question
    from collectrules.fold.state import State
    from collectrules.loader import model as m


@record
class Limits:
    """What holds for a plan: the rules that apply, the creditor's bounds, and how the law allocates an instalment.

    `called_in` is the law that sets conditions on calling in the rest; without any, one missed instalment is enough.
    """

    rules: tuple[m.Plan, ...]
    policy: tuple[Bound, ...]
    order: tuple[str, ...]
    credit: tuple[m.Credit, ...] = ()
    called_in: tuple[str, ...] = ()

    @property
    def law(self) -> tuple[str, ...]:
        """What the rules rest on."""
        return tuple(dict.fromkeys(key for rule in self.rules for key in rule.law))


@record
class Bound:
    """One limit: the longest time, the most instalments or the least sum (minor units), and on what it rests."""

    longest: m.Length | None = None
    at_most: int | None = None
    minimum: int | None = None
    law: tuple[str, ...] = ()


def limits_of(question: Question, claims: Sequence[str], granted_by: str = "creditor") -> Limits:
    """Return what holds for a plan that somebody grants about some claims on the day of the question."""
    state = question.state
    moments = [Moment(state, one, question.on) for one in state.ledger.accounts if one.claim.id in claims]
    rules = {rule.name: rule for moment in moments for rule in rules_of(state, moment, granted_by)}
    slots = [
        slot
        for moment in moments[:1]
        for rule in state.book.allocations
        if rule.gate.holds(moment)
        for rank in ranks_of(rule.record)
        for slot in rank
    ]
    policy, credit = tuple(_policy(state)), _credit(state, moments, rules)
    return Limits(tuple(rules.values()), policy, components_of(slots), credit, _called_in(state, moments, rules))


def _credit(state: State, moments: Sequence[Moment], rules: Mapping[str, m.Plan]) -> tuple[m.Credit, ...]:
    """Under which rules a plan for one of the claims may count as consumer credit."""
    gates = state.book.credits
    return tuple(
        rule.credit
        for name, rule in rules.items()
        if rule.credit is not None and any(gates[name].holds(moment) for moment in moments)
    )


def _called_in(state: State, moments: Sequence[Moment], rules: Mapping[str, m.Plan]) -> tuple[str, ...]:
    """The law that lets the rest of a plan for one of the claims be called in on conditions alone."""
    ways = (way for name in rules for way in state.book.accelerations.get(name, ()))
    found = (way.law for way, gate in ways if any(gate.holds(moment) for moment in moments))
    return tuple(dict.fromkeys(key for law in found for key in law))


def credit_law(question: Question, limits: Limits, walk: Walk) -> tuple[str, ...]:
    """Return the law under which a plan that bears interest may count as consumer credit, if it runs so long."""
    day = question.on
    return tuple(
        key
        for one in limits.credit
        if one.longer_than is None or walk.rows[-1].day > length_after(day, one.longer_than)
        for key in one.law
    )


def _policy(state: State) -> Iterator[Bound]:
    workflow = state.book.profile.workflow.get(state.workflow or "")
    if workflow is not None and (workflow.plan_longest is not None or workflow.plan_minimum is not None):
        yield Bound(workflow.plan_longest, None, _minor(state, workflow.plan_minimum), workflow.law)


def _minor(state: State, amount: m.Number | None) -> int | None:
    return None if amount is None else int(Fraction(amount) * state.book.scale)


def check_limits(question: Question, limits: Limits, walk: Walk, *, strict: bool) -> None:
    """Refuse a plan that breaks a limit of the law; `strict` holds it to the creditor's own bounds, too.

    Raises:
        BadInput: `plan_too_long`, `instalment_too_small`, each with its law.

    """
    state = question.state
    bounds = [Bound(r.longest, r.at_most, _minor(state, r.minimum), r.law) for r in limits.rules]
    faults = [fault for bound in (*bounds, *(limits.policy if strict else ())) for fault in _broken(state, bound, walk)]
    if faults:
        raise BadInput(faults)


def beyond_policy(question: Question, limits: Limits, walk: Walk) -> tuple[str, ...]:
    """Return on what the creditor's bounds rest that a plan does not keep."""
    return tuple(key for bound in limits.policy if any(_broken(question.state, bound, walk)) for key in bound.law)


def _broken(state: State, bound: Bound, walk: Walk) -> Iterator[Fault]:
    rows, law = walk.rows, ", ".join(bound.law) or None
    last = None if bound.longest is None else length_after(state.on, bound.longest)
    if last is not None and rows[-1].day > last:
        day, got = date_of(last).isoformat(), date_of(rows[-1].day).isoformat()
        yield Fault(code="plan_too_long", path="until", expected=f"paid by {day}", got=got, nearest=day, law=law)
    if bound.at_most is not None and len(rows) > bound.at_most:
        text = f"at most {bound.at_most} instalments"
        yield Fault(code="plan_too_long", path="count", expected=text, got=str(len(rows)), law=law)
    small = _smallest(rows)
    if bound.minimum is not None and small < bound.minimum:
        least = state.text(bound.minimum)
        yield Fault(code="instalment_too_small", path="instalment", expected=f"at least {least}",
                    got=state.text(small), nearest=least, law=law)  # fmt: skip


def _smallest(rows: Sequence[Row]) -> int:
    """The smallest instalment but the last, which takes what is left."""
    return min((row.amount for row in rows[:-1]), default=rows[-1].amount)
