"""Titles, enforcement, the payment order with its branches, court fees, withdrawal, disputed claims."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from collectrules import Case, Profile, Proposal, audit, next_steps, standing

PortalCase = Callable[..., Case]
TITLES = ["payment_order", "settlement", "promissory_note", "mortgage_deed", "judgment"]


def act(on: str, kind: str, **more: object) -> dict[str, Any]:
    return {"on": on, "kind": kind} | more


def step(case: Case, dk: Profile, on: str, action: str) -> Proposal:
    (only,) = [found for found in next_steps(case, dk, on=on).proposals if found.action == action]
    return only


ORDER = [
    act("2018-12-04", "collection_notice"), act("2018-12-17", "payment_order_filed"),
    act("2019-01-07", "payment_order_served"),
]  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
def test_a_title_has_a_kind_and_a_day_and_opens_enforcement(dk: Profile, portal_case: PortalCase, title: str) -> None:
    case = portal_case(act("2018-12-03", "title_obtained", title=title))
    assert standing(case, dk, on="2018-12-02").title is None
    assert standing(case, dk, on="2018-12-03").title == title
    assert step(case, dk, "2019-01-02", "enforcement_requested").status == "open"
    assert step(portal_case(), dk, "2019-01-02", "enforcement_requested").status == "blocked"


def test_a_declaration_is_a_title_only_with_the_clause(dk: Profile, portal_case: PortalCase) -> None:
    declared = portal_case(act("2018-12-03", "acknowledgement", form="in_writing"))
    assert step(declared, dk, "2019-01-02", "enforcement_requested").status == "blocked"
    with_clause = portal_case(act("2018-12-03", "title_obtained", title="promissory_note"))
    assert step(with_clause, dk, "2019-01-02", "enforcement_requested").status == "open"


def test_enforcement_is_asked_for_the_claim_of_the_day_and_costs_by_its_size(
    dk: Profile, portal_case: PortalCase
) -> None:
    case = portal_case(act("2018-12-03", "title_obtained", title="settlement"), claim={"amount": "3000.00"})
    # 61 days: 3,000 × 8.05 % × 61 / 365 = 40.36; 300 + 0.5 % of 40.36, rounded up to ten
    assert standing(case, dk, on="2019-01-01").owed.total == Decimal("3040.36")
    assert [cost.amount for cost in step(case, dk, "2019-01-01", "enforcement_requested").advances] == [310]
    small = portal_case(act("2018-12-03", "title_obtained", title="settlement"))
    assert [cost.amount for cost in step(small, dk, "2019-01-01", "enforcement_requested").advances] == [300]
    assert [cost.amount for cost in step(small, dk, "2021-10-01", "enforcement_requested").advances] == [750]


@pytest.mark.parametrize(
    ("events", "on", "stage", "title"),
    [
        (ORDER[:1], "2018-12-04", "notice_sent", None),
        (ORDER[:2], "2018-12-17", "payment_order_pending", None),
        (ORDER, "2019-01-07", "payment_order_served", None),
        ([*ORDER, act("2019-01-15", "opposition")], "2019-01-15", "opposed", None),
        ([*ORDER, act("2019-01-15", "opposition"), act("2019-02-01", "lawsuit_filed")],
         "2019-02-01", "lawsuit_pending", None),
        ([*ORDER, act("2019-01-28", "payment_order_endorsed")], "2019-01-28", "titled", "payment_order"),
        ([*ORDER, act("2019-01-28", "payment_order_endorsed"), act("2019-02-04", "enforcement_requested")],
         "2019-02-04", "enforcement_pending", "payment_order"),
    ],
)  # fmt: skip
def test_a_payment_order_goes_its_way_to_a_title_or_to_the_civil_court(
    dk: Profile, portal_case: PortalCase, events: list[dict[str, Any]], on: str, stage: str, title: str | None
) -> None:
    case = portal_case(*events)
    found = standing(case, dk, on=on)
    assert (found.stage, found.title, audit(case, dk, on=on).findings) == (stage, title, ())


def test_a_payment_order_asks_for_correct_earlier_steps_and_a_claim_that_is_not_barred(
    dk: Profile, portal_case: PortalCase
) -> None:
    assert step(portal_case(), dk, "2018-12-17", "payment_order_filed").status == "blocked"
    assert step(portal_case(ORDER[0]), dk, "2018-12-14", "payment_order_filed").status == "waiting"
    assert step(portal_case(ORDER[0]), dk, "2018-12-15", "payment_order_filed").status == "open"
    assert step(portal_case(ORDER[0]), dk, "2021-11-02", "payment_order_filed").status == "lapsed"


def test_the_debtor_has_fourteen_days(dk: Profile, portal_case: PortalCase) -> None:
    served = portal_case(*ORDER)
    assert str(step(served, dk, "2019-01-08", "opposition").latest) == "2019-01-21"
    assert str(step(served, dk, "2019-01-08", "payment_order_endorsed").earliest) == "2019-01-22"


@pytest.mark.parametrize(("year", "fee"), [(2018, [Decimal(100)]), (2021, [])])
def test_going_on_as_a_civil_case_costs_what_the_day_says(
    dk: Profile, portal_case: PortalCase, year: int, fee: list[Decimal]
) -> None:
    days = {"arose": f"{year}-08-01", "invoiced": f"{year}-08-01", "due": f"{year}-09-01"}
    events = [act(f"{year}-09-20", "collection_notice"), act(f"{year}-10-04", "payment_order_filed"),
              act(f"{year}-11-01", "payment_order_served"), act(f"{year}-11-08", "opposition")]  # fmt: skip
    found = step(portal_case(*events, claim=days), dk, f"{year}-11-20", "lawsuit_filed")
    assert (found.status, [cost.amount for cost in found.advances]) == ("open", fee)


def test_a_court_fee_is_paid_to_the_court_and_added_to_the_debt(dk: Profile, portal_case: PortalCase) -> None:
    before = step(portal_case(ORDER[0]), dk, "2018-12-17", "payment_order_filed")
    (advance,), (charge,) = before.advances, before.charges
    assert (advance.kind, advance.amount, advance.to) == ("court_fee", 400, "court")
    assert (charge.amount, charge.payer, charge.same_as) == (400, "debtor", advance.same_as)
    found = standing(portal_case(*ORDER[:2]), dk, on="2018-12-17")
    assert [(line.kind, line.amount) for line in found.lines if line.kind == "court_fee"] == [("court_fee", 400)]
    assert found.owed.costs == 400


def test_a_case_can_be_taken_back_from_the_court(dk: Profile, portal_case: PortalCase) -> None:
    case = portal_case(*ORDER[:2], act("2018-12-28", "withdrawn_from_court"))
    assert standing(case, dk, on="2018-12-27").stage == "payment_order_pending"
    assert standing(case, dk, on="2018-12-28").stage == "notice_sent"
    assert step(case, dk, "2018-12-29", "lawsuit_filed").status == "open"


def test_a_disputed_claim_leaves_the_normal_course_until_the_dispute_is_resolved(
    dk: Profile, portal_case: PortalCase
) -> None:
    case = portal_case(act("2018-11-20", "dispute", ground="defective goods"), ORDER[0])
    assert step(case, dk, "2018-12-17", "payment_order_filed").status == "blocked"
    assert step(case, dk, "2018-12-17", "reminder").charges == ()
    assert step(case, dk, "2018-12-17", "lawsuit_filed").status == "open"
    resolved = case.with_event(act("2018-12-16", "dispute_resolved"))
    assert step(resolved, dk, "2018-12-17", "payment_order_filed").status == "open"


def test_a_settlement_that_the_debtor_signed_is_a_base_for_enforcement_and_an_offer_is_none(
    dk: Profile, portal_case: PortalCase
) -> None:
    offered = portal_case(act("2018-12-04", "settlement_offered", amount="1477.50"))
    accepted = offered.with_event(act("2018-12-10", "settlement_accepted"))
    assert [step(case, dk, "2018-12-12", "enforcement_requested").status for case in (offered, accepted)] == [
        "blocked"
    ] * 2
    signed = accepted.with_event(act("2018-12-11", "title_obtained", title="settlement"))
    assert standing(signed, dk, on="2018-12-12").title == "settlement"
    assert step(signed, dk, "2018-12-12", "enforcement_requested").status == "open"
