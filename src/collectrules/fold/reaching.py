"""What befalls the debtor reaches every claim against him, whichever of them the record names.

It does so by the law of its profile (`reaches = "debtor"` on an act), or where a case says that insolvency proceedings
opened or closed. A claim that arises later is a debt of its own, and one that was paid or given up is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from collectrules.fold.state import ended

if TYPE_CHECKING:
    from collectrules.fold.ledger import Account
    from collectrules.fold.state import State
    from collectrules.nouns.events import Event

_PROCEEDINGS: Final = frozenset({"insolvency_opened", "insolvency_closed"})


def reaches_debtor(state: State, kind: str) -> bool:
    """Whether an event of a kind is about the debtor, and so about every claim against him."""
    act = state.book.acts.get(kind)
    return kind in _PROCEEDINGS or (act is not None and act.record.reaches == "debtor")


def reached(state: State, event: Event, name: str) -> list[Account]:
    """Return the claims that what befalls the debtor reaches, the earliest due first; none where nothing has arisen.

    An act that is done in some stages reaches the claims that stand in one of them, if any does.
    """
    day, act = event.on.toordinal(), state.book.acts.get(event.kind)
    over = {"paid", "withdrawn"}
    there = [one for one in state.ledger.accounts if one.arisen(day) and ended(state, one) not in over]
    stages = () if act is None else act.record.in_stages
    fit = [account for account in there if any(part.stage in stages for part in account.parts)]
    found = sorted(fit or there, key=lambda account: (account.due, account.claim.id))
    _say(state, event, name, found)
    return found


def _say(state: State, event: Event, name: str, found: list[Account]) -> None:
    """Say that more claims are reached than the record names."""
    named = {*((event.claim,) if event.claim else ()), *(event.claims or ())}
    more = ", ".join(account.claim.id for account in found if account.claim.id not in named)
    if named and more:
        text = f"what befalls the debtor reaches every claim against him, so it is about {more} as well"
        path = f"{state.path_of(name)}.claims"
        state.assume(path, "claims_of_debtor", text, day=event.on.isoformat(), claims=more)
