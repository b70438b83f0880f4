"""What a portfolio has to be done in five queues, counted; and on which days somebody is told so again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

from collectrules.answers.proposals import Proposal, next_steps_of
from collectrules.fold.asking import Question
from collectrules.fold.bargains import bargains_of, settlement_word
from collectrules.fold.plans import arrangement_of, missed, plan_word
from collectrules.fold.state import living
from collectrules.ground.dates import to_date
from collectrules.ground.errors import bad_input
from collectrules.ground.scalars import Day
from collectrules.nouns.answer import Part
from collectrules.nouns.events import COMMON
from collectrules.portfolio.running import Item, Laws, Refused, Run, answered
from collectrules.portfolio.worklists import waiting

CADENCE: Final = (1, 2, 5, 11, 42)
"""Days after the last change on which somebody is told again what waits."""
Name = Literal[
    "cases_to_follow_up", "documents_to_print", "court_fees_to_pay", "broken_agreements", "agreement_requests"
]  # fmt: skip
NAMES: Final[tuple[Name, ...]] = (
    "cases_to_follow_up", "documents_to_print", "court_fees_to_pay", "broken_agreements", "agreement_requests",
)  # fmt: skip
_ANSWERS: Final = frozenset({"plan_agreed", "settlement_offered", "settlement_accepted", "letter", "closed"})
"""What answers a debtor who has asked for instalments."""
_ELECTRONIC: Final = frozenset({"email", "sms"})


class Queue(Part):
    """What waits in one way: how much of it, and in which cases, in the order of the portfolio.

    `cases_to_follow_up`: cases that wait for the creditor. `documents_to_print`: steps that wait and are letters or
    have a form, unless the case is written to electronically. `court_fees_to_pay`: steps that wait and for which the
    creditor lays out a court's fee. `broken_agreements`: cases with a claim that is still open though an instalment is
    missed, a plan is broken, or the time to pay what was agreed is over, and nothing was agreed since.
    `agreement_requests`: cases whose debtor asked for instalments and was not answered.
    """

    name: Name
    count: int
    cases: tuple[str, ...]


class Digest(Run):
    """The five queues on a day, when they last changed, and whether somebody is to be told today.

    `unchanged_since` is the day on which the counts became what they are; `tell` says that a day of the cadence has
    come since the last digest, `tell_next` is the next one; None once the cadence is over.
    """

    answer: Literal["digest"] = "digest"
    queues: tuple[Queue, ...]
    cadence: tuple[int, ...]
    unchanged_since: Day
    tell: bool
    tell_next: Day | None = None


def digest(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    on: dt.date | str,
    last: Digest | None = None,
    cadence: Sequence[int] = CADENCE,
    readings: Mapping[str, str] | None = None,
) -> Digest:
    """Return what a portfolio has to be done, in five queues.

    Args:
        portfolio: the cases.
        laws: one profile, or each by its id.
        on: the day asked about.
        last: the digest before; without it everything has changed today.
        cadence: on which days after a change somebody is told again if nothing has changed since.
        readings: how named doubts are to be read, over each case's own choice.

    Raises:
        BadInput: `cadence`, no whole numbers that rise from 1 on; `digest_order`, the last digest is of a later day.

    """
    day = to_date(on, "on")
    _check(day, last, cadence)
    found: dict[Name, list[str]] = {name: [] for name in NAMES}
    wrong, number = list[Refused](), 0
    for case in answered(portfolio, laws, lambda one: (one.case.id, tuple(_queues(one))), on=day, readings=readings):
        number += 1
        if isinstance(case, Refused):
            wrong.append(case)
            continue
        for name in case[1]:
            found[name].append(case[0])
    queues = tuple(
        Queue.made(name=name, count=len(cases), cases=tuple(dict.fromkeys(cases))) for name, cases in found.items()
    )
    told = _telling(day, queues, last, cadence)
    return Digest.made(on=day, cases=number, refused=tuple(wrong), queues=queues, cadence=tuple(cadence), **told)


def _check(day: dt.date, last: Digest | None, cadence: Sequence[int]) -> None:
    whole = all(type(one) is int and one > 0 for one in cadence)
    if not whole or list(cadence) != sorted(set(cadence)):
        raise bad_input("cadence", "cadence", "whole numbers of days that rise from 1 on", cadence)
    if last is not None and last.on > day:
        raise bad_input("digest_order", "last", f"a digest of {day} or before", str(last.on))


def _telling(
    day: dt.date, queues: tuple[Queue, ...], last: Digest | None, cadence: Sequence[int]
) -> dict[str, object]:  # fmt: skip
    """Whether a day of the cadence has come since the last digest, and which is the next."""
    same = last is not None and [one.count for one in last.queues] == [one.count for one in queues]
    since = last.unchanged_since if last is not None and same else day
    days = [since + dt.timedelta(days=one) for one in cadence]
    told = last.on if last is not None and same else day
    return {
        "unchanged_since": since,
        "tell": any(told < one <= day for one in days),
        "tell_next": next((one for one in days if one > day), None),
    }


def _queues(question: Question) -> Iterator[Name]:
    """The queues a case stands in, once for each thing that waits there."""
    steps = next_steps_of(question)
    if steps.actionable:
        yield "cases_to_follow_up"
    due = [item.proposal for item in waiting(question, question.on) if item.status == "open"]
    printed = not _electronic(question)
    for one in due:
        if printed and _is_paper(question, one):
            yield "documents_to_print"
        if any(cost.to == "court" for cost in one.advances):
            yield "court_fees_to_pay"
    if _broken(question):
        yield "broken_agreements"
    if _asked_for(question):
        yield "agreement_requests"


def _is_paper(question: Question, proposal: Proposal) -> bool:
    """Whether a step is a letter, or the profile has a form for it."""
    shape = COMMON.get(proposal.action)
    letter = shape is not None and shape.letter
    return (
        letter
        or proposal.notice is not None
        or any(proposal.action in notice.acts for notice in question.profile.notice.values())
    )


def _electronic(question: Question) -> bool:
    """Whether the case was last set to be written to by a way that needs no paper."""
    kinds = {name for _, kind, name in question.state.applied if kind == "delivery_changed"}
    pairs = zip(question.case.event_ids, question.case.events, strict=True)
    ways = sorted((event.on, place, event.channel) for place, (name, event) in enumerate(pairs) if name in kinds)
    return bool(ways) and ways[-1][2] in _ELECTRONIC


def _broken(question: Question) -> bool:
    """Whether something that was agreed was not kept, and a claim is still open for which nothing else holds."""
    state = question.state
    for account in living(state):
        plan = plan_word(state, account, state.on)
        if plan == "broken" or (plan == "running" and arrangement_of(account) and missed(state, account, state.on)):
            return True
        lapsed = settlement_word(account, state.on) == "lapsed" and plan == "none"
        if lapsed and any(one.accepted is not None for one in bargains_of(account)[-1:]):
            return True
    return False


def _asked_for(question: Question) -> bool:
    """Whether the debtor has asked for instalments and nothing has answered him since."""
    kinds = [kind for _, kind, _ in question.state.applied if kind == "plan_requested" or kind in _ANSWERS]
    return kinds[-1:] == ["plan_requested"] and bool(living(question.state))
