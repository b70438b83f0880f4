"""The table: for a terminal and for the page of the documentation."""

from __future__ import annotations

import datetime as dt
import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.measuring import Measure

PAGE: Final = Path(__file__).parents[1] / "docs" / "reference" / "benchmarks.md"
_MILLI: Final = 0.01
_MICRO: Final = 0.000_01
_LONG: Final = 10
_PAGE: Final = """\
# Speed

Written by `python -m benchmarks --write`; measure your own with `python -m benchmarks`.

**Ratios count, times do not**: times depend on the machine, a ratio compares two things in the same run. Each figure is
a median of processor time. Baselines are frozen in [benchmarks/baselines](../../benchmarks/baselines): plain `Decimal`
code that knows only this one kind of case, and a pass that reads and writes the same JSON and thinks nothing between.
The import of pydantic is the third baseline: cases and answers are made of it.

Measured on {day} with Python {python} on {machine}.

{table}

{verdict}

**Balances without extras**: the same claims, none to three payments each, by plain `Decimal` code that goes through
the rate periods, by the accrual index of the compiled profile in a loop of whole numbers, and by the whole fold. The
loop is the benchmark's own ([benchmarks/bare.py](../../benchmarks/bare.py)): it shows what the index is worth, and
is no function of the library. What the library offers without NumPy is `standing`, with every letter judged and every
reason kept; [0003](../explanation/decisions/0003-how-the-fold-is-fast-and-where-it-is-not.md) says what that costs.
"""


def table(measures: Sequence[Measure]) -> str:
    """Return the measures as a table in Markdown."""
    head = ["measure", "found", "goal", "met", "median", "against", "its median"]
    rows = [head, ["---"] * len(head), *(_row(measure) for measure in measures)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(measure: Measure) -> list[str]:
    ratio = measure.baseline is not None
    found = f"{measure.found:.2f} ×" if ratio else time_text(measure.found)
    goal = f"≤ {measure.goal:g} ×" if ratio else f"≤ {time_text(measure.goal)}"
    against = measure.against if ratio else ""
    baseline = "" if measure.baseline is None else time_text(measure.baseline)
    met = "yes" if measure.met else "**no**"
    return [measure.name, found, goal, met, time_text(measure.seconds), against, baseline]


def time_text(seconds: float) -> str:
    """Return a time in the unit that reads best.

    >>> time_text(0.0004), time_text(0.06)
    ('400 µs', '60 ms')
    """
    if seconds >= _LONG:
        return f"{seconds:.0f} s"
    if seconds < _MICRO:
        return f"{seconds * 1e6:.1f} µs"
    return f"{seconds * 1e6:.0f} µs" if seconds < _MILLI else f"{seconds * 1e3:.0f} ms"


def write(measures: Sequence[Measure]) -> None:
    """Write the page of the documentation."""
    missed = [measure.name for measure in measures if not measure.met]
    verdict = f"Goals missed: {'; '.join(missed)}." if missed else "Every goal is met."
    PAGE.write_text(
        _PAGE.format(
            day=dt.datetime.now(tz=dt.UTC).date(), python=platform.python_version(), machine=machine(),
            table=table(measures), verdict=verdict,
        ),
        encoding="utf-8",
    )  # fmt: skip


def machine() -> str:
    """Return the class of the machine: system, processor family, cores."""
    return f"{platform.system()}, {platform.machine()}, {os.cpu_count()} cores shared with other work"
