"""Rates, interest and payments as the judge computes them: one day at a time, in exact fractions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from tests.judge import words
from tests.judge.words import DAY, Readings, Table, applies, as_facts, chosen, day_of, in_force


class Figures:
    """Reads a folder once; sums are whole minor units, rates percent per year, interest an exact fraction."""

    def __init__(self, folder: Path) -> None:
        self.law = words.read(folder)

    def rate(self, claim: Table, day: dt.date, debtor: str = "consumer", creditor: str = "business") -> Fraction:
        """The half-year's reference and the margin of the day the claim fell due, or what was agreed."""
        rule = self.law["rate"]["procesrente"]
        series = self.law["series"][rule["reference"]["series"]]
        if day > series["known_until"]:
            raise LookupError(day)
        reference = Fraction(in_force(series, dt.date(day.year, 1 if day.month <= 6 else 7, 1)))
        legal = reference + Fraction(in_force(rule["margin"], day_of(claim["due"])))
        terms = claim.get("agreements", {}).get("rate")
        if terms is None:
            return legal
        before = terms.get("agreed_on", "") <= claim["arose"]
        facts = {"debtor": debtor, "creditor": creditor, "rate_agreed": "before_arose" if before else "later"}
        agreed = Fraction(terms["percent"]) + (reference if terms.get("kind") == "margin" else 0)
        counts = next(row["counts"] for row in rule["agreed"] if applies(row, facts))
        choices = {"always": agreed, "if_higher": max(agreed, legal), "if_lower": min(agreed, legal)}
        return choices.get(counts, legal)

    def first_interest_day(
        self, claim: Table, debtor: str, readings: Readings, acts: Mapping[str, dt.date] | None = None
    ) -> dt.date | None:
        """The earliest of all starts that apply; `acts` are those of the creditor so far."""
        due, demanded = day_of(claim["due"]), claim.get("demanded", claim.get("invoiced"))
        due_is = claim.get("due_is", "agreed" if claim.get("due_agreed") else "none")
        facts = {"due_is": due_is, "debtor": debtor, **as_facts(readings)}
        anchors = {**(acts or {}), "claim.due": due, "claim.demanded": demanded}
        found = []
        for start in self.law["interest"]["default"]["starts"]:
            if anchors.get(start["after"]) and applies(start, facts):
                first = words.last_day(self.law, start, day_of(anchors[start["after"]]), readings) + DAY
                bounds = start.get("not_before", ())
                if "claim.due" in bounds:  # § 2: never on or before the due day
                    first = max(first, due + DAY)
                if "claim.received" in bounds:  # § 3(2): nor before the debtor had the demand
                    first = max(first, day_of(claim.get("received", first)))
                found.append(first)
        return min(found, default=None)

    def day_of_interest(self, rate: Fraction, principal: int, day: dt.date, day_count: str) -> Fraction:
        """What one day adds."""
        return principal * rate / 100 * words.share_of_year(day, day_count)

    def interest(
        self, claim: Table, first_day: dt.date, last_day: dt.date, principal_by_day: Callable[[dt.date], int],
        day_count: str = "act_act", **parties: str,
    ) -> Fraction:  # fmt: skip
        """Exact interest over days that are both included."""
        days = (first_day + DAY * n for n in range((last_day - first_day).days + 1))
        parts = (
            self.day_of_interest(self.rate(claim, day, **parties), principal_by_day(day), day, day_count)
            for day in days
        )
        return sum(parts, Fraction(0))

    def allocate(
        self, amount: int, debts: Sequence[Mapping[str, int]], readings: Readings
    ) -> tuple[list[tuple[int, str, int]], int]:
        """Empty debt by debt, each part by part: pieces as (debt, part, sum), and the rest."""
        order, pieces = chosen(self.law["allocation"]["general"]["within"], readings), []
        for number, part in ((number, part) for number in range(len(debts)) for part in order):
            piece = min(amount, debts[number][part])
            amount -= piece
            pieces += [(number, part, piece)] if piece else []
        return pieces, amount
