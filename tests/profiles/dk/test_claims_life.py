"""When a claim begins to be owed and when it ceases to be: before it arose, on its due day, once it is given up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from collectrules import Case, NotModelled, Profile, audit, load_case, next_steps, standing, statement

D = Decimal
Event = dict[str, Any]


def claim(name: str, amount: str, arose: str, due: str) -> dict[str, Any]:
    return {"id": name, "kind": "goods_or_services", "amount": amount, "arose": arose, "due": due, "due_agreed": True}


FIRST = claim("a", "1000.00", "2018-10-01", "2018-11-01")
SECOND = claim("b", "500.00", "2018-12-01", "2019-01-15")


def case(*events: Event, claims: list[dict[str, Any]] | None = None, debtor: str = "business") -> Case:
    return load_case(
        {"id": "x", "jurisdiction": "DK", "currency": "DKK", "creditor": {"kind": "business"},
         "debtor": {"kind": debtor}, "claims": claims or [FIRST, SECOND], "events": list(events)}
    )  # fmt: skip


def act(on: str, kind: str, **more: object) -> Event:
    return {"on": on, "kind": kind, **more}


# Before it arose --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "owed"), [("2018-09-30", 0), ("2018-10-01", 1000), ("2018-11-30", 1000), ("2018-12-01", 1500)]
)
def test_a_claim_is_owed_from_the_day_it_arose(dk: Profile, on: str, owed: int) -> None:
    found = standing(case(), dk, on=on)
    assert found.owed.principal == found.booked.principal == owed
    assert sum(line.open for line in found.lines if line.kind == "principal") == owed
    assert sum(stage.amount for stage in found.stages) == owed
    assert statement(case(), dk, on=on).components[0].charged == owed


def test_before_it_arose_a_claim_is_not_due_and_not_paid(dk: Profile) -> None:
    found = standing(case(claims=[FIRST]), dk, on="2018-09-15")
    assert (found.stage, found.owed.total) == ("not_due", 0)
    assert str(found.look_again_on) == "2018-10-01"


def test_money_reaches_no_claim_that_has_not_arisen(dk: Profile) -> None:
    paid = case(act("2018-11-01", "payment", amount="1200.00"))
    before, after = (standing(paid, dk, on=on) for on in ("2018-11-30", "2018-12-01"))
    assert (before.paid.principal, before.credit, before.owed.principal) == (1000, 200, 0)
    # What he has to his credit meets the second claim on the day it arises, whether or not anything else happens.
    assert (after.paid.principal, after.credit, after.owed.principal) == (1200, 0, 300)


@pytest.mark.parametrize(("on", "told"), [("2018-11-20", []), ("2018-12-20", ["too_much_together"])])
def test_claims_count_together_once_they_have_arisen(dk: Profile, on: str, told: list[str]) -> None:
    # A payment order ends at 100,000 (dossier 5.1); the second claim arises on 1 December. An order for the first
    # alone stays within the limit, so it is open; that both together would not is told.
    claims = [FIRST | {"amount": "90000.00"}, SECOND | {"amount": "20000.00", "due": "2018-12-02"}]
    facts = case(act("2018-11-02", "collection_notice", claim="a"), claims=claims)
    steps = next_steps(facts, dk, on=on).proposals
    order = next(step for step in steps if step.action == "payment_order_filed" and "a" in step.claims)
    assert (order.status, order.claims, [reason.code for reason in order.because]) == ("open", ("a",), told)


# The due day itself -----------------------------------------------------------------------------------------


def test_a_letter_that_names_no_claim_does_not_meet_one_that_falls_due_that_day(dk: Profile) -> None:
    claims = [FIRST, SECOND | {"arose": "2018-10-01", "due": "2018-11-20"}]
    letter = act("2018-11-20", "reminder", fee="100.00")
    found = standing(case(letter, claims=claims), dk, on="2018-11-20")
    assert [(line.claim, line.lawful) for line in found.lines if line.kind == "reminder_fee"] == [("a", 100)]
    # The fee of the next day is that claim's first, and no gap to the letter of the 20th is asked.
    other = act("2018-11-21", "reminder", fee="100.00", claim="b")
    assert audit(case(letter, other, claims=claims), dk, on="2018-11-21").findings == ()


# Given up ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["unjustified", "crossed_with_payment", "goodwill", None])
def test_a_claim_that_is_given_up_is_owed_no_more_and_stays_booked(dk: Profile, reason: str | None) -> None:
    gone = act("2018-12-11", "withdrawn", claim="a", **({"reason": reason} if reason else {}))
    events = [act("2018-11-10", "reminder", fee="100.00", claim="a"), gone]
    found = standing(case(*events), dk, on="2018-12-31")
    assert (found.owed.principal, found.owed.interest, found.owed.fees) == (500, 0, 0)
    assert (found.booked.principal, found.booked.fees) == (1500, 100)
    # 1,000 x 8.05 % x 60 / 365 from 2 November to 31 December: 13.2329
    assert found.booked.interest == D("13.23")
    assert [(stage.claim, stage.stage) for stage in found.stages] == [("a", "withdrawn"), ("b", "not_due")]
    assert {name for step in next_steps(case(*events), dk, on="2018-12-31").proposals for name in step.claims} == {"b"}
    before = standing(case(*events), dk, on="2018-12-10")
    assert (before.owed.principal, before.owed.fees) == (1500, 100)


def test_what_was_paid_before_stays_paid_and_what_comes_after_is_credit(dk: Profile) -> None:
    events = [
        act("2018-11-01", "payment", amount="400.00"),
        act("2018-11-20", "withdrawn", reason="goodwill"),
        act("2018-11-25", "payment", amount="100.00"),
    ]
    found = standing(case(*events, claims=[FIRST]), dk, on="2018-11-30")
    assert (found.owed.total, found.paid.principal, found.credit, found.stage) == (0, 400, 100, "withdrawn")


# Compensation the law does not have --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arose", "due", "letter"),
    [
        ("2013-02-28", "2013-03-20", "2013-04-10"),  # the day before the rule, a letter under it
        ("2012-10-01", "2012-11-01", "2012-11-20"),  # a letter before the rule
    ],
)
@pytest.mark.parametrize("alone", [True, False])
def test_compensation_on_a_claim_from_before_the_rule_is_booked_and_a_breach(
    dk: Profile, arose: str, due: str, letter: str, alone: bool
) -> None:
    event = act(letter, "compensation_claimed") if alone else act(letter, "reminder", compensation=True)
    facts = case(event, claims=[claim("a", "1000.00", arose, due)])
    found = standing(facts, dk, on=letter)
    assert (found.owed.fees, found.booked.fees) == (0, 310)
    (finding,) = audit(facts, dk, on=letter).findings
    assert (finding.severity, finding.amount_unlawful) == ("breach", 310)
    assert "compensation_amount" in {taken.code for taken in found.assumptions}


def test_compensation_from_the_first_day_of_the_rule_is_lawful(dk: Profile) -> None:
    facts = case(act("2013-04-10", "compensation_claimed"), claims=[claim("a", "1000.00", "2013-03-01", "2013-03-20")])
    found = standing(facts, dk, on="2013-04-10")
    assert (found.owed.fees, audit(facts, dk, on="2013-04-10").findings) == (310, ())
    assert "compensation_amount" not in {taken.code for taken in found.assumptions}


# Where it is -------------------------------------------------------------------------------------------------


def test_a_missing_fact_names_the_claim_as_bad_input_does(dk: Profile) -> None:
    unsent = {"id": "zz", "kind": "goods_or_services", "amount": "100.00", "due": "2018-11-01", "due_agreed": False}
    with pytest.raises(NotModelled) as caught:
        standing(case(claims=[FIRST, unsent]), dk, on="2018-12-31")
    assert [fault.path for fault in caught.value.faults] == ["claims[1].demanded"]


# Letters about a claim that is not there ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["reminder", "payment_order_filed", "collection_notice"])
def test_what_is_done_before_the_claim_arose_counts_for_nothing(dk: Profile, kind: str) -> None:
    fee = {} if kind == "payment_order_filed" else {"fee": "100.00"}
    file = case(act("2018-09-20", kind, claim="a", **fee), claims=[FIRST])
    found = standing(file, dk, on="2018-11-20")
    assert (found.stage, found.owed.fees, found.owed.costs) == ("overdue", 0, 0)
    (finding,) = audit(file, dk, on="2018-11-20").findings
    assert (finding.code, finding.severity, finding.amount_unlawful) == (
        "claim_not_arisen", "breach", 100 if fee else 0,
    )  # fmt: skip


def test_nothing_can_be_asked_for_a_claim_that_was_given_up(dk: Profile) -> None:
    gone = act("2018-12-01", "withdrawn", claim="a")
    charge = act("2018-12-05", "charge", claim="a", cost="collector_fee", amount="400.00")
    file = case(gone, charge, claims=[FIRST])
    assert standing(file, dk, on="2018-12-10").owed.total == 0
    assert [(f.code, f.amount_unlawful) for f in audit(file, dk, on="2018-12-10").findings] == [
        ("claim_withdrawn", 400)
    ]


@pytest.mark.parametrize(("reason", "credit"), [("unjustified", 300), ("goodwill", 0), (None, 0)])
def test_what_was_paid_on_an_unjustified_claim_is_the_debtors_again(
    dk: Profile, reason: str | None, credit: int
) -> None:
    paid = act("2018-10-20", "payment", amount="300.00", claim="a")
    gone = act("2018-12-01", "withdrawn", claim="a", **({"reason": reason} if reason else {}))
    alone = standing(case(paid, gone, claims=[FIRST]), dk, on="2018-12-10")
    assert (alone.credit, alone.owed.total) == (credit, 0)
    both = standing(case(paid, gone), dk, on="2018-12-10")  # what is his pays what he owes on the other claim
    assert (both.credit, both.owed.principal) == (0, 500 - credit)


def test_a_fee_can_be_waived_on_its_own_day(dk: Profile) -> None:
    days = [act("2018-12-05", "waiver", component="costs", id="a", claim="a"),
            act("2018-12-05", "charge", cost="court_fee", amount="400.00", id="b", claim="a")]  # fmt: skip
    assert standing(case(*days, claims=[FIRST]), dk, on="2018-12-10").owed.costs == 0


@pytest.mark.parametrize(
    ("events", "on", "stage", "since"),
    [
        ([], "2018-10-15", "not_due", "2018-10-01"),
        ([], "2018-11-15", "overdue", "2018-11-02"),
        ([act("2018-10-20", "payment", amount="1000.00")], "2018-11-15", "paid", "2018-10-20"),
        ([], "2021-12-01", "barred", "2021-11-02"),  # three years from 1 November 2018 end on Monday 1 November 2021
        ([act("2018-12-01", "closed")], "2018-12-10", "closed", "2018-12-01"),
    ],
)
def test_a_stage_says_since_when(dk: Profile, events: list[Event], on: str, stage: str, since: str) -> None:
    (found,) = standing(case(*events, claims=[FIRST]), dk, on=on).stages
    assert (found.stage, str(found.since)) == (stage, since)
