"""What a modifier sets in a figure, and which named values a record mentions."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from collectrules.loader import model as m


def with_set(figure: m.Figure, change: m.ModifierSet) -> m.Figure:
    """Return a figure with another amount, or with other words in every version of it."""
    if isinstance(figure, m.Dated):
        rows = (row if row.is_ is None else replace(row, is_=_changed(cast("m.Amount", row.is_), change))
                for row in figure.value)  # fmt: skip
        return replace(figure, value=tuple(rows))
    return _changed(figure, change)


def _changed(amount: m.Amount, change: m.ModifierSet) -> m.Amount:
    words = {word: new for word in ("times", "minimum", "maximum") if (new := getattr(change, word)) is not None}
    return replace(amount if change.is_ is None else change.is_, **words)


def named_values(node: object) -> set[str]:
    """Return the names of values an amount or its modifiers mention."""
    found: set[str] = set()
    if isinstance(node, m.Amount | m.Modifier | m.ModifierSet):
        words = ("table", "times", "plus", "minimum", "maximum", "is_")
        found |= {word for name in words if isinstance(word := getattr(node, name, None), str)}
    if isinstance(node, tuple):
        for item in node:
            found |= named_values(item)
    elif hasattr(node, "__dataclass_fields__") and not isinstance(node, m.Condition):
        for word in node.__dataclass_fields__:
            found |= named_values(getattr(node, word))
    return found
