"""Next steps of odd cases: several claims at a limit, a pause, a figure nobody knows, a step that one event opens."""

from __future__ import annotations

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


def case(*events: dict[str, Any], claims: list[dict[str, Any]] | None = None, **head: Any) -> cr.Case:  # noqa: ANN401
    return cr.load_case(
        {
            "format": 1, "id": "x", "jurisdiction": "DK", "currency": "DKK",
            "creditor": {"kind": "business", "recovers_vat": True}, "debtor": {"kind": "business"},
            "claims": claims or [claim()], "events": list(events),
        } | head
    )  # fmt: skip


def steps(given: cr.Case, action: str, on: str) -> list[cr.Proposal]:
    return [step for step in cr.next_steps(given, danish(), on=on).proposals if step.action == action]


NOTICE = {"on": "2024-02-05", "kind": "collection_notice"}


def test_claims_that_are_too_much_together_are_proposed_one_by_one() -> None:
    # 60,000 and 60,000: each within 100,000 (rpl § 477 a), both together not
    given = case(NOTICE, claims=[claim("c1", "60000.00"), claim("c2", "60000.00")])
    found = steps(given, "payment_order_filed", "2024-02-20")
    assert [(step.claims, step.status) for step in found] == [(("c1",), "open"), (("c2",), "open")]
    assert {reason.code for reason in found[0].because} == {"too_much_together"}
    for step in found:
        done = cr.accept(given, step, danish(), on="2024-02-20")
        assert cr.audit(done, danish(), on="2024-02-20").breaches == ()


def test_claims_that_are_within_the_limit_together_are_proposed_together() -> None:
    given = case(NOTICE, claims=[claim("c1", "60000.00"), claim("c2", "40000.00")])
    assert [step.claims for step in steps(given, "payment_order_filed", "2024-02-20")] == [("c1", "c2")]


def test_a_claim_that_is_too_much_alone_stays_blocked() -> None:
    given = case(NOTICE, claims=[claim("c1", "60000.00"), claim("c2", "120000.00")])
    found = {step.claims: step.status for step in steps(given, "payment_order_filed", "2024-02-20")}
    assert found == {("c1",): "open", ("c2",): "blocked"}


def test_a_pause_takes_the_recommendation_away() -> None:
    pause = {"on": "2024-02-02", "kind": "pause", "until": "2024-03-01"}
    given = case(pause, workflow="fast")
    held = [step for step in cr.next_steps(given, danish(), on="2024-02-10").proposals if step.deferred_by == "pause"]
    assert [(step.recommended, str(step.on)) for step in held] == [(False, "2024-03-02")]
    later = cr.next_steps(given, danish(), on="2024-03-02").proposals
    assert [step.action for step in later if step.recommended] == [held[0].action]


def test_an_unknown_official_fee_is_named_and_stops_nothing() -> None:
    # What the request for a forced sale cost before 2021-10-01 was not found.
    old = claim(due="2020-02-29", arose="2020-01-01", invoiced="2020-01-01")
    course = [
        {"on": "2020-04-01", "kind": "title_obtained", "title": "judgment"},
        {"on": "2020-04-20", "kind": "enforcement_requested"},
        {"on": "2020-04-29", "kind": "attachment_executed"},
    ]
    asked = {"on": "2020-05-01", "kind": "auction_requested"}
    before, now = (
        cr.standing(case(*events, claims=[old]), danish(), on="2020-05-02") for events in (course, [*course, asked])
    )
    assert now.provisional
    assert any("fee.auction_request" in because.what for because in now.provisional_because)
    assert now.owed.costs == before.owed.costs
    given = case(*course, claims=[old])
    step = steps(given, "auction_requested", "2020-05-01")[0]
    done = cr.accept(given, step, danish(), on="2020-05-01")
    assert cr.standing(done, danish(), on="2020-05-02").owed == now.owed
    assert "fee.auction_request" not in cr.explain(now, danish(), language="da").text


@pytest.mark.parametrize("debtor", ["business", "consumer"])
def test_an_insolvency_opens_the_filing_with_the_estate(debtor: str) -> None:
    step = steps(case(debtor={"kind": debtor}), "estate_claim_filed", "2024-03-01")[0]
    assert [dict(change.event or {}) for change in step.opens_if] == [
        {"kind": "insolvency_opened", "name": "bankruptcy"}
    ]


def test_the_end_of_an_insolvency_opens_what_it_shut() -> None:
    opened = {"on": "2024-02-25", "kind": "insolvency_opened", "name": "bankruptcy"}
    step = steps(case(NOTICE, opened), "payment_order_filed", "2024-03-01")[0]
    assert [dict(change.event or {}) for change in step.opens_if] == [{"kind": "insolvency_closed"}]
