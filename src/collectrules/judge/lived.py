"""A case as far as it has been lived: its accounts, and every fact that a rule may ask about a claim on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from collectrules.judge.account import Account
from collectrules.judge.days import Place, Stay
from collectrules.judge.figures import Figures
from collectrules.judge.lines import Line
from collectrules.judge.words import Readings, Table, applies, day_of, hangs_on, minor, source, standing

# Order within a day: claims, insolvency and stays, the debtor's word, money, authorities, the creditor, his demands.
COMMON = {"credit_note": 2, "insolvency_opened": 3, "insolvency_closed": 3, "stay_began": 3, "stay_ended": 3}
COMMON |= {"party_changed": 2, "fact": 3, "dispute": 4, "dispute_resolved": 4, "acknowledgement": 4, "payment": 5}
COMMON |= {"negotiations_began": 4, "negotiations_ended": 4, "limitation_waived": 4}
COMMON |= {"reminder": 8, "collection_notice": 8, "handed_over": 8, "compensation_claimed": 9, "charge": 9}
COMMON |= {"title_obtained": 8, "settlement_accepted": 8, "received": 10}
BY = {"creditor": 8, "debtor": 7}
HEARD = {*COMMON, "stay_began", "stay_ended", "plan_agreed", "plan_terminated", "workflow_changed", "note", "letter"}
HEARD = (HEARD | {"void"}) - {"party_changed", "settlement_accepted"}
SAID = {
    "acknowledgement",
    "dispute",
    "dispute_resolved",
    "limitation_waived",
    "negotiations_began",
    "negotiations_ended",
}
SAID |= {"title_obtained", "payment"}
UNREAD = ("interest_from", "agreed_rate", "apr", "credit_amount", "goods_or_services", "title")  # words of a claim
BILLED_BY = {"collector_fee": "collector", "lawyer_fee": "lawyer"}


@dataclass(frozen=True)
class Flag:
    """What breaks the law: the index of the event in the document, a code and a sentence."""

    event: int
    code: str
    sentence: str


class Lived:
    """One case under one set of readings."""

    def __init__(self, judge: Figures, case: Table, readings: Readings) -> None:
        self.judge, self.law, self.case, self.readings = judge, judge.law, case, readings
        self.debtor, self.creditor = case["debtor"]["kind"], case["creditor"]["kind"]
        self.accounts = [self.opened(claim) for claim in sorted(case["claims"], key=lambda c: (c["due"], c["id"]))]
        self.flags: list[Flag] = []
        self.interest_days: list[tuple[str, dt.date, Fraction, int]] = []  # claim, day, rate, base
        self.payments: list[tuple[int, list[tuple[str, str, int]], int]] = []  # event, claim-part-sum, rest
        self.official: list[tuple[str, dt.date, str, int]] = []  # claim, day, fee, sum
        self.lines: list[Line] = []
        self.present = dt.date.min  # the day that is being lived
        self.run: dict[tuple[str, str], int] = {}  # relationship, act → fees of the arrears that run
        self.in_case: dict[str, int] = {}  # act → fees of the whole case
        self.rates: dict[tuple[Any, ...], Fraction] = {}  # claim, half-year, what was told → percent
        self.daily: dict[tuple[Any, ...], Fraction] = {}  # the same, and the principal → interest of a day
        self.insolvent = "no"
        self.split = False  # whether a claim is in parts
        self.astray = False  # whether something was done to one that its parts did not allow
        self.taken_back: set[tuple[int, str]] = set()  # event, official fee that is not owed in the end
        self.to_take_back: set[tuple[int, str]] = set()  # those of which this life has found it
        self.asked: list[tuple[int, str, frozenset[int]]] = []  # event, what was asked for, the claims it was for

    def understood(self) -> None:
        """Refuse a case in which something is said that the judge does not hear: to pass it over would be to misjudge.

        Raises:
            NotImplementedError: what it is.

        """
        strange = [word for claim in self.case["claims"] for word in UNREAD if claim.get(word) is not None]
        strange += [word for word in ("earlier", "law") if self.case.get(word)]
        for _, event in self.events():
            kind, act = event["kind"], self.law["act"].get(event["kind"])
            strange += [kind] if act is None and kind not in HEARD and not self.standing_for(kind) else []
            strange += [f"charge of {event['cost']}"] if kind == "charge" and not self.priced(event) else []
            strange += ["component"] if "component" in event else []
            strange += [f"amount of {kind}"] if act is not None and "amount" in event and not self.takes(kind) else []
        if strange:
            raise NotImplementedError(f"{', '.join(sorted(set(strange)))}: left to others")

    def standing_for(self, kind: str) -> list[str]:
        """The acts of the law that a common event is another word for."""
        return [name for name, act in self.law["act"].items() if kind in act.get("stands_for", ())]

    def priced(self, event: Table) -> bool:
        """Whether a fee of the law hangs on a cost; what is owed of another hangs on what proves it."""
        return any(hangs_on(fee, event) for fee in self.law["fee"].values())

    def takes(self, kind: str) -> bool:
        """Whether the judge knows what the amount of an act says: elsewhere it is about a part of a claim."""
        priced = any(fee["act"] == kind and fee.get("of") == "amount_enforced" for fee in self.law["fee"].values())
        return priced or kind in {"opposition", "compensation_claimed", "settlement_offered"}

    def opened(self, claim: Table) -> Account:
        """A claim before anything has happened to it, in the first stage that a claim may begin in."""
        rule = self.judge.interest_rule(claim, self.debtor, self.creditor)
        first = self.judge.first_interest_day(claim, self.debtor, self.readings, rule=rule, place=self.where())
        entry = next(name for name, stage in self.law["stage"].items() if stage.get("entry"))
        account = Account(claim, minor(claim["amount"]), first, entry, self.judge.timely(claim, self.where()), rule)
        account.most = self.most_interest(account)
        return account

    def most_interest(self, account: Account) -> int | None:
        """A share of the principal that interest may not outgrow, unless an exception holds of the parties."""
        cap, parties = account.rule.get("cap", {}), (self.debtor, self.creditor, self.readings)
        if cap.get("of") != "principal" or set(cap.get("beside", ())) != {"fees", "costs"}:
            return None  # a ceiling over interest and costs together is left to others
        facts = {**self.judge.facts_of(account.claim, *parties), "title": account.title}
        return int(account.principal * Fraction(cap["percent"]) / 100) if applies(cap, facts) else None

    def place(self, account: Account) -> Place:
        """Where the periods of a claim run."""
        return self.where(tuple(account.stays))

    def where(self, stays: tuple[Stay, ...] = ()) -> Place:
        """Where periods run in this case, beside stays of one claim."""
        return Place(self.law, self.readings, self.case.get("region", ""), stays, self.case.get("places", {}))

    def rank(self, event: Table) -> int:
        """The place of an event within its day: the debtor answers what authorities have done."""
        act = self.law["act"].get(event["kind"], {"by": "creditor"})
        return COMMON.get(event["kind"], BY.get(act["by"], 6))

    def events(self) -> Iterator[tuple[int, Table]]:
        """Events with their index, without void ones; a compensation on a reminder is an event of its own."""
        void = {event["of"] for event in self.case.get("events", []) if event["kind"] == "void"}
        for number, event in enumerate(self.case.get("events", [])):
            if event.get("id") not in void:
                yield number, event
                if event.get("compensation"):
                    kept = {word: event[word] for word in ("on", "claim", "claims") if word in event}
                    yield number, {**kept, "kind": "compensation_claimed"}

    def concerned(self, event: Table, day: dt.date) -> list[Account]:
        """The claims that an event is about: those it names, else all that are due."""
        named = event.get("claims", [event["claim"]] if "claim" in event else None)
        if named is None and event["kind"] in {"stay_began", "stay_ended", "fact", "party_changed", "received"}:
            return self.accounts  # it is about the debtor, or about a letter that named its claims
        if self.law["act"].get(event["kind"], {}).get("reaches") == "debtor":
            return self.reached(event, day)
        about = [a for a in self.accounts if (a.claim["id"] in named if named else a.due(day))]
        if not about and event["kind"] in SAID:  # it may be older than the day on which the first claim is due
            about = [a for a in self.accounts if day_of(a.claim.get("arose", a.claim["due"])) <= day] or self.accounts
        return self.in_parts(event, about) if self.split else about

    def reached(self, event: Table, day: dt.date) -> list[Account]:
        """What befalls the debtor is about every claim that has arisen and is not paid, in the stages of the act."""
        owed = [account for account in self.accounts if day_of(account.claim.get("arose", account.claim["due"])) <= day]
        owed = [account for account in owed if sum(account.parts().values()) > 0]
        stages = self.law["act"][event["kind"]].get("in_stages", ())
        return [account for account in owed if account.stage in stages] or owed

    def in_parts(self, event: Table, about: list[Account]) -> list[Account]:
        """Of a claim in parts an act is about those that stand where it may be done, else about all of them."""
        stages = self.law["act"].get(event["kind"], {}).get("in_stages", ())
        ready = {account.claim["id"] for account in about if account.stage in stages}
        return [account for account in about if account.stage in stages or account.claim["id"] not in ready]

    def facts(self, account: Account, day: dt.date, event: Table) -> dict[str, Any]:
        """What rules ask about a claim on a day; a fact that is missing here is unknown."""
        return {"barred": self.may_be_barred(account, day), **self.facts_but_barred(account, day, event)}

    def facts_but_barred(self, account: Account, day: dt.date, event: Table) -> dict[str, Any]:
        """What a limitation asks about a claim on a day."""
        claim, together = account.claim, self.concerned(event, day)
        fee = claim.get("agreements", {}).get("reminder_fee")
        late = fee and fee.get("agreed_on", "") > claim["arose"]
        return self.judge.facts_of(claim, self.debtor, self.creditor, self.readings) | {
            "debtor_insolvent": self.insolvent, "filed": self.filed(account, day, event["kind"]),
            "stage": account.stage,
            "disputed": account.disputed,
            "overdue": account.overdue(day) and account.principal > 0,
            "in_default": bool(account.interest_from and account.interest_from <= day),
            "principal": Decimal(claim["amount"]),
            "claims_together": Decimal(f"{sum(a.principal for a in together)}E-2"), "done": set(account.acts),
            "title": account.title, "costs_awarded": account.costs_awarded, "opposed": account.opposed,
            "fee_agreed": "no" if not fee else "later" if late else "before_arose",
            "agreed_fee": Decimal(fee["amount"]) if fee else None, "acknowledged": account.acknowledged,
            "costs_agreed": claim.get("agreements", {}).get("costs"),
            "channel": event.get("channel"),
            "times_charged": self.counted("arrears_run", account, source(event)), "register_role": self.role(day),
            "debtor_deregistered": self.deregistered(day), "creditor_profession": "none", "act_day": day,
            **self.course(account, day, event), **account.told,
        }  # fmt: skip

    def may_be_barred(self, account: Account, day: dt.date) -> bool:  # noqa: ARG002  # days are counted elsewhere
        """Whether nobody knows when a claim is barred: what asks for one that is not is shut, as for a barred one."""
        claim = account.claim
        if claim["kind"] != "public_law":
            return False
        rules = standing(self.law["limitation"], {"claim_law": "public", "claim_kind": claim["kind"]})
        figures = [self.law["value"][days] for days in (rule["period"].get("days") for rule in rules.values())
                   if isinstance(days, str)]  # fmt: skip
        return any(row.get("unknown") for figure in figures for row in figure["value"])

    def course(self, account: Account, day: dt.date, event: Table) -> dict[str, Any]:
        """What rules ask about the way of a claim: who has it, since when, what runs."""
        handed = account.handed_over or (day if event["kind"] == "handed_over" else None)
        begun = account.interest_from
        return {
            "handed_over": account.handed_over is not None, "collector": self.collector(account, event),
            "collector_engaged": "collector" in account.engaged, "lawyer_engaged": "lawyer" in account.engaged,
            "handed_over_in_default": bool(begun and handed and begun <= handed), "handed_over_by_then": True,
            "handed_over_before_court": all((handed or day) <= end for end in self.ends_before_court(account)),
            "insolvent_at_hand_over": self.insolvent if event["kind"] == "handed_over" else account.insolvent_then,
            "stays": {name for name, first, last in account.stays if first <= day and (last is None or day <= last)},
            "plan": account.plan, "instalments_missed": None,
            "disputed_when": account.disputed_when, "debtor_abroad": self.case["debtor"].get("abroad"),
        }  # fmt: skip

    def ends_before_court(self, account: Account) -> list[dt.date]:
        """The first day on which a court or office was asked, and the day of a title."""
        asked = [day for kind, days in account.done.items() if self.asks(kind) for day in days]
        titles = [account.acts["title"]] if "title" in account.acts else []
        return [*([min(asked)] if asked else []), *titles]

    def collector(self, account: Account, event: Table) -> str:
        """Whose bill it is, to whom a claim is handed over (a collector if nobody says), or was."""
        if event["kind"] == "handed_over":
            return str(event.get("to", "collector"))
        return BILLED_BY.get(str(event.get("cost")), account.collector or "none")

    def asks(self, action: str) -> bool:
        """Whether with an act the creditor asks something of a court or office."""
        act = self.law["act"].get(action, {})
        by_him = act.get("by") == "creditor" and not act.get("advice")
        mine = act.get("by") == "creditor"
        return mine and bool(act.get("filing", by_him and action.endswith(("_filed", "_requested"))))

    def enforces(self, action: str) -> bool:
        """Whether enforcement is asked for: of what the creditor asks, that on which a fee of enforcement hangs."""
        priced = {fee["act"] for fee in self.law["fee"].values() if fee["part"] == "enforcement"}
        acts = {name for name in self.law["act"] if self.asks(name)}
        return action in (acts & priced or acts)

    def begins(self, action: str) -> bool:
        """Whether an enforcement begins: by what the law names, or when it is asked for."""
        named = {act for rule in self.law["allocation"].values() for act in rule.get("begun_by", ())}
        return action in named if named else self.enforces(action)

    def filed(self, account: Account, day: dt.date, action: str) -> dt.date:
        """The day of the last filing: this act's own if it is one."""
        return day if self.asks(action) or account.filed is None else account.filed

    def role(self, day: dt.date) -> str | None:
        """In what capacity the debtor stands in a register: from the day after it was published to its last day."""
        entries = self.case["debtor"].get("registers", ())
        if not entries:
            return "none" if self.case["debtor"].get("registered") is False else None
        found = [entry["capacity"] for entry in entries if self.registered(entry, day)]
        return next((role for role in ("company", "owner", "partner", "body") if role in found), "none")

    def registered(self, entry: Table, day: dt.date) -> bool:
        """Whether an entry of a register holds against others on a day."""
        begun = entry["published"] < day.isoformat() if "published" in entry else True
        return bool(begun and day.isoformat() <= entry.get("to", "9999"))

    def deregistered(self, day: dt.date) -> dt.date | None:
        """The last day of the last entry, while none stands."""
        entries = self.case["debtor"].get("registers", ())
        ended = [day_of(entry["to"]) for entry in entries if "to" in entry]
        gone = [last for last in ended if last <= day]
        return max(gone) if gone and not any(self.registered(entry, day) for entry in entries) else None

    def counted(self, per: str, account: Account, kind: str) -> int:
        """How often an act has earned a fee within the unit of a limit."""
        if per == "claim":
            return len(account.earned.get(kind, []))
        if per in {"case", "letter"}:  # a letter is judged once, and earns one fee
            return self.in_case.get(kind, 0) if per == "case" else 0
        if per != "arrears_run":
            raise NotImplementedError(f"limits per {per} are left to others")
        return self.run.get((account.relationship(), kind), 0)
