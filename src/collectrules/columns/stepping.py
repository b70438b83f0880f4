"""The next step of the workflow, for all cases at once.

How far a case has come and on which day policy plans its next step follow the workflow's own record; from which day the
law opens that step is asked of the fold, once for each sort of claim; what its letter adds is the letter's law.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from collectrules.columns.asking import NEVER, Sort
from collectrules.columns.coding import NONE, Mask, Whole
from collectrules.columns.letters import opens_on
from collectrules.columns.preparing import fee_place, letter
from collectrules.columns.subset import beyond
from collectrules.fold.moments import Moment
from collectrules.steps.stepping import step_of

if TYPE_CHECKING:
    from collectrules.columns.paying import Balances, Events
    from collectrules.columns.preparing import Ready
    from collectrules.columns.tables import Portfolio
    from collectrules.loader import model as m

NO_STEP: Final = -1
_BEYOND: Final = -2
_OUT_OF_TURN: Final = frozenset({"settlement_offered"})


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
    """Every workflow under every law of claims: `ahead[course, position, kind]` and what is wanted at each position.

    `wanted` is the position of the next step, `act` its act, `days` how long after the step before, `fee` the law of
    its letter's fee, -1 where there is none.
    """

    of_claim: Whole
    ahead: Whole
    wanted: Whole
    act: Whole
    days: Whole
    fee: Whole
    names: list[str]
    staged: Whole


def steps_of(portfolio: Portfolio, made: Ready, found: Balances, events: Events, on: int) -> Steps:
    """Return the next step of each case at the end of a day."""
    if "courses" not in made.memo:
        made.memo["courses"] = _courses(portfolio, made)
    courses = cast("_Courses", made.memo["courses"])
    steps = _next(made, courses, found, _progress(portfolio, made, courses, events), on)
    return steps if len(portfolio) == len(portfolio.amounts) else _of_cases(portfolio, steps)


def _of_cases(portfolio: Portfolio, steps: Steps) -> Steps:
    """The same by case; a step for several claims at once is for the fold."""
    first = np.searchsorted(portfolio.case_of, np.arange(len(portfolio)))
    several = np.bincount(portfolio.case_of, minlength=len(portfolio)) > 1
    left = {word: rows[first] for word, rows in steps.left.items()} | {"steps_of_several_claims": several}
    return Steps(steps.names, steps.code[first], steps.on[first], steps.charges[first], steps.look[first], left)


# How far each case has come --------------------------------------------------------------------------------


def _progress(
    portfolio: Portfolio, made: Ready, courses: _Courses, events: Events
) -> tuple[Whole, Whole, Mask]:  # fmt: skip
    """How many steps are done, since when, and whether some letter has moved the claim to another stage."""
    kinds = portfolio.kinds if made.order is None else portfolio.kinds[made.order]
    size = len(portfolio.amounts)
    position, since = np.zeros(size, np.int64), portfolio.days["due"].copy()
    moved = np.zeros(size, bool)
    moves = _moves(made, portfolio.kind_names)
    law = made.law_of[made.sort_of]
    for round_ in range(int(events.count.max()) if size else 0):
        there = np.flatnonzero(events.count > round_)
        at = events.begin[there] + round_
        kind = kinds[at]
        ahead = courses.ahead[courses.of_claim[there], position[there], kind]
        done = ahead >= 0
        position[there[done]] = ahead[done]
        since[there[done]] = events.on[at[done]]
        moved[there] |= moves[law[there], kind]
    return position, since, moved


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
    code = np.array([names.index(name) for name in names], np.int64)[portfolio.case_codes][portfolio.case_of]
    law = made.law_of[made.sort_of]
    pairs, of_claim = np.unique(code * (int(law.max(initial=0)) + 2) + law + 1, return_inverse=True)
    longest = max((len(flow.steps) for flow in made.law.workflow.values()), default=0) + 1
    shape = (len(pairs), longest)
    acts: list[str] = []
    found = _Courses(
        of_claim, np.full((*shape, max(len(portfolio.kind_names), 1)), NO_STEP, np.int64),
        np.full(shape, NO_STEP, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64),
        np.full(shape, NONE, np.int64), acts, np.zeros(shape, bool),
    )  # fmt: skip
    for place, pair in enumerate(pairs.tolist()):
        workflow, law_ = divmod(pair, int(law.max(initial=0)) + 2)
        flow = made.law.workflow.get(names[workflow] or "")
        if law_ and flow is not None:
            _course(found, made, place, flow, law_ - 1, portfolio.kind_names)
    return found


def _course(found: _Courses, made: Ready, place: int, flow: m.Workflow, law: int, kinds: Sequence[str]) -> None:
    """One workflow under one law of claims."""
    sort = made.sorts[int(np.flatnonzero(made.law_of == law)[0])]
    for position in range(len(flow.steps) + 1):
        for code, kind in enumerate(kinds):
            found.ahead[place, position, code] = _ahead(flow, position, kind)
        found.wanted[place, position] = wanted = _wanted(sort, flow, position)
        if wanted >= 0:
            _step(found, made, (place, position), flow.steps[wanted], law)


def _ahead(flow: m.Workflow, position: int, kind: str) -> int:
    """How many steps are done once a letter of a kind has gone out; -1 where it is none of those to come."""
    found = next((n for n, step in enumerate(flow.steps) if n >= position and step.act == kind), None)
    return NO_STEP if found is None or (found > position and kind in _OUT_OF_TURN) else found + 1


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


def _step(found: _Courses, made: Ready, at: tuple[int, int], step: m.WorkflowStep, law: int) -> None:
    """The act of a step, the days before it, and its fee; beyond the columns where its law is."""
    sort = made.sorts[int(np.flatnonzero(made.law_of == law)[0])]
    rule, one = sort.law.act(step.act), letter(made, law, step.act)
    fee = one.fee is not None or not sort.law.claimable(step.act)
    if rule is None or rule.record.by != "creditor" or not opens_on(sort, rule) or one.why is not None or not fee:
        found.wanted[at] = _BEYOND
        return
    if step.act not in found.names:
        found.names.append(step.act)
    found.act[at], found.days[at] = found.names.index(step.act), step.days
    found.staged[at] = bool(rule.record.in_stages)
    found.fee[at] = NONE if one.fee is None else fee_place(made, one.fee)


# Which step is next, and when ------------------------------------------------------------------------------


def _next(
    made: Ready, courses: _Courses, found: Balances, come: tuple[Whole, Whole, Mask], on: int
) -> Steps:  # fmt: skip
    position, since, moved = come
    course = courses.of_claim
    wanted, act = courses.wanted[course, position], courses.act[course, position]
    open_ = found.principal > 0
    ended = ~open_ & (found.interest == 0) & (found.fees == 0)
    has = (wanted >= 0) & ~ended
    left = {"step": (wanted == _BEYOND) & ~ended, "no_principal": ~open_ & ~ended & (wanted != NO_STEP)}
    left["stage"] = has & moved & courses.staged[course, position]
    opens = _opens(made, courses, act, has)
    fee = np.where(has, courses.fee[course, position], NONE)
    first, charged, changes = _fees(made, found, fee, opens, on)
    day = np.maximum(first, since + courses.days[course, position])
    taken = np.maximum(day, on)
    charges = _charges(made, fee, charged, taken)
    barred = made.rows.barred_from
    left["step_window"] = has & ((opens >= NEVER) | (day >= barred) | (barred <= on))
    left["step_fee"] = has & (charges < 0)
    look = _look(made, has, ended, day, changes, on)
    return Steps(
        courses.names, np.where(has, act, NO_STEP), np.where(has, day, 0), np.where(has, charges, NONE), look, left
    )


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


def _fees(made: Ready, found: Balances, fee: Whole, opens: Whole, on: int) -> tuple[Whole, Mask, Whole]:
    """The first day with the fee that may still be charged, whether one may, and when its most changes."""
    first, charged = opens, np.zeros(len(fee), bool)
    changes = np.full(len(fee), NEVER, np.int64)
    for place, law in enumerate(made.fee_laws):
        mine = fee == place
        if not mine.any():
            continue
        may = mine & (found.charged < law.most)
        begun = made.rows.first if law.in_default else np.zeros(len(fee), np.int64)
        may &= begun < NEVER
        first = np.where(may, np.maximum(np.maximum(first, begun), law.free(found.last_charged)), first)
        charged |= may
        changes[mine] = law.changes(on)
    return first, charged, changes


def _charges(made: Ready, fee: Whole, charged: Mask, taken: Whole) -> Whole:
    found = np.zeros(len(fee), np.int64)
    for place, law in enumerate(made.fee_laws):
        mine = charged & (fee == place)
        if mine.any():
            found = np.where(mine, law.allowed(taken), found)
    return found


def _look(made: Ready, has: Mask, ended: Mask, day: Whole, changes: Whole, on: int) -> Whole:
    """The first later day on which the row of a case may change: its step is due, its fee, its rate or its law."""
    rate = np.array([_later(path.next_change(on), on) for path in made.paths] or [NEVER], np.int64)
    first, barred = made.rows.first, made.rows.barred_from
    found = np.where(first > on, first, np.where(ended, NEVER, rate[made.rows.path]))
    found = np.where(has & (day > on), np.minimum(found, day), found)
    found = np.where(has, np.minimum(found, np.where(barred > on, barred, NEVER)), found)
    found = np.where(has, np.minimum(found, changes), found)
    looked: Whole = np.where(ended, NEVER, found)
    return looked


def _later(day: int | None, on: int) -> int:
    return NEVER if day is None or day <= on else day
