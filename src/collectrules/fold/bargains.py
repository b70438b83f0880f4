"""Settlements for less than the debt: what was offered, whether it stands on a day, and what of it has been paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from collectrules.ground.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collectrules.fold.ledger import Account, Ledger

Word = Literal["none", "offered", "accepted", "performed", "lapsed"]


@record
class Bargain:
    """A settlement for some claims; sums in minor units, days as ordinals.

    `before` is what had been paid on the claims when it was made: only what is paid after that performs it. Money of
    the same day was paid after it if it is what the settlement asks for.
    """

    event: str
    amount: int | None
    claims: tuple[int, ...]
    before: int
    made: int
    until: int | None
    accepted: int | None = None
    performed: int | None = None

    def word(self, day: int) -> Word:
        """Return where the settlement stands at the end of a day."""
        if self.performed is not None:
            return "performed"
        if self.until is not None and self.until < day:
            return "lapsed"
        return "offered" if self.accepted is None else "accepted"


def bargains_of(account: Account) -> tuple[Bargain, ...]:
    """Return what was offered for a claim, in order, and what was agreed; agreeing on one is the end of those before.

    What is offered later takes nothing from a debtor who has accepted, nor from one whose earlier offer still stands.
    """
    found = account.kept.get("bargains", ())
    return found if isinstance(found, tuple) else ()


def bargain_of(account: Account, day: int) -> Bargain | None:
    """Return the settlement that holds for a claim on a day: the one agreed while it stands, else the last."""
    found = bargains_of(account)
    if not found:
        return None
    agreed = (one for one in found if one.word(day) == "accepted")
    return next(agreed, found[-1])


def settlement_word(account: Account, day: int) -> Word:
    """Return where the settlement of a claim stands on a day."""
    found = bargain_of(account, day)
    return "none" if found is None else found.word(day)


def lapses(account: Account, day: int) -> list[int]:
    """Return the days up to one on which the time to pay what was agreed was over; the old debt was there again."""
    return [one.until + 1 for one in bargains_of(account) if one.until is not None and one.until < day]


def settlement_stands(account: Account, day: int) -> bool:
    """Whether a settlement holds the creditor back on a day: accepted, its sum known, the time to pay it not over.

    A sum that is agreed without a time is to be paid at once, so it leaves the creditor free.
    """
    found = bargain_of(account, day)
    known = found is not None and found.amount is not None and found.until is not None
    return known and found is not None and found.word(day) == "accepted"


def paid_that_day(ledger: Ledger, accounts: Iterable[Account], day: int) -> int:
    """Return what of the payments of a day went to some claims."""
    keys = {account.index for account in accounts}
    today = (payment for payment in ledger.payments if payment.on == day)
    return sum(amount for payment in today for key, _, amount in payment.pieces if key in keys)


def paid_on(ledger: Ledger, accounts: Iterable[Account]) -> int:
    """Return what has been paid on some claims, over all their components."""
    own = [account.principal_paid + account.interest_paid for account in accounts]
    lines = [line.paid for account in accounts for part in ("fees", "costs") for line in ledger.lines_of(account, part)]
    return sum(own) + sum(lines)
