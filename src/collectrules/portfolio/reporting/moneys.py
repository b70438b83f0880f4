"""Reports of payments: those of a period, their split for the books, and what an agency holds of a month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from collectrules.answers.channels import totals
from collectrules.answers.receipts import Receipt, Receiver, days_of, receipts
from collectrules.fold.asking import Question
from collectrules.fold.entries import Payment
from collectrules.fold.state import money_of
from collectrules.ground.dates import date_of
from collectrules.portfolio.reporting.reading import way_of
from collectrules.portfolio.reporting.tables import Asked, Cell, Report, Row, Tally, Unit, Without, made, period_of
from collectrules.portfolio.running import Item, Laws

CREDIT: Final = "credit"
_SPLIT: Final = ("to_principal", "to_interest", "to_fees", "to_costs", "unallocated")
_PAYMENT: Final[Mapping[str, Unit]] = {
    "paid_on": "day", "case": "text", "payment": "text", "way": "act", "received_by": "word", "confirmation": "word",
    "currency": "text", "amount": "amount", **dict.fromkeys(_SPLIT, "amount"),
}  # fmt: skip
_ENTRY: Final[Mapping[str, Unit]] = {
    "paid_on": "day", "case": "text", "payment": "text", "way": "act", "claim": "text", "reference": "text",
    "booked_to": "booked", "received_by": "word", "currency": "text", "amount": "amount",
}  # fmt: skip


def payments(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    first: dt.date | str,
    last: dt.date | str,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Report:
    """Return a row for each payment of a period, with what it paid; what was reversed or voided by its end is no row.

    A set-off pays too, though no money comes in: `way` says which it is.

    Args:
        portfolio: the cases.
        laws: one profile, or each by its id.
        first: the first day of the period.
        last: its last day; the allocation is the one of its end.
        readings: how named doubts are to be read.
        assume: "carry_forward" answers beyond the last published reference rate.

    Raises:
        BadInput: `period_reversed`, days that are none.

    """
    window, tally = period_of(first, last), Tally()
    found = tally.of(Asked(portfolio, laws, readings, assume).at(window[1], lambda one: _within(one, window)))
    rows = _by_day(_row(question, one) for question, paid in found for one in paid)
    return made("payments", _PAYMENT, rows, tally, on=window[1], period=window)


def _by_day(rows: Iterable[Row]) -> list[Row]:
    """Rows in the order of their days, those of one day as they come."""
    return sorted(rows, key=lambda row: str(row["paid_on"]))


def _within(question: Question, window: tuple[dt.date, dt.date]) -> tuple[Question, list[Payment]] | Without:
    """The payments of a case within a period."""
    paid = [one for one in question.state.ledger.payments if window[0] <= date_of(one.on) <= window[1]]
    return (question, paid) if paid else Without("no_payment")


def _row(question: Question, one: Payment) -> Row:
    sums = {word: money_of(question.state, minor) for word, minor in totals([one]).items()}
    return {**_head(question, one), "confirmation": "confirmed" if one.confirmed else "reported", **sums}


def _head(question: Question, one: Payment) -> dict[str, Cell]:
    case = question.case
    return {
        "paid_on": date_of(one.on), "case": case.id, "payment": one.event, "way": way_of(case, one),
        "received_by": one.received_by, "currency": case.currency,
    }  # fmt: skip


def bookkeeping(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    first: dt.date | str,
    last: dt.date | str,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Report:
    """Return the payments of a day (`first` = `last`), or of more, as rows of a journal: a row for each piece.

    A piece is what a payment paid of one component of one claim, or what of it is credit. The rows of a payment sum to
    it, and those of all payments to the `amount` of the report `payments` of the same days. The arguments are those of
    `payments`.

    Raises:
        BadInput: `period_reversed`, days that are none.

    """
    window, tally = period_of(first, last), Tally()
    found = tally.of(Asked(portfolio, laws, readings, assume).at(window[1], lambda one: _within(one, window)))
    rows = _by_day(row for question, paid in found for one in paid for row in _pieces(question, one))
    return made("bookkeeping", _ENTRY, rows, tally, on=window[1], period=window)


def _pieces(question: Question, one: Payment) -> Iterator[Row]:
    head, accounts, state = _head(question, one), question.state.ledger.accounts, question.state
    sums: dict[tuple[int, str], int] = {}
    for key, component, amount in one.pieces:
        sums[key, component] = sums.get((key, component), 0) + amount
    for (key, component), amount in sums.items():
        claim = accounts[key].claim
        about = {"claim": claim.id, "reference": claim.reference, "booked_to": component}
        yield {**head, **about, "amount": money_of(state, amount)}
    if one.rest:
        nowhere = {"claim": None, "reference": None, "booked_to": CREDIT}
        yield {**head, **nowhere, "amount": money_of(state, one.rest)}


# What another holds ----------------------------------------------------------------------------------------

_HELD: Final[Mapping[str, Unit]] = {
    "paid_on": "day", "case": "text", "references": "text", "payment": "text", "entry": "word", "confirmation": "word",
    "currency": "text", "amount": "amount", **dict.fromkeys(_SPLIT, "amount"),
}  # fmt: skip


def held_payments(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    month: str,
    received_by: Receiver = "collector",
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Report:
    """Return what a receiver took in during a month, for the books of a creditor who did not see the money.

    The rows are those of `receipts` of each case: a month is closed with its last day, and what is recorded later
    stands in the month in which it was recorded, so that the months of a year sum to what is held.

    Args:
        portfolio: the cases.
        laws: one profile, or each by its id.
        month: the month, `YYYY-MM`.
        received_by: who took the payments in.
        readings: how named doubts are to be read.
        assume: "carry_forward" answers beyond the last published reference rate.

    Raises:
        BadInput: `month_format`.

    """
    window, tally = days_of(month), Tally()

    def read(question: Question) -> tuple[Question, tuple[Receipt, ...]] | Without:
        found = receipts(
            question.case, question.profile, month=month, received_by=received_by, readings=readings, assume=assume
        )
        return (question, found.rows) if found.rows else Without("nothing_received")

    found = tally.of(Asked(portfolio, laws, readings, assume).at(window[1], read))
    rows = [_held(question, one) for question, taken in found for one in taken]
    terms = {"received_by": received_by}
    return made("held_payments", _HELD, rows, tally, on=window[1], period=window, terms=terms)


def _held(question: Question, one: Receipt) -> Row:
    case = question.case
    return {
        "paid_on": one.on, "case": case.id, "references": ", ".join(case.references.values()) or None,
        "payment": one.event, "entry": one.kind, "confirmation": one.status, "currency": case.currency,
        "amount": one.amount, **{word: getattr(one, word) for word in _SPLIT},
    }  # fmt: skip
