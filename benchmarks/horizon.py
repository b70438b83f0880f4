"""Time must not cost time: ten years of half-yearly rates against one."""

from __future__ import annotations

from collections.abc import Iterator

import collectrules as cr
from benchmarks.inputs import ON, ONE_YEAR, TEN_YEARS
from benchmarks.measuring import Measure, medians


def measures() -> Iterator[Measure]:
    """Yield the time of what is owed after ten years."""
    law = cr.load_profile("DK")
    short, long = (cr.load_case(text) for text in (ONE_YEAR, TEN_YEARS))
    one, ten = medians(lambda: cr.standing(short, law, on=ON).owed, lambda: cr.standing(long, law, on=ON).owed)
    yield Measure("`standing(…).owed`, ten years of rates", ten, 1.2, "one year of rates", one)
