"""Rates, interest and payments as the judge computes them: one day at a time, in exact fractions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from collectrules.judge import words
from collectrules.judge.days import DAY, Place, last_day, lives
from collectrules.judge.sharing import Debt, Piece, spend
from collectrules.judge.words import (
    Readings,
    Table,
    applies,
    as_facts,
    as_list,
    chosen,
    day_of,
    first_half,
    in_force,
    standing,
)


class Figures:
    """Reads a folder once; sums are whole minor units, rates percent per year, interest an exact fraction."""

    def __init__(self, folder: Path) -> None:
        self.law = words.read(folder)
        self.turns = sorted(turns(self.law))
        self.cautious = {name: doubt["cautious"] for name, doubt in self.law["reading"].items()}

    def facts_of(self, claim: Table, debtor: str, creditor: str, readings: Readings) -> dict[str, Any]:
        """What a rule may ask of a claim before anything has happened to it."""
        terms = claim.get("agreements", {}).get("rate")
        before = terms is not None and terms.get("agreed_on", "") <= claim["arose"]
        return as_facts(readings) | {
            "debtor": debtor, "creditor": creditor, "claim_kind": claim["kind"], "secured": claim.get("secured"),
            "claim_law": "public" if claim["kind"] == "public_law" else "private",
            "contract": day_of(claim["contract"]) if "contract" in claim else None,
            "contract_made": day_of(claim.get("contract", claim["arose"])),
            "due_is": claim.get("due_is", "agreed" if claim.get("due_agreed") else "none"),
            "rate_agreed": "no" if terms is None else "before_arose" if before else "later",
            "goods_or_services": SUPPLY.get(claim["kind"]), "receipt_known": "received" in claim,
            "interest_notice": claim.get("agreements", {}).get("default_notice"), "lease": claim.get("lease"),
            "continuing": "relationship" in claim, "claim_arose": day_of(claim["arose"]),
            "claim_due": day_of(claim["due"]),
            "performed": day_of(claim["performed"]) if "performed" in claim else None,
        }  # fmt: skip

    def interest_rule(self, claim: Table, debtor: str = "consumer", creditor: str = "business") -> Table:
        """What the law says of the interest on a claim; nothing if it bears none."""
        facts = self.facts_of(claim, debtor, creditor, self.cautious)
        return next(iter(standing(self.law["interest"], facts).values()), {})

    def rate(
        self, claim: Table, day: dt.date, debtor: str = "consumer", creditor: str = "business",
        readings: Readings | None = None, told: Table | None = None,
    ) -> Fraction:  # fmt: skip
        """The rate of the law on a day, or what was agreed; `told` is what was recorded by then."""
        facts = {**self.facts_of(claim, debtor, creditor, {**self.cautious, **(readings or {})}), **(told or {})}
        facts |= surcharge(claim, facts)
        known = {name: self.law["rate"][name] for name in self.interest_rule(claim, debtor, creditor)["rates"]}
        (rule,) = standing({name: rate for name, rate in known.items() if lives(rate, day)}, facts).values()
        keys = {"accrual_day": day, "claim_due": day_of(claim["due"])}
        reference = Fraction(0)
        if "reference" in rule:
            reference = self.reference(rule["reference"], keys[rule["reference"]["keyed_by"]])
        terms = claim.get("agreements", {}).get("rate")
        rows = [row for row in rule.get("agreed", ()) if applies(row, facts)] if terms is not None else []
        if rows and rows[0]["counts"] == "always":  # what the law would say may be unknown then
            return agreed_rate(terms, reference)
        parts = [rule[word] for word in ("fixed", "margin") if word in rule]
        legal = reference + sum((points(part, keys) for part in parts), Fraction(0))
        choose = {"if_higher": max, "if_lower": min}.get(rows[0]["counts"]) if rows else None
        return legal if choose is None else choose(agreed_rate(terms, reference), legal)

    def reference(self, rule: Table, day: dt.date) -> Fraction:
        """The published rate that counts on a day."""
        series = self.law["series"][rule["series"]]
        if day > series["known_until"]:
            raise LookupError(day)
        begun = dt.date(day.year, 1 if first_half(day) else 7, 1)
        pins = {"half_year_start": begun, "previous_half_year_end": begun - DAY}
        return Fraction(in_force(series, pins.get(rule["pin"], day)))

    def first_interest_day(
        self, claim: Table, debtor: str, readings: Readings, acts: Mapping[str, dt.date] | None = None,
        rule: Table | None = None, place: Place | None = None, told: Table | None = None,
    ) -> dt.date | None:  # fmt: skip
        """The earliest of all starts that apply; `acts` are those that happened so far, `told` what was recorded."""
        facts = {**self.facts_of(claim, debtor, "business", readings), **(told or {})}
        days = {f"claim.{word}": day_of(claim[word]) for word in DAYS_OF_CLAIM if word in claim}
        days |= {"claim.timely": self.timely(claim, place)}
        demanded = claim.get("demanded", claim.get("invoiced"))
        anchors = {**(acts or {}), **days, **({"claim.demanded": day_of(demanded)} if demanded else {})}
        rule = self.interest_rule(claim, debtor) if rule is None else rule
        starts = [start for start in rule.get("starts", ()) if applies(start, facts)]
        found = [self.first_day(start, anchors, place or Place(self.law, readings)) for start in starts]
        return min((day for day in found if day), default=None)

    def timely(self, claim: Table, place: Place | None = None) -> dt.date:
        """The last day on which a claim is paid in time: the due day, or the end of the time the law adds to it."""
        due, clock = day_of(claim["due"]), self.law.get("clock", {}).get("payment_timely")
        if clock is None or not applies(clock, {"claim_kind": claim["kind"]}):
            return due
        return last_day(clock["period"], due, place or Place(self.law, self.cautious)) or due

    def first_day(self, start: Table, anchors: Mapping[str, dt.date], place: Place) -> dt.date | None:
        """The day after one start has run out: never on or before the due day, nor before other bounds."""
        begun = picked(start, anchors)
        if begun is None:
            return None
        last = last_day(start, begun, place)
        bounds = {anchors[word] + DAY * (word in {"claim.due", "claim.timely"})
                  for word in as_list(start.get("not_before")) if word in anchors}  # fmt: skip
        return max({last + DAY} | bounds) if last else None

    def day_of_interest(self, rate: Fraction, principal: int, day: dt.date, day_count: str) -> Fraction:
        """What one day adds."""
        return principal * rate / 100 * words.share_of_year(day, day_count)

    def interest(
        self, claim: Table, first_day: dt.date, last_day: dt.date, principal_by_day: Callable[[dt.date], int],
        day_count: str = "act_act", debtor: str = "consumer",
    ) -> Fraction:  # fmt: skip
        """Exact interest over days that are both included."""
        days = (first_day + DAY * n for n in range((last_day - first_day).days + 1))
        parts = (
            self.day_of_interest(self.rate(claim, day, debtor), principal_by_day(day), day, day_count) for day in days
        )
        return sum(parts, Fraction(0))

    def allocate(self, amount: int, debts: Sequence[Mapping[str, int]], readings: Readings) -> tuple[list[Piece], int]:
        """Empty debt by debt as they stand, each part by part: pieces as (debt, part, sum), and the rest."""
        day = dt.date.min
        days = [day + DAY * n for n in range(len(debts))]
        found = [Debt(f"{n:03}", day, day, is_due=True, named=False, parts=parts)
                 for n, (day, parts) in enumerate(zip(days, debts, strict=True))]  # fmt: skip
        return self.spend(amount, found, self.law["allocation"]["general"], readings)

    def spend(self, amount: int, debts: Sequence[Debt], rule: Table, readings: Readings) -> tuple[list[Piece], int]:
        """Split a payment as one rule of allocation says."""
        return spend(amount, debts, rule, chosen(rule["within"], readings))


def turns(law: Table) -> set[dt.date]:
    """Every day from which a rate, a part of it or a published figure may be another."""
    rates = law["rate"].values()
    dated = [rate[word] for rate in rates for word in ("fixed", "margin") if isinstance(rate.get(word), dict)]
    begins = {row["from"] for each in (*dated, *law["series"].values()) for row in each["value"]}
    begins |= {rate["from"] for rate in rates if "from" in rate}
    return begins | {rate["to"] + DAY for rate in rates if "to" in rate}


SUPPLY = {"goods_or_services": True, "medical": True, "insurance_premium": True}  # what is paid in return for something
SUPPLY |= dict.fromkeys(("loan", "consumer_credit", "wage", "maintenance", "public_law", "damages"), False)
DAYS_OF_CLAIM = ("due", "arose", "invoiced", "received", "performed", "known")


def surcharge(claim: Table, facts: Table) -> dict[str, Fraction]:
    """How far an agreed rate of default lies above the rate before default, where somebody told that."""
    terms = claim.get("agreements", {}).get("rate")
    if terms is None or "rate_before_default" not in facts:
        return {}
    return {"default_surcharge": Fraction(terms["percent"]) - Fraction(facts["rate_before_default"])}


def agreed_rate(terms: Table, reference: Fraction) -> Fraction:
    """The rate that was agreed, in whole or as an addition to the reference; never below zero."""
    return max(Fraction(terms["percent"]) + (reference if terms.get("kind") == "margin" else 0), Fraction(0))


def points(part: Any, keys: Mapping[str, dt.date]) -> Fraction:  # noqa: ANN401  # a number, or a dated one
    """A margin that always was the same, or the one of the day that chooses it."""
    return Fraction(in_force(part, keys[part["keyed_by"]]) if isinstance(part, dict) else part)


def picked(period: Table, anchors: Mapping[str, dt.date]) -> dt.date | None:
    """The day from which a period runs, if it has come and lies after each day after which it must lie."""
    found = [anchors.get(name) for name in as_list(period["after"])]
    days = [day for day in found if day is not None]
    if len(days) < len(found) or not days:
        return None
    day = max(days) if period.get("pick") == "later" else min(days)
    return (
        day if all(name not in anchors or day > anchors[name] for name in as_list(period.get("only_after"))) else None
    )
