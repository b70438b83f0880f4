"""A bill for each time a measure was taken, and a sum that is asked for on a letter; worked out by hand.

A letter of the collector may cost 30.00 and a visit 50.00. The search for an address may cost 20.00 as long as the lump
sum of 40.00 was not asked for.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import Case, Profile, audit, load_case, load_profile, standing

D = Decimal
Event = dict[str, Any]
ON = "2021-12-31"


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d40")


def act(on: str, kind: str, **more: object) -> Event:
    return {"on": on, "kind": kind, **more}


def bill(on: str, amount: str, cost: str = "collector_fee") -> Event:
    return act(on, "charge", cost=cost, amount=amount, id=f"bill-{on}")


def case(*events: Event) -> Case:
    claim = {"id": "1", "kind": "goods_or_services", "amount": "1000.00", "due": "2020-12-31", "due_agreed": True}
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "business"},
         "claims": [claim], "events": list(events)}
    )  # fmt: skip


LETTER, AGAIN, VISIT = act("2021-02-01", "letter_sent"), act("2021-02-20", "letter_sent"), act("2021-02-10", "visited")


@pytest.mark.parametrize(
    ("events", "owed", "struck"),
    [
        ([LETTER, bill("2021-02-05", "30.00")], "30.00", []),
        ([LETTER, bill("2021-02-05", "30.01")], "30.00", ["2021-02-05"]),
        # one letter is paid once
        ([LETTER, bill("2021-02-05", "30.00"), bill("2021-02-06", "30.00")], "30.00", ["2021-02-06"]),
        # two letters are paid twice, whether each is billed at once or both in the end, and no third time
        ([LETTER, bill("2021-02-05", "30.00"), AGAIN, bill("2021-02-25", "30.00")], "60.00", []),
        ([LETTER, AGAIN, bill("2021-03-01", "30.00"), bill("2021-03-02", "30.00")], "60.00", []),
        (
            [LETTER, AGAIN, bill("2021-03-01", "30.00"), bill("2021-03-02", "30.00"), bill("2021-03-03", "30.00")],
            "60.00", ["2021-03-03"],
        ),
        # a letter and a visit, whichever is billed first; a second bill for the one visit gets what the letter may cost
        ([LETTER, VISIT, bill("2021-03-01", "30.00"), bill("2021-03-02", "50.00")], "80.00", []),
        ([LETTER, VISIT, bill("2021-03-01", "50.00"), bill("2021-03-02", "30.00")], "80.00", []),
        ([LETTER, VISIT, bill("2021-03-01", "50.00"), bill("2021-03-02", "50.00")], "80.00", ["2021-03-02"]),
        # what was not done costs nothing
        ([bill("2021-03-01", "30.00")], "0.00", ["2021-03-01"]),
        ([VISIT, bill("2021-03-01", "50.00"), bill("2021-03-02", "30.00")], "50.00", ["2021-03-02"]),
    ],
)  # fmt: skip
def test_each_time_a_measure_was_taken_carries_one_bill(
    law: Profile, events: list[Event], owed: str, struck: list[str]
) -> None:
    assert standing(case(*events), law, on=ON).owed.costs == D(owed)
    found = audit(case(*events), law, on=ON).findings
    assert [f"{each.on}" for each in found if each.severity == "breach"] == struck


HANDED, SEARCH = act("2021-03-01", "handed_over"), bill("2021-03-05", "20.00", "address_search")


@pytest.mark.parametrize(
    ("events", "fees", "costs"),
    [
        ([HANDED, SEARCH], "0.00", "20.00"),
        ([act("2021-02-01", "compensation_claimed"), HANDED, SEARCH], "40.00", "0.00"),
        ([act("2021-02-01", "reminder", compensation=True), HANDED, SEARCH], "40.00", "0.00"),
        # a letter that does not ask for it, and one that asks when the search was billed already
        ([act("2021-02-01", "reminder"), HANDED, SEARCH], "0.00", "20.00"),
        ([HANDED, SEARCH, act("2021-04-01", "reminder", compensation=True)], "40.00", "20.00"),
    ],
)
def test_a_sum_asked_for_on_a_letter_counts_as_one_asked_for_alone(
    law: Profile, events: list[Event], fees: str, costs: str
) -> None:
    owed = standing(case(*events), law, on=ON).owed
    assert (owed.fees, owed.costs) == (D(fees), D(costs))
