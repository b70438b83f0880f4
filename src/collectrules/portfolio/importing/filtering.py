"""Which rows of a file are wanted: sent, reminded often enough, late enough, and of debtors who owe enough."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from collectrules.ground.dates import to_date
from collectrules.ground.errors import bad_input
from collectrules.ground.money import to_minor
from collectrules.portfolio.importing.fields import REMINDERS

_MOST_DAYS: Final = 36_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Which rows become cases.

    `after_reminder` is the number of the last reminder that must have gone out, from 0 to 3. With
    `last_reminder_warns` the last of a row's reminders counts as a warning of collection even if no flag says so.
    `least_balance` is what a debtor must owe at least, in major units, without interest and fees. `days_overdue` is
    how many days an invoice must be late `on` a day, which is then needed.
    """

    after_reminder: int = 0
    last_reminder_warns: bool = False
    least_balance: Decimal | str | None = None
    days_overdue: int | None = None
    on: dt.date | str | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be.

        Raises:
            BadInput: `intake_number`, or `missing_field`.

        """
        if type(self.after_reminder) is not int or not 0 <= self.after_reminder <= REMINDERS:
            raise bad_input("intake_number", "after_reminder", f"a number from 0 to {REMINDERS}", self.after_reminder)
        days = self.days_overdue
        if days is not None and (type(days) is not int or not 0 <= days <= _MOST_DAYS):
            raise bad_input("intake_number", "days_overdue", f"a number of days from 0 to {_MOST_DAYS}", days)
        if days is not None and self.on is None:
            raise bad_input("missing_field", "on", "the day on which the days are counted")

    def least(self, decimals: int) -> int:
        """Return the least balance in minor units."""
        return 0 if self.least_balance is None else to_minor(self.least_balance, decimals, "least_balance")

    def row_word(self, due: dt.date, reminders: int, *, sent: bool) -> str | None:
        """Return by which word an invoice is left out; None if it is wanted."""
        if not sent:
            return "not_sent"
        if reminders < self.after_reminder:
            return "few_reminders"
        late = None if self.on is None else (to_date(self.on, "on") - due).days
        if self.days_overdue is None or late is None or late >= self.days_overdue:
            return None
        return "not_overdue"
