"""Allocation: which debt a payment reaches first, and which part of it; every minor unit lands exactly once.

Debts are served in tiers: those that were named before the others, and in each what is due before what is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from types import MappingProxyType
from typing import Final, NamedTuple

from collectrules.ground.errors import Fault, NotModelled
from collectrules.ground.records import record
from collectrules.loader import model as m

COMPONENT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "fees": "fees", "compensation": "fees", "costs": "costs", "court_costs": "costs",
        "enforcement_costs": "costs", "joint_costs": "costs",
        "interest": "interest", "default_interest": "interest", "principal": "principal",
    }
)  # fmt: skip
"""Slot of an order → the part of a balance it belongs to."""


JOINT: Final = "joint_costs"
"""The slot of costs that several claims have in common."""


@record
class Debt:
    """One debt as a payment finds it: what is open in each slot, in minor units; `due` is an ordinal day.

    `enforced` is the first day on which enforcement was asked for; `security` and `burden` grow with how well it is
    secured and with its rate. `rule` is the order that the law has for this debt.
    """

    key: int
    due: int
    undue: bool
    arose: int
    designated: bool
    slots: dict[str, int]
    rule: m.Allocation
    enforced: int | None = None
    security: int = 0
    burden: int = 0


class Joint(NamedTuple):
    """Costs of an act about several claims (by debt key): the claim that carries them, minor units, the claims."""

    key: int
    amount: int
    claims: frozenset[int]


Piece = tuple[int, str, int]
"""(debt key, slot, minor units)"""
Ranks = Sequence[tuple[str, ...]]


class Tier(NamedTuple):
    """Debts that come before all of the next tier, each with its own order of parts."""

    debts: list[Debt]
    ranks: dict[int, Ranks]
    words: tuple[str, ...]
    by_part: bool


def allocate(
    amount: int, debts: Sequence[Debt], first_slot: str | None = None, joint: Sequence[Joint] = ()
) -> tuple[list[Piece], int]:
    """Split a payment over the debts as their rules say; return the pieces and what nothing was open for.

    `first_slot` is the part that was named, where the law lets it be. `joint` costs are served before the first of
    their claims, after it where another part was named.

    Raises:
        NotModelled: `allocation`, the rules of several debts do not agree which of these comes first.

    """
    if len(debts) == 1 and not joint:  # no other debt to come before or after it
        pieces = [piece for piece in _emptied(debts, _ranks(debts[0].rule, first_slot), amount) if piece[2]]
        return pieces, amount - sum(part for *_, part in pieces)
    pieces, waiting, left = [], list(joint), amount
    last = first_slot not in {None, "costs"}
    for found in _tiers(debts):
        if left == 0:
            break
        tier = _tier(found, first_slot, joint)
        served = [piece for piece in _with_joint(tier, left, waiting, last=last) if piece[2]]
        pieces += served
        left -= sum(part for *_, part in served)
    return pieces, left


# Which debts come first ------------------------------------------------------------------------------------


def _tiers(debts: Sequence[Debt]) -> Iterator[list[Debt]]:
    """Yield the debts that were named before all others, where a choice counts; undue debts come last in each."""
    chosen = [debt.designated and _may_choose(debt.rule) for debt in debts]
    for first in (True, False):
        group = [debt for debt, named in zip(debts, chosen, strict=True) if named is first]
        for undue in (False, True):
            tier = [debt for debt in group if debt.undue is undue]
            if tier:
                yield tier


def _may_choose(rule: m.Allocation) -> bool:
    return rule.choice.debtor != "none" or rule.choice.creditor != "none"


def _tier(debts: list[Debt], first: str | None, joint: Sequence[Joint]) -> Tier:
    """The order in which some debts are served: one rule for all, or rules that agree on the order between them."""
    ranks = {debt.key: _ranks(debt.rule, first) for debt in debts}
    sharing = frozenset[int]().union(*(cost.claims for cost in joint))
    held = [debt for debt in debts if debt.key in sharing or _total(debt, ranks[debt.key])]
    orders = {_order(debt.rule, undue=debt.undue): debt.rule for debt in held}
    by_part = any(walk == "part_by_part" for _, walk in orders)
    if len(orders) > 1 or (by_part and len({tuple(ranks[debt.key]) for debt in held}) > 1):
        names = ", ".join(sorted({debt.rule.name for debt in held}))
        expected = "rules that agree on the order between claims, or a payment that names the claim"
        raise NotModelled(Fault(code="allocation", path="allocation", expected=expected, got=names))
    words = next(iter(orders))[0] if orders else ()
    return Tier(held, ranks, words, by_part)


def _order(rule: m.Allocation, *, undue: bool) -> tuple[tuple[str, ...], str]:
    return (rule.if_undue if undue and rule.if_undue else rule.between), rule.walk


PROPORTION: Final = "in_proportion"
_RANK: Final[Mapping[str, Callable[[Debt], int]]] = MappingProxyType(
    {
        "debtor_choice": lambda debt: not debt.designated,
        "creditor_choice": lambda debt: not debt.designated,
        "due_before_undue": lambda debt: debt.undue,
        "enforced_first": lambda debt: _NEVER if debt.enforced is None else debt.enforced,
        "due_earliest": lambda debt: debt.due,
        "oldest": lambda debt: debt.arose,
        "least_secured": lambda debt: debt.security,
        "most_burdensome": lambda debt: -debt.burden,
    }
)
_NEVER: Final = 1 << 62  # after every day


def _groups(tier: Tier) -> Iterator[list[Debt]]:
    """Yield the debts one by one in their order; those that share in proportion together."""
    words = tier.words[: tier.words.index(PROPORTION)] if PROPORTION in tier.words else tier.words

    def key(debt: Debt) -> tuple[int, ...]:
        return tuple(_RANK[word](debt) for word in words)

    ordered = sorted(tier.debts, key=key)
    if words == tier.words:
        yield from ([debt] for debt in ordered)
    else:
        yield from (list(group) for _, group in groupby(ordered, key))


# Which part comes first ------------------------------------------------------------------------------------


_Serve = Callable[[int], Iterator[Piece]]


def _with_joint(tier: Tier, amount: int, waiting: list[Joint], *, last: bool) -> Iterator[Piece]:
    """Serve group by group, and the joint costs of its claims before it, or `last`."""
    for serve, group in _courses(tier):
        steps: list[_Serve] = [partial(_joint, group, waiting), serve]
        for step in reversed(steps) if last else steps:
            for piece in step(amount):
                amount -= piece[2]
                yield piece


def _courses(tier: Tier) -> Iterator[tuple[_Serve, list[Debt]]]:
    """What is served one after the other, each with its debts: the groups, or all of them part by part."""
    if tier.by_part:
        yield partial(_by_part, tier), tier.debts
    else:
        yield from ((partial(_by_debt, tier, group), group) for group in _groups(tier))


def _joint(group: Sequence[Debt], waiting: list[Joint], amount: int) -> Iterator[Piece]:
    """Serve the costs that claims of a group have in common with others, each of them once."""
    keys = {debt.key for debt in group}
    for cost in [cost for cost in waiting if not keys.isdisjoint(cost.claims)]:
        waiting.remove(cost)
        part = min(amount, cost.amount)
        amount -= part
        yield cost.key, JOINT, part


def _by_debt(tier: Tier, group: Sequence[Debt], amount: int) -> Iterator[Piece]:
    """Empty the debts of one group, in shares by all that is open of them."""
    totals = [_total(debt, tier.ranks[debt.key]) for debt in group]
    for debt, part in zip(group, shares(amount, totals), strict=True):
        yield from _emptied([debt], tier.ranks[debt.key], part)


def _by_part(tier: Tier, amount: int) -> Iterator[Piece]:
    """Serve one rank of parts of every debt before the next rank."""
    for rank in tier.ranks[tier.debts[0].key] if tier.debts else ():
        for group in _groups(tier):
            for piece in _emptied(group, [rank], amount):
                amount -= piece[2]
                yield piece


def _emptied(debts: Sequence[Debt], ranks: Ranks, amount: int) -> Iterator[Piece]:
    """Serve rank by rank; what shares a rank shares in proportion."""
    for rank in ranks:
        if len(debts) == len(rank) == 1:  # nothing to share
            part = min(amount, debts[0].slots.get(rank[0], 0))
            amount -= part
            yield debts[0].key, rank[0], part
            continue
        cells = [(debt, slot) for debt in debts for slot in rank]
        parts = shares(amount, [debt.slots.get(slot, 0) for debt, slot in cells])
        for (debt, slot), part in zip(cells, parts, strict=True):
            amount -= part
            yield debt.key, slot, part


def shares(amount: int, sums: Sequence[int]) -> list[int]:
    """Split an amount over sums in proportion, none beyond its own; what is left over goes to the largest fractions.

    Of equal fractions the one that stands first comes first.

    >>> shares(100, [300, 300, 300])
    [34, 33, 33]
    """
    if len(sums) == 1:
        return [min(amount, sums[0])]
    total = sum(sums)
    if amount >= total:
        return list(sums)
    found = [amount * each // total for each in sums]
    over = amount - sum(found)
    by_fraction = sorted(range(len(sums)), key=lambda place: -(amount * sums[place] % total))
    for place in by_fraction[:over]:
        found[place] += 1
    return found


def _total(debt: Debt, ranks: Ranks) -> int:
    return sum(debt.slots.get(slot, 0) for rank in ranks for slot in rank)


def _ranks(rule: m.Allocation, first: str | None) -> Ranks:
    """The order of parts of a rule, with the part that was named before all others."""
    found = ranks_of(rule)
    if first is None or not _may_choose(rule):
        return found
    named = [tuple(slot for slot in rank if COMPONENT.get(slot) == first) for rank in found]
    others = [tuple(slot for slot in rank if COMPONENT.get(slot) != first) for rank in found]
    return [rank for rank in (*named, *others) if rank]


def ranks_of(rule: m.Allocation) -> Ranks:
    """Return the order of parts of a rule; parts of one rank are served together."""
    within = rule.within
    if isinstance(within, m.ByReading):
        raise NotModelled(Fault(code="reading_open", path="allocation.within", expected="a settled reading"))
    return [(rank,) if isinstance(rank, str) else rank for rank in within]
