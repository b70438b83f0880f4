"""Money: whole minor units inside, `Decimal` in major units at the edge; never a binary fraction.

A sum is an `int` of the currency's minor unit (øre, cents). Exact intermediate results are integer
fractions; `rounded` is the only place where a fraction becomes a sum.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from collectrules.ground.errors import bad_input, nearest

# ISO 4217 minor units; a currency that is not listed is refused rather than guessed.
EXPONENTS: Final[Mapping[str, int]] = MappingProxyType(
    dict.fromkeys(
        (
            "DKK SEK NOK EUR CHF GBP USD CAD AUD NZD PLN CZK HUF RON BGN RSD MKD ALL BAM MDL UAH TRY ILS ZAR SGD "
            "HKD INR CNY MXN BRL THB"
        ).split(),
        2,
    )
    | dict.fromkeys(["ISK", "JPY", "KRW", "CLP"], 0)
    | dict.fromkeys(["KWD", "BHD", "TND", "JOD", "OMR"], 3)
)
LARGEST: Final = 10**17  # minor units; far above any claim, so that a slip is refused
DIGITS: Final = 20
EXACT: Final = Context(
    prec=60, rounding=ROUND_HALF_EVEN, Emin=-999_999, Emax=999_999, capitals=1, clamp=0, flags=[],
    traps=[InvalidOperation, DivisionByZero, Overflow],
)  # fmt: skip
"""What every `Decimal` is counted in: a host's own context may be short, or signal what is no error of ours."""
_AMOUNT: Final = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,6})?", re.ASCII)

Rounding = Callable[[int, int], int]


def exponent(currency: str, path: str = "currency") -> int:
    """Return the number of decimals of an ISO 4217 currency.

    >>> exponent("DKK"), exponent("JPY")
    (2, 0)

    Raises:
        BadInput: `unknown_currency`.

    """
    found = EXPONENTS.get(currency)
    if found is None:
        raise bad_input("unknown_currency", path, "an ISO 4217 currency", currency, nearest(currency, EXPONENTS))
    return found


def to_minor(value: object, decimals: int, path: str = "amount") -> int:
    """Read an amount in major units (text, `int` or `Decimal`) as whole minor units.

    >>> to_minor("1477.50", 2)
    147750

    Raises:
        BadInput: `amount_format`, `amount_decimals` or `amount_too_large`; a binary float is always refused.

    """
    text = _plain(value, path)
    whole, _, fraction = text.partition(".")
    if len(fraction) > decimals:
        near = f"{whole}.{fraction[:decimals]}" if decimals else whole
        same = not fraction[decimals:].strip("0")  # how to round a finer sum is not ours to say
        raise bad_input("amount_decimals", path, f"at most {decimals} decimals", text, near if same else None)
    sign = -1 if whole.startswith("-") else 1
    minor = sign * int(whole.lstrip("-") + fraction.ljust(decimals, "0"))
    if abs(minor) > LARGEST:
        raise bad_input("amount_too_large", path, f"at most {to_major(LARGEST, decimals)}", text)
    return minor


def minor_of(amount: Decimal, decimals: int) -> int:
    """Return an amount that was read before as whole minor units.

    >>> minor_of(Decimal("1477.50"), 2)
    147750

    Raises:
        BadInput: as `to_minor`.

    """
    scaled = EXACT.scaleb(amount, decimals)
    minor = int(scaled)
    return minor if minor == scaled and abs(minor) <= LARGEST else to_minor(amount, decimals)


def _plain(value: object, path: str) -> str:
    """Return the amount as digits with at most one point, or refuse it."""
    if isinstance(value, str):
        text = value
    elif type(value) is int:
        text = str(value) if abs(value) <= LARGEST else "too large"
    elif type(value) is Decimal and value.is_finite() and abs(value.adjusted()) < DIGITS:
        text = format(value, "f")
    else:
        raise bad_input("amount_format", path, 'an amount as text, such as "1477.50"', value)
    if not _AMOUNT.fullmatch(text):
        raise bad_input("amount_format", path, 'digits with a decimal point, such as "1477.50"', value)
    return text


def to_major(minor: int, decimals: int) -> Decimal:
    """Return minor units as a `Decimal` with exactly the currency's decimals, whatever the host's context.

    >>> to_major(147750, 2)
    Decimal('1477.50')
    """
    return EXACT.scaleb(minor, -decimals)


def to_text(minor: int, decimals: int) -> str:
    """Return minor units as canonical text in major units.

    >>> to_text(-5, 2), to_text(12, 0)
    ('-0.05', '12')
    """
    sign = "-" if minor < 0 else ""
    digits = str(abs(minor)).rjust(decimals + 1, "0")
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}" if decimals else sign + digits


def sum_of(amounts: Iterable[Decimal], nothing: Decimal = Decimal(0)) -> Decimal:
    """Add sums of one currency exactly, whatever the host's context; of none, `nothing`.

    >>> sum_of([Decimal("0.10"), Decimal("0.20")])
    Decimal('0.30')
    """
    total = nothing
    for amount in amounts:
        total = EXACT.add(total, amount)
    return total


def less(amount: Decimal, other: Decimal) -> Decimal:
    """Take one sum from another exactly, whatever the host's context.

    >>> less(Decimal("0.30"), Decimal("0.10"))
    Decimal('0.20')
    """
    return EXACT.subtract(amount, other)


def half_up(numerator: int, denominator: int) -> int:
    """Round to the nearest whole, halves away from zero.

    >>> half_up(5, 2), half_up(-5, 2), half_up(7, 3)
    (3, -3, 2)
    """
    if numerator < 0:
        return -half_up(-numerator, denominator)
    return (2 * numerator + denominator) // (2 * denominator)


def half_even(numerator: int, denominator: int) -> int:
    """Round to the nearest whole, halves to the even neighbour.

    >>> half_even(5, 2), half_even(7, 2)
    (2, 4)
    """
    quotient, rest = divmod(numerator, denominator)
    above = 2 * rest > denominator or (2 * rest == denominator and quotient % 2 == 1)
    return quotient + above


def half_down(numerator: int, denominator: int) -> int:
    """Round to the nearest whole, halves towards zero.

    >>> half_down(5, 2), half_down(-5, 2), half_down(8, 3)
    (2, -2, 3)
    """
    if numerator < 0:
        return -half_down(-numerator, denominator)
    return -((denominator - 2 * numerator) // (2 * denominator))


def up(numerator: int, denominator: int) -> int:
    """Round up, towards positive infinity.

    >>> up(1, 10), up(10, 10)
    (1, 1)
    """
    return -(-numerator // denominator)


def down(numerator: int, denominator: int) -> int:
    """Round down, towards negative infinity.

    >>> down(19, 10)
    1
    """
    return numerator // denominator


ROUNDINGS: Final[Mapping[str, Rounding]] = MappingProxyType(
    {"half_up": half_up, "half_even": half_even, "half_down": half_down, "up": up, "down": down}
)


def rounded(value: Fraction, mode: str = "half_up", step: int = 1) -> int:
    """Round an exact sum of minor units to a whole multiple of `step` minor units.

    >>> rounded(Fraction(12345, 10), "up", 1000)
    2000
    """
    return ROUNDINGS[mode](value.numerator, value.denominator * step) * step
