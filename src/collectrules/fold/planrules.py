"""The conditions within the rules for plans: for whom they may be credit, and when the rest may be called in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from collectrules.fold.conditions import Gate
from collectrules.loader import model as m

Credits = Mapping[str, Gate]
"""For whom a plan may count as consumer credit, by plan."""
Accelerations = Mapping[str, tuple[tuple[m.Acceleration, Gate], ...]]
"""When the rest of a plan may be called in, by plan."""


def gates_of_plans(
    rules: Iterable[m.Plan], gate: Callable[[tuple[m.Condition, ...]], Gate]
) -> tuple[Credits, Accelerations]:
    """Compile what is inside the rules for plans, once for all claims."""
    plans = tuple(rules)
    credits_ = {rule.name: gate(rule.credit.when) for rule in plans if rule.credit is not None}
    called = {rule.name: tuple((one, gate(one.when)) for one in rule.accelerates) for rule in plans if rule.accelerates}
    return credits_, called
