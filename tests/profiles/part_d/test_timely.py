"""A claim that is due and can still be paid in time, in an invented country: nothing of it is late."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from collectrules import Case, Profile, audit, load_case, load_profile, next_steps, standing

Event = dict[str, Any]


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d44")


def case(*events: Event, **claim: object) -> Case:
    plain = {"id": "1", "kind": "rent", "lease": "housing", "amount": "3650.00", "due": "2021-03-01",
             "due_agreed": True}  # fmt: skip
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [plain | claim], "events": list(events)}
    )  # fmt: skip


def paid(on: str, amount: str = "3650.00") -> Event:
    return {"on": on, "kind": "payment", "amount": amount}


@pytest.mark.parametrize(
    ("kind", "day", "interest", "stage"),
    [
        # 3,650 at ten per cent are one euro a day; the third day after 1 March is the 4th
        ("rent", "2021-03-04", "0.00", "not_due"),
        ("rent", "2021-03-05", "1.00", "overdue"),
        ("rent", "2021-03-06", "2.00", "overdue"),
        ("loan", "2021-03-01", "0.00", "not_due"),
        ("loan", "2021-03-02", "1.00", "overdue"),
    ],
)
def test_what_can_be_paid_in_time_bears_no_interest_and_is_not_overdue(
    law: Profile, kind: str, day: str, interest: str, stage: str
) -> None:
    facts = case(kind=kind)
    found = standing(facts, law, on=day)
    assert (str(found.owed.interest), found.stage) == (interest, stage)


@pytest.mark.parametrize(("day", "left"), [("2021-03-01", "0.00"), ("2021-03-04", "0.00"), ("2021-03-05", "1.00")])
def test_a_payment_on_the_last_timely_day_leaves_nothing(law: Profile, day: str, left: str) -> None:
    assert str(standing(case(paid(day)), law, on="2021-03-05").owed.total) == left


@pytest.mark.parametrize(("asked", "first"), [("2021-03-02", "2021-03-05"), ("2021-03-09", "2021-03-10")])
def test_interest_that_another_act_begins_waits_for_the_last_timely_day(law: Profile, asked: str, first: str) -> None:
    facts = case({"on": asked, "kind": "order_requested"}, due_agreed=False)
    assert str(standing(facts, law, on="2021-03-20").interest[0].from_) == first


@pytest.mark.parametrize(("sent", "fee", "codes"), [("2021-03-04", "0.00", True), ("2021-03-05", "10.00", False)])
def test_a_letter_before_it_earns_no_fee(law: Profile, sent: str, fee: str, codes: bool) -> None:
    facts = case({"on": sent, "kind": "reminder", "fee": "10.00"})
    assert str(standing(facts, law, on="2021-03-20").owed.fees) == fee
    assert bool(audit(facts, law, on="2021-03-20").findings) is codes


def test_the_step_says_from_when_and_the_answer_when_to_look_again(law: Profile) -> None:
    found = next_steps(case(), law, on="2021-03-02")
    reminder = next(step for step in found.proposals if step.action == "reminder")
    assert (reminder.status, str(reminder.earliest), str(found.look_again_on)) == (
        "waiting", "2021-03-05", "2021-03-05",
    )  # fmt: skip


def test_the_clock_shows_the_last_timely_day(law: Profile) -> None:
    clocks = standing(case(), law, on="2021-03-02").clocks
    assert [(clock.kind, str(clock.ends)) for clock in clocks] == [("payment_timely", "2021-03-04")]


def test_rent_that_is_not_late_does_not_go_on_with_older_arrears(law: Profile) -> None:
    """March is paid on the 10th, when April is due but not late: the run of arrears has ended, a new fee may follow."""
    months = [
        {"id": "3", "kind": "rent", "lease": "housing", "amount": "3650.00", "due": "2021-03-01", "due_agreed": True,
         "relationship": "lease"},
        {"id": "4", "kind": "rent", "lease": "housing", "amount": "3650.00", "due": "2021-03-08", "due_agreed": True,
         "relationship": "lease"},
    ]  # fmt: skip
    reminders = [{"on": day, "kind": "reminder", "fee": "10.00"} for day in ("2021-03-06", "2021-03-20")]
    money = {"on": "2021-03-11", "kind": "payment", "amount": "3667.00", "claim": "3"}  # 3,650 + 7 days + the fee
    facts = load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": months, "events": [*reminders, money]}
    )  # fmt: skip
    assert [found.code for found in audit(facts, law, on="2021-03-20").findings] == []
