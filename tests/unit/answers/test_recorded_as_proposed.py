"""What a step is proposed to cost is what it costs once it is recorded, and whatever is proposed can be recorded."""

from __future__ import annotations

from decimal import Decimal

import pytest

import collectrules as cr


def several(country: str, fee: str) -> cr.Case:
    """Three claims of one debtor, one of which was reminded of by itself, for a fee."""
    claims = [
        {"id": name, "kind": "goods_or_services", "amount": "1000.00", "arose": "2025-01-01", "invoiced": "2025-01-01",
         "received": "2025-01-02", "due": "2025-01-31", "due_is": "agreed"}
        for name in ("c0", "c1", "c2")
    ]  # fmt: skip
    parties = {"creditor": {"kind": "business", "recovers_vat": True}, "debtor": {"kind": "business"}}
    events = [
        {"on": "2025-02-10", "kind": "reminder"},
        {"on": "2025-02-20", "kind": "reminder", "claims": ["c1"], "fee": fee},
    ]
    head = {"format": 1, "id": "x", "jurisdiction": country, "currency": "EUR"}
    return cr.load_case(head | parties | {"claims": claims, "events": events})


@pytest.mark.parametrize(("country", "fee", "left"), [("DE", "2.50", "37.50"), ("AT", "5.00", "35.00")])
def test_the_cost_of_reminding_of_one_claim_comes_off_the_lump_sum_of_that_claim(
    country: str, fee: str, left: str
) -> None:
    """BGB 288 (5), UGB 458: 40.00 for each claim, less what reminding of that claim cost; once, for every claim."""
    case, profile, on = several(country, fee), cr.load_profile(country), "2025-03-03"
    (step,) = [one for one in cr.next_steps(case, profile, on=on).proposals if one.action == "compensation_claimed"]
    assert [(cost.claim, str(cost.amount)) for cost in step.charges] == [("c0", "40.00"), ("c1", left), ("c2", "40.00")]
    done = cr.accept(case, step, profile, on=on)
    lines = cr.standing(done, profile, on=on).lines
    assert {line.claim: str(line.lawful) for line in lines if line.kind == "compensation"} == {
        "c0": "40.00", "c1": left, "c2": "40.00",
    }  # fmt: skip
    again = [one for one in cr.next_steps(done, profile, on=on).proposals if one.action == "compensation_claimed"]
    assert {one.status for one in again} == {"blocked"}


def sued(owed: str) -> cr.Case:
    """A small claim on which much was laid out for the court; the workflow's offer waives no costs."""
    claim = {"id": "c0", "kind": "goods_or_services", "amount": owed, "arose": "2019-11-26", "invoiced": "2019-11-26",
             "received": "2019-11-28", "due": "2019-12-26", "due_is": "agreed"}  # fmt: skip
    parties = {"creditor": {"kind": "business", "recovers_vat": True}, "debtor": {"kind": "business"}}
    events = [{"on": "2020-07-17", "kind": "collection_notice"}, {"on": "2020-07-28", "kind": "payment_order_filed"}]
    head = {"format": 1, "id": "x", "jurisdiction": "DK", "currency": "DKK", "workflow": "standard"}
    return cr.load_case(head | parties | {"claims": [claim], "events": events})


@pytest.mark.parametrize(("owed", "stated"), [("53.78", {"amount": "420.00"}), ("200.00", {})])
def test_an_offer_that_the_workflow_cannot_make_asks_for_its_sum(owed: str, stated: dict[str, str]) -> None:
    """A fifth of all with the 400.00 for the court is more than a claim of 53.78, and less than one of 200.00."""
    case, profile, on = sued(owed), cr.load_profile("DK"), "2020-08-17"
    (step,) = [one for one in cr.next_steps(case, profile, on=on).proposals if one.action == "settlement_offered"]
    if stated:
        with pytest.raises(cr.BadInput) as caught:
            cr.accept(case, step, profile, on=on)
        assert [(fault.code, fault.path) for fault in caught.value.faults] == [("missing_field", "records.amount")]
    done = cr.accept(case, step, profile, on=on, records=stated)
    whole = cr.standing(case, profile, on=on).owed.total
    fifth = (whole * Decimal("0.8")).quantize(Decimal("0.01"))
    assert done.events[-1].amount == (Decimal(stated["amount"]) if stated else fifth)
