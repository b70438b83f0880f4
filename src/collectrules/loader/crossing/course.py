"""The course of a case: stages that can be reached and left, acts by time, stays that end, workflows within the law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from collectrules.ground.errors import Fault
from collectrules.loader import model as m
from collectrules.loader.crossing.naming import CALENDAR_DAYS
from collectrules.loader.crossing.site import Site
from collectrules.loader.findings import found, place_of
from collectrules.loader.vocabulary import TERMINAL

_ORDINALS: Final = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}


def acts(part: object, at: Site) -> Iterator[Fault]:
    """What happens by time needs a time, and what begins must be able to end."""
    if isinstance(part, m.Act) and part.by == "time" and not part.earliest:
        message = "the act is by time, but has no period"
        yield at.fault("F58", message, word="earliest", expected="the period after which it happens")
    if isinstance(part, m.Stay) and not part.ends:
        message = "the stay begins, but can never end"
        yield at.fault("F60", message, word="ends", expected="an event or a period that ends it")


# Stages ----------------------------------------------------------------------------------------------------


def stages(profile: m.Profile) -> Iterator[Fault]:
    """Every stage can be reached from an entry, and left again unless it is closed."""
    if not profile.stage:
        return
    reached = _reached(profile)
    for stage in profile.stage.values():
        place = place_of("stage", stage)
        if stage.name not in reached | TERMINAL:
            message = "the stage cannot be reached from any entry"
            yield found("F55", place, message, expected="an act that leads here, or `entry = true`")
        elif not (stage.closed or stage.entry or stage.name in TERMINAL or _leads_out(profile, stage.name)):
            message = "the stage has no way out, not even by time, and is not marked closed"
            yield found("F56", place, message, expected="an act that leads on, or `closed = true`")


def _reached(profile: m.Profile) -> set[str]:
    """Return the stages that acts lead to, one after the other, from those in which a claim may begin."""
    reached = {stage.name for stage in profile.stage.values() if stage.entry}
    grown = True
    while grown:
        ways = (act for act in profile.act.values() if not act.in_stages or reached.intersection(act.in_stages))
        following = {act.leads_to for act in ways if act.leads_to is not None} if reached else set()
        grown = not following <= reached
        reached |= following
    return reached


def _leads_out(profile: m.Profile, stage: str) -> bool:
    return any(
        act.leads_to not in {None, stage} and (not act.in_stages or stage in act.in_stages)
        for act in profile.act.values()
    )


# Workflows -------------------------------------------------------------------------------------------------


def workflows(part: object, at: Site) -> Iterator[Fault]:
    """A workflow plans no letter with a fee on a day on which the law does not allow the fee yet."""
    if isinstance(part, m.Workflow):
        for act in dict.fromkeys(step.act for step in part.steps if step.fee):
            yield from _too_soon(part.steps, act, at)


def _too_soon(steps: Sequence[m.WorkflowStep], act: str, at: Site) -> Iterator[Fault]:
    gaps = _gaps(steps, act)
    for fee in at.profile.fee.values():
        least, law = _least_gap(fee, at.profile) if fee.act == act else (0, "")
        for number, (step, days) in enumerate(gaps, 2):
            if days < least:
                nth = _ORDINALS.get(number, f"{number}th")
                message = (
                    f"a {nth} fee for `{act}` is planned {days} days after the one before; "
                    f"law ({law}) allows it from day {least}"
                )
                yield at.fault("F64", message, word=f"steps[{step}].days", expected=f"at least {least} days", got=days)


def _gaps(steps: Sequence[m.WorkflowStep], act: str) -> list[tuple[int, int]]:
    """Return (number of the step, days since the step before) of every further step of an act with a fee."""
    found_, since = [], None
    for number, step in enumerate(steps, 1):
        if step.after is not None:
            since = None if step.after != act else 0
        elif since is not None:
            since += step.days
        if step.act == act and step.fee:
            if since is not None:
                found_.append((number, since))
            since = 0
    return found_


def _least_gap(fee: m.Fee, profile: m.Profile) -> tuple[int, str]:
    """Return the least days between two fees by the cautious reading, and the law; 0 where it cannot be told."""
    best = (0, "")
    for once in fee.once:
        period = once.options.get(_cautious(once.reading, profile)) if isinstance(once, m.ByReading) else once
        if period is None or "previous.charged" not in (*period.after, *period.since):
            continue
        if isinstance(period.days, int) and period.counting == CALENDAR_DAYS and not period.when:
            law = ", ".join(period.law or fee.law)
            best = max(best, (period.days + bool(period.after), law))
    return best


def _cautious(name: str, profile: m.Profile) -> str:
    reading = profile.reading.get(name)
    return "" if reading is None else reading.cautious
