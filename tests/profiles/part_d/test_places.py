"""Where nobody named the place, days on which all places agree are answered; the others are refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from collectrules import BadInput, Case, NotModelled, Profile, load_case, load_profile, standing

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def valleys() -> Profile:
    return load_profile(path=HERE / "_d27")


def due(day: str, region: str | None = None) -> Case:
    claim = {"id": "1", "kind": "goods_or_services", "amount": "3650.00", "due": day, "due_agreed": True}
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [claim]} | ({} if region is None else {"region": region})
    )  # fmt: skip


def first(case: Case, law: Profile) -> dt.date:
    return standing(case, law, on="2021-12-31").interest[0].from_


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        ("2021-06-15", "2021-06-16"),  # a Tuesday: nothing moves, whatever the valley
        ("2021-06-12", "2021-06-15"),  # a Saturday: the Monday counts in both
        ("2021-09-01", "2021-09-03"),  # the feast of both, a Wednesday
    ],
)
def test_a_day_on_which_both_valleys_agree_asks_for_no_valley(valleys: Profile, day: str, begins: str) -> None:
    found = [first(due(day, region), valleys) for region in (None, "NORTH", "SOUTH")]
    assert found == [dt.date.fromisoformat(begins)] * 3


@pytest.mark.parametrize(("region", "begins"), [("NORTH", "2021-06-18"), ("SOUTH", "2021-06-17")])
def test_a_feast_of_one_valley_is_asked_for(valleys: Profile, region: str, begins: str) -> None:
    """Wednesday the 16th rests in the north only: there it moves to Thursday."""
    assert first(due("2021-06-16", region), valleys) == dt.date.fromisoformat(begins)
    with pytest.raises(NotModelled) as caught:
        first(due("2021-06-16"), valleys)
    assert caught.value.code == "holidays_of_region"


def test_a_region_that_is_named_wrongly_is_refused_on_any_day(valleys: Profile) -> None:
    with pytest.raises(BadInput) as caught:
        first(due("2021-06-15", "NORHT"), valleys)
    (fault,) = caught.value.faults
    assert (fault.code, fault.path, fault.nearest) == ("unknown_region", "region", "NORTH")
