"""Figures that an invented law does not know, or keeps elsewhere: an error or a note, never a sum of our own.

Ten per cent a year of 36,500.00 are 10.00 a day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

import collectrules as cr
from collectrules.fold.clocks import limitation
from collectrules.fold.judging import frame_of
from collectrules.fold.moments import Moment
from collectrules.fold.sensitivity import readings_used
from collectrules.fold.turning import Turning, turning_on
from collectrules.loader import model as m
from tests.unit.fold.laws import (
    UNKNOWN,
    D,
    act,
    asked,
    case,
    codes,
    is_,
    law,
    refused,
    row,
    with_value,
)


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
    with pytest.raises(cr.NotModelled) as caught:
        cr.standing(case(claimed), profile, on="2021-03-01")
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [("unknown_figure", "events[0]")]
    stated = case(claimed | {"amount": "30.00"})
    (finding,) = cr.audit(stated, profile, on="2021-03-01").findings
    assert (finding.code, finding.amount_in_doubt) == ("unknown_figure", 30)


def test_what_is_credited_on_a_lump_sum_is_credited_where_one_is_owed() -> None:
    """Of two claims only the rent has a lump sum of 40.00, 10.00 of it credited; 30.00 of goods are too much."""
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
    period = m.Period(after=("claim.due",), days="long", counting="calendar_days")
    profile = law("_d23", limitation={"year_end": {"period": period, "cut_short": (), "restarts": ()}})
    later = with_value(profile, "long", row("1000", "2030-01-01"), unit="days")
    state = asked(case(), later, "2021-02-01").state
    with pytest.raises(cr.NotModelled) as caught:
        limitation(state, state.ledger.accounts[0])
    assert caught.value.code == "not_modelled"
