"""What may still be done about a claim that was given up, in an invented country."""

from __future__ import annotations

from pathlib import Path

import pytest

from collectrules import audit, load_case, load_profile, standing


@pytest.mark.parametrize(
    ("kind", "codes"),
    [("order_taken_back", []), ("order_pressed", ["claim_withdrawn"])],
)
def test_an_act_that_names_the_stage_is_about_claims_that_were_given_up(kind: str, codes: list[str]) -> None:
    law = load_profile(path=Path(__file__).parent / "_d37")
    claim = {"id": "1", "kind": "goods_or_services", "amount": "1000.00", "due": "2020-03-31", "due_agreed": True}
    case = load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [claim],
         "events": [{"on": "2021-03-01", "kind": "order_served"},
                    {"on": "2021-04-01", "kind": "withdrawn", "reason": "unjustified"},
                    {"on": "2021-04-02", "kind": kind}]}
    )  # fmt: skip
    assert [finding.code for finding in audit(case, law, on="2021-04-03").findings] == codes
    assert standing(case, law, on="2021-04-03").stage == "withdrawn"
