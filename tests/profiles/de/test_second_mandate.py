"""Some of the claims are handed on to somebody else: what is proposed, and under which cost, for 500 and 700 euros.

Of 1,200 euros 0.9 of 134.50 and twenty euros are 141.05; at two rates 1.3 of 51.50, 0.9 of 93.00 and twenty are 170.65;
of the 500 euros 1.3 of 51.50 and a fifth of it are 80.34 (RVG 13, 15 (3), VV 2300, 7002 of 1 June 2025).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from collectrules import Case, Profile, load_case, next_steps

ON = "2026-05-31"
HANDED_OVER: list[dict[str, Any]] = [
    {"on": "2026-02-10", "kind": "handed_over", "to": "collector"},
    {"on": "2026-02-10", "kind": "collection_notice", "received": "2026-02-12"},
]
DISPUTED = {"on": "2026-03-05", "kind": "dispute", "claim": "1"}
HANDED_ON = {"on": "2026-03-06", "kind": "handed_over", "to": "lawyer", "claims": ["1"]}
BILLED = {"on": "2026-03-01", "kind": "charge", "cost": "collector_fee", "amount": "141.05", "claims": ["1", "2"]}


def case(*events: dict[str, Any]) -> Case:
    plain = {"kind": "goods_or_services", "arose": "2026-01-01", "due": "2026-01-15", "due_is": "agreed"}
    claims = [{"id": name, "amount": amount, **plain} for name, amount in (("1", "500.00"), ("2", "700.00"))]
    return load_case(
        {
            "id": "mandates", "jurisdiction": "DE", "currency": "EUR", "claims": claims,
            "creditor": {"kind": "business", "recovers_vat": True}, "debtor": {"kind": "consumer", "abroad": "no"},
            "events": [*HANDED_OVER, *events],
        }
    )  # fmt: skip


def bills(asked: Case, de: Profile) -> list[tuple[str | None, tuple[str, ...], Decimal | None]]:
    """Fee, claims and sum of each bill that may be sent now."""
    steps = next_steps(asked, de, on=ON).proposals
    return [(step.fee, step.claims, step.charges[0].amount) for step in steps if step.action == "charge"
            and step.status == "open" and step.fee in {"collection", "lawyer_after_dispute"}]  # fmt: skip


def test_what_is_billed_of_both_claims_is_not_billed_of_one_again(de: Profile) -> None:
    assert bills(case(BILLED), de) == []
    assert bills(case(BILLED, HANDED_ON), de) == []


def test_before_it_is_billed_it_is_one_bill_of_both_claims(de: Profile) -> None:
    assert bills(case(HANDED_ON), de) == [("collection", ("1", "2"), Decimal("141.05"))]


def test_a_lawyer_earns_nothing_beside_a_collector_before_he_is_engaged(de: Profile) -> None:
    assert bills(case(DISPUTED), de) == [("collection", ("1", "2"), Decimal("170.65"))]


def test_a_lawyer_earns_of_the_claims_that_he_was_given(de: Profile) -> None:
    found = [("collection", ("1", "2"), Decimal("29.60")), ("lawyer_after_dispute", ("1",), Decimal("80.34"))]
    assert bills(case(BILLED, DISPUTED, HANDED_ON), de) == found
