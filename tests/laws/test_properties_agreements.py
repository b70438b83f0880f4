"""Agreements: what is offered adds up, who pays it owes nothing more, and what is not performed changes nothing."""

from __future__ import annotations

import datetime as dt

from hypothesis import assume, given
from hypothesis import strategies as st

import collectrules as cr
from tests.laws.properties import COMPONENTS, DAY, Asked, Document, asked, law_of, told, under_each_law

PERCENT = st.integers(1, 99).map(lambda share: f"{share}%")
AGREEMENTS = {"settlement_offered", "settlement_accepted", "plan_agreed", "plan_terminated"}


def offer_of(question: Asked, share: str) -> cr.SettlementOffer:
    """An offer on a debt of one claim, all of whose history lies behind and of which something is owed."""
    case, on = question
    now = told(case, on)
    assume(now is not None and now.owed.total > 0 and now.credit == 0)
    assume(len(case.claims) == 1 and all(event.on <= on for event in case.events))
    assume(not AGREEMENTS & {event.kind for event in case.events} and law_of(case).settlement)
    try:
        found = cr.settlement_offer(case, law_of(case), on=on, discount=share)
    except cr.BadInput as fault:
        assume(fault.code != "agreement_forbidden")
        raise
    assume(found.offer > 0)
    return found


def agreed(found: cr.SettlementOffer, until: dt.date) -> list[Document]:
    offered = {"on": found.on, "kind": "settlement_offered", "amount": str(found.offer), "until": until, "id": "zz1"}
    return [offered, {"on": found.on, "kind": "settlement_accepted", "of": "zz1", "id": "zz2"}]


def with_all(case: cr.Case, *events: Document) -> cr.Case:
    for one in events:
        case = case.with_event(one)
    return case


@under_each_law(15)
@given(question=asked(), share=PERCENT)
def test_offer_and_saving_are_the_debt_and_what_is_waived_is_the_saving(question: Asked, share: str) -> None:
    found = offer_of(question, share)
    assert found.offer + found.saving == found.owed.total
    assert sum(getattr(found.waived, part) for part in COMPONENTS) == found.saving == found.waived.total
    assert all(0 <= getattr(found.waived, part) <= getattr(found.owed, part) for part in COMPONENTS)
    assert found.touches_principal == (found.waived.principal > 0)
    if found.if_refused is not None:
        assert found.owed.total + sum(one.amount for one in found.if_refused.added) == found.if_refused.total
        assert found.if_refused.on >= found.on
        assert all(one.amount > 0 for one in found.if_refused.added)


@under_each_law(15)
@given(question=asked(), share=PERCENT, days=st.integers(1, 60), later=st.integers(0, 400))
def test_who_pays_what_was_agreed_owes_nothing_more(question: Asked, share: str, days: int, later: int) -> None:
    found = offer_of(question, share)
    case, on = question
    paid = on + days * DAY
    assume(told(case, paid) is not None)
    payment = {"on": paid, "kind": "payment", "amount": str(found.offer), "id": "zz3"}
    settled = with_all(case, *agreed(found, paid), payment)
    now = told(settled, paid + later * DAY)
    assume(now is not None)
    assert now is not None
    assert now.owed.total == 0


@under_each_law(15)
@given(question=asked(), share=PERCENT, days=st.integers(0, 60), part=st.integers(0, 99))
def test_what_is_not_performed_leaves_the_old_debt_less_what_was_paid(
    question: Asked, share: str, days: int, part: int
) -> None:
    found = offer_of(question, share)
    case, on = question
    amount = (found.offer * part / 100).quantize(found.offer)
    assume(amount < found.offer)
    assume(all(event.on < on for event in case.events))  # what is asked for on the day itself is asked in the respite
    paid = [{"on": on + DAY, "kind": "payment", "amount": str(amount), "id": "zz3"}] if amount else []
    broken, never = with_all(case, *agreed(found, on + days * DAY), *paid), with_all(case, *paid)
    for day in (on + DAY, on + days * DAY, on + (days + 1) * DAY):
        one, other = told(broken, day), told(never, day)
        assert (one is None) == (other is None)
        assert one is None or other is None or one.owed == other.owed
