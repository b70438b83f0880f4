"""Stays of a claim: the events and periods that begin and end them.

A stay runs from the day of the event that begins it to the day before the event that ends it, or to the last day of the
period that ends it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from typing import TYPE_CHECKING

from collectrules.fold.halting import halted_days
from collectrules.fold.moments import Moment
from collectrules.fold.plans import free_days
from collectrules.fold.staying import GENERIC
from collectrules.fold.stretches import FACT, Stretch, union
from collectrules.fold.unmet import refuse
from collectrules.ground.errors import Fault, NotModelled
from collectrules.loader import model as m
from collectrules.nouns.events import COMMON
from collectrules.topics.deadlines import span

if TYPE_CHECKING:
    from collectrules.fold.conditions import Gate
    from collectrules.fold.ledger import Account
    from collectrules.fold.rules import StayRule
    from collectrules.fold.state import State
    from collectrules.nouns.events import Event


def follow(state: State, event: Event, name: str, accounts: Collection[Account]) -> Iterator[Account]:
    """Let an event begin and end stays; yield each claim of which a stay changed.

    A common event that names no claim is about the debtor, and so about every claim.
    """
    everybody = event.kind in COMMON and not (event.claim or event.claims)
    for account in state.ledger.accounts if everybody else accounts:
        moment = Moment(state, account, event.on.toordinal())
        before = account.stays
        about = _about(event, name, moment)
        account.stays = tuple(_ended(stay, event, about, moment) for stay in account.stays)
        account.stays += tuple(_begun(event, about, moment))
        if account.stays != before:
            rest_anew(state, account)
            yield account


def rest_anew(state: State, account: Account) -> None:
    """Work out again when the interest of a claim rests: in stays that stop it, in plans free of it, in halts."""
    rests = [stay.rest for stay in account.stays if _stops_interest(stay, state)]
    account.rests = union([*rests, *free_days(account), *halted_days(account)])
    state.forget(account)


def _stops_interest(stay: Stretch, state: State) -> bool:
    rule = state.book.stays.get(stay.name)
    return rule is not None and "interest" in rule.record.stops


def _about(event: Event, name: str, moment: Moment) -> Collection[str]:
    """The stays that an event may be about: the one it names, else all that it may begin or end.

    Raises:
        NotModelled: `missing_fact`, it names none where several can be meant.

    """
    stays = moment.state.book.stays
    if event.kind not in GENERIC:
        return stays.keys()
    if event.name is not None:
        return (event.name,)
    if event.kind == "stay_began":
        meant = {rule.record.name for rule in stays.values() for _, edge in rule.starts if event.kind in edge.on}
    else:
        running = [stay for stay in moment.account.stays if stay.covers(moment.day)]
        named = {stay.name for stay in running if stay.began == "stay_began"}
        meant = named or {stay.name for stay in running}  # what an act began, an act ends
    if len(meant) > 1:
        path, several = f"{moment.state.path_of(name)}.name", ", ".join(sorted(meant))
        raise NotModelled(Fault(code="missing_fact", path=path, expected="the stay it is about", got=several))
    return meant or (_UNNAMED,)


_UNNAMED = "stay"
"""What a stay is called of which neither the case nor the profile says more."""


# Beginning -------------------------------------------------------------------------------------------------


def _begun(event: Event, about: Collection[str], moment: Moment) -> Iterator[Stretch]:
    """Yield the stays that an event begins for a claim."""
    day, stays = moment.day, moment.state.book.stays
    for name in about:
        rule = stays.get(name)
        if rule is None and event.kind == "stay_began":
            yield Stretch(name, day, None, event.kind)
        if rule is None or not _begins(rule, event, moment) or _runs_on(rule, moment):
            continue
        refuse(moment.state.book.profile, "stay", rule.record)
        started = Stretch(name, day, None, event.kind)
        yield started._replace(last=_last(started, rule, event, moment))


def _begins(rule: StayRule, event: Event, moment: Moment) -> bool:
    """Whether an event begins a stay within the life of its rule and under its conditions."""
    record, day = rule.record, event.on
    if (record.from_ is not None and day < record.from_) or (record.to is not None and day > record.to):
        return False
    ways = [gate for gate, edge in rule.starts if _is_on(edge, event)]
    if event.kind == "stay_began" and not ways:
        return _holds(rule.gate, moment)  # to name a stay is enough to begin it
    return _either(ways, moment) and _holds(rule.gate, moment)


def _is_on(edge: m.Edge, event: Event) -> bool:
    """Whether an edge looks at an event: of facts at those that its own conditions ask for."""
    asked = event.kind != FACT or not edge.when or any(event.name in condition.facts for condition in edge.when)
    return event.kind in edge.on and asked


def _holds(gate: Gate, moment: Moment) -> bool:
    """Whether a condition of a stay holds; one that nobody knows would decide what the debtor is spared.

    Raises:
        NotModelled: `missing_fact`.

    """
    failures = gate.failures(moment)
    if failures and all(failure.got is None for failure in failures):
        from collectrules.fold.checkfacts import unknown

        raise unknown(failures[0].fact, "a stay")
    return not failures


def _either(ways: Collection[Gate], moment: Moment) -> bool:
    """Whether one of several conditions holds, in whatever order they stand; raises what `_holds` raises."""
    return any(gate.holds(moment) for gate in ways) or any(_holds(gate, moment) for gate in ways)


def _runs_on(rule: StayRule, moment: Moment) -> bool:
    """Whether a stay that only events end runs already: what would begin it changes nothing."""
    running = any(stay.name == rule.record.name and stay.covers(moment.day) for stay in moment.account.stays)
    return running and not any(isinstance(end, m.Period) for _, end in rule.ends)


# Ending ----------------------------------------------------------------------------------------------------


def _ended(stay: Stretch, event: Event, about: Collection[str], moment: Moment) -> Stretch:
    """A stay after an event: ended by it, or by a period that hangs on it."""
    rule = moment.state.book.stays.get(stay.name)
    if not stay.covers(moment.day) or stay.name not in about:
        return stay
    named = event.kind == "stay_ended"
    if rule is None:
        return stay._replace(last=moment.day - 1, ended=True) if named else stay
    ways = [gate for gate, end in rule.ends if isinstance(end, m.Edge) and _is_on(end, event)]
    if (named and not ways and not _goes_on(rule, event)) or _either(ways, moment):
        return stay._replace(last=moment.day - 1, ended=True)
    last = _last(stay, rule, event, moment)
    return stay if stay.last is not None and (last is None or last >= stay.last) else stay._replace(last=last)


def _goes_on(rule: StayRule, event: Event) -> bool:
    """Whether a period that hangs on the event ends the stay, rather than the event itself."""
    return any(isinstance(end, m.Period) and event.kind in (*end.after, *end.since) for _, end in rule.ends)


def _last(stay: Stretch, rule: StayRule, event: Event, moment: Moment) -> int | None:
    """The last day of a stay by the periods that end it: the earliest; None while none of them is known.

    An end that is recorded of another stay, or was before this one began, is none of this one.
    """
    book = moment.state.book
    numbers = partial(book.number, moment=moment)

    def anchor(word: str) -> int | None:
        if word == stay.began:
            return stay.first
        if word in GENERIC:
            return moment.day if word == event.kind else None
        return moment.anchor(word)

    periods = [end for gate, end in rule.ends if isinstance(end, m.Period) and gate.holds(moment)]
    free = [span(period, book.profile, anchor, numbers, at=moment).first_free for period in periods]
    return min((day - 1 for day in free if day is not None and day > stay.first), default=None)
