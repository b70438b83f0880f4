"""A worklist and a law change as reports, one table each: so they go into a file for a spreadsheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from collectrules.ground.money import sum_of
from collectrules.nouns.answer import ProfileMark
from collectrules.portfolio.diffing import TOTAL, CaseChange, LawChange, LetterChange, SumChange
from collectrules.portfolio.reporting.tables import Report, Row, Tally, Unit, made
from collectrules.portfolio.worklists import WorkItem, Worklist

Tabled = Report | Worklist | LawChange
_STEP: Final[Mapping[str, Unit]] = {
    "case": "text", "claims": "text", "law": "text", "workflow": "text", "step": "number", "action": "act",
    "step_status": "status", "waits_since": "day", "planned": "day", "opened": "day",
}  # fmt: skip
_CHANGE: Final[Mapping[str, Unit]] = {
    "case": "text", "differs": "word", "component": "component", "currency": "text", "before": "amount",
    "after": "amount", "difference": "amount", "action": "act", "claims": "text", "letter": "text", "on": "day",
    "said_before": "text", "said_after": "text",
}  # fmt: skip


def table_of(found: Tabled) -> Report:
    """Return an answer about many cases as a report; one that is a report stays as it is.

    The rows of a worklist are the steps of its page; what stands on other pages, or was not asked for, is left out and
    counted. Those of a law change are its differences: a component of what is owed, a word of a next step, or what a
    letter that was sent would say otherwise.
    """
    if isinstance(found, Worklist):
        return _worklist(found)
    return _law_change(found) if isinstance(found, LawChange) else found


def _tally(found: Worklist | LawChange, counted: int) -> Tally:
    return Tally(cases=found.cases, counted=counted, left=Counter(), refused=list(found.refused))


# What waits ------------------------------------------------------------------------------------------------


def _worklist(found: Worklist) -> Report:
    tally = _tally(found, found.waiting)
    tally.leave("nothing_waits", "cases", found.idle)
    tally.leave("not_asked", "actions", found.steps - found.wanted)
    tally.leave("other_page", "actions", found.before + found.left)
    return made("worklist", _STEP, map(_item, found.items), tally, on=found.on, period=(found.on, found.until))


def _item(one: WorkItem) -> Row:
    return {
        "case": one.case, "claims": ", ".join(one.claims), "law": one.profile, "workflow": one.workflow,
        "step": one.step, "action": one.action, "step_status": one.status, "waits_since": one.since, "planned": one.on,
        "opened": one.opened,
    }  # fmt: skip


# What another law changes ----------------------------------------------------------------------------------


def _law_change(found: LawChange) -> Report:
    tally = _tally(found, found.changed)
    tally.leave("same", "cases", found.same)
    terms = {
        "one": _laws(found.before, found.readings_before), "other": _laws(found.after, found.readings_after),
    }  # fmt: skip
    rows = (row for one in found.rows for row in _of_case(one))
    return made("law_change", _CHANGE, rows, tally, on=found.on, terms=terms)


def _laws(marks: tuple[ProfileMark, ...], readings: Mapping[str, str]) -> str:
    chosen = ", ".join(f"{name}={option}" for name, option in sorted(readings.items()))
    return ", ".join(f"{mark.id} {mark.version}" for mark in marks) + (f" [{chosen}]" if chosen else "")


def _of_case(one: CaseChange) -> Iterator[Row]:
    for sums in one.sums:
        if sums.component != TOTAL:
            yield {"case": one.case, "differs": "sums", **_sum(sums)}
    for step in one.steps:
        yield {
            "case": one.case, "differs": step.what, "action": step.action, "claims": ", ".join(step.claims),
            "said_before": step.before, "said_after": step.after,
        }  # fmt: skip
    for letter in one.letters:
        about: Row = {"case": one.case, "action": letter.kind, "letter": letter.event, "on": letter.on}
        yield from ({**about, **row} for row in _of_letter(letter, one.currency))


def _sum(one: SumChange) -> Row:
    return {
        "component": one.component, "currency": one.currency, "before": one.before, "after": one.after,
        "difference": one.change,
    }  # fmt: skip


def _of_letter(one: LetterChange, currency: str | None) -> Iterator[Row]:
    """A row for each thing that a letter would say or cost otherwise."""
    for sums in one.sums:
        if sums.component != TOTAL:
            yield {"differs": "sums", **_sum(sums)}
    if "fee" in one.because:
        yield {"differs": "fee", "currency": currency, "before": one.fee_before, "after": one.fee_after,
               "difference": sum_of([one.fee_after, one.fee_before.copy_negate()])}  # fmt: skip
    if "finding" in one.because:
        before, after = (", ".join(codes) or None for codes in (one.findings_before, one.findings_after))
        yield {"differs": "finding", "said_before": before, "said_after": after}
    if "law" in one.because:
        yield {"differs": "law"}
