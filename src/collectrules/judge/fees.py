"""Fees: what a letter may claim, what an official tariff adds by itself, and how often."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from collectrules.judge import words
from collectrules.judge.account import Account
from collectrules.judge.bills import OFFICIAL
from collectrules.judge.days import lives
from collectrules.judge.items import Items
from collectrules.judge.lines import Line
from collectrules.judge.lived import Flag
from collectrules.judge.tariffs import Tariff
from collectrules.judge.words import Table, applies, as_list, chosen, minor, source, standing

UNFIXED = {"actual", "judge"}  # what was laid out, or a court awards, is owed once it is booked


class Fees(Items):
    """Judges the fees of a case."""

    # Official fees ----------------------------------------------------------------------------------------

    def add_official(self, number: int, event: Table, day: dt.date, accounts: list[Account]) -> None:
        """Book the fees of an office that come with an act: once, on the claim that fell due first."""
        for name, fee in self.official_fees(event, day, accounts, "borne_by", "debtor").items() if accounts else ():
            self.to_take_back |= set(self.instead(fee, accounts))
            if (number, name) in self.taken_back:
                continue
            amount = 0 if self.charge_of(fee) in UNFIXED else self.official_sum(fee, event, day, accounts)
            if amount:
                accounts[0].charges["costs"] += amount
                self.official.append((accounts[0].claim["id"], day, name, amount))
                claims = frozenset(account.claim["id"] for account in accounts)
                accounts[0].joint += [(amount, claims)] if len(claims) > 1 else []
                line = Line(
                    name, accounts[0], claims, str(event.get("id")), -1, event, day, amount, counted=amount, owed=amount
                )
                self.lines.append(line)

    def official_fees(
        self, event: Table, day: dt.date, accounts: list[Account], word: str, who: str
    ) -> dict[str, Table]:
        """The official fees of an act that someone bears or advances."""
        facts, kind = self.facts(accounts[0], day, event), event["kind"]
        fees = {name: fee for name, fee in self.law["fee"].items() if fee["act"] == kind and fee["part"] in OFFICIAL}
        found = standing({name: fee for name, fee in fees.items() if lives(fee, day)}, facts)
        found = {name: fee for name, fee in found.items() if "takes_back" not in fee or self.instead(fee, accounts)}
        usual = self.law.get("defaults", {}).get("fee", {})
        return {name: fee for name, fee in found.items() if fee.get(word, usual.get(word)) == who}

    def instead(self, fee: Table, accounts: list[Account]) -> list[tuple[int, str]]:
        """The fees in whose place one comes: of the last request, once it stands for no claim any more.

        What was requested for others too costs what it cost, until it is taken back for them as well.
        """
        names = as_list(fee.get("takes_back"))
        acts = {self.law["fee"][name]["act"]: name for name in names}
        asked = [number for number, kind, about in self.asked if kind in acts and about & {id(a) for a in accounts}]
        if not asked:
            return []
        _, kind, about = next(each for each in self.asked if each[0] == asked[-1])
        told = {id(account) for account in accounts}
        others = [each for each in self.accounts if id(each) in about - told and sum(each.parts().values()) != 0]
        going_on = [account for account in others if not self.undone(account, kind, fee["act"])]
        return [] if going_on else [(asked[-1], acts[kind])]

    def undone(self, account: Account, asked: str, undoing: str) -> bool:
        """Whether the last that happened of a request and what undoes it is the latter."""
        kinds = [act.kind for act in account.begun if act.kind in {asked, undoing}]
        return kinds[-1:] == [undoing]

    def charge_of(self, fee: Table) -> str:
        """How a fee is charged: fixed, up to a sum, as laid out, or by a judge."""
        return str(fee.get("charge", self.law.get("defaults", {}).get("fee", {}).get("charge")))

    def official_sum(self, fee: Table, event: Table, day: dt.date, accounts: list[Account]) -> int:
        """What an office asks for an act, in minor units."""
        value = self.measure(fee["of"], event, accounts) if "of" in fee else None
        self.keep_values(event, day, accounts)
        facts = self.facts(accounts[0], day, event)
        changes = [change for change in fee.get("modifiers", ()) if applies(change, facts)]
        tariff = Tariff(self.law, self.keys(accounts[0], day, event), self.readings)
        whole = tariff.fee(fee, value, changes)
        name = next(name for name, each in self.law["fee"].items() if each is fee)
        claims = frozenset(account.claim["id"] for account in accounts)
        return words.half_up((whole - sum(credit for *_, credit in self.credits(name, whole, claims))) * 100)

    def measure(self, name: str, event: Table, accounts: list[Account]) -> Fraction:
        """What a tariff is taken of: parts of all claims of the act, or what the act brought in."""
        if name == "amount_enforced":
            return Fraction(event["amount"])
        if name == "claims_together":
            return Fraction(sum(account.principal for account in accounts), 100)
        base = self.law["base"][name]
        parts = [part.removeprefix("open_") for part in base["parts"]]
        whole = [account.whole() if account.certified and "stated_by" in base else None for account in accounts]
        own = [sum(account.parts()[part] for part in parts) for account in accounts]
        return Fraction(sum(b if a is None else a for a, b in zip(whole, own, strict=True)), 100)

    def keys(self, account: Account, day: dt.date, event: Table) -> dict[str, dt.date]:
        """The days that choose a version."""
        return self.days_of(account, day) | {"filed": self.filed(account, day, event["kind"])}

    # Fees that are claimed --------------------------------------------------------------------------------

    def judge_fee(self, number: int, event: Table, day: dt.date, accounts: list[Account]) -> None:
        """Book what the law allows of a fee and flag the rest; a letter's fee needs one claim to carry it."""
        kind = event["kind"]
        if event.get("cost") == "awarded_cost":
            raise NotImplementedError("costs that a court fixes, and interest on them, are left to others")
        word = sum_in(event)
        claimed = 0 if word is None else words.billed(event, word)
        if kind == "charge" and any(fee.get("together") for fee in self.fees_on(event).values()):
            self.judge_bill(number, event, day, accounts)
            return
        if kind == "charge" and len(self.fees_on(event)) > 1:
            self.judge_item(number, event, day, accounts)
            return
        if not claimed and kind != "compensation_claimed":
            return
        verdicts = [(*self.lawful(account, day, event), account) for account in accounts]
        if kind != "compensation_claimed":
            verdicts = sorted(verdicts, key=lambda verdict: -verdict[0])[:1]
        most = sum(amount for amount, _, _ in verdicts)
        if not most or claimed > most:
            code = next((code for amount, code, _ in verdicts if not amount), "too_much" if most else "nothing_due")
            self.flags.append(Flag(number, code, f"{kind} of {day} asks {claimed}, lawful are {most}: {code}"))
        left, each = None if word is None else minor(event[word]), kind == "compensation_claimed"
        earning = [] if each or not most else accounts  # owed claim by claim; a letter's fee counts for all of them
        for amount, _, account in verdicts:
            about = [account] if each else accounts
            if each and amount and (left != 0 or "credited" in event):  # else nothing is left to be asked for it
                earning = [*earning, account]
            owed = self.book(number, event, day, account, about, min(amount, claimed or amount), left)
            left = None if left is None else left - owed
        if earning:
            self.count_for_limits(source(event), day, earning)

    def count_for_limits(self, kind: str, day: dt.date, earning: list[Account]) -> None:
        """Count a fee for each claim, for each run of arrears, and once for the case."""
        for account in earning:
            account.earned.setdefault(kind, []).append(day)
        self.in_case[kind] = self.in_case.get(kind, 0) + 1
        for key in {(account.relationship(), kind) for account in earning}:
            self.run[key] = self.run.get(key, 0) + 1

    def book(
        self, number: int, event: Table, day: dt.date, account: Account, about: list[Account], amount: int,
        left: int | None,
    ) -> int:  # fmt: skip
        """Book a fee on the claim that carries it, less what is owed already of fees that swallow it.

        No more is owed than is left of what the event asks for, where it says that.
        """
        name = next(iter(standing(self.fees_on(event), self.facts(account, day, event))), None)
        if name is None or not amount:
            return 0
        claims = frozenset(each.claim["id"] for each in about)
        line = Line(name, account, claims, "", number, event, day, amount, counted=amount)
        owed = amount - self.set_off(line, amount)
        line.owed = owed if left is None else min(owed, left)
        self.lines.append(line)
        account.charges["costs" if event["kind"] == "charge" else "fees"] += line.owed
        return line.owed

    def lawful(self, account: Account, day: dt.date, event: Table) -> tuple[int, str]:
        """The most that an act may earn on one claim, and the code of what stands against it if that is 0."""
        facts, kind = self.facts(account, day, event), event["kind"]
        found = list(standing(self.fees_on(event), facts).values())
        if not found or (kind == "charge" and found[0]["act"] not in account.acts):
            return 0, "no_ground"
        (fee,) = found
        waits = as_list(chosen(fee.get("once"), self.readings))
        if not all(self.ran_out(period, account, day, source(event)) for period in waits):
            return 0, "too_soon"
        limits = fee.get("limits", ())
        if any(self.counted(limit["per"], account, source(event)) >= limit["at_most"] for limit in limits):
            return 0, "too_many"
        return self.amount(fee, account, day, facts, event, self.concerned(event, day)), ""

    def amount(
        self, fee: Table, account: Account, day: dt.date, facts: Table, event: Table, accounts: list[Account]
    ) -> int:
        """The most that a fee comes to on one claim, in minor units."""
        if any(words.holds(table, facts) for table in as_list(fee.get("may_exceed"))):
            return 10**12  # proven higher cost passes; how high is for a court
        agreed = account.claim.get("agreements", {}).get("reminder_fee", {}).get("amount", account.claim["amount"])
        value = agreed if fee.get("of") == "agreed_fee" else account.claim["amount"]
        base = self.law.get("base", {}).get(fee.get("of"))
        if base is not None and self.known(base):
            counted = [one for one in accounts if applies(base, self.facts(one, day, event))]
            value = self.measure(fee["of"], event, counted)
        tariff = Tariff(self.law, self.keys(account, day, {"kind": fee["act"]}), self.readings)
        changes = [change for change in fee.get("modifiers", ()) if applies(change, facts)]
        figure = tariff.fee(fee, Fraction(value), changes)
        return int(figure * (1 + self.tax(fee, account, day)) * 100)


DEMANDS = {"charge", "compensation_claimed"}  # of these the amount is the sum that is claimed


def sum_in(event: Table) -> str | None:
    """The field in which an event says what it asks for; None where it leaves that to the law."""
    words_ = ("fee", "amount") if event["kind"] in DEMANDS else ("fee",)
    return next((word for word in words_ if word in event), None)
