"""What is paid beyond a settlement comes back from whatever it had been placed on: principal, fees, interest."""

from __future__ import annotations

from decimal import Decimal

import collectrules as cr

CASE = {
    "id": "over", "currency": "DKK", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
    "claims": [{"id": "1", "kind": "goods_or_services", "amount": "10000.00", "arose": "2024-01-02",
                "due": "2024-01-31", "due_agreed": True}],
    "events": [
        {"on": "2024-02-15", "kind": "reminder", "fee": "100.00"},
        {"on": "2024-06-03", "kind": "settlement_offered", "amount": "50.00", "until": "2024-06-30"},
        {"on": "2024-06-04", "kind": "settlement_accepted"},
        {"on": "2024-06-10", "kind": "payment", "amount": "1000.00"},
    ],
}  # fmt: skip


def test_money_beyond_a_settlement_is_credit_though_it_had_gone_to_interest_and_fees() -> None:
    """Interest of four months is more than 50 and less than 900: of 1,000 some had paid the fee and some principal."""
    found = cr.standing(cr.load_case(CASE), cr.load_profile("DK"), on="2024-06-10")
    (payment,) = found.payments
    assert [(part.component, part.amount) for part in payment.by_claim] == [("interest", Decimal("50.00"))]
    assert (payment.unallocated, found.credit, found.owed.total) == (Decimal("950.00"), Decimal("950.00"), 0)
