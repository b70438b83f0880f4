"""Units: what a figure is counted in fits the place where it is used; a margin in euros is no margin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from collectrules.ground.errors import Fault
from collectrules.loader import model as m
from collectrules.loader.crossing.site import Site

_SUM: Final = "sum"
"""Stands for what the record is counted in: a fee in the currency, a rate in percent, a value in its own unit."""
_NAMED: Final[Mapping[type, Mapping[str, str]]] = {
    m.Amount: {
        "is_": _SUM, "table": _SUM, "plus": _SUM, "minimum": _SUM, "maximum": _SUM, "percent": "percent",
        "times": "factor",
    },
    m.Modifier: {"plus": _SUM, "times": "factor"},
    m.ModifierSet: {"minimum": _SUM, "maximum": _SUM, "times": "factor"},
    m.Plus: {"points": "percent"},
    m.Agreed: {"ceiling": "percent"},
    m.Rate: {"ceiling": "percent"},
    m.Base: {"percent": "percent"},
    m.Less: {"at_most": "currency"},
    m.Expenses: {"at_most": "currency"},
    m.Limit: {"at_most": "count"},
    m.Period: {"days": "days", "working_days": "days"},
}  # fmt: skip
"""Word of a part → the unit of a value that it may name."""
VAT: Final = "vat"
"""The value that fees name by the word `vat`."""
_OF_KIND: Final = {"fee": "currency", "cap": "currency", "rate": "percent"}


def units(part: object, at: Site) -> Iterator[Fault]:
    """Check the unit of a dated figure where it stands, and of each value that is named where it is used."""
    if isinstance(part, m.Dated):
        yield from _wrong(part.unit, _of_record(at), "unit", "the figure", at)
    if isinstance(part, m.Reference):
        series = at.profile.series.get(part.series)
        if series is not None:
            yield from _wrong(series.unit, "percent", "series", f"series.{series.name}", at)
    if isinstance(part, m.Value) and part.name == VAT:
        yield from _wrong(part.unit or "currency", "percent", "unit", "the tax that fees add", at)
    turned = _turned(part, at)
    for attribute, unit in _NAMED.get(type(part), {}).items():
        value = _value(getattr(part, attribute), at)
        if value is not None and attribute not in turned:
            wanted = _of_record(at) if unit == _SUM else unit
            yield from _wrong(value.unit or "currency", wanted, attribute.rstrip("_"), f"value.{value.name}", at)


def _value(name: object, at: Site) -> m.Value | None:
    return at.profile.value.get(name) if isinstance(name, str) else None


def _turned(part: object, at: Site) -> tuple[str, ...]:
    """The words of an amount that is a sum all the same: so many times (a table of factors) what one is worth."""
    if not isinstance(part, m.Amount):
        return ()
    often, worth = _value(part.table or part.is_, at), _value(part.times, at)
    product = often is not None and worth is not None and often.unit == "factor"
    return ("table", "is_", "times") if product and (worth.unit or "currency") == _of_record(at) else ()  # type: ignore[union-attr]


def _of_record(at: Site) -> str | None:
    """The unit in which sums of a record are counted; None where nothing says it."""
    own = at.record.unit or "currency" if isinstance(at.record, m.Value) else None
    return _OF_KIND.get(at.kind, own)


def _wrong(unit: str | None, wanted: str | None, word: str, what: str, at: Site) -> Iterator[Fault]:
    if unit is None or wanted is None or unit == wanted:
        return
    message = f"{what} is counted in `{unit}`, where `{wanted}` is needed"
    yield at.fault("F93", message, word=word, expected=f'unit = "{wanted}"', got=unit)
