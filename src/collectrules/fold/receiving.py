"""Who took money in: what the debtor pays of himself acknowledges his debt, what was taken from him does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collectrules.fold.ledger import Account
    from collectrules.loader import model as m


def keep_receipt(account: Account, day: int, received_by: str | None) -> None:
    """Remember of a payment who took it in."""
    account.kept["receipts"] = (*_receipts(account), (day, received_by))


def counts(restart: m.Restart, kind: str, day: int, account: Account) -> bool:
    """Whether an event of a day makes a period run anew: of money, who received it, and of which claims it speaks."""
    return kind in restart.on and (
        kind != "payment" or (_received(restart, day, account) and _told(restart, day, account))
    )


def _received(restart: m.Restart, day: int, account: Account) -> bool:
    """Whether some of the money of a day came to somebody whom the restart does not leave aside."""
    return not restart.not_received_by or any(
        on == day and by not in restart.not_received_by for on, by in _receipts(account)
    )


def _told(restart: m.Restart, day: int, account: Account) -> bool:
    """Whether what was paid on a day says of this claim that it is owed."""
    paid = (reached for on, reached in account.undisputed if on == day)
    return restart.only is None or any(reached or restart.only == "undisputed" for reached in paid)


def _receipts(account: Account) -> tuple[tuple[int, str | None], ...]:
    found = account.kept.get("receipts", ())
    return found if isinstance(found, tuple) else ()
