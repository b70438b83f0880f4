"""What invariants share: answers without their costly parts, the first difference of two, and what is broken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from pydantic import BaseModel

from collectrules.answers.accepting import accept
from collectrules.answers.auditing import audit
from collectrules.answers.documents import dump
from collectrules.answers.proposals import Proposal, next_steps
from collectrules.answers.standings import Standing, standing
from collectrules.answers.statements import statement
from collectrules.ground.errors import CollectRulesError, NotModelled
from collectrules.loader.model import Profile
from collectrules.nouns.case import Case, load_case

Said = dict[str, Any]
"""An answer by its words; an error as `{"error": code}`."""
ANSWERS: Final[Mapping[str, Callable[..., BaseModel]]] = MappingProxyType(
    {"standing": standing, "next": next_steps, "audit": audit, "statement": statement}
)
"""The answers that ask a case and a day, and nothing else."""
COSTLY: Final = frozenset({"readings_used", "look_again_on", "opens_if", "window_readings", "fingerprint", "proposals"})
"""Parts that try other days, other readings or other facts, or only name the document."""
COMPONENTS: Final = ("principal", "interest", "fees", "costs")
_TITLE: Final = "title_obtained"
"""The act of which only its document tells what was obtained; whoever accepts it has to say."""
DAY: Final = dt.timedelta(days=1)
_LONG: Final = 80


class Broken(AssertionError):
    """An invariant that does not hold: its number, where in an answer or document, and what was found there.

    `number` is that of the project's own list of invariants, which its tests name too.
    """

    def __init__(self, number: int, place: str, told: str) -> None:
        """Keep the parts; the message says all of them."""
        self.number, self.place, self.told = number, place, told
        super().__init__(f"invariant {number} does not hold at {place}: {told}")


def need(number: int, place: str, told: str, *, holds: bool) -> None:
    """Raise `Broken` unless something holds."""
    if not holds:
        raise Broken(number, place, told)


def same(number: int, place: str, got: object, expected: object) -> None:
    """Raise `Broken` at the first place where two values differ.

    Raises:
        Broken: they differ; the place leads into the value.

    """
    if got != expected:
        found = difference(got, expected, place)
        where, left, right = found or Difference(place, got, expected)
        raise Broken(number, where, f"{_short(left)}, expected {_short(right)}")


class Difference(NamedTuple):
    """Where two values differ first, and what stands there in each; `ABSENT` where nothing does."""

    place: str
    got: object
    expected: object


class _Absent:
    def __repr__(self) -> str:
        return "nothing"


ABSENT: Final = _Absent()


def difference(got: object, expected: object, place: str = "") -> Difference | None:
    """Return where two values differ first; None if they are equal."""
    return next(differences(got, expected, place), None)


def differences(got: object, expected: object, place: str = "") -> Iterator[Difference]:
    """Yield everywhere two values differ, going into mappings, sequences and answers.

    >>> list(differences({"a": [1, 2]}, {"a": [1, 3]}))
    [Difference(place='a[1]', got=2, expected=3)]
    """
    mine, other = _opened(got), _opened(expected)
    if isinstance(mine, Mapping) and isinstance(other, Mapping):
        pairs = [(f"{place}.{word}" if place else str(word), mine.get(word, ABSENT), other.get(word, ABSENT))
                 for word in dict.fromkeys([*other, *mine])]  # fmt: skip
    elif _is_list(mine) and _is_list(other):
        longest = range(max(len(mine), len(other)))
        pairs = [(f"{place}[{n}]", _item(mine, n), _item(other, n)) for n in longest]
    else:
        if type(got) is not type(expected) or got != expected:
            yield Difference(place, got, expected)
        return
    for where, one, two in pairs:
        yield from differences(one, two, where)


def _opened(value: object) -> Any:  # noqa: ANN401  # a value of any kind
    return opened(value) if isinstance(value, BaseModel) else value


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple)


def _item(values: Sequence[object], number: int) -> object:
    return values[number] if number < len(values) else ABSENT


def _short(value: object) -> str:
    text = str(value) if not isinstance(value, str) else repr(value)
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


# Asking ----------------------------------------------------------------------------------------------------


def opened(part: BaseModel) -> Said:
    """Return the fields of an answer, or of a part of one, without the costly ones."""
    return {name: getattr(part, name) for name in type(part).model_fields if name not in COSTLY}


def said(case: Case, profile: Profile, on: dt.date, answer: str = "standing", **more: Any) -> Said:  # noqa: ANN401
    """Return what an answer says, without its costly parts; an error as its code."""
    try:
        found = ANSWERS[answer](case, profile, on=on, **more)
    except CollectRulesError as error:
        return {"error": error.code}
    shown = opened(found)
    return shown | ({"proposals": [opened(step) for step in found.proposals]} if answer == "next" else {})  # type: ignore[attr-defined]


def everything(case: Case, profile: Profile, on: dt.date, **more: Any) -> dict[str, Said]:  # noqa: ANN401
    """Return every answer of a day, but for what a collector was told: that lists what was recorded, undone or not."""
    found = {answer: said(case, profile, on, answer, **more) for answer in ANSWERS}
    return {
        answer: {word: part for word, part in each.items() if word != "to_pass_on"} for answer, each in found.items()
    }


def told(case: Case, profile: Profile, on: dt.date) -> Standing | None:
    """Return the standing, or None where the law of that day, or a figure of it, is not known."""
    try:
        return standing(case, profile, on=on)
    except NotModelled:
        return None


def steps_on(case: Case, profile: Profile, on: dt.date) -> tuple[Proposal, ...] | None:
    """Return the proposals of a day, or None where its law is not known."""
    try:
        return next_steps(case, profile, on=on).proposals
    except NotModelled:
        return None


def doable(step: Proposal) -> bool:
    """Whether a step can be done by accepting it: its price is known, and nothing else must be told of it."""
    return step.action != _TITLE and not any(cost.unknown for cost in (*step.charges, *step.advances))


# Cases -----------------------------------------------------------------------------------------------------


def documents(case: Case) -> list[Said]:
    """Return the events as documents, each with its id, be it one of its own or that of its content."""
    events: list[Said] = dump(case).get("events", [])  # type: ignore[assignment]  # a list of objects
    return [{**event, "id": name} for event, name in zip(events, case.event_ids, strict=True)]


def with_events(case: Case, events: Sequence[Mapping[str, object]]) -> Case:
    """Return the case with other events."""
    return load_case({**dump(case), "events": list(events)})


def until(case: Case, on: dt.date, word: str = "on") -> Case:
    """Return the case as it was on a day: without what happened later, or by `recorded` was told later."""
    events = documents(case)
    kept = [event for event in events if str(event.get(word, event["on"])) <= on.isoformat()]
    return case if len(kept) == len(events) else with_events(case, kept)


def breaches_of(step: Proposal, case: Case, profile: Profile, on: dt.date) -> list[str]:
    """Do a step, and return the codes of what the audit finds against it; nothing, if it was done that day already."""
    done = accept(case, step, profile, on=on)
    mine = set(done.event_ids) - set(case.event_ids)
    return [each.code for each in audit(done, profile, on=on).breaches if each.event in mine]


def undone(case: Case) -> set[str]:
    """Return the ids of events that others reverse, void or refer to."""
    return {event.of for event in case.events if event.of is not None}


def named(case: Case, of: Sequence[str] | None, most: int, *kinds: str) -> Iterator[Said]:
    """Yield the events to try: those named, else up to `most` of some kinds, spread over the history."""
    found = [event for event in documents(case) if not kinds or event["kind"] in kinds]
    if of is not None:
        yield from (event for event in found if event["id"] in of)
        return
    yield from found[:: max(1, -(-len(found) // most))]
