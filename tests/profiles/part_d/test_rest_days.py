"""Days to pay that fall on rest days, in an invented country: what was agreed on moves as what the law gives."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from collectrules import Case, Profile, audit, instalment_plan, load_case, load_profile, next_steps, standing

Event = dict[str, Any]


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d50")


def case(*events: Event, due: str = "2021-05-10", agreed: bool = True, **words: object) -> Case:
    claim = {"id": "1", "kind": "loan", "amount": "3650.00", "due": due, "due_agreed": agreed}
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [claim], "events": list(events)} | words
    )  # fmt: skip


def interest(facts: Case, law: Profile, on: str) -> str:
    return str(standing(facts, law, on=on).owed.interest)


SOUTH = {"region": "SOUTH"}
NORTH = {"region": "NORTH"}


# Tuesday 1 June 2021 is a feast of the north: there Wednesday 2 June is the day to pay. A day bears one euro.
@pytest.mark.parametrize(
    ("words", "first"),
    [
        ({}, "2021-06-02"),
        (SOUTH, "2021-06-02"),
        (NORTH, "2021-06-03"),
        (SOUTH | {"places": {"performance": "NORTH"}}, "2021-06-03"),
        (NORTH | {"places": {"performance": "SOUTH"}}, "2021-06-02"),
    ],
)
def test_without_a_place_the_region_of_the_case_and_without_one_no_feast(
    law: Profile, words: dict[str, Any], first: str
) -> None:
    facts = case(due="2021-06-01", **words)
    before = (dt.date.fromisoformat(first) - dt.timedelta(1)).isoformat()
    found = [(standing(facts, law, on=day).stage, interest(facts, law, day)) for day in (before, first)]
    assert found == [("not_due", "0.00"), ("overdue", "1.00")]


# 1 May 2021 and 31 days are 1 June.
@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ({}, "2021-06-01"),
        (NORTH, "2021-06-01"),
        (NORTH | {"places": {"performance": "SOUTH"}}, "2021-06-01"),
        (SOUTH | {"places": {"performance": "NORTH"}}, "2021-06-02"),
    ],
)
def test_the_region_of_a_case_stands_for_no_place_where_the_law_says_so(
    law: Profile, words: dict[str, Any], ends: str
) -> None:
    clocks = standing(case(due="2021-05-01", **words), law, on="2021-05-10").clocks
    assert {str(clock.ends) for clock in clocks if clock.kind == "limitation"} == {ends}


@pytest.mark.parametrize(
    ("given", "on", "owed"),
    [
        ({"deadline": "2021-05-22"}, "2021-05-24", "0.00"),  # a Saturday: Monday the 24th is in time
        ({"deadline": "2021-05-22"}, "2021-05-25", "1.00"),
        ({"deadline": "2021-05-21"}, "2021-05-22", "1.00"),
        ({}, "2021-05-16", "1.00"),  # without a time it works on the Saturday on which it arrives
    ],
)
def test_the_time_that_a_letter_gives_itself_moves(law: Profile, given: Event, on: str, owed: str) -> None:
    letter = {"on": "2021-05-12", "kind": "collection_notice", "received": "2021-05-15"} | given
    assert interest(case(letter, agreed=False), law, on) == owed


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        (
            "2021-05-22",
            [],
        ),  # ten days from the 12th end on Saturday the 22nd, so on Monday; so does the time that is given
        ("2021-05-21", ["deadline_too_short"]),
    ],
)
def test_a_time_that_ends_with_the_law_is_not_too_short(law: Profile, given: str, codes: list[str]) -> None:
    letter = {"on": "2021-05-12", "kind": "ultimatum", "deadline": given}
    findings = audit(case(letter), law, on="2021-06-01").findings
    assert [one.code for one in findings if one.code == "deadline_too_short"] == codes


@pytest.mark.parametrize(("paid", "left"), [("2021-05-24", "0.00"), ("2021-05-25", "665.00")])
def test_a_settlement_can_be_paid_on_the_next_working_day(law: Profile, paid: str, left: str) -> None:
    """Until Saturday the 22nd; later 3,000 go to fifteen days of interest and to the principal."""
    events = [
        {"on": "2021-05-12", "kind": "settlement_offered", "id": "o", "amount": "3000.00", "until": "2021-05-22"},
        {"on": "2021-05-14", "kind": "settlement_accepted", "of": "o"},
        {"on": paid, "kind": "payment", "amount": "3000.00"},
    ]
    assert str(standing(case(*events), law, on=paid).owed.total) == left


# Friday 28 May and four days of grace are Tuesday 1 June; Saturday 29 May is paid on Monday 31.
@pytest.mark.parametrize(
    ("due", "grace", "words", "missed"),
    [
        ("2021-05-29", 0, {}, "2021-06-01"),
        ("2021-05-28", 0, {}, "2021-05-29"),
        ("2021-05-28", 4, SOUTH, "2021-06-02"),
        ("2021-05-28", 4, NORTH, "2021-06-03"),
        ("2021-05-29", 1, NORTH, "2021-06-03"),  # Monday the 31st and one day
    ],
)
def test_an_instalment_is_missed_after_its_last_working_day(
    law: Profile, due: str, grace: int, words: dict[str, Any], missed: str
) -> None:
    rows = [{"due": due, "amount": "2000.00"}, {"due": "2021-07-01", "amount": "2000.00"}]
    facts = case({"on": "2021-05-12", "kind": "plan_agreed", "grace_days": grace, "instalments": rows}, **words)
    day = dt.date.fromisoformat(missed)
    seen = [_status(facts, law, one) for one in (day - dt.timedelta(1), day)]
    assert seen == ["blocked", "open"]


def _status(facts: Case, law: Profile, on: dt.date) -> str:
    return next(step.status for step in next_steps(facts, law, on=on).proposals if step.action == "plan_notice")


@pytest.mark.parametrize(("words", "first"), [(SOUTH, "2021-06-01"), (NORTH, "2021-06-02")])
def test_a_plan_is_computed_for_the_place_where_is_to_be_paid(law: Profile, words: dict[str, Any], first: str) -> None:
    other = {"SOUTH": "NORTH", "NORTH": "SOUTH"}[words["region"]]
    facts = case(region=other, places={"performance": words["region"]})
    assert str(instalment_plan(facts, law, on="2021-05-12", count=2, first="2021-06-01").instalments[0].due) == first
