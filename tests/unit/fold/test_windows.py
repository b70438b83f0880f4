"""When an act may be done, to the day: its periods, the life of its rule, its limits, and days that are closed."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from collectrules.fold.conditions import Gate
from collectrules.fold.moments import Moment
from collectrules.fold.rules import ActRule
from collectrules.fold.stretches import Stretch
from collectrules.fold.windows import (
    ALWAYS,
    Window,
    act_window,
    acting_from,
    deadline_of,
    off_rest_days,
    open_from,
    procedure_of,
    still_within,
    window,
)
from collectrules.loader import model as m
from tests.unit.fold.moments import OPEN, SHUT, Book, account, act, day, moment

CALENDARS = {
    "week": m.Calendar(name="week", what="w", law=("L 4",), rest=("sat", "sun"), stays=("respite",)),
    "shop": m.Calendar(name="shop", what="s", law=("L 4",), rest=("sun", "mon")),
}  # fmt: skip


def book(**told: object) -> Book:
    profile = SimpleNamespace(
        base={}, fee={}, memo={}, calendar=CALENDARS, counting={}, stay={}, holidays={}, days={},
        header=SimpleNamespace(regions=()),
    )  # fmt: skip
    return Book(profile=profile, **told)


def at(on: str = "2026-06-15", **told: object) -> Moment:
    """A claim that fell due on 15 January 2026, reminded on 1 February and 1 March, on some day."""
    one = account()
    act(one, "reminder", "2026-02-01", "2026-03-01")
    return moment(one, on=on, family="demand/collection", book=book(**told))


def after(days: int | str, *words: str, law: str = "L 1") -> m.Period:
    return m.Period(after=words or ("claim.due",), days=days, law=(law,))


def rule(**told: object) -> ActRule:
    record: dict[str, Any] = {"name": "demand", "what": "d", "law": ("L 2",), "by": "creditor"}
    own = {name: told.pop(name) for name in ("from_", "to", "open_on", "takes_effect") if name in told}
    given: dict[str, Any] = {"earliest": (), "latest": ()} | told
    return ActRule("demand", m.Act(**record | own), OPEN, **given)


# Periods ---------------------------------------------------------------------------------------------------


def test_without_periods_an_act_may_always_be_done() -> None:
    assert window((), (), at()) == ALWAYS == Window(None, None, (), (), "sure")


def test_all_periods_must_be_over_and_the_longest_tells_its_law() -> None:
    short, long = (OPEN, after(5, law="L short")), (OPEN, after(10, law="L long"))
    # ten days after the 15th end with the 25th
    expected = Window(day("2026-01-26"), None, (), ("L long",), "sure")
    assert window((short, long), (), at()) == expected
    assert window((long, short), (), at()) == expected
    assert window((short, (SHUT, after(10))), (), at()).earliest == day("2026-01-21")
    same = (OPEN, after(10, law="L same"))
    assert window((long, same), (), at()).law == ("L long",)


def test_the_first_of_the_last_days_ends_it() -> None:
    short, long = (OPEN, after(5)), (OPEN, after(10))
    for last in ((short, long), (long, short)):
        assert window((), last, at()) == Window(None, day("2026-01-20"), (), (), "sure")
    assert window((), ((SHUT, after(5)), long), at()).latest == day("2026-01-25")
    assert window((), ((OPEN, after(5, "court")),), at()).latest is None


def test_numbers_may_be_values_of_the_law() -> None:
    named = (OPEN, after("grace"))
    found = window((named,), (named,), at(numbers={"grace": 7}))
    assert (found.earliest, found.latest) == (day("2026-01-23"), day("2026-01-22"))


def test_anchors_that_do_not_exist_are_named_but_for_a_first_time() -> None:
    periods = (
        (OPEN, after(5, "warning")), (SHUT, after(5, "court")), (OPEN, after(5)), (OPEN, after(5, "previous.charged")),
        (OPEN, after(5, "notice.received")),
    )  # fmt: skip
    found = window(periods, (), at())
    assert found.missing == ("warning", "notice.received")
    assert found.earliest == day("2026-01-21")


def test_the_weakest_certainty_of_the_countings_counts() -> None:
    sure, doubtful = (OPEN, after(9)), (OPEN, after(5, law="L doubtful"))
    assert window((sure, doubtful), (), at()).certainty == "unclear"
    assert window((sure,), (sure, doubtful), at()).certainty == "unclear"
    assert window((sure, (SHUT, doubtful[1])), ((SHUT, doubtful[1]),), at()).certainty == "sure"


# An act within the life of its rule -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("from_", "to", "earliest", "latest"),
    [
        (None, None, "2026-01-26", "2026-02-04"),
        ("2026-01-20", None, "2026-01-26", "2026-02-04"),
        ("2026-01-30", None, "2026-01-30", "2026-02-04"),
        (None, "2026-02-01", "2026-01-26", "2026-02-01"),
        (None, "2026-03-01", "2026-01-26", "2026-02-04"),
    ],
)
def test_the_life_of_a_rule_bounds_its_window(from_: str | None, to: str | None, earliest: str, latest: str) -> None:
    life = {"from_": from_ and dt.date.fromisoformat(from_), "to": to and dt.date.fromisoformat(to)}
    found = act_window(rule(earliest=((OPEN, after(10)),), latest=((OPEN, after(20)),), **life), at())
    assert (found.earliest, found.latest) == (day(earliest), day(latest))


def test_a_rule_without_periods_has_only_its_life() -> None:
    born, died = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    assert act_window(rule(), at()) == ALWAYS
    assert act_window(rule(from_=born), at()) == ALWAYS._replace(earliest=born.toordinal())
    assert act_window(rule(to=died), at()) == ALWAYS._replace(latest=died.toordinal())


def limit(per: object = "calendar_year", most: int = 1, *law: str) -> tuple[Gate, m.Limit]:
    return OPEN, m.Limit(at_most=most, per=per, law=law)


def done(*days: str) -> Moment:
    found = at()
    act(found.account, "demand", *days)
    return found


def test_a_limit_within_a_time_puts_an_act_off_with_its_law_or_that_of_the_act() -> None:
    moment_of = done("2026-02-10")
    wait = ((OPEN, after(10)),)
    found = act_window(rule(earliest=wait, limits=(limit("calendar_year", 1, "L 7"),)), moment_of)
    assert (found.earliest, found.law) == (day("2027-01-01"), ("L 7",))
    found = act_window(rule(limits=(limit(),)), moment_of)
    assert (found.earliest, found.law) == (day("2027-01-01"), ("L 2",))
    found = act_window(rule(limits=(limit(most=2),)), moment_of)
    assert found == ALWAYS


def test_a_period_that_ends_later_than_the_limit_keeps_its_law() -> None:
    moment_of = done("2026-02-10")
    for days in (351, 400):  # 351 days after 15 January 2026 end with New Year's Day
        found = act_window(rule(earliest=((OPEN, after(days)),), limits=(limit(),)), moment_of)
        assert (found.earliest, found.law) == (day("2026-01-16") + days, ("L 1",))
    found = act_window(rule(earliest=((OPEN, after(349)),), limits=(limit(),)), moment_of)
    assert (found.earliest, found.law) == (day("2027-01-01"), ("L 2",))
    found = act_window(rule(earliest=((OPEN, after(350)),), limits=(limit(),)), moment_of)
    assert (found.earliest, found.law) == (day("2027-01-01"), ("L 1",))  # the same day by both


# What an act leads to and how long -------------------------------------------------------------------------------


def test_the_first_deadline_whose_conditions_hold_is_given() -> None:
    first, second = after(5), after(10)
    assert deadline_of(rule(deadline=((SHUT, after(1)), (OPEN, first), (OPEN, second))), at()) is first
    assert deadline_of(rule(deadline=((SHUT, first),)), at()) is None
    assert deadline_of(rule(), at()) is None


@pytest.mark.parametrize(("on", "runs"), [("2026-01-16", True), ("2026-01-25", True), ("2026-01-26", False)])
def test_a_period_runs_to_the_end_of_its_last_day(on: str, runs: bool) -> None:
    assert still_within(after(10), at(on)) is runs
    assert still_within(after("ten"), at(on, numbers={"ten": 10})) is runs


def test_without_a_period_nothing_ends_and_one_that_never_began_does_not_run() -> None:
    assert still_within(None, at()) is True
    assert still_within(after(10, "court"), at()) is False


def test_the_first_kind_of_proceedings_that_applies_and_is_not_over_counts() -> None:
    quick, plain = m.Procedure(name="quick", within=after(10)), m.Procedure(name="plain")
    found = rule(procedures=((SHUT, m.Procedure(name="shut")), (OPEN, quick), (OPEN, plain)))
    assert procedure_of(found, at("2026-01-25")) == (OPEN, quick)
    assert procedure_of(found, at("2026-01-26")) == (OPEN, plain)
    assert procedure_of(rule(procedures=((OPEN, quick),)), at("2026-01-26")) is None
    assert procedure_of(rule(), at()) is None


# Closed days -----------------------------------------------------------------------------------------------


def test_a_day_moves_off_the_rest_days_of_every_calendar_named() -> None:
    saturday, monday = day("2026-06-13"), day("2026-06-15")
    assert off_rest_days(saturday, [], at()) == saturday
    assert off_rest_days(saturday, [None], at()) == saturday
    assert off_rest_days(saturday, [None, "week"], at()) == monday
    assert off_rest_days(saturday, ["week", "shop"], at()) == day("2026-06-16")  # the shop rests on Monday
    assert off_rest_days(saturday, ["shop"], at()) == saturday
    assert off_rest_days(monday, ["week"], at()) == monday


def stayed(*stays: tuple[str, str | None], name: str = "respite") -> Moment:
    found = at()
    found.account.stays = tuple(
        Stretch(name, day(first), None if last is None else day(last), "asked") for first, last in stays
    )
    return found


@pytest.mark.parametrize(
    ("stays", "asked", "first"),
    [
        ([], "2026-06-12", "2026-06-12"),  # a Friday
        ([], "2026-06-13", "2026-06-15"),
        ([("2026-06-10", "2026-06-16")], "2026-06-12", "2026-06-17"),
        ([("2026-06-10", "2026-06-19")], "2026-06-12", "2026-06-22"),  # its end is followed by a Saturday
        ([("2026-06-10", None)], "2026-06-12", None),
        ([("2026-06-12", None)], "2026-06-12", None),
        ([("2026-06-13", None)], "2026-06-12", "2026-06-12"),  # it begins the day after
        ([("2026-06-15", None)], "2026-06-13", None),  # the first working day lies in it
        ([("2026-06-16", None)], "2026-06-13", "2026-06-15"),
    ],
)
def test_an_act_waits_for_an_open_day_and_for_the_end_of_a_stay(
    stays: list[tuple[str, str | None]], asked: str, first: str | None
) -> None:
    expected = None if first is None else day(first)
    assert open_from(rule(open_on="week"), stayed(*stays), day(asked)) == expected


def test_an_act_without_closed_days_and_other_stays_wait_for_nothing() -> None:
    saturday = day("2026-06-13")
    assert open_from(rule(), stayed(("2026-01-01", None)), saturday) == saturday
    other = stayed(("2026-01-01", None), name="other")
    assert open_from(rule(open_on="week"), other, saturday) == day("2026-06-15")


def test_an_act_whose_effect_is_put_off_is_done_on_an_open_day() -> None:
    saturday, put_off = day("2026-06-13"), m.TakesEffect(calendar="week", moves_to="first_open_day")
    assert acting_from(rule(), at(), saturday) == saturday
    assert acting_from(rule(takes_effect=put_off), at(), saturday) == day("2026-06-15")
    assert open_from(rule(takes_effect=put_off), at(), saturday) == saturday
    assert acting_from(rule(open_on="shop"), at(), saturday) == saturday
    assert acting_from(rule(open_on="shop", takes_effect=put_off), at(), saturday) == saturday
