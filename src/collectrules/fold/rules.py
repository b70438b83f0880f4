"""Compiled rules: the records of a profile with their conditions, periods and amounts ready to be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Final, Protocol, TypeVar, cast

from collectrules.fold.conditions import Gate, Outcome
from collectrules.ground.records import record
from collectrules.loader import model as m
from collectrules.nouns.dated import History
from collectrules.topics.tariffs import Formula

if TYPE_CHECKING:
    from collectrules.fold.moments import Moment

T = TypeVar("T")


@record
class FeeVariant:
    """A fee under one combination of readings.

    `keyed` is the day that chooses the version; `plain` says that the figure is the fee: nothing modifies it.
    `credits` come off it; on the fees in `credited_by` it comes off itself. `proved` is the most that a bill may prove.
    """

    options: Mapping[str, str]
    record: m.Fee
    gate: Gate
    once: tuple[tuple[Gate, m.Period], ...]
    amounts: History[Formula]
    modifiers: tuple[tuple[Gate, m.Modifier, tuple[tuple[Gate, m.Period], ...]], ...]
    limits: tuple[tuple[Gate, m.Limit], ...]
    may_exceed: Gate | None
    vat_when: Gate | None = None
    proved: FeeVariant | None = None
    keyed: str = "act"
    plain: bool = False
    credits: tuple[m.Less, ...] = ()
    credited_by: tuple[tuple[str, m.Less], ...] = ()
    unmet: tuple[str, ...] = ()


@record
class FeeRule:
    """A fee with its variants; `family` is the counter it shares with fees of the same act and part."""

    name: str
    family: str
    record: m.Fee
    variants: tuple[FeeVariant, ...]
    gates: tuple[Gate, ...]

    @property
    def cautious(self) -> FeeVariant:
        """The variant that proposals follow."""
        return self.variants[0]


@record
class ActRule:
    """An act under the chosen or cautious readings."""

    name: str
    record: m.Act
    gate: Gate
    earliest: tuple[tuple[Gate, m.Period], ...]
    latest: tuple[tuple[Gate, m.Period], ...]
    deadline: tuple[tuple[Gate, m.Period], ...] = ()
    unmet: tuple[str, ...] = ()
    procedures: tuple[tuple[Gate, m.Procedure], ...] = ()
    limits: tuple[tuple[Gate, m.Limit], ...] = ()
    needs: tuple[tuple[Gate, m.Needs], ...] = ()


@record
class CapRule:
    """A ceiling over several fees together."""

    record: m.Cap
    gate: Gate
    may_exceed: Gate | None
    amounts: History[Formula]


@record
class LimitationRule:
    """A limitation with the gates of its restarts."""

    record: m.Limitation
    gate: Gate
    restarts: tuple[tuple[Gate, m.Restart], ...]
    cut_short: tuple[tuple[Gate, m.Period], ...] = ()


@record
class RateRule:
    """A rate with the gates of its agreements, and of the points that come on top once some time has passed."""

    record: m.Rate
    gate: Gate
    agreed: tuple[tuple[Gate, m.Agreed], ...]
    plus: tuple[tuple[Gate, m.Plus, tuple[tuple[Gate, m.Period], ...]], ...] = ()


@record
class InterestRule:
    """On what interest runs and from when.

    `by_payment` names a rate that the day of payment chooses; `varies` says that the rate may change with what happens.
    `cap_gate` says when the ceiling holds, where there is one.
    """

    record: m.Interest
    gate: Gate
    starts: tuple[tuple[Gate, m.Period], ...]
    rates: tuple[RateRule, ...]
    by_payment: str | None = None
    stops: tuple[tuple[Gate, m.Stop | m.Period], ...] = ()
    varies: bool = False
    cost_rates: tuple[RateRule, ...] = ()
    sued_starts: tuple[tuple[Gate, m.Period], ...] = ()
    sued_rates: tuple[RateRule, ...] = ()
    cap_gate: Gate | None = None


@record
class StayRule:
    """A stay with the gates of its own, of what begins it and of what ends it."""

    record: m.Stay
    gate: Gate
    starts: tuple[tuple[Gate, m.Edge], ...]
    ends: tuple[tuple[Gate, m.Edge | m.Period], ...]


@record
class AllocationRule:
    """An order of allocation with its gate."""

    record: m.Allocation
    gate: Gate


RULES = (FeeVariant, FeeRule, ActRule, CapRule, LimitationRule, RateRule, InterestRule, AllocationRule)


_NAMES: Final[Mapping[type, tuple[str, ...]]] = {kind: tuple(spec.name for spec in fields(kind)) for kind in RULES}
OFFICIAL: Final = frozenset({"court", "enforcement", "disbursement"})
"""The parts whose tariff an authority fixes: nobody has to claim them."""
LINE_KINDS: Final = {
    "compensation": "compensation", "collection": "collection_cost", "court": "court_fee",
    "enforcement": "enforcement_cost", "disbursement": "enforcement_cost",
}  # fmt: skip
"""Part of a fee → kind of its line in the ledger; a reminder's line is called after its act."""
LETTER_PARTS: Final = frozenset({"reminder", "compensation"})
"""The parts that a letter claims; official tariffs and collection costs stand beside them."""


class Displacing(Protocol):
    """A compiled rule that may displace others of its kind."""

    @property
    def gate(self) -> Gate:
        """When it applies."""

    @property
    def record(self) -> m.Rule:
        """What it was compiled from."""


R = TypeVar("R", bound=Displacing)


def undisplaced(rules: Sequence[R], moment: Moment) -> list[R]:
    """Return the rules that apply and stand: those that no other one which applies stands instead of."""
    applying = [rule for rule in rules if rule.gate.holds(moment)]
    if len(applying) < 2:  # noqa: PLR2004  # one rule displaces nobody
        return applying
    displaced = {name for rule in applying for name in rule.record.instead_of}
    return [rule for rule in applying if rule.record.name not in displaced]


def decided(rules: Sequence[R], moment: Moment) -> list[R]:
    """Return what `undisplaced` does, where money hangs on it: an exception that nobody can rule out is asked for.

    Raises:
        NotModelled: `missing_fact`, nobody knows whether a rule applies that would stand instead of one of them.

    """
    standing = undisplaced(rules, moment)
    names = {rule.record.name for rule in standing} if len(rules) > 1 else set()
    for rule in rules:
        if not names.isdisjoint(rule.record.instead_of) and (fact := unknown_fact(rule.gate, moment)) is not None:
            from collectrules.fold.checkfacts import unknown

            raise unknown(fact, rule.record.name)
    return standing


def unknown_fact(gate: Gate, moment: Moment) -> str | None:
    """The first fact of a gate that nobody knows, where all else of it holds."""
    failures = gate.failures(moment)
    return failures[0].fact if failures and all(failure.got is None for failure in failures) else None


def narrowed(node: T, outcomes: Sequence[Outcome]) -> T:
    """Return a rule with every gate in it narrowed to one kind of claim; the same rule where nothing changes."""
    if isinstance(node, Gate):
        return cast("T", node.narrowed(outcomes))
    if isinstance(node, tuple):
        items = [narrowed(item, outcomes) for item in node]
        same = all(new is old for new, old in zip(items, node, strict=True))
        return node if same else cast("T", tuple(items))
    if not isinstance(node, RULES):
        return node
    inner = [(name, getattr(node, name)) for name in _NAMES[type(node)]]
    changed = {name: new for name, old in inner if (new := narrowed(old, outcomes)) is not old}
    return cast("T", replace(node, **changed)) if changed else node
