"""Stays in invented laws, of which the law knows much, little or nothing; worked out by hand.

Ten per cent a year of 36,500.00 are 10.00 a day.
"""

from __future__ import annotations

import datetime as dt

import pytest

import collectrules as cr
from tests.unit.fold.laws import (
    act,
    asked,
    case,
    day,
    days,
    law,
)


def stays(facts: cr.Case, profile: cr.Profile, on: str) -> list[tuple[str, int, int | None]]:
    state = asked(facts, profile, on).state
    return [(stay.name, stay.first, stay.last) for stay in state.ledger.accounts[0].stays]


def test_a_stay_that_the_law_does_not_know_begins_and_ends_as_it_is_told() -> None:
    began, ended = act("2021-01-05", "stay_began"), act("2021-02-01", "stay_ended")
    profile = law("_d18a")
    assert stays(case(began), profile, "2021-03-01") == [("stay", day("2021-01-05"), None)]
    assert stays(case(began, ended), profile, "2021-03-01") == [("stay", day("2021-01-05"), day("2021-01-31"))]
    letter = act("2021-01-20", "reminder")
    assert stays(case(began, letter), profile, "2021-03-01") == [("stay", day("2021-01-05"), None)]


@pytest.mark.parametrize(
    ("life", "begins"),
    [
        ({"from_": dt.date(2021, 2, 2)}, False),
        ({"from_": dt.date(2021, 2, 1)}, True),
        ({"to": dt.date(2021, 1, 31)}, False),
        ({"to": dt.date(2021, 2, 1)}, True),
    ],
)
def test_a_stay_begins_only_while_its_law_is_in_force(life: dict[str, dt.date], *, begins: bool) -> None:
    profile = law("_d09s", stay={"respite": life})
    began = act("2021-02-01", "stay_began", name="respite")
    assert bool(stays(case(began), profile, "2021-03-01")) is begins


def test_a_stay_may_end_some_time_after_a_day_of_the_claim() -> None:
    """Sixty days after 31 December 2020 are over with 1 March 2021."""
    profile = law("_d09s", stay={"respite": {"ends": (days(60, "claim.due"),)}})
    began = act("2021-02-01", "stay_began", name="respite")
    assert stays(case(began), profile, "2021-04-01") == [("respite", day("2021-02-01"), day("2021-03-01"))]
