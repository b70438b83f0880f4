"""A rate that the day of payment chooses: what is paid on a day bears the rate of that day, for the whole time."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from collectrules.fold.ledger import Account
from collectrules.fold.moments import Moment
from collectrules.fold.rates import path_of
from collectrules.fold.rules import InterestRule
from collectrules.fold.state import State
from collectrules.ground.errors import Fault, NotModelled
from collectrules.topics.accrual import RatePath

_SETTLED: Final = "rate_of_payment_to"
"""The last day of which all interest was paid, by the rate of the day on which it was."""


def take_rate_of(state: State, day: int) -> None:
    """Work out by the rate of a day of payment what interest has accrued and was not paid by an earlier one."""
    for account in state.ledger.accounts:
        rule = account.kept.get("interest_rule")
        first = account.interest_first
        if isinstance(rule, InterestRule) and rule.by_payment is not None and first is not None and first <= day:
            _rate_again(state, account, path_of(rule, Moment(state, account, day), first))


def keep_rate_of(state: State, day: int, paid: Collection[int]) -> None:
    """Keep that rate for the claims (by index) whose interest was paid; what was not paid waits for its own day.

    Raises:
        NotModelled: `word_not_computed`, a part of the interest was paid: nobody says which.

    """
    for account in state.ledger.accounts:
        rule = account.kept.get("interest_rule")
        if not isinstance(rule, InterestRule) or rule.by_payment is None or account.path is None:
            continue
        if account.index not in paid:
            _rate_again(state, account, account.path)
        elif state.ledger.interest(account) > 0:
            path = f"rate.{rule.by_payment}.reference.keyed_by"
            raise NotModelled(Fault(code="word_not_computed", path=path, expected="a payment of all the interest"))
        else:
            account.kept[_SETTLED] = day


def _rate_again(state: State, account: Account, path: RatePath) -> None:
    """Let what was not settled by an earlier payment have accrued along another path."""
    if account.anew_from is not None:
        expected = "a rate that no payment chooses, where interest runs anew"
        raise NotModelled(Fault(code="word_not_computed", path=f"claims[{account.index}].interest", expected=expected))
    since = account.kept.get(_SETTLED)
    last = since if isinstance(since, int) else 0
    account.history[:] = [one if one.last <= last else one._replace(path=path) for one in account.history]
    account.accrued = sum(
        one.base * one.path.weight(one.first, one.last, carry=state.ledger.carry) for one in account.history
    )
