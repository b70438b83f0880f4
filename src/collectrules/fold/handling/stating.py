"""Sums that an authority stated of a whole claim: tariffs are taken of them, what is owed is reckoned without them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collectrules.fold.judging import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collectrules.fold.ledger import Account
    from collectrules.fold.state import State
    from collectrules.nouns.events import Event


def keep_stated(state: State, event: Event, name: str, accounts: Sequence[Account]) -> None:
    """Remember of claims what an act stated that certifies all of them, and tell where our own sum is another."""
    if not any(event.kind in base.stated_by for base in state.book.profile.base.values()):
        return
    day, told = event.on.toordinal(), None
    if event.amount is not None and len(accounts) == 1:
        told = state.case.minor(event.amount)
    for account in accounts:
        state.ledger.settle(account, day)
        own = state.ledger.open_of_before(account, day)
        account.kept["stated"] = (event.kind, day, 0 if told is None else told - own)
        if told is not None and told != own:
            values = (("stated", state.text(told)), ("reckoned", state.text(own)))
            law = state.book.acts[event.kind].record.law
            state.verdicts.append(
                Verdict(code="stated_sum_differs", severity="note", event=name, claims=(account.claim.id,), day=day,
                        law=law, values=values)
            )  # fmt: skip
