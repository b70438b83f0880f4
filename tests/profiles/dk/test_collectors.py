"""A collector's fee over several claims: one fee for each claim (bek. 601/2002 annex 1), so their ceilings add up.

Table A from 2016-07-01: 0-1,000 kr. 400, 2,501-5,000 kr. 1,000.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from collectrules import Case, Profile, audit, standing

MakeCase = Callable[..., Case]
Event = dict[str, Any]
EVENTS: list[Event] = [
    {"on": "2024-02-05", "kind": "collection_notice", "claims": ["a", "b"]},
    {"on": "2024-02-17", "kind": "handed_over", "claims": ["a", "b"]},
]


def two(first: str, second: str, **more: object) -> list[dict[str, object]]:
    return [
        {"id": name, "kind": "goods_or_services", "amount": amount, "arose": "2024-01-01", "invoiced": "2024-01-01",
         "due": "2024-01-31", "due_agreed": True} | more
        for name, amount in (("a", first), ("b", second))
    ]  # fmt: skip


def charge(amount: str, *claims: str) -> Event:
    return {"on": "2024-02-20", "kind": "charge", "cost": "collector_fee", "amount": amount, "claims": list(claims)}


@pytest.mark.parametrize(
    ("amounts", "charges", "owed", "unlawful"),
    [
        (("3000.00", "3000.00"), [charge("2000.00", "a", "b")], 2000, 0),
        (("3000.00", "3000.00"), [charge("2000.01", "a", "b")], 2000, 0.01),
        (("3000.00", "3000.00"), [charge("1000.00", "a"), charge("1000.00", "b")], 2000, 0),
        (("1000.00", "3000.00"), [charge("1400.00", "a", "b")], 1400, 0),
        (("1000.00", "3000.00"), [charge("1400.00", "b", "a")], 1400, 0),
        (("1000.00", "3000.00"), [charge("2000.00", "a", "b")], 1400, 600),
        (("1000.00", "3000.00"), [charge("1400.00", "a", "b"), charge("100.00", "a", "b")], 1400, 100),
        (("3000.00", "3000.00"), [charge("800.00", "a", "b"), charge("800.00", "b")], 1600, 0),
    ],
)
def test_each_claim_has_a_ceiling_of_its_own(
    dk: Profile, make: MakeCase, amounts: tuple[str, str], charges: list[Event], owed: int, unlawful: float
) -> None:
    case = make(*EVENTS, *charges, debtor="consumer", claims=two(*amounts))
    assert standing(case, dk, on="2024-02-20").owed.costs == owed
    assert float(sum(f.amount_unlawful for f in audit(case, dk, on="2024-02-20").findings)) == unlawful


def test_a_disputed_claim_adds_no_ceiling(dk: Profile, make: MakeCase) -> None:
    dispute = {"on": "2024-02-18", "kind": "dispute", "claims": ["b"]}
    case = make(*EVENTS, dispute, charge("2000.00", "a", "b"), debtor="consumer", claims=two("3000.00", "3000.00"))
    assert standing(case, dk, on="2024-02-20").owed.costs == 1000


def test_against_a_business_what_exceeds_both_ceilings_asks_for_proof_once(dk: Profile, make: MakeCase) -> None:
    case = make(*EVENTS, charge("2500.00", "a", "b"), claims=two("3000.00", "3000.00"))
    assert standing(case, dk, on="2024-02-20").owed.costs == 2500
    (finding,) = audit(case, dk, on="2024-02-20").findings
    assert (finding.code, finding.amount_in_doubt) == ("fee_needs_proof", 500)
