"""Field types of documents: exact amounts, rates and days, strict about what they accept."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Final, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from collectrules.ground.dates import to_date
from collectrules.ground.errors import BadInput, shown
from collectrules.ground.money import _plain

SMALLEST, LARGEST = -7, 5  # powers of ten between which a rate can lie
MOST: Final = 10**17  # a count; far above any
LONGEST_TEXT: Final = 1_000_000
_AMOUNT: Final = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?", re.ASCII)
_RATE: Final = re.compile(r"-?[0-9]{1,4}(\.[0-9]{1,6})?", re.ASCII)


def _guarded(read: Callable[[object], object]) -> Callable[[object], object]:
    """Let the reader's fault travel through pydantic, which gathers all of them."""

    def run(value: object) -> object:
        try:
            return read(value)
        except BadInput as error:
            fault = error.faults[0]
            context = {"expected": fault.expected, "got": fault.got, "nearest": fault.nearest}
            raise PydanticCustomError(fault.code, "{expected}", context) from None

    return run


def _amount(value: object) -> Decimal:
    return Decimal(_plain(value, "amount"))


def is_rate(value: object) -> bool:
    """Whether a value is percent as text.

    >>> is_rate("8.05"), is_rate("8,05")
    (True, False)
    """
    return isinstance(value, str) and _RATE.fullmatch(value) is not None


def is_amount(value: object) -> bool:
    """Whether a value is an amount as text, of which no part is less than a hundredth.

    >>> is_amount("100.5"), is_amount("-1.00"), is_amount(1)
    (True, False, False)
    """
    return isinstance(value, str) and _AMOUNT.fullmatch(value) is not None


def _rate(value: object) -> Decimal:
    if type(value) is Decimal and value.is_finite():
        value = format(value, "f") if SMALLEST < value.adjusted() < LARGEST else "out of range"
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)[:8]
    if isinstance(value, str) and _RATE.fullmatch(value):
        return Decimal(value)
    raise PydanticCustomError(
        "rate_format",
        "{expected}",
        {"expected": 'percent per year as text, such as "8.05"', "got": repr(value)[:60]},
    )


def _plain_name(value: str) -> str:
    if value.isspace():
        raise PydanticCustomError(
            "empty_text", "{expected}", {"expected": "a name that is not blank", "got": shown(value)}
        )
    if value.isprintable():
        return value
    raise PydanticCustomError(
        "control_character",
        "{expected}",
        {"expected": "a name without line ends and control characters", "got": ascii(value)[:60]},
    )


def _listed(value: object) -> object:
    """Refuse what has no order, or is gone when it is read."""
    if isinstance(value, list | tuple):
        return value
    raise PydanticCustomError("wrong_type", "{expected}", {"expected": "a list", "got": shown(value)})


def _written(value: str) -> str:
    """Refuse half a character, which no file and no digest can hold."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise PydanticCustomError(
            "wrong_type", "{expected}", {"expected": "a text of whole characters", "got": ascii(value)[:60]}
        ) from None
    return value


def _said(value: object) -> object:
    """Let through what a fact may say."""
    if isinstance(value, bool) or (type(value) is int and abs(value) <= MOST):
        return value
    if type(value) is str and len(value) <= LONGEST_TEXT:
        return _written(value)
    expected = "a text, a whole number, true or false"
    raise PydanticCustomError("wrong_type", "{expected}", {"expected": expected, "got": shown(value)})


Amount = Annotated[Decimal, BeforeValidator(_guarded(_amount)), Field(json_schema_extra={"unit": "currency, major"})]
Rate = Annotated[Decimal, BeforeValidator(_rate), Field(json_schema_extra={"unit": "percent per year"})]
Day = Annotated[dt.date, BeforeValidator(_guarded(to_date)), PlainSerializer(dt.date.isoformat, when_used="json")]
Number = Annotated[int, Field(strict=True, ge=0, le=36_600)]  # of days or times; a hundred years of days at most
Flag = Annotated[bool, Field(strict=True)]
Name = Annotated[str, Field(strict=True, min_length=1, max_length=200), AfterValidator(_plain_name)]
Text = Annotated[str, Field(strict=True, max_length=LONGEST_TEXT)]
Letters = Annotated[str, Field(strict=True), AfterValidator(_written)]
Item = TypeVar("Item")
Items = Annotated[tuple[Item, ...], BeforeValidator(_listed)]
Said = Annotated[str | bool | int, BeforeValidator(_said)]
