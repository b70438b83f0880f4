"""Awarded costs may bear interest from an act of their own, at a rate of their own; a payment's day may be a doubt."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import Profile, load_case, load_profile, standing

HERE = Path(__file__).parent
Event = dict[str, Any]
JUDGMENT: Event = {"on": "2021-03-01", "kind": "judgment", "costs_awarded": True}
REQUEST: Event = {"on": "2021-04-01", "kind": "fixing_requested"}
COSTS: Event = {"on": "2021-04-11", "kind": "charge", "cost": "awarded_cost", "amount": "18250.00"}


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=HERE / "_d29")


def owed(law: Profile, *events: Event, on: str = "2021-04-21", **claim: object) -> Decimal:
    """3,650.00 due on the last day of 2020 bear 1.00 a day; 18,250.00 of costs bear 1.00 a day as well."""
    plain = {"id": "1", "kind": "goods_or_services", "amount": "3650.00", "due": "2020-12-31", "due_agreed": True}
    case = load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [plain | claim], "events": list(events)}
    )  # fmt: skip
    return standing(case, law, on=on).owed.interest


@pytest.mark.parametrize(("on", "days"), [("2021-04-11", 101 + 10), ("2021-04-12", 102 + 11), ("2021-04-21", 111 + 20)])
def test_costs_bear_interest_from_the_day_after_the_request(law: Profile, on: str, days: int) -> None:
    assert owed(law, JUDGMENT, REQUEST, COSTS, on=on) == days


def test_a_request_that_comes_after_the_costs_were_booked(law: Profile) -> None:
    assert owed(law, JUDGMENT, COSTS, REQUEST | {"on": "2021-04-15"}) == 111 + 6


def test_without_a_request_or_an_award_costs_bear_nothing(law: Profile) -> None:
    assert owed(law, JUDGMENT, COSTS) == owed(law, JUDGMENT | {"costs_awarded": False}, REQUEST, COSTS) == 111


def test_the_rate_that_was_agreed_for_the_claim_does_not_reach_them(law: Profile) -> None:
    assert owed(law, JUDGMENT, REQUEST, COSTS, agreed_rate="20.00") == 2 * 111 + 20


@pytest.mark.parametrize(("reading", "over"), [("bears", "0.00"), ("is_free", "1.00")])
def test_whether_the_day_of_payment_bears_interest_may_be_a_reading(law: Profile, reading: str, over: str) -> None:
    """3,650.00 and eleven days to 11 January are paid on the eleventh: a day too much where that day is free."""
    case = load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [{"id": "1", "kind": "goods_or_services", "amount": "3650.00", "due": "2020-12-31",
                     "due_agreed": True}],
         "events": [{"on": "2021-01-11", "kind": "payment", "amount": "3661.00", "received_by": "creditor"}]}
    )  # fmt: skip
    assert standing(case, law, on="2021-01-11", readings={"last_day": reading}).credit == Decimal(over)
