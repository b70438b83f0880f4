"""What may be done next: every step with its window, what it costs and who pays, and why not where it is shut."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, cast

from collectrules.answers.acting import ActOn, NoneRecommended, none_recommended, to_act_on
from collectrules.answers.advising import Advice, advice_on
from collectrules.fold import judging, windows
from collectrules.fold.asking import Question, ask, envelope
from collectrules.fold.ledger import Account
from collectrules.fold.moments import Moment
from collectrules.fold.rules import OFFICIAL
from collectrules.fold.state import State, living, money_of
from collectrules.ground.dates import date_of
from collectrules.ground.errors import bad_input, nearest, of_type
from collectrules.ground.scalars import Amount, Day
from collectrules.loader import model as m
from collectrules.loader.load import A_PROFILE
from collectrules.nouns.answer import Answer, Certainty, Deferring, Part, deferred
from collectrules.nouns.case import Case
from collectrules.nouns.dated import least_certain
from collectrules.steps.billing import Bill, bills
from collectrules.steps.doubting import otherwise
from collectrules.steps.looking import look_again
from collectrules.steps.opening import Change, openings
from collectrules.steps.planning import Planned, planned
from collectrules.steps.pricing import Price, priced_alone, prices
from collectrules.steps.proceedings import grounds, procedure
from collectrules.steps.stepping import Obstacle, Step, step_of, steps_among, steps_at, steps_now

Status = Literal["open", "waiting", "blocked", "lapsed"]
Actor = Literal["creditor", "collector", "debtor", "court", "office", "third_party"]


class Cost(Part):
    """A sum in major units: what it is, how much (or between what), who pays or to whom it goes, by which law.

    `credited` is what the law sets off against the sum for what was asked for before: it is not in `amount`.
    What is `once_billed` is an estimate: what was really spent counts, from the day on which its bill is recorded.
    """

    kind: str
    amount: Amount | None = None
    amount_min: Amount | None = None
    amount_max: Amount | None = None
    unknown: bool | None = None
    claim: str | None = None
    payer: str | None = None
    to: str | None = None
    law: tuple[str, ...]
    same_as: str | None = None
    once_billed: bool | None = None
    credited: Amount | None = None
    certainty: Certainty = "sure"


class Reason(Part):
    """One reason: a stable code, the fact or act concerned, what is needed and what there is."""

    code: str
    fact: str | None = None
    needed: str | None = None
    got: str | None = None
    law: tuple[str, ...]


class OtherWindow(Part):
    """The window under another option of a reading; the last day only where that moves."""

    reading: str
    option: str
    earliest: Day | None = None
    latest: Day | None = None


class Proposal(Deferring):
    """One action for some claims: its window by law, its plan, its price, or what stands in its way.

    `amount` is the principal it is about in major units, where that is less than the claims' own. `fee` names the fee
    of the profile that a `cost` is booked for: several may be booked as the same cost on the same day.
    """

    action: str
    cost: str | None = None
    fee: str | None = None
    procedure: str | None = None
    claims: tuple[str, ...]
    amount: Amount | None = None
    by: Actor
    status: Status
    earliest: Day | None = None
    latest: Day | None = None
    free_from: Day | None = None
    on: Day | None = None
    recommended: bool
    deferred_by: str | None = None
    charges: tuple[Cost, ...]
    advances: tuple[Cost, ...]
    needs: tuple[str, ...]
    notice: str | None = None
    law: tuple[str, ...]
    because: tuple[Reason, ...]
    opens_if: tuple[Change, ...]
    certainty: Certainty
    window_readings: tuple[OtherWindow, ...]
    fingerprint: str


class NextSteps(Answer):
    """Every step the law knows, open or not, on the day asked about.

    `advice` is what may still be tried where the creditor's workflow is over or shut and nobody else has the next word.
    """

    answer: Literal["next"] = "next"
    proposals: tuple[Proposal, ...]
    actionable: bool = False
    actionable_because: tuple[ActOn, ...] = ()
    advice: tuple[Advice, ...] = ()
    none_recommended: tuple[NoneRecommended, ...] = ()
    look_again_on: Day | None = None


def next_steps(
    case: Case,
    profile: m.Profile,
    *,
    on: dt.date | str,
    readings: Mapping[str, str] | None = None,
    known_on: dt.date | str | None = None,
    assume: str | None = None,
    without: Sequence[str] = (),
) -> NextSteps:
    """Return every step with its window, its price and its reasons, on a day.

    Args:
        case: the facts.
        profile: the law.
        on: the day asked about.
        readings: how named doubts are to be read.
        known_on: leave out facts recorded after this day.
        assume: "carry_forward" to answer beyond the last published reference rate.
        without: actions the creditor rejects: the law goes on as it is, the workflow recommends what comes after them.

    Raises:
        BadInput: the case does not fit the profile; `unknown_action` for a rejected action that is none.
        NotModelled: law, figure or fact that is needed and not known.

    """
    _check_without(without, profile)
    question = ask(case, profile, on=on, readings=readings, known_on=known_on, assume=assume)
    return next_steps_of(question, frozenset(without))


def _check_without(without: object, profile: object) -> None:
    of_type(profile, m.Profile, "profile", A_PROFILE)
    of_type(without, (list, tuple), "without", "a list of acts of the profile")
    acts = cast("m.Profile", profile).act
    for place, action in enumerate(cast("Sequence[object]", without)):
        if not isinstance(action, str) or action not in acts:
            near = nearest(action, acts) if isinstance(action, str) else None
            raise bad_input("unknown_action", f"without[{place}]", "an act of the profile", action, near)


def next_steps_of(question: Question, declined: frozenset[str] = frozenset()) -> NextSteps:
    """Read the next steps from a question that has been folded."""
    state = question.state
    plans = planned(state, declined)
    found = tuple(proposals_of(question, plans, declined))
    waiting = tuple(to_act_on(state, found, plans))
    values = envelope(question) | {"proposals": found, "actionable": bool(waiting), "actionable_because": waiting}
    later: dict[str, Callable[[], object]] = {
        "advice": lambda: tuple(advice_on(state, found, plans)),
        "look_again_on": lambda: look_again(question),
        "none_recommended": lambda: tuple(none_recommended(state, found, plans)),
        "readings_used": question.readings_used,
    }
    return deferred(NextSteps, values, later)


def proposals_for(question: Question, names: Sequence[str]) -> Iterator[Proposal]:
    """Yield proposals of some acts of the profile, those too that an answer does not list since they cost nothing."""
    state = question.state
    known = [name for name in names if name in state.book.acts]
    for steps in steps_at(state, living(state), known).values() if known else ():
        for group in _groups(steps):
            yield _proposal(question, group, None, frozenset())


@dataclass(frozen=True, slots=True)
class Group:
    """The claims that share a step's status, window and reasons."""

    step: Step
    accounts: tuple[Account, ...]

    def holds(self, plan: Planned) -> bool:
        """Whether a plan of the workflow is about any of the claims."""
        return any(account.index in plan.claims for account in self.accounts)

    def within(self, plan: Planned) -> bool:
        """Whether a plan of the workflow is about all of the claims."""
        return all(account.index in plan.claims for account in self.accounts)


def proposals_of(
    question: Question, plans: Sequence[Planned], declined: frozenset[str], only: str | None = None
) -> Iterator[Proposal]:  # fmt: skip
    """Yield the proposals of every act, then of the costs that are booked by themselves; or those of one of them."""
    state = question.state
    found = steps_now(question) if only is None else steps_among(state, {only, *(plan.act for plan in plans)})
    groups = [group for steps in found.values() for group in _groups(steps)]
    wanted, plan = _wanted(state, groups, plans)
    for group in groups if only is None else [group for group in groups if group.step.action == only]:
        mine, rest = (group, None) if group is not wanted or plan is None else _cut(state, group, plan)
        own = group is wanted and plan is not None and mine.within(plan)
        yield _proposal(question, mine, plan if own else None, declined)
        if rest is not None:
            yield _proposal(question, rest, None, declined)
    yield from _cost_proposals(question, living(state)) if only in {None, "charge"} else ()


_LIVE: Final = frozenset({"open", "waiting"})


def _cut(state: State, group: Group, plan: Planned) -> tuple[Group, Group | None]:
    """Part the claims that the workflow plans a step for from those that the law alone would allow it for."""
    mine = tuple(account for account in group.accounts if account.index in plan.claims)
    rest = tuple(account for account in group.accounts if account.index not in plan.claims)
    found = _again(state, group, mine) if rest else group
    if found.step.status not in _LIVE:  # what is allowed for all together only
        return group, None
    return found, _again(state, group, rest) if rest else None


def _again(state: State, group: Group, accounts: tuple[Account, ...]) -> Group:
    """The step for some claims of a group: with fewer of them it may cost less."""
    step = group.step
    return Group(step_of(state, accounts[0].law.acts[step.action], accounts[0], accounts), accounts)


def _wanted(
    state: State, groups: Sequence[Group], plans: Sequence[Planned]
) -> tuple[Group | None, Planned | None]:  # fmt: skip
    """The step that the workflow has next, and its plan: of those the law leaves open, the first by its day."""
    found = [
        (group, plan)
        for plan in plans
        for group in groups
        if group.step.action == plan.act and group.step.status in _LIVE and group.holds(plan)
    ]
    return min(found, key=lambda pair: _planned_day(state, pair[0].step, pair[1]), default=(None, None))


def _groups(steps: list[Step]) -> list[Group]:
    if len(steps) == 1:
        return [Group(steps[0], (steps[0].account,))]
    found: dict[tuple[object, ...], list[Step]] = {}
    for step in steps:
        found.setdefault(step.alike, []).append(step)
    groups = [Group(steps[0], tuple(step.account for step in steps)) for steps in found.values()]
    return sorted(groups, key=lambda group: ("open waiting blocked lapsed".split()).index(group.step.status))


def _proposal(question: Question, group: Group, plan: Planned | None, declined: frozenset[str]) -> Proposal:
    state, step = question.state, group.step
    act = state.book.acts[step.action].record
    live = step.status in {"open", "waiting"}
    day = _planned_day(state, step, plan) if live else None
    taken = max(day or 0, state.on)  # what was planned for an earlier day can only be taken from today on
    at = Moment(state, step.account, taken, group.accounts, step.action)
    added, advanced = prices(at, step) if live else ([], [])
    charges, advances = _costs(state, added), _costs(state, advanced)
    certainty = least_certain(step.certainty, *(cost.certainty for cost in (*charges, *advances)))
    notice = plan.notice if plan is not None and plan.notice is not None else act.notice
    kind = procedure(at) if live else None
    given = windows.deadline_of(step.account.law.acts[step.action], at)
    law = (*step.law, *(given.law if given else ()), *(kind.law if kind else ()))
    law = tuple(dict.fromkeys(law))
    claims = tuple(account.claim.id for account in group.accounts)
    values: dict[str, object] = {
        "action": step.action, "cost": None, "procedure": kind.name if kind is not None else None,
        "claims": claims, "amount": _amount(state, group), "by": act.by, "status": step.status,
        "earliest": _day(step.earliest), "latest": _day(step.latest),
        "free_from": _free_from(state, step), "on": _day(day),
        "recommended": plan is not None and not state.paused_on(state.on),
        "deferred_by": "declined" if step.action in declined else _deferred(state, plan),
        "charges": charges, "advances": advances,
        "notice": notice, "law": law, "certainty": certainty,
    }  # fmt: skip
    blocked = step.status == "blocked"
    later: dict[str, Callable[[], object]] = {
        "needs": lambda: tuple(_needs(state, step, act, notice)),
        "because": lambda: (*_reasons(state, step, plan, day), *(_grounds(state, at) if live else ())),
        "opens_if": lambda: openings(question, step, claims) if blocked else (),
        "window_readings": lambda: tuple(_other_windows(question, group)) if live else (),
        "fingerprint": lambda: question.mark,
    }
    return deferred(Proposal, values, later)


def _amount(state: State, group: Group) -> Decimal | None:
    if not any(account.is_part for account in group.accounts):
        return None
    return money_of(state, sum(account.open_principal for account in group.accounts))


def _day(day: int | None) -> dt.date | None:
    return None if day is None else date_of(day)


def _planned_day(state: State, step: Step, plan: Planned | None) -> int:
    """The day of the workflow, never before the law's; without one the later of the law's and the day asked."""
    first = step.earliest or state.on
    if plan is None:
        return max(first, state.on)
    held = state.paused_until + 1 if state.paused and state.paused_until is not None else 0
    return max(first, plan.on, held)


def _deferred(state: State, plan: Planned | None) -> str | None:
    return "pause" if plan is not None and state.paused_on(state.on) else None


def _free_from(state: State, step: Step) -> dt.date | None:
    """The first lawful day without the fee, where waiting still earns one."""
    if step.with_fee is None or step.fee is None or step.earliest is None:
        return None
    rule = step.account.law.acts[step.action]
    free = windows.act_window(rule, Moment(state, step.account, state.on)).earliest
    for day in sorted({*rule.gate.days(Moment(state, step.account, state.on)), *([free] if free else [])}):
        if (free is None or day >= free) and rule.gate.holds(Moment(state, step.account, day)):
            return date_of(min(day, step.earliest))
    return date_of(step.earliest)


# What it costs ---------------------------------------------------------------------------------------------


def _costs(state: State, prices: Iterable[Price]) -> tuple[Cost, ...]:
    return tuple(_cost(state, price) for price in prices)


def _cost(state: State, price: Price) -> Cost:
    known = price.amount is not None
    least, most = (None, None) if price.frame is None else (money_of(state, edge) for edge in price.frame)
    return Cost.made(
        kind=price.kind, amount=money_of(state, price.amount) if price.amount is not None else None,
        amount_min=least, amount_max=most, unknown=None if known else True, claim=price.claim, payer=price.payer,
        to=price.to, law=price.law, same_as=price.same_as, once_billed=price.once_billed or None,
        credited=money_of(state, price.credited) if price.credited else None,
        certainty=cast("Certainty", price.certainty),
    )  # fmt: skip


def _cost_proposals(question: Question, living: tuple[Account, ...]) -> Iterator[Proposal]:
    """Costs that a `charge` event books: what the law allows of them now, or why nothing."""
    state = question.state
    for name, rule in state.book.fees.items():
        if not rule.record.cost or rule.record.part in OFFICIAL:
            continue
        for bill in bills(state, name, living):
            found = _cost_proposal(question, name, bill)
            if all(cost.amount is None or cost.amount > 0 for cost in found.charges):  # else there is nothing to bill
                yield found


def _cost_proposal(question: Question, name: str, bill: Bill) -> Proposal:
    state, at, first = question.state, bill.at, bill.first
    rule = at.account.law.fee(name)
    status: Status = "blocked" if first is None else "waiting" if first > state.on else "open"
    day = None if first is None else max(first, state.on)
    charges: tuple[Cost, ...] = ()
    if day is not None:
        seen = judging.View(rule, rule.cautious, Moment(state, at.account, day, bill.about, rule.family, cost=at.cost))
        charges = (_cost(state, priced_alone(seen, "collection_cost", payer="debtor")),)
    certainty = least_certain("sure", *(cost.certainty for cost in charges))
    return Proposal.made(
        action="charge", cost=at.cost, fee=name, claims=tuple(one.claim.id for one in bill.claims), by="creditor",
        status=status,
        earliest=_day(first), latest=None, free_from=None, on=_day(day), recommended=False, deferred_by=None,
        charges=charges, advances=(), needs=("document:proof_of_cost",), law=rule.record.law,
        because=tuple(_reason(o) for o in bill.obstacles), opens_if=(), certainty=certainty,
        window_readings=(), fingerprint=question.mark,
    )  # fmt: skip


# Why -------------------------------------------------------------------------------------------------------


def _needs(state: State, step: Step, act: m.Act, notice: str | None) -> Iterator[str]:
    yield from state.book.papers(act.name, notice)
    at, rule = Moment(state, step.account, state.on, (), step.action), step.account.law.acts[step.action]
    yield from (f"document:{word}" for gate, one in rule.needs if gate.holds(at) for word in one.documents)
    yield from (f"fact:{o.fact}" for o in (*step.obstacles, *step.fee_obstacles) if o.code == "fact_unknown")


def _reason(obstacle: Obstacle) -> Reason:
    return Reason.made(
        code=obstacle.code, fact=obstacle.fact, needed=obstacle.needed, got=obstacle.got, law=obstacle.law
    )


def _reasons(state: State, step: Step, plan: Planned | None, day: int | None) -> Iterator[Reason]:
    yield from (_reason(obstacle) for obstacle in step.obstacles)
    if step.apart is not None:
        yield _reason(step.apart)
    yield from (_reason(o).model_copy(update={"code": f"no_fee_{o.code}"}) for o in step.fee_obstacles)
    earliest = step.earliest
    if step.status == "waiting" and earliest is not None:
        yield Reason.made(
            code="too_early",
            fact=None,
            needed=date_of(earliest).isoformat(),
            got=date_of(state.on).isoformat(),
            law=step.law,
        )
    if step.status == "lapsed" and step.latest is not None:
        yield Reason.made(
            code="too_late",
            fact=None,
            needed=date_of(step.latest).isoformat(),
            got=date_of(state.on).isoformat(),
            law=step.law,
        )
    if plan is not None and day is not None and earliest is not None and plan.on < earliest:
        yield Reason.made(
            code="law_before_policy", fact=None, needed=date_of(earliest).isoformat(),
            got=date_of(plan.on).isoformat(), law=step.law,
        )  # fmt: skip


def _grounds(state: State, at: Moment) -> Iterator[Reason]:
    """What the kind of proceedings follows from."""
    for ground in grounds(at):
        yield Reason.made(
            code="procedure", fact=ground.fact, needed=ground.needed, got=state.shown(ground), law=ground.law
        )


def _other_windows(question: Question, group: Group) -> Iterator[OtherWindow]:
    """The window under the other options, where a doubt moves it."""
    for other in otherwise(question, group.step, group.accounts):
        moved = other.latest if other.latest != group.step.latest else None
        yield OtherWindow.made(
            reading=other.reading, option=other.option, earliest=_day(other.earliest), latest=_day(moved)
        )
