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
    """Whether an event of a day is one that makes a period run anew: of money, whether it came to somebody else."""
    if kind != "payment" or not restart.not_received_by:
        return True
    return any(on == day and by not in restart.not_received_by for on, by in _receipts(account))


def _receipts(account: Account) -> tuple[tuple[int, str | None], ...]:
    found = account.kept.get("receipts", ())
    return found if isinstance(found, tuple) else ()
