"""Terms of a claim that lie above a value of law which caps them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, cast

from collectrules.topics.tariffs import Working

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collectrules.fold.moments import Moment
    from collectrules.loader import model as m


class Excess(NamedTuple):
    """A term of a claim above a value of law: the value, the day that chose it, its law, what is given, the most."""

    record: m.Value
    day: int
    law: tuple[str, ...]
    given: Fraction
    most: Fraction


def exceeding(moment: Moment) -> Iterator[Excess]:
    """Yield each term of the moment's claim that is known and lies above what the law has for it."""
    state = moment.state
    for name, gate in state.book.ceilings:
        record, versions = state.book.value(name)
        given = state.book.fact(record.ceiling_of or "").get(moment)
        day = moment.known_day(record.keyed_by or "act")
        if given is None or day is None or day > state.on or not gate.holds(moment):
            continue
        version = versions.version_at(day)
        if version is None or version.value is None:
            continue
        most = version.value(None, state.book.named(moment), Working())
        if cast("Fraction", given) > most:
            yield Excess(record, day, version.law or record.law, cast("Fraction", given), most)
