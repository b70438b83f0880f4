"""Instalments that the office grants (SchKG 123): only once a realisation is asked for, and not for long."""

from __future__ import annotations

import pytest

import collectrules as cr

COURSE = [
    ("2026-03-05", "payment_order_served"), ("2026-03-17", "creditors_copy_received"),
    ("2026-03-26", "continuation_requested"), ("2026-05-04", "seizure_executed"),
    ("2026-06-08", "realisation_requested"),
]  # fmt: skip


def case(steps: int, kind: str = "goods_or_services") -> cr.Case:
    claim = {"id": "1", "kind": kind, "amount": "1032.25", "arose": "2023-12-01", "due": "2024-01-02"}
    return cr.load_case(
        {"id": "x", "currency": "CHF", "region": "ZH", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [claim | {"due_agreed": True}],
         "events": [{"on": on, "kind": kind} for on, kind in COURSE[:steps]]}
    )  # fmt: skip


@pytest.fixture(scope="module")
def law() -> cr.Profile:
    return cr.load_profile("CH")


@pytest.mark.parametrize(("kind", "most", "last"), [("goods_or_services", 12, "2027-06-15"), ("wage", 6, "2026-12-15")])
def test_the_office_grants_no_more_than_its_months(law: cr.Profile, kind: str, most: int, last: str) -> None:
    asked = case(5, kind)
    plan = cr.instalment_plan(asked, law, on="2026-06-15", count=most, granted_by="office")
    assert plan.last.isoformat() == last
    assert plan.disclosure.law == ("schkg-123",)
    with pytest.raises(cr.BadInput) as caught:
        cr.instalment_plan(asked, law, on="2026-06-15", count=most + 1, granted_by="office")
    [fault] = caught.value.faults
    assert (fault.code, fault.nearest, fault.law) == ("plan_too_long", last, "schkg-123")
    own = cr.instalment_plan(asked, law, on="2026-06-15", count=most + 1)  # what creditor and debtor agree on is theirs
    assert own.count == most + 1


@pytest.mark.parametrize(("steps", "who"), [(4, "office"), (0, "office"), (5, "court")])
def test_before_it_is_asked_to_sell_it_grants_nothing(law: cr.Profile, steps: int, who: str) -> None:
    with pytest.raises(cr.BadInput, match="plan_not_granted"):
        cr.instalment_plan(case(steps), law, on="2026-06-15", count=6, granted_by=who)  # type: ignore[arg-type]


def test_an_instalment_that_would_fall_on_a_saturday_keeps_the_months_of_the_office(law: cr.Profile) -> None:
    """Twelve months from 15 June 2024 end on Sunday, 15 June 2025; no law moves what an office has set."""
    moved = cr.dump(case(5))
    moved["events"] = [{**one, "on": one["on"].replace("2026", "2024")} for one in moved["events"]]  # type: ignore[attr-defined]
    plan = cr.instalment_plan(cr.load_case(moved), law, on="2024-06-15", count=12, granted_by="office")
    assert plan.last.isoformat() == "2025-06-15"
