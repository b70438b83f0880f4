"""What waits in a portfolio, by workflow, step and action: counted, oldest first, page by page; and taken in one go."""

from __future__ import annotations

import datetime as dt
from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Final, Literal

from collectrules.answers.accepting import accept
from collectrules.answers.proposals import NextSteps, Proposal, Status, next_steps_of
from collectrules.fold.asking import Question
from collectrules.fold.state import State
from collectrules.ground.dates import date_of, to_date
from collectrules.ground.errors import BadInput, CollectRulesError, Fault, StaleProposal, bad_input, nearest
from collectrules.ground.records import record
from collectrules.ground.scalars import Day
from collectrules.loader import model as m
from collectrules.nouns.answer import Part
from collectrules.nouns.case import Case
from collectrules.portfolio.running import FaultItem, Item, Laws, Refused, Run, answered, items, law_of
from collectrules.portfolio.stores import Store
from collectrules.portfolio.summaries import opened
from collectrules.steps.planning import Planned, planned

MOST: Final = 1000
"""Steps in one page, and so in one run, if no other limit is given."""


class Group(Part):
    """How many steps wait: by which law, of which workflow, at which of its steps (the first is 1), by which action.

    `workflow` is None where a case follows none, `step` where the action is no step of the workflow, as the end of a
    plan that was not kept.
    """

    profile: str
    workflow: str | None = None
    step: int | None = None
    action: str
    count: int


@record(kw_only=True)
class Only:
    """Which steps are asked for: those of a workflow, of one of its steps (the first is 1), of an action.

    `picks` are single ones: all steps of a case by its id, or `CASE:ACTION`; none stands for all.
    """

    workflow: str | None = None
    step: int | None = None
    action: str | None = None
    picks: frozenset[str] = frozenset()

    def among(self, item: WorkItem) -> bool:
        """Whether a step is one of them, but for the picks."""
        pairs = ((self.workflow, item.workflow), (self.step, item.step), (self.action, item.action))
        return all(wanted in {None, has} for wanted, has in pairs)

    def picked(self, item: WorkItem) -> bool:
        """Whether a step is one of the picks."""
        return not self.picks or not self.picks.isdisjoint(item.names)


class WorkItem(Part):
    """One step of one case that waits: since when (`since`), for which day it is planned (`on`), and its proposal.

    It is `open` if it can be taken today, and `waiting` if it is planned for a later day, or the law opens it then.
    `opened` is the first day of the case; `key` says where it stands in the list.
    """

    case: str
    profile: str
    workflow: str | None = None
    step: int | None = None
    action: str
    claims: tuple[str, ...]
    status: Status
    since: Day
    on: Day
    opened: Day
    key: str
    proposal: Proposal

    @property
    def names(self) -> tuple[str, str]:
        """By what the step can be picked: the case, or the case and the action."""
        return self.case, f"{self.case}:{self.action}"


class Worklist(Run):
    """What waits until a day: all of it counted in `groups`, one page of what was asked for in `items`.

    `cases` = `waiting` + `idle` + the refused. The counts of the groups sum to `steps`. `wanted` are the steps that
    were asked for; `before` of them stand on earlier pages, `left` on later ones, and `next_page` goes on there.
    """

    answer: Literal["worklist"] = "worklist"
    until: Day
    waiting: int
    idle: int
    steps: int
    groups: tuple[Group, ...]
    wanted: int
    before: int
    left: int
    items: tuple[WorkItem, ...]
    next_page: str | None = None


def worklist(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    on: dt.date | str,
    until: dt.date | str | None = None,
    only: Only | None = None,
    limit: int = MOST,
    page: str | None = None,
    readings: Mapping[str, str] | None = None,
) -> Worklist:
    """Return what waits for the creditor in a portfolio, the oldest first.

    Args:
        portfolio: the cases.
        laws: one profile, or each by its id.
        on: the day asked about.
        until: list what the workflows plan up to this day, too; `on` if it is not given.
        only: which steps stand on the page; all are counted.
        limit: how many steps stand on a page.
        page: where to go on: `next_page` of the page before, asked of the same portfolio on the same day.
        readings: how named doubts are to be read, over each case's own choice.

    Raises:
        BadInput: `page_limit`, less than one; `until_before_on`; `unknown_item`, a pick of which nothing waits; a day
            that is none.

    """
    day = to_date(on, "on")
    last = day if until is None else to_date(until, "until")
    if limit < 1:
        raise bad_input("page_limit", "limit", "a number of steps from 1 on", limit)
    if last < day:
        raise bad_input("until_before_on", "until", f"a day from {day} on", str(last))
    listing = _Listing(limit, page or "", only or Only())
    for found in answered(
        portfolio, laws, lambda one: tuple(waiting(one, last.toordinal())), on=day, readings=readings
    ):
        listing.take(found)
    return listing.done(day, last)


class _Listing:
    """Counts what is found, and holds one page of it at a time, with no more of the folds than that needs."""

    def __init__(self, limit: int, page: str, wanted: Only) -> None:
        self.limit, self.page, self.wanted = limit, page, wanted
        self.counts: dict[tuple[str, str | None, int | None, str], int] = {}
        self.idle, self.waiting, self.before, self.found = 0, 0, 0, 0
        self.refused: list[Refused] = []
        self.items: list[WorkItem] = []
        self.names: set[str] = set()

    def take(self, found: tuple[WorkItem, ...] | Refused) -> None:
        """Count a case, and keep of its steps those that stand on the page."""
        if isinstance(found, Refused):
            self.refused.append(found)
            return
        self.waiting, self.idle = self.waiting + bool(found), self.idle + (not found)
        for item in found:
            group = (item.profile, item.workflow, item.step, item.action)
            self.counts[group] = self.counts.get(group, 0) + 1
            if self.wanted.among(item):
                self._pick(item)

    def _pick(self, item: WorkItem) -> None:
        if self.wanted.picks:
            self.names.update(item.names)
        if self.wanted.picked(item):
            self._place(item)

    def _place(self, item: WorkItem) -> None:
        self.found += 1
        if item.key <= self.page:
            self.before += 1
        elif len(self.items) < self.limit or item.key < self.items[-1].key:
            item.proposal.opened()  # what is still to be worked out would hold the whole case
            insort(self.items, item, key=attrgetter("key"))
            del self.items[self.limit :]

    def done(self, on: dt.date, until: dt.date) -> Worklist:
        """Return what was found; a pick that names no step is refused, with the nearest that does."""
        if unknown := sorted(self.wanted.picks - self.names):
            raise BadInput([_unknown(pick, self.names) for pick in unknown])
        left = self.found - self.before - len(self.items)
        order = sorted(self.counts, key=lambda one: (one[0], one[1] or "~", one[2] or 0, one[3]))
        return Worklist.made(
            on=on, until=until, cases=self.waiting + self.idle + len(self.refused), refused=tuple(self.refused),
            waiting=self.waiting, idle=self.idle, steps=sum(self.counts.values()), wanted=self.found,
            groups=tuple(_group(one, self.counts[one]) for one in order),
            before=self.before, left=left, items=tuple(self.items), next_page=self.items[-1].key if left else None,
        )  # fmt: skip


def _unknown(pick: str, names: set[str]) -> Fault:
    expected = "a case of which a step waits and is asked for, or CASE:ACTION"
    return Fault(code="unknown_item", path="only", expected=expected, got=pick, nearest=nearest(pick, sorted(names)))


def _group(group: tuple[str, str | None, int | None, str], count: int) -> Group:
    law, workflow, step, action = group
    return Group.made(profile=law, workflow=workflow, step=step, action=action, count=count)


def waiting(question: Question, until: int) -> Iterator[WorkItem]:
    """Yield the steps of a case that wait on the day of the question, or are planned up to an ordinal."""
    state, steps = question.state, next_steps_of(question)
    for plan in planned(state):
        found, held = _live(question, steps, plan), _held(state)
        since = None if found is None or held is None else max(_since(plan, found), held)
        if found is not None and since is not None and since <= until:
            yield _item(question, found, since, _place_of(question, plan))
    if state.workflow is None:
        for act in steps.actionable_because:
            found = next((one for one in steps.proposals if _same(one, act.action, act.claims)), None)
            if found is not None:
                yield _item(question, found, _opens(found) or state.on, None)


def _held(state: State) -> int | None:
    """The first day after a pause; None where nobody knows when it ends."""
    if not state.paused_on(state.on):
        return 0
    return None if state.paused_until is None else state.paused_until + 1


def _since(plan: Planned, found: Proposal) -> int:
    """Since when a step waits: the end of a plan is announced as soon as the law opens that, whatever the day."""
    if plan.act == "plan_notice" and found.earliest is not None:
        return _opens(found)
    return max(plan.on, _opens(found))


def _live(question: Question, steps: NextSteps, plan: Planned) -> Proposal | None:
    """The proposal of a planned step, if the law leaves it open or opens it by time alone."""
    claims = {question.state.ledger.accounts[index].claim.id for index in plan.claims}
    own = (one for one in steps.proposals if one.action == plan.act and claims & {*one.claims} and one.cost is None)
    live = (one for one in own if one.status == "open" or (one.status == "waiting" and one.earliest is not None))
    return next(live, None)


def _same(one: Proposal, action: str | None, claims: tuple[str, ...]) -> bool:
    return (one.action, one.claims, one.status) == (action, claims, "open")


def _opens(proposal: Proposal) -> int:
    return 0 if proposal.earliest is None else proposal.earliest.toordinal()


def _place_of(question: Question, plan: Planned) -> int | None:
    """Which step of the workflow is planned; the end of a plan that was not kept is none of them."""
    steps = question.profile.workflow[question.state.workflow or ""].steps
    own = plan.position < len(steps) and steps[plan.position].act == plan.act
    return plan.position + 1 if own else None


def _item(question: Question, found: Proposal, since: int, step: int | None) -> WorkItem:
    case, day = question.case, date_of(since)
    return WorkItem.made(
        case=case.id, profile=question.profile.header.id, workflow=question.state.workflow, step=step,
        action=found.action, claims=found.claims, since=day,
        status=found.status if since <= question.on else "waiting",
        on=max(day, date_of(question.on)), opened=opened(case),
        key=" ".join((day.isoformat(), opened(case).isoformat(), case.id, found.action, *found.claims)),
        proposal=found,
    )  # fmt: skip


# Taking what was chosen ------------------------------------------------------------------------------------


class Done(Part):
    """A step that was recorded, by the ids of its events."""

    case: str
    action: str
    claims: tuple[str, ...]
    events: tuple[str, ...]


class NotDone(Part):
    """A step that was not recorded: every reason, with what the day gives instead."""

    case: str
    action: str
    claims: tuple[str, ...]
    code: str
    faults: tuple[FaultItem, ...]


class Taken(Part):
    """What became of the steps that were chosen: `chosen` = `done` + `already` + `stale` + `refused`.

    `already` were recorded before; `stale` are those of which the day's own answer differs; of `refused` the case could
    not be read, answered or kept. In a dry run nothing is kept.
    """

    format: Literal[1] = 1
    answer: Literal["taken"] = "taken"
    on: Day
    dry_run: bool
    chosen: int
    done: tuple[Done, ...]
    already: tuple[Done, ...]
    stale: tuple[NotDone, ...]
    refused: tuple[NotDone, ...]


Records = Callable[[WorkItem], Mapping[str, object] | None]
_Outcome = tuple[Literal["done", "already", "stale", "refused"], Done | NotDone]


@record
class _Terms:
    """How steps are taken: under which laws, on which day, for good or not, and what is said beside."""

    laws: Laws
    on: dt.date
    dry_run: bool
    records: Records
    readings: Mapping[str, str] | None


def take(
    chosen: Iterable[WorkItem],
    store: Store,
    laws: Laws,
    *,
    on: dt.date | str,
    dry_run: bool = False,
    records: Records | None = None,
    readings: Mapping[str, str] | None = None,
) -> Taken:
    """Record chosen steps as done on a day, each after a look at the facts and the law of that day.

    The steps of one case are taken together, in the order in which they were chosen. A step whose window or charges are
    others than those that were chosen is left, and so is every step of a case that has changed while it was answered.

    Args:
        chosen: items of a worklist.
        store: where the cases are; events are added to them, and nothing else is changed.
        laws: one profile, or each by its id.
        on: the day on which the steps are done: the day they are sent on, which may be later than that of the list.
        dry_run: only say what would become of them.
        records: item → what its event says beside, as `accept` takes it.
        readings: how named doubts are to be read, over each case's own choice.

    Raises:
        BadInput: `on` is no day.

    """
    by_case = dict[str, list[WorkItem]]()
    for item in chosen:
        by_case.setdefault(item.case, []).append(item)
    terms = _Terms(laws, to_date(on, "on"), dry_run, records or _nothing, readings)
    found = [one for name, own in by_case.items() for one in _of_case(store, name, own, terms)]
    kinds = {
        word: tuple(one for kind, one in found if kind == word) for word in ("done", "already", "stale", "refused")
    }
    return Taken.made(on=terms.on, dry_run=dry_run, chosen=len(found), **kinds)


def _nothing(_item: WorkItem) -> None:
    """Say nothing beside what a step itself decides."""


def _of_case(store: Store, name: str, chosen: list[WorkItem], terms: _Terms) -> list[_Outcome]:
    """Take the steps of one case, and keep it; if that cannot be, none of them was done."""
    try:
        before = store.get(name)
        law = law_of(before, terms.laws)
    except CollectRulesError as error:
        return [("refused", _not(item, error)) for item in chosen]
    case, found = before, list[_Outcome]()
    for item in chosen:
        case, outcome = _one(case, item, law, terms)
        found.append(outcome)
    if terms.dry_run or case is before:
        return found
    try:
        store.append(before, case)
    except CollectRulesError as error:
        pairs = zip(chosen, found, strict=True)
        return [("refused", _not(item, error)) if one[0] == "done" else one for item, one in pairs]
    return found


def _one(case: Case, item: WorkItem, law: m.Profile, terms: _Terms) -> tuple[Case, _Outcome]:
    """Take one step of a case: the case after it, and what became of it."""
    beside = terms.records(item)
    try:
        after = accept(case, item.proposal, law, on=terms.on, readings=terms.readings, records=beside)
    except StaleProposal as error:
        return case, ("stale", _not(item, error))
    except CollectRulesError as error:
        return case, ("refused", _not(item, error))
    new = after.event_ids[len(case.events) :]
    done = Done.made(case=item.case, action=item.action, claims=item.claims, events=new)
    return after, ("done" if new else "already", done)


def _not(item: WorkItem, error: CollectRulesError) -> NotDone:
    return NotDone.made(
        case=item.case, action=item.action, claims=item.claims, code=error.code, faults=items(error.faults)
    )
