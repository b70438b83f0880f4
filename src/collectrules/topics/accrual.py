"""Interest: rates that change by days, kept as a running sum, so that ten years cost what a week costs.

A rate is an integer of 1/1,000,000 percent per year. The weight of a day is rate × that day's share of a year
(in `dates.YEAR` units). Interest on a sum of minor units is sum × weight / SCALE, exact until it is rounded.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, pairwise
from math import inf
from typing import Final

from collectrules.ground.dates import DAY_COUNTS, YEAR, date_of
from collectrules.ground.errors import Fault, NotModelled, NotYetPublished
from collectrules.ground.records import record
from collectrules.nouns.dated import least_certain

MICRO: Final = 1_000_000
SCALE: Final = 100 * MICRO * YEAR


@record
class Segment:
    """One rate from a day on: percent × 1,000,000 per year, its law, certainty and where it comes from.

    `rate` None means that the law has a rate there which the profile does not hold; with `gap` it has none at all.
    """

    start: int
    rate: int | None
    law: tuple[str, ...]
    certainty: str
    reference: int | None = None
    margin: int | None = None
    gap: bool = False


@record
class Run:
    """A stretch of days with one rate, both ends included."""

    first: int
    last: int
    segment: Segment
    carried: bool


class RatePath:
    """The rate of every day for one kind of claim, with the running sum of rate × day weight (the accrual index)."""

    __slots__ = ("before", "complete", "count", "horizon", "name", "rates", "segments", "starts", "sums", "weak")

    def __init__(self, name: str, segments: Sequence[Segment], horizon: int | None, day_count: str) -> None:
        """Build the running sum once. `horizon` is the last published day; None means that none is needed."""
        self.name = name
        self.segments = tuple(segments)
        self.starts = [segment.start for segment in segments]
        self.horizon = horizon
        self.count = DAY_COUNTS[day_count]
        self.complete = all(segment.rate is not None for segment in segments)
        self.rates = [segment.rate or 0 for segment in segments]
        self.before = [self.count(segment.start - 1) for segment in segments]
        self.sums = [0]
        for rate, (begun, ended) in zip(self.rates, pairwise(self.before), strict=False):
            self.sums.append(self.sums[-1] + rate * (ended - begun))
        self.weak = [0, *accumulate(segment.certainty != "sure" for segment in segments)]

    def is_sure(self, first: int, last: int) -> bool:
        """Whether every rate from `first` to `last` is published and certain."""
        if self.horizon is not None and last > self.horizon:
            return False
        return self.weak[bisect_right(self.starts, last)] == self.weak[max(bisect_right(self.starts, first) - 1, 0)]

    def _index(self, day: int) -> int:
        """Return the running sum up to the end of a day: one bisection and one multiplication."""
        place = bisect_right(self.starts, day) - 1
        if place < 0:
            return 0
        return self.sums[place] + self.rates[place] * (self.count(day) - self.before[place])

    def weight(self, first: int, last: int, *, carry: bool = False) -> int:
        """Return rate × year units of the days `first` to `last`, both included.

        Raises:
            NotModelled: a day before the first rate, or with a rate that is unknown.
            NotYetPublished: a day beyond the horizon, unless `carry`.

        """
        if last < first:
            return 0
        self._guard(first, last, carry=carry)
        return self._index(last) - self._index(first - 1)

    def _guard(self, first: int, last: int, *, carry: bool) -> None:
        if not self.starts or first < self.starts[0]:
            since = date_of(self.starts[0]).isoformat() if self.starts else "no day"
            raise NotModelled(
                Fault(
                    code="not_modelled",
                    path=self.name,
                    expected=f"a day from {since}",
                    got=str(date_of(first)),
                )
            )
        if self.horizon is not None and last > self.horizon and not carry:
            raise NotYetPublished(
                Fault(
                    code="not_yet_published", path=self.name, got=str(date_of(last)),
                    expected=f'a day to {date_of(self.horizon)}, or assume="carry_forward"',
                )
            )  # fmt: skip
        if self.complete:
            return
        low = bisect_right(self.starts, first) - 1
        for segment in self.segments[low : bisect_right(self.starts, last)]:
            if segment.rate is None:
                raise self._unknown(segment, max(first, segment.start))

    def _unknown(self, segment: Segment, day: int) -> NotModelled:
        code, expected = ("no_rate", "a rate that applies") if segment.gap else ("unknown_figure", "a known rate")
        return NotModelled(Fault(code=code, path=self.name, expected=expected, got=str(date_of(day))))

    def runs(self, first: int, last: int) -> Iterator[Run]:
        """Yield the stretches of one rate between two days, both included."""
        place = max(bisect_right(self.starts, first) - 1, 0)
        while first <= last and place < len(self.starts):
            end = last if place + 1 == len(self.starts) else min(last, self.starts[place + 1] - 1)
            if self.horizon is not None and first <= self.horizon < end:
                end = self.horizon
            carried = self.horizon is not None and first > self.horizon
            yield Run(first, end, self.segments[place], carried)
            first = end + 1
            if place + 1 < len(self.starts) and first >= self.starts[place + 1]:
                place += 1

    def rate_on(self, day: int) -> Segment | None:
        """Return the segment of a day, or None before the first."""
        place = bisect_right(self.starts, day) - 1
        return self.segments[place] if place >= 0 else None

    def next_change(self, day: int) -> int | None:
        """Return the first day after `day` on which the rate version changes, or the horizon passes."""
        place = bisect_right(self.starts, day)
        later = [self.starts[place]] if place < len(self.starts) else []
        if self.horizon is not None and self.horizon >= day:
            later.append(self.horizon + 1)
        return min(later, default=None)


def micro(percent: Decimal | Fraction | int) -> int:
    """Return percent per year as an integer of 1/1,000,000 percent; more than six decimals are refused."""
    value = Fraction(percent) * MICRO
    if value.denominator != 1:
        raise NotModelled(Fault(code="rate_decimals", path="rate", expected="at most six decimals", got=str(percent)))
    return value.numerator


Stretch = tuple[int | None, int | None, RatePath]
"""First day, last day (None: open) and path of a rate."""


def one_at_a_time(parts: Sequence[Stretch], first: int, name: str) -> Sequence[Stretch]:
    """Return the rates of an interest rule that live from a first day on, of which no two may claim the same day.

    Raises:
        NotModelled: `rate_conflict`, two rates apply and neither displaces the other.

    """
    spans = sorted((max(begin or first, first), inf if end is None else end, path.name) for begin, end, path in parts)
    for (_, ends, one), (begins, _, other) in pairwise(span for span in spans if span[0] <= span[1]):
        if begins <= ends:
            expected = f"one rate on {date_of(begins)}; neither is `instead_of` the other"
            raise NotModelled(
                Fault(code="rate_conflict", path=f"interest.{name}.rates", expected=expected, got=f"{one}, {other}")
            )
    return [(begin, end, path) for begin, end, path in parts if end is None or end >= first]


def joined(parts: Sequence[Stretch], name: str, day_count: str) -> RatePath:
    """Join rate paths that follow one another in time: (first day, last day, path) each; None means open."""
    segments: list[Segment] = []
    horizon: int | None = None
    for begin, end, path in parts:
        for segment, after in zip(path.segments, [*path.starts[1:], None], strict=True):
            start = segment.start if begin is None else max(segment.start, begin)
            if (after is not None and after <= start) or (end is not None and start > end):
                continue
            segments.append(_from(segment, start))
        if path.horizon is not None and (end is None or path.horizon < end):
            horizon = path.horizon
    segments += [Segment(day, None, (), "sure", gap=True) for day in _gaps(parts)]
    return RatePath(name, sorted(segments, key=lambda segment: segment.start), horizon, day_count)


def _gaps(parts: Sequence[Stretch]) -> Iterator[int]:
    """Yield the days after the last day of a rate on which no other one runs."""
    for _, end, _ in parts:
        others = (other for other in parts if end is not None and (other[1] is None or other[1] > end))
        if end is not None and not any(other[0] is None or other[0] <= end + 1 for other in others):
            yield end + 1


def _from(segment: Segment, start: int) -> Segment:
    return replace(segment, start=start)


def combined(
    reference: Sequence[tuple[int, Fraction | None, tuple[str, ...], str]],
    margin: Callable[[int], tuple[Fraction, tuple[str, ...], str]],
    limit: Callable[[Fraction], Fraction],
) -> list[Segment]:
    """Add a margin to each reference rate and keep it between floor and ceiling."""
    segments = []
    for start, rate, law, certainty in reference:
        points, margin_law, margin_certainty = margin(start)
        weakest = least_certain(certainty, margin_certainty)
        laws = (*law, *(key for key in margin_law if key not in law))
        total = None if rate is None else micro(limit(rate + points))
        segments.append(Segment(start, total, laws, weakest, None if rate is None else micro(rate), micro(points)))
    return segments
