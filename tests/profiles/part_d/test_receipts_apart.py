"""A receipt recorded as an event of its own counts as one that the letter states, in an invented country.

A day bears one euro. The demand of 3 May that comes on the 4th gives ten days, to the 14th.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import Case, Profile, audit, load_case, load_profile, next_steps, standing

Event = dict[str, Any]


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d73")


def case(*events: Event) -> Case:
    claim = {"id": "1", "kind": "loan", "amount": "3650.00", "due": "2021-04-01", "due_agreed": True}
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [claim], "events": list(events)}
    )  # fmt: skip


def demand(deadline: str, **words: str) -> Event:
    return {"on": "2021-05-03", "kind": "last_call", "id": "d", "deadline": deadline, **words}


def told(*events: Event, law: Profile) -> tuple[list[tuple[str, str, str]], set[str], Decimal]:
    """What the audit says of the deadline, where the suit stands, and the interest, all on 31 May."""
    facts = case(*events)
    findings = [one for one in audit(facts, law, on="2021-05-31").findings if one.code == "deadline_too_short"]
    steps = {one.status for one in next_steps(facts, law, on="2021-05-31").proposals if one.action == "suit_filed"}
    seen = [(str(one.event), one.values["given"], one.values["least"]) for one in findings]
    return seen, steps, standing(facts, law, on="2021-05-31").owed.interest


CAME: Event = {"on": "2021-05-04", "kind": "received", "of": "d"}
CORRECTED: Event = {"on": "2021-05-04", "kind": "correction", "of": "d", "deadline": "2021-05-13"}
VOID: Event = {"on": "2021-05-05", "kind": "void", "of": "r"}
SHORT = ([("d", "2021-05-13", "2021-05-14")], {"blocked"}, Decimal(0))
ENOUGH: tuple[list[tuple[str, str, str]], set[str], Decimal] = ([], {"open"}, Decimal(17))  # from the 15th on


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ([demand("2021-05-13", received="2021-05-04")], SHORT),
        ([demand("2021-05-13"), CAME], SHORT),
        ([demand("2021-05-14", received="2021-05-04")], ENOUGH),
        ([demand("2021-05-14"), CAME], ENOUGH),
        # the post is presumed to take until the 8th: what really happened counts, whichever way
        ([demand("2021-05-14", channel="post"), CAME], ENOUGH),
        ([demand("2021-05-13", channel="post"), CAME], SHORT),
        (
            [
                demand("2021-05-30"),
                {"on": "2021-05-04", "kind": "correction", "of": "d", "deadline": "2021-05-13"},
                CAME,
            ],
            SHORT,
        ),
        (
            [demand("2021-05-13"), CAME | {"id": "r"}, {"on": "2021-05-05", "kind": "void", "of": "r"}],
            ([], {"blocked"}, 0),
        ),
    ],
)
def test_a_receipt_told_apart_counts_as_one_of_the_letter(
    law: Profile, events: list[Event], found: tuple[Any, ...]
) -> None:
    assert told(*events, law=law) == found


def test_a_later_act_starts_the_interest_that_a_void_demand_did_not(law: Profile) -> None:
    suit = {"on": "2021-05-20", "kind": "suit_filed"}
    assert told(demand("2021-05-13"), CAME, suit, law=law)[2] == 11  # from the 21st on


def test_before_it_came_nobody_knows_whether_the_time_is_enough(law: Profile) -> None:
    assert not audit(case(demand("2021-05-13"), CAME), law, on="2021-05-03").findings
