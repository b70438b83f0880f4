"""Allocation: the slots of an order do not overlap, and together they reach every part that can be owed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final

from collectrules.ground.errors import Fault
from collectrules.loader import model as m
from collectrules.loader.crossing.site import Site

_INSIDE: Final[Mapping[str, str]] = {
    "contract_interest": "interest", "default_interest": "interest", "barred_interest": "interest",
    "court_costs": "costs", "enforcement_costs": "costs", "compensation": "fees",
}  # fmt: skip
_REACHED_BY: Final[Mapping[str, frozenset[str]]] = {
    "reminder": frozenset({"fees"}),
    "compensation": frozenset({"fees", "compensation"}),
    "collection": frozenset({"costs"}),
    "court": frozenset({"costs", "court_costs"}),
    "enforcement": frozenset({"costs", "enforcement_costs"}),
    "disbursement": frozenset({"costs", "enforcement_costs"}),
    "principal": frozenset({"principal"}),
    "interest": frozenset({"interest", "default_interest"}),
}


def orders(part: object, at: Site) -> Iterator[Fault]:
    """Check the order of parts of one allocation, in each reading of it."""
    if not isinstance(part, m.Allocation):
        return
    if part.choice.implied != "none" and part.choice.debtor == "none":
        message = "`implied` hears the debtor's word, and `debtor` lets none count"
        yield at.fault("F76", message, word="choice.implied", expected="a debtor whose choice counts", got="none")
    if isinstance(part.within, m.ByReading):
        for option, ranks in part.within.options.items():
            yield from _order(ranks, f"within.is.{option}", at)
    else:
        yield from _order(part.within, "within", at)


def _order(ranks: tuple[m.Rank, ...], word: str, at: Site) -> Iterator[Fault]:
    slots = [slot for rank in ranks for slot in (rank if isinstance(rank, tuple) else (rank,))]
    for one, other in combinations(slots, 2):
        if one == other or one == _INSIDE.get(other) or other == _INSIDE.get(one):
            message = f"slot `{one}` and slot `{other}` overlap"
            yield at.fault("F38", message, word=word, expected="slots that share nothing", got=other)
    for owed in _owed(at.profile):
        if not _REACHED_BY[owed].intersection(slots):
            message = f"the order never reaches part `{owed}`; money could not be placed"
            yield at.fault("F39", message, word=word, expected=" or ".join(sorted(_REACHED_BY[owed])), got=owed)


def _owed(profile: m.Profile) -> Iterator[str]:
    """Yield the parts that a debtor can owe under the profile."""
    yield "principal"
    if profile.interest:
        yield "interest"
    yield from dict.fromkeys(fee.part for fee in profile.fee.values() if fee.borne_by != "creditor")
