"""Money is neither lost nor made: every minor unit of a payment, a component and a total is accounted for."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal

from hypothesis import assume, given
from hypothesis import strategies as st

import collectrules as cr
from collectrules.testing import invariants
from tests.laws.properties import (
    COMPONENTS,
    DAY,
    Asked,
    asked,
    few,
    law_of,
    said,
    told,
    under_each_law,
)
from tests.laws.strategies import Document, interest_cases


def month_end(month: str) -> dt.date:
    year, number = (int(part) for part in month.split("-"))
    return dt.date(year + number // 12, number % 12 + 1, 1) - DAY


def parts(balance: object) -> list[Decimal]:
    return [getattr(balance, name) for name in COMPONENTS]


@under_each_law(24)
@given(question=asked())
def test_every_minor_unit_of_a_payment_is_allocated_once(question: Asked) -> None:
    case, on = question
    assume(told(case, on) is not None)
    assume(any(each.kind == "payment" for each in case.events))
    invariants.payments_allocated_once(case, law_of(case), on=on)


@under_each_law(24)
@given(question=asked())
def test_no_component_is_below_zero(question: Asked) -> None:
    case, on = question
    assume(told(case, on) is not None)
    invariants.nothing_below_zero(case, law_of(case), on=on)


@under_each_law(24)
@given(question=asked())
def test_components_lines_and_statement_add_up(question: Asked) -> None:
    case, on = question
    assume(told(case, on) is not None)
    invariants.balance_adds_up(case, law_of(case), on=on)


@under_each_law(18)
@given(question=asked())
def test_every_payment_is_in_one_channel(question: Asked) -> None:
    case, on = question
    found = said(case, on, "statement")
    assume("error" not in found)
    paid, words = found["distribution"], ("amount", "to_interest", "to_fees", "to_costs", "to_principal", "unallocated")
    for word in words:
        assert sum(getattr(each, word) for each in found["channels"]) == sum(getattr(each, word) for each in paid)
    assert len({each.received_by for each in found["channels"]}) == len(found["channels"])


@under_each_law(6)
@given(question=asked(), receiver=st.sampled_from(["creditor", "collector"]))
def test_months_add_up_to_the_channel(question: Asked, receiver: Literal["creditor", "collector"]) -> None:
    """What is recorded late or undone later stands once, in the month in which that came to light."""
    case, _ = question
    days = {max(event.on, event.recorded or event.on) for event in case.events}
    months = sorted({f"{day:%Y-%m}" for day in days})
    assume(0 < len(months) <= 12)
    law, last = law_of(case), month_end(months[-1])
    try:
        found = [cr.receipts(case, law, month=month, received_by=receiver) for month in months]
        held = cr.statement(case, law, on=last, known_on=last).channels
    except cr.CollectRulesError:
        assume(False)
    for each in found:
        assert each.total.amount == sum(row.amount for row in each.rows)
        for row in each.rows:
            assert row.amount == sum(piece.amount for piece in row.by_claim) + row.unallocated
    taken = sum(each.total.amount for each in found)
    assert taken == sum(each.amount for each in held if each.received_by == receiver)


@under_each_law(6)
@given(question=asked())
def test_a_month_begins_where_the_last_one_ended(question: Asked) -> None:
    case, _ = question
    law = law_of(case)
    months = sorted({f"{max(event.on, event.recorded or event.on):%Y-%m}" for event in case.events})
    assume(0 < len(months) <= 12)
    month = months[-1]
    before = f"{month_end(month).replace(day=1) - DAY:%Y-%m}"
    try:
        earlier, found = (cr.monthly_statement(case, law, month=one) for one in (before, month))
        rows, taken = found.movements, found.taken
    except cr.CollectRulesError:
        assume(False)
    assert found.opening == earlier.closing
    for row in rows:
        assert row.opening + row.charged - row.paid - row.waived == row.closing
    assert (rows[-1].opening, rows[-1].closing) == (found.opening.total, found.closing.total)
    rest = sum(row.unallocated for each in taken for row in each.rows)
    assert rows[-1].paid == sum(each.amount for each in taken) - rest


# Interest over time ----------------------------------------------------------------------------------------


@few(30)
@given(question=interest_cases(), back=st.integers(1, 400))
def test_interest_does_not_depend_on_the_days_it_was_asked_in_between(
    question: tuple[Document, dt.date, dict[str, str]], back: int
) -> None:
    document, on, readings = question
    case = cr.load_case(document | {"readings": readings})
    invariants.interest_adds_up(case, law_of(case), on=on, back=back)


@few(30)
@given(question=interest_cases())
def test_a_day_adds_what_the_day_before_said_it_would(question: tuple[Document, dt.date, dict[str, str]]) -> None:
    document, on, readings = question
    case = cr.load_case(document | {"readings": readings})
    invariants.day_adds_what_was_said(case, law_of(case), on=on)


# Paying ----------------------------------------------------------------------------------------------------


@under_each_law(24)
@given(question=asked())
def test_paying_what_is_owed_leaves_nothing(question: Asked) -> None:
    case, on = question
    assume(told(case, on) is not None)
    invariants.paying_all_clears(case, law_of(case), on=on)


@under_each_law(18)
@given(question=asked(), share=st.integers(1, 99))
def test_a_sum_paid_in_two_parts_of_one_day_is_one_sum(question: Asked, share: int) -> None:
    case, on = question
    assume(told(case, on) is not None)
    invariants.two_parts_are_one_sum(case, law_of(case), on=on, percent=share)


@under_each_law(18)
@given(question=asked(), less=st.integers(1, 5_000_00), more=st.integers(1, 5_000_00))
def test_a_larger_payment_leaves_no_component_higher(question: Asked, less: int, more: int) -> None:
    case, on = question
    invariants.larger_payment_leaves_less(case, law_of(case), on=on, less=less, more=more)


# Protection of consumers -----------------------------------------------------------------------------------


@under_each_law(24)
@given(question=asked())
def test_a_consumer_never_owes_more_than_a_business_would(question: Asked) -> None:
    """The law of none of the profiles lets a creditor ask more of a consumer."""
    case, on = question
    invariants.consumer_owes_no_more(case, law_of(case), on=on)


@under_each_law(3)
@given(question=asked())
def test_a_doubt_that_is_not_called_sensitive_changes_no_sum_and_no_finding(question: Asked) -> None:
    case, on = question
    found = told(case, on)
    assume(found is not None)
    sensitive = {used.reading for used in found.readings_used if used.sensitive} if found is not None else set()
    now = weighed(case, on, {})
    for name, reading in law_of(case).reading.items():
        in_force = case.readings.get(name, reading.cautious)
        for option in reading.options.keys() - {in_force} if name not in sensitive else ():
            assert weighed(case, on, {name: option}) == now


def weighed(case: cr.Case, on: dt.date, chosen: dict[str, str]) -> tuple[object, ...]:
    """What is owed of each part, and what is found unlawful."""
    findings = cr.audit(case, law_of(case), on=on, readings=chosen).findings
    unlawful = sorted((one.event, one.code, one.amount_unlawful) for one in findings)
    return parts(cr.standing(case, law_of(case), on=on, readings=chosen).owed), unlawful
