"""What marks a proposal covers every fact of its case, in whatever order they are listed."""

from __future__ import annotations

from typing import Any

import pytest

import collectrules as cr

DOCUMENT: dict[str, Any] = {
    "format": 1, "id": "d", "jurisdiction": "DK", "currency": "DKK", "creditor": {"kind": "business"},
    "debtor": {"kind": "consumer"},
    "claims": [
        {"id": "1", "kind": "goods_or_services", "amount": "10.00", "due": "2026-01-31", "due_agreed": True},
        {"id": "2", "kind": "loan", "amount": "20.00", "due": "2026-01-31", "due_agreed": True},
    ],
    "events": [
        {"id": "a", "on": "2026-02-05", "kind": "payment", "amount": "1.00"},
        {"id": "b", "on": "2026-02-06", "kind": "note"},
    ],
}  # fmt: skip
CHANGED = {
    "amount": lambda case: case["claims"][0].update(amount="10.01"),
    "debtor": lambda case: case["debtor"].update(kind="business"),
    "workflow": lambda case: case.update(workflow="fast"),
    "event": lambda case: case["events"][0].update(amount="1.01"),
    "gone": lambda case: case["events"].pop(),
}


def copied() -> dict[str, Any]:
    one = {name: dict(part) if isinstance(part, dict) else part for name, part in DOCUMENT.items()}
    return one | {name: [dict(part) for part in DOCUMENT[name]] for name in ("claims", "events")}


@pytest.mark.parametrize("what", CHANGED)
def test_a_changed_fact_changes_the_mark_of_a_proposal(what: str) -> None:
    law, other = cr.load_profile("DK"), copied()
    CHANGED[what](other)
    before, after = (cr.next_steps(cr.load_case(one), law, on="2026-02-10").proposals[0] for one in (DOCUMENT, other))
    assert before.fingerprint != after.fingerprint


def test_the_order_of_a_list_does_not() -> None:
    turned = copied() | {name: list(reversed(DOCUMENT[name])) for name in ("claims", "events")}
    assert cr.load_case(turned).digest == cr.load_case(DOCUMENT).digest


def test_a_void_says_when_it_became_known() -> None:
    case = cr.load_case(DOCUMENT).void("a", recorded="2026-02-20")
    law = cr.load_profile("DK")
    assert cr.standing(case, law, on="2026-02-20").paid.total == 0
    assert cr.standing(case, law, on="2026-02-20", known_on="2026-02-19").paid.total == 1


def test_the_order_of_events_without_an_id_counts_within_a_day_and_beyond_it_not() -> None:
    """Of two rates agreed on one day the later in the document counts; of two days it is that of the later day."""
    rates = [{"on": "2026-02-05", "kind": "rate_agreed", "percent": percent} for percent in ("1.00", "2.00")]
    apart = [rates[0], rates[1] | {"on": "2026-02-06"}]
    marks = [cr.load_case(DOCUMENT | {"events": events}).digest for events in (rates, rates[::-1], apart, apart[::-1])]
    assert marks[0] != marks[1]
    assert marks[2] == marks[3]
