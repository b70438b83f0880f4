"""Speed of the columnar path: beside hand-written NumPy that knows this one country and kind of case, in one run.

python -m benchmarks.columns             print it
python -m benchmarks.columns --write     also write docs/reference/benchmarks_columns.md
python -m benchmarks.columns --size 100000
python -m benchmarks.columns --contenders   also beside OpenFisca, where that is installed
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

import collectrules as cr
from benchmarks import portfolios
from benchmarks.baselines import columns as plain
from benchmarks.measuring import Measure, holds, medians
from benchmarks.report import table, time_text
from collectrules.columns import Portfolio, of_tables, run
from collectrules.columns.folding import Row
from collectrules.columns.preparing import ready
from collectrules.columns.running import state_of
from collectrules.columns.stepping import steps_of
from collectrules.testing.portfolios import Shape, Tables, portfolio

PAGE: Final = Path(__file__).parents[1] / "docs" / "reference" / "benchmarks_columns.md"
ON: Final = dt.date(2026, 11, 20)
SEED: Final = 1
MILLION: Final = 1_000_000
ROUNDS: Final = 7
SHAPE: Final = Shape("DKK", "DK", "standard", fee=10_000)
PLAIN: Final = Shape("DKK", "DK", "standard", fee=10_000, several=0, disputed=0, noticed=0)
MOST_FOLDED: Final = 0.05


def measures(size: int, *, contenders: bool) -> Iterator[Measure]:
    """Yield every line of the table."""
    law = cr.load_profile("DK")
    yield from _balances(size, law, contenders=contenders)
    yield from _steps(size, law)
    yield from _whole(size, law)
    yield from portfolios.measures(_TOLD)


def _load(tables: Tables, events: pa.Table) -> Portfolio:
    return of_tables(tables.cases, tables.claims, events, common=tables.common)


def _balances(size: int, law: cr.Profile, *, contenders: bool) -> Iterator[Measure]:
    tables = portfolio(size, on=ON, seed=SEED, shape=PLAIN)
    paid = tables.events.filter(pc.equal(tables.events["kind"], "payment"))
    whole = _load(tables, paid)
    start = time.process_time()
    first = run(whole, law, on=ON, steps=False)
    cold = time.process_time() - start
    claims = plain.Claims.of(tables, paid)
    ours = first.cases
    theirs = plain.balances(claims, ON.toordinal())
    for name, column in zip(("principal", "interest", "credit"), theirs, strict=True):
        holds(np.array_equal(np.asarray(ours[name]), column), name)
    holds(not first.folded, "no case needs the fold")
    mine, hand = medians(
        lambda: run(whole, law, on=ON, steps=False), lambda: plain.balances(claims, ON.toordinal()), rounds=ROUNDS
    )
    yield Measure(f"balances of {size:,} claims with up to three payments", mine, 2.0, "plain NumPy", hand)
    if contenders:
        from benchmarks import contenders as others

        yield from others.measures(partial(run, whole, law, on=ON, steps=False), claims, ON, _TOLD)
    _TOLD.append(f"The first run of these claims, which asks the law for each sort of them, took {time_text(cold)}.")


def _steps(size: int, law: cr.Profile) -> Iterator[Measure]:
    tables, on = portfolio(size, on=ON, seed=SEED, shape=PLAIN), ON.toordinal()
    letters = tables.events.filter(pc.equal(tables.events["kind"], "reminder"))
    whole, lots = _load(tables, letters), plain.Letters.of(tables, letters)
    made = ready(whole, law, None)
    state = state_of(whole, made, on)
    ours, theirs = steps_of(whole, made, state.balances, state.events, on), plain.next_steps(lots, on)
    holds(not any(rows.any() for rows in ours.left.values()), "no case needs the fold")
    holds(np.array_equal(ours.on, theirs.on) and np.array_equal(ours.charges, theirs.charges), "days and fees")
    holds(np.array_equal(np.array(ours.names)[ours.code], np.array(plain.STEPS)[theirs.code]), "steps")
    mine, hand = medians(
        lambda: steps_of(whole, made, state.balances, state.events, on), lambda: plain.next_steps(lots, on),
        rounds=ROUNDS,
    )  # fmt: skip
    yield Measure(f"next reminder-stage step of {size:,} cases, balances known", mine, 2.0, "`np.select`", hand)


def _whole(size: int, law: cr.Profile) -> Iterator[Measure]:
    """The whole synthetic portfolio: how many need the fold, and whether the time grows with the number of cases."""
    seconds = []
    for part in (size // 100, size):
        tables = portfolio(part, on=ON, seed=SEED, shape=SHAPE)
        whole = _load(tables, tables.events)
        kept = partial(run, whole, law, on=ON, fold=_left)
        found = kept()
        (one,) = medians(kept, rounds=ROUNDS)
        seconds.append(one / part)
    left = sum(found.folded.values())
    share = f"{left * 10_000 // len(whole) / 100} %"
    _TOLD.append(
        f"{left:,} of {len(whole):,} cases of the synthetic portfolio need the fold ({share}); they are counted,"
    )
    _TOLD.append(
        f"not answered, in the {time_text(one)} that the rest of it takes: all letters, payments and next steps."
    )
    holds(left <= MOST_FOLDED * len(whole), "few cases need the fold")
    each = "balances and next steps, a case of"
    yield Measure(f"{each} {size:,}", seconds[1], 1.3, f"of {size // 100:,}", seconds[0])


def _left(_case: cr.Case) -> Row:
    """What is left to the fold is counted, and not answered here."""
    return Row("not_asked")


_TEXT: Final = """\
# Speed of the columnar path

Written by `nox -s bench_contenders -- --write`; measure your own with `nox -s bench_contenders`.

**Ratios count, times do not.** Each ratio is one of medians of processor time in one process, and what is compared
gives the same figures, which is checked before the clock runs. The hand-written NumPy of
[benchmarks/baselines/columns.py](../../benchmarks/baselines/columns.py) knows one country, one rate rule and one kind
of case; the columnar path reads all of that from the profile. The portfolio is made ready beforehand: claims that are
alike are put together, and the law is asked of the fold once for each sort of them.

Measured on {day} with {versions} on {machine}.

{table}

{told}

**How OpenFisca does it exactly.** [The model](../../benchmarks/baselines/openfisca.py) has an input for each fact of a
claim and each of its payments, a parameter with the rate from each half-year on, and a formula for each sum. OpenFisca
keeps whole numbers in 32 bits and others in single precision, and neither holds the numerator of interest. What holds
it are the columns of objects that OpenFisca has for text, with Python's whole numbers in them. That is the line of the
table. Who changes the type of its variables to 64 bits, which OpenFisca does not offer,
has hand-written NumPy with some bookkeeping around it: against that there is no tenfold gain to be had, and the bar of
the first line, twice plain NumPy, is the one that counts. Inputs are set before the clock runs.

**Two readings of one goal.** *Full next steps of 100,000 Danish cases with six events within 30 s* may mean every act
of the law, open or shut, with window, price and status: that is the fold's, which is asked here about a hundredth of
the cases, and misses it. Reasons, what would open a shut step and the next day worth looking are worked out when
somebody opens them, and are not in that time. Or it may mean the row that a host works through: what is owed, the next
step with its day and its charges, and the day to look again. That is the columns' and the last lines' time, in which
everything counts from the tables of the host on: reading them, asking the law for each sort of claim, and folding what
is beyond the columns.

Without NumPy and Arrow see [Speed](benchmarks.md).
"""


def _machine() -> str:
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        models = [
            line.partition(":")[2].strip() for line in info.read_text("utf-8").splitlines() if "model name" in line
        ]
        name = models[0] if models else name
    return f"{platform.system()}, {name}, {os.cpu_count()} cores shared with other work"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and write where that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.columns")
    parser.add_argument("--write", action="store_true", help="write the page of the documentation")
    parser.add_argument("--contenders", action="store_true", help="also beside OpenFisca-Core, which must be installed")
    parser.add_argument("--size", type=int, default=MILLION)
    options = parser.parse_args(arguments)
    found = list(measures(options.size, contenders=options.contenders))
    sys.stdout.write("\n".join((table(found), *_TOLD)) + "\n")
    if options.write:
        versions = f"Python {platform.python_version()}, NumPy {np.__version__}, Arrow {pa.__version__}"
        text = _TEXT.format(
            day=dt.datetime.now(tz=dt.UTC).date(), versions=versions, machine=_machine(), table=table(found),
            told="\n".join(_TOLD),
        )  # fmt: skip
        PAGE.write_text(text, encoding="utf-8")
    return 0


_TOLD: list[str] = []
"""What is measured beside the goals, as sentences."""

if __name__ == "__main__":
    sys.exit(main())
