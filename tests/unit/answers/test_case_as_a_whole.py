"""What holds for a case as a whole: its stage, the claim an event is about, the judgement before, the next look."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import pytest

import collectrules as cr


@cache
def danish() -> cr.Profile:
    return cr.load_profile("DK")


def claim(name: str = "c1", amount: str = "1000.00", due: str = "2024-01-31", **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "id": name, "kind": "goods_or_services", "amount": amount, "arose": "2024-01-01", "invoiced": "2024-01-01",
        "due": due, "due_agreed": True, **more,
    }  # fmt: skip


def case(*events: dict[str, Any], claims: list[dict[str, Any]] | None = None, debtor: str = "business") -> cr.Case:
    return cr.load_case(
        {
            "format": 1, "id": "x", "jurisdiction": "DK", "currency": "DKK",
            "creditor": {"kind": "business", "recovers_vat": True}, "debtor": {"kind": debtor},
            "claims": claims or [claim()], "events": list(events),
        }
    )  # fmt: skip


# Stage -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("due", "stage"), [("2024-01-31", "overdue"), ("2025-01-31", "not_due")])
def test_a_case_is_paid_when_all_its_claims_are(due: str, stage: str) -> None:
    two = [claim("a"), claim("b", "500.00", due)]
    paid = {"on": "2024-01-31", "kind": "payment", "amount": "1000.00", "claim": "a"}
    rest = {"on": "2024-01-31", "kind": "payment", "amount": "500.00", "claim": "b"}
    assert cr.standing(case(paid, claims=two), danish(), on="2024-03-01").stage == stage
    assert cr.standing(case(paid, rest, claims=two), danish(), on="2024-03-01").stage == "paid"


def test_a_case_of_which_a_part_was_given_up_is_not_paid() -> None:
    two = [claim("a"), claim("b")]
    paid = {"on": "2024-01-31", "kind": "payment", "amount": "1000.00", "claim": "a"}
    left = {"on": "2024-02-05", "kind": "withdrawn", "claim": "b", "reason": "goodwill"}
    assert cr.standing(case(paid, left, claims=two), danish(), on="2024-03-01").stage == "withdrawn"


# The judgement before --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong", [{"kind": "reminder", "fee": "250.00"}, {"kind": "compensation_claimed", "amount": "310.00"}]
)
def test_a_payment_is_never_blocked(wrong: dict[str, Any]) -> None:
    given = case({"id": "r", "on": "2024-02-10", **wrong}, debtor="consumer")
    payment = {"on": "2024-03-01", "kind": "payment", "amount": "300.00"}
    assert cr.assess(given, danish(), payment, on="2024-03-02").verdict == "allowed"


def test_a_payment_entered_late_warns_of_what_it_does_to_a_letter() -> None:
    given = case({"id": "r", "on": "2024-02-10", "kind": "reminder", "fee": "100.00"})
    payment = {"on": "2024-02-01", "kind": "payment", "amount": "1500.00"}
    found = cr.assess(given, danish(), payment, on="2024-03-02")
    assert found.verdict == "warned"
    assert {finding.event for finding in found.findings} == {"r"}


def test_what_the_creditor_does_is_still_blocked() -> None:
    given = case({"id": "r", "on": "2024-02-10", "kind": "reminder", "fee": "250.00"}, debtor="consumer")
    again = {"on": "2024-02-12", "kind": "reminder", "fee": "100.00"}
    assert cr.assess(given, danish(), again, on="2024-02-12").verdict == "blocked"
    notice = {"id": "n", "on": "2024-02-05", "kind": "collection_notice"}
    ordered = case(notice, {"id": "o", "on": "2024-02-20", "kind": "payment_order_filed"})
    assert cr.assess(ordered, danish(), {"on": "2024-02-21", "kind": "void", "of": "n"}, on="2024-02-21").verdict == (
        "blocked"
    )


# The next look ---------------------------------------------------------------------------------------------


def test_the_end_of_a_deadline_is_looked_at() -> None:
    # ten days from 02-05 end with 02-15; with 150,000 no step opens on 02-16, but the clock has run out
    given = case(
        {"on": "2024-02-05", "kind": "collection_notice"}, claims=[claim(amount="150000.00")], debtor="consumer"
    )
    now = cr.standing(given, danish(), on="2024-02-06")
    assert {clock.ends for clock in now.clocks if clock.kind == "demand_deadline"} == {dt.date(2024, 2, 15)}
    assert now.look_again_on == dt.date(2024, 2, 16)


def test_the_end_of_a_gap_between_fees_is_looked_at() -> None:
    events = [{"on": "2024-02-03", "kind": "reminder", "fee": "100.00"}, {"on": "2024-02-04", "kind": "dispute"}]
    now = cr.standing(case(*events, debtor="consumer"), danish(), on="2024-02-05")
    ends = {clock.ends for clock in now.clocks if clock.kind == "reminder_gap"}
    assert {now.look_again_on} == {day + dt.timedelta(days=1) for day in ends if day}


# The claim an event is about -------------------------------------------------------------------------------

TWO = [claim("a", due="2024-01-31"), claim("b", "5000.00", due="2024-02-28")]
POSTAGE = {"on": "2024-01-10", "kind": "charge", "cost": "postage", "amount": "300.00"}
LATER = {"on": "2024-03-15", "kind": "payment", "amount": "1100.00"}


def test_the_order_of_claims_in_the_document_decides_nothing() -> None:
    one = cr.standing(case(POSTAGE, LATER, claims=TWO), danish(), on="2024-05-01")
    other = cr.standing(case(POSTAGE, LATER, claims=TWO[::-1]), danish(), on="2024-05-01")
    assert (one.owed, one.stage) == (other.owed, other.stage)
    assert [line.claim for line in one.lines if line.kind == "collection_cost"] == ["a"]


def test_equal_claims_are_paid_in_the_order_of_their_ids() -> None:
    same = [claim("b"), claim("a")]
    paid = {"on": "2024-02-10", "kind": "payment", "amount": "400.00"}
    for claims in (same, same[::-1]):
        now = cr.standing(case(paid, claims=claims), danish(), on="2024-02-10")
        assert {piece.claim for piece in now.payments[0].by_claim if piece.component == "principal"} == {"a"}


def test_what_names_no_claim_says_which_it_was_taken_to_be_about() -> None:
    now = cr.standing(case(POSTAGE, claims=TWO), danish(), on="2024-02-01")
    taken = next(item for item in now.assumptions if item.path == "events[0].claims")
    assert taken.code == "claims_of_event"
    assert "a, b" in taken.text


# Words -----------------------------------------------------------------------------------------------------


def test_a_danish_explanation_holds_no_english_and_no_program_paths() -> None:
    letter = {"on": "2024-02-05", "kind": "collection_notice"}
    given = case(POSTAGE, letter, {"on": "2024-03-15", "kind": "handed_over"}, claims=TWO)
    for answer in (cr.standing(given, danish(), on="2024-05-01"), cr.audit(given, danish(), on="2024-05-01")):
        text = cr.explain(answer, danish(), language="da").text
        assert "Lagt til grund: krav uden oplyst skyldforhold regnes hver for sig." in text
        assert "events[" not in text
        assert "claims" not in text
