"""Costs that fall on who loses: nobody owes them for certain until a court has awarded them, or ever if it has not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from collectrules.fold.entries import Awaiting
from collectrules.fold.judging import borne
from collectrules.fold.ruling import NOT_AWARDED

if TYPE_CHECKING:
    from collectrules.fold.entries import Line
    from collectrules.fold.ledger import Account
    from collectrules.fold.rules import FeeRule
    from collectrules.fold.ruling import Ruling
    from collectrules.fold.state import State


AWARD: Final = "costs_awarded"


def await_award(ruling: Ruling, rule: FeeRule | None) -> Ruling:
    """Return what a ruling on a bill comes to while nobody knows on whom its cost falls: all of it is in doubt."""
    if rule is None or rule.record.borne_by != "loser" or borne(ruling.account, rule.record) is not None:
        return ruling
    opinion = ruling.opinion._replace(needs=(*ruling.opinion.needs, "costs_awarded"))
    if opinion.code is None:
        values = (("fact", "costs_awarded"), ("needed", "true"), ("got", "unknown"))
        opinion = opinion._replace(code="fact_unknown", values=values)
    return ruling._replace(in_doubt=ruling.lawful, opinion=opinion)


def owed_of(ruling: Ruling, rule: FeeRule | None) -> int:
    """What of a lawful bill is owed now: where the law waits for the award, nothing while it is waited for."""
    waits = rule is not None and rule.record.before_award == "not_owed" and AWARD in ruling.opinion.needs
    return 0 if waits else ruling.lawful


def keep_waiting(state: State, place: int, told: Ruling, waits: Ruling, rule: FeeRule | None) -> None:
    """Remember a bill, by the place of its line, that waits for a court, and what is said of it beside that."""
    state.awaiting[:] = [bill for bill in state.awaiting if bill.line != place]
    if AWARD not in waits.opinion.needs:
        return
    if AWARD in told.opinion.needs and rule is not None and rule.record.before_award == "not_owed":
        told = told._replace(in_doubt=0, opinion=told.opinion._replace(code=None))  # the award was all that it lacked
    state.awaiting.append(Awaiting(place, told.code, told.in_doubt, waits.lawful))


def await_title(state: State, line: Line) -> None:
    """Let a cost that is said to be awarded be owed only once a title is recorded that could award it."""
    code = None if line.lawful == line.amount else line.code
    state.awaiting.append(Awaiting(len(state.ledger.lines) - 1, code, 0, line.lawful))
    line.lawful = 0


def title_comes(state: State, account: Account, day: int) -> None:
    """Let what was said to be awarded before the title was recorded be owed with it."""
    waits = (state.ledger.lines[bill.line] for bill in state.awaiting)
    if any(line.kind == "awarded_cost" and account.index in line.shared for line in waits):
        award(state, account, day, awarded=True)


def award(state: State, account: Account, day: int, *, awarded: bool) -> None:
    """Settle what becomes of the bills of a claim that waited for a court to say who bears the costs."""
    account.costs_awarded, account.kept["awarded_on"] = awarded, day
    for bill in [bill for bill in state.awaiting if account.index in state.ledger.lines[bill.line].shared]:
        state.awaiting.remove(bill)
        for index in state.ledger.lines[bill.line].shared:
            state.ledger.settle(state.ledger.accounts[index], day)
        _certain(state, bill) if awarded else _strike(state, bill)


def _certain(state: State, bill: Awaiting) -> None:
    """The debtor bears it: what is left to say of the bill is what would have been said without the doubt."""
    state.ledger.lines[bill.line].lawful = bill.lawful
    place = _place(state, bill)
    if bill.code is None:
        del state.verdicts[place]
        return
    told = state.verdicts[place]
    needs = tuple(need for need in told.needs if need != AWARD)
    state.verdicts[place] = replace(told, in_doubt=bill.in_doubt, needs=needs)


def _strike(state: State, bill: Awaiting) -> None:
    """The creditor bears it: no more of it is owed than was paid."""
    line, place = state.ledger.lines[bill.line], _place(state, bill)
    line.lawful = min(line.lawful, line.paid + line.waived)
    line.code = "fee_condition"
    state.verdicts[place] = replace(
        state.verdicts[place], code=line.code, severity="breach", unlawful=line.amount - line.lawful, in_doubt=0,
        readings=(), needs=(), values=NOT_AWARDED,
    )  # fmt: skip


def _place(state: State, bill: Awaiting) -> int:
    return next(n for n, verdict in enumerate(state.verdicts) if verdict.line == bill.line)
