"""Which debt a payment reaches, and which part of it: debt by debt, equals in proportion, no unit lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from collectrules.judge.words import Table

Piece = tuple[int, str, int]  # debt, part, sum
SECURITY = ("none", "guarantee", "pledge", "land")


@dataclass(frozen=True)
class Debt:
    """One claim as a payment finds it; `parts` holds what is open of each part."""

    name: str
    due: dt.date
    arose: dt.date
    is_due: bool
    named: bool
    parts: Mapping[str, int]
    enforced: dt.date | None = None
    secured: str = "none"
    rate: Fraction = Fraction(0)
    within: tuple[str, ...] = ()  # its own order of parts, where it has one
    joint: tuple[tuple[int, frozenset[str]], ...] = ()  # costs it carries for several claims, and which

    def own(self) -> dict[str, int]:
        """What is open of each part, without the costs of several claims."""
        return {**self.parts, "costs": self.parts["costs"] - sum(cost for cost, _ in self.joint)}


def spend(amount: int, debts: Sequence[Debt], rule: Table, within: Sequence[str]) -> tuple[list[Piece], int]:
    """Named debts, then the others; in each what is due, then what is not; there as the law ranks them."""
    pieces: list[Piece] = []
    first = rule.get("joint_costs") == "first"
    joint = [(n, place, *cost) for n, debt in enumerate(debts) for place, cost in enumerate(debt.joint) if first]
    own = [debt.own() if first else dict(debt.parts) for debt in debts]
    for tier in ((named, due) for named in (True, False) for due in (True, False)):
        here = [
            n for n, debt in enumerate(debts) if (debt.named, debt.is_due) == tier and sum(debt.parts.values()) != 0
        ]
        here += [n for n, debt in enumerate(debts) if (debt.named, debt.is_due) == tier and n not in here
                 and any(debt.name in names for *_, names in joint)]  # fmt: skip
        for group in groups(debts, here, rule["between"] if tier[1] else rule.get("if_undue", rule["between"])):
            about = {debts[n].name for n in group}
            for cost in [cost for cost in joint if about & cost[3]]:
                joint.remove(cost)
                pieces += [(cost[0], f"joint{cost[1]}", min(amount, cost[2]))]
                amount -= min(amount, cost[2])
            sums = shares(amount, [sum(own[n].values()) for n in group])
            amount -= sum(sums)
            for number, share in zip(group, sums, strict=True):
                pieces += emptied(number, own[number], debts[number].within or within, share)
    return pieces, amount


def groups(debts: Sequence[Debt], here: Sequence[int], words: Sequence[str]) -> list[list[int]]:
    """The debts in order; those that the words before `in_proportion` do not tell apart stand together."""
    together = "in_proportion" in words
    asked = words[: words.index("in_proportion")] if together else words
    found: dict[tuple[object, ...], list[int]] = {}
    for place, number in enumerate(sorted(here, key=lambda n: (debts[n].due, debts[n].name))):
        key = (*(rank(word, debts[number]) for word in asked), 0 if together else place)
        found.setdefault(key, []).append(number)
    return [found[key] for key in sorted(found)]


def rank(word: str, debt: Debt) -> object:
    """Where a word of the law puts a debt; the choices and what is due are settled before."""
    places = {
        "enforced_first": (debt.enforced is None, debt.enforced or debt.due),
        "due_earliest": debt.due,
        "oldest": debt.arose,
        "least_secured": SECURITY.index(debt.secured),
        "most_burdensome": -debt.rate,
    }
    return places.get(word, 0)


def shares(amount: int, sums: Sequence[int]) -> list[int]:
    """Exact shares cut to whole units; the largest fractions get what is left, of equal ones the first."""
    total = sum(sums)
    if amount >= total:
        return list(sums)
    exact = [Fraction(amount * each, total) for each in sums]
    found = [each.__floor__() for each in exact]
    by_fraction = sorted(range(len(sums)), key=lambda n: (found[n] - exact[n], n))
    for number in by_fraction[: amount - sum(found)]:
        found[number] += 1
    return found


def emptied(number: int, parts: Mapping[str, int], within: Sequence[str], amount: int) -> list[Piece]:
    """Empty one debt part by part."""
    pieces = []
    for part in within:
        piece = min(amount, parts[part])
        amount -= piece
        pieces += [(number, part, piece)] if piece else []
    return pieces
