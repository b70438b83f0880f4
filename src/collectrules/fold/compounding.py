"""Interest on interest: when what is owed begins to bear interest itself; days are ordinals, sums minor units."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from collectrules.ground.dates import add_months

if TYPE_CHECKING:
    from collectrules.fold.entries import Accrual
    from collectrules.fold.ledger import Account, Ledger

YEARLY = "yearly_from_start"
FROM_PENDENCY = "from_pendency"


def anniversaries(account: Account, first: int, last: int) -> Iterator[int]:
    """Yield the days from `first` to `last` on which a year of interest is over and added to what bears interest."""
    start = account.interest_first
    if account.compound != YEARLY or start is None:
        return
    years = max((first - start) // 366, 1)  # never too many: a year has no more than 366 days
    while (day := add_months(start, 12 * years)) <= last:
        if day >= first:
            yield day
        years += 1


def grown(ledger: Ledger, account: Account, whole: Accrual) -> Iterator[tuple[Accrual, int]]:
    """Yield the stretches of interest up to its last day, and what bears interest beside the base in each.

    At the end of each year the interest then owed, rounded as interest is, is added to the base.
    """
    accrued, added, first = account.accrued, account.compounded, whole.first
    plain = whole.base - added
    for day in (*anniversaries(account, whole.first, whole.last), whole.last + 1):
        stretch = whole._replace(first=first, last=day - 1, base=plain + added)
        if first < day:
            yield stretch, added
            accrued += ledger.worth(account, stretch)
        if day <= whole.last:
            added = ledger.interest_after(account, accrued)
        first = day
