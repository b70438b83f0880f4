"""The account of an agency with its client: the agency's own bills, what was paid of them, what is open and late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO, Final, Self

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, model_validator

from collectrules.ground.dates import to_date
from collectrules.ground.errors import BadInput, bad_input
from collectrules.ground.money import exponent, minor_of, sum_of, to_major
from collectrules.ground.scalars import Amount, Day, Name
from collectrules.nouns.case import faults_of, parse, read_text
from collectrules.portfolio.reporting.tables import Report, Row, Tally, Unit, made

_COLUMNS: Final[Mapping[str, Unit]] = {
    "bill": "text", "dated": "day", "due": "day", "currency": "text", "amount": "amount", "bill_paid": "amount",
    "bill_open": "amount", "days_late": "number",
}  # fmt: skip
_LONGEST: Final = 366


class BillPayment(BaseModel):
    """What was paid of a bill on a day, in major units."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: Day
    amount: Amount


class Bill(BaseModel):
    """A bill of the agency to its client; `amount` in major units. `due` is the day that it names, if it does."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: Name
    on: Day
    amount: Amount
    currency: Name
    due: Day | None = None
    payments: tuple[BillPayment, ...] = ()

    @model_validator(mode="after")
    def _fits(self) -> Self:
        decimals = exponent(self.currency)
        for amount in (self.amount, *(one.amount for one in self.payments)):
            minor_of(amount, decimals)
        return self


def load_bills(source: str | Path | IO[str] | IO[bytes] | Sequence[object]) -> tuple[Bill, ...]:
    """Read bills: a list, or a document (JSON or TOML) with a list under `bills`.

    Raises:
        BadInput: every fault at once, each with its path.

    """
    raw = source if isinstance(source, list | tuple) else parse(read_text(source))
    listed = raw.get("bills") if isinstance(raw, Mapping) else raw
    if not isinstance(listed, list | tuple):
        raise bad_input("not_a_document", "bills", "a list of bills, or an object with one under bills", raw)
    try:
        return TypeAdapter(tuple[Bill, ...]).validate_python(tuple(listed))
    except ValidationError as error:
        raise BadInput(faults_of(error, Bill)) from None


def creditor_account(bills: Iterable[Bill], *, on: dt.date | str, term: int | None = None) -> Report:
    """Return the account of the agency's bills at the end of a day: number, date, due day, paid, open, days late.

    Args:
        bills: the bills; those dated after the day, and payments after it, do not count yet.
        on: the day.
        term: calendar days from the date of a bill to its due day, for bills that name none.

    A bill that is open after its due day is late by the days since. Of a bill without a due day and without a `term`
    neither is said.

    Raises:
        BadInput: `on` is no day, `term_days`.

    """
    day, tally = to_date(on, "on"), Tally()
    if term is not None and (type(term) is not int or not 0 <= term <= _LONGEST):
        raise bad_input("term_days", "term", f"a number of days, 0 to {_LONGEST}", term)
    rows = list(_rows(bills, day, term, tally))
    terms = {"term": "none" if term is None else str(term)}
    return made("creditor_account", _COLUMNS, rows, tally, on=day, terms=terms)


def _rows(bills: Iterable[Bill], day: dt.date, term: int | None, tally: Tally) -> Iterator[Row]:
    for bill in bills:
        if bill.on > day:
            tally.leave("later", "bills")
        else:
            yield _row(bill, day, term)


def _row(bill: Bill, day: dt.date, term: int | None) -> Row:
    due = bill.due or (None if term is None else bill.on + dt.timedelta(days=term))
    amount, paid = (_money(bill, one) for one in (bill.amount, sum_of(p.amount for p in bill.payments if p.on <= day)))
    open_ = sum_of([amount, paid.copy_negate()])
    late = None if due is None else max((day - due).days, 0) if open_ > 0 else 0
    return {
        "bill": bill.number, "dated": bill.on, "due": due, "currency": bill.currency, "amount": amount,
        "bill_paid": paid, "bill_open": open_, "days_late": late,
    }  # fmt: skip


def _money(bill: Bill, amount: Decimal) -> Decimal:
    decimals = exponent(bill.currency)
    return to_major(minor_of(amount, decimals), decimals)
