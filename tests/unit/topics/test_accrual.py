"""The accrual index against a sum day by day, and its edges."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collectrules.ground.errors import NotModelled, NotYetPublished
from collectrules.topics.accrual import SCALE, RatePath, Segment, joined, micro

FIRST = dt.date(2002, 1, 1).toordinal()


def path(*rows: tuple[int, str], horizon: int | None = None, day_count: str = "act/act") -> RatePath:
    segments = [Segment(start, micro(Fraction(rate)), ("law",), "sure") for start, rate in rows]
    return RatePath("test", segments, horizon, day_count)


def by_day(found: RatePath, first: int, last: int) -> Fraction:
    """Percent × share of the year, a day at a time, by the calendar."""
    total = Fraction(0)
    for day in range(first, last + 1):
        segment = found.rate_on(day)
        assert segment is not None
        assert segment.rate is not None
        year = dt.date.fromordinal(day).year
        length = (dt.date(year + 1, 1, 1) - dt.date(year, 1, 1)).days
        total += Fraction(segment.rate, 1_000_000) / 100 / length
    return total


def test_one_year_at_eight_percent_is_eight_percent() -> None:
    found = path((FIRST, "8.00"))
    for year in (2023, 2024):  # a common and a leap year
        first, last = dt.date(year, 1, 1).toordinal(), dt.date(year, 12, 31).toordinal()
        assert Fraction(found.weight(first, last), SCALE) == Fraction(8, 100)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 3000), st.integers(-100, 1500)), min_size=1, max_size=8, unique_by=lambda row: row[0]
    ),
    st.integers(0, 2500), st.integers(0, 900), st.integers(0, 900),
)  # fmt: skip
def test_the_index_equals_the_sum_of_days_and_splits_anywhere(
    rows: list[tuple[int, int]], skip: int, one: int, two: int
) -> None:
    segments = [(FIRST, "7.05"), *((FIRST + day, f"{cents}/100") for day, cents in sorted(rows))]
    found = path(*segments)
    first = FIRST + skip
    assert Fraction(found.weight(first, first + one), SCALE) == by_day(found, first, first + one)
    whole = found.weight(first, first + one + two + 1)
    assert whole == found.weight(first, first + one) + found.weight(first + one + 1, first + one + two + 1)


@pytest.mark.parametrize(("day_count", "year"), [("act/365", 365), ("act/360", 360)])
def test_actual_days_over_a_fixed_year(day_count: str, year: int) -> None:
    found = path((FIRST, "10.00"), day_count=day_count)
    assert Fraction(found.weight(FIRST, FIRST + 72), SCALE) == Fraction(10, 100) * Fraction(73, year)


def test_thirty_days_to_a_month() -> None:
    found = path((FIRST, "12.00"), day_count="30e/360")
    february = dt.date(2023, 2, 1).toordinal(), dt.date(2023, 2, 28).toordinal()
    january = dt.date(2023, 1, 1).toordinal(), dt.date(2023, 1, 31).toordinal()
    march = dt.date(2023, 3, 1).toordinal(), dt.date(2023, 3, 31).toordinal()
    # 30E/360 counts to the 30th: 28 days to 28 February, two more on 1 March, none on a 31st.
    shares = [Fraction(found.weight(*month), SCALE) * 100 * 360 / 12 for month in (january, february, march)]
    assert shares == [30, 28, 32]


def test_a_day_before_the_first_rate_is_not_modelled() -> None:
    with pytest.raises(NotModelled) as caught:
        path((FIRST, "8.00")).weight(FIRST - 1, FIRST)
    assert caught.value.code == "not_modelled"


def test_beyond_the_horizon_only_when_carried() -> None:
    found = path((FIRST, "8.00"), horizon=FIRST + 10)
    with pytest.raises(NotYetPublished):
        found.weight(FIRST, FIRST + 11)
    assert found.weight(FIRST, FIRST + 11, carry=True) == found.weight(FIRST, FIRST + 10) * 12 // 11
    assert [(run.first, run.last, run.carried) for run in found.runs(FIRST, FIRST + 11)] == [
        (FIRST, FIRST + 10, False), (FIRST + 11, FIRST + 11, True),
    ]  # fmt: skip


def test_an_unknown_rate_is_never_zero() -> None:
    found = RatePath("test", [Segment(FIRST, None, (), "sure"), Segment(FIRST + 5, 1, (), "sure")], None, "act/act")
    with pytest.raises(NotModelled) as caught:
        found.weight(FIRST, FIRST + 6)
    assert caught.value.code == "unknown_figure"


def test_paths_that_follow_one_another_are_joined_on_the_day() -> None:
    old, new = path((FIRST, "8.00")), path((FIRST, "4.00"), (FIRST + 50, "5.00"))
    found = joined([(None, FIRST + 29, old), (FIRST + 30, None, new)], "both", "act/act")
    rates = [found.rate_on(FIRST + day) for day in (0, 29, 30, 49, 50)]
    assert [segment.rate // 1_000_000 for segment in rates if segment and segment.rate] == [8, 8, 4, 4, 5]


def test_after_a_rate_that_ends_there_is_none() -> None:
    """One rate for the first ten days, one for five days from the fifteenth on: between and beyond none applies."""
    both = joined(
        [(FIRST, FIRST + 9, path((FIRST, "5"))), (FIRST + 14, FIRST + 18, path((FIRST, "5")))], "x", "act/365"
    )
    assert both.weight(FIRST, FIRST + 9) > 0
    assert both.weight(FIRST + 14, FIRST + 18) > 0
    for first, last, got in ((9, 10, 10), (11, 12, 11), (18, 19, 19)):
        with pytest.raises(NotModelled) as caught:
            both.weight(FIRST + first, FIRST + last)
        told = dt.date.fromordinal(FIRST + got).isoformat()
        assert (caught.value.code, caught.value.faults[0].got) == ("no_rate", told)


def test_a_rate_that_is_followed_by_another_leaves_no_gap() -> None:
    parts = [(None, FIRST + 9, path((FIRST, "5"))), (FIRST + 10, None, path((FIRST, "6")))]
    assert joined(parts, "x", "act/365").complete


def test_no_day_bears_no_interest() -> None:
    assert path((FIRST, "8.00")).weight(FIRST + 5, FIRST + 4) == 0


def test_a_rate_finer_than_a_millionth_of_a_percent_is_refused_and_not_rounded() -> None:
    assert micro(Fraction("0.000001")) == 1
    with pytest.raises(NotModelled) as caught:
        micro(Fraction("0.0000005"))
    assert caught.value.code == "rate_decimals"


def test_of_a_rate_only_the_versions_of_its_own_days_are_joined() -> None:
    """The first runs until day 29 and would change on day 40; the second changed on day 20, before it begins."""
    old = path((FIRST, "8.00"), (FIRST + 40, "9.00"))
    new = path((FIRST, "3.00"), (FIRST + 20, "4.00"))
    found = joined([(None, FIRST + 29, old), (FIRST + 30, None, new)], "both", "act/act")
    assert [(segment.start - FIRST, segment.rate) for segment in found.segments] == [(0, 8_000_000), (30, 4_000_000)]


@pytest.mark.parametrize(("end", "horizon"), [(9, None), (10, None), (11, FIRST + 10), (None, FIRST + 10)])
def test_rates_are_published_as_far_as_the_one_that_is_needed(end: int | None, horizon: int | None) -> None:
    """A rate published to day 10 limits what is known only where it runs beyond that day."""
    last = None if end is None else FIRST + end
    later = [] if last is None else [(last + 1, None, path((FIRST, "5.00")))]
    assert joined([(None, last, path((FIRST, "8.00"), horizon=FIRST + 10)), *later], "x", "act/act").horizon == horizon
