"""Interest beside that of the claim: on awarded costs and on interest sued for, with days and rates of their own."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from collectrules.fold.entries import CostStream
from collectrules.fold.ledger import Account
from collectrules.fold.moments import Moment
from collectrules.fold.rates import path_of
from collectrules.fold.rules import InterestRule
from collectrules.fold.unmet import not_computed
from collectrules.ground.dates import date_of
from collectrules.topics.deadlines import span

if TYPE_CHECKING:
    from collectrules.fold.state import State


def start_costs(state: State, account: Account) -> None:
    """Let awarded costs bear interest from the end of the period the profile names, once they are awarded."""
    found, title_day = account.kept.get("interest_rule"), account.title_day
    if not isinstance(found, InterestRule) or (period := found.record.on_costs) is None or account.costs is not None:
        return
    if title_day is None or account.costs_awarded is not True:
        return
    rule = _with_cost_rates(found)
    if rule.varies:
        raise not_computed([f"interest.{rule.record.name}.on_costs"])  # its own path would have to change too
    moment = Moment(state, _bearer(state, account, title_day), title_day)
    numbers = partial(state.book.number, moment=moment)
    begun = span(period, state.book.profile, moment.anchor, numbers, at=moment)
    if begun.first_free is not None:
        account.costs = CostStream(path_of(rule, moment, begun.first_free), begun.first_free, begun.first_free)
        certainty = state.book.counting_certainty(period)
        if certainty != "sure":  # the day it begins is a figure too: what rests on it is provisional
            state.weak[("interest on awarded costs", period.law or rule.record.law)] = certainty


def start_on_interest(state: State, account: Account) -> None:
    """Let interest that was sued for bear interest, once its sum is told and the day of the profile has come."""
    found = account.kept.get("interest_rule")
    if not isinstance(found, InterestRule) or (sued := found.record.on_interest) is None or account.sued is not None:
        return
    moment = Moment(state, account, state.on)
    asked, first = state.book.fact(sued.of).get(moment), _first_of(found, moment)
    if not isinstance(asked, int) or first is None:
        return
    first = first if first >= state.on else state.on + 1
    state.ledger.settle(account, first - 1)
    rule = replace(found, rates=found.sued_rates, varies=False)
    account.sued = CostStream(path_of(rule, moment, first), first, first)
    account.sued_sum = min(asked, state.ledger.interest(account))


def _first_of(rule: InterestRule, moment: Moment) -> int | None:
    """The first day on which interest sued for bears interest itself; None while it has not come."""
    book = moment.state.book
    numbers = partial(book.number, moment=moment)
    ends = [span(period, book.profile, moment.anchor, numbers, at=moment)
            for gate, period in rule.sued_starts if gate.holds(moment)]  # fmt: skip
    days = [end.first_free for end in ends if end.first_free is not None]
    return min((day for day in days if day <= moment.day), default=None)


def _with_cost_rates(rule: InterestRule) -> InterestRule:
    return replace(rule, rates=rule.cost_rates, varies=False) if rule.cost_rates else rule


def _bearer(state: State, account: Account, title_day: int) -> Account:
    """The costs as a claim of its own, which fell due with the title."""
    awarded = account.claim.model_copy(update={"due": date_of(title_day)})
    bearer = Account(account.index, awarded, account.principal, account.arrears, account.parts[0].stage)
    bearer.kept, bearer.title_day, bearer.latest = account.kept, title_day, account.latest
    bearer.law = state.book.law_of(Moment(state, bearer, title_day))
    return bearer
