"""Which fee a bill is for: the one that it names; where it names none, what it is taken to be is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collectrules.fold.rules import FeeRule
    from collectrules.fold.ruling import Ruling
    from collectrules.fold.state import State
    from collectrules.nouns.events import Event

    Step = Callable[[FeeRule, set[str]], Iterable[str]]


def billed_for(state: State, event: Event) -> list[FeeRule]:
    """Return the fees that a bill may be for: of its cost, and of the name that it bears, or what stands in its place.

    A fee has other names where the law of the day, or another way of reading it, puts one in the place of another.
    """
    rules = state.book.fees_by_cost.get(str(event.cost), [])
    if event.tariff is None:
        return rules
    name = event.tariff.removeprefix("fee.")
    kin = _reached({name}, rules, _replaced) | _reached({name}, rules, _replacing)
    return [rule for rule in rules if rule.name in kin]


def _replaced(rule: FeeRule, names: set[str]) -> Iterable[str]:
    """What one of the names stands in the place of."""
    return rule.record.instead_of if rule.name in names else ()


def _replacing(rule: FeeRule, names: set[str]) -> Iterable[str]:
    """What stands in the place of one of the names."""
    return (rule.name,) if names & set(rule.record.instead_of) else ()


def _reached(names: set[str], rules: Iterable[FeeRule], step: Step) -> set[str]:
    more = {other for rule in rules for other in step(rule, names)} - names
    return _reached(names | more, rules, step) if more else names


def say_meant(state: State, event: Event, name: str, ruling: Ruling) -> None:
    """Say for which fee a bill is taken that names none and may be for another as well."""
    rule, others = ruling.opinion.rule, ruling.others
    if event.kind != "charge" or event.tariff is not None or rule is None or not others:
        return
    text = f"the bill names no fee; it counts as one for fee.{rule}, though it may be for fee.{others[0]}"
    state.assume(
        f"{state.path_of(name)}.tariff", "fee_of_bill", text, figure=f"fee.{rule}", other_figure=f"fee.{others[0]}"
    )
