"""Matters: which act began one, what it is about, who gave which mandate when."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from collectrules.judge.account import Account, Begun
from collectrules.judge.barring import Barring
from collectrules.judge.lived import BILLED_BY
from collectrules.judge.words import Table, applies, as_list, day_of


class Matters(Barring):
    """Keeps what the acts of a case are about, for the fees that arise with them."""

    def begin_matters(self, event: Table, day: dt.date, accounts: list[Account]) -> None:
        """Note what an act is about, and that it happened."""
        self.keep_values(event, day, accounts)
        to = event.get("to", "collector") if event["kind"] == "handed_over" else None
        told = day_of(event["mandate"]) if event.get("mandate") else None
        for account in accounts:
            account.begun.append(Begun(event["kind"], f"{event.get('id', '')} {day}", day, told, to))

    def keep_values(self, event: Table, day: dt.date, accounts: list[Account]) -> None:
        """A fee is of what its act is about; of a matter for all mandates, of what the first was about."""
        for name, fee in self.law["fee"].items():
            base = self.law.get("base", {}).get(fee.get("of"))
            if base is None or fee["act"] != event["kind"] or not self.known(base):
                continue
            counted = [account for account in accounts if applies(base, self.facts(account, day, event))]
            value = self.valued(base, counted)
            for account in accounts:
                if base.get("at") != "matter.began" or not self.entrusted(fee, account):
                    account.values[name] = value
                    account.shares[name] = self.valued(base, [account] if account in counted else [])

    def known(self, base: Table) -> bool:
        """Whether the judge keeps account of all that a base is made of."""
        return {part.removeprefix("open_") for part in base["parts"]} <= {"principal", "interest", "fees", "costs"}

    def valued(self, base: Table, accounts: list[Account]) -> Fraction:
        """What is open of the parts that a base is made of, in major units."""
        parts = [part.removeprefix("open_") for part in base["parts"]]
        return Fraction(sum(account.parts()[part] for account in accounts for part in parts), 100)

    def entrusted(self, fee: Table, account: Account) -> list[Begun]:
        """Of a matter that is one for all mandates: those given to somebody who bills its fee."""
        whom = {BILLED_BY[cost] for cost in as_list(fee.get("cost")) if cost in BILLED_BY}
        given = [each for each in account.begun if each.to is not None] if fee.get("matter_begins") == [] else []
        return [each for each in given if each.to in whom or not whom]

    def began(self, fee: Table, account: Account) -> Begun | None:
        """The act that began the matter of a fee: the first mandate where one matter is all, else the last act."""
        begins = fee.get("matter_begins", ["handed_over"]) or ["handed_over"]
        found = [each for each in account.begun if each.kind in begins]
        return next(iter(self.entrusted(fee, account) or found[-1:]), None)

    def matter(self, fee: Table, account: Account) -> str:
        """The matter that a fee of a claim belongs to: its name, and the act that began it."""
        began = self.began(fee, account)
        return f"{fee.get('matter')} of {began.which if began else ''}"

    def mandate(self, fee: Table, account: Account) -> dt.date | None:
        """The day of the mandate: as its act says; where nobody says, it was given with the hand-over.

        Raises:
            NotImplementedError: there were several, and nobody says which of them was for the act.

        """
        began = self.began(fee, account)
        if began is not None and (began.told or began.to):
            return began.given
        if began is not None and len({day for _, day in account.mandates}) > 1:
            raise NotImplementedError("which of several mandates was for an act is left to others")
        return next(iter(account.lately), None)  # before its act a fee is of the mandate given last
