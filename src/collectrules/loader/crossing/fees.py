"""Fees, rates and rules that yield to one another: what they rest on must be given, and nothing goes in circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from collectrules.ground.errors import Fault
from collectrules.loader import model as m
from collectrules.loader.crossing.amounts import shapes_of
from collectrules.loader.crossing.site import Site
from collectrules.loader.findings import found, place_of
from collectrules.loader.walking import parts

_TAKEN = {"bands", "slices", "first", "percent"}


def fees(part: object, at: Site) -> Iterator[Fault]:
    """A tariff says of what it is taken, a tax which rate it has, and a version by the mandate has a mandate."""
    if isinstance(part, m.Fee | m.Cap) and part.of is None and _takes(part, at.profile):
        yield at.fault("F31", "the amount needs `of`; of what is it taken?", word="of", expected="the word `of`")
    if isinstance(part, m.Fee):
        yield from _tax(part, at)
        if _keyed_by_mandate(part) and not _handed_over(part):
            message = f"the amount is keyed by `mandate`, but `{part.act}` can occur before any hand-over"
            yield at.fault("F16", message, word="amount", expected="a key day that the act cannot precede")


def rates(part: object, at: Site) -> Iterator[Fault]:
    """A rate is a reference or a fixed figure, and its figures are taken of nothing."""
    if not isinstance(part, m.Rate):
        return
    if part.reference is None and part.fixed is None:
        yield at.fault("F23", "the rate has neither `reference` nor `fixed`", expected="one of the two")
    if _takes(part, at.profile):
        yield at.fault(
            "F31", "a rate is taken of nothing; it has no bands and no percentage", expected="a plain figure"
        )


def _takes(record: m.Fee | m.Cap | m.Rate, profile: m.Profile, depth: int = 4) -> bool:
    """Whether an amount of the record, or of a table it names, is taken of a value."""
    return any(_takes_value(part, profile, depth) for _, part in parts(record, "") if isinstance(part, m.Amount))


def _takes_value(amount: m.Amount, profile: m.Profile, depth: int) -> bool:
    if _TAKEN.intersection(shapes_of(amount)) or amount.percent_above is not None:
        return True
    name = amount.table or (amount.is_ if isinstance(amount.is_, str) else None)
    table = profile.value.get(name) if name is not None else None
    if table is None or depth == 0:
        return False
    inner = (part for _, part in parts(table, "") if isinstance(part, m.Amount))
    return any(_takes_value(part, profile, depth - 1) for part in inner)


def _tax(fee: m.Fee, at: Site) -> Iterator[Fault]:
    words = fee.vat.options.values() if isinstance(fee.vat, m.ByReading) else (fee.vat,)
    if {"add", "add_if_not_deductible"}.intersection(filter(None, words)) and "vat" not in at.profile.value:
        message = "tax is added, but the profile has no `value.vat`"
        yield at.fault("F36", message, word="vat", expected="a [value.vat] with the rate of the tax")


def _keyed_by_mandate(fee: m.Fee) -> bool:
    return isinstance(fee.amount, m.Dated) and fee.amount.keyed_by == "mandate"


def _handed_over(fee: m.Fee) -> bool:
    """Whether the fee can only arise once the claim has been handed over."""
    if fee.act == "handed_over":
        return True
    after = {anchor.partition(".")[0] for _, part in parts(fee.once, "") if isinstance(part, m.Period)
             for anchor in part.after or part.since}  # fmt: skip
    asked = [condition.facts.keys() & {"handed_over", "collector", "mandate"} for condition in fee.when]
    return "handed_over" in after or (bool(asked) and all(asked))


# Circles ---------------------------------------------------------------------------------------------------


def circles(profile: m.Profile) -> Iterator[Fault]:
    """Find rules that displace each other, and fees that are each less the other."""
    for kind in m.KINDS:
        drawer: Mapping[str, object] = getattr(profile, kind)
        yields = {name: set(record.instead_of) for name, record in drawer.items() if isinstance(record, m.Rule)}
        for name in _circle(yields):
            others = ", ".join(sorted(yields[name] - {name}) or [name])
            message = f"it displaces {others}, which displaces it in turn"
            yield found("F22", _place(profile, kind, name, "instead_of"), message, expected="one that yields")
    credits_ = {name: {less.fee for less in fee.less} for name, fee in profile.fee.items()}
    for name in _circle(credits_):
        others = ", ".join(sorted(credits_[name]))
        message = f"it is less {others}, which is less it in turn"
        yield found("F33", _place(profile, "fee", name, "less"), message, expected="one that is credited")


def _place(profile: m.Profile, kind: str, name: str, word: str) -> str:
    return place_of(kind, getattr(profile, kind)[name], word)


def _circle(graph: Mapping[str, set[str]]) -> list[str]:
    """Return the names on one circle of the graph, in the order of the file, or nothing."""
    try:
        TopologicalSorter({name: after & graph.keys() for name, after in graph.items()}).prepare()
    except CycleError as error:
        return [name for name in graph if name in error.args[1]]
    return []
