"""Ways to go on, worked out by hand: 365.00 bear 0.10 a day from 1 January 2021, every step has a price of its own."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import BadInput, Case, Comparison, NotModelled, Profile, compare, load_case, load_profile

D = Decimal
Event = dict[str, Any]
REMINDER: Event = {"on": "2021-01-05", "kind": "reminder", "fee": "5.00"}
ORDER: Event = {"on": "2021-01-06", "kind": "order_filed"}
SUIT: Event = {"on": "2021-06-12", "kind": "suit_filed"}
OFFER: Event = {"on": "2021-01-08", "kind": "settlement_offered", "id": "o", "amount": "300.00", "until": "2021-01-31"}
ON = "2021-01-10"  # ten days: 366.00


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d60")


def case(*events: Event, debtor: str = "consumer", due: str = "2020-12-31", claims: int = 1) -> Case:
    plain = {"kind": "goods_or_services", "amount": "365.00", "due": due, "due_agreed": True}
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": debtor},
         "claims": [plain | {"id": str(number)} for number in range(1, claims + 1)], "events": list(events)}
    )  # fmt: skip


def left(found: Comparison, kind: str) -> set[str]:
    return {why.code for one in found.left_out if one.kind == kind for why in one.because}


def pays(found: Comparison, kind: str) -> list[str]:
    return [str(option.pays) for option in found.options if option.kind == kind]


# The next stage --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "on", "step", "total", "advances"),
    [
        ((), ON, "reminder", "371.00", []),
        ((REMINDER,), ON, "order_filed", "417.00", ["40.00", "6.00"]),  # a second reminder earns nothing
        ((REMINDER, ORDER), "2021-06-10", "suit_filed", "426.10", ["80.00"]),  # 365, 16.10 (161 days), 5 and 40
        ((REMINDER, ORDER, SUIT), "2021-06-20", "renewal_filed", "437.10", ["10.00"]),  # 171 days, and 10 more
    ],
)
def test_the_next_stage_is_the_next_step_on_with_its_price(
    law: Profile, events: tuple[Event, ...], on: str, step: str, total: str, advances: list[str]
) -> None:
    stage = compare(case(*events), law, on=on).next_stage
    assert stage is not None
    assert (stage.step, stage.total) == (step, D(total))
    assert [str(cost.amount) for cost in stage.advances] == advances


def test_expenses_that_are_billed_as_they_are_spent_are_in_the_next_stage_and_not_certain(law: Profile) -> None:
    found = compare(case(REMINDER), law, on=ON, expectations={"chances": {"next_step": "50%"}})
    assert found.next_stage is not None
    assert [(str(one.amount), one.law, one.certain) for one in found.next_stage.added] == [
        ("40.00", ("act-2",), True), ("6.00", ("act-1",), False),
    ]  # fmt: skip
    (on,) = [option for option in found.options if option.kind == "next_step"]
    assert (on.pays, on.nominal, on.value_creditor) == (D("417.00"), D("371.00"), D("162.50"))  # half of it, less 46.00


def test_what_is_laid_out_must_be_known(law: Profile) -> None:
    assert left(compare(case(REMINDER, ORDER), law, on=ON), "next_step") == {"unknown_advance"}
    old = compare(case(due="2015-12-31", debtor="business"), law, on="2016-01-10")  # its postage was never published
    assert old.next_stage is None
    assert left(old, "next_step") == {"no_step_in_sight"}
    assert {option.value_debtor for option in old.options} == {None}


def test_no_step_that_a_dispute_forbids_is_foretold(law: Profile) -> None:
    found = compare(case(REMINDER, {"on": ON, "kind": "dispute"}), law, on=ON)
    assert left(found, "next_step") == {"no_step_in_sight"}  # no order while the claim is disputed


# Agreements ------------------------------------------------------------------------------------------------


def test_offers_and_plans_stand_by_what_they_are_worth(law: Profile) -> None:
    found = compare(
        case(REMINDER), law, on=ON,
        bounds={"discounts": ["10%", "1.00"], "counts": [1, 6], "interest_free": True, "valid_until": "2021-01-20",
                "touch_principal": True},
        expectations={"cost_of_money": "36.5", "chances": {"settle": "90%", "plan": "80%", "full": "50%"}},
    )  # fmt: skip
    # A thousandth a day. A tenth of 371.00 off: 333.90 / 1.01 x 0.9; without interest 370.00 (a discount of 1.00 comes
    # to the same and is listed once); without fees, too, 365.00. In one sum on 10 February, 31 days: 371.00 / 1.031 x
    # 0.8.
    worth = {(option.kind, option.pays, len(option.payments)): str(option.value_creditor) for option in found.options}
    assert {key: worth[key] for key in worth if key[0] != "plan" or key[2] == 1} == {
        ("settle", D("333.90"), 1): "297.53", ("settle", D("370.00"), 1): "329.70",
        ("settle", D("365.00"), 1): "325.25", ("full", D("371.00"), 1): "185.50",
        ("plan", D("371.00"), 1): "287.88", ("next_step", D("417.00"), 1): "371.00",
    }  # fmt: skip
    values = [option.value_creditor for option in found.options]
    assert values == sorted(values, reverse=True)
    codes = {taken.code for taken in found.assumptions}
    assert "not_weighed_next" in codes
    assert "weighed_partly" in codes
    assert codes & {"not_discounted", "not_weighed_full", "not_weighed_settle", "not_weighed_plan"} == set()


def test_what_the_law_or_the_bounds_rule_out_stands_beside_with_its_reason(law: Profile) -> None:
    bounds = {
        "discounts": ["0%", "100%", "50%", "400.00"], "waivers": [["interest"]], "least": "366.01",
        "counts": [3, 11, 13, 30],
        "every": "month", "until": "2021-11-30", "least_instalment": "40.00",
    }  # fmt: skip
    found = compare(case(REMINDER), law, on=ON, bounds=bounds)
    because = {str(next(iter(one.terms.values()))): [why.code for why in one.because] for one in found.left_out}
    # Eleven instalments end on 10 December, thirteen and thirty after a year; 400.00 are more than is owed.
    assert because == {
        "0%": ["nothing_waived"], "100%": ["below_least", "principal_touched"],
        "50%": ["below_least", "principal_touched"], "400.00": ["offer_too_large"],
        "11": ["plan_after_until", "below_least_instalment"], "13": ["plan_too_long"],
        "30": ["plan_too_long", "instalment_too_small"],
    }  # fmt: skip
    assert pays(found, "settle") == ["370.00"]
    assert len(pays(found, "plan")) == 1


def test_an_agreement_that_is_not_to_be_made_today_is_left_out_with_its_law(law: Profile) -> None:
    dead = compare(case({"on": "2021-01-07", "kind": "debtor_died"}), law, on=ON)
    assert left(dead, "settle") >= {"condition"}
    assert pays(dead, "settle") == []
    assert pays(dead, "plan")
    rows = [{"due": "2021-02-10", "amount": "366.00"}]
    runs = compare(case({"on": "2021-01-07", "kind": "plan_agreed", "instalments": rows}), law, on=ON)
    assert left(runs, "plan") >= {"condition"}
    assert {key for one in runs.left_out if one.kind == "plan" for why in one.because for key in why.law} == {"act-2"}


@pytest.mark.parametrize(
    ("event", "on", "code"),
    [
        ({"on": "2021-01-08", "kind": "closed"}, ON, "case_closed"),
        ({"on": "2021-01-08", "kind": "insolvency_opened"}, ON, "condition"),
        (REMINDER, "2024-01-10", "claim_barred"),
    ],
)
def test_nothing_is_agreed_on_where_nothing_can_be(law: Profile, event: Event, on: str, code: str) -> None:
    found = compare(case(event), law, on=on)
    assert {option.kind for option in found.options} <= {"next_step"}
    assert all(code in left(found, kind) for kind in ("full", "settle", "plan"))


def test_payment_in_full_is_shut_only_where_both_agreements_are(law: Profile) -> None:
    # In a moratorium the law of this land lets a plan be agreed on, but no settlement.
    opened: Event = {"on": "2021-01-08", "kind": "insolvency_opened", "name": "composition"}
    found = compare(case(opened), law, on=ON)
    assert {option.kind for option in found.options} >= {"full", "plan"}
    assert left(found, "settle") >= {"condition"}
    shut = [one for one in found.left_out if one.kind == "settle"]
    assert shut
    assert all([why.fact for why in one.because].count("debtor_insolvent") == 1 for one in shut)


def test_a_settlement_that_stands_and_an_offer_that_may_still_be_taken(law: Profile) -> None:
    bounds = {"discounts": ["66.00", "65.99"], "waivers": [], "counts": [], "touch_principal": True}
    offered = compare(case(OFFER), law, on=ON, bounds=bounds)
    assert (pays(offered, "settle"), left(offered, "settle")) == (["300.00"], {"better_offer_stands"})
    agreed = compare(
        case(OFFER, {"on": "2021-01-09", "kind": "settlement_accepted", "of": "o"}), law, on=ON, bounds=bounds
    )
    assert left(agreed, "full") == {"settlement_stands"}
    unknown = compare(case({key: OFFER[key] for key in ("on", "kind", "until")}), law, on=ON, bounds=bounds)
    assert pays(unknown, "settle") == ["300.01", "300.00"]


def test_a_plan_of_two_claims_may_be_billed(law: Profile) -> None:
    found = compare(
        case(REMINDER, claims=2), law, on=ON, bounds={"counts": [2], "down": "100.00", "down_on": "2021-01-20"}
    )
    (plan,) = [option for option in found.options if option.kind == "plan"]
    assert {cost.amount for cost in plan.billable} == {D("12.00")}
    assert plan.payments[0].amount == D("100.00")
    assert found.owed.total == D("737.00")


def test_no_settlement_has_an_order_that_no_rule_gives() -> None:
    given = load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "business"},
         "claims": [{"id": "1", "kind": "loan", "amount": "100.00", "due": "2020-12-31", "due_agreed": True}]}
    )  # fmt: skip
    found = compare(given, load_profile(path=Path(__file__).parent / "_d39"), on="2021-01-10", bounds={"waivers": []})
    assert left(found, "settle") == {"no_settlement_order"}


def test_words_that_fit_nothing_are_refused_with_their_place(law: Profile) -> None:
    with pytest.raises(BadInput) as caught:
        compare(
            case(), law, on=ON,
            bounds={"discounts": ["1.005"], "valid_until": "2021-01-01", "first": "2021-01-01", "every": "wek"},
            expectations={"cost_of_money": "-1", "chances": {"plan": "0.5"}},
        )  # fmt: skip
    assert {fault.path for fault in caught.value.faults} == {
        "bounds.every", "expectations.cost_of_money", "expectations.chances.plan",
    }  # fmt: skip
    with pytest.raises(BadInput) as caught:
        compare(case(), law, on=ON, bounds={"discounts": ["1.005"], "valid_until": "2021-01-01", "first": "2021-01-01"})
    assert {(fault.path, fault.code) for fault in caught.value.faults} == {
        ("bounds.discounts[0]", "amount_decimals"), ("bounds.valid_until", "offer_over"), ("bounds.first", "plan_day"),
    }  # fmt: skip
    for words in ({"discounts": ["200%"]}, {"waivers": [[]]}, {"counts": [601]}, {"down": "-1.00"}):
        with pytest.raises(BadInput):
            compare(case(), law, on=ON, bounds=words)
    with pytest.raises(BadInput, match="nothing_owed"):
        compare(case(), law, on="2020-12-30")
    with pytest.raises(NotModelled):
        compare(case(due="2009-12-31"), law, on=ON)
