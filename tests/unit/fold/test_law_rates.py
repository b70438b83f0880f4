"""Rates of invented laws: which day chooses one, what may change it, and when interest begins; worked out by hand.

Ten per cent a year of 36,500.00 are 10.00 a day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

import collectrules as cr
from collectrules.fold.asking import Question
from collectrules.fold.docket import docket_of
from collectrules.loader import model as m
from tests.unit.fold.laws import (
    D,
    act,
    case,
    dated,
    day,
    days,
    is_,
    law,
    refused,
)


@pytest.mark.parametrize(("keyed_by", "a_day"), [("claim_due", 10), (None, 20), ("accrual_day", 20)])
def test_a_fixed_rate_is_that_of_each_day_or_of_one_day_for_ever(keyed_by: str | None, a_day: int) -> None:
    """Ten per cent, and twenty from the day after the claim was due."""
    rate = dated(keyed_by, ("2010-01-01", "10"), ("2021-01-01", "20"))
    profile = law("_d18a", rate={"ten": {"fixed": rate}}, interest={"default": {"starts": (days(0, "claim.due"),)}})
    assert cr.standing(case(), profile, on="2021-01-10").owed.interest == 10 * a_day


def test_costs_do_not_bear_a_rate_that_may_change_with_what_happens() -> None:
    """The rate is agreed anew by an event, and the costs have none of their own."""
    rates = {"ten": {"when": (m.Condition({"disputed": is_(False)}),)}}
    profile = law("_d29", interest={"default": {"cost_rates": ()}}, rate=rates)
    events = (
        act("2021-02-01", "judgment", costs_awarded=True),
        act("2021-02-02", "charge", cost="awarded_cost", amount="365.00"),
        act("2021-02-10", "fixing_requested"),
    )
    assert refused(case(*events), profile) == ("word_not_computed", "interest.default.on_costs")


def test_a_court_may_award_interest_from_another_day_than_the_law_s() -> None:
    """From 2021-01-01 by law; from 2021-01-21 on as awarded, at ten per cent: to 2021-01-30 ten days."""
    awarded = act("2021-01-25", "title_obtained", title="judgment", interest_awarded_from="2021-01-21")
    profile = law("_d29")
    assert cr.standing(case(), profile, on="2021-01-30").owed.interest == 30 * 10
    assert cr.standing(case(awarded), profile, on="2021-01-30").owed.interest == 10 * 10
    asked = Question(case(), profile, day("2021-01-24"), {}, None, carry=False)
    assert asked.state.ledger.interest(asked.state.ledger.accounts[0]) == 24 * 10_00
    after = asked.going_on(case(awarded), day("2021-01-30"))
    assert after.state.ledger.interest(after.state.ledger.accounts[0]) == 10 * 10_00


def starting() -> cr.Profile:
    """Interest begins 60 days after a demand, or with the day of a notice."""
    starts = (days(60, "demand"), m.Period(since=("notice_given",), days=0, counting="calendar_days"))
    return law("_d18a", interest={"default": {"starts": starts}}, act={"notice_given": {"effects": m.Effects()}})


def test_an_act_that_is_only_tried_may_let_interest_begin_earlier() -> None:
    """Demanded on 1 February, so from 3 April on; a notice today lets it run today: 10.00."""
    demanded = case(act("2021-02-01", "demand"))
    asked = Question(demanded, starting(), day("2021-03-01"), {}, None, carry=False)
    notice = docket_of(case(act("2021-02-01", "demand"), act("2021-03-01", "notice_given")), asked.profile)
    tried = notice.until(asked.on, None)[-1:]
    found = asked.with_entries(tried)
    assert found.ledger.interest(found.ledger.accounts[0]) == 10_00
    assert asked.state.ledger.interest(asked.state.ledger.accounts[0]) == 0


def test_an_act_is_tried_beside_what_happened_on_the_same_day() -> None:
    """As above, with a reminder on the day itself."""
    events = act("2021-02-01", "demand"), act("2021-03-01", "reminder")
    asked = Question(case(*events), starting(), day("2021-03-01"), {}, None, carry=False)
    longer = docket_of(case(*events, act("2021-03-01", "notice_given")), asked.profile)
    tried = [entry for entry in longer.until(asked.on, None) if entry.event.kind == "notice_given"]
    found = asked.with_entries(tried)
    assert found.ledger.interest(found.ledger.accounts[0]) == 10_00
    assert [kind for _, kind, _ in found.applied] == ["demand", "reminder", "notice_given"]


def test_rates_that_follow_one_another_agree_on_interest_on_interest() -> None:
    changing = (m.Condition({"disputed": is_(False)}),)
    other = (m.Condition({"disputed": is_(True)}),)
    rates = {"new": {"when": changing, "compound": "yearly_from_start"}, "old": {"when": other}}
    assert refused(case(claims=({"arose": "2020-06-01"},)), law("_d32", rate=rates)) == (
        "word_not_computed",
        "rate.new.compound",
    )


def test_of_two_rules_of_interest_none_is_chosen_by_itself() -> None:
    found = law("_d18a")
    twice = {**found.interest, "other": replace(found.interest["default"], name="other")}
    assert refused(case(), replace(found, interest=twice, memo={})) == ("two_rules", "claims[0]")


def test_a_rate_that_is_agreed_before_interest_begins_changes_nothing_yet() -> None:
    """Interest from a demand; none was made, so none runs at whatever rate."""
    agreed = act("2021-02-01", "rate_agreed", percent="5.00")
    assert cr.standing(case(agreed), law("_d18a"), on="2021-03-01").owed.interest == 0


def test_a_rate_whose_days_are_over_when_interest_begins_is_no_part_of_it() -> None:
    """Five per cent from 16 December on; two per cent until then, and interest begins on 1 January."""
    asked = (m.Condition({"disputed": is_(False)}),)
    rates = {
        "old": {"when": asked, "to": dt.date(2020, 12, 15)},
        "new": {"when": asked, "from_": dt.date(2020, 12, 16)},
    }
    profile = law("_d32", rate=rates)
    assert cr.standing(case(claims=({"arose": "2020-06-01"},)), profile, on="2021-01-10").owed.interest == 10 * 5


@pytest.mark.parametrize(("agreed", "a_day"), [(None, 10), ("5.00", 2)])
def test_a_rate_may_ask_whether_one_was_agreed(agreed: str | None, a_day: int) -> None:
    """Ten per cent where none was agreed, two where one was before default."""
    rates = {
        "new": {"when": (m.Condition({"rate_agreed": is_("no")}),), "fixed": m.Amount(is_=D(10)), "agreed": ()},
        "old": {"when": (m.Condition({"rate_agreed": m.Matcher(not_=is_("no"))}),), "agreed": ()},
    }
    words = {} if agreed is None else {"agreements": {"rate": {"percent": agreed, "agreed_on": "2020-01-01"}}}
    facts = case(claims=({"arose": "2020-06-01", **words},))
    assert cr.standing(facts, law("_d32", rate=rates), on="2021-01-10").owed.interest == 10 * a_day


def test_costs_may_bear_the_rate_of_the_day_of_the_title() -> None:
    """Judgment on 1 February, when four per cent applied; from the 11th 365.00 bear 0.04 a day for ten days."""
    rate = dated("title", ("2010-01-01", "2"), ("2021-02-01", "4"), ("2021-02-05", "8"))
    assert costs(law("_d29", rate={"two": {"fixed": rate}}), "2021-02-20") == D("0.40")


def costs(profile: cr.Profile, on: str, *more: dict[str, Any], booked: str = "2021-02-02") -> Decimal:
    """What awarded costs of 365.00 bear, fixed on 10 February: interest with them, less interest without."""
    judged = act("2021-02-01", "judgment", costs_awarded=True), act("2021-02-10", "fixing_requested"), *more
    bill = act(booked, "charge", cost="awarded_cost", amount="365.00")
    both = [cr.standing(case(*judged, *bills), profile, on=on).owed.interest for bills in ((bill,), ())]
    return both[0] - both[1]


def test_costs_that_are_booked_late_bear_interest_from_their_own_day() -> None:
    """Two per cent of 365.00 are 0.02 a day: 18 days from the 11th to the 28th, and no payment before it counts."""
    paid = act("2021-02-12", "payment", amount="100.00")
    assert costs(law("_d29"), "2021-02-28", paid, booked="2021-02-21") == D("0.36")


@pytest.mark.parametrize("on", [("fees",), ("principal", "interest"), ("open_principal",), ("costs",)])
def test_interest_on_what_is_not_computed_is_refused(on: tuple[str, ...]) -> None:
    """That the principal bears none, or that interest does by being named, is an error and never interest on it."""
    assert refused(case(), law("_d29", interest={"default": {"on": on}})) == (
        "word_not_computed",
        "interest.default.on",
    )


def test_fees_may_bear_interest_beside_the_principal() -> None:
    profile = law("_d29", interest={"default": {"on": ("principal", "fees")}})
    assert cr.standing(case(), profile, on="2021-01-30").owed.interest == 30 * 10
