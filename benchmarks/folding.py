"""The account of six events, against a program that can do nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import collectrules as cr
from benchmarks.baselines import plain
from benchmarks.inputs import DUE, ON, PLAIN_AMOUNT, PLAIN_EVENTS, SIX_EVENTS
from benchmarks.measuring import Measure, medians


class DifferentAnswerError(Exception):
    """Engine and baseline disagree, so their times cannot be compared."""


def measures() -> Iterator[Measure]:
    """Yield the time of a fold with its sums.

    Raises:
        DifferentAnswerError: engine and baseline disagree.

    """
    law, case = cr.load_profile("DK"), cr.load_case(SIX_EVENTS)
    agree(law, case)
    engine, baseline = medians(
        lambda: cr.standing(case, law, on=ON), lambda: plain.account(PLAIN_AMOUNT, DUE, PLAIN_EVENTS, ON)
    )
    yield Measure("`standing`, six events: the fold and its sums", engine, 5.0, "plain `Decimal` code", baseline)


def agree(law: cr.Profile, case: cr.Case) -> None:
    """Hold the engine against the baseline, to the øre and to the day."""
    owed = cr.standing(case, law, on=ON).owed
    steps = cr.next_steps(case, law, on=ON).proposals
    reminder = next(step.earliest for step in steps if step.action == "reminder")
    sums, day = plain.account(PLAIN_AMOUNT, DUE, PLAIN_EVENTS, ON)
    ours: tuple[object, ...] = (owed.principal, owed.interest, owed.fees, reminder)
    theirs: tuple[object, ...] = (Decimal(sums.principal), sums.interest, sums.fees, day)
    if ours != theirs:
        raise DifferentAnswerError(ours, theirs)
