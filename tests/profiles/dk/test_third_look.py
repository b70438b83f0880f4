"""Figures that a third reader of the law found wrong, each worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from collectrules import BadInput, Case, NotModelled, Profile, accept, audit, load_case, next_steps, standing

D = Decimal
Event = dict[str, Any]
MakeCase = Callable[..., Case]


def act(on: str, kind: str, **more: object) -> Event:
    return {"on": on, "kind": kind, **more}


def claim(name: str, amount: str, arose: str, due: str, kind: str = "goods_or_services") -> dict[str, Any]:
    return {"id": name, "kind": kind, "amount": amount, "arose": arose, "due": due, "due_agreed": True}


# Credit and claims that come later --------------------------------------------------------------------------


@pytest.mark.parametrize("more", [[], [act("2024-04-20", "note")], [act("2024-03-10", "note")]])
def test_credit_meets_a_claim_on_the_day_it_arises_whatever_else_is_recorded(
    dk: Profile, make: MakeCase, more: list[Event]
) -> None:
    # 5,000 at 11.75 % for 36 days of 366 are 57.79: of 9,000 are left 3,942.21, of these 942.21 after the 3,000.
    claims = [claim("a", "5000.00", "2023-12-01", "2024-01-10"), claim("b", "3000.00", "2024-03-01", "2024-03-31")]
    file = make(act("2024-02-15", "payment", amount="9000.00"), *more, claims=claims, debtor="consumer")
    found = standing(file, dk, on="2024-06-01")
    assert (found.owed.total, found.credit) == (0, D("942.21"))


def test_what_was_paid_on_a_claim_never_owed_reaches_the_other_one_on_its_own_day(dk: Profile, make: MakeCase) -> None:
    # 3,000 due on 10 February at 11.75 %: 20 days to 1 March are 19.26.
    claims = [claim("a", "5000.00", "2023-12-01", "2024-01-10"), claim("b", "3000.00", "2024-01-01", "2024-02-10")]
    events = [act("2024-03-01", "payment", amount="1000.00"),
              act("2024-03-10", "withdrawn", claim="a", reason="unjustified")]  # fmt: skip
    (paid,) = standing(make(*events, claims=claims, debtor="consumer"), dk, on="2024-04-01").payments
    assert (paid.to_interest, paid.to_principal, paid.unallocated) == (D("19.26"), D("980.74"), 0)
    (before,) = standing(make(*events, claims=claims, debtor="consumer"), dk, on="2024-03-09").payments
    assert {piece.claim for piece in before.by_claim} == {"a"}  # until then the claim stood


# Rates agreed by an event -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("debtor", "on", "percent", "owed"),
    [
        # 334 days of 2023 and 91 of 2024 at 5 %: 45.753 + 12.432.
        ("consumer", "2023-01-15", "5.00", "58.19"),
        # Agreed while it ran: 150 days at 9.90 %, 184 at 5 %, 91 of the leap year: 40.685 + 25.205 + 12.432.
        ("consumer", "2023-07-01", "5.00", "78.32"),
        # Between businesses, on the day the claim arose: 24 % for 334 of 365 and 91 of 366 days: 219.616 + 59.672.
        ("business", "2023-01-01", "24.00", "279.29"),
        # A higher rate that a consumer agrees later does not bind: 126.61 as by law.
        ("consumer", "2023-07-01", "24.00", "126.61"),
    ],
)
def test_a_rate_that_is_agreed_later_runs_from_then(
    dk: Profile, make: MakeCase, debtor: str, on: str, percent: str, owed: str
) -> None:
    days = {"arose": "2023-01-01", "invoiced": "2023-01-01", "due": "2023-01-31"}
    file = make(act(on, "rate_agreed", percent=percent), debtor=debtor, **days)
    assert standing(file, dk, on="2024-03-31").owed.interest == D(owed)


# Costs ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gone", ["a", "b", None])
def test_the_fee_of_an_order_for_two_claims_stays_with_the_one_that_goes_on(
    dk: Profile, make: MakeCase, gone: str | None
) -> None:
    # Retsafgiftsloven § 12: 750 kr., whichever of the two claims the creditor gives up.
    claims = [claim("a", "10000.00", "2023-01-01", "2023-02-20"), claim("b", "500.00", "2023-01-01", "2023-02-20")]
    events = [act("2023-02-22", "collection_notice"), act("2023-03-10", "payment_order_filed")]
    events += [act("2023-03-15", "withdrawn", claim=gone, reason="goodwill")] if gone else []
    assert standing(make(*events, claims=claims), dk, on="2023-04-01").owed.costs == 750


def test_costs_booked_after_an_overpayment_bear_interest_on_what_was_open(dk: Profile, make: MakeCase) -> None:
    # From 16 June: 4,000 for 15 days at 9.90 % and 32 at 11.25 %, to the payment of 1 August; its rest was 1,497.23,
    # so 2,502.77 for 31 days: 16.274 + 39.452 + 23.913.
    days = {"amount": "10000.00", "arose": "2023-01-01", "invoiced": "2023-01-01", "due": "2023-02-01"}
    events = [
        act("2023-03-01", "lawsuit_filed"), act("2023-06-01", "judgment", costs_awarded=True),
        act("2023-08-01", "payment", amount="12000.00"),
    ]  # fmt: skip
    booked = act("2023-09-01", "charge", cost="awarded_cost", amount="4000.00")
    with_ = standing(make(*events, booked, **days), dk, on="2023-09-01").interest
    rows = [row.amount for row in with_ if row.base in {D("4000.00"), D("2502.77")}]
    assert abs(sum(rows) - D("79.639")) < D("0.01")


def test_what_a_ceiling_spares_the_debtor_the_creditor_lays_out_all_the_same(dk: Profile, make: MakeCase) -> None:
    # A payment order of 2021-10-18 costs 750; the ceiling of the credit leaves the debtor less.
    credit = {"kind": "consumer_credit", "amount": "1000.00", "credit_amount": "1000.00", "contract": "2021-01-01",
              "arose": "2021-01-01", "invoiced": "2021-01-01", "due": "2021-01-31"}  # fmt: skip
    events = [act(day, "reminder", fee="100.00") for day in ("2021-02-10", "2021-02-22", "2021-03-08")]
    file = make(*events, act("2021-03-20", "collection_notice"), debtor="consumer", **credit)
    steps = next_steps(file, dk, on="2021-10-18").proposals
    (order,) = [step for step in steps if step.action == "payment_order_filed"]
    assert [cost.amount for cost in order.advances] == [750]
    (owed,) = [cost.amount for cost in order.charges]
    assert owed is not None
    assert owed < 750


# Bad input --------------------------------------------------------------------------------------------------


def test_a_claim_beside_a_list_that_lacks_it_is_refused(make: MakeCase) -> None:
    claims = [claim("a", "100.00", "2024-01-01", "2024-01-31"), claim("b", "100.00", "2024-01-01", "2024-01-31")]
    with pytest.raises(BadInput) as refused:
        make(act("2024-02-10", "reminder", claim="a", claims=["b"]), claims=claims)
    assert [(fault.code, fault.path) for fault in refused.value.faults] == [("claims_conflict", "events[0].claim")]


def test_a_cost_whose_sum_is_not_known_cannot_be_accepted(dk: Profile) -> None:
    # Table B of 2009 was not found: own collection of a claim of 2015 has no figure.
    file = load_case(
        {"id": "x", "jurisdiction": "DK", "currency": "DKK", "creditor": {"kind": "business", "recovers_vat": True},
         "debtor": {"kind": "consumer"}, "claims": [claim("1", "1000.00", "2015-01-01", "2015-02-01")],
         "events": [act("2015-02-10", "collection_notice"),
                    act("2015-03-02", "title_obtained", title="settlement")]}
    )  # fmt: skip
    steps = next_steps(file, dk, on="2015-03-10").proposals
    (step,) = [p for p in steps if p.cost == "own_collection" and p.status == "open" and p.claims == ("1",)]
    with pytest.raises(NotModelled) as refused:
        accept(file, step, dk, on="2015-03-10")
    assert refused.value.code == "unknown_figure"
    assert audit(file, dk, on="2015-03-10").breaches == ()
