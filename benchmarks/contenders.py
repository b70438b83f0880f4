"""Balances by OpenFisca-Core beside those of the columns, over the same claims in one run and one process."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import Final

import numpy as np

from benchmarks.baselines import columns as plain
from benchmarks.baselines import openfisca
from benchmarks.measuring import Measure, holds, medians
from benchmarks.report import time_text

ROUNDS: Final = 5
GOAL: Final = 1 / 10


def measures(
    ours: Callable[[], object], claims: plain.Claims, on: dt.date, told: list[str]
) -> Iterator[Measure]:  # fmt: skip
    """Yield the time of `ours` beside OpenFisca's, with sums as its own types hold them exactly."""
    mine, whole = _beside(ours, "64 bits", claims, on)
    told.append(
        f"OpenFisca-Core {version('openfisca-core')} with a type of 64 bits patched into it is much nearer:\n"
        f"the columns take {mine / whole:.2f} × its {time_text(whole)}."
    )
    mine, objects = _beside(ours, "object", claims, on)
    yield Measure(f"the same balances of {len(claims.amount):,} claims", mine, GOAL, "OpenFisca-Core, exactly", objects)


def _beside(
    ours: Callable[[], object], sums: str, claims: plain.Claims, on: dt.date
) -> tuple[float, float]:  # fmt: skip
    """The median seconds of both, once they are seen to find the same as plain NumPy."""
    made, expected = openfisca.simulation(openfisca.system(sums), claims, on), plain.balances(claims, on.toordinal())
    found = openfisca.balances(made, on)
    same = (np.array_equal(one, other.astype(np.int64)) for one, other in zip(expected, found, strict=True))
    holds(all(same), "OpenFisca")
    mine, other = medians(ours, lambda: openfisca.balances(made, on), rounds=ROUNDS)
    return mine, other
