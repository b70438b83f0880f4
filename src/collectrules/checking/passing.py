"""Notices that nobody gets past: what may only follow a letter or an act that gives time follows it on every course.

An act demands a notice where the law says so: it waits for it (`earliest`), asks that it was done (`when`), or belongs
to the stage to which the notice leads. If the notice is never given, the act must then be out of reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from collectrules.checking.courses import Course, Way, entries
from collectrules.checking.telling import Proved, cited_by, laws_of
from collectrules.loader import model as m
from collectrules.loader.findings import found, place_of


class Demand(NamedTuple):
    """An act that may only follow a notice, the notice, and the law that says so."""

    act: m.Act
    notice: m.Act
    law: tuple[str, ...]
    by_stage: bool = False


def passed(profile: m.Profile) -> Iterator[Proved]:
    """Yield every way past a notice that something demands."""
    start = entries(profile)[:1]
    for notice in profile.act.values():
        demands = [*_demands(profile, notice)] if notice_like(notice) else []
        if demands:
            bare = Course(profile, start, without={notice.name})
            demands = [one for one in demands if not (one.by_stage and _elsewhere(bare, one))]
            yield from _reached(bare, demands)
            yield from _round(bare, demands)
            yield from _workflows(profile, demands)


def notice_like(act: m.Act) -> bool:
    """Whether an act tells the other side something: it is a letter, or gives time."""
    return act.by != "time" and (act.notice is not None or bool(act.deadline))


def _demands(profile: m.Profile, notice: m.Act) -> Iterator[Demand]:
    """Yield what the creditor may only do after a notice; an act that is mere advice demands nothing."""
    for act in profile.act.values():
        law = _asked(act, notice.name)
        if act is notice or act.advice or act.by != "creditor":
            continue
        if law is not None:
            yield Demand(act, notice, law)
        elif _behind(profile, act, notice):
            yield Demand(act, notice, act.law, by_stage=True)


def _asked(act: m.Act, notice: str) -> tuple[str, ...] | None:
    """The law by which an act waits for a notice whatever the facts are, or asks that it was done; else None."""
    for period in act.earliest:
        if isinstance(period, m.Period) and not (period.when or period.unless):
            words = {word.partition(".")[0] for word in period.after or period.since}
            if words == {notice} or (notice in words and period.pick != "earlier"):
                return period.law or act.law
    asked = [_done(one) for one in act.when]
    return act.law if asked and all(notice in words for words in asked) else None


def _done(condition: m.Condition) -> frozenset[object]:
    """The acts without which a condition does not hold."""
    matcher = condition.facts.get("done")
    if matcher is None or matcher.not_ is not None:
        return frozenset()
    return frozenset(matcher.all_ or (matcher.any_of if len(matcher.any_of) == 1 else ()))


def _behind(profile: m.Profile, act: m.Act, notice: m.Act) -> bool:
    """Whether an act belongs to the stage a notice leads to, and to none in which the notice is first given."""
    gate = notice.leads_to
    if gate is None or gate not in act.in_stages or profile.stage[gate].entry or not notice.in_stages:
        return False
    before = {*notice.in_stages} - {gate}
    return bool(before) and before.isdisjoint(act.in_stages)


def _elsewhere(bare: Course, one: Demand) -> bool:
    """Whether an act can be done in another stage than that of the notice: then it belongs there too."""
    return any(stage != one.notice.leads_to for stage in bare.done.get(one.act.name, ()))


def _reached(bare: Course, demands: list[Demand]) -> Iterator[Proved]:
    """Yield the acts that can be done though the notice they demand was never given."""
    for one in demands:
        stages = bare.done.get(one.act.name, [])
        if stages:
            way = (*bare.way_to(stages[0]), (one.act.name, stages[0]))
            message = (
                f"{cited_by([one.act])} demands {cited_by([one.notice])} before it, and can be done without: "
                f"{_told(bare, way)}"
            )
            fault = found("F82", place_of("act", one.act), message, expected=f"no way past {one.notice.name}",
                          law=laws_of([one.act, one.notice]))  # fmt: skip
            yield Proved(fault, history={"way": way})


def _round(bare: Course, demands: list[Demand]) -> Iterator[Proved]:
    """Yield other acts by which a creditor comes to the stage behind the notice though it was never given.

    What waits for another act, or comes after another notice, is a road of its own; a claim may begin in an entry.
    """
    for one in demands:
        way = _way_round(bare, one)
        other = bare.profile.act[way[-1][0]] if way else one.act
        own_road = _waits(other) or any(notice_like(bare.profile.act[name]) for name, _ in way[:-1])
        if other.by != "creditor" or other is one.act or own_road:
            continue
        target = one.act.leads_to
        message = (
            f"{cited_by([other])} leads to {target} without {cited_by([one.notice])}, which {cited_by([one.act])} "
            f"demands on its way there: {_told(bare, way)}; is that the law?"
        )
        fault = found("W83", place_of("act", other), message, expected="the same demand, or a stage of its own",
                      law=laws_of([other, one.act, one.notice]))  # fmt: skip
        yield Proved(fault, history={"way": way})


def _way_round(bare: Course, one: Demand) -> Way:
    """The acts that lead to where the act leads, if it cannot be done itself; empty if there are none."""
    target = one.act.leads_to
    beyond = target is not None and target != one.notice.leads_to and not bare.profile.stage[target].entry
    if target is None or not beyond or target not in bare.steps or one.act.name in bare.done:
        return ()
    return bare.way_to(target)


def _waits(act: m.Act) -> bool:
    """Whether an act waits for another, whatever the facts are."""
    plain = [one for one in act.earliest if isinstance(one, m.Period) and not (one.when or one.unless)]
    return any(word.partition(".")[0] != "claim" for one in plain for word in one.after or one.since)


def _told(course: Course, way: Way) -> str:
    return ", then ".join(f"{act} in {stage} ({', '.join(course.profile.act[act].law)})" for act, stage in way)


def _workflows(profile: m.Profile, demands: list[Demand]) -> Iterator[Proved]:
    """Yield the steps of workflows before which the notice they demand is never given."""
    for workflow in profile.workflow.values():
        for number, step in enumerate(workflow.steps, 1):
            one = next((one for one in demands if one.act.name == step.act), None)
            before = {earlier.act for earlier in workflow.steps[: number - 1]}
            if one is None or one.notice.by != "creditor" or one.notice.name in before:
                continue
            message = (
                f"step {number} of {cited_by([workflow])} is {cited_by([one.act])}, which demands "
                f"{cited_by([one.notice])} before it; no step before is one"
            )
            place = place_of("workflow", workflow, f"steps[{number}]")
            fault = found("F82", place, message, expected=f"a step {one.notice.name} before it",
                          law=laws_of([workflow, one.act, one.notice]))  # fmt: skip
            yield Proved(fault)
