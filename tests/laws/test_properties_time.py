"""Facts count by their day, not by when or in which order they were written down."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import collectrules as cr
from tests.laws.properties import ANSWERS, Asked, asked, document_of, everything, few, whole, with_events, without


def until(case: cr.Case, on: dt.date, word: str = "on") -> cr.Case:
    events = document_of(case)["events"]
    return with_events(case, [each for each in events if each.get(word, each["on"]) <= on.isoformat()])


def bare(answers: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    """Answers without the echo of the question."""
    return {name: without(answer, "known_on") for name, answer in answers.items()}


@few(25)
@given(question=asked(), back=st.integers(0, 1200))
def test_a_day_knows_nothing_of_later_days(question: Asked, back: int) -> None:
    case, on = question
    day = on - dt.timedelta(days=back)
    assert everything(case, day) == everything(until(case, day), day)


@few(25)
@given(question=asked(), late=st.lists(st.integers(0, 900), min_size=8, max_size=8), back=st.integers(0, 600))
def test_what_was_known_is_what_had_been_recorded(question: Asked, late: list[int], back: int) -> None:
    case, on = question
    known = on - dt.timedelta(days=back)
    events = document_of(case)["events"]
    for each, days in zip(events, late, strict=False):
        each["recorded"] = (dt.date.fromisoformat(each["on"]) + dt.timedelta(days=days)).isoformat()
    recorded = with_events(case, events)
    found = everything(recorded, on, known_on=known)
    assert bare(found) == bare(everything(until(recorded, known, "recorded"), on))
    assert all(answer.get("known_on") == known or "error" in answer for answer in found.values())


@few(25)
@given(data=st.data(), question=asked())
def test_the_order_of_the_list_says_nothing(data: st.DataObject, question: Asked) -> None:
    case, on = question
    assume(len(case.events) > 1)
    shuffled = data.draw(st.permutations(document_of(case)["events"]))
    assert everything(with_events(case, shuffled), on) == everything(case, on)


@few(25)
@given(data=st.data(), question=asked())
def test_an_event_entered_late_counts_as_if_it_had_been_there(data: st.DataObject, question: Asked) -> None:
    case, on = question
    assume(case.events)
    events = document_of(case)["events"]
    late = data.draw(st.sampled_from([each for each in events if not any(o.get("of") == each["id"] for o in events)]))
    rest = [each for each in events if each is not late]
    entered = with_events(case, rest).with_event(late | {"recorded": "2026-12-31"})
    assert everything(entered, on) == everything(case, on)


@few(25)
@given(data=st.data(), question=asked(), days=st.integers(0, 400))
def test_a_reversed_payment_was_never_made(data: st.DataObject, question: Asked, days: int) -> None:
    case, on = question
    events = document_of(case)["events"]
    undone = {each.get("of") for each in events}
    payments = [each for each in events if each["kind"] == "payment" and each["id"] not in undone]
    assume(payments)
    gone = data.draw(st.sampled_from(payments))
    day = min(dt.date.fromisoformat(gone["on"]) + dt.timedelta(days=days), on).isoformat()
    assume(day >= gone["on"])
    reversed_ = case.with_event({"id": "zz", "on": day, "kind": "payment_reversed", "of": gone["id"]})
    assert everything(reversed_, on) == everything(with_events(case, [e for e in events if e is not gone]), on)


@few(25)
@given(data=st.data(), question=asked())
def test_a_voided_event_never_was(data: st.DataObject, question: Asked) -> None:
    case, on = question
    events = document_of(case)["events"]
    undone = {each.get("of") for each in events}
    acts = [each for each in events if "of" not in each and each["id"] not in undone and each["on"] <= on.isoformat()]
    assume(acts)
    gone = data.draw(st.sampled_from(acts))
    assert everything(case.void(gone["id"]), on) == everything(
        with_events(case, [each for each in events if each is not gone]), on
    )


@few(15)
@given(data=st.data(), question=asked())
def test_the_same_event_twice_is_refused(data: st.DataObject, question: Asked) -> None:
    case, _ = question
    assume(case.events)
    twice = data.draw(st.sampled_from(document_of(case)["events"]))
    with pytest.raises(cr.BadInput) as caught:
        case.with_event(twice)
    assert caught.value.code == "duplicate_id"


@few(4)
@given(data=st.data(), question=asked())
def test_every_part_is_the_same_in_any_order(data: st.DataObject, question: Asked) -> None:
    case, on = question
    assume(len(case.events) > 1)
    shuffled = data.draw(st.permutations(document_of(case)["events"]))
    assert whole(with_events(case, shuffled), on) == whole(case, on)


@few(15)
@given(question=asked())
def test_asking_changes_nothing(question: Asked) -> None:
    case, on = question
    before = document_of(case)
    first = everything(case, on)
    assert everything(cr.load_case(before), on) == first
    assert everything(case, on) == first
    assert document_of(case) == before
    assert set(first) == set(ANSWERS)
