"""Fees that were billed before their time: what the law allows of them rises once their periods are over.

A rate may rise when something is still open after a while (`still_open`). Until then no more than the lower rate is
owed; from then on what was billed is judged again, as if the bill had come that day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from collectrules.fold.entries import Line, Taken, Unripe
from collectrules.fold.handling.awarding import await_award, keep_waiting, owed_of
from collectrules.fold.handling.fees import use_credits
from collectrules.fold.moments import Moment
from collectrules.fold.ruling import Ruling, rule_on
from collectrules.fold.windows import window

if TYPE_CHECKING:
    from collectrules.fold.ledger import Account
    from collectrules.fold.rules import FeeRule
    from collectrules.fold.state import State


def ripen(state: State, until: int) -> None:
    """Judge again, on each day up to an ordinal one on which a period is over, what was billed before it."""
    places = range(len(state.unripe))
    due = {(day, place) for place in places for day in _days(state, state.unripe[place]) if state.on < day <= until}
    for day, place in sorted(due):
        state.unripe[place] = _again(state, state.unripe[place], day)


def _days(state: State, bill: Unripe) -> Iterator[int]:
    """The first days after the periods of the rates that rise, under every way of reading."""
    for rule in _rules(state, bill):
        for variant in rule.variants:
            moment = Moment(state, _accounts(state, bill)[0], state.on, _accounts(state, bill), rule.family)
            for _gate, change, once in variant.modifiers:
                if change.still_open:
                    opens = window(once, (), moment.in_matter(rule.record))
                    yield from () if opens.missing or opens.earliest is None else (opens.earliest,)


def _rules(state: State, bill: Unripe) -> Sequence[FeeRule]:
    """The fees that a bill may be for: a cost is for nothing that came after it."""
    rules, sent = [state.book.fees[name] for name in bill.rules], state.ledger.lines[bill.line].on
    done = {kind for account in _accounts(state, bill) for day, kind in account.log if day <= sent}
    return rules if bill.cost is None else [rule for rule in rules if rule.record.act in done]


def _accounts(state: State, bill: Unripe) -> tuple[Account, ...]:
    return tuple(state.ledger.accounts[index] for index in bill.accounts)


def _again(state: State, bill: Unripe, day: int) -> Unripe:
    """Judge a bill again; where no more is allowed of it, or for certain, than before, it stays as it was."""
    line, accounts = state.ledger.lines[bill.line], _accounts(state, bill)
    before = (line.lawful, line.fee_part, line.expenses, line.expenses_of, line.yielded)
    _give_back(state, bill, bill.taken)
    line.lawful, line.fee_part, line.expenses, line.expenses_of, line.yielded = 0, None, *[Fraction(0)] * 3
    told = rule_on(state, _rules(state, bill), accounts, day, line.amount, cost=bill.cost, set_off=line.set_off)
    ruling = await_award(told, state.book.fees.get(told.opinion.rule or ""))
    said = next((verdict for verdict in state.verdicts if verdict.line == bill.line), None)
    certain = before[0] - (said.in_doubt if said is not None else 0)
    rule = state.book.fees[ruling.opinion.rule or bill.rules[0]]
    moment = Moment(state, ruling.account, day, accounts, rule.family, cost=bill.cost)
    if ruling.lawful <= before[0] and ruling.lawful - ruling.in_doubt <= certain:
        if not before[0] and line.fee == rule.name:  # another sum may swallow more of it than before
            taken = use_credits(rule, moment, line)
            if _is_more(line, before[1]):
                return bill._replace(taken=taken)
            _give_back(state, bill, taken)
        _give_back(state, bill, tuple((place, -net, -gross) for place, net, gross in bill.taken))
        line.lawful, line.fee_part, line.expenses, line.expenses_of, line.yielded = before
        return bill
    for account in accounts:
        state.ledger.settle(account, day)
    line.lawful, line.code, line.barred_law = owed_of(ruling, rule), ruling.code, ruling.opinion.law
    _tell(state, bill, line, ruling)
    keep_waiting(state, bill.line, told, ruling, rule)
    return bill._replace(taken=use_credits(rule, moment, line))


def _is_more(line: Line, part: Fraction | None) -> bool:
    """Whether more of a bill is the fee than a part of it."""
    return part is not None and line.fee_part is not None and line.fee_part > part


def _give_back(state: State, bill: Unripe, taken: Sequence[Taken]) -> None:
    about = frozenset(bill.accounts)
    for place, net, gross in taken:
        line = state.ledger.lines[place]
        line.passed = {**line.passed, about: line.passed.get(about, Fraction(0)) - net}
        line.swallowed -= gross


def _tell(state: State, bill: Unripe, line: Line, ruling: Ruling) -> None:
    """Let the verdict on the bill say what is left of it."""
    at = next((n for n, verdict in enumerate(state.verdicts) if verdict.line == bill.line), None)
    if at is None:
        return
    if ruling.code is None:
        del state.verdicts[at]
        return
    unlawful = line.amount - ruling.lawful
    state.verdicts[at] = replace(
        state.verdicts[at], code=ruling.code, severity="breach" if unlawful else "doubt", law=ruling.opinion.law,
        unlawful=unlawful, in_doubt=ruling.in_doubt, readings=ruling.readings, needs=ruling.opinion.needs,
        values=ruling.opinion.values,
    )  # fmt: skip
