"""Court fees (retsafgift) before and after 1 October 2021, and the money limits of the courts' procedures.

Figures: the older act (LBK of the act of 1969) and retsafgiftsloven of 2021 as the dossier lists them, computed here
with fractions.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest

from collectrules import Case, NotModelled, Profile, next_steps, tariff

MakeCase = Callable[..., Case]

OLD, NEW = "2021-09-30", "2021-10-01"
OERE = Decimal("0.01")
# Hearing fee from 2021-10-01: nothing to 100,000 kr., then by value up to and including the bound.
HEARING = [
    (250_000, 3_000), (500_000, 8_000), (1_000_000, 14_000), (2_000_000, 35_000), (3_000_000, 60_000),
    (4_000_000, 85_000), (5_000_000, 110_000), (6_000_000, 135_000),
]  # fmt: skip


def fee(dk: Profile, name: str, value: str | Decimal | int, on: str) -> Decimal:
    return tariff(dk, f"fee.{name}", value=value, on=on).amount


def old_share(value: str | Decimal) -> Decimal:
    """750 and 1.2 % of what exceeds 50,000, rounded up to the next ten kroner, at most 75,000."""
    exact = 750 + (Fraction(value) - 50_000) * Fraction(12, 1000)
    return Decimal(min(ceil(exact / 10) * 10, 75_000))


@pytest.mark.parametrize("value", ["0.01", "49999.99", "50000.00"])
@pytest.mark.parametrize("on", ["2011-10-01", OLD])
def test_filing_a_civil_case_to_50000_cost_500_and_its_hearing_nothing(dk: Profile, value: str, on: str) -> None:
    assert (fee(dk, "civil_case", value, on), fee(dk, "hearing", value, on)) == (500, 0)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("50000.01", 760), ("50833.33", 760), ("50833.34", 770), ("51666.66", 770), ("51666.67", 780),
        ("100000.00", 1350), ("100000.01", 1360), ("250000.00", 3150), ("6236666.66", 74990),
        ("6236666.67", 75000), ("6237500.00", 75000), ("6237500.01", 75000), ("90000000.00", 75000),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["civil_case", "hearing"])
def test_above_50000_filing_and_hearing_each_cost_a_rounded_share_to_75000(
    dk: Profile, name: str, value: str, expected: int
) -> None:
    # 50,833.33: 750 + 9.99996 → 760; 50,833.34: 760.00008 → 770; 6,237,500: 750 + 74,250 = 75,000
    assert expected == old_share(value)
    assert fee(dk, name, value, OLD) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0.01", 750), ("50000.01", 750), ("99999.99", 750), ("100000.00", 750), ("100000.01", 1500), ("900000.00", 1500)],
)  # fmt: skip
def test_filing_a_civil_case_costs_750_to_100000_and_1500_above(dk: Profile, value: str, expected: int) -> None:
    assert fee(dk, "civil_case", value, NEW) == expected


@pytest.mark.parametrize(("value", "expected"), [("99999.99", 0), ("100000.00", 0), ("100000.01", 3000)])
def test_a_hearing_costs_nothing_to_100000(dk: Profile, value: str, expected: int) -> None:
    assert fee(dk, "hearing", value, NEW) == expected


@pytest.mark.parametrize(("number", "bound", "cost"), [(n, *row) for n, row in enumerate(HEARING)])
def test_each_band_of_the_hearing_fee_ends_with_its_bound(dk: Profile, number: int, bound: int, cost: int) -> None:
    above = HEARING[number + 1][1] if number + 1 < len(HEARING) else 160_000
    values = (bound - OERE, Decimal(bound), bound + OERE)
    assert [fee(dk, "hearing", value, NEW) for value in values] == [cost, cost, above]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0.01", 300), ("2999.99", 300), ("3000.00", 300), ("3000.01", 310), ("5000.00", 310), ("5000.01", 320),
        ("50000.00", 540), ("53000.00", 550), ("103000.00", 800),
    ],
)  # fmt: skip
def test_enforcement_cost_300_and_half_a_percent_above_3000_rounded_up_to_ten(
    dk: Profile, value: str, expected: int
) -> None:
    # The courts wrote the same rule as 285 and half a percent of the whole.
    whole = max(Fraction(300), 285 + Fraction(value) / 200)
    assert expected == ceil(whole / 10) * 10
    assert fee(dk, "enforcement", value, OLD) == expected


@pytest.mark.parametrize("value", ["0.01", "3000.01", "1000000.00"])
def test_enforcement_costs_750_flat_whatever_the_claim(dk: Profile, value: str) -> None:
    assert fee(dk, "enforcement", value, NEW) == 750


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0.01", "400"), ("49999.99", "400"), ("50000.00", "400"), ("51000.00", "762"), ("80000.00", "1110"),
     ("100000.00", "1350")],
)  # fmt: skip
@pytest.mark.parametrize("on", ["2011-10-01", OLD])
def test_a_payment_order_cost_400_to_50000_and_750_with_a_share_above(
    dk: Profile, value: str, expected: str, on: str
) -> None:
    assert fee(dk, "payment_order", value, on) == Decimal(expected)


@pytest.mark.parametrize("value", ["0.01", "50000.00", "50000.01", "100000.00"])
@pytest.mark.parametrize("on", [NEW, "2021-10-02", "2026-11-22"])
def test_a_payment_order_costs_750_from_october_2021(dk: Profile, value: str, on: str) -> None:
    assert fee(dk, "payment_order", value, on) == 750


@pytest.mark.parametrize("on", ["2005-01-01", "2011-09-30"])
def test_before_october_2011_a_payment_order_cost_400(dk: Profile, on: str) -> None:
    assert fee(dk, "payment_order", "50000.00", on) == 400


def test_there_were_no_payment_orders_before_2005(dk: Profile) -> None:
    with pytest.raises(NotModelled):
        fee(dk, "payment_order", "50000.00", "2004-12-31")


@pytest.mark.parametrize(
    ("on", "filing", "hearing", "order", "attachment"),
    [
        ("2021-09-29", 1590, 1590, 1590, 890), ("2021-09-30", 1590, 1590, 1590, 890),
        ("2021-10-01", 1500, 3000, 750, 750), ("2021-10-02", 1500, 3000, 750, 750),
    ],
)  # fmt: skip
def test_all_court_fees_change_on_the_first_of_october_2021(
    dk: Profile, on: str, filing: int, hearing: int, order: int, attachment: int
) -> None:
    # 120,000 kr.: 750 + 1.2 % of 70,000 = 1,590; 300 + 0.5 % of 117,000 = 885 → 890
    names = ("civil_case", "hearing", "payment_order", "enforcement")
    found = [fee(dk, name, "120000.00", on) for name in names]
    assert found == [filing, hearing, order, attachment]


@pytest.mark.parametrize(
    ("name", "expected"), [("bankruptcy_petition", 1500), ("auction_request", 1500), ("auction_hammer", 1500)]
)
def test_forced_sale_and_bankruptcy_cost_1500_each(dk: Profile, name: str, expected: int) -> None:
    assert fee(dk, name, "20000.00", NEW) == expected


@pytest.mark.parametrize("name", ["bankruptcy_petition", "auction_request", "auction_hammer"])
def test_what_they_cost_before_october_2021_is_unknown(dk: Profile, name: str) -> None:
    with pytest.raises(NotModelled) as caught:
        fee(dk, name, "20000.00", OLD)
    assert caught.value.code == "unknown_figure"


@pytest.mark.parametrize(("court", "expected"), [("high_court", 750), ("supreme_court", 1500)])
def test_appeals_against_orders_cost_by_the_court(dk: Profile, court: str, expected: int) -> None:
    assert tariff(dk, f"value.appeal_fee_{court}", on=NEW).amount == expected


@pytest.mark.parametrize(
    ("value", "on", "expected"),
    [("50000.00", OLD, 100), ("50000.01", OLD, 0), ("50000.00", NEW, 0), ("50000.01", NEW, 0)],
)
def test_going_on_as_a_civil_case_cost_a_hundred_for_small_orders_and_is_covered_since_2021(
    dk: Profile, value: str, on: str, expected: int
) -> None:
    assert fee(dk, "transfer_to_civil_case", value, on) == expected


@pytest.mark.parametrize(
    ("on", "limit"),
    [("2005-01-01", 50_000), ("2011-09-29", 50_000), ("2011-09-30", 50_000), ("2011-10-01", 100_000),
     ("2011-10-02", 100_000), ("2026-11-22", 100_000)],
)  # fmt: skip
def test_the_limit_of_a_payment_order_doubled_in_october_2011(dk: Profile, on: str, limit: int) -> None:
    assert tariff(dk, "value.payment_order_limit", on=on).amount == limit


@pytest.mark.parametrize(
    ("on", "limit"),
    [("2008-01-01", 50_000), ("2024-06-14", 50_000), ("2024-06-15", 100_000), ("2024-06-16", 100_000)],
)
def test_the_limit_of_a_small_claim_doubled_in_june_2024(dk: Profile, on: str, limit: int) -> None:
    assert tariff(dk, "value.small_claims_limit", on=on).amount == limit


def test_there_was_no_small_claims_procedure_before_2008(dk: Profile) -> None:
    with pytest.raises(NotModelled):
        tariff(dk, "value.small_claims_limit", on="2007-12-31")


@pytest.mark.parametrize(
    ("amount", "reading", "transfer", "hearing"),
    [
        ("60000.00", None, [], []),
        ("60000.00", "new_tariff", [], []),
        ("60000.00", "old_tariff", [], [870]),  # 750 + 1.2 % of 10,000; the order itself had cost as much as a case
        ("40000.00", "old_tariff", [100], []),
        ("40000.00", "new_tariff", [], []),
    ],
)
def test_a_payment_order_of_before_the_reform_that_goes_on_after_it(
    dk: Profile, make: MakeCase, amount: str, reading: str | None, transfer: list[int], hearing: list[int]
) -> None:
    days = {"arose": "2021-05-01", "invoiced": "2021-05-01", "due": "2021-06-01", "amount": amount}
    events = [
        {"on": "2021-08-01", "kind": "collection_notice"}, {"on": "2021-09-20", "kind": "payment_order_filed"},
        {"on": "2021-09-27", "kind": "payment_order_served"}, {"on": "2021-10-01", "kind": "opposition"},
    ]  # fmt: skip
    suit = {"on": "2021-10-20", "kind": "lawsuit_filed"}
    readings = {"transfer_after_reform": reading} if reading else {}

    def advances(case: Case, on: str, action: str) -> list[object]:
        steps = next_steps(case, dk, on=on, readings=readings).proposals
        (step,) = [s for s in steps if s.action == action]
        return [cost.amount for cost in step.advances]

    assert advances(make(*events, **days), "2021-10-20", "lawsuit_filed") == transfer
    assert advances(make(*events, suit, **days), "2021-11-20", "hearing_set") == hearing
