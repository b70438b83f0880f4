"""One walk before the judge: nothing that was proposed is flagged; what is owed, and until when, is what he finds."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import NamedTuple

import collectrules as cr
from collectrules.judge import History, Judge
from collectrules.judge.words import Readings, Table
from collectrules.testing.judging import Unjudged
from tests.judge import comparing
from tests.release.walking import Walk, Walker

PROFILES = Path(__file__).parents[2] / "profiles"


class Verdict(NamedTuple):
    """What came of one seed: steps that were proposed and taken, and what is wrong.

    `money` says whether what is owed was compared as well, `left` why nobody judged.
    """

    seed: int
    steps: int
    money: bool = False
    left: str | None = None
    wrong: tuple[str, ...] = ()


@cache
def law(name: str) -> cr.Profile:
    return cr.load_profile(path=PROFILES / name)


class Once(Judge):
    """A judge who lives a case once for both questions: what was lawful, and what is owed."""

    last: tuple[object, dict[str, str], History] | None = None

    def history(self, case: Table, on: dt.date, readings: Readings | None = None) -> History:
        """The history of the document asked about last, if it is read in the same way."""
        read = {**case.get("readings", {}), **(readings or {})}
        if self.last is None or self.last[0] != case or self.last[1] != read:
            self.last = (case, read, super().history(case, on, readings))
        return self.last[2]


@cache
def judge(name: str) -> Once:
    return Once(PROFILES / name)


def judged(name: str, seed: int) -> Verdict:
    """Walk one seed under one law, and judge it; a fault of the program is a wrong answer too."""
    try:
        walk = Walker(law(name), seed).walk()
        return _judged(name, seed, walk)
    except NotImplementedError as left:
        return Verdict(seed, 0, left=str(left))
    except Exception as error:  # noqa: BLE001  # whatever it is, the seed has to be kept
        return Verdict(seed, 0, wrong=(f"{type(error).__name__}: {error}"[:300],))


def _judged(name: str, seed: int, walk: Walk) -> Verdict:
    document, proposed = walk.document, walk.proposed
    history = judge(name).history(document, walk.on)
    wrong = [f"judge: {flag.sentence}" for flag in history.flags if flag.event in proposed]
    ours = {walk.case.event_ids[place] for place in proposed}
    audit = cr.audit(walk.case, law(name), on=walk.on)
    wrong += [f"audit: {one.code} of {one.event}" for one in audit.breaches if one.event in ours]
    was_barred = any(one.values.get("fact") == "barred" for one in audit.findings)  # a title may have come since
    money = not history.split and not was_barred and compared(walk, cr.standing(walk.case, law(name), on=walk.on))
    if money:
        try:
            comparing.same_money(judge(name), law(name), (document, walk.on, walk.case.readings))
        except AssertionError as error:
            wrong.append(f"money: {error}"[:300])
    try:
        comparing.same_limitation(judge(name), law(name), (document, walk.on, walk.case.readings))
    except AssertionError as error:
        wrong.append(f"limitation: {error}"[:300])
    except Unjudged:
        pass  # a plan holds it up, or somebody inherits
    return Verdict(seed, len(proposed), money=money, wrong=tuple(wrong))


def compared(walk: Walk, standing: cr.Standing) -> bool:
    """Whether the judge works out what is owed, doubts apart: agreements and limitation are left to others."""
    agreed = {"plan_agreed", "settlement_offered"} & {event.kind for event in walk.case.events}
    barred = any(clock.kind == "limitation" and clock.state == "expired" for clock in standing.clocks)
    return bool(walk.case.readings) and not agreed and not barred
