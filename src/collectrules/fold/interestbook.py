"""The rules of interest of a profile under chosen readings: what a doubt about interest changes is seen in it alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, ParamSpec, TypeVar, cast

from collectrules.fold.claimlaw import possible_interest
from collectrules.fold.conditions import ConditionCompiler, Gate, Outcome, Term, Test
from collectrules.fold.facts import FACTS
from collectrules.fold.moments import Moment
from collectrules.fold.rules import InterestRule, RateRule
from collectrules.fold.sharing import Noted, shared_of
from collectrules.ground import money
from collectrules.loader import model as m
from collectrules.loader.readings import settled

T = TypeVar("T")
R = TypeVar("R")
P = ParamSpec("P")
MOST_INTEREST_BOOKS: Final = 500


class InterestBook:
    """Compiled rules of interest; a rulebook compiles all the others too, which takes many times as long."""

    def __init__(self, profile: m.Profile, chosen: Mapping[str, str]) -> None:
        """Compile the rules of interest and their rates, under the chosen options and else the cautious ones."""
        self.profile = profile
        self.options = {name: chosen.get(name, reading.cautious) for name, reading in profile.reading.items()}
        self.decimals = money.exponent(profile.header.currency)
        self.scale = 10**self.decimals
        self.shared = shared_of(profile)
        self._noted = Noted(self.options)
        self._conditions = ConditionCompiler(FACTS, self.scale, self._noted, self.shared.terms)
        self.interest = self._each("interest", self._interest)
        self._ask()

    def interest_of(self, moment: Moment) -> tuple[InterestRule, ...]:
        """Return the rules of interest with everything settled that the claim and its parties settle."""
        return possible_interest(self.interest, self.shared.narrowing(self.outcomes(moment)))

    def outcomes(self, moment: Moment) -> tuple[Outcome, ...]:
        """Return how each condition comes out that the claim and its parties settle once and for all."""
        results: list[Outcome] = [None] * self._places
        for get, tests in self._asked:
            value = get(moment)
            if value is not None:
                for place, test in tests:
                    results[place] = test(value)
        return tuple(results)

    def _ask(self) -> None:
        """Put together what a claim and its parties are asked for once: the terms of every rule compiled so far."""
        terms = self.shared.terms.all()
        self._places = 1 + max((place for place, _ in terms), default=-1)
        self._asked = by_fact(terms)

    def _each(self, kind: str, build: Callable[[R], T]) -> tuple[T, ...]:
        """Compile every record of a kind, once for all the readings that make no difference to it."""
        records: Mapping[str, R] = getattr(self.profile, kind)
        return tuple(self._once(kind, name, self._settled, record, build) for name, record in records.items())

    def _once(self, kind: str, name: object, build: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        return self.shared.rule((kind, name), self._noted, build, *args, **named)

    def _settled(self, record: R, build: Callable[[R], T]) -> T:
        return build(settled(record, self._noted))

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
        return tuple(self._rate(settled(self.profile.rate[name], self._noted)) for name in names)

    def _rate(self, record: m.Rate) -> RateRule:
        agreed = tuple((self._conditions.gate(a.when), a) for a in record.agreed)
        plus = tuple(
            (self._conditions.gate(more.when, more.unless), more, timed(self._conditions, more.once))
            for more in record.plus
        )
        return RateRule(record, self._conditions.gate(record.when, record.unless), agreed, plus)


def by_fact(terms: Iterable[tuple[int, Term]]) -> list[tuple[Callable[[Moment], object], list[tuple[int, Test]]]]:
    """Put the terms with fixed facts together by fact, so that each fact is asked once."""
    found: dict[str, tuple[Callable[[Moment], object], list[tuple[int, Test]]]] = {}
    for place, term in terms:
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
