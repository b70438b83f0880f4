"""Lives to come: what happens when, worked out from the days of the workflow and the law, not from the engine."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

import collectrules as cr
from collectrules.simulation.debtors import PaysMonthly

D = Decimal
DUE = dt.date(2024, 1, 31)


@pytest.fixture(scope="module")
def law() -> cr.Profile:
    return cr.load_profile("DK")


def case(**more: Any) -> cr.Case:  # noqa: ANN401
    claim = {"id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2024-01-02", "due": DUE}
    document = {
        "id": "life", "jurisdiction": "DK", "currency": "DKK", "creditor": {"kind": "business"},
        "debtor": {"kind": "consumer"}, "workflow": "fast", "claims": [claim | {"due_agreed": True}],
    }  # fmt: skip
    return cr.load_case({**document, **more})


def lived(law: cr.Profile, behaviour: Any = "never_pays", **more: Any) -> cr.Simulation:  # noqa: ANN401
    asked = {"on": "2024-02-01", "until": "2025-12-31", **more}
    return cr.simulate(case(), law, behaviour=behaviour, **asked)


def course(life: cr.Simulation) -> list[tuple[str, str]]:
    return [(item.on.isoformat(), item.what) for item in life.timeline]


def told(item: Any) -> object:  # noqa: ANN401
    """What happened, without the name under which it was imagined."""
    return item.model_copy(update={"occasion": None})


# Reminders 1, 12 and 23 days after the due day, then ten and ten days (profiles/dk/workflows/fast.toml); but the ten
# days of the collection notice must be over (inkassoloven § 10), so that the order is filed on the eleventh.
FAST = [
    ("2024-02-01", "reminder"),
    ("2024-02-12", "reminder"),
    ("2024-02-23", "reminder"),
    ("2024-03-04", "collection_notice"),
    ("2024-03-15", "payment_order_filed"),
]


def test_the_creditor_does_what_his_workflow_plans_and_then_waits_for_the_court(law: cr.Profile) -> None:
    life = lived(law)
    assert course(life) == FAST
    assert [item.amount for item in life.timeline] == [D("100.00")] * 3 + [None, D("750.00")]  # § 9 b; retsafgift
    assert (life.ended, life.over_on, life.advanced) == ("nothing_left", dt.date(2025, 12, 31), D("750.00"))
    assert "payment_order_served" in {one.action for one in life.waits_for}
    assert life.owed.fees == D("300.00")
    assert life.timeline[0].law != ()


def test_what_nobody_laid_out_is_told_with_the_decimals_of_the_currency(law: cr.Profile) -> None:
    assert str(lived(law, until="2024-02-29").advanced) == "0.00"


def test_why_something_happened_on_its_day_is_told(law: cr.Profile) -> None:
    # Ten days after the notice of 4 March is the 14th; inkassoloven § 10 asks for ten whole days first.
    first, *_, filed, served = lived(law, others={"payment_order_served": 21}).timeline
    assert first.occasion.model_dump(exclude_none=True) == {"code": "workflow", "planned": dt.date(2024, 2, 1)}
    assert filed.occasion.model_dump(exclude_none=True) == {
        "code": "law_before_policy", "planned": dt.date(2024, 3, 14), "earliest": dt.date(2024, 3, 15),
    }  # fmt: skip
    assert served.occasion.model_dump(exclude_none=True) == {
        "code": "others_take", "since": dt.date(2024, 3, 16), "days": 21,
    }  # fmt: skip


def test_what_is_late_what_is_added_what_the_debtor_does_and_what_is_recorded_say_so(law: cr.Profile) -> None:
    late = lived(law, "pays_at:reminder:3", on="2024-02-05").timeline
    assert late[0].occasion.model_dump(exclude_none=True) == {"code": "overdue", "planned": dt.date(2024, 2, 1)}
    assert late[1].occasion.model_dump(exclude_none=True) == {"code": "behaviour", "behaviour": "pays_at:reminder:3"}
    known = case(events=[{"on": "2024-02-20", "kind": "payment", "amount": "2000.00"}])
    paid = cr.simulate(known, law, on="2024-02-13", until="2024-03-31", also=["handed_over"]).timeline
    assert {item.what: item.occasion.code for item in paid}["payment"] == "recorded"
    assert {item.what: item.occasion.code for item in paid}["handed_over"] == "also"


def test_a_life_says_the_words_that_give_it_again(law: cr.Profile) -> None:
    words = {"behaviour": ["pays_monthly:100.00"], "workflow": "standard", "others": {"payment_order_served": 21},
             "arrives": {"reminder": 2}}  # fmt: skip
    life = lived(law, **words)
    assert life.terms == words
    assert cr.simulate(case(), law, on=life.on, until=life.until, **life.terms) == life


def test_what_others_do_is_done_only_if_it_is_imagined(law: cr.Profile) -> None:
    life = lived(law, others={"payment_order_served": 21})
    assert course(life) == [*FAST, ("2024-04-06", "payment_order_served")]  # from 16 March three weeks
    assert life.timeline[-1].by in {"court", "office"}
    assert [one.code for one in life.assumptions if one.path.startswith("others")] == ["others_take"]


@pytest.mark.parametrize(
    ("days", "terminated"),
    [
        (3, "2023-07-14"),  # six weeks after 1 June are over with 13 July; the two weeks of the warning end before
        (45, "2023-08-01"),  # received on 17 July: the two weeks end with the 31st
    ],
)
def test_a_letter_arrives_only_if_it_is_imagined_and_what_counts_from_its_receipt_begins_then(
    days: int, terminated: str
) -> None:
    # KSchG 13: an instalment six weeks late, and two weeks from the receipt of a warning.
    austrian = cr.load_profile("AT")
    claim = {"id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2023-01-02", "due": "2023-01-31"}
    owed = case(jurisdiction="AT", currency="EUR", workflow="standard", claims=[claim | {"due_agreed": True}])
    asked = {"on": "2023-02-01", "until": "2023-12-31", "behaviour": "breaks_plan:4:12"}
    life = cr.simulate(owed, austrian, **asked, arrives={"plan_notice": days})  # type: ignore[arg-type]
    warned = life.on.replace(month=6, day=2)
    arrived = warned + dt.timedelta(days)
    assert course(life)[4:7] == [
        ("2023-06-02", "plan_notice"), (arrived.isoformat(), "received"), (terminated, "plan_terminated"),
    ]  # fmt: skip
    assert life.timeline[5].occasion.model_dump(exclude_none=True) == {"code": "arrives", "since": warned, "days": days}
    assert [one.path for one in life.assumptions if one.code == "letter_arrives"] == ["arrives.plan_notice"]
    assert not cr.audit(cr.load_case(life.life), austrian, on="2023-12-31").findings
    lost = cr.simulate(owed, austrian, **asked)  # type: ignore[arg-type]
    assert [item.what for item in lost.timeline[4:]] == ["plan_notice"]
    assert {fact for why in lost.none_recommended for fact in why.facts} == {"plan_notice.received"}


def test_a_debtor_who_pays_after_a_letter_pays_all_of_it(law: cr.Profile) -> None:
    life = lived(law, "pays_at:reminder:3")
    assert course(life) == [FAST[0], ("2024-02-04", "payment")]
    # 1,000.00 and 100.00; 11.75 % (of 1 January 2024: 3.75 and eight points) of 366 days for 1 to 4 February
    assert life.timeline[-1].amount == D("1100.00") + (D("1000") * D("0.1175") * 4 / 366).quantize(D("0.01"))
    assert (life.ended, life.over_on, life.owed.total) == ("paid", dt.date(2024, 2, 4), D("0.00"))
    assert life.paid.total == life.timeline[-1].amount


def test_a_debtor_who_pays_each_month_pays_on_the_same_day_and_the_rest_at_last(law: cr.Profile) -> None:
    life = lived(law, "pays_monthly:400.00")
    paid = [(item.on.isoformat(), item.amount) for item in life.timeline if item.what == "payment"]
    assert paid[:4] == [(f"2024-0{month}-01", D("400.00")) for month in (3, 4, 5, 6)]
    assert len(paid) == 6  # 1,000 + 300 + 750 and less than 350 of interest
    assert D("0") < paid[-1][1] <= D("400.00")
    assert life.ended == "paid"
    assert life.paid.total == sum(amount for _, amount in paid)


def test_a_plan_that_is_broken_is_ended_and_the_workflow_goes_on(law: cr.Profile) -> None:
    life = lived(law, "breaks_plan:3:6")
    assert course(life)[:6] == [
        ("2024-02-01", "plan_agreed"),
        ("2024-03-01", "payment"),
        ("2024-04-01", "payment"),
        ("2024-05-02", "plan_notice"),  # the third was due on 1 May
        ("2024-05-03", "plan_terminated"),
        ("2024-05-04", "reminder"),  # a day after the end, by the workflow
    ]
    assert [item.what for item in life.timeline][-1] == "payment_order_filed"


def test_a_plan_that_is_kept_ends_the_debt_with_its_last_instalment(law: cr.Profile) -> None:
    life = lived(law, "keeps_plan:6")
    assert [what for _, what in course(life)] == ["plan_agreed", *["payment"] * 6]
    assert (life.ended, life.over_on) == ("paid", dt.date(2024, 8, 1))


def test_an_offer_is_accepted_and_paid_or_it_is_not(law: cr.Profile) -> None:
    kept = lived(law, "accepts_offer", workflow="standard")
    assert [what for _, what in course(kept)][-3:] == ["settlement_offered", "settlement_accepted", "payment"]
    assert kept.ended == "paid"
    assert kept.paid.total < kept.timeline[-2].owed_total
    broken = lived(law, "breaks_offer", workflow="standard")
    assert broken.paid.total == D("0.00")
    # the workflow's offer sets no time: what was agreed is to be paid at once, so that the case goes on
    assert [what for _, what in course(broken)][-2:] == ["settlement_accepted", "payment_order_filed"]


def test_an_objection_shuts_the_court(law: cr.Profile) -> None:
    life = lived(law, "objects:reminder")
    assert ("2024-02-02", "dispute") in course(life)
    assert "payment_order_filed" not in {what for _, what in course(life)}


def test_a_seed_draws_the_same_life_again(law: cr.Profile) -> None:
    lives = [lived(law, f"random:{seed}") for seed in (*range(12), *range(12))]
    assert lives[:12] == lives[12:]
    assert len({tuple(course(life)) for life in lives}) > 3


def test_several_behaviours_may_be_one_debtors(law: cr.Profile) -> None:
    life = lived(law, ["pays_monthly:100.00", "objects:collection_notice"])
    assert {"payment", "dispute"} <= {what for _, what in course(life)}
    same = lived(law, [PaysMonthly(D("100.00")), "objects:collection_notice"])
    assert [told(item) for item in same.timeline] == [told(item) for item in life.timeline]


def test_a_creditor_may_do_more_than_his_workflow(law: cr.Profile) -> None:
    life = lived(law, also=["handed_over"], until="2024-04-30")
    assert "handed_over" in {what for _, what in course(life)}
    assert [what for _, what in course(life)].count("handed_over") == 1


def test_a_stage_that_time_alone_changes_is_told_on_its_day(law: cr.Profile) -> None:
    life = cr.simulate(case(workflow=None), law, on="2024-01-15", until="2030-12-31")
    days = [(item.on.isoformat(), item.what, item.stage) for item in life.timeline]
    # foraeldelsesloven § 2 (1), § 3 (1): three years from the due day; 31 January 2027 is a Sunday
    assert days == [("2024-02-01", "time_passed", "overdue"), ("2027-02-02", "time_passed", "barred")]


def test_the_life_is_a_case_that_anybody_can_ask_about(law: cr.Profile) -> None:
    life = lived(law, "pays_monthly:300.00")
    again = cr.load_case(life.life)
    for item in life.timeline:
        asked = cr.standing(again, law, on=item.on, assume="carry_forward")
        if item is [one for one in life.timeline if one.on == item.on][-1]:
            assert (asked.owed.total, asked.stage) == (item.owed_total, item.stage)
    assert not cr.audit(again, law, on=life.over_on, assume="carry_forward").breaches
    assert cr.load(cr.dumps(life)) == life


@pytest.mark.parametrize(
    ("asked", "code", "nearest"),
    [
        ({"behaviour": "pays_montly:3"}, "unknown_behaviour", "pays_monthly"),
        ({"behaviour": "pays_monthly"}, "behaviour_words", None),
        ({"behaviour": "pays_monthly:-3"}, "behaviour_words", None),
        ({"behaviour": "pays_monthly:x"}, "amount_format", None),
        ({"behaviour": "pays_at:remainder"}, "unknown_action", "reminder"),
        ({"behaviour": "pays_at:reminder:soon"}, "behaviour_words", None),
        ({"behaviour": "breaks_plan"}, "behaviour_words", None),
        ({"behaviour": "breaks_plan:0"}, "behaviour_words", None),
        ({"behaviour": "random:x"}, "behaviour_words", None),
        ({"behaviour": "never_pays:really"}, "behaviour_words", None),
        ({"behaviour": 7}, "unknown_behaviour", None),
        ({"behaviour": PaysMonthly}, "unknown_behaviour", None),
        ({"behaviour": "pays_at:reminder:0"}, "behaviour_words", None),  # money comes before the letter of its day
        ({"behaviour": "objects:reminder:dispute:0"}, "behaviour_words", None),
        ({"behaviour": "objects:reminder:payment_order_filed"}, "unknown_action", None),  # no act of the debtor
        ({"behaviour": "random:" + "9" * 5000}, "behaviour_words", None),
        ({"also": None}, "wrong_type", None),
        ({"also": [["x"]]}, "wrong_type", None),
        ({"others": ["x"]}, "wrong_type", None),
        ({"others": {5: 3}}, "wrong_type", None),
        ({"workflow": ["a"]}, "unknown_workflow", None),
        ({"readings": "x"}, "wrong_type", None),
        ({"workflow": "fats"}, "unknown_workflow", "fast"),
        ({"also": ["remind"]}, "unknown_action", "reminder"),
        ({"also": "reminder"}, "wrong_type", None),
        ({"others": {"reminder": 3}}, "unknown_action", None),
        ({"others": {"payment_order_served": -1}}, "days_others_take", None),
        ({"others": {"payment_order_served": True}}, "days_others_take", None),
        ({"arrives": ["x"]}, "wrong_type", None),
        ({"arrives": {"remindr": 3}}, "unknown_action", "reminder"),
        ({"arrives": {"payment_order_served": 3}}, "unknown_action", None),  # no act of the creditor
        ({"arrives": {"reminder": -1}}, "days_to_arrive", None),
        ({"until": "2024-01-31"}, "life_days", None),
        ({"until": "2124-01-31"}, "life_days", None),
        ({"until": "soon"}, "date_format", None),
    ],
)
def test_what_cannot_be_imagined_is_refused(
    law: cr.Profile, asked: dict[str, Any], code: str, nearest: str | None
) -> None:
    with pytest.raises(cr.BadInput) as caught:
        lived(law, **asked)
    assert caught.value.code == code
    assert nearest is None or caught.value.faults[0].nearest == nearest


def test_what_comes_to_nothing_is_told_and_the_life_goes_on(law: cr.Profile) -> None:
    life = cr.simulate(case(), law, on="2024-01-15", until="2024-12-31", behaviour="keeps_plan")
    assert [(one.on, one.by, one.code) for one in life.refused] == [(dt.date(2024, 1, 15), "debtor", "nothing_owed")]
    assert life.timeline[-1].what == "payment_order_filed"


def test_lives_stand_side_by_side(law: cr.Profile) -> None:
    asked = {"on": "2024-02-01", "until": "2025-12-31"}
    lives = {name: cr.simulate(case(), law, workflow=name, **asked) for name in ("fast", "standard")}
    found = cr.side_by_side(lives)
    assert [(side.name, side.acts, side.advanced) for side in found.sides] == [
        ("fast", 5, D("750.00")), ("standard", 6, D("750.00")),
    ]  # fmt: skip
    assert found.parts_on == dt.date(2024, 2, 1)  # the first reminder of the one, the third of February of the other
    assert cr.side_by_side({"a": lives["fast"], "b": lives["fast"]}).parts_on is None
    assert cr.load(cr.dumps(found)) == found
    with pytest.raises(cr.BadInput, match="nothing_to_compare"):
        cr.side_by_side({"fast": lives["fast"]})


def test_what_the_document_holds_for_later_happens_all_the_same(law: cr.Profile) -> None:
    later = {"on": "2024-02-20", "kind": "payment", "amount": "500.00"}
    life = cr.simulate(case(events=[later]), law, on="2024-02-01", until="2024-03-31")
    assert course(life) == [*FAST[:2], ("2024-02-20", "payment"), *FAST[2:]]
    assert [(item.by, item.amount) for item in life.timeline if item.what == "payment"] == [("case", D("500.00"))]
    assert life.paid.total == D("500.00")


class Meddles:
    """Writes what no case may hold, once."""

    def when(self, life: Any) -> int | None:  # noqa: ANN401
        return None if life.did(self) else life.begun

    def deed(self, _life: Any) -> dict[str, object]:  # noqa: ANN401
        return {"kind": "payment", "amount": "-5.00"}


def test_what_no_case_may_hold_is_not_written(law: cr.Profile) -> None:
    life = lived(law, Meddles())
    assert course(life) == FAST
    assert [(one.by, one.path) for one in life.refused] == [("debtor", "events[0].amount")]


class Dithers:
    """Always has something to do, and never does it."""

    def when(self, life: Any) -> int:  # noqa: ANN401
        return int(life.begun)

    def deed(self, _life: Any) -> dict[str, object]:  # noqa: ANN401
        return {}


def test_a_life_that_never_gets_on_is_given_up(law: cr.Profile) -> None:
    with pytest.raises(cr.LimitExceeded, match="life_too_long"):
        lived(law, Dithers())


class Lies:
    """Says one thing or another that no behaviour may."""

    def __init__(self, when: Any, deed: Any) -> None:  # noqa: ANN401
        self.says, self.does = when, deed

    def when(self, _life: Any) -> Any:  # noqa: ANN401
        return self.says

    def deed(self, _life: Any) -> Any:  # noqa: ANN401
        return self.does


@pytest.mark.parametrize(("when", "deed"), [("2024-02-01", {}), (1.5, {})])
def test_a_behaviour_that_names_no_day_is_refused(law: cr.Profile, when: object, deed: object) -> None:
    with pytest.raises(cr.BadInput, match="unknown_behaviour"):
        lived(law, Lies(when, deed))


def test_a_behaviour_writes_of_its_own_day_alone(law: cr.Profile) -> None:
    class Backdates(Meddles):
        def deed(self, _life: Any) -> dict[str, object]:  # noqa: ANN401
            return {"kind": "payment", "amount": "5.00", "on": "2020-01-01"}

    assert course(lived(law, Backdates()))[0] == ("2024-02-01", "payment")


def test_somebody_who_pays_an_ore_for_ever_is_given_up(law: cr.Profile) -> None:
    class Drips(Dithers):
        def deed(self, _life: Any) -> dict[str, object]:  # noqa: ANN401
            return {"kind": "payment", "amount": "0.01"}

    with pytest.raises(cr.LimitExceeded, match="life_too_long"):
        lived(law, Drips())


@pytest.mark.parametrize(
    ("later", "owed"),
    [
        ([{"on": "2024-02-05", "kind": "payment", "id": "p", "amount": "1500.00"},
          {"on": "2024-06-03", "kind": "payment_reversed", "of": "p"}], True),
        ([{"on": "2024-02-05", "kind": "closed"}, {"on": "2024-06-03", "kind": "reopened"}], True),
        ([{"on": "2024-02-05", "kind": "payment", "amount": "1500.00"}], False),
    ],
)  # fmt: skip
def test_a_life_is_not_over_while_the_document_holds_more(law: cr.Profile, later: list[Any], owed: bool) -> None:
    life = cr.simulate(case(events=later), law, on="2024-02-01", until="2024-12-31")
    stands = cr.standing(cr.load_case(life.life), law, on=life.until, assume="carry_forward")
    assert (life.owed.total, life.stage) == (stands.owed.total, stands.stage)
    assert (life.owed.total > 0) == owed


@pytest.mark.parametrize("behaviour", ["pays_at:reminder", "pays_at:payment_order_filed", "objects:collection_notice"])
def test_what_answers_a_letter_comes_the_day_after_it_and_leaves_it_lawful(law: cr.Profile, behaviour: str) -> None:
    life = lived(law, behaviour)
    found = cr.audit(cr.load_case(life.life), law, on=life.over_on, assume="carry_forward")
    assert found.findings == ()
    assert life.paid.total == sum(item.amount for item in life.timeline if item.what == "payment")  # type: ignore[misc]


def test_an_offer_that_the_document_holds_is_accepted_too(law: cr.Profile) -> None:
    offer = {"on": "2024-02-20", "id": "o", "kind": "settlement_offered", "amount": "900.00", "until": "2024-03-01"}
    life = cr.simulate(case(events=[offer]), law, on="2024-02-01", until="2024-12-31", behaviour="accepts_offer")
    assert course(life)[-2:] == [("2024-02-21", "settlement_accepted"), ("2024-03-01", "payment")]
    assert life.timeline[-1].amount == D("900.00")
    assert life.ended == "paid"


def test_a_plan_over_a_plan_is_refused(law: cr.Profile) -> None:
    life = lived(law, ["keeps_plan:6", "keeps_plan:3"])
    assert [one.code for one in life.refused] == ["not_open"]
    assert [what for _, what in course(life)] == ["plan_agreed", *["payment"] * 6]


def test_why_the_workflow_recommends_nothing_is_told(law: cr.Profile) -> None:
    assert [one.code for one in lived(law).none_recommended] == ["workflow_done"]
    assert [one.code for one in lived(law, "objects:collection_notice").none_recommended] == ["step_shut"]


def test_what_holds_up_limitation_ends_by_time_in_a_life_too() -> None:
    # Three years from the end of 2011; a filing that is never served holds nothing up (§ 204 (1) no. 3 BGB, § 167 ZPO).
    claim = {"id": "c0", "kind": "goods_or_services", "amount": "100.00", "arose": "2010-11-01",
             "invoiced": "2010-11-02", "received": "2010-11-02", "due": "2011-01-01", "due_is": "agreed"}  # fmt: skip
    owed = cr.load_case({
        "id": "old", "currency": "EUR", "region": "BW", "creditor": {"kind": "consumer"},
        "debtor": {"kind": "consumer"}, "claims": [claim],
    })  # fmt: skip
    german = cr.load_profile("DE")
    life = cr.simulate(owed, german, on="2014-01-01", until="2016-01-01", workflow="standard")
    assert "payment_order_filed" in {item.what for item in life.timeline}
    stood = cr.standing(cr.load_case(life.life), german, on="2016-01-01")
    assert (life.stage, life.owed) == (stood.stage, stood.owed)
    assert stood.stage == "barred"
