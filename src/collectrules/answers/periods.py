"""The account of a month: what was open before it, what came and went by component, what is open after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Literal

from collectrules.answers.receipts import Receipt, days_of, rows_between
from collectrules.answers.standings import Balance, LineItem, as_balance, standing_of, sums
from collectrules.answers.statements import components_of
from collectrules.fold.asking import Question, ask, envelope
from collectrules.fold.entries import COMPONENTS
from collectrules.fold.state import money_of
from collectrules.ground.errors import bad_input, of_type
from collectrules.ground.money import less, sum_of
from collectrules.ground.scalars import Amount, Day, Name
from collectrules.loader import model as m
from collectrules.nouns.answer import Answer, Part, deferred
from collectrules.nouns.case import Case

_TOTAL = "total"
_LONGEST = 200
RECEIVERS = ("creditor", "collector", "court", "office", None)


class Movement(Part):
    """One component over the month, in major units: `opening` + `charged` - `paid` - `waived` = `closing`.

    What the law strikes out later, and what is undone, makes a figure less than nothing.
    """

    component: str
    opening: Amount
    charged: Decimal
    paid: Decimal
    waived: Decimal
    closing: Amount


class Taken(Part):
    """What one receiver took in during the month, row by row, and in all; in major units."""

    received_by: str | None = None
    amount: Decimal
    rows: tuple[Receipt, ...]


class MonthlyStatement(Answer):
    """The account of a month for the creditor, under the number that he gives it.

    A month is closed with its last day: what is recorded later moves the month in which it was recorded. The closing
    of a month is the opening of the next. What came in is what was `paid`, and what `credit` is more than
    `credit_before`.
    """

    answer: Literal["monthly_statement"] = "monthly_statement"
    month: str
    number: str | None = None
    first: Day
    last: Day
    opening: Balance
    closing: Balance
    movements: tuple[Movement, ...]
    charged: tuple[LineItem, ...]
    taken: tuple[Taken, ...]
    credit: Amount
    credit_before: Amount | None = None
    stage: str


def monthly_statement(
    case: Case,
    profile: m.Profile,
    *,
    month: str,
    number: Name | None = None,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> MonthlyStatement:
    """Return the account of a case over a month, as books are kept.

    Args:
        case: the facts.
        profile: the law.
        month: the month, `YYYY-MM`.
        number: the number of the statement, which the creditor gives it.
        readings: options chosen for named doubts.
        assume: "carry_forward" to answer beyond the last published reference rate.

    Raises:
        BadInput: `month_format`, `number_format`, or the case does not fit the profile.
        NotModelled: law, figure or fact that is needed and not known.

    """
    first, last = days_of(month)
    _check_number(number)
    at = partial(_closed, case, profile, readings=readings, assume=assume)
    now, before = at(last), at(first - dt.timedelta(days=1)) if _begun(case, first) else None
    standing = standing_of(now)
    values = envelope(now) | {
        "month": month, "number": number, "first": first, "last": last,
        "opening": _balance(now, before), "closing": standing.owed, "credit": standing.credit,
        "credit_before": money_of(now.state, 0) if before is None else standing_of(before).credit,
    }  # fmt: skip
    later: dict[str, Callable[[], object]] = {
        "movements": lambda: tuple(_movements(now, before)),
        "charged": lambda: tuple(line for line in standing.lines if first <= line.on <= last),
        "taken": lambda: tuple(_taken(now, before)),
        "stage": lambda: standing.stage,
        "readings_used": now.readings_used,
    }
    return deferred(MonthlyStatement, values, later)


def _check_number(number: object) -> None:
    """A number stands on one line of a paper."""
    if number is None:
        return
    of_type(number, str, "number", "the number of a statement, as text")
    text = str(number)
    if not text.strip() or not text.isprintable() or len(text) > _LONGEST:
        raise bad_input("number_format", "number", f"one line of 1 to {_LONGEST} characters", text)


def _closed(
    case: Case, profile: m.Profile, day: dt.date, *, readings: Mapping[str, str] | None, assume: str | None
) -> Question:
    """The case at the end of a day, with what was recorded by then."""
    return ask(case, profile, on=day, known_on=day, readings=readings, assume=assume)


def _begun(case: Case, day: dt.date) -> bool:
    """Whether anything of the case lies before a day; of a time before it nothing is asked: its law may be unknown."""
    arose = (claim.arose or claim.invoiced or claim.due for claim in case.claims)
    return any(known < day for known in (*arose, *(event.on for event in case.events)))


def _balance(now: Question, before: Question | None) -> Balance:
    found = dict.fromkeys(COMPONENTS, 0) if before is None else sums(before.state)
    return as_balance(now.state, found)


def _movements(now: Question, before: Question | None) -> Iterator[Movement]:
    """Each component, then all of them together."""
    after, nothing = components_of(now), money_of(now.state, 0)
    earlier = None if before is None else components_of(before)
    rows = []
    for place, part in enumerate(after):
        was = None if earlier is None else earlier[place]
        grown = {
            word: less(getattr(part, word), nothing if was is None else getattr(was, word))
            for word in ("charged", "paid", "waived")
        }
        opening = nothing if was is None else was.open
        rows.append(Movement.made(component=part.component, opening=opening, closing=part.open, **grown))
    words = ("opening", "charged", "paid", "waived", "closing")
    total = {word: sum_of((getattr(row, word) for row in rows), nothing) for word in words}
    yield from rows
    yield Movement.made(component=_TOTAL, **total)


def _taken(now: Question, before: Question | None) -> Iterator[Taken]:
    """What each receiver took in; one that took in nothing is left out."""
    for receiver in RECEIVERS:
        rows = rows_between(before, now, receiver)
        if rows:
            amount = sum_of((row.amount for row in rows), money_of(now.state, 0))
            yield Taken.made(received_by=receiver, amount=amount, rows=rows)
