"""Facts count by their day, not by when or in which order they were written down."""

from __future__ import annotations

import datetime as dt

from hypothesis import assume, given
from hypothesis import strategies as st

import collectrules as cr
from collectrules.testing import invariants
from collectrules.testing.asking import undone
from tests.laws.properties import (
    Asked,
    asked,
    document_of,
    everything,
    law_of,
    under_each_law,
    whole,
    with_events,
    without,
)


def until(case: cr.Case, on: dt.date, word: str = "on") -> cr.Case:
    events = document_of(case)["events"]
    return with_events(case, [each for each in events if each.get(word, each["on"]) <= on.isoformat()])


def bare(answers: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    """Answers without the echo of the question."""
    return {name: without(answer, "known_on") for name, answer in answers.items()}


@under_each_law(15)
@given(question=asked(), back=st.integers(0, 1200))
def test_a_day_knows_nothing_of_later_days(question: Asked, back: int) -> None:
    case, on = question
    invariants.later_days_change_nothing(case, law_of(case), on=on, back=back)


@under_each_law(15)
@given(question=asked(), late=st.lists(st.integers(0, 900), min_size=8, max_size=8), back=st.integers(0, 600))
def test_what_was_known_is_what_had_been_recorded(question: Asked, late: list[int], back: int) -> None:
    case, on = question
    known = on - dt.timedelta(days=back)
    events = document_of(case)["events"]
    for each, days in zip(events, late, strict=False):
        each["recorded"] = (dt.date.fromisoformat(each["on"]) + dt.timedelta(days=days)).isoformat()
    for each in events:  # nobody records of what is not recorded that it is undone
        target = next((one for one in events if one.get("id") == each.get("of")), each)
        each["recorded"] = max(each.get("recorded", each["on"]), target.get("recorded", target["on"]))
    recorded = with_events(case, events)
    found = everything(recorded, on, known_on=known)
    assert bare(found) == bare(everything(until(recorded, known, "recorded"), on))
    assert all(answer.get("known_on") == known or "error" in answer for answer in found.values())


@under_each_law(15)
@given(data=st.data(), question=asked())
def test_the_order_of_the_list_says_nothing(data: st.DataObject, question: Asked) -> None:
    case, on = question
    assume(len(case.events) > 1)
    orders = [data.draw(st.permutations(case.event_ids))]
    invariants.permutation_changes_nothing(case, law_of(case), on=on, orders=orders)


@under_each_law(15)
@given(data=st.data(), question=asked())
def test_an_event_entered_late_counts_as_if_it_had_been_there(data: st.DataObject, question: Asked) -> None:
    case, on = question
    assume(case.events)
    late = data.draw(st.sampled_from([name for name in case.event_ids if name not in undone(case)]))
    invariants.late_entry_changes_nothing(case, law_of(case), on=on, of=[late])


@under_each_law(15)
@given(data=st.data(), question=asked(), days=st.integers(0, 400))
def test_a_reversed_payment_was_never_made(data: st.DataObject, question: Asked, days: int) -> None:
    case, on = question
    payments = [event.id for event in case.events if event.kind == "payment" and event.on <= on]
    assume(set(payments) - undone(case))
    gone = data.draw(st.sampled_from(sorted(set(payments) - undone(case))))
    invariants.undone_payments_never_were(case, law_of(case), on=on, of=[gone], after=days)


@under_each_law(15)
@given(data=st.data(), question=asked())
def test_a_voided_event_never_was(data: st.DataObject, question: Asked) -> None:
    case, on = question
    acts = [event.id for event in case.events if event.of is None and event.on <= on]
    assume(set(acts) - undone(case))
    gone = data.draw(st.sampled_from(sorted(set(acts) - undone(case))))
    invariants.voided_events_never_were(case, law_of(case), on=on, of=[gone])


@under_each_law(9)
@given(question=asked())
def test_the_same_event_twice_is_refused(question: Asked) -> None:
    case, on = question
    assume(case.events)
    invariants.same_event_twice_is_refused(case, law_of(case), on=on)


@under_each_law(3)
@given(data=st.data(), question=asked())
def test_every_part_is_the_same_in_any_order(data: st.DataObject, question: Asked) -> None:
    case, on = question
    assume(len(case.events) > 1)
    shuffled = data.draw(st.permutations(document_of(case)["events"]))
    assert whole(with_events(case, shuffled), on) == whole(case, on)


@under_each_law(9)
@given(question=asked())
def test_asking_changes_nothing(question: Asked) -> None:
    case, on = question
    invariants.asking_changes_nothing(case, law_of(case), on=on)
