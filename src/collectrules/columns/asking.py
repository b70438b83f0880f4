"""What the law says of one sort of claim, asked of the fold itself: a claim alike in all but its sum, without events.

Nothing of the law is worked out here. First interest day, rate path, order of allocation, last day to pay in time and
the day from which the claim is barred are those that the fold finds; only whether they stay so for every case of the
sort is decided, by what its rules ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from collectrules.columns.coding import Words
from collectrules.columns.subset import AGREED, KINDS, beyond, of_book, of_interest
from collectrules.fold.asking import Question, ask
from collectrules.fold.handling.debts import allocation
from collectrules.fold.moments import Moment
from collectrules.fold.running import PAYMENT_TIMELY
from collectrules.ground.dates import FIRST, date_of
from collectrules.ground.errors import CollectRulesError
from collectrules.nouns.case import load_case
from collectrules.topics.allocation import COMPONENT, Ranks, ranks_of

if TYPE_CHECKING:
    from collectrules.fold.claimlaw import ClaimLaw
    from collectrules.fold.ledger import Account
    from collectrules.fold.state import State
    from collectrules.loader import model as m
    from collectrules.topics.accrual import RatePath

NEVER: Final = 1 << 30
"""A day after every day."""


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of claim. `why` says what sends it to the fold; then nothing else of it counts.

    Days are ordinals, `first` the first that bears interest, `NEVER` where none does; `barred_from` the first on which
    limitation has run out if nothing happens. `order` is that of the components a payment reaches; `binds` says that a
    payment may name its claim; `implied` that the sum of a payment may speak for itself; `ceiling` is the share of the
    principal that interest may come to.
    """

    why: str | None
    question: Question | None = None
    timely: int = 0
    arose: int = 0
    first: int = NEVER
    path: RatePath | None = None
    step: int = 1
    counted: bool = True
    order: tuple[str, ...] = ()
    binds: bool = False
    implied: bool = False
    barred_from: int = NEVER
    ceiling: Fraction | None = None

    @property
    def state(self) -> State:
        """The fold of the claim by which the sort was asked."""
        assert self.question is not None  # noqa: S101  # only of sorts within the subset
        return self.question.state

    @property
    def account(self) -> Account:
        """The account of the claim by which the sort was asked."""
        return self.state.ledger.accounts[0]

    @property
    def law(self) -> ClaimLaw:
        """The law of claims of the sort."""
        return self.account.law


def sort_of(case: Words, claim: Words, law: m.Profile, due: int, readings: Mapping[str, str] | None) -> Sort:
    """Ask what the law says of the claims that are like one claim."""
    if "earlier" in case or "title" in claim:
        return Sort("earlier_acts" if "earlier" in case else "title_before_case")
    if set(claim.get("agreements", ())) - {"rate"}:
        return Sort("agreements")
    document = {"format": 1, "id": "sort", **case, "claims": [{**claim, "id": "1"}]}
    try:
        question = ask(load_case(document), law, on=date_of(max(due, FIRST)), readings=readings)
        return _sort(question, question.state)
    except CollectRulesError as error:
        return Sort(f"error:{error.code}")


def _sort(question: Question, state: State) -> Sort:
    account = state.ledger.accounts[0]
    why = of_book(state.book) or _of_account(state, account)
    if why is not None:
        return Sort(why)
    rule, order = account.interest_rule, allocation(state, account, state.on)
    ranks = ranks_of(order)
    if any(len(rank) > 1 for rank in ranks):
        return Sort("allocation_shared")
    bars = state.barring_days(account)
    unknown = state.barred(account, state.on) is None or not _keeps_limitation(state, account)
    return Sort(
        None, question, account.timely, account.arose or 0,
        NEVER if account.interest_first is None or account.path is None else account.interest_first,
        account.path, account.interest_step, rule is None or rule.payment_day == "counted",
        tuple(dict.fromkeys(_components(ranks))), order.choice.debtor == "binds" and order.choice.part is None,
        order.choice.implied != "none", 0 if unknown else min(bars, default=NEVER),
        None if rule is None or account.interest_cap is None else _ceiling(rule),
    )  # fmt: skip


def _ceiling(rule: m.Interest) -> Fraction | None:
    """The share of the principal that interest may come to."""
    return None if rule.cap is None else Fraction(rule.cap.percent) / 100


def _keeps_limitation(state: State, account: Account) -> bool:
    """Whether no event of the subset can bring a limitation forward, or another one about."""
    at = Moment(state, account, state.on)
    gates = (rule.gate for rule in account.law.limitations)
    shorter = (period for rule in account.law.limitations for _, period in rule.cut_short)
    words = {word.partition(".")[0] for period in shorter for word in (*period.after, *period.since)}
    return beyond(gates, at, AGREED) is None and words.isdisjoint(KINDS)


def _components(ranks: Ranks) -> list[str]:
    """The components of an order of slots, without those of which a case of the subset has nothing."""
    slots = [rank[0] for rank in ranks]
    found = [COMPONENT[slot] for slot in slots if slot in COMPONENT and slot not in _EMPTY]
    return [component for component in found if component != "costs"]


_EMPTY: Final = frozenset({"compensation", "court_costs", "enforcement_costs", "joint_costs"})
"""Slots of lines that no event of the subset books."""


def _of_account(state: State, account: Account) -> str | None:
    """Return why a claim is beyond the columns by what the fold made of it."""
    grows = account.bearing or account.compound or account.rests or account.stays
    if account.interest_cap is not None and "reminder_fee" not in account.beside_cap:
        return "interest_cap"
    if grows or account.costs is not None or account.sued is not None or state.ledger.lines or state.again:
        return "interest_base"
    if account.path is not None and not account.path.complete:
        return "rate_unknown"
    at, claim = Moment(state, account, state.on), account.claim
    bare = state.agreed_rate(account) is None and claim.apr is None  # what is not agreed lies above no ceiling
    known = AGREED | {"above_ceiling"} if bare else AGREED
    for rule in account.law.interest:
        why = of_interest(rule, at, known)
        if why is not None:
            return why
    fact = beyond((rule.gate for rule in account.law.allocations), at, AGREED) or beyond(
        (gate for clock, gate in state.book.clocks if clock.name == PAYMENT_TIMELY), at, AGREED
    )
    return None if fact is None else f"fact:{fact}"
