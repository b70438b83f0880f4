"""What all rulebooks of a profile share: a rule is compiled once for all the readings that make no difference to it.

Which options a rule was compiled under is not said by hand; it is noted while it is compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Final, ParamSpec, TypeVar, cast

from collectrules.fold.conditions import FixedTerms, Outcome
from collectrules.fold.rules import narrowed
from collectrules.fold.turning import Turning, readings_behind, turning_on
from collectrules.loader import model as m
from collectrules.loader.readings import readings_of
from collectrules.nouns.dated import History
from collectrules.topics.tariffs import Formula

T = TypeVar("T")
P = ParamSpec("P")
Key = tuple[object, ...]
MOST_KINDS: Final = 200
"""Kinds of claim of which the narrowed rules are kept; once there are more, all are forgotten."""
_KEY: Final = "shared by all rulebooks"


class Noted(Mapping[str, str]):
    """The options of a book, which note which of them were asked for."""

    __slots__ = ("asked", "options")

    def __init__(self, options: Mapping[str, str]) -> None:
        """Begin with nothing asked."""
        self.options, self.asked = options, set[str]()

    def __getitem__(self, reading: str) -> str:
        self.asked.add(reading)
        return self.options[reading]

    def __iter__(self) -> Iterator[str]:
        self.asked.update(self.options)
        return iter(self.options)

    def __len__(self) -> int:
        return len(self.options)


class Narrowing:
    """Narrows rules to one kind of claim: to those outcomes that the claim and its parties settle."""

    def __init__(self, outcomes: tuple[Outcome, ...]) -> None:
        """Begin with no rule."""
        self._outcomes = outcomes
        self._kept: dict[int, tuple[object, object]] = {}  # each beside its rule, without which its id may be another's

    def __call__(self, rule: T) -> T:
        """Return a rule as it is for this kind of claim."""
        found = self._kept.get(id(rule))
        if found is None:
            found = self._kept[id(rule)] = (rule, narrowed(rule, self._outcomes))
        return cast("T", found[1])


class Shared:
    """Compiled rules of one profile under whatever options were met so far, and what no reading changes."""

    def __init__(self, profile: m.Profile) -> None:
        """Work out what no reading changes."""
        self._profile = profile
        self._narrowings: dict[tuple[Outcome, ...], Narrowing] = {}
        self.terms = FixedTerms()
        self._rules: dict[Key, list[tuple[tuple[tuple[str, str], ...], object]]] = {}
        self.values: dict[Key, History[Formula]] = {}
        self.behind_fees = {name: frozenset(readings_behind(fee, profile)) for name, fee in profile.fee.items()}
        self.behind_values = {name: tuple(dict.fromkeys(readings_of(v))) for name, v in profile.value.items()}
        asked = [(act.earliest, act.latest, act.deadline, act.once) for act in profile.act.values()]
        self.doubtful_periods = frozenset(name for periods in asked for name in readings_of(periods))

    @cached_property
    def turning_on(self) -> Mapping[str, list[Turning]]:
        """For each reading the rules that it changes."""
        return turning_on(self._profile)

    def narrowing(self, outcomes: tuple[Outcome, ...]) -> Narrowing:
        """Return what narrows rules to one kind of claim, with those narrowed so far."""
        found = self._narrowings.get(outcomes)
        if found is None:
            if len(self._narrowings) >= MOST_KINDS:
                self._narrowings.clear()
            found = self._narrowings[outcomes] = Narrowing(outcomes)
        return found

    def rule(self, key: Key, noted: Noted, build: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """Return a rule as it was built under options that agree with these in all it asked for, else build it."""
        kept = self._rules.setdefault(key, [])
        for options, rule in kept:
            if all(noted.options[reading] == option for reading, option in options):
                noted.asked.update(reading for reading, _ in options)
                return cast("T", rule)
        before, noted.asked = noted.asked, set()
        try:
            found = build(*args, **named)
            kept.append((tuple((reading, noted.options[reading]) for reading in sorted(noted.asked)), found))
        finally:
            noted.asked |= before
        return found


def shared_of(profile: m.Profile) -> Shared:
    """Return what the rulebooks of a profile share; it is kept with the profile."""
    found = profile.memo.get(_KEY)
    if found is None:
        found = profile.memo.setdefault(_KEY, Shared(profile))
    return cast("Shared", found)
