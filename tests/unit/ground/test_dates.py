"""Days are read strictly, months are clipped to their end, and day counts agree with a second computation."""

from __future__ import annotations

import calendar
import datetime as dt
import random
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectrules.ground.dates import (
    DAY_COUNTS,
    FIRST,
    LAST,
    YEAR,
    add_months,
    date_of,
    easter,
    month_end,
    to_date,
    year_end,
)
from collectrules.ground.errors import BadInput

D = dt.date
DAYS = st.integers(FIRST, LAST)
SPAN = range(D(1990, 1, 1).toordinal(), D(2060, 12, 31).toordinal() + 1)
PAIRS = 200_000


class Stamp(dt.datetime):
    """What a table of a data library holds: a kind of `datetime`."""


@pytest.mark.parametrize("text", ["2018-11-01", "2024-02-29", "1900-01-01", "2200-12-31"])
def test_a_day_is_read_from_its_one_form(text: str) -> None:
    assert to_date(text).isoformat() == text


def test_a_date_is_taken_as_it_is() -> None:
    assert to_date(D(2024, 1, 1)) == D(2024, 1, 1)


@pytest.mark.parametrize(
    ("value", "near"),
    [
        ("20240101", "2024-01-01"),
        ("2024-1-1", "2024-01-01"),
        ("2024-W01-1", None),
        ("2024-001", None),
        ("01-02-2024", None),
        ("24-01-01", None),
        ("20240230", None),
        ("2024-02-30", None),
        ("2023-02-29", None),
        ("2024-13-01", None),
        ("2024-00-10", None),
        ("0000-01-01", None),
        ("10000-01-01", None),
        ("2024-01-01 ", None),
        ("2024-01-01\n", None),
        (" 2024-01-01", None),
        ("2024-01-01T00:00", None),
        ("2024/01/01", None),
        ("\uff12\uff10\uff12\uff14-01-01", None),
        ("\u0662\u0660\u0662\u0664-01-01", None),
        ("2024-01-01" * 100_000, None),
        ("", None),
        (dt.datetime(2024, 1, 1), None),  # noqa: DTZ001  # a naive one is what is tried
        (dt.datetime(2024, 1, 1, tzinfo=dt.UTC), None),
        (Stamp(2024, 1, 1), None),
        (20_240_101, None),
        (True, None),
        (None, None),
        (b"2024-01-01", None),
        (["2024-01-01"], None),
    ],
    ids=str,
)
def test_what_is_not_plainly_a_day_is_refused(value: object, near: str | None) -> None:
    with pytest.raises(BadInput) as caught:
        to_date(value, "claims[1].due")
    fault = caught.value.faults[0]
    assert (fault.code, fault.path, fault.nearest) == ("date_format", "claims[1].due", near)


@pytest.mark.parametrize("value", ["1899-12-31", "2201-01-01", "9999-12-31", "0001-01-01", D.min, D.max])
def test_a_day_out_of_bounds_is_refused(value: object) -> None:
    with pytest.raises(BadInput) as caught:
        to_date(value)
    assert caught.value.code == "date_range"


@given(st.text(max_size=12))
def test_any_text_is_a_day_or_is_refused(text: str) -> None:
    try:
        day = to_date(text)
    except BadInput:
        return
    assert day.isoformat() == text


@given(DAYS)
def test_text_and_ordinal_name_the_same_day(day: int) -> None:
    assert to_date(date_of(day).isoformat()).toordinal() == day


# Months, years, Easter -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (D(2024, 1, 31), 1, D(2024, 2, 29)),
        (D(2023, 1, 31), 1, D(2023, 2, 28)),
        (D(2024, 2, 29), 12, D(2025, 2, 28)),
        (D(2024, 2, 29), 48, D(2028, 2, 29)),
        (D(2024, 5, 31), 1, D(2024, 6, 30)),
        (D(2024, 12, 31), 2, D(2025, 2, 28)),
        (D(2026, 3, 5), 12, D(2027, 3, 5)),
        (D(2024, 3, 31), -1, D(2024, 2, 29)),
        (D(2024, 3, 31), 0, D(2024, 3, 31)),
    ],
)
def test_a_day_the_month_lacks_becomes_its_last_day(start: dt.date, months: int, end: dt.date) -> None:
    assert end.toordinal() == add_months(start.toordinal(), months)


@given(DAYS, st.integers(-1200, 1200))
def test_months_are_added_as_the_calendar_is_written(day: int, months: int) -> None:
    start = date_of(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    assert add_months(day, months) == D(year, month + 1, min(start.day, last)).toordinal()


@given(DAYS)
def test_ends_of_month_and_year_are_their_last_days(day: int) -> None:
    date = date_of(day)
    last = calendar.monthrange(date.year, date.month)[1]
    assert date_of(month_end(day)) == date.replace(day=last)
    assert date_of(year_end(day)) == D(date.year, 12, 31)


@pytest.mark.parametrize(
    "sunday",
    [
        D(1818, 3, 22),
        D(1943, 4, 25),
        D(2024, 3, 31),
        D(2025, 4, 20),
        D(2026, 4, 5),
        D(2027, 3, 28),
        D(2028, 4, 16),
    ],
)
def test_easter_falls_on_the_known_sunday(sunday: dt.date) -> None:
    assert easter(sunday.year) == sunday.toordinal()


# Day counts ------------------------------------------------------------------------------------------------


def parts(day: int) -> tuple[int, int, int, int, int]:
    """The ordinal of a day, its year, month and day, and the ordinal of the first day of its year."""
    date = date_of(day)
    return day, date.year, date.month, date.day, D(date.year, 1, 1).toordinal()


Parts = tuple[int, int, int, int, int]
Share = Callable[[Parts, Parts], tuple[int, int]]


def actual(basis: int) -> Share:
    return lambda a, b: (b[0] - a[0], basis)


def thirty_e(a: Parts, b: Parts) -> tuple[int, int]:
    """30E/360 as the market writes it: a 31st counts as the 30th on either side."""
    first, last = min(a[3], 30), min(b[3], 30)
    return 360 * (b[1] - a[1]) + 30 * (b[2] - a[2]) + last - first, 360


def actual_actual(a: Parts, b: Parts) -> tuple[int, int]:
    """Days in leap years by 366, all others by 365; day a itself not counted, day b counted."""
    total = b[0] - a[0]
    leap = 366 * calendar.leapdays(a[1], b[1])
    leap += (b[0] - b[4] + 1) * calendar.isleap(b[1]) - (a[0] - a[4] + 1) * calendar.isleap(a[1])
    return leap * 365 + (total - leap) * 366, 365 * 366


SHARES: dict[str, Share] = {
    "act/act": actual_actual,
    "act/365": actual(365),
    "act/360": actual(360),
    "30e/360": thirty_e,
}


@pytest.fixture(scope="module")
def reckoned() -> dict[int, Parts]:
    return {day: parts(day) for day in SPAN}


@pytest.fixture(scope="module")
def pairs() -> list[tuple[int, int]]:
    """Pairs of days from 1990 to 2060: a fixed sample, and each end of a month with every other one."""
    sample = random.Random(20_260_101)  # noqa: S311  # the same sample in every run
    ends = [day for day in SPAN if date_of(day + 1).day == 1]
    found = [(sample.choice(SPAN), sample.choice(SPAN)) for _ in range(PAIRS)]
    return found + [(a, b) for a in ends for b in ends if a <= b]


def test_every_day_count_of_the_format_is_compared() -> None:
    assert SHARES.keys() == DAY_COUNTS.keys()


@pytest.mark.parametrize("name", sorted(SHARES))
def test_a_day_count_agrees_with_the_second_computation(
    name: str, pairs: list[tuple[int, int]], reckoned: dict[int, Parts]
) -> None:
    share = SHARES[name]
    count = {day: DAY_COUNTS[name](day) for day in SPAN}
    wrong = []
    for a, b in pairs:
        days, basis = share(reckoned[a], reckoned[b])
        if (count[b] - count[a]) * basis != days * YEAR:
            wrong.append((date_of(a), date_of(b)))
    assert wrong == []


@pytest.mark.parametrize("name", sorted(SHARES))
def test_no_day_weighs_less_than_nothing(name: str) -> None:
    count = DAY_COUNTS[name]
    assert all(count(day - 1) <= count(day) for day in SPAN)


@pytest.mark.parametrize(
    ("name", "after", "until", "share"),
    [
        # 61 days of a common year and 121 of a leap year: the example of the market association's memorandum.
        ("act/act", D(2003, 11, 1), D(2004, 5, 1), Fraction(61, 365) + Fraction(121, 366)),
        ("act/act", D(2023, 12, 31), D(2024, 12, 31), Fraction(1)),
        ("act/act", D(2099, 12, 31), D(2100, 12, 31), Fraction(1)),
        ("act/act", D(1999, 12, 31), D(2000, 12, 31), Fraction(1)),
        ("act/365", D(2023, 12, 31), D(2024, 12, 31), Fraction(366, 365)),
        ("act/360", D(2024, 1, 1), D(2024, 1, 31), Fraction(30, 360)),
        ("30e/360", D(2024, 1, 30), D(2024, 1, 31), Fraction(0)),
        ("30e/360", D(2024, 1, 31), D(2024, 2, 29), Fraction(29, 360)),
        ("30e/360", D(2024, 2, 29), D(2024, 3, 1), Fraction(2, 360)),
        ("30e/360", D(2023, 2, 28), D(2023, 3, 31), Fraction(32, 360)),
        ("30e/360", D(2023, 12, 31), D(2024, 12, 31), Fraction(1)),
    ],
)
def test_a_day_count_gives_the_share_of_the_year(name: str, after: dt.date, until: dt.date, share: Fraction) -> None:
    # The memorandum counts the first day and not the last, so both ends are one day earlier for us.
    shift = 1 if name == "act/act" and after.day == 1 else 0
    count = DAY_COUNTS[name]
    assert Fraction(count(until.toordinal() - shift) - count(after.toordinal() - shift), YEAR) == share
