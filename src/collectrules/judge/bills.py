"""Bills of collectors and lawyers: which fee a bill is for, how much of it, and what comes off for what else is owed.

A fee belongs to a matter, which an act began; its value and its version are those of that day. What was billed of it
before counts, its expenses share an allowance with the other fees of the matter, and some fees are credited on others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from collectrules.judge.account import Account
from collectrules.judge.days import DAY, lives
from collectrules.judge.lines import Ceiling, Line, without_expenses
from collectrules.judge.lived import Flag
from collectrules.judge.matters import Matters
from collectrules.judge.tariffs import Tariff, rounded
from collectrules.judge.words import Table, applies, as_list, billed, chosen, day_of, hangs_on, holds, in_force, minor

OFFICIAL = {"court", "enforcement", "disbursement"}  # nobody has to claim what an authority charges
PROVEN = Fraction(10**10)  # proven higher cost passes; how high is for a court
NOTHING = Fraction(0)


class Bills(Matters):
    """Judges what is billed."""

    def judge_bill(self, number: int, event: Table, day: dt.date, accounts: list[Account]) -> None:
        """Book what the law allows of a bill, on the fee that allows most, and flag the rest."""
        claimed, claims = billed(event, "amount"), frozenset(account.claim["id"] for account in accounts)
        if any(fee["part"] in OFFICIAL and fee.get("borne_by") != "loser" for fee in self.fees_on(event).values()):
            raise NotImplementedError("bills of what an authority charges by itself are left to others")
        best = self.best(event, day, accounts, claimed)
        if best is None:
            self.flags.append(Flag(number, "no_ground", f"a bill of {day} asks {claimed}: no fee that it could be for"))
            return
        room, name, account = best
        if claimed > room:
            self.flags.append(Flag(number, "too_much", f"a bill of {day} asks {claimed}, {name} leaves {room}"))
        line = Line(name, account, claims, "", number, event, day, claimed)
        self.lines.append(line)
        self.take(line, name, account, room, day)

    def best(
        self, event: Table, day: dt.date, accounts: list[Account], claimed: int
    ) -> tuple[int, str, Account] | None:
        """The fee that allows most of a bill, and on which claim; of several the one that leaves just so much.

        A bill that is judged again is still for nothing that came after it.
        """
        claims, billed = frozenset(account.claim["id"] for account in accounts), day_of(event["on"])
        asked = [
            (name, account)
            for account in accounts
            for name in self.billable(account, day, event)
            if self.billed_as(event, name)
            if min(account.done[self.law["fee"][name]["act"]]) <= billed
        ]
        known = [(name, account) for name, account in asked if self.mandate(self.law["fee"][name], account)]
        if asked and not known:
            raise NotImplementedError("a bill of which nobody knows when the mandate was given is left to others")
        found = [(self.room(name, account, day, event, claims), name, account) for name, account in known]
        return max(found, key=lambda each: (min(claimed, each[0]), claimed == each[0]), default=None)

    def billed_as(self, event: Table, name: str) -> bool:
        """Whether a bill is for a fee: it names none, or that one, or one of which either stands in the place."""
        asked = event.get("tariff", f"fee.{name}").removeprefix("fee.")
        return name == asked or self.stands_for(name, asked) or self.stands_for(asked, name)

    def stands_for(self, name: str, other: str) -> bool:
        """Whether a fee is taken instead of another, at once or by way of a third."""
        return any(
            each == other or self.stands_for(each, other) for each in as_list(self.law["fee"][name].get("instead_of"))
        )

    def take(self, line: Line, name: str, account: Account, room: int, day: dt.date) -> None:
        """Let a bill be for a fee, as far as that allows it."""
        fee = self.law["fee"][name]
        line.fee, line.account, line.matter, line.tax = (
            name,
            account,
            self.matter(fee, account),
            self.tax(fee, account, line.day),
        )
        self.count(line, min(line.claimed, room) - line.counted, day)

    def fees_on(self, event: Table) -> dict[str, Table]:
        """The fees that an event may be for, by name."""
        return {name: fee for name, fee in self.law["fee"].items() if hangs_on(fee, event)}

    def billable(self, account: Account, day: dt.date, event: Table) -> list[str]:
        """The fees that a bill may be for: of this cost, after their act, on a ground, not at the creditor's charge."""
        facts = self.facts(account, day, event)
        fees = {name: fee for name, fee in self.fees_on(event).items() if lives(fee, day)}
        mine = {name: fee for name, fee in fees.items() if applies(fee, facts | self.seen_by(fee, account))}
        gone = {name for fee in mine.values() for name in as_list(fee.get("instead_of"))}
        found = {name: fee for name, fee in mine.items() if name not in gone and fee["act"] in account.acts}
        return [
            name for name, fee in found.items() if fee.get("borne_by") != "loser" or account.costs_awarded is not False
        ]

    def days_of(self, account: Account, day: dt.date) -> dict[str, dt.date]:
        """The days of a claim and of an act that choose a version."""
        claim = account.claim
        days = {"claim_arose": claim["arose"], "claim_due": claim["due"], "contract": claim.get("contract", day)}
        return {"act": day, "filed": self.filed(account, day, "")} | {word: day_of(on) for word, on in days.items()}

    def seen_by(self, fee: Table, account: Account) -> dict[str, dt.date | bool]:
        """What the act of a fee saw, though billed later: its days, and whether the collector was there."""
        done, handed = account.acts.get(fee["act"]), account.handed_over
        return {"handed_over_by_then": done is None or handed is None or handed <= done, **self.keyed(fee, account)}

    def keyed(self, fee: Table, account: Account) -> dict[str, dt.date]:
        """The days that choose the version of a fee: of its mandate, and when a court or office was asked."""
        days = {"filed": self.asked_by(account, fee["act"]), "mandate": self.mandate(fee, account)}
        return {word: day for word, day in days.items() if day is not None}

    def asked_by(self, account: Account, act: str) -> dt.date | None:
        """When a court or office was last asked for something by the day of an act; that day, if the act asks."""
        done = account.acts.get(act)
        if done is None or self.asks(act):
            return done
        days = [day for kind, each in account.done.items() if self.asks(kind) for day in each if day <= done]
        return max(days, default=None)

    def room(self, name: str, account: Account, day: dt.date, event: Table, claims: frozenset[str]) -> int:
        """What a fee leaves to be billed after the bills that were counted towards it."""
        key = self.matter(self.law["fee"][name], account)
        before = [line.counted for line in self.lines if (line.fee, line.matter) == (name, key)]
        return max(self.ceiling(name, account, day, event, claims).gross() - sum(before), 0)

    def count(self, line: Line, more: int, day: dt.date) -> None:
        """Let so much more of a line count: mark what was credited on it, set off the rest, and book it."""
        ceiling = self.ceiling(line.fee, line.account, day, line.event, line.claims)
        line.counted, line.relief, line.exact = line.counted + more, ceiling.relief, None
        others = [
            each for each in self.lines if (each.fee, each.matter) == (line.fee, line.matter) and each is not line
        ]
        if line.counted + sum(each.counted for each in others) == ceiling.gross():
            line.exact = ceiling.rest + ceiling.expenses - sum((each.net() for each in others), NOTHING)
        self.mark_credits(line)
        owed = min(more - self.set_off(line, more), minor(line.event["amount"]) - line.owed)
        line.owed += owed
        line.account.charges["costs"] += owed

    def ripen(self, day: dt.date) -> None:
        """A bill that came too early is judged again once the time of a fee that it may be for is over."""
        for line in [line for line in self.lines if line.event["kind"] == "charge" and line.counted < line.claimed]:
            accounts = [account for account in self.accounts if account.claim["id"] in line.claims]
            fees = [self.law["fee"][name] for name in self.billable(line.account, day, line.event)]
            changes = [change for fee in fees for change in fee.get("modifiers", ())]
            if any(self.ripe(change, account, day) for change in changes for account in accounts):
                self.lines.remove(line)
                best = self.best(line.event, day, accounts, line.claimed)
                self.lines.append(line)
                self.lines.sort(key=lambda each: (each.day, each.number))
                if best is not None and min(best[0], line.claimed) > line.counted:
                    self.take(line, best[1], best[2], best[0], day)

    def ripe(self, change: Table, account: Account, day: dt.date) -> bool:
        """Whether the periods of a modifier were over on the day before."""
        periods = as_list(chosen(change.get("once"), self.readings))
        return bool(periods) and day == max(self.opens(period, account, "") for period in periods)

    # What a fee may come to -------------------------------------------------------------------------------

    def ceiling(self, name: str, account: Account, day: dt.date, event: Table, claims: frozenset[str]) -> Ceiling:
        """The most of a fee on a day: its tariff, less what is credited before tax, its expenses, the tax."""
        fee, facts = self.law["fee"][name], self.facts(account, day, event)
        more = any(holds(table, facts) for table in as_list(fee.get("may_exceed")))
        if more and "proved_times" not in fee:
            return Ceiling(PROVEN, NOTHING, NOTHING, NOTHING)
        whole = self.proved(name, account, day) if more else self.figure_of(name, account, day, event)
        found = list(self.credits(name, whole, claims))
        relief = min(sum((credit for _, _, credit in found), NOTHING), whole)
        own = self.expenses(fee, name, whole, relief, account)
        had = sum((self.too_much(name, other, credit, claims) for other, _, credit in found), NOTHING)
        own -= min(own + whole - relief, had)  # what is more than its own expenses comes off the fee
        return Ceiling(whole - relief, own, self.tax(fee, account, day), relief)

    def figure_of(
        self, name: str, account: Account, day: dt.date, event: Table, value: Fraction | None = None
    ) -> Fraction:
        """A fee by its tariff, at its own value or at another."""
        fee = self.law["fee"][name]
        facts = self.facts(account, day, event) | self.seen_by(fee, account)
        keys = self.days_of(account, day) | self.keyed(fee, account)
        tariff = Tariff(self.law, keys, self.readings)
        groups = self.by_rate(name, account, day, event) if value is None else []
        if len(groups) > 1:
            return self.apart(name, groups, day, event, tariff, None)
        changes = self.changes(fee, account, day, facts, self.accounts_of(fee, account))
        own = self.value_of(name, account, tariff) if value is None else value
        return tariff.fee(fee, own, changes)

    def proved(self, name: str, account: Account, day: dt.date) -> Fraction:
        """A fee at the rate beyond which no bill proves anything."""
        fee = self.law["fee"][name]
        keys = self.days_of(account, day) | self.keyed(fee, account)
        tariff = Tariff(self.law, keys, self.readings)
        most = {**fee, "amount": {**fee["amount"], "times": fee["proved_times"]}}
        return tariff.fee(most, self.value_of(name, account, tariff), [])

    def changes(self, fee: Table, account: Account, day: dt.date, facts: Table, among: list[Account]) -> list[Table]:
        """The modifiers of a fee that apply."""
        return [change for change in fee.get("modifiers", ()) if self.modifies(change, account, day, facts, among)]

    def by_rate(self, name: str, account: Account, day: dt.date, event: Table) -> list[list[Account]]:
        """The claims of a matter by the rates they have, where a fee asks for each rate by itself."""
        fee = self.law["fee"][name]
        found: dict[str, list[Account]] = {}
        for other in self.accounts_of(fee, account) if "rates_apart" in fee else ():
            facts = self.facts(other, day, event) | self.seen_by(fee, other)
            rate = [
                change for change in fee.get("modifiers", ()) if self.modifies(change, other, day, facts, self.accounts)
            ]
            if other.shares.get(name):
                found.setdefault(str([change for change in rate if "still_open" not in change]), []).append(other)
        return list(found.values())

    def apart(
        self, name: str, groups: list[list[Account]], day: dt.date, event: Table, tariff: Tariff,
        later: tuple[str, frozenset[str]] | None,
    ) -> Fraction:  # fmt: skip
        """Each rate on its own part of the value, or on what of it passes on; no more than the highest on all of it."""
        fee, fees, tops = self.law["fee"][name], [], []
        parts = [[self.share(other, name, later) for other in group] for group in groups]
        for group, part in zip(groups, parts, strict=True):
            facts = self.facts(group[0], day, event) | self.seen_by(fee, group[0])
            changes = self.changes(fee, group[0], day, facts, group)
            if any(part):
                fees.append(tariff.fee(fee, sum(part, NOTHING), changes))
                tops.append(tariff.fee(fee, sum((sum(each, NOTHING) for each in parts), NOTHING), changes))
        return min(sum(fees, NOTHING), max(tops, default=NOTHING))

    def share(self, account: Account, name: str, later: tuple[str, frozenset[str]] | None) -> Fraction:
        """A claim's own part of a fee's value, or as much of it as went on to a later fee about some claims."""
        own = account.shares[name]
        if later is None:
            return own
        return min(own, account.shares.get(later[0], NOTHING)) if account.claim["id"] in later[1] else NOTHING

    def value_of(self, name: str, account: Account, tariff: Tariff) -> Fraction | None:
        """What a fee is taken of: what its act was about, or a share of it, or no more than a sum."""
        of = self.law["fee"][name].get("of")
        own, base = account.values.get(name), self.law.get("base", {}).get(of, {})
        if own is None and (of == "claim" or (base and not self.known(base))):
            own = Fraction(account.claim["amount"])  # what was agreed on beside it is not in the judge's cases
        if own is not None and "percent" in base:
            own *= tariff.figure(base["percent"]) / 100
        return min(own, Fraction(base["maximum"])) if own is not None and "maximum" in base else own

    def modifies(self, change: Table, account: Account, day: dt.date, facts: Table, among: list[Account]) -> bool:
        """Whether a modifier applies: its conditions, its periods, and that of some claims something was left then."""
        periods = as_list(chosen(change.get("once"), self.readings))
        if not applies(change, facts) or not all(self.ran_out(period, account, day, "") for period in periods):
            return False
        ends = [self.opens(period, account, "") - DAY for period in periods] if change.get("still_open") else []
        return all(any(other.left_on(end) for other in among) for end in ends)

    def accounts_of(self, fee: Table, account: Account) -> list[Account]:
        """The claims that are one matter with another."""
        return [other for other in self.accounts if self.matter(fee, other) == self.matter(fee, account)]

    def expenses(self, fee: Table, name: str, whole: Fraction, relief: Fraction, account: Account) -> Fraction:
        """A share of the fee, as far as the allowance of the matter is not used up by its other fees."""
        if "expenses" not in fee:
            return NOTHING
        words, key = fee["expenses"], self.matter(fee, account)
        of = whole - (relief if chosen(words.get("on", "whole"), self.readings) == "rest" else 0)
        others = {line.fee for line in self.lines if line.matter == key and line.fee != name}
        used = sum((self.expenses_in(other, key) for other in others), NOTHING)
        return min(of * Fraction(words["percent"]) / 100, max(Fraction(words["at_most"]) - used, NOTHING))

    def too_much(self, name: str, other: str, credit: Fraction, claims: frozenset[str]) -> Fraction:
        """Expenses that another fee would not have if it had been billed second, as it is the one to be credited on.

        Where they are of what is left of it, both fees have the same expenses together, whichever was billed first.
        """
        words = self.law["fee"][other].get("expenses")
        first = name not in {word["fee"] for word in self.law["fee"][other].get("less", ())}
        if first or words is None or chosen(words.get("on", "whole"), self.readings) != "rest":
            return NOTHING
        keys = {line.matter for line in self.lines if line.fee == other and line.claims & claims}
        mine = [line for line in self.lines if line.matter in keys]
        groups = [[line for line in mine if line.fee == fee] for fee in dict.fromkeys(line.fee for line in mine)]
        fees = sum((self.billed(lines) for lines in groups), NOTHING)
        had = sum((line.net() for line in mine), NOTHING) - fees
        should = min((fees - credit) * Fraction(words["percent"]) / 100, Fraction(words["at_most"]))
        return max(had - should, NOTHING)

    def expenses_in(self, name: str, key: str) -> Fraction:
        """How much of what was billed of a fee in a matter was expenses."""
        lines = [line for line in self.lines if (line.fee, line.matter) == (name, key)]
        return sum((line.net() for line in lines), NOTHING) - self.billed(lines)

    def billed(self, lines: list[Line]) -> Fraction:
        """The fee in what was billed of it, less what was credited on it."""
        words = self.law["fee"][lines[0].fee].get("expenses")
        on_whole = words is not None and chosen(words.get("on"), self.readings) == "whole"
        relief = max(line.relief for line in lines) if on_whole else NOTHING
        return without_expenses(sum((each.net() for each in lines), NOTHING), words, relief)

    def tax(self, fee: Table, account: Account, day: dt.date) -> Fraction:
        """The rate of value added tax on a fee; nothing where the figure holds it or the creditor has it back."""
        asked = chosen(fee.get("vat"), self.readings) == "add_if_not_deductible"
        if not asked or self.case["creditor"].get("recovers_vat") is not False:
            return NOTHING
        tables = as_list(fee.get("vat_when"))
        facts = self.facts(account, day, {"kind": fee["act"]}) if tables else {}
        added = not tables or any(holds(table, facts) for table in tables)
        return Fraction(in_force(self.law["value"]["vat"], day)) / 100 if added else NOTHING

    # What is credited before tax --------------------------------------------------------------------------

    def credits(
        self, name: str, whole: Fraction, claims: frozenset[str]
    ) -> Iterator[tuple[str, frozenset[str], Fraction]]:
        """What comes off a fee for others that were booked before it, whichever of the two is to be credited.

        Of a fee no more than its share is credited in all, and on fees about other claims no more than belongs to them.
        """
        for word, other in self.relations(name, "net"):
            left = self.share_of(word, whole)
            for lines in self.by_matter(other, claims):
                about = claims & lines[0].claims
                if other == word["fee"]:
                    billed = self.fee_in(lines)
                    found = self.credited_of(word, billed, other, lines[0], name, about) - used(lines, name, about)
                    rest = self.share_of(word, billed) - used(lines, name, about) - apart(lines, about)
                    yield other, lines[0].claims, max(min(found, rest), NOTHING)
                else:
                    found = self.credited_of(word, whole, name, lines[0], other, about)
                    came_off = max(line.from_.get(name, NOTHING) for line in lines)
                    credit = max(min(found - self.unbilled(lines) - came_off, left), NOTHING)
                    left -= credit
                    yield other, lines[0].claims, credit

    def share_of(self, word: Table, billed: Fraction) -> Fraction:
        """The share of a fee that is credited in all."""
        share = billed * Fraction(word["percent"]) / 100
        return rounded(share, word["round"]) if "round" in word else share

    def by_matter(self, name: str, claims: frozenset[str]) -> list[list[Line]]:
        """The lines of a fee about some claims, those of one matter together."""
        lines = [line for line in self.lines if line.fee == name and line.claims & claims]
        return [[line for line in lines if line.matter == key] for key in dict.fromkeys(line.matter for line in lines)]

    def passed(self, name: str, claims: frozenset[str]) -> Fraction | None:
        """How much of some claims a later fee is about."""
        shares = [account.shares.get(name) for account in self.accounts if account.claim["id"] in claims]
        known = [share for share in shares if share is not None]
        return sum(known, NOTHING) if known else None

    def relations(self, name: str, counted: str) -> Iterator[tuple[Table, str]]:
        """The words by which a fee and another are credited on each other, with the other's name."""
        for word in self.law["fee"][name].get("less", ()):
            if word["counted"] == counted:
                yield word, word["fee"]
        for other, fee in self.law["fee"].items():
            yield from (
                (word, other) for word in fee.get("less", ()) if (word["fee"], word["counted"]) == (name, counted)
            )

    def fee_in(self, lines: list[Line]) -> Fraction:
        """The fee in what was billed, with what had been credited on it."""
        return self.billed(lines) + max(line.relief for line in lines)

    def unbilled(self, lines: list[Line]) -> Fraction:
        """How much of a fee was not billed yet: so much of what is credited on it has come off already."""
        line = lines[0]
        return max(self.figure_of(line.fee, line.account, self.present, line.event) - self.fee_in(lines), NOTHING)

    def credited_of(
        self, word: Table, billed: Fraction, name: str, line: Line, later: str, claims: frozenset[str]
    ) -> Fraction:
        """The share of an earlier fee that is credited on a later one, at the later one's value if that is less."""
        value = self.passed(later, claims)
        if word.get("at_later_value") and value is not None:
            billed = min(billed, self.at_later_value(name, line, later, value, claims))
        return self.share_of(word, billed)

    def at_later_value(self, name: str, line: Line, later: str, value: Fraction, claims: frozenset[str]) -> Fraction:
        """An earlier fee at the value of a later one; where it has several rates, of what passes of each."""
        groups = self.by_rate(name, line.account, self.present, line.event)
        if len(groups) <= 1:
            return self.figure_of(name, line.account, self.present, line.event, value)
        fee = self.law["fee"][name]
        tariff = Tariff(self.law, {"act": self.present} | self.keyed(fee, line.account), self.readings)
        return self.apart(name, groups, self.present, line.event, tariff, (later, claims))

    def mark_credits(self, line: Line) -> None:
        """Keep what was credited, so that it is credited once."""
        whole = self.figure_of(line.fee, line.account, self.present, line.event)
        found = list(self.credits(line.fee, whole, line.claims))
        sources = [
            lines for _, other in self.relations(line.fee, "net") for lines in self.by_matter(other, line.claims)
        ]
        named = {word["fee"] for word, _ in self.relations(line.fee, "net")}
        for lines, (other, about, credit) in zip(sources, found, strict=True):
            if other in named:
                lines[0].credited[line.fee, line.claims] = line.from_[other] = credit
            else:
                line.credited[other, about] = credit

    # What is set off after tax ----------------------------------------------------------------------------

    def set_off(self, line: Line, amount: int) -> int:
        """Set off what is owed already of fees that swallow this one, or that it swallows."""
        left = amount
        others = {other for _, other in self.relations(line.fee, "gross")}
        for source in [each for each in self.lines if each.fee in others and each.claims & line.claims]:
            piece = min(left, source.owed - source.set_off)
            source.set_off, left = source.set_off + piece, left - piece
        return amount - left


def used(lines: list[Line], name: str, about: frozenset[str]) -> Fraction:
    """What some lines were credited already on other fees about some claims."""
    return sum((credit for on, claims, credit in credits_of(lines) if claims & about and on != name), NOTHING)


def apart(lines: list[Line], about: frozenset[str]) -> Fraction:
    """What some lines were credited already on fees about none of some claims."""
    return sum((credit for _, claims, credit in credits_of(lines) if not claims & about), NOTHING)


def credits_of(lines: list[Line]) -> list[tuple[str, frozenset[str], Fraction]]:
    """On which fees about which claims some lines were credited, and how much."""
    return [(on, claims, credit) for line in lines for (on, claims), credit in line.credited.items()]
