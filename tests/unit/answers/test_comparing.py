"""What may be agreed on, side by side: figures by hand, what is ruled out and why, what is wrong with a question."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

import collectrules as cr
from collectrules.answers.schedules import PACES
from collectrules.nouns.bargaining import Pace

ROOT = Path(__file__).parents[3]
CURRENCY = {"DK": "DKK", "CH": "CHF", "DE": "EUR", "AT": "EUR"}
D = Decimal
# Danish: 10,000.00 due on 31 March 2026, 70 days at 1.75 + 8 per cent: 10,000 x 0.0975 x 70/365 = 186.99.
ON = "2026-06-09"
CHANCES = {"full": "20%", "settle": "60%", "plan": "50%", "next_step": "30%"}


@cache
def law(name: str) -> cr.Profile:
    return cr.load_profile(name)


def case(name: str, amount: str, due: str, *events: dict[str, Any], **more: Any) -> cr.Case:  # noqa: ANN401
    claim = {
        "id": "1", "kind": "goods_or_services", "amount": amount, "arose": f"{due[:8]}01", "invoiced": f"{due[:8]}01",
        "received": f"{due[:8]}02", "due": due, "due_is": "agreed",
    }  # fmt: skip
    return cr.load_case(
        {"format": 1, "id": "x", "jurisdiction": name, "currency": CURRENCY[name], "creditor": {"kind": "business"},
         "debtor": {"kind": "consumer"}, "claims": [claim], "events": list(events)} | more
    )  # fmt: skip


def danish(*events: dict[str, Any], **more: Any) -> cr.Case:  # noqa: ANN401
    return case("DK", "10000.00", "2026-03-31", *events, **more)


def compared(given: cr.Case, on: str = ON, **more: Any) -> cr.Comparison:  # noqa: ANN401
    return cr.compare(given, law(str(given.jurisdiction)), on=on, **more)


def one(found: cr.Comparison, kind: str, **terms: object) -> Any:  # noqa: ANN401
    (option,) = [each for each in found.options if each.kind == kind and terms.items() <= dict(each.terms).items()]
    return option


def reasons(found: cr.Comparison, kind: str) -> set[str]:
    return {reason.code for each in found.left_out if each.kind == kind for reason in each.because}


# Figures by hand -------------------------------------------------------------------------------------------


def test_each_way_is_worth_its_sums_discounted_by_the_day_times_its_chance() -> None:
    found = compared(
        danish(),
        bounds={"discounts": ["20%"], "touch_principal": True, "valid_until": "2026-06-30", "counts": [4],
                "interest_free": True},
        expectations={"cost_of_money": "7.3", "chances": CHANCES},
    )  # fmt: skip
    # 7.3 per cent a year is a fiftieth of a per cent a day: a sum after d days is divided by 1 + d/5000.
    rows = {(way.kind, tuple(way.terms)): (way.days, way.pays, way.value_creditor) for way in found.options}
    assert rows == {
        ("full", ()): (0, D("10186.99"), D("2037.40")),  # 10,186.99 x 0.2 = 2,037.398
        ("settle", ("discount", "valid_until")): (21, D("8149.59"), D("4869.30")),  # 8,149.59 / 1.0042 x 0.6
        ("settle", ("waive", "valid_until")): (21, D("10000.00"), D("5974.91")),  # 10,000 / 1.0042 x 0.6
        # 2,546.75 / 1.006 + 2,546.75 / 1.0122 + 2,546.75 / 1.0184 + 2,546.74 / 1.0244 = 10,034.43088, times 0.5
        ("plan", ("count", "interest_free")): (122, D("10186.99"), D("5017.22")),
        ("next_step", ()): (0, D("10286.99"), D("3086.10")),  # 10,286.99 x 0.3 = 3,086.097
    }
    assert [way.kind for way in found.options] == ["settle", "plan", "settle", "next_step", "full"]
    saved = [str(way.value_debtor) for way in found.options]
    assert saved == ["286.99", "100.00", "2137.40", "0.00", "100.00"]
    assert (found.next_stage.step, found.next_stage.total) == ("reminder", D("10286.99"))  # renteloven § 9 b: 100 kr.


def test_what_the_creditor_lays_out_for_a_step_is_spent_whether_or_not_it_brings_the_debt_in() -> None:
    found = compared(
        case("CH", "1200.00", "2024-03-31", region="ZH"), "2025-03-10",
        expectations={"chances": {"next_step": "40%", "plan": "40%"}},
    )  # fmt: skip
    # 31 March and 1 April 2024 are Easter, so payment on 2 April is in time (OR 78); five per cent from the 3rd to
    # 10 March 2025, 342 days: 56.22. Payment order for 1,000 to 10,000: 60.00
    # (GebV SchKG 16 I), and postage as it is spent, 13.80 on the cautious reading.
    assert found.owed.total == D("1256.22")
    stage = found.next_stage
    assert (stage.step, stage.total) == ("payment_order_requested", D("1330.02"))
    assert [(item.amount, item.certain) for item in stage.added] == [(D("60.00"), True), (D("13.80"), False)]
    assert [cost.amount for cost in stage.advances] == [D("60.00"), D("13.80")]
    on = one(found, "next_step")
    assert (on.pays, on.nominal) == (D("1330.02"), D("1256.22"))
    assert on.value_creditor == D("458.21")  # 1,330.02 x 0.4 = 532.01, less 73.80
    assert {"schkg-68-1", "gebv-16-1", "gebv-13"} <= set(on.law)
    assert one(found, "settle").value_debtor == D("130.02")


def test_the_price_of_the_step_follows_the_reading() -> None:
    found = compared(
        case("CH", "1200.00", "2024-03-31", region="ZH"), "2025-03-10",
        readings={"postage_since_2024": "as_published"},
    )  # fmt: skip
    assert (found.next_stage.total, one(found, "next_step").nominal) == (D("1330.22"), D("1256.22"))


def test_a_german_debtor_saves_the_interest_and_the_next_reminder() -> None:
    found = compared(case("DE", "1000.00", "2024-03-31", region="BE"), "2025-03-10")
    # 31 March and 1 April 2024 are Easter, so payment on 2 April is in time (BGB 193); from the 3rd: 89 days at 8.62,
    # 184 at 8.37 of the leap year, 69 at 7.27 of 2025: 20.9612 + 42.0787 + 13.7433 = 76.78; a reminder costs 2.50.
    assert found.owed.total == D("1076.78")
    assert one(found, "settle").value_debtor == D("79.28")
    assert one(found, "full").value_debtor == D("2.50")
    needs = {need for way in found.options if way.kind == "plan" for need in way.needs}
    assert needs >= {"content:agreement_costs", "content:defences_lost"}  # RDG 13a (3) and (4)


def test_a_lawsuit_that_adds_nothing_to_the_debt_is_a_next_stage_that_costs_the_creditor() -> None:
    found = compared(case("AT", "1000.00", "2024-03-31"), "2025-04-10")
    on = one(found, "next_step")
    # TP 1 GGG since April 2025: 140 for more than 700 and up to 2,000.
    assert (found.next_stage.step, on.pays, on.nominal) == ("lawsuit_filed", found.owed.total, found.owed.total - 140)
    assert (found.next_stage.added, on.value_debtor) == ((), 0)


def test_taking_the_enforcement_back_is_no_way_to_go_on() -> None:
    asked = {"on": "2024-06-03", "kind": "payment_order_requested"}
    given = case("CH", "1200.00", "2024-03-31", asked, region="ZH")
    steps = {step.action: step for step in cr.next_steps(given, law("CH"), on="2024-06-04").proposals}
    assert [cost.amount for cost in steps["withdrawal_filed"].charges] == [D("5.00")]  # GebV SchKG 16 IV
    found = compared(given, "2024-06-04")
    assert found.next_stage is None or found.next_stage.step != "withdrawal_filed"


def test_a_new_enforcement_on_a_loss_certificate_is_a_way_to_go_on() -> None:
    course = {
        "2024-06-03": "payment_order_requested", "2024-06-10": "payment_order_served",
        "2024-07-15": "continuation_requested", "2024-08-12": "seizure_executed",
        "2024-10-01": "loss_certificate_issued",
    }  # fmt: skip
    events = [{"on": day, "kind": kind} for day, kind in course.items()]
    found = compared(case("CH", "1200.00", "2024-03-31", *events, region="ZH"), "2025-06-10")
    # Six months are over, so a new order is asked for (SchKG 149 III): its stage lies before that of the certificate.
    # The certificate bears no interest (149 IV), so the order is all that is added.
    assert found.next_stage.step == "payment_order_requested"
    assert found.next_stage.total == found.owed.total + D("73.80")


def test_where_the_price_of_the_next_step_is_not_known_nothing_is_foretold() -> None:
    # What offices announced for postage before April 2011 is not known, so nobody can say what the order costs.
    given = case("CH", "1200.00", "2005-03-31", region="ZH")
    found = compared(given, "2005-06-10")
    assert found.next_stage is None
    assert reasons(found, "next_step") == {"no_step_in_sight"}
    assert {way.value_debtor for way in found.options} == {None}
    assert cr.settlement_offer(given, law("CH"), on="2005-06-10", waive=["interest"]).if_refused is None


def test_a_step_for_which_nobody_knows_what_is_laid_out_is_no_option() -> None:
    # The court fees of Austria before July 2019 are not known; a lawsuit adds nothing to the debt.
    found = compared(case("AT", "1000.00", "2016-03-31"), "2016-06-10")
    assert (found.next_stage.step, [cost.amount for cost in found.next_stage.advances]) == ("lawsuit_filed", [None])
    (left,) = [each for each in found.left_out if each.kind == "next_step"]
    assert [why.code for why in left.because] == ["unknown_advance"]
    assert left.because[0].law


# Nothing is guessed ----------------------------------------------------------------------------------------


def test_without_expectations_every_value_is_the_sum_itself_and_the_answer_says_so() -> None:
    found = compared(danish())
    assert [way.value_creditor for way in found.options] == [way.nominal for way in found.options]
    assert {way.chance for way in found.options} == {None}
    taken = {item.code for item in found.assumptions}
    assert {"not_discounted", "not_weighed_full", "not_weighed_settle", "not_weighed_plan", "not_weighed_next"} <= taken
    assert "weighed_partly" not in taken


def test_a_chance_of_some_ways_alone_is_said_to_compare_unlike_sums() -> None:
    found = compared(danish(), expectations={"chances": {"plan": "60%"}})
    assert {way.chance for way in found.options if way.kind == "plan"} == {"60%"}
    assert "weighed_partly" in {item.code for item in found.assumptions}


def test_what_is_worth_the_same_stands_by_what_the_debtor_pays() -> None:
    found = compared(danish(), expectations={"chances": dict.fromkeys(CHANCES, "0%")})
    assert {way.value_creditor for way in found.options} == {0}
    pays = [way.pays for way in found.options]
    assert pays == sorted(pays)


# What is ruled out -----------------------------------------------------------------------------------------


def test_principal_is_left_alone_unless_the_creditor_says_otherwise() -> None:
    found = compared(danish(), bounds={"discounts": ["10%"]})
    (left,) = found.left_out
    # 10 per cent are 1,018.70, of which 186.99 is interest.
    assert (left.terms, [(why.code, why.got) for why in left.because]) == (
        {"discount": "10%"}, [("principal_touched", "831.71")],
    )  # fmt: skip
    touched = one(compared(danish(), bounds={"discounts": ["10%"], "touch_principal": True}), "settle", discount="10%")
    assert (touched.touches_principal, touched.waived.principal) == (True, D("831.71"))


@pytest.mark.parametrize(
    ("bounds", "kind", "code"),
    [
        ({"least": "99%"}, "settle", "below_least"),  # 10,085.12 of 10,186.99; without interest 10,000.00 is paid
        ({"least": "10000.01"}, "settle", "below_least"),
        ({"least_instalment": "4000.00"}, "plan", "below_least_instalment"),
        ({"until": "2026-08-09"}, "plan", "plan_after_until"),
        ({"until": "2020-01-01"}, "plan", "plan_after_until"),
    ],
)
def test_bounds_that_rule_everything_out_leave_nothing(bounds: dict[str, object], kind: str, code: str) -> None:
    found = compared(danish(), bounds=bounds)
    assert kind not in {way.kind for way in found.options}
    left = [each for each in found.left_out if each.kind == kind]
    assert left
    assert all(code in {why.code for why in each.because} for each in left)


def test_what_just_keeps_the_bounds_is_listed() -> None:
    found = compared(danish(), bounds={"least": "10000.00", "counts": [3, 6], "until": "2026-09-09"})
    assert [way.pays for way in found.options if way.kind == "settle"] == [D("10000.00")]
    assert [dict(way.terms) for way in found.options if way.kind == "plan"] == [{"count": 3}]


def test_what_is_paid_down_is_no_instalment() -> None:
    # 10,186.99 less 100.00 are three times 3,362.33 and interest; the payment down may be as small as it is.
    found = compared(danish(), bounds={"counts": [3], "down": "100.00", "least_instalment": "3300.00"})
    assert one(found, "plan").payments[0].amount == D("100.00")


def test_the_limits_of_the_law_rule_a_plan_out_with_the_law() -> None:
    folder = ROOT / "tests/profiles/part_d/_d39"
    given = cr.load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "public"},
         "claims": [{"id": "1", "kind": "loan", "amount": "119.00", "due": "2020-12-30", "due_agreed": True}]}
    )  # fmt: skip
    found = cr.compare(
        given, cr.load_profile(path=folder), on="2020-12-31", bounds={"counts": [4, 11, 12, 13], "waivers": []}
    )
    # Ten euros at least: eleven times 10.82, but not twelve times 9.92; no more than twelve instalments and a year.
    assert sorted(dict(way.terms)["count"] for way in found.options if way.kind == "plan") == [4, 11]
    left = {each.terms["count"]: each.because for each in found.left_out if each.kind == "plan"}
    assert {count: sorted(why.code for why in because) for count, because in left.items()} == {
        12: ["instalment_too_small"], 13: ["instalment_too_small", "plan_too_long", "plan_too_long"],
    }  # fmt: skip
    assert {why.law for because in left.values() for why in because} == {("act-2",)}
    # The profile has no rule for settlements, so no order in which a share is waived.
    assert reasons(found, "settle") == {"no_settlement_order"}


BARRED = {"DK": "2040-03-10", "CH": "2040-03-10", "DE": "2040-03-10", "AT": "2040-03-10"}


@pytest.mark.parametrize("name", BARRED)
def test_nothing_is_agreed_on_about_a_barred_claim(name: str) -> None:
    found = compared(case(name, "1200.00", "2024-03-31"), BARRED[name], assume="carry_forward")
    assert {way.kind for way in found.options} <= {"next_step"}
    whole = next(each for each in found.left_out if each.kind == "full")
    (why,) = whole.because
    assert why.code == "claim_barred"
    assert why.law


@pytest.mark.parametrize("name", CURRENCY)
@pytest.mark.parametrize(
    ("event", "code"),
    [({"kind": "closed"}, "case_closed"), ({"kind": "insolvency_opened"}, "condition")],
)
def test_a_case_that_is_over_and_an_insolvent_debtor_leave_nothing_to_agree_on(
    name: str, event: dict[str, str], code: str
) -> None:
    found = compared(case(name, "1200.00", "2024-03-31", {"on": "2025-01-10", **event}), "2025-03-10")
    assert {way.kind for way in found.options} <= {"next_step"}
    assert all(code in reasons(found, kind) for kind in ("full", "settle", "plan"))


INSOLVENT = {"DK": "konkurs-29", "CH": "schkg-204", "DE": "inso-81", "AT": "io-3"}


@pytest.mark.parametrize("name", CURRENCY)
def test_what_an_insolvency_rules_out_is_left_out_with_its_law(name: str) -> None:
    opened = {"on": "2025-01-10", "kind": "insolvency_opened", "name": "bankruptcy"}
    found = compared(case(name, "1200.00", "2024-03-31", opened), "2025-03-10")
    for each in found.left_out:
        if each.kind != "next_step":
            # What the law has against every agreement is said once, whatever else is wrong with the terms.
            assert [why.law for why in each.because if why.fact == "debtor_insolvent"] == [(INSOLVENT[name],)]


@pytest.mark.parametrize("name", CURRENCY)
def test_a_debtor_known_to_be_insolvent_may_still_be_offered_something(name: str) -> None:
    known = {"on": "2025-01-10", "kind": "insolvency_opened", "name": "known"}
    found = compared(case(name, "1200.00", "2024-03-31", known), "2025-03-10")
    assert {"full", "settle", "plan"} <= {way.kind for way in found.options}


@pytest.mark.parametrize("name", CURRENCY)
def test_what_compare_leaves_out_by_law_offers_and_plans_refuse_with_the_same_law(name: str) -> None:
    opened = {"on": "2025-01-10", "kind": "insolvency_opened", "name": "bankruptcy"}
    given = case(name, "1200.00", "2024-03-31", opened)
    for ask in (
        lambda: cr.settlement_offer(given, law(name), on="2025-03-10", pay="500.00"),
        lambda: cr.instalment_plan(given, law(name), on="2025-03-10", count=3),
    ):
        with pytest.raises(cr.BadInput) as caught:
            ask()
        (fault,) = caught.value.faults
        assert (fault.code, fault.path, fault.got, fault.law) == (
            "agreement_forbidden", "case", "bankruptcy", INSOLVENT[name],
        )  # fmt: skip


def premium(amount: str, due: str) -> cr.Case:
    claim = {"id": "1", "kind": "insurance_premium", "amount": amount, "arose": due, "due": due, "due_is": "agreed"}
    return cr.load_case(
        {"format": 1, "id": "x", "jurisdiction": "CH", "region": "ZH", "currency": "CHF",
         "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}, "claims": [claim]}
    )  # fmt: skip


@pytest.mark.parametrize(("on", "refused"), [("2024-12-31", False), ("2025-01-01", True)])
def test_nothing_is_agreed_on_about_a_claim_that_limitation_extinguished(on: str, *, refused: bool) -> None:
    # ATSG 24: premiums of 2019 lapse at the end of 2024.
    def offered() -> object:
        return cr.settlement_offer(premium("300.00", "2019-03-31"), law("CH"), on=on, pay="200.00").offer

    if not refused:
        assert offered() == D("200.00")
        return
    with pytest.raises(cr.BadInput) as caught:
        offered()
    (fault,) = caught.value.faults
    assert (fault.code, fault.got, fault.law) == ("agreement_forbidden", "extinguished", "atsg-24")


def test_a_claim_barred_by_a_defence_may_be_settled_where_the_debtor_asks() -> None:
    given = case("DE", "1200.00", "2019-03-31")
    assert cr.settlement_offer(given, law("DE"), on="2024-03-10", pay="500.00").offer == D("500.00")


def test_a_dead_debtor_is_offered_nothing_where_only_his_estate_owes() -> None:
    found = compared(danish({"on": "2026-05-01", "kind": "debtor_died"}))
    assert "condition" in reasons(found, "settle") & reasons(found, "plan")
    assert {key for each in found.left_out for why in each.because for key in why.law} >= {"estate-practice"}


def test_a_settlement_that_stands_shuts_every_other_agreement() -> None:
    offer = {"id": "o", "on": "2026-06-01", "kind": "settlement_offered", "amount": "9000.00", "until": "2026-06-30"}
    taken = {"on": "2026-06-02", "kind": "settlement_accepted", "of": "o"}
    found = compared(danish(offer, taken))
    assert {way.kind for way in found.options} <= {"next_step"}
    assert all("settlement_stands" in reasons(found, kind) for kind in ("full", "settle", "plan"))
    over = compared(danish(offer | {"until": "2026-06-08"}, taken))
    assert {"full", "settle", "plan"} <= {way.kind for way in over.options}


def test_who_may_still_take_an_offer_is_not_asked_for_more() -> None:
    offer = {"id": "o", "on": "2026-06-01", "kind": "settlement_offered", "amount": "9000.00", "until": "2026-06-30"}
    given, bounds = danish(offer), {"discounts": ["1186.99", "1186.98"], "waivers": [], "touch_principal": True}
    found = compared(given, bounds=bounds)
    assert [way.pays for way in found.options if way.kind == "settle"] == [D("9000.00")]
    assert reasons(found, "settle") == {"better_offer_stands"}
    assert reasons(compared(given, "2026-07-01", bounds=bounds), "settle") == set()


def test_a_plan_that_runs_leaves_no_other_plan_and_no_court() -> None:
    rows = [{"due": "2026-07-09", "amount": "5000.00"}, {"due": "2026-08-09", "amount": "5300.00"}]
    found = compared(danish({"on": "2026-06-01", "kind": "plan_agreed", "instalments": rows}))
    assert "plan" not in {way.kind for way in found.options}
    assert "condition" in reasons(found, "plan")
    assert reasons(found, "next_step") == {"no_step_in_sight"}
    assert {way.value_debtor for way in found.options} == {None}


def test_a_disputed_claim_is_not_billed_for_a_next_step_that_the_dispute_forbids() -> None:
    found = compared(danish({"on": "2026-06-01", "kind": "dispute"}))
    # rentelovens § 9 b: no fee while the debtor objects; what is left is the court, which the creditor pays for.
    assert found.next_stage is None or found.next_stage.step != "reminder"
    assert {"full", "settle", "plan"} <= {way.kind for way in found.options}


def test_an_offer_that_gives_nothing_up_is_none() -> None:
    found = compared(danish(), "2026-03-31", bounds={"discounts": ["0%"]})  # due today: no interest yet
    assert reasons(found, "settle") >= {"nothing_waived"}
    assert "settle" not in {way.kind for way in found.options}


def test_what_comes_to_the_same_is_listed_once() -> None:
    found = compared(danish())  # nothing but interest: to waive fees and costs too changes nothing
    assert [dict(way.terms) for way in found.options if way.kind == "settle"] == [{"waive": ("interest",)}]
    assert [each.kind for each in found.left_out] == ["settle"] * 3


def test_what_may_be_billed_for_the_agreement_itself_stands_beside_the_figures() -> None:
    agreed = {"costs": True}
    claim = {
        "id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2024-03-01", "invoiced": "2024-03-01",
        "received": "2024-03-02", "due": "2024-03-29", "due_is": "agreed", "agreements": agreed,
    }  # fmt: skip
    late = {"on": "2024-06-03", "kind": "reminder"}
    over = {"on": "2024-07-01", "kind": "handed_over", "to": "collector"}
    given = case("DE", "1000.00", "2024-03-29", late, over, region="BE", claims=[claim])
    found = compared(given, "2025-03-10")
    billed = {len(way.billable) for way in found.options if way.kind == "plan"}
    assert billed == {1}
    plan = next(way for way in found.options if way.kind == "plan")
    # RVG-VV 1000 no. 2 with § 31b: 0.7 of the fee on half the claim, 49.00 up to 500 before June 2025, is 34.30; with
    # expenses of 20 per cent, 6.86 (RVG-VV 7002), 41.16.
    assert plan.billable[0].amount == D("41.16")
    assert plan.nominal == plan.pays == sum(paid.amount for paid in plan.payments)


# What is wrong with the question ---------------------------------------------------------------------------


def test_all_faults_of_bounds_and_expectations_come_at_once() -> None:
    with pytest.raises(cr.BadInput) as caught:
        compared(
            danish(),
            bounds={"discounts": ["200%", "ten"], "counts": [0], "waivers": [["intrest"], []], "evry": "month",
                    "least": 5, "every": "mont", "down": "-1.00", "until": "2026-13-01"},
            expectations={"cost_of_money": "-1", "chances": {"plan": "0.6", "setle": "60%", "full": "101%"}},
        )  # fmt: skip
    found = {(fault.path, fault.code, fault.nearest) for fault in caught.value.faults}
    assert found == {
        ("bounds.discounts[0]", "offer_share", None), ("bounds.discounts[1]", "offer_share", None),
        ("bounds.counts[0]", "plan_count", None), ("bounds.waivers[0][0]", "unknown_word", "interest"),
        ("bounds.waivers[1]", "offer_component", None), ("bounds.evry", "unknown_field", "every"),
        ("bounds.least", "wrong_type", None), ("bounds.every", "plan_pace", "month"),
        ("bounds.down", "below_zero", "0"), ("bounds.until", "date_format", None),
        ("expectations.cost_of_money", "below_zero", "0"), ("expectations.chances.plan", "chance_format", None),
        ("expectations.chances.setle", "unknown_field", "settle"),
        ("expectations.chances.full", "chance_format", None),
    }  # fmt: skip


def test_what_does_not_fit_the_day_or_the_debt_is_told_once_with_its_place() -> None:
    with pytest.raises(cr.BadInput) as caught:
        compared(danish(), bounds={"discounts": ["1.005"], "valid_until": "2026-06-08", "first": "2026-06-08"})
    found = {(fault.path, fault.code) for fault in caught.value.faults}
    assert found == {
        ("bounds.discounts[0]", "amount_decimals"), ("bounds.valid_until", "offer_over"), ("bounds.first", "plan_day"),
    }  # fmt: skip
    with pytest.raises(cr.BadInput) as caught:
        compared(danish(), bounds={"down": "10186.99"})
    assert [(fault.path, fault.code) for fault in caught.value.faults] == [("bounds.down", "down_too_large")]


@pytest.mark.parametrize("given", ["10%", 7, [], {"chances": "60%"}])
def test_what_is_no_document_is_refused(given: object) -> None:
    with pytest.raises(cr.BadInput) as caught:
        compared(danish(), expectations=given)
    assert {fault.code for fault in caught.value.faults} == {"wrong_type"}


def test_what_is_not_due_or_not_owed_cannot_be_compared() -> None:
    for given, on in ((danish(), "2026-03-30"), (danish({"on": ON, "kind": "payment", "amount": "20000.00"}), ON)):
        with pytest.raises(cr.BadInput) as caught:
            compared(given, on)
        assert caught.value.code == "nothing_owed"


# The document ----------------------------------------------------------------------------------------------


def test_the_answer_is_a_document_that_reads_back() -> None:
    found = compared(danish(), expectations={"cost_of_money": "6", "chances": CHANCES})
    again = cr.load(cr.dumps(found))
    assert again == found
    assert cr.dumps(again) == cr.dumps(found)


def test_bounds_and_expectations_may_be_made_beforehand() -> None:
    bounds = cr.Bounds(counts=(4,), down=D("1000.00"), down_on=dt.date(2026, 6, 20))
    found = compared(danish(), bounds=bounds, expectations=cr.Expectations(cost_of_money=D("6")))
    plan = one(found, "plan")
    assert dict(plan.terms) == {"count": 4, "down": "1000.00", "down_on": "2026-06-20"}
    assert (plan.payments[0].on, plan.payments[0].amount) == (dt.date(2026, 6, 20), D("1000.00"))
    assert found.cost_of_money == D("6")


def test_paces_are_those_of_a_plan() -> None:
    assert get_args(Pace) == tuple(PACES)
