"""Reminder rules, compensation, collection warning, special sectors, waivers of costs the courts refuse."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from collectrules import Case, Profile, audit, next_steps, standing

PortalCase = Callable[..., Case]


def letter(on: str, fee: str = "100.00", **more: object) -> dict[str, Any]:
    return {"on": on, "kind": "reminder", "fee": fee} | more


def codes(case: Case, dk: Profile) -> list[str]:
    return [finding.code for finding in audit(case, dk, on="2019-03-01").findings]


@pytest.mark.parametrize(
    ("letters", "owed", "found"),
    [
        ([letter("2018-11-04"), letter("2018-11-16"), letter("2018-11-28", warns_of_collection=True)], 300, []),
        ([letter("2018-11-04"), letter("2018-11-16"), letter("2018-11-28"), letter("2018-12-10")], 300, ["fee_limit"]),
        ([letter("2018-11-04"), letter("2018-11-13")], 100, ["fee_too_soon"]),
        ([letter("2018-11-04", "100.01")], 100, ["fee_above_maximum"]),
        ([letter("2018-11-04"), *({"on": f"2018-11-{day:02}", "kind": "reminder"} for day in range(5, 25))], 100, []),
    ],
    ids=["three", "a fourth", "nine days", "above a hundred", "twenty free ones"],
)
def test_the_reminder_rules_of_the_portal_are_kept_and_history_is_audited(
    dk: Profile, portal_case: PortalCase, letters: list[dict[str, Any]], owed: int, found: list[str]
) -> None:
    case = portal_case(*letters)
    assert standing(case, dk, on="2019-03-01").owed.fees == owed
    assert codes(case, dk) == found


@pytest.mark.parametrize(
    ("debtor", "first", "second", "owed"),
    [
        ("business", True, False, 510),
        ("public", True, False, 510),
        ("business", True, True, 510),
        ("business", False, True, 510),
        ("consumer", True, False, 200),
    ],
)
def test_compensation_is_due_once_and_may_ride_on_the_first_reminder(
    dk: Profile, portal_case: PortalCase, debtor: str, first: bool, second: bool, owed: int
) -> None:
    letters = [letter("2018-11-04", compensation=first), letter("2018-11-16", compensation=second)]
    case = portal_case(*letters, debtor={"kind": debtor})
    assert standing(case, dk, on="2019-03-01").owed.fees == owed


def test_the_amount_of_compensation_is_that_of_the_law_of_the_day(dk: Profile, portal_case: PortalCase) -> None:
    steps = next_steps(portal_case(), dk, on="2018-11-02").proposals
    (found,) = [step for step in steps if step.action == "compensation_claimed"]
    assert [(cost.kind, cost.amount) for cost in found.charges] == [("compensation", Decimal("310.00"))]


def test_the_collection_warning_may_be_the_very_first_letter(dk: Profile, portal_case: PortalCase) -> None:
    case = portal_case(letter("2018-11-02", warns_of_collection=True))
    assert (standing(case, dk, on="2018-11-03").owed.fees, codes(case, dk)) == (100, [])
    notice = portal_case({"on": "2018-11-02", "kind": "collection_notice"})
    assert (standing(notice, dk, on="2018-11-03").stage, codes(notice, dk)) == ("notice_sent", [])


def test_rent_has_its_own_fee_and_public_claims_their_own_rate(dk: Profile, portal_case: PortalCase) -> None:
    rent = {"kind": "rent", "lease": "housing", "due": "2018-11-01", "arose": "2018-11-01", "invoiced": None}
    case = portal_case(
        {"on": "2018-11-10", "kind": "rent_notice", "fee": "281.00"}, claim=rent, debtor={"kind": "consumer"}
    )
    assert standing(case, dk, on="2018-12-01").owed.fees == 281
    public = {"kind": "public_law", "arose": "2023-10-01", "due": "2023-11-01", "invoiced": None, "amount": "36500.00"}
    handed = {"on": "2023-11-20", "kind": "handed_over"}
    found = standing(portal_case(handed, claim=public, creditor={"kind": "public"}), dk, on="2023-12-31")
    # From 1 December at 3.25 + 4: 7.25 kr. a day
    assert found.owed.interest == Decimal("224.75")


def test_a_cost_that_courts_refuse_can_be_dropped_and_is_marked_as_practice(
    dk: Profile, portal_case: PortalCase
) -> None:
    events = [
        {"on": "2018-12-04", "kind": "collection_notice"},
        {"on": "2018-12-16", "kind": "settlement_offered"},
        {"on": "2018-12-20", "kind": "charge", "cost": "own_collection", "amount": "500.00"},
    ]
    case = portal_case(*events)
    (finding,) = audit(case, dk, on="2019-01-01").findings
    assert (finding.severity, finding.readings) == ("doubt", ("own_collection_title",))
    dropped = case.with_event({"on": "2019-01-02", "kind": "waiver", "component": "costs"})
    assert (standing(case, dk, on="2019-01-02").owed.costs, standing(dropped, dk, on="2019-01-02").owed.costs) == (
        500,
        0,
    )
