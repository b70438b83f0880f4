"""Periods on the real Danish calendar: what `after`, `since`, countings and moving ends mean to the day."""

from __future__ import annotations

import datetime as dt

import pytest

from collectrules import load_profile
from collectrules.ground.errors import NotModelled
from collectrules.loader import model as m
from collectrules.topics.deadlines import Span, span


def day(text: str) -> int:
    return dt.date.fromisoformat(text).toordinal()


def worked(period: m.Period, **anchors: str) -> Span:
    known = {name.replace("__", "."): day(text) for name, text in anchors.items()}
    return span(period, load_profile("DK"), known.get, lambda _name: 10)


def test_after_must_have_run_out_and_since_must_lie_between() -> None:
    after = worked(m.Period(after=("x",), days=10, counting="calendar_days"), x="2019-01-10")
    since = worked(m.Period(since=("x",), days=10, counting="calendar_days"), x="2019-01-10")
    assert after.last == since.last == day("2019-01-20")
    assert (after.first_free, since.first_free) == (day("2019-01-21"), day("2019-01-20"))


def test_no_days_after_an_anchor_begin_the_day_after_it() -> None:
    assert worked(m.Period(after=("x",), days=0, counting="calendar_days"), x="2018-11-01").first_free == day(
        "2018-11-02"
    )


@pytest.mark.parametrize(
    ("start", "last"),
    [
        ("2024-01-31", "2024-02-29"),
        ("2023-01-31", "2023-02-28"),
        ("2023-03-31", "2023-05-01"),
        ("2024-05-05", "2024-06-06"),
    ],
)
def test_a_month_ends_on_its_number_else_on_the_last_day_and_moves_off_rest_days(start: str, last: str) -> None:
    # 30 April 2023 is a Sunday and 1 May no holiday; 5 June is no holiday but named in § 27.
    assert worked(m.Period(after=("x",), months=1, counting="foraeldelse"), x=start).last == day(last)


@pytest.mark.parametrize(
    ("start", "last"),
    [
        ("2020-05-05", "2023-05-08"),  # 5 May 2023 was the last prayer day, a Friday
        ("2021-04-26", "2024-04-26"),  # 26 April 2024 would have been the prayer day: abolished
        ("2020-12-24", "2023-12-27"),  # Christmas: 24 named, 25 and 26 holidays
        ("2018-10-02", "2021-10-04"),  # a Saturday
        ("2021-05-10", "2024-05-10"),  # the Friday after Ascension is a bank day only
    ],
)
def test_three_years_end_as_foraeldelsesloven_27_says(start: str, last: str) -> None:
    assert worked(m.Period(after=("x",), years=3, counting="foraeldelse"), x=start).last == day(last)


def test_of_several_anchors_the_later_or_the_earlier_is_picked() -> None:
    period = m.Period(after=("a", "b"), pick="later", days=1, counting="calendar_days")
    assert worked(period, a="2020-01-01", b="2020-02-01").start == day("2020-02-01")
    earlier = m.Period(after=("a", "b"), pick="earlier", days=1, counting="calendar_days")
    assert worked(earlier, a="2020-01-01", b="2020-02-01").start == day("2020-01-01")


def test_an_anchor_that_does_not_exist_is_named() -> None:
    found = worked(m.Period(after=("payment_order_served",), days=14, counting="dk_procedure"))
    assert (found.first_free, found.missing) == (None, ("payment_order_served",))


def test_never_on_or_before_the_due_day_nor_before_another_named_day() -> None:
    period = m.Period(
        after=("claim.demanded",), days=30, counting="calendar_days", not_before=("claim.due", "claim.received")
    )
    days = {"claim__demanded": "2020-01-01", "claim__due": "2020-03-01", "claim__received": "2020-03-05"}
    assert worked(period, **days).first_free == day("2020-03-05")
    assert worked(period, **(days | {"claim__received": "2020-01-02"})).first_free == day("2020-03-02")


def test_a_named_value_may_stand_for_the_days() -> None:
    assert worked(m.Period(after=("x",), days="ten_days", counting="calendar_days"), x="2020-01-01").last == day(
        "2020-01-11"
    )


def test_working_days_skip_rest_days() -> None:
    # dk.md section 11: a change of 1 January 2024 counts from the fifth working day, 8 January.
    found = worked(m.Period(since=("x",), working_days=5, counting="dk_working"), x="2024-01-01")
    assert found.first_free == day("2024-01-08")


def test_a_pause_is_not_passed_over_in_silence() -> None:
    with pytest.raises(NotModelled) as caught:
        worked(m.Period(after=("x",), years=1, counting="calendar_days", paused_by=("respite",)), x="2020-01-01")
    assert caught.value.code == "word_not_computed"
