"""Allocation: which debt a payment reaches first, and which part of it; every minor unit lands exactly once."""

from __future__ import annotations

from collections.abc import Sequence

from collectrules.ground.errors import Fault, NotModelled
from collectrules.ground.records import record
from collectrules.loader import model as m


@record
class Debt:
    """One debt as a payment finds it: what is open in each slot, in minor units; `due` is an ordinal day."""

    key: int
    due: int
    undue: bool
    arose: int
    designated: bool
    slots: dict[str, int]


Piece = tuple[int, str, int]
"""(debt key, slot, minor units)"""


def allocate(
    amount: int, debts: Sequence[Debt], rule: m.Allocation, first_slot: str | None = None
) -> tuple[list[Piece], int]:
    """Split a payment over the debts as the rule says; return the pieces and what nothing was open for.

    `first_slot` is the part the debtor named, where the law lets him.
    """
    pieces: list[Piece] = []
    left = amount
    for group in _tiers(debts, rule):
        for debt, slot in _walk(group, rule, first_slot):
            if left == 0:
                return pieces, 0
            part = min(left, debt.slots.get(slot, 0))
            if part > 0:
                pieces.append((debt.key, slot, part))
                left -= part
    return pieces, left


def _tiers(debts: Sequence[Debt], rule: m.Allocation) -> list[list[Debt]]:
    """Debts the payer named come as a group before all others, where his choice binds; undue debts come last."""
    if len(debts) == 1:
        return [list(debts)]
    ordered = sorted(debts, key=lambda debt: tuple(_rank(word, debt) for word in rule.between))
    if rule.choice.debtor != "binds" or not any(debt.designated for debt in debts):
        return _by_due(ordered)
    return [
        *_by_due([d for d in ordered if d.designated]),
        *_by_due([d for d in ordered if not d.designated]),
    ]


def _by_due(ordered: list[Debt]) -> list[list[Debt]]:
    return [group for group in ([d for d in ordered if not d.undue], [d for d in ordered if d.undue]) if group]


def _rank(word: str, debt: Debt) -> int:
    ranks = {
        "debtor_choice": int(not debt.designated), "creditor_choice": 0, "due_before_undue": int(debt.undue),
        "due_earliest": debt.due, "oldest": debt.arose,
    }  # fmt: skip
    if word not in ranks:
        raise NotModelled(
            Fault(code="word_not_computed", path=f"allocation.between.{word}", expected="a computed order")
        )
    return ranks[word]


def _walk(debts: Sequence[Debt], rule: m.Allocation, first_slot: str | None) -> list[tuple[Debt, str]]:
    """Return the order in which (debt, slot) pairs are served."""
    slots = [slot for rank in _ranks(rule) for slot in rank]
    if first_slot is not None and rule.choice.debtor == "binds":
        slots = [first_slot, *(slot for slot in slots if slot != first_slot)]
    if rule.walk == "part_by_part":
        return [(debt, slot) for slot in slots for debt in debts]
    return [(debt, slot) for debt in debts for slot in slots]


def _ranks(rule: m.Allocation) -> list[tuple[str, ...]]:
    within = rule.within
    if isinstance(within, m.ByReading):
        raise NotModelled(Fault(code="reading_open", path="allocation.within", expected="a settled reading"))
    return [(rank,) if isinstance(rank, str) else rank for rank in within]
