"""What the law says of a letter about one sort of claim: whether its fee is within the columns, and its bounds."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from collectrules.columns.asking import NEVER, Sort
from collectrules.columns.coding import NONE, Whole
from collectrules.columns.subset import FOLLOWED, beyond, of_fee
from collectrules.fold.judging import governing
from collectrules.fold.moments import Moment
from collectrules.loader import model as m
from collectrules.topics.deadlines import span

if TYPE_CHECKING:
    from collectrules.fold.conditions import Gate
    from collectrules.fold.rules import ActRule, FeeRule, FeeVariant
    from collectrules.nouns.dated import History
    from collectrules.topics.tariffs import Formula

_RUNNING: Final = frozenset({"claim", "arrears_run", "case", "debtor", "contract"})
"""Units of a limit that hold, of a claim alone in its case, every fee charged on it so far."""
_FREE: Final = frozenset({"act", "letter"})
"""Units of a limit that hold no earlier fee."""


@dataclass(slots=True)
class FeeLaw:
    """A fee that is charged with a letter: the most by its day, how many there may be, and how far apart.

    `periods` are those that run from the fee before; the first day that all of them leave free is asked of them day by
    day, and kept. A `wide` limit counts the fees of the other claims of a case too;
    `in_default` says that interest must have begun.
    """

    rule: FeeRule
    amounts: History[Formula]
    most: int
    periods: tuple[m.Period, ...]
    sort: Sort
    wide: bool = False
    in_default: bool = False
    kept: dict[int, int] = field(default_factory=dict)

    @property
    def alike(self) -> tuple[object, ...]:
        """What two fees share that are one and the same to the columns."""
        return id(self.amounts), self.rule.family, self.most, self.periods, self.wide, self.in_default

    def allowed(self, days: Whole) -> Whole:
        """Return the most that may be charged on some days, -1 where the profile does not say."""
        ends = [NEVER if one.end is None else one.end for one in self.amounts.versions]
        flats = np.array([NONE, *(NONE if one.flat is None else one.flat for one in self.amounts.versions)], np.int64)
        starts = np.array(self.amounts.starts, np.int64)
        low, high = (np.searchsorted(starts, [days.min(), days.max()], side="right")) if len(days) else (0, 0)
        if low == high and int(days.max(initial=0)) <= [NEVER, *ends][low]:  # all in one version
            return np.full(len(days), flats[low])
        place = np.searchsorted(starts, days, side="right")
        return np.where(days > np.array([NEVER, *ends], np.int64)[place], NONE, flats[place])

    def changes(self, on: int) -> int:
        """Return the first day after one on which the most changes, `NEVER` without one."""
        found = self.amounts.next_change(on)
        return NEVER if found is None else found

    def free(self, charged: Whole) -> Whole:
        """Return the first day free for the next fee, by the days of the last one; 0 where there was none."""
        there = np.bincount(charged)
        table = np.zeros(len(there), np.int64)
        for day in np.flatnonzero(there).tolist() if self.periods else ():
            table[day] = self._free(day) if day else 0
        found: Whole = table[charged]
        return found

    def _free(self, day: int) -> int:
        if day not in self.kept:
            state, account = self.sort.state, self.sort.account
            at = Moment(state, account, day, (account,), self.rule.family)
            number = partial(state.book.number, moment=at)
            found = [span(one, state.book.profile, lambda _word: day, number, at=at).first_free for one in self.periods]
            self.kept[day] = max((NEVER if free is None else free) for free in found)
        return self.kept[day]


@dataclass(frozen=True, slots=True)
class LetterLaw:
    """A letter about one sort of claim. `why` sends cases that hold one to the fold, `fee_why` those with a fee on it.

    `moves` says that it changes the stage; what it `starts` is interest, unless that runs already.
    """

    why: str | None
    fee_why: str | None = None
    fee: FeeLaw | None = None
    moves: bool = False
    starts: bool = False


def letter_law(sort: Sort, kind: str) -> LetterLaw:
    """Ask what the law says of a kind of letter about one sort of claim."""
    book, act = sort.state.book, sort.law.act(kind)
    if kind in book.stay_kinds | book.filings | book.sued_anchors | book.cost_anchors:
        return LetterLaw(f"kind:{kind}")
    if act is not None and (act.unmet or act.record.effects != m.Effects() or sort.law.official(kind)):
        return LetterLaw(f"kind:{kind}")
    moves, starts = act is not None and act.record.leads_to is not None, kind in book.interest_anchors
    try:
        fee = _fee(sort, kind)
    except _Beyond as beyond_:
        return LetterLaw(None, str(beyond_), None, moves, starts)
    return LetterLaw(None, None if fee is not None else f"no_fee:{kind}", fee, moves, starts)


class _Beyond(Exception):  # never leaves this module
    """A fee is beyond the columns; the word says why."""


def _fee(sort: Sort, kind: str) -> FeeLaw | None:
    """The one fee of a letter, None if it has none."""
    rules = sort.law.claimable(kind)
    if not rules:
        return None
    begun = sort.first if sort.first < NEVER else 0
    day = max(sort.timely, sort.account.due, begun) + 1
    at = Moment(sort.state, sort.account, day, (sort.account,), rules[0].family)
    fact = beyond((gate for rule in rules for gate in _gates(sort, rule)), at, FOLLOWED)
    if fact is not None:
        raise _Beyond(f"fact:{fact}")
    standing = governing(rules, at)
    if len(standing) != 1 or sort.law.caps or day >= sort.barred_from:
        raise _Beyond(f"fees:{kind}")
    rule = standing[0]
    why = of_fee(rule.cautious, at)
    if why is not None or not rule.cautious.gate.holds(at):
        raise _Beyond(why or f"fee_shut:{rule.name}")
    variant = rule.cautious
    return FeeLaw(
        rule, variant.amounts, _most(variant, at), _periods(variant, at), sort, _wide(variant), _asks_default(variant)
    )  # fmt: skip


def _gates(sort: Sort, rule: FeeRule) -> list[Gate]:
    others = sort.law.displacers(rule.name)
    return [variant.gate for one in (rule, *others) for variant in one.variants]


def _most(variant: FeeVariant, at: Moment) -> int:
    """How many fees there may be."""
    found = NEVER
    for gate, limit in variant.limits:
        if not gate.applies(at) or (limit.per in _FREE and limit.free is None):
            continue
        if limit.per not in _RUNNING or limit.free is not None or not isinstance(limit.at_most, int):
            raise _Beyond(f"limit:{limit.per}")
        found = min(found, limit.at_most)
    return found


def _asks_default(variant: FeeVariant) -> bool:
    gates = (variant.gate, *(gate for gate, _ in (*variant.once, *variant.limits)))
    terms = (term for gate in gates for table in (*gate.when, *gate.unless) for term in table.terms)
    return any(term.fact.name == "in_default" for term in terms)


def _wide(variant: FeeVariant) -> bool:
    return any(limit.per in _RUNNING - {"claim", "arrears_run"} for _, limit in variant.limits)


def _periods(variant: FeeVariant, at: Moment) -> tuple[m.Period, ...]:
    """The periods that run from the fee before."""
    found = tuple(period for gate, period in variant.once if gate.holds(at))
    for period in found:
        named = any(isinstance(word, str) for word in (period.days, period.working_days))
        placed = _placed(period, at.state.book.profile)
        if (*period.after, *period.since) != ("previous.charged",) or named or placed or _held(period):
            raise _Beyond(f"period:{variant.record.name}")
    return found


def _placed(period: m.Period, profile: m.Profile) -> bool:
    """Whether a period is counted on a calendar whose holidays hang on a place."""
    counting = profile.counting.get(str(period.counting))
    calendar = None if counting is None else profile.calendar.get(counting.calendar or "")
    return calendar is not None and (calendar.place is not None or bool(calendar.place_of_case) or bool(calendar.stays))


def _held(period: m.Period) -> bool:
    return bool(period.not_before or period.only_after or period.paused_by)


def opens_on(sort: Sort, rule: ActRule) -> bool:
    """Whether the window of an act hangs on nothing but days of the claim."""
    words = [word for _, period in (*rule.earliest, *rule.latest) for word in (*period.after, *period.since)]
    plain = not rule.limits and not rule.unmet and rule.record.open_on is None and not rule.record.procedures
    held = any(_held(period) for _, period in (*rule.earliest, *rule.latest))
    at = Moment(sort.state, sort.account, sort.state.on)
    gates = (rule.gate, *(gate for gate, _ in (*rule.earliest, *rule.latest)))
    return plain and not held and all(w.startswith("claim.") for w in words) and beyond(gates, at, FOLLOWED) is None
