"""What holds of random cases under a shipped profile holds under an invented one too; the tests are the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import collectrules as cr
from collectrules.testing import horizon
from tests.laws import test_properties_form as form
from tests.laws import test_properties_money as money
from tests.laws import test_properties_steps as steps
from tests.laws import test_properties_time as time
from tests.laws.properties import Asked, document_of, few, invented, law_of, with_events
from tests.profiles.invented.strategies import asked, courses

Law = Callable[..., None]
DATA: dict[str, st.SearchStrategy[Any]] = {"data": st.data()}
SHARED: list[tuple[Law, int, dict[str, st.SearchStrategy[Any]]]] = [
    (form.test_a_case_and_every_answer_come_back_from_their_document, 3, {}),
    (form.test_answers_survive_pickling, 3, {}),
    (form.test_no_binary_fraction_is_in_any_answer, 3, {}),
    (money.test_every_minor_unit_of_a_payment_is_allocated_once, 15, {}),
    (money.test_no_component_is_below_zero, 15, {}),
    (money.test_components_lines_and_statement_add_up, 15, {}),
    (money.test_a_sum_paid_in_two_parts_of_one_day_is_one_sum, 10, {"share": st.integers(1, 99)}),
    (time.test_a_day_knows_nothing_of_later_days, 7, {"back": st.integers(0, 1200)}),
    (time.test_the_order_of_the_list_says_nothing, 5, DATA),
    (time.test_an_event_entered_late_counts_as_if_it_had_been_there, 5, DATA),
    (time.test_a_reversed_payment_was_never_made, 5, DATA | {"days": st.integers(0, 400)}),
    (time.test_a_voided_event_never_was, 7, DATA),
    (time.test_asking_changes_nothing, 5, {}),
]
WORKED: list[tuple[Law, int]] = [
    (steps.test_a_waiting_step_opens_on_its_first_day_and_not_before, 7),
    (steps.test_a_step_says_the_day_it_may_be_done_or_why_not, 7),
    (steps.test_at_most_one_step_is_recommended_and_it_is_ours, 7),
    (steps.test_accepting_twice_changes_nothing, 7),
    (steps.test_what_opens_a_step_opens_it, 6),
]


def name_of(law: object) -> str:
    return getattr(law, "__name__", "").removeprefix("test_")


def inner(law: Law) -> Law:
    """The test itself, without the strategies it was given."""
    found: Law = law.hypothesis.inner_test  # type: ignore[attr-defined]  # Hypothesis's own door for other runners
    return found


def until_the_day(question: Asked) -> Asked:
    case, on = question
    return with_events(case, [each for each in document_of(case)["events"] if each["on"] <= on.isoformat()]), on


@pytest.mark.parametrize(("law", "examples", "more"), SHARED, ids=name_of)
def test_answers_keep_the_laws_of_all_answers(law: Law, examples: int, more: dict[str, st.SearchStrategy[Any]]) -> None:
    few(examples)(given(question=asked(), **more)(inner(law)))()


@pytest.mark.parametrize(("law", "examples"), WORKED, ids=name_of)
def test_steps_keep_what_they_promise(law: Law, examples: int) -> None:
    few(examples)(given(question=asked().map(until_the_day))(inner(law)))()


@few(6)
@given(question=courses())
def test_nothing_changes_before_the_day_to_look_again(question: Asked) -> None:
    """Not of claims paid on their due day: for these the next day is named, though nothing happens on it."""
    inner(steps.test_nothing_changes_before_the_day_to_look_again_and_something_does_on_it)(question)


# Nothing we propose is flagged ------------------------------------------------------------------------------


def open_steps(case: cr.Case, on: dt.date) -> Iterator[tuple[cr.Proposal, dt.date]]:
    """Every step that is open on a day, and every waiting one on the day on which it opens."""
    for step in steps.steps(case, on):
        if step.status == "open":
            yield step, on
        elif step.status == "waiting" and step.earliest is not None and step.earliest <= horizon(invented())[1]:
            yield from (
                (each, step.earliest) for each in steps.same(step, case, step.earliest) if each.status == "open"
            )


def mine(case: cr.Case, on: dt.date) -> list[str]:
    """The breaches of the newest event."""
    return [found.code for found in cr.audit(case, law_of(case), on=on).breaches if found.event == case.event_ids[-1]]


@few(12)
@given(question=asked().map(until_the_day))
def test_nothing_that_is_proposed_is_flagged(question: Asked) -> None:
    case, on = question
    for step, day in open_steps(case, on):
        done = cr.accept(case, step, law_of(case), on=day)
        assert mine(done, day) == [], (step.action, day)


@few(6)
@given(question=courses(), moves=st.lists(st.tuples(st.sampled_from([1, 7, 8, 20]), st.integers(0, 30)), max_size=8))
def test_a_case_worked_by_proposals_is_never_flagged(question: Asked, moves: list[tuple[int, int]]) -> None:
    case, day = question
    for gap, choice in moves:
        day += dt.timedelta(days=gap)
        found = [step for step in steps.steps(case, day) if step.status == "open"]
        if found:
            case = cr.accept(case, found[choice % len(found)], law_of(case), on=day)
            assert mine(case, day) == [], (found[choice % len(found)].action, day)


# Every answer can be explained ------------------------------------------------------------------------------


@few(5)
@given(question=asked().map(until_the_day))
def test_every_answer_and_every_part_of_it_is_explained(question: Asked) -> None:
    case, on = question
    profile = law_of(case)
    for answer in (cr.standing, cr.next_steps, cr.audit):
        try:
            found = answer(case, profile, on=on)
        except cr.NotModelled:
            return
        assert str(cr.explain(found, profile))
    for step in cr.next_steps(case, profile, on=on).proposals:
        assert str(cr.explain(step, profile))
