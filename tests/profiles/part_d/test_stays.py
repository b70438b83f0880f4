"""Stays in an invented country: interest, fees, acts, limitation and periods stand still, worked out by hand.

A stay runs from the day of the event that begins it to the day before the one that ends it, or to the last day of the
period that ends it. One per cent a year of 36,500.00 is 1.00 a day: late interest is 10.00 a day from 1 January 2021.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from collectrules import BadInput, Case, NotModelled, Profile, audit, load_case, load_profile, next_steps, standing
from collectrules.fold.asking import ask
from collectrules.fold.facts import FACTS
from collectrules.fold.moments import Moment
from collectrules.ground.dates import to_date

HERE = Path(__file__).parent
Event = dict[str, Any]


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=HERE / "_d09s")


def act(on: str, kind: str, **more: object) -> Event:
    return {"on": on, "kind": kind, **more}


def case(*events: Event, debtor: str = "consumer", claims: list[Event] | None = None) -> Case:
    plain = {"id": "1", "kind": "goods_or_services", "amount": "36500.00", "due": "2020-12-31", "due_agreed": True}
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": debtor},
         "claims": claims or [plain], "events": list(events)}
    )  # fmt: skip


BEGAN = act("2021-02-01", "stay_began", name="moratorium")
ENDED = act("2021-02-11", "stay_ended", name="moratorium")
EXCUSED = act("2021-02-01", "fact", name="delay_excused", value=True)
RESPITE = act("2021-03-01", "stay_began", name="respite")


# Interest --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "events", "days"),
    [
        # 31 + 28 + 31 days, without those from 2 to 11 February
        ("2021-03-31", [BEGAN, ENDED], 90 - 10),
        # sixty days from 1 February: to 2 April; of the 120 days to 30 April those from 2 February on are left out
        ("2021-04-30", [BEGAN], 120 - 60),
        ("2021-04-02", [BEGAN], 92 - 60),
        ("2021-04-03", [BEGAN], 93 - 60),
        # while it runs: January and its own day
        ("2021-03-01", [BEGAN], 32),
        ("2021-02-01", [BEGAN], 32),
        # one that has no end yet
        ("2021-12-31", [RESPITE], 60),
        # two that overlap, from 2 February to 2 April and from 2 March to 10 April, count once: 27 + 31 + 10 days
        ("2021-04-30", [BEGAN, RESPITE, act("2021-04-10", "respite_refused")], 120 - 68),
        # a fact holds from its day on: that day rests, and the one on which it is so no more does not
        ("2021-03-31", [EXCUSED], 31),
        ("2021-03-31", [EXCUSED, act("2021-02-11", "fact", name="delay_excused", value=False)], 90 - 10),
        # other facts begin nothing, and end nothing
        ("2021-03-31", [act("2021-01-10", "fact", name="regular_supply", value=True), EXCUSED,
                        act("2021-02-05", "fact", name="regular_supply", value=False)], 31),
        # a payment of nothing to speak of on the day of an event changes nothing
        ("2021-03-31", [act("2021-02-01", "payment", amount="0.01"), BEGAN, ENDED,
                        act("2021-02-11", "payment", amount="0.01")], 80),
    ],
)  # fmt: skip
def test_interest_rests_while_a_stay_runs(law: Profile, on: str, events: list[Event], days: int) -> None:
    found = standing(case(*events), law, on=on)
    paid = sum(payment.to_interest for payment in found.payments)
    assert found.owed.interest + paid == 10 * days
    assert sum(row.days for row in found.interest) == days


GIVEN, RECALLED = act("2021-02-01", "grace_given"), act("2021-02-11", "grace_recalled")


def told(name: str, value: object) -> Event:
    return act("2021-01-01", "fact", name=name, value=value)


def test_a_stay_ends_on_a_condition_only_if_somebody_knows_it(law: Profile) -> None:
    """January to March are 90 days, 10 of them from 2 to 11 February."""
    known = case(told("regular_supply", False), GIVEN, RECALLED)  # a fact of a case is a value
    assert str(standing(known, law, on=to_date("2021-03-31")).owed.interest) == "800.00"
    unknown = case(told("creditor_small", True), GIVEN, RECALLED)
    with pytest.raises(NotModelled) as found:
        standing(unknown, law, on=to_date("2021-03-31"))
    assert [(f.code, f.path) for f in found.value.faults] == [("missing_fact", "regular_supply")]


def test_one_known_way_into_a_stay_is_enough(law: Profile) -> None:
    """Interest of 31 days to 31 January and of 1 February; which of the two ways is unknown does not matter."""
    for ways in ([told("creditor_small", True)], [told("regular_supply", False)]):
        assert str(standing(case(*ways, GIVEN), law, on=to_date("2021-03-31")).owed.interest) == "320.00"
    with pytest.raises(NotModelled):
        standing(case(GIVEN), law, on=to_date("2021-03-31"))


def test_a_day_of_a_stay_adds_no_interest(law: Profile) -> None:
    facts = case(BEGAN)
    daily = {on: standing(facts, law, on=on).daily_interest for on in ("2021-01-31", "2021-02-01", "2021-04-02")}
    assert daily == {"2021-01-31": 10, "2021-02-01": 0, "2021-04-02": 10}


def test_a_stay_that_is_not_for_this_debtor_does_not_begin(law: Profile) -> None:
    assert standing(case(BEGAN, debtor="business"), law, on="2021-04-30").owed.interest == 1200


def test_a_debtor_s_stay_holds_for_every_claim_and_a_claim_s_only_for_it(law: Profile) -> None:
    claims = [
        {"id": name, "kind": "goods_or_services", "amount": "36500.00", "due": "2020-12-31", "due_agreed": True}
        for name in "ab"
    ]
    one = act("2021-02-01", "stay_began", name="respite", claim="a")
    assert standing(case(RESPITE, claims=claims), law, on="2021-03-31").owed.interest == 2 * 600
    # 32 days on a, 90 on b
    assert standing(case(one, claims=claims), law, on="2021-03-31").owed.interest == 320 + 900


def test_a_stay_that_no_event_names_is_asked_for_where_several_can_be_meant(law: Profile) -> None:
    with pytest.raises(NotModelled) as caught:
        standing(case(act("2021-02-01", "stay_began")), law, on="2021-02-01")
    assert (caught.value.code, caught.value.faults[0].path) == ("missing_fact", "events[0].name")
    ended = case(BEGAN, act("2021-02-11", "stay_ended"))
    assert standing(ended, law, on="2021-03-31").owed.interest == 800


def test_an_end_without_a_name_is_not_about_what_an_act_began(law: Profile) -> None:
    both = case(BEGAN, act("2021-02-05", "removal_requested"), act("2021-02-11", "stay_ended"))
    assert standing(both, law, on="2021-03-31").owed.interest == 800


# What runs, and what is shut -------------------------------------------------------------------------------


def running(facts: Case, law: Profile, asked: str, day: str) -> object:
    state = ask(facts, law, on=asked).state
    return FACTS["stays"].get(Moment(state, state.ledger.accounts[0], to_date(day).toordinal()))


def test_the_stays_of_a_day_are_known_by_name(law: Profile) -> None:
    facts = case(BEGAN, RESPITE, act("2021-03-02", "stay_began", name="removal"))
    days = {"2021-01-31": "2021-01-31", "2021-02-01": "2021-02-01", "2021-03-15": "2021-03-02",
            "2021-04-02": "2021-03-02", "2021-04-03": "2021-03-02"}  # fmt: skip
    assert [sorted(running(facts, law, asked, day)) for day, asked in days.items()] == [  # type: ignore[call-overload]
        [], ["moratorium"], ["moratorium", "removal", "respite"], ["moratorium", "removal", "respite"],
        ["removal", "respite"],
    ]  # fmt: skip


def test_a_stay_that_the_profile_does_not_know_is_refused_with_the_nearest(law: Profile) -> None:
    with pytest.raises(BadInput) as found:
        next_steps(case(act("2021-03-02", "stay_began", name="respit")), law, on="2021-03-03")
    assert [(f.code, f.path, f.nearest) for f in found.value.faults] == [("unknown_stay", "events[0].name", "respite")]


def step(facts: Case, law: Profile, action: str, on: str) -> Any:  # noqa: ANN401
    return next(step for step in next_steps(facts, law, on=on).proposals if step.action == action)


@pytest.mark.parametrize("action", ["removal_requested", "reminder"])
def test_acts_wait_for_the_end_of_a_stay(law: Profile, action: str) -> None:
    found = step(case(BEGAN), law, action, "2021-02-10")
    assert (found.status, str(found.earliest)) == ("waiting", "2021-04-03")
    assert step(case(BEGAN, ENDED), law, action, "2021-02-11").status == "open"


def test_what_a_stay_without_an_end_shuts_says_which_and_what_would_open_it(law: Profile) -> None:
    found = step(case(RESPITE), law, "removal_requested", "2021-03-05")
    (reason,) = found.because
    assert (found.status, reason.fact, reason.needed, reason.got) == ("blocked", "stays", "not respite", "respite")
    assert reason.law == ("act-3",)
    assert [change.event for change in found.opens_if] == [{"kind": "respite_refused"}]
    # a respite does not forbid letters
    assert step(case(RESPITE), law, "reminder", "2021-03-05").status == "open"


def test_a_letter_and_its_fee_in_a_stay_break_the_law(law: Profile) -> None:
    facts = case(BEGAN, act("2021-02-10", "reminder", fee="5.00"))
    findings = audit(facts, law, on="2021-02-10").findings
    assert [(found.code, found.severity, found.law) for found in findings] == [
        ("fee_condition", "breach", ("act-3",)), ("step_condition", "breach", ("act-3",))
    ]  # fmt: skip
    assert standing(facts, law, on="2021-02-10").owed.fees == 0


def test_the_day_on_which_a_stay_ends_is_worth_looking(law: Profile) -> None:
    assert str(next_steps(case(BEGAN), law, on="2021-02-10").look_again_on) == "2021-04-03"


# Periods ---------------------------------------------------------------------------------------------------


def clock(facts: Case, law: Profile, on: str, kind: str) -> tuple[str, str]:
    (found,) = {(str(one.ends), one.state) for one in standing(facts, law, on=on).clocks if one.kind == kind}
    return found


@pytest.mark.parametrize(
    ("events", "on", "ends"),
    [
        ([], "2021-03-01", ("2023-12-31", "running")),
        # ten days, from 1 to 10 February
        ([BEGAN, ENDED], "2021-03-01", ("2024-01-10", "running")),
        # sixty-one, from 1 February to 2 April
        ([BEGAN], "2021-03-01", ("2024-03-01", "running")),
        # a respite does not hold it up
        ([RESPITE], "2021-03-01", ("2023-12-31", "running")),
    ],
)
def test_limitation_is_held_up(law: Profile, events: list[Event], on: str, ends: tuple[str, str]) -> None:
    assert clock(case(*events), law, on, "limitation") == ends


SERVED = act("2021-02-01", "order_served")


@pytest.mark.parametrize(
    ("events", "latest"),
    [
        ([SERVED], "2022-02-01"),
        # 61 days from 1 March to 30 April, to Sunday 3 April 2022; the end moves to Monday
        ([SERVED, act("2021-03-01", "removal_requested"), act("2021-05-01", "removal_notified")], "2022-04-04"),
        # what began before counts from the first day of the period on: 8 days, from 2 to 9 February
        ([act("2021-01-15", "removal_requested"), SERVED, act("2021-02-10", "removal_notified")], "2022-02-09"),
        # a second request while it runs changes nothing: 61 days
        ([SERVED, act("2021-03-01", "removal_requested"), act("2021-04-01", "opposition", grounds="no_new_assets"),
          act("2021-05-01", "removal_notified")], "2022-04-04"),
        # an opposition to the whole begins none; two stays of 10 and 3 days: 14 February 2022 is a Monday
        ([SERVED, act("2021-03-01", "opposition"), act("2021-03-02", "removal_requested"),
          act("2021-03-12", "removal_notified"), act("2021-04-01", "removal_requested"),
          act("2021-04-04", "removal_notified")], "2022-02-14"),
        ([SERVED, act("2021-03-01", "removal_requested")], "None"),
    ],
)  # fmt: skip
def test_a_period_stands_still_while_its_stay_runs(law: Profile, events: list[Event], latest: str) -> None:
    assert str(step(case(*events), law, "continuation_requested", "2021-05-01").latest) == latest


@pytest.mark.parametrize(
    ("events", "on", "earliest"),
    [
        # five working days after Monday 1 February end on Monday the 8th
        ([SERVED], "2021-02-20", "2021-02-09"),
        # Tuesday, Wednesday; Thursday to Tuesday the 9th stand still; Wednesday, Thursday, Friday
        ([SERVED, act("2021-02-04", "removal_requested"), act("2021-02-10", "removal_notified")], "2021-02-20",
         "2021-02-13"),
    ],
)  # fmt: skip
def test_working_days_of_a_stay_are_not_counted(law: Profile, events: list[Event], on: str, earliest: str) -> None:
    assert str(step(case(*events), law, "seizure_requested", on).earliest) == earliest


def test_an_act_whose_time_stands_still_is_shut_until_the_stay_is_ended(law: Profile) -> None:
    found = step(case(SERVED, act("2021-02-04", "removal_requested")), law, "seizure_requested", "2021-02-20")
    assert (found.status, found.because[0].fact) == ("blocked", "removal_notified")


@pytest.mark.parametrize(
    ("events", "on", "ends"),
    [
        # ten days after 1 February
        ([SERVED], "2021-02-01", "2021-02-11"),
        # which lies in the stay from 8 to 21 February: Monday, Tuesday, Wednesday
        ([SERVED, act("2021-02-08", "stay_began", name="moratorium"),
          act("2021-02-22", "stay_ended", name="moratorium")], "2021-02-22", "2021-02-24"),
        # sixty days from 8 February end on Friday 9 April: Monday, Tuesday, Wednesday
        ([SERVED, act("2021-02-08", "stay_began", name="moratorium")], "2021-02-10", "2021-04-14"),
        # only ends move, not what merely runs through a stay: ten days after 29 January end on 8 February
        ([act("2021-01-29", "order_served"), BEGAN, act("2021-02-05", "stay_ended", name="moratorium")], "2021-02-05",
         "2021-02-08"),
        # served within the stay it takes effect on Monday 22 February
        ([act("2021-02-08", "stay_began", name="moratorium"), act("2021-02-10", "order_served"),
          act("2021-02-22", "stay_ended", name="moratorium")], "2021-02-22", "2021-03-04"),
        # a stay to 14 July adjoins the closed time to 31 July: 2, 3, 4 August
        ([act("2021-07-01", "order_served"), act("2021-07-05", "stay_began", name="moratorium"),
          act("2021-07-15", "stay_ended", name="moratorium")], "2021-07-15", "2021-08-04"),
        # another stay closes nothing
        ([SERVED, act("2021-02-08", "stay_began", name="respite")], "2021-02-10", "2021-02-11"),
    ],
)  # fmt: skip
def test_an_end_within_a_stay_moves_as_off_a_closed_time(law: Profile, events: list[Event], on: str, ends: str) -> None:
    assert clock(case(*events), law, on, "demand_deadline")[0] == ends
