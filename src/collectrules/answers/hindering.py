"""What stands in the way of an agreement on a day, whatever its terms: nothing beyond the law is compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from collectrules.answers.forbidding import Kind, exceptions
from collectrules.answers.proposals import Reason, next_steps_of
from collectrules.answers.standings import standing_of
from collectrules.fold.bargains import bargain_of, settlement_stands
from collectrules.fold.state import living
from collectrules.ground.dates import date_of
from collectrules.ground.records import record

if TYPE_CHECKING:
    from collectrules.fold.asking import Question
    from collectrules.fold.ledger import Account

_RULES: Final[Mapping[str, Kind]] = {"settle": "settlement", "plan": "plan"}


@record
class Gate:
    """Whether a kind of agreement is open: why not, else on which law it rests and what it needs."""

    because: tuple[Reason, ...] = ()
    law: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


def gates(question: Question, claims: tuple[str, ...]) -> dict[str, Gate]:
    """Return the gates of payment in full, of settling and of a plan, for some claims on the day of the question.

    What shuts every settlement and every plan by law shuts payment in full, too: the debtor has no power to pay one.
    """
    shut = tuple(_hindrances(question, claims))
    law = {kind: _forbidden(question, claims, rule) for kind, rule in _RULES.items()}
    acts = {"settle": "settlement_offered", "plan": "plan_agreed"}
    found = {kind: _by_act(question, act, claims) for kind, act in acts.items()}
    nothing = _both(law["settle"], law["plan"]) if law["settle"] and law["plan"] else ()
    return {
        "full": Gate((*shut, *nothing)),
        **{kind: Gate((*shut, *_both(law[kind], gate.because)), gate.law, gate.needs) for kind, gate in found.items()},
    }


def _both(some: Sequence[Reason], others: Sequence[Reason]) -> tuple[Reason, ...]:
    return (*some, *(reason for reason in others if reason not in some))


def _forbidden(question: Question, claims: tuple[str, ...], kind: Kind) -> tuple[Reason, ...]:
    """What the law has against every agreement of a kind."""
    return tuple(
        Reason.made(code=one.code, fact=one.fact, needed=one.needed, got=one.got, law=one.law)
        for one in exceptions(question.state, claims, kind)
    )


def _hindrances(question: Question, claims: tuple[str, ...]) -> Iterator[Reason]:
    """What leaves nothing to be agreed on: a case that is closed, limitation, an agreement that stands."""
    state, accounts = question.state, [one for one in question.state.ledger.accounts if one.claim.id in claims]
    alive = living(state)
    if any(account not in alive for account in accounts):
        yield Reason.made(code="case_closed", law=())
    barred = [account for account in accounts if state.barred(account, question.on)]
    if barred:
        yield Reason.made(
            code="claim_barred", got=", ".join(one.claim.id for one in barred), law=_limits(question, barred)
        )
    for account in accounts:
        found = bargain_of(account, question.on)
        if settlement_stands(account, question.on) and found is not None and found.until is not None:
            yield Reason.made(code="settlement_stands", got=date_of(found.until).isoformat(), law=())
            return


def _limits(question: Question, accounts: list[Account]) -> tuple[str, ...]:
    names = {account.claim.id for account in accounts}
    clocks = (clock for clock in standing_of(question).clocks if clock.kind == "limitation" and clock.claim in names)
    return tuple(dict.fromkeys(key for clock in clocks if clock.state == "expired" for key in clock.law))


def _by_act(question: Question, act: str, claims: tuple[str, ...]) -> Gate:
    """The gate that the profile's own act has; where it has none, the law says nothing against it."""
    if act not in question.profile.act:
        return Gate()
    steps = [
        step for step in next_steps_of(question).proposals if step.action == act and set(step.claims) & set(claims)
    ]
    open_ = [step for step in steps if step.status == "open"]
    if set(claims) <= {claim for step in open_ for claim in step.claims}:
        return Gate((), _once(step.law for step in open_), _once(step.needs for step in open_))
    shut = [step for step in steps if step.status != "open"]
    because = {str(one): one for step in shut for one in step.because}
    return Gate(tuple(because.values()) or (Reason.made(code="not_open", law=_once(step.law for step in shut)),))


def _once(words: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for some in words for word in some))
