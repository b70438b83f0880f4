"""Settlement offers: the sum, what is waived and in which order, what it becomes otherwise, and what becomes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from collectrules import BadInput, Case, Profile, accept, audit, next_steps, settlement_offer, standing

PortalCase = Callable[..., Case]
D = Decimal
# 1,477.50 with three lawful reminders and the hand-over: 400.00 of fees. Interest is brought to the sample's 269.90.
LETTERS = [
    {"on": "2018-11-12", "kind": "reminder", "fee": "100.00"},
    {"on": "2018-11-23", "kind": "reminder", "fee": "100.00"},
    {"on": "2018-12-04", "kind": "reminder", "fee": "100.00"},
    {"on": "2018-12-20", "kind": "handed_over", "to": "collector", "fee": "100.00"},
]  # fmt: skip
ON = "2021-06-30"


@pytest.fixture
def sample(dk: Profile, portal_case: PortalCase) -> Case:
    case = portal_case(*LETTERS, debtor={"kind": "consumer"})
    more = standing(case, dk, on=ON).owed.interest - D("269.90")
    found = case.with_event({"on": ON, "kind": "waiver", "component": "interest", "amount": str(more)})
    assert standing(found, dk, on=ON).owed.total == D("2147.40")
    return found


def event(on: str, kind: str, **more: object) -> dict[str, Any]:
    return {"on": on, "kind": kind} | more


def test_twenty_per_cent_of_the_sample_leave_the_principal_whole(dk: Profile, sample: Case) -> None:
    found = settlement_offer(sample, dk, on=ON, discount="20%")
    assert (found.saving, found.offer) == (D("429.48"), D("1717.92"))
    assert (found.waived.interest, found.waived.fees) == (D("269.90"), D("159.58"))
    assert (found.waived.costs, found.waived.principal) == (0, 0)
    assert found.order == ("interest", "fees", "costs", "principal")
    assert not found.touches_principal


@pytest.mark.parametrize(
    ("terms", "offer", "principal"),
    [
        ({"pay": "20%"}, "429.48", "1048.02"),  # of 1,477.50 only 429.48 is left
        ({"pay": "1500.00"}, "1500.00", "0.00"),
        ({"discount": "700.00"}, "1447.40", "30.10"),  # 700.00 less 669.90 of interest and fees
        ({"discount": "10%", "base": "principal"}, "1999.65", "0.00"),  # 147.75 of interest
        ({"discount": "50%", "base": "fees"}, "1947.40", "0.00"),
        ({"waive": ["interest", "fees"]}, "1477.50", "0.00"),
        ({"waive": ["principal"]}, "669.90", "1477.50"),
        ({"discount": "20%", "order": ["principal"]}, "1717.92", "429.48"),
        ({"discount": "0.01%"}, "2147.19", "0.00"),  # 0.21474 is 0.21
    ],
)
def test_the_base_the_share_and_the_order_are_named(
    dk: Profile, sample: Case, terms: dict[str, Any], offer: str, principal: str
) -> None:
    found = settlement_offer(sample, dk, on=ON, **terms)
    assert found.offer == D(offer)
    assert found.offer + found.saving == found.owed.total == D("2147.40")
    assert found.waived.principal == D(principal)
    assert found.touches_principal == (D(principal) > 0)
    assert sum((found.waived.principal, found.waived.interest, found.waived.fees, found.waived.costs)) == found.saving


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({}, "offer_terms"),
        ({"discount": "20%", "pay": "1.00"}, "offer_terms"),
        ({"discount": "101%"}, "offer_share"),
        ({"discount": "-5%"}, "offer_share"),
        ({"discount": "2147.41"}, "offer_too_large"),
        ({"pay": "2147.41"}, "offer_too_large"),
        ({"discount": "500.00", "order": ["fees"]}, "offer_too_large"),
        ({"discount": "20%", "base": "total_owed"}, "offer_base"),
        ({"waive": ["fee"]}, "offer_component"),
        ({"discount": "20%", "order": ["costs", "intrest"]}, "offer_component"),
        ({"discount": 0.2}, "amount_format"),
        ({"discount": "1.005"}, "amount_decimals"),
        ({"discount": "20%", "valid_until": "2021-06-29"}, "offer_over"),
    ],
)
def test_terms_that_do_not_fit_are_refused(dk: Profile, sample: Case, terms: dict[str, Any], code: str) -> None:
    with pytest.raises(BadInput) as caught:
        settlement_offer(sample, dk, on=ON, **terms)
    assert caught.value.code == code


def test_nothing_owed_cannot_be_settled(dk: Profile, sample: Case) -> None:
    paid = sample.with_event(event(ON, "payment", amount="3000.00"))
    with pytest.raises(BadInput) as caught:
        settlement_offer(paid, dk, on=ON, discount="20%")
    assert caught.value.code == "nothing_owed"


def test_the_offer_says_what_the_debt_becomes_with_each_thing_the_next_step_adds(
    dk: Profile, portal_case: PortalCase
) -> None:
    case = portal_case(LETTERS[0], debtor={"kind": "consumer"}, workflow="standard")
    otherwise = settlement_offer(case, dk, on="2018-11-15", discount="10%").if_refused
    assert otherwise is not None
    # The standard workflow's second reminder, twelve days after the first: another 100 kr., and interest to that day.
    assert (otherwise.step, otherwise.on) == ("reminder", dt.date(2018, 11, 24))
    assert [(item.kind, item.amount, item.law[0]) for item in otherwise.added if item.kind == "reminder_fee"] == [
        ("reminder_fee", D("100.00"), "rentel-9b-1")
    ]
    now, then = standing(case, dk, on="2018-11-15"), standing(case, dk, on="2018-11-24")
    grown = then.owed.interest - now.owed.interest
    assert otherwise.total == now.owed.total + grown + D("100.00")
    assert sum(item.amount for item in otherwise.added) == otherwise.total - now.owed.total
    assert {item.payer for item in otherwise.added} == {"debtor"}


def test_a_step_whose_day_is_over_is_reckoned_with_today(dk: Profile, portal_case: PortalCase) -> None:
    case = portal_case(LETTERS[0], debtor={"kind": "consumer"}, workflow="standard")
    # The second reminder was planned for 24 November; on 1 January it adds its 100 kr. to what is owed by then.
    found = settlement_offer(case, dk, on="2019-01-01", discount="10%")
    assert found.if_refused is not None
    assert (found.if_refused.step, found.if_refused.on) == ("reminder", dt.date(2019, 1, 1))
    assert [(item.kind, item.amount) for item in found.if_refused.added] == [("reminder_fee", D("100.00"))]
    assert found.if_refused.total == found.owed.total + D("100.00")


def test_benefits_and_wages_are_hinted_at_for_private_debtors_only(dk: Profile, sample: Case) -> None:
    found = {one.name: one.on for one in settlement_offer(sample, dk, on="2021-12-21", discount="20%").paydays}
    # § 5: the last weekday but Saturday before the 21st, each quarter and each month; 31 December is a closing day.
    assert found == {
        "child_benefit": dt.date(2022, 1, 20), "youth_benefit": dt.date(2022, 1, 20), "wages": dt.date(2021, 12, 30),
    }  # fmt: skip
    spring = {one.name: one.on for one in settlement_offer(sample, dk, on="2024-03-31", discount="20%").paydays}
    assert spring["child_benefit"] == dt.date(2024, 4, 19)  # the 20th is a Saturday
    business = Case.model_validate(sample.model_dump() | {"debtor": {"kind": "business"}})
    assert settlement_offer(business, dk, on="2021-12-21", discount="20%").paydays == ()


OFFER = event("2021-07-01", "settlement_offered", amount="1700.00", until="2021-07-31", id="o")
ACCEPTED = event("2021-07-05", "settlement_accepted", of="o")


@pytest.mark.parametrize("paid", [[("2021-07-31", "1700.00")], [("2021-07-10", "900.00"), ("2021-07-30", "800.00")]])
def test_who_pays_what_was_agreed_in_time_owes_nothing_more(
    dk: Profile, sample: Case, paid: list[tuple[str, str]]
) -> None:
    case = with_events(sample, OFFER, ACCEPTED, *(event(on, "payment", amount=amount) for on, amount in paid))
    assert standing(case, dk, on=paid[-1][0]).owed.total == 0
    assert standing(case, dk, on="2023-01-01").owed.total == 0
    assert standing(case, dk, on="2023-01-01").stage == "paid"


def test_a_settlement_that_is_not_performed_leaves_the_old_debt_less_what_was_paid(dk: Profile, sample: Case) -> None:
    payment = event("2021-07-10", "payment", amount="900.00")
    broken, never = with_events(sample, OFFER, ACCEPTED, payment), with_events(sample, payment)
    for day in ("2021-07-10", "2021-07-31", "2021-08-01", "2022-02-01"):
        assert standing(broken, dk, on=day).owed == standing(never, dk, on=day).owed
    late = with_events(broken, event("2021-08-01", "payment", amount="800.00"))
    assert standing(late, dk, on="2021-08-01").owed.total > D("400.00")


def test_while_a_settlement_stands_no_fee_arises_and_nobody_goes_to_court(dk: Profile, portal_case: PortalCase) -> None:
    case = portal_case(LETTERS[0], event("2018-11-20", "collection_notice"), debtor={"kind": "consumer"})
    agreed = with_events(
        case, event("2018-12-05", "settlement_offered", amount="1000.00", until="2018-12-31", id="o"),
        event("2018-12-06", "settlement_accepted", of="o"),
    )  # fmt: skip
    shown = {
        day: {step.action: step for step in next_steps(agreed, dk, on=day).proposals}
        for day in ("2018-12-10", "2019-01-01")
    }
    held, free = shown["2018-12-10"], shown["2019-01-01"]
    assert (held["payment_order_filed"].status, free["payment_order_filed"].status) == ("blocked", "open")
    assert {reason.fact for reason in held["payment_order_filed"].because} == {"settlement_stands"}
    assert held["reminder"].charges == ()
    fee = with_events(agreed, event("2018-12-10", "reminder", fee="100.00"))
    assert [found.code for found in audit(fee, dk, on="2018-12-10").breaches] == ["fee_condition"]
    clocks = {clock.kind: clock.ends for clock in standing(agreed, dk, on="2018-12-10").clocks}
    assert clocks["payment_period"] == dt.date(2018, 12, 31)


@pytest.mark.parametrize(("amount", "settled"), [("1700.00", True), ("1699.99", False), ("1700.01", False)])
def test_paying_just_what_was_offered_takes_the_offer(dk: Profile, sample: Case, amount: str, settled: bool) -> None:
    case = with_events(sample, OFFER, event("2021-07-20", "payment", amount=amount))
    assert (standing(case, dk, on="2021-07-20").owed.total == 0) == settled
    told = {found.code for found in audit(case, dk, on="2021-07-20").findings}
    assert ("settlement_by_payment" in told) == settled


def test_an_offer_that_is_over_cannot_be_accepted_any_more(dk: Profile, sample: Case) -> None:
    case = with_events(sample, OFFER, event("2021-08-01", "settlement_accepted", of="o"))
    assert "offer_lapsed" in {found.code for found in audit(case, dk, on="2021-08-01").findings}
    paid = with_events(case, event("2021-08-02", "payment", amount="1700.00"))
    assert standing(paid, dk, on="2021-08-02").owed.total > D("400.00")


def test_a_payment_that_is_taken_back_takes_the_waiver_back(dk: Profile, sample: Case) -> None:
    case = with_events(sample, OFFER, ACCEPTED, event("2021-07-20", "payment", amount="1700.00", id="p"))
    back = with_events(case, event("2021-08-05", "payment_reversed", of="p"))
    assert standing(case, dk, on="2021-08-05").owed.total == 0
    assert standing(back, dk, on="2021-08-05").owed == standing(sample, dk, on="2021-08-05").owed


def test_the_offer_of_a_workflow_is_made_with_its_sum(dk: Profile, portal_case: PortalCase) -> None:
    letters = [*LETTERS[:3], event("2018-12-16", "collection_notice")]
    case = portal_case(*letters, debtor={"kind": "consumer"}, workflow="standard")
    on = "2018-12-27"
    (offered,) = [step for step in next_steps(case, dk, on=on).proposals if step.recommended]
    assert offered.action == "settlement_offered"
    done = accept(case, offered, dk, on=on)
    owed = standing(case, dk, on=on).owed.total
    kept = (owed * 80 / 100).quantize(D("0.01"))  # a fifth is given up: "20 % of the amount due"
    assert settlement_offer(case, dk, on=on).offer == done.events[-1].amount
    assert abs(done.events[-1].amount - kept) <= D("0.01")


def with_events(case: Case, *events: dict[str, Any]) -> Case:
    for one in events:
        case = case.with_event(one)
    return case


def test_after_a_settlement_has_lapsed_a_letter_earns_its_fee_again(dk: Profile, portal_case: PortalCase) -> None:
    agreed = with_events(
        portal_case(LETTERS[0], debtor={"kind": "consumer"}),
        event("2018-12-05", "settlement_offered", amount="1000.00", until="2018-12-31", id="o"),
        event("2018-12-06", "settlement_accepted", of="o"),
    )  # fmt: skip
    for day, earliest in (("2019-01-01", dt.date(2019, 1, 1)), ("2019-03-01", dt.date(2019, 1, 1))):
        [step] = [one for one in next_steps(agreed, dk, on=day).proposals if one.action == "reminder"]
        assert ([cost.amount for cost in step.charges], step.earliest) == ([D("100.00")], earliest)


@pytest.mark.parametrize("word", ["order", "waive"])
def test_a_component_is_named_once(dk: Profile, sample: Case, word: str) -> None:
    terms: dict[str, Any] = {"order": ["interest", "interest", "principal"], "discount": "90%"}
    if word == "waive":
        terms = {"waive": ["interest", "interest"]}
    with pytest.raises(BadInput) as caught:
        settlement_offer(sample, dk, on="2021-07-15", **terms)
    assert (caught.value.code, caught.value.faults[0].path) == ("offer_component", f"{word}[1]")
