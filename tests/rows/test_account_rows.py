"""The account: components, distribution of payments, interest and its start, closing; the example of the manual."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from collectrules import (
    Case,
    Profile,
    audit,
    compare,
    interest,
    monthly_statement,
    next_steps,
    settlement_offer,
    simulate,
    standing,
    statement,
)

D = dt.date
PortalCase = Callable[..., Case]
FEES = [
    {"on": day, "kind": "reminder", "fee": "100.00"} for day in ("2018-11-04", "2018-11-16", "2018-11-28", "2018-12-10")
]


def test_the_account_of_the_manual_adds_up_by_component(dk: Profile, portal_case: PortalCase) -> None:
    # 1,477.50 principal and 400.00 "earlier reminder fees", nothing paid; the manual's interest follows no single rate.
    found = statement(portal_case(*FEES), dk, on="2019-02-09")
    charged = {part.component: (part.charged, part.paid, part.open) for part in found.components}
    assert charged["principal"] == (Decimal("1477.50"), 0, Decimal("1477.50"))
    assert found.booked.fees == 400
    assert found.booked.total - found.booked.interest == Decimal("1877.50")
    # 1,477.50 × 8.05 % × 100 / 365 = 32.5860
    assert found.booked.interest == Decimal("32.59")
    assert found.owed.total == sum(part.open for part in found.components)


def test_four_fees_labelled_reminders_are_one_too_many_and_a_hand_over_explains_the_fourth(
    dk: Profile, portal_case: PortalCase
) -> None:
    (finding,) = audit(portal_case(*FEES), dk, on="2019-02-09").findings
    assert (finding.code, finding.amount_unlawful, finding.on) == ("fee_limit", 100, D(2018, 12, 10))
    handed = {"on": "2018-12-10", "kind": "handed_over", "to": "collector", "fee": "100.00"}
    assert audit(portal_case(*FEES[:3], handed), dk, on="2019-02-09").findings == ()


def test_a_payment_is_shown_as_paid_and_left_in_each_component(dk: Profile, portal_case: PortalCase) -> None:
    paid = {"on": "2018-12-12", "kind": "payment", "amount": "500.00", "received_by": "creditor"}
    found = statement(portal_case(*FEES[:2], paid), dk, on="2018-12-12")
    # 41 days: 1,477.50 × 8.05 % × 41 / 365 = 13.36; 500 − 13.36 − 200 = 286.64
    shown = {part.component: (part.charged, part.paid, part.open) for part in found.components}
    assert shown["interest"] == (Decimal("13.36"), Decimal("13.36"), 0)
    assert shown["fees"] == (200, 200, 0)
    assert shown["principal"] == (Decimal("1477.50"), Decimal("286.64"), Decimal("1190.86"))
    (entry,) = found.distribution
    assert (entry.to_interest, entry.to_fees, entry.to_principal) == (Decimal("13.36"), 200, Decimal("286.64"))


@pytest.mark.parametrize(
    ("claim", "first", "law"),
    [
        ({}, D(2018, 11, 2), "rentel-3-1"),
        ({"due_agreed": None, "due_is": "printed", "invoiced": "2018-10-15"}, D(2018, 11, 15), "rentel-3-2"),
    ],
)
def test_the_first_day_of_interest_is_explained_by_how_the_due_day_was_fixed(
    dk: Profile, portal_case: PortalCase, claim: dict[str, str], first: dt.date, law: str
) -> None:
    # Not "the 31st day after the due date": agreed, the day after it; else the 31st day after the invoice was sent.
    (terms,) = statement(portal_case(claim=claim), dk, on="2018-12-31").terms
    assert (terms.due, terms.first_day, terms.rate) == (D(2018, 11, 1), first, Decimal("8.05"))
    assert law in terms.law


@pytest.mark.parametrize(
    ("reading", "parts"),
    [
        ("interest_fees_costs_principal", ("13.36", "200.00", "286.64")),
        ("costs_interest_fees_principal", ("13.36", "200.00", "286.64")),
    ],
)
def test_payments_reach_interest_then_fees_then_principal(
    dk: Profile, portal_case: PortalCase, reading: str, parts: tuple[str, str, str]
) -> None:
    paid = {"on": "2018-12-12", "kind": "payment", "amount": "500.00", "received_by": "creditor"}
    case = portal_case(*FEES[:2], paid, readings={"allocation_order": reading})
    (entry,) = standing(case, dk, on="2018-12-12").payments
    assert (entry.to_interest, entry.to_fees, entry.to_principal) == tuple(map(Decimal, parts))
    assert entry.law == ("allocation-practice",)


@pytest.mark.parametrize(
    ("due", "until", "rate"),
    [
        ("2015-06-01", "2015-06-30", "8.20"),
        ("2015-07-01", "2015-12-31", "8.05"),
        ("2021-01-01", "2021-06-30", "8.05"),
        ("2021-07-01", "2021-12-31", "7.65"),
        ("2026-07-01", "2026-11-22", "10.00"),
    ],
)
def test_the_manuals_rate_held_from_july_2015_to_june_2021_and_no_longer(
    dk: Profile, due: str, until: str, rate: str
) -> None:
    assert {row.rate for row in interest(dk, "1000.00", due=due, until=until).rows} == {Decimal(rate)}


@pytest.mark.parametrize(("debtor", "rate"), [("business", "18.00"), ("consumer", "8.05")])
def test_an_own_rate_is_used_only_where_it_may_be_agreed(
    dk: Profile, portal_case: PortalCase, debtor: str, rate: str
) -> None:
    agreed = {"agreements": {"rate": {"percent": "18.00", "agreed_on": "2018-09-01"}}}
    found = standing(portal_case(claim=agreed, debtor={"kind": debtor}), dk, on="2018-12-31")
    assert {row.rate for row in found.interest} == {Decimal(rate)}


@pytest.mark.parametrize("received_by", ["creditor", "collector", "court"])
def test_a_payment_keeps_who_received_it_and_counts_provisionally_until_confirmed(
    dk: Profile, portal_case: PortalCase, received_by: str
) -> None:
    payment = {"on": "2018-12-12", "kind": "payment", "amount": "500.00", "received_by": received_by}
    for status, provisional in (("reported", True), ("confirmed", False)):
        found = standing(portal_case(payment | {"status": status}), dk, on="2018-12-12")
        (entry,) = found.payments
        assert (entry.received_by, entry.status, found.provisional) == (received_by, status, provisional)
        assert found.paid.total == 500


def test_a_case_that_is_paid_in_full_closes_by_itself(dk: Profile, portal_case: PortalCase) -> None:
    paid = {"on": "2018-11-01", "kind": "payment", "amount": "1477.50"}
    case = portal_case(paid, workflow="standard")
    assert (standing(case, dk, on="2018-11-01").stage, standing(case, dk, on="2018-12-01").owed.total) == ("paid", 0)
    assert next_steps(case, dk, on="2018-12-01").proposals == ()


def test_closing_a_case_that_is_partly_paid_shows_what_is_given_up_in_each_component(
    dk: Profile, portal_case: PortalCase
) -> None:
    events = [
        FEES[0],
        {"on": "2018-12-12", "kind": "payment", "amount": "500.00"},
        {"on": "2018-12-12", "kind": "closed"},
    ]
    case = portal_case(*events, workflow="standard")
    found = statement(case, dk, on="2018-12-12")
    # 500 − 13.36 − 100 = 386.64 to principal
    assert found.stage == "closed"
    assert {part.component: part.open for part in found.components} == {
        "principal": Decimal("1090.86"), "interest": 0, "fees": 0, "costs": 0,
    }  # fmt: skip
    assert next_steps(case, dk, on="2018-12-12").proposals == ()


def test_what_is_written_off_is_told_of_interest_and_fees_too(dk: Profile, portal_case: PortalCase) -> None:
    # Nothing is paid: 1,477.50 at 8.05 % for the 41 days from 2 November to 12 December 2018 are 13.36.
    closed = portal_case(FEES[0], {"on": "2018-12-12", "kind": "closed"}, workflow="standard")
    found = statement(closed, dk, on="2018-12-12")
    assert {part.component: part.open for part in found.components} == {
        "principal": Decimal("1477.50"), "interest": Decimal("13.36"), "fees": 100, "costs": 0,
    }  # fmt: skip


def test_closing_gives_nothing_up_so_that_the_debt_bears_interest_and_reopening_finds_it(
    dk: Profile, portal_case: PortalCase
) -> None:
    paid = {"on": "2018-12-12", "kind": "payment", "amount": "500.00"}
    never, closed = (
        portal_case(FEES[0], paid, *events, workflow="standard")
        for events in ([], [{"on": "2018-12-12", "kind": "closed"}])
    )
    # 1,090.86 at 8.05 % for the 50 days from 13 December to 31 January: 12.0293; of 13.3603 before, 13.36 were paid
    assert standing(closed, dk, on="2019-01-31").owed.interest == Decimal("12.03")
    again = closed.with_event({"on": "2019-02-01", "kind": "reopened"})
    for day in ("2018-12-12", "2019-01-31", "2019-06-30"):
        assert standing(closed, dk, on=day).owed == standing(never, dk, on=day).owed
    assert standing(again, dk, on="2019-06-30").owed == standing(never, dk, on="2019-06-30").owed
    month = monthly_statement(closed, dk, month="2019-01")
    assert (month.closing.interest, month.stage) == (Decimal("12.03"), "closed")
    # a settlement is worked out of the same debt; it is not listed among what may be agreed on, and no life goes on
    assert settlement_offer(closed, dk, on="2019-01-31", waive=["interest"]).saving == Decimal("12.03")
    found = compare(closed, dk, on="2019-01-31")
    assert found.options == ()
    assert {one.because[0].code for one in found.left_out if one.kind != "next_step"} == {"case_closed"}
    life = simulate(closed, dk, on="2019-01-31", until="2019-12-31")
    assert (life.ended, life.over_on.isoformat(), life.owed.interest) == ("closed", "2019-01-31", Decimal("12.03"))
    given_up = closed.with_event({"on": "2018-12-12", "kind": "waiver", "component": "principal"})
    assert standing(given_up, dk, on="2019-01-31").owed.total == 0


def test_a_debtor_sees_what_the_debt_is_made_of_and_what_was_paid(dk: Profile, portal_case: PortalCase) -> None:
    paid = {"on": "2018-11-11", "kind": "payment", "amount": "500.00"}
    found = statement(portal_case({"on": "2018-11-04", "kind": "reminder", "fee": "100.00"}, paid), dk, on="2018-11-11")
    # 1,477.50 x 8.05 % x 10 / 365 = 3.2586; interest, then fees, then principal (dossier 7).
    open_ = {part.component: (part.charged, part.paid, part.open) for part in found.components}
    assert open_["interest"] == (Decimal("3.26"), Decimal("3.26"), 0)
    assert open_["fees"] == (100, 100, 0)
    assert open_["principal"] == (Decimal("1477.50"), Decimal("396.74"), Decimal("1080.76"))
    assert [(str(item.on), item.amount, item.to_principal) for item in found.distribution] == [
        ("2018-11-11", 500, Decimal("396.74"))
    ]
    assert (found.owed.total, found.paid.total) == (Decimal("1080.76"), 500)
