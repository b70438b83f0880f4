"""Settlements for less, worked out by hand: 365.00 bear 0.10 a day from 1 January 2021."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import (
    BadInput,
    Case,
    NotModelled,
    Profile,
    audit,
    load_case,
    load_profile,
    next_steps,
    settlement_offer,
)  # fmt: skip
from collectrules import standing as standing_of

D = Decimal
Event = dict[str, Any]


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d38")


def act(on: str, kind: str, **more: object) -> Event:
    return {"on": on, "kind": kind, **more}


def case(*events: Event, debtor: str = "consumer", claims: int = 1, later: str | None = None) -> Case:
    """A case of equal claims; with `later` the last of them falls due then."""
    due = ["2020-12-31"] * (claims - (later is not None)) + ([] if later is None else [later])
    plain = {"kind": "goods_or_services", "amount": "365.00", "due_agreed": True}
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": debtor},
         "claims": [plain | {"id": str(n), "due": day} for n, day in enumerate(due, 1)], "events": list(events)}
    )  # fmt: skip


REMINDER = act("2021-01-05", "reminder", fee="5.00")
OFFER = act("2021-01-11", "settlement_offered", id="o", amount="300.00", until="2021-01-31")
ACCEPTED = act("2021-01-12", "settlement_accepted", of="o")
LATER = act("2021-01-15", "settlement_offered", id="l", amount="320.00", until="2021-02-28")


def test_the_order_of_waiving_hangs_on_the_debtor(law: Profile) -> None:
    # on 10 January 365.00, ten days of 0.10 and 5.00: 371.00; a tenth of it is 37.10
    found = settlement_offer(case(REMINDER), law, on="2021-01-10", discount="10%")
    assert (found.offer, found.saving) == (D("333.90"), D("37.10"))
    assert (found.waived.interest, found.waived.fees, found.waived.principal) == (D("1.00"), D("5.00"), D("31.10"))
    other = settlement_offer(case(REMINDER, debtor="business"), law, on="2021-01-10", discount="5.00")
    assert (other.waived.fees, other.waived.interest, other.order) == (D("5.00"), D("0.00"), ("fees", "costs"))
    with pytest.raises(BadInput, match="offer_too_large"):
        settlement_offer(case(REMINDER, debtor="business"), law, on="2021-01-10", discount="5.01")


def test_paydays_fall_on_a_working_day_not_after_the_day_named(law: Profile) -> None:
    def days(on: str) -> dict[str, dt.date]:
        return {one.name: one.on for one in settlement_offer(case(), law, on=on, discount="10%").paydays}

    # 15 May 2021 is a Saturday; 28 February and 29 August 2021 are Sundays
    assert days("2021-05-13") == {"wages": dt.date(2021, 5, 14), "bonus": dt.date(2021, 8, 31)}
    assert days("2021-05-14") == {"wages": dt.date(2021, 6, 15), "bonus": dt.date(2021, 8, 31)}
    assert days("2021-02-25")["bonus"] == dt.date(2021, 2, 26)
    assert days("2021-08-31")["bonus"] == dt.date(2022, 2, 28)


def test_what_rests_while_a_settlement_stands_is_data(law: Profile) -> None:
    for debtor, word in (("consumer", "blocked"), ("business", "open")):
        agreed = case(OFFER, ACCEPTED, debtor=debtor)
        held = {step.action: step for step in next_steps(agreed, law, on="2021-01-31").proposals}
        assert (held["order_filed"].status, held["reminder"].status) == (word, word)
        free = {step.action: step.status for step in next_steps(agreed, law, on="2021-02-01").proposals}
        assert (free["order_filed"], free["reminder"]) == ("open", "open")


@pytest.mark.parametrize(
    ("events", "on", "owed"),
    [
        ([OFFER], "2021-01-31", "368.10"),  # 31 days
        ([OFFER, ACCEPTED], "2021-01-31", "368.10"),
        ([OFFER, ACCEPTED, act("2021-01-31", "payment", amount="300.00")], "2021-12-31", "0.00"),
        # 29.99 of 30.00 by the last day: nothing is waived; 365.00 + 3.10 - 299.99 = 68.11
        ([OFFER, ACCEPTED, act("2021-01-31", "payment", amount="299.99")], "2021-01-31", "68.11"),
        # a day late: 365.00 + 3.20 - 300.00
        ([OFFER, ACCEPTED, act("2021-02-01", "payment", amount="300.00")], "2021-02-01", "68.20"),
        # both agreed on another sum, then on a longer time
        ([OFFER, ACCEPTED | {"amount": "200.00"}, act("2021-01-20", "payment", amount="200.00")], "2021-03-01", "0.00"),
        ([OFFER, ACCEPTED | {"until": "2021-02-01"}, act("2021-02-01", "payment", amount="300.00")],
         "2021-03-01", "0.00"),
        # agreed without an offer and without a last day
        ([act("2021-01-12", "settlement_accepted", amount="300.00"), act("2021-06-01", "payment", amount="300.00")],
         "2021-06-01", "0.00"),
        # no sum is known: 365.00 + 3.10 - 300.00
        ([act("2021-01-12", "settlement_accepted"), act("2021-01-31", "payment", amount="300.00")],
         "2021-01-31", "68.10"),
        # what was paid before the offer does not perform it: 365.00 + 1.00 - 100.00 on the 10th, then 0.07 a day
        ([act("2021-01-10", "payment", amount="100.00"), OFFER, ACCEPTED,
          act("2021-01-20", "payment", amount="200.00")], "2021-01-20", "66.73"),
        # an earlier offer is taken up by its name
        ([act("2021-01-08", "settlement_offered", id="n", amount="350.00", until="2021-01-31"), OFFER, ACCEPTED,
          act("2021-01-20", "payment", amount="300.00")], "2021-01-20", "0.00"),
        # what is offered later takes nothing from who has accepted, nor from who pays an offer that still stands
        ([OFFER, ACCEPTED, LATER, act("2021-01-20", "payment", amount="300.00")], "2021-01-20", "0.00"),
        ([OFFER, LATER, act("2021-01-20", "payment", amount="300.00")], "2021-01-20", "0.00"),
        # once he has agreed to another sum the first is gone: 365.00 + 2.00 - 300.00 on the 20th
        ([OFFER, LATER, act("2021-01-16", "settlement_accepted", of="l"),
          act("2021-01-20", "payment", amount="300.00")], "2021-01-20", "67.00"),
        # the first is over before the second: 365.00 + 3.20 - 300.00 = 68.20 on 1 February, then 20.00 more
        ([OFFER, ACCEPTED, LATER, act("2021-02-01", "payment", amount="300.00")], "2021-02-01", "68.20"),
        ([OFFER, ACCEPTED, LATER, act("2021-02-01", "payment", amount="300.00"),
          act("2021-02-02", "payment", amount="20.00")], "2021-02-02", "0.00"),
    ],
)  # fmt: skip
def test_a_settlement_is_worth_what_is_paid_of_it_in_time(
    law: Profile, events: list[Event], on: str, owed: str
) -> None:
    assert standing_of(case(*events), law, on=on).owed.total == D(owed)


@pytest.mark.parametrize(
    ("payments", "beyond", "credit"),
    [
        ([("2021-01-20", "300.00")], [], "0.00"),
        ([("2021-01-20", "320.00")], ["20.00"], "20.00"),
        ([("2021-01-20", "500.00")], ["200.00"], "200.00"),
        ([("2021-01-20", "299.00"), ("2021-01-21", "21.00")], ["20.00"], "20.00"),  # however it was split
        ([("2021-01-20", "300.00"), ("2021-03-01", "50.00")], ["50.00"], "50.00"),  # nothing was owed any more
        ([("2021-01-20", "310.00"), ("2021-03-01", "50.00")], ["10.00", "50.00"], "60.00"),
    ],
)
def test_what_is_paid_beyond_a_settlement_is_noted_whenever_it_comes(
    law: Profile, payments: list[tuple[str, str]], beyond: list[str], credit: str
) -> None:
    found = case(OFFER, ACCEPTED, *(act(on, "payment", amount=amount) for on, amount in payments))
    assert standing_of(found, law, on="2021-03-02").credit == D(credit)
    notes = [one for one in audit(found, law, on="2021-03-02").findings if one.code == "settlement_overpaid"]
    assert [one.message for one in notes] == [
        f"EUR {sum_} more was paid than the settlement asks for." for sum_ in beyond
    ]


def test_what_is_paid_on_another_claim_is_not_paid_beyond_the_settlement(law: Profile) -> None:
    one = act("2021-01-11", "settlement_accepted", amount="300.00", until="2021-01-31", claims=["1"])
    paid = [act("2021-01-20", "payment", amount="300.00", claims=["1"]), act("2021-03-01", "payment", amount="900.00")]
    notes = audit(case(one, *paid, claims=2), law, on="2021-03-02").findings
    assert "settlement_overpaid" not in {note.code for note in notes}


def test_a_settlement_for_one_of_two_claims_leaves_the_other(law: Profile) -> None:
    one = [OFFER | {"claim": "1"}, ACCEPTED | {"claim": "1"}]
    paid = case(*one, act("2021-01-20", "payment", amount="300.00", claim="1"), claims=2)
    assert standing_of(paid, law, on="2021-01-20").owed.total == D("367.00")  # the second claim, twenty days


def test_what_is_beyond_a_settlement_goes_to_the_other_claim(law: Profile) -> None:
    one = [OFFER | {"claim": "1"}, ACCEPTED | {"claim": "1"}]
    paid = case(*one, act("2021-01-20", "payment", amount="400.00", claim="1"), claims=2)
    found = standing_of(paid, law, on="2021-01-20")
    # 300.00 settle the first claim; of the second 365.00 and twenty days of 0.10 are owed, less 100.00
    assert (found.owed.total, found.credit) == (D("267.00"), D("0.00"))
    assert sum(piece.amount for piece in found.payments[0].by_claim) == D("400.00")
    both = case(OFFER, ACCEPTED, act("2021-01-20", "payment", amount="400.00"), claims=2)
    assert standing_of(both, law, on="2021-01-20").credit == D("100.00")  # nothing of either is left to pay


def test_what_is_beyond_a_settlement_performs_that_of_the_other_claim(law: Profile) -> None:
    other = [act("2021-01-12", "settlement_accepted", amount="90.00", until="2021-01-31", claim="2")]
    agreed = [OFFER | {"claim": "1"}, ACCEPTED | {"claim": "1"}, *other]
    paid = case(*agreed, act("2021-01-20", "payment", amount="400.00", claim="1"), claims=2)
    found = standing_of(paid, law, on="2021-01-20")
    assert (found.owed.total, found.credit) == (D("0.00"), D("10.00"))  # 300.00 and 90.00


OF_THE_DAY = OFFER | {"until": "2021-01-11"}


@pytest.mark.parametrize(
    ("events", "owed", "credit"),
    [
        # 365.00 and eleven days of 0.10 were owed; just the sum is paid, in one or two payments, on the only day
        ([OF_THE_DAY, act("2021-01-11", "payment", amount="300.00")], "0.00", "0.00"),
        ([OF_THE_DAY, act("2021-01-11", "payment", amount="200.00"), act("2021-01-11", "payment", amount="100.00")],
         "0.00", "0.00"),
        ([OFFER, act("2021-01-11", "settlement_accepted", of="o"), act("2021-01-11", "payment", amount="300.00")],
         "0.00", "0.00"),
        ([act("2021-01-11", "settlement_accepted", amount="300.00"), act("2021-01-11", "payment", amount="300.00")],
         "0.00", "0.00"),
        # 310.00 leave 56.10, and nobody settles that at 300.00
        ([act("2021-01-11", "settlement_accepted", amount="300.00"), act("2021-01-11", "payment", amount="310.00")],
         "0.00", "10.00"),
        # 200.00 leave 166.10, of which more than 100.00 may have been agreed on: it was paid before
        ([act("2021-01-11", "settlement_accepted", amount="100.00"), act("2021-01-11", "payment", amount="200.00")],
         "166.10", "0.00"),
        # 100.00 leave 266.10, which is less than 300.00: it is paid on the settlement, of which 200.00 are left
        ([act("2021-01-11", "settlement_accepted", amount="300.00"), act("2021-01-11", "payment", amount="100.00")],
         "266.10", "0.00"),
        # an offer of which more is paid is not accepted by that
        ([OFFER, act("2021-01-11", "payment", amount="310.00")], "56.10", "0.00"),
        # another sum is accepted the same day
        ([OFFER | {"amount": "150.00"}, act("2021-01-11", "settlement_accepted", of="o", amount="160.00"),
          act("2021-01-11", "payment", amount="160.00")], "0.00", "0.00"),
    ],
)  # fmt: skip
def test_money_of_the_day_of_a_settlement_counts_if_it_is_what_was_agreed(
    law: Profile, events: list[Event], owed: str, credit: str
) -> None:
    found = case(*events)
    there = standing_of(found, law, on="2021-01-11")
    assert (there.owed.total, there.credit) == (D(owed), D(credit))
    assert "amount_above_claim" not in {one.code for one in audit(found, law, on="2021-01-11").findings}


def test_what_was_paid_of_a_settlement_on_its_day_is_not_asked_for_again(law: Profile) -> None:
    first = [act("2021-01-11", "settlement_accepted", amount="300.00"), act("2021-01-11", "payment", amount="100.00")]
    paid = case(*first, act("2021-01-20", "payment", amount="200.00"))
    assert standing_of(paid, law, on="2021-01-20").owed.total == D("0.00")


def test_an_offer_is_about_the_claims_that_are_due(law: Profile) -> None:
    # on 10 January 365.00 and ten days of 0.10 are due; the second claim only at the end of the year
    found = settlement_offer(case(claims=2, later="2021-12-31"), law, on="2021-01-10", discount="10%")
    assert (found.claims, found.owed.total, found.offer) == (("1",), D("366.00"), D("329.40"))
    assert found.if_refused is not None
    assert found.if_refused.total == D("371.00")  # a reminder of 5.00 the same day
    offered = act("2021-01-10", "settlement_offered", amount="329.40", until="2021-01-31")
    paid = case(offered, act("2021-01-20", "payment", amount="329.40"), claims=2, later="2021-12-31")
    assert standing_of(paid, law, on="2021-01-20").owed.total == D("365.00")


def test_an_acceptance_is_about_the_claims_of_the_offer(law: Profile) -> None:
    # the second claim falls due between the offer and its acceptance: it was never spoken of
    agreed = case(OFFER, act("2021-01-20", "settlement_accepted", of="o"), claims=2, later="2021-01-15")
    assert standing_of(agreed, law, on="2021-01-21").owed.total == D("732.70")  # 21 and 6 days of 0.10
    paid = agreed.with_event(act("2021-01-21", "payment", amount="300.00", claim="1"))
    assert standing_of(paid, law, on="2021-01-21").owed.total == D("365.60")


def test_without_an_order_of_waiving_nothing_is_guessed() -> None:
    silent = load_profile(path=Path(__file__).parent / "_d33")
    with pytest.raises(NotModelled, match="no_settlement_order"):
        settlement_offer(case(), silent, on="2021-01-10", discount="10%")
    assert settlement_offer(case(), silent, on="2021-01-10", waive=["interest"]).offer == D("365.00")
