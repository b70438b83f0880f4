"""Rules 19, 20 and 21 of the list: a base that a payment shrinks, costs that wait for a title, fees for each event."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import Case, Profile, audit, load_case, load_profile, standing

HERE = Path(__file__).parent
D = Decimal
Event = dict[str, Any]


def law(name: str) -> Profile:
    return load_profile(path=HERE / name)


def case(*events: Event) -> Case:
    """One claim of 1,000.00 that fell due with the year 2020."""
    claim = {"id": "1", "kind": "goods_or_services", "amount": "1000.00", "due": "2020-12-31", "due_is": "agreed"}
    head = {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}}
    return load_case(head | {"claims": [claim], "events": list(events)})


def booked(on: str, amount: str) -> Event:
    return {"id": "z", "on": on, "kind": "charge", "cost": "collector_fee", "amount": amount}


NOTICE = {"id": "n", "on": "2021-02-01", "kind": "collection_notice"}  # its time ends on 15 February
HANDED = {"id": "o", "on": "2021-02-20", "kind": "handed_over"}


def paid(amount: str) -> Event:
    return {"id": "p", "on": "2021-02-10", "kind": "payment", "amount": amount}


@pytest.mark.parametrize(
    ("payments", "allowed"),
    [
        ([], "100.00"),  # a tenth of 1,000.00
        ([paid("400.00")], "60.00"),  # a tenth of the 600.00 that are left
        ([paid("750.00")], "30.00"),  # 25.00 would be less than the least
    ],
)
def test_a_payment_before_the_time_is_over_makes_the_fee_smaller(payments: list[Event], allowed: str) -> None:
    found = standing(case(NOTICE, *payments, HANDED, booked("2021-02-20", "200.00")), law("_d19"), on="2021-02-20")
    assert found.owed.costs == D(allowed)


def test_before_the_time_is_over_there_is_no_fee() -> None:
    early = {"id": "o", "on": "2021-02-15", "kind": "handed_over"}
    found = audit(case(NOTICE, early, booked("2021-02-15", "100.00")), law("_d19"), on="2021-02-20").findings
    assert [(each.code, each.amount_unlawful) for each in found] == [("fee_too_soon", D("100.00"))]


@pytest.mark.parametrize(("judgment", "owed"), [(None, "0.00"), ("2021-03-01", "80.00"), ("2021-03-03", "0.00")])
def test_costs_pass_on_to_the_debtor_only_with_a_title(judgment: str | None, owed: str) -> None:
    """Booked on 2 March 2021."""
    won = [{"id": "j", "on": judgment, "kind": "judgment"}] if judgment else []
    found = standing(case(HANDED, *won, booked("2021-03-02", "80.00")), law("_d20"), on="2021-03-10")
    assert found.owed.costs == D(owed)


def test_each_instalment_costs_and_each_year_once() -> None:
    """Three instalments at 2.50 and two years at 60.00: the second call within twelve months costs nothing."""
    events = [{"on": f"2021-0{month}-01", "kind": "instalment_collected", "amount": "50.00"} for month in (3, 4, 5)]
    years = ("2021-03-01", "2021-09-01", "2022-03-02")
    events += [{"on": day, "kind": "year_of_enforcement"} for day in years]
    assert standing(case(*events), law("_d21"), on="2022-03-02").owed.costs == 3 * D("2.50") + 2 * D("60.00")
