"""Periods on the real Danish calendar: what `after`, `since`, countings and moving ends mean to the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from collectrules import load_profile
from collectrules.ground.errors import NotModelled
from collectrules.loader import model as m
from collectrules.topics.deadlines import NOWHERE, Setting, Span, span


def day(text: str) -> int:
    return dt.date.fromisoformat(text).toordinal()


def worked(period: m.Period, *, at: Setting = NOWHERE, **anchors: str) -> Span:
    known = {name.replace("__", "."): day(text) for name, text in anchors.items()}
    return span(period, load_profile("DK"), known.get, lambda _name: 10, at=at)


class Stays:
    """A place without a region in which stays run; an empty last day means none."""

    def region(self, _place: str | None) -> str | None:
        return None

    def __init__(self, *stays: tuple[str, str]) -> None:
        self.days = [(day(first), day(last) if last else None) for first, last in stays]

    def still(self, stays: tuple[str, ...]) -> Sequence[tuple[int, int | None]]:
        return self.days if stays == ("respite",) else ()


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
    del days["claim__received"]  # what has not happened holds nothing up
    assert worked(period, **days).first_free == day("2020-03-02")


def test_an_anchor_that_must_lie_after_a_day_counts_for_nothing_before_it() -> None:
    period = m.Period(after=("reminder.received",), days=0, counting="calendar_days", only_after=("claim.due",))
    due = {"claim__due": "2020-03-01"}
    early = worked(period, reminder__received="2020-03-01", **due)
    assert (early.first_free, early.missing) == (None, ("reminder.received",))
    assert worked(period, reminder__received="2020-03-02", **due).first_free == day("2020-03-03")
    assert worked(period, reminder__received="2020-03-02").first_free == day("2020-03-03")


def test_a_named_value_may_stand_for_the_days() -> None:
    assert worked(m.Period(after=("x",), days="ten_days", counting="calendar_days"), x="2020-01-01").last == day(
        "2020-01-11"
    )


def test_working_days_skip_rest_days() -> None:
    # dk.md section 11: a change of 1 January 2024 counts from the fifth working day, 8 January.
    found = worked(m.Period(since=("x",), working_days=5, counting="dk_working"), x="2024-01-01")
    assert found.first_free == day("2024-01-08")


@pytest.mark.parametrize(
    ("length", "stays", "last"),
    [
        # ten days after 1 March end on the 11th
        ({"days": 10}, [], "2021-03-11"),
        # 5 to 9 March stand still: five days more
        ({"days": 10}, [("2021-03-05", "2021-03-09")], "2021-03-16"),
        # 1 and 2 March: the first is not counted anyway
        ({"days": 10}, [("2021-02-20", "2021-03-02")], "2021-03-12"),
        # three days more to 14 March, and from the 14th ten more
        ({"days": 10}, [("2021-03-05", "2021-03-07"), ("2021-03-14", "2021-03-23")], "2021-03-24"),
        # it had run out before
        ({"days": 10}, [("2021-03-12", "2021-03-20")], "2021-03-11"),
        ({"days": 10}, [("2021-03-12", "")], "2021-03-11"),
        # no days to count: nothing to hold up
        ({"days": 0}, [("2021-02-20", "2021-03-20")], "2021-03-01"),
        # a month, longer by seven days
        ({"months": 1}, [("2021-03-25", "2021-03-31")], "2021-04-08"),
    ],
)
def test_days_of_a_stay_are_not_counted(length: dict[str, int], stays: list[tuple[str, str]], last: str) -> None:
    period = m.Period(after=("x",), counting="calendar_days", paused_by=("respite",), **length)  # type: ignore[arg-type]
    assert worked(period, at=Stays(*stays), x="2021-03-01").last == day(last)


@pytest.mark.parametrize(
    ("stays", "last"),
    [
        # Monday 1 March 2021, three working days: Thursday the 4th
        ([], "2021-03-04"),
        # Wednesday to Saturday stand still: Tuesday, Monday, Tuesday
        ([("2021-03-03", "2021-03-06")], "2021-03-09"),
        # two stays that meet the same days one after the other
        ([("2021-03-02", "2021-03-04"), ("2021-03-08", "2021-03-08")], "2021-03-10"),
    ],
)
def test_working_days_of_a_stay_are_not_counted(stays: list[tuple[str, str]], last: str) -> None:
    period = m.Period(after=("x",), working_days=3, counting="dk_working", paused_by=("respite",))
    assert worked(period, at=Stays(*stays), x="2021-03-01").last == day(last)


def test_a_period_in_a_stay_without_an_end_has_none() -> None:
    for length in ({"days": 10}, {"working_days": 3}):
        counting = "dk_working" if "working_days" in length else "calendar_days"
        period = m.Period(after=("x",), counting=counting, paused_by=("respite",), **length)  # type: ignore[arg-type]
        profile = replace(load_profile("DK"), stay={"respite": RESPITE})
        known = {"x": day("2021-03-01")}
        found = span(period, profile, known.get, lambda _name: 10, at=Stays(("2021-03-02", "")))
        assert (found.start, found.last, found.missing) == (day("2021-03-01"), None, ("refused",))


RESPITE = m.Stay(name="respite", what="R", law=(), starts=(), ends=(m.Edge(on=("refused",)),))


def test_a_pause_is_not_passed_over_in_silence() -> None:
    with pytest.raises(NotModelled) as caught:
        worked(m.Period(after=("x",), years=1, counting="calendar_days", paused_by=("respite",)), x="2020-01-01")
    assert caught.value.code == "no_case"


class InZurich(Stays):
    """A place with holidays of its own, in which nothing stays."""

    def region(self, _place: str | None) -> str | None:
        return "ZH"


@pytest.mark.parametrize(
    ("start", "raw", "last"),
    [
        # Closed from 15 July to 15 August 2025: 4 days before it, 16 after it to Sunday 31 August, so Monday.
        ("2025-07-10", "2025-08-31", "2025-09-01"),
        ("2025-07-20", "2025-09-04", "2025-09-04"),  # begun inside: day one is 16 August
        ("2025-06-24", "2025-07-14", "2025-07-14"),  # over on the day before
        ("2025-06-25", "2025-08-16", "2025-08-18"),  # the twentieth day is the first after it, a Saturday
        ("2025-12-10", "2026-01-15", "2026-01-15"),  # closed from 18 December to 2 January: 7 days, then 13
    ],
)
def test_a_period_stands_still_on_closed_days_that_are_not_counted(start: str, raw: str, last: str) -> None:
    found = in_court(start, InZurich())
    assert (found.raw_last, found.last) == (day(raw), day(last))


@pytest.mark.parametrize(
    ("first", "last", "ends"),
    [
        # 2 to 9 July are eight days, a stay and then closed from 10 July to 15 August: twelve more from the 16th.
        ("2025-07-10", "2025-07-20", "2025-08-27"),
        ("2025-07-10", "2025-07-14", "2025-08-27"),  # the stay ends on the day before the court closes
        ("2025-07-20", "2025-07-25", "2025-08-22"),  # within it: 13 days to 14 July, seven more from 16 August
        ("2025-07-10", "", None),  # a stay without an end
    ],
)
def test_a_day_that_is_closed_and_in_a_stay_is_left_out_once(first: str, last: str, ends: str | None) -> None:
    found = in_court("2025-07-01", InZurich((first, last)), paused_by=("respite",))
    assert found.last == (None if ends is None else day(ends))


def in_court(start: str, at: Setting, **words: tuple[str, ...]) -> Span:
    """Twenty days before a court that closes in July, at Christmas and at Easter, as the Swiss ZPO 145 has it."""
    law = load_profile("CH")
    rest = (m.EndMove(off="rest_day", to="next_working_day"),)
    counting = m.Counting(
        name="court", what="Court holidays", law=("zpo-145",), first_day="not_counted", closed_days="not_counted",
        calendar="court", end_moves=rest,
    )  # fmt: skip
    law = replace(law, counting={**law.counting, "court": counting}, stay={"respite": RESPITE}, memo={})
    period = m.Period(after=("x",), days=20, counting="court", **words)
    return span(period, law, {"x": day(start)}.get, lambda _name: 10, at=at)


def test_working_days_of_no_calendar_are_not_guessed() -> None:
    with pytest.raises(NotModelled) as caught:
        worked(m.Period(after=("x",), working_days=3, counting="calendar_days"), x="2020-01-01")
    assert caught.value.code == "no_calendar"
