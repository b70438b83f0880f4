"""What stops an act or a fee beside its own rule, compiled once: stays, other acts; and what stays hold up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from collectrules.fold.rules import OFFICIAL
from collectrules.loader import model as m
from collectrules.nouns.events import COMMON

if TYPE_CHECKING:
    from collections.abc import Collection

    from collectrules.fold.rules import StayRule

GENERIC: Final = frozenset({"stay_began", "stay_ended"})
"""The events by which a case names a stay that begins or ends."""


def stayed(profile: m.Profile, word: str | None) -> tuple[m.Condition, ...]:
    """Return the exceptions under which something does not happen: one for each stay or settlement that stops it."""
    stays = [
        m.Condition({"stays": m.Matcher(any_of=(stay.name,))}, stay.law)
        for stay in profile.stay.values()
        if word in stay.stops
    ]
    agreed = [
        m.Condition({**table.facts, **holding}, table.law or rule.law)
        for rule, holding in _agreements(profile)
        if word in rule.stops
        for table in rule.when or (m.Condition({}),)
    ]
    return (*stays, *agreed)


def _agreements(profile: m.Profile) -> Iterator[tuple[m.Settlement | m.Plan, dict[str, m.Matcher]]]:
    """Yield the rules about agreements, each with the facts that say that one holds."""
    yes = m.Matcher(any_of=(True,))
    for settlement in profile.settlement.values():
        yield settlement, {"settlement_stands": yes}
    for plan in profile.plan.values():
        yield plan, {"plan": m.Matcher(any_of=("running",)), "plan_holds": yes}


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


def giving_way(act: m.Act, profile: m.Profile) -> tuple[m.Condition, ...]:
    """Return the exceptions under which another act stands instead of one: where it may be done itself."""
    found: list[m.Condition] = []
    for other in profile.act.values():
        if act.name in other.instead_of:
            stages = {"stage": m.Matcher(any_of=other.in_stages)} if other.in_stages else {}
            tables = other.when or (m.Condition({}),)
            found += [m.Condition({**table.facts, **stages}, table.law or other.law) for table in tables]
    return tuple(found)


def untold(act: m.Act, profile: m.Profile) -> tuple[str, ...]:
    """Return the words by which another act with exceptions of its own stands instead of one: not computed."""
    others = (other for other in profile.act.values() if act.name in other.instead_of and other.unless)
    return tuple(f"act.{other.name}.instead_of" for other in others)


def barring(fee: m.Fee, profile: m.Profile) -> tuple[m.Condition, ...]:
    """Return the exceptions under which an act bars what the creditor may claim; official fees go on."""
    if fee.part in OFFICIAL:
        return ()
    acts = (act for act in profile.act.values() if act.effects.fees == "bar")
    return tuple(m.Condition({"done": m.Matcher(any_of=(act.name,))}, act.law) for act in acts)
