"""Why something happened on its day: the creditor's plan, the law, the time others take, a behaviour, time itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from collectrules.ground.dates import date_of
from collectrules.ground.scalars import Day
from collectrules.nouns.answer import Part

if TYPE_CHECKING:
    from collectrules.answers.proposals import Proposal


class Occasion(Part):
    """Why something happened on its day, with the days and names that it follows from.

    `workflow`: the creditor's workflow has it on this day (`planned`). `law_before_policy`: the workflow would have it
    on `planned`, the law not before `earliest`. `overdue`: it was planned for `planned`, and was still to be done.
    `also`: the creditor does it beside his workflow, as soon as it is open (`earliest`). `others_take`: it was possible
    `since`, and takes `days` from then to a day on which it can be done. `arrives`: a letter that was sent `since`
    takes `days`. `behaviour`: the debtor behaves as imagined (`behaviour` is the name). `recorded`: the case holds it
    for this day. `time`: a stage changed by time alone.
    """

    code: Literal[
        "workflow", "law_before_policy", "overdue", "also", "others_take", "arrives", "behaviour", "recorded", "time"
    ]
    planned: Day | None = None
    earliest: Day | None = None
    since: Day | None = None
    days: int | None = None
    behaviour: str | None = None


RECORDED = Occasion.made(code="recorded")
BY_TIME = Occasion.made(code="time")


def of_creditor(step: Proposal, day: int, planned: int | None) -> Occasion:
    """Return why a creditor takes a step on a day: his workflow's day is an ordinal, None beside it."""
    if not step.recommended or planned is None:
        return Occasion.made(code="also", earliest=step.earliest)
    on = date_of(planned)
    if planned < day and step.earliest == date_of(day):
        return Occasion.made(code="law_before_policy", planned=on, earliest=step.earliest)
    return Occasion.made(code="workflow" if planned == day else "overdue", planned=on)


def of_others(since: int | None, days: int) -> Occasion:
    """Return why others act on a day: since when they could, as an ordinal, and how long it takes them."""
    return Occasion.made(code="others_take", since=None if since is None else date_of(since), days=days)


def on_its_way(sent: int, days: int) -> Occasion:
    """Return why a letter arrives on a day: when it was sent, as an ordinal, and how long it takes."""
    return Occasion.made(code="arrives", since=date_of(sent), days=days)
