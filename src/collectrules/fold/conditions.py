"""Conditions: tables over the closed list of facts, compiled into small tests; three-valued, with reasons.

A fact that nobody knows makes the condition unknown, never false; the answer names the fact. What a claim and its
parties settle once and for all (fixed facts) is asked once; what is left is a narrower gate.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from fractions import Fraction
from itertools import count
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from collectrules.ground.errors import BadProfile, Fault, nearest
from collectrules.ground.records import record
from collectrules.loader import model as m
from collectrules.loader.vocabulary import READING

if TYPE_CHECKING:
    from collectrules.fold.moments import Moment

FactType = Literal["flag", "word", "day", "amount", "percent", "count", "set"]
Test = Callable[[object], bool]
Days = Callable[["Moment"], Sequence[int]]
Outcome = bool | None
"""Whether a term holds; None where its fact is not known."""


@record
class Fact:
    """One fact: its type, how it is read at a moment, and on which days it may change by time alone.

    Of a count of days `reaches` says on which day it comes to a number.

    A fixed fact says what the claim and the parties are; nothing but a change of the parties changes it. A plain one is
    read off the state: asking it works nothing out, notes nothing and cannot fail.
    """

    name: str
    type: FactType
    get: Callable[[Moment], object]
    days: Days | None = None
    words: tuple[str, ...] = ()
    fixed: bool = False
    reaches: Callable[[Moment, int], int | None] | None = None
    plain: bool = False


class Failure(NamedTuple):
    """Why a condition does not hold: the fact, what was needed, what it is; `got` None means unknown.

    `readings` are those of whose options the condition asks: under another one it may not stand.
    """

    fact: str
    needed: str
    got: object
    law: tuple[str, ...]
    matcher: m.Matcher
    negated: bool = False
    readings: tuple[str, ...] = ()


@record
class Term:
    """A fact and the test it must pass; `place` is the term's place among those with a fixed fact."""

    fact: Fact
    test: Test = field(compare=False)
    matcher: m.Matcher
    needed: str
    place: int | None = field(default=None, compare=False)


@record
class Table:
    """Facts that must all hold; `acts` are those that it asks to have been done."""

    terms: tuple[Term, ...]
    law: tuple[str, ...]
    readings: tuple[str, ...] = ()
    pairs: tuple[tuple[Callable[[Moment], object], Test], ...] = field(init=False, compare=False, repr=False)
    acts: frozenset[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Keep what is asked most often close at hand."""
        done = [term.matcher for term in self.terms if term.fact.name == "done"]
        names = frozenset(str(name) for matcher in done for name in (*matcher.any_of, *matcher.all_))
        object.__setattr__(self, "acts", names)
        object.__setattr__(self, "pairs", tuple((term.fact.get, term.test) for term in self.terms))

    def holds(self, moment: Moment) -> bool:
        """Whether every fact is known and passes its test."""
        for get, test in self.pairs:
            value = get(moment)
            if value is None or not test(value):
                return False
        return True

    def stands_in_the_way(self, moment: Moment) -> bool:
        """Whether this table, as an exception, holds or cannot be ruled out."""
        for get, test in self.pairs:
            value = get(moment)
            if value is not None and not test(value):
                return False
        return True

    def failures(self, moment: Moment) -> list[Failure]:
        """Return every term that fails or is unknown."""
        found = []
        for term in self.terms:
            value = term.fact.get(moment)
            if value is None or not term.test(value):
                found.append(
                    Failure(term.fact.name, term.needed, value, self.law, term.matcher, readings=self.readings)
                )
        return found

    def refusal(self, moment: Moment) -> Failure | None:
        """Return why this table, as an exception, stands in the way: it holds, or cannot be ruled out."""
        if not self.stands_in_the_way(moment):
            return None
        unknown = next((term for term in self.terms if term.fact.get(moment) is None), None)
        term = unknown or self.terms[0]
        got = None if unknown is not None else term.fact.get(moment)
        return Failure(
            term.fact.name, f"not {term.needed}", got, self.law, term.matcher, negated=True, readings=self.readings
        )

    def narrowed(self, outcomes: Sequence[Outcome]) -> Table | None:
        """Return the table without the terms that hold for good; None if one fails for good."""
        kept = []
        for term in self.terms:
            outcome = None if term.place is None else outcomes[term.place]
            if outcome is False:
                return None
            if outcome is None:
                kept.append(term)
        return self if len(kept) == len(self.terms) else Table(tuple(kept), self.law, self.readings)


@record
class Gate:
    """The `when` and `unless` of a rule together; `whole` is the gate before it was narrowed, for its reasons.

    `doubts` are the exceptions that some option of a reading brings, with only their plain facts: as long as one of
    these speaks against it, the exception changes nothing under any option.
    """

    when: tuple[Table, ...]
    unless: tuple[Table, ...]
    whole: Gate | None = field(default=None, compare=False, repr=False)
    doubts: tuple[Table, ...] = field(default=(), compare=False, repr=False)
    timed: tuple[Days, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Keep how the facts of the gate change by time alone."""
        terms = [term for table in (*self.when, *self.unless) for term in table.terms]
        days = dict.fromkeys(term.fact.days for term in terms if term.fact.days is not None)
        reached = [_reaching(term) for term in terms if term.fact.reaches is not None]
        object.__setattr__(self, "timed", (*days, *reached))

    @property
    def spoken(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """What `when` asks for, as plain words: equal for gates that apply alike."""
        return tuple(tuple((term.fact.name, term.needed) for term in table.terms) for table in self.when)

    @property
    def shut(self) -> bool:
        """Whether the claim and its parties rule the gate out for good."""
        return self.when is NEVER

    def applies(self, moment: Moment) -> bool:
        """Whether one of the `when` tables holds for certain."""
        for table in self.when:
            if table.holds(moment):
                return True
        return not self.when

    def holds(self, moment: Moment) -> bool:
        """Whether the rule applies and no exception stands in the way or cannot be ruled out."""
        for doubt in self.doubts:
            if doubt.stands_in_the_way(moment):
                moment.state.doubts.update(doubt.readings)
        if not self.applies(moment):
            return False
        for table in self.unless:  # noqa: SIM110  # asked of every step of every case: a generator would cost more
            if table.stands_in_the_way(moment):
                return False
        return True

    def failures(self, moment: Moment) -> list[Failure]:
        """Return why the rule does not apply; empty if it does."""
        if self.holds(moment):
            return []
        asked = self.whole or self
        found: list[Failure] = []
        if not asked.applies(moment):
            found += _fewest([table.failures(moment) for table in asked.when])
        refusals = (table.refusal(moment) for table in asked.unless)
        return found + [refused for refused in refusals if refused is not None]

    def days(self, moment: Moment) -> set[int]:
        """Return the ordinals on which a fact of the gate may change by time alone."""
        found: set[int] = set()
        for days in self.timed:
            found.update(days(moment))
        return found

    def narrowed(self, outcomes: Sequence[Outcome]) -> Gate:
        """Return the gate as it is for one kind of claim: what is settled for good is not asked again."""
        left = [table.narrowed(outcomes) for table in self.when]
        when = tuple(table for table in left if table is not None)
        if self.when and not when:
            when = NEVER
        elif any(not table.terms for table in when):
            when = ()
        exceptions = [(table, table.narrowed(outcomes)) for table in self.unless]
        unless = tuple((kept if kept.terms else table) for table, kept in exceptions if kept is not None)
        doubts = tuple(kept for table in self.doubts if (kept := table.narrowed(outcomes)) is not None)
        same = (when, unless, doubts) == (self.when, self.unless, self.doubts)
        return self if same else Gate(when, unless, self, doubts)


def _reaching(term: Term) -> Days:
    """The days on which a count of days, or the day itself, comes to a bound of its test, or passes it."""
    matcher, reaches = term.matcher.not_ or term.matcher, term.fact.reaches
    bounds = (matcher.from_, matcher.to, matcher.over, matcher.below, *matcher.any_of)
    found = [bound.toordinal() if isinstance(bound, dt.date) else bound for bound in bounds]
    numbers = {bound + more for bound in found if isinstance(bound, int) for more in (-1, 0, 1)}

    def run(moment: Moment) -> Sequence[int]:
        found = (reaches(moment, number) for number in numbers) if reaches is not None else ()
        return [day for day in found if day is not None]

    return run


def _fewest(tries: list[list[Failure]]) -> list[Failure]:
    """The list with the fewest failures: the table that is nearest to holding."""
    return min(tries, key=len)


def spoken(matcher: m.Matcher) -> str:
    """Return a matcher in a few plain words."""
    if matcher.not_ is not None:
        return f"not {spoken(matcher.not_)}"
    if matcher.any_of:
        return " or ".join(_plain(value) for value in matcher.any_of)
    if matcher.all_:
        return " and ".join(_plain(value) for value in matcher.all_)
    bounds = [("from", matcher.from_), ("to", matcher.to), ("over", matcher.over), ("below", matcher.below)]
    return " ".join(f"{word} {_plain(bound)}" for word, bound in bounds if bound is not None)


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


class FixedTerms:
    """Terms with a fixed fact, each with a place of its own; they may be shared by books, and so by threads."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[tuple[str, str], tuple[int, Term]] = {}
        self._places = count()

    def get(self, key: tuple[str, str], make: Callable[[int], Term]) -> Term:
        """Return a term, made with a new place if it is not known; where two threads make it, one of them counts."""
        known = self._known.get(key)
        if known is None:
            place = next(self._places)
            known = self._known.setdefault(key, (place, make(place)))
        return known[1]

    def all(self) -> list[tuple[int, Term]]:
        """Return the terms so far, each with its place."""
        return list(self._known.values())


class ConditionCompiler:
    """Compiles conditions against a list of facts; `scale` is minor units per major unit."""

    __slots__ = ("facts", "fixed", "options", "scale")

    def __init__(
        self, facts: Mapping[str, Fact], scale: int, options: Mapping[str, str], fixed: FixedTerms | None = None
    ) -> None:
        """Remember the facts, the money scale, the options of readings, and the terms with a fixed fact so far."""
        self.facts = facts
        self.scale = scale
        self.options = options
        self.fixed = FixedTerms() if fixed is None else fixed

    def gate(self, when: tuple[m.Condition, ...], unless: tuple[m.Condition, ...] = ()) -> Gate:
        """Compile the `when` and `unless` of a rule; tables that a reading rules out disappear."""
        tables = [table for condition in when if (table := self._table(condition)) is not None]
        refusals = [table for condition in unless if (table := self._table(condition)) is not None]
        doubts = [self._doubt(condition) for condition in unless if _readings(condition)]
        if when and not tables:
            tables = [
                Table((Term(SETTLED, lambda _value: False, m.Matcher(any_of=(True,)), "another option"),), when[0].law)
            ]
        return Gate(tuple(tables), tuple(refusals), None, tuple(doubts))

    def _doubt(self, condition: m.Condition) -> Table:
        """Compile the plain and the fixed facts of an exception that hangs on a reading."""
        facts = {name: matcher for name, matcher in condition.facts.items() if not name.startswith(READING)}
        terms = [self._term(name, matcher) for name, matcher in facts.items()]
        kept = tuple(term for term in terms if term.fact.plain or term.fact.fixed)
        return Table(kept, condition.law, _readings(condition))

    def _table(self, condition: m.Condition) -> Table | None:
        """Compile one table; None if an option of a reading already says that it cannot hold."""
        terms = []
        for name, matcher in condition.facts.items():
            if name.startswith(READING):
                if self.options[name.removeprefix(READING)] not in matcher.any_of:
                    return None
                continue
            terms.append(self._term(name, matcher))
        if not terms:
            terms.append(Term(SETTLED, lambda _value: True, m.Matcher(any_of=(True,)), "true"))
        return Table(tuple(terms), condition.law, _readings(condition))

    def _term(self, name: str, matcher: m.Matcher) -> Term:
        fact = self.facts.get(name)
        if fact is None:
            raise BadProfile(
                Fault(
                    code="F49",
                    path=f"when.{name}",
                    expected="a known fact",
                    nearest=nearest(name, self.facts),
                )
            )
        needed = spoken(matcher)
        if not fact.fixed:
            return Term(fact, self._test(fact, matcher), matcher, needed)
        return self.fixed.get(
            (name, needed), lambda place: Term(fact, self._test(fact, matcher), matcher, needed, place)
        )

    def _test(self, fact: Fact, matcher: m.Matcher) -> Test:
        if matcher.not_ is not None:
            inner = self._test(fact, matcher.not_)
            return lambda value: not inner(value)
        if fact.type == "set":
            return _set_test(matcher)
        if matcher.any_of:
            return frozenset(self._operand(fact, value) for value in matcher.any_of).__contains__
        return self._range(fact, matcher)

    def _range(self, fact: Fact, matcher: m.Matcher) -> Test:
        low, high = self._operand(fact, matcher.from_), self._operand(fact, matcher.to)
        over, below = self._operand(fact, matcher.over), self._operand(fact, matcher.below)

        def test(value: object) -> bool:
            return (
                (low is None or value >= low)  # type: ignore[operator]
                and (high is None or value <= high)  # type: ignore[operator]
                and (over is None or value > over)  # type: ignore[operator]
                and (below is None or value < below)  # type: ignore[operator]
            )

        return test

    def _operand(self, fact: Fact, value: object) -> object:
        """Bring a value of the file into the unit the fact is kept in."""
        if value is None:
            return None
        if fact.type == "amount":
            return Fraction(value) * self.scale  # type: ignore[call-overload]  # the checker has seen a number
        if fact.type == "day" and isinstance(value, dt.date):
            return value.toordinal()
        if fact.type == "percent" and isinstance(value, int | Decimal):
            return Fraction(value)
        return value


def _readings(condition: m.Condition) -> tuple[str, ...]:
    return tuple(name.removeprefix(READING) for name in condition.facts if name.startswith(READING))


def _set_test(matcher: m.Matcher) -> Test:
    any_of, all_of = frozenset(matcher.any_of), frozenset(matcher.all_)
    if all_of:
        return lambda value: all_of <= value  # type: ignore[operator]
    return lambda value: bool(any_of & value)  # type: ignore[operator]


SETTLED = Fact("reading", "flag", lambda _moment: True)
"""Stands where nothing but a reading decides, and the reading is decided."""
NEVER: Final = (Table((Term(SETTLED, lambda _value: False, m.Matcher(any_of=(True,)), "another claim"),), ()),)
"""The `when` of a gate that no moment of this claim can pass."""
