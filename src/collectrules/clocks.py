"""Limitation clocks: which rule governs each part of a claim, what restarted it, what holds it up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from collectrules.dates import add_months
from collectrules.deadlines import Span, moved, span
from collectrules.loader import model as m
from collectrules.moments import Moment

if TYPE_CHECKING:
    from collectrules.ledger import Account
    from collectrules.rulebook import LimitationRule
    from collectrules.state import State

COMPONENTS: Final = ("principal", "interest", "fees", "costs")


@dataclass(frozen=True, slots=True)
class Limit:
    """The limitation of one part of a claim: first day counted from, last day before and after it is moved."""

    component: str
    started: int | None
    ends: int | None
    raw_ends: int | None
    state: str
    law: tuple[str, ...]
    certainty: str
    rule: str


def limitation(state: State, account: Account) -> Sequence[Limit]:
    """Return the limitation of each part of a claim as the facts stand."""
    moment = Moment(state, account, state.on)
    found = []
    for component in COMPONENTS:
        rule = _rule_for(state, component, moment)
        if rule is not None:
            found.append(_clock(rule, component, moment))
    return found


def _rule_for(state: State, component: str, moment: Moment) -> LimitationRule | None:
    """The rule that covers a part and is not displaced by another that applies."""
    applying = [
        rule for rule in state.book.limitations if component in rule.record.covers and rule.gate.applies(moment)
    ]
    displaced = {name for rule in applying for name in rule.record.instead_of}
    remaining = [rule for rule in applying if rule.record.name not in displaced]
    return remaining[0] if remaining else None


def _clock(rule: LimitationRule, component: str, moment: Moment) -> Limit:
    record = rule.record
    begun = _span(record.period, moment)
    restart = _restart(rule, moment)
    law = record.law
    if restart is not None:
        period, law = restart
        begun = _span(period, moment)
    elif record.longest is not None and begun.last is not None:
        begun = _capped(begun, _span(record.longest, moment))
    held, ends = _held(record, begun, moment)
    if begun.last is None or ends is None:
        return Limit(component, begun.start, None, None, "running", law, record.certainty, record.name)
    state = "suspended" if held else "expired" if ends < moment.day else "running"
    return Limit(component, begun.start, ends, begun.raw_last, state, law, record.certainty, record.name)


def _span(period: m.Period, moment: Moment) -> Span:
    """Work the period out; of two anchors the one that is not known asks nothing."""
    book = moment.state.book
    known = tuple(word for word in period.after if moment.anchor(word) is not None)
    usable = replace(period, after=known) if known and len(known) < len(period.after) else period
    return span(usable, book.profile, moment.anchor, lambda name: book.number(name, moment))


def _capped(begun: Span, longest: Span) -> Span:
    return longest if longest.last is not None and begun.last is not None and longest.last < begun.last else begun


def _restart(rule: LimitationRule, moment: Moment) -> tuple[m.Period, tuple[str, ...]] | None:
    """The latest event that made the period run anew, as the period from its day."""
    best: tuple[int, str, m.Restart] | None = None
    for gate, restart in rule.restarts:
        for kind in restart.on:
            occurrence = moment.account.latest.get(kind)
            if occurrence is not None and gate.applies(moment) and (best is None or occurrence.on >= best[0]):
                best = (occurrence.on, kind, restart)
    if best is None:
        return None
    _, kind, restart = best
    years = restart.years if restart.years is not None else rule.record.period.years
    moves = restart.start_moves if restart.start_moves is not None else rule.record.period.start_moves
    period = replace(rule.record.period, after=(kind,), pick=None, years=years, start_moves=moves, not_before=())
    return period, restart.law or rule.record.law


def _held(record: m.Limitation, begun: Span, moment: Moment) -> tuple[bool, int | None]:
    """Whether something holds the period up now, and the last day after what held it up has ended."""
    ends = begun.last
    for stop in record.stops:
        opened = max((o.on for kind in stop.from_ if (o := moment.account.latest.get(kind))), default=None)
        closed = max((o.on for kind in stop.to if (o := moment.account.latest.get(kind))), default=None)
        if opened is None or (begun.last is not None and opened > begun.last):
            continue
        resumed = moment.account.kept.get("limitation_resumed")
        if isinstance(resumed, int) and resumed >= opened:
            continue
        if closed is None or closed < opened:
            return True, ends
        if stop.leaves_at_least is not None and ends is not None:
            least = _after(closed, stop.leaves_at_least)
            ends = max(ends, moved(least, record.period, moment.state.book.profile))
    return False, ends


def _after(day: int, length: m.Length) -> int:
    months = (length.months or 0) + 12 * (length.years or 0)
    return (add_months(day, months) if months else day) + (length.days or 0) + 7 * (length.weeks or 0)
