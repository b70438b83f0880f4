"""What one receiver took in during a month, as books are kept: what is known at its end, and was not at its start."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Final, Literal, NamedTuple, get_args

from collectrules.answers.channels import Channel, totals
from collectrules.answers.standings import Piece
from collectrules.fold.asking import Question, ask, envelope
from collectrules.fold.entries import Payment
from collectrules.fold.state import money_of
from collectrules.ground.dates import date_of
from collectrules.ground.errors import bad_input, nearest
from collectrules.ground.money import sum_of
from collectrules.ground.scalars import Amount, Day
from collectrules.loader import model as m
from collectrules.nouns.answer import Answer, Part, deferred
from collectrules.nouns.case import Case

Receiver = Literal["creditor", "collector", "court", "office"]
_MONTH: Final = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])", re.ASCII)


class Receipt(Part):
    """A row of the month in major units: a payment, one that was undone (its sums negative), or a difference.

    `on` is the day of the payment itself, which may lie before the month.
    """

    event: str
    kind: Literal["payment", "undone", "changed"]
    on: Day
    amount: Amount
    to_interest: Amount
    to_fees: Amount
    to_costs: Amount
    to_principal: Amount
    unallocated: Amount
    by_claim: tuple[Piece, ...]
    status: Literal["confirmed", "reported"] = "confirmed"


class Receipts(Answer):
    """The payments that one receiver took in during a month, row by row; the rows sum to `total`.

    A month is closed with its last day: what is recorded later stands in the month in which it was recorded, and what
    came and went within one month leaves no row. The totals of all months are the channel of the statement.
    """

    answer: Literal["receipts"] = "receipts"
    month: str
    received_by: Receiver
    rows: tuple[Receipt, ...]
    total: Channel


def receipts(
    case: Case,
    profile: m.Profile,
    *,
    month: str,
    received_by: Receiver = "collector",
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Receipts:
    """Return what a receiver took in during a month, for the books of a creditor who did not see the money.

    Args:
        case: the facts.
        profile: the law.
        month: the month, `YYYY-MM`.
        received_by: who took the payments in.
        readings: options chosen for named doubts.
        assume: "carry_forward" to answer beyond the last published reference rate.

    Raises:
        BadInput: `month_format`, `unknown_receiver`, or the case does not fit the profile.
        NotModelled: law, figure or fact that is needed and not known.

    """
    _check_receiver(received_by)
    first, last = days_of(month)
    at = partial(_closed, case, profile, readings=readings, assume=assume)
    now = at(last)
    rows = tuple(_rows(now, _taken(now, received_by), _before(at, case, first, received_by)))
    values = envelope(now) | {"month": month, "received_by": received_by, "rows": rows}
    values["total"] = Channel.made(received_by=received_by, **_sums(rows, money_of(now.state, 0)))
    later: dict[str, Callable[[], object]] = {"readings_used": now.readings_used}
    return deferred(Receipts, values, later)


def _check_receiver(given: object) -> None:
    known = get_args(Receiver)
    if given not in known:
        near = nearest(given, known) if isinstance(given, str) else None
        raise bad_input("unknown_receiver", "received_by", "who may receive a payment", given, near)


def days_of(month: object) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a month.

    Raises:
        BadInput: `month_format`.

    """
    found = _MONTH.fullmatch(month) if isinstance(month, str) else None
    if found is None or int(found[1]) == 0:
        raise bad_input("month_format", "month", "a month as YYYY-MM", month)
    year, number = int(found[1]), int(found[2])
    return dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1])


def _closed(
    case: Case, profile: m.Profile, day: dt.date, *, readings: Mapping[str, str] | None, assume: str | None
) -> Question:
    """The case at the end of a day, with what was recorded by then."""
    return ask(case, profile, on=day, known_on=day, readings=readings, assume=assume)


# Rows ------------------------------------------------------------------------------------------------------


class _Taken(NamedTuple):
    """A payment as the books of a day have it: sums and pieces in minor units, pieces by claim and component."""

    on: int
    sums: Mapping[str, int]
    pieces: Mapping[tuple[str, str], int]
    confirmed: bool


_NOTHING: Final = _Taken(0, {}, {}, confirmed=True)


def _before(at: Callable[[dt.date], Question], case: Case, first: dt.date, receiver: str) -> dict[str, _Taken]:
    """What the books had at the end of the month before; nothing is asked of a time in which nothing was paid."""
    if not any(event.kind == "payment" and event.on < first for event in case.events):
        return {}
    return _taken(at(first - dt.timedelta(days=1)), receiver)


def _taken(question: Question, receiver: str | None) -> dict[str, _Taken]:
    return {
        payment.event: _as_taken(question, payment)
        for payment in question.state.ledger.payments
        if payment.received_by == receiver
    }


def _as_taken(question: Question, payment: Payment) -> _Taken:
    accounts = question.state.ledger.accounts
    pieces = {(accounts[key].claim.id, component): amount for key, component, amount in payment.pieces}
    return _Taken(payment.on, totals([payment]), pieces, payment.confirmed)


def rows_between(before: Question | None, now: Question, receiver: str | None) -> tuple[Receipt, ...]:
    """Return what the books of `now` have of a receiver's payments that those of `before` had not."""
    return tuple(_rows(now, _taken(now, receiver), {} if before is None else _taken(before, receiver)))


def _rows(question: Question, now: dict[str, _Taken], before: dict[str, _Taken]) -> Iterator[Receipt]:
    """A row for each payment of which the books have now what they had not, by day and name."""
    names = sorted({*now, *before}, key=lambda name: ((now.get(name) or before[name]).on, name))
    for name in names:
        new, old = now.get(name, _NOTHING), before.get(name, _NOTHING)
        if (new.sums, new.pieces) != (old.sums, old.pieces):
            kind = "undone" if name not in now else "payment" if name not in before else "changed"
            yield _row(question, name, kind, new, old)


def _row(question: Question, name: str, kind: str, new: _Taken, old: _Taken) -> Receipt:
    money, known = partial(money_of, question.state), new if kind != "undone" else old
    words = known.sums
    sums = {word: money(new.sums.get(word, 0) - old.sums.get(word, 0)) for word in words}
    pieces = tuple(
        Piece.made(claim=claim, component=component, amount=money(difference))
        for claim, component in sorted({*new.pieces, *old.pieces})
        if (difference := new.pieces.get((claim, component), 0) - old.pieces.get((claim, component), 0))
    )
    status = "confirmed" if known.confirmed else "reported"
    return Receipt.made(event=name, kind=kind, on=date_of(known.on), **sums, by_claim=pieces, status=status)


def _sums(rows: tuple[Receipt, ...], nothing: Decimal) -> dict[str, Decimal]:
    words = "amount to_interest to_fees to_costs to_principal unallocated".split()
    return {word: sum_of((getattr(row, word) for row in rows), nothing) for word in words}
