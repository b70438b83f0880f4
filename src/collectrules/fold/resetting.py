"""What a modifier sets in a figure, and which named values a record mentions."""

from __future__ import annotations

from dataclasses import is_dataclass, replace
from typing import cast

from collectrules.loader import model as m
from collectrules.loader.walking import nested


def with_set(figure: m.Figure, change: m.ModifierSet) -> m.Figure:
    """Return a figure with another amount, or with other words in every version of it."""
    if isinstance(figure, m.Dated):
        rows = (row if row.is_ is None else replace(row, is_=_changed(cast("m.Amount", row.is_), change))
                for row in figure.value)  # fmt: skip
        return replace(figure, value=tuple(rows))
    return _changed(figure, change)


def proved(fee: m.Fee) -> m.Fee:
    """A fee at the rate beyond which nothing can be proved, whatever else would modify it."""
    amount = with_set(cast("m.Figure", fee.amount), m.ModifierSet(times=fee.proved_times))
    return replace(fee, amount=amount, modifiers=(), rates_apart=None, may_exceed=(), proved_times=None)


def _changed(amount: m.Amount, change: m.ModifierSet) -> m.Amount:
    words = {word: new for word in ("times", "minimum", "maximum") if (new := getattr(change, word)) is not None}
    return replace(amount if change.is_ is None else change.is_, **words)


def named_values(node: object) -> set[str]:
    """Return the names of values an amount or its modifiers mention; what a reading decides is not looked into."""
    found: set[str] = set()
    if isinstance(node, tuple):
        for item in node:
            found |= named_values(item)
    elif is_dataclass(node) and not isinstance(node, m.ByReading | type):
        if isinstance(node, _NAMING):
            found |= {word for name in _WORDS if isinstance(word := getattr(node, name, None), str)}
        for attribute, _ in nested(type(node)):
            found |= named_values(getattr(node, attribute))
    return found


_NAMING = (m.Amount, m.Modifier, m.ModifierSet)
_WORDS = ("table", "times", "plus", "minimum", "maximum", "is_")
