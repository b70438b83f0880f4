"""Was what was done lawful? Every recorded event against the law of its day; read from the verdicts of the fold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Literal

from collectrules.fold.asking import Question, ask, envelope
from collectrules.fold.judging import Verdict
from collectrules.fold.state import State, money_of
from collectrules.ground.dates import date_of
from collectrules.ground.scalars import Amount, Day
from collectrules.loader import model as m
from collectrules.nouns.answer import Answer, Part, deferred
from collectrules.nouns.case import Case
from collectrules.words.texts import Money, texts
from collectrules.words.wording import finding_text


class Finding(Part):
    """One finding on one event; sums in major units.

    `amount_unlawful` is what was claimed beyond the law, `amount_to_return` the part of it that was paid by the
    booked ledger, `amount_in_doubt` what only some way of reading allows.
    """

    code: str
    severity: Literal["breach", "doubt", "note"]
    event: str
    claims: tuple[str, ...]
    on: Day
    amount_unlawful: Amount
    amount_to_return: Amount
    amount_in_doubt: Amount
    law: tuple[str, ...]
    readings: tuple[str, ...]
    needs: tuple[str, ...]
    values: Mapping[str, str]
    message: str
    see: tuple[str, ...]


class Audit(Answer):
    """All findings to a day, in order of time."""

    answer: Literal["audit"] = "audit"
    findings: tuple[Finding, ...]

    @property
    def breaches(self) -> tuple[Finding, ...]:
        """The findings that break the law for certain."""
        return tuple(finding for finding in self.findings if finding.severity == "breach")


def audit(
    case: Case,
    profile: m.Profile,
    *,
    on: dt.date | str,
    readings: Mapping[str, str] | None = None,
    known_on: dt.date | str | None = None,
    assume: str | None = None,
) -> Audit:
    """Judge every recorded event by the facts and the law of its day.

    Args:
        case: the facts, one's own or another's history.
        profile: the law.
        on: judge what happened up to the end of this day.
        readings: options chosen for named doubts; a breach then is what breaks the chosen option.
        known_on: leave out facts recorded after this day.
        assume: "carry_forward" to answer beyond the last published reference rate.

    Raises:
        BadInput: the case does not fit the profile.
        NotModelled: law, figure or fact that is needed and not known.

    """
    return audit_of(ask(case, profile, on=on, readings=readings, known_on=known_on, assume=assume))


def audit_of(question: Question) -> Audit:
    """Read the audit from a question that has been folded."""
    state = question.state
    found = tuple(_finding(question, verdict) for verdict in state.verdicts)
    values = envelope(question) | {"findings": found}
    later: dict[str, Callable[[], object]] = {"readings_used": question.readings_used}
    return deferred(Audit, values, later)


def _finding(question: Question, verdict: Verdict) -> Finding:
    state = question.state
    returned = _returned(question, verdict) if verdict.unlawful else 0
    return Finding.made(
        code=verdict.code, severity=verdict.severity, event=_name(question, verdict.event), claims=verdict.claims,
        on=date_of(verdict.day), amount_unlawful=money_of(state, verdict.unlawful),
        amount_to_return=money_of(state, returned), amount_in_doubt=money_of(state, verdict.in_doubt),
        law=verdict.law, readings=verdict.readings, needs=verdict.needs, values=dict(verdict.values),
        message=message_of(verdict, state), see=(),
    )  # fmt: skip


def _name(question: Question, event: str) -> str:
    """The event's own id, or its 1-based place if it has none; empty for what the claim itself says."""
    if not event:
        return ""
    place = question.case.event_ids.index(event)
    return question.case.events[place].id or str(place + 1)


def _returned(question: Question, verdict: Verdict) -> int:
    """What the booked ledger shows as paid of the unlawful part: the last to be paid of its line."""
    if verdict.line is None:
        return 0
    sought = question.state.ledger.lines[verdict.line]
    booked = question.booked.ledger.lines
    same = (line for line in booked if (line.event, line.claim, line.kind) == (sought.event, sought.claim, sought.kind))
    paid = sum(line.paid for line in same)
    return max(min(paid - sought.lawful, verdict.unlawful), 0)


def message_of(verdict: Verdict, state: State) -> str:
    """Return the finding in plain English."""
    words = texts("en", currency=state.case.currency)
    text = finding_text(words, verdict.code, dict(verdict.values))
    if not verdict.unlawful:
        return text
    beyond = words.sentence("finding", "not_owed", {"amount": Money(money_of(state, verdict.unlawful))})
    return f"{text} {beyond}"
