"""Who received what, and what a collector has to hear of what happened at the creditor's while a claim is with him."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Final, Literal, NamedTuple

from collectrules.answers.standings import Piece
from collectrules.fold.asking import Question
from collectrules.fold.docket import docket_of
from collectrules.fold.entries import COMPONENTS, Payment
from collectrules.fold.ledger import Account
from collectrules.fold.state import State, money_of
from collectrules.fold.undoing import CORRECTING
from collectrules.ground.scalars import Amount, Day
from collectrules.nouns.answer import Part
from collectrules.nouns.events import Event

RECEIVERS: Final = ("creditor", "collector", "court", "office", None)
_TOLD: Final = frozenset({"payment", "set_off", "credit_note", "waiver"})


class Channel(Part):
    """All that one receiver took in, by what it paid, in major units; without `received_by` where that is not said."""

    received_by: str | None = None
    amount: Amount
    to_interest: Amount
    to_fees: Amount
    to_costs: Amount
    to_principal: Amount
    unallocated: Amount


class PassOn(Part):
    """What the collector or lawyer (`to`) of some claims has to be told, once for each `event`; sums in major units.

    `of` is the event that is undone or corrected; `by_claim` says what a payment that stands paid of his claims.
    """

    event: str
    kind: str
    of: str | None = None
    on: Day
    to: Literal["collector", "lawyer"]
    claims: tuple[str, ...]
    amount: Amount | None = None
    component: str | None = None
    received_by: str | None = None
    status: str | None = None
    by_claim: tuple[Piece, ...]


def channels(state: State) -> tuple[Channel, ...]:
    """Return what each receiver took in, those that took in nothing left out."""
    found = []
    for receiver in RECEIVERS:
        payments = [payment for payment in state.ledger.payments if payment.received_by == receiver]
        if payments:
            sums = {word: money_of(state, minor) for word, minor in totals(payments).items()}
            found.append(Channel.made(received_by=receiver, **sums))
    return tuple(found)


def totals(payments: list[Payment]) -> dict[str, int]:
    """Return amounts and parts of payments, in minor units."""
    found = {"amount": sum(payment.amount for payment in payments)}
    for part in COMPONENTS:
        found[f"to_{part}"] = sum(a for payment in payments for _, c, a in payment.pieces if c == part)
    return found | {"unallocated": sum(payment.rest for payment in payments)}


def pieces_of(state: State, payment: Payment) -> tuple[Piece, ...]:
    """Return which claims and components a payment reached."""
    money = partial(money_of, state)
    return tuple(
        Piece.made(claim=state.ledger.accounts[key].claim.id, component=component, amount=money(amount))
        for key, component, amount in payment.pieces
    )


# What is passed on -----------------------------------------------------------------------------------------


class _Held(NamedTuple):
    """With whom a claim is, and since which ordinal day."""

    to: str
    since: int


def to_pass_on(question: Question) -> tuple[PassOn, ...]:
    """Return what the collectors of the case have to be told, in the order in which it became known."""
    held = {account.claim.id: _held(account) for account in question.state.ledger.accounts if account.handed_over}
    if not held:
        return ()
    known = dict(_known(question))
    found = []
    for name, event in known.items():
        subject = _subject(event, known)
        if subject is not None:
            found += [(_day_known(event), item) for item in _items(question, held, name, event, subject)]
    return tuple(item for _, item in sorted(found, key=lambda pair: pair[0]))


def _held(account: Account) -> _Held:
    return _Held(str(account.handed_over), account.latest["handed_over"].on)


def _known(question: Question) -> Iterator[tuple[str, Event]]:
    """Yield the events of which the question knows, in their order."""
    for entry in docket_of(question.case, question.profile).entries:
        late = question.known_on is not None and _day_known(entry.event) > question.known_on
        if entry.day <= question.on and not late:
            yield entry.name, entry.event


def _day_known(event: Event) -> int:
    """The day from which an event can be told: what was recorded later is told later."""
    return max(event.on, event.recorded or event.on).toordinal()


def _subject(event: Event, known: dict[str, Event]) -> tuple[str, Event] | None:
    """The money that an event is about in the end, by name, if a collector has to hear of it."""
    name = ""
    while event.kind in CORRECTING and event.of in known:
        name, event = str(event.of), known[str(event.of)]
    told = event.kind in _TOLD and event.received_by != "collector"
    return (name, event) if told else None


def _items(
    question: Question, held: dict[str, _Held], name: str, event: Event, subject: tuple[str, Event]
) -> Iterator[PassOn]:
    """One item for each collector who has a claim that the money is about, and had it when it became known."""
    state = question.state
    payment = next((paid for paid in state.ledger.payments if paid.event == (subject[0] or name)), None)
    pieces = pieces_of(state, payment) if payment is not None else ()
    about = _claims(subject[1], pieces) or tuple(held)
    mine = [claim for claim in about if claim in held and held[claim].since <= _day_known(event)]
    for to in dict.fromkeys(held[claim].to for claim in mine):
        claims = tuple(claim for claim in mine if held[claim].to == to)
        yield PassOn.made(
            event=name, kind=event.kind, of=event.of, on=event.on, to=to, claims=claims, amount=_amount(state, event),
            component=event.component, received_by=event.received_by, status=event.status,
            by_claim=tuple(piece for piece in pieces if piece.claim in claims),
        )  # fmt: skip


def _claims(event: Event, pieces: tuple[Piece, ...]) -> tuple[str, ...]:
    named = (event.claim,) if event.claim else tuple(event.claims or ())
    return tuple(dict.fromkeys((*(piece.claim for piece in pieces), *named)))


def _amount(state: State, event: Event) -> Decimal | None:
    return None if event.amount is None else money_of(state, state.case.minor(event.amount))
