"""Periods on the real Danish calendar: what `after`, `since`, countings and moving ends mean to the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from collectrules import load_profile
from collectrules.ground.errors import NotModelled
from collectrules.loader import model as m
from collectrules.topics.deadlines import NOWHERE, Setting, Span, length_after, moved, span


def day(text: str) -> int:
    return dt.date.fromisoformat(text).toordinal()


LAW = load_profile("DK")


def worked(period: m.Period, *, at: Setting = NOWHERE, **anchors: str) -> Span:
    known = {name.replace("__", "."): day(text) for name, text in anchors.items()}
    return span(period, LAW, known.get, lambda _name: 10, at=at)


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
        profile = replace(LAW, stay={"respite": RESPITE})
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


# Lengths, starts and ends under a law of one counting ------------------------------------------------------------

CALENDAR_DAYS = m.Period(after=("x",), days=10, counting="calendar_days")


def court(**told: object) -> m.Profile:
    """A law that counts court days: weeks of five days, closed from 15 to 20 July, on a calendar that knows a stay."""
    given: dict[str, object] = {
        "first_day": "not_counted",
        "calendar": "court",
        "name": "court",
        "what": "c",
        "law": (),
    }
    counting = m.Counting(**given | told)  # type: ignore[arg-type]
    calendar = m.Calendar(
        name="court", what="c", law=(), rest=("sat", "sun"), stays=("respite",),
        closed=(m.Closed(first="07-15", last="07-20"),),
    )  # fmt: skip
    header = m.Header(
        id="XA", name="X", version="1", status="draft", languages=(), currency="DKK", first_day=dt.date(2002, 8, 1)
    )
    return m.Profile(
        header=header, folder="", fingerprint="", counting={"court": counting}, calendar={"court": calendar},
        stay={"respite": RESPITE},
    )  # fmt: skip


def counted(period: m.Period, law: m.Profile, at: Setting | None = None, x: str = "2026-06-01", **more: str) -> Span:
    known = {name: day(text) for name, text in ({"x": x} | more).items()}
    return span(period, law, known.get, lambda _name: 10, at=at or Stays())


@pytest.mark.parametrize(
    ("length", "last"),
    [
        ({}, "2026-01-31"), ({"days": 1}, "2026-02-01"), ({"weeks": 1}, "2026-02-07"), ({"weeks": 2}, "2026-02-14"),
        ({"weeks": 1, "days": 2}, "2026-02-09"), ({"months": 1}, "2026-02-28"), ({"months": 2}, "2026-03-31"),
        ({"years": 1}, "2027-01-31"), ({"years": 2, "months": 1}, "2028-02-29"),
        ({"months": 1, "days": 1}, "2026-03-01"),
        ({"years": 1, "weeks": 1, "days": 1}, "2027-02-08"),
    ],
)  # fmt: skip
def test_a_length_is_made_of_years_months_weeks_and_days(length: dict[str, int], last: str) -> None:
    period = m.Period(after=("x",), counting="calendar_days", **length)  # type: ignore[arg-type]
    assert worked(period, x="2026-01-31").last == day(last)
    assert length_after(day("2026-01-31"), m.Length(**length)) == day(last)  # type: ignore[arg-type]


def test_a_counting_may_count_the_first_day_itself() -> None:
    for first, last in (("counted", "2026-06-10"), ("not_counted", "2026-06-11")):
        assert counted(m.Period(after=("x",), days=10, counting="court"), court(first_day=first)).last == day(last)
    # of no days at all there is no first one
    assert counted(m.Period(after=("x",), days=0, counting="court"), court(first_day="counted")).last == day(
        "2026-06-01"
    )
    # a month from the 1st, the 1st counted: to the 30th
    month = m.Period(after=("x",), months=1, counting="court")
    assert counted(month, court(first_day="counted")).last == day("2026-06-30")
    # a stay on the first day holds only a period up that counts this day
    held = m.Period(after=("x",), days=10, counting="court", paused_by=("respite",))
    stay = Stays(("2026-06-01", "2026-06-01"))
    assert counted(held, court(first_day="counted"), stay).raw_last == day("2026-06-11")
    assert counted(held, court(first_day="not_counted"), stay).raw_last == day("2026-06-11")


@pytest.mark.parametrize(
    ("moves", "start", "last"),
    [
        ("none", "2026-05-30", "2026-06-09"), (None, "2026-05-30", "2026-06-09"),
        ("month_end", "2026-05-31", "2026-06-10"), ("year_end", "2026-12-31", "2027-01-10"),
        ("next_working_day", "2026-06-01", "2026-06-11"),  # 30 May 2026 is a Saturday
    ],
)  # fmt: skip
def test_the_start_of_a_period_may_move(moves: str | None, start: str, last: str) -> None:
    period = m.Period(after=("x",), days=10, counting="court", start_moves=moves)  # type: ignore[arg-type]
    found = counted(period, court(), x="2026-05-30")
    assert (found.start, found.begins, found.last) == (day("2026-05-30"), day(start), day(last))


def test_a_start_on_a_working_day_stays() -> None:
    period = m.Period(after=("x",), days=10, counting="court", start_moves="next_working_day")
    assert counted(period, court(), x="2026-06-01").begins == day("2026-06-01")


def test_a_counting_without_a_calendar_has_no_working_days() -> None:
    for period in (
        m.Period(after=("x",), working_days=3, counting="court"),
        m.Period(after=("x",), working_days=3),
        m.Period(after=("x",), days=3, start_moves="next_working_day"),
    ):
        with pytest.raises(NotModelled) as caught:
            counted(period, court(calendar=None))
        fault = caught.value.faults[0]
        assert (fault.code, fault.path, fault.expected) == ("no_calendar", "working_days", "a counting with a calendar")


def test_working_days_may_be_a_named_value() -> None:
    assert counted(m.Period(after=("x",), working_days="ten", counting="court"), court()).last == day("2026-06-15")


def test_a_period_that_began_under_older_law_goes_on_as_that_law_counted_it() -> None:
    earlier = m.EarlierCounting(begun_before=dt.date(2026, 6, 2), counting="calendar_days")
    law = court(first_day="counted", earlier=earlier)
    period = m.Period(after=("x",), days=10, counting="court")
    assert counted(period, law, x="2026-06-01").last == day("2026-06-11")
    assert counted(period, law, x="2026-06-02").last == day("2026-06-11")
    assert counted(period, law, x="2026-06-03").last == day("2026-06-12")


REST = (m.EndMove(off="rest_day", to="next_working_day"),)


@pytest.mark.parametrize(
    ("stays", "last"),
    [
        ([], "2026-06-15"),  # ten days after 3 June end on Saturday the 13th
        ([("2026-06-15", "2026-06-17")], "2026-06-18"),
        ([("2026-06-16", "2026-06-17")], "2026-06-15"),
        ([("2026-06-01", "")], None), ([("2026-06-15", "")], None), ([("2026-06-16", "")], "2026-06-15"),
    ],
)  # fmt: skip
def test_an_end_moves_off_rest_days_and_off_stays_that_its_calendar_names(
    stays: list[tuple[str, str]], last: str | None
) -> None:
    closed = m.EndMove(off="closed_time", to="next_working_day")
    law, period = court(end_moves=(*REST, closed)), m.Period(after=("x",), days=10, counting="court")
    found = counted(period, law, Stays(*stays), x="2026-06-03")
    assert found.raw_last == day("2026-06-13")
    assert found.last == (None if last is None else day(last))
    assert found.missing == (("refused",) if last is None else ())
    resting = day("2026-06-13") if last is None else day(last)
    assert moved(day("2026-06-13"), period, law, Stays(*stays)) == resting


def test_an_end_moves_only_where_its_counting_says_so() -> None:
    for law in (court(), court(end_moves=REST, calendar=None)):
        assert counted(m.Period(after=("x",), days=10, counting="court"), law, x="2026-06-03").last == day("2026-06-13")
    assert counted(CALENDAR_DAYS, court(end_moves=REST), x="2026-06-03").last == day("2026-06-13")
    assert moved(day("2026-06-13"), CALENDAR_DAYS, court(end_moves=REST)) == day("2026-06-13")


@pytest.mark.parametrize(
    ("stays", "last"),
    [
        ([], "2026-07-26"),  # 11 to 14 July are four days, 21 to 26 July the other six
        ([("2026-07-12", "2026-07-16")], "2026-07-29"),  # one with the closed time: three days of it more
        ([("2026-07-16", "2026-07-18")], "2026-07-26"),  # inside of it
        ([("2026-07-20", "2026-07-22")], "2026-07-28"),  # two days more
        ([("2026-07-21", "2026-07-22")], "2026-07-28"),  # it adjoins
        ([("2026-07-22", "2026-07-23")], "2026-07-28"),  # a day between them
        ([("2026-07-27", "2026-07-29")], "2026-07-26"),
        ([("2026-07-13", "2026-07-31")], "2026-08-08"),  # it holds the closed time: 11 and 12 July, then eight days
        ([("2026-07-18", "")], None), ([("2026-07-21", "")], None), ([("2026-07-27", "")], "2026-07-26"),
    ],
)  # fmt: skip
def test_closed_times_and_stays_together_are_counted_once(stays: list[tuple[str, str]], last: str | None) -> None:
    law = court(closed_days="not_counted")
    period = m.Period(after=("x",), days=10, counting="court", paused_by=("respite",))
    found = counted(period, law, Stays(*stays), x="2026-07-10")
    assert found.raw_last == (None if last is None else day(last))


def test_closed_times_are_foreseen_for_four_years() -> None:
    law = court(closed_days="not_counted")
    # six days of each July from 2026 to 2029
    assert counted(m.Period(after=("x",), years=3, days=200, counting="court"), law).raw_last == (
        day("2029-06-01") + 200 + 4 * 6
    )


def test_working_days_in_a_stay_without_an_end_have_none() -> None:
    period = m.Period(after=("x",), working_days=3, counting="court", paused_by=("respite",))
    assert counted(period, court(), Stays(("2026-06-03", ""))).raw_last is None
    assert counted(period, court(), Stays(("2026-06-05", ""))).raw_last == day("2026-06-04")
    assert counted(period, court(), Stays(("2026-06-04", "2026-06-04"), ("2026-06-05", "2026-06-05"))).raw_last == day(
        "2026-06-08"
    )


# Anchors -------------------------------------------------------------------------------------------------------


def test_of_several_anchors_all_must_exist_unless_the_earlier_is_picked_or_only_known_ones_count() -> None:
    law = court()

    def asked(pick: str | None, *, known_only: bool = False, **anchors: str) -> Span:
        period = m.Period(after=("a", "b"), pick=pick, days=1, counting="calendar_days")  # type: ignore[arg-type]
        return span(
            period, law, {name: day(on) for name, on in anchors.items()}.get, lambda _name: 1, known_only=known_only
        )

    assert asked("later", a="2026-01-01").missing == ("b",)
    assert asked("later", a="2026-01-01").last is None
    assert asked("earlier", a="2026-01-01").last == day("2026-01-02")
    assert asked("later", known_only=True, a="2026-01-01").last == day("2026-01-02")
    assert asked("earlier").missing == ("a", "b")
    assert asked("later", known_only=True).missing == ("a", "b")
    assert asked(None, a="2026-01-01", b="2026-01-05").last == day("2026-01-06")


def test_a_period_since_its_anchor_is_told_with_the_same_words() -> None:
    period = m.Period(since=("y",), days=1, counting="calendar_days", law=("L 1",))
    found = counted(period, court())
    assert (found.missing, found.law, found.start) == (("y",), ("L 1",), None)
    early = m.Period(since=("x",), days=1, counting="calendar_days", only_after=("a", "b"))
    assert counted(early, court(), a="2026-05-01", b="2026-06-01").missing == ("x",)
    assert counted(early, court(), a="2026-05-01", b="2026-05-31").missing == ()


@pytest.mark.parametrize(
    ("word", "named", "free"),
    [
        ("claim.due", "2026-06-20", "2026-06-21"), ("claim.timely", "2026-06-20", "2026-06-21"),
        ("claim.received", "2026-06-20", "2026-06-20"), ("claim.due", "2026-06-11", "2026-06-12"),
        ("claim.due", "2026-06-10", "2026-06-12"), ("claim.due", "2026-06-12", "2026-06-13"),
        ("claim.received", "2026-06-12", "2026-06-12"), ("claim.received", "2026-06-13", "2026-06-13"),
    ],
)  # fmt: skip
def test_what_may_not_be_before_a_day_to_pay_by_begins_after_it(word: str, named: str, free: str) -> None:
    period = replace(CALENDAR_DAYS, not_before=(word,))
    assert counted(period, court(), **{word: named}).first_free == day(free)


def test_what_ends_each_stay_is_named_once() -> None:
    by_event = m.Stay(name="a", what="a", law=(), starts=(), ends=(CALENDAR_DAYS, m.Edge(on=("lifted", "other"))))
    by_time = m.Stay(name="b", what="b", law=(), starts=(), ends=(CALENDAR_DAYS,))
    law = replace(court(end_moves=REST), stay={"respite": RESPITE, "a": by_event, "b": by_time})

    class All(Stays):
        def still(self, _stays: tuple[str, ...]) -> Sequence[tuple[int, int | None]]:
            return [(day("2026-06-05"), None)]

    period = m.Period(after=("x",), days=10, counting="court", paused_by=("a", "b", "a"))
    assert counted(period, law, All()).missing == ("lifted", "stay_ended", "refused")
    plain = m.Period(after=("x",), days=10, counting="calendar_days", paused_by=("b",))
    assert counted(plain, law, All()).missing == ("stay_ended",)
