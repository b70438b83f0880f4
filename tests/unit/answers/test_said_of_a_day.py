"""It is said what two facts of one day leave open, what goes beyond the debt, and why what comes too late is shut."""

from __future__ import annotations

from typing import Any

import pytest

import collectrules as cr

CLAIM = {
    "id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2018-09-01", "due": "2018-10-01",
    "due_is": "agreed",
}  # fmt: skip
ON = "2019-06-03"


def standing(*events: dict[str, Any]) -> tuple[cr.Standing, cr.AuditReport]:
    case = cr.load_case({
        "id": "said", "jurisdiction": "DK", "currency": "DKK", "creditor": {"kind": "business"},
        "debtor": {"kind": "business"}, "claims": [CLAIM], "events": list(events),
    })  # fmt: skip
    return cr.standing(case, cr.load_profile("DK"), on=ON), cr.audit(case, cr.load_profile("DK"), on=ON)


def agreed(name: str, percent: str, on: str = "2018-11-01") -> dict[str, Any]:
    return {"id": name, "on": on, "kind": "rate_agreed", "percent": percent}


@pytest.mark.parametrize(("one", "other", "counts"), [("1.00", "2.00", "2.00"), ("2.00", "1.00", "1.00")])
def test_of_two_rates_agreed_on_one_day_the_answer_says_which_counts(one: str, other: str, counts: str) -> None:
    found, _ = standing(agreed("1", one), agreed("2", other))
    (said,) = (each for each in found.assumptions if each.code == "last_rate_of_day")
    assert said.values["percent"] == counts
    assert found.owed == standing(agreed("2", other))[0].owed


@pytest.mark.parametrize("other", [agreed("2", "1.00"), agreed("2", "2.00", on="2018-12-01")])
def test_of_one_rate_or_of_one_after_another_nothing_is_to_be_said(other: dict[str, Any]) -> None:
    found, _ = standing(agreed("1", "1.00"), other)
    assert "last_rate_of_day" not in {each.code for each in found.assumptions}


@pytest.mark.parametrize("kind", ["settlement_offered", "settlement_accepted"])
@pytest.mark.parametrize(("amount", "said"), [("50000.00", ["amount_above_claim"]), ("900.00", [])])
def test_what_is_offered_beyond_the_debt_may_be_mistyped(kind: str, amount: str, said: list[str]) -> None:
    _, audit = standing({"id": "s", "on": ON, "kind": kind, "amount": amount, "until": "2019-07-01"})
    assert [found.code for found in audit.findings if found.event == "s"] == said


def test_an_act_whose_law_begins_only_after_the_claim_is_barred_says_why_it_is_shut() -> None:
    """Reports to an agency rest on BDSG 31 (2) of 25 May 2018; a claim of 2014 is barred with the end of 2017."""
    case = cr.load_case({
        "id": "late", "jurisdiction": "DE", "currency": "EUR", "creditor": {"kind": "business"},
        "debtor": {"kind": "business"}, "claims": [CLAIM | {"arose": "2014-07-22", "due": "2014-08-24"}],
        "events": [{"id": "t", "on": "2014-08-29", "kind": "title_obtained", "title": "cost_order"}],
    })  # fmt: skip
    steps = cr.next_steps(case, cr.load_profile("DE"), on="2017-05-07").proposals
    (report,) = (step for step in steps if step.action == "credit_agency_report")
    assert (report.status, [reason.fact for reason in report.because]) == ("blocked", ["barred"])
