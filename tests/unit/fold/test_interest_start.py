"""What is assumed of a claim that bears no interest yet is assumed no longer once an act has begun it."""

from __future__ import annotations

import pytest

import collectrules as cr


@pytest.mark.parametrize(("on", "assumed"), [("2026-02-09", True), ("2026-02-10", False), ("2026-06-30", False)])
def test_that_no_act_begins_interest_is_said_until_one_does(on: str, assumed: bool) -> None:
    case = cr.load_case(
        {"id": "x", "jurisdiction": "DE", "region": "BY", "currency": "EUR", "creditor": {"kind": "business"},
         "debtor": {"kind": "consumer"},
         "claims": [{"id": "1", "kind": "goods_or_services", "amount": "420.00", "arose": "2025-12-20",
                     "due": "2026-01-30", "due_is": "none"}],
         "events": [{"on": "2026-02-10", "kind": "reminder", "received": "2026-02-10"}]}
    )  # fmt: skip
    found = cr.standing(case, cr.load_profile("DE"), on=on)
    assert ("no_interest_act" in {taken.code for taken in found.assumptions}) is assumed
