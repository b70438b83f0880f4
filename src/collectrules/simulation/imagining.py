"""What courts, offices and third parties are imagined to do: which acts are open, on which days, and about what sum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from collectrules.answers.proposals import Proposal, proposals_for
from collectrules.fold.entries import COMPONENTS
from collectrules.fold.moments import Moment
from collectrules.fold.windows import acting_from

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from collectrules.fold.asking import Question
    from collectrules.fold.ledger import Account

CREDITORS: Final = frozenset({"creditor", "collector"})
_OWN_SUM: Final = "amount_enforced"
"""The base of fees that are taken of a sum which the act itself states."""


def imagined(question: Question, listed: tuple[Proposal, ...], wanted: Collection[str]) -> Iterator[Proposal]:
    """Yield the acts of others that are open and wanted, those too that no answer lists since they cost nothing."""
    if not wanted:
        return
    hidden = [name for name in wanted if name not in {one.action for one in listed}]
    for one in (*listed, *proposals_for(question, hidden)):
        if one.action in wanted and one.status == "open" and one.by not in CREDITORS:
            yield one


def day_for(question: Question, action: str, claims: tuple[str, ...], day: int) -> int | None:
    """Return the first day from a day on on which others may do an act; None in a stay without an end."""
    found = [
        acting_from(account.law.acts[action], Moment(question.state, account, day), day)
        for account in _named(question, claims)
        if action in account.law.acts
    ]
    known = [one for one in found if one is not None]
    return max(known, default=day) if len(known) == len(found) else None


def sum_for(question: Question, step: Proposal) -> dict[str, object]:
    """Return the sum that an act brings in, where a fee is taken of it: what is owed, since nobody knows it better."""
    state = question.state
    if not any(rule.record.of == _OWN_SUM for rule in state.book.fees_by_act.get(step.action, ())):
        return {}
    accounts = _named(question, step.claims)
    parts = ((Moment(state, account, state.on), account) for account in accounts)
    owed = sum(at.owed_of(account, part) for at, account in parts for part in COMPONENTS)
    return {"amount": state.text(owed)} if owed else {}


def _named(question: Question, claims: tuple[str, ...]) -> list[Account]:
    return [account for account in question.state.ledger.accounts if account.claim.id in claims]
