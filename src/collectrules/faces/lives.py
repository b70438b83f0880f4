"""What a life to come, and several side by side, look like in a terminal and a notebook."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from collectrules.faces.page import Page
from collectrules.faces.views import caveats
from collectrules.simulation.abreast import SideBySide
from collectrules.simulation.simulating import Simulation, TimelineItem
from collectrules.words.show import Column
from collectrules.words.texts import Money, Named, Value

ASKED: Final = "-"
"""The name of the life as it was asked for, beside those that differ."""


def life_view(page: Page, found: Simulation) -> None:
    """Everything that happened, how it ended, and what it waits for."""
    page.tell("life_of", "bold", case=found.case, first=found.on, last=found.until)
    page.gap()
    heads = [page.word(word) for word in ("amount", "laid_out_sum", "owed")]
    columns = [
        Column(""),
        Column(page.word("event")),
        *(Column(head, right=True) for head in heads),
        Column(page.word("stage")),
    ]
    page.table(columns, [_row(page, item) for item in found.timeline])
    page.gap()
    page.tell(f"life_{found.ended}", "bold", day=found.over_on, owed=Money(found.owed.total))
    page.tell("life_sums", paid=Money(found.paid.total), advanced=Money(found.advanced))
    if found.waits_for:
        acts = tuple(Named("act", one.action) for one in found.waits_for)
        page.tell("life_waits", acts=acts)
    for one in found.refused:
        page.tell(
            "life_could_not", "yellow", day=one.on, who=Named("actor", one.by), expected=one.expected, why=one.code
        )
    caveats(page, found)


def _row(page: Page, item: TimelineItem) -> list[str]:
    what = page.word("time_passed") if item.by == "time" else page.label("act", item.what)
    sums = (item.amount, item.advanced, item.owed_total)
    return [item.on.isoformat(), what, *(_sum(page, amount) for amount in sums), page.texts.label("stage", item.stage)]


def _sum(page: Page, amount: Decimal | None) -> str:
    return "" if amount is None else page.number(amount)


def abreast_view(page: Page, found: SideBySide) -> None:
    """How each life ended, and the day on which they part."""
    heads = [page.word(word) for word in ("paid", "owed", "laid_out_sum")]
    columns = [
        Column(""),
        Column(page.word("ended_on")),
        *(Column(head, right=True) for head in heads),
        Column(page.word("stage")),
    ]
    rows = []
    for side in found.sides:
        name = page.word("as_asked") if side.name == ASKED else side.name
        sums = [
            f"{page.number(amount)} {side.currency}" for amount in (side.paid.total, side.owed.total, side.advanced)
        ]
        rows.append([name, side.over_on.isoformat(), *sums, page.texts.label("stage", side.stage)])
    page.table(columns, rows)
    page.gap()
    values: dict[str, Value] = {} if found.parts_on is None else {"day": found.parts_on}
    page.tell("lives_part" if values else "lives_alike", "bold", **values)
