"""The accrual index as a column: for each rate path the running sum of rate × day weight, day by day, in whole numbers.

Interest of a stretch is principal × (sum at its end less sum before its start), a whole numerator over `whole`. All
sums are divided by what they have in common, so that 64 bits go far; whether they go far enough is proven for each row
before anything is multiplied, and a row for which they do not is never worked out here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import gcd
from typing import TYPE_CHECKING, Final

import numpy as np

from collectrules.columns.coding import Mask, Whole
from collectrules.topics.accrual import SCALE

if TYPE_CHECKING:
    from collectrules.topics.accrual import RatePath

LARGEST: Final = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Index:
    """The sums of some paths one after the other; `starts` is where each begins, `begun` the day of its first sum.

    `whole` is the denominator of interest in minor units, and `most` the largest sum there is in the table.
    """

    sums: Whole
    starts: Whole
    begun: int
    last: int
    whole: int
    most: int

    def at(self, paths: Whole, days: Whole) -> Whole:
        """Return the sums up to the end of some days, which lie within the table."""
        found: Whole = self.sums[self.starts[paths] + days]
        return found


def index_of(paths: Sequence[RatePath], first: int, last: int) -> Index:
    """Return the table of some complete paths from the day before `first` to `last`, the last rate carried on."""
    begun, rows = first - 1, [_sums(path, first, last) for path in paths]
    common = SCALE
    for row in rows:
        for before, after in pairwise(row):
            common = gcd(common, after - before)
    size = max(last - begun, 0) + 1
    table = [value // common for row in rows for value in row]
    most = max((row[-1] // common for row in rows), default=0)
    if most > LARGEST:
        most, table = LARGEST, [0] * len(table)  # no row passes its bound, so no sum is read
    starts = np.arange(len(rows), dtype=np.int64) * size - begun
    return Index(np.array(table, np.int64), starts, begun, last, SCALE // common, most)


def _sums(path: RatePath, first: int, last: int) -> list[int]:
    """The running sum from nought on the day before `first`; before the first rate nothing runs."""
    begin = max(first, path.starts[0])
    before = [0] * (begin - first + 1)
    return [*before[: last - first + 2], *(path.weight(begin, day, carry=True) for day in range(begin, last + 1))]


def fits(principal: Whole, index: Index, step: int) -> Mask:
    """Whether the interest of each principal over the whole table, doubled and rounded, stays within 64 bits.

    The numerator is at most principal × `most`; rounding to the half doubles it and adds the denominator. Rates are
    never below nought, so no stretch holds more than the whole.
    """
    bound = (LARGEST - index.whole * step) // (2 * max(index.most, 1))
    found: Mask = principal <= bound
    return found


def rounded(accrued: Whole, whole: int, steps: Whole | int) -> Whole:
    """Return interest in minor units, rounded half up to the step; `accrued` is not below nought."""
    unit = whole * steps
    found: Whole = (2 * accrued + unit) // (2 * unit) * steps
    return found
