"""Bills that may be sent now for what collecting costs: for which claims, from which day, or what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from collectrules.fold import judging
from collectrules.fold.moments import BILLS, Moment
from collectrules.steps.stepping import Obstacle, fee_window

if TYPE_CHECKING:
    from collectrules.fold.entries import Occurrence
    from collectrules.fold.ledger import Account
    from collectrules.fold.rules import FeeRule
    from collectrules.fold.state import State
    from collectrules.loader import model as m


class Bill(NamedTuple):
    """A bill that may be sent for a fee: its claims, its moment, its first day, or what stands in its way.

    `about` are the claims of the act that it is priced by.
    """

    claims: tuple[Account, ...]
    about: tuple[Account, ...]
    at: Moment
    first: int | None
    obstacles: tuple[Obstacle, ...]


def bills(state: State, name: str, living: tuple[Account, ...]) -> Iterator[Bill]:
    """The bills for a fee: one for each claim, or one for all claims of an act of whose sum the fee is taken."""
    base = state.book.profile.base.get(state.book.fees[name].record.of or "")
    found: dict[tuple[object, ...], Bill] = {}
    for account in living:
        rule = account.law.fee(name)
        at = _billed(state, rule, account, living)
        if at is None:
            continue
        done = _done(rule.record, at)
        window = fee_window(state, rule, account, at.claims, done.on, at.cost)
        together = base is not None and base.per in {"letter", "matter"}
        payee = at.cost if rule.record.matter_begins else None  # who bills what is one matter for all of them
        alike = (done.event, payee, *window) if together else (account.index,)
        before = found.get(alike)
        claims = (account,) if before is None else (*before.claims, account)
        found[alike] = Bill(claims, claims if together else at.claims, at if before is None else before.at, *window)
    yield from found.values()


def _done(fee: m.Fee, at: Moment) -> Occurrence:
    """The act that a bill is for; of what is one matter for all mandates the first of them."""
    begun = at.in_matter(fee).begun
    return at.account.latest[fee.act] if fee.matter_begins or begun is None or begun.kind != fee.act else begun


def _billed(state: State, rule: FeeRule, account: Account, living: tuple[Account, ...]) -> Moment | None:
    """The moment of a bill for a fee, under the first cost it may be booked as; his who collects comes first."""
    if rule.record.act not in account.latest:
        return None
    about = _about(rule.record.act, account, living)
    for cost in sorted(rule.record.cost, key=lambda cost: BILLS.get(cost) != account.handed_over):
        at = Moment(state, account, state.on, about, rule.family, cost=cost)
        if judging.governing([rule], at):
            return at
    return None


def _about(act: str, account: Account, living: tuple[Account, ...]) -> tuple[Account, ...]:
    """The claims that the last such act on a claim was about: what other acts were about is no matter of its bill."""
    own = account.latest.get(act)
    return tuple(other for other in living if other is account or _event(other, act) == (own and own.event))


def _event(account: Account, act: str) -> str | None:
    occurrence = account.latest.get(act)
    return None if occurrence is None else occurrence.event
