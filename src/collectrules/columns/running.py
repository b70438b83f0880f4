"""One answer about a whole portfolio: columns where the subset reaches, the fold for every other case."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
import pyarrow as pa

from collectrules.columns.accruing import Index, fits, index_of, rounded
from collectrules.columns.asking import NEVER
from collectrules.columns.coding import Mask, Whole, dates
from collectrules.columns.folding import Row, folded
from collectrules.columns.paying import REASONS, Balances, Events, Rows, balances
from collectrules.columns.preparing import Ready, ready, shares_case
from collectrules.columns.stepping import NO_STEP, Steps, steps_of
from collectrules.fold.asking import CARRY
from collectrules.ground.dates import to_date
from collectrules.ground.errors import CollectRulesError, bad_input

if TYPE_CHECKING:
    from collectrules.columns.tables import Portfolio
    from collectrules.loader import model as m
    from collectrules.nouns.case import Case

SUMS: Final = ("principal", "interest", "fees", "costs", "total", "credit")


@dataclass(frozen=True)
class Result:
    """The answer about a portfolio on a day.

    `cases` has a row for each case: `case`; `principal`, `interest`, `fees`, `costs`, `total` and `credit` in minor
    units; where steps were asked for `step`, `step_on`, `charges` and `look_again_on`; `by` ("columns" or "fold"),
    `reason` (why it went to the fold) and `error` (the code with which the fold refused it: then its sums are null).
    `claims` has a row for each claim where that was asked for. `folded` counts the cases of each reason.
    """

    cases: pa.Table
    claims: pa.Table | None
    folded: Mapping[str, int]

    @property
    def in_columns(self) -> int:
        """How many cases the columns answered themselves."""
        return int(self.cases.num_rows) - sum(self.folded.values())


@dataclass(slots=True)
class State:
    """Balances at the end of a day, the events up to it, and why claims go to the fold."""

    balances: Balances
    events: Events
    whys: Whole


@dataclass(slots=True)
class _Work:
    """What is worked out so far: a column for each sum of a claim, and why cases go to the fold."""

    sums: dict[str, Whole]
    why: Whole
    steps: Steps | None
    names: Sequence[str]


def run(
    portfolio: Portfolio, law: m.Profile, *, on: dt.date | str, readings: Mapping[str, str] | None = None,
    assume: str | None = None, steps: bool = True, claims: bool = False, fold: Callable[[Case], Row] | None = None,
) -> Result:  # fmt: skip
    """Return what is owed in every case at the end of a day, and its next step.

    Args:
        portfolio: the cases, by `of_cases` or `of_tables`.
        law: the profile that governs all of them.
        on: the day asked about.
        readings: how named doubts are to be read.
        assume: "carry_forward" answers beyond the last published reference rate.
        steps: whether the next step of the workflow is asked for.
        claims: whether each claim gets a row of its own, too.
        fold: what answers the cases that are left to the fold, such as a pool of processes; the fold here without one.

    Raises:
        BadInput: the day, a reading or the assumption; a case that is wrong gets its code in its row.

    """
    day = to_date(on, "on")
    if assume not in {None, CARRY}:
        raise bad_input("unknown_assumption", "assume", CARRY, assume, CARRY)
    made = ready(portfolio, law, readings)
    work = _worked(portfolio, made, day.toordinal(), carry=assume is not None, steps=steps)
    left = np.flatnonzero(work.why).tolist()
    own = fold or partial(folded, law=law, on=day, readings=readings, assume=assume, steps=steps)
    rows = {case: _row(portfolio, case, own) for case in left}
    counts = Counter(work.names[int(work.why[case])] for case in left)
    return Result(
        _cases(portfolio, work, rows, steps=steps), _claims(portfolio, work, rows) if claims else None, dict(counts)
    )


def _row(portfolio: Portfolio, place: int, fold: Callable[[Case], Row]) -> Row:
    """The row of a case that is left to the fold; columns that make no case are refused like a document."""
    try:
        case = portfolio.case(place)
    except CollectRulesError as error:
        return Row(error.code)
    return fold(case)


# In columns ------------------------------------------------------------------------------------------------


def _worked(portfolio: Portfolio, made: Ready, on: int, *, carry: bool, steps: bool) -> _Work:
    state = state_of(portfolio, made, on, carry=carry)
    found, whys = state.balances, state.whys
    for place in np.unique(found.why[found.why > 0]).tolist():
        _add(whys, found.why == place, made, REASONS[place])
    if not portfolio.alone:  # what one claim leaves over goes to another
        _add(whys, shares_case(portfolio) & (found.credit > 0), made, "event_after_overpayment")
    why = _of_cases(portfolio, made, whys)
    asked = steps_of(portfolio, made, found, state.events, on) if steps else None
    if asked is not None:
        for word, rows in asked.left.items():
            _add(why, rows & (why == 0), made, word)
    return _Work(_sums_of(found), why, asked, made.reasons)


def state_of(portfolio: Portfolio, made: Ready, on: int, *, carry: bool = False) -> State:
    """Return the balances of a portfolio at the end of a day, and which of its claims are for the fold."""
    first = int(min([*(sort.first for sort in made.sorts if sort.why is None), on]))
    index = index_of(made.paths, first, on) if made.paths else _no_index(first, on)
    events = _events(portfolio, made, on)
    whys, step = made.claim_why.copy(), made.rows.step
    _add(
        whys,
        ~fits(portfolio.amounts, index, step if isinstance(step, int) else int(step.max(initial=1))),
        made,
        "too_large",
    )
    _add(whys, made.rows.arose > on, made, "before_claim")
    _add(whys, _unpublished(made, on, carry=carry), made, "not_yet_published")
    found = balances(_guarded(made.rows, whys), events, made.fee_laws, index, on)
    if made.most_interest is not None:  # interest only grows: what is below its ceiling now always was
        _add(whys, rounded(found.accrued, index.whole, step) > made.most_interest, made, "interest_cap")
    return State(found, events, whys)


def _no_index(first: int, on: int) -> Index:
    size = max(on - first + 2, 1)
    return Index(np.zeros(size, np.int64), np.array([1 - first], np.int64), first - 1, on, 1, 0)


def _add(whys: Whole, rows: Mask, made: Ready, word: str) -> None:
    """Give a reason to rows that have none yet."""
    if rows.any():
        whys[rows & (whys == 0)] = made.reason(word)


def _guarded(rows: Rows, whys: Whole) -> Rows:
    """The rows to work out; those that go to the fold start from nothing, so that none of them can grow too large."""
    if not whys.any():
        return rows
    principal = np.where(whys == 0, rows.principal, 0)
    return Rows(principal, *(getattr(rows, name) for name in Rows.__slots__[1:]))


def _unpublished(made: Ready, on: int, *, carry: bool) -> Mask:
    """Which claims bear interest on a day beyond the last published rate."""
    horizons = np.array([NEVER if p.horizon is None else p.horizon for p in made.paths] or [NEVER], np.int64)
    found: Mask = (horizons[made.rows.path] < on) & (made.rows.first <= on) & (not carry)
    return found


def _events(portfolio: Portfolio, made: Ready, on: int) -> Events:
    """The events up to a day."""
    if "events" not in made.memo:
        kept = [portfolio.on, portfolio.sums, portfolio.fees]
        made.memo["events"] = kept if made.order is None else [column[made.order] for column in kept]
    days, sums, fees = cast("list[Whole]", made.memo["events"])
    begin, count = made.begin[:-1], np.diff(made.begin)
    if len(days) and int(days.max()) > on:
        upto = np.concatenate([[0], np.cumsum(days <= on)])
        count = upto[made.begin[1:]] - upto[begin]
    return Events(begin, count, days, made.role, sums, fees, made.fee_law, made.starts)


def _of_cases(portfolio: Portfolio, made: Ready, whys: Whole) -> Whole:
    """Why each case goes to the fold: the first reason of its claims and its events."""
    found = np.zeros(len(portfolio), np.int64)
    if not portfolio.alone:
        first, last = portfolio.claims_of()
        _add(found, first == last, made, "no_claim")
    bad = np.flatnonzero(whys)
    found[portfolio.case_of[bad][::-1]] = whys[bad][::-1]
    bad = np.flatnonzero(made.event_why)  # those of later days too: whether they are sound at all the fold has to say
    if len(bad):
        case = portfolio.event_case if made.order is None else portfolio.event_case[made.order]
        found[case[bad][::-1]] = made.event_why[bad][::-1]
    return found


def _sums_of(found: Balances) -> dict[str, Whole]:
    nothing = np.zeros(len(found.principal), np.int64)
    parts = {"principal": found.principal, "interest": found.interest, "fees": found.fees, "costs": nothing}
    return {**parts, "total": found.principal + found.interest + found.fees, "credit": found.credit}


# As tables -------------------------------------------------------------------------------------------------


def _cases(portfolio: Portfolio, work: _Work, rows: Mapping[int, Row], *, steps: bool) -> pa.Table:
    columns: dict[str, Any] = {name: _per_case(portfolio, column) for name, column in work.sums.items()}
    errors = np.zeros(len(portfolio), bool)
    for case, row in rows.items():
        errors[case] = row.error is not None
        for name, value in zip(SUMS, (*row.open_, sum(row.open_), row.credit), strict=True):
            columns[name][case] = value
    table: dict[str, Any] = {"case": portfolio.case_ids}
    table |= {name: pa.array(column, mask=errors if errors.any() else None) for name, column in columns.items()}
    if steps and work.steps is not None:
        table |= _stepped(work.steps, rows)
    return pa.table(table | _whence(work, rows))


def _per_case(portfolio: Portfolio, column: Whole) -> Whole:
    """The sum over the claims of each case; nought of a case without one, which the fold refuses."""
    if portfolio.alone:
        return column
    upto, (first, last) = np.concatenate([[0], np.cumsum(column)]), portfolio.claims_of()
    found: Whole = upto[last] - upto[first]
    return found


def _stepped(steps: Steps, rows: Mapping[int, Row]) -> dict[str, Any]:
    names = [*steps.names, *sorted({row.step for row in rows.values() if row.step} - set(steps.names))]
    code, on, charges, look = steps.code, steps.on, steps.charges, steps.look
    for case, row in rows.items():
        code[case] = NO_STEP if row.step is None else names.index(row.step)
        on[case] = 0 if row.on is None else row.on.toordinal()
        charges[case] = -1 if row.charges is None else row.charges
        look[case] = 0 if row.look_again_on is None else row.look_again_on.toordinal()
    words = pa.DictionaryArray.from_arrays(
        pa.array(code.astype(np.int32), mask=code == NO_STEP), pa.array(names, pa.string())
    )
    return {"step": words, "step_on": dates(on), "charges": pa.array(charges, mask=charges < 0)} | {
        "look_again_on": dates(np.where(look >= NEVER, 0, look))
    }


def _whence(work: _Work, rows: Mapping[int, Row]) -> dict[str, Any]:
    by = pa.DictionaryArray.from_arrays(
        pa.array((work.why > 0).astype(np.int8)), pa.array(["columns", "fold"], pa.string())
    )
    why = work.why.astype(np.int32)
    reason = pa.DictionaryArray.from_arrays(pa.array(why, mask=why == 0), pa.array(work.names, pa.string()))
    error: list[str | None] = [None] * len(why) if rows else []
    for case, row in rows.items():
        error[case] = row.error
    return {
        "by": by,
        "reason": reason,
        "error": pa.array(error, pa.string()) if rows else pa.nulls(len(why), pa.string()),
    }


def _claims(portfolio: Portfolio, work: _Work, rows: Mapping[int, Row]) -> pa.Table:
    columns = {name: work.sums[name].copy() for name in ("principal", "interest", "fees", "costs")}
    errors = np.zeros(len(portfolio.amounts), bool)
    for case, row in rows.items():
        first, last = np.searchsorted(portfolio.case_of, [case, case + 1])
        for place in range(int(first), int(last)):
            open_ = (row.claims or {}).get(portfolio.claim_ids[place].as_py(), (0, 0, 0, 0))
            errors[place] = row.error is not None
            for name, value in zip(columns, open_, strict=True):
                columns[name][place] = value
    columns["total"] = sum(columns.values())  # type: ignore[assignment]  # of four columns, a column
    mask = errors if errors.any() else None
    table: dict[str, Any] = {"case": portfolio.case_ids.take(pa.array(portfolio.case_of)), "claim": portfolio.claim_ids}
    return pa.table(table | {name: pa.array(column, mask=mask) for name, column in columns.items()})
