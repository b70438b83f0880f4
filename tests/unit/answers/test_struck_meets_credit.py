"""What is struck stands on the books, and there meets what the debtor has to his credit, whatever happens after it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

import collectrules as cr

CLAIMS = [
    {"id": name, "kind": "goods_or_services", "amount": amount, "arose": "2026-01-01", "due": "2026-01-25",
     "due_is": "agreed"} for name, amount in (("1", "20.00"), ("2", "50.00"))
]  # fmt: skip
BEFORE: list[dict[str, Any]] = [
    {"on": "2026-01-30", "kind": "withdrawn", "claims": ["2"], "reason": "goodwill"},
    {"on": "2026-02-23", "kind": "payment", "amount": "600.00"},
]
REMINDER = {"id": "r", "on": "2026-02-24", "kind": "reminder", "claims": ["2"], "fee": "100.00"}
POSTAGE = {"id": "r", "on": "2026-02-24", "kind": "charge", "cost": "postage", "claims": ["2"], "amount": "100.00"}
NOTE = {"id": "n", "on": "2026-02-26", "kind": "note"}


@pytest.mark.parametrize("after", [(), (NOTE,), (NOTE, {"on": "2026-02-27", "kind": "void", "of": "n"})])
@pytest.mark.parametrize("asked", [REMINDER, POSTAGE], ids=["a reminder", "a bill"])
def test_a_sum_for_a_claim_that_was_given_up_is_taken_from_the_credit_and_to_be_returned(
    asked: dict[str, Any], after: tuple[dict[str, Any], ...]
) -> None:
    dk = cr.load_profile("DK")
    case = cr.load_case({
        "id": "struck", "jurisdiction": "DK", "currency": "DKK", "creditor": {"kind": "business"},
        "debtor": {"kind": "consumer"}, "claims": CLAIMS, "events": [*BEFORE, asked, *after],
    })  # fmt: skip
    standing, (breach,) = cr.standing(case, dk, on="2026-03-10"), cr.audit(case, dk, on="2026-03-10").breaches
    assert standing.booked.total == 0
    assert (breach.amount_unlawful, breach.amount_to_return) == (Decimal("100.00"), Decimal("100.00"))
