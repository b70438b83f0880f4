"""Notices that must be in order, and what a cost is taken of after one: an invented country, worked out by hand.

The claim is 36,500.00 due on Thursday 31 December 2020; the cost is one per cent of what is left when the fourteen days
of the notice are over. A notice of 4 January 2021 ends with the 18th.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from collectrules import Case, Profile, audit, load_case, load_profile, next_steps, standing

NOTICE = {"on": "2021-01-04", "kind": "collection_notice"}
COST = {"on": "2021-02-01", "kind": "charge", "cost": "collector_fee", "amount": "365.00"}


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d19n")


def case(*events: dict[str, Any], **more: object) -> Case:
    claim = {"id": "1", "kind": "goods_or_services", "amount": "36500.00", "due": "2020-12-31", "due_agreed": True}
    return load_case({"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
                      "claims": [claim | more], "events": list(events)})  # fmt: skip


def paid(on: str) -> dict[str, str]:
    return {"on": on, "kind": "payment", "amount": "6500.00"}


@pytest.mark.parametrize(("on", "costs"), [("2021-01-18", 300), ("2021-01-19", 365), ("2020-12-01", 300)])
def test_a_part_payment_within_the_time_of_the_notice_makes_the_cost_smaller(law: Profile, on: str, costs: int) -> None:
    assert standing(case(NOTICE, paid(on), COST, contract="2020-06-01"), law, on="2021-02-01").owed.costs == costs


@pytest.mark.parametrize(
    ("more", "costs", "codes"),
    [
        ({}, 365, []),
        ({"deadline": "2021-01-18"}, 365, []),
        ({"deadline": "2021-01-17"}, 0, ["deadline_too_short", "fee_before_act"]),
        ({"contents": ["creditor", "deadline", "consequence"]}, 365, []),
        ({"contents": ["creditor", "deadline"]}, 0, ["notice_incomplete", "notice_incomplete"]),
        ({"contents": ["creditor", "consequence"]}, 0, ["notice_incomplete", "fee_before_act"]),
    ],
)
def test_a_notice_counts_as_far_as_it_is_in_order(
    law: Profile, more: dict[str, object], costs: int, codes: list[str]
) -> None:
    given = case(NOTICE | more, COST)
    assert standing(given, law, on="2021-02-01").owed.costs == costs
    assert [finding.code for finding in audit(given, law, on="2021-02-01").findings] == codes


@pytest.mark.parametrize(("due", "earliest"), [("2020-12-31", "2021-01-02"), ("2021-01-02", "2021-01-06")])
def test_a_start_on_a_day_of_rest_moves_to_the_next_working_day(law: Profile, due: str, earliest: str) -> None:
    # Thursday: one weekday later is Friday the 1st. Saturday moves to Monday the 4th, and one later is the 5th.
    steps = next_steps(case(due=due), law, on="2020-12-30").proposals
    assert [str(s.earliest) for s in steps if s.action == "collection_notice"] == [earliest]


def test_what_is_only_advice_is_a_note(law: Profile) -> None:
    (finding,) = audit(case({"on": "2020-12-31", "kind": "letter"}), law, on="2020-12-31").findings
    assert (finding.code, finding.severity) == ("step_condition", "note")


def test_an_act_may_make_an_insolvency_known(law: Profile) -> None:
    declared = {"on": "2021-01-20", "kind": "means_declared"}
    assert standing(case(NOTICE, declared, COST), law, on="2021-02-01").owed.costs == 0


@pytest.mark.parametrize(("apr", "found"), [("20.00", []), ("20.01", ["above_ceiling"])])
def test_a_term_of_a_claim_has_a_ceiling(law: Profile, apr: str, found: list[str]) -> None:
    given = case(apr=apr, contract="2020-06-01")
    assert [finding.code for finding in audit(given, law, on="2021-02-01").findings] == found


@pytest.mark.parametrize(
    ("day", "debtor", "contents", "faults"),
    [
        ("2020-01-01", "consumer", ["creditor"], ["notice_incomplete"]),
        ("2019-12-31", "consumer", ["creditor"], []),
        ("2020-01-01", "business", ["creditor"], []),
        ("2020-01-01", "consumer", ["ground"], []),
        ("2020-01-01", "consumer", None, []),
        # A letter that claims interest must say both; one that says neither may claim none.
        ("2020-01-01", "consumer", ["ground", "interest_base"], ["notice_incomplete"]),
        ("2020-01-01", "consumer", ["ground", "interest_rate_and_period"], ["notice_incomplete"]),
        ("2020-01-01", "consumer", ["ground", "interest_base", "interest_rate_and_period"], []),
        ("2020-01-01", "business", ["interest_base"], []),
    ],
)
def test_a_notice_is_asked_for_on_its_days_of_its_debtors_and_may_cost_nothing(
    law: Profile, day: str, debtor: str, contents: list[str] | None, faults: list[str]
) -> None:
    sent = {"on": day, "kind": "information_sent"} | ({} if contents is None else {"contents": contents})
    claim = {"id": "1", "kind": "goods_or_services", "amount": "100.00", "due": "2019-06-28", "due_agreed": True}
    given = load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": debtor},
         "claims": [claim], "events": [sent]}
    )  # fmt: skip
    found = audit(given, law, on="2020-06-30").findings
    assert [(finding.code, finding.amount_unlawful) for finding in found] == [(code, 0) for code in faults]
    assert standing(given, law, on="2020-06-30").owed.principal == 100
