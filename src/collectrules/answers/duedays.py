"""What of a debt is owed already and need not be paid yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from collectrules.fold.state import money_of
from collectrules.ground.dates import date_of
from collectrules.ground.scalars import Amount, Day
from collectrules.nouns.answer import Part

if TYPE_CHECKING:
    from collectrules.fold.state import State


class NotDue(Part):
    """Principal of a claim that has arisen and whose last day to pay in time, `due`, is not over; in major units."""

    claim: str
    due: Day
    amount: Amount


def not_due(state: State) -> Iterator[NotDue]:
    """Yield what has arisen of the claims and need not be paid yet."""
    for account in state.ledger.accounts:
        if account.arisen(state.on) and account.timely >= state.on and account.open_principal > 0:
            amount = money_of(state, account.open_principal)
            yield NotDue.made(claim=account.claim.id, due=date_of(account.timely), amount=amount)
