"""The ceiling over what interest may come to: what it is for a claim, and when interest runs anew."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, cast

from collectrules.fold.entries import FEE_KINDS, SLOT_KINDS
from collectrules.fold.moments import Moment
from collectrules.fold.rules import unknown_fact
from collectrules.ground.errors import Fault, NotModelled
from collectrules.topics.accrual import SCALE

if TYPE_CHECKING:
    from collectrules.fold.ledger import Account
    from collectrules.fold.rules import InterestRule
    from collectrules.fold.state import State
    from collectrules.loader import model as m

_COSTS: Final = frozenset({"collection_cost", "court_fee", "enforcement_cost", "awarded_cost"})
_KINDS: Final = SLOT_KINDS | {"fees": FEE_KINDS, "costs": _COSTS}
"""The kinds of line behind each word for what stands beside the ceiling."""


def set_ceiling(rule: InterestRule, moment: Moment) -> None:
    """Put the ceiling of a claim's interest in force, where the rule has one and no exception holds.

    Raises:
        NotModelled: `missing_fact`, nobody knows the sum the ceiling is a share of, or whether an exception holds.

    """
    account, cap, gate = moment.account, rule.record.cap, rule.cap_gate
    if cap is None or gate is None:
        return
    if gate.holds(moment):
        account.interest_cap = _most(cap, moment)
        account.beside_cap = frozenset(kind for slot in cast("tuple[str, ...]", cap.beside) for kind in _KINDS[slot])
        account.paid_frees = cap.paid == "frees"
    elif (fact := unknown_fact(gate, moment)) is not None:
        from collectrules.fold.checkfacts import unknown

        raise unknown(fact, "the ceiling of interest")


def _most(cap: m.InterestCap, moment: Moment) -> int:
    """The ceiling in minor units; a principal counts as far as no credit note took it back."""
    account, base = moment.account, moment.state.book.fact(cap.of).get(moment)
    if not isinstance(base, int):
        path = f"claims[{account.index}].{cap.of}"
        raise NotModelled(Fault(code="missing_fact", path=path, expected="the amount that caps interest and costs"))
    beyond = max(account.principal - base, 0) if cap.excess == "counted" else 0
    left = base - account.credited if cap.of == "principal" else base
    return max(int(left * Fraction(cap.percent) / 100) - beyond, 0)


def follow_ceiling(state: State, kind: str, day: int, accounts: list[Account]) -> None:
    """Lower a ceiling with a credit note, and let interest run anew from the day of an act that it names."""
    for account in accounts:
        cap = None if account.interest_rule is None else account.interest_rule.cap
        if account.interest_cap is None or cap is None:
            continue
        if kind == "credit_note":
            account.interest_cap = _most(cap, Moment(state, account, day))
        if kind in cap.until:
            _lift(state, account, day)


def _lift(state: State, account: Account, day: int) -> None:
    """End the ceiling with the day before; what lay beyond it by then is not owed."""
    state.ledger.settle(account, day - 1)
    most = state.ledger.most_interest(account) or 0
    account.before_anew, account.anew_from = most, max(account.from_day, day)
    account.accrued, account.interest_cap = min(account.accrued, most * SCALE), None
