"""Credit and debt do not stand side by side: what the debtor has to his credit pays what is open, as of its day."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from collectrules import Case, Profile, audit, standing

MakeCase = Callable[..., Case]
Event = dict[str, Any]
DAYS = {"arose": "2024-01-01", "invoiced": "2024-01-01", "due": "2024-01-31"}


def paid(on: str, amount: str) -> Event:
    return {"on": on, "kind": "payment", "amount": amount}


def credit(on: str, amount: str) -> Event:
    return {"on": on, "kind": "credit_note", "amount": amount}


def conserved(now: Any) -> bool:  # noqa: ANN401
    """Payments are what was paid on the debt and what is to the debtor's credit."""
    whole = sum(payment.amount for payment in now.payments)
    pieces = sum(payment.to_interest + payment.to_fees + payment.to_costs + payment.to_principal + payment.unallocated
                 for payment in now.payments)  # fmt: skip
    return bool(whole == pieces == now.paid.total + now.credit)


def test_what_a_credit_note_gives_back_pays_what_is_open(dk: Profile, make: MakeCase) -> None:
    # 30 days to 1 March 2024 at 11.75 % of 366: 9.63, so 590.37 go to the principal; 8 days on 409.63 to 9 March: 1.05.
    # The note of 1,000 kr. gives the 590.37 back, of which 1.05 pays the interest.
    now = standing(make(paid("2024-03-01", "600.00"), credit("2024-03-10", "1000.00"), **DAYS), dk, on="2024-05-01")
    assert (now.owed.total, now.credit, now.stage) == (0, Decimal("589.32"), "paid")
    assert conserved(now)


def test_a_surplus_pays_a_cost_that_comes_later(dk: Profile, make: MakeCase) -> None:
    # 5,000 - 1,000 - 9.63 = 3,990.37 to his credit; the awarded cost of 100 kr. takes its share on its day.
    title = {"on": "2024-03-04", "kind": "title_obtained", "title": "judgment"}
    charge = {"on": "2024-03-05", "kind": "charge", "cost": "awarded_cost", "amount": "100.00"}
    now = standing(make(paid("2024-03-01", "5000.00"), title, charge, **DAYS), dk, on="2024-05-01")
    assert (now.owed.total, now.credit) == (0, Decimal("3890.37"))
    assert conserved(now)


def test_what_is_given_back_on_one_claim_pays_another(dk: Profile, make: MakeCase) -> None:
    # a is paid with 1,009.63 on 1 March, b is open with 1,000; the note on a gives its 1,000 back on 10 March, which
    # pays b's interest to that day, 39 days at 11.75 % = 12.52, and 987.48 of b; 12.52 of b are left.
    claims = [{"id": name, "kind": "goods_or_services", "amount": "1000.00", "due_agreed": True} | DAYS
              for name in ("a", "b")]  # fmt: skip
    events = [paid("2024-03-01", "1009.63") | {"claim": "a"}, credit("2024-03-10", "1000.00") | {"claim": "a"}]
    now = standing(make(*events, claims=claims), dk, on="2024-03-10")
    assert (now.owed.principal, now.owed.interest, now.credit) == (Decimal("12.52"), 0, 0)
    assert conserved(now)


def test_a_credit_note_beyond_the_principal_is_told(dk: Profile, make: MakeCase) -> None:
    case = make(credit("2024-02-10", "5000.00"), **DAYS)
    (finding,) = audit(case, dk, on="2024-02-10").findings
    assert (finding.code, finding.severity, dict(finding.values)) == (
        "credit_beyond_principal", "note", {"beyond": "4000.00"},
    )  # fmt: skip
