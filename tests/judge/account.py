"""The judge's account of one claim."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction

from tests.judge.words import DAY, Table, day_of, half_up


@dataclass
class Account:
    """One claim and what has become of it so far; `accrued` holds all interest that ever accrued."""

    claim: Table
    principal: int
    interest_from: dt.date | None
    accrued: Fraction = Fraction(0)
    interest_paid: int = 0
    charges: dict[str, int] = field(default_factory=lambda: {"fees": 0, "costs": 0})
    earned: dict[str, list[dt.date]] = field(default_factory=dict)  # act or cost → days on which it earned
    acts: dict[str, dt.date] = field(default_factory=dict)  # act, or "<act>.deadline" → its latest day
    stage: str = "overdue"
    title: str = "none"
    costs_awarded: bool | None = None
    disputed: bool = False
    opposed: str = "no"

    def parts(self) -> dict[str, int]:
        """What is open of each part."""
        interest = half_up(self.accrued) - self.interest_paid
        return {"interest": interest, **self.charges, "principal": self.principal}

    def due(self, day: dt.date) -> bool:
        return day_of(self.claim["due"]) <= day and sum(self.parts().values()) > 0

    def overdue(self, day: dt.date) -> bool:
        return self.due(day - DAY)

    def relationship(self) -> str:
        return str(self.claim.get("relationship", f"claim {self.claim['id']}"))

    def receive(self, part: str, amount: int) -> None:
        """Take a piece of a payment."""
        if part == "interest":
            self.interest_paid += amount
        elif part == "principal":
            self.principal -= amount
        else:
            self.charges[part] -= amount
