"""The days on which a year of interest is over."""

from __future__ import annotations

import datetime as dt

import pytest

from collectrules.fold.compounding import YEARLY, anniversaries
from collectrules.fold.entries import Arrears
from collectrules.fold.ledger import Account
from collectrules.nouns.claims import Claim


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
