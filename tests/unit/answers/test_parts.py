"""A claim in parts: an act for less than the whole leaves the rest where it stood."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

import collectrules as cr

NOTICE = {"on": "2024-02-05", "kind": "collection_notice"}
ORDER = [
    NOTICE,
    {"on": "2024-02-16", "kind": "payment_order_filed"},
    {"on": "2024-02-20", "kind": "payment_order_served"},
]
PARTIAL = {"on": "2024-02-25", "kind": "opposition", "grounds": "partial", "amount": "300.00"}
ENDORSED = {"on": "2024-03-10", "kind": "payment_order_endorsed"}
SUED = {"on": "2024-02-20", "kind": "lawsuit_filed"}


@cache
def danish() -> cr.Profile:
    return cr.load_profile("DK")


def case(*events: dict[str, Any], claims: int = 1, amount: str = "1000.00") -> cr.Case:
    claim = {
        "kind": "goods_or_services", "amount": amount, "arose": "2024-01-01", "invoiced": "2024-01-01",
        "due": "2024-01-31", "due_agreed": True,
    }  # fmt: skip
    return cr.load_case(
        {
            "format": 1, "id": "x", "jurisdiction": "DK", "currency": "DKK",
            "creditor": {"kind": "business", "recovers_vat": True}, "debtor": {"kind": "business"},
            "claims": [claim | {"id": f"c{n + 1}"} for n in range(claims)], "events": list(events),
        }
    )  # fmt: skip


def parts(on: str, *events: dict[str, Any], **words: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    found = cr.standing(case(*events, **words), danish(), on=on).stages
    return [(str(item.amount), item.stage) for item in found]


def breaches(on: str, *events: dict[str, Any], **words: Any) -> list[str]:  # noqa: ANN401
    return [finding.code for finding in cr.audit(case(*events, **words), danish(), on=on).breaches]


def test_a_partial_opposition_stops_the_opposed_part_alone() -> None:
    assert parts("2024-02-26", *ORDER, PARTIAL) == [("300.00", "opposed"), ("700.00", "payment_order_served")]
    assert parts("2024-03-11", *ORDER, PARTIAL, ENDORSED) == [("700.00", "titled"), ("300.00", "opposed")]
    assert breaches("2024-03-11", *ORDER, PARTIAL, ENDORSED) == []


def test_parts_have_names_that_stay_and_a_whole_claim_has_none() -> None:
    whole = cr.standing(case(*ORDER), danish(), on="2024-02-26").stages
    assert [item.part for item in whole] == [None]
    first = cr.standing(case(*ORDER, PARTIAL), danish(), on="2024-02-26").stages
    later = cr.standing(case(*ORDER, PARTIAL, ENDORSED), danish(), on="2024-03-11").stages
    assert {item.part: str(item.amount) for item in first} == {item.part: str(item.amount) for item in later}


def test_each_part_has_its_own_next_step() -> None:
    steps = {
        step.action: step
        for step in cr.next_steps(case(*ORDER, PARTIAL, ENDORSED), danish(), on="2024-03-11").proposals
    }
    enforce, sue = steps["enforcement_requested"], steps["lawsuit_filed"]
    assert (enforce.status, str(enforce.amount)) == ("open", "700.00")
    assert (sue.status, str(sue.amount)) == ("open", "300.00")
    assert steps["reminder"].amount is None


def test_what_is_proposed_for_a_part_can_be_done() -> None:
    given = case(*ORDER, PARTIAL, ENDORSED)
    for action, expected in {
        "enforcement_requested": [("700.00", "enforcement_pending"), ("300.00", "opposed")],
        "lawsuit_filed": [("700.00", "titled"), ("300.00", "lawsuit_pending")],
    }.items():
        steps = cr.next_steps(given, danish(), on="2024-03-11").proposals
        done = cr.accept(given, next(s for s in steps if s.action == action), danish(), on="2024-03-11")
        found = cr.standing(done, danish(), on="2024-03-11").stages
        assert [(str(item.amount), item.stage) for item in found] == expected
        assert cr.audit(done, danish(), on="2024-03-11").breaches == ()


def test_a_judgment_for_less_leaves_the_rest_pending() -> None:
    judgment = {"on": "2024-05-01", "kind": "judgment", "amount": "600.00"}
    assert parts("2024-05-02", NOTICE, SUED, judgment) == [("600.00", "titled"), ("400.00", "lawsuit_pending")]
    whole = judgment | {"amount": "1000.00"}
    assert parts("2024-05-02", NOTICE, SUED, whole) == [("1000.00", "titled")]
    with_interest = judgment | {"amount": "1029.21"}
    assert parts("2024-05-02", NOTICE, SUED, with_interest) == [("1000.00", "titled")]


def test_a_title_for_less_covers_that_much() -> None:
    title = {"on": "2024-03-01", "kind": "title_obtained", "title": "settlement", "amount": "400.00"}
    assert parts("2024-03-02", NOTICE, title) == [("400.00", "titled"), ("600.00", "notice_sent")]


def test_the_deadline_of_a_judgment_holds_for_its_part_alone() -> None:
    # 700 by the endorsed order; 300 by judgment of 2024-05-01: 14 days to perform, so not before 2024-05-16.
    events = [*ORDER, PARTIAL, ENDORSED, {"on": "2024-03-12", "kind": "lawsuit_filed"}]
    enforced = {"on": "2024-03-20", "kind": "enforcement_requested"}
    judged = {"on": "2024-05-01", "kind": "judgment"}
    assert parts("2024-05-02", *events, enforced, judged) == [
        ("700.00", "enforcement_pending"),
        ("300.00", "titled"),
    ]
    assert breaches("2024-05-02", *events, enforced, judged) == []


def test_parts_under_one_title_are_one_and_under_two_are_two() -> None:
    # Ten years run from each judgment (forældelsesloven §§ 5 and 19), so two judgments keep two parts apart.
    first = {"on": "2024-05-01", "kind": "judgment", "amount": "600.00"}
    rest = {"on": "2024-06-03", "kind": "judgment"}
    assert parts("2024-06-04", NOTICE, SUED, first, rest) == [("600.00", "titled"), ("400.00", "titled")]
    same_day = rest | {"on": "2024-05-01"}
    assert parts("2024-06-04", NOTICE, SUED, first, same_day) == [("1000.00", "titled")]


def limits(on: str, *events: dict[str, Any]) -> list[tuple[str | None, str | None]]:
    """The last day of the principal's limitation, part by part."""
    clocks = cr.standing(case(*events), danish(), on=on).clocks
    return [
        (clock.claim_part, None if clock.ends is None else clock.ends.isoformat())
        for clock in clocks
        if clock.kind == "limitation" and clock.component == "principal"
    ]


def test_a_title_for_a_part_makes_limitation_run_anew_for_that_part_alone() -> None:
    # 700 endorsed on 2024-03-10: ten years, to Friday 2034-03-10. 300 opposed: the payment order holds limitation up
    # until the case is decided (forældelsesloven § 16); sued and judged on 2024-05-01, to Monday 2034-05-01.
    assert limits("2024-03-11", *ORDER, PARTIAL, ENDORSED) == [("1", "2034-03-10"), ("2", "2027-02-01")]
    sued = {"on": "2024-03-12", "kind": "lawsuit_filed"}
    judged = {"on": "2024-05-01", "kind": "judgment"}
    both = limits("2024-05-02", *ORDER, PARTIAL, ENDORSED, sued, judged)
    assert sorted(ends for _, ends in both if ends) == ["2034-03-10", "2034-05-01"]


def test_the_fee_of_a_part_is_taken_of_its_share_of_interest() -> None:
    # Before 2021-10-01: 300 + 0.5 % of what exceeds 3,000, up to the next 10. 4,000 of 40,000 are titled: a tenth of
    # the interest (40,000 x 8.05 % x 69 / 365 = 608.71) is 60.87, with 400 for the payment order 4,460.87: 307.30.
    # With all of the interest it would be 5,008.71: 310.04, so 320.
    file = to_2018(*ORDER, PARTIAL | {"amount": "36000.00"}, ENDORSED)
    found = cr.next_steps(file, danish(), on="2018-04-10")
    step = next(p for p in found.proposals if p.action == "enforcement_requested" and p.status == "open")
    assert [str(cost.amount) for cost in step.charges] == ["310.00"]
    before, after = (
        cr.standing(one, danish(), on="2018-04-10").owed.costs
        for one in (file, cr.accept(file, step, danish(), on="2018-04-10"))
    )
    assert str(after - before) == "310.00"


def to_2018(*events: dict[str, Any]) -> cr.Case:
    document = json.dumps(cr.dump(case(*events, amount="40000.00")))
    return cr.load_case(document.replace("2024-", "2018-"))


def test_a_payment_goes_to_the_furthest_part_and_a_credit_note_to_the_other() -> None:
    # the debtor pays what is settled; the creditor gives up what is not
    paid = {"on": "2024-03-10", "kind": "payment", "amount": "700.00", "component": "principal"}
    credited = {"on": "2024-03-11", "kind": "credit_note", "amount": "300.00"}
    events = [*ORDER, PARTIAL, ENDORSED]
    assert parts("2024-03-12", *events, credited) == [("700.00", "titled")]
    assert parts("2024-03-12", *events, paid)[0][1] in {"titled", "opposed"}
    part = paid | {"amount": "100.00", "on": "2024-03-12"}
    found = parts("2024-03-13", *events, part)
    assert found[1] == ("300.00", "opposed")
    assert found[0][1] == "titled"


def test_a_payment_order_for_a_part_is_within_its_limit() -> None:
    # 150,000 is above the limit of 100,000; the creditor may ask for 90,000 of it (rpl § 477 a).
    order = {"on": "2024-02-16", "kind": "payment_order_filed", "amount": "90000.00"}
    assert breaches("2024-02-17", NOTICE, order, amount="150000.00") == []
    assert parts("2024-02-17", NOTICE, order, amount="150000.00") == [
        ("90000.00", "payment_order_pending"),
        ("60000.00", "notice_sent"),
    ]
    assert breaches("2024-02-17", NOTICE, order | {"amount": "150000.00"}, amount="150000.00") == ["step_condition"]


def test_an_amount_over_several_claims_is_taken_from_the_first() -> None:
    opposed = PARTIAL | {"amount": "1200.00"}
    assert parts("2024-02-26", *ORDER, opposed, claims=2) == [
        ("1000.00", "opposed"),
        ("200.00", "opposed"),
        ("800.00", "payment_order_served"),
    ]


def test_an_opposition_to_an_unknown_part_stops_the_whole() -> None:
    unknown = {"on": "2024-02-25", "kind": "opposition", "grounds": "partial"}
    assert parts("2024-02-26", *ORDER, unknown) == [("1000.00", "opposed")]
    full = PARTIAL | {"grounds": "full"}
    assert parts("2024-02-26", *ORDER, full) == [("1000.00", "opposed")]


@pytest.mark.parametrize("on", ["2024-03-11", "2024-08-01", "2026-01-05"])
def test_the_parts_make_up_the_claim(on: str) -> None:
    events = [*ORDER, PARTIAL, ENDORSED, {"on": "2024-04-01", "kind": "payment", "amount": "450.55"}]
    now = cr.standing(case(*events), danish(), on=on)
    assert sum(item.amount for item in now.stages) == now.owed.principal


@pytest.mark.parametrize("copy", ["2026-03-10", "2026-03-17"])
def test_money_goes_to_the_part_that_has_come_furthest_whenever_the_copy_arrived(copy: str) -> None:
    # 36,500 less the 10,000 opposed are 26,500; of 5,000 come 90 of costs and 395 of interest (5 % for 79 days) first,
    # and the 4,515 that are left come off what may be continued: 21,985.
    course = [
        {"id": "q", "on": "2026-03-02", "kind": "payment_order_requested"},
        {"id": "s", "on": "2026-03-05", "kind": "payment_order_served"},
        {"id": "o", "on": "2026-03-10", "kind": "opposition", "amount": "10000.00"},
        {"id": "c", "on": copy, "kind": "creditors_copy_received"},
        {"id": "p", "on": "2026-03-20", "kind": "payment", "amount": "5000.00"},
    ]
    owed = {"id": "1", "kind": "goods_or_services", "amount": "36500.00", "arose": "2025-12-01", "due": "2025-12-31",
            "due_is": "agreed"}  # fmt: skip
    swiss = cr.load_case({
        "id": "x", "currency": "CHF", "region": "ZH", "creditor": {"kind": "business"},
        "debtor": {"kind": "business", "registered": False}, "claims": [owed], "events": course,
    })  # fmt: skip
    steps = cr.next_steps(swiss, cr.load_profile("CH"), on="2026-04-20").proposals
    found = {one.action: str(one.amount) for one in steps if one.amount is not None}
    assert found["continuation_requested"] == "21985.00"
    assert found["recognition_action_filed"] == "10000.00"
