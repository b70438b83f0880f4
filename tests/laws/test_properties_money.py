"""Money is neither lost nor made: every minor unit of a payment, a component and a total is accounted for."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from hypothesis import assume, given
from hypothesis import strategies as st

import collectrules as cr
from tests.laws.properties import (
    COMPONENTS,
    DAY,
    Asked,
    asked,
    document_of,
    everything,
    few,
    law_of,
    said,
    told,
    with_events,
)
from tests.laws.strategies import Document, interest_cases


def month_end(month: str) -> dt.date:
    year, number = (int(part) for part in month.split("-"))
    return dt.date(year + number // 12, number % 12 + 1, 1) - DAY


def parts(balance: object) -> list[Decimal]:
    return [getattr(balance, name) for name in COMPONENTS]


@few(40)
@given(question=asked())
def test_every_minor_unit_of_a_payment_is_allocated_once(question: Asked) -> None:
    case, on = question
    found = told(case, on)
    assume(found is not None and found.payments)
    assert found is not None
    for paid in found.payments:
        by_component = paid.to_interest + paid.to_fees + paid.to_costs + paid.to_principal
        assert by_component == sum(piece.amount for piece in paid.by_claim)
        assert by_component + paid.unallocated == paid.amount
        assert all(piece.amount > 0 for piece in paid.by_claim)
    gone = {each.of for each in case.events if each.kind in {"payment_reversed", "void"} and each.on <= on}
    standing_ = zip(case.events, case.event_ids, strict=True)
    money = {"payment", "set_off"}
    given_ = [e.amount or 0 for e, name in standing_ if e.kind in money and e.on <= on and name not in gone]
    assert sum(paid.amount for paid in found.payments) == sum(given_)


@few(40)
@given(question=asked())
def test_paid_and_credit_are_what_was_paid(question: Asked) -> None:
    case, on = question
    assume(not any(each.kind == "credit_note" for each in case.events))  # one may leave a credit of its own
    found = told(case, on)
    assume(found is not None)
    assert found is not None
    assert found.paid.total + found.credit == sum(paid.amount for paid in found.payments)


@few(40)
@given(question=asked())
def test_components_sum_to_the_total_and_none_is_below_zero(question: Asked) -> None:
    found = told(*question)
    assume(found is not None)
    assert found is not None
    for balance in (found.owed, found.booked, found.paid):
        assert sum(parts(balance)) == balance.total
        assert min(parts(balance)) >= 0
    assert found.credit >= 0


@few(40)
@given(question=asked())
def test_the_lines_add_up_to_what_is_owed(question: Asked) -> None:
    found = told(*question)
    assume(found is not None)
    assert found is not None
    assert sum(line.open for line in found.lines) == found.owed.total
    assert all(0 <= line.open <= line.lawful <= line.amount for line in found.lines)
    struck = {line: line.barred for line in found.lines if line.barred and line.barred.code != "limitation"}
    assert all((line in struck) == (line.lawful != line.amount) for line in found.lines)
    assert all(barred.amount == line.amount - line.lawful for line, barred in struck.items())
    refusable = [line for line in found.lines if line.barred and line.barred.code == "limitation"]
    assert all(line.barred and 0 < line.barred.amount <= line.open for line in refusable)


@few(30)
@given(question=asked())
def test_the_statement_says_what_the_standing_says(question: Asked) -> None:
    case, on = question
    answers = everything(case, on)
    assume("error" not in answers["standing"])
    for word in ("owed", "booked", "paid", "credit", "stage", "provisional"):
        assert answers["statement"][word] == answers["standing"][word]
    for each in answers["statement"]["components"]:
        assert each.charged == each.paid + each.waived + each.open
        assert each.open == getattr(answers["standing"]["owed"], each.component)
        assert each.paid == getattr(answers["standing"]["paid"], each.component)


@few(30)
@given(question=asked())
def test_every_payment_is_in_one_channel(question: Asked) -> None:
    case, on = question
    found = said(case, on, "statement")
    assume("error" not in found)
    paid, words = found["distribution"], ("amount", "to_interest", "to_fees", "to_costs", "to_principal", "unallocated")
    for word in words:
        assert sum(getattr(each, word) for each in found["channels"]) == sum(getattr(each, word) for each in paid)
    assert len({each.received_by for each in found["channels"]}) == len(found["channels"])


@few(10)
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


@few(10)
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
    """Rows up to a day, cut at any earlier day, are the rows of that day and what follows it: no day twice or lost."""
    document, on, readings = question
    earlier = on - dt.timedelta(days=back)
    case = cr.load_case(document | {"readings": readings})
    case = with_events(case, [each for each in document_of(case)["events"] if each["on"] <= earlier.isoformat()])
    whole, first = told(case, on), told(case, earlier)
    assume(whole is not None and first is not None)
    assert whole is not None
    assert first is not None
    for claim in case.claims:
        long = [row for row in whole.interest if row.claim == claim.id]
        short = [row for row in first.interest if row.claim == claim.id]
        # Row by row the same, save that the last row of the earlier day goes on.
        kept = [row for row in long if row.from_ <= earlier]
        assert [(r.from_, r.rate, r.base) for r in kept] == [(r.from_, r.rate, r.base) for r in short]
        assert [r.amount for r in kept[:-1]] == [r.amount for r in short[:-1]]
        assert all(before.to + DAY <= after.from_ for before, after in pairwise(long))


@few(30)
@given(question=interest_cases())
def test_a_day_adds_what_the_day_before_said_it_would(question: tuple[Document, dt.date, dict[str, str]]) -> None:
    document, on, readings = question
    case = cr.load_case(document | {"readings": readings})
    before, after = told(case, on), told(case, on + DAY)
    assume(before is not None and after is not None)
    assert before is not None
    assert after is not None
    grown = after.owed.interest - before.owed.interest
    # Each claim is rounded by itself, on both days: at most one minor unit a claim apart.
    assert abs(grown - before.daily_interest) <= Decimal("0.01") * len(case.claims)


# Paying ----------------------------------------------------------------------------------------------------


@few(40)
@given(question=asked())
def test_paying_what_is_owed_leaves_nothing(question: Asked) -> None:
    case, on = question
    found = told(case, on)
    assume(found is not None and found.owed.total > 0)
    assert found is not None
    paid = case.with_event({"id": "zz", "on": on, "kind": "payment", "amount": str(found.owed.total)})
    for day in (on, on + DAY):
        after = told(paid, day)
        if after is not None:
            assert after.owed.total == 0, day
            assert after.daily_interest == 0
            if not any(each.on == on for each in case.events):  # money comes before a letter of its day, and its fee
                assert after.credit == found.credit


@few(30)
@given(question=asked(), share=st.integers(1, 99))
def test_a_sum_paid_in_two_parts_of_one_day_is_one_sum(question: Asked, share: int) -> None:
    case, on = question
    found = told(case, on)
    assume(found is not None and found.owed.total > Decimal("0.02"))
    assert found is not None
    whole = case.minor(found.owed.total)
    first = max(whole * share // 100, 1)
    at_once = case.with_event({"id": "zz", "on": on, "kind": "payment", "amount": text(whole - 1)})
    in_two = case.with_event({"id": "zy", "on": on, "kind": "payment", "amount": text(first)})
    if whole - 1 > first:
        in_two = in_two.with_event({"id": "zz", "on": on, "kind": "payment", "amount": text(whole - 1 - first)})
    else:
        at_once = in_two
    assert said(at_once, on)["owed"] == said(in_two, on)["owed"]
    assert said(at_once, on)["credit"] == said(in_two, on)["credit"]


@few(30)
@given(question=asked(), less=st.integers(1, 5_000_00), more=st.integers(1, 5_000_00))
def test_a_larger_payment_leaves_no_component_higher(question: Asked, less: int, more: int) -> None:
    case, on = question
    small = told(case.with_event({"id": "zz", "on": on, "kind": "payment", "amount": text(less)}), on)
    large = told(case.with_event({"id": "zz", "on": on, "kind": "payment", "amount": text(less + more)}), on)
    assume(small is not None and large is not None)
    assert small is not None
    assert large is not None
    assert all(high <= low for low, high in zip(parts(small.owed), parts(large.owed), strict=True))
    assert large.credit >= small.credit


def text(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02}"


# Protection of consumers -----------------------------------------------------------------------------------

DEARER_FOR_CONSUMERS: dict[str, str] = {}
"""Component → law, where the law lets a creditor ask more of a consumer than of a business. There is none."""


@few(40)
@given(question=asked())
def test_a_consumer_never_owes_more_than_a_business_would(question: Asked) -> None:
    case, on = question
    kinds = {"business": {"kind": "business"}, "consumer": {"kind": "consumer"}}
    as_ = {name: told(cr.load_case(document_of(case) | {"debtor": kind}), on) for name, kind in kinds.items()}
    consumer, business = as_["consumer"], as_["business"]
    assume(consumer is not None and business is not None)
    assert consumer is not None
    assert business is not None
    if not DEARER_FOR_CONSUMERS:
        assert consumer.owed.total <= business.owed.total


@few(4)
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
