"""What befalls the debtor reaches every claim against him, in an invented country. A day of a claim bears one euro."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from collectrules import Case, Profile, load_case, load_profile, next_steps, standing

DUE = {"1": "2021-03-01", "2": "2021-03-11", "3": "2021-12-01", "4": "2021-06-01"}
Event = dict[str, Any]


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d72")


def debts(*events: Event) -> Case:
    """Four claims: overdue, overdue, not due yet on 21 March, and one that arises in May."""
    claims = [
        {"id": key, "kind": "loan", "amount": "3650.00", "due": due, "due_agreed": True} for key, due in DUE.items()
    ]
    claims[3]["arose"] = "2021-05-01"
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": claims, "events": list(events)}
    )  # fmt: skip


def stages(law: Profile, case: Case, on: str) -> dict[str, str]:
    return {one.claim: one.stage for one in standing(case, law, on=on).stages}


def status(law: Profile, case: Case, on: str, action: str) -> set[str]:
    return {one.status for one in next_steps(case, law, on=on).proposals if one.action == action}


OPENED: Event = {"on": "2021-03-21", "kind": "estate_opened"}
CLOSED: Event = {"on": "2021-04-10", "kind": "estate_closed"}
RESPITE: Event = {"on": "2021-03-15", "kind": "respite_granted"}


@pytest.mark.parametrize("named", [{}, {"claim": "1"}, {"claims": ["1", "2"]}])
def test_it_reaches_what_is_not_due_and_what_is_not_named(law: Profile, named: Event) -> None:
    found = standing(debts(OPENED | named), law, on="2021-12-31")
    assert {one.claim: one.stage for one in found.stages if one.claim != "4"} == dict.fromkeys("123", "estate")
    assert found.owed.interest == 20 + 10 + 0 + 213  # the fourth from 2 June: 29 + 31 + 31 + 30 + 31 + 30 + 31 days


def test_what_arises_later_is_another_debt(law: Profile) -> None:
    assert stages(law, debts(OPENED), "2021-06-02")["4"] == "overdue"


def test_the_answer_says_which_claims_it_reaches_beyond_those_named(law: Profile) -> None:
    found = standing(debts(OPENED | {"claim": "1"}), law, on="2021-03-21")
    (said,) = [one for one in found.assumptions if one.code == "claims_of_debtor"]
    assert said.values["claims"] == "2, 3"
    assert not [
        one for one in standing(debts(OPENED), law, on="2021-03-21").assumptions if one.code == "claims_of_debtor"
    ]


def test_its_end_leads_each_claim_back_where_it_stood(law: Profile) -> None:
    case = debts(OPENED, CLOSED | {"claim": "1"})
    assert stages(law, case, "2021-04-10") | {"4": ""} == {"1": "overdue", "2": "overdue", "3": "not_due", "4": ""}
    assert stages(law, case, "2021-12-02")["3"] == "overdue"


def test_a_paid_claim_is_not_reached(law: Profile) -> None:
    paid = {"on": "2021-03-01", "kind": "payment", "amount": "3650.00", "claim": "1"}
    assert stages(law, debts(paid, OPENED), "2021-03-21")["1"] == "paid"
    assert stages(law, debts(paid, OPENED), "2021-03-21")["2"] == "estate"


@pytest.mark.parametrize(
    ("events", "insolvent"),
    [
        ([], "no"),
        ([OPENED], "bankruptcy"),
        ([OPENED, CLOSED], "no"),
        ([RESPITE], "composition"),
        ([RESPITE, {"on": "2021-03-20", "kind": "respite_ended"}], "no"),
        ([RESPITE, OPENED], "bankruptcy"),
        ([RESPITE, OPENED, {"on": "2021-03-21", "kind": "respite_ended"}], "bankruptcy"),
        ([RESPITE, OPENED, {"on": "2021-03-22", "kind": "insolvency_closed"}], "no"),
        ([OPENED, {"on": "2021-03-22", "kind": "means_declared"}], "bankruptcy"),
        ([{"on": "2021-03-12", "kind": "means_declared"}], "known"),
        ([{"on": "2021-03-12", "kind": "means_declared"}, RESPITE], "composition"),
    ],
)
def test_acts_open_and_end_proceedings(law: Profile, events: list[Event], insolvent: str) -> None:
    case, on = debts(*events), "2021-04-12"
    seen = {action: status(law, case, on, action) for action in ("order_filed", "respite_opposed", "means_doubted")}
    assert ("blocked" in seen["order_filed"]) == (insolvent == "bankruptcy")
    assert ("open" in seen["respite_opposed"]) == (insolvent == "composition")
    assert ("open" in seen["means_doubted"]) == (insolvent == "known")
