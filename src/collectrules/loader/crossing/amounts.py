"""Amounts: one shape each, tables in order and open at the end, sums in whole units of the currency."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from collectrules.ground.errors import Fault
from collectrules.ground.money import EXPONENTS
from collectrules.loader import model as m
from collectrules.loader.crossing.site import Site

SHAPES: Final = ("is_", "bands", "slices", "first", "percent", "between", "table")
_ALL: Final = 100
"""Percent."""
_CELL: Final = re.compile(r"bands\[(\d+)\]\[2\]$")


def amounts(part: object, at: Site) -> Iterator[Fault]:
    """Check one amount."""
    if isinstance(part, m.Amount):
        yield from _shape(part, at)
        yield from _table(part, at)
        yield from _steps(part, at)
        yield from _above(part, at)
        yield from _shares(part, at)
        yield from _upside_down(part, at)


def shapes_of(amount: m.Amount) -> list[str]:
    """Return the shapes an amount has; it should be one."""
    return [word for word in SHAPES if getattr(amount, word) not in {None, ()}]


def _shape(amount: m.Amount, at: Site) -> Iterator[Fault]:
    shapes = shapes_of(amount)
    if not shapes and amount.percent_above is None:
        yield at.fault("F05", "the amount says no sum; give `is`, `bands`, `percent` …", expected="a shape")
    if len(shapes) > 1:
        listed = " and ".join(f"`{word.rstrip('_')}`" for word in shapes)
        yield at.fault("F42", f"the amount has {listed}; choose one", expected="one shape")
    if amount.bounds is not None and not amount.bands:
        yield at.fault(
            "F30", "`bounds` belongs to `bands`; nothing else has bounds", word="bounds", expected="no `bounds`"
        )
    if amount.steps and amount.first is None:
        yield at.fault(
            "F05", "`first` is missing; where do the steps begin?", word="first", expected="the word `first`"
        )


def _table(amount: m.Amount, at: Site) -> Iterator[Fault]:
    """Bands, slices and steps rise; bands and slices are open at the end."""
    for word, one in (("bands", "band"), ("slices", "slice"), ("steps", "step")):
        rows: Sequence[Sequence[object]] = getattr(amount, word)
        yield from _rising([row[0] for row in rows], word, one, at)
        if rows and word != "steps" and rows[-1][0] != "over":
            message = f'no "over" row; what lies above {rows[-1][0]} would have no amount'
            yield at.fault("F26", message, word=word, expected='a last row that begins with "over"')


def _rising(bounds: list[object], word: str, one: str, at: Site) -> Iterator[Fault]:
    for number, (bound, after) in enumerate(pairwise(bounds), 1):
        if bound == "over" or (after != "over" and after <= bound):  # type: ignore[operator]  # both are numbers here
            message = f"the {one} to {bound} stands before the {one} to {after}"
            yield at.fault("F25", message, word=f"{word}[{number + 1}]", expected="rising bounds", got=str(after))


def _steps(amount: m.Amount, at: Site) -> Iterator[Fault]:
    """A table of steps whose width does not divide the span would round up across its own bound."""
    lower = amount.first[0] if amount.first is not None else 0
    for number, (upper, each, _) in enumerate(amount.steps, 1):
        if each <= 0:
            yield at.fault(
                "F27", "a step must be wider than nothing", word=f"steps[{number}]", expected="a width above 0"
            )
        elif upper != "over" and isinstance(upper, int | Decimal):
            if (Fraction(upper) - Fraction(lower)) % Fraction(each):
                message = f"the step to {upper} from {lower} is not a multiple of {each}"
                yield at.fault("F27", message, word=f"steps[{number}]", expected=f"a multiple of {each}")
            lower = upper


def _above(amount: m.Amount, at: Site) -> Iterator[Fault]:
    cell = _CELL.search(at.place)
    if amount.percent_above is not None and (cell is None or cell[1] == "1"):
        where = "in the first band" if cell else "outside of a band"
        message = f"`percent_above` {where} has no lower bound"
        yield at.fault("F29", message, word="percent_above", expected="a band after the first")


def _shares(amount: m.Amount, at: Site) -> Iterator[Fault]:
    """A percentage below zero would be a sum below zero; neither is asked for."""
    shares = [(word, getattr(amount, word)) for word in ("percent", "percent_above", "times")]
    shares += [(f"slices[{number}][2]", share) for number, (_, share) in enumerate(amount.slices, 1)]
    for word, share in shares:
        if isinstance(share, int | Decimal) and share < 0:
            yield at.fault("F75", f"a share below zero: {share}", word=word, expected="0 or more", got=str(share))


def _upside_down(amount: m.Amount, at: Site) -> Iterator[Fault]:
    """What is the most must not be less than what is the least."""
    bounds = {"maximum": (amount.minimum, amount.maximum), "between[2]": amount.between or (None, None)}
    for word, (least, most) in bounds.items():
        if isinstance(least, int | Decimal) and isinstance(most, int | Decimal) and most < least:
            message = f"at most {most}, though it is at least {least}"
            yield at.fault("F25", message, word=word, expected=f"no less than {least}", got=str(most))


def shares(part: object, at: Site) -> Iterator[Fault]:
    """A share of something is no more than all of it."""
    for word in ("discount_percent", "pay_percent", "percent", "share"):
        share = getattr(part, word, None)
        if isinstance(share, int | Decimal) and not 0 <= share <= _ALL:
            message = f"a share is no less than 0 and no more than {_ALL} percent: {share}"
            yield at.fault("F51", message, word=word, expected=f"0 to {_ALL}", got=str(share))


def roundings(part: object, at: Site) -> Iterator[Fault]:
    """Sums are rounded to whole units of the currency; nothing can be rounded to a multiple of nothing."""
    if not isinstance(part, m.Rounding):
        return
    yield from sum_(part.to, "to", "currency", at)
    if part.to == 0:
        yield at.fault("F27", "a step must be wider than nothing", word="to", expected="a width above 0")


# Sums in the currency --------------------------------------------------------------------------------------


def sums(part: object, at: Site) -> Iterator[Fault]:
    """Sums have no more decimals than the currency, days and counts are whole numbers, and none is below zero."""
    for word, figure, unit in _figures(part):
        for place, number in numbers(figure):
            yield from sum_(number, ".".join(filter(None, (word, place))), unit, at)


def sum_(number: m.Number, word: str, unit: str, at: Site) -> Iterator[Fault]:
    """Check one sum of money, number of days or count."""
    if number < 0:
        yield at.fault("F75", f"a sum below zero: {number}", word=word, expected="0 or more", got=str(number))
    decimals = EXPONENTS.get(at.profile.header.currency, 2) if unit == "currency" else 0
    if not _whole(number, decimals):
        spoken = f"amounts in {at.profile.header.currency}" if unit == "currency" else f"a number of {unit}"
        message = f"{spoken} with more than {decimals} decimals: {number}"
        yield at.fault("F32", message, word=word, expected=f"at most {decimals} decimals", got=str(number))


def _figures(part: object) -> Iterator[tuple[str, m.Amount, str]]:
    """Yield (word, amount, unit) of what is a sum of money, a number of days or a count."""
    if isinstance(part, m.Fee | m.Cap):
        yield from _under("amount", part.amount, "currency")
    elif isinstance(part, m.ModifierSet) and part.is_ is not None:
        yield "is", part.is_, "currency"
    elif isinstance(part, m.Value) and part.unit in {None, "currency", "days", "count"}:
        yield from _rows(part.value, "value", part.unit or "currency")


def _under(word: str, figure: object, unit: str) -> Iterator[tuple[str, m.Amount, str]]:
    if isinstance(figure, m.Dated):
        yield from _rows(figure.value, f"{word}.value", unit)
    elif isinstance(figure, m.Amount):
        yield word, figure, unit
    elif isinstance(figure, m.ByReading):
        for name, option in figure.options.items():
            yield from _under(f"{word}.is.{name}", option, unit)


def _rows(rows: Sequence[m.Row], word: str, unit: str) -> Iterator[tuple[str, m.Amount, str]]:
    for number, row in enumerate(rows, 1):
        yield from _under(f"{word}[{number}].is", row.is_, unit)


def numbers(amount: m.Amount) -> Iterator[tuple[str, m.Number]]:
    """Yield (place, number) of the numbers of an amount that are sums: no percentages and no factors."""
    for word in ("is_", "plus", "minimum", "maximum"):
        value = getattr(amount, word)
        if isinstance(value, int | Decimal):
            yield word.rstrip("_"), value
    for number, (bound, cell) in enumerate(amount.bands, 1):
        if isinstance(bound, int | Decimal):
            yield f"bands[{number}][1]", bound
        yield from ((f"bands[{number}][2].{place}", found) for place, found in numbers(cell))
    yield from ((f"slices[{n}][1]", row[0]) for n, row in enumerate(amount.slices, 1) if row[0] != "over")
    yield from ((f"first[{n}]", value) for n, value in enumerate(amount.first or (), 1))
    yield from ((f"between[{n}]", value) for n, value in enumerate(amount.between or (), 1))
    for number, row in enumerate(amount.steps, 1):
        yield from ((f"steps[{number}][{n}]", value) for n, value in enumerate(row, 1) if value != "over")


def _whole(number: m.Number, decimals: int) -> bool:
    """Whether a number has no more than so many decimals; 950.00 has none that matter."""
    scaled: Fraction = Fraction(number) * 10**decimals
    return scaled.denominator == 1
