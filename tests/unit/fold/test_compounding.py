"""The days on which a year of interest is over."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

import collectrules as cr
from collectrules.fold.compounding import YEARLY, anniversaries
from collectrules.fold.entries import Arrears
from collectrules.fold.ledger import Account
from collectrules.nouns.claims import Claim
from tests.unit.fold.laws import act, case, law


def day(text: str) -> int:
    return dt.date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("start", "first", "last", "days"),
    [
        ("2021-01-01", "2021-01-01", "2021-12-31", []),
        ("2021-01-01", "2021-06-01", "2022-01-01", ["2022-01-01"]),
        ("2021-01-01", "2022-01-01", "2024-01-01", ["2022-01-01", "2023-01-01", "2024-01-01"]),
        ("2021-01-01", "2022-01-02", "2022-12-31", []),
        # 29 February has a counterpart only in leap years
        ("2020-02-29", "2020-03-01", "2024-03-01", ["2021-02-28", "2022-02-28", "2023-02-28", "2024-02-29"]),
        ("2000-01-01", "2020-06-01", "2021-06-01", ["2021-01-01"]),
    ],
)
def test_a_year_ends_on_its_own_day(start: str, first: str, last: str, days: list[str]) -> None:
    claim = Claim(id="1", kind="loan", amount="1.00", due="2020-01-01")  # type: ignore[arg-type]
    account = Account(0, claim, 100, Arrears("1"), "overdue")
    account.interest_first = day(start)
    assert list(anniversaries(account, day(first), day(last))) == []
    account.compound = YEARLY
    assert list(anniversaries(account, day(first), day(last))) == [day(text) for text in days]


def test_interest_is_added_on_the_day_a_year_is_over_though_money_came_the_day_before() -> None:
    """Ten per cent of 36,500.00 are 3,650.00 in 2021; 1.00 is paid on its last day.

    On 1 January 2022 the 3,649.00 bear interest too: 40,149.00 × 10 % / 365 = 10.9997, and 3,649.00 + 11.00 are owed.
    """
    facts = case(act("2021-12-31", "payment", amount="1.00"))
    assert cr.standing(facts, law("_d06"), on="2022-01-01").owed.interest == Decimal("3660.00")
