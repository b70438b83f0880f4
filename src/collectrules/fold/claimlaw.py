"""The law of one kind of claim: a rulebook with everything settled that the claim and its parties settle.

Who the parties are, what the claim is and when it arose does not change from day to day. So these conditions are asked
once, and all claims alike in them share what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from collectrules.fold.facts import TOLD
from collectrules.fold.rules import LETTER_PARTS, OFFICIAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collectrules.fold.conditions import Outcome
    from collectrules.fold.rulebook import Rulebook
    from collectrules.fold.rules import (
        ActRule,
        AllocationRule,
        CapRule,
        FeeRule,
        InterestRule,
        LimitationRule,
        RateRule,
    )


class ClaimLaw:
    """The narrowed rules of a book, each narrowed when it is first asked for."""

    def __init__(self, book: Rulebook, outcomes: Sequence[Outcome]) -> None:
        """Keep the book and the outcomes of its fixed terms."""
        self.book = book
        self._narrowed = book.shared.narrowing(tuple(outcomes))
        self._on: dict[str, tuple[FeeRule, ...]] = {}
        self._claimable: dict[str, tuple[FeeRule, ...]] = {}
        self._official: dict[str, tuple[FeeRule, ...]] = {}
        self._displacers: dict[str, tuple[FeeRule, ...]] = {}
        self._turning: dict[str, tuple[ActRule, ...]] = {}

    def act(self, name: str) -> ActRule | None:
        """Return an act by name, None if the profile declares none."""
        rule = self.book.acts.get(name)
        return None if rule is None else self._narrowed(rule)

    @cached_property
    def acts(self) -> Mapping[str, ActRule]:
        """Every act of the profile."""
        return {name: rule for name in self.book.acts if (rule := self.act(name)) is not None}

    def fee(self, name: str) -> FeeRule:
        """Return a fee by name."""
        return self._narrowed(self.book.fees[name])

    def fees_on(self, act: str) -> tuple[FeeRule, ...]:
        """Return the fees that hang on an act, without those that could only stand instead of one and never do."""
        found = self._on.get(act)
        if found is None:
            found = self._on[act] = self._possible(self.book.fees_by_act.get(act, ()))
        return found

    def claimable(self, act: str) -> tuple[FeeRule, ...]:
        """Return the fees that a letter or act may claim."""
        found = self._claimable.get(act)
        if found is None:
            found = tuple(rule for rule in self.fees_on(act) if rule.record.part in LETTER_PARTS)
            self._claimable[act] = found
        return found

    def official(self, act: str) -> tuple[FeeRule, ...]:
        """Return the official fees of an act."""
        found = self._official.get(act)
        if found is None:
            found = self._official[act] = tuple(rule for rule in self.fees_on(act) if rule.record.part in OFFICIAL)
        return found

    def _possible(self, rules: Sequence[FeeRule]) -> tuple[FeeRule, ...]:
        found = [self.fee(rule.name) for rule in rules]
        return tuple(rule for rule in found if not rule.record.instead_of or not all(gate.shut for gate in rule.gates))

    def displacers(self, name: str) -> tuple[FeeRule, ...]:
        """Return the fees that may displace another."""
        found = self._displacers.get(name)
        if found is None:
            others = [self.fee(rule.name) for rule in self.book.displacers.get(name, ())]
            found = self._displacers[name] = tuple(rule for rule in others if not rule.cautious.gate.shut)
        return found

    def turning(self, stage: str) -> tuple[ActRule, ...]:
        """Return the acts by time that may end a stage."""
        found = self._turning.get(stage)
        if found is None:
            rules = [self.acts[name] for name in self.book.by_time]
            found = self._turning[stage] = tuple(
                rule for rule in rules if not rule.gate.shut and stage in (rule.record.in_stages or (stage,))
            )
        return found

    @cached_property
    def interest(self) -> tuple[InterestRule, ...]:
        """The interest rules that may apply, with the starts that may."""
        return possible_interest(self.book.interest, self._narrowed)

    @cached_property
    def allocations(self) -> tuple[AllocationRule, ...]:
        """The orders of allocation that may apply."""
        return tuple(rule for rule in map(self._narrowed, self.book.allocations) if not rule.gate.shut)

    @cached_property
    def limitations(self) -> tuple[LimitationRule, ...]:
        """The limitations that may apply."""
        return tuple(rule for rule in map(self._narrowed, self.book.limitations) if not rule.gate.shut)

    @cached_property
    def caps(self) -> tuple[CapRule, ...]:
        """The common ceilings that may apply."""
        return tuple(rule for rule in map(self._narrowed, self.book.caps) if not rule.gate.shut)


def _told_later(rate: RateRule) -> bool:
    """Whether what an agreed rate counts for turns on a fact that somebody may tell later."""
    asked = (term.fact.name for gate, _ in rate.agreed for table in gate.when for term in table.terms)
    return any(name in TOLD for name in asked)


def possible_interest(
    rules: tuple[InterestRule, ...], narrow: Callable[[InterestRule], InterestRule]
) -> tuple[InterestRule, ...]:
    """Return the interest rules that may apply to one kind of claim, with the starts that may."""
    return tuple(_possible_starts(rule) for rule in map(narrow, rules) if not rule.gate.shut)


def _possible_starts(rule: InterestRule) -> InterestRule:
    """Leave out the starts and rates that the claim rules out, so that rules which differ in nothing else are equal.

    What is left of the conditions of a rate can change from day to day.
    """
    starts = tuple((gate, period) for gate, period in rule.starts if not gate.shut)
    rates = tuple(rate for rate in rule.rates if not rate.gate.shut)
    varies = any(rate.plus or rate.gate.when or rate.gate.unless or _told_later(rate) for rate in rates)
    return replace(rule, starts=starts, rates=rates, varies=varies, record=replace(rule.record, starts=()))
