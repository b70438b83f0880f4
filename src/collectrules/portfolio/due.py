"""Only what can have changed: which cases of a portfolio a later run has to look at, and which it can pass over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from pydantic import Field

from collectrules.answers.outlooks import Outlook, outlook_of
from collectrules.fold.asking import Question
from collectrules.fold.moments import Moment
from collectrules.ground.dates import date_of, to_date
from collectrules.ground.errors import CollectRulesError
from collectrules.ground.scalars import Day
from collectrules.nouns.answer import ENGINE, Part
from collectrules.nouns.case import Case
from collectrules.portfolio.running import Item, Laws, Refused, answered, law_of
from collectrules.steps.looking import look_again


class Mark(Part):
    """What a run saw of a case: its facts and its law by their digests, and the next day that changes it by time.

    Without `look_again_on` time alone changes nothing any more.
    """

    case: str
    on: Day
    digest: str
    law: str
    engine: str = ENGINE
    readings: Mapping[str, str] = Field(default_factory=dict)
    look_again_on: Day | None = None


def marks(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    on: dt.date | str,
    readings: Mapping[str, str] | None = None,
) -> Iterator[Mark]:
    """Yield what a run on a day saw of each case; a case that cannot be answered has no mark and is due in each run.

    Keep them, each under its case, and hand them to `due_cases` when the next run comes.

    Raises:
        BadInput: `on` is no day.

    """
    day, chosen = to_date(on, "on"), dict(readings or {})
    found = answered(portfolio, laws, lambda one: mark_of(one, chosen), on=day, readings=chosen)
    return (one for one in found if isinstance(one, Mark))


def mark_of(question: Question, readings: Mapping[str, str] | None = None) -> Mark:
    """Read the mark of a case from a question that has been folded; `readings` are those of the run."""
    days = (look_again(question), _outlook_changes(question))
    return Mark.made(
        case=question.case.id, on=date_of(question.on), digest=question.case.digest, law=question.profile.fingerprint,
        readings=dict(readings or {}), look_again_on=min((day for day in days if day is not None), default=None),
    )  # fmt: skip


def due_cases(
    portfolio: Iterable[Item],
    laws: Laws,
    last: Mapping[str, Mark],
    *,
    on: dt.date | str,
    readings: Mapping[str, str] | None = None,
) -> Iterator[Item]:
    """Yield the cases that a run on a day has to look at, and what could not be read.

    Every other case shows what it showed on the day of its mark, but for interest that has grown: it has the same facts
    and the same law, is read alike, none of its days lies between, and its day to look again has not come.

    Args:
        portfolio: the cases.
        laws: one profile, or each by its id.
        last: case id → its mark.
        on: the day of the run.
        readings: how named doubts are to be read in this run.

    Raises:
        BadInput: `on` is no day.

    """
    day, chosen = to_date(on, "on"), dict(readings or {})
    return (
        case
        for case in portfolio
        if isinstance(case, Refused) or not _unchanged(case, laws, last.get(case.id), day, chosen)
    )


def _unchanged(case: Case, laws: Laws, mark: Mark | None, on: dt.date, readings: Mapping[str, str]) -> bool:
    if mark is None or on < mark.on or (mark.look_again_on is not None and mark.look_again_on <= on):
        return False
    try:
        law = law_of(case, laws).fingerprint
    except CollectRulesError:
        return False
    same = (case.digest, law, ENGINE, readings) == (mark.digest, mark.law, mark.engine, mark.readings)
    return same and not any(mark.on < day <= on for day in _days(case))


def _days(case: Case) -> Iterator[dt.date]:
    """Every day that the document names: what lies ahead of a run is not looked at by it."""
    for part in chain(case.claims, case.events, case.earlier, case.creditor.registers, case.debtor.registers):
        yield from (value for value in part.__dict__.values() if isinstance(value, dt.date))


def _outlook_changes(question: Question) -> dt.date | None:
    """The first later day on which another light is on; it hangs on rules of its own."""
    state, now = question.state, outlook_of(question.state)
    days = {
        day
        for _, gate in state.book.outlooks
        for account in state.ledger.accounts
        for day in gate.days(Moment(state, account, state.on))
        if day > state.on
    }
    return next((date_of(day) for day in sorted(days) if _outlook(question, day) != now), None)


def _outlook(question: Question, day: int) -> Outlook | CollectRulesError | None:
    try:
        return outlook_of(question.later(day))
    except CollectRulesError as error:
        return error
