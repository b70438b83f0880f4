"""Cells as the layout says they are written: texts, amounts, days and flags; nothing is guessed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from collectrules.ground import money
from collectrules.ground.dates import to_date
from collectrules.ground.errors import bad_input
from collectrules.ground.money import EXACT
from collectrules.portfolio.importing.fields import Kind
from collectrules.portfolio.importing.layouts import Layout
from collectrules.portfolio.importing.reading import Cell, Unreadable

Value = str | Decimal | dt.date | bool
LONGEST_TEXT: Final = 200


def value_of(cell: Cell, kind: Kind, layout: Layout, decimals: int) -> Value:
    """Return what a cell that is not empty says.

    Raises:
        BadInput: it says nothing certain; the path is for the caller to set.

    """
    if isinstance(cell, Unreadable):
        raise bad_input(cell.code, "", cell.expected)
    return _READ[kind](cell, layout, decimals)


def _text(cell: Cell, _layout: Layout, _decimals: int) -> str:
    """A number in a text is its digits; a day is not: a sheet makes one of a number such as 1-2."""
    if isinstance(cell, Decimal) and cell == cell.to_integral_value(context=EXACT):
        cell = int(cell)
    if isinstance(cell, bool) or not isinstance(cell, str | int):
        raise bad_input("cell_type", "", "a text", cell)
    text = str(cell)
    if len(text) > LONGEST_TEXT or not text.isprintable():
        raise bad_input("text_too_long" if text.isprintable() else "control_character", "", "a short text on one line")
    return text


def _amount(cell: Cell, layout: Layout, decimals: int) -> Decimal:
    """An amount in the notation of the layout, or a number that has no more decimals than the currency."""
    if isinstance(cell, str):
        cell = _digits(cell, layout)
    elif isinstance(cell, bool) or not isinstance(cell, int | Decimal):
        raise bad_input("amount_format", "", "an amount", cell)
    return money.to_major(money.to_minor(cell, decimals), decimals)


def _digits(text: str, layout: Layout) -> str:
    whole = "[0-9]+"
    if layout.thousands:
        whole = rf"(?:[0-9]+|[0-9]{{1,3}}(?:{re.escape(layout.thousands)}[0-9]{{3}})+)"
    if not re.fullmatch(rf"-?{whole}(?:{re.escape(layout.decimal)}[0-9]+)?", text, re.ASCII):
        expected = f"an amount as the mapping writes it, such as {_example(layout)}"
        raise bad_input("amount_format", "", expected, text)
    plain = text.replace(layout.thousands, "") if layout.thousands else text
    return plain.replace(layout.decimal, ".")


def _example(layout: Layout) -> str:
    return f"1{layout.thousands}531{layout.decimal}25"


def _day(cell: Cell, layout: Layout, _decimals: int) -> dt.date:
    if isinstance(cell, dt.date):
        return to_date(cell)
    seen = layout.day_pattern.fullmatch(cell) if isinstance(cell, str) else None
    if seen is None:
        raise bad_input("date_format", "", f"a day as {layout.dates}", cell)
    try:
        return to_date(dt.date(int(seen["y"]), int(seen["m"]), int(seen["d"])))
    except ValueError:
        raise bad_input("date_format", "", "a day that exists", cell) from None


def _flag(cell: Cell, _layout: Layout, _decimals: int) -> bool:
    """Anything but 0 means yes; an empty cell was seen to before."""
    return cell not in ("0", 0)


def plainly_true(cell: Cell) -> bool:
    """Whether a cell says yes in so many words.

    >>> plainly_true("1"), plainly_true(True), plainly_true("no")
    (True, True, False)
    """
    return cell in ("1", 1)


_READ: Final[Mapping[Kind, Callable[[Cell, Layout, int], Value]]] = {
    "text": _text, "amount": _amount, "day": _day, "flag": _flag,
}  # fmt: skip


def written(cell: Cell, layout: Layout) -> str | bool | None:
    """Return a cell as the layout writes it, so that it can be read again; nothing of one that cannot be read."""
    if isinstance(cell, Unreadable):
        return None
    if isinstance(cell, Decimal):
        return format(cell, "f").replace(".", layout.decimal)
    if isinstance(cell, dt.date):
        return layout.day_text(cell)
    return cell if cell is None or isinstance(cell, bool) else str(cell)
