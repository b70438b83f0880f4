"""The history of a case in five categories: payments, invoice and costs, actions, notes, messages from others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Literal

from collectrules.cli.page import Page
from collectrules.nouns.case import Case
from collectrules.nouns.events import Event
from collectrules.words.show import Cell, Column, Style

Category = Literal["payment", "costs", "action", "note", "message"]
STYLES: Final[Mapping[Category, Style]] = MappingProxyType(
    {"payment": "green", "costs": "blue", "action": "cyan", "note": "yellow", "message": "magenta"}
)
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
_CLAIM_DAYS: Final = frozenset({"invoiced", "due"})
_CATEGORY: Final = {kind: category for category, kinds in _KINDS.items() for kind in kinds.split()}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline; the sum is in major units."""

    on: dt.date
    category: Category
    kind: str
    amount: Decimal | None
    comment: str
    by: str


def category_of(kind: str) -> Category:
    """Return the category of a kind of event; what is no payment, cost, note or message is an action.

    >>> category_of("payment"), category_of("reminder")
    ('payment', 'action')
    """
    return _CATEGORY.get(kind, "action")


def entries(case: Case) -> list[Entry]:
    """Return invoices, due days and events in order of time."""
    found = [*_invoices(case), *(_entry(event) for event in case.events)]
    return sorted(found, key=lambda entry: entry.on)


def _invoices(case: Case) -> Iterator[Entry]:
    for claim in case.claims:
        if claim.invoiced is not None:
            yield Entry(claim.invoiced, "costs", "invoiced", claim.amount, claim.id, "")
        yield Entry(claim.due, "costs", "due", None, claim.id, "")


def _entry(event: Event) -> Entry:
    amount = event.amount if event.amount is not None else event.fee
    return Entry(event.on, category_of(event.kind), event.kind, amount, event.comment or "", event.by or "")


def kinds_of(case: Case) -> dict[str, str]:
    """Return what each event was, by its id, or its 1-based place if it has none."""
    return {event.id or str(place): event.kind for place, event in enumerate(case.events, start=1)}


def timeline_view(page: Page, case: Case) -> None:
    """Add the timeline, with its author where the case names one."""
    found = entries(case)
    named = any(entry.by for entry in found)
    authors = [Column(page.word("by"))] if named else []
    columns = [Column(page.word("on")), Column(page.word("category")), Column(page.word("event"), wraps=True),
               Column(page.word("amount"), right=True), *authors, Column(wraps=True)]  # fmt: skip
    page.table(columns, [
        [entry.on.isoformat(), Cell(page.texts.label("category", entry.category), (STYLES[entry.category],)),
         _what(page, entry), page.number(entry.amount) if entry.amount is not None else "",
         *([entry.by] if named else []), _comment(entry)]
        for entry in found
    ])  # fmt: skip


def _what(page: Page, entry: Entry) -> str:
    if entry.kind in _CLAIM_DAYS:
        return page.sentence(entry.kind, claim=entry.comment)
    return page.label("act", entry.kind)


def _comment(entry: Entry) -> str:
    return "" if entry.kind in _CLAIM_DAYS else entry.comment
