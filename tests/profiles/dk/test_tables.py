"""Tables A and B of bekendtgørelse 601/2002: every row of every version at its bound and one øre on each side.

The figures are entered here from the orders as the dossier lists them, independently of the profile.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest

from collectrules import NotModelled, Profile, tariff

OERE = Decimal("0.01")
BOUNDS = [1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000]

# Start of the version, highest fee of each row to 500,000 kr., percentage of what exceeds 500,000 kr.
TABLE_A = {
    "2002-08-01": ([300, 500, 700, 900, 1_200, 1_600, 2_000, 2_700, 4_500], Fraction(1)),
    "2009-07-01": ([350, 600, 850, 1_100, 1_450, 1_950, 2_450, 3_300, 5_500], Fraction(1)),
    "2016-07-01": ([400, 700, 1_000, 1_300, 1_700, 2_250, 2_850, 3_850, 6_400], Fraction(1)),
}
TABLE_B = {
    "2002-08-01": ([200, 350, 450, 600, 800, 1_000, 1_300, 1_800, 3_000], Fraction("0.67")),
    "2016-07-01": ([300, 500, 650, 850, 1_150, 1_400, 1_850, 2_550, 4_250], Fraction("0.67")),
}
# Printed by one collector; the order and its start were not found, so only a reading reaches them.
NEWER_A = ([500, 850, 1_200, 1_550, 2_050, 2_700, 3_450, 4_650, 7_700], Fraction(1))
NEWER_B = ([350, 600, 800, 1_000, 1_400, 1_700, 2_250, 3_050, 5_100], Fraction("0.67"))

Column = tuple[list[int], Fraction]


def highest(value: Decimal, column: Column) -> Decimal:
    """Row i holds while the claim does not exceed its upper bound; above the last a share of the excess is added."""
    fees, percent = column
    for bound, fee in zip(BOUNDS, fees, strict=True):
        if value <= bound:
            return Decimal(fee)
    oere = (fees[-1] + (Fraction(value) - BOUNDS[-1]) * percent / 100) * 100
    return Decimal(floor(oere + Fraction(1, 2))) / 100


def around_each_bound() -> list[Decimal]:
    edges = [Decimal(bound) + step for bound in BOUNDS for step in (-OERE, Decimal(0), OERE)]
    return [OERE, Decimal(1), *edges, Decimal("600000.00"), Decimal("1234567.89")]


@pytest.mark.parametrize("start", TABLE_A)
@pytest.mark.parametrize("value", around_each_bound(), ids=str)
def test_table_a_at_every_edge(dk: Profile, start: str, value: Decimal) -> None:
    found = tariff(dk, "value.table_a", value=value, on="2026-11-22", arose=start)
    assert (found.amount, found.version_from.isoformat()) == (highest(value, TABLE_A[start]), start)


@pytest.mark.parametrize("start", TABLE_B)
@pytest.mark.parametrize("value", around_each_bound(), ids=str)
def test_table_b_at_every_edge(dk: Profile, start: str, value: Decimal) -> None:
    found = tariff(dk, "value.table_b", value=value, on="2026-11-22", arose=start)
    assert (found.amount, found.version_from.isoformat()) == (highest(value, TABLE_B[start]), start)


@pytest.mark.parametrize(("table", "column"), [("table_a_newer", NEWER_A), ("table_b_newer", NEWER_B)])
@pytest.mark.parametrize("value", around_each_bound(), ids=str)
def test_the_newer_tables_at_every_edge(dk: Profile, table: str, column: Column, value: Decimal) -> None:
    found = tariff(dk, f"value.{table}", value=value, on="2026-11-22", arose="2026-01-01")
    assert (found.amount, found.certainty) == (highest(value, column), "unclear")


@pytest.mark.parametrize(
    ("arose", "version"),
    [
        ("2002-08-01", "2002-08-01"),
        ("2002-08-02", "2002-08-01"),
        ("2009-06-30", "2002-08-01"),
        ("2009-07-01", "2009-07-01"),
        ("2009-07-02", "2009-07-01"),
        ("2016-06-30", "2009-07-01"),
        ("2016-07-01", "2016-07-01"),
        ("2016-07-02", "2016-07-01"),
        ("2026-11-22", "2016-07-01"),
    ],
)
def test_table_a_is_chosen_by_the_day_the_claim_arose_and_not_by_the_day_of_collection(
    dk: Profile, arose: str, version: str
) -> None:
    for on in (arose, "2026-11-22"):
        found = tariff(dk, "value.table_a", value="3000.00", on=on, arose=arose)
        assert found.amount == TABLE_A[version][0][2]


@pytest.mark.parametrize("arose", ["2009-07-01", "2009-07-02", "2012-01-01", "2016-06-29", "2016-06-30"])
def test_table_b_of_2009_is_an_unknown_figure_and_never_nought(dk: Profile, arose: str) -> None:
    with pytest.raises(NotModelled) as caught:
        tariff(dk, "value.table_b", value="3000.00", on="2026-11-22", arose=arose)
    assert caught.value.code == "unknown_figure"


@pytest.mark.parametrize(("arose", "fee"), [("2009-06-30", 450), ("2016-07-01", 650), ("2016-07-02", 650)])
def test_table_b_is_known_on_both_sides_of_the_gap(dk: Profile, arose: str, fee: int) -> None:
    assert tariff(dk, "value.table_b", value="3000.00", on="2026-11-22", arose=arose).amount == fee


@pytest.mark.parametrize("table", ["table_a", "table_b"])
def test_no_table_is_modelled_for_claims_before_august_2002(dk: Profile, table: str) -> None:
    with pytest.raises(NotModelled) as caught:
        tariff(dk, f"value.{table}", value="3000.00", on="2026-11-22", arose="2002-07-31")
    assert caught.value.code == "not_modelled"


@pytest.mark.parametrize("table", ["table_a", "table_b"])
def test_a_table_asks_for_the_day_the_claim_arose(dk: Profile, table: str) -> None:
    with pytest.raises(NotModelled) as caught:
        tariff(dk, f"value.{table}", value="3000.00", on="2026-11-22")
    assert (caught.value.code, caught.value.faults[0].path) == ("missing_fact", "arose")


@pytest.mark.parametrize("table", ["table_a_newer", "table_b_newer"])
def test_the_newer_tables_hold_for_no_claim_before_2025(dk: Profile, table: str) -> None:
    with pytest.raises(NotModelled):
        tariff(dk, f"value.{table}", value="3000.00", on="2026-11-22", arose="2024-12-31")
    assert tariff(dk, f"value.{table}", value="3000.00", on="2026-11-22", arose="2025-01-01").amount > 0


@pytest.mark.parametrize(
    ("arose", "reading", "fee"),
    [
        ("2024-12-31", "in_force", 1_000),
        ("2025-01-01", "in_force", 1_200),
        ("2025-01-02", "in_force", 1_200),
        ("2025-01-01", "not_in_force", 1_000),
        ("2025-01-01", None, 1_000),
    ],
)
def test_the_newer_table_a_is_reached_only_by_its_reading(
    dk: Profile, arose: str, reading: str | None, fee: int
) -> None:
    readings = {"newer_cost_tables": reading} if reading else {}
    found = tariff(
        dk, "fee.third_party_collection", value="3000.00", on="2026-11-22", arose=arose, creditor_recovers_vat=True,
        readings=readings,
    )  # fmt: skip
    assert found.amount == fee


@pytest.mark.parametrize(("recovers", "fee"), [(True, "1000.00"), (False, "1250.00"), (None, "1000.00")])
def test_vat_is_added_to_table_a_only_for_a_creditor_who_cannot_deduct_it(
    dk: Profile, recovers: bool | None, fee: str
) -> None:
    # The table is without VAT; moms is 25 % of the fee.
    found = tariff(
        dk, "fee.third_party_collection", value="3000.00", on="2020-05-01", arose="2020-01-01",
        creditor_recovers_vat=recovers,
    )  # fmt: skip
    assert found.amount == Decimal(fee)


@pytest.mark.parametrize(
    ("arose", "reading", "recovers", "fee"),
    [
        ("2020-01-01", "included", False, "650.00"),
        ("2020-01-01", "included", True, "650.00"),
        ("2020-01-01", "excluded", True, "650.00"),
        ("2020-01-01", "excluded", False, "812.50"),
        ("2005-01-01", "included", False, "450.00"),
        ("2005-01-01", "excluded", False, "450.00"),  # the headers of 2002 and 2009 say that it is held
        ("2009-06-30", "excluded", False, "450.00"),
        ("2016-07-01", "excluded", False, "812.50"),
    ],
)
def test_table_b_holds_vat_unless_the_other_label_is_chosen(
    dk: Profile, arose: str, reading: str, recovers: bool, fee: str
) -> None:
    found = tariff(
        dk, "fee.own_collection", value="3000.00", on="2020-05-01", arose=arose, creditor_recovers_vat=recovers,
        readings={"table_b_vat": reading},
    )  # fmt: skip
    assert found.amount == Decimal(fee)


@pytest.mark.parametrize(
    ("table", "arose", "certainty"),
    [("table_a", "2016-07-01", "sure"), ("table_b", "2016-07-01", "unconfirmed"), ("table_b", "2002-08-01", "sure")],
)
def test_a_table_says_how_sure_it_is(dk: Profile, table: str, arose: str, certainty: str) -> None:
    # Table B of 2016 was seen with one collector only.
    assert tariff(dk, f"value.{table}", value="3000.00", on="2026-11-22", arose=arose).certainty == certainty


def test_a_share_above_half_a_million_is_rounded_once_to_the_oere(dk: Profile) -> None:
    # 3,000 + 0.67 % of 100.75 = 3,000.675025 → 3,000.68; rounded down it would be 3,000.67
    found = tariff(dk, "value.table_b", value="500100.75", on="2005-01-01", arose="2004-01-01")
    assert found.amount == Decimal("3000.68")
