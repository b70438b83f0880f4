"""The course of an enforcement: the creditor's copy, the route, what a missing record asks for, who is paid first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from collectrules import Case, Profile, Proposal, accept, audit, dump, explain, load_case, next_steps, standing

MakeCase = Callable[..., Case]
D = dt.date
SERVED = {"on": "2026-03-05", "kind": "payment_order_served"}
COPY = {"on": "2026-03-17", "kind": "creditors_copy_received"}


def step(case: Case, ch: Profile, on: str, action: str) -> Proposal:
    (found,) = [p for p in next_steps(case, ch, on=on).proposals if p.action == action]
    return found


def test_without_the_creditors_copy_nothing_goes_on_and_the_answer_asks_for_it(ch: Profile, make: MakeCase) -> None:
    """SchKG 76: the office sends it once the ten days are over; the twenty days end with Wednesday 25 March."""
    shut = step(make(SERVED, region="ZH"), ch, "2026-04-20", "continuation_requested")
    assert shut.status == "blocked"
    assert "creditors_copy_received" in {change.event["kind"] for change in shut.opens_if if change.event}
    open_ = step(make(SERVED, COPY, region="ZH"), ch, "2026-04-20", "continuation_requested")
    assert (open_.status, open_.earliest, open_.latest) == ("open", D(2026, 3, 26), D(2027, 3, 5))


def test_a_copy_with_an_opposition_is_no_copy_without_one(ch: Profile, make: MakeCase) -> None:
    opposed = {"on": "2026-03-17", "kind": "creditors_copy_opposed"}
    assert standing(make(SERVED, opposed, region="ZH"), ch, on="2026-04-20").stage == "opposed"


def test_a_continuation_without_a_known_service_asks_for_its_day(ch: Profile, make: MakeCase) -> None:
    asked = {"on": "2026-04-20", "kind": "continuation_requested"}
    filed = make(COPY, asked)
    found = {f.event: f for f in audit(filed, ch, on="2026-04-20").findings if f.code == "step_missing_act"}
    (continued,) = [f for f in found.values() if f.severity == "doubt"]
    assert continued.needs == ("payment_order_served",)


@pytest.mark.parametrize(("kind", "status"), [("goods_or_services", "blocked"), ("insurance_premium", "lapsed")])
def test_what_is_not_for_a_claim_is_shut_and_not_late(ch: Profile, make: MakeCase, kind: str, status: str) -> None:
    """KVV 105b: a premium must be demanded within three months of its due day, here until 1 April 2026."""
    reminded = {"on": "2026-02-02", "kind": "reminder"}
    assert step(make(reminded, kind=kind), ch, "2026-05-04", "premium_demand").status == status


def test_a_limitation_of_unknown_length_is_a_clock_without_an_end(ch: Profile, make: MakeCase) -> None:
    case = make(kind="public_law", agreed_rate="4.00")
    found = standing(case, ch, on="2026-05-04")
    assert [(c.ends, c.certainty) for c in found.clocks if c.component == "principal"] == [(None, "unclear")]
    reasons = {(r.code, r.fact) for p in next_steps(case, ch, on="2026-05-04").proposals for r in p.because}
    assert ("fact_unknown", "barred") in reasons


def test_a_lawsuit_is_no_enforcement_when_a_payment_is_spread(ch: Profile) -> None:
    """OR 87: nothing is in enforcement and both fell due on one day, so 40 are shared as 300 to 100."""
    claim: dict[str, Any] = {"kind": "loan", "arose": "2025-11-03", "due": "2026-01-01", "due_agreed": True}
    case = load_case(
        {"id": "x", "jurisdiction": "CH", "currency": "CHF", "creditor": {"kind": "business"},
         "debtor": {"kind": "business"},
         "claims": [claim | {"id": "a", "amount": "300.00"}, claim | {"id": "b", "amount": "100.00"}],
         "events": [{"on": "2026-01-01", "kind": "lawsuit_filed", "claim": "b"},
                    {"on": "2026-01-01", "kind": "payment", "amount": "40.00"}]}
    )  # fmt: skip
    (payment,) = standing(case, ch, on="2026-01-01").payments
    assert {piece.claim: piece.amount for piece in payment.by_claim} == {"a": Decimal(30), "b": Decimal(10)}


@pytest.mark.parametrize(
    ("debtor", "route", "ground"),
    [
        ({"kind": "business", "registers": [{"register": "commercial", "capacity": "owner"}]}, "bankruptcy", "owner"),
        ({"kind": "consumer", "registered": False}, "seizure", "none"),
    ],
)
def test_the_expected_route_says_what_it_follows_from(
    ch: Profile, make: MakeCase, debtor: dict[str, Any], route: str, ground: str
) -> None:
    """SchKG 38 III and 39: the office chooses by the register; owners, partners and companies go to bankruptcy."""
    case = make(SERVED, COPY, region="ZH")
    document = {**dump(case), "debtor": debtor}
    found = step(load_case(document), ch, "2026-04-20", "continuation_requested")
    assert found.procedure == route
    assert ("register_role", ground) in {(r.fact, r.got) for r in found.because if r.code == "procedure"}


def test_postage_of_an_order_is_an_estimate_until_its_bill_is_recorded(ch: Profile, make: MakeCase) -> None:
    """GebV SchKG 16 I: 90 francs for 36,500; 13: what was really spent, by the price list of 2024 13.80."""
    case, on = make(region="ZH"), D(2026, 3, 2)
    order = step(case, ch, "2026-03-02", "payment_order_requested")
    assert [(str(c.amount), c.once_billed) for c in order.charges] == [("90.00", None), ("13.80", True)]
    assert [(str(c.amount), c.once_billed) for c in order.advances] == [("90.00", None), ("13.80", True)]
    done = accept(case, order, ch, on=on)
    assert standing(done, ch, on=on).owed.costs == Decimal("90.00")
    bill = {"on": on, "kind": "charge", "cost": "postage", "amount": "14.00", "evidence": "bill 12"}
    assert standing(done.with_event(bill), ch, on=on).owed.costs == Decimal("104.00")
    said = [part.text for part in explain(order, ch, language="de").parts]
    assert [text for text in said if "sobald die Rechnung eingetragen ist" in text and "13.80" in text]
