"""Reminder, hand-over and compensation fees, the rent notice by year, and the fees of the collection agency.

Figures: renteloven §§ 9 a and 9 b, bek. 601/2002 § 2(2), the påkravsgebyr of lejeloven § 182 and erhvervslejeloven
§ 69(3), and the agency's fees under gældsinddrivelsesloven, each as the dossier lists them.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from collectrules import NotModelled, Profile, tariff

# Påkravsgebyr by calendar year; None where no source was found.
HOUSING = {
    2009: 250, 2010: 255, 2011: 259, 2012: 266, 2013: 270, 2014: 273, 2015: 275, 2016: 277, 2017: 279, 2018: 281,
    2019: 284, 2020: 286, 2021: 287, 2022: 291, 2023: 314, 2024: None, 2025: None, 2026: 335, 2027: 344,
}  # fmt: skip
# Before 1 June 2009 the figure of the row is a base, and 2 % of what exceeds 1,000 kr. comes on top.
HOUSING_BASE = {2005: 124, 2006: 126, 2007: 129, 2008: 131, 2009: 137}
BUSINESS = {
    2005: 124, 2006: 126, 2007: 129, 2008: 131, 2009: 137, 2010: 139, 2011: 141, 2012: 145, 2013: 148, 2014: 149,
    2015: 150, 2016: 152, 2017: 152, 2018: 153, 2019: 155, 2020: 156, 2021: 157, 2022: 159, 2023: 172, 2024: None,
    2025: None, 2026: None,
}  # fmt: skip


def figure(dk: Profile, name: str, on: str, value: str = "5000.00", **more: str) -> Decimal | str:
    """The amount, or the code of the error."""
    try:
        return tariff(dk, name, value=value, on=on, **more).amount
    except NotModelled as error:
        return error.code


@pytest.mark.parametrize("name", ["fee.reminder", "fee.hand_over"])
@pytest.mark.parametrize("on", ["2002-08-01", "2002-08-02", "2013-03-01", "2019-05-05", "2026-11-22"])
def test_a_reminder_and_a_hand_over_are_worth_a_hundred_kroner(dk: Profile, name: str, on: str) -> None:
    assert figure(dk, name, on) == Decimal("100.00")


@pytest.mark.parametrize("name", ["fee.reminder", "fee.hand_over"])
def test_fees_of_letters_before_august_2002_are_not_modelled(dk: Profile, name: str) -> None:
    assert figure(dk, name, "2002-07-31") == "not_modelled"


@pytest.mark.parametrize("value", ["0.01", "50.00", "1000000.00"])
def test_the_size_of_the_claim_does_not_change_a_reminder_fee(dk: Profile, value: str) -> None:
    assert figure(dk, "fee.reminder", "2020-01-01", value) == Decimal("100.00")


@pytest.mark.parametrize(
    ("arose", "expected"),
    [
        ("2013-02-27", "not_modelled"),
        ("2013-02-28", "not_modelled"),
        ("2013-03-01", Decimal("310.00")),
        ("2013-03-02", Decimal("310.00")),
        ("2026-11-01", Decimal("310.00")),
    ],
)
def test_compensation_is_310_for_claims_arisen_from_march_2013(
    dk: Profile, arose: str, expected: Decimal | str
) -> None:
    for on in ("2026-11-22", "2026-12-31"):
        assert figure(dk, "fee.compensation", on, arose=arose, debtor="business") == expected


@pytest.mark.parametrize(
    ("name", "year", "fee"),
    [("housing", year, fee) for year, fee in HOUSING.items()]
    + [("business", year, fee) for year, fee in BUSINESS.items()],
)
def test_the_rent_notice_costs_what_its_year_says(dk: Profile, name: str, year: int, fee: int | None) -> None:
    expected = "unknown_figure" if fee is None else Decimal(fee)
    first = f"{year}-06-01" if (name, year) == ("housing", 2009) else f"{year}-01-01"
    found = [figure(dk, f"fee.rent_notice_{name}", day) for day in (first, f"{year}-07-15", f"{year}-12-31")]
    assert found == [expected] * 3


@pytest.mark.parametrize(("year", "base"), HOUSING_BASE.items())
@pytest.mark.parametrize(
    ("rent", "extra"),
    [("999.99", "0"), ("1000.00", "0"), ("1000.50", "0.01"), ("1001.00", "0.02"), ("6000.00", "100")],
)
def test_before_june_2009_a_housing_notice_added_two_percent_above_a_thousand(
    dk: Profile, year: int, base: int, rent: str, extra: str
) -> None:
    for day in (f"{year}-01-01", f"{year}-05-31"):
        assert figure(dk, "fee.rent_notice_housing", day, rent) == base + Decimal(extra)


@pytest.mark.parametrize(
    ("on", "fee"), [("2009-05-30", "237"), ("2009-05-31", "237"), ("2009-06-01", "250"), ("2009-06-02", "250")]
)
def test_the_housing_notice_became_a_flat_sum_on_the_first_of_june_2009(dk: Profile, on: str, fee: str) -> None:
    # 137 and 2 % of the 5,000 that exceed 1,000, then 250 flat
    assert figure(dk, "fee.rent_notice_housing", on, "6000.00") == Decimal(fee)


@pytest.mark.parametrize("name", ["fee.rent_notice_housing", "fee.rent_notice_business"])
def test_the_rent_notice_before_2005_is_unknown(dk: Profile, name: str) -> None:
    assert figure(dk, name, "2004-12-31") == "unknown_figure"


@pytest.mark.parametrize(("year", "certainty"), [(2023, "sure"), (2026, "unconfirmed"), (2027, "unconfirmed")])
def test_the_later_housing_notices_say_that_they_were_seen_at_second_hand(
    dk: Profile, year: int, certainty: str
) -> None:
    found = tariff(dk, "fee.rent_notice_housing", value="5000.00", on=f"{year}-03-01")
    assert found.certainty == certainty


@pytest.mark.parametrize(("on", "days"), [("2009-05-30", 3), ("2009-05-31", 3), ("2009-06-01", 14), ("2009-06-02", 14)])
def test_a_housing_notice_gives_fourteen_days_from_june_2009_and_gave_three_before(
    dk: Profile, on: str, days: int
) -> None:
    assert figure(dk, "value.rent_notice_days", on) == days


@pytest.mark.parametrize(("name", "fee"), [("reminder", 140), ("withholding", 300), ("summons", 450)])
@pytest.mark.parametrize("on", ["2026-01-01", "2026-11-22"])
def test_the_collection_agencys_fees_of_2026(dk: Profile, name: str, fee: int, on: str) -> None:
    assert figure(dk, f"fee.public_{name}", on) == fee


@pytest.mark.parametrize("name", ["reminder", "withholding", "summons"])
def test_the_collection_agencys_fees_of_earlier_years_are_unknown(dk: Profile, name: str) -> None:
    assert figure(dk, f"fee.public_{name}", "2019-06-01") == "unknown_figure"


@pytest.mark.parametrize(
    ("value", "fee"),
    [
        ("0.01", 300), ("2999.99", 300), ("3000.00", 300), ("3000.01", 310), ("4999.99", 310), ("5000.00", 310),
        ("5000.01", 320), ("23000.00", 400), ("103000.00", 800),
    ],
)  # fmt: skip
def test_the_agencys_attachment_costs_300_and_half_a_percent_above_3000_rounded_up_to_ten(
    dk: Profile, value: str, fee: int
) -> None:
    # § 12 a: 5,000.01 → 300 + 10.00005 → 310.00005 → 320; 103,000 → 300 + 500
    assert figure(dk, "fee.public_attachment", "2026-05-01", value) == fee


def test_the_cap_on_the_annual_cost_of_credit_asks_for_the_day_of_the_contract(dk: Profile) -> None:
    # 35 % binds contracts from 2020-07-01; without the day of the contract nothing may be guessed.
    with pytest.raises(NotModelled) as caught:
        tariff(dk, "value.apr_cap", on="2021-01-01")
    assert (caught.value.code, caught.value.faults[0].path) == ("missing_fact", "contract")


@pytest.mark.parametrize(("signed", "cap"), [("2020-06-30", "not_modelled"), ("2020-07-01", 35), ("2020-07-02", 35)])
def test_the_cap_on_the_annual_cost_of_credit_binds_contracts_from_july_2020(
    dk: Profile, signed: str, cap: int | str
) -> None:
    assert figure(dk, "value.apr_cap", "2021-01-01", contract=signed) == cap
