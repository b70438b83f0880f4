"""When an act may be done under invented laws, by facts and by time; worked out by hand.

Ten per cent a year of 36,500.00 are 10.00 a day.
"""

from __future__ import annotations

import datetime as dt

import pytest

import collectrules as cr
from collectrules.fold.plans import missed_share, plan_holds, plan_word
from collectrules.loader import model as m
from tests.unit.fold.laws import (
    D,
    act,
    asked,
    case,
    day,
    days,
    is_,
    law,
    step,
)


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
