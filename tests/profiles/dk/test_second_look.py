"""What a second look at the whole found: each case with the figure of the law, worked by hand."""

from __future__ import annotations

from typing import Any

from collectrules import Case, Profile, audit, load_case, standing

BUSINESS = {"kind": "business"}
HEAD = {"format": 1, "id": "second", "jurisdiction": "DK", "currency": "DKK", "creditor": BUSINESS, "debtor": BUSINESS}


def claim(name: str, amount: str, arose: str, due: str) -> dict[str, Any]:
    plain = {"id": name, "kind": "goods_or_services", "amount": amount, "due_agreed": True}
    return plain | {"arose": arose, "invoiced": arose, "due": due}


def case(claims: list[dict[str, Any]], *events: tuple[str, str, dict[str, Any]]) -> Case:
    told = [{"on": on, "kind": kind} | more for on, kind, more in events]
    return load_case({**HEAD, "claims": claims, "events": told})


def test_no_interest_runs_before_the_due_day_whatever_was_filed(dk: Profile) -> None:
    # Renteloven § 2: not before the due day; § 3(4) only moves the start forward to the filing.
    facts = case([claim("a", "1000.00", "2024-01-01", "2024-12-31")], ("2024-02-01", "lawsuit_filed", {}))
    assert standing(facts, dk, on="2024-12-31").owed.interest == 0
    (row,) = standing(facts, dk, on="2025-01-02").interest
    assert (str(row.from_), row.days) == ("2025-01-01", 2)


def test_what_was_paid_beyond_the_law_is_returned_though_the_event_names_no_claim(dk: Profile) -> None:
    # 300 kr. is claimed on c2 where § 9 b(2) allows 100; all of it was paid, so 200 go back.
    claims = [claim(name, "1000.00", "2024-01-01", "2024-01-31") for name in ("c1", "c2")]
    facts = case(
        claims,
        ("2024-02-05", "reminder", {"claims": ["c1"], "fee": "600.00"}),
        ("2024-02-20", "payment", {"claims": ["c1"], "amount": "1106.42"}),
        ("2024-02-25", "compensation_claimed", {}),
        ("2024-03-01", "reminder", {"claims": ["c2"], "fee": "300.00"}),
        ("2024-03-10", "payment", {"amount": "5000.00"}),
    )
    found = next(f for f in audit(facts, dk, on="2024-05-01").findings if f.event == "4")
    assert (found.amount_unlawful, found.amount_to_return) == (200, 200)


def test_a_claim_given_up_before_another_arose_can_be_audited(dk: Profile) -> None:
    claims = [
        claim("b", "200.00", "2024-02-11", "2024-03-07"),
        claim("a", "1000.00", "2024-01-01", "2024-01-31"),
    ]
    gone = ("2024-02-10", "withdrawn", {"reason": "unjustified"})
    facts = case(claims, gone, ("2024-02-12", "compensation_claimed", {}))
    assert {finding.event for finding in audit(facts, dk, on="2024-03-20").findings} == {"2"}
