"""Sums are exact, and what is not plainly a sum is refused."""

from __future__ import annotations

import decimal
import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectrules.ground.errors import BadInput
from collectrules.ground.money import (
    EXACT,
    EXPONENTS,
    LARGEST,
    ROUNDINGS,
    exponent,
    minor_of,
    rounded,
    to_major,
    to_minor,
    to_text,
)

SUMS = st.integers(-LARGEST, LARGEST)
DECIMALS = st.sampled_from([0, 2, 3])
# The modes of the decimal module do the same on a half; its floor and ceiling are our down and up.
MODES = {
    "half_up": decimal.ROUND_HALF_UP,
    "half_even": decimal.ROUND_HALF_EVEN,
    "half_down": decimal.ROUND_HALF_DOWN,
    "up": decimal.ROUND_CEILING,
    "down": decimal.ROUND_FLOOR,
}


class ShownAsNine(int):
    def __str__(self) -> str:
        return "9"


class AddsOne(Decimal):
    def __add__(self, other: object) -> Decimal:
        return Decimal(1)


class Unshowable:
    def __repr__(self) -> str:
        raise KeyError


def nested(depth: int) -> list[object]:
    found: list[object] = []
    for _ in range(depth):
        found = [found]
    return found


@pytest.mark.parametrize(
    ("value", "decimals", "minor"),
    [
        ("1477.50", 2, 147_750),
        ("1477.5", 2, 147_750),
        ("1477", 2, 147_700),
        ("0", 2, 0),
        ("-0.00", 2, 0),
        (Decimal("-0.00"), 2, 0),
        ("0007.10", 2, 710),
        ("-0.05", 2, -5),
        (100, 2, 10_000),
        (Decimal("1E+3"), 2, 100_000),
        ("500", 0, 500),
        ("1.234", 3, 1_234),
        ("1000000000000000.00", 2, LARGEST),
        ("-1000000000000000.00", 2, -LARGEST),
    ],
)
def test_an_amount_is_read_exactly(value: object, decimals: int, minor: int) -> None:
    assert minor == to_minor(value, decimals)


@pytest.mark.parametrize(
    "value",
    [
        0.1,
        1.0,
        math.nan,
        math.inf,
        -math.inf,
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("-Infinity"),
        "NaN",
        "Infinity",
        Decimal("1E+1000000"),
        Decimal("1E-1000000"),
        Decimal("0E-1000000"),
        Decimal("1E+999999999999999999"),
        Decimal("1E-999999999999999999"),
        "1E+1000000",
        "1e3",
        "9" * 10_000,
        Decimal("9" * 10_000),
        int("9" * 4_000) * 10**2_000,
        -(10**6_000),
        2**63,
        2**64,
        "1234567890123456789012345678",
        Decimal(12345678901234567890123456789),
        "1,234.56",
        "1.234,56",
        "1 234.56",
        "1_000",
        "1.",
        ".5",
        "",
        "-",
        "+5",
        "--5",
        "\u0663\u0664",
        "\uff11\uff12",
        " 12 ",
        "12\n",
        "12\x00",
        True,
        False,
        None,
        b"12",
        Fraction(1, 2),
        ShownAsNine(7),
        AddsOne("1.00"),
        [],
        nested(100_000),
        Unshowable(),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_not_plainly_an_amount_is_refused(value: object) -> None:
    with pytest.raises(BadInput) as caught:
        to_minor(value, 2, "events[2].amount")
    assert caught.value.code == "amount_format"
    assert caught.value.faults[0].path == "events[2].amount"


@pytest.mark.parametrize(
    ("value", "decimals", "near"),
    [("13.305", 2, None), ("13.300", 2, "13.30"), ("13.000", 2, "13.00"), ("13.5", 0, None), ("13.0", 0, "13"),
     (Decimal("1.2345"), 3, None)],
)  # fmt: skip
def test_a_decimal_too_many_is_refused_with_the_same_amount_only(
    value: object, decimals: int, near: str | None
) -> None:
    with pytest.raises(BadInput) as caught:
        to_minor(value, decimals)
    assert (caught.value.code, caught.value.faults[0].nearest) == ("amount_decimals", near)


@pytest.mark.parametrize("value", ["1000000000000000.01", "-1000000000000000.01", "92233720368547758.08"])
def test_a_sum_above_the_bound_is_refused(value: str) -> None:
    with pytest.raises(BadInput) as caught:
        to_minor(value, 2)
    assert caught.value.code == "amount_too_large"


@given(SUMS, DECIMALS)
def test_a_sum_survives_text_and_decimal(minor: int, decimals: int) -> None:
    assert to_minor(to_text(minor, decimals), decimals) == minor
    assert to_minor(to_major(minor, decimals), decimals) == minor


@given(SUMS, DECIMALS)
def test_text_and_decimal_have_exactly_the_decimals_of_the_currency(minor: int, decimals: int) -> None:
    major = to_major(minor, decimals)
    assert major.as_tuple().exponent == -decimals
    assert Fraction(major) == Fraction(minor, 10**decimals)
    assert to_text(minor, decimals) == format(major, "f")


def test_the_hosts_decimal_context_changes_nothing() -> None:
    hostile = decimal.Context(prec=3, rounding=decimal.ROUND_UP, Emax=9, Emin=-9, traps=[])
    with decimal.localcontext(hostile):
        assert to_minor(Decimal("1234567.89"), 2) == 123_456_789
        assert str(to_major(123_456_789, 2)) == "1234567.89"
        assert rounded(Fraction(1_234_565, 10), "half_even") == 123_456


@given(st.integers(-(10**20), 10**20), st.integers(1, 10**6), st.sampled_from(sorted(MODES)))
def test_each_mode_rounds_as_the_decimal_module_does(numerator: int, denominator: int, mode: str) -> None:
    whole, rest = divmod(numerator, denominator)
    # The decimal module sees a short number on the same side of, or exactly on, the same half.
    side = (2 * rest > denominator) - (2 * rest < denominator)
    tail = Decimal("0.5") + Decimal("0.25") * side if rest else Decimal(0)
    with decimal.localcontext(prec=60):
        expected = int((Decimal(whole) + tail).quantize(Decimal(1), rounding=MODES[mode]))
    assert expected == ROUNDINGS[mode](numerator, denominator)


@pytest.mark.parametrize(
    ("mode", "rounded_halves"),
    [
        ("half_up", [-3, -2, -1, 1, 2, 3]),
        ("half_even", [-2, -2, 0, 0, 2, 2]),
        ("half_down", [-2, -1, 0, 0, 1, 2]),
        ("up", [-2, -1, 0, 1, 2, 3]),
        ("down", [-3, -2, -1, 0, 1, 2]),
    ],
)
def test_a_half_goes_where_the_mode_says(mode: str, rounded_halves: list[int]) -> None:
    assert rounded_halves == [ROUNDINGS[mode](odd, 2) for odd in (-5, -3, -1, 1, 3, 5)]


@given(st.fractions(-(10**12), 10**12, max_denominator=1000), st.sampled_from([1, 5, 100, 1000]))
def test_rounding_to_a_step_gives_the_neighbouring_multiples(value: Fraction, step: int) -> None:
    low, high = rounded(value, "down", step), rounded(value, "up", step)
    assert low % step == high % step == 0
    assert low <= value <= high
    assert high - low in {0, step}
    assert rounded(value, "half_up", step) in {low, high}


def test_the_modes_are_those_a_profile_may_name() -> None:
    assert sorted(MODES) == sorted(ROUNDINGS)


@pytest.mark.parametrize(("currency", "decimals"), [("DKK", 2), ("EUR", 2), ("JPY", 0), ("ISK", 0), ("KWD", 3)])
def test_a_currency_has_the_decimals_of_iso_4217(currency: str, decimals: int) -> None:
    assert decimals == exponent(currency)


def test_the_currencies_have_the_decimals_that_the_table_of_unicode_gives() -> None:
    from babel.core import get_global

    digits = get_global("currency_fractions")
    # Unicode prints these without the hundredths that ISO 4217 gives them.
    printed_without_hundredths = {"ALL", "HUF", "RSD"}
    for currency in EXPONENTS.keys() - printed_without_hundredths:
        assert digits.get(currency, digits["DEFAULT"])[0] == EXPONENTS[currency], currency


@pytest.mark.parametrize(("currency", "near"), [("XXX", None), ("EURO", "EUR"), ("", None), ("dkk", "DKK")])
def test_an_unknown_currency_is_refused(currency: str, near: str | None) -> None:
    with pytest.raises(BadInput) as caught:
        exponent(currency)
    assert (caught.value.code, caught.value.faults[0].nearest) == ("unknown_currency", near)


# Amounts that were read before -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "decimals", "minor"),
    [
        ("1477.50", 2, 147_750), ("1477.5", 2, 147_750), ("-0.05", 2, -5), ("7", 0, 7), ("1.234", 3, 1_234),
        ("1E+15", 2, LARGEST), ("-1E+15", 2, -LARGEST),
    ],
)  # fmt: skip
def test_an_amount_that_was_read_is_counted_in_the_smallest_unit(amount: str, decimals: int, minor: int) -> None:
    assert minor_of(Decimal(amount), decimals) == minor


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("0.005", "amount_decimals"), ("-1.999", "amount_decimals"), ("1000000000000000.01", "amount_too_large"),
        ("-1000000000000000.01", "amount_too_large"), ("1E+19", "amount_format"), ("1E+30", "amount_format"),
    ],
)  # fmt: skip
def test_an_amount_that_cannot_be_counted_so_is_refused(amount: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        minor_of(Decimal(amount), 2)
    assert caught.value.code == code


def test_a_sum_is_taken_in_a_context_of_its_own() -> None:
    with decimal.localcontext(decimal.Context(prec=3)):
        assert minor_of(Decimal("123456.78"), 2) == 12_345_678
        assert to_major(12_345_678, 2) == Decimal("123456.78")


def test_sums_are_counted_in_sixty_digits_and_else_as_python_counts() -> None:
    longest = Decimal(10**30 - 1)
    assert int(EXACT.multiply(longest, longest)) == (10**30 - 1) ** 2  # sixty digits
    usual = decimal.Context(prec=60)
    for word in ("rounding", "Emin", "Emax", "capitals", "clamp"):
        assert getattr(EXACT, word) == getattr(usual, word), word
    with pytest.raises(decimal.InvalidOperation):
        EXACT.subtract(Decimal("Infinity"), Decimal("Infinity"))


@pytest.mark.parametrize("mode", sorted(ROUNDINGS))
@pytest.mark.parametrize(("numerator", "whole"), [(0, 0), (7, 1), (-7, -1), (70, 10)])
def test_what_is_whole_is_not_rounded(mode: str, numerator: int, whole: int) -> None:
    assert ROUNDINGS[mode](numerator, 7) == whole
    assert rounded(Fraction(numerator, 7), mode) == whole
