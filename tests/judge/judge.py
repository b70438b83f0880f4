"""The judge: a second reader of a profile folder, day by day, that shares not a line with the engine.

It judges what can hurt a debtor: number, gap, amount and addressee of fees, the earliest day of each step, the
rate and the interest of each day, the order in which a payment is spent. Figures come from the TOML, so that a
reform of the data reaches both readers; what the words mean is understood anew here. Left to others: limitation,
court fees, public claims, the cap of consumer credit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.judge import words
from tests.judge.account import Account
from tests.judge.figures import Figures
from tests.judge.words import DAY, Readings, Table, applies, as_list, chosen, day_of, in_force, minor, source

# Order within a day: claims, insolvency, the debtor's word, money, authorities, the creditor (7), his demands.
RANKS = {"credit_note": 2, "insolvency_opened": 3, "insolvency_closed": 3, "dispute": 4, "dispute_resolved": 4}
RANKS |= {"payment": 5, "payment_order_served": 6, "opposition": 6, "payment_order_endorsed": 6, "judgment": 6}
RANKS |= {"compensation_claimed": 8, "charge": 8}


@dataclass(frozen=True)
class Flag:
    """What breaks the law: the index of the event in the document, a code and a sentence."""

    event: int
    code: str
    sentence: str


class Judge(Figures):
    """Answers about rates, interest and payments, and whether a history was lawful."""

    def history(self, case: Table, on: dt.date, readings: Readings | None = None) -> History:
        """Live a case to the end of a day; doubts as told, else as the case says, else the cautious option."""
        cautious = {name: doubt["cautious"] for name, doubt in self.law["reading"].items()}
        history = History(self, case, {**cautious, **case.get("readings", {}), **(readings or {})})
        history.live_until(on)
        return history

    def flags(self, case: Table, on: dt.date, readings: Readings | None = None) -> list[Flag]:
        """Everything in the history up to a day that breaks the law under these readings."""
        return self.history(case, on, readings).flags

    def may(self, case: Table, action: str, claim: Table, day: dt.date, **fields: object) -> Flag | None:
        """Return what stands against an act of that day about one claim; `fields` belong to its event."""
        event = {"on": day.isoformat(), "kind": action, "claim": claim["id"], **fields}
        events = [*case.get("events", []), event]
        found = self.flags({**case, "events": events}, day)
        return next((flag for flag in found if flag.event == len(events) - 1), None)


class History:
    """One case under one set of readings, lived day by day."""

    def __init__(self, judge: Judge, case: Table, readings: Readings) -> None:
        self.judge, self.law, self.case, self.readings = judge, judge.law, case, readings
        self.debtor, self.creditor = case["debtor"]["kind"], case["creditor"]["kind"]
        self.accounts = [
            Account(claim, minor(claim["amount"]), judge.first_interest_day(claim, self.debtor, readings))
            for claim in sorted(case["claims"], key=lambda claim: (claim["due"], claim["arose"]))
        ]
        self.flags: list[Flag] = []
        self.interest_days: list[tuple[str, dt.date, Fraction, int]] = []  # claim, day, rate, base
        self.payments: list[tuple[int, list[tuple[str, str, int]], int]] = []  # event, claim-part-sum, rest
        self.run: dict[tuple[str, str], int] = {}  # relationship, act → fees of the arrears that run
        self.rates: dict[tuple[str, int, bool], Fraction] = {}  # claim and half-year → percent
        self.insolvent = "no"

    def live_until(self, on: dt.date) -> None:
        events = sorted(self.events(), key=lambda item: (item[1]["on"], RANKS.get(item[1]["kind"], 7)))
        days = [account.claim["due"] for account in self.accounts] + [event["on"] for _, event in events]
        for day in (day_of(min(days)) + DAY * n for n in range((on - day_of(min(days))).days + 1)):
            today = [(number, event) for number, event in events if event["on"] == day.isoformat()]
            for _, event in today:
                if event["kind"] == "credit_note":  # the credited part bears no interest on its day
                    self.credit(self.concerned(event, day)[0], minor(event["amount"]))
            for account in self.accounts:
                self.accrue(account, day)
            for number, event in today:
                self.happen(number, event, day)
            late = {account.relationship() for account in self.accounts if account.overdue(day)}
            self.run = {key: count for key, count in self.run.items() if key[0] in late}

    def events(self) -> Iterator[tuple[int, Table]]:
        """Events with their index, without void ones; a compensation on a reminder is an event of its own."""
        void = {event["of"] for event in self.case.get("events", []) if event["kind"] == "void"}
        for number, event in enumerate(self.case.get("events", [])):
            if event.get("id") not in void:
                yield number, event
                if event.get("compensation"):
                    kept = {word: event[word] for word in ("on", "claim", "claims") if word in event}
                    yield number, {**kept, "kind": "compensation_claimed"}

    def accrue(self, account: Account, day: dt.date) -> None:
        if account.principal and account.interest_from and account.interest_from <= day:
            key, base = (account.claim["id"], day.year, day.month <= 6), account.principal
            if key not in self.rates:
                self.rates[key] = self.judge.rate(account.claim, day, self.debtor, self.creditor)
            rate = self.rates[key]
            account.accrued += self.judge.day_of_interest(rate, base, day, self.readings["day_count"])
            self.interest_days.append((account.claim["id"], day, rate, base))

    def credit(self, account: Account, amount: int) -> None:
        if amount > account.principal:
            raise NotImplementedError("credit notes beyond what is open of the principal are left to others")
        account.principal -= amount

    def concerned(self, event: Table, day: dt.date) -> list[Account]:
        named = event.get("claims", [event["claim"]] if "claim" in event else None)
        return [a for a in self.accounts if (a.claim["id"] in named if named else a.due(day))]

    def happen(self, number: int, event: Table, day: dt.date) -> None:
        kind, accounts = event["kind"], self.concerned(event, day)
        if kind == "payment":
            self.pay(number, event)
        elif kind.startswith("insolvency"):
            self.insolvent = event.get("name", "bankruptcy") if kind.endswith("opened") else "no"
        elif kind.startswith("dispute"):
            for account in accounts:
                account.disputed, account.opposed = kind == "dispute", account.opposed if kind == "dispute" else "no"
        elif kind in self.law["act"]:
            self.judge_step(number, event, day, accounts)
            self.judge_fee(number, event, day, accounts)
            for account in accounts:
                self.step(event, day, account)
        elif kind == "charge":
            self.judge_fee(number, event, day, accounts)

    def pay(self, number: int, event: Table) -> None:
        """Spend a payment on the debts it names, then by due day; what is left is the debtor's."""
        named = event.get("claims", [event.get("claim")])
        debts = sorted(self.accounts, key=lambda account: account.claim["id"] not in named)
        pieces, rest = self.judge.allocate(minor(event["amount"]), [d.parts() for d in debts], self.readings)
        for index, part, piece in pieces:
            debts[index].receive(part, piece)
        self.payments.append((number, [(debts[n].claim["id"], part, piece) for n, part, piece in pieces], rest))

    def facts(self, account: Account, day: dt.date, event: Table) -> dict[str, Any]:
        """What rules ask about a claim on a day; a fact that is missing here is unknown."""
        claim, together = account.claim, self.concerned(event, day)
        fee = claim.get("agreements", {}).get("reminder_fee")
        late = fee and fee.get("agreed_on", "") > claim["arose"]
        return words.as_facts(self.readings) | {
            "debtor": self.debtor, "creditor": self.creditor, "debtor_insolvent": self.insolvent, "filed": day,
            "claim_kind": claim["kind"], "goods_or_services": claim["kind"] == "goods_or_services",
            "claim_law": "public" if claim["kind"] == "public_law" else "private", "barred": False,
            "claim_arose": day_of(claim["arose"]), "overdue": account.overdue(day), "disputed": account.disputed,
            "claims_together": Decimal(sum(a.principal for a in together)) / 100, "done": set(account.acts),
            "title": account.title, "costs_awarded": account.costs_awarded, "opposed": account.opposed,
            "fee_agreed": "no" if not fee else "later" if late else "before_arose", "collector": event.get("to"),
            "agreed_fee": Decimal(fee["amount"]) if fee else None,
            "times_charged": self.counted("arrears_run", account, source(event)),
        }  # fmt: skip

    def judge_step(self, number: int, event: Table, day: dt.date, accounts: list[Account]) -> None:
        """Is there a claim, in the right stage, on which the act may be done, and has its time come?"""
        kind, rule = event["kind"], self.law["act"][event["kind"]]
        codes = {} if accounts or "when" not in rule else {"nothing_due": "no claim is due"}
        for account in accounts:
            facts, name = self.facts(account, day, event), f"claim {account.claim['id']}"
            waits = [period for period in as_list(rule.get("earliest")) if applies(period, facts)]
            if account.stage not in rule.get("in_stages", [account.stage]):
                codes["wrong_stage"] = name
            elif not applies(rule, facts):
                codes["no_ground"] = name
            elif not all(self.ran_out(period, account, day, kind) for period in waits):
                codes["too_early"] = name
        self.flags += [Flag(number, code, f"{kind} of {day}: {code}, {name}") for code, name in codes.items()]

    def step(self, event: Table, day: dt.date, account: Account) -> None:
        """Let an act have happened, lawful or not."""
        kind, rule = event["kind"], self.law["act"][event["kind"]]
        account.acts[kind] = day
        if isinstance(rule.get("deadline", {}).get("days"), int):
            ends = words.last_day(self.law, rule["deadline"], day_of(event.get("sent", day)), self.readings)
            account.acts[f"{kind}.deadline"] = max(ends, day_of(event.get("deadline", ends)))
        account.stage = rule.get("leads_to", account.stage)
        gained = event.get("title", rule.get("effects", {}).get("title"))
        if gained:
            account.title, account.acts["title"], account.opposed = gained, day, "no"  # the court has decided
        account.costs_awarded = event.get("costs_awarded", account.costs_awarded)
        account.interest_from = self.judge.first_interest_day(account.claim, self.debtor, self.readings, account.acts)
        account.opposed = event.get("grounds", "full") if kind == "opposition" else account.opposed

    def judge_fee(self, number: int, event: Table, day: dt.date, accounts: list[Account]) -> None:
        """Book what the law allows of a fee and flag the rest; a letter's fee needs one claim to carry it."""
        kind, claimed = event["kind"], minor(event.get("fee", event.get("amount", 0)))
        if not claimed and kind != "compensation_claimed":
            return
        verdicts = [(*self.lawful(account, day, event), account) for account in accounts]
        if kind != "compensation_claimed":
            verdicts = sorted(verdicts, key=lambda verdict: -verdict[0])[:1]
        most = sum(amount for amount, _, _ in verdicts)
        if not most or claimed > most:
            code = next((code for amount, code, _ in verdicts if not amount), "too_much" if most else "nothing_due")
            self.flags.append(Flag(number, code, f"{kind} of {day} asks {claimed} øre, lawful are {most}: {code}"))
        for amount, _, account in verdicts:
            account.charges["costs" if kind == "charge" else "fees"] += min(amount, claimed or amount)
        if most:
            for account in accounts:
                account.earned.setdefault(source(event), []).append(day)
            for key in {(account.relationship(), source(event)) for account in accounts}:
                self.run[key] = self.run.get(key, 0) + 1

    def lawful(self, account: Account, day: dt.date, event: Table) -> tuple[int, str]:
        """The most that an act may earn on one claim, and the code of what stands against it if that is 0."""
        facts, kind = self.facts(account, day, event), event["kind"]
        fees = {
            name: fee for name, fee in self.law["fee"].items() if words.hangs_on(fee, event) and applies(fee, facts)
        }
        displaced = {name for fee in fees.values() for name in as_list(fee.get("instead_of"))}
        found = [fee for name, fee in fees.items() if name not in displaced]
        if not found or (kind == "charge" and found[0]["act"] not in account.acts):
            return 0, "no_ground"
        (fee,) = found
        waits = as_list(chosen(fee.get("once"), self.readings))
        if not all(self.ran_out(period, account, day, source(event)) for period in waits):
            return 0, "too_soon"
        if any(self.counted(limit["per"], account, source(event)) >= limit["at_most"] for limit in fee["limits"]):
            return 0, "too_many"
        return self.amount(fee, account, day, facts), ""

    def amount(self, fee: Table, account: Account, day: dt.date, facts: Table) -> int:
        if fee.get("of") == "agreed_fee":
            return minor(account.claim["agreements"]["reminder_fee"]["amount"])
        if any(words.holds(table, facts) for table in fee.get("may_exceed", [])):
            return 10**12  # proven higher cost passes; how high is for a court
        dated = self.law["value"][fee["amount"]["table"]] if "table" in fee["amount"] else fee["amount"]
        keys = {"act": day, "claim_arose": day_of(account.claim["arose"])}
        figure = words.amount_of(in_force(dated, keys[dated["keyed_by"]]), Decimal(account.claim["amount"]))
        if fee.get("vat") == "add_if_not_deductible" and self.case["creditor"].get("recovers_vat") is False:
            figure *= 1 + in_force(self.law["value"]["vat"], day) / 100
        return minor(figure)

    def counted(self, per: str, account: Account, kind: str) -> int:
        """How often an act has earned a fee within the unit of a limit."""
        if per == "claim":
            return len(account.earned.get(kind, []))
        return self.run.get((account.relationship(), kind), 0)

    def ran_out(self, period: Table, account: Account, day: dt.date, kind: str) -> bool:
        """After: the days must have run out. Since: they must merely lie between."""
        name = period.get("after", period.get("since"))
        family = [a for a in self.accounts if a.relationship() == account.relationship()]
        days = [on for relative in family for on in relative.earned.get(kind, [])]
        if name == "previous.charged" and not days:
            return True
        known = {"claim.due": day_of(account.claim["due"]), **account.acts}
        anchor = max(days) if name == "previous.charged" else known.get(name)
        if anchor is None:
            return False
        last = words.last_day(self.law, period, anchor, self.readings)
        return day > last if "after" in period else day >= last
