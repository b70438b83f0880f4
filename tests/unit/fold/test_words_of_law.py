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
from collectrules.fold.ageing import Aged, aged
from collectrules.fold.asking import Question
from collectrules.fold.docket import docket_of
from collectrules.fold.plans import missed_share, plan_holds
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


def test_a_rate_whose_days_are_over_when_interest_begins_is_no_part_of_it() -> None:
    """Five per cent from 16 December on; two per cent until then, and interest begins on 1 January."""
    asked = (m.Condition({"disputed": is_(False)}),)
    rates = {"old": {"when": asked, "to": dt.date(2020, 12, 15)}, "new": {"when": asked, "from_": dt.date(2020, 12, 16)}}
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
    """Judgment on 1 February, when four per cent applied; from the 11th 365.00 bear 0.04 a day; ten days to the 20th."""
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


# Facts -----------------------------------------------------------------------------------------------------


def step(facts: cr.Case, profile: cr.Profile, action: str, on: str) -> str:
    return next((one.status for one in cr.next_steps(facts, profile, on=on).proposals if one.action == action), "none")


def test_who_collects_may_decide_what_may_be_done() -> None:
    profile = law("_d18a", act={"demand": {"when": (m.Condition({"collector": is_("none")}),)}})
    handed = case(act("2021-02-01", "handed_over", to="collector"))
    assert step(case(), profile, "demand", "2021-03-01") == "open"
    assert step(handed, profile, "demand", "2021-03-01") != "open"


def test_an_act_may_wait_for_the_last_time_it_was_done() -> None:
    """Thirty days after 1 March end on 31 March."""
    profile = law("_d18a", act={"demand": {"earliest": (days(30, "previous.done"),)}})
    facts = case(act("2021-03-01", "demand"))
    found = next(one for one in cr.next_steps(facts, profile, on="2021-03-10").proposals if one.action == "demand")
    assert found.earliest == dt.date(2021, 4, 1)


def test_a_share_of_a_plan_is_missed_only_where_there_is_a_plan_of_some_sum() -> None:
    """Of two instalments of 100.00, due on 1 February and 1 March, the first is missed: half."""
    plan = [{"due": "2021-02-01", "amount": "100.00"}, {"due": "2021-03-01", "amount": "100.00"}]
    agreed = act("2021-01-10", "plan_agreed", instalments=plan)
    for events, share in (((), None), ((agreed,), 50)):
        state = asked(case(*events), law("_d18a"), "2021-02-15").state
        assert missed_share(state, state.ledger.accounts[0], day("2021-02-15")) == share
        assert plan_holds(state, state.ledger.accounts[0], day("2021-02-15")) is bool(events)


def asked(facts: cr.Case, profile: cr.Profile, on: str) -> Question:
    return Question(facts, profile, day(on), {}, None, carry=False)


# Stays -----------------------------------------------------------------------------------------------------


def stays(facts: cr.Case, profile: cr.Profile, on: str) -> list[tuple[str, int, int | None]]:
    state = asked(facts, profile, on).state
    return [(stay.name, stay.first, stay.last) for stay in state.ledger.accounts[0].stays]


def test_a_stay_that_the_law_does_not_know_begins_and_ends_as_it_is_told() -> None:
    began, ended = act("2021-01-05", "stay_began"), act("2021-02-01", "stay_ended")
    profile = law("_d18a")
    assert stays(case(began), profile, "2021-03-01") == [("stay", day("2021-01-05"), None)]
    assert stays(case(began, ended), profile, "2021-03-01") == [("stay", day("2021-01-05"), day("2021-01-31"))]
    letter = act("2021-01-20", "reminder")
    assert stays(case(began, letter), profile, "2021-03-01") == [("stay", day("2021-01-05"), None)]


@pytest.mark.parametrize(("life", "begins"), [({"from_": dt.date(2021, 2, 2)}, False), ({"from_": dt.date(2021, 2, 1)}, True),
                                              ({"to": dt.date(2021, 1, 31)}, False), ({"to": dt.date(2021, 2, 1)}, True)])  # fmt: skip  # noqa: E501
def test_a_stay_begins_only_while_its_law_is_in_force(life: dict[str, dt.date], *, begins: bool) -> None:
    profile = law("_d09s", stay={"respite": life})
    began = act("2021-02-01", "stay_began", name="respite")
    assert bool(stays(case(began), profile, "2021-03-01")) is begins


def test_a_stay_may_end_some_time_after_a_day_of_the_claim() -> None:
    """Sixty days after 31 December 2020 are over with 1 March 2021."""
    profile = law("_d09s", stay={"respite": {"ends": (days(60, "claim.due"),)}})
    began = act("2021-02-01", "stay_began", name="respite")
    assert stays(case(began), profile, "2021-04-01") == [("respite", day("2021-02-01"), day("2021-03-01"))]


# What is booked --------------------------------------------------------------------------------------------


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
