"""Proofs over the whole space of facts and days: one rule governs, no condition is empty, every figure is there.

Each proof tries every combination of facts that the conditions can tell apart, on every stretch of days between two
changes of the law, and tells the first that fails: the rules, the laws they rest on, and the days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, islice
from typing import Final, cast

from collectrules.checking.spaces import Space, TooLarge
from collectrules.checking.telling import Proved, cited_by, laws_of, told
from collectrules.checking.truths import Values, alive, every, failing, negated, some, some_table, table, truth
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
_NEAREST: Final = 2
UNPROVED: Final = "W80"


def proofs(profile: m.Profile) -> Iterator[Proved]:
    """Yield everything that a proof finds wrong with a profile that loads, and what could not be proved."""
    for proof in (*_GOVERNING, _conditions, _moves, _windows):
        yield from proof(profile)


# Exactly one rule ------------------------------------------------------------------------------------------


def _interest(profile: m.Profile) -> Iterator[Proved]:
    yield from _clashes("F20", profile, "interest", list(profile.interest.values()))


def _rates(profile: m.Profile) -> Iterator[Proved]:
    for interest in profile.interest.values():
        rules = [profile.rate[name] for name in interest.rates]
        yield from _clashes("F20", profile, "rate", rules, interest)
        place = place_of("interest", interest, "rates")
        yield from _gap("F21", place, profile, "rate", rules, expected="a rate that applies", within=interest)


def _fees(profile: m.Profile) -> Iterator[Proved]:
    groups: dict[tuple[str, str], list[m.Fee]] = {}
    for fee in profile.fee.values():
        if fee.part in _ONE_OF:
            groups.setdefault((fee.act, fee.part), []).append(fee)
    for fees in groups.values():
        yield from _clashes("F20", profile, "fee", fees)


def _displaced(profile: m.Profile) -> Iterator[Proved]:
    """A fee does not yield to one on days on which that one does not live: then neither would be charged."""
    for fee in profile.fee.values():
        for name in fee.instead_of if fee.from_ is not None or fee.to is not None else ():
            other = profile.fee[name]

            def lost(values: Values, fee: m.Fee = fee, other: m.Fee = other) -> bool | None:
                return every((truth(other, values), some_table(fee.when, values), negated(alive(fee, values))))

            space = Space(profile, [fee, other])
            for values in _first(space, lost):
                if isinstance(values, TooLarge):
                    yield unproved("fee", fee, "instead_of")
                    continue
                laws = f"{cited_by([other])} yields to {cited_by([fee])} if {told(values, space)}"
                message = f"{laws}; on these days {fee.name} does not live, and neither is charged"
                place = place_of("fee", fee, "instead_of")
                expected, law = "a condition that holds while it lives", laws_of([fee, other])
                yield Proved(found("F77", place, message, expected=expected, law=law), values)


def _allocations(profile: m.Profile) -> Iterator[Proved]:
    rules = list(profile.allocation.values())
    yield from _clashes("F40", profile, "allocation", rules)
    if rules:
        place = place_of("allocation", rules[0])
        yield from _gap("F40", place, profile, "allocation", rules, expected="an allocation that applies")


def _limitations(profile: m.Profile) -> Iterator[Proved]:
    every_rule = list(profile.limitation.values())
    for part in COMPONENTS if every_rule else ():
        rules = [rule for rule in every_rule if part in rule.covers]
        yield from _clashes("F61", profile, "limitation", rules, what=f"{part} has two rules: ")
        place = place_of("limitation", every_rule[0])
        yield from _gap(
            "F61", place, profile, "limitation", rules, expected=f"a rule for {part}", what=f"{part} has no rule: "
        )


def _policies(profile: m.Profile) -> Iterator[Proved]:
    """What is to be expected of a claim is said by one rule at most; where two say what a debtor is, he is asked."""
    yield from _clashes("N88", profile, "capacity", list(profile.capacity.values()))
    yield from _clashes("F20", profile, "outlook", list(profile.outlook.values()))


_GOVERNING: Final = (_interest, _rates, _fees, _displaced, _allocations, _limitations, _policies)


def _clashes(
    code: str, profile: m.Profile, kind: str, rules: Sequence[m.Rule], within: m.Rule | None = None, what: str = ""
) -> Iterator[Proved]:
    """Yield the pairs of rules that apply together without one yielding, each with the facts and days."""
    told_of = 0
    for pair in combinations(rules, 2):
        if told_of < _MOST_TOLD and not _yields(*pair):
            for one in _clash(code, profile, kind, (pair, _displacers(pair, rules), within), what):
                told_of += 1
                yield one


def _yields(one: m.Rule, other: m.Rule) -> bool:
    return one.name in other.instead_of or other.name in one.instead_of


def _displacers(pair: Sequence[m.Rule], rules: Sequence[m.Rule]) -> list[m.Rule]:
    names = {rule.name for rule in pair}
    return [rule for rule in rules if not names.isdisjoint(rule.instead_of)]


def _clash(
    code: str, profile: m.Profile, kind: str, asked: tuple[Sequence[m.Rule], Sequence[m.Rule], m.Rule | None], what: str
) -> Iterator[Proved]:
    pair, displacers, within = asked
    needed = [*pair, *([within] if within is not None else [])]

    def both(values: Values) -> bool | None:
        stand = every(truth(rule, values) for rule in needed)
        return every((stand, *(negated(_in_its_place(kind, rule, values)) for rule in displacers)))

    special = _special(pair)
    for values in _first(space := Space(profile, [*needed, *displacers]), both):
        if isinstance(values, TooLarge):
            yield unproved(kind, special, "when")
            return
        together = f"{cited_by(pair)} apply together if {told(values, space)}"
        message = f"{what}{together}; one of them needs `instead_of`"
        fault = found(code, place_of(kind, special), message, expected="`instead_of`", law=laws_of(pair))
        yield Proved(fault, values)


def _in_its_place(kind: str, rule: m.Rule, values: Values) -> bool | None:
    """Whether a rule displaces others: a fee does by its `when` alone, though its own exceptions bar it."""
    return some_table(rule.when, values) if kind == "fee" else truth(rule, values)


def _gap(
    code: str, place: str, profile: m.Profile, kind: str, rules: Sequence[m.Rule], *, expected: str,
    within: m.Rule | None = None, what: str = "",
) -> Iterator[Proved]:  # fmt: skip
    """Yield facts and days from the profile's first on which none of some rules applies."""

    def none(values: Values) -> bool | None:
        ruled_out = negated(some(truth(rule, values) for rule in rules))
        return every((ruled_out, True if within is None else truth(within, values), modelled(profile, values)))

    space = Space(profile, [*rules, *([within] if within is not None else [])])
    for values in _first(space, none):
        if isinstance(values, TooLarge):
            yield unproved(kind, rules[0], "when")
            return
        near = sorted(rules, key=lambda rule: failing(rule, values))[:_NEAREST]
        nearest = f"; the nearest are {cited_by(near)}" if near else ""
        message = f"{what}no {kind} applies if {told(values, space)}{nearest}"
        yield Proved(found(code, place, message, expected=expected, law=laws_of(near)), values)


def modelled(profile: m.Profile, values: Values) -> bool:
    """Whether no day lies before the first one of which the profile speaks."""
    return all(day >= profile.header.first_day for day in values.values() if isinstance(day, dt.date))


def _first(space: Space, verdict: Callable[[Values], bool | None]) -> Iterator[Values | TooLarge]:
    """Yield the first combination of which a verdict is yes, if there is one, or that there are too many."""
    try:
        yield from islice(space.found(verdict), 1)
    except TooLarge as error:
        yield error


def unproved(kind: str, rule: m.Rule, word: str) -> Proved:
    """Tell that a space was too large: nothing is proved then, and nobody may think so."""
    message = "too many combinations of facts to go through: nothing is proved of these conditions"
    return Proved(found(UNPROVED, place_of(kind, rule, word), message, expected="conditions that can be gone through"))


def _special(rules: Sequence[m.Rule]) -> m.Rule:
    """Return the rule with the most conditions, of equal ones the last: the exception, if one of them is."""
    return max(reversed(rules), key=lambda rule: sum(len(table.facts) for table in (*rule.when, *rule.unless)))


# Conditions that cannot hold -------------------------------------------------------------------------------


def _conditions(profile: m.Profile) -> Iterator[Proved]:
    """Every rule applies to something, and each of its tables can hold."""
    for kind, rule in records(profile):
        if rule.when or rule.unless:
            yield from _empty(profile, kind, rule)


def _empty(profile: m.Profile, kind: str, rule: m.Rule) -> Iterator[Proved]:
    try:
        space, dead = Space(profile, [rule]), False
        for number, one in enumerate(rule.when, 1):
            if next(space.found(lambda values, one=one: table(one, values)), None) is None:  # type: ignore[misc]
                dead = len(rule.when) == 1
                message = "the condition can never hold: its facts exclude each other"
                fault = found(
                    "F52", place_of(kind, rule, f"when[{number}]"), message, expected="facts that go together"
                )
                yield Proved(fault)
        if not dead and next(space.found(lambda values: truth(rule, values)), None) is None:
            message = "`unless` holds whenever `when` does; the rule never applies"
            fault = found("F53", place_of(kind, rule, "unless"), message, expected="an exception that leaves something")
            yield Proved(fault)
    except TooLarge:
        yield unproved(kind, rule, "when")


# Days ------------------------------------------------------------------------------------------------------


def _moves(profile: m.Profile) -> Iterator[Proved]:
    """An end that is moved comes to rest."""
    for counting in profile.counting.values():
        if counting.calendar is None or not counting.end_moves:
            continue
        regions = profile.header.regions if "region" in profile.calendar[counting.calendar].holidays else (None,)
        restless = next(filter(None, (_restless(profile, counting, region) for region in regions)), None)
        if restless is not None:
            message = f"an end on {date_of(restless)} never comes to rest"
            fault = found("F46", place_of("counting", counting, "end_moves"), message, expected="moves that end")
            yield Proved(fault)


def _restless(profile: m.Profile, counting: m.Counting, region: str | None) -> int | None:
    """Return a day whose moves chase one another, or None."""
    calendar = working_days(profile, str(counting.calendar), region)
    for day in _FOUR_YEARS:
        try:
            calendar.end_moved(day, counting.end_moves)
        except InternalInconsistency:
            return day
    return None


def _windows(profile: m.Profile) -> Iterator[Proved]:
    """The first day of an act does not lie after its last."""
    for act in profile.act.values():
        late = [period for period in act.latest if _is_plain(period)]
        for early in act.earliest:
            for last in late if _is_plain(early) else ():
                fault = _crossed(profile, act, cast("m.Period", early), cast("m.Period", last))
                if fault is not None:
                    yield Proved(fault)


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
