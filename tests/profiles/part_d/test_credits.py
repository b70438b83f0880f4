"""Rule 16 of the list and its like: sums credited on others, matters, sums that no law fixes; worked out by hand.

A claim of 1,000.00 is two steps of the scale: one unit is 90.00. The collector's fee of 1.3 units is 117.00, and 140.40
with a tax of 20 %, which the creditor cannot deduct.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import (
    Case,
    NotModelled,
    Profile,
    Proposal,
    accept,
    audit,
    load_case,
    load_profile,
    next_steps,
    standing,
    tariff,
)

HERE = Path(__file__).parent
D = Decimal
Event = dict[str, Any]


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=HERE / "_d16")


@pytest.fixture(scope="module")
def open_law() -> Profile:
    return load_profile(path=HERE / "_d16j")


def act(on: str, kind: str, **more: object) -> Event:
    return {"on": on, "kind": kind, **more}


def claim(name: str = "1", amount: str = "1000.00", **more: object) -> Event:
    plain = {"id": name, "kind": "goods_or_services", "amount": amount, "due": "2020-12-31", "due_agreed": True}
    return plain | more


def case(*events: Event, claims: list[Event] | None = None, recovers: bool = False, debtor: str = "consumer") -> Case:
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business", "recovers_vat": recovers},
         "debtor": {"kind": debtor}, "claims": claims or [claim()], "events": list(events)}
    )  # fmt: skip


LUMP = act("2021-02-01", "compensation_claimed", amount="40.00")
HANDED = act("2021-02-10", "handed_over")
ORDER = act("2021-03-01", "order_filed")
SUIT = act("2021-04-01", "suit_filed")


def fee(amount: str, on: str = "2021-02-20", cost: str = "collector_fee", **more: object) -> Event:
    return act(on, "charge", cost=cost, amount=amount, **more)


def owed(law: Profile, *events: Event, on: str = "2021-12-31", **more: Any) -> tuple[D, D]:  # noqa: ANN401
    found = standing(case(*events, **more), law, on=on).owed
    return found.fees, found.costs


# Credit ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "recovers", "fees", "costs"),
    [
        ([HANDED, fee("999.00")], False, "0.00", "140.40"),
        # the lump sum comes off after tax; off what is charged without tax all the same
        ([LUMP, HANDED, fee("999.00")], False, "40.00", "100.40"),
        ([LUMP, HANDED, fee("999.00")], True, "40.00", "77.00"),
        # claimed afterwards, the lump sum yields: 140.40 is the greater of the two
        ([HANDED, fee("999.00"), LUMP | {"on": "2021-03-01"}], False, "0.00", "140.40"),
        # of a collector's fee of 30.00 it takes the place, and 10.00 more
        ([HANDED, fee("30.00"), LUMP | {"on": "2021-03-01"}], False, "10.00", "30.00"),
        # a lump sum that was waived is not credited
        ([LUMP, act("2021-02-05", "waiver", component="fees"), HANDED, fee("999.00")], False, "0.00", "140.40"),
    ],
)
def test_a_lump_sum_and_a_fee_come_to_the_greater_of_the_two(
    law: Profile, events: list[Event], recovers: bool, fees: str, costs: str
) -> None:
    assert owed(law, *events, recovers=recovers) == (D(fees), D(costs))


@pytest.mark.parametrize(
    ("events", "costs"),
    [
        ([ORDER], "90.00"),
        # half of 117.00 before tax, 58.50, is less than three quarters of a unit, 67.50
        ([HANDED, fee("140.40"), ORDER], "171.90"),  # 140.40 + 31.50
        # three quarters of 117.00 are 87.75, more than 67.50: 117.00 - 67.50
        ([HANDED, fee("140.40"), SUIT], "189.90"),  # 140.40 + 49.50
        # what the order used up does not come off again: 87.75 - 58.50 are 29.25
        ([HANDED, fee("140.40"), ORDER, SUIT], "259.65"),  # 140.40 + 31.50 + 87.75
        # of a fee of 60.00 with tax, 50.00 without: 90.00 - 25.00
        ([HANDED, fee("60.00"), ORDER], "125.00"),
        # no more than 20.00 of 117.00
        ([SUIT, act("2021-05-01", "seizure_requested")], "147.00"),
        # three copies take 30.00 of the 31.50 of the order, the fourth the rest
        ([HANDED, fee("140.40"), ORDER, *(act(f"2021-05-0{day}", "copy_requested") for day in (1, 2, 3))], "171.90"),
        ([HANDED, fee("140.40"), ORDER, *(act(f"2021-05-0{day}", "copy_requested") for day in (1, 2, 3, 4))], "180.40"),
    ],
)
def test_what_is_credited_is_credited_once(law: Profile, events: list[Event], costs: str) -> None:
    assert owed(law, *events) == (D("0.00"), D(costs))


def test_a_step_is_priced_with_what_will_come_off(law: Profile) -> None:
    facts = case(HANDED, fee("140.40"))
    steps = next_steps(facts, law, on="2021-02-25").proposals
    (order,) = (step for step in steps if step.action == "order_filed")
    assert [cost.amount for cost in order.charges] == [D("31.50")]
    assert standing(facts, law, on="2021-02-25").owed.costs == D("140.40")


def test_asking_uses_nothing_up(law: Profile) -> None:
    facts = case(HANDED, fee("140.40"))
    for _ in range(2):
        steps = next_steps(facts, law, on="2021-02-25").proposals
        assert [s.charges[0].amount for s in steps if s.action == "order_filed"] == [D("31.50")]


def step(law: Profile, facts: Case, action: str, on: str) -> Proposal:
    (found,) = (each for each in next_steps(facts, law, on=on).proposals if each.action == action)
    return found


@pytest.mark.parametrize(
    ("events", "action", "asked", "credited", "fees", "costs"),
    [
        # of 140.40 the lump sum is 40.00: 100.40 more
        ([LUMP, HANDED], "charge", "100.40", "40.00", "40.00", "100.40"),
        # of the lump sum a bill of 30.00 is credited: 10.00 more
        ([HANDED, fee("30.00")], "compensation_claimed", "10.00", "30.00", "10.00", "30.00"),
        # a bill of 140.40 takes its place: nothing more, and nothing that would not be owed
        ([HANDED, fee("140.40")], "compensation_claimed", "0.00", "40.00", "0.00", "140.40"),
    ],
)
def test_what_is_credited_comes_off_once_when_a_step_is_done(
    law: Profile, events: list[Event], action: str, asked: str, credited: str, fees: str, costs: str
) -> None:
    facts = case(*events)
    found = step(law, facts, action, "2021-03-01")
    assert [(cost.amount, cost.credited) for cost in found.charges] == [(D(asked), D(credited))]
    done = accept(facts, found, law, on="2021-03-01")
    now = standing(done, law, on="2021-03-01").owed
    assert (now.fees, now.costs) == (D(fees), D(costs))
    assert audit(done, law, on="2021-03-01").breaches == ()
    again = accept(done, found, law, on="2021-03-01")
    assert again == done


@pytest.mark.parametrize(
    ("amount", "credited", "costs", "breaches"),
    [
        ("100.40", "40.00", "100.40", 0),
        ("100.41", "40.00", "100.40", 1),
        ("100.40", None, "60.40", 1),  # a bill of 100.40 in all
        ("100.40", "39.99", "100.39", 1),
        ("5.00", "40.00", "5.00", 0),  # a bill of 45.00
        ("5.00", "30.00", "0.00", 1),  # one of 35.00
    ],
)
def test_a_sum_after_a_credit_is_judged_with_what_was_credited(
    law: Profile, amount: str, credited: str | None, costs: str, breaches: int
) -> None:
    bill = fee(amount) | ({} if credited is None else {"credited": credited})
    assert owed(law, LUMP, HANDED, bill) == (D("40.00"), D(costs))
    assert len(audit(case(LUMP, HANDED, bill), law, on="2021-12-31").breaches) == breaches


def test_a_bill_is_credited_on_one_of_several_lump_sums(law: Profile) -> None:
    """A collector's bill of 30.00 for both claims comes off the first lump sum; 50.00 more make 80.00."""
    facts = case(HANDED, fee("30.00"), claims=[claim("1"), claim("2")])
    found = step(law, facts, "compensation_claimed", "2021-03-01")
    assert sorted(cost.amount for cost in found.charges if cost.amount is not None) == [D("10.00"), D("40.00")]
    done = accept(facts, found, law, on="2021-03-01")
    now = standing(done, law, on="2021-03-01").owed
    assert (now.fees, now.costs) == (D("50.00"), D("30.00"))
    assert audit(done, law, on="2021-03-01").breaches == ()


@pytest.mark.parametrize(
    ("amount", "debtor", "unlawful", "in_doubt"),
    [
        ("90.00", "consumer", None, None),
        ("90.01", "consumer", "0.00", "0.01"),
        ("180.00", "consumer", "0.00", "90.00"),
        ("180.01", "consumer", "0.01", "90.00"),
        ("5000.00", "consumer", "4820.00", "90.00"),
        ("90.01", "business", "0.01", "0.00"),  # of a business nothing more may be asked
    ],
)
def test_what_a_bill_may_prove_ends(
    law: Profile, amount: str, debtor: str, unlawful: str | None, in_doubt: str | None
) -> None:
    facts = case(act("2021-02-01", "visit_requested"), fee(amount, cost="other"), debtor=debtor)
    found = [(each.amount_unlawful, each.amount_in_doubt) for each in audit(facts, law, on="2021-12-31").findings]
    assert found == ([] if unlawful is None or in_doubt is None else [(D(unlawful), D(in_doubt))])


# Matters and contracts -------------------------------------------------------------------------------------


def test_a_percentage_of_the_fees_of_the_matter(law: Profile) -> None:
    """A fifth of 117.00 is 23.40, so 20.00 and 24.00 with tax; of a fee of 60.00, 50.00 before tax, 10.00 and 12.00."""
    assert owed(law, HANDED, fee("140.40"), fee("99.00", cost="postage"))[1] == D("164.40")
    assert owed(law, HANDED, fee("60.00"), fee("99.00", cost="postage"))[1] == D("72.00")


def test_a_matter_has_its_expenses_once_and_a_new_one_its_own(law: Profile) -> None:
    first = (HANDED, fee("60.00"), fee("12.00", cost="postage"))
    again = fee("12.00", "2021-03-01", cost="postage")
    assert owed(law, *first, again)[1] == D("72.00")
    anew = act("2021-02-25", "handed_over")
    # of the new matter there are no fees yet, so nothing of which to take a fifth
    assert owed(law, *first, anew, again)[1] == D("72.00")
    more = (fee("60.00", "2021-02-28"), again)
    assert owed(law, *first, anew, *more)[1] == D("144.00")


def test_a_base_of_the_matter_holds_the_claims_that_were_handed_over_together(law: Profile) -> None:
    claims = [claim("a"), claim("b", "3000.00"), claim("c", "5000.00")]
    together = act("2021-02-10", "handed_over", claims=["a", "b"])
    visit = act("2021-03-01", "visit_requested", claims=["a"])
    assert owed(law, together, visit, claims=claims)[1] == D("40.00")
    # without a hand-over: the claim of the act
    assert owed(law, visit, claims=claims)[1] == D("10.00")


def test_fees_of_a_contract_are_counted_over_all_its_claims_for_good(law: Profile) -> None:
    """Two on claim a, which is then paid; on claim b of the same contract there is none any more."""
    claims = [claim("a", relationship="r"), claim("b", due="2021-05-31", relationship="r"), claim("c")]
    twice = [act(f"2021-0{month}-01", "reminder", fee="5.00", claim="a") for month in (2, 3)]
    paid = act("2021-04-01", "payment", amount="1010.00", claim="a")
    third = act("2021-07-01", "reminder", fee="5.00", claim="b")
    findings = audit(case(*twice, paid, third, claims=claims), law, on="2021-07-01").findings
    assert [(found.code, found.amount_unlawful) for found in findings] == [("fee_limit", D("5.00"))]
    other = third | {"claim": "c"}
    assert audit(case(*twice, paid, other, claims=claims), law, on="2021-07-01").findings == ()


# Sums that no law fixes ------------------------------------------------------------------------------------


def costs_of(law: Profile, action: str, on: str, amount: str = "1000.00", debtor: str = "consumer") -> list[Any]:
    facts = case(claims=[claim(amount=amount)], debtor=debtor)
    steps = next_steps(facts, law, on=on).proposals
    return list(next(step for step in steps if step.action == action).advances)


@pytest.mark.parametrize(("on", "known"), [("2021-03-31", "13.30"), ("2021-04-01", "14.00")])
def test_what_will_be_laid_out_shows_the_last_figure_as_provisional(open_law: Profile, on: str, known: str) -> None:
    (postage,) = (cost for cost in costs_of(open_law, "order_filed", on) if cost.kind == "enforcement_cost")
    assert (postage.amount, postage.certainty, postage.unknown) == (D(known), "provisional", None)


def test_without_a_figure_it_is_unknown_and_never_nothing(open_law: Profile) -> None:
    (search,) = costs_of(open_law, "search_requested", "2021-03-01")
    assert (search.amount, search.unknown) == (None, True)


@pytest.mark.parametrize(
    ("amount", "debtor", "least", "most"),
    [
        ("1000.00", "consumer", "100.00", "300.00"),
        ("1000.01", "consumer", "300.00", "900.00"),
        ("1000.00", "business", "200.00", "600.00"),
    ],
)
def test_a_judge_s_frame_is_shown_by_its_bounds(
    open_law: Profile, amount: str, debtor: str, least: str, most: str
) -> None:
    found = costs_of(open_law, "order_filed", "2021-03-01", amount, debtor)
    (court,) = (cost for cost in found if cost.kind == "court_fee")
    assert (court.amount, court.unknown, court.amount_min, court.amount_max) == (None, True, D(least), D(most))


def test_a_sum_without_a_frame_has_no_bounds(open_law: Profile) -> None:
    (lawyer,) = costs_of(open_law, "suit_filed", "2021-03-01")
    assert (lawyer.amount, lawyer.unknown, lawyer.amount_min) == (None, True, None)
    with pytest.raises(NotModelled) as caught:
        tariff(open_law, "fee.lawyer", value="500.00", on="2021-03-01")
    assert caught.value.code == "unknown_figure"


@pytest.mark.parametrize(
    ("value", "debtor", "least", "most"),
    [
        ("1000.00", "consumer", "100.00", "300.00"),
        ("1000.01", "consumer", "300.00", "900.00"),
        ("1000.00", "business", "200.00", "600.00"),
    ],
)
def test_a_tariff_answers_with_the_bounds_of_a_frame(
    open_law: Profile, value: str, debtor: str, least: str, most: str
) -> None:
    found = tariff(open_law, "fee.court", value=value, on="2021-03-01", debtor=debtor)
    assert (found.amount, found.amount_min, found.amount_max) == (None, D(least), D(most))


ASKED = act("2021-03-01", "order_filed")


@pytest.mark.parametrize(
    ("events", "costs", "finding"),
    [
        ([ASKED], "0.00", None),
        # with a document all of it is owed; without one it is in doubt
        ([ASKED, fee("16.80", "2021-03-02", "postage", evidence="receipt 7")], "16.80", None),
        ([ASKED, fee("16.80", "2021-03-02", "postage")], "16.80", ("cost_unproved", "doubt", "0.00", "16.80")),
        # before the act there is nothing to lay it out for
        ([fee("16.80", "2021-03-02", "postage", evidence="receipt 7")], "0.00",
         ("fee_before_act", "breach", "16.80", "0.00")),
        # a court fee within its frame is in doubt until it is awarded; beyond the frame none can be
        ([ASKED, fee("250.00", "2021-03-02", "court_fee")], "250.00", ("unknown_figure", "doubt", "0.00", "250.00")),
        ([ASKED, fee("350.00", "2021-03-02", "court_fee")], "300.00",
         ("fee_above_maximum", "breach", "50.00", "300.00")),
        # what is said to be awarded knows no frame, and is owed once a title is recorded that can have awarded it
        ([ASKED, fee("350.00", "2021-03-02", "awarded_cost")], "0.00",
         ("cost_not_awarded", "doubt", "0.00", "350.00")),
    ],
)  # fmt: skip
def test_what_is_laid_out_or_awarded_is_owed_as_it_is_booked(
    open_law: Profile, events: list[Event], costs: str, finding: tuple[str, str, str, str] | None
) -> None:
    facts = case(*events)
    assert standing(facts, open_law, on="2021-03-31").owed.costs == D(costs)
    found = [
        (each.code, each.severity, str(each.amount_unlawful), str(each.amount_in_doubt))
        for each in audit(facts, open_law, on="2021-03-31").findings
    ]
    assert found == ([] if finding is None else [finding])
