"""Reading the law: a whole profile, in a process that has read one before."""

from __future__ import annotations

from collections.abc import Iterator

import collectrules as cr
from benchmarks.measuring import Measure, medians


def measures() -> Iterator[Measure]:
    """Yield the time of a profile, in seconds."""
    (found,) = medians(lambda: cr.load_profile("DK"))
    yield Measure('`load_profile("DK")`, warm', found, 0.060)
