"""Matters: which act began one, what it is about, who gave which mandate when."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from collectrules.judge.account import Account
from collectrules.judge.lived import BILLED_BY
from collectrules.judge.steps import Steps
from collectrules.judge.words import Table, applies, as_list, day_of


class Matters(Steps):
    """Keeps what the acts of a case are about, for the fees that arise with them."""

    def begin_matters(self, event: Table, day: dt.date, accounts: list[Account]) -> None:
        """Note what an act is about, and that it happened."""
        self.keep_values(event, day, accounts)
        for account in accounts:
            account.begun.append((event["kind"], f"{event.get('id', '')} {day}", day, event.get("mandate")))
            if event["kind"] == "handed_over":
                given = day_of(event["mandate"]) if event.get("mandate") else day
                account.mandates.append((event.get("to", "collector"), given))

    def keep_values(self, event: Table, day: dt.date, accounts: list[Account]) -> None:
        """A fee is of what its act is about; of a matter for all mandates, of what the first was about."""
        for name, fee in self.law["fee"].items():
            base = self.law.get("base", {}).get(fee.get("of"))
            if base is None or fee["act"] != event["kind"] or not self.known(base):
                continue
            counted = [account for account in accounts if applies(base, self.facts(account, day, event))]
            value = self.valued(base, counted)
            for account in accounts:
                first = base.get("at") == "matter.began" and fee.get("matter_begins") == []
                account.values[name] = account.values.get(name, value) if first else value
                account.shares[name] = self.valued(base, [account] if account in counted else [])

    def known(self, base: Table) -> bool:
        """Whether the judge keeps account of all that a base is made of."""
        return {part.removeprefix("open_") for part in base["parts"]} <= {"principal", "interest", "fees", "costs"}

    def valued(self, base: Table, accounts: list[Account]) -> Fraction:
        """What is open of the parts that a base is made of, in major units."""
        parts = [part.removeprefix("open_") for part in base["parts"]]
        return Fraction(sum(account.parts()[part] for account in accounts for part in parts), 100)

    def began(self, fee: Table, account: Account) -> tuple[str, str, dt.date, str | None] | None:
        """The act that began the matter of a fee: the first hand-over where one matter is all, else the last act."""
        begins = fee.get("matter_begins", ["handed_over"])
        found = [each for each in account.begun if each[0] in (begins or ["handed_over"])]
        return found[-1 if begins else 0] if found else None

    def matter(self, fee: Table, account: Account) -> str:
        """The matter that a fee of a claim belongs to: its name, and the act that began it."""
        began = self.began(fee, account)
        return f"{fee.get('matter')} of {began[1] if began else ''}"

    def mandate(self, fee: Table, account: Account) -> dt.date | None:
        """The day of the mandate: as its act says; where nobody says, it was given with the hand-over.

        Raises:
            NotImplementedError: there were several, and nobody says which of them was for the act.

        """
        if fee.get("matter_begins") == []:  # one for all who bill it
            whom = {BILLED_BY[cost] for cost in as_list(fee.get("cost")) if cost in BILLED_BY}
            days = [day for to, day in account.mandates if to in whom or not whom][:1] or account.lately
            return next(iter(days), None)
        began = self.began(fee, account)
        if began is not None and (began[3] or began[0] == "handed_over"):
            return day_of(began[3]) if began[3] else began[2]
        if began is not None and len({day for _, day in account.mandates}) > 1:
            raise NotImplementedError("which of several mandates was for an act is left to others")
        return next(iter(account.lately), None)  # before its act a fee is of the mandate given last
