"""What a comparison looks like in a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from collectrules.answers.attempts import LeftOut, Option
from collectrules.answers.comparing import Comparison
from collectrules.answers.refusing import Refused
from collectrules.explaining.comparisons import chance_of, way
from collectrules.faces.agreements import added_rows
from collectrules.faces.page import Page
from collectrules.faces.views import caveats, costs
from collectrules.words.show import Cell, Column
from collectrules.words.texts import Money, Named


def comparison_view(page: Page, found: Comparison) -> None:
    """The options, best first; what to think of, what comes otherwise, what is left out and why."""
    page.heading(page.word("comparison"))
    if {option.kind for option in found.options} <= {"next_step"}:
        page.tell("none_agreed", "yellow")
    if found.options:
        _options(page, found)
    _remarks(page, found)
    if found.next_stage is not None:
        _otherwise(page, found.next_stage)
    if found.left_out:
        page.heading(page.word("left_out"))
    for one in found.left_out:
        _left_out(page, one)
    caveats(page, found)


def _options(page: Page, found: Comparison) -> None:
    words = ("pays", "last_day", "chance", "worth", "saves")
    columns = [Column(page.word("way"), wraps=True), *(Column(page.word(word), right=True) for word in words)]
    page.table(columns, [_row(page, found, option) for option in found.options])


def _row(page: Page, found: Comparison, option: Option) -> list[str | Cell]:
    chance = page.word("nothing") if option.chance is None else page.texts.written(chance_of(option.chance))
    saves = page.word("nothing") if option.value_debtor is None else page.number(option.value_debtor)
    way = _way(page, option.kind, option.terms, found.next_stage)
    last = option.payments[-1].on.isoformat()
    return [way, page.number(option.pays), last, chance, page.number(option.value_creditor), saves]


def _way(page: Page, kind: str, terms: Mapping[str, object], stage: Refused | None) -> str:
    return way(page.texts, kind, terms, None if stage is None else stage.step)


def _remarks(page: Page, found: Comparison) -> None:
    """What to think of before one of the plans is agreed on, and what may be billed beside it."""
    notes = {note.code: note for option in found.options for note in option.notes}
    bills = {
        page.sentence("may_be_billed", costs=costs(page, one.billable)): None for one in found.options if one.billable
    }
    if notes or bills:
        page.gap()
    for note in notes.values():
        page.say(page.speaker.cited(page.word(note.code), note.law), "yellow")
    for text in bills:
        page.say(text, "yellow")


def _otherwise(page: Page, stage: Refused) -> None:
    page.gap()
    page.tell("if_nothing", step=Named("act", stage.step), day=stage.on, total=Money(stage.total))
    added_rows(page, stage)
    if stage.advances:
        page.say(page.sentence("advanced", costs=costs(page, stage.advances)))


def _left_out(page: Page, one: LeftOut) -> None:
    reasons = [page.speaker.write(page.speaker.reason(reason)) for reason in one.because]
    page.say(page.texts.headed(_way(page, one.kind, one.terms, None), " ".join(reasons)), indent="- ", hanging="  ")
