"""What does not fit a profile or its kind of event is refused, each with its place and the nearest right word."""

from __future__ import annotations

from typing import Any

import pytest

import collectrules as cr

CLAIM: dict[str, Any] = {"id": "1", "kind": "goods_or_services", "amount": "1000.00", "due": "2018-10-01"}


def faults(*events: dict[str, Any], claim: dict[str, Any] | None = None, **head: object) -> list[tuple[str, str]]:
    """Code and place of every fault of a Danish case."""
    parties = {"creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}}
    given = {"id": "x", "currency": "DKK", **parties, "claims": [CLAIM | (claim or {})], "events": list(events), **head}
    try:
        cr.check_case(cr.load_case(given), cr.load_profile("DK"))
    except cr.BadInput as error:
        return [(fault.code, fault.path) for fault in error.faults]
    return []


def fact(name: str, value: object) -> dict[str, Any]:
    return {"on": "2019-01-02", "kind": "fact", "name": name, "value": value}


def test_the_plain_case_has_no_fault() -> None:
    assert faults({"on": "2019-01-02", "kind": "payment", "amount": "10.00"}, jurisdiction="dk") == []


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ({"jurisdiction": "CH"}, ("jurisdiction", "jurisdiction")),
        ({"readings": {"no_such_doubt": "yes"}}, ("unknown_reading", "readings.no_such_doubt")),
        ({"claim": {"title": "no_such_title"}}, ("unknown_title", "claims[0].title")),
    ],
)
def test_a_word_that_the_profile_lacks_is_refused(head: dict[str, Any], found: tuple[str, str]) -> None:
    assert faults(**head) == [found]


def test_a_reading_has_only_its_own_options() -> None:
    name, reading = next(iter(cr.load_profile("DK").reading.items()))
    assert faults(readings={name: "no_such_option"}) == [("unknown_option", f"readings.{name}")]
    assert faults(readings={name: next(iter(reading.options))}) == []


@pytest.mark.parametrize(
    ("event", "found"),
    [
        ({"kind": "payment"}, [("missing_field", "events[0].amount")]),
        ({"kind": "payment", "amount": "1.00", "fee": "1.00"}, [("field_not_allowed", "events[0].fee")]),
        ({"kind": "payment", "amount": "1.00", "fee": None}, []),  # None says nothing
    ],
)
def test_a_kind_of_event_has_its_own_fields(event: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert faults({"on": "2019-01-02"} | event) == found


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ([("2019-02-01", "10.00"), ("2019-03-01", "10.00")], []),
        ([("2019-01-02", "10.00")], []),  # on the day of the plan
        ([("2019-01-01", "10.00")], [0]),
        ([("2019-02-01", "10.00"), ("2019-02-01", "10.00")], [1]),
        ([("2019-02-01", "0.00"), ("2019-03-01", "10.00")], [0]),
    ],
)
def test_instalments_come_one_after_the_other_and_each_is_of_something(
    rows: list[tuple[str, str]], wrong: list[int]
) -> None:
    plan = [{"due": due, "amount": amount} for due, amount in rows]
    found = faults({"on": "2019-01-02", "kind": "plan_agreed", "instalments": plan})
    assert found == [("instalments_order", f"events[0].instalments[{n}]") for n in wrong]


def test_a_fact_is_one_of_the_closed_list() -> None:
    assert faults(fact("no_such_fact", value=True)) == [("unknown_fact", "events[0].name")]


def test_a_fact_without_a_value_says_nothing_and_is_refused_as_such() -> None:
    assert faults(fact("debtor_indigent", value=None)) == [("missing_field", "events[0].value")]
