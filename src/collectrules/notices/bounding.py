"""How much a template of a user's own may make: no product, power or letter beyond what anybody would read."""

from __future__ import annotations

from typing import Final, TypeVar

LONGEST: Final = 5_000_000
"""Signs of a letter, and items of whatever is made on the way."""
_BITS: Final = 100
_DIGITS: Final = "binary digits of a number"
Thing = TypeVar("Thing")


def bounded(thing: Thing, size: int, most: int = LONGEST, of: str = "signs or items") -> Thing:
    """Return a thing of some size.

    >>> bounded("ab", 2)
    'ab'

    Raises:
        ValueError: it is too large.

    """
    if size > most:
        message = f"it makes more than {most} {of}"
        raise ValueError(message)
    return thing


def check_product(left: object, right: object) -> None:
    """Refuse a text or list taken so many times, or a product of numbers, that is too large.

    Raises:
        ValueError: it is.

    """
    for one, other in ((left, right), (right, left)):
        if isinstance(one, int) and isinstance(other, str | bytes | list | tuple):
            bounded(one, one * max(len(other), 1))
    if isinstance(left, int) and isinstance(right, int):
        bounded(left, left.bit_length() + right.bit_length(), 2 * _BITS, _DIGITS)


def check_power(left: object, right: object) -> None:
    """Refuse a power that is too large.

    Raises:
        ValueError: it is.

    """
    if isinstance(left, int) and isinstance(right, int) and right > 0:
        bounded(left, left.bit_length() * right, 2 * _BITS, _DIGITS)


def check_format(left: object, right: object) -> None:
    """Refuse a text that is filled to a width that is too large.

    Raises:
        ValueError: it is.

    """
    if isinstance(left, str):
        digits = "".join(sign if sign.isdigit() else " " for sign in left).split()
        numbers = [right] if isinstance(right, int) else right if isinstance(right, list | tuple) else []
        wide = [len(each) for each in digits]
        bounded(left, max(wide, default=0), len(str(LONGEST)) - 1)
        bounded(left, max((each for each in numbers if isinstance(each, int) and "*" in left), default=0))
