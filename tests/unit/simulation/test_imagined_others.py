"""What offices and courts do in a life: on days on which they act, and with a sum where a fee is taken of it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from collectrules import Profile, load_case, load_profile, simulate

OTHERS = {"payment_order_served": 7, "creditors_copy_received": 12, "seizure_executed": 30}
ALSO = ["payment_order_requested", "continuation_requested", "realisation_requested"]


@pytest.fixture(scope="module")
def swiss() -> Profile:
    return load_profile("CH")


def lived(law: Profile, others: dict[str, int], on: str = "2025-06-23") -> Any:  # noqa: ANN401
    case = load_case(
        {"id": "x", "jurisdiction": "CH", "currency": "CHF", "region": "ZH", "creditor": {"kind": "business"},
         "debtor": {"kind": "consumer", "registered": False},
         "claims": [{"id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2025-01-02",
                     "due": "2025-01-31", "due_agreed": True}]}
    )  # fmt: skip
    return simulate(case, law, on=on, until="2027-06-30", also=ALSO, others=OTHERS | others)


def days(life: Any) -> dict[str, dt.date]:  # noqa: ANN401
    return {item.what: item.on for item in life.timeline}


def test_an_office_acts_on_a_day_on_which_it_may(swiss: Profile) -> None:
    """Thirty days after the continuation of Thursday 7 August 2025 lead to a Sunday: Monday 8 September."""
    assert days(lived(swiss, {}))["seizure_executed"] == dt.date(2025, 9, 8)


def test_nor_does_it_sell_in_the_enforcement_holidays(swiss: Profile) -> None:
    """Sixty days after 20 October 2025 are 19 December, in the holidays of Christmas; 2 January is one of Zürich."""
    life = lived(swiss, {"realised": 60})
    assert (days(life)["realised"], life.refused) == (dt.date(2026, 1, 3), ())


def test_what_is_sold_brings_what_is_owed_so_that_its_fee_is_known(swiss: Profile) -> None:
    sale = next(event for event in load_case(lived(swiss, {"realised": 60}).life).events if event.kind == "realised")
    assert sale.amount is not None
    assert sale.amount > Decimal("1000.00")


@pytest.mark.parametrize("others", [{"loss_certificate_issued": 70}, {"realised": 60, "loss_certificate_issued": 70}])
def test_an_act_that_costs_nothing_and_has_no_time_is_done_too(swiss: Profile, others: dict[str, int]) -> None:
    assert lived(swiss, others).stage == "loss_certificate"
