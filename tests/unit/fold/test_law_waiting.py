"""What waits, what is laid out, and what is barred under invented laws; worked out by hand.

Ten per cent a year of 36,500.00 are 10.00 a day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

import collectrules as cr
from collectrules.fold.clocks import barred_days, limitation
from collectrules.fold.credits import _passes
from collectrules.fold.handling.contents import Omission, without_fee
from collectrules.fold.judging import amount_of, room_for
from collectrules.fold.moments import Moment
from collectrules.fold.ruling import Opinion, Ruling
from collectrules.fold.running import deadlines
from collectrules.loader import model as m
from tests.unit.fold.laws import (
    FEE,
    D,
    act,
    asked,
    case,
    day,
    days,
    law,
    refused,
    row,
    with_value,
)


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


def test_of_a_claim_so_much_passes_into_an_act_as_is_left_when_it_is_asked_about() -> None:
    """Of 36,500.00 what is open passes into an act that is weighed; into one never done or about others, nothing."""
    state = asked(case(act("2021-01-10", "payment", amount="36000.00")), law("_d18a"), "2021-02-01").state
    account = state.ledger.accounts[0]
    moment = Moment(state, account, state.on, (account,), "petition_filed/court")
    assert _passes(moment, "petition_filed", frozenset({0}), account) == 500_00
    assert _passes(moment, "petition_filed", frozenset({1}), account) == 0
    assert _passes(moment, "summary_filed", frozenset({0}), account) == 0


def test_where_the_law_has_no_lump_sum_nothing_is_credited_on_one() -> None:
    """What two claims are billed stays with the last; the law has no such sum, so none of it is owed."""
    claimed = act("2021-02-01", "compensation_claimed", amount="30.00", credited="10.00")
    (found,) = cr.audit(case(claimed, claims=({}, {})), law("_d18a"), on="2021-03-01").findings
    assert (found.claims, found.amount_unlawful + found.amount_in_doubt) == (("2",), 30)
    assert cr.standing(case(claimed, claims=({}, {})), law("_d18a"), on="2021-03-01").owed.fees == 0


def test_costs_of_a_court_may_be_served_before_other_costs() -> None:
    """The court's 20.00 come before a reminder's 5.00; 22.00 were paid, so 3.00 of the fee are left."""
    within = ("court_costs", "fees", "costs", "interest", "principal")
    profile = law("_d18a", allocation={"general": {"within": within}})
    events = FEE, act("2021-02-02", "petition_filed"), act("2021-02-03", "payment", amount="22.00")
    owed = cr.standing(case(*events), profile, on="2021-02-03").owed
    assert (owed.costs, owed.fees) == (0, 3)
