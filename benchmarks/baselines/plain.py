"""The least that a program for one country would do: interest, payments and the next reminder, in plain `Decimal`.

It knows one kind of claim, one creditor, one debtor and the rates of 2023 to 2025; no reasons, no laws, no checks, no
other days. It is frozen: the engine is measured against it, and it shall not grow.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Final

MARGIN: Final = Decimal(8)  # renteloven § 5(1), for claims due from 2013-03-01
REFERENCE: Final = (  # Nationalbankens officielle udlånsrente, fixed on the day, in percent
    (dt.date(2023, 1, 1), Decimal("1.90")),
    (dt.date(2023, 7, 1), Decimal("3.25")),
    (dt.date(2024, 1, 1), Decimal("3.75")),
    (dt.date(2024, 7, 1), Decimal("3.50")),
    (dt.date(2025, 1, 1), Decimal("2.75")),
    (dt.date(2025, 7, 1), Decimal("1.75")),
    (dt.date(2026, 1, 1), Decimal("1.75")),
)
FEE: Final = Decimal(100)  # renteloven § 9 b(2): at most three, ten days apart
FEES_MOST: Final = 3
GAP: Final = dt.timedelta(days=11)  # ten full days lie between
DAY: Final = dt.timedelta(days=1)
ORE: Final = Decimal("0.01")


@dataclass
class Sums:
    """Where the claim stands, in kroner."""

    principal: Decimal
    accrued: Decimal = Decimal(0)
    interest_paid: Decimal = Decimal(0)
    fees: Decimal = Decimal(0)
    credit: Decimal = Decimal(0)

    @property
    def interest(self) -> Decimal:
        """Interest that is open: the exact sum rounded once, less what was paid."""
        return self.accrued.quantize(ORE, ROUND_HALF_UP) - self.interest_paid


def year_days(year: int) -> int:
    """Days of a calendar year."""
    return (dt.date(year + 1, 1, 1) - dt.date(year, 1, 1)).days


def accrue(sums: Sums, first: dt.date, last: dt.date) -> None:
    """Add the interest of the days from `first` to `last`, both included, half-year by half-year."""
    for (start, rate), (following, _) in pairwise(REFERENCE):
        begin, end = max(first, start), min(last, following - DAY)
        if begin <= end:
            days = (end - begin).days + 1
            sums.accrued += sums.principal * (rate + MARGIN) * days / 100 / year_days(begin.year)


def pay(sums: Sums, amount: Decimal) -> None:
    """Put a payment on interest, then fees, then principal; the rest is credit."""
    to_interest = min(amount, sums.interest)
    to_fees = min(amount - to_interest, sums.fees)
    to_principal = min(amount - to_interest - to_fees, sums.principal)
    sums.interest_paid += to_interest
    sums.fees -= to_fees
    sums.principal -= to_principal
    sums.credit += amount - to_interest - to_fees - to_principal


def account(
    amount: Decimal, due: dt.date, events: list[tuple[dt.date, str, Decimal]], on: dt.date
) -> tuple[Sums, dt.date | None]:
    """Return the sums at the end of `on`, and the first day of the next reminder with a fee, None if there is none."""
    sums, upto, reminders = Sums(amount), due, []
    for day, kind, value in events:
        if kind == "payment":
            accrue(sums, upto + DAY, day)
            pay(sums, value)
            upto = day
        elif kind == "reminder":
            sums.fees += min(value, FEE)
            reminders.append(day)
    accrue(sums, upto + DAY, on)
    if len(reminders) >= FEES_MOST:
        return sums, None
    return sums, reminders[-1] + GAP if reminders else due + DAY
