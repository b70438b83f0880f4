"""Official fees that a later act takes back: what was asked for at first is not owed any more, then or before.

The fold is done again with what it found, so that money never went to a fee that is not owed in the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from collectrules.fold.handling.meant import billed_for
from collectrules.fold.judging import Verdict
from collectrules.fold.rules import OFFICIAL
from collectrules.fold.state import ended

if TYPE_CHECKING:
    from collectrules.fold.entries import Line
    from collectrules.fold.ledger import Account
    from collectrules.fold.rules import FeeRule
    from collectrules.fold.state import State
    from collectrules.nouns.events import Event


def to_take_back(state: State, rule: FeeRule, accounts: Sequence[Account]) -> list[tuple[str, str]]:
    """The fees that a fee takes back, all of the last act that one of them was for: the event, and the name of the fee.

    An act that was about other claims too goes on for those, and costs what it cost, until it is undone for them all.
    """
    latest, told = accounts[0].latest, list(state.about)
    asked = [(fee, latest.get(state.book.profile.fee[fee].act)) for fee in rule.record.takes_back]
    events = [occurrence.event for _, occurrence in asked if occurrence is not None]
    if not events:
        return []
    last = max(events, key=told.index)
    if any(_goes_on(state, rule, told, last, other) for other in _others(state, last, accounts)):
        return []
    return [(last, fee) for fee, occurrence in asked if occurrence is not None and occurrence.event == last]


def take_back(state: State, rule: FeeRule, accounts: Sequence[Account]) -> bool:
    """Take back what a fee stands in the place of; whether there was anything."""
    found = to_take_back(state, rule, accounts)
    state.taking_back.update({pair: rule.record.law for pair in found if pair not in state.taken_back})
    return bool(found)


def _others(state: State, event: str, accounts: Sequence[Account]) -> Iterator[Account]:
    """The claims that an act was about beside some."""
    told = {account.index for account in accounts}
    return (state.ledger.accounts[index] for index in state.about[event] if index not in told)


def _goes_on(state: State, rule: FeeRule, told: Sequence[str], event: str, other: Account) -> bool:
    """Whether an act still stands for another claim: it has not ended, and nothing undid the act for it since."""
    undone = other.latest.get(rule.record.act)
    since = undone is not None and told.index(undone.event) > told.index(event)
    return not since and ended(state, other) is None


def book_taken_back(state: State, event: Event, name: str, accounts: Sequence[Account], amount: int) -> int:
    """Strike what a bill asks for fees that were taken back; return how much of it that is."""
    indexes, left = {account.index for account in accounts}, amount
    known = {rule.name for rule in billed_for(state, event) if rule.record.part in OFFICIAL}
    for line in state.not_owed:
        part = min(left, line.amount)
        if not part or not line.unbilled or line.fee not in known or line.claim not in indexes:
            continue
        line.unbilled, left = 0, left - part
        _strike(state, replace(line, on=event.on.toordinal(), amount=part, event=name), accounts)
    return amount - left


def _strike(state: State, line: Line, accounts: Sequence[Account]) -> None:
    state.ledger.add(line)
    state.verdicts.append(
        Verdict(
            code="fee_above_maximum", severity="breach", event=line.event,
            claims=tuple(account.claim.id for account in accounts), day=line.on, law=line.barred_law,
            unlawful=line.amount, values=(("claimed", state.text(line.amount)), ("allowed", state.text(0))),
            line=len(state.ledger.lines) - 1,
        )
    )  # fmt: skip
