"""Amounts against published tables of several countries, entered from the tables themselves."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from collectrules.ground.errors import NotModelled
from collectrules.loader import model as m
from collectrules.loader.read import reader_for
from collectrules.topics.tariffs import Compiler, Working

D = Decimal

# RVG Anlage 2: the 1.0 fee by value, as published (2021 and 2025), and the step formula of § 13.
RVG_2021 = {
    "first": [D("500.00"), D("49.00")],
    "steps": [
        [D("2000.00"), D("500.00"), D("39.00")], [D("10000.00"), D("1000.00"), D("56.00")],
        [D("25000.00"), D("3000.00"), D("52.00")], [D("50000.00"), D("5000.00"), D("81.00")],
        [D("200000.00"), D("15000.00"), D("94.00")], [D("500000.00"), D("30000.00"), D("132.00")],
        ["over", D("50000.00"), D("165.00")],
    ],
}  # fmt: skip
RVG_2025 = {
    "first": [D("500.00"), D("51.50")],
    "steps": [
        [D("2000.00"), D("500.00"), D("41.50")], [D("10000.00"), D("1000.00"), D("59.50")],
        [D("25000.00"), D("3000.00"), D("55.00")], [D("50000.00"), D("5000.00"), D("86.00")],
        [D("200000.00"), D("15000.00"), D("99.50")], [D("500000.00"), D("30000.00"), D("140.00")],
        ["over", D("50000.00"), D("175.00")],
    ],
}  # fmt: skip
PUBLISHED = [
    ("500", "49.00", "51.50"), ("1000", "88.00", "93.00"), ("1500", "127.00", "134.50"), ("2000", "166.00", "176.00"),
    ("3000", "222.00", "235.50"), ("4000", "278.00", "295.00"), ("5000", "334.00", "354.50"),
    ("6000", "390.00", "414.00"), ("7000", "446.00", "473.50"), ("8000", "502.00", "533.00"),
    ("9000", "558.00", "592.50"), ("10000", "614.00", "652.00"), ("13000", "666.00", "707.00"),
    ("16000", "718.00", "762.00"), ("19000", "770.00", "817.00"), ("22000", "822.00", "872.00"),
    ("25000", "874.00", "927.00"), ("30000", "955.00", "1013.00"), ("35000", "1036.00", "1099.00"),
    ("40000", "1117.00", "1185.00"), ("45000", "1198.00", "1271.00"), ("50000", "1279.00", "1357.00"),
    ("65000", "1373.00", "1456.50"), ("80000", "1467.00", "1556.00"), ("95000", "1561.00", "1655.50"),
    ("200000", "2219.00", "2352.00"), ("230000", "2351.00", "2492.00"), ("500000", "3539.00", "3752.00"),
]  # fmt: skip
# Belgium, law of 4 May 2023: 20 to 150; 30 + 10 % of the slice above 150; 65 + 5 % above 500, at most 2,000.
BE = {
    "bands": [
        [D("150.00"), D("20.00")], [D("500.00"), {"is": D("30.00"), "percent_above": D("10.00")}],
        ["over", {"is": D("65.00"), "percent_above": D("5.00")}],
    ],
    "maximum": D("2000.00"),
}  # fmt: skip
# United Kingdom, s. 5A: below 1,000.00 → 40; to 9,999.99 → 70; from 10,000 → 100.
UK = {"bands": [[D("1000.00"), D("40.00")], [D("10000.00"), D("70.00")], ["over", D("100.00")]], "bounds": "below"}
# Netherlands, Besluit BIK: 15, 10, 5, 1, 0.5 percent of the slices; at least 40, at most 6,775.
NL = {
    "slices": [
        [D("2500.00"), D("15.00")], [D("5000.00"), D("10.00")], [D("10000.00"), D("5.00")],
        [D("200000.00"), D("1.00")], ["over", D("0.50")],
    ],
    "minimum": D("40.00"), "maximum": D("6775.00"),
}  # fmt: skip


def worked(amount: dict[str, Any], value: str, named: dict[str, Fraction] | None = None, scale: int = 100) -> Fraction:
    """The amount at a value in major units, in major units."""
    faults: list[Any] = []
    record = reader_for(m.Amount)(amount, "test", faults)
    assert faults == []
    assert isinstance(record, m.Amount)
    formula = Compiler(scale, 100).formula(record)
    found = formula(Fraction(value) * 100, lambda name, _value, _working: (named or {})[name], Working())
    return found / scale


@pytest.mark.parametrize(("value", "in_2021", "in_2025"), PUBLISHED)
def test_steps_give_the_published_table(value: str, in_2021: str, in_2025: str) -> None:
    assert worked(RVG_2021, value) == Fraction(in_2021)
    assert worked(RVG_2025, value) == Fraction(in_2025)


@pytest.mark.parametrize(
    ("value", "fee"), [("0.01", "49.00"), ("500.01", "88.00"), ("1000.01", "127.00"), ("2000.01", "222.00")]
)
def test_a_started_step_counts_whole(value: str, fee: str) -> None:
    assert worked(RVG_2021, value) == Fraction(fee)


@pytest.mark.parametrize(
    ("value", "fee"),
    [("150", "20"), ("150.01", "30.001"), ("500", "65"), ("500.01", "65.0005"), ("39200", "2000"), ("39201", "2000")],
)
def test_a_band_may_take_a_percentage_of_what_exceeds_its_lower_bound(value: str, fee: str) -> None:
    assert worked(BE, value) == Fraction(fee)


@pytest.mark.parametrize(("value", "fee"), [("999.99", 40), ("1000", 70), ("9999.99", 70), ("10000", 100)])
def test_bounds_may_lie_below(value: str, fee: int) -> None:
    assert worked(UK, value) == fee


@pytest.mark.parametrize(
    ("value", "fee"),
    [("100", "40"), ("266.67", "40.0005"), ("2500", "375"), ("5000", "625"), ("10000", "875"), ("200000", "2775"),
     ("1000000", "6775"), ("1000002", "6775")],
)  # fmt: skip
def test_slices_between_minimum_and_maximum(value: str, fee: str) -> None:
    assert worked(NL, value) == Fraction(fee)


@pytest.mark.parametrize(
    ("value", "fee"), [("500", "187.50"), ("500.01", "262.50"), ("2500", "300"), ("250000", "2700"), ("250001", "5400")]
)
def test_a_multiple_of_an_indexed_unit(value: str, fee: str) -> None:
    # Norway: light fee as multiples of the inkassosats, 750 from 2026.
    table = {
        "bands": [
            [D("500.00"), D("0.25")], [D("1000.00"), D("0.35")], [D("2500.00"), D("0.40")], [D("10000.00"), D("0.80")],
            [D("50000.00"), D("1.60")], [D("250000.00"), D("3.60")], ["over", D("7.20")],
        ],
        "times": "unit",
    }  # fmt: skip
    record = reader_for(m.Amount)(table, "test", [])
    assert isinstance(record, m.Amount)
    # A factor table has bounds in currency and cells that are bare factors: the unit brings the currency in.
    factor = Compiler(100).formula(record)(Fraction(value) * 100, lambda *_: Fraction(750), Working()) / 100
    assert factor == Fraction(fee)


def test_rounding_up_to_a_multiple_comes_last() -> None:
    # Denmark until 2021: 300 + 0.5 % of what exceeds 3,000, up to the next 10 kr.: 4,200 → 306 → 310.
    amount = {
        "bands": [[D("3000.00"), D("300.00")], ["over", {"is": D("300.00"), "percent_above": D("0.50")}]],
        "round": {"to": D("10.00"), "mode": "up"},
    }
    assert worked(amount, "4200") == 310
    assert worked(amount, "5000") == 310
    assert worked(amount, "5000.01") == 320
    assert worked(amount, "3000") == 300


def test_times_plus_minimum_maximum_in_this_order() -> None:
    amount = {"percent": D("10.00"), "times": 2, "plus": D("5.00"), "minimum": D("30.00"), "maximum": D("100.00")}
    assert worked(amount, "50") == 30  # 5 × 2 + 5 = 15
    assert worked(amount, "200") == 45  # 20 × 2 + 5
    assert worked(amount, "1000") == 100  # 100 × 2 + 5 = 205


def test_a_table_without_a_value_says_what_is_missing() -> None:
    record = reader_for(m.Amount)(UK, "test", [])
    assert isinstance(record, m.Amount)
    with pytest.raises(NotModelled) as caught:
        Compiler(100).formula(record)(None, lambda *_: Fraction(0), Working())
    assert caught.value.code == "missing_value"


def test_a_frame_is_unknown_but_for_its_bounds() -> None:
    """Between 40.00 and 150.00, doubled and never below 100.00."""
    formula = Compiler(100).formula(m.Amount(between=(D("40.00"), D("150.00")), times=D("2.00"), minimum=D("100.00")))
    bounds = [formula(None, lambda *_: Fraction(0), Working(edge=edge)) for edge in (0, 1)]
    assert bounds == [100_00, 300_00]
    with pytest.raises(NotModelled) as caught:
        formula(None, lambda *_: Fraction(0), Working())
    assert caught.value.code == "unknown_figure"


# What a formula is made of, and what it notes ------------------------------------------------------------------


def told(
    amount: m.Amount, value: int | None, scale: int = 100, of: int | None = None, **named: int
) -> tuple[Any, Working]:
    """The amount at a value, both in the smallest unit, with its working."""
    working = Working()
    formula = Compiler(scale, of).formula(amount)
    found = formula(
        None if value is None else Fraction(value), lambda name, _value, _working: Fraction(named[name]), working
    )
    return found, working


def noted(working: Working) -> list[tuple[str, Fraction, dict[str, str]]]:
    return [(part.code, part.amount, part.values) for part in working.parts]


def test_a_figure_is_a_number_of_the_profile_or_a_named_value() -> None:
    assert told(m.Amount(is_=D("12.50")), None)[0] == 12_50
    assert told(m.Amount(is_=0), None)[0] == 0
    assert told(m.Amount(is_="unit"), None, unit=7)[0] == 7
    assert told(m.Amount(table="rows"), 55, rows=9)[0] == 9


def test_a_named_table_is_asked_with_the_value_in_hand() -> None:
    asked = []

    def named(name: str, value: Fraction | None, _working: Working) -> Fraction:
        asked.append((name, value))
        return Fraction(1)

    for amount in (m.Amount(table="rows"), m.Amount(is_="unit"), m.Amount(is_=5, times="factor", plus="more")):
        Compiler(100).formula(amount)(Fraction(55), named, Working())
    assert asked == [("rows", 55), ("unit", 55), ("factor", None), ("more", None)]


def test_a_percentage_is_noted_with_its_figure() -> None:
    found, working = told(m.Amount(percent=D("2.5")), 1000)
    assert (found, noted(working)) == (25, [("percent", Fraction(25), {"percent": "2.5"})])
    assert told(m.Amount(percent="share"), 1000, share=3)[0] == 30
    assert told(m.Amount(percent=0), 1000)[0] == 0


BANDS = m.Amount(bands=((D("150"), m.Amount(is_=20)), (D("500"), m.Amount(is_=30)), ("over", m.Amount(is_=65))))


@pytest.mark.parametrize(
    ("value", "amount", "band"),
    [
        (1, 20_00, {"to": "150"}), (150_00, 20_00, {"to": "150"}), (150_01, 30_00, {"over": "150", "to": "500"}),
        (500_00, 30_00, {"over": "150", "to": "500"}), (500_01, 65_00, {"over": "500"}),
    ],
)  # fmt: skip
def test_a_band_is_noted_with_its_bounds(value: int, amount: int, band: dict[str, str]) -> None:
    found, working = told(BANDS, value)
    assert (found, noted(working)) == (amount, [("band", Fraction(amount), band)])


def test_a_value_beyond_the_last_band_is_refused() -> None:
    open_ = m.Amount(bands=((D("150"), m.Amount(is_=20)), (D("500"), m.Amount(is_=30))))
    assert told(open_, 500_00)[0] == 30_00
    with pytest.raises(NotModelled) as caught:
        told(open_, 500_01)
    fault = caught.value.faults[0]
    assert (fault.code, fault.path, fault.expected) == ("no_band", "amount", "a value inside the table")


def test_a_table_of_factors_has_bounds_in_the_currency() -> None:
    factors = m.Amount(bands=((D("150"), m.Amount(is_=2)), ("over", m.Amount(is_=3))))
    assert (told(factors, 150_00, 1, 100)[0], told(factors, 150_01, 1, 100)[0]) == (2, 3)
    assert noted(told(factors, 150_01, 1, 100)[1])[0][2] == {"over": "150"}


def test_the_first_band_takes_its_percentage_of_all() -> None:
    rising = m.Amount(bands=(("over", m.Amount(is_=D("3"), percent_above=D("10"))),))
    assert told(rising, 50_00)[0] == 8_00
    capped = m.Amount(bands=((D("10"), m.Amount(is_=1)), ("over", m.Amount(percent_above=D("10"), maximum=D("2")))))
    assert [told(capped, value)[0] for value in (20_00, 30_00, 40_00)] == [1_00, 2_00, 2_00]


def test_slices_and_steps_are_noted_with_their_sum() -> None:
    slices = m.Amount(slices=((D("100"), D("10")), ("over", D("5"))))
    assert [told(slices, value)[0] for value in (0, 50_00, 100_00, 300_00)] == [0, 5_00, 10_00, 20_00]
    assert noted(told(slices, 300_00)[1]) == [("slices", Fraction(20_00), {})]
    closed = m.Amount(slices=((D("100"), D("10")), (D("200"), D("5"))))
    assert told(closed, 900_00)[0] == 15_00
    steps = m.Amount(first=(D("500"), D("49")), steps=((D("2000"), D("500"), D("39")), ("over", D("1000"), D("56"))))
    assert [told(steps, value)[0] for value in (500_00, 500_01, 2000_00, 2000_01, 4000_00)] == [
        49_00, 88_00, 166_00, 222_00, 278_00,
    ]  # fmt: skip
    assert noted(told(steps, 2000_01)[1]) == [("steps", Fraction(222_00), {})]


def test_what_is_done_to_a_shape_is_noted_step_by_step() -> None:
    amount = m.Amount(
        is_=D("10.01"), times=D("1.5"), plus=D("2"), round=m.Rounding(to=D("0.05"), mode="up"), minimum=D("1"),
        maximum=D("99"),
    )  # fmt: skip
    found, working = told(amount, None)
    # 10.01 × 1.5 = 15.015, and 2 more: 17.015, up to the next 5 cents
    assert found == 17_05
    assert noted(working) == [
        ("times", Fraction(3003, 2), {}), ("plus", Fraction(3403, 2), {}), ("rounded", Fraction(1705), {}),
    ]  # fmt: skip


def test_bounds_may_be_named_values_too() -> None:
    amount = m.Amount(percent=10, minimum="least", maximum="most")
    assert [told(amount, value, least=300, most=500)[0] for value in (10_00, 40_00, 90_00)] == [300, 400, 500]


@pytest.mark.parametrize(
    ("amount", "whole"),
    [
        (m.Amount(is_=10), 1000), (m.Amount(is_=D("10.05")), 1005), (m.Amount(is_=D("10.005")), None),
        (m.Amount(is_="unit"), None), (m.Amount(is_=10, times=2), None), (m.Amount(is_=10, plus=2), None),
        (m.Amount(is_=10, minimum=2), None), (m.Amount(is_=10, maximum=2), None),
        (m.Amount(is_=10, round=m.Rounding(to=1, mode="up")), None), (m.Amount(percent=10), None),
        (m.Amount(is_=10, percent_above=5), None), (m.Amount(), None), (m.Amount(is_=0), 0),
    ],
)  # fmt: skip
def test_only_a_bare_figure_is_a_whole_number(amount: m.Amount, whole: int | None) -> None:
    assert Compiler(100).whole(amount) == whole


def test_an_amount_without_a_shape_is_refused() -> None:
    with pytest.raises(NotModelled) as caught:
        Compiler(100).formula(m.Amount(times=2))
    fault = caught.value.faults[0]
    assert (fault.code, fault.path, fault.expected) == ("empty_amount", "amount", "a shape such as bands or percent")


def test_the_errors_of_an_amount_say_what_was_expected() -> None:
    for amount, code, path, expected in (
        (m.Amount(percent=5), "missing_value", "value", "the value the tariff is taken of"),
        (
            m.Amount(between=(1, 2)),
            "unknown_figure",
            "amount.between",
            "a sum that somebody has fixed within the frame",
        ),
    ):
        with pytest.raises(NotModelled) as caught:
            told(amount, None)
        fault = caught.value.faults[0]
        assert (fault.code, fault.path, fault.expected) == (code, path, expected)


def test_a_working_begins_sure_and_empty() -> None:
    working = Working()
    assert (working.certainty, working.parts, working.laws, working.tax, working.edge) == ("sure", [], [], 0, None)
    assert (working.fee, working.saved, working.expenses, working.expenses_of, working.expenses_room) == (0, 0, 0, 0, 0)
    assert working.credited == {"net": 0, "gross": 0}


def test_a_value_beyond_the_last_band_has_no_amount() -> None:
    table = {"bands": [[D("100.00"), D("5.00")], [D("200.00"), D("8.00")]]}
    assert worked(table, "200") == 8
    with pytest.raises(NotModelled) as caught:
        worked(table, "200.01")
    assert caught.value.code == "no_band"


def test_a_band_and_a_percentage_may_be_those_of_a_named_value() -> None:
    """To 100.00 what is called small (4.00), above it what is called share (2.5 percent) of the value."""
    table = {"bands": [[D("100.00"), {"is": "small"}], ["over", {"percent": "share"}]]}
    named = {"small": Fraction(4_00), "share": Fraction("2.5")}
    assert worked(table, "100", named) == 4
    assert worked(table, "300", named) == Fraction("7.5")


def test_an_amount_of_no_shape_is_refused() -> None:
    with pytest.raises(NotModelled) as caught:
        Compiler(100).formula(m.Amount(minimum=D("5.00")))
    assert caught.value.code == "empty_amount"
