"""What a proof found: the fault, the facts and days that show it, and how both are said in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from collectrules.checking.truths import Values

if TYPE_CHECKING:
    from collectrules.checking.spaces import Space
    from collectrules.ground.errors import Fault
    from collectrules.loader import model as m

Document = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Proved:
    """A finding of a proof or a search, with the facts that show it, or the history that does as a case document."""

    fault: Fault
    values: Values = field(default_factory=dict)
    history: Document | None = None


def cited_by(rules: Sequence[m.Rule]) -> str:
    """Name rules with their laws: `late (act-1) and late_trade (act-2)`."""
    return " and ".join(f"{rule.name} ({', '.join(rule.law) or 'no law of its own'})" for rule in rules)


def laws_of(rules: Sequence[m.Rule]) -> str | None:
    """Return the laws of several rules, each once."""
    return ", ".join(dict.fromkeys(key for rule in rules for key in rule.law)) or None


def told(values: Values, space: Space) -> str:
    """Say facts and days in words: `debtor = business, claim_due from 2014-01-01 on`."""
    said = [_told(fact, value, space) for fact, value in values.items()]
    return ", ".join(said) or "whatever the facts are"


def _told(fact: str, value: object, space: Space) -> str:
    if isinstance(value, dt.date):
        stretch = space.stretch(value)
        return f"{fact} = {stretch}" if stretch.first == stretch.last else f"{fact} {stretch}"
    return f"{fact} = {value if isinstance(value, str) else plain(value)}"


def plain(value: object) -> str:
    """Say the value of a fact in words."""
    if isinstance(value, bool):
        return str(value).lower()
    return " and ".join(sorted(map(str, value))) or "nothing" if isinstance(value, frozenset) else str(value)
