"""Several bills of one day under the same law are several events, in whatever order they are recorded."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

import pytest

import collectrules as cr

ON = "2026-02-03"
SUMS = {"handling": "22.00", "first_reminder": "14.53", "further_reminder": "17.44"}
"""The maxima of an Austrian collector for a claim of 100.00: 22 per cent, and two sums of the table."""


def case() -> cr.Case:
    acts = [("2026-02-01", "handed_over"), (ON, "collection_notice"), (ON, "collection_reminder")]
    return cr.load_case(
        {"format": 1, "id": "x", "jurisdiction": "AT", "currency": "EUR",
         "creditor": {"kind": "business", "recovers_vat": True}, "debtor": {"kind": "consumer"},
         "claims": [{"id": "1", "kind": "goods_or_services", "amount": "100.00", "arose": "2026-01-01",
                     "due": "2026-01-15", "due_is": "agreed"}],
         "events": [{"on": day, "kind": kind} for day, kind in acts]}
    )  # fmt: skip


@pytest.mark.parametrize("order", list(permutations(SUMS)))
def test_each_bill_is_recorded_once(order: tuple[str, ...]) -> None:
    law, done = cr.load_profile("AT"), case()
    bills = {step.fee: step for step in cr.next_steps(done, law, on=ON).proposals if step.cost}
    assert {name: str(step.charges[0].amount) for name, step in bills.items()} == SUMS
    for name in order:
        done = cr.accept(done, bills[name], law, on=ON)
        assert cr.accept(done, bills[name], law, on=ON) == done
    assert len(done.events) == 6
    assert cr.standing(done, law, on=ON).owed.costs == Decimal("53.97")
    assert cr.audit(done, law, on=ON).findings == ()
