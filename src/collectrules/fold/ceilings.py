"""What a claim itself says beyond a ceiling of law: a term agreed too high is found before anything is done."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from collectrules.fold.agreedlimits import AGREED_FEE
from collectrules.fold.exceeding import exceeding
from collectrules.fold.judging import Verdict, amount_of
from collectrules.fold.moments import Moment
from collectrules.ground.errors import NotModelled
from collectrules.ground.money import half_up, to_text

if TYPE_CHECKING:
    from collectrules.fold.state import State


def above_ceilings(state: State) -> Iterator[Verdict]:
    """Yield a verdict on each fact of a claim that lies above the value that caps it; it belongs to no event."""
    for account in state.ledger.accounts:
        for found in exceeding(Moment(state, account, account.due)):
            values = (("fact", found.record.ceiling_of or ""), ("needed", f"to {_text(found.most)}"),
                      ("got", _text(found.given)))  # fmt: skip
            note = found.record.above == "note"
            yield Verdict(
                code="above_usual" if note else "above_ceiling", severity=found.record.above, event="",
                claims=(account.claim.id,), day=found.day, law=found.law, values=values,
            )  # fmt: skip


def above_own_fee(state: State) -> Iterator[Verdict]:
    """Yield a note on each agreed fee above the one that the law itself has, which it displaces or falls back on."""
    for account in state.ledger.accounts:
        agreed = state.agreed_fee(account)
        for rule in state.book.fees.values() if agreed is not None else ():
            moment = Moment(state, account, account.timely + 1, (account,), rule.family)
            if rule.record.of != AGREED_FEE or not rule.record.instead_of:
                continue
            most = max((_own_fee(name, moment) for name in rule.record.instead_of), default=0)
            if most and agreed is not None and agreed > most:
                values = (("allowed", state.text(most)), ("agreed", state.text(agreed)))
                yield Verdict(code="agreed_fee_above_law", severity="note", event="", claims=(account.claim.id,),
                              day=account.due, law=rule.record.law, values=values)  # fmt: skip


def _own_fee(name: str, moment: Moment) -> int:
    """The fee of the law for the claim on the moment's day; 0 where it has none for it, or none that is known."""
    rule = moment.account.law.fee(name)
    if not rule.cautious.gate.holds(moment):
        return 0
    try:
        return amount_of(rule.cautious, moment, capped=False)[0]
    except NotModelled:
        return 0


def _text(percent: Fraction) -> str:
    """A rate with two decimals; what has more is rounded for display."""
    return to_text(half_up(percent.numerator * 100, percent.denominator), 2)
