"""A tariff is taken of what an act certified of a claim: a tenth of it for an order, in an invented country."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import Profile, audit, load_case, load_profile, standing

Event = dict[str, Any]
ORDER: Event = {"on": "2021-03-01", "kind": "order_asked"}
PAID: Event = {"on": "2021-04-15", "kind": "payment", "amount": "220.00"}
AGAIN: Event = {"on": "2021-05-01", "kind": "order_asked"}


def certified(amount: str | None, on: str = "2021-04-01") -> Event:
    return {"on": on, "kind": "certified_unpaid"} | ({} if amount is None else {"amount": amount})


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d49")


def asked(
    law: Profile, *events: Event, amounts: tuple[str, ...] = ("1000.00",)
) -> tuple[Decimal, list[dict[str, str]]]:
    """What is open in costs, and what the note on a stated sum says."""
    case = load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [{"id": str(n), "kind": "goods_or_services", "amount": amount, "due": "2020-12-31"}
                    for n, amount in enumerate(amounts)],
         "events": list(events)}
    )  # fmt: skip
    notes = [dict(each.values) for each in audit(case, law, on="2021-06-30").findings if each.severity == "note"]
    return standing(case, law, on="2021-06-30").owed.costs, notes


@pytest.mark.parametrize(
    ("events", "costs", "told"),
    [
        # a tenth of the principal, and of the principal again where nothing was certified
        ([ORDER, AGAIN], "200.00", None),
        # 100.00, and a tenth of the 1,500.00 that were certified; 1,100.00 are recorded
        ([ORDER, certified("1500.00"), AGAIN], "250.00", "1500.00"),
        # no sum: all that was open is certified, 1,100.00
        ([ORDER, certified(None), AGAIN], "210.00", None),
        # the very sum: nothing to tell
        ([ORDER, certified("1100.00"), AGAIN], "210.00", None),
        # 220.00 pay the costs and 120.00 of the principal: 1,500.00 - 220.00
        ([ORDER, certified("1500.00"), PAID, AGAIN], "128.00", "1500.00"),
        # the costs of the next order are no part of what was certified
        ([ORDER, certified("1500.00"), AGAIN, AGAIN | {"on": "2021-05-02"}], "400.00", "1500.00"),
    ],
)  # fmt: skip
def test_what_was_certified_is_the_measure(law: Profile, events: list[Event], costs: str, told: str | None) -> None:
    notes = [] if told is None else [{"stated": told, "reckoned": "1100.00"}]
    assert asked(law, *events) == (Decimal(costs), notes)


def test_a_sum_for_several_claims_says_nothing_of_each(law: Profile) -> None:
    """All that is open counts: 1,000.00 and 500.00, and 150.00 of costs."""
    certificate = certified("2000.00")
    assert asked(law, ORDER, certificate, AGAIN, amounts=("1000.00", "500.00")) == (Decimal("315.00"), [])


def title(name: str) -> Event:
    return {"on": "2021-01-10", "kind": "title_obtained", "title": name}


@pytest.mark.parametrize(
    ("given", "events", "days"),
    [
        ({}, [], 20),
        ({"title": "judgment"}, [], 20),
        ({}, [title("judgment")], 20),
        # with the title the claim is of another kind: from the start, or from the day of the title
        ({"title": "certificate"}, [], 0),
        ({}, [title("certificate")], 10),
    ],
)
def test_a_title_makes_a_claim_one_of_another_kind(
    law: Profile, given: dict[str, str], events: list[Event], days: int
) -> None:
    """3,650.00 bear 1.00 a day: no interest on a certificate."""
    claim = {"id": "1", "kind": "rent", "amount": "3650.00", "due": "2020-12-31"} | given
    case = load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [claim], "events": events}
    )  # fmt: skip
    assert standing(case, law, on="2021-01-20").owed.interest == days
