"""How a debtor behaves: what he does, on which day, seen from the case as it has been lived so far.

A behaviour is a value; it remembers nothing. What it has done is in the life it is asked about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Protocol

from collectrules.answers.plans import PLAN_AGREED, instalment_plan
from collectrules.ground.dates import add_months, date_of, to_date
from collectrules.ground.errors import bad_input
from collectrules.nouns.events import COMMON

if TYPE_CHECKING:
    from collectrules.simulation.living import Life

Deed = Mapping[str, object]
"""An event of a case document, without its id."""
OFFERED: Final = "settlement_offered"


class Behaviour(Protocol):
    """What a debtor does next: on which day, and what it is when the day has come."""

    def when(self, life: Life) -> int | None:
        """Return the ordinal of the next deed, None while there is none."""

    def deed(self, life: Life) -> Deed:
        """Return what he does on the life's day; empty where it comes to nothing."""


@dataclass(frozen=True, slots=True)
class NeverPays:
    """Does nothing at all."""

    def when(self, life: Life) -> int | None:  # noqa: ARG002  # the shape of a behaviour
        """Return None."""
        return None

    def deed(self, life: Life) -> Deed:  # noqa: ARG002  # the shape of a behaviour
        """Return nothing."""
        return {}


@dataclass(frozen=True, slots=True)
class PaysAt:
    """Pays all that is owed, some days after an act was done; on its day money would come before the act.

    What is paid on the day of a letter was there when the letter was sent.
    """

    act: str
    after: int = 1

    def when(self, life: Life) -> int | None:
        """Return the day, counted from the first such act of the life."""
        done = life.first_of(self.act)
        return None if done is None or life.did(self) else done + self.after

    def deed(self, life: Life) -> Deed:
        """Return the payment."""
        return life.payment(None)


@dataclass(frozen=True, slots=True)
class PaysMonthly:
    """Pays a sum in major units each month, first a month after the beginning; less where less is owed."""

    amount: Decimal

    def when(self, life: Life) -> int | None:
        """Return the day of the month on which the life began."""
        return add_months(life.begun, len(life.deeds_of(self)) + 1)

    def deed(self, life: Life) -> Deed:
        """Return the payment."""
        return life.payment(self.amount)


@dataclass(frozen=True, slots=True)
class PaysByPlan:
    """Agrees on instalments when the life begins, and pays each on its day; from number `breaks_at` on he pays none."""

    count: int = 12
    breaks_at: int | None = None

    def when(self, life: Life) -> int | None:
        """Return the day of the plan, then that of each instalment."""
        paid = len(life.deeds_of(self)) - 1
        if paid < 0:
            return life.begun
        items = _instalments(life, self)
        left = items if self.breaks_at is None else items[: self.breaks_at - 1]
        return to_date(left[paid]["due"]).toordinal() if paid < len(left) else None

    def deed(self, life: Life) -> Deed:
        """Return the agreement, or the payment of an instalment."""
        paid = len(life.deeds_of(self)) - 1
        if paid < 0:
            return self._agreement(life)
        claims = life.deeds_of(self)[0]["claims"]
        return {**life.payment(Decimal(str(_instalments(life, self)[paid]["amount"]))), "claims": claims}

    def _agreement(self, life: Life) -> Deed:
        plan = instalment_plan(
            life.case, life.profile, on=date_of(life.day), count=self.count, readings=life.readings
        )  # fmt: skip
        if any(note.code == "not_open_today" for note in plan.notes):
            raise bad_input("not_open", PLAN_AGREED, "a day on which the law lets a plan be agreed", date_of(life.day))
        items = [{"due": item.due.isoformat(), "amount": life.text(item.amount)} for item in plan.instalments]
        return {"kind": PLAN_AGREED, "claims": list(plan.claims), "instalments": items}


@dataclass(frozen=True, slots=True)
class Objects:
    """Objects some days after an act: disputes the claim, or does the debtor's act that is named."""

    act: str
    kind: str = "dispute"
    after: int = 1

    def when(self, life: Life) -> int | None:
        """Return the day, counted from the first such act of the life."""
        done = life.first_of(self.act)
        return None if done is None or life.did(self) else done + self.after

    def deed(self, life: Life) -> Deed:
        """Return the objection; an act of the profile only on a day on which the law lets him do it."""
        claims = life.free_for(self.kind)
        if claims:
            return {"kind": self.kind, "claims": list(claims)}
        return {"kind": self.kind} if self.kind in COMMON else {}


@dataclass(frozen=True, slots=True)
class AcceptsOffer:
    """Accepts the first offer on the day after it, and pays what was agreed on its last day, or never.

    Where no last day was set he pays a day after that.
    """

    pays: bool = True

    def when(self, life: Life) -> int | None:
        """Return the day after the offer, then its last day."""
        offer, done = life.event_of(OFFERED), len(life.deeds_of(self))
        if offer is None or done > int(self.pays):
            return None
        accepted = offer.on.toordinal() + 1
        last = accepted + 1 if offer.until is None else offer.until.toordinal()
        return min(accepted, last) if done == 0 else last

    def deed(self, life: Life) -> Deed:
        """Return the acceptance, then the payment."""
        offer = life.event_of(OFFERED)
        if offer is None or offer.amount is None:
            return {}
        if not life.deeds_of(self):
            return {"kind": "settlement_accepted", "of": offer.id}
        return life.payment(Decimal(offer.amount))


def _instalments(life: Life, who: Behaviour) -> list[dict[str, str]]:
    return life.deeds_of(who)[0].get("instalments", [])  # type: ignore[return-value]  # as `_agreement` wrote it
