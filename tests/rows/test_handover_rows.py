"""A practice hands its invoices over to a collector: what may go, what it may still do, who received what, the end.

The invoice is of 420.00 and bears 6.27 per cent from 1 August 2025: 420 x 0.0627 / 365 = 0.0721479 a day. The collector
may bill 0.9 of 51.50 and a fifth of that, 55.62, with the tax that the practice does not deduct 66.19, once two weeks
have gone by since his letter.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from collectrules import (
    BadInput,
    Case,
    Profile,
    Proposal,
    StaleProposal,
    Statement,
    accept,
    assess,
    audit,
    load_case,
    load_profile,
    next_steps,
    receipts,
    standing,
    statement,
)

Event = dict[str, Any]
Practice = Callable[..., Case]
COLLECTED = [
    {"id": "over", "on": "2025-09-01", "kind": "handed_over", "claim": "R-1"},
    {"id": "letter", "on": "2025-09-01", "kind": "collection_notice", "received": "2025-09-01", "claim": "R-1"},
    {"id": "bill", "on": "2025-09-16", "kind": "charge", "cost": "collector_fee", "amount": "66.19", "claim": "R-1"},
]


def invoice(name: str, due: str = "2025-07-31", **more: object) -> Event:
    plain = {"id": name, "kind": "goods_or_services", "amount": "420.00", "arose": "2025-06-30", "due": due,
             "due_is": "agreed"}  # fmt: skip
    return plain | more


def practice(*events: Event, claims: list[Event] | None = None) -> Case:
    return load_case(
        {"id": "practice", "jurisdiction": "DE", "region": "BY", "currency": "EUR",
         "creditor": {"kind": "business", "recovers_vat": False}, "debtor": {"kind": "consumer", "abroad": "no"},
         "claims": claims or [invoice("R-1")], "events": list(events)}
    )  # fmt: skip


def paid(name: str, on: str, amount: str, to: str, **more: object) -> Event:
    return {"id": name, "on": on, "kind": "payment", "amount": amount, "received_by": to} | more


TO_PRACTICE = paid("p1", "2025-09-30", "150.00", "creditor")
TO_COLLECTOR = paid("p2", "2025-10-31", "50.00", "collector")


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile("DE")


def steps(case: Case, law: Profile, on: str, action: str) -> dict[str, Proposal]:
    """The proposals of an action by claim."""
    found = next_steps(case, law, on=on).proposals
    return {claim: step for step in found if step.action == action for claim in step.claims}


# IB-02: what may be handed over, first shown, then done ------------------------------------------------------


def test_each_overdue_invoice_is_offered_for_hand_over_and_the_others_say_why(law: Profile) -> None:
    claims = [
        invoice("overdue"), invoice("not_due", "2025-12-31"), invoice("with_collector"), invoice("paid"),
        invoice("secret", kind="medical"), invoice("released", kind="medical"),
    ]  # fmt: skip
    case = practice(
        {"on": "2025-08-04", "kind": "fact", "name": "secrecy_released", "value": True, "claim": "released"},
        {"on": "2025-08-05", "kind": "handed_over", "claim": "with_collector"},
        paid("p", "2025-08-05", "420.37", "creditor", claim="paid"),  # five days of interest: 0.36
        claims=claims,
    )
    found = steps(case, law, "2025-09-01", "handed_over")
    assert {claim for claim, step in found.items() if step.status == "open"} == {"overdue", "released"}
    why = {claim: {(r.code, r.fact) for r in step.because} for claim, step in found.items() if step.status != "open"}
    assert why["not_due"] == {("too_early", None)}
    assert str(found["not_due"].earliest) == "2026-01-01"
    assert why["with_collector"] == {("condition", "stage")}
    assert why["secret"] == {("fact_unknown", "secrecy_released")}
    # of what is paid in full no step is left, and its stage says why
    stages = {item.claim: item.stage for item in standing(case, law, on="2025-09-01").stages}
    assert ("paid" in found, stages["paid"]) == (False, "paid")


@pytest.mark.parametrize(("on", "open_"), [("2025-07-30", False), ("2025-07-31", False), ("2025-08-01", True)])
def test_an_invoice_may_be_handed_over_from_the_day_after_it_fell_due(law: Profile, on: str, open_: bool) -> None:
    step = steps(practice(), law, on, "handed_over")["R-1"]
    assert (step.status == "open") is open_


def test_a_hand_over_is_shown_before_it_is_done_and_what_has_changed_meanwhile_stops_it(law: Profile) -> None:
    case = practice()
    shown = steps(case, law, "2025-09-01", "handed_over")["R-1"]
    assert (shown.claims, shown.by, shown.fingerprint != "") == (("R-1",), "creditor", True)
    assert standing(case, law, on="2025-09-01").stage == "overdue"
    done = accept(case, shown, law, on="2025-09-01")
    assert [event.kind for event in done.events] == ["handed_over"]
    assert standing(done, law, on="2025-09-01").stage == "in_collection"
    assert accept(done, shown, law, on="2025-09-01") == done
    # 32 days of interest by 1 September: 2.3087
    settled = case.with_event(paid("p", "2025-09-01", "422.31", "creditor"))
    with pytest.raises(StaleProposal):
        accept(settled, shown, law, on="2025-09-01")


def test_one_of_several_invoices_may_be_handed_over_by_itself(law: Profile) -> None:
    case = practice(claims=[invoice("R-1"), invoice("R-2")])
    assert steps(case, law, "2025-09-01", "handed_over")["R-1"].claims == ("R-1", "R-2")
    over = {"on": "2025-09-01", "kind": "handed_over", "claim": "R-2"}
    assert assess(case, law, over, on="2025-09-01").verdict == "allowed"
    done = case.with_event(over)
    stages = {item.claim: item.stage for item in standing(done, law, on="2025-09-01").stages}
    assert stages == {"R-1": "overdue", "R-2": "in_collection"}
    again = steps(done, law, "2025-09-01", "handed_over")
    assert {claim: step.status for claim, step in again.items()} == {"R-1": "open", "R-2": "blocked"}
    assert assess(done, law, over, on="2025-09-02").verdict == "blocked"


def test_what_the_collector_will_cost_the_debtor_is_seen_before_the_hand_over_is_kept(law: Profile) -> None:
    shown = steps(practice(), law, "2025-09-01", "handed_over")["R-1"]
    draft = accept(practice(), shown, law, on="2025-09-01")
    (cost,) = [s for s in next_steps(draft, law, on="2025-09-01").proposals if s.cost == "collector_fee"]
    # 0.5 x 51.50 = 25.75, a fifth of it 5.15; with 19 per cent of tax 36.771
    assert [(charge.amount, charge.payer) for charge in cost.charges] == [(Decimal("36.77"), "debtor")]


# IB-03: what the creditor still does -------------------------------------------------------------------------


def test_a_claim_at_the_collector_is_not_reminded_by_its_creditor(law: Profile) -> None:
    case = practice(*COLLECTED, claims=[invoice("R-1"), invoice("R-2")])
    found = steps(case, law, "2025-09-20", "reminder")
    assert {claim: step.status for claim, step in found.items()} == {"R-1": "blocked", "R-2": "open"}
    assert [(reason.fact, reason.got) for reason in found["R-1"].because if reason.code == "condition"] == [
        ("handed_over", "true")
    ]
    sent = case.with_event({"id": "r", "on": "2025-09-20", "kind": "reminder", "claim": "R-1"})
    told = [finding for finding in audit(sent, law, on="2025-09-20").findings if finding.event == "r"]
    assert [(finding.severity, finding.law) for finding in told] == [("note", ("handover-practice",))]
    other = case.with_event({"id": "r", "on": "2025-09-20", "kind": "reminder", "claim": "R-2"})
    assert [finding for finding in audit(other, law, on="2025-09-20").findings if finding.event == "r"] == []


def test_a_claim_at_the_collector_is_in_his_course_and_goes_to_nobody_else(law: Profile) -> None:
    case = practice(*COLLECTED)
    assert [item.stage for item in standing(case, law, on="2025-09-20").stages] == ["in_collection"]
    assert steps(case, law, "2025-09-20", "handed_over")["R-1"].status == "blocked"
    assert steps(case, law, "2025-09-20", "payment_order_filed")["R-1"].status == "open"


# IB-04: two who receive, one account; what the collector is told -----------------------------------------------


def told(found: Statement) -> list[tuple[str, str, str | None, str]]:
    return [(item.event, item.kind, item.of, item.to) for item in found.to_pass_on]


def test_a_payment_to_the_practice_is_passed_on_with_what_it_paid(law: Profile) -> None:
    found = statement(practice(*COLLECTED, TO_PRACTICE, TO_COLLECTOR), law, on="2025-10-31")
    (item,) = found.to_pass_on
    assert (item.event, str(item.on), item.to, item.claims) == ("p1", "2025-09-30", "collector", ("R-1",))
    assert item.amount == Decimal("150.00")
    # 61 days of interest: 4.4010
    assert [(piece.component, str(piece.amount)) for piece in item.by_claim] == [
        ("costs", "66.19"), ("interest", "4.40"), ("principal", "79.41")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("event", "passed"),
    [
        (paid("p", "2025-08-31", "10.00", "creditor"), False),
        (paid("p", "2025-08-31", "10.00", "creditor", recorded="2025-09-02"), True),
        (paid("p", "2025-09-01", "10.00", "creditor"), True),
        (paid("p", "2025-11-28", "10.00", "creditor"), True),
        (paid("p", "2025-11-29", "10.00", "creditor"), False),  # after the day asked about
        (paid("p", "2025-09-10", "10.00", "creditor", claim="R-2"), False),
        (paid("p", "2025-09-10", "10.00", "collector"), False),
        (paid("p", "2025-09-10", "10.00", "court"), True),
        ({"id": "p", "on": "2025-09-10", "kind": "credit_note", "amount": "10.00", "claim": "R-1"}, True),
        ({"id": "p", "on": "2025-09-10", "kind": "waiver", "component": "principal", "amount": "10.00",
          "claim": "R-1"}, True),
        ({"id": "p", "on": "2025-09-10", "kind": "note"}, False),
    ],
)  # fmt: skip
def test_whatever_changes_the_claim_at_the_practice_is_passed_on_whenever_it_comes(
    law: Profile, event: Event, passed: bool
) -> None:
    case = practice(*COLLECTED, event, claims=[invoice("R-1"), invoice("R-2", "2025-08-15")])
    found = statement(case, law, on="2025-11-28")
    assert told(found) == ([("p", event["kind"], None, "collector")] if passed else [])


def test_a_payment_that_is_taken_back_is_passed_on_too_and_the_collectors_own_is_not(law: Profile) -> None:
    back = [
        {"id": "b1", "on": "2025-11-03", "kind": "payment_reversed", "of": "p1"},
        {"id": "b2", "on": "2025-11-04", "kind": "payment_reversed", "of": "p2"},
    ]
    case = practice(*COLLECTED, TO_PRACTICE, TO_COLLECTOR, *back)
    assert told(statement(case, law, on="2025-11-02")) == [("p1", "payment", None, "collector")]
    assert told(statement(case, law, on="2025-11-05")) == [
        ("p1", "payment", None, "collector"), ("b1", "payment_reversed", "p1", "collector")
    ]  # fmt: skip


def test_a_lawyer_is_told_as_a_collector_is_and_nobody_where_nothing_is_handed_over(law: Profile) -> None:
    over = {"id": "over", "on": "2025-09-01", "kind": "handed_over", "to": "lawyer"}
    assert told(statement(practice(over, TO_PRACTICE), law, on="2025-10-31")) == [("p1", "payment", None, "lawyer")]
    assert told(statement(practice(TO_PRACTICE), law, on="2025-10-31")) == []


def test_a_payment_that_comes_over_the_interface_twice_counts_once(law: Profile) -> None:
    case = practice(*COLLECTED, TO_PRACTICE)
    with pytest.raises(BadInput) as caught:
        standing(case.with_event(TO_PRACTICE), law, on="2025-10-31")
    assert caught.value.code == "duplicate_id"
    # 270.00 and the costs, interest of 61 and 31 days: 420.00 + 66.19 + 6.21 - 150.00
    assert standing(case, law, on="2025-10-31").owed.total == Decimal("342.40")


# IB-05: the account at any moment ------------------------------------------------------------------------------


def test_the_account_shows_the_collectors_fee_and_who_received_what(law: Profile) -> None:
    found = statement(practice(*COLLECTED, TO_PRACTICE, TO_COLLECTOR), law, on="2025-10-31")
    # interest on 340.59 for 31 days: 1.8137, with the 4.4010 before it 6.2147
    assert [(line.received_by, str(line.amount), str(line.to_costs), str(line.to_interest), str(line.to_principal))
            for line in found.channels] == [
        ("creditor", "150.00", "66.19", "4.40", "79.41"), ("collector", "50.00", "0.00", "1.81", "48.19")
    ]  # fmt: skip
    sums = {line.component: (str(line.charged), str(line.paid), str(line.open)) for line in found.components}
    assert sums == {
        "principal": ("420.00", "127.60", "292.40"), "interest": ("6.21", "6.21", "0.00"),
        "fees": ("0.00", "0.00", "0.00"), "costs": ("66.19", "66.19", "0.00"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("on", "costs", "received"),
    [
        ("2025-09-15", "0.00", []),
        ("2025-09-16", "66.19", []),
        ("2025-09-29", "66.19", []),
        ("2025-09-30", "0.00", [("creditor", "150.00")]),
        ("2025-10-30", "0.00", [("creditor", "150.00")]),
        ("2025-10-31", "0.00", [("creditor", "150.00"), ("collector", "50.00")]),
    ],
)
def test_the_account_is_that_of_the_day(law: Profile, on: str, costs: str, received: list[tuple[str, str]]) -> None:
    found = statement(practice(*COLLECTED, TO_PRACTICE, TO_COLLECTOR), law, on=on)
    assert found.owed.costs == Decimal(costs)
    assert [(line.received_by, str(line.amount)) for line in found.channels] == received


# IB-06: paid in full -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("amount", "stage"), [("293.90", "in_collection"), ("293.91", "paid"), ("293.92", "paid")])
def test_the_invoice_is_paid_in_full_when_nothing_is_open_at_the_collector(
    law: Profile, amount: str, stage: str
) -> None:
    # interest on 292.40 for the thirty days of November: 1.5069, in all 7.7216; 292.40 + 7.72 - 6.21
    last = paid("p3", "2025-11-30", amount, "collector")
    case = practice(*COLLECTED, TO_PRACTICE, TO_COLLECTOR, last)
    assert standing(case, law, on="2025-11-29").stage == "in_collection"
    found = standing(case, law, on="2025-11-30")
    assert (found.stage, [item.stage for item in found.stages]) == (stage, [stage])


def test_who_pays_exactly_the_invoice_to_the_practice_still_owes_the_collectors_fee(law: Profile) -> None:
    case = practice(*COLLECTED, paid("p1", "2025-09-30", "420.00", "creditor"))
    found = standing(case, law, on="2025-11-30")
    assert (found.stage, found.owed.principal, found.owed.interest, found.owed.costs) == (
        "in_collection", Decimal("0.00"), Decimal("4.40"), Decimal("66.19")
    )  # fmt: skip
    assert [taken.code for taken in found.assumptions if taken.path == "events[id=p1]"] == ["exact_principal"]
    # who hears nothing in the sum pays the costs and the interest first
    strict = standing(case, law, on="2025-09-30", readings={"implied_designation": "order_of_law"})
    assert [(piece.component, str(piece.amount)) for piece in strict.payments[0].by_claim] == [
        ("costs", "66.19"), ("interest", "4.40"), ("principal", "349.41")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rest", "stage"),
    [
        ([paid("p2", "2025-12-01", "70.59", "collector")], "paid"),
        ([paid("p2", "2025-12-01", "70.58", "collector")], "in_collection"),
        ([{"on": "2025-12-01", "kind": "waiver", "component": "costs"}], "in_collection"),
        ([{"on": "2025-12-01", "kind": "waiver", "component": "costs"},
          {"on": "2025-12-01", "kind": "waiver", "component": "interest"}], "paid"),
    ],
)  # fmt: skip
def test_what_is_left_beside_the_invoice_must_be_paid_or_waived_before_it_is_paid_in_full(
    law: Profile, rest: list[Event], stage: str
) -> None:
    case = practice(*COLLECTED, paid("p1", "2025-09-30", "420.00", "creditor"), *rest)
    assert standing(case, law, on="2025-12-01").stage == stage


# IB-07: the month at the collector -----------------------------------------------------------------------------


def test_the_months_payments_at_the_collector_are_listed_with_what_they_paid(law: Profile) -> None:
    case = practice(*COLLECTED, TO_PRACTICE, TO_COLLECTOR, paid("p3", "2025-11-30", "293.91", "collector"))
    found = {month: receipts(case, law, month=month) for month in ("2025-09", "2025-10", "2025-11", "2025-12")}
    listed = {month: [(row.event, str(row.on), str(row.amount)) for row in each.rows] for month, each in found.items()}
    assert listed == {
        "2025-09": [], "2025-10": [("p2", "2025-10-31", "50.00")], "2025-11": [("p3", "2025-11-30", "293.91")],
        "2025-12": [],
    }  # fmt: skip
    (row,) = found["2025-10"].rows
    assert [(piece.claim, piece.component, str(piece.amount)) for piece in row.by_claim] == [
        ("R-1", "interest", "1.81"), ("R-1", "principal", "48.19")
    ]  # fmt: skip
    total = found["2025-11"].total
    assert [str(sum_) for sum_ in (total.amount, total.to_interest, total.to_principal)] == ["293.91", "1.51", "292.40"]
    own = receipts(case, law, month="2025-09", received_by="creditor")
    assert [(row.event, str(row.to_costs)) for row in own.rows] == [("p1", "66.19")]


def test_what_comes_to_light_after_a_month_was_closed_stands_in_the_month_in_which_it_did(law: Profile) -> None:
    late = paid("late", "2025-10-30", "20.00", "collector", recorded="2025-11-04")
    back = {"id": "b", "on": "2025-11-05", "kind": "payment_reversed", "of": "p2"}
    case = practice(*COLLECTED, TO_COLLECTOR, late, back)
    first = receipts(case, law, month="2025-10")
    assert [(row.event, row.kind, str(row.amount)) for row in first.rows] == [("p2", "payment", "50.00")]
    assert first == receipts(practice(*COLLECTED, TO_COLLECTOR), law, month="2025-10")
    second = receipts(case, law, month="2025-11")
    assert [(row.event, row.kind, str(row.amount)) for row in second.rows] == [
        ("late", "payment", "20.00"), ("p2", "undone", "-50.00")
    ]  # fmt: skip
    assert second.total.amount == Decimal("-30.00")
    # all months together are what the account of the last day says the collector holds
    (held,) = statement(case, law, on="2025-11-30", known_on="2025-11-30").channels
    assert first.total.amount + second.total.amount == held.amount == Decimal("20.00")


def test_a_payment_that_only_the_debtor_reported_is_marked_in_the_month(law: Profile) -> None:
    case = practice(*COLLECTED, paid("p", "2025-10-31", "50.00", "collector", status="reported"))
    found = receipts(case, law, month="2025-10")
    assert ([row.status for row in found.rows], found.provisional) == (["reported"], True)


@pytest.mark.parametrize("month", ["2025-13", "2025", "2025-10-31", "2025-1", "", None])
def test_a_month_is_a_year_and_a_month(law: Profile, month: Any) -> None:  # noqa: ANN401
    with pytest.raises(BadInput) as caught:
        receipts(practice(*COLLECTED), law, month=month)
    assert (caught.value.code, caught.value.faults[0].path) == ("month_format", "month")


def test_only_who_may_receive_a_payment_is_asked_about(law: Profile) -> None:
    with pytest.raises(BadInput) as caught:
        receipts(practice(*COLLECTED), law, month="2025-10", received_by="colector")  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.faults[0].nearest) == ("unknown_receiver", "collector")
