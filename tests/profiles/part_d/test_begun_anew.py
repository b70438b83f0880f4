"""An act that begins a course anew forgets acts of the course before it; worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import Case, Profile, Proposal, audit, load_case, load_profile, next_steps, standing

HERE = Path(__file__).parent
FIRST = [
    {"on": "2021-02-01", "kind": "order_requested"}, {"on": "2021-02-10", "kind": "seizure_notified"},
    {"on": "2021-02-11", "kind": "secured"}, {"on": "2021-02-22", "kind": "seizure_requested"},
]  # fmt: skip
AGAIN = {"on": "2021-06-01", "kind": "order_requested"}
TOLD = {"on": "2021-06-10", "kind": "seizure_notified"}
SEIZED = {"on": "2021-06-21", "kind": "seizure_requested"}


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=HERE / "_d46")


def case(*events: dict[str, Any]) -> Case:
    claim = {"id": "1", "kind": "goods_or_services", "amount": "1000.00", "due": "2020-12-31", "due_agreed": True}
    parties = {"creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}}
    return load_case({"id": "x", "currency": "EUR", **parties, "claims": [claim], "events": list(events)})


def seizure(facts: Case, law: Profile, on: str) -> Proposal:
    return next(step for step in next_steps(facts, law, on=on).proposals if step.action == "seizure_requested")


def test_a_condition_asks_for_an_act_of_the_new_course(law: Profile) -> None:
    assert seizure(case(*FIRST[:2]), law, "2021-02-21").status == "open"
    assert seizure(case(*FIRST, AGAIN), law, "2021-06-20").status == "blocked"


def test_a_period_runs_from_an_act_of_the_new_course(law: Profile) -> None:
    step = seizure(case(*FIRST, AGAIN, TOLD), law, "2021-06-15")
    assert (step.status, str(step.earliest)) == ("waiting", "2021-06-21")


@pytest.mark.parametrize(
    ("events", "costs"), [(FIRST, "0.00"), ([*FIRST, AGAIN, TOLD, SEIZED], "20.00"), (FIRST[:2] + FIRST[3:], "20.00")]
)
def test_a_fee_that_an_earlier_act_spared_falls_due_in_the_new_course(
    law: Profile, events: list[dict[str, Any]], costs: str
) -> None:
    assert standing(case(*events), law, on="2021-07-01").owed.costs == Decimal(costs)


def test_what_is_asked_for_without_a_new_announcement_is_found(law: Profile) -> None:
    found = audit(case(*FIRST, AGAIN, SEIZED), law, on="2021-07-01")
    assert [finding.code for finding in found.breaches] == ["step_condition"]


def test_an_act_that_never_reached_anybody_forgets_nothing(law: Profile) -> None:
    failed = AGAIN | {"delivery": "failed"}
    assert standing(case(*FIRST[:3], failed, *FIRST[3:]), law, on="2021-07-01").owed.costs == Decimal("0.00")


def happened(*kinds: tuple[str, str | None]) -> list[dict[str, Any]]:
    """An order, and one event a day after it, some for a sum."""
    later = [
        {"on": f"2021-03-0{day}", "kind": kind} | ({"amount": amount} if amount else {})
        for day, (kind, amount) in enumerate(kinds, 2)
    ]
    return [{"on": "2021-03-01", "kind": "order_requested"}, *later]


FREE, COPY, ASKED = ("copy_free", None), ("copy_objected", None), ("hearing_asked", None)
WHOLE, PART = ("objection", None), ("objection", "700.00")


@pytest.mark.parametrize(
    ("acts", "stands"),
    [
        ([FREE], {"free": "1000.00"}),
        ([WHOLE, FREE], {"objected": "1000.00"}),
        ([WHOLE, ASKED, FREE], {"heard": "1000.00"}),
        ([PART, FREE], {"objected": "700.00", "free": "300.00"}),
        ([PART, FREE, FREE], {"objected": "700.00", "free": "300.00"}),
        ([COPY], {"objected": "1000.00"}),
        ([("copy_objected", "700.00")], {"objected": "700.00", "free": "300.00"}),
        ([PART, COPY], {"objected": "700.00", "free": "300.00"}),
        ([PART, ("copy_objected", "700.00")], {"objected": "700.00", "free": "300.00"}),
        ([PART, ASKED, COPY], {"heard": "700.00", "free": "300.00"}),
        ([PART, ASKED, ("copy_objected", "700.00")], {"heard": "700.00", "free": "300.00"}),
        ([WHOLE, ASKED, COPY], {"heard": "1000.00"}),
    ],
)
def test_what_stands_further_stays_and_the_rest_goes_its_way(
    law: Profile, acts: list[tuple[str, str | None]], stands: dict[str, str]
) -> None:
    found = standing(case(*happened(*acts)), law, on="2021-07-01")
    assert {item.stage: str(item.amount) for item in found.stages} == stands
