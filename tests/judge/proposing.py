"""What the engine proposes, done on the first and on the last day it names, and laid before the judge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import collectrules as cr
from collectrules.judge.history import Judge
from collectrules.testing.judging import flags_of_the_last, tried

Wanted = Callable[[cr.Proposal], bool]


def nothing_is_flagged(
    judge: Judge, profile: cr.Profile, case: cr.Case, on: dt.date, pick: int, last: dt.date = dt.date.max,
    wanted: Wanted = lambda _step: True, ways: Sequence[Mapping[str, str]] = ({},),
) -> None:  # fmt: skip
    """Try one of the steps that are wanted; a creditor's stands every way of reading."""
    live = [step for step in cr.next_steps(case, profile, on=on).proposals if step.status in {"open", "waiting"}]
    names = [(step.action, step.claims) for step in live if wanted(step)]
    chosen = names[pick % len(names)] if names else None
    for step, day in tried(case, profile, on, lambda step: (step.action, step.claims) == chosen, last):
        told = {"title": min(profile.title)} if step.action == "title_obtained" else {}
        done = cr.accept(case, step, profile, on=day, records=told)
        for way in ways if step.by == "creditor" else ({},):
            assert flags_of_the_last(judge, done, day, way) == [], (step.action, day, way)
