"""The day of a contract chooses a rate, and how far an agreed one may go; 36,500.00 bear 1.00 a day per cent."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import Case, NotModelled, Profile, load_case, load_profile, standing

HERE = Path(__file__).parent
D = Decimal
DUE = "2021-06-30"


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=HERE / "_d32")


def case(*events: dict[str, Any], **claim: object) -> Case:
    plain = {"id": "1", "kind": "goods_or_services", "amount": "36500.00", "due": DUE, "due_agreed": True}
    given = {
        "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}, "claims": [plain | claim],
        "events": list(events),
    }  # fmt: skip
    return load_case({"id": "c", **given})


def before(on: str, percent: str) -> dict[str, Any]:
    return {"on": on, "kind": "fact", "name": "rate_before_default", "value": percent}


@pytest.mark.parametrize(
    ("days", "a_day", "assumed"),
    [
        ({"arose": "2021-01-01", "contract": "2019-12-31"}, 2, []),
        ({"arose": "2021-01-01", "contract": "2020-01-01"}, 5, []),
        ({"arose": "2021-01-01"}, 5, ["contract_when_arose"]),
        ({"arose": "2019-12-31"}, 2, ["contract_when_arose"]),
    ],
)
def test_the_contract_s_day_chooses_the_rate_and_the_claim_s_stands_in_for_it(
    law: Profile, days: dict[str, str], a_day: int, assumed: list[str]
) -> None:
    found = standing(case(**days), law, on="2021-07-10")
    assert found.owed.interest == 10 * a_day
    assert [one.code for one in found.assumptions if one.code.startswith("contract")] == assumed


def test_without_either_day_no_rate_is_made_up(law: Profile) -> None:
    with pytest.raises(NotModelled) as found:
        standing(case(), law, on="2021-07-10")
    assert [fault.code for fault in found.value.faults] == ["no_rate"]


@pytest.mark.parametrize(
    ("agreed", "told", "owed"),
    [
        ("9.00", [before("2021-01-02", "5.00")], 90),  # four points above: all of it
        ("9.01", [before("2021-01-02", "5.00")], 50),  # more: the law's rate, which is lower
        ("9.00", [], 50),  # nobody says how far it goes
        ("3.00", [], 30),
        ("9.00", [before("2021-07-05", "5.00")], 4 * 5 + 6 * 9),  # told on the fifth day, it counts from that day
    ],
)
def test_an_agreed_rate_counts_as_far_as_its_surcharge_lets_it(
    law: Profile, agreed: str, told: list[dict[str, Any]], owed: int
) -> None:
    claim = case(*told, arose="2021-01-01", contract="2021-01-01", agreed_rate=agreed)
    assert standing(claim, law, on="2021-07-10").owed.interest == D(owed)
