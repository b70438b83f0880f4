"""What a collector costs depends on how the debtor stood when the claim was handed over, in an invented country."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from collectrules import Case, Profile, load_case, load_profile, next_steps, standing

Event = dict[str, Any]
OPENED = {"on": "2021-03-10", "kind": "insolvency_opened", "name": "bankruptcy"}
CLOSED = {"on": "2021-03-20", "kind": "insolvency_closed"}
BILL = {"on": "2021-03-25", "kind": "charge", "cost": "collector_fee", "amount": "50.00"}


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d45")


def handed(*days: str) -> list[Event]:
    return [{"on": day, "kind": "handed_over", "to": "collector"} for day in days]


def case(*events: Event) -> Case:
    claim = {"id": "1", "kind": "goods_or_services", "amount": "1000.00", "due": "2021-02-01", "due_agreed": True}
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [claim], "events": list(events)}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("events", "owed"),
    [
        ([*handed("2021-03-09"), OPENED], "50.00"),  # before it: the bill may come later
        ([OPENED, *handed("2021-03-10")], "0.00"),  # the opening comes first on its day
        ([OPENED, *handed("2021-03-11")], "0.00"),
        ([OPENED, *handed("2021-03-11"), CLOSED], "0.00"),  # how it stands on the day of the bill does not matter
        ([OPENED, CLOSED, *handed("2021-03-21")], "50.00"),
        ([OPENED, CLOSED, *handed("2021-03-11", "2021-03-21")], "50.00"),  # the last hand-over counts
        ([{**OPENED, "name": "composition"}, *handed("2021-03-11")], "50.00"),
    ],
)
def test_the_day_of_the_hand_over_decides(law: Profile, events: list[Event], owed: str) -> None:
    assert str(standing(case(*events, BILL), law, on="2021-03-31").owed.costs) == owed


@pytest.mark.parametrize(("day", "status"), [("2021-03-09", "open"), ("2021-03-11", "blocked")])
def test_a_bill_is_proposed_where_it_would_be_owed(law: Profile, day: str, status: str) -> None:
    found = next_steps(case(*handed(day), OPENED), law, on="2021-03-25").proposals
    assert [step.status for step in found if step.action == "charge"] == [status]
