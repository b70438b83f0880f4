"""The rules of interest of a profile under chosen readings: what a doubt about interest changes is seen in it alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeVar, cast

from collectrules.fold.claimlaw import possible_interest
from collectrules.fold.conditions import ConditionCompiler, Gate, Outcome, Term, Test
from collectrules.fold.facts import FACTS
from collectrules.fold.moments import Moment
from collectrules.fold.rules import InterestRule, RateRule
from collectrules.ground import money
from collectrules.loader import model as m
from collectrules.loader.readings import settled

T = TypeVar("T")
MOST_INTEREST_BOOKS: Final = 500


class InterestBook:
    """Compiled rules of interest; a rulebook compiles all the others too, which takes many times as long."""

    def __init__(self, profile: m.Profile, chosen: Mapping[str, str]) -> None:
        """Compile the rules of interest and their rates, under the chosen options and else the cautious ones."""
        self.profile = profile
        self.options = {name: chosen.get(name, reading.cautious) for name, reading in profile.reading.items()}
        self.decimals = money.exponent(profile.header.currency)
        self.scale = 10**self.decimals
        self._fixed: dict[tuple[str, str], Term] = {}
        self._conditions = ConditionCompiler(FACTS, self.scale, self.options, self._fixed)
        self.interest = tuple(self._interest(settled(record, self.options)) for record in profile.interest.values())
        self._asked = by_fact(self._fixed)

    def interest_of(self, moment: Moment) -> tuple[InterestRule, ...]:
        """Return the rules of interest with everything settled that the claim and its parties settle."""
        return possible_interest(self.interest, self.outcomes(moment))

    def outcomes(self, moment: Moment) -> tuple[Outcome, ...]:
        """Return how each condition comes out that the claim and its parties settle once and for all."""
        results: list[Outcome] = [None] * len(self._fixed)
        for get, tests in self._asked:
            value = get(moment)
            if value is not None:
                for place, test in tests:
                    results[place] = test(value)
        return tuple(results)

    def _interest(self, record: m.Interest) -> InterestRule:
        starts = timed(self._conditions, record.starts)
        rates = self._rates(record.rates)
        by_payment = (
            rate.record.name
            for rate in rates
            if rate.record.reference is not None and rate.record.reference.keyed_by == "payment"
        )
        gate = self._conditions.gate(record.when, record.unless)
        stops = tuple((self._conditions.gate(stop.when), stop) for stop in record.stops)
        sued = record.on_interest
        sued_starts = () if sued is None else timed(self._conditions, sued.starts)
        sued_rates = () if sued is None else self._rates(sued.rates)
        cap = None if record.cap is None else self._conditions.gate(record.cap.when, record.cap.unless)
        paid = next(by_payment, None)
        return InterestRule(
            record, gate, starts, rates, paid, stops, cost_rates=self._rates(record.cost_rates),
            sued_starts=sued_starts, sued_rates=sued_rates, cap_gate=cap,
        )  # fmt: skip

    def _rates(self, names: tuple[str, ...]) -> tuple[RateRule, ...]:
        return tuple(self._rate(settled(self.profile.rate[name], self.options)) for name in names)

    def _rate(self, record: m.Rate) -> RateRule:
        agreed = tuple((self._conditions.gate(a.when), a) for a in record.agreed)
        plus = tuple(
            (self._conditions.gate(more.when, more.unless), more, timed(self._conditions, more.once))
            for more in record.plus
        )
        return RateRule(record, self._conditions.gate(record.when, record.unless), agreed, plus)


def by_fact(terms: Mapping[tuple[str, str], Term]) -> list[tuple[Callable[[Moment], object], list[tuple[int, Test]]]]:
    """Put the terms with fixed facts together by fact, so that each fact is asked once."""
    found: dict[str, tuple[Callable[[Moment], object], list[tuple[int, Test]]]] = {}
    for place, term in enumerate(terms.values()):
        found.setdefault(term.fact.name, (term.fact.get, []))[1].append((place, term.test))
    return list(found.values())


def timed(compiler: ConditionCompiler, periods: m.Periods) -> tuple[tuple[Gate, m.Period], ...]:
    """Compile periods with their own conditions."""
    plain = cast("tuple[m.Period, ...]", periods)
    return tuple((compiler.gate(period.when, period.unless), period) for period in plain)


def interest_book(profile: m.Profile, chosen: Mapping[str, str]) -> InterestBook:
    """Return the rules of interest under chosen readings, kept with the profile."""
    return kept_with(profile, "interestbook", chosen, MOST_INTEREST_BOOKS, InterestBook)


def kept_with(
    profile: m.Profile,
    kind: str,
    chosen: Mapping[str, str],
    most: int,
    make: Callable[[m.Profile, Mapping[str, str]], T],
) -> T:
    """Return what is made of a profile under chosen readings; the last few of a kind are kept with the profile."""
    key = (kind, tuple(sorted(chosen.items())))
    found = profile.memo.get(key)
    if found is None:
        alike = [other for other in profile.memo if isinstance(other, tuple) and other[0] == kind]
        for old in alike[: 1 - most]:
            profile.memo.pop(old, None)
        found = profile.memo[key] = make(profile, chosen)
    return cast("T", found)
