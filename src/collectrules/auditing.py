"""Was what was done lawful? Every recorded event against the law of its day; read from the verdicts of the fold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Literal

from collectrules.answer import Answer, Part, deferred
from collectrules.asking import Question, ask, envelope
from collectrules.case import Case
from collectrules.dates import date_of
from collectrules.judging import Verdict
from collectrules.loader import model as m
from collectrules.money import to_text
from collectrules.scalars import Amount, Day
from collectrules.state import State, money_of


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
    returned = _returned(question.booked, verdict) if verdict.unlawful else 0
    return Finding.made(
        code=verdict.code, severity=verdict.severity, event=_name(question, verdict.event), claims=verdict.claims,
        on=date_of(verdict.day), amount_unlawful=money_of(state, verdict.unlawful),
        amount_to_return=money_of(state, returned), amount_in_doubt=money_of(state, verdict.in_doubt),
        law=verdict.law, readings=verdict.readings, needs=verdict.needs, values=dict(verdict.values),
        message=message_of(verdict, state), see=(),
    )  # fmt: skip


def _name(question: Question, event: str) -> str:
    """The event's own id, or its 1-based place in the document if it has none."""
    place = question.case.event_ids.index(event)
    return question.case.events[place].id or str(place + 1)


def _returned(booked: State, verdict: Verdict) -> int:
    """What the booked ledger shows as paid of the unlawful part: the last to be paid of its line."""
    if verdict.line is None:
        return 0
    line = booked.ledger.lines[verdict.line]
    return max(min(line.paid - line.lawful, verdict.unlawful), 0)


_SENTENCES: Mapping[str, str] = {
    "fee_limit": "The fee exceeds the number the law allows (at most {at_most} per {per}).",
    "fee_too_soon": "The fee came too soon; it could be charged from {earliest} on.",
    "fee_above_maximum": "The fee of {claimed} is above the {allowed} that the law allows.",
    "fee_condition": "No fee is due: {fact} must be {needed}, it was {got}.",
    "fact_unknown": "Whether the fee is due cannot be said: {fact} is not known.",
    "fee_needs_proof": "{claimed} is above {allowed}; it is due only with proof of higher cost.",
    "vat_unknown": "{claimed} is above {allowed} without VAT; whether VAT may be added is not known.",
    "fee_repealed": "The fee was abolished; its last day was {last}.",
    "fee_unknown": "The law knows no such fee for this letter or act.",
    "unknown_figure": "The law has a figure here that is not known; the sum cannot be judged.",
    "missing_fact": "A day that chooses the version of the law is missing; the sum cannot be judged.",
    "cost_unproved": "The cost ({cost}) has no tariff; it is due only if it was needed and is proved.",
    "step_wrong_stage": "The step does not belong here: it needs {needed}, the claim stood at {got}.",
    "step_condition": "The step was not open: {fact} must be {needed}, it was {got}.",
    "step_fact_unknown": "Whether the step was open cannot be said: {fact} is not known.",
    "step_missing_act": "The step came without what must go before it ({missing}).",
    "step_too_early": "The step came too early; it was lawful from {earliest} on.",
    "step_too_late": "The step came too late; its last day was {latest}.",
    "deadline_too_short": "The letter gave time until {given}; the law asks for {least} at least.",
    "waiver_beyond_balance": "{beyond} of the waiver went beyond what was owed.",
}


def message_of(verdict: Verdict, state: State) -> str:
    """Return the finding as one plain English sentence."""
    values = {"earliest": "the day the act before it was done", "missing": "", **dict(verdict.values)}
    text = _SENTENCES.get(verdict.code, verdict.code).format_map(_Blank(values))
    beyond = f" {to_text(verdict.unlawful, state.book.decimals)} is not owed." if verdict.unlawful else ""
    return text + beyond


class _Blank(dict[str, str]):
    """Leaves an unknown placeholder readable."""

    def __missing__(self, key: str) -> str:
        return f"[{key}]"
