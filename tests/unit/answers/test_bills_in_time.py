"""A fee is proposed only while the law allows it, and a step is recorded with all that its event has to say."""

from __future__ import annotations

from decimal import Decimal

import pytest

import collectrules as cr

COLLECTED = {
    "format": 1, "id": "x", "jurisdiction": "DK", "currency": "DKK",
    "creditor": {"kind": "business", "recovers_vat": True}, "debtor": {"kind": "consumer"},
    "claims": [{"id": "c", "kind": "goods_or_services", "amount": "26.05", "arose": "2008-08-08",
                "invoiced": "2008-08-08", "due": "2008-09-22", "due_is": "agreed"}],
    "events": [
        {"on": "2008-10-27", "kind": "collection_notice"},
        {"on": "2011-01-23", "kind": "handed_over", "fee": "100.00"},
    ],
}  # fmt: skip


@pytest.mark.parametrize(("on", "statuses"), [("2011-09-22", {"open"}), ("2011-09-23", {"blocked"})])
def test_a_bill_of_a_claim_that_is_barred_is_proposed_no_longer(on: str, statuses: set[str]) -> None:
    """Limitation of three years from the due day of 22 September 2008; it was proposed for ever, and then flagged."""
    found = cr.next_steps(cr.load_case(COLLECTED), cr.load_profile("DK"), on=on).proposals
    bills = [step for step in found if step.action == "charge" and step.fee == "third_party_collection"]
    assert {step.status for step in bills} == statuses


PAID = {
    "format": 1, "id": "x", "creditor": {"kind": "business", "recovers_vat": True}, "debtor": {"kind": "consumer"},
    "currency": "EUR",
    "claims": [{"id": "1", "kind": "goods_or_services", "amount": "100.00", "due": "2025-01-31", "due_is": "agreed",
                "arose": "2025-01-01", "invoiced": "2025-01-01", "received": "2025-01-02"}],
}  # fmt: skip


@pytest.mark.parametrize(("jurisdiction", "region"), [("DE", "BE"), ("AT", "W")])
@pytest.mark.parametrize(("paid", "owed"), [("150.00", Decimal("0.00")), ("50.00", Decimal("2.00"))])
def test_a_reminder_of_what_is_paid_costs_nothing(jurisdiction: str, region: str, paid: str, owed: Decimal) -> None:
    """Costs of a reminder are damage by default (BGB 280, 286; ABGB 1333): who has paid is in default no longer."""
    fee = {"on": "2025-03-01", "kind": "reminder", "fee": "2.00"}
    events = [{"on": "2025-02-28", "kind": "payment", "amount": paid}, fee]
    case = cr.load_case({**PAID, "jurisdiction": jurisdiction, "region": region, "events": events})
    law, readings = cr.load_profile(jurisdiction), {"own_reminder_cost": "as_collectors"} if region == "W" else {}
    (line,) = (one for one in cr.standing(case, law, on="2025-03-10", readings=readings).lines if "fee" in one.kind)
    assert line.lawful == owed


def test_a_title_is_recorded_with_its_name() -> None:
    """Once the step was recorded without it, and the case that came back could be asked nothing."""
    law = cr.load_profile("DE")
    case = cr.load_case({**PAID, "jurisdiction": "DE", "region": "BE"})
    steps = cr.next_steps(case, law, on="2025-03-01").proposals
    (step,) = (one for one in steps if one.action == "title_obtained")
    with pytest.raises(cr.BadInput) as refused:
        cr.accept(case, step, law, on="2025-03-01")
    assert [(fault.code, fault.path) for fault in refused.value.faults] == [("missing_field", "records.title")]
    done = cr.accept(case, step, law, on="2025-03-01", records={"title": "judgment", "costs_awarded": True})
    assert cr.standing(done, law, on="2025-03-02").title == "judgment"


@pytest.mark.parametrize(("title", "code"), [(None, "missing_field"), ("verdict", "unknown_title")])
def test_a_title_that_is_none_is_refused_before_it_is_recorded(title: str | None, code: str) -> None:
    law = cr.load_profile("DE")
    case = cr.load_case({**PAID, "jurisdiction": "DE", "region": "BE"})
    steps = cr.next_steps(case, law, on="2025-03-01").proposals
    (step,) = (one for one in steps if one.action == "title_obtained")
    with pytest.raises(cr.BadInput, match=code):
        cr.accept(case, step, law, on="2025-03-01", records={"title": title})
