"""Interest on awarded costs, renteloven § 8 a: from the end of the deadline for performing, which is not confirmed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from collectrules import Case, Profile, audit, load_case, load_profile, standing

MakeCase = Callable[..., Case]


def test_awarded_costs_bear_interest_and_make_the_answer_provisional() -> None:
    # 400 kr. of court fee, endorsed 20 February 2019; 14 days end on 6 March, so 7 March to 1 April: 26 days
    # at 8.05 %: 400 x 8.05 % x 26 / 365 = 2.2937.
    events = [
        {"on": "2018-12-20", "kind": "collection_notice"},
        {"on": "2019-01-19", "kind": "payment_order_filed"},
        {"on": "2019-02-01", "kind": "payment_order_served"},
        {"on": "2019-02-20", "kind": "payment_order_endorsed", "costs_awarded": True},
    ]
    claim = {"id": "A", "kind": "goods_or_services", "amount": "1000.00", "arose": "2018-10-01", "due": "2018-10-01"}
    parties = {"creditor": {"kind": "business"}, "debtor": {"kind": "business"}}
    case = load_case(
        {"id": "x", "currency": "DKK", **parties, "claims": [claim | {"due_is": "agreed"}], "events": events}
    )
    danish = load_profile("DK")
    found = standing(case, danish, on="2019-04-01")
    assert [row.amount for row in found.interest if row.base == 400] == [Decimal("2.2937")]
    assert found.provisional
    assert ("rentel-8a", "fees and costs") in {(because.law, because.effect) for because in found.provisional_because}
    assert not standing(case, danish, on="2019-02-19").provisional


BIG = {"amount": "100000.00", "arose": "2024-01-01", "invoiced": "2024-01-01", "due": "2024-01-31"}


@pytest.mark.parametrize("awarded", [True, None])
@pytest.mark.parametrize(
    ("cost", "amount", "interest"), [("awarded_cost", 5000, "169.0916"), ("court_fee", 750, "25.3637")]
)
def test_costs_that_a_judgment_awarded_and_the_creditor_booked_bear_interest(
    dk: Profile, make: MakeCase, cost: str, amount: int, interest: str, awarded: bool | None
) -> None:
    # 5,000 kr. from 17 April 2024, the day after the 14 days: 75 days at 11.75 % and 31 days at 11.50 % of a year of
    # 366: 120.3893 + 48.7022 = 169.0916; of 750 kr., the fee for filing, 25.3637. The difference of two rounded
    # sums lies less than an øre from it. An amount booked as awarded says so itself, a court fee alone does not.
    judgment = {"on": "2024-04-02", "kind": "judgment"} | ({} if awarded is None else {"costs_awarded": awarded})
    filed = {"on": "2024-02-05", "kind": "lawsuit_filed"}
    charge = {"on": "2024-04-02", "kind": "charge", "cost": cost, "amount": f"{amount}.00"}
    with_, without = (
        standing(make(filed, judgment, *more, **BIG), dk, on="2024-07-31").owed.interest for more in ([charge], [])
    )
    bears = awarded or cost == "awarded_cost"
    assert abs(with_ - without - (Decimal(interest) if bears else 0)) < Decimal("0.01")


@pytest.mark.parametrize("booked", ["2024-04-02", "2024-04-16", "2024-04-17", "2024-06-01"])
@pytest.mark.parametrize(
    "first", [[], [{"on": "2024-04-02", "kind": "charge", "cost": "awarded_cost", "amount": "100.00"}]]
)
def test_costs_booked_later_bear_interest_from_the_day_of_the_law(
    dk: Profile, make: MakeCase, booked: str, first: list[dict[str, str]]
) -> None:
    # The day on which the creditor writes them down decides nothing: 169.09 of 5,000 as above, 3.38 of 100.
    judgment = {"on": "2024-04-02", "kind": "judgment", "costs_awarded": True}
    filed = {"on": "2024-02-05", "kind": "lawsuit_filed"}
    charge = {"on": booked, "kind": "charge", "cost": "awarded_cost", "amount": "5000.00"}
    with_, without = (
        standing(make(filed, judgment, *first, *more, **BIG), dk, on="2024-07-31").owed.interest
        for more in ([charge], [])
    )
    assert abs(with_ - without - Decimal("169.09")) <= Decimal("0.01")


def test_awarded_costs_without_a_title_are_a_doubt(dk: Profile, make: MakeCase) -> None:
    charge = {"on": "2024-04-02", "kind": "charge", "cost": "awarded_cost", "amount": "5000.00"}
    (found,) = audit(make(charge, **BIG), dk, on="2024-07-31").findings
    assert (found.code, found.severity, found.amount_in_doubt, found.needs) == (
        "cost_not_awarded", "doubt", 5000, ("title",),
    )  # fmt: skip
