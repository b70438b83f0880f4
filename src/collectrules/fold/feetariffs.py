"""What the tariff of a fee gives at a value: its version, what modifiers make of it, before any credit or tax."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from collectrules.fold.conditions import Gate
from collectrules.fold.windows import window
from collectrules.loader import model as m
from collectrules.nouns.dated import History
from collectrules.topics.tariffs import Change, Formula, Named, Working

if TYPE_CHECKING:
    from collectrules.fold.moments import Moment
    from collectrules.fold.rules import FeeVariant


def tariff_at(variant: FeeVariant, value: Fraction, moment: Moment) -> Fraction:
    """Return what the tariff of a fee asks for at a value, both in minor units.

    Raises:
        NotModelled: the figure is unknown, or a day that chooses the version is missing.

    """
    return asked(variant, value, moment.in_matter(variant.record), Working())


def asked(variant: FeeVariant, value: Fraction | None, moment: Moment, working: Working) -> Fraction:
    """Return the same at a moment of the matter, with its working."""
    formula, _ = amounts_of(variant, moment).at(moment.key_day(variant.keyed))
    named = moment.state.book.named(moment, variant.options)
    found = formula(value, named, working)
    for change in factors(variant, moment):
        found = change(found, named, working)
    return found


def in_force(variant: FeeVariant, moment: Moment) -> tuple[bool, ...]:
    """Return which modifiers apply to a claim, whatever was left of others when their periods were over."""
    return tuple(gate.holds(moment) and _ran_out(once, moment) is not None for gate, _change, once in variant.modifiers)


def amounts_of(variant: FeeVariant, moment: Moment) -> History[Formula]:
    """The amounts of a fee after the modifiers that set another amount, or some of its words."""
    places = tuple(
        place
        for place, (gate, change, once) in enumerate(variant.modifiers)
        if change.set is not None and gate.holds(moment) and _over(change, once, moment)
    )
    return moment.state.book.reset(variant, places) if places else variant.amounts


def factors(variant: FeeVariant, moment: Moment) -> Iterator[Change]:
    """Yield the modifiers that multiply or add, as changes of the amount found."""
    for gate, change, once in variant.modifiers:
        alters = change.times is not None or change.plus is not None
        if alters and gate.holds(moment) and _over(change, once, moment):
            yield _change(change, moment)


def _over(change: m.Modifier, once: tuple[tuple[Gate, m.Period], ...], moment: Moment) -> bool:
    """Whether every period is over on the moment's day; one whose anchor does not exist is not."""
    ran_out = _ran_out(once, moment)
    if ran_out is None:
        return False
    return not change.still_open or not ran_out or _left(moment, ran_out - 1)


def _ran_out(once: tuple[tuple[Gate, m.Period], ...], moment: Moment) -> int | None:
    """The first day after all periods, 0 where there is none to wait for, None while they run or have not begun."""
    if not once:
        return 0
    opens = window(once, (), moment)
    if opens.missing or (opens.earliest is not None and opens.earliest > moment.day):
        return None
    return opens.earliest or 0


def _left(moment: Moment, day: int) -> bool:
    """Whether something of the principal of the matter, or of a part of it, was left at the end of an earlier day."""
    return any(account.principal_at(day) > 0 for account in moment.part or moment.matter)


def _change(change: m.Modifier, moment: Moment) -> Change:
    def run(found: Fraction, named: Named, working: Working) -> Fraction:
        for word, scale in (("times", 1), ("plus", moment.state.book.scale)):
            operand = getattr(change, word)
            if operand is None:
                continue
            figure = named(operand, None, working) if isinstance(operand, str) else Fraction(operand) * scale
            found = found * figure if word == "times" else found + figure
        return found

    return run
