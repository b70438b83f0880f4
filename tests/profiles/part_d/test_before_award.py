"""What a court has not put on the debtor is in the audit and not owed, in an invented country of such a law."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import Profile, audit, load_case, load_profile, standing

Event = dict[str, Any]
ASKED: Event = {"on": "2021-03-01", "kind": "order_asked"}
FEE: Event = {"on": "2021-03-02", "kind": "charge", "cost": "court_fee", "amount": "100.00"}
SEARCH: Event = {"on": "2021-03-02", "kind": "charge", "cost": "address_search", "amount": "30.00", "evidence": "bill"}
TITLE: Event = {"on": "2021-02-01", "kind": "title_obtained", "title": "judgment"}
SAID: Event = {"on": "2021-03-03", "kind": "charge", "cost": "awarded_cost", "amount": "70.00"}


def decided(*, awarded: bool | None, on: str = "2021-03-10") -> Event:
    return {"on": on, "kind": "decided", "costs_awarded": awarded}


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d47")


def asked(law: Profile, *events: Event, due: str = "2020-12-31") -> tuple[Decimal, list[tuple[str, str, str]]]:
    """What is owed in costs, and each finding with what it strikes and what it leaves in doubt."""
    case = load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [{"id": "1", "kind": "goods_or_services", "amount": "1000.00", "due": due}],
         "events": list(events)}
    )  # fmt: skip
    found = audit(case, law, on="2021-03-31").findings
    told = [(each.code, str(each.amount_unlawful), str(each.amount_in_doubt)) for each in found]
    return standing(case, law, on="2021-03-31").owed.costs, told


@pytest.mark.parametrize(
    ("events", "costs", "told"),
    [
        ([ASKED, FEE], "0", [("unknown_figure", "0.00", "100.00")]),
        ([ASKED, FEE, decided(awarded=None)], "0", [("unknown_figure", "0.00", "100.00")]),
        ([ASKED, FEE, decided(awarded=True)], "100", [("unknown_figure", "0.00", "100.00")]),
        ([ASKED, decided(awarded=True), FEE | {"on": "2021-03-11"}], "100", [("unknown_figure", "0.00", "100.00")]),
        ([ASKED, FEE, decided(awarded=False)], "0", [("fee_condition", "100.00", "0.00")]),
        # beyond the frame nobody can fix it; within it is owed only once it is awarded
        ([ASKED, FEE | {"amount": "180.00"}], "0", [("fee_above_maximum", "30.00", "150.00")]),
        ([ASKED, FEE | {"amount": "180.00"}, decided(awarded=True)], "150", [("fee_above_maximum", "30.00", "150.00")]),
        # what a court said before the act was said of other costs, for or against
        ([TITLE | {"costs_awarded": True}, ASKED, FEE], "0", [("unknown_figure", "0.00", "100.00")]),
        ([TITLE | {"costs_awarded": False}, ASKED, FEE], "0", [("unknown_figure", "0.00", "100.00")]),
    ],
)
def test_a_court_fee_is_owed_once_it_is_awarded(
    law: Profile, events: list[Event], costs: str, told: list[tuple[str, str, str]]
) -> None:
    assert asked(law, *events) == (Decimal(costs), told)


@pytest.mark.parametrize(
    ("events", "costs", "told"),
    [
        ([SEARCH], "0", [("fact_unknown", "0.00", "30.00")]),
        ([SEARCH, ASKED, decided(awarded=True)], "30", []),
        ([SEARCH, ASKED, decided(awarded=False)], "0", [("fee_condition", "30.00", "0.00")]),
        ([TITLE | {"costs_awarded": True}, SEARCH], "30", []),
    ],
)
def test_a_cost_that_lacks_but_the_award(
    law: Profile, events: list[Event], costs: str, told: list[tuple[str, str, str]]
) -> None:
    assert asked(law, *events) == (Decimal(costs), told)


def test_a_cost_of_a_debtor_in_default_before_he_is_in_default(law: Profile) -> None:
    late = [TITLE | {"costs_awarded": True}, SEARCH]
    assert asked(law, *late, due="2021-03-02") == (0, [("fee_before_act", "30.00", "0.00")])
    assert asked(law, *late, due="2021-03-01") == (30, [])  # its first day of default is the second of March


@pytest.mark.parametrize(
    ("events", "costs", "told"),
    [
        ([SAID], "0", [("cost_not_awarded", "0.00", "70.00")]),
        ([SAID, TITLE | {"on": "2021-03-04"}], "70", []),
        ([SAID, TITLE | {"on": "2021-03-04", "costs_awarded": True}], "70", []),
        ([SAID, TITLE | {"on": "2021-03-04", "costs_awarded": False}], "0", [("fee_condition", "70.00", "0.00")]),
        ([TITLE, SAID], "70", []),
    ],
)
def test_what_is_said_to_be_awarded_waits_for_a_title(
    law: Profile, events: list[Event], costs: str, told: list[tuple[str, str, str]]
) -> None:
    assert asked(law, *events) == (Decimal(costs), told)
