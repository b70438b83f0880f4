"""Medians of processor time, alternating between what is compared, so that a busy machine weighs on both alike.

Processor time and not the clock on the wall: what other programs do meanwhile is not ours to measure.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

ROUNDS: Final = 21
SAMPLE_SECONDS: Final = 0.02
"""How long one sample lasts at least; shorter calls are repeated within it."""

Work = Callable[[], object]


@dataclass(frozen=True)
class Measure:
    """One line of the table: a median in seconds of processor time, and the goal as a ratio to a baseline or as a time.

    `baseline` is in seconds; without one, `goal` is in seconds too.
    """

    name: str
    seconds: float
    goal: float
    against: str = ""
    baseline: float | None = None

    @property
    def found(self) -> float:
        """What the goal speaks of: the ratio, or the time itself."""
        return self.seconds if self.baseline is None else self.seconds / self.baseline

    @property
    def met(self) -> bool:
        """Whether the goal is met."""
        return self.found <= self.goal


def holds(found: object, what: str) -> None:
    """Stop where what is compared is not the same: its speed would mean nothing."""
    if not found:
        message = f"not the same, or beyond its bound: {what}"
        raise SystemExit(message)


def medians(*works: Work, rounds: int = ROUNDS) -> list[float]:
    """Return the median seconds of one call of each piece of work."""
    counts = [_count(work) for work in works]
    samples: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, count, found in zip(works, counts, samples, strict=True):
            found.append(_timed(work, count))
    return [median(found) for found in samples]


def _count(work: Work) -> int:
    work()
    return max(1, int(SAMPLE_SECONDS / max(_timed(work, 1), 1e-9)))


def _timed(work: Work, count: int) -> float:
    start = time.process_time()
    for _ in range(count):
        work()
    return (time.process_time() - start) / count


def fresh(codes: Sequence[str], rounds: int = ROUNDS) -> list[float]:
    """Return the median seconds that each piece of code takes in fresh processes, the start of Python left out."""
    samples: list[list[float]] = [[] for _ in codes]
    with TemporaryDirectory() as cache:
        for code in codes:
            in_process(code, cache)  # compiles, as an installation does
        for _ in range(rounds):
            for code, found in zip(codes, samples, strict=True):
                found.append(float(in_process(code, cache)))
    return [median(found) for found in samples]


def in_process(code: str, cache: str) -> str:
    """Run code in a fresh process that keeps bytecode in `cache`; return the seconds it took, as it printed them."""
    timed = f"import time\nstart = time.process_time()\n{code}\nprint(time.process_time() - start)"
    settings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    settings["PYTHONPYCACHEPREFIX"] = cache
    command = [sys.executable, "-c", timed]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=settings)
    return done.stdout.split()[-1]
