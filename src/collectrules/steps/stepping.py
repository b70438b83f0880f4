"""Where a step stands for one claim: its window by law, its fee's window, and what stands in the way.

Days are ordinals. Nothing here knows of workflows; policy comes later and can only wait longer.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from collectrules.fold import judging, windows
from collectrules.fold.actlimits import used_up
from collectrules.fold.agreedlimits import agreed_most
from collectrules.fold.bargains import lapses
from collectrules.fold.conditions import Failure, Table
from collectrules.fold.counters import acts_counted, counted
from collectrules.fold.moments import Moment
from collectrules.fold.parts import facing
from collectrules.fold.state import ended, living
from collectrules.loader import model as m
from collectrules.nouns.dated import least_certain

if TYPE_CHECKING:
    from collectrules.fold.asking import Question
    from collectrules.fold.ledger import Account
    from collectrules.fold.rules import ActRule, FeeRule
    from collectrules.fold.state import State


class Obstacle(NamedTuple):
    """What stands in the way of a step: a stable code, the fact or act, what is needed, what there is."""

    code: str
    fact: str
    needed: str
    got: str | None
    law: tuple[str, ...]
    matcher: m.Matcher | None = None
    negated: bool = False


class Step(NamedTuple):
    """A step for one claim. `with_fee` is the first day with the fee, None if none can be earned by waiting.

    `apart` says why the claim is looked at without the others.
    """

    action: str
    account: Account
    status: str
    earliest: int | None
    latest: int | None
    with_fee: int | None
    obstacles: tuple[Obstacle, ...]
    fee_obstacles: tuple[Obstacle, ...]
    fee: FeeRule | None
    law: tuple[str, ...]
    certainty: str
    apart: Obstacle | None = None

    @property
    def alike(self) -> tuple[object, ...]:
        """What claims must share to be proposed together."""
        fee = self.fee.name if self.fee else None
        apart = self.apart and self.account.index
        window = (self.status, self.earliest, self.latest, self.with_fee)
        return *window, fee, self.obstacles, self.fee_obstacles, apart


def steps_now(question: Question) -> dict[str, list[Step]]:
    """Return every step on the day asked about, worked out once for all answers of a call."""
    found = question.kept.get("steps")
    if found is None:
        found = question.kept["steps"] = steps_at(question.state, living(question.state))
    return cast("dict[str, list[Step]]", found)


def steps_among(state: State, names: Collection[str]) -> dict[str, list[Step]]:
    """Return those of the steps of the day that are of some acts, where an answer would list them."""
    return steps_at(state, living(state), [name for name in state.book.acts if name in names], listed=True)


def steps_at(
    state: State, alive: tuple[Account, ...], names: Sequence[str] | None = None, *, listed: bool = False
) -> dict[str, list[Step]]:  # fmt: skip
    """Work out every act in question, or some acts, for every claim on which something can still be done."""
    over = [(account, word) for account in state.ledger.accounts if (word := ended(state, account)) is not None]
    return {
        name: _weighed(
            state, _apart(state, [step_of(state, account.law.acts[name], account, seen) for account in seen])
        )
        for name in (state.book.acts if names is None else names)
        for about in (_with_ended(state, name, alive, over) if over else alive,)
        if about and ((names is not None and not listed) or _concerns(state, name, about))
        for seen in (faced(state, name, about),)
    }


def _with_ended(
    state: State, name: str, alive: tuple[Account, ...], over: Sequence[tuple[Account, str]]
) -> tuple[Account, ...]:  # fmt: skip
    """Return the living claims and those at an end that an act names, as long as they stand where it is done."""
    stages = state.book.acts[name].record.in_stages
    more = [one for one, word in over if word in stages and any(part.stage in stages for part in one.parts)]
    return tuple(sorted((*alive, *more), key=lambda account: account.index)) if more else alive


def _apart(state: State, steps: list[Step]) -> list[Step]:
    """Claims that are too much for an act together are looked at one by one: each may be lawful alone."""
    if len(steps) == 1:
        return steps
    return [_alone(state, step) for step in steps]


def _weighed(state: State, steps: list[Step]) -> list[Step]:
    """Weigh each step over the claims it is proposed for: where some stand otherwise, again without them."""
    if len(steps) == 1 or len({step.alike for step in steps}) == 1:
        return steps
    found = []
    for step in steps:
        fellows = tuple(other.account for other in steps if other.alike == step.alike)
        live = step.status in {"open", "waiting"} and step.apart is None
        again = step_of(state, step.account.law.acts[step.action], step.account, fellows) if live else step
        found.append(again)
    return found


def _alone(state: State, step: Step) -> Step:
    reason = next((o for o in step.obstacles if o.fact == "claims_together" and not o.negated), None)
    if reason is None or step.status != "blocked":
        return step
    alone = step_of(state, step.account.law.acts[step.action], step.account, (step.account,))
    if alone.status == "blocked":
        return step
    return alone._replace(apart=reason._replace(code="too_much_together"))


def faced(state: State, name: str, accounts: tuple[Account, ...]) -> tuple[Account, ...]:
    """Return claims as an act sees them: the parts of each that the act is about."""
    stages = state.book.acts[name].record.in_stages
    return tuple(facing(account, stages) for account in accounts)


def _concerns(state: State, name: str, alive: tuple[Account, ...]) -> bool:
    """Acts of others are listed where they cost the creditor money or start a deadline, in their own stage."""
    act = state.book.acts[name].record
    if act.by == "creditor":
        return True
    if act.by == "time" or not any(part.stage in act.in_stages for account in alive for part in account.parts):
        return False
    costly = any(rule.record.advanced_by == "creditor" for rule in state.book.fees_by_act.get(name, ()))
    return costly or bool(act.deadline) or bool(act.earliest) or bool(act.latest)


def step_of(state: State, rule: ActRule, account: Account, together: tuple[Account, ...]) -> Step:
    """Work out one act for one claim (`faced` by it) as the facts stand on the state's day."""
    moment = Moment(state, account, state.on, together, rule.name)
    if rule.unmet:
        return _not_computed(rule, account)
    opens = windows.act_window(rule, moment)
    earliest, gate_last = _gate_window(state, rule, account, together, opens.earliest)
    latest = min((day for day in (opens.latest, gate_last) if day is not None), default=None)
    obstacles = _obstacles(state, rule, account, together, opens, earliest)
    earliest, closed = _on_open_day(rule, moment, earliest)
    obstacles = (*obstacles, *closed, *_used_up(rule, moment))
    if opens.missing and opens.earliest is None:  # no day can be told before what must come first
        earliest = latest = None
    shut = bool(opens.missing) or earliest is None or any(one.code == "act_limit" for one in obstacles)
    status = _status(state.on, earliest, latest, blocked=shut)
    certainty = least_certain(rule.record.certainty, opens.certainty)
    step = Step(rule.name, account, status, earliest, latest, None, obstacles, (), None, rule.record.law, certainty)
    return _with_fee(state, step, together) if status in {"open", "waiting"} else step


def _used_up(rule: ActRule, moment: Moment) -> tuple[Obstacle, ...]:
    """A limit that no waiting lifts."""
    reached = used_up(rule, moment) if rule.limits else None
    if reached is None:
        return ()
    limit, done = reached
    law = limit.law or rule.record.law
    return (Obstacle("act_limit", limit.per, f"fewer than {limit.at_most}", str(done), law),)


def _on_open_day(rule: ActRule, moment: Moment, earliest: int | None) -> tuple[int | None, tuple[Obstacle, ...]]:
    """The first day of an act that is open for it; a stay without an end shuts it."""
    if rule.record.open_on is None or earliest is None:
        return earliest, ()
    day = max(earliest, moment.day)
    first = windows.open_from(rule, moment, day)
    if first is not None:
        return (earliest if first == moment.day else first), ()
    calendar = moment.state.book.profile.calendar[rule.record.open_on]
    name = next(stay.name for stay in moment.account.stays if stay.name in calendar.stays and stay.last is None)
    law = moment.state.book.stays[name].record.law
    return None, (Obstacle("condition", "stays", f"not {name}", name, law, m.Matcher(any_of=(name,)), negated=True),)


def _not_computed(rule: ActRule, account: Account) -> Step:
    """A step whose rule has a word that is not computed is shown shut, with that word."""
    obstacles = tuple(Obstacle("word_not_computed", path, "computed", None, rule.record.law) for path in rule.unmet)
    return Step(rule.name, account, "blocked", None, None, None, obstacles, (), None, rule.record.law, "unclear")


def _status(on: int, earliest: int | None, latest: int | None, *, blocked: bool) -> str:
    """Where a step stands; what the claim has never been fit for is shut, not late."""
    if earliest is None:
        return "blocked"
    if latest is not None and on > latest:
        return "lapsed"
    if blocked:
        return "blocked"
    if latest is not None and earliest > latest:
        return "lapsed"
    return "waiting" if on < earliest else "open"


def _gate_window(
    state: State, rule: ActRule, account: Account, together: tuple[Account, ...], lower: int | None
) -> tuple[int | None, int | None]:
    """The first day on which stage and conditions hold, by time alone, and the last day they go on holding."""
    start = lower if lower is not None else min(account.arose or account.due, account.due)
    start = max(start, _done_by(rule, account))
    stages = rule.record.in_stages
    if not stages and not rule.gate.when and not rule.gate.unless:
        return start, None
    left = stages and account.parts[0].stage not in stages and not state.turning_days(account)
    if left or rule.gate.shut:
        return None, None
    here = Moment(state, account, state.on, together, rule.name)
    turns = {day for day in rule.gate.days(here) if day > start}
    turns |= {day for day in state.turning_days(account) if day > start}
    if stages:
        turns |= {since + later for since, _ in account.stages for later in (0, 1) if since + later > start}
    days = sorted({start, *turns, *({state.on} if state.on > start else ())})
    spans = _spans(days, {day for day in days if _holds(state, rule, account, together, day)})
    current = next((span for span in spans if span[1] is None or span[1] >= state.on), None)
    return current or (spans[-1] if spans else (None, None))


def _done_by(rule: ActRule, account: Account) -> int:
    """The first day by which any of the ways of `when` had every act done that it asks for; 0 where one asks for none.

    What was done since is not known of an earlier day, though the facts of a condition are read as they stand.
    """
    tables = rule.gate.when
    if not all(table.acts for table in tables):
        return 0
    return min((_day_of_acts(table, account) for table in tables), default=0)


def _day_of_acts(table: Table, account: Account) -> int:
    return min((account.latest[name].on for name in table.acts if name in account.latest), default=0)


def _spans(days: Sequence[int], holding: set[int]) -> list[tuple[int, int | None]]:
    """Join the days that hold into stretches: first day, and last day or None if nothing ends it."""
    found: list[tuple[int, int | None]] = []
    begun: int | None = None
    for day in days:
        if day in holding:
            begun = day if begun is None else begun
        elif begun is not None:
            found.append((begun, day - 1))
            begun = None
    return found if begun is None else [*found, (begun, None)]


def _holds(state: State, rule: ActRule, account: Account, together: tuple[Account, ...], day: int) -> bool:
    stages = rule.record.in_stages
    if stages and not _stage_fits(state, account, day, stages):
        return False
    answers = stages and rule.record.by != "creditor" and _stage_at(state, account, day - 1) not in stages
    if answers and _creditor_acted(state, account, day):
        return False  # within a day the acts of others come before the creditor's: they answer those of an earlier day
    return rule.gate.holds(Moment(state, account, day, together, rule.name))


def _creditor_acted(state: State, account: Account, day: int) -> bool:
    """Whether the creditor did something about a claim on a day."""
    acts = state.book.acts
    return any(on == day and kind in acts and acts[kind].record.by == "creditor" for on, kind in account.log)


def _stage_fits(state: State, account: Account, day: int, stages: tuple[str, ...]) -> bool:
    """Whether the claim stands in one of the stages on a day, and still does: a stage once left is shut, not late."""
    if day <= state.on and account.parts[0].stage not in stages:
        return False
    return _stage_at(state, account, day) in stages


def _stage_at(state: State, account: Account, day: int) -> str:
    return state.stage_on(account, day) if day > state.on else account.stage_then(day)


def _obstacles(
    state: State, rule: ActRule, account: Account, together: tuple[Account, ...], opens: windows.Window,
    earliest: int | None,
) -> tuple[Obstacle, ...]:  # fmt: skip
    """Everything but the calendar that stands in the way now."""
    found = [Obstacle("missing_act", word, "done", None, opens.law or rule.record.law) for word in opens.missing]
    if earliest is not None:
        return tuple(found)
    stages = rule.record.in_stages
    if stages and account.parts[0].stage not in stages:
        needed = " or ".join(stages)
        found.append(Obstacle("wrong_stage", "stage", needed, account.parts[0].stage, rule.record.law))
    day = max(state.on, account.timely + 1)
    found += _conditions(state, rule, account, together, day)
    if not found and opens.earliest is not None:  # it is shut by what comes before its first day
        found += _conditions(state, rule, account, together, max(day, opens.earliest))
    return tuple(found)


def _conditions(
    state: State, rule: ActRule, account: Account, together: tuple[Account, ...], day: int
) -> list[Obstacle]:
    moment = Moment(state, account, day, together, rule.name)
    return [as_obstacle(state, failure, rule.record.law) for failure in rule.gate.failures(moment)]


def as_obstacle(state: State, failure: Failure, law: tuple[str, ...]) -> Obstacle:
    """Turn a failing condition into an obstacle."""
    code = "fact_unknown" if failure.got is None else "condition"
    got = None if failure.got is None else state.shown(failure)
    return Obstacle(code, failure.fact, failure.needed, got, failure.law or law, failure.matcher, failure.negated)


# The fee of a step -----------------------------------------------------------------------------------------


def _with_fee(state: State, step: Step, together: tuple[Account, ...]) -> Step:
    """Add the window of the fee: when it can first be charged, or why never."""
    rules = step.account.law.claimable(step.action)
    if not rules:
        return step
    moment = Moment(state, step.account, max(state.on, step.earliest or 0), together, rules[0].family)
    standing = judging.governing(rules, moment)
    if not standing:
        return step
    rule = standing[0]
    first, obstacles = fee_window(state, rule, step.account, together, step.earliest or 0)
    earliest = step.earliest if first is None else max(step.earliest or 0, first)
    if first is not None and step.latest is not None and earliest is not None and earliest > step.latest:
        first, earliest = None, step.earliest
    status = _status(state.on, earliest, step.latest, blocked=False)
    if first is None and rule.record.part == "compensation":
        return _shut(step, obstacles)
    law = step.law if first is None else (*rule.record.law, *(key for key in step.law if key not in rule.record.law))
    return Step(
        step.action, step.account, status, earliest, step.latest, first, step.obstacles, obstacles, rule, law,
        step.certainty,
    )  # fmt: skip


def _shut(step: Step, obstacles: tuple[Obstacle, ...]) -> Step:
    """An act that does nothing but claim a sum is shut when the sum is not owed."""
    return step._replace(status="blocked", earliest=None, latest=None, obstacles=(*step.obstacles, *obstacles))


def fee_window(
    state: State, rule: FeeRule, account: Account, together: tuple[Account, ...], lower: int, cost: str | None = None
) -> tuple[int | None, tuple[Obstacle, ...]]:
    """Return the first day from `lower` on which the cautious reading allows the fee, or what forbids it.

    A day that has passed counts only while the fee is allowed still, which limitation may have ended since. `cost` is
    what a charge books that is no fee of a letter.
    """
    variant = rule.cautious
    here = Moment(state, account, max(state.on, lower), together, rule.family, cost=cost)
    seen = judging.View(rule, variant, here)
    start = max(lower, seen.earliest or 0)
    turns = (*variant.gate.days(here), *lapses(account, state.on), state.on)
    days = sorted({start, *(day for day in turns if day > start)})
    for day in days:
        at = here if day == here.day else Moment(state, account, day, together, rule.family, cost=cost)
        if judging.View(rule, variant, at).allowed and (day >= here.day or seen.allowed):
            return day, ()
    later = judging.View(rule, variant, Moment(state, account, max(start, state.on), together, rule.family, cost=cost))
    return None, tuple(_fee_obstacles(later))


def _fee_obstacles(seen: judging.View) -> list[Obstacle]:
    law = seen.variant.record.law
    found = [as_obstacle(seen.moment.state, failure, law) for failure in seen.failures]
    if seen.borne is not True:
        code, got = ("condition", "false") if seen.borne is False else ("fact_unknown", None)
        found.append(Obstacle(code, "costs_awarded", "true", got, law))
    if seen.exhausted is not None:
        found.append(_limit_obstacle(seen, seen.exhausted))
    elif seen.beyond:
        record, at = seen.variant.record, seen.moment
        needed, count = f"fewer than {agreed_most(record, at)}", str(counted("claim", at, record))
        found.append(Obstacle("agreed_limit", "claim", needed, count, law))
    if seen.room == 0:
        most = seen.moment.state.text(seen.moment.account.interest_cap or 0)
        found.append(Obstacle("cost_cap", "credit_amount", f"to {most}", most, judging.cap_law(seen.moment.account)))
    if seen.barred is not None:
        found.append(Obstacle("notice_incomplete", "notice_complete", "true", "false", seen.barred[0]))
    found += [Obstacle("missing_act", word, "done", None, law) for word in seen.missing]
    return found


def _limit_obstacle(seen: judging.View, limit: m.Limit) -> Obstacle:
    """A limit that is used up, or one whose free acts have not been done yet."""
    law = limit.law or seen.variant.record.law
    if limit.at_most is None:
        done = str(acts_counted(limit.per, seen.moment))
        return Obstacle("fee_free", limit.per, f"from {limit.free}", done, law)
    count = str(counted(limit.per, seen.moment, seen.variant.record))
    return Obstacle("fee_limit", limit.per, f"fewer than {limit.at_most}", count, law)
