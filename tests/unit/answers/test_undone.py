"""What is undone has never been: voids, reversals and corrections, and what undoes them in turn."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

import pytest

import collectrules as cr

PAID = {"id": "p", "on": "2024-03-01", "kind": "payment", "amount": "100.00"}
ON = "2024-05-01"


@cache
def danish() -> cr.Profile:
    return cr.load_profile("DK")


def case(*events: dict[str, Any]) -> cr.Case:
    return cr.load_case(
        {
            "format": 1, "id": "x", "jurisdiction": "DK", "currency": "DKK",
            "creditor": {"kind": "business"}, "debtor": {"kind": "business"},
            "claims": [{"id": "c1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2024-01-01",
                        "invoiced": "2024-01-01", "due": "2024-01-31", "due_agreed": True}],
            "events": list(events),
        }
    )  # fmt: skip


def owed(*events: dict[str, Any]) -> Decimal:
    return cr.standing(case(*events), danish(), on=ON).owed.total


def undoing(name: str, kind: str, of: str, day: str = "2024-03-02", **more: str) -> dict[str, Any]:
    return {"id": name, "on": day, "kind": kind, "of": of, **more}


def refused(*events: dict[str, Any]) -> cr.Fault:
    with pytest.raises(cr.BadInput) as caught:
        cr.check_case(case(*events), danish())
    (fault,) = caught.value.faults
    return fault


# 1000 at 11.75 % (3.75 + 8) from 2024-02-01; all of it to 05-01 is 91 days, 29.21 by 366 days.
# With 100.00 paid on 03-01 (interest of 30 days, 9.63, first) 909.63 bears another 61 days: 17.81; in all 927.44.
WITHOUT, WITH = Decimal("1029.21"), Decimal("927.44")


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], WITH),
        ([undoing("r", "payment_reversed", "p")], WITHOUT),
        ([undoing("v", "void", "p")], WITHOUT),
        ([undoing("r", "payment_reversed", "p"), undoing("v", "void", "r")], WITH),
        ([undoing("v", "void", "p"), undoing("w", "void", "v")], WITH),
        ([undoing("v", "void", "p"), undoing("w", "void", "v"), undoing("x", "void", "w")], WITHOUT),
        ([undoing("v", "void", "p"), undoing("w", "void", "p")], WITHOUT),
        ([undoing("k", "correction", "p", amount="200.00"), undoing("v", "void", "k")], WITH),
        ([undoing("k", "correction", "p", amount="200.00"), undoing("l", "correction", "k", amount="100.00")], WITH),
        ([undoing("k", "correction", "p", amount="200.00"), undoing("l", "correction", "p", amount="100.00")], WITH),
        (
            [
                undoing("k", "correction", "p", amount="100.00"),
                undoing("l", "correction", "k", amount="200.00"),
                undoing("v", "void", "l"),
            ],
            WITH,
        ),
        ([undoing("v", "void", "p", day="2024-02-05")], WITHOUT),
    ],
)
def test_what_is_undone_has_never_been(events: list[dict[str, Any]], expected: Decimal) -> None:
    assert owed(PAID, *events) == expected


def test_a_reversal_may_follow_one_that_was_voided() -> None:
    events = [undoing("r", "payment_reversed", "p"), undoing("v", "void", "r"), undoing("s", "payment_reversed", "p")]
    assert owed(PAID, *events) == WITHOUT


def test_a_payment_is_reversed_once() -> None:
    fault = refused(PAID, undoing("r", "payment_reversed", "p"), undoing("s", "payment_reversed", "p"))
    assert (fault.code, fault.path) == ("reversed_twice", "events[2].of")


def test_nothing_undoes_itself() -> None:
    fault = refused(undoing("v", "void", "v"))
    assert (fault.code, fault.path) == ("undoes_itself", "events[0].of")


def test_nothing_is_undone_in_a_circle() -> None:
    with pytest.raises(cr.BadInput) as caught:
        cr.check_case(case(undoing("v", "void", "w"), undoing("w", "void", "v")), danish())
    assert {fault.code for fault in caught.value.faults} == {"undoes_itself"}


@pytest.mark.parametrize(
    ("events", "path"),
    [
        ([undoing("k", "correction", "p", fee="10.00")], "events[1].fee"),
        ([undoing("v", "void", "p"), undoing("k", "correction", "v", amount="10.00")], "events[2].amount"),
        (
            [undoing("k", "correction", "p", amount="10.00"), undoing("l", "correction", "k", deadline="2024-04-01")],
            "events[2].deadline",
        ),
    ],
)
def test_a_correction_says_what_its_target_can_say(events: list[dict[str, Any]], path: str) -> None:
    fault = refused(PAID, *events)
    assert (fault.code, fault.path) == ("field_not_allowed", path)


def test_a_long_chain_of_voids_is_answered() -> None:
    chain = [undoing(f"v{n}", "void", f"v{n - 1}" if n else "p") for n in range(3000)]
    assert owed(PAID, *chain) == WITH
