"""Debt that limitation has ended (forældelsesloven § 3): no charge and no step beyond what is lawful.

The claim is 1,000 kr. due on 29 February 2020. Three years end on 28 February 2023, a Tuesday (§ 27: the month has no
29th); from 1 March 2023 nothing of it can be demanded, so that no letter has reasonable ground (renteloven § 9 b(1)).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from collectrules import Case, Profile, assess, audit, next_steps, standing

MakeCase = Callable[..., Case]
DAYS = {"arose": "2020-01-15", "invoiced": "2020-01-16", "due": "2020-02-29"}
LAST, AFTER = "2023-02-28", "2023-03-01"
LETTERS = ["reminder", "collection_notice", "handed_over", "compensation_claimed", "settlement_offered"]
COURT = ["payment_order_filed", "lawsuit_filed", "bankruptcy_petition_filed"]


@pytest.mark.parametrize("action", LETTERS)
@pytest.mark.parametrize(("on", "open_"), [(LAST, True), (AFTER, False)])
def test_no_letter_of_collection_is_open_once_the_claim_is_barred(
    dk: Profile, make: MakeCase, action: str, on: str, open_: bool
) -> None:
    (step,) = [s for s in next_steps(make(**DAYS), dk, on=on).proposals if s.action == action]
    assert (step.status == "open") is open_
    assert bool(step.charges) is (open_ and action in {"reminder", "handed_over", "compensation_claimed"})


def test_nothing_but_a_neutral_letter_is_open_after_the_last_day(dk: Profile, make: MakeCase) -> None:
    steps = next_steps(make({"on": "2020-03-10", "kind": "collection_notice"}, **DAYS), dk, on=AFTER).proposals
    assert {s.action for s in steps if s.status == "open"} == {"letter"}
    assert not any(step.charges for step in steps)


@pytest.mark.parametrize(("on", "owed"), [(LAST, 100), (AFTER, 0)])
def test_a_reminder_of_barred_debt_earns_no_fee(dk: Profile, make: MakeCase, on: str, owed: int) -> None:
    case = make({"on": on, "kind": "reminder", "fee": "100.00"}, **DAYS)
    assert standing(case, dk, on="2023-03-05").owed.fees == owed
    assert [f.amount_unlawful for f in audit(case, dk, on="2023-03-05").breaches] == [100] * (owed == 0)


@pytest.mark.parametrize(
    "event",
    [
        {"kind": "reminder", "fee": "100.00"},
        {"kind": "handed_over", "fee": "100.00"},
        {"kind": "compensation_claimed", "amount": "310.00"},
    ],
)
def test_a_charge_on_barred_debt_is_blocked_before_it_is_made(
    dk: Profile, make: MakeCase, event: dict[str, Any]
) -> None:
    planned = event | {"on": AFTER}
    assert assess(make(**DAYS), dk, planned, on=AFTER).verdict == "blocked"


def test_a_collectors_fee_on_barred_debt_is_struck(dk: Profile, make: MakeCase) -> None:
    events = [
        {"on": "2020-03-10", "kind": "collection_notice"}, {"on": "2020-03-25", "kind": "handed_over"},
        {"on": AFTER, "kind": "charge", "cost": "collector_fee", "amount": "400.00"},
    ]  # fmt: skip
    owed = standing(make(*events, debtor="consumer", **DAYS), dk, on=AFTER).owed
    assert owed.costs == Decimal(0)
