"""The finite space of everything that conditions can tell apart.

Conditions ask closed facts, and compare them with figures that stand in the profile. So a few values of each fact stand
for all: one for every way in which the conditions in hand can come out. The product of these values is the space; what
holds in all of it holds always.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import Final

from collectrules.loader import model as m
from collectrules.loader.vocabulary import FACTS, FOR_SUPPLY, READING

Values = Mapping[str, object]
TODAY: Final = "the day"
"""A fact of its own: the day asked about, which the life of a rule compares with."""
MOST: Final = 100_000
_CENT: Final = Decimal("0.01")
_DAY: Final = dt.timedelta(days=1)
_PARTIES: Final = ("debtor", "creditor")
_DERIVED: Final[Mapping[str, tuple[str, ...]]] = {
    "merchants": _PARTIES, "claim_law": ("claim_kind",), "goods_or_services": ("claim_kind",),
    "commercial": (*_PARTIES, "claim_kind"),
}  # fmt: skip
"""Facts that follow from others, and from which."""
_IN_ORDER: Final = ("contract", "claim_arose", "claim_due", "default_began", TODAY)
"""Days that cannot be earlier than those before them in this list."""


class Space:
    """All the combinations of facts that a set of rules can tell apart."""

    def __init__(self, profile: m.Profile, rules: Sequence[m.Rule]) -> None:
        """Gather the facts the rules ask for, and the values of each that make a difference."""
        self._profile = profile
        self._asked = _asked(rules)
        free = {base for fact in self._asked for base in _DERIVED.get(fact, (fact,))}
        self.values = {fact: self._telling(fact) for fact in sorted(free)}

    def size(self) -> int:
        """Return the number of combinations, consistent or not."""
        size = 1
        for values in self.values.values():
            size *= len(values)
        return size

    def __iter__(self) -> Iterator[dict[str, object]]:
        """Yield every combination that can occur."""
        for combination in product(*self.values.values()):
            values = dict(zip(self.values, combination, strict=True))
            for derived in _derivations(values, self._asked):
                if _consistent(derived):
                    yield derived

    def _telling(self, fact: str) -> list[object]:
        """Return one value for each way in which the conditions on a fact can come out."""
        kept: dict[tuple[object, ...], object] = {}
        followers = [name for name, bases in _DERIVED.items() if fact in bases and name in self._asked]
        for value in self._candidates(fact):
            own = tuple(matches(matcher, value) for matcher in self._asked.get(fact, ()))
            # A fact from which others follow is kept whole; there are few kinds of parties and claims.
            kept.setdefault((own, value if followers else None), value)
        return list(kept.values())

    def _candidates(self, fact: str) -> Sequence[object]:
        mentioned = [value for matcher in self._asked.get(fact, ()) for value in _mentioned(matcher)]
        if fact.startswith(READING):
            return tuple(self._profile.reading[fact.removeprefix(READING)].options)
        kind = "day" if fact == TODAY else FACTS[fact].type
        if kind == "flag":
            return (True, False)
        if kind == "word":
            return FACTS[fact].words or (*dict.fromkeys(mentioned), "another")
        if kind == "set":
            return _subsets(mentioned)
        if kind == "day":
            days = {
                day for value in mentioned if isinstance(value, dt.date) for day in (value - _DAY, value, value + _DAY)
            }
            return sorted(days | {self._profile.header.first_day})
        return _around(mentioned, 1 if kind == "count" else _CENT)


def _asked(rules: Sequence[m.Rule]) -> dict[str, list[m.Matcher]]:
    found: dict[str, list[m.Matcher]] = {}
    for rule in rules:
        for condition in (*rule.when, *rule.unless):
            for fact, matcher in condition.facts.items():
                found.setdefault(fact, []).append(matcher)
        if rule.from_ is not None or rule.to is not None:
            found.setdefault(TODAY, []).append(m.Matcher(from_=rule.from_, to=rule.to))
    return found


def _mentioned(matcher: m.Matcher) -> Iterator[object]:
    if matcher.not_ is not None:
        yield from _mentioned(matcher.not_)
    bounds = (matcher.from_, matcher.to, matcher.over, matcher.below)
    yield from (*matcher.any_of, *matcher.all_, *(bound for bound in bounds if bound is not None))


def _subsets(items: Sequence[object]) -> list[object]:
    unique = list(dict.fromkeys(items))
    return [frozenset(), *(frozenset({item}) for item in unique), frozenset(unique)]


def _around(mentioned: Sequence[object], step: Decimal | int) -> Sequence[object]:
    numbers = {value for value in mentioned if isinstance(value, int | Decimal)}
    return sorted({near for number in numbers for near in (number - step, number, number + step)} or {Decimal(1)})


def _derivations(values: dict[str, object], asked: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """Yield the values with all facts that follow from them; both ways where nobody can tell."""
    supply = FOR_SUPPLY.get(str(values.get("claim_kind")))
    trade = values.get("creditor") == "business" and values.get("debtor") in {"business", "public"}
    for for_supply in (True, False) if supply is None else (supply,):
        following = {
            "merchants": values.get("debtor") == values.get("creditor") == "business",
            "claim_law": "public" if values.get("claim_kind") == "public_law" else "private",
            "goods_or_services": for_supply,
            "commercial": trade and for_supply,
        }
        yield values | {fact: value for fact, value in following.items() if fact in asked}
        if not {"goods_or_services", "commercial"} & asked.keys():
            return


def _consistent(values: Values) -> bool:
    """Whether the facts can be true together."""
    days = [day for fact in _IN_ORDER if isinstance(day := values.get(fact), dt.date)]
    natural = values.get("debtor") != "consumer" or values.get("debtor_natural") is not False
    leased = values.get("lease", "none") == "none" or values.get("claim_kind", "rent") == "rent"
    overdue = values.get("overdue") is not False or values.get("in_default") is not True
    return days == sorted(days) and natural and leased and overdue


# Evaluating ------------------------------------------------------------------------------------------------


def applies(rule: m.Rule, values: Values) -> bool:
    """Whether a rule applies: one table of `when` holds, none of `unless`, and the rule lives on the day."""
    alive = TODAY not in values or matches(m.Matcher(from_=rule.from_, to=rule.to), values[TODAY])
    return alive and holds(rule.when, values) and not any(table_holds(table, values) for table in rule.unless)


def holds(when: Sequence[m.Condition], values: Values) -> bool:
    """Whether any of several tables holds; no table at all always does."""
    return not when or any(table_holds(table, values) for table in when)


def table_holds(table: m.Condition, values: Values) -> bool:
    """Whether all facts of a table hold."""
    return all(matches(matcher, values[fact]) for fact, matcher in table.facts.items())


def matches(matcher: m.Matcher, value: object) -> bool:
    """Whether a value is what a matcher asks for."""
    if matcher.not_ is not None:
        return not matches(matcher.not_, value)
    if isinstance(value, frozenset):
        return value.issuperset(matcher.all_) if matcher.all_ else not value.isdisjoint(matcher.any_of)
    if matcher.any_of:
        return value in matcher.any_of
    return _between(matcher, value)


def _between(matcher: m.Matcher, value: object) -> bool:
    return (
        (matcher.from_ is None or value >= matcher.from_)  # type: ignore[operator]  # the load has compared the types
        and (matcher.to is None or value <= matcher.to)  # type: ignore[operator]
        and (matcher.over is None or value > matcher.over)  # type: ignore[operator]
        and (matcher.below is None or value < matcher.below)  # type: ignore[operator]
    )
