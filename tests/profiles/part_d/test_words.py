"""Words of the format that no shipped country uses yet, each in an invented one, worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import (
    Case,
    NotModelled,
    NotYetPublished,
    Profile,
    audit,
    load_case,
    load_profile,
    next_steps,
    standing,
)

HERE = Path(__file__).parent
D = Decimal
Event = dict[str, Any]


@pytest.fixture(scope="module")
def law() -> dict[str, Profile]:
    return {name: load_profile(path=HERE / name) for name in ("_d04", "_d09", "_d14", "_d17", "_d18", "_d23")}


def act(on: str, kind: str, **more: object) -> Event:
    return {"on": on, "kind": kind, **more}


def case(*events: Event, debtor: str = "consumer", **claim: object) -> Case:
    """One claim of 36,500.00, of which one per cent a year is 1.00 a day; due on the last day of 2020."""
    plain = {"id": "1", "kind": "goods_or_services", "amount": "36500.00", "due": "2020-12-31", "due_agreed": True}
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": debtor},
         "claims": [plain | claim], "events": list(events)}
    )  # fmt: skip


# 4: when a reference is read --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("debtor", "due", "owed"),
    [
        # from 1 January 2021, read on 31 December 2020: 90 days at 3; from 31 December, read on 30 June: 91 at 2
        ("business", "2020-12-31", 90 * 3),
        ("business", "2020-12-30", 91 * 2),
        # read on the first of January, February and March: 31 and 28 days at 3, the change of 10 February in March
        ("consumer", "2020-12-31", 31 * 3 + 28 * 3 + 31 * 4),
        # read on 1 January 2021, the day after the change
        ("public", "2020-12-31", 90 * 3),
        # 31 December 2020 still by the first of January 2020
        ("public", "2020-12-30", 1 + 90 * 3),
    ],
)
def test_a_reference_is_read_at_its_pin(law: dict[str, Profile], debtor: str, due: str, owed: int) -> None:
    assert standing(case(debtor=debtor, due=due), law["_d04"], on="2021-03-31").owed.interest == owed


@pytest.mark.parametrize(("debtor", "last"), [("consumer", "2021-06-30"), ("public", "2021-12-31")])
def test_a_reference_reaches_as_far_as_its_last_pin(law: dict[str, Profile], debtor: str, last: str) -> None:
    assert standing(case(debtor=debtor), law["_d04"], on=last).owed.interest > 0
    with pytest.raises(NotYetPublished):
        standing(case(debtor=debtor), law["_d04"], on="2022-01-01")


# 9: what ends interest, a title, a claim --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("debtor", "events", "days"),
    [
        ("business", [], 365),
        ("business", [act("2021-03-31", "insolvency_opened")], 90),
        ("consumer", [act("2021-03-31", "insolvency_opened")], 365),
        # one year after 15 January 2021 lies beyond the year; after 15 January 2020 it ended on 15 January 2021
        ("consumer", [act("2021-01-15", "judgment")], 365),
        ("consumer", [act("2020-01-15", "judgment")], 15),
    ],
)
def test_interest_stops_with_its_event_or_period(
    law: dict[str, Profile], debtor: str, events: list[Event], days: int
) -> None:
    found = standing(case(*events, debtor=debtor), law["_d09"], on="2021-12-31")
    assert found.owed.interest == 10 * days


def test_an_act_may_end_a_title(law: dict[str, Profile]) -> None:
    won = case(act("2021-02-01", "judgment"))
    assert standing(won, law["_d09"], on="2021-02-02").title == "judgment"
    lost = won.with_event(act("2021-03-01", "judgment_reversed"))
    assert standing(lost, law["_d09"], on="2021-03-02").title is None


def test_an_act_may_make_another_claim_of_it(law: dict[str, Profile]) -> None:
    def renewal(facts: Case) -> str:
        steps = next_steps(facts, law["_d09"], on="2021-06-01").proposals
        return next(step.status for step in steps if step.action == "certificate_renewed")

    certified = case(act("2021-05-01", "certificate_issued"))
    assert [renewal(case()), renewal(certified)] == ["blocked", "open"]
    # to 1 May: 121 days
    assert standing(certified, law["_d09"], on="2021-12-31").owed.interest == 1210


def test_an_act_may_close_a_claim(law: dict[str, Profile]) -> None:
    discharged = case(act("2021-05-01", "debt_discharged"))
    assert standing(discharged, law["_d09"], on="2021-05-01").stage == "closed"
    assert next_steps(discharged, law["_d09"], on="2021-05-02").proposals == ()


# 14: modifiers with a wait ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("debtor", "on", "allowed"),
    [
        ("consumer", "2021-02-28", "10.00"),
        # 28 days after 1 February end on 1 March
        ("consumer", "2021-03-01", "10.00"),
        ("consumer", "2021-03-02", "20.00"),
        ("business", "2021-03-01", "15.00"),
        ("business", "2021-03-02", "30.00"),
    ],
)
def test_a_fee_changes_once_a_time_has_passed(law: dict[str, Profile], debtor: str, on: str, allowed: str) -> None:
    facts = case(act("2021-02-01", "payment_demand"), act(on, "reminder", fee="99.00"), debtor=debtor)
    assert standing(facts, law["_d14"], on=on).owed.fees == D(allowed)


def test_without_the_demand_nothing_changes(law: dict[str, Profile]) -> None:
    assert standing(case(act("2021-06-01", "reminder", fee="99.00")), law["_d14"], on="2021-06-01").owed.fees == 10


# 17: free letters -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("regular", "days", "owed"),
    [
        (False, ["2021-02-01"], "0.00"),
        (False, ["2021-02-01", "2021-03-01"], "7.50"),
        (True, ["2021-02-01", "2021-03-01", "2021-04-01"], "0.00"),
        (True, ["2021-02-01", "2021-03-01", "2021-04-01", "2021-05-01"], "7.50"),
        # a new calendar year counts anew
        (True, ["2021-10-01", "2021-11-01", "2021-12-01", "2022-01-10"], "0.00"),
    ],
)
def test_the_first_letters_are_free(law: dict[str, Profile], regular: bool, days: list[str], owed: str) -> None:
    known = act("2021-01-01", "fact", name="regular_supply", value=regular)
    facts = case(known, *[act(day, "reminder", fee="7.50" if day == days[-1] else "0.00") for day in days])
    assert standing(facts, law["_d17"], on="2022-02-01").owed.fees == D(owed)
    found = [finding.code for finding in audit(facts, law["_d17"], on="2022-02-01").findings]
    assert found == ([] if owed != "0.00" else ["fee_free"])


def test_a_free_letter_is_proposed_without_its_fee_and_says_why(law: dict[str, Profile]) -> None:
    known = act("2021-01-01", "fact", name="regular_supply", value=False)

    def reminder(*events: Event) -> tuple[str, int, list[str]]:
        steps = next_steps(case(known, *events), law["_d17"], on="2021-03-01").proposals
        step = next(step for step in steps if step.action == "reminder")
        return step.status, len(step.charges), [reason.code for reason in step.because]

    assert reminder() == ("open", 0, ["no_fee_fee_free"])
    assert reminder(act("2021-02-01", "reminder")) == ("open", 1, [])


# 18: arrival, effect ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("debtor", "letter", "deadline"),
    [
        # Thursday 4 February 2021: the third working day is Tuesday 9 February
        ("consumer", {"channel": "post"}, "2021-02-19"),
        ("consumer", {"channel": "post", "received": "2021-02-05"}, "2021-02-15"),
        ("business", {"channel": "email"}, "2021-02-14"),
        # nothing is presumed of a mail to a consumer, or of a letter whose way is not known
        ("consumer", {"channel": "email"}, None),
        ("consumer", {}, None),
    ],
)
def test_a_letter_is_received_by_presumption(
    law: dict[str, Profile], debtor: str, letter: dict[str, str], deadline: str | None
) -> None:
    found = standing(
        case(act("2021-02-04", "collection_notice", **letter), debtor=debtor), law["_d18"], on="2021-02-05"
    )
    clocks = [str(clock.ends) for clock in found.clocks if clock.kind == "demand_deadline"]
    assert clocks == ([] if deadline is None else [deadline])
    presumed = "received" not in letter and deadline is not None
    assert ("delivery_presumed" in {taken.code for taken in found.assumptions}) is presumed


@pytest.mark.parametrize(
    ("served", "last"),
    [
        ("2021-07-14", "2021-07-24"),
        # from 15 to 31 July the office is closed, and 1 August is a Sunday
        ("2021-07-15", "2021-08-12"),
        ("2021-02-06", "2021-02-18"),  # a Saturday
    ],
)
def test_an_act_takes_effect_on_the_first_open_day(law: dict[str, Profile], served: str, last: str) -> None:
    clocks = standing(case(act(served, "order_served")), law["_d18"], on=served).clocks
    assert [str(clock.ends) for clock in clocks if clock.kind == "demand_deadline"] == [last]


@pytest.mark.parametrize(
    ("on", "codes", "last"),
    [
        # served on Monday 1 February: twenty days end on the 21st, so the 22nd is the first day
        ("2021-02-19", ["step_too_early"], None),
        ("2021-02-20", [], "2021-02-27"),
        ("2021-02-22", [], "2021-02-27"),
        ("2021-02-23", [], "2021-02-28"),
    ],
)
def test_what_is_a_little_early_is_taken_and_deemed_made_on_the_first_day(
    law: dict[str, Profile], on: str, codes: list[str], last: str | None
) -> None:
    facts = case(act("2021-02-01", "order_served"), act(on, "continuation_requested"))
    assert [finding.code for finding in audit(facts, law["_d18"], on=on).findings] == codes
    ends = [str(clock.ends) for clock in standing(facts, law["_d18"], on=on).clocks if clock.kind == "demand_deadline"]
    assert last is None or last in ends


def test_an_act_can_be_done_in_the_life_of_its_rule_only(law: dict[str, Profile]) -> None:
    def step(due: str, served: str, on: str) -> tuple[str, str, str]:
        steps = next_steps(case(act(served, "order_served"), due=due), law["_d18"], on=on).proposals
        found = next(step for step in steps if step.action == "continuation_requested")
        return found.status, str(found.earliest), str(found.latest)

    assert step("2011-01-01", "2011-02-01", "2011-06-01") == ("waiting", "2012-01-01", "2029-12-31")
    assert step("2029-01-01", "2029-02-01", "2030-01-01")[0] == "lapsed"


# 23: a period that stands still, and one that is cut short ---------------------------------------------------


@pytest.mark.parametrize(
    ("events", "on", "ends", "state"),
    [
        ([], "2021-01-01", "2023-12-31", "running"),
        ([act("2021-02-01", "negotiations_began")], "2021-03-01", "2023-12-31", "suspended"),
        # from 1 February it stands still to six months after 1 March, 1 September: 212 days more
        ([act("2021-02-01", "negotiations_began"), act("2021-03-01", "negotiations_ended")], "2021-08-31", "2023-12-31",
         "suspended"),
        ([act("2021-02-01", "negotiations_began"), act("2021-03-01", "negotiations_ended")], "2021-09-01", "2024-07-30",
         "running"),
        # and 183 days more from 1 January 2022 to 3 July 2022, six months after 3 January
        ([act("2021-02-01", "negotiations_began"), act("2021-03-01", "negotiations_ended"),
          act("2022-01-01", "negotiations_began"), act("2022-01-03", "negotiations_ended")], "2022-12-31", "2025-01-29",
         "running"),
        ([act("2021-02-01", "debtor_died")], "2021-03-01", "2022-02-01", "running"),
    ],
)  # fmt: skip
def test_a_limitation_stands_still_or_is_cut_short(
    law: dict[str, Profile], events: list[Event], on: str, ends: str, state: str
) -> None:
    clocks = standing(case(*events), law["_d23"], on=on).clocks
    assert {(str(clock.ends), clock.state) for clock in clocks if clock.kind == "limitation"} == {(ends, state)}


# A rate below nothing -----------------------------------------------------------------------------------------


def test_a_rate_below_nothing_is_nothing_and_the_rows_sum_to_the_interest(tmp_path: Path) -> None:
    series = (
        '[series.s]\nwhat = "S"\nunit = "percent"\ngrid = "any"\nknown_until = 2021-12-31\nlaw = "act-1"\n'
        "value = [{ from = 2020-01-01, is = 1.00 }, { from = 2021-02-01, is = -3.00 },\n"
        "  { from = 2021-03-01, is = 2.00 }]\n"
        '[rate.plain]\nwhat = "R"\nlaw = "act-1"\nmargin = 1.00\n'
        'reference = { series = "s", keyed_by = "accrual_day", pin = "day" }\n'
    )
    (tmp_path / "profile.toml").write_text(f"{BASE}\n{series}{INTEREST}{ALLOCATION}", encoding="utf-8")
    found = standing(case(), load_profile(path=tmp_path), on="2021-03-10")
    # 31 days at 1 + 1, February at -3 + 1, which is nothing, ten days at 2 + 1
    assert [(row.rate, row.amount) for row in found.interest] == [(2, 62), (0, 0), (3, 30)]
    assert found.owed.interest == sum(row.amount for row in found.interest) == 92


# What is not computed is met as an error ---------------------------------------------------------------------

BASE = (HERE / "_base" / "profile.toml").read_text("utf-8").replace('"_base"', '"_x"')
RATE = '[rate.plain]\nwhat = "R"\nlaw = "act-1"\nfixed = 10.00\n'
INTEREST = (
    '[interest.default]\nwhat = "I"\nlaw = "act-1"\non = ["principal"]\nrates = ["plain"]\nday_count = "act/365"\n'
    'starts = { after = "claim.due", days = 0, counting = "calendar_days" }\npayment_day = "counted"\n'
    'round = { to = 0.01, mode = "half_up", at = ["statement"] }\n'
)
ALLOCATION = (
    '[allocation.general]\nwhat = "A"\nlaw = "act-1"\nbetween = ["due_earliest"]\nwalk = "debt_by_debt"\n'
    'within = ["interest", "fees", "costs", "principal"]\n'
)
FEE = '[fee.reminder]\nwhat = "F"\nlaw = "act-2"\nact = "reminder"\npart = "reminder"\namount = 5.00\n'
ACT = '[act.order]\nwhat = "O"\nlaw = "act-1"\nby = "creditor"\n'
LIMITATION = (
    '[limitation.x]\nwhat = "L"\nlaw = "act-1"\ncovers = ["principal"]\neffect = "defence"\n'
    'period = { after = "claim.due", years = 3, counting = "calendar_days" }\n'
)
LETTER = act("2021-02-01", "reminder", fee="5.00")
ORDER = act("2021-02-01", "order")
STAY = (
    '[stay.x]\nwhat = "S"\nlaw = "act-1"\nstarts = [{ on = "stay_began" }]\nends = [{ on = "stay_ended" }]\n'
    'stops = ["interest"]\n'
)
PAID = act("2021-02-01", "payment", amount="5.00")
MET = {
    "interest.default.to": (RATE + INTEREST + "to = 2030-01-01\n", []),
    "rate.plain.limits": (RATE + 'limits = [{ at_most = 1, per = "claim" }]\n' + INTEREST, []),
    "allocation.general.to": (ALLOCATION + "to = 2030-01-01\n", [PAID]),
    "limitation.x.from": (LIMITATION + "from = 2012-01-01\n", []),
    "fee.reminder.bears_interest": (FEE + 'bears_interest = "as_principal"\n', [LETTER]),
    "fee.reminder.modifiers[1].set.borne_by": (FEE + 'modifiers = [{ set = { borne_by = "creditor" } }]\n', [LETTER]),
    "act.order.effects.relates_back_to": (ACT + 'effects = { relates_back_to = "claim.due" }\n', [ORDER]),
    "stay.x.limits": (
        STAY + 'limits = [{ at_most = 1, per = "twelve_months" }]\n',
        [act("2021-02-01", "stay_began", name="x")],
    ),
    "plan.x.lapses.share": (
        '[plan.x]\nwhat = "P"\nlaw = "act-1"\ngranted_by = "creditor"\nlapses = { share = 2 }\n',
        [act("2021-02-01", "plan_agreed")],
    ),
}


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Profile]:
    made = {}
    for place, (more, _) in MET.items():
        folder = tmp_path_factory.mktemp("word")
        allocation = "" if "[allocation" in more else ALLOCATION
        (folder / "profile.toml").write_text(f"{BASE}\n{more}\n{allocation}", encoding="utf-8")
        made[place] = load_profile(path=folder)
    return made


@pytest.mark.parametrize("place", MET)
def test_a_word_that_is_not_computed_is_an_error_where_it_is_met(met: dict[str, Profile], place: str) -> None:
    with pytest.raises(NotModelled) as caught:
        assert standing(case(*MET[place][1]), met[place], on="2021-03-01").clocks is None
    assert caught.value.code == "word_not_computed"
    assert [fault.path for fault in caught.value.faults] == [place]


@pytest.mark.parametrize("place", [place for place, (_, events) in MET.items() if events])
def test_where_it_is_not_met_the_rest_of_the_law_answers(met: dict[str, Profile], place: str) -> None:
    assert standing(case(), met[place], on="2021-03-01").owed.principal == 36500


def test_a_step_whose_rule_is_not_computed_is_shown_shut_with_the_word(met: dict[str, Profile]) -> None:
    steps = next_steps(case(), met["act.order.effects.relates_back_to"], on="2021-03-01").proposals
    order = next(step for step in steps if step.action == "order")
    assert (order.status, [(r.code, r.fact) for r in order.because]) == (
        "blocked", [("word_not_computed", "act.order.effects.relates_back_to")]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "on", "procedure"),
    [("500.00", "2021-02-01", "small_claims"), ("500.01", "2021-02-01", None), ("500.01", "2022-01-01", "ordinary")],
)
def test_a_step_says_to_which_proceedings_it_would_lead(
    tmp_path: Path, amount: str, on: str, procedure: str | None
) -> None:
    kinds = (
        'procedures = [{ name = "small_claims", when = { principal = { to = 500.00 } }, law = "act-2" },\n'
        '  { name = "ordinary", when = { filed = { from = 2022-01-01 } } }]\n'
    )
    text = f"{BASE}\n{ACT.replace('order', 'suit_filed')}{kinds}{ALLOCATION}"
    (tmp_path / "profile.toml").write_text(text, encoding="utf-8")
    steps = next_steps(case(amount=amount), load_profile(path=tmp_path), on=on).proposals
    step = next(step for step in steps if step.action == "suit_filed")
    assert (step.procedure, "act-2" in step.law) == (procedure, procedure == "small_claims")
