"""Which named doubts an answer turns on: another option is tried only where the case meets a rule that it changes."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Final

from collectrules.fold.entries import COMPONENTS
from collectrules.fold.interestbook import InterestBook, interest_book
from collectrules.fold.moments import Moment
from collectrules.ground.errors import CollectRulesError
from collectrules.nouns.answer import ReadingUsed

if TYPE_CHECKING:
    from collectrules.fold.asking import Question
    from collectrules.fold.state import State


def readings_used(question: Question) -> tuple[ReadingUsed, ...]:
    """Return each reading that matters or was chosen, with the option used."""
    sensitive = {name: _is_sensitive(question, name) for name in question.book.options}
    return tuple(
        ReadingUsed.made(reading=name, value=option, sensitive=sensitive[name])
        for name, option in question.book.options.items()
        if sensitive[name] or name in question.chosen
    )


def _is_sensitive(question: Question, name: str) -> bool:
    """Whether another option would change what is owed or found; an answer that fails under it is another."""
    own = question.book.options[name]
    return any(_changes(question, name, option) for option in question.profile.reading[name].options if option != own)


def _changes(question: Question, name: str, option: str) -> bool:
    chosen = {**question.chosen, name: option}
    if not _meets(question, chosen, name):
        return False
    try:
        return _outcome(question.under(chosen).state) != _outcome(question.state)
    except CollectRulesError:
        return True


def _meets(question: Question, chosen: Mapping[str, str], name: str) -> bool:
    """Whether the case meets a rule that reads otherwise in another book, which is compiled only to be compared.

    An exception that the fold could dismiss whenever it asked for it says the same in both; not so where a doubt about
    one letter let the history be read again as a whole (`Question.spared`).
    """
    state = question.state
    dismissed = name not in state.doubts and not any(verdict.readings for verdict in state.verdicts)
    turning = [one for one in state.book.turning_on[name] if not (one.excepted and dismissed)]
    kinds = _fee_acts(state) if turning else set()
    if any(_reaches(state, kind, record, kinds) for kind, record, _ in turning if kind not in _OF_INTEREST):
        return True
    of_interest = any(one.kind in _OF_INTEREST for one in turning)
    return of_interest and _other_interest(state, interest_book(question.profile, chosen))


_OF_INTEREST: Final = frozenset({"interest", "rate"})


def _reaches(state: State, kind: str, record: str, kinds: AbstractSet[str]) -> bool:
    """Whether the case has anything to do with a rule that is not one of interest."""
    if kind == "act":
        return record in kinds or state.book.acts[record].record.by == "time"
    if kind == "fee":
        fee = state.book.fees[record].record
        return not kinds.isdisjoint((fee.act, *fee.cost))
    if kind == "ceiling":
        gate = dict(state.book.ceilings)[record]
        return any(gate.holds(Moment(state, account, account.due)) for account in state.ledger.accounts)
    return bool(state.ledger.payments) if kind == "allocation" else True


def _fee_acts(state: State) -> set[str]:
    """The acts and costs on which a fee of this case may hang."""
    found = {kind for _, kind, _ in state.applied} | {event.cost for event in state.case.events if event.cost}
    if any(event.compensation for event in state.case.events):
        found.add("compensation_claimed")
    return {*found, "default_began"}


def _other_interest(state: State, other: InterestBook) -> bool:
    """Whether another book has other rules of interest for one of the claims."""
    return any(
        other.interest_of(Moment(state, account, account.due)) != account.law.interest
        for account in state.ledger.accounts
    )


def _outcome(state: State) -> tuple[object, ...]:
    """What a reading may change: every open sum and every verdict."""
    ledger = state.ledger
    open_ = tuple(ledger.open_component(account, part) for account in ledger.accounts for part in COMPONENTS)
    verdicts = tuple((verdict.event, verdict.code, verdict.unlawful) for verdict in state.verdicts)
    return open_, verdicts
