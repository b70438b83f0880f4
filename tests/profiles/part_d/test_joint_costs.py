"""Costs that several claims have in common, what was enforced first, and who names a part: an invented country.

No claim bears interest; an order costs 90.00, whatever it is about.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from collectrules import Profile, load_case, load_profile, standing

Event = dict[str, Any]
Piece = tuple[str, str, str]


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d48")


def claim(name: str, amount: str, due: str = "2020-12-31") -> Event:
    return {"id": name, "kind": "goods_or_services", "amount": amount, "arose": "2020-06-01", "due": due}


def act(kind: str, on: str, *claims: str) -> Event:
    return {"on": on, "kind": kind, "claims": list(claims)}


def paid(law: Profile, claims: list[Event], *events: Event, amount: str, **named: object) -> list[list[Piece]]:
    """Where each payment goes; the last is of the end of March and names what is given."""
    last = {"on": "2021-03-31", "kind": "payment", "amount": amount, **named}
    case = load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": claims, "events": [*events, last]}
    )  # fmt: skip
    found = standing(case, law, on="2021-03-31").payments
    return [[(part.claim, part.component, str(part.amount)) for part in payment.by_claim] for payment in found]


PAIR = [claim("a", "600.00"), claim("b", "300.00")]
BOTH = act("order_asked", "2021-03-01", "a", "b")


def test_costs_of_two_claims_come_before_both(law: Profile) -> None:
    """Of 390.00 are 90.00 costs; two thirds and one third of the rest."""
    [pieces] = paid(law, PAIR, BOTH, amount="390.00")
    assert pieces == [("a", "costs", "90.00"), ("a", "principal", "200.00"), ("b", "principal", "100.00")]


def test_less_than_the_costs_and_then_the_rest(law: Profile) -> None:
    """40.00, then the 50.00 left of the costs and 60.00 for the claims: 40.00 and 20.00."""
    first = {"on": "2021-03-20", "kind": "payment", "amount": "40.00"}
    assert paid(law, PAIR, BOTH, first, amount="110.00") == [
        [("a", "costs", "40.00")],
        [("a", "costs", "50.00"), ("a", "principal", "40.00"), ("b", "principal", "20.00")],
    ]


def test_who_names_one_of_them_pays_the_common_costs_first(law: Profile) -> None:
    assert paid(law, PAIR, BOTH, amount="100.00", claim="b") == [[("a", "costs", "90.00"), ("b", "principal", "10.00")]]


def test_who_names_another_claim_pays_none_of_them(law: Profile) -> None:
    third = [*PAIR, claim("c", "200.00")]
    assert paid(law, third, BOTH, amount="250.00", claim="c") == [
        [("c", "principal", "200.00"), ("a", "costs", "50.00")]
    ]


def test_costs_of_one_claim_alone_stay_with_it(law: Profile) -> None:
    """Own costs of a are paid with a, whichever of the two orders was the first."""
    own = act("order_asked", "2021-02-01", "a")
    [pieces] = paid(law, PAIR, own, BOTH, amount="390.00", claim="b")
    assert pieces == [("a", "costs", "90.00"), ("b", "principal", "300.00")]
    [pieces] = paid(law, PAIR, own, BOTH, amount="180.00", claim="a")
    assert pieces == [("a", "costs", "180.00")]


def test_common_costs_that_alone_are_left_take_the_rest(law: Profile) -> None:
    whole = [{"on": "2021-02-10", "kind": "payment", "amount": "900.00"}, BOTH]
    assert paid(law, PAIR, *whole, amount="95.00")[1] == [("a", "costs", "90.00")]


TWO = [claim("a", "600.00"), claim("b", "300.00", "2021-01-15")]


@pytest.mark.parametrize(
    ("events", "first"),
    [
        ([], "a"),
        ([act("order_asked", "2021-03-01", "b")], "a"),
        ([act("order_asked", "2021-03-01", "b"), act("order_dropped", "2021-03-05", "b")], "a"),
        ([act("order_asked", "2021-03-01", "b"), act("order_served", "2021-03-05", "b")], "b"),
        ([act("order_asked", "2021-03-01", "b"), act("order_asked", "2021-03-02", "a"),
          act("order_served", "2021-03-04", "a"), act("order_served", "2021-03-05", "b")], "a"),
    ],
)  # fmt: skip
def test_an_enforcement_begins_with_the_act_that_the_law_names(law: Profile, events: list[Event], first: str) -> None:
    [pieces] = paid(law, TWO, *events, amount="10.00")
    assert {name for name, *_ in pieces} == {first}


@pytest.mark.parametrize(
    ("words", "part"),
    [({}, "costs"), ({"reply": "refused"}, "costs"), ({"reply": "accepted"}, "principal")],
)
def test_a_part_that_the_debtor_names_needs_consent(law: Profile, words: Event, part: str) -> None:
    asked = act("order_asked", "2021-03-01", "a")
    [pieces] = paid(law, PAIR, asked, amount="50.00", claim="a", component="principal", **words)
    assert pieces == [("a", part, "50.00")]


def test_a_part_that_was_agreed_comes_before_the_common_costs(law: Profile) -> None:
    [pieces] = paid(law, PAIR, BOTH, amount="350.00", claim="b", component="principal", reply="accepted")
    assert pieces == [("b", "principal", "300.00"), ("a", "costs", "50.00")]
