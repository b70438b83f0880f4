"""Interest that is stopped until something ends the stop, in an invented country. A day bears one euro."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import Profile, load_case, load_profile, standing

Events = list[tuple[str, str]]


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d52")


def interest(law: Profile, events: Events, on: str, *more: dict[str, Any], kind: str = "loan") -> Decimal:
    claim = {"id": "1", "kind": kind, "amount": "3650.00", "due": "2021-03-01", "due_agreed": True}
    told = [{"on": day, "kind": name} for day, name in events]
    case = load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [claim], "events": [*told, *more]}
    )  # fmt: skip
    return standing(case, law, on=on).owed.interest


RESPITE: Events = [("2021-03-11", "respite_granted"), ("2021-03-21", "respite_ended")]


@pytest.mark.parametrize(
    ("on", "owed"),
    [
        ("2021-03-10", 9),
        ("2021-03-11", 10),  # the day of the stop bears interest
        ("2021-03-12", 10),
        ("2021-03-21", 10),  # that of its end does not
        ("2021-03-22", 11),
        ("2021-03-31", 20),
    ],
)
def test_interest_rests_from_the_day_after_the_one_to_the_day_of_the_other(law: Profile, on: str, owed: int) -> None:
    assert interest(law, RESPITE, on) == owed


def test_without_an_end_it_does_not_run_again(law: Profile) -> None:
    assert interest(law, RESPITE[:1], "2021-12-31") == 10


def test_a_stop_under_conditions_holds_only_where_they_do(law: Profile) -> None:
    assert interest(law, RESPITE, "2021-03-31", kind="rent") == 30


@pytest.mark.parametrize(
    ("events", "owed"),
    [
        # days without interest: 12 to 25 March; 12 to 31; 12 to 21 and 27 to 31; those of the respite alone
        ([*RESPITE, ("2021-03-16", "estate_opened"), ("2021-03-25", "estate_closed")], 16),
        ([*RESPITE, ("2021-03-16", "estate_opened")], 10),
        ([*RESPITE, ("2021-03-26", "estate_opened")], 15),
        ([*RESPITE, ("2021-03-16", "estate_closed")], 20),
        ([*RESPITE, ("2021-03-16", "insolvency_closed")], 20),
        ([*RESPITE[:1], ("2021-03-16", "respite_granted"), *RESPITE[1:]], 20),
        ([*RESPITE, ("2021-03-26", "respite_granted"), ("2021-03-29", "respite_ended")], 17),
    ],
)
def test_each_stop_has_ends_of_its_own(law: Profile, events: Events, owed: int) -> None:
    assert interest(law, sorted(events), "2021-03-31") == owed


def test_what_stops_interest_for_good_is_ended_by_nothing(law: Profile) -> None:
    assert interest(law, [*RESPITE[:1], ("2021-03-16", "debt_written_off"), *RESPITE[1:]], "2021-03-31") == 10


def test_what_is_paid_meanwhile_bears_no_more_after_it(law: Profile) -> None:
    """Ten euros of interest and half of the principal are paid on the 16th: ten days bear half a euro each."""
    paid = {"on": "2021-03-16", "kind": "payment", "amount": "1835.00"}
    assert interest(law, RESPITE, "2021-03-31", paid) == Decimal("5.00")
