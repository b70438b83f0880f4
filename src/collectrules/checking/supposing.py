"""Small cases that a profile tells apart: by the kinds of parties and claim, the sum, the due day and the conduct."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain, islice, product
from math import gcd
from typing import Any, Final

from collectrules.checking.truths import matches
from collectrules.ground.money import exponent, sum_of, to_major
from collectrules.loader import model as m
from collectrules.loader.vocabulary import FACTS, FOR_SUPPLY
from collectrules.loader.walking import everything, parts

Document = dict[str, Any]
"""A case document."""
_SUMS: Final = ("principal", "open_principal", "claims_together", "total_owed")
_PLAIN: Final = Decimal(1000)
_BACK: Final = 540
"""Days between the last published figure and the day on which a case falls due, so that a course has room."""
_TERM: Final = dt.timedelta(days=30)
CONDUCTS: Final = ("silent", "disputes", "pays_half")
"""What a debtor does after the first letter."""
Axes = Mapping[str, Sequence[object]]


def supposed(
    profile: m.Profile, workflow: str, most: int, *, starts: Sequence[dt.date] = ()
) -> Iterator[tuple[str, Document]]:
    """Yield up to `most` cases with what the debtor does: first the plainest, then each with one thing otherwise.

    After these come all other combinations, in a fixed order that mixes them.
    """
    axes = axes_of(profile, starts)
    plain = {word: values[0] for word, values in axes.items()}
    single = ({**plain, word: value} for word, values in axes.items() for value in values[1:])
    rest = (dict(zip(axes, chosen, strict=True)) for chosen in _mixed([*product(*axes.values())]))
    several = (one for one in rest if sum(one[word] != plain[word] for word in axes) > 1)
    for number, one in enumerate(islice(chain([plain], single, several), most), 1):
        yield str(one["conduct"]), document(profile, workflow, one, number)


def _mixed(items: Sequence[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """Each item once, none beside those it is most alike: far steps through the list, over and over."""
    step = next(step for step in range(len(items) * 3 // 8, len(items) + 2) if gcd(step, len(items)) == 1)
    return (items[place * step % len(items)] for place in range(len(items)))


def size_of(profile: m.Profile) -> int:
    """Return how many cases there are to suppose."""
    size = 1
    for values in axes_of(profile).values():
        size *= len(values)
    return size


def axes_of(profile: m.Profile, starts: Sequence[dt.date] = ()) -> Axes:
    """Return everything in which the cases differ, the plainest value of each first."""
    return {
        "debtor": _first("consumer", FACTS["debtor"].words),
        "creditor": _first("business", FACTS["creditor"].words),
        "claim_kind": _kinds(profile),
        "amount": _amounts(profile),
        "due": tuple(dict.fromkeys((recent(profile), *starts))),
        "conduct": CONDUCTS,
    }


def _first(word: str, words: Sequence[str]) -> tuple[str, ...]:
    return (word, *(other for other in words if other != word))


def _kinds(profile: m.Profile) -> tuple[str, ...]:
    """One kind of claim for each way in which the conditions of the profile can come out."""
    matchers = [*_matchers(profile, "claim_kind")]
    found: dict[tuple[object, ...], str] = {}
    for kind in _first("goods_or_services", FACTS["claim_kind"].words):
        own = (kind == "public_law", FOR_SUPPLY.get(kind), *(matches(matcher, kind) for matcher in matchers))
        if kind != "loss_certificate":  # a claim becomes one by enforcement, and does not begin as one
            found.setdefault(own, kind)
    return tuple(found.values())


def _amounts(profile: m.Profile) -> tuple[Decimal, ...]:
    """A plain sum, and one on either side of the bounds that conditions on sums have: the least and the greatest."""
    unit = to_major(1, exponent(profile.header.currency))
    bounds = sorted(
        Decimal(bound)
        for fact in _SUMS
        for matcher in _matchers(profile, fact)
        for bound in (matcher.from_, matcher.to, matcher.over, matcher.below)
        if isinstance(bound, int | Decimal) and bound > 1
    )
    edges = (edge for bound in (*bounds[:1], *bounds[-1:]) for edge in (bound, sum_of([bound, unit])))
    return tuple(dict.fromkeys((_PLAIN, *edges)))


def _matchers(profile: m.Profile, fact: str) -> Iterator[m.Matcher]:
    for _, record in everything(profile):
        for _, part in parts(record, ""):
            for condition in (*getattr(part, "when", ()), *getattr(part, "unless", ())):
                if fact in condition.facts:
                    matcher = condition.facts[fact]
                    yield matcher.not_ or matcher


def recent(profile: m.Profile) -> dt.date:
    """A day so long before the last published figure that a whole course has room."""
    ends = [series.known_until for series in profile.series.values()]
    last = min(ends, default=profile.header.first_day + dt.timedelta(days=10 * 365))
    return max(profile.header.first_day + 2 * _TERM, last - dt.timedelta(days=_BACK))


def document(profile: m.Profile, workflow: str, one: Mapping[str, object], number: int) -> Document:
    """Return a case document: everything that a course may ask for is said."""
    due = one["due"]
    kind = str(one["claim_kind"])
    assert isinstance(due, dt.date)  # noqa: S101  # axes hold days
    arose = (due - _TERM).isoformat()
    claim: Document = {
        "id": "1", "kind": kind, "amount": str(one["amount"]), "contract": arose, "arose": arose, "performed": arose,
        "invoiced": arose, "received": arose, "due": due.isoformat(), "due_is": "agreed",
    }  # fmt: skip
    claim |= {"lease": "housing"} if kind == "rent" else {}
    region = {"region": profile.header.regions[0]} if profile.header.regions else {}
    return {
        "format": 1, "id": f"supposed-{number}", "jurisdiction": profile.header.id,
        "currency": profile.header.currency, **region,
        "creditor": {"kind": one["creditor"], "recovers_vat": True},
        "debtor": {"kind": one["debtor"], "abroad": "no"}, "workflow": workflow, "claims": [claim], "events": [],
    }  # fmt: skip
