"""Bills for single measures: one for each time that the measure was taken, each with a figure of its own."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from collectrules.judge.account import Account
from collectrules.judge.bills import Bills
from collectrules.judge.lines import Line
from collectrules.judge.lived import Flag
from collectrules.judge.words import Table, as_list, billed, half_up, holds, minor


class Items(Bills):
    """Judges bills of which each is for one measure."""

    def judge_item(self, number: int, event: Table, day: dt.date, accounts: list[Account]) -> None:
        """Book a bill on the measure that it fits best: no greater figure than it needs, the others stay for others."""
        claimed, claims = billed(event, "amount"), frozenset(account.claim["id"] for account in accounts)
        found = [each for account in accounts for each in self.best_item(account, day, event, claimed)]
        if not found:
            self.flags.append(Flag(number, "no_ground", f"a bill of {day} asks {claimed}: no measure that it is for"))
            return
        amount, most, name, account = max(found, key=lambda each: (each[0], min(each[1], claimed)))
        if claimed > amount:
            self.flags.append(Flag(number, "too_much", f"a bill of {day} asks {claimed}, {name} allows {most}"))
        line = Line(name, account, claims, "", number, event, day, claimed, counted=amount)
        line.owed = min(amount - self.set_off(line, amount), minor(event["amount"]))
        self.lines.append(line)
        account.charges["costs"] += line.owed

    def best_item(
        self, account: Account, day: dt.date, event: Table, claimed: int
    ) -> list[tuple[int, int, str, Account]]:
        """The measure that a bill fits best on one claim: what is lawful of it, and the figure of the law."""
        names = [name for name in self.billable(account, day, event) if self.unbilled_acts(name, account)]
        figures = [(self.figure_with_tax(name, account, day, event), name) for name in names]
        best = sorted(figures, key=lambda each: (-min(each[0], claimed), each[0]))[:1]
        return [(claimed if self.may_pass(name, account, day, event) else min(most, claimed), most, name, account)
                for most, name in best]  # fmt: skip

    def may_pass(self, name: str, account: Account, day: dt.date, event: Table) -> bool:
        """Whether more than the figure is owed once it is proven."""
        facts = self.facts(account, day, event)
        return any(holds(table, facts) for table in as_list(self.law["fee"][name].get("may_exceed")))

    def figure_with_tax(self, name: str, account: Account, day: dt.date, event: Table) -> int:
        """The figure of a measure, of what was open when it was taken."""
        figure = self.figure_of(name, account, day, event)
        return half_up(figure * (1 + self.tax(self.law["fee"][name], account, day)) * Fraction(100))

    def unbilled_acts(self, name: str, account: Account) -> bool:
        """Whether a measure was taken more often than it was billed."""
        billed = [line for line in self.lines if line.fee == name and account.claim["id"] in line.claims]
        return len(account.done.get(self.law["fee"][name]["act"], [])) > len(billed)
