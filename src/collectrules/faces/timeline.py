"""The history of a case in five categories: payments, invoice and costs, actions, notes, messages from others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from collectrules.answers.timelines import CLAIM_DAYS, Category, Entry, Timeline, entries
from collectrules.faces.page import Page
from collectrules.nouns.case import Case
from collectrules.words.show import Cell, Column, Style

STYLES: Final[Mapping[Category, Style]] = MappingProxyType(
    {"payment": "green", "costs": "blue", "action": "cyan", "note": "yellow", "message": "magenta"}
)


def kinds_of(case: Case) -> dict[str, str]:
    """Return what each event was, by its id, or its 1-based place if it has none."""
    return {event.id or str(place): event.kind for place, event in enumerate(case.events, start=1)}


def timeline_view(page: Page, case: Case) -> None:
    """Add the timeline of a case, with its author where the case names one."""
    _rows(page, entries(case))


def entries_view(page: Page, found: Timeline) -> None:
    """Add the entries of a timeline, and what is owed at its end."""
    _rows(page, found.entries)
    if found.points:
        total = page.texts.money(found.points[-1].total)
        page.say(page.texts.headed(page.label("component", "total"), total), "bold")


def _rows(page: Page, found: Sequence[Entry]) -> None:
    named = any(entry.by for entry in found)
    authors = [Column(page.word("by"))] if named else []
    columns = [Column(page.word("on")), Column(page.word("category")), Column(page.word("event"), wraps=True),
               Column(page.word("amount"), right=True), *authors, Column(wraps=True)]  # fmt: skip
    page.table(columns, [
        [entry.on.isoformat(), Cell(page.texts.label("category", entry.category), (STYLES[entry.category],)),
         _what(page, entry), page.number(entry.amount) if entry.amount is not None else "",
         *([entry.by] if named else []), entry.comment]
        for entry in found
    ])  # fmt: skip


def _what(page: Page, entry: Entry) -> str:
    if entry.kind in CLAIM_DAYS:
        return page.sentence(entry.kind, claim=entry.claim or "")
    return page.label("act", entry.kind)
