"""The account as a person reads it: by component what was charged, paid and is open, and where each payment went."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from collectrules.answers.channels import Channel, PassOn, channels, to_pass_on
from collectrules.answers.duedays import NotDue
from collectrules.answers.standings import Balance, LineItem, PaymentItem, Standing, percent, standing_of
from collectrules.fold.asking import Question, ask
from collectrules.fold.entries import COMPONENTS
from collectrules.fold.ledger import Account
from collectrules.fold.state import State, money_of
from collectrules.ground.dates import LAST, date_of
from collectrules.ground.money import half_up
from collectrules.ground.scalars import Amount, Day, Rate
from collectrules.loader import model as m
from collectrules.nouns.answer import LAW, Answer, Part, deferred
from collectrules.nouns.case import Case
from collectrules.steps.planning import bound


class Component(Part):
    """One component in major units: what was charged by law, what of it was paid or waived, what is open."""

    component: str
    charged: Amount
    paid: Amount
    waived: Amount
    open: Amount


class InterestTerms(Part):
    """How interest runs on a claim: its first day, the rate of the day asked about, and why it began then.

    There is no rate where the claim bears no interest: not yet, or not any more, or not while it is stayed.
    """

    claim: str
    due: Day
    due_is: str
    first_day: Day | None = None
    rate: Rate | None = None
    law: tuple[str, ...]


class Statement(Answer):
    """A statement of account at the end of `on`; sums in major units.

    `channels` says who received what, `to_pass_on` what a collector has to be told of money he did not see. `cash` is
    the total as it is paid in coins, where the smallest coin is more than the smallest sum. `not_due` is what of `owed`
    nobody has to pay yet; of the claims in `agreed` only what a plan or a settlement that holds asks for.
    """

    answer: Literal["statement"] = "statement"
    owed: Balance
    booked: Balance
    paid: Balance
    credit: Amount
    components: tuple[Component, ...]
    distribution: tuple[PaymentItem, ...]
    terms: tuple[InterestTerms, ...]
    channels: tuple[Channel, ...] = ()
    to_pass_on: tuple[PassOn, ...] = ()
    cash: Amount | None = None
    not_due: tuple[NotDue, ...] = ()
    agreed: tuple[str, ...] = ()
    stage: str
    lines: tuple[LineItem, ...] = ()


def statement(
    case: Case,
    profile: m.Profile,
    *,
    on: dt.date | str,
    readings: Mapping[str, str] | None = None,
    known_on: dt.date | str | None = None,
    assume: str | None = None,
) -> Statement:
    """Return the account of a case on a day: components, where payments went, how interest runs.

    Args:
        case: the facts.
        profile: the law.
        on: the day; the statement is taken at its end.
        readings: options chosen for named doubts.
        known_on: leave out facts recorded after this day.
        assume: "carry_forward" to answer beyond the last published reference rate.

    Raises:
        BadInput: the case does not fit the profile.
        NotModelled: law, figure or fact that is needed and not known.

    """
    question = ask(case, profile, on=on, readings=readings, known_on=known_on, assume=assume)
    found, state = standing_of(question), question.state
    shared = [name for name in Answer.model_fields if name != "readings_used"]
    values: dict[str, object] = {name: getattr(found, name) for name in (*shared, "owed", "booked", "paid", "credit")}
    values |= {
        LAW: profile,
        "components": components_of(question),
        "distribution": found.payments,
        "terms": tuple(_terms(state, account) for account in state.ledger.accounts),
        "stage": found.stage,
        "cash": _in_cash(state, found.owed.total),
    }
    later: dict[str, Callable[[], object]] = {
        "channels": lambda: channels(state),
        "to_pass_on": lambda: to_pass_on(question),
        "lines": lambda: found.lines,
        "not_due": lambda: found.not_due,
        "agreed": lambda: tuple(account.claim.id for account in bound(state)),
        "readings_used": question.readings_used,
    }
    return deferred(Statement, values, later)


def _in_cash(state: State, total: Decimal) -> Decimal | None:
    coin = state.book.profile.header.cash
    if coin is None:
        return None
    step = int(Fraction(coin) * state.book.scale)
    return money_of(state, half_up(state.case.minor(total), step) * step)


def components_of(question: Question) -> tuple[Component, ...]:
    """Return what was charged, paid, waived and is open of each component."""
    found = standing_of(question)
    return tuple(_component(question.state, found, part) for part in COMPONENTS)


def _component(state: State, found: Standing, part: str) -> Component:
    waived = sum(_waived(state, account, part) for account in state.ledger.accounts)
    paid, left = (state.case.minor(getattr(sums, part)) for sums in (found.paid, found.owed))
    charged, *rest = (money_of(state, sum_) for sum_ in (paid + waived + left, paid, waived, left))
    return Component.made(component=part, charged=charged, paid=rest[0], waived=rest[1], open=rest[2])


def _waived(state: State, account: Account, part: str) -> int:
    if part == "principal":
        return account.principal_waived
    if part == "interest":
        return account.interest_waived
    return sum(line.waived for line in state.ledger.lines_of(account, part))


def _terms(state: State, account: Account) -> InterestTerms:
    segment = account.path.rate_on(state.on) if account.path is not None and _bears(state, account) else None
    rate = percent(segment.rate) if segment is not None and segment.rate is not None else None
    first = account.interest_first
    return InterestTerms(
        claim=account.claim.id, due=account.claim.due, due_is=account.claim.due_word,
        first_day=None if first is None or first > LAST else date_of(first), rate=rate, law=account.interest_law,
    )  # fmt: skip


def _bears(state: State, account: Account) -> bool:
    """Whether interest of a claim has begun to run and goes on after the day."""
    begun = account.interest_first is not None and account.interest_first <= state.on
    return begun and state.ledger.bears(account, state.on + 1)
