"""What the stays of a profile stop, compiled once: acts and fees get a condition, limitations a pause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from collectrules.loader import model as m
from collectrules.nouns.events import COMMON

if TYPE_CHECKING:
    from collections.abc import Collection

    from collectrules.fold.rules import StayRule

GENERIC: Final = frozenset({"stay_began", "stay_ended"})
"""The events by which a case names a stay that begins or ends."""


def stayed(profile: m.Profile, word: str | None) -> tuple[m.Condition, ...]:
    """Return the exceptions under which something does not happen: one for each stay that stops it."""
    return tuple(
        m.Condition({"stays": m.Matcher(any_of=(stay.name,))}, stay.law)
        for stay in profile.stay.values()
        if word in stay.stops
    )


def stopped_by(act: m.Act, filings: Collection[str]) -> str | None:
    """Return what must not be stopped for an act: enforcement for one before a court or office, contact for a letter.

    What others do, and what speaks to nobody (a hand-over, a withdrawal), no stay stops.
    """
    if act.by != "creditor":
        return None
    if act.name in filings:
        return "enforcement"
    shape = COMMON.get(act.name)
    return "contact" if shape is None or "channel" in shape.allowed else None


def held_by_stays(record: m.Limitation, profile: m.Profile) -> m.Limitation:
    """Return a limitation that stands still during every stay which stops limitation."""
    names = tuple(stay.name for stay in profile.stay.values() if "limitation" in stay.stops)
    if not names:
        return record
    longest = None if record.longest is None else _paused(record.longest, names)
    return replace(record, period=_paused(record.period, names), longest=longest)


def _paused(period: m.Period, names: tuple[str, ...]) -> m.Period:
    return replace(period, paused_by=tuple(dict.fromkeys((*period.paused_by, *names))))


def kinds_of(stays: Iterable[StayRule]) -> frozenset[str]:
    """Return the kinds of events that may begin or end a stay; a stay may always be named."""
    kinds = set(GENERIC)
    for rule in stays:
        edges = [edge for _, edge in rule.starts] + [end for _, end in rule.ends if isinstance(end, m.Edge)]
        periods = [end for _, end in rule.ends if isinstance(end, m.Period)]
        kinds.update(kind for edge in edges for kind in edge.on)
        kinds.update(word.partition(".")[0] for period in periods for word in (*period.after, *period.since))
    return frozenset(kinds)


def held_up(act: m.Act, profile: m.Profile) -> bool:
    """Whether a stay can put off when an act takes effect, or lengthen the time it gives."""
    names = [act.takes_effect.calendar] if act.takes_effect is not None else []
    periods = cast("tuple[m.Period, ...]", act.deadline)
    for period in periods:
        counting = profile.counting.get(str(period.counting))
        names += [counting.calendar] if counting is not None and counting.calendar is not None else []
    paused = any(period.paused_by for period in periods)
    return paused or any(profile.calendar[name].stays for name in names)
