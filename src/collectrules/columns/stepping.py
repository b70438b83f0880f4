"""The next step of the workflow, for all cases at once.

How far a case has come and on which day policy plans its next step follow the workflow's own record; from which day the
law opens that step is asked of the fold, once for each sort of claim; what its letter adds is the letter's law.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, cast

import numpy as np

from collectrules.columns.asking import NEVER, Sort
from collectrules.columns.coding import NONE, Mask, Whole
from collectrules.columns.letters import opens_on
from collectrules.columns.preparing import fee_place, letter
from collectrules.columns.subset import beyond
from collectrules.fold.moments import Moment
from collectrules.steps.planning import steps_ahead
from collectrules.steps.stepping import step_of

if TYPE_CHECKING:
    from collectrules.columns.paying import Balances, Events
    from collectrules.columns.preparing import Ready
    from collectrules.columns.tables import Portfolio
    from collectrules.loader import model as m

NO_STEP: Final = -1
_BEYOND: Final = -2


@dataclass(slots=True)
class Steps:
    """The next step of each case: its place in `names`, its day, what it adds to the debt, when to look again.

    Days are ordinals, 0 for none; a sum is -1 where it is not known. `left` says by reason which cases the columns
    leave to the fold.
    """

    names: Sequence[str]
    code: Whole
    on: Whole
    charges: Whole
    look: Whole
    left: dict[str, Mask]


@dataclass(slots=True)
class _Courses:
    """The workflows under the laws of claims, those that say the same as one: a row for each position of each.

    `begins` is the first row of the course of each claim, a single number where all have the same. `ahead[row, kind]`
    is the row after a letter of a kind, -1 where it is none of the steps to come. `wanted` says of a row whether a step
    is wanted there, `act` which, `days` how long after the step before, `fee` the law of its letter's fee, -1 for none,
    `staged` whether its act asks for a stage.
    """

    begins: Whole | int
    ahead: Whole
    wanted: Whole
    act: Whole
    days: Whole
    fee: Whole
    staged: Mask
    names: list[str]


def steps_of(portfolio: Portfolio, made: Ready, found: Balances, events: Events, on: int) -> Steps:
    """Return the next step of each case at the end of a day."""
    if not len(portfolio.amounts):
        return _none(len(portfolio))
    if "courses" not in made.memo:
        made.memo["courses"] = _courses(portfolio, made)
    courses = cast("_Courses", made.memo["courses"])
    steps = _next(made, courses, found, _progress(portfolio, made, courses, events), on)
    return steps if portfolio.alone else _of_cases(portfolio, steps)


def _none(cases: int) -> Steps:
    """No step for any case; each is for the fold, which says what a case without claims lacks."""
    nothing = np.zeros(cases, np.int64)
    return Steps([], nothing + NO_STEP, nothing, nothing + NONE, nothing.copy(), {})


def _of_cases(portfolio: Portfolio, steps: Steps) -> Steps:
    """The same by case; a step for several claims at once is for the fold."""
    begin, end = portfolio.claims_of()
    first, several = np.minimum(begin, max(len(portfolio.amounts) - 1, 0)), end - begin > 1
    left = {word: rows[first] for word, rows in steps.left.items()} | {"steps_of_several_claims": several}
    return Steps(steps.names, steps.code[first], steps.on[first], steps.charges[first], steps.look[first], left)


# How far each case has come --------------------------------------------------------------------------------


def _progress(
    portfolio: Portfolio, made: Ready, courses: _Courses, events: Events
) -> tuple[Whole, Whole, Mask]:  # fmt: skip
    """How far each claim has come, since when, and whether some letter has moved it to another stage."""
    kinds = portfolio.kinds if made.order is None else portfolio.kinds[made.order]
    size, width = len(portfolio.amounts), courses.ahead.shape[1]
    row, since = np.full(size, courses.begins), portfolio.days["due"].copy()
    moved, moves = np.zeros(size, bool), _moves(made, portfolio.kind_names)
    ahead = courses.ahead.ravel()
    for round_ in range(int(events.count.max()) if size else 0):
        there = np.flatnonzero(events.count > round_)
        at = events.begin[there] + round_
        kind = kinds[at]
        next_ = ahead[row[there] * width + kind]
        done = next_ >= 0
        if not done.all():
            there, at, next_, kind = there[done], at[done], next_[done], kind[done]
        row[there], since[there] = next_, events.on[at]
        if moves.any():
            moved[there] |= moves[made.law_of[made.sort_of[there]], kind]
    return row, since, moved


def _moves(made: Ready, names: Sequence[str]) -> Mask:
    """Whether a kind of letter moves the stage, by law and kind."""
    found = np.zeros((int(made.law_of.max(initial=0)) + 2, max(len(names), 1)), bool)
    for (law, kind), one in made.letters.items():
        if kind in names:
            found[law, names.index(kind)] = one.moves
    return found


def _courses(portfolio: Portfolio, made: Ready) -> _Courses:
    """Work out every workflow under every law of claims that is there."""
    names = [words.get("workflow") for words in portfolio.case_words]
    flows = list(dict.fromkeys(names))
    flow = np.array([flows.index(name) for name in names], np.int64)[portfolio.case_codes][portfolio.case_of]
    law = made.law_of[made.sort_of] + 1
    pair = flow * (int(law.max(initial=0)) + 1) + law
    acts: list[str] = []
    known: dict[tuple[_Line, ...], int] = {}
    lines: list[_Line] = []
    begins = np.zeros(int(pair.max(initial=0)) + 1, np.int64)
    for one in np.flatnonzero(np.bincount(pair)).tolist():
        flow_, law_ = divmod(one, int(law.max(initial=0)) + 1)
        found = _course(made, made.law.workflow.get(flows[flow_] or ""), law_ - 1, portfolio.kind_names, acts)
        if found not in known:
            known[found] = len(lines)
            lines += [line.beginning(len(lines)) for line in found]
        begins[one] = known[found]
    columns = [np.array(column, np.int64) for column in zip(*(line[1:] for line in lines), strict=True)]
    ahead = np.array([line.ahead for line in lines], np.int64).reshape(len(lines), max(len(portfolio.kind_names), 1))
    wanted, act, days, fee, staged = columns
    return _Courses(begins[pair] if len(known) > 1 else 0, ahead, wanted, act, days, fee, staged > 0, acts)


class _Line(NamedTuple):
    """One position of a course, as `_Courses` says; `ahead` counts from the first position of its own course."""

    ahead: tuple[int, ...]
    wanted: int = NO_STEP
    act: int = 0
    days: int = 0
    fee: int = NONE
    staged: int = 0

    def beginning(self, row: int) -> _Line:
        """The same in a course that begins at a row."""
        return self._replace(ahead=tuple(NO_STEP if to < 0 else to + row for to in self.ahead))


def _course(
    made: Ready, flow: m.Workflow | None, law: int, kinds: Sequence[str], acts: list[str]
) -> tuple[_Line, ...]:  # fmt: skip
    """One workflow under one law of claims."""
    if flow is None or law < 0:
        return (_Line((NO_STEP,) * max(len(kinds), 1)),)
    sort = made.sorts[int(np.flatnonzero(made.law_of == law)[0])]
    found = []
    for position in range(len(flow.steps) + 1):
        ahead = tuple(_ahead(flow, position, kind) for kind in kinds) or (NO_STEP,)
        wanted = _wanted(sort, flow, position)
        found.append(_line(made, sort, flow.steps[wanted], law, acts, ahead) if wanted >= 0 else _Line(ahead, wanted))
    return tuple(found)


def _line(
    made: Ready, sort: Sort, step: m.WorkflowStep, law: int, acts: list[str], ahead: tuple[int, ...]
) -> _Line:  # fmt: skip
    """The act of a step, the days before it, and its fee; beyond the columns where its law is."""
    rule, one = sort.law.act(step.act), letter(made, law, step.act)
    fee = one.fee is not None or not sort.law.claimable(step.act)
    if rule is None or rule.record.by != "creditor" or not opens_on(sort, rule) or one.why is not None or not fee:
        return _Line(ahead, _BEYOND)
    if step.act not in acts:
        acts.append(step.act)
    place = NONE if one.fee is None else fee_place(made, one.fee)
    return _Line(ahead, 1, acts.index(step.act), step.days, place, int(bool(rule.record.in_stages)))


def _ahead(flow: m.Workflow, position: int, kind: str) -> int:
    """How many steps are done once a letter of a kind has gone out; -1 where it is none of those to come."""
    found = steps_ahead(flow.steps[position:], kind)
    return NO_STEP if found is None else position + found + 1


def _wanted(sort: Sort, flow: m.Workflow, position: int) -> int:
    """The first step from a position on whose own condition holds; no claim of the subset can change that."""
    state, account = sort.state, sort.account
    for place in range(position, len(flow.steps)):
        gate, at = state.book.steps.get((flow.name, place)), Moment(state, account, state.on)
        if gate is not None and beyond([gate], at) is not None:
            return _BEYOND
        if gate is None or gate.holds(at):
            return place
    return NO_STEP


# Which step is next, and when ------------------------------------------------------------------------------


def _next(
    made: Ready, courses: _Courses, found: Balances, come: tuple[Whole, Whole, Mask], on: int
) -> Steps:  # fmt: skip
    row, since, moved = come
    wanted, act = courses.wanted[row], courses.act[row]
    open_ = found.principal > 0
    ended = ~open_ & (found.interest == 0) & (found.fees == 0)
    has = (wanted >= 0) & ~ended
    left = {"step": (wanted == _BEYOND) & ~ended, "no_principal": ~open_ & ~ended & (wanted != NO_STEP)}
    left["stage"] = has & moved & courses.staged[row]
    opens, fee = _opens(made, courses, act, has), courses.fee[row]
    first, charged, changes = _fees(made, found, fee, opens, on)
    day = np.maximum(first, since + courses.days[row])
    charges = _charges(made, fee, charged, np.maximum(day, on))
    barred = made.rows.barred_from
    left["step_window"] = has & ((np.maximum(opens, day) >= barred) | (barred <= on))
    left["step_fee"] = has & (charges < 0)
    look = _look(made, has, ended, day, changes, on)
    if not has.all():
        act, day, charges = np.where(has, act, NO_STEP), np.where(has, day, 0), np.where(has, charges, NONE)
    return Steps(courses.names, act, day, charges, look, left)


def _opens(made: Ready, courses: _Courses, act: Whole, has: Mask) -> Whole:
    """From which day the law opens the act of each case, asked once for each sort of claim and act."""
    size = max(len(courses.names), 1)
    key = made.sort_of * size + act
    there = np.flatnonzero(np.bincount(key[has], minlength=1)) if has.any() else np.zeros(0, np.int64)
    table = np.full(len(made.sorts) * size, NEVER, np.int64)
    memo = cast("dict[int, int]", made.memo.setdefault("opens", {}))
    for one in there.tolist():
        if one not in memo:
            sort, place = divmod(one, size)
            memo[one] = _opening(made.sorts[sort], courses.names[place])
        table[one] = memo[one]
    found: Whole = table[key]
    return found


def _opening(sort: Sort, name: str) -> int:
    """The first day on which the fold opens an act for a claim of a sort, `NEVER` where the columns cannot say."""
    if sort.why is not None:
        return NEVER
    step = step_of(sort.state, sort.law.acts[name], sort.account, (sort.account,))
    late = step.latest is not None and step.latest < sort.barred_from - 1
    if step.status not in {"open", "waiting"} or step.earliest is None or late or step.obstacles:
        return NEVER
    return step.earliest if step.with_fee in {None, step.earliest} else NEVER


def _fees(made: Ready, found: Balances, fee: Whole, opens: Whole, on: int) -> tuple[Whole, Mask, Whole | int]:
    """The first day with the fee that may still be charged, whether one may, and when its most changes."""
    first, charged = opens, np.zeros(len(fee), bool)
    changes: Whole | int = NEVER
    for place, law in enumerate(made.fee_laws):
        may = (fee == place) & (found.charged < law.most)
        begun = np.maximum(first, law.free(found.last_charged))
        if law.in_default:
            may &= made.rows.first < NEVER
            begun = np.maximum(begun, made.rows.first)
        first = np.where(may, begun, first)
        charged |= may
        changes = np.where(fee == place, law.changes(on), changes) if len(made.fee_laws) > 1 else law.changes(on)
    return first, charged, changes


def _charges(made: Ready, fee: Whole, charged: Mask, taken: Whole) -> Whole:
    found = np.zeros(len(fee), np.int64)
    for place, law in enumerate(made.fee_laws):
        found = np.where(charged & (fee == place), law.allowed(taken), found)
    return found


def _look(made: Ready, has: Mask, ended: Mask, day: Whole, changes: Whole | int, on: int) -> Whole:
    """The first later day on which the row of a case may change: its step is due, its fee, its rate or its law."""
    rates = [_later(path.next_change(on), on) for path in made.paths] or [NEVER]
    rate = np.array(rates, np.int64)[made.rows.path] if len(set(rates)) > 1 else rates[0]
    first, barred = made.rows.first, made.rows.barred_from
    found = np.minimum(np.where(first > on, first, NEVER), rate)
    step = np.minimum(np.where(day > on, day, NEVER), np.where(barred > on, barred, NEVER))
    step = np.minimum(np.minimum(step, changes), found)
    return np.where(ended, NEVER, np.where(has, step, found))


def _later(day: int | None, on: int) -> int:
    return NEVER if day is None or day <= on else day
