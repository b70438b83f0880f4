"""The capacity of a debtor in a register, day by day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import collectrules as cr
from collectrules.fold.registers import deregistered, role_of, turning_days


def case(*registers: dict[str, Any], **more: object) -> cr.Case:
    debtor = {"kind": "business", **({"registers": list(registers)} if registers else {}), **more}
    claim = {"id": "1", "kind": "goods_or_services", "amount": "1000.00", "due": "2024-01-31"}
    return cr.load_case(
        {"id": "x", "currency": "DKK", "creditor": {"kind": "business"}, "debtor": debtor, "claims": [claim]}
    )


def entry(capacity: str | None, **days: str) -> dict[str, Any]:
    return {"register": "commercial", **({"capacity": capacity} if capacity else {}), **days}


def day(text: str) -> int:
    return dt.date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("registers", "on", "role"),
    [
        ([entry("owner", published="2024-03-01")], "2024-03-01", "none"),
        ([entry("owner", published="2024-03-01")], "2024-03-02", "owner"),
        ([entry("owner", **{"from": "2024-03-01"})], "2024-03-01", "owner"),
        ([entry("owner", to="2024-03-01")], "2024-03-01", "owner"),
        ([entry("owner", to="2024-03-01")], "2024-03-02", "none"),
        ([entry("signatory")], "2024-03-02", "none"),
        ([entry("signatory"), entry("partner")], "2024-03-02", "partner"),
        ([entry(None)], "2024-03-02", None),
    ],
)
def test_an_entry_counts_from_the_day_after_its_publication(
    registers: list[dict[str, Any]], on: str, role: str | None
) -> None:
    assert role_of(case(*registers), day(on)) == role


def test_who_is_in_no_register_has_no_role_and_of_whom_nothing_is_said_it_is_unknown() -> None:
    assert role_of(case(registered=False), day("2024-03-01")) == "none"
    assert role_of(case(registered=True), day("2024-03-01")) is None
    assert role_of(case(), day("2024-03-01")) is None


def test_the_day_of_deletion_is_that_of_the_last_entry_that_counted() -> None:
    twice = case(
        entry("owner", to="2024-03-01"), entry("partner", to="2024-05-02"), entry("signatory", to="2025-01-01")
    )
    assert deregistered(twice, day("2024-05-02")) is None
    assert deregistered(twice, day("2024-05-03")) == day("2024-05-02")
    assert deregistered(case(entry("owner", to="2024-03-01"), entry("partner")), day("2024-06-01")) is None
    assert sorted(turning_days(case(entry("owner", published="2024-01-01", to="2024-03-01")))) == [
        day("2024-01-02"), day("2024-03-02"),
    ]  # fmt: skip
