"""Facts count by their day, not by when or in which order they were written down; asking changes none of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from collectrules.answers.documents import dump
from collectrules.ground.errors import BadInput
from collectrules.loader.model import Profile
from collectrules.nouns.case import Case, load_case
from collectrules.testing.asking import (
    DAY,
    Broken,
    Said,
    documents,
    everything,
    named,
    same,
    undone,
    until,
    with_events,
)  # fmt: skip

_MOST = 4  # events that are tried one by one, unless some are named


def permutation_changes_nothing(
    case: Case, profile: Profile, *, on: dt.date, orders: Sequence[Sequence[str]] | None = None
) -> None:
    """Invariant 18: the order of the list says nothing, given that every event has an id.

    Args:
        case: the facts.
        profile: the law.
        on: the day.
        orders: orders to try, each as the ids of all events; backwards, and by the second half first, if left out.

    Raises:
        Broken: an answer that differs.

    """
    events = {event["id"]: event for event in documents(case)}
    expected = _answers(with_events(case, list(events.values())), profile, on)
    names = list(events)
    for order in [names[::-1], names[len(names) // 2 :] + names[: len(names) // 2]] if orders is None else orders:
        shuffled = with_events(case, [events[name] for name in order])
        same(18, "the answers in another order", _answers(shuffled, profile, on), expected)


def late_entry_changes_nothing(
    case: Case, profile: Profile, *, on: dt.date, of: Sequence[str] | None = None, most: int = _MOST
) -> None:
    """Invariant 19: an event that is entered late counts as if it had been there.

    Args:
        case: the facts.
        profile: the law.
        on: the day.
        of: ids of the events to enter late, one by one; some of all that nothing refers to, if left out.
        most: how many to try, if `of` is left out.

    Raises:
        Broken: an answer that differs.

    """
    events, kept = documents(case), undone(case)
    expected = _answers(with_events(case, events), profile, on)
    for late in named(case, of, most):
        if late["id"] in kept:
            continue
        rest = [event for event in events if event["id"] != late["id"]]
        recorded = max(str(late.get("recorded", late["on"])), on.isoformat())
        entered = with_events(case, [*rest, late | {"recorded": recorded}])
        same(19, f"the answers with {late['id']} entered late", _answers(entered, profile, on), expected)


def later_days_change_nothing(case: Case, profile: Profile, *, on: dt.date, back: int = 30) -> None:
    """Invariant 20: a day knows nothing of later days.

    Args:
        case: the facts.
        profile: the law.
        on: the last day.
        back: how many days before it the day lies that is asked about.

    Raises:
        Broken: an answer that differs once later events are taken out.

    """
    day = on - back * DAY
    same(20, f"the answers of {day} without later events", _answers(until(case, day), profile, day),
         _answers(case, profile, day))  # fmt: skip


def undone_payments_never_were(
    case: Case, profile: Profile, *, on: dt.date, of: Sequence[str] | None = None, most: int = _MOST, after: int = 0
) -> None:
    """Invariant 7: after a payment is reversed all is as if it had never been made.

    Args:
        case: the facts.
        profile: the law.
        on: the day.
        of: ids of the payments to reverse, one by one; some of all, if left out.
        most: how many to try, if `of` is left out.
        after: days from the payment to its reversal.

    Raises:
        Broken: an answer that differs.

    """
    for gone in named(case, of, most, "payment"):
        day = min(dt.date.fromisoformat(gone["on"]) + after * DAY, on).isoformat()
        if day >= gone["on"] and gone["id"] not in undone(case):
            _never_was(case, profile, on, gone, {"on": day, "kind": "payment_reversed", "of": gone["id"]})


def voided_events_never_were(
    case: Case, profile: Profile, *, on: dt.date, of: Sequence[str] | None = None, most: int = _MOST
) -> None:
    """Invariant 7: an event that is voided never was.

    Args:
        case: the facts.
        profile: the law.
        on: the day.
        of: ids of the events to void, one by one; some of all that nothing refers to, if left out.
        most: how many to try, if `of` is left out.

    Raises:
        Broken: an answer that differs.

    """
    for gone in named(case, of, most):
        if "of" not in gone and gone["id"] not in undone(case) and gone["on"] <= on.isoformat():
            _never_was(case, profile, on, gone, {"on": gone["on"], "kind": "void", "of": gone["id"]})


def _never_was(case: Case, profile: Profile, on: dt.date, gone: Said, undoing: Said) -> None:
    events = documents(case)
    undone_ = with_events(case, [*events, {"id": f"{gone['id']}-undone", **undoing}])
    without = with_events(case, [event for event in events if event["id"] != gone["id"]])
    same(7, f"the answers with {gone['id']} undone", _answers(undone_, profile, on), _answers(without, profile, on))


def same_event_twice_is_refused(case: Case, profile: Profile, *, on: dt.date) -> None:  # noqa: ARG001  # one shape
    """Invariant 21: an event with the id of another is refused, never counted twice.

    Raises:
        Broken: it was taken.

    """
    whole = with_events(case, documents(case))
    for event in named(case, None, _MOST):
        try:
            whole.with_event(event)
        except BadInput as error:
            same(21, f"events[{event['id']}] once more", error.code, "duplicate_id")
        else:
            raise Broken(21, f"events[{event['id']}]", "was taken a second time")


def asking_changes_nothing(case: Case, profile: Profile, *, on: dt.date) -> None:
    """Invariant 22: an answer is the same when it is asked again, and of the same facts read anew.

    Raises:
        Broken: an answer that differs, or a case that does.

    """
    before, first = dump(case), _answers(case, profile, on)
    same(22, "the answers when asked again", _answers(case, profile, on), first)
    same(22, "the answers of the case read anew", _answers(load_case(before), profile, on), first)
    same(22, "the case", dump(case), before)


def _answers(case: Case, profile: Profile, on: dt.date) -> dict[str, Said]:
    return everything(case, profile, on)
