"""Interest on awarded costs, renteloven § 8 a: from the end of the deadline for performing, which is not confirmed."""

from __future__ import annotations

from decimal import Decimal

from collectrules import load_case, load_profile, standing


def test_awarded_costs_bear_interest_and_make_the_answer_provisional() -> None:
    # 400 kr. of court fee, endorsed 20 February 2019; 14 days end on 6 March, so 7 March to 1 April: 26 days
    # at 8.05 %: 400 x 8.05 % x 26 / 365 = 2.2937.
    events = [
        {"on": "2018-12-20", "kind": "collection_notice"},
        {"on": "2019-01-19", "kind": "payment_order_filed"},
        {"on": "2019-02-01", "kind": "payment_order_served"},
        {"on": "2019-02-20", "kind": "payment_order_endorsed", "costs_awarded": True},
    ]
    claim = {"id": "A", "kind": "goods_or_services", "amount": "1000.00", "arose": "2018-10-01", "due": "2018-10-01"}
    parties = {"creditor": {"kind": "business"}, "debtor": {"kind": "business"}}
    case = load_case(
        {"id": "x", "currency": "DKK", **parties, "claims": [claim | {"due_is": "agreed"}], "events": events}
    )
    danish = load_profile("DK")
    found = standing(case, danish, on="2019-04-01")
    assert [row.amount for row in found.interest if row.base == 400] == [Decimal("2.2937")]
    assert found.provisional
    assert ("rentel-8a", "fees and costs") in {(because.law, because.effect) for because in found.provisional_because}
    assert not standing(case, danish, on="2019-02-19").provisional
