"""Bills that name their fee; worked out by hand: one unit of 1,000.00 is 80.00, and a fifth comes on top of it.

Half of the fee for collecting comes off that for an order: both together are 96.00 and 40.00 + 8.00.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import BadInput, Case, Profile, accept, audit, load_case, load_profile, next_steps, standing

D = Decimal
Event = dict[str, Any]
ON = "2021-12-31"
LOW = {"late": "low"}
BEGUN: list[Event] = [
    {"on": "2021-02-01", "kind": "handed_over", "to": "lawyer"},
    {"on": "2021-02-01", "kind": "collection_notice"},
]
ORDER: Event = {"on": "2021-03-01", "kind": "order_filed"}


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d28")


def bill(amount: str, tariff: str | None = None, on: str = "2021-04-01", **more: object) -> Event:
    return {"on": on, "kind": "charge", "cost": "lawyer_fee", "amount": amount, "tariff": tariff, **more}


def case(*events: Event) -> Case:
    claim = {"id": "1", "kind": "goods_or_services", "amount": "1000.00", "due": "2020-12-31", "due_agreed": True}
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business", "recovers_vat": True},
         "debtor": {"kind": "consumer"}, "claims": [claim], "events": [*BEGUN, *events]}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "owed"),
    [
        ("fee.collection", "fee.order", "144.00"),
        ("fee.order", "fee.collection", "144.00"),
        ("fee.collection", "fee.collection", "96.00"),
        ("fee.order", "fee.order", "96.00"),
    ],
)
def test_a_bill_is_for_the_fee_that_it_names(law: Profile, first: str, second: str, owed: str) -> None:
    bills = bill("96.00", first), bill("96.00", second, "2021-05-01")
    assert standing(case(ORDER, *bills), law, on=ON, readings=LOW).owed.costs == D(owed)
    assert [one.amount_unlawful for one in audit(case(ORDER, *bills), law, on=ON, readings=LOW).findings] == [
        D(192) - D(owed)
    ]


def test_a_fee_whose_act_was_not_done_is_not_owed_whatever_else_would_be(law: Profile) -> None:
    assert standing(case(bill("96.00")), law, on=ON, readings=LOW).owed.costs == D("96.00")
    assert standing(case(bill("96.00", "fee.order")), law, on=ON, readings=LOW).owed.costs == D("0.00")
    [found] = audit(case(bill("96.00", "fee.order")), law, on=ON, readings=LOW).findings
    assert (found.code, found.amount_unlawful) == ("fee_before_act", D("96.00"))


def test_the_answer_says_what_a_bill_without_a_name_is_taken_for(law: Profile) -> None:
    def said(*events: Event) -> list[tuple[str, str]]:
        found = standing(case(*events), law, on=ON).assumptions
        return [(one.path, one.code) for one in found if one.code == "fee_of_bill"]

    assert said(ORDER, bill("96.00", id="b")) == [("events[id=b].tariff", "fee_of_bill")]
    assert said(ORDER, bill("999.00", id="b")) == [("events[id=b].tariff", "fee_of_bill")]
    assert said(ORDER, bill("96.00", "fee.order")) == []
    assert said(bill("96.00")) == []  # no order was filed


def test_a_correction_may_name_the_fee(law: Profile) -> None:
    named = {"on": "2021-06-01", "kind": "correction", "of": "b", "tariff": "fee.order"}
    bills = bill("96.00", "fee.order", "2021-03-20"), bill("96.00", id="b")
    assert standing(case(ORDER, *bills), law, on=ON, readings=LOW).owed.costs == D("144.00")
    assert standing(case(ORDER, *bills, named), law, on=ON, readings=LOW).owed.costs == D("96.00")


@pytest.mark.parametrize(
    ("tariff", "nearest"),
    [("fee.ordre", "fee.order"), ("order", "fee.order"), ("fee.agreement", None), ("value.unit", None)],
)
def test_a_name_that_is_no_fee_of_the_cost_is_refused(law: Profile, tariff: str, nearest: str | None) -> None:
    """The fee of an agreement is booked as the fee of a collector alone."""
    with pytest.raises(BadInput) as caught:
        standing(case(ORDER, bill("96.00", tariff)), law, on=ON)
    [fault] = caught.value.faults
    assert (fault.code, fault.path) == ("unknown_tariff", "events[3].tariff")
    assert nearest in {None, fault.nearest}


def test_a_correction_names_no_fee_that_is_booked_otherwise(law: Profile) -> None:
    named = {"on": "2021-06-01", "kind": "correction", "of": "b", "tariff": "fee.agreement"}
    with pytest.raises(BadInput) as caught:
        standing(case(ORDER, bill("96.00", id="b"), named), law, on=ON)
    assert [fault.code for fault in caught.value.faults] == ["unknown_tariff"]


@pytest.mark.parametrize(("to", "owed"), [("lawyer", "0.00"), ("collector", "10.00"), (None, "10.00")])
def test_a_fee_may_ask_whether_a_collector_was_engaged(law: Profile, to: str | None, owed: str) -> None:
    """The claim goes to a lawyer in the end; only who had it before tells one case from the other."""
    handed = [{"on": "2021-02-01", "kind": "handed_over", "to": to}, {"on": "2021-02-10", "kind": "dispute"}]
    more = [{"on": "2021-02-20", "kind": "handed_over", "to": "lawyer"}, bill("10.00", "fee.beside_collector")]
    asked = case().model_copy(update={"events": ()})
    for event in [*handed, *more]:
        asked = asked.with_event(event)
    assert standing(asked, law, on=ON, readings=LOW).owed.costs == D(owed)


def test_what_is_accepted_names_its_fee(law: Profile) -> None:
    now = case(ORDER)
    steps = [
        step for step in next_steps(now, law, on=ON).proposals if step.action == "charge" and step.status == "open"
    ]
    assert {step.fee for step in steps} >= {"collection", "order"}
    for step in steps:
        assert accept(now, step, law, on=ON).events[-1].tariff == f"fee.{step.fee}"
