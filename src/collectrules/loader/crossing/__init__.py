"""Check what one record says of another, and what its figures say of themselves: everything a load can tell cheaply.

Each module holds the checks of one topic. A check looks at one part of one record and yields what is wrong there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from collectrules.ground.errors import Fault
from collectrules.loader import model as m
from collectrules.loader.crossing import (
    amounts,
    course,
    days,
    doubts,
    facts,
    fees,
    incomes,
    naming,
    orders,
    periods,
    rows,
    units,
)
from collectrules.loader.crossing.site import Check, Site
from collectrules.loader.findings import place_of
from collectrules.loader.walking import cited, everything, parts, records

_RULE: Final[tuple[Check, ...]] = (naming.said, naming.displaced, naming.idle_words, rows.lives)
_CHECKS: Final[dict[type, tuple[Check, ...]]] = {
    m.Condition: (facts.conditions,),
    m.Period: (periods.periods,),
    m.Limit: (periods.limits,),
    m.Amount: (amounts.amounts,),
    m.Rounding: (amounts.roundings,),
    m.Dated: (rows.dated,),
    m.Value: (rows.dated, amounts.sums),
    m.Series: (rows.dated, rows.series),
    m.Protected: (rows.dated, incomes.protected),
    m.Thresholds: (incomes.thresholds,),
    m.Base: (periods.anchors,),
    m.InterestCap: (periods.anchors,),
    m.Effects: (periods.anchors,),
    m.Rate: (fees.rates,),
    m.Fee: (fees.fees, amounts.sums),
    m.Cap: (fees.fees, amounts.sums),
    m.ModifierSet: (amounts.sums,),
    m.Allocation: (orders.orders,),
    m.Counting: (days.countings,),
    m.Calendar: (days.regions, days.rests),
    m.Closed: (days.closed, rows.lives),
    m.Holiday: (days.holidays, rows.lives),
    m.Law: (rows.lives,),
    m.Act: (course.acts,),
    m.Stay: (course.acts,),
    m.Workflow: (course.workflows,),
    m.Offer: (amounts.shares,),
    m.Less: (amounts.shares,),
    m.Acceleration: (amounts.shares,),
    m.ByReading: (doubts.by_reading,),
}
_WHOLE: Final[tuple[Callable[[m.Profile], Iterator[Fault]], ...]] = (fees.circles, course.stages, doubts.readings)


def crossing_faults(profile: m.Profile, *, near: bool = True) -> Iterator[Fault]:
    """Yield everything that is wrong between the records of a profile, and inside their figures.

    Without `near` no fault tells the word that was likely meant, which takes longer to find than the fault itself.
    """
    yield from part_faults(profile, near=near)
    for check_all in _WHOLE:
        yield from check_all(profile)


def part_faults(profile: m.Profile, *, near: bool = True) -> Iterator[Fault]:
    """Yield what is wrong with each part of each record, whatever else the profile holds."""
    for kind, record in everything(profile):
        for place, part in parts(record, place_of(kind, record)):
            at = Site(profile, kind, record, place, near)
            for check in _checks(type(part)):
                yield from check(part, at)


def _checks(cls: type) -> tuple[Check, ...]:
    """Return the checks of a class of parts; found once, for thousands of parts ask."""
    found = _FOUND.get(cls)
    if found is None:
        rule = _RULE if issubclass(cls, m.Rule) else ()
        found = _FOUND[cls] = (naming.names, naming.laws, units.units, *rule, *_CHECKS.get(cls, ()))
    return found


_FOUND: Final[dict[type, tuple[Check, ...]]] = {}

__all__ = ["cited", "crossing_faults", "part_faults", "place_of", "records"]
