"""Single words of a law, each changed in an invented one, and what they do; worked out by hand.

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
from tests.unit.fold.laws import act, case, codes, law

D = Decimal
FEE = act("2021-02-01", "reminder", fee="5.00")
LATER = act("2021-02-21", "reminder", fee="5.00")


def refused(facts: cr.Case, profile: cr.Profile, on: str = "2021-04-30") -> tuple[str, str]:
    with pytest.raises(cr.NotModelled) as caught:
        cr.standing(facts, profile, on=on)
    return caught.value.code, caught.value.faults[0].path


def days(number: int, after: str, **when: m.Matcher) -> m.Period:
    conditions = {"when": (m.Condition(dict(when)),)} if when else {}
    return m.Period(after=(after,), days=number, counting="calendar_days", **conditions)  # type: ignore[arg-type]


def is_(*words: object) -> m.Matcher:
    return m.Matcher(any_of=words)  # type: ignore[arg-type]


def day(text: str) -> int:
    return dt.date.fromisoformat(text).toordinal()


# Fees ------------------------------------------------------------------------------------------------------


def test_a_fee_is_free_of_what_is_only_counted_elsewhere() -> None:
    profile = law("_d18a", fee={"reminder": {"limits": (m.Limit(free=1, per="case"),)}})
    assert refused(case(FEE), profile) == ("word_not_computed", "limits.free.per.case")


def test_a_fee_that_was_abolished_is_not_owed_after_its_last_day() -> None:
    last = dt.date(2021, 2, 1)
    profile = law("_d18a", fee={"reminder": {"to": last}})
    assert codes(case(FEE), profile, "2021-03-01") == []
    assert codes(case(LATER), profile, "2021-03-01") == ["fee_repealed"]


@pytest.mark.parametrize(
    ("periods", "early"),
    [
        ((days(30, "previous.charged"), days(10, "previous.charged")), True),  # the longer counts, wherever it stands
        ((days(10, "previous.charged"), days(30, "previous.charged")), True),
        ((days(10, "previous.charged"),), False),
        ((days(30, "previous.charged", debtor=is_("business")),), False),  # not about a consumer
        ((days(30, "previous.charged", debtor=is_("consumer")),), True),
        ((days(60, "claim.due"),), True),
        ((days(20, "claim.due"),), False),
    ],
)
def test_a_fee_waits_for_every_period_that_applies(periods: tuple[m.Period, ...], *, early: bool) -> None:
    """Reminded on 1 and on 21 February; the claim was due on 31 December."""
    profile = law("_d18a", fee={"reminder": {"once": periods}})
    assert ("fee_too_soon" in codes(case(FEE, LATER), profile, "2021-03-01")) is early
    cr.next_steps(case(FEE, LATER), profile, on="2021-03-01")


def test_tax_is_added_to_a_fee_whoever_the_creditor_is() -> None:
    """Twenty per cent on 5.00."""
    profile = law("_d16", fee={"reminder": {"vat": "add"}})
    for recovers in (True, False):
        facts = case(act("2021-02-01", "reminder", fee="6.00"), creditor={"kind": "business", "recovers_vat": recovers})
        assert cr.standing(facts, profile, on="2021-02-01").owed.fees == 6


# Rates -----------------------------------------------------------------------------------------------------


def dated(keyed_by: str | None, *rows: tuple[str, str]) -> m.Dated:
    versions = tuple(m.Row(from_=dt.date.fromisoformat(day), is_=m.Amount(is_=D(rate))) for day, rate in rows)
    return m.Dated(keyed_by=keyed_by, value=versions)  # type: ignore[arg-type]


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


# Sums ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "path"),
    [({"parts": ("vat",)}, "base.parts.vat"), ({"parts": ("interest",), "at": "suit_filed"}, "base.of_matter.at")],
)
def test_a_sum_that_is_not_reckoned_is_no_sum(words: dict[str, Any], path: str) -> None:
    profile = law("_d16", base={"of_matter": words})
    with pytest.raises(cr.NotModelled) as caught:
        cr.standing(case(act("2021-02-01", "visit_requested")), profile, on="2021-02-01")
    assert (caught.value.code, caught.value.faults[0].path.startswith("base.")) == ("word_not_computed", True)
    assert path


def test_money_on_a_claim_with_an_agreed_order_is_not_spread_by_another() -> None:
    paid = act("2021-02-01", "payment", amount="10.00")
    facts = case(paid, claims=({"agreements": {"allocation": "principal first"}},))
    assert refused(facts, law("_d18a")) == ("word_not_computed", "claims[0].agreements.allocation")


# Acts ------------------------------------------------------------------------------------------------------


def test_time_turns_a_stage_only_where_its_condition_holds_on_the_day() -> None:
    """A claim that is disputed before it is overdue does not become so while the law asks for no dispute."""
    profile = law("_d18a", act={"fell_overdue": {"when": (m.Condition({"disputed": is_(False)}),)}})
    stages = [
        cr.standing(case(*events), profile, on="2021-03-01").stage
        for events in ((), (act("2020-12-01", "dispute"),))
    ]
    assert stages == ["overdue", "not_due"]


def test_an_act_that_was_abolished_has_a_last_day() -> None:
    profile = law("_d18a", act={"demand": {"to": dt.date(2021, 3, 1)}})
    steps = {step.action: step for step in cr.next_steps(case(), profile, on="2021-02-01").proposals}
    assert steps["demand"].latest == dt.date(2021, 3, 1)


# Interest that begins earlier than was thought -------------------------------------------------------------


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
    assert refused(case(claims=({"arose": "2020-06-01"},)), law("_d32", rate=rates)) == ("word_not_computed", "rate.new.compound")


def test_of_two_rules_of_interest_none_is_chosen_by_itself() -> None:
    found = law("_d18a")
    twice = {**found.interest, "other": replace(found.interest["default"], name="other")}
    assert refused(case(), replace(found, interest=twice, memo={})) == ("two_rules", "claims[0]")


def test_a_rate_that_is_agreed_before_interest_begins_changes_nothing_yet() -> None:
    """Interest from a demand; none was made, so none runs at whatever rate."""
    agreed = act("2021-02-01", "rate_agreed", percent="5.00")
    assert cr.standing(case(agreed), law("_d18a"), on="2021-03-01").owed.interest == 0
