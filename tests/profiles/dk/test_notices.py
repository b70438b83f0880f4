"""A letter that does not meet the law is no such letter: nothing that hangs on it is lawful.

Inkassoloven § 10(3): at least ten days from sending. A letter of 5 February 2024 gives until the 15th at the earliest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from collectrules import Case, Profile, assess, audit, next_steps, standing

MakeCase = Callable[..., Case]
Event = dict[str, Any]
DAYS = {"arose": "2024-01-01", "invoiced": "2024-01-01", "due": "2024-01-31"}
HANDED: Event = {"on": "2024-02-17", "kind": "handed_over"}
FEE: Event = {"on": "2024-02-17", "kind": "charge", "cost": "collector_fee", "amount": "400.00"}
FILED: Event = {"on": "2024-02-20", "kind": "payment_order_filed"}


def notice(on: str = "2024-02-05", **more: object) -> Event:
    return {"on": on, "kind": "collection_notice"} | more


def letter(make: MakeCase, *events: Event, **more: object) -> Case:
    return make(*events, debtor="consumer", **(DAYS | more))


@pytest.mark.parametrize(
    ("deadline", "costs", "order", "codes"),
    [
        ("2024-02-08", 0, "blocked", ["deadline_too_short", "fee_before_act"]),
        ("2024-02-14", 0, "blocked", ["deadline_too_short", "fee_before_act"]),
        ("2024-02-15", 400, "open", []),
        (None, 400, "open", []),
    ],
)
def test_on_too_short_a_deadline_neither_court_nor_collector_is_built(
    dk: Profile, make: MakeCase, deadline: str | None, costs: int, order: str, codes: list[str]
) -> None:
    sent = notice() | ({"deadline": deadline} if deadline else {})
    case = letter(make, sent, HANDED, FEE)
    assert standing(case, dk, on="2024-02-20").owed.costs == costs
    assert [f.code for f in audit(case, dk, on="2024-02-20").breaches] == codes
    (step,) = [s for s in next_steps(case, dk, on="2024-02-20").proposals if s.action == "payment_order_filed"]
    assert step.status == order
    assert assess(case, dk, FILED, on="2024-02-20").verdict == ("allowed" if order == "open" else "blocked")


def test_a_second_letter_with_enough_time_mends_it(dk: Profile, make: MakeCase) -> None:
    # Sent again on 18 February, ten days to the 28th: the order may be filed from the 29th.
    case = letter(make, notice(deadline="2024-02-08"), notice("2024-02-18"))
    (step,) = [s for s in next_steps(case, dk, on="2024-02-20").proposals if s.action == "payment_order_filed"]
    assert (step.status, str(step.earliest)) == ("waiting", "2024-02-29")


def test_the_workflow_asks_for_the_letter_again(dk: Profile, make: MakeCase) -> None:
    case = letter(make, notice("2024-03-05", deadline="2024-03-08"), case={"workflow": "fast"})
    named = [s.action for s in next_steps(case, dk, on="2024-03-10").proposals if s.recommended]
    assert named != ["payment_order_filed"]
    (step,) = [s for s in next_steps(case, dk, on="2024-03-10").proposals if s.action == "payment_order_filed"]
    assert [change.event for change in step.opens_if] == [{"kind": "collection_notice"}]


def test_a_later_letter_with_too_little_time_takes_nothing_from_a_good_one(dk: Profile, make: MakeCase) -> None:
    case = letter(make, notice(), notice("2024-02-16", deadline="2024-02-18"), HANDED, FEE)
    assert standing(case, dk, on="2024-02-20").owed.costs == 400
