"""What a tariff is taken of: the fordring of bek. 601/2002 annex 1 as it stood when it fell due.

The claim is 1,200 kr. due on 31 January 2024; table A from 2016-07-01: 0-1,000 kr. gives 400, 1,001-2,500 kr. 700.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from collectrules import Case, Profile, audit, next_steps, standing

MakeCase = Callable[..., Case]
Event = dict[str, Any]
DAYS = {"arose": "2024-01-01", "invoiced": "2024-01-01", "due": "2024-01-31", "amount": "1200.00"}
NOTICE: Event = {"on": "2024-02-05", "kind": "collection_notice"}
HANDED: Event = {"on": "2024-02-17", "kind": "handed_over"}


def credit(on: str, amount: str = "500.00") -> Event:
    return {"on": on, "kind": "credit_note", "amount": amount}


def paid(on: str, amount: str = "500.00") -> Event:
    return {"on": on, "kind": "payment", "amount": amount}


@pytest.mark.parametrize(
    ("event", "most"),
    [
        (credit("2024-01-20"), 400),  # 700 kr. were left to fall due
        (paid("2024-01-20"), 400),
        (credit("2024-01-31"), 400),  # paid or credited on the due day is in time
        (paid("2024-01-31"), 400),
        (credit("2024-02-01"), 700),  # later events leave the fordring of the due day as it was
        (paid("2024-02-01"), 700),
        (credit("2024-01-20", "200.00"), 400),  # 1,000.00 is in the first row
        (credit("2024-01-20", "199.99"), 700),
        ({"on": "2024-01-20", "kind": "waiver", "component": "principal", "amount": "500.00"}, 400),
    ],
)
def test_table_a_is_taken_of_what_fell_due(dk: Profile, make: MakeCase, event: Event, most: int) -> None:
    case = make(event, NOTICE, HANDED, debtor="consumer", **DAYS)
    steps = next_steps(case, dk, on="2024-02-20").proposals
    (charge,) = [s for s in steps if s.action == "charge" and s.cost == "collector_fee"]
    assert [cost.amount for cost in charge.charges] == [most]
    booked = make(event, NOTICE, HANDED, {"on": "2024-02-20", "kind": "charge", "cost": "collector_fee",
                                         "amount": "700.00"}, debtor="consumer", **DAYS)  # fmt: skip
    assert standing(booked, dk, on="2024-02-20").owed.costs == most
    assert [f.amount_unlawful for f in audit(booked, dk, on="2024-02-20").findings] == [Decimal(300)] * (most == 400)


def test_a_payment_before_the_due_day_counts_beside_a_later_credit_note(dk: Profile, make: MakeCase) -> None:
    # 600 kr. were left on the due day; the later note does not change that.
    case = make(paid("2024-01-20", "600.00"), NOTICE, HANDED, credit("2024-02-18", "100.00"),
                {"on": "2024-02-20", "kind": "charge", "cost": "collector_fee", "amount": "700.00"},
                debtor="consumer", **DAYS)  # fmt: skip
    assert standing(case, dk, on="2024-02-20").owed.costs == 400


def test_a_step_planned_in_the_past_costs_what_it_costs_when_it_can_be_taken(dk: Profile, make: MakeCase) -> None:
    # Planned for 12 August 2021 by the fast workflow (1,350 kr. then), asked on 16 March 2022: 750 kr. from 2021-10-01.
    case = make({"on": "2021-08-01", "kind": "collection_notice"}, case={"workflow": "fast"}, amount="100000.00",
                arose="2020-10-21", invoiced="2020-10-21", due="2020-11-30")  # fmt: skip
    (step,) = [s for s in next_steps(case, dk, on="2022-03-16").proposals if s.action == "payment_order_filed"]
    assert (step.recommended, str(step.on)) == (True, "2021-08-12")
    assert [cost.amount for cost in step.charges] == [cost.amount for cost in step.advances] == [750]
