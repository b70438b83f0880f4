"""Payments: which word of the debtor counts, which debt is reached, and what becomes of the rest."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from collectrules.judge.account import Account
from collectrules.judge.fees import Fees
from collectrules.judge.sharing import Debt
from collectrules.judge.words import Table, chosen, day_of, minor, standing


class Paying(Fees):
    """Spends the payments of a case."""

    def pay(self, number: int, event: Table, day: dt.date) -> None:
        """Spend a payment as the law ranks the debts; what is left is the debtor's."""
        named = [name for name in event.get("claims", [event.get("claim")]) if name]
        meant = self.meant(event, day, named)
        if meant is not None:
            pieces, rest = [(meant.claim["id"], "principal", meant.principal)], 0
            meant.receive("principal", meant.principal)
        else:
            heard = [account.claim["id"] for account in self.accounts if self.binds(account, event, day)]
            pieces, rest = self.spend(minor(event["amount"]), day, [name for name in named if name in heard])
        self.payments.append((number, pieces, rest))

    def meant(self, event: Table, day: dt.date, named: list[str]) -> Account | None:
        """The one claim whose open principal the debtor pays to the cent, where the law hears his word in that."""
        if event.get("named_by") == "creditor" or event.get("received_by") in {"court", "office"}:
            return None
        asked = [account for account in self.accounts if not named or account.claim["id"] in named]
        arisen = [account for account in asked if day_of(account.claim["arose"]) <= day]
        exact = [account for account in arisen if account.principal == minor(event["amount"])]
        if len(exact) != 1 or not self.binds(exact[0], event, day):
            return None
        word = self.rule_of_payment(exact[0], day)["choice"].get("implied", "none")
        return exact[0] if chosen(word, self.readings) == "exact_principal" else None

    def use_credit(self, day: dt.date) -> None:
        """What is over of a payment pays what is owed later: a debtor never has credit beside a debt."""
        for place, (number, pieces, rest) in enumerate(self.payments):
            if rest and any(any(account.parts().values()) for account in self.accounts):
                more, left = self.spend(rest, day, [])
                self.payments[place] = (number, [*pieces, *more], left)

    def binds(self, account: Account, event: Table, day: dt.date) -> bool:
        """Whether what a payment names counts: whose word it is, and what the other side said to it."""
        choice = self.rule_of_payment(account, day)["choice"].get(event.get("named_by", "debtor"), "none")
        if choice in {"creditor_may_refuse", "unless_objected"}:
            return event.get("reply") != "refused"
        return choice == "binds" or (choice == "needs_consent" and event.get("reply") == "accepted")

    def rule_of_payment(self, account: Account, day: dt.date) -> Table:
        """The rule of allocation for a claim on a day."""
        facts = self.facts(account, day, {"kind": "payment"})
        return next(iter(standing(self.law["allocation"], facts).values()))

    def burden(self, account: Account, day: dt.date, rule: Table) -> Fraction:
        """How heavily a debt weighs: by the rate of a day, where that is asked; nothing while no interest runs."""
        if not account.runs(day) or "most_burdensome" not in rule["between"]:
            return Fraction(0)
        return self.judge.rate(account.claim, day, self.debtor, self.creditor, self.readings, account.told)

    def spend(self, amount: int, day: dt.date, named: list[str]) -> tuple[list[tuple[str, str, int]], int]:
        """Split a sum between the debts; each keeps the order of parts of its own rule."""
        arisen = [account for account in self.accounts if day_of(account.claim["arose"]) <= day]
        if not arisen:
            return [], amount
        rules = [self.rule_of_payment(account, day) for account in arisen]
        debts = [self.debt(account, day, rule, named) for account, rule in zip(arisen, rules, strict=True)]
        if any(rule["between"] != rules[0]["between"] for rule in rules):
            raise NotImplementedError("claims whose laws rank them differently are left to others")
        pieces, rest = self.judge.spend(amount, debts, rules[0], self.readings)
        for index, part, piece in pieces:
            arisen[index].receive(part, piece)
        return [
            (debts[n].name, "costs" if part.startswith("joint") else part, piece) for n, part, piece in pieces
        ], rest

    def debt(self, account: Account, day: dt.date, rule: Table, named: list[str]) -> Debt:
        """A claim as a payment of a day finds it."""
        claim, due = account.claim, day_of(account.claim["due"])
        return Debt(
            claim["id"], due, day_of(claim["arose"]), due <= day, claim["id"] in named, account.parts(),
            account.enforced, claim.get("secured", "none"), self.burden(account, day, rule),
            tuple(chosen(rule["within"], self.readings)), tuple(account.joint),
        )  # fmt: skip
