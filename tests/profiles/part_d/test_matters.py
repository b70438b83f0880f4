"""Bills of lawyers and collectors: one fee for a matter, its flat expenses, what is credited; worked out by hand.

One unit of a claim of 1,000.00 is 60.00 for a mandate before 2021 and 80.00 after it; of more it is 100.00 and 120.00.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import Case, NotModelled, Profile, audit, dump, load_case, load_profile, standing, tariff

D = Decimal
Event = dict[str, Any]


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d28")


def act(on: str, kind: str, **more: object) -> Event:
    return {"on": on, "kind": kind, **more}


def bill(on: str, amount: str, cost: str = "collector_fee") -> Event:
    return act(on, "charge", cost=cost, amount=amount)


def case(*events: Event, amount: str = "1000.00", recovers: bool = True) -> Case:
    claim = {"id": "1", "kind": "goods_or_services", "amount": amount, "due": "2020-12-31", "due_agreed": True}
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business", "recovers_vat": recovers},
         "debtor": {"kind": "consumer"}, "claims": [claim], "events": list(events)}
    )  # fmt: skip


HANDED, NOTICE = act("2021-02-01", "handed_over"), act("2021-02-01", "collection_notice")
ORDER = act("2021-03-01", "order_filed")
MOST = "999.00"


def costs(law: Profile, *events: Event, **more: Any) -> D:  # noqa: ANN401
    return standing(case(*events, **more), law, on="2021-12-31", readings={"late": "low"}).owed.costs


@pytest.mark.parametrize(
    ("events", "owed"),
    [
        # the ten days end on 11 February; one unit from the 12th: 80.00 + 16.00
        ([HANDED, NOTICE, bill("2021-02-12", MOST)], "96.00"),
        # paid in full on the tenth day, or a day later
        ([HANDED, NOTICE, act("2021-02-11", "payment", amount="1000.00"), bill("2021-03-01", MOST)], "48.00"),
        ([HANDED, NOTICE, act("2021-02-12", "payment", amount="1000.00"), bill("2021-03-01", MOST)], "96.00"),
        # no letter, so nothing that could have run out
        ([HANDED, bill("2021-03-01", MOST)], "48.00"),
        # the whole amount is set, and bounded: 20.00 + 4.00
        ([HANDED, act("2021-02-01", "fact", name="letter_only", value=True), bill("2021-02-02", MOST)], "24.00"),
        # a mandate of 2020 that is recorded with the hand-over: 0.5 x 60.00 is below 35.00; 35.00 + 7.00
        ([HANDED | {"mandate": "2020-12-31"}, bill("2021-02-02", MOST)], "42.00"),
        # one matter for all mandates is of the day of the first, however often it is handed over: 60.00 + 12.00
        (
            [HANDED | {"mandate": "2020-12-31"}, NOTICE, act("2021-03-01", "handed_over"), bill("2021-03-02", MOST)],
            "72.00",
        ),
        # handed over on the due day: no default yet
        ([HANDED | {"on": "2020-12-31"}, bill("2021-02-02", MOST)], "0.00"),
    ],
)
def test_a_rate_rises_with_time_while_something_is_left(law: Profile, events: list[Event], owed: str) -> None:
    assert costs(law, *events) == D(owed)


@pytest.mark.parametrize(
    ("paid", "on", "owed", "breaches"),
    [
        # 0.5 x 80.00 = 40.00, and a fifth on top of it, until the tenth day is over; then one unit
        ("0.00", "2021-02-01", "48.00", 1),
        ("0.00", "2021-02-11", "48.00", 1),
        ("0.00", "2021-02-12", "96.00", 0),
        ("0.00", "2021-12-31", "96.00", 0),
        ("999.99", "2021-12-31", "96.00", 0),
        # paid in full on the tenth day: what was billed too high stays too high
        ("1000.00", "2021-12-31", "48.00", 1),
    ],
)
def test_a_bill_before_its_time_is_owed_once_it_has_come(
    law: Profile, paid: str, on: str, owed: str, breaches: int
) -> None:
    money = [act("2021-02-11", "payment", amount=paid)] if D(paid) else []
    facts = case(HANDED, NOTICE, bill("2021-02-01", "96.00"), *(money if on > "2021-02-11" else []))
    assert standing(facts, law, on=on, readings={"late": "low"}).owed.costs == D(owed)
    found = audit(facts, law, on=on, readings={"late": "low"}).findings
    assert [one.amount_unlawful for one in found] == [D("48.00")] * breaches


def test_a_bill_that_comes_of_age_is_not_billed_again(law: Profile) -> None:
    events = (HANDED, NOTICE, bill("2021-02-01", "96.00"), bill("2021-03-01", "48.00"))
    assert costs(law, *events) == D("96.00")
    found = audit(case(*events), law, on="2021-12-31", readings={"late": "low"}).findings
    assert [(one.event, one.amount_unlawful) for one in found] == [("4", D("48.00"))]


def test_what_is_set_may_rest_on_a_reading(law: Profile) -> None:
    """1.0 or 1.5 units: 96.00, or 120.00 and 20.00 on top of it."""
    found = audit(case(HANDED, NOTICE, bill("2021-02-12", "150.00")), law, on="2021-12-31").findings
    assert [(one.amount_unlawful, one.amount_in_doubt, one.readings) for one in found] == [
        (D("10.00"), D("44.00"), ("late",))
    ]


@pytest.mark.parametrize(
    ("events", "owed"),
    [
        # bills add up to one fee: 48.00, then the rest of 96.00
        ([HANDED, NOTICE, bill("2021-02-02", "48.00"), bill("2021-02-12", MOST)], "96.00"),
        # less was billed than the law allowed: what is left is still the rest
        ([HANDED, NOTICE, bill("2021-02-02", "30.00"), bill("2021-02-12", MOST)], "96.00"),
        # another one who collects adds nothing, nor does a new hand-over
        ([HANDED, NOTICE, bill("2021-02-12", MOST), HANDED | {"on": "2021-02-15", "to": "lawyer"},
          bill("2021-02-16", MOST, "lawyer_fee")], "96.00"),
        # an agreement on half of the claim, 80.00: a fifth of 160.00 is 32.00, and 20.00 the most for both
        ([HANDED, NOTICE, bill("2021-02-12", MOST), act("2021-02-15", "plan_agreed"), bill("2021-02-16", MOST)],
         "180.00"),
    ],
)  # fmt: skip
def test_a_matter_is_paid_once_with_its_expenses(law: Profile, events: list[Event], owed: str) -> None:
    assert costs(law, *events) == D(owed)


def test_tax_lies_on_fee_and_expenses(law: Profile) -> None:
    assert costs(law, HANDED, bill("2021-02-02", MOST), recovers=False) == D("57.60")


def test_a_share_of_the_claim_is_taken_by_the_mandate(law: Profile) -> None:
    """Of 4,000.00 half is 2,000.00, so 120.00; a fifth is 800.00, so 60.00. Expenses: the rest of 20.00."""
    for mandate, owed in (("2021-01-01", "140.00"), ("2020-12-31", "72.00")):
        events = (HANDED | {"mandate": mandate}, act("2021-02-15", "plan_agreed"), bill("2021-02-16", MOST))
        # the bill may be for the collection or for the agreement: the one that allows more carries it
        assert costs(law, *events, amount="4000.00") == D(owed)


@pytest.mark.parametrize(
    ("events", "owed"),
    [
        # half of 40.00 comes off 80.00, not off the expenses: 60.00 + 12.00 beside 48.00
        ([HANDED, bill("2021-02-02", "48.00"), ORDER, bill("2021-03-02", MOST, "lawyer_fee")], "120.00"),
        # of a bill of 45.60 the fee is 38.00, of which half is 19.00: 61.00 + 12.20
        ([HANDED, bill("2021-02-02", "45.60"), ORDER, bill("2021-03-02", MOST, "lawyer_fee")], "118.80"),
        # of 42.00 it is 35.00; 17.50 is rounded to 18.00: 62.00 + 12.40
        ([HANDED, bill("2021-02-02", "42.00"), ORDER, bill("2021-03-02", MOST, "lawyer_fee")], "116.40"),
    ],
)
def test_the_fee_alone_is_credited_rounded(law: Profile, events: list[Event], owed: str) -> None:
    assert costs(law, *events) == D(owed)


def test_each_matter_has_its_own_mandate(law: Profile) -> None:
    """Handed over in 2020, so 60.00 for the order too, where nobody says otherwise; 80.00 for a mandate of 2021."""
    handed, letter = HANDED | {"mandate": "2020-12-31"}, bill("2021-03-02", MOST, "lawyer_fee")
    used_up = bill("2021-02-02", "42.00")
    quiet = standing(case(handed, used_up, ORDER, letter), law, on="2021-12-31")
    # 60.00 - 18.00 + 8.40 beside 42.00
    assert quiet.owed.costs == D("92.40")
    assert "mandate_of_hand_over" in {one.code for one in quiet.assumptions}
    told = standing(case(handed, used_up, ORDER | {"mandate": "2021-02-20"}, letter), law, on="2021-12-31")
    # 80.00 - 18.00 + 12.40
    assert told.owed.costs == D("116.40")
    assert "mandate_of_hand_over" not in {one.code for one in told.assumptions}
    # without a hand-over nobody knows the mandate: all of the bill is in doubt, none of it lost
    found = audit(case(ORDER, letter), law, on="2021-12-31").findings
    assert [(one.code, one.amount_unlawful) for one in found] == [("missing_fact", D("0.00"))]


@pytest.mark.parametrize(("mandate", "unit"), [("2020-12-31", "60.00"), ("2021-01-01", "80.00")])
def test_a_tariff_by_the_mandate_asks_for_it(law: Profile, mandate: str, unit: str) -> None:
    assert tariff(law, "value.unit", value="1000.00", on="2022-01-01", mandate=mandate).amount == D(unit)
    with pytest.raises(NotModelled) as caught:
        tariff(law, "value.unit", value="1000.00", on="2022-01-01")
    assert caught.value.code == "missing_fact"


@pytest.mark.parametrize(("due", "owed"), [("2020-12-31", "140.00"), ("2021-02-01", "96.00")])
def test_only_claims_in_default_make_up_the_value(law: Profile, due: str, owed: str) -> None:
    """One unit of 1,000.00 and 16.00 of expenses; of 1,200.00 it is 120.00, and no more than 20.00 of expenses."""
    document = dump(case(HANDED, NOTICE, bill("2021-02-12", MOST)))
    document["claims"].append(document["claims"][0] | {"id": "2", "amount": "200.00", "due": due})
    found = standing(load_case(document), law, on="2021-12-31", readings={"late": "low"})
    assert found.owed.costs == D(owed)


@pytest.mark.parametrize(("claims", "owed"), [(["1"], "220.00"), (["1", "2"], "260.00")])
def test_a_bill_is_for_what_its_act_was_about(law: Profile, claims: list[str], owed: str) -> None:
    """One unit of 2,200.00 and all of the expenses, 140.00; of half of 1,000.00, or of 2,200.00, 80.00 or 120.00."""
    plan = {"on": "2021-02-14", "kind": "plan_agreed", "claims": claims}
    document = dump(case(HANDED, NOTICE, bill("2021-03-12", MOST), bill("2021-03-13", MOST)))
    document["claims"].append(document["claims"][0] | {"id": "2", "amount": "1200.00"})
    document["events"].append(plan)
    found = standing(load_case(document), law, on="2021-12-31", readings={"late": "low"})
    assert found.owed.costs == D(owed)


@pytest.mark.parametrize(
    ("events", "owed"),
    [
        # 96.00, and 80.00 less 40.00 with a fifth of what is left: 48.00
        ([bill("2021-02-20", "96.00"), ORDER, bill("2021-03-02", MOST, "lawyer_fee")], "144.00"),
        # the same in parts, the order's first part before the whole of it
        ([bill("2021-02-20", "96.00"), ORDER, bill("2021-03-02", "6.00", "lawyer_fee"),
          bill("2021-03-03", MOST, "lawyer_fee")], "144.00"),
        # half of the collector's fee before the order and half of it after: what the order had too much comes off it
        ([bill("2021-02-20", "48.00"), ORDER, bill("2021-03-02", "72.00", "lawyer_fee"),
          bill("2021-03-03", MOST)], "144.00"),
        ([bill("2021-02-20", "48.00"), ORDER, bill("2021-03-02", "72.00", "lawyer_fee"),
          bill("2021-03-03", "10.00"), bill("2021-03-04", MOST)], "144.00"),
    ],
)  # fmt: skip
def test_parts_of_fees_come_to_what_the_whole_fees_would_have_been(
    law: Profile, events: list[Event], owed: str
) -> None:
    assert costs(law, HANDED, NOTICE, *events) == D(owed)


@pytest.mark.parametrize(("paid_on", "owed"), [("2021-04-01", "120.00"), ("2021-03-01", "80.00")])
def test_a_measure_is_worth_what_was_owed_when_it_was_asked_for(law: Profile, paid_on: str, owed: str) -> None:
    """1,000.00 and their interest are more than 1,000.00; what is paid after it, before the bill, changes nothing."""
    asked = act("2021-03-11", "measure_asked", mandate="2021-03-11")
    paid = act(paid_on, "payment", amount="500.00")
    assert costs(law, asked, paid, bill("2021-05-01", MOST) | {"tariff": "fee.measure"}) == D(owed)
