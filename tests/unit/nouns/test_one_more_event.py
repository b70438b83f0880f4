"""A case with one more event is the case that reading it all anew gives, and so is what is wrong with it."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

import collectrules as cr

CASE: dict[str, Any] = {
    "id": "x", "jurisdiction": "DK", "currency": "DKK", "creditor": {"kind": "business"},
    "debtor": {"kind": "consumer"},
    "claims": [
        {"id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2024-01-02", "due": "2024-01-31"},
        {"id": "2", "kind": "rent", "amount": "500.00", "arose": "2024-02-02", "due": "2024-02-28"},
    ],
    "events": [{"id": "r", "on": "2024-03-01", "kind": "reminder", "fee": "100.00"},
               {"on": "2024-03-11", "kind": "reminder", "fee": "100.00", "claims": ["1"]}],
}  # fmt: skip
GOOD = [
    {"on": "2024-03-20", "kind": "payment", "amount": "200.00"},
    {"on": "2024-03-11", "kind": "reminder", "fee": "100.00", "claims": ["1"]},  # the same once more
    {"id": "own", "on": "2024-03-20", "kind": "handed_over", "to": "collector", "as": "mandate"},
    {"on": "2024-02-01", "kind": "void", "of": "r"},
]
BAD: list[dict[str, Any]] = [
    {"id": "r", "on": "2024-03-20", "kind": "note"},
    {"on": "2024-03-20", "kind": "payment", "amount": "200.005"},
    {"on": "2024-03-20", "kind": "payment", "amount": "-1.00"},
    {"on": "2024-03-20", "kind": "payment", "amount": "1.00", "claim": "3"},
    {"on": "2023-03-20", "kind": "payment", "amount": "1.00"},
    {"on": "2024-03-20", "kind": "reminder", "fe": "1.00"},
    {"on": "2024-13-20", "kind": "reminder"},
    {"on": "2024-03-20", "kind": "reminder", "claims": []},
    {"kind": "reminder"},
    {},
]


def anew(event: dict[str, Any]) -> cr.Case:
    return cr.load_case({**CASE, "events": [*CASE["events"], event]})


@pytest.mark.parametrize("event", GOOD)
def test_one_more_event_gives_the_case_that_reading_it_anew_gives(event: dict[str, Any]) -> None:
    grown = cr.load_case(CASE).with_event(event)
    assert (grown, grown.event_ids, cr.dumps(grown)) == (anew(event), anew(event).event_ids, cr.dumps(anew(event)))
    again, twice = grown.with_event(GOOD[0]), pickle.loads(pickle.dumps(grown)).with_event(GOOD[0])  # noqa: S301  # ours
    assert again == twice == anew(event).with_event(GOOD[0])


@pytest.mark.parametrize("event", BAD)
def test_what_is_wrong_with_one_more_event_is_told_as_of_the_whole_case(event: dict[str, Any]) -> None:
    with pytest.raises(cr.BadInput) as told:
        cr.load_case(CASE).with_event(event)
    with pytest.raises(cr.BadInput) as whole:
        anew(event)
    assert told.value.faults == whole.value.faults


def test_a_case_that_was_changed_by_hand_is_read_anew() -> None:
    broken = cr.load_case(CASE).model_copy(update={"claims": ()})
    with pytest.raises(cr.BadInput) as told:
        broken.with_event(GOOD[0])
    assert "number_of_claims" in {fault.code for fault in told.value.faults}
    known = cr.load_case(CASE)
    doubled = known.model_copy(update={"events": (*known.events, known.events[0])})
    with pytest.raises(cr.BadInput) as told:
        doubled.with_event(GOOD[0])
    assert "duplicate_id" in {fault.code for fault in told.value.faults}
