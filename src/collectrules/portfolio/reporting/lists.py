"""Reports in rows: cases and how they stand, claims that are open, invoices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from collectrules.answers.standings import standing_of
from collectrules.fold.asking import Question
from collectrules.fold.entries import COMPONENTS
from collectrules.fold.ledger import Account as ClaimAccount
from collectrules.fold.state import account_stage, ended, money_of
from collectrules.ground.dates import to_date
from collectrules.portfolio.reporting.reading import EVERYTHING, Account, CaseFacts, Kept, countries_of, facts_of
from collectrules.portfolio.reporting.tables import Asked, Report, Row, Tally, Unit, Without, made, period_of
from collectrules.portfolio.running import Item, Laws
from collectrules.portfolio.summaries import claimed, opened

_CASE: Final[Mapping[str, Unit]] = {
    "case": "text", "references": "text", "debtor": "text", "country": "text", "handler": "text", "opened": "day",
    "status": "word", "stage": "stage", "closed_on": "day", "currency": "text", "claimed": "amount", "paid": "amount",
    "principal": "amount", "interest": "amount", "fees": "amount", "costs": "amount", "outstanding": "amount",
}  # fmt: skip
_GROUP: Final[Mapping[str, Unit]] = {
    "status": "word", "stage": "stage", "currency": "text", "cases": "number", "claimed": "amount", "paid": "amount",
    "outstanding": "amount",
}  # fmt: skip


def case_list(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    on: dt.date | str,
    kept: Kept = EVERYTHING,
    debtors: Mapping[str, str] | None = None,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Report:
    """Return a row for each case: whose it is, how it stands, what was claimed and paid, what is owed by component.

    Args:
        portfolio: the cases.
        laws: one profile, or each by its id.
        on: the day; the rows are taken at its end.
        kept: which cases, by status, stage, country of the debtor and the days on which they began.
        debtors: case id → the host's key of its debtor; it comes back in the row.
        readings: how named doubts are to be read.
        assume: "carry_forward" answers beyond the last published reference rate.

    Raises:
        BadInput: `on` is no day.

    """
    day, tally, keys = to_date(on, "on"), Tally(), debtors or {}
    found = tally.of(Asked(portfolio, laws, readings, assume).at(day, lambda one: _row_of(one, kept, keys)))
    return made("case_list", _CASE, found, tally, on=day)


def _row_of(question: Question, kept: Kept, keys: Mapping[str, str]) -> Row | Without:
    facts = facts_of(question)
    out = kept.out(facts)
    return Without(out) if out is not None else _case(facts, keys.get(question.case.id))


def _case(facts: CaseFacts, debtor: str | None) -> Row:
    case, found = facts.case, standing_of(facts.question)
    return {
        "case": case.id, "references": _joined(case.references.values()), "debtor": debtor,
        "country": _joined(sorted(countries_of(case))), "handler": case.handler,
        "opened": opened(case),
        "status": facts.status, "stage": facts.stage, "closed_on": facts.closed_on, "currency": case.currency,
        "claimed": claimed(facts.question.state), "paid": found.paid.total,
        **{part: getattr(found.owed, part) for part in COMPONENTS}, "outstanding": found.owed.total,
    }  # fmt: skip


def _joined(words: Iterable[str]) -> str | None:
    return ", ".join(words) or None


def case_overview(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    on: dt.date | str,
    kept: Kept = EVERYTHING,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Report:
    """Return how many cases stand where, and with what sums: a row for each status, stage and currency.

    The arguments are those of `case_list`.

    Raises:
        BadInput: `on` is no day.

    """
    day, tally, found = to_date(on, "on"), Tally(), dict[tuple[str, str, str], Account]()

    def read(question: Question) -> CaseFacts | Without:
        facts = facts_of(question)
        out = kept.out(facts)
        return facts if out is None else Without(out)

    for facts in tally.of(Asked(portfolio, laws, readings, assume).at(day, read)):
        key = (facts.status, facts.stage, facts.case.currency)
        found.setdefault(key, Account(key[2])).add(facts.question)
    return made("case_overview", _GROUP, [_group(key, found[key]) for key in sorted(found)], tally, on=day)


def _group(key: tuple[str, str, str], one: Account) -> Row:
    sums = {"claimed": one.charged["principal"], "paid": sum(one.paid.values()), "outstanding": sum(one.left.values())}
    named = dict(zip(("status", "stage", "currency"), key, strict=True))
    return {**named, "cases": one.cases, **{word: one.money(sum_) for word, sum_ in sums.items()}}


# Claims ----------------------------------------------------------------------------------------------------

_CLAIM: Final[Mapping[str, Unit]] = {
    "case": "text", "claim": "text", "reference": "text", "kind": "word", "invoiced": "day", "due": "day",
    "stage": "stage", "currency": "text", "claimed": "amount", "principal": "amount", "interest": "amount",
    "fees": "amount", "costs": "amount", "outstanding": "amount",
}  # fmt: skip


def active_claims(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    on: dt.date | str,
    kept: Kept = EVERYTHING,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Report:
    """Return a row for each claim that has arisen and is neither paid, closed nor withdrawn.

    The arguments are those of `case_list`.

    Raises:
        BadInput: `on` is no day.

    """
    day, tally = to_date(on, "on"), Tally()
    found = tally.of(Asked(portfolio, laws, readings, assume).at(day, lambda one: _accounts(one, kept)))
    rows = [row for question in found for row in _active(question, tally)]
    return made("active_claims", _CLAIM, rows, tally, on=day)


def _accounts(question: Question, kept: Kept) -> Question | Without:
    out = kept.out(facts_of(question))
    return question if out is None else Without(out)


def _active(question: Question, tally: Tally) -> Iterator[Row]:
    state = question.state
    for account in state.ledger.accounts:
        if not account.arisen(state.on):
            tally.leave("not_arisen", "claims")
        elif ended(state, account) is not None or state.closed is not None:
            tally.leave("not_open", "claims")
        else:
            yield _claim(question, account)


def _claim(question: Question, account: ClaimAccount) -> Row:
    state, claim = question.state, account.claim
    open_ = {part: state.ledger.open_component(account, part) for part in COMPONENTS}
    return {
        "case": question.case.id, "claim": claim.id, "reference": claim.reference, "kind": claim.kind,
        "invoiced": claim.invoiced, "due": claim.due, "stage": account_stage(state, account),
        "currency": question.case.currency, "claimed": money_of(state, account.principal - account.credited),
        **{part: money_of(state, sum_) for part, sum_ in open_.items()},
        "outstanding": money_of(state, sum(open_.values())),
    }  # fmt: skip


def invoices(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    first: dt.date | str,
    last: dt.date | str,
    kept: Kept = EVERYTHING,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Report:
    """Return a row for each claim that was invoiced in a period, as it stands at the end of the last day.

    The arguments are those of `case_list`.

    Raises:
        BadInput: `period_reversed`, days that are none.

    """
    window, tally = period_of(first, last), Tally()
    found = tally.of(Asked(portfolio, laws, readings, assume).at(window[1], lambda one: _accounts(one, kept)))
    rows = [row for question in found for row in _invoiced(question, window, tally)]
    return made("invoices", _CLAIM, rows, tally, on=window[1], period=window)


def _invoiced(question: Question, window: tuple[dt.date, dt.date], tally: Tally) -> Iterator[Row]:
    for account in question.state.ledger.accounts:
        day = account.claim.invoiced
        if day is None:
            tally.leave("not_invoiced", "claims")
        elif not window[0] <= day <= window[1]:
            tally.leave("outside", "claims")
        else:
            yield _claim(question, account)
