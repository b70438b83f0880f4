"""Many Danish cases, from fixed seeds: what a whole portfolio costs, act by act in the fold or row by row."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Iterator
from typing import Final

import numpy as np
import pyarrow as pa

import collectrules as cr
from benchmarks.inputs import SIX_EVENTS
from benchmarks.measuring import Measure, holds
from collectrules.columns import Portfolio, Result, of_tables, run
from collectrules.testing.portfolios import EPOCH, Shape, Tables, Whole, portfolio

SEED: Final = 1
ON: Final = dt.date(2026, 11, 20)
CASES: Final = 100_000
FOLDED: Final = 1000
"""How many cases the fold is asked about; the goal speaks of a hundred times as many."""
GOAL: Final = 30.0
SHAPE: Final = Shape("DKK", "DK", "standard", fee=10_000)
KINDS: Final = ("reminder", "payment", "reminder", "payment", "payment", "collection_notice")
SHARES: Final = (10, 20, 30)
"""Percent of the principal that each payment is at most."""
WAITS: Final = ((10, 16), (17, 30), (12, 20), (30, 90), (30, 60), (10, 30))
"""Days from one event to the next, at least and below."""
LONGEST: Final = 246
FEE: Final = 10_000
_FIXED: Final = {key: value for key, value in json.loads(SIX_EVENTS).items() if key in {"creditor", "debtor"}}


def measures(told: list[str]) -> Iterator[Measure]:
    """Yield the times of both readings of the goal: every act of the law by the fold, and the row of a portfolio."""
    made, answer, taken = _answered(sixes(CASES, on=ON))
    holds(not answer.folded, "no case of six events needs the fold")
    yield _fold(made, answer)
    yield Measure(f"{_ROW} of {CASES:,} cases with six events, by `columns`", taken, GOAL)
    _, answer, taken = _answered(portfolio(CASES, on=ON, seed=SEED, shape=SHAPE))
    yield Measure(f"{_ROW} of {CASES:,} mixed cases, by `columns` and the fold", taken, GOAL)
    left = sum(answer.folded.values())
    told.append(f"Of the mixed cases {left:,} went to the fold; they are answered there, and counted in the time.")


_ROW: Final = "balances, next step, charges and look-again day"


def _answered(tables: Tables) -> tuple[Portfolio, Result, float]:
    """A portfolio with its answer, and the seconds from its tables to its rows, under a law not asked before."""
    law = cr.load_profile("DK")
    start = time.process_time()
    made = of_tables(tables.cases, tables.claims, tables.events, common=tables.common)
    answer = run(made, law, on=ON)
    return made, answer, time.process_time() - start


def _fold(made: Portfolio, rows: Result) -> Measure:
    """The fold over some of the cases; the step it recommends is that of the row."""
    law = cr.load_profile("DK")
    cases = [made.case(place) for place in range(FOLDED)]
    start = time.process_time()
    wanted = [_recommended(cr.next_steps(case, law, on=ON)) for case in cases]
    taken = time.process_time() - start
    known = rows.cases.slice(0, FOLDED)
    holds(wanted == list(zip(*(known[name].to_pylist() for name in ("step", "step_on")), strict=True)), "steps")
    return Measure(f"full next steps of {FOLDED:,} cases with six events, by the fold", taken, GOAL * FOLDED / CASES)


def _recommended(answer: cr.NextSteps) -> tuple[str, dt.date | None]:
    return next((one.action, one.on) for one in answer.proposals if one.recommended)


def sixes(size: int, *, on: dt.date) -> Tables:
    """Return cases whose six events all lie before a day: two reminders, three payments, a formal demand."""
    draw = np.random.default_rng(SEED)
    amount = draw.integers(100_000, 2_000_000, size)
    due = on.toordinal() - LONGEST - draw.integers(0, 250, size)
    days = due[:, None] + np.cumsum([draw.integers(*wait, size) for wait in WAITS], axis=0).T
    sums, fees = np.full((size, 6), -1), np.full((size, 6), -1)
    for place, share in zip((1, 3, 4), SHARES, strict=True):
        sums[:, place] = amount * draw.integers(1, share, size) // 100
    fees[:, (0, 2)] = FEE
    ids = np.char.add("case-", np.arange(size).astype(str))
    claims = pa.table({
        "case": ids, "claim": np.full(size, "1"), "amount": amount, "kind": np.full(size, "goods_or_services"),
        "due": _days(due), "arose": _days(due - 40), "due_is": np.full(size, "agreed"),
    })  # fmt: skip
    events = pa.table({
        "case": np.repeat(ids, 6), "claim": np.full(6 * size, "1"), "on": _days(days.ravel()),
        "kind": np.tile(np.array(KINDS), size), "amount": _some(sums), "fee": _some(fees),
    })  # fmt: skip
    common = {
        "currency": "DKK", "jurisdiction": "DK", "workflow": "standard",
        **{f"{who}.{name}": value for who, words in _FIXED.items() for name, value in words.items()},
    }  # fmt: skip
    return Tables(pa.table({"case": ids}), claims, events, common)


def _days(days: Whole) -> pa.Array:
    return pa.array((days - EPOCH).astype(np.int32)).cast(pa.date32())


def _some(column: Whole) -> pa.Array:
    flat = column.ravel()
    return pa.array(flat, mask=flat < 0)
