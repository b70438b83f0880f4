"""The accrual index against a sum day by day, and its edges."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collectrules.ground.errors import NotModelled, NotYetPublished
from collectrules.topics.accrual import SCALE, RatePath, Segment, combined, joined, micro, one_at_a_time

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


# Certainty, versions and stretches of a path -------------------------------------------------------------------


def test_a_path_is_sure_where_every_rate_is_published_and_certain() -> None:
    segments = [
        Segment(FIRST, 1, (), "sure"), Segment(FIRST + 10, 1, (), "unclear"), Segment(FIRST + 20, 1, (), "sure"),
    ]  # fmt: skip
    found = RatePath("test", segments, FIRST + 30, "act/act")
    sure = [(0, 9), (9, 9), (20, 30), (25, 26)]
    weak = [(0, 10), (9, 10), (10, 10), (19, 20), (12, 13), (5, 25), (20, 31), (31, 31)]
    assert [days for days in sure + weak if found.is_sure(FIRST + days[0], FIRST + days[1])] == sure
    assert RatePath("test", segments[:1], None, "act/act").is_sure(FIRST, FIRST + 9999)
    assert not RatePath("test", segments[1:], None, "act/act").is_sure(FIRST, FIRST + 12)  # what came before is weak


@pytest.mark.parametrize(
    ("horizon", "after", "change"),
    [
        (None, -1, 0), (None, 0, 10), (None, 9, 10), (None, 10, None), (20, 10, 21), (20, 20, 21), (20, 21, None),
        (5, 0, 6), (5, 5, 6), (5, 6, 10),
    ],
)  # fmt: skip
def test_the_next_change_is_a_new_rate_or_the_end_of_what_is_published(
    horizon: int | None, after: int, change: int | None
) -> None:
    found = path((FIRST, "5"), (FIRST + 10, "6"), horizon=None if horizon is None else FIRST + horizon)
    assert found.next_change(FIRST + after) == (None if change is None else FIRST + change)


def test_the_rate_of_a_day_is_that_of_its_version() -> None:
    found = path((FIRST, "5"), (FIRST + 10, "6"))
    assert found.rate_on(FIRST - 1) is None
    assert [found.rate_on(FIRST + day) for day in (0, 9, 10, 99)] == [found.segments[place] for place in (0, 0, 1, 1)]


@pytest.mark.parametrize(
    ("first", "last", "horizon", "runs"),
    [
        (0, 9, None, [(0, 9, 0, False)]),
        (0, 10, None, [(0, 9, 0, False), (10, 10, 1, False)]),
        (12, 25, None, [(12, 19, 1, False), (20, 25, 2, False)]),
        (5, 40, 30, [(5, 9, 0, False), (10, 19, 1, False), (20, 30, 2, False), (31, 40, 2, True)]),
        (15, 25, 17, [(15, 17, 1, False), (18, 19, 1, True), (20, 25, 2, True)]),
        (5, 9, 9, [(5, 9, 0, False)]),
        (5, 12, 9, [(5, 9, 0, False), (10, 12, 1, True)]),
        (9, 8, None, []),
        (-2, 1, None, [(-2, 1, 0, False)]),
    ],
)
def test_stretches_of_one_rate_break_at_each_version_and_at_the_horizon(
    first: int, last: int, horizon: int | None, runs: list[tuple[int, int, int, bool]]
) -> None:
    found = path(
        (FIRST, "5"), (FIRST + 10, "6"), (FIRST + 20, "7"), horizon=None if horizon is None else FIRST + horizon
    )
    told = [
        (run.first - FIRST, run.last - FIRST, run.segment, run.carried)
        for run in found.runs(FIRST + first, FIRST + last)
    ]
    assert told == [(begin, end, found.segments[place], carried) for begin, end, place, carried in runs]


def test_a_path_without_rates_has_no_weight_and_no_stretch() -> None:
    nothing = path()
    assert (nothing.weight(FIRST, FIRST - 1), list(nothing.runs(FIRST, FIRST + 1))) == (0, [])
    with pytest.raises(NotModelled) as caught:
        nothing.weight(FIRST, FIRST)
    assert caught.value.faults[0].expected == "a day from no day"


def test_errors_of_a_path_name_it_and_the_day() -> None:
    found = path((FIRST, "5"), horizon=FIRST + 10)
    with pytest.raises(NotModelled) as early:
        found.weight(FIRST - 3, FIRST)
    fault = early.value.faults[0]
    assert (fault.path, fault.got, fault.expected) == ("test", "2001-12-29", "a day from 2002-01-01")
    with pytest.raises(NotYetPublished) as late:
        found.weight(FIRST, FIRST + 11)
    fault = late.value.faults[0]
    assert (fault.code, fault.path, fault.got) == ("not_yet_published", "test", "2002-01-12")
    assert fault.expected == 'a day to 2002-01-11, or assume="carry_forward"'
    assert found.weight(FIRST, FIRST + 10) > 0


def test_an_unknown_rate_is_told_with_the_first_day_that_needs_it() -> None:
    segments = [Segment(FIRST, 1, (), "sure"), Segment(FIRST + 5, None, (), "sure"), Segment(FIRST + 9, 1, (), "sure")]
    found = RatePath("test", segments, None, "act/act")
    for first, last, got in ((0, 5, "2002-01-06"), (6, 20, "2002-01-07"), (8, 8, "2002-01-09")):
        with pytest.raises(NotModelled) as caught:
            found.weight(FIRST + first, FIRST + last)
        fault = caught.value.faults[0]
        assert (fault.code, fault.path, fault.got, fault.expected) == ("unknown_figure", "test", got, "a known rate")
    assert found.weight(FIRST, FIRST + 4) > 0
    assert found.weight(FIRST + 9, FIRST + 9) > 0


# Several rates -------------------------------------------------------------------------------------------------


def test_a_rate_has_no_more_than_six_decimals() -> None:
    assert (micro(5), micro(Fraction(1, 8)), micro(Fraction("0.000001"))) == (5_000_000, 125_000, 1)
    with pytest.raises(NotModelled) as caught:
        micro(Fraction(1, 3))
    assert (caught.value.code, caught.value.faults[0].path) == ("rate_decimals", "rate")


def stretch(name: str, first: int | None, last: int | None) -> tuple[int | None, int | None, RatePath]:
    found = RatePath(name, [Segment(FIRST, 1, (), "sure")], None, "act/act")
    return None if first is None else FIRST + first, None if last is None else FIRST + last, found


@pytest.mark.parametrize(
    ("spans", "on"),
    [
        ([(None, 9), (10, None)], None),
        ([(10, None), (None, 9)], None),
        ([(None, 10), (10, None)], 10),
        ([(None, None), (30, 40)], 30),
        ([(None, 2), (1, None)], None),  # both rates of the second day are over before the first day asked for
        ([(None, None), (None, None)], 5),
        ([(0, 20), (21, 30), (30, 31)], 30),
        ([(None, 5), (5, None)], 5),
        ([(None, 4), (4, None)], None),
    ],
)  # fmt: skip
def test_no_two_rates_may_claim_the_same_day(spans: list[tuple[int | None, int | None]], on: int | None) -> None:
    """The first day that bears interest is the fifth after the beginning."""
    parts = [stretch(f"rate.{number}", *span) for number, span in enumerate(spans)]
    if on is None:
        assert one_at_a_time(parts, FIRST + 5, "x") == [
            part for part in parts if part[1] is None or part[1] >= FIRST + 5
        ]
        return
    with pytest.raises(NotModelled) as caught:
        one_at_a_time(parts, FIRST + 5, "x")
    fault = caught.value.faults[0]
    assert (fault.code, fault.path) == ("rate_conflict", "interest.x.rates")
    day = dt.date.fromordinal(FIRST + on).isoformat()
    assert fault.expected == f"one rate on {day}; neither is `instead_of` the other"
    assert (fault.got or "").startswith("rate.")


def test_a_rate_lasts_to_the_first_day_that_bears_interest_and_one_that_ends_before_it_is_left_out() -> None:
    parts = [stretch("a", None, 4), stretch("b", 5, 5), stretch("c", 6, None)]
    assert one_at_a_time(parts, FIRST + 5, "x") == parts[1:]
    assert one_at_a_time(parts, FIRST + 6, "x") == parts[2:]


def test_joined_paths_keep_each_version_from_its_day_and_the_last_horizon() -> None:
    old = path((FIRST, "8"), (FIRST + 10, "7"), (FIRST + 20, "6"), horizon=FIRST + 100)
    new = path((FIRST, "4"), (FIRST + 20, "5"), horizon=FIRST + 60)
    found = joined([(None, FIRST + 19, old), (FIRST + 20, None, new)], "both", "act/act")
    told = [(one.start - FIRST, one.rate // 1_000_000) for one in found.segments if one.rate]
    assert told == [(0, 8), (10, 7), (20, 5)]
    assert (found.name, found.horizon) == ("both", FIRST + 60)  # the old path ends before its own
    found = joined([(FIRST + 10, FIRST + 20, old)], "one", "act/act")
    told = [(one.start - FIRST, one.rate and one.rate // 1_000_000) for one in found.segments]
    assert told == [(10, 7), (20, 6), (21, None)]
    assert found.segments[-1].gap
    assert found.horizon is None
    assert joined([(None, FIRST + 100, old)], "one", "act/act").horizon is None
    assert joined([(None, FIRST + 101, old)], "one", "act/act").horizon == FIRST + 100


def reference(*rows: tuple[int, str | None, str]) -> list[tuple[int, Fraction | None, tuple[str, ...], str]]:
    return [(FIRST + day, None if rate is None else Fraction(rate), ("L base",), mark) for day, rate, mark in rows]


def test_a_margin_comes_on_top_of_each_reference_and_both_laws_and_the_weaker_mark_count() -> None:
    rows = reference((0, "-0.5", "sure"), (10, "3", "unclear"), (20, None, "sure"))

    def margin(day: int) -> tuple[Fraction, tuple[str, ...], str]:
        return (Fraction(8), ("L base",), "sure") if day < FIRST + 10 else (Fraction(9), ("L more",), "unconfirmed")

    found = combined(rows, margin, lambda rate: min(max(rate, Fraction(0)), Fraction(11)))
    assert [(one.start - FIRST, one.rate, one.reference, one.margin) for one in found] == [
        (0, 7_500_000, -500_000, 8_000_000), (10, 11_000_000, 3_000_000, 9_000_000), (20, None, None, 9_000_000),
    ]  # fmt: skip
    assert [(one.law, one.certainty) for one in found] == [
        (("L base",), "sure"), (("L base", "L more"), "unclear"), (("L base", "L more"), "unconfirmed"),
    ]  # fmt: skip


MARKS = ["sure", "provisional", "unconfirmed", "unclear"]  # each weaker than the one before


@pytest.mark.parametrize("base", MARKS)
@pytest.mark.parametrize("more", MARKS)
def test_a_rate_is_as_doubtful_as_the_more_doubtful_of_reference_and_margin(base: str, more: str) -> None:
    (found,) = combined(reference((0, "3", base)), lambda _day: (Fraction(1), (), more), lambda rate: rate)
    assert MARKS.index(found.certainty) == max(MARKS.index(base), MARKS.index(more))


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
