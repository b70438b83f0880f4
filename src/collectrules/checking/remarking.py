"""Remarks: what is no fault, but what somebody should look at before the profile is trusted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from collectrules.ground.errors import CollectRulesError, Fault
from collectrules.ground.money import exponent, to_text
from collectrules.loader import model as m
from collectrules.loader.ageing import STALE_DAYS, checked_in
from collectrules.loader.findings import found, place_of
from collectrules.loader.readings import readings_of
from collectrules.loader.walking import cited, everything, parts, records
from collectrules.topics.tariffs import Compiler, Working


def remarks(profile: m.Profile, on: dt.date | None) -> Iterator[Fault]:
    """Yield the warnings about a profile that loads; those that depend on the day only if it is given."""
    yield from _falls(profile)
    yield from _uncited(profile)
    yield from _unclear(profile)
    if on is not None:
        yield from _stale(profile, on)


def _falls(profile: m.Profile) -> Iterator[Fault]:
    """A tariff that falls as the sum rises; some laws have one, most such tables have a slip."""
    for kind, record in records(profile):
        for place, part in parts(record, place_of(kind, record)):
            if isinstance(part, m.Amount) and part.bands:
                yield from _fall(part, place, exponent(profile.header.currency))


def _fall(amount: m.Amount, place: str, decimals: int) -> Iterator[Fault]:
    """Compare the amount on each bound with that of the next minor unit."""
    formula = Compiler(10**decimals).formula(amount)
    for number, ((bound, _), _) in enumerate(pairwise(amount.bands), 1):
        edge = Fraction(bound) * 10**decimals if bound != "over" else None
        step = -1 if amount.bounds == "below" else 1
        try:
            values = [formula(value, _no_names, Working()) for value in sorted((edge, edge + step))] if edge else []
        except CollectRulesError:
            return  # it takes a named value, whose own bands are looked at by themselves
        if values and values[1] < values[0]:
            before, after = (to_text(int(value), decimals) for value in values)
            message = f"above {bound} the amount falls from {before} to {after}; some laws do that, does this one?"
            yield found("W28", f"{place}.bands[{number + 1}]", message, expected="an amount that does not fall")


def _no_names(name: str, _value: object, _working: object) -> Fraction:
    raise CollectRulesError(Fault(code="named_value", path=name, expected="a plain figure"))


def _stale(profile: m.Profile, on: dt.date) -> Iterator[Fault]:
    for kind, record in records(profile):
        for one in checked_in(record, place_of(kind, record)):
            if one.is_stale(on):
                message, expected = f"it was last checked {(on - one.on).days} days ago", on - dt.timedelta(STALE_DAYS)
                yield found("W70", f"{one.place}.checked", message, expected=f"a day from {expected}")


def ahead(profile: m.Profile, on: dt.date) -> Iterator[Fault]:
    """Yield each day of a check that lies after a day: until then its figure would count as looked after."""
    for kind, record in records(profile):
        for one in checked_in(record, place_of(kind, record)):
            if one.is_ahead(on):
                message = f"it was checked on {one.on}, which is still to come on {on}"
                yield found("F92", f"{one.place}.checked", message, expected=f"a day up to {on}", got=str(one.on))


def _uncited(profile: m.Profile) -> Iterator[Fault]:
    used = {key for _, record in everything(profile) for key in cited(record)}
    for law in profile.law.values():
        if law.name not in used:
            yield found("W73", place_of("law", law), "it is cited by nothing", expected="a rule that cites it")


def _unclear(profile: m.Profile) -> Iterator[Fault]:
    """Sources conflict, and no reading lets a host choose."""
    for kind, record in records(profile):
        if any(readings_of(record)) or _named_by_reading(profile, record.name):
            continue
        for place, part in parts(record, place_of(kind, record)):
            if getattr(part, "certainty", None) == "unclear":
                message = "its certainty is `unclear`, and no reading is named"
                yield found("W74", f"{place}.certainty", message, expected="a reading that says between what")


def _named_by_reading(profile: m.Profile, name: str) -> bool:
    """Whether every rule that names a record depends on a reading."""
    naming = [rule for _, rule in records(profile) if name in _named(rule)]
    return bool(naming) and all(any(readings_of(rule)) for rule in naming)


def _named(rule: m.Rule) -> set[str]:
    amounts = (part for _, part in parts(rule, "") if isinstance(part, m.Amount))
    return {word for part in amounts for word in (part.table, part.is_, part.times) if isinstance(word, str)}
