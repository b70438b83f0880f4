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
from collectrules.fold.clocks import barred_days, deadlines, limitation
from collectrules.fold.docket import docket_of
from collectrules.fold.handling.contents import Omission, without_fee
from collectrules.fold.judging import amount_of, frame_of, room_for
from collectrules.fold.moments import Moment
from collectrules.fold.plans import missed_share, plan_holds, plan_word
from collectrules.fold.ruling import Opinion, Ruling
from collectrules.fold.sensitivity import readings_used
from collectrules.fold.turning import Turning, turning_on
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
        cr.standing(case(*events), profile, on="2021-03-01").stage for events in ((), (act("2020-12-01", "dispute"),))
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


# Figures that are not known --------------------------------------------------------------------------------

UNKNOWN = m.Dated(value=(m.Row(from_=dt.date(2010, 1, 1), unknown=True),))
LATE = m.Dated(value=(m.Row(from_=dt.date(2030, 1, 1), is_=m.Amount(is_=D(10))),))


def with_value(profile: cr.Profile, name: str, *rows: m.Row, unit: str | None = None) -> cr.Profile:
    """The law with one more value."""
    value = m.Value(name=name, what="A value", law=("act-1",), keyed_by="act", unit=unit, value=rows)  # type: ignore[arg-type]
    return replace(profile, value={**profile.value, name: value}, memo={})


def row(text: str, since: str = "2010-01-01") -> m.Row:
    return m.Row(from_=dt.date.fromisoformat(since), is_=m.Amount(is_=D(text)))


def test_an_act_may_wait_for_days_that_the_law_keeps_as_a_value() -> None:
    """Ten days after 31 December end on 10 January; from the day after it may be done."""
    waiting = m.Period(after=("claim.due",), days="wait", counting="calendar_days")
    profile = with_value(law("_d18a", act={"demand": {"earliest": (waiting,)}}), "wait", row("10"), unit="days")
    found = next(one for one in cr.next_steps(case(), profile, on="2021-01-05").proposals if one.action == "demand")
    assert found.earliest == dt.date(2021, 1, 11)


def test_a_value_in_doubt_that_more_than_fees_name_turns_more_than_fees() -> None:
    waiting = m.Period(after=("claim.due",), days="wait", counting="calendar_days")
    doubted = m.ByReading("last_day", {"bears": m.Amount(is_=D(10)), "is_free": m.Amount(is_=D(20))})
    rows = (m.Row(from_=dt.date(2010, 1, 1), is_=doubted),)
    plain = with_value(law("_d29"), "wait", *rows, unit="days")
    named = with_value(law("_d29", act={"judgment": {"earliest": (waiting,)}}), "wait", *rows, unit="days")
    told = Turning("value", "wait", excepted=False)
    assert (told in turning_on(plain)["last_day"], told in turning_on(named)["last_day"]) == (False, True)


def test_an_answer_that_fails_under_another_reading_turns_on_it() -> None:
    """Under one option there is a rate of ten per cent, under the other none at all."""
    profile = law("_d29", rate={"ten": {"when": (m.Condition({"reading.last_day": is_("bears")}),)}})
    question = asked(case(), profile, "2021-01-10")
    assert [(one.reading, one.sensitive) for one in readings_used(question)] == [("last_day", True)]


def test_a_lump_sum_does_not_hang_on_a_value() -> None:
    profile = law("_d16", fee={"lump": {"amount": m.Amount(table="scale")}})
    assert refused(case(act("2021-02-01", "compensation_claimed")), profile) == ("word_not_computed", "scale")


def test_a_margin_does_not_hang_on_a_value() -> None:
    profile = with_value(law("_d01", rate={"floating": {"margin": m.Amount(table="late")}}), "late", row("5"))
    assert refused(case(), profile, "2021-01-10") == ("word_not_computed", "late")


def test_a_lump_sum_that_is_not_known_is_not_made_up() -> None:
    profile = law("_d16", fee={"lump": {"amount": UNKNOWN}})
    claimed = act("2021-02-01", "compensation_claimed")
    found = cr.standing(case(claimed), profile, on="2021-03-01")
    assert found.owed.fees == found.owed.costs == 0


def test_what_is_credited_on_a_lump_sum_is_credited_where_one_is_owed() -> None:
    """Of two claims only the rent has a lump sum of 40.00, on which 10.00 were credited; 30.00 of goods are too much."""
    claimed = act("2021-02-01", "compensation_claimed", amount="30.00", credited="10.00")
    facts = case(claimed, claims=({"kind": "goods_or_services"}, {"kind": "rent"}))
    rent = law("_d16", fee={"lump": {"when": (m.Condition({"claim_kind": is_("rent")}),)}})
    unknown = law("_d16", fee={"lump": {"amount": UNKNOWN}})
    for profile, code, claims, sums in (
        (rent, "fee_condition", ("1",), (30, 0)),
        (unknown, "unknown_figure", ("2",), (0, 30)),
    ):
        (found,) = cr.audit(facts, profile, on="2021-03-01").findings
        assert (found.code, found.claims, (found.amount_unlawful, found.amount_in_doubt)) == (code, claims, sums)


def test_a_frame_beside_which_a_figure_is_missing_is_not_shown() -> None:
    """Between 10.00 and 20.00, doubled; the factor is known from 2030 on."""
    amount = m.Amount(between=(D(10), D(20)), times="factor")
    for since, lower in (("2010-01-01", 20_00), ("2030-01-01", None)):
        profile = with_value(
            law("_d18a", fee={"reminder": {"amount": amount}}), "factor", row("2", since), unit="factor"
        )
        state = asked(case(), profile, "2021-02-01").state
        moment = Moment(state, state.ledger.accounts[0], state.on, (state.ledger.accounts[0],), "reminder/reminder")
        assert frame_of(state.book.fees["reminder"].cautious, moment, 0) == lower


def test_an_agreed_fee_is_not_compared_with_one_that_is_not_known() -> None:
    """The law's fee of 5.00 is displaced by an agreed one of 50.00, of which the answer tells; not if it is unknown."""
    plain = law("_d18a").fee["reminder"]
    agreed = replace(plain, name="agreed", of="agreed_fee", amount=m.Amount(percent=D(100)), instead_of=("reminder",))
    terms = ({"agreements": {"reminder_fee": {"amount": "50.00", "agreed_on": "2020-01-01"}}},)
    for amount, told in ((m.Amount(is_=D(5)), True), (UNKNOWN, False)):
        found = law("_d18a")
        fees = {**found.fee, "reminder": replace(plain, amount=amount), "agreed": agreed}
        profile = replace(found, fee=fees, memo={})
        assert ("agreed_fee_above_law" in codes(case(claims=terms), profile, "2021-01-10")) is told


def test_a_period_of_limitation_that_is_not_modelled_yet_is_no_period() -> None:
    found = law("_d23")
    period = m.Period(after=("claim.due",), days="long", counting="calendar_days")
    profile = law("_d23", limitation={"year_end": {"period": period, "cut_short": (), "restarts": ()}})
    assert found.limitation.keys() == profile.limitation.keys()
    later = with_value(profile, "long", row("1000", "2030-01-01"), unit="days")
    state = asked(case(), later, "2021-02-01").state
    with pytest.raises(cr.NotModelled) as caught:
        limitation(state, state.ledger.accounts[0])
    assert caught.value.code == "not_modelled"


# More facts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "events", "open_"),
    [
        ({"paid_share": m.Matcher(from_=D(50))}, ("18249.99",), False),
        ({"paid_share": m.Matcher(from_=D(50))}, ("18250.00",), True),  # half of 36,500.00
        ({"plan_instalments": m.Matcher(from_=2)}, (), False),
    ],
)
def test_an_act_may_ask_how_much_was_paid(facts: dict[str, m.Matcher], events: tuple[str, ...], *, open_: bool) -> None:
    profile = law("_d18a", act={"demand": {"when": (m.Condition(facts),)}})
    paid = [act("2021-01-10", "payment", amount=amount) for amount in events]
    assert (step(case(*paid), profile, "demand", "2021-02-01") == "open") is open_


@pytest.mark.parametrize(("count", "open_"), [(1, False), (2, True)])
def test_an_act_may_ask_for_the_instalments_of_a_plan(count: int, *, open_: bool) -> None:
    rows = [{"due": f"2021-0{month}-01", "amount": "100.00"} for month in range(2, 2 + count)]
    asks = (m.Condition({"plan_instalments": m.Matcher(from_=2)}),)
    profile = law("_d18a", act={"notice_given": {"when": asks}})
    agreed = act("2021-01-10", "plan_agreed", instalments=rows)
    assert (step(case(agreed), profile, "notice_given", "2021-01-20") != "blocked") is open_


def test_an_act_may_wait_until_little_is_left_of_the_time_to_sue() -> None:
    """The six months of a loan due on 31 December 2020 end on 30 June 2021; thirty days are left from 31 May on."""
    asks = (m.Condition({"limitation_days_left": m.Matcher(to=30)}),)
    profile = law("_d23", act={"reminder": {"when": asks}})
    facts = case(claims=({"kind": "loan"},))
    statuses = [step(facts, profile, "reminder", on) for on in ("2021-05-30", "2021-05-31")]
    assert [status == "open" for status in statuses] == [False, True]


def test_a_plan_that_falls_by_itself_is_broken_from_the_day_of_its_second_missed_instalment() -> None:
    """Due at the end of January, February and March: the second is missed from 1 March on."""
    rows = [{"due": f"2021-0{month}-28", "amount": "100.00"} for month in (1, 2, 3)]
    facts = case(
        act("2020-12-31", "plan_agreed", instalments=rows), claims=({"amount": "300.00"},), debtor={"kind": "business"}
    )
    state = asked(facts, law("_d39"), "2021-01-15").state
    words = [plan_word(state, state.ledger.accounts[0], day(on)) for on in ("2021-02-28", "2021-03-01")]
    assert words == ["running", "broken"]


# What waits and what is laid out ---------------------------------------------------------------------------


def test_a_letter_counts_as_received_only_when_time_does_not_stand_still() -> None:
    """Five days after it was sent, in which a respite without an end is not counted."""
    arrives = m.Period(after=("sent",), days=5, counting="calendar_days", paused_by=("respite",))
    post = m.Delivery(name="post", what="By post", law=("act-1",), channel="post", arrives=arrives)
    profile = replace(law("_d09s"), delivery={"post": post}, memo={})
    letter, began = act("2021-02-02", "reminder", channel="post"), act("2021-02-01", "stay_began", name="respite")
    for events, told in (((letter,), True), ((began, letter), False)):
        found = cr.standing(case(*events), profile, on="2021-03-01").assumptions
        assert ("delivery_presumed" in {one.code for one in found}) is told


def test_the_wait_for_the_next_fee_has_no_end_while_time_stands_still() -> None:
    pausing = m.Period(after=("previous.charged",), days=10, counting="calendar_days", paused_by=("respite",))
    fee = replace(law("_d18a").fee["reminder"], once=(pausing,))
    profile = replace(law("_d09s"), fee={"reminder": fee}, memo={})
    began = act("2021-02-03", "stay_began", name="respite")
    for events, told in (((FEE,), True), ((FEE, began), False)):
        state = asked(case(*events), profile, "2021-02-05").state
        found = {kind for kind, *_ in deadlines(state, state.ledger.accounts[0])}
        assert ("reminder_gap" in found) is told


def test_a_fee_that_was_not_owed_anyway_is_not_struck_once_more() -> None:
    ruling = Ruling(0, 0, None, Opinion(0, "fee_too_soon", ()))  # type: ignore[arg-type]  # whose it is does not matter
    assert without_fee(ruling, Omission(("interest",), "no_fee", ("act-1",), certain=True)) is ruling


POST = {"name": "post", "act": "handed_over", "part": "collection", "cost": ("postage",), "charge": "actual"}


def test_what_was_laid_out_is_owed_as_far_as_the_ceiling_leaves_room() -> None:
    """Interest and costs are no more than the claim of 100.00; one day at ten per cent is 0.03."""
    found = law("_d33")
    cap = replace(found.interest["default"].cap, beside=(), paid="counts")  # type: ignore[type-var]
    fee = replace(law("_d18a").fee["reminder"], **POST)
    interest = {"default": replace(found.interest["default"], cap=cap)}
    act_ = replace(found.act["suit_filed"], name="handed_over")
    profile = replace(found, interest=interest, fee={"post": fee}, act={**found.act, "handed_over": act_}, memo={})
    laid_out = (
        act("2021-01-01", "handed_over", to="collector"),
        act("2021-01-01", "charge", cost="postage", amount="150.00"),
    )
    assert cr.standing(case(*laid_out, claims=({"amount": "100.00"},)), profile, on="2021-01-01").owed.costs == D(
        "99.97"
    )


def test_nothing_comes_off_what_was_laid_out() -> None:
    less = law("_d16").fee["collection"].less
    profile = law("_d16", fee={"expenses": {"charge": "actual", "less": less}})
    events = (
        act("2021-01-10", "handed_over", to="collector"),
        act("2021-01-11", "charge", cost="postage", amount="5.00"),
    )
    assert refused(case(*events), profile) == ("word_not_computed", "fee.expenses.less")


def test_what_a_ceiling_leaves_beyond_the_last_published_rate_is_what_it_left_by_then() -> None:
    """A ceiling of 36,500.00, of which nine per cent of a year, 3,285.00, are used by the end of 2021."""
    cap = m.InterestCap(percent=D(100), of="principal")
    state = asked(case(), law("_d01", interest={"floating": {"cap": cap}}), "2021-12-31").state
    for on in ("2021-12-31", "2022-01-10"):
        assert room_for("reminder_fee", Moment(state, state.ledger.accounts[0], day(on))) == 33_215_00


def test_a_claim_whose_interest_is_not_paid_waits_for_the_rate_of_its_own_payment() -> None:
    """Nine per cent of each claim for ten days are 90.00; what is paid is the interest of the first."""
    paid = act("2021-01-10", "payment", amount="90.00", claims=["1"])
    facts = case(paid, claims=({}, {}), debtor={"kind": "public"})
    assert cr.standing(facts, law("_d01"), on="2021-01-10").owed.interest == 90


def test_a_rate_of_payment_is_not_reckoned_where_interest_runs_anew() -> None:
    cap = m.InterestCap(percent=D(100), of="principal", until=("reminder",))
    profile = law("_d01", interest={"of_payment": {"cap": cap}})
    facts = case(act("2021-01-05", "reminder"), act("2021-01-10", "payment", amount="90.00"), debtor={"kind": "public"})
    assert refused(facts, profile) == ("word_not_computed", "claims[0].interest")


def test_a_bound_of_expenses_may_be_a_value() -> None:
    """No more than 20.00, as a figure or by name, is the same law."""
    handed = (
        act("2021-01-10", "handed_over", to="collector"),
        act("2021-01-12", "charge", cost="collector_fee", amount="900.00"),
    )
    plain = law("_d28")
    expenses = replace(plain.fee["collection"].expenses, at_most="most")  # type: ignore[type-var]
    named = with_value(law("_d28", fee={"collection": {"expenses": expenses}}), "most", row("20"))
    owed = [cr.standing(case(*handed), profile, on="2021-02-01").owed.costs for profile in (plain, named)]
    assert owed[0] == owed[1] > 0


def test_a_unit_is_that_of_the_day_also_where_the_tariff_is_dated() -> None:
    """The order's fee in one row since 2010 is the same law as the plain figure."""
    plain = law("_d16")
    dated_ = m.Dated(value=(m.Row(from_=dt.date(2010, 1, 1), is_=plain.fee["order"].amount),))  # type: ignore[arg-type]
    events = (
        act("2021-01-10", "handed_over", to="collector"),
        act("2021-01-12", "charge", cost="collector_fee", amount="1000.00"),
        act("2021-01-20", "order_filed"),
    )
    profiles = plain, law("_d16", fee={"order": {"amount": dated_}})
    owed = [cr.standing(case(*events), profile, on="2021-02-01").owed.costs for profile in profiles]
    assert owed[0] == owed[1] > 0


def test_a_letter_that_arrives_arrives_for_the_claims_it_was_about() -> None:
    claims = ({}, {"amount": "200.00"})
    sent = act("2021-02-01", "reminder", id="r", claims=["2"])
    state = asked(case(sent, act("2021-02-05", "received", of="r"), claims=claims), law("_d18a"), "2021-02-10").state
    assert [account.latest.get("received") is not None for account in state.ledger.accounts] == [False, True]


def test_a_bill_over_what_was_taken_back_of_one_claim_says_nothing_of_another() -> None:
    asked_ = [act("2021-03-01", "order_asked", claims=[name]) for name in ("1", "2")]
    dropped = [act("2021-03-20", "order_dropped", claims=[name]) for name in ("1", "2")]
    bill = act("2021-03-21", "charge", cost="court_fee", amount="90.00", claims=["2"])
    found = cr.standing(case(*asked_, *dropped, bill, claims=({}, {})), law("_d38t"), on="2021-03-21")
    assert found.owed.costs == 40


def lapsing(*, paused_by: tuple[str, ...] = ()) -> cr.Profile:
    """Interest of ten per cent from the due day on, each day's barred 365 days after it; to acknowledge begins anew."""
    period = m.Period(after=("interest.accrued",), days=365, counting="calendar_days", paused_by=paused_by)
    rule = m.Limitation(
        name="interest", what="Interest", law=("act-1",), covers=("interest",), period=period, effect="defence",
        restarts=(m.Restart(on=("acknowledgement",)),),
    )  # fmt: skip
    found = law("_d18a", interest={"default": {"starts": (days(0, "claim.due"),)}})
    respite = {"respite": replace(law("_d09s").stay["respite"], stops=())}
    return replace(found, limitation={"interest": rule}, stay=respite, memo={})


ACKNOWLEDGED = act("2023-01-01", "acknowledgement"), act("2023-06-01", "acknowledgement")


@pytest.mark.parametrize("count", [1, 2])
def test_no_acknowledgement_revives_interest_that_was_barred_before(count: int) -> None:
    """What accrued in 2021 was barred by the end of 2022; of what came later nothing is by June 2023."""
    state = asked(case(*ACKNOWLEDGED[:count]), lapsing(), "2023-06-02").state
    account = state.ledger.accounts[0]
    ranges, _ = barred_days(state, account, "interest", day("2021-01-01"))
    assert {one for each in ranges for one in each} == set(range(day("2021-01-01"), day("2021-12-31") + 1))
    assert any(one.state == "expired" for one in limitation(state, account))


def test_interest_is_not_barred_while_its_time_stands_still() -> None:
    """A respite without an end since July 2021 holds up what accrued before it and after it."""
    began = act("2021-07-01", "stay_began", name="respite")
    state = asked(case(began, *ACKNOWLEDGED), lapsing(paused_by=("respite",)), "2023-06-02").state
    assert not any(barred_days(state, state.ledger.accounts[0], "interest", day("2021-01-01"))[0])


def test_what_passes_into_a_lawsuit_is_asked_before_it_is_filed() -> None:
    """90.00 for the petition on 2,000.00; of 500.00 that are left, three units of 40.00 less the 40.00 that pass."""
    events = act("2021-03-01", "petition_filed"), act("2021-03-15", "payment", amount="1500.00")
    state = asked(case(*events, claims=({"amount": "2000.00"},)), law("_d28"), "2021-04-01").state
    account = state.ledger.accounts[0]
    moment = Moment(state, account, state.on, (account,), "suit_filed/court")
    assert amount_of(state.book.fees["suit_court"].cautious, moment)[0] == 80_00
