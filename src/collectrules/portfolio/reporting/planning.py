"""Reports of instalment plans: each with its facts, and the money that is due and comes in month by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from collectrules.answers.standings import standing_of
from collectrules.fold.asking import Question
from collectrules.fold.entries import COMPONENTS
from collectrules.fold.ledger import Account as ClaimAccount
from collectrules.fold.plans import Arrangement, arrangement_of, paid_of, plan_word
from collectrules.fold.state import State, money_of
from collectrules.ground.dates import date_of, to_date
from collectrules.portfolio.reporting.reading import Account, facts_of
from collectrules.portfolio.reporting.tables import Asked, Cell, Report, Row, Tally, Unit, Without, made, period_of
from collectrules.portfolio.running import Item, Laws

_PLAN: Final[Mapping[str, Unit]] = {
    "case": "text", "debtor": "text", "status": "word", "closed_on": "day", "plan_state": "word", "agreed_on": "day",
    "claims": "text", "instalments": "number", "first_due": "day", "last_due": "day", "currency": "text",
    "plan_total": "amount", "plan_paid": "amount", "missed": "number", "remaining": "amount", "outstanding": "amount",
}  # fmt: skip
_MONTH: Final[Mapping[str, Unit]] = {
    "month": "month", "currency": "text", "plans": "number", "plan_due": "amount", "plan_paid": "amount",
}  # fmt: skip


def agreements(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    on: dt.date | str,
    debtors: Mapping[str, str] | None = None,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Report:
    """Return a row for each instalment plan: its case, where that and the plan stand, its terms, what remains.

    The last plan of each claim counts. `remaining` is what is owed on the claims of the plan, `outstanding` on all of
    the case; of a plan whose instalments the case does not hold, its terms are empty.

    Args:
        portfolio: the cases.
        laws: one profile, or each by its id.
        on: the day; the rows are taken at its end.
        debtors: case id → the host's key of its debtor; it comes back in the row.
        readings: how named doubts are to be read.
        assume: "carry_forward" answers beyond the last published reference rate.

    Raises:
        BadInput: `on` is no day.

    """
    day, tally, keys = to_date(on, "on"), Tally(), debtors or {}

    def read(question: Question) -> list[Row] | Without:
        return list(_plans(question, keys.get(question.case.id))) or Without("no_plan")

    found = tally.of(Asked(portfolio, laws, readings, assume).at(day, read))
    return made("agreements", _PLAN, [row for rows in found for row in rows], tally, on=day)


def _plans(question: Question, debtor: str | None) -> Iterator[Row]:
    facts, standing = facts_of(question), standing_of(question)
    head: dict[str, Cell] = {"case": question.case.id, "debtor": debtor, "status": facts.status}
    head |= {"closed_on": facts.closed_on, "currency": question.case.currency, "outstanding": standing.owed.total}
    for account, plan in _arranged(question.state):
        yield {**head, **_plan(question.state, account, plan)}


def _arranged(state: State) -> Iterator[tuple[ClaimAccount, Arrangement | None]]:
    """The plans of a case, each once, with the first of their claims."""
    seen = set()
    for account in state.ledger.accounts:
        plan = arrangement_of(account)
        if plan is not None and plan.event not in seen:
            seen.add(plan.event)
            yield account, plan
        elif plan is None and plan_word(state, account, state.on) != "none":
            yield account, None


def _plan(state: State, account: ClaimAccount, plan: Arrangement | None) -> Row:
    accounts = [account] if plan is None else [state.ledger.accounts[index] for index in plan.claims]
    left = sum(state.ledger.open_component(one, part) for one in accounts for part in COMPONENTS)
    found: dict[str, Cell] = {
        "plan_state": plan_word(state, account, state.on), "claims": ", ".join(one.claim.id for one in accounts),
        "remaining": money_of(state, left),
    }  # fmt: skip
    return found | (_terms(state, plan) if plan is not None else dict.fromkeys(_TERMS))


_TERMS: Final = ("agreed_on", "instalments", "first_due", "last_due", "plan_total", "plan_paid", "missed")


def _terms(state: State, plan: Arrangement) -> dict[str, Cell]:
    paid = paid_of(state, plan)
    return {
        "agreed_on": date_of(plan.made), "instalments": len(plan.instalments),
        "first_due": date_of(plan.instalments[0].due), "last_due": date_of(plan.instalments[-1].due),
        "plan_total": money_of(state, plan.total), "plan_paid": money_of(state, paid),
        "missed": len(plan.missed(paid, state.on)),
    }  # fmt: skip


# Month by month --------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Month:
    """What the plans of a month come to in one currency, in minor units; `plans` are those with money in it."""

    due: int = 0
    paid: int = 0
    plans: set[tuple[str, str]] = field(default_factory=set)


def agreement_money(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    first: dt.date | str,
    last: dt.date | str,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Report:
    """Return the money of instalment plans for each month of a period: what falls due by them, what was paid on them.

    An instalment counts in the month of its agreed day; a payment, as far as it paid claims of the plan, in the month
    in which it was made, from the day after the agreement on, and of that day itself what the plan asks for by then.
    Cases with no plan whose instalments they hold are counted under `left_out`. Cases are read at the end of `last`.
    The other arguments are those of `payments`.

    Raises:
        BadInput: `period_reversed`, days that are none.

    """
    window, tally, found = period_of(first, last), Tally(), dict[tuple[str, str], _Month]()

    def read(question: Question) -> tuple[Question, list[Arrangement]] | Without:
        every = list(_arranged(question.state))
        plans = [plan for _, plan in every if plan is not None]
        return (question, plans) if plans else Without("no_terms" if every else "no_plan")

    for question, plans in tally.of(Asked(portfolio, laws, readings, assume).at(window[1], read)):
        for plan in plans:
            _add(found, question, plan, window)
    rows = [_month(*key, found[key]) for key in sorted(found)]
    return made("agreement_money", _MONTH, rows, tally, on=window[1], period=window)


def _add(
    found: dict[tuple[str, str], _Month], question: Question, plan: Arrangement, window: tuple[dt.date, dt.date]
) -> None:  # fmt: skip
    name = (question.case.id, plan.event)
    for on, due, paid in (*_due(plan), *_paid(question.state, plan)):
        day = date_of(on)
        if window[0] <= day <= window[1]:
            month = found.setdefault((f"{day:%Y-%m}", question.case.currency), _Month())
            month.due, month.paid = month.due + due, month.paid + paid
            month.plans.add(name)


def _due(plan: Arrangement) -> Iterator[tuple[int, int, int]]:
    yield from ((one.due, one.amount, 0) for one in plan.instalments)


def _paid(state: State, plan: Arrangement) -> Iterator[tuple[int, int, int]]:
    if plan.at_once:
        yield plan.made, 0, plan.at_once
    for payment in state.ledger.payments:
        amount = sum(amount for key, _, amount in payment.pieces if key in plan.claims)
        if payment.on > plan.made and amount:
            yield payment.on, 0, amount


def _month(month: str, currency: str, one: _Month) -> Row:
    money = Account(currency).money
    return {
        "month": month, "currency": currency, "plans": len(one.plans), "plan_due": money(one.due),
        "plan_paid": money(one.paid),
    }  # fmt: skip
