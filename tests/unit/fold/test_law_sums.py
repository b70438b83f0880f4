"""What is booked, credited and paid under invented laws; worked out by hand.

Ten per cent a year of 36,500.00 are 10.00 a day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

import collectrules as cr
from collectrules.fold.ageing import Aged, aged
from collectrules.loader import model as m
from tests.unit.fold.laws import (
    FEE,
    D,
    act,
    asked,
    case,
    day,
    law,
    refused,
)


@pytest.mark.parametrize(
    ("words", "path"),
    [({"parts": ("vat",)}, "base.parts.vat"), ({"parts": ("interest",), "at": "suit_filed"}, "base.of_matter.at")],
)
def test_a_sum_that_is_not_reckoned_is_no_sum(words: dict[str, Any], path: str) -> None:
    profile = law("_d16", base={"of_matter": words})
    with pytest.raises(cr.NotModelled) as caught:
        cr.standing(case(act("2021-02-01", "visit_requested")), profile, on="2021-02-01")
    assert (caught.value.code, caught.value.faults[0].path) == ("word_not_computed", path)


def test_money_on_a_claim_with_an_agreed_order_is_not_spread_by_another() -> None:
    paid = act("2021-02-01", "payment", amount="10.00")
    facts = case(paid, claims=({"agreements": {"allocation": "principal first"}},))
    assert refused(facts, law("_d18a")) == ("word_not_computed", "claims[0].agreements.allocation")


def test_a_part_that_the_law_names_and_no_claim_has_takes_no_money() -> None:
    within = ("contract_interest", "interest", "fees", "costs", "principal")
    profile = law("_d18a", allocation={"general": {"within": within}})
    found = cr.standing(case(act("2021-02-01", "payment", amount="100.00")), profile, on="2021-02-01")
    assert found.owed.principal == D("36400.00")


def test_a_lump_sum_of_a_claim_that_was_withdrawn_is_all_struck() -> None:
    events = act("2021-02-01", "withdrawn"), act("2021-02-02", "compensation_claimed", amount="40.00")
    found = cr.audit(case(*events), law("_d16"), on="2021-03-01").findings
    assert [(one.code, one.amount_unlawful) for one in found if one.event == "2"] == [("claim_withdrawn", D("40.00"))]


def test_a_lump_sum_that_the_law_does_not_have_is_nothing_and_the_answer_says_so() -> None:
    claimed = act("2021-02-01", "compensation_claimed")
    found = cr.standing(case(claimed), law("_d18a"), on="2021-03-01")
    assert "compensation_amount" in {one.code for one in found.assumptions}
    assert found.owed.costs == found.owed.fees == 0


def test_a_common_ceiling_holds_only_the_fees_it_names() -> None:
    cap = m.Cap(name="most", what="Most", law=("act-1",), over=("petition",), amount=m.Amount(is_=D(1)), per="claim")
    found = law("_d18a")
    for over, owed in (("petition",), 5), (("reminder",), 1):
        profile = replace(found, cap={"most": replace(cap, over=over)}, memo={})
        assert cr.standing(case(FEE), profile, on="2021-03-01").owed.fees == owed


def test_only_figures_that_were_checked_too_long_ago_are_told_and_costs_without_one_are_not() -> None:
    """Checked on 1 January 2015, used in 2021; the charge for an address has no tariff."""
    checked = dt.date(2015, 1, 1)
    profile = law("_d18a", fee={"reminder": {"checked": checked}})
    facts = case(FEE, act("2021-02-02", "charge", cost="address_search", amount="7.00"))
    assert list(aged(asked(facts, profile, "2021-03-01").state)) == [Aged("fee.reminder", checked, ("act-1",))]


def test_a_claim_bears_no_more_interest_once_it_was_stopped_or_has_reached_its_ceiling() -> None:
    demanded, truce = act("2021-01-05", "demand"), act("2021-02-01", "truce_agreed")
    for events, bears in (((demanded,), True), ((demanded, truce), False), ((), False)):
        ledger = asked(case(*events), law("_d18a"), "2021-03-01").state.ledger
        assert ledger.bears(ledger.accounts[0], day("2021-03-02")) is bears
    ledger = asked(case(demanded), law("_d18a"), "2021-03-01").state.ledger
    ledger.accounts[0].interest_cap = 100
    assert not ledger.bears(ledger.accounts[0], day("2021-03-02"))
