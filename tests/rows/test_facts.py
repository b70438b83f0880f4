"""What a case holds: claims, payments, earlier letters, credit notes, corrections, history, who handled it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from collectrules import BadInput, Case, NotModelled, Profile, audit, load_case, next_steps, standing
from collectrules.answers.timelines import entries
from collectrules.nouns.case import as_document

D = dt.date
PortalCase = Callable[..., Case]
TWO = [
    {"id": "85", "kind": "goods_or_services", "amount": "2150.00", "arose": "2018-12-10", "invoiced": "2018-12-20",
     "due": "2019-01-03", "due_agreed": True},
    {"id": "86", "kind": "goods_or_services", "amount": "1250.00", "arose": "2018-12-10", "invoiced": "2018-12-20",
     "due": "2019-01-03", "due_agreed": True},
]  # fmt: skip


def test_a_case_gathers_several_claims_against_one_debtor(dk: Profile, portal_case: PortalCase) -> None:
    case = portal_case(claims=TWO)
    found = standing(case, dk, on="2019-01-03")
    assert (found.owed.principal, [line.claim for line in found.lines]) == (3400, ["85", "86"])
    order = next(s for s in next_steps(case, dk, on="2019-02-01").proposals if s.action == "reminder")
    assert order.claims == ("85", "86")


def test_a_claim_holds_its_subject_dates_and_amount(dk: Profile, portal_case: PortalCase) -> None:
    case = portal_case(claim={"reference": "service-2018"})
    claim = case.claims[0]
    assert (claim.reference, claim.invoiced, claim.due) == ("service-2018", D(2018, 10, 1), D(2018, 11, 1))
    assert standing(case, dk, on="2018-11-01").owed.principal == Decimal("1477.50")


@pytest.mark.parametrize(
    ("claim", "code"), [({"amount": "0.00"}, "amount_not_positive"), ({"due": "2018-09-30"}, "due_before_invoiced")]
)
def test_a_claim_that_cannot_be_is_refused_with_its_place(
    portal_case: PortalCase, claim: dict[str, str], code: str
) -> None:
    with pytest.raises(BadInput) as caught:
        portal_case(claim=claim)
    assert code in {fault.code for fault in caught.value.faults}
    assert caught.value.faults[0].path.startswith("claims[0].")


def test_payments_made_before_the_case_was_opened_count_on_their_days(dk: Profile, portal_case: PortalCase) -> None:
    paid = [{"on": day, "kind": "payment", "amount": "500.00"} for day in ("2018-10-20", "2018-11-01")]
    found = standing(portal_case(*paid), dk, on="2018-11-11")
    # 477.50 × 8.05 % × 10 / 365 = 1.0531
    assert (found.owed.principal, found.owed.interest) == (Decimal("477.50"), Decimal("1.05"))


def test_earlier_reminders_count_towards_the_limits(dk: Profile, portal_case: PortalCase) -> None:
    letters = [{"on": day, "kind": "reminder", "fee": "100.00"} for day in ("2018-11-04", "2018-11-16", "2018-11-28")]
    letters[2]["warns_of_collection"] = True
    case = portal_case(*letters)
    assert standing(case, dk, on="2018-12-01").owed.fees == 300
    reminder = next(s for s in next_steps(case, dk, on="2019-02-01").proposals if s.action == "reminder")
    assert (reminder.status, reminder.charges) == ("open", ())


def test_an_invoice_that_was_never_sent_gives_no_interest_by_guessing(dk: Profile, portal_case: PortalCase) -> None:
    # Without an agreed due day interest hangs on the day the demand was sent; that day is asked for by name.
    unsent = {"invoiced": None, "due_agreed": False}
    with pytest.raises(NotModelled) as caught:
        standing(portal_case(claim=unsent), dk, on="2019-03-01")
    assert caught.value.code == "missing_fact"
    assert caught.value.faults[0].path.endswith(".demanded")


def test_a_credit_note_reduces_the_claim(dk: Profile, portal_case: PortalCase) -> None:
    note = {"on": "2018-10-20", "kind": "credit_note", "amount": "477.50", "reference": "K-7"}
    found = standing(portal_case(note), dk, on="2018-11-11")
    # 1,000 × 8.05 % × 10 / 365 = 2.2055
    assert (found.owed.principal, found.owed.interest, found.paid.total) == (1000, Decimal("2.21"), 0)


def test_a_correction_is_an_event_and_leaves_what_it_corrects(dk: Profile, portal_case: PortalCase) -> None:
    letter = {"id": "r1", "on": "2018-11-04", "kind": "reminder", "fee": "150.00"}
    correction = {"on": "2018-11-05", "kind": "correction", "of": "r1", "fee": "100.00"}
    case = portal_case(letter, correction)
    assert [event.kind for event in case.events] == ["reminder", "correction"]
    assert case.events[0].fee == 150
    assert (standing(case, dk, on="2018-11-06").booked.fees, audit(case, dk, on="2018-11-06").findings) == (100, ())


def test_a_claim_may_join_a_running_case_and_costs_have_their_kind(dk: Profile, portal_case: PortalCase) -> None:
    title = {"on": "2018-12-01", "kind": "title_obtained", "title": "settlement"}
    police = {"on": "2019-03-01", "kind": "charge", "cost": "bailiff", "amount": "400.00"}
    grown = as_document(portal_case(title, police))
    grown["claims"] = [*grown["claims"], TWO[0]]
    found = standing(load_case(grown), dk, on="2019-03-02")
    assert found.owed.principal == Decimal("3627.50")
    assert found.booked.costs == 400


def test_what_was_entered_by_mistake_is_voided_and_stays_on_record(dk: Profile, portal_case: PortalCase) -> None:
    wrong = {"id": "w", "on": "2018-11-04", "kind": "reminder", "fee": "400.00"}
    case = portal_case(wrong).void("w")
    assert [event.kind for event in case.events] == ["reminder", "void"]
    found, never = standing(case, dk, on="2018-12-01"), standing(portal_case(), dk, on="2018-12-01")
    assert (found.owed, found.booked, found.lines) == (never.owed, never.booked, never.lines)
    assert audit(case, dk, on="2018-12-01").findings == ()


def test_the_history_is_told_in_five_categories_with_its_authors(portal_case: PortalCase) -> None:
    events = [
        {"on": "2018-11-04", "kind": "reminder", "fee": "100.00", "by": "caseworker-2"},
        {"on": "2018-11-06", "kind": "message", "comment": "answer of the debtor"},
        {"on": "2018-11-07", "kind": "pause", "until": "2018-11-20", "comment": "holiday"},
        {"on": "2018-11-21", "kind": "payment", "amount": "50.00"},
        {"on": "2018-11-22", "kind": "charge", "cost": "postage", "amount": "10.00"},
    ]
    told = [(entry.on.isoformat(), entry.category, entry.by, entry.comment) for entry in entries(portal_case(*events))]
    assert told[2:] == [
        ("2018-11-04", "action", "caseworker-2", ""),
        ("2018-11-06", "message", "", "answer of the debtor"),
        ("2018-11-07", "note", "", "holiday"),
        ("2018-11-21", "payment", "", ""),
        ("2018-11-22", "costs", "", ""),
    ]
    assert {category for _, category, _, _ in told[:2]} == {"costs"}


def test_a_case_shows_handler_status_and_what_is_owed(dk: Profile, portal_case: PortalCase) -> None:
    case = portal_case(handler="desk-4", references={"agency": "A-77", "own": "K-12"})
    assert (case.handler, case.references["agency"]) == ("desk-4", "A-77")
    found = standing(case, dk, on="2018-11-02")
    assert (found.case, found.stage, found.owed.principal) == ("E-I-235/18", "overdue", Decimal("1477.50"))


def test_events_carry_comments_and_point_at_the_event_they_belong_to(dk: Profile, portal_case: PortalCase) -> None:
    payment = {"id": "p", "on": "2018-12-12", "kind": "payment", "amount": "500.00", "comment": "by bank"}
    child = {"on": "2018-12-20", "kind": "payment_reversed", "of": "p", "comment": "returned"}
    case = portal_case(payment, child)
    assert [(event.comment, event.of) for event in case.events] == [("by bank", None), ("returned", "p")]
    with pytest.raises(BadInput) as caught:
        standing(portal_case(child), dk, on="2018-12-31")
    assert caught.value.code == "unknown_event"


@pytest.mark.parametrize(
    ("form", "court", "estate"), [("sole_trader", "open", "blocked"), ("company", "blocked", "open")]
)
def test_a_closed_company_is_sought_in_its_estate_and_a_closed_trader_goes_on_owing(
    dk: Profile, portal_case: PortalCase, form: str, court: str, estate: str
) -> None:
    left = {"on": "2018-12-01", "kind": "party_changed", "deregistered": True}
    case = portal_case(left, debtor={"kind": "business", "legal_form": form})
    steps = {step.action: step.status for step in next_steps(case, dk, on="2018-12-10").proposals}
    assert (steps["lawsuit_filed"], steps["estate_claim_filed"]) == (court, estate)
