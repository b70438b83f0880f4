"""What would open a shut step: the smallest set of recordable changes, found by trying them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from collectrules.fold.docket import entry_of
from collectrules.fold.moments import Moment
from collectrules.fold.state import living
from collectrules.ground.dates import date_of
from collectrules.ground.errors import CollectRulesError
from collectrules.loader import model as m
from collectrules.nouns.answer import Part
from collectrules.nouns.events import Event
from collectrules.steps.stepping import Obstacle, Step, faced, step_of

if TYPE_CHECKING:
    from collectrules.fold.asking import Question
    from collectrules.fold.state import State

Applied = dict[str, str | bool]
Changes = tuple[Applied, ...]
DEEPEST = 2


class Change(Part):
    """A change of the case: an event to record, or a field to fill in."""

    event: Mapping[str, str | bool] | None = None
    field: str | None = None
    value: str | None = None


def openings(question: Question, step: Step, claims: tuple[str, ...]) -> tuple[Change, ...]:
    """Return the smallest set of changes after which the step is open or waiting; empty if none is known."""
    front: list[tuple[Changes, Step]] = [((), step)]
    for _ in range(DEEPEST):
        following: list[tuple[Changes, Step]] = []
        for changes, shut in front:
            for change in _candidates(question, shut):
                tried = (*changes, change)
                found = _tried(question, step, tried, claims)
                if found is None:
                    continue
                if found.status in {"open", "waiting"}:
                    return tuple(_as_change(event) for event in tried)
                following.append((tried, found))
        front = following[:4]
    return ()


def _as_change(event: Applied) -> Change:
    if "field" in event:
        return Change.made(event=None, field=str(event["field"]), value=str(event["value"]))
    return Change.made(event=dict(event), field=None, value=None)


def _candidates(question: Question, step: Step) -> Iterator[Applied]:
    """The events that could remove the first obstacles of a step."""
    seen: set[tuple[tuple[str, str | bool], ...]] = set()
    for obstacle in step.obstacles:
        for event in _cures(question, obstacle, step):
            key = tuple(sorted(event.items()))
            if key not in seen:
                seen.add(key)
                yield event


def _cures(question: Question, obstacle: Obstacle, step: Step) -> Iterator[Applied]:
    acts = question.book.profile.act
    if obstacle.code == "missing_act":
        yield {"kind": obstacle.fact.partition(".")[0]}
    elif obstacle.code == "wrong_stage":
        here = step.account.parts[0].stage
        moment = Moment(question.state, step.account, question.on)
        for name, act in acts.items():
            reachable = here in act.in_stages and act.leads_to not in {None, here}
            if act.by != "time" and reachable and step.account.law.acts[name].gate.holds(moment):
                yield {"kind": name}
    elif obstacle.fact == "debtor_insolvent" and _asks_for_one(obstacle):
        yield {"kind": "insolvency_opened", "name": str(obstacle.matcher.any_of[0])}  # type: ignore[union-attr]
    elif obstacle.fact == "stays" and obstacle.matcher is not None:
        yield from _ends_of_stays(question, obstacle.matcher)
    elif obstacle.fact in _EVENTS:
        yield dict(_EVENTS[obstacle.fact])
    elif obstacle.fact == "title" and obstacle.matcher is not None:
        by_act = {act.effects.title for act in acts.values()}
        titles = [str(title) for title in obstacle.matcher.any_of if title not in by_act]
        yield from (Applied(kind="title_obtained", title=title) for title in titles[:1])
    elif obstacle.code == "fact_unknown" and obstacle.matcher is not None:
        yield from _facts(obstacle)


def _ends_of_stays(question: Question, matcher: m.Matcher) -> Iterator[Applied]:
    """The events that end the stays an act waits for."""
    for name in map(str, matcher.any_of):
        stay = question.book.stays.get(name)
        kinds = [] if stay is None else [kind for _, end in stay.ends if isinstance(end, m.Edge) for kind in end.on]
        yield from (Applied(kind=kind) for kind in kinds if kind != "stay_ended")
        yield Applied(kind="stay_ended", name=name)


def _asks_for_one(obstacle: Obstacle) -> bool:
    """Whether a step asks for an insolvency; others end with it."""
    return not obstacle.negated and obstacle.matcher is not None and "no" not in obstacle.matcher.any_of[:1]


def _facts(obstacle: Obstacle) -> Iterator[Applied]:
    """An unknown yes-or-no fact: record the value that is needed."""
    matcher = obstacle.matcher
    if matcher is not None and len(matcher.any_of) == 1 and isinstance(matcher.any_of[0], bool):
        yield {
            "kind": "fact",
            "name": obstacle.fact,
            "value": matcher.any_of[0] is not obstacle.negated,
        }


_EVENTS: Final[Mapping[str, Applied]] = {
    "disputed": {"kind": "dispute_resolved"},
    "debtor_insolvent": {"kind": "insolvency_closed"},
    "paused": {"kind": "resume"},
}


def _tried(question: Question, step: Step, changes: Changes, claims: tuple[str, ...]) -> Step | None:
    """Apply the changes on the day asked about and look at the step again."""
    key = _key(claims, changes)
    if key not in question.tried:
        question.tried[key] = _state_after(question, claims, changes)
    state = question.tried[key]
    if state is None:
        return None
    (account,) = faced(state, step.action, (state.ledger.accounts[step.account.index],))
    return step_of(state, account.law.acts[step.action], account, faced(state, step.action, living(state)))


def _key(claims: tuple[str, ...], changes: Changes) -> tuple[object, ...]:
    return (claims, *(tuple(sorted(change.items())) for change in changes))


def _state_after(question: Question, claims: tuple[str, ...], changes: Changes) -> State | None:
    """Fold the case with the changes; None if they do not fit or would break the law."""
    first = len(question.case.events)
    events = [_event(question, claims, change, place) for place, change in enumerate(changes)]
    entries = [entry_of(event, str(event.id), first + n, question.profile) for n, event in enumerate(events)]
    try:
        before = question.tried.get(_key(claims, changes[:-1]))
        state = question.with_entries(sorted(entries, key=attrgetter("key")), before, entries[-1:])
    except CollectRulesError:
        return None
    return None if breaches(state) > breaches(question.state) else state


def _event(question: Question, claims: tuple[str, ...], change: Applied, place: int) -> Event:
    fields = {**change, "on": date_of(question.on), "claims": claims, "id": f"~~{place}"}
    return _blank().model_copy(update=fields)


@cache
def _blank() -> Event:
    """An event of which nothing is known yet; what is tried on is a copy of it."""
    return Event.model_construct(kind="note")


def breaches(state: State) -> int:
    """Return how many recorded events break the law for certain."""
    return sum(verdict.severity == "breach" for verdict in state.verdicts)
