"""Whether so much of a plan is overdue that the law lets the creditor call in all that is left of it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from collectrules.fold.plans import Arrangement, Instalment, arrangement_of, default_days, missed, paid_of
from collectrules.topics.deadlines import length_after

if TYPE_CHECKING:
    from collectrules.fold.moments import Moment
    from collectrules.loader import model as m


def callable_now(moment: Moment) -> bool | None:
    """Return whether the rest of a claim's plan may be called in; None where the terms of the plan are not known."""
    plan = arrangement_of(moment.account)
    if plan is None:
        return None
    ways = tuple(_ways(moment))
    if not ways:
        return bool(missed(moment.state, moment.account, moment.day))
    unpaid = plan.unpaid(paid_of(moment.state, plan))
    return any(_holds(way, plan, unpaid, moment.day) for way in ways)


def calling_days(moment: Moment) -> tuple[int, ...]:
    """Return the days on which an instalment comes to be so late that it counts, if it is not paid."""
    plan = arrangement_of(moment.account)
    if plan is None:
        return ()
    late = {way.late for way in _ways(moment)}
    return (*default_days(moment.account), *(one.due + days + 1 for one in plan.instalments for days in late))


def _ways(moment: Moment) -> Iterator[m.Acceleration]:
    """What the rules for the plan of a claim say, as far as it is about this claim."""
    book = moment.state.book
    for rule, gate in book.plans:
        if rule.name in book.accelerations and rule.granted_by == "creditor" and gate.applies(moment):
            yield from (way for way, inner in book.accelerations[rule.name] if inner.holds(moment))


def _holds(way: m.Acceleration, plan: Arrangement, unpaid: tuple[Instalment, ...], day: int) -> bool:
    if way.longer_than is not None and plan.instalments[-1].due <= length_after(plan.made, way.longer_than):
        return False
    late = [one.amount for one in unpaid if max(one.due + way.late, one.last) < day]
    if len(late) < (way.missed or 1) or (way.rest and len(late) < len(unpaid)):
        return False
    return way.share is None or sum(late) * 100 >= Fraction(way.share) * plan.total
