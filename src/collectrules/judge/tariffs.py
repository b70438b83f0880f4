"""What a tariff asks: bands, slices, steps and shares of a value, in exact fractions of major units."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from collectrules.judge.words import Readings, Table, chosen, in_force

OVER = Fraction(10**15)  # a bound that nothing passes


@dataclass(frozen=True)
class Tariff:
    """The figures of a law on the days that choose their versions, under some readings."""

    law: Table
    keys: Mapping[str, dt.date]
    readings: Readings

    def fee(self, record: Table, value: Fraction | None, changes: Sequence[Table] = ()) -> Fraction:
        """The amount of a fee after the modifiers that apply, in their order: another figure, a factor, a sum."""
        amount, later = record["amount"], []
        for change in changes:
            put = dict(change.get("set", {}))
            amount = put.pop("is", amount)
            amount = {**amount, **put} if put else amount
            later += [{word: change[word]} for word in ("times", "plus") if word in change]
        found = self.figure(amount, value)
        for change in later:
            found = self.changed(found, change)
        return found

    def figure(self, amount: Any, value: Fraction | None = None) -> Fraction:  # noqa: ANN401  # as in the TOML
        """An amount of the TOML at a value: the version of its key day, its shape, then what is done to that."""
        if isinstance(amount, str):
            amount = self.law["value"][amount]
        if isinstance(amount, dict) and "value" in amount:
            amount = in_force(amount, self.keys[amount["keyed_by"]])
        amount = chosen(amount, self.readings)
        if not isinstance(amount, dict):
            return Fraction(amount)
        return self.changed(self.shape(amount, value), amount)

    def changed(self, found: Fraction, words: Table) -> Fraction:
        """Times, plus, never less, never more, rounded: in this order."""
        if "times" in words:
            found *= self.figure(words["times"])
        if "plus" in words:
            found += self.figure(words["plus"])
        if "minimum" in words:
            found = max(found, self.figure(words["minimum"]))
        if "maximum" in words:
            found = min(found, self.figure(words["maximum"]))
        return rounded(found, words["round"]) if "round" in words else found

    def shape(self, amount: Table, value: Fraction | None) -> Fraction:
        """A figure by the form it has: a table, a sum, a percentage, slices, steps or bands."""
        if "table" in amount:
            return self.figure(amount["table"], value)
        if "is" in amount and "percent_above" not in amount:
            return self.figure(amount["is"], value)
        if value is None or "between" in amount:
            raise LookupError(amount)  # of a frame only a court knows the sum
        if "percent" in amount:
            return value * self.figure(amount["percent"]) / 100
        if "slices" in amount:
            return sliced(amount["slices"], value)
        if "steps" in amount:
            return stepped(amount["first"], amount["steps"], value)
        return self.banded(amount, value)

    def banded(self, amount: Table, value: Fraction) -> Fraction:
        """The first band whose bound the value does not pass; a bound of `below` belongs to the next band."""
        lower = Fraction(0)
        for bound, cell in amount["bands"]:
            upper = bound_of(bound)
            if value < upper or (value == upper and amount.get("bounds") != "below"):
                if isinstance(cell, dict) and "percent_above" in cell:
                    return Fraction(cell["is"]) + (value - lower) * Fraction(cell["percent_above"]) / 100
                return self.figure(cell, value)
            lower = upper
        raise LookupError(value)


def bound_of(bound: Any) -> Fraction:  # noqa: ANN401  # a number, or the word `over`
    """The upper end of a band or slice, in major units."""
    return OVER if bound == "over" else Fraction(bound)


def rounded(found: Fraction, rule: Table) -> Fraction:
    """To the unit: half of it goes up, or all of it goes one way."""
    unit, mode = Fraction(rule["to"]), rule["mode"]
    turned = {"half_up": math.floor(found / unit + Fraction(1, 2)), "up": math.ceil(found / unit)}
    return turned.get(mode, math.floor(found / unit)) * unit


def sliced(rows: Sequence[Any], value: Fraction) -> Fraction:
    """A percentage of each part of the value."""
    found = lower = Fraction(0)
    for bound, percent in rows:
        upper = bound_of(bound)
        found += max(min(value, upper) - lower, Fraction(0)) * Fraction(percent) / 100
        lower = upper
    return found


def stepped(first: Sequence[Any], rows: Sequence[Any], value: Fraction) -> Fraction:
    """A first amount, and one more for each further step that has begun."""
    lower, found = Fraction(first[0]), Fraction(first[1])
    for bound, each, plus in rows:
        upper = bound_of(bound)
        found += math.ceil(max(min(value, upper) - lower, Fraction(0)) / Fraction(each)) * Fraction(plus)
        lower = upper
    return found
