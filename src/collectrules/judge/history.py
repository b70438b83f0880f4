"""The judge: a second reader of a profile folder, day by day, that shares not a line with the engine.

It judges what can hurt people: number, gap, amount and addressee of fees, official fees with each act, the first and
the last day of each step, until when a principal may be sued for, the rate and the interest of each day, the order in
which a payment is spent. Figures come from the TOML, so that a reform of the data reaches both readers; what the words
mean is understood anew here. A claim that is opposed in part is two, which share their money. Left to others: a
limitation that a plan holds up or an inheritance cuts short, that of interest, what is missed of a plan, settlements,
ceilings over interest and costs together, interest on interest, to which part of a claim money goes.
"""

from __future__ import annotations

import copy
import datetime as dt
from bisect import bisect
from fractions import Fraction
from functools import cached_property
from itertools import groupby

from collectrules.judge.account import Account, Heard
from collectrules.judge.days import DAY, last_day
from collectrules.judge.figures import Figures
from collectrules.judge.lived import Flag
from collectrules.judge.paying import Paying
from collectrules.judge.words import (
    Readings,
    Table,
    applies,
    as_list,
    chosen,
    day_of,
    first_half,
    minor,
    part_of_year,
)

LEFT = frozenset({
    "delay_excused", "total_owed", "debtor_closed", "debtor_form", "debtor_deceased", "plan_callable", "plan_warned",
    "instalments_missed",
})  # fmt: skip
"""Facts that the judge leaves to others: what hangs on them alone it cannot judge."""
FORMS = ["no", "conduct", "in_writing", "signed_enforceable"]  # of several acknowledgements the strongest stays
__all__ = ["Flag", "History", "Judge"]


class Judge(Figures):
    """Answers about rates, interest and payments, and whether a history was lawful."""

    def history(self, case: Table, on: dt.date, readings: Readings | None = None) -> History:
        """Live a case to the end of a day; doubts as told, else as the case says, else the cautious option."""
        read = {**self.cautious, **case.get("readings", {}), **(readings or {})}
        history, known = History(self, case, read), None
        while known != history.taken_back:  # what is not owed in the end was never owed: the case is lived anew
            known, history = history.taken_back, History(self, case, read)
            history.taken_back = known
            history.live_until(on)
            history.taken_back = known | history.to_take_back
        return history

    def left(self, action: str) -> frozenset[str]:
        """Which of the facts that an act needs the judge leaves to others: to him they never hold."""
        tables = as_list(self.law["act"].get(action, {}).get("when"))
        return LEFT & {name for table in tables for name in table}

    def flags(self, case: Table, on: dt.date, readings: Readings | None = None) -> list[Flag]:
        """Everything in the history up to a day that breaks the law under these readings."""
        return self.history(case, on, readings).flags

    def may(self, case: Table, action: str, claim: Table, day: dt.date, **fields: object) -> Flag | None:
        """Return what stands against an act of that day about one claim; `fields` belong to its event."""
        event = {"on": day.isoformat(), "kind": action, "claim": claim["id"], **fields}
        events = [*case.get("events", []), event]
        found = self.flags({**case, "events": events}, day)
        return next((flag for flag in found if flag.event == len(events) - 1), None)


class History(Paying):
    """One case under one set of readings, lived day by day."""

    def live_until(self, on: dt.date) -> None:
        """Live every day from the first due day or event on."""
        self.understood()
        events = sorted(self.events(), key=lambda item: (item[1]["on"], self.rank(item[1])))
        by_day = {day: list(found) for day, found in groupby(events, key=lambda item: day_of(item[1]["on"]))}
        first = min([*(day_of(account.claim["due"]) for account in self.accounts), *by_day])
        for day in (first + DAY * n for n in range((on - first).days + 1)):
            self.live(day, by_day.get(day, []))

    def live(self, day: dt.date, today: list[tuple[int, Table]]) -> None:
        """Live one day: what time alone brings, then interest, then what happened."""
        self.present = day
        for account in self.accounts:
            self.by_time(account, day)
        self.ripen(day)
        self.use_credit(day)
        for _, event in today:
            if event["kind"] == "credit_note":  # the credited part bears no interest on its day
                self.credit(self.concerned(event, day)[0], minor(event["amount"]))
        for _, event in today:
            self.lift_ceiling(event, day)
        told, today = bool(today), self.after_facts(today, day)
        before = self.before_interest(today)
        for number, event in today[:before]:
            self.happen(number, event, day)
        for account in self.accounts:
            self.accrue(account, day)
        for number, event in today[before:]:
            self.happen(number, event, day)
        for account in self.accounts:
            if told:
                self.by_time(account, day)
            account.left[day] = account.principal
        self.end_runs(day)

    def end_runs(self, day: dt.date) -> None:
        """Arrears of a contract end once nothing of it is overdue; the count of their fees begins anew."""
        if self.run:
            late = {account.relationship() for account in self.accounts if account.overdue(day)}
            self.run = {key: count for key, count in self.run.items() if key[0] in late}

    def after_facts(self, today: list[tuple[int, Table]], day: dt.date) -> list[tuple[int, Table]]:
        """Hear the facts of a day, which hold from that day on; return what else happened on it."""
        for number, event in today:
            if event["kind"] == "fact":
                self.happen(number, event, day)
        return [(number, event) for number, event in today if event["kind"] != "fact"]

    def before_interest(self, today: list[tuple[int, Table]]) -> int:
        """How much of a day comes before its interest: all up to the last payment, where that day bears none."""
        paid = [place + 1 for place, (_, event) in enumerate(today) if event["kind"] == "payment"]
        if not paid:
            return 0
        words = {chosen(account.rule.get("payment_day", "counted"), self.readings) for account in self.accounts}
        return max(paid) if "not_counted" in words else 0

    def accrue(self, account: Account, day: dt.date) -> None:
        """Add the interest of one day."""
        if account.bears(day) and not self.rests(account, day):
            base, known = account.principal, frozenset(account.told.items())
            key = (account.claim["id"], day.year, first_half(day), bisect(self.judge.turns, day), known)
            if key not in self.rates:
                self.rates[key] = self.judge.rate(
                    account.claim, day, self.debtor, self.creditor, self.readings, account.told
                )
            rate, count = self.rates[key], chosen(account.rule["day_count"], self.readings)
            alike = (key, base, part_of_year(day, count))  # most days of a year are the same part of it
            if alike not in self.daily:
                self.daily[alike] = self.judge.day_of_interest(rate, base, day, count)
            interest = self.daily[alike]
            room = account.room(chosen(account.rule.get("cap", {}).get("paid"), self.readings))
            account.accrued += interest if room is None else min(interest, room)
            if room is None or room:
                self.interest_days.append((account.claim["id"], day, rate, base))

    def rests(self, account: Account, day: dt.date) -> bool:
        """Whether a stay runs that stops interest; those that facts begin and end have no day of an event."""
        return bool(account.stays) and any(
            name in self.halting and first <= day and (last is None or day <= last)
            for name, first, last in account.stays
        )

    @cached_property
    def halting(self) -> frozenset[str]:
        """The stays that stop interest."""
        return frozenset(name for name, stay in self.law.get("stay", {}).items() if "interest" in stay.get("stops", ()))

    def lift_ceiling(self, event: Table, day: dt.date) -> None:
        """From the day on which it is asked for in court interest runs anew; what lay beyond by then stays lost."""
        for account in self.concerned(event, day):
            if event["kind"] in account.rule.get("cap", {}).get("until", ()):
                account.most = None

    def credit(self, account: Account, amount: int) -> None:
        """Take a credit note off the principal."""
        if amount > account.principal:
            raise NotImplementedError("credit notes beyond what is open of the principal are left to others")
        if account.most is not None:
            raise NotImplementedError("credit notes on a claim whose interest has a ceiling are left to others")
        account.principal -= amount

    def happen(self, number: int, event: Table, day: dt.date) -> None:
        """Let an event happen: money, what is said, acts and their fees; then what hangs on its kind alone."""
        for account in self.accounts:
            self.by_time(account, day)
        event = self.as_act(event, day)
        kind, accounts = event["kind"], self.opposed_in_part(event, day)
        self.astray = self.astray or self.leads_astray(event, accounts)
        if kind == "acknowledgement" and "amount" in event and self.is_of_part(event, accounts):
            return  # whose limitation nobody keeps
        if kind == "payment":
            self.pay(number, event, day)
        elif kind in self.law["act"]:
            if kind != "compensation_claimed" and not self.judge_step(number, event, day, accounts):
                self.contradict(event, accounts)
                return  # void; an act that does nothing but claim a sum is judged by the sum
            self.begin_matters(event, day, accounts)
            self.add_official(number, event, day, accounts)
            self.asked += [(number, kind, frozenset(id(account) for account in accounts))] if self.asks(kind) else []
            self.judge_fee(number, event, day, accounts)
            for account in accounts:
                self.step(event, day, account)
            self.turn_insolvent(self.law["act"][kind].get("effects", {}))
        elif kind == "charge":
            self.judge_fee(number, event, day, accounts)
        else:
            self.say(event, day, accounts)
        self.hear(event, day, accounts)
        self.use_credit(day)
        for account in accounts:
            account.plan = {"plan_agreed": "running", "plan_terminated": "broken"}.get(kind, account.plan)
            days = [day_of(row["due"]) for row in event.get("instalments", ())]
            account.instalment = min(days, default=account.instalment)
            self.stop_interest(account, kind, day)
            self.follow_stays(account, event, day)

    def as_act(self, event: Table, day: dt.date) -> Table:
        """A common event as the act that it is in the stage of its claims."""
        names = self.standing_for(event["kind"])
        if not names:
            return event
        stages = {account.stage for account in self.concerned(event, day)}
        return {**event, "kind": next((n for n in names if stages & set(self.law["act"][n]["in_stages"])), names[0])}

    def is_of_part(self, event: Table, accounts: list[Account]) -> bool:
        """Whether an event is about less than what is open of the principal."""
        return minor(event["amount"]) < sum(account.principal for account in accounts)

    def contradict(self, event: Table, accounts: list[Account]) -> None:
        """An objection to what is over leads nowhere, and is the debtor's word that he does not owe."""
        for account in accounts if event["kind"] == "opposition" else ():
            account.opposed = event.get("grounds", "full")

    def hear(self, event: Table, day: dt.date, accounts: list[Account]) -> None:
        """Remember what happened to which claims: of money, who took it and whether some of it went to them."""
        paid = {claim for claim, _, piece in self.payments[-1][1] if piece} if event["kind"] == "payment" else set()
        until = day_of(event["until"]) if "until" in event else None
        for account in accounts:
            reached, disputed = account.claim["id"] in paid, account.disputed or account.opposed != "no"
            account.heard.append(Heard(day, event["kind"], event.get("received_by"), reached, disputed, until))

    def turn_insolvent(self, effects: Table) -> None:
        """Proceedings take the place of what was known of the debtor, until an act ends those of their kind."""
        if self.insolvent in effects.get("ends_insolvency", ()):
            self.insolvent = "no"
        told = effects.get("debtor_insolvent")
        if told is not None and (self.insolvent == "no" or told != "known"):
            self.insolvent = told

    def leads_astray(self, event: Table, accounts: list[Account]) -> bool:
        """Whether an act meets no part of a claim in parts where it may be done: which of them it leads is open."""
        stages = self.law["act"].get(event["kind"], {}).get("in_stages")
        names = [account.claim["id"] for account in self.accounts]
        parted = [account for account in accounts if names.count(account.claim["id"]) > 1]
        return bool(stages) and any(account.stage not in stages for account in parted)

    def opposed_in_part(self, event: Table, day: dt.date) -> list[Account]:
        """Part a claim that is opposed for less than the whole (SchKG 74 II): what is not opposed goes its own way.

        An opposition that comes too late is none. Costs and the interest so far stay with the part that is not opposed.
        """
        accounts = self.concerned(event, day)
        if event["kind"] != "opposition" or "amount" not in event or len(accounts) != 1:
            return accounts
        (account,), amount = accounts, minor(event["amount"])
        if amount >= account.principal or self.against(account, day, event) == "too_late":
            return accounts
        part = copy.deepcopy(account)
        part.principal, part.accrued, part.interest_paid = amount, Fraction(0), 0
        part.charges = dict.fromkeys(part.charges, 0)
        account.principal -= amount
        self.accounts.insert(self.accounts.index(account) + 1, part)
        self.split = True
        return [part]

    def say(self, event: Table, day: dt.date, accounts: list[Account]) -> None:
        """What is told and changes what rules ask."""
        kind = event["kind"]
        if kind.startswith("insolvency"):
            self.insolvent = event.get("name", "bankruptcy") if kind.endswith("opened") else "no"
        for account in accounts:
            if kind.startswith("dispute"):
                account.disputed, account.opposed = kind == "dispute", account.opposed if kind == "dispute" else "no"
                account.disputed_when = self.when_disputed(account) if kind == "dispute" else account.disputed_when
            elif kind == "acknowledgement" and not self.may_be_barred(account, day):
                account.acknowledged = max(account.acknowledged, event.get("form", "conduct"), key=FORMS.index)
            elif kind == "fact":
                account.told[event["name"]] = event["value"]
                if event["name"] == account.rule.get("on_interest", {}).get("of"):
                    raise NotImplementedError("interest on interest that was sued for is left to others")
            elif kind == "received" and event["of"] in account.letters:
                letter = account.letters[event["of"]]
                account.acts[f"{letter}.received"] = day
                self.settle(account, letter, account.acts.get(f"{letter}.deadline"))
                self.start_interest(account)

    def when_disputed(self, account: Account) -> str:
        """How far a claim had come when it was disputed."""
        if account.filed is not None:
            return "in_court"
        return "before_handover" if account.handed_over is None else "after_handover"

    def stop_interest(self, account: Account, kind: str, day: dt.date) -> None:
        """End interest where an event of this kind ends it."""
        facts = self.facts(account, day, {"kind": kind})
        stops = [stop for stop in account.rule.get("stops", ()) if stop.get("on") == kind and applies(stop, facts)]
        if stops and all("until" in stop for stop in stops):
            raise NotImplementedError("interest that is halted for a time is left to others")
        if stops:
            account.stopped = min(day, account.stopped or day)

    # Stays ------------------------------------------------------------------------------------------------

    def follow_stays(self, account: Account, event: Table, day: dt.date) -> None:
        """End stays that an event ends, on the day before it or with a time after it; begin those that it begins."""
        before, facts = list(account.stays), self.facts(account, day, event)
        for name, rule in self.law.get("stay", {}).items():
            named = event.get("name") in {None, name} or not event["kind"].startswith("stay_")
            running = next(
                (stay for stay in account.stays if stay[0] == name and stay[1] <= day <= (stay[2] or day)), None
            )
            if running and named and self.meets(rule["ends"], event["kind"], facts):
                account.stays[account.stays.index(running)] = (name, running[1], day - DAY)
            elif running and named and running[1] < day and (last := self.stay_ends(account, rule, event["kind"], day)):
                account.stays[account.stays.index(running)] = (name, running[1], min(last, running[2] or last))
            elif not running and named and applies(rule, facts) and self.meets(rule["starts"], event["kind"], facts):
                account.stays.append((name, day, self.stay_ends(account, rule, event["kind"], day)))
        if account.stays != before:
            self.settle_again(account)

    def meets(self, edges: list[Table], kind: str, facts: Table) -> bool:
        """Whether one of some edges is about an event of a kind."""
        kinds = [edge["on"] if isinstance(edge.get("on"), list) else [edge.get("on")] for edge in edges]
        return any(kind in on and applies(edge, facts) for on, edge in zip(kinds, edges, strict=True))

    def stay_ends(self, account: Account, rule: Table, kind: str, day: dt.date) -> dt.date | None:
        """The last day of a stay that a period ends which is counted from an event of that day."""
        ends = [last_day(end, day, self.place(account)) for end in rule["ends"] if end.get("after") == kind]
        return min((end for end in ends if end is not None), default=None)

    def settle_again(self, account: Account) -> None:
        """What a stay holds up is worked out again: effect and deadlines of the acts so far."""
        for kind in [name for name in account.acts if name in self.law["act"]]:
            if {"takes_effect", "deadline"} & set(self.law["act"][kind]):
                self.settle(account, kind, None)
