"""Five Rappen are the smallest coin: cash is rounded to them, accounts keep the Rappen."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from collectrules import Case, Profile, explain, load_profile, statement

MakeCase = Callable[..., Case]


@pytest.mark.parametrize(
    ("owed", "cash"),
    [
        ("17.87", "17.85"), ("17.88", "17.90"), ("19.32", "19.30"),  # as printed when the one-Rappen coin was withdrawn
        ("10.01", "10.00"), ("10.02", "10.00"), ("10.03", "10.05"), ("10.04", "10.05"), ("10.05", "10.05"),
        ("10.06", "10.05"), ("10.07", "10.05"), ("10.08", "10.10"), ("10.09", "10.10"),
    ],
)  # fmt: skip
def test_only_cash_is_rounded_to_five_rappen(ch: Profile, make: MakeCase, owed: str, cash: str) -> None:
    found = statement(make(amount=owed), ch, on="2025-12-01")
    assert (found.owed.total, found.cash) == (Decimal(owed), Decimal(cash))
    assert f"{cash}" in explain(found, ch, language="de").text


def test_where_the_smallest_coin_is_the_smallest_sum_nothing_is_said(make: MakeCase) -> None:
    case = make().model_copy(update={"currency": "DKK", "jurisdiction": "DK"})
    assert statement(case, load_profile("DK"), on="2025-12-01").cash is None
