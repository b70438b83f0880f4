"""The life of a case up to a day: its events by category, its balance in between, what is open and what runs out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from collectrules.answers.proposals import next_steps_of
from collectrules.answers.standings import Clock, as_balance, standing_of, sums
from collectrules.fold.asking import Question, ask, envelope
from collectrules.fold.docket import order_of
from collectrules.ground.dates import date_of
from collectrules.ground.scalars import Amount, Day
from collectrules.loader import model as m
from collectrules.nouns.answer import Answer, Part, deferred, drawn
from collectrules.nouns.case import Case
from collectrules.nouns.events import Event

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Category = Literal["payment", "costs", "action", "note", "message"]
_KINDS: Final[Mapping[Category, str]] = MappingProxyType(
    {
        "payment": "payment payment_reversed set_off",
        "costs": "claim_added credit_note charge compensation_claimed waiver rate_agreed security_given",
        "note": "note pause resume manual_only workflow_changed void correction closed reopened fact evidence_received "
        "received",
        "message": "message dispute dispute_resolved acknowledgement plan_requested limitation_waived "
        "negotiations_began negotiations_ended insolvency_opened insolvency_closed debtor_died party_changed "
        "stay_began stay_ended",
    }
)
CLAIM_DAYS: Final = frozenset({"invoiced", "due"})
"""What a claim brings to the timeline by itself."""
_CATEGORY: Final = {kind: category for category, kinds in _KINDS.items() for kind in kinds.split()}


class Entry(Part):
    """One line of the timeline; the sum is in major units. Of a claim's own days `claim` says whose they are."""

    on: Day
    category: Category
    kind: str
    amount: Amount | None = None
    claim: str | None = None
    comment: str = ""
    by: str = ""


class Point(Part):
    """What is owed at the end of a day by component, in major units; between two points it grows evenly."""

    on: Day
    principal: Amount
    interest: Amount
    fees: Amount
    costs: Amount
    total: Amount


class OpenStep(Part):
    """A step that is open, or opens by time alone, with its lawful days."""

    action: str
    claims: tuple[str, ...]
    status: Literal["open", "waiting"]
    earliest: Day | None = None
    latest: Day | None = None
    recommended: bool


class Timeline(Answer):
    """The life of a case up to the end of `on`; `plot` draws it."""

    answer: Literal["timeline"] = "timeline"
    entries: tuple[Entry, ...]
    points: tuple[Point, ...]
    steps: tuple[OpenStep, ...]
    clocks: tuple[Clock, ...]

    def plot(self, *, language: str | None = None) -> Figure:
        """Draw it with matplotlib, in the first language of its law if none is given.

        Raises:
            BadInput: `extra_missing` without matplotlib; `no_law` of a timeline that was read from a document.

        """
        return drawn(self, language)


def timeline(
    case: Case,
    profile: m.Profile,
    *,
    on: dt.date | str,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Timeline:
    """Return the life of a case up to a day.

    Args:
        case: the facts; those after the day are left out.
        profile: the law.
        on: the last day.
        readings: options chosen for named doubts.
        assume: "carry_forward" to answer beyond the last published reference rate.

    Raises:
        BadInput: the case does not fit the profile.
        NotModelled: law, figure or fact that is needed and not known.

    """
    question = ask(case, profile, on=on, readings=readings, assume=assume)
    values = envelope(question) | {
        "entries": tuple(one for one in entries(case) if one.on.toordinal() <= question.on),
        "points": tuple(_points(question)),
    }
    later: dict[str, Callable[[], object]] = {
        "steps": lambda: tuple(_steps(question)),
        "clocks": lambda: tuple(one for one in standing_of(question).clocks if one.ends is not None),
        "readings_used": question.readings_used,
    }
    return deferred(Timeline, values, later)


def category_of(kind: str) -> Category:
    """Return the category of a kind of event; what is no payment, cost, note or message is an action.

    >>> category_of("payment"), category_of("reminder")
    ('payment', 'action')
    """
    return _CATEGORY.get(kind, "action")


def entries(case: Case) -> list[Entry]:
    """Return invoices, due days and events in order of time; the events of a day by their ids."""
    events = sorted(case.events, key=lambda event: order_of(event.id or "~"))
    found = [*_invoices(case), *map(_entry, events)]
    return sorted(found, key=lambda entry: entry.on)


def _invoices(case: Case) -> Iterator[Entry]:
    for claim in case.claims:
        if claim.invoiced is not None:
            yield Entry.made(on=claim.invoiced, category="costs", kind="invoiced", amount=claim.amount, claim=claim.id)
        yield Entry.made(on=claim.due, category="costs", kind="due", claim=claim.id)


def _entry(event: Event) -> Entry:
    amount = event.amount if event.amount is not None else event.fee
    return Entry.made(
        on=event.on, category=category_of(event.kind), kind=event.kind, amount=amount, comment=event.comment or "",
        by=event.by or "",
    )  # fmt: skip


# The balance in between --------------------------------------------------------------------------------------


def _points(question: Question) -> Iterator[Point]:
    """The balance on each day on which it bends or jumps, and on the day before that."""
    days = _days(question)
    if not days:
        return
    asked = Question(question.case, question.profile, days[0], question.chosen, question.known_on, question.carry)
    for day in days:
        asked = asked.going_on(question.case, day)
        balance = as_balance(asked.state, sums(asked.state))
        yield Point.made(on=date_of(day), **dict(balance))


def _days(question: Question) -> list[int]:
    """The days from the first of the case on which an event, a claim or a rate changes what is owed."""
    case = question.case
    happened = [one.on.toordinal() for one in case.events]
    begun = [day.toordinal() for one in case.claims for day in (one.arose, one.due) if day is not None]
    turns = [row.from_.toordinal() for row in standing_of(question).interest]
    changing = {*happened, *begun, *turns}
    first = min(begun, default=question.on)
    wanted = {day for turn in changing for day in (turn - 1, turn)} | {question.on}
    return sorted(day for day in wanted if first <= day <= question.on)


def _steps(question: Question) -> Iterator[OpenStep]:
    """What may be done now, or will open if nothing happens; what is only booked is left out."""
    for one in next_steps_of(question).proposals:
        if one.status in {"open", "waiting"} and one.cost is None:
            yield OpenStep.made(
                action=one.action, claims=one.claims, status=one.status, earliest=one.earliest, latest=one.latest,
                recommended=one.recommended,
            )  # fmt: skip
