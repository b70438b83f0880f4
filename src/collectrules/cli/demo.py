"""`collectrules demo`: one case from the first letter to the court, with everything the library says about it."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from collectrules.answers.accepting import accept
from collectrules.answers.auditing import audit
from collectrules.answers.proposals import NextSteps, Proposal, next_steps
from collectrules.answers.standings import standing
from collectrules.cli.asked import page_of, profile_of
from collectrules.cli.saying import Said
from collectrules.faces import views
from collectrules.faces.page import Page
from collectrules.faces.timeline import kinds_of, timeline_view
from collectrules.loader import model as m
from collectrules.nouns.case import Case, load_case
from collectrules.words.show import Column
from collectrules.words.texts import Money, Named

CASE: Final = Path(__file__).parent / "demo.json"
DEMO: Final = "What the library says about one case: the account, its history, the audit, the next steps, the court."
ON: Final = dt.date(2019, 1, 15)


def demo(options: Namespace) -> Said:
    """`demo`: everything about the case that comes with the library, on one day."""
    case = load_case(CASE)
    options.profile = None
    profile = profile_of(options, case)
    page = page_of(options, profile)
    page.tell("about", "bold", case=case.id, day=ON)
    for section in options.watch((_owed, _happened, _lawful, _next, _court)):
        section(page, case, profile)
    return Said(0, page)


def _owed(page: Page, case: Case, profile: m.Profile) -> None:
    now = standing(case, profile, on=ON)
    page.heading(page.word("what_is_owed"))
    views.account_view(page, now)
    page.gap()
    views.interest_rows(page, now.interest)


def _happened(page: Page, case: Case, _profile: m.Profile) -> None:
    page.heading(page.word("what_happened"))
    timeline_view(page, case)


def _lawful(page: Page, case: Case, profile: m.Profile) -> None:
    page.heading(page.word("was_it_lawful"))
    kinds = kinds_of(case)
    for finding in audit(case, profile, on=ON).findings:
        views.finding_view(page, finding, kinds.get(finding.event, ""))


def _next(page: Page, case: Case, profile: m.Profile) -> None:
    page.heading(page.word("what_next"))
    views.steps_view(page, next_steps(case, profile, on=ON))


# What will happen if the creditor goes to court ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Road:
    """The court step at the end of the creditor's workflow, and the steps that must go before it, done today."""

    case: Case
    before: tuple[str, ...]
    step: Proposal


def _court(page: Page, case: Case, profile: m.Profile) -> None:
    """What the debt becomes if the workflow's court step is taken on the first day it can be."""
    page.heading(page.word("what_if"))
    road = _road(case, profile)
    if road is None or road.step.earliest is None:
        page.tell("no_court")
        return
    day = max(road.step.earliest, ON)
    step = _named(next_steps(road.case, profile, on=day), road.step.action)
    name = Named("act", step.action)
    if road.before:
        events = tuple(Named("act", action) for action in road.before)
        page.tell("road", step=name, day=day, on=ON, events=events)
    else:
        page.tell("road_open", step=name, day=day)
    _outcome(page, road.case, profile, step, day)


def _outcome(page: Page, case: Case, profile: m.Profile, step: Proposal, day: dt.date) -> None:
    today = standing(case, profile, on=ON).owed.total
    after = standing(accept(case, step, profile, on=day), profile, on=day)
    page.tell("becomes", "bold", day=day, total=Money(after.owed.total), today=Money(today))
    page.tell("grows")
    for cost in step.charges:
        text = page.speaker.cited(views.costs(page, [cost]), cost.law)
        advanced = any(other.same_as == cost.same_as for other in step.advances)
        page.say(f"{text} {page.sentence('laid_out')}" if advanced else text, indent="+ ", hanging="  ")
    page.gap()
    page.table([Column(), Column(right=True)], [
        [page.label("component", part), page.number(getattr(after.owed, part))] for part in views.COMPONENTS
    ])  # fmt: skip


def _road(case: Case, profile: m.Profile) -> Road | None:
    """Find the workflow's court step; where it is shut, do first what would open it."""
    action = _court_action(case, profile)
    if action is None:
        return None
    found = next_steps(case, profile, on=ON)
    before = [str(change.event["kind"]) for change in _named(found, action).opens_if if change.event is not None]
    for opener in before:
        case = accept(case, _named(next_steps(case, profile, on=ON), opener), profile, on=ON)
    return Road(case, tuple(before), _named(next_steps(case, profile, on=ON), action))


def _court_action(case: Case, profile: m.Profile) -> str | None:
    """The first step of the workflow that an official fee goes with."""
    official = {fee.act for fee in profile.fee.values() if fee.part == "court"}
    workflow = profile.workflow.get(case.workflow or "")
    steps = workflow.steps if workflow is not None else ()
    return next((step.act for step in steps if step.act in official), None)


def _named(found: NextSteps, action: str) -> Proposal:
    return next(step for step in found.proposals if step.action == action)
