"""The finite space of everything that conditions can tell apart, over every stretch of days on which the law is one.

Conditions ask closed facts, and compare them with figures that stand in the profile. So a few values of each fact stand
for all: one for every way in which the conditions in hand can come out. Days are cut where a rule, a figure or a
condition changes: each stretch between two cuts stands for all its days. The product of these values is the space;
what holds in all of it holds always. It is gone through fact by fact, and left where no more can change the answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import product
from typing import Final, NamedTuple

from collectrules.checking.truths import Values, matches
from collectrules.ground.money import EXACT
from collectrules.loader import model as m
from collectrules.loader.vocabulary import FACTS, FOR_SUPPLY, READING

OTHER: Final = "another"
"""A word that no condition asks for."""
TODAY: Final = "the day"
"""A fact of its own: the day asked about, which the life of a rule compares with."""
MOST: Final = 300_000
"""So many combinations of facts are looked at for one question; what needs more is told as not proved."""
_MOST_SETS: Final = 4_000
_CENT: Final = Decimal("0.01")
_DAY: Final = dt.timedelta(days=1)
_PARTIES: Final = ("debtor", "creditor")
_DERIVED: Final[Mapping[str, tuple[str, ...]]] = {
    "merchants": _PARTIES, "claim_law": ("claim_kind",), "goods_or_services": ("claim_kind",),
    "commercial": (*_PARTIES, "claim_kind", "goods_or_services"),
}  # fmt: skip
"""Facts that follow from others, and from which; of some kinds of claim nobody can tell whether they are for supply."""
_ORDERS: Final = (
    ("contract", "claim_arose", "claim_due", "default_began"), ("contract_made", "claim_arose", "claim_due"),
    ("claim_arose", TODAY), ("contract", TODAY), ("contract_made", TODAY), ("act_day", TODAY), (TODAY, "act_day"),
)  # fmt: skip
"""Days none of which is earlier than the one before it."""
_LATE: Final = (("claim_due", TODAY), ("default_began", TODAY))
"""The same once a claim is overdue, or its debtor in default."""
_SIGNED: Final = frozenset({"limitation_days_left"})
"""Counts that may lie below nought."""

Verdict = Callable[[Values], "bool | None"]
"""What is asked of a combination: yes, no, or None while more facts are needed to tell."""


class TooLarge(Exception):  # never leaves the checker: whoever asks tells what was not proved
    """A space is larger than anybody goes through."""


class Stretch(NamedTuple):
    """Days on which nothing changes that is asked about: the first, and the last if anything follows."""

    first: dt.date
    last: dt.date | None

    def __str__(self) -> str:
        """Return it in words: `2013-02-28`, `from 2013-03-01 to 2014-06-30`, `from 2013-03-01 on`."""
        if self.first == self.last:
            return str(self.first)
        return f"from {self.first} " + ("on" if self.last is None else f"to {self.last}")


class Space:
    """All the combinations of facts that a set of rules and conditions can tell apart."""

    def __init__(
        self, profile: m.Profile, rules: Sequence[m.Rule], *, also: Iterable[m.Condition] = (),
        cuts: Mapping[str, Iterable[dt.date]] | None = None, only: Mapping[str, Collection[object]] | None = None,
    ) -> None:  # fmt: skip
        """Gather the facts asked for, and the values of each that make a difference.

        Args:
            profile: the law.
            rules: whose conditions, and whose lives, are asked.
            also: further conditions.
            cuts: further days on which something changes, by the fact that chooses between them.
            only: facts of which no other values can occur: of a set, the words that may be in it.

        """
        self._profile, self._only, cuts = profile, only or {}, cuts or {}
        self._asked = _asked(rules, also)
        for fact in cuts:
            self._asked.setdefault(fact, [])
        self._starts = _cuts(profile, self._asked, cuts)

    @cached_property
    def values(self) -> Mapping[str, Sequence[object]]:
        """The facts that are asked for, each with one value for each way in which its conditions can come out.

        Raises:
            TooLarge: a set of so many words that nobody goes through its parts.

        """
        free = {base for fact in self._asked for base in (fact, *_DERIVED.get(fact, ()))}
        return {fact: self._telling(fact) for fact in sorted(free, key=self._place)}

    def _place(self, fact: str) -> tuple[int, int, str]:
        """What others follow from comes before them; then what is asked most often."""
        return len(_DERIVED.get(fact, ())), -len(self._asked.get(fact, ())), fact

    def size(self) -> int:
        """Return the number of combinations, consistent or not."""
        size = 1
        for values in self.values.values():
            size *= len(values)
        return size

    def __iter__(self) -> Iterator[Values]:
        """Yield every combination that can occur."""
        return self.found(lambda values: True if len(values) == len(self.values) else None)

    def found(self, verdict: Verdict) -> Iterator[Values]:
        """Yield the combinations of which the verdict is yes, each with no more facts than it takes to tell.

        Raises:
            TooLarge: more than `MOST` combinations would have to be looked at.

        """
        looked = 0

        def grown(values: dict[str, object], facts: tuple[str, ...]) -> Iterator[Values]:
            nonlocal looked
            looked += 1
            if looked > MOST:
                raise TooLarge
            told = verdict(values)
            if told:
                yield dict(values)
            for value in self.values[facts[0]] if told is None and facts else ():
                values[facts[0]] = value
                if consistent(values, facts[0]):
                    yield from grown(values, facts[1:])
                del values[facts[0]]

        return grown({}, tuple(self.values))

    def stretch(self, day: dt.date) -> Stretch:
        """Return the days that a day stands for."""
        later = next((start for start in self._starts if start > day), None)
        return Stretch(day, None if later is None else later - _DAY)

    def _telling(self, fact: str) -> list[object]:
        """Return one value for each way in which the conditions on a fact can come out."""
        kept: dict[tuple[object, ...], object] = {}
        whole = is_day(fact) or any(fact in bases for bases in _DERIVED.values())
        for value in self._candidates(fact):
            own = tuple(matches(matcher, value) for matcher in self._asked.get(fact, ()))
            # Facts from which others follow, and days that stand in an order, are kept whole.
            kept.setdefault((own, value if whole else None), value)
        return list(kept.values())

    def _candidates(self, fact: str) -> Sequence[object]:
        if is_day(fact):
            first = self._profile.header.first_day
            return [day for day in self._starts if day >= first or fact not in {TODAY, "act_day"}]
        mentioned = [value for matcher in self._asked.get(fact, ()) for value in _mentioned(matcher)]
        if fact.startswith(READING):
            return tuple(self._profile.reading[fact.removeprefix(READING)].options)
        kind, allowed = FACTS[fact].type, self._only.get(fact)
        if kind == "flag":
            return (True, False)
        if kind == "word":
            return _words(fact, list(dict.fromkeys(mentioned)), allowed)
        if kind == "set":
            items = [item for item in dict.fromkeys(mentioned) if allowed is None or item in allowed]
            return _subsets(items, self._asked.get(fact, ()))
        return _around(mentioned, 1 if kind == "count" else _CENT, signed=kind == "percent" or fact in _SIGNED)


def _words(fact: str, mentioned: Sequence[object], allowed: Collection[object] | None) -> Sequence[object]:
    """The words of a fact; of an open list those that are asked for, and one that stands for all others."""
    if FACTS[fact].words:
        return [word for word in FACTS[fact].words if allowed is None or word in allowed]
    found = [word for word in mentioned if allowed is None or word in allowed]
    return found if allowed is not None and set(allowed) <= set(mentioned) else [*found, OTHER]


def is_day(fact: str) -> bool:
    """Whether the values of a fact are days."""
    return fact == TODAY or (fact in FACTS and FACTS[fact].type == "day")


def _asked(rules: Sequence[m.Rule], also: Iterable[m.Condition]) -> dict[str, list[m.Matcher]]:
    found: dict[str, list[m.Matcher]] = {}
    for condition in (*(one for rule in rules for one in (*rule.when, *rule.unless)), *also):
        for fact, matcher in condition.facts.items():
            found.setdefault(fact, []).append(matcher)
    for rule in rules:
        if rule.from_ is not None or rule.to is not None:
            found.setdefault(TODAY, []).append(m.Matcher(from_=rule.from_, to=rule.to))
    return found


def _cuts(
    profile: m.Profile, asked: Mapping[str, Sequence[m.Matcher]], more: Mapping[str, Iterable[dt.date]]
) -> list[dt.date]:  # fmt: skip
    """The first days of the stretches, in order; the first of all stands for what lies before every cut."""
    starts = {profile.header.first_day, *(day for days in more.values() for day in days)}
    for matcher in (matcher for fact in asked if is_day(fact) for matcher in asked[fact]):
        plain = matcher.not_ or matcher
        starts |= {day for day in (plain.from_, *plain.any_of) if isinstance(day, dt.date)}
        starts |= {day + _DAY for day in (plain.to, *plain.any_of) if isinstance(day, dt.date) and day < dt.date.max}
    return sorted({min(starts) - _DAY, *starts})


def _mentioned(matcher: m.Matcher) -> Iterator[object]:
    if matcher.not_ is not None:
        yield from _mentioned(matcher.not_)
    bounds = (matcher.from_, matcher.to, matcher.over, matcher.below)
    yield from (*matcher.any_of, *matcher.all_, *(bound for bound in bounds if bound is not None))


def _subsets(items: Sequence[object], matchers: Sequence[m.Matcher]) -> list[object]:
    """Of words that stand in the same conditions none, one or all make every difference there is."""
    alike: dict[tuple[bool, ...], list[object]] = {}
    for item in items:
        alike.setdefault(tuple(item in _mentioned(matcher) for matcher in matchers), []).append(item)
    choices = [((), tuple(group[:1]), tuple(group)) if group[1:] else ((), tuple(group)) for group in alike.values()]
    size = 1
    for choice in choices:
        size *= len(choice)
    if size > _MOST_SETS:
        raise TooLarge
    return [frozenset(item for group in picked for item in group) for picked in product(*choices)]


def _around(mentioned: Sequence[object], step: Decimal | int, *, signed: bool) -> Sequence[object]:
    numbers = {value for value in mentioned if isinstance(value, int | Decimal)}
    near = {value for number in numbers for value in (_moved(number, -1, step), number, _moved(number, 1, step))}
    return sorted(value for value in near if signed or value >= 0) or [Decimal(1)]


def _moved(number: Decimal | int, times: int, step: Decimal | int) -> Decimal | int:
    if isinstance(number, int) and isinstance(step, int):
        return number + times * step
    return EXACT.fma(times, step, number)


# What can be true together ---------------------------------------------------------------------------------


def consistent(values: Values, fact: str) -> bool:
    """Whether a fact can be true beside the others that are known; what it follows from is known before it."""
    if fact in _DERIVED and not _follows(values, fact):
        return False
    late = _LATE if values.get("overdue") is True or values.get("in_default") is True else ()
    if not all(_in_order(values, order) for order in (*_ORDERS, *late)):
        return False
    natural = values.get("debtor") != "consumer" or values.get("debtor_natural") is not False
    leased = values.get("lease", "none") == "none" or values.get("claim_kind", "rent") == "rent"
    overdue = values.get("overdue") is not False or values.get("in_default") is not True
    return natural and leased and overdue


def _follows(values: Values, fact: str) -> bool:
    if fact == "merchants":
        return values[fact] is (values["debtor"] == values["creditor"] == "business")
    if fact == "claim_law":
        return values[fact] == ("public" if values["claim_kind"] == "public_law" else "private")
    if fact == "goods_or_services":
        return FOR_SUPPLY.get(str(values["claim_kind"]), values[fact]) is values[fact]
    trade = values["creditor"] == "business" and values["debtor"] in {"business", "public"}
    return values[fact] is (trade and values["goods_or_services"])


def _in_order(values: Values, order: Sequence[str]) -> bool:
    days = [day for fact in order if isinstance(day := values.get(fact), dt.date)]
    return days == sorted(days)
