"""What the engine proposes, done on the first and on the last day it names, and laid before the judge."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence

import collectrules as cr
from collectrules.judge.history import Flag, Judge
from tests.judge.comparing import Document

Wanted = Callable[[cr.Proposal], bool]


def nothing_is_flagged(
    judge: Judge, profile: cr.Profile, case: cr.Case, on: dt.date, pick: int, last: dt.date = dt.date.max,
    wanted: Wanted = lambda _step: True, ways: Sequence[Mapping[str, str]] = ({},),
) -> None:  # fmt: skip
    """Try one of the steps that are wanted; a creditor's stands every way of reading."""
    for step, day in tried(profile, case, on, pick, last, wanted):
        told = {"title": min(profile.title)} if step.action == "title_obtained" else {}
        done = cr.accept(case, step, profile, on=day, records=told)
        written = json.loads(done.model_dump_json(by_alias=True, exclude_none=True))
        for way in ways if step.by == "creditor" else ({},):
            assert flags_of_the_last(judge, written, day, way) == [], (step.action, day, way)


def tried(
    profile: cr.Profile, case: cr.Case, on: dt.date, pick: int, last: dt.date, wanted: Wanted
) -> Iterator[tuple[cr.Proposal, dt.date]]:
    """One of the steps, and the days on which it is tried.

    What is priced by a sum that the act itself states (what a sale brought in) cannot be done without that sum.
    """
    steps = [step for step in cr.next_steps(case, profile, on=on).proposals if step.status in {"open", "waiting"}]
    steps = [step for step in steps if wanted(step) and not any(cost.unknown for cost in step.charges)]
    for step in steps[pick % len(steps) :][:1] if steps else ():
        for day in sorted({on, min(max(on, step.earliest or on), last), min(step.latest or on, last)}):
            later = cr.next_steps(case, profile, on=day).proposals
            same = [s for s in later if (s.action, s.claims, s.status) == (step.action, step.claims, "open")]
            yield from ((each, day) for each in same)


def flags_of_the_last(judge: Judge, document: Document, on: dt.date, readings: Mapping[str, str]) -> list[Flag]:
    last = len(document["events"]) - 1
    return [flag for flag in judge.flags(document, on, readings) if flag.event == last]
