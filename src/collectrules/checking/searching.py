"""A search for a way that a workflow takes beyond the law: small cases, worked by its own proposals, audited each time.

What is recommended is accepted on its day; where the workflow waits for others, each of their acts is tried up to a
bound. The policy is also held against the law as it is written: a step planned for a day on which the law never allows
it in any case of the search, or with a fee that it refuses already in the plainest case, or in every one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from collectrules.answers.accepting import recorded
from collectrules.answers.auditing import audit_of
from collectrules.answers.proposals import NextSteps, Proposal, next_steps_of
from collectrules.checking.policing import fees_of
from collectrules.checking.supposing import Document, size_of, supposed
from collectrules.checking.telling import Proved, cited_by, laws_of
from collectrules.fold.asking import CARRY, Question, ask
from collectrules.ground.dates import date_of
from collectrules.ground.errors import CollectRulesError, Fault
from collectrules.ground.money import EXACT
from collectrules.loader import model as m
from collectrules.loader.findings import found, place_of
from collectrules.nouns.case import Case, load_case
from collectrules.steps.planning import Planned, planned

if TYPE_CHECKING:
    from collectrules.answers.auditing import Finding

OTHERS: Final = frozenset({"court", "office", "third_party", "debtor"})


@dataclass(frozen=True, slots=True)
class Bound:
    """How far a search goes.

    `cases` of each workflow, `courses` of a case, `turns` of a course (days gone to and steps taken); `branches` acts
    of others are tried where the workflow waits for them, `others` of them one after another.
    """

    cases: int
    courses: int
    turns: int
    branches: int
    others: int


USUAL: Final = Bound(cases=24, courses=6, turns=60, branches=3, others=3)
DEEP: Final = Bound(cases=600, courses=60, turns=200, branches=6, others=4)


@dataclass(slots=True)
class Planning:
    """What the cases of a search say of one step: how often it came, and what the law did not allow of it.

    It `answers` others where they acted last; `plainly` the law refuses its fee in the plainest case. In some cases
    it `passed`, in others it `failed` with an error.
    """

    came: int = 0
    passed: int = 0
    failed: dict[str, int] = field(default_factory=dict)
    answers: int = 0
    early: int = 0
    unpaid: int = 0
    asked: int = 0
    plainly: bool = False
    too_soon: Document | None = None
    too_much: Document | None = None
    law: tuple[str, ...] = ()
    told: str = ""


@dataclass(slots=True)
class Search:
    """One workflow under search, and what has been found so far."""

    profile: m.Profile
    workflow: m.Workflow
    bound: Bound
    cases: int = 0
    turns: int = 0
    accepted: int = 0
    doubts: int = 0
    bumped: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    steps: dict[int, Planning] = field(default_factory=dict)
    flagged: dict[str, Proved] = field(default_factory=dict)


@dataclass(slots=True)
class Walk:
    """One course of a case: its question, what the debtor still does, and how many acts of others there were."""

    question: Question
    conduct: str
    others: int = 0
    turns: int = 0


def searched(profile: m.Profile, bound: Bound) -> Iterator[Proved]:
    """Search every workflow; yield what is beyond the law, and how far the search went."""
    for workflow in profile.workflow.values():
        search = Search(profile, workflow, bound)
        for conduct, document in supposed(profile, workflow.name, bound.cases):
            search.cases += 1
            _begin(search, conduct, document)
        yield from search.flagged.values()
        yield from _planned_badly(search)
        yield _told(search)


def _begin(search: Search, conduct: str, document: Document) -> None:
    due = document["claims"][0]["due"]
    try:
        question = ask(load_case(document), search.profile, on=due, assume=CARRY)
    except CollectRulesError as error:
        search.refused[error.code] = search.refused.get(error.code, 0) + 1
        return
    walks = deque([Walk(question, conduct)])
    for _ in range(search.bound.courses):
        if not walks:
            return
        walks += _walked(search, walks.popleft())
    search.bumped += len(walks)


def _walked(search: Search, walk: Walk) -> Iterator[Walk]:
    """Walk a course to its end; yield the courses that branch off where it waits for others."""
    while True:
        walk.turns += 1
        search.turns += 1
        if walk.turns > search.bound.turns:
            search.bumped += 1
            return
        try:
            steps = next_steps_of(walk.question)
            step = next((one for one in steps.proposals if one.recommended), None)
            if step is None:
                yield from _branches(search, walk, steps)
                return
            if not _taken(search, walk, step):
                return
        except CollectRulesError as error:
            search.refused[error.code] = search.refused.get(error.code, 0) + 1
            _failed(search, walk, error.code)
            return


def _failed(search: Search, walk: Walk, code: str) -> None:
    """Note the step that was next when a course ended with an error."""
    try:
        plan = next(iter(planned(walk.question.state)), None)
    except CollectRulesError:
        return  # the case itself is answered nowhere
    if plan is not None:
        failed = search.steps.setdefault(plan.position, Planning()).failed
        failed[code] = failed.get(code, 0) + 1


def _taken(search: Search, walk: Walk, step: Proposal) -> bool:
    """Go to the day of a step and take it; False if the course ends here."""
    question = walk.question
    day = max(question.on, step.on.toordinal() if step.on is not None else question.on)
    if day > question.on:
        walk.question = question.going_on(question.case, day)
        return True
    if step.status != "open":
        return False  # it waits for nothing that a day brings
    plan = next((one for one in planned(question.state) if one.act == step.action), None)
    if plan is not None:
        _weighed(search, question, plan, step)
    search.accepted += 1
    case = recorded(question, step)
    walk.question = question.going_on(case, day)
    if plan is not None:
        search.steps[plan.position].passed += 1
    _audited(search, question.case, walk.question, step)
    _conduct(walk)
    return True


def _audited(search: Search, before: Case, question: Question, step: Proposal) -> None:
    """Keep the first breach of each code that a step brings."""
    newest = question.case.events[-1].id
    for finding in audit_of(question).findings:
        search.doubts += finding.severity == "doubt" and finding.event == newest
        if finding.severity == "breach" and finding.code not in search.flagged:
            search.flagged[finding.code] = _breach(search, before, step, finding)


def _breach(search: Search, before: Case, step: Proposal, finding: Finding) -> Proved:
    workflow = search.workflow
    message = (
        f"{cited_by([workflow])} recommends {step.action} ({', '.join(step.law)}) on {finding.on}, and the audit finds "
        f"{finding.code} ({', '.join(finding.law)}): {finding.message}"
    )
    place = place_of("workflow", workflow, "steps")
    law = ", ".join(dict.fromkeys((*workflow.law, *step.law, *finding.law)))
    return Proved(found("F84", place, message, expected="steps that no audit flags", law=law),
                  history=written(before, {"on": finding.on.isoformat(), "kind": step.action}))  # fmt: skip


def _conduct(walk: Walk) -> None:
    """After the first letter the debtor does what he is supposed to do."""
    question, conduct = walk.question, walk.conduct
    if conduct == "silent":
        return
    walk.conduct = "silent"
    event: dict[str, object] = {"id": "supposed", "on": date_of(question.on + 1), "kind": "dispute", "claims": ["1"]}
    if conduct == "pays_half":
        amount = question.case.claims[0].amount
        half = EXACT.quantize(EXACT.divide(amount, 2), amount)
        event = {"id": "supposed", "on": date_of(question.on + 1), "kind": "payment",
                 "amount": str(half)}  # fmt: skip
    walk.question = question.going_on(question.case.with_event(event), question.on + 1)


def _branches(search: Search, walk: Walk, steps: NextSteps) -> Iterator[Walk]:
    """Where the workflow waits for a step that is shut, let each of the others act who can, up to the bound."""
    if not any(one.code == "step_shut" for one in steps.none_recommended):
        return
    able = sorted(_able(search, steps), key=lambda pair: pair[0])
    left = search.bound.others - walk.others
    if able and (left <= 0 or len(able) > search.bound.branches):
        search.bumped += 1
    for _, one in able[: search.bound.branches] if left > 0 else ():
        case = walk.question.case
        day = max(walk.question.on + 1, one.earliest.toordinal() if one.earliest is not None else 0)
        event = {"on": date_of(day), "kind": one.action, "claims": list(one.claims)}
        try:
            after = walk.question.going_on(case.with_event(event), day)
            yield Walk(after, walk.conduct, walk.others + 1, walk.turns)
        except CollectRulesError as error:
            search.refused[error.code] = search.refused.get(error.code, 0) + 1


def _able(search: Search, steps: NextSteps) -> Iterator[tuple[int, Proposal]]:
    """Yield what others can do, each with its place: first what the shut step waits for, then what moves the claim."""
    shut = [one for one in steps.none_recommended if one.code == "step_shut"]
    waited = {fact.partition(".")[0] for one in shut for fact in one.facts}
    stages = {stage for one in shut for stage in search.profile.act[str(one.action)].in_stages}
    for one in steps.proposals:
        if one.by in OTHERS and one.status in {"open", "waiting"} and one.action in search.profile.act:
            leads_to = search.profile.act[one.action].leads_to
            yield (0 if one.action in waited else 1 if leads_to in stages else 2 if leads_to is not None else 3), one


# The policy as it is written -------------------------------------------------------------------------------


def _weighed(search: Search, question: Question, plan: Planned, step: Proposal) -> None:
    """Note what the law allows of a planned step: its day, and its fee."""
    kept = search.steps.setdefault(plan.position, Planning())
    kept.answers += _answers(search, question)
    kept.came += 1
    earliest = step.earliest.toordinal() if step.earliest is not None else 0
    amounts = fees_of(step)
    if search.workflow.steps[plan.position].days and plan.on < earliest and not _answers(search, question):
        kept.early += 1
        if kept.too_soon is None:
            kept.law, kept.told = step.law, f"planned for {date_of(plan.on)}, allowed from {step.earliest} on"
            kept.too_soon = _as_planned(
                question.case, plan, step, plan.on, amounts[0] if plan.fee and amounts else None
            )
    if plan.fee:
        kept.asked += 1
        charged = [event.fee for event in question.case.events if event.kind == step.action and event.fee]
        kept.unpaid += not amounts
        kept.plainly |= not amounts and search.cases == 1
        if not amounts and charged and kept.too_much is None:
            kept.too_much = _as_planned(question.case, plan, step, question.on, charged[-1])


def _answers(search: Search, question: Question) -> bool:
    """Whether the last thing that happened was what others did: then the law waits for them, not for the policy."""
    last = next((event.kind for event in reversed(question.case.events)), "")
    act = search.profile.act.get(last)
    return act is not None and act.by in OTHERS


def _as_planned(case: Case, plan: Planned, step: Proposal, day: int, fee: object) -> Document:
    """The case with a step as the policy has it, whatever the law says to that."""
    event: dict[str, object] = {"on": date_of(day).isoformat(), "kind": plan.act, "claims": list(step.claims)}
    event |= {"fee": str(fee)} if fee is not None else {}
    return written(case, event)


def _planned_badly(search: Search) -> Iterator[Proved]:
    """Yield what the policy plans and the law allows in no case that came to it."""
    for position, kept in sorted(search.steps.items()):
        step = search.workflow.steps[position]
        place = place_of("workflow", search.workflow, f"steps[{position + 1}]")
        policy = f"step {position + 1} of {cited_by([search.workflow])}, {step.act}"
        if kept.failed and not kept.passed:
            codes = ", ".join(sorted(kept.failed))
            message = (
                f"{policy}, ends with an error ({codes}) in each of {sum(kept.failed.values())} cases that came to it"
            )
            yield Proved(
                found("F86", place, message, expected="a step that some case can take", law=laws_of([search.workflow]))
            )
        own = kept.came - kept.answers
        if own and kept.early == own and kept.too_soon is not None and _breaks(search, kept.too_soon):
            laws = ", ".join(kept.law)
            message = f"{policy}, waits too short in each of {own} cases: {kept.told} ({laws}); the law holds it back"
            law = ", ".join(dict.fromkeys((*search.workflow.law, *kept.law)))
            fault = found("N85", f"{place}.days", message, expected="days that the law allows", got=step.days, law=law)
            yield Proved(fault, history=kept.too_soon)
        beyond = kept.plainly or (kept.asked and kept.unpaid == kept.asked)
        if beyond and kept.too_much is not None and _breaks(search, kept.too_much):
            fees = [fee for fee in search.profile.fee.values() if fee.act == step.act]
            laws = cited_by(fees) or "there is no such fee"
            message = f"{policy}, asks for a fee that the law refuses in {kept.unpaid} of {kept.asked} cases: {laws}"
            law_of_both = laws_of([search.workflow, *fees])
            fault = found("F84", f"{place}.fee", message, expected="no fee, or fewer steps with one", law=law_of_both)
            yield Proved(fault, history=kept.too_much)


def _breaks(search: Search, history: Mapping[str, Any]) -> bool:
    """Whether the audit flags what the policy says."""
    last = history["events"][-1]["on"]
    try:
        question = ask(load_case(dict(history)), search.profile, on=last, assume=CARRY)
        return any(finding.severity == "breach" for finding in audit_of(question).findings)
    except CollectRulesError:
        return False


def written(case: Case, *more: Mapping[str, object]) -> Document:
    """Return the document of a case, with further events."""
    document = case.model_dump(mode="json", by_alias=True, exclude_none=True)
    document["events"] = [*document.get("events", ()), *more]
    return document


def _told(search: Search) -> Proved:
    """Tell how far the search went: nothing of this is a proof."""
    place = place_of("workflow", search.workflow)
    return Proved(Fault(code="N87", path=place, expected="a search without a bound", message="; ".join(_said(search))))


def _said(search: Search) -> Iterator[str]:
    yield f"searched, not proved: {search.cases} of {size_of(search.profile)} cases"
    yield f"{search.turns} turns, {search.accepted} steps accepted, {len(search.flagged)} flagged"
    if search.bumped:
        yield f"{search.bumped} courses broken off at the bound"
    never = [str(n + 1) for n in range(len(search.workflow.steps)) if n not in search.steps]
    if never:
        yield f"no case came to step {' or '.join(never)}"
    if search.doubts:
        yield f"{search.doubts} doubts"
    if search.refused:
        yield f"not answered: {', '.join(f'{code} ({n})' for code, n in sorted(search.refused.items()))}"
