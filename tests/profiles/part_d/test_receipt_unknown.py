"""Interest that may begin thirty days after an invoice of which nobody knows when it came; worked out by hand.

Due on 31 December 2020: thirty days after that are 30 January 2021, so by itself interest begins on 31 January at the
earliest. 365.00 bear 0.10 a day.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import Case, NotModelled, Profile, load_case, load_profile, standing


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d71")


def case(*demands: str, **claim: object) -> Case:
    plain: dict[str, Any] = {"id": "1", "kind": "goods_or_services", "amount": "365.00", "due": "2020-12-31"}
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "business"},
         "claims": [plain | claim], "events": [{"on": day, "kind": "demand"} for day in demands]}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("demands", "claim", "interest"),
    [
        # from 11 January to 31 March: 21 + 28 + 31 days, whenever the invoice came
        (["2021-01-10"], {}, "8.00"),
        (["2021-01-10", "2021-02-20"], {}, "8.00"),
        # from 31 January: 1 + 28 + 31 days; the thirty days cannot have been over before
        (["2021-01-30"], {}, "6.00"),
        # where it is known it counts: thirty days after 15 January are 14 February, so from 15 February, 14 + 31 days
        (["2021-02-20"], {"received": "2021-01-15"}, "4.50"),
        ([], {"received": "2021-01-15"}, "4.50"),
    ],
)
def test_a_demand_before_the_thirty_days_can_be_over_decides(
    law: Profile, demands: list[str], claim: dict[str, object], interest: str
) -> None:
    assert standing(case(*demands, **claim), law, on="2021-03-31").owed.interest == Decimal(interest)


@pytest.mark.parametrize("demands", [[], ["2021-01-31"], ["2021-02-20"], ["2021-04-20"]])
def test_what_the_day_of_receipt_may_change_is_not_answered_without_it(law: Profile, demands: list[str]) -> None:
    with pytest.raises(NotModelled) as caught:
        standing(case(*demands), law, on="2021-03-31")
    assert (caught.value.code, caught.value.faults[0].path) == ("missing_fact", "claims[0].received")


def test_a_demand_that_comes_later_than_the_day_asked_about_decides_nothing(law: Profile) -> None:
    with pytest.raises(NotModelled):
        standing(case("2021-01-10"), law, on="2021-01-09")
