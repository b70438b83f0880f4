"""What of an income can be attached, by thresholds and persons supported, in an invented country."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import collectrules as cr
from collectrules import Profile, TariffAnswer, load_profile


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d75")


@pytest.fixture
def asked(law: Profile) -> Callable[..., TariffAnswer]:
    def ask(income: object, dependants: object, on: str = "2010-01-01", name: str = "wage") -> TariffAnswer:
        given: dict[str, Any] = {"value": income, "dependants": dependants}
        return cr.tariff(law, f"protected.{name}", on=on, **given)

    return ask


def steps(found: TariffAnswer) -> dict[str, str]:
    return {part.code: str(part.amount) for part in found.parts}


@pytest.mark.parametrize(
    ("dependants", "income", "free", "amount"),
    [
        (0, "1000.00", "1000.00", "0.00"),
        (0, "1019.99", "1000.00", "0.00"),
        (0, "1020.00", "1000.00", "12.00"),  # 20 x 0.6
        (0, "1039.99", "1000.00", "12.00"),
        (1, "1319.99", "1300.00", "0.00"),
        (1, "1320.00", "1300.00", "5.10"),  # 20 x 0.255
        (1, "2000.00", "1300.00", "178.50"),  # 700 x 0.255
        (1, "2000.01", "1300.00", "178.51"),
        (2, "1420.00", "1400.00", "5.10"),  # 1,000 + 300 + 150 are more than the 1,400 that are named
        (9, "2500.00", "1400.00", "653.00"),  # 600 x 0.255 + 500
    ],
)
def test_what_is_above_the_free_sum_is_attached_in_part_and_all_above_the_highest_sum(
    asked: Callable[..., TariffAnswer], dependants: int, income: str, free: str, amount: str
) -> None:
    found = asked(income, dependants)
    assert (steps(found)["free"], str(found.amount)) == (free, amount)


def test_the_answer_says_how_it_was_worked_out(asked: Callable[..., TariffAnswer]) -> None:
    found = asked("2500.00", 9)
    assert steps(found) == {"free": "1400.00", "counted": "2000.00", "percent": "153.00", "above": "500.00"}
    assert [dict(part.values) for part in found.parts] == [{"dependants": "2"}, {}, {"percent": "25.5"}, {}]
    assert (found.name, found.value, found.dependants) == ("protected.wage", Decimal("2500.00"), 9)
    assert "above" not in steps(asked("2000.00", 9))


def test_the_version_of_the_day_brings_its_own_law_and_certainty(asked: Callable[..., TariffAnswer]) -> None:
    before, after = asked("1500.00", 2, "2019-12-31"), asked("1500.00", 2, "2020-01-01")
    assert (before.law, before.certainty, str(before.version_from)) == (("act-1",), "sure", "2010-01-01")
    assert (after.law, after.certainty, str(after.version_from)) == (("act-2", "act-1"), "unconfirmed", "2020-01-01")
    assert steps(after)["free"] == "1550.00"  # no most is named any more
    # The highest sum is rounded down as any income is: 2,000 - 1,100 = 900, x 0.6, and the 90 above 2,010.
    assert asked("2100.00", 0, "2020-01-01").amount == Decimal("630.00")


def test_without_a_highest_sum_no_more_than_the_share_is_attached(asked: Callable[..., TariffAnswer]) -> None:
    found = asked("9999.99", 3, "2023-12-31")
    assert steps(found) == {"free": "1200.00", "counted": "9980.00", "percent": "2238.90"}
    assert found.amount == Decimal("2238.90")


@pytest.mark.parametrize(
    ("dependants", "free"),
    [(0, "1200.00"), (1, "1700.00"), (2, "2100.00"), (3, "2450.00"), (4, "2800.00"), (10**9, "350000001400.00")],
)
def test_the_last_sum_holds_for_all_persons_who_follow(
    asked: Callable[..., TariffAnswer], dependants: int, free: str
) -> None:
    assert steps(asked("5000.00", dependants, name="minimum"))["free"] == free


def test_without_rounding_a_cent_counts(asked: Callable[..., TariffAnswer]) -> None:
    assert [str(asked(income, 1, name="minimum").amount) for income in ("1699.99", "1700.00", "1700.01")] == [
        "0.00", "0.00", "0.01",
    ]  # fmt: skip


def refused(ask: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(cr.CollectRulesError) as caught:
        ask()
    return caught.value.code, caught.value.faults[0].path


def test_nobody_is_said_to_be_supported_is_no_nought(asked: Callable[..., TariffAnswer]) -> None:
    with pytest.raises(cr.NotModelled) as caught:
        asked("1500.00", None)
    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("missing_value", "dependants")
    assert "supports" in fault.expected


@pytest.mark.parametrize(
    ("income", "dependants", "code", "path"),
    [
        (None, 0, "missing_value", "value"),
        ("-0.01", 0, "amount_not_positive", "value"),
        (1500.0, 0, "amount_format", "value"),
        ("1500.001", 0, "amount_decimals", "value"),
        ("1500.00", -1, "wrong_type", "dependants"),
        ("1500.00", 1.0, "wrong_type", "dependants"),
        ("1500.00", "1", "wrong_type", "dependants"),
        ("1500.00", True, "wrong_type", "dependants"),
        ("1500.00", Decimal(1), "wrong_type", "dependants"),
    ],
)
def test_a_wrong_income_or_number_is_refused_by_its_name(
    asked: Callable[..., TariffAnswer], income: object, dependants: object, code: str, path: str
) -> None:
    assert refused(lambda: asked(income, dependants)) == (code, path)


@pytest.mark.parametrize(
    ("on", "code"),
    [("2009-12-31", "not_modelled"), ("2022-06-01", "unknown_figure"), ("2024-01-01", "not_modelled")],
)
def test_a_day_without_a_version_is_not_answered(asked: Callable[..., TariffAnswer], on: str, code: str) -> None:
    assert refused(lambda: asked("1500.00", 0, on)) == (code, "wage")


def test_an_unknown_name_has_the_nearest_one(law: Profile) -> None:
    with pytest.raises(cr.BadInput) as caught:
        cr.tariff(law, "protected.wages", value="1500.00", dependants=0, on="2010-01-01")
    assert (caught.value.code, caught.value.faults[0].nearest) == ("unknown_tariff", "protected.wage")


def test_no_other_record_asks_how_many_persons_are_supported() -> None:
    found = cr.tariff(load_profile("DK"), "fee.reminder", dependants=3, on="2026-01-15")
    assert found.dependants is None
    assert refused(lambda: cr.tariff(load_profile("DK"), "fee.reminder", dependants=-3, on="2026-01-15")) == (
        "wrong_type", "dependants",
    )  # fmt: skip


def test_the_sentences_say_who_counts_and_what_is_free(law: Profile, asked: Callable[..., TariffAnswer]) -> None:
    told = cr.explain(asked("2500.00", 9), law, language="en").text
    for said in ("Persons whom the debtor supports: 9.", "Free of attachment: EUR 1,400.00.",
                 "Income that counts: EUR 2,000.00.", "Attachable in full: EUR 500.00."):  # fmt: skip
        assert said in told
