"""Proofs over the whole space of facts: one rule governs, no condition is empty, no period ends before it begins.

Each proof tries every combination of facts that the conditions can tell apart, and tells the first that fails.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, cast

from collectrules.checking.spaces import MOST, Space, Values, applies, holds, table_holds
from collectrules.fold.entries import COMPONENTS
from collectrules.ground.dates import date_of
from collectrules.ground.errors import CollectRulesError, Fault, InternalInconsistency
from collectrules.loader import model as m
from collectrules.loader.findings import found, place_of
from collectrules.loader.walking import records
from collectrules.nouns.calendars import working_days
from collectrules.topics.deadlines import span

_ONE_OF: Final = frozenset({"reminder", "compensation"})
"""Parts of which a letter earns one fee; other fees of an act stand side by side."""
_FOUR_YEARS: Final = range(dt.date(2023, 1, 1).toordinal(), dt.date(2027, 1, 1).toordinal())
"""Every weekday with every date around which ends move, a leap year among them."""
_MOST_TOLD: Final = 4


def proofs(profile: m.Profile) -> Iterator[Fault]:
    """Yield everything that a proof finds wrong with a profile that loads."""
    for proof in (_interest, _rates, _fees, _allocations, _limitations, _conditions, _moves, _windows):
        yield from proof(profile)


# Exactly one rule ------------------------------------------------------------------------------------------

Applying = tuple[tuple[str, ...], Values]
"""The rules that apply together and the facts under which they do; none, where nothing applies."""


def _interest(profile: m.Profile) -> Iterator[Fault]:
    rules = list(profile.interest.values())
    for names, values in _clashes(profile, rules):
        yield _both("F20", profile, "interest", names, values, "instead_of")


def _rates(profile: m.Profile) -> Iterator[Fault]:
    for interest in profile.interest.values():
        rules = [profile.rate[name] for name in interest.rates]
        for names, values in _clashes(profile, rules, within=interest, gaps=True):
            if names:
                yield _both("F20", profile, "rate", names, values, "instead_of")
            else:
                message = f"no rate applies if {_told(values)}"
                yield found("F21", place_of("interest", interest, "rates"), message, expected="a rate that applies")


def _fees(profile: m.Profile) -> Iterator[Fault]:
    groups: dict[tuple[str, str], list[m.Fee]] = {}
    for fee in profile.fee.values():
        if fee.part in _ONE_OF:
            groups.setdefault((fee.act, fee.part), []).append(fee)
    for fees in groups.values():
        for names, values in _clashes(profile, fees):
            yield _both("F20", profile, "fee", names, values, "instead_of")


def _allocations(profile: m.Profile) -> Iterator[Fault]:
    rules = list(profile.allocation.values())
    for names, values in _clashes(profile, rules, gaps=bool(rules)):
        if names:
            yield _both("F40", profile, "allocation", names, values, "instead_of")
        else:
            message = f"no allocation applies if {_told(values)}"
            yield found("F40", place_of("allocation", rules[0]), message, expected="an allocation that applies")


def _limitations(profile: m.Profile) -> Iterator[Fault]:
    every = list(profile.limitation.values())
    for part in COMPONENTS if every else ():
        rules = [rule for rule in every if part in rule.covers]
        for names, values in _clashes(profile, rules, gaps=True):
            what = f"{part} has two rules" if names else f"{part} has no rule"
            message = f"{what} ({' and '.join(names)}) if {_told(values)}" if names else f"{what} if {_told(values)}"
            place = place_of(
                "limitation", _special([profile.limitation[name] for name in names]) if names else every[0]
            )
            yield found("F61", place, message, expected="exactly one rule for each part", got=part)


def _both(code: str, profile: m.Profile, kind: str, names: tuple[str, ...], values: Values, word: str) -> Fault:
    drawer: Mapping[str, m.Rule] = getattr(profile, kind)
    laws = ", ".join(f"{name} ({', '.join(drawer[name].law)})" for name in names)
    message = f"{laws} apply together if {_told(values)}; one of them needs `{word}`"
    return found(code, place_of(kind, _special([drawer[name] for name in names])), message, expected=f"`{word}`")


def _special(rules: Sequence[m.Rule]) -> m.Rule:
    """Return the rule with the most conditions, of equal ones the last: the exception, if one of them is."""
    return max(reversed(rules), key=lambda rule: sum(len(table.facts) for table in (*rule.when, *rule.unless)))


def _clashes(
    profile: m.Profile, rules: Sequence[m.Rule], *, within: m.Rule | None = None, gaps: bool = False
) -> Iterator[Applying]:
    """Yield each set of rules that apply together without one yielding, and with `gaps` where none applies."""
    space = Space(profile, [*rules, *([within] if within is not None else [])])
    told: set[tuple[str, ...]] = set()
    for values in space if space.size() <= MOST else ():
        if within is not None and not applies(within, values):
            continue
        standing = _standing(rules, values)
        if standing not in told and (len(standing) > 1 or (gaps and not standing)):
            told.add(standing)
            yield standing, values
        if len(told) == _MOST_TOLD:
            return


def _standing(rules: Sequence[m.Rule], values: Values) -> tuple[str, ...]:
    """Return the names of the rules that apply and are not displaced."""
    applying = [rule for rule in rules if applies(rule, values)]
    displaced = {name for rule in applying for name in rule.instead_of}
    return tuple(rule.name for rule in applying if rule.name not in displaced)


def _told(values: Values) -> str:
    """Say facts in words: `debtor = business, claim_due = 2014-01-01`."""
    said = (f"{fact} = {value if isinstance(value, str) else _plain(value)}" for fact, value in values.items())
    return ", ".join(said) or "whatever the facts are"


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return " and ".join(sorted(map(str, value))) or "nothing" if isinstance(value, frozenset) else str(value)


# Conditions that cannot hold -------------------------------------------------------------------------------


def _conditions(profile: m.Profile) -> Iterator[Fault]:
    """Every rule applies to something, and each of its tables can hold."""
    for kind, rule in records(profile):
        space = Space(profile, [rule]) if rule.when or rule.unless else None
        if space is None or space.size() > MOST:
            continue
        combinations = list(space)
        for number, table in enumerate(rule.when, 1):
            if not any(table_holds(table, values) for values in combinations):
                message = "the condition can never hold: its facts exclude each other"
                yield found("F52", place_of(kind, rule, f"when[{number}]"), message, expected="facts that go together")
        reached = [values for values in combinations if holds(rule.when, values)]
        if reached and not any(applies(rule, values) for values in reached):
            message = "`unless` holds whenever `when` does; the rule never applies"
            yield found("F53", place_of(kind, rule, "unless"), message, expected="an exception that leaves something")


# Days ------------------------------------------------------------------------------------------------------


def _moves(profile: m.Profile) -> Iterator[Fault]:
    """An end that is moved comes to rest."""
    for counting in profile.counting.values():
        if counting.calendar is None or not counting.end_moves:
            continue
        regions = profile.header.regions if "region" in profile.calendar[counting.calendar].holidays else (None,)
        restless = next(filter(None, (_restless(profile, counting, region) for region in regions)), None)
        if restless is not None:
            message = f"an end on {date_of(restless)} never comes to rest"
            yield found("F46", place_of("counting", counting, "end_moves"), message, expected="moves that end")


def _restless(profile: m.Profile, counting: m.Counting, region: str | None) -> int | None:
    """Return a day whose moves chase one another, or None."""
    calendar = working_days(profile, str(counting.calendar), region)
    for day in _FOUR_YEARS:
        try:
            calendar.end_moved(day, counting.end_moves)
        except InternalInconsistency:
            return day
    return None


def _windows(profile: m.Profile) -> Iterator[Fault]:
    """The first day of an act does not lie after its last."""
    for act in profile.act.values():
        late = [period for period in act.latest if _is_plain(period)]
        for early in act.earliest:
            for last in late if _is_plain(early) else ():
                fault = _crossed(profile, act, cast("m.Period", early), cast("m.Period", last))
                if fault is not None:
                    yield fault


def _is_plain(period: object) -> bool:
    """Whether a period depends on one anchor and nothing else."""
    return (
        isinstance(period, m.Period)
        and len(period.after or period.since) == 1
        and not (period.when or period.unless or period.paused_by or period.not_before or period.only_after)
        and isinstance(period.counting, str)
        and not isinstance(period.days, str | m.ByReading)
        and not isinstance(period.working_days, str)
    )


def _crossed(profile: m.Profile, act: m.Act, early: m.Period, late: m.Period) -> Fault | None:
    if (early.after or early.since) != (late.after or late.since):
        return None
    numbers: Callable[[str], int] = len  # never asked: the periods name no value
    for day in _FOUR_YEARS:
        try:
            first = span(early, profile, lambda _anchor, day=day: day, numbers).first_free  # type: ignore[misc]
            last = span(late, profile, lambda _anchor, day=day: day, numbers).last  # type: ignore[misc]
        except CollectRulesError:
            return None  # another check tells why the period cannot be worked out
        if first is not None and last is not None and first > last:
            start = date_of(day)
            message = f"from {start} ({start:%A}), the first day {date_of(first)} lies after the last, {date_of(last)}"
            return found("F57", place_of("act", act, "earliest"), message, expected="a first day before the last")
    return None
