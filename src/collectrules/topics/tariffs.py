"""Tariffs: turn the amount words of a profile into exact formulas over minor units.

A formula takes the value the tariff is taken of (minor units, exact) and a way to ask for named values; it
returns an exact fraction. Order inside an amount: shape, times, plus, minimum, maximum, round.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from collectrules.ground import money
from collectrules.ground.errors import Fault, NotModelled
from collectrules.loader import model as m

Named = Callable[[str, "Fraction | None", "Working"], Fraction]
"""Look a `[value]` up by name for the value in hand; it knows which day chooses the version."""
Formula = Callable[["Fraction | None", Named, "Working"], Fraction]


@dataclass(slots=True)
class Part:
    """One step of a working: a code, and the figures it used."""

    code: str
    amount: Fraction
    values: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Working:
    """What a formula did: its parts in order, the versions and the law it read, the weakest certainty.

    `of` is the value it was taken of.
    `edge` chooses the lower (0) or upper (1) bound of a frame; `tax` is the share of VAT that was added; `taken` uses
    up what was credited, net or gross, once the fee is booked. Of a fee with flat expenses, `fee` is what it is before
    credits and tax, `expenses` what comes on top of it, taken `expenses_of` a sum, within the `expenses_room` of its
    matter; `yielded` is how much of it came off because other fees, by name and claims, were charged before it,
    on which it is credited, and `saved` what those would have had less of expenses in the usual order.
    """

    parts: list[Part] = field(default_factory=list)
    laws: list[str] = field(default_factory=list)
    certainty: str = "sure"
    version_from: int | None = None
    edge: int | None = None
    of: Fraction | None = None
    tax: Fraction = Fraction(0)
    taken: list[tuple[str, Callable[[Fraction | None], Fraction]]] = field(default_factory=list)
    fee: Fraction = Fraction(0)
    yielded: dict[tuple[str, frozenset[int]], Fraction] = field(default_factory=dict)
    saved: Fraction = Fraction(0)
    expenses: Fraction = Fraction(0)
    expenses_of: Fraction = Fraction(0)
    expenses_room: Fraction = Fraction(0)
    credited: dict[str, Fraction] = field(default_factory=lambda: {"net": Fraction(0), "gross": Fraction(0)})


def exact(number: m.Number) -> Fraction:
    """Return a number of a profile as an exact fraction."""
    return Fraction(number)


class Compiler:
    """Compiles amounts: `scale` is minor units per major unit of the cells (1 for factors and counts).

    `of` is the scale of what the tariff is taken of; a table of factors has bounds in the currency all the same.
    """

    __slots__ = ("of", "scale")

    def __init__(self, scale: int, of: int | None = None) -> None:
        """Remember the scales that numbers are multiplied with."""
        self.scale = scale
        self.of = scale if of is None else of

    def _bound(self, number: m.Number) -> Fraction:
        return exact(number) * self.of

    def formula(self, amount: m.Amount) -> Formula:
        """Compile one amount."""
        return self._finished(amount, self._shape(amount))

    def whole(self, amount: m.Amount) -> int | None:
        """Return a bare figure as a whole number, None where more than a figure stands there."""
        bare = all(getattr(amount, word) in {None, ()} for word in _BESIDE)
        if not bare or not isinstance(amount.is_, int | Decimal):
            return None
        found = self._sum(amount.is_)
        return int(found) if found.denominator == 1 else None

    def _sum(self, number: m.Number) -> Fraction:
        return exact(number) * self.scale

    def _shape(self, amount: m.Amount) -> Formula:
        for word, build in _SHAPES.items():
            if getattr(amount, word) not in {None, ()}:
                return build(self, amount)
        raise NotModelled(Fault(code="empty_amount", path="amount", expected="a shape such as bands or percent"))

    def flat(self, amount: m.Amount) -> Formula:
        """A plain figure, with a percentage of what lies above the band's lower bound where one is given."""
        if isinstance(amount.is_, str):
            return _named(amount.is_)
        fixed = self._sum(amount.is_ or 0)
        return lambda _value, _named, _working: fixed

    def table(self, amount: m.Amount) -> Formula:
        """The amount of a named value."""
        return _named(str(amount.table))

    def percent(self, amount: m.Amount) -> Formula:
        """A percentage of the whole value."""
        if isinstance(amount.percent, str):
            name = amount.percent
            return lambda value, named, working: needed(value) * named(name, None, working) / 100
        share = exact(amount.percent or 0) / 100

        def run(value: Fraction | None, _named: Named, working: Working) -> Fraction:
            found = needed(value) * share
            working.parts.append(Part("percent", found, {"percent": str(amount.percent)}))
            return found

        return run

    def bands(self, amount: m.Amount) -> Formula:
        """A flat amount per band; bounds are inclusive unless `below`."""
        bounds = [self._bound(bound) for bound, _ in amount.bands if isinstance(bound, int | Decimal)]
        cells = [
            self._cell(cell, lower) for (_, cell), lower in zip(amount.bands, [Fraction(0), *bounds], strict=False)
        ]
        place = bisect_right if amount.bounds == "below" else bisect_left

        def run(value: Fraction | None, named: Named, working: Working) -> Fraction:
            number = place(bounds, needed(value))
            if number == len(cells):
                raise NotModelled(Fault(code="no_band", path="amount", expected="a value inside the table"))
            working.parts.append(Part("band", Fraction(0), self._band(bounds, number)))
            found = cells[number](value, named, working)
            working.parts[-1].amount = found
            return found

        return run

    def _band(self, bounds: list[Fraction], number: int) -> dict[str, str]:
        over = {"over": str(bounds[number - 1] / self.of)} if number else {}
        to = {"to": str(bounds[number] / self.of)} if number < len(bounds) else {}
        return over | to

    def _cell(self, cell: m.Amount, lower: Fraction) -> Formula:
        if cell.percent_above is None:
            return self.formula(cell)
        base, share = self.flat(cell), exact(cell.percent_above) / 100
        return self._finished(cell, lambda value, named, w: base(value, named, w) + (needed(value) - lower) * share)

    def between(self, amount: m.Amount) -> Formula:
        """A frame in which somebody fixes the sum: unknown, but for its bounds."""
        bounds = [self._sum(bound) for bound in amount.between or ()]

        def run(_value: Fraction | None, _named: Named, working: Working) -> Fraction:
            if working.edge is None:
                expected = "a sum that somebody has fixed within the frame"
                raise NotModelled(Fault(code="unknown_figure", path="amount.between", expected=expected))
            return bounds[working.edge]

        return run

    def slices(self, amount: m.Amount) -> Formula:
        """A percentage of each part of the value."""
        rows = [(None if bound == "over" else self._bound(bound), exact(share) / 100) for bound, share in amount.slices]

        def run(value: Fraction | None, _named: Named, working: Working) -> Fraction:
            total = lower = Fraction(0)
            for upper, share in rows:
                top = needed(value) if upper is None else min(upper, needed(value))
                total += max(top - lower, Fraction(0)) * share
                lower = needed(value) if upper is None else upper
            working.parts.append(Part("slices", total))
            return total

        return run

    def steps(self, amount: m.Amount) -> Formula:
        """A first amount, plus an amount for each further started step."""
        bound, start = amount.first or (0, 0)
        first, base = self._bound(bound), self._sum(start)
        rows = [
            (None if upper == "over" else self._bound(upper), self._bound(each), self._sum(plus))
            for upper, each, plus in amount.steps
        ]

        def run(value: Fraction | None, _named: Named, working: Working) -> Fraction:
            total, lower = base, first
            for upper, each, plus in rows:
                top = needed(value) if upper is None else min(upper, needed(value))
                if top > lower:
                    total += money.up((top - lower).numerator, (top - lower).denominator * int(each)) * plus
                    lower = top
            working.parts.append(Part("steps", total))
            return total

        return run

    def _finished(self, amount: m.Amount, shape: Formula) -> Formula:
        """Wrap a shape in times, plus, minimum, maximum and round, in this order."""
        words = [word for word in _CHANGES if getattr(amount, word) is not None]
        changes = [_CHANGES[word](self, getattr(amount, word)) for word in words]
        if not changes:
            return shape

        def run(value: Fraction | None, named: Named, working: Working) -> Fraction:
            found = shape(value, named, working)
            for change in changes:
                found = change(found, named, working)
            return found

        return run

    def times(self, word: m.Number | str) -> Change:
        """Multiply; a factor is a bare number or a named value."""
        factor = _operand(word, 1)
        return lambda found, named, working: _noted("times", found * factor(named, working), working)

    def plus(self, word: m.Number | str) -> Change:
        """Add a sum."""
        more = _operand(word, self.scale)
        return lambda found, named, working: _noted("plus", found + more(named, working), working)

    def minimum(self, word: m.Number | str) -> Change:
        """Never less than."""
        least = _operand(word, self.scale)
        return lambda found, named, working: max(found, least(named, working))

    def maximum(self, word: m.Number | str) -> Change:
        """Never more than."""
        most = _operand(word, self.scale)
        return lambda found, named, working: min(found, most(named, working))

    def round(self, rule: m.Rounding) -> Change:
        """Round to a multiple of the unit."""
        step = int(self._sum(rule.to))
        return lambda found, _named, working: _noted(
            "rounded", Fraction(money.rounded(found, rule.mode, step)), working
        )


Change = Callable[[Fraction, Named, Working], Fraction]
_SHAPES: dict[str, Callable[[Compiler, m.Amount], Formula]] = {
    "bands": Compiler.bands, "between": Compiler.between, "slices": Compiler.slices,
    "first": Compiler.steps, "percent": Compiler.percent,
    "table": Compiler.table, "is_": Compiler.flat,
}  # fmt: skip
_CHANGES: dict[str, Callable[..., Change]] = {
    "times": Compiler.times, "plus": Compiler.plus, "minimum": Compiler.minimum, "maximum": Compiler.maximum,
    "round": Compiler.round,
}  # fmt: skip


_BESIDE = ("percent_above", *(word for word in (*_SHAPES, *_CHANGES) if word != "is_"))


def _operand(word: m.Number | str, scale: int) -> Callable[[Named, Working], Fraction]:
    if isinstance(word, str):
        return lambda named, working: named(word, None, working)
    fixed = exact(word) * scale
    return lambda _named, _working: fixed


def _named(name: str) -> Formula:
    return lambda value, named, working: named(name, value, working)


def _noted(code: str, found: Fraction, working: Working) -> Fraction:
    working.parts.append(Part(code, found))
    return found


def needed(value: Fraction | None) -> Fraction:
    """Return the value a tariff is taken of, or say that it is missing."""
    if value is None:
        raise NotModelled(Fault(code="missing_value", path="value", expected="the value the tariff is taken of"))
    return value
