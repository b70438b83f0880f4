"""Settlements: an offer, its acceptance, and what becomes of the debt once the agreed sum is paid in time.

Nothing is waived before: a settlement that is not performed leaves the old debt, less what was paid.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from collectrules.fold.bargains import Bargain, bargains_of, paid_on, paid_that_day
from collectrules.fold.entries import COMPONENTS
from collectrules.fold.handling.course import above_claim
from collectrules.fold.judging import Verdict
from collectrules.fold.moments import Moment
from collectrules.fold.windows import off_rest_days

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collectrules.fold.ledger import Account
    from collectrules.fold.state import State
    from collectrules.nouns.events import Event


def on_offer(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """The creditor offers to take less; the workflow waits until the offer ends, or it was paid the same day."""
    day = event.on.toordinal()
    above_claim(state, event, name, accounts, paid_that_day(state.ledger, accounts, day))
    made = _bargain(state, event, name, accounts)
    for account in accounts:
        account.kept["bargains"] = (*bargains_of(account), made)
    perform(state, day)


def on_acceptance(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """The debtor accepts an offer, or both agree on a sum; what was offered too long ago binds nobody."""
    day = event.on.toordinal()
    above_claim(state, event, name, accounts, paid_that_day(state.ledger, accounts, day))
    offer = _offer(event, accounts if event.of is None else state.ledger.accounts)
    own = _bargain(state, event, name, accounts)
    if offer is None:
        offer = own
    elif event.amount is None and event.until is None and offer.word(day) == "lapsed":
        _note(state, "offer_lapsed", offer, name, day)
        return
    amount = offer.amount if own.amount is None else own.amount
    until = offer.until if own.until is None else own.until
    if amount is None:
        text = "the sum agreed on is not recorded, so the settlement leaves the debt as it is"
        state.assume(f"{state.path_of(name)}.amount", "settlement_sum_unknown", text, day=event.on.isoformat())
    before = min(offer.before, own.before) if own.claims == offer.claims else offer.before
    _agree(state, replace(offer, amount=amount, until=until, accepted=day, before=before))
    perform(state, day)


def overpaid(state: State, accounts: list[Account], day: int, rest: int) -> None:
    """Note what is paid on claims that a settlement has ended already: nothing of it was owed."""
    found = [bargain for account in accounts for bargain in bargains_of(account)[-1:] if bargain.performed is not None]
    if rest and len(found) == len(accounts):
        _note(state, "settlement_overpaid", found[0], found[0].event, day, beyond=state.text(rest))


def perform(state: State, day: int, rest: int = 0) -> bool:
    """Waive what is left of every debt whose settlement has been paid by now; return whether there was one.

    What was paid on these debts beyond the settlement is credit; `rest` is what of the money was beyond all debts.
    """
    bargains = [bargain for account in state.ledger.accounts for bargain in bargains_of(account)]
    found = [
        _perform(state, bargain, bargain.amount, day, rest)
        for bargain in dict.fromkeys(bargains)
        if bargain.amount is not None and bargain.word(day) in {"offered", "accepted"}
    ]
    return any(found)


def _perform(state: State, bargain: Bargain, amount: int, day: int, rest: int) -> bool:
    accounts = [state.ledger.accounts[index] for index in bargain.claims]
    paid = paid_on(state.ledger, accounts) - bargain.before
    if paid < amount or (bargain.accepted is None and paid != amount):
        return False  # only who pays just what was offered says by that that he takes the offer
    if bargain.accepted is None:
        _note(state, "settlement_by_payment", bargain, bargain.event, day)
    if paid > amount:
        _note(state, "settlement_overpaid", bargain, bargain.event, day, beyond=state.text(paid - amount + rest))
    _agree(state, replace(bargain, performed=day))
    for account in accounts:
        _release(state, account, day)
    state.ledger.give_back(bargain.claims, paid - amount)
    return True


def _release(state: State, account: Account, day: int) -> None:
    """Waive all that is open of a claim."""
    state.ledger.settle(account, day)
    account.reduced.append((day, state.ledger.release(account)))


def _offer(event: Event, accounts: Iterable[Account]) -> Bargain | None:
    """The offer that an acceptance names, else the last one."""
    found = (bargain for account in accounts for bargain in reversed(bargains_of(account)))
    return next((one for one in found if event.of in {None, one.event}), None)


def _bargain(state: State, event: Event, name: str, accounts: list[Account]) -> Bargain:
    day, amount = event.on.toordinal(), None if event.amount is None else state.case.minor(event.amount)
    return Bargain(
        event=name,
        amount=amount,
        claims=tuple(account.index for account in accounts),
        before=paid_on(state.ledger, accounts) - _at_once(state, accounts, amount, day),
        made=day,
        until=None if event.until is None else _last_day(state, event, accounts, event.until.toordinal()),
    )


def _at_once(state: State, accounts: list[Account], amount: int | None, day: int) -> int:
    """What was paid on the day of a settlement, as far as that was paid on the settlement.

    It was if it is just the sum, or if the sum is more than that money left open: then nobody spoke of what was left.
    """
    ledger = state.ledger
    paid = paid_that_day(ledger, accounts, day)
    left = sum(ledger.open_component(account, part) for account in accounts for part in COMPONENTS)
    return paid if amount is not None and (amount == paid or amount > left) else 0


def _last_day(state: State, event: Event, accounts: list[Account], day: int) -> int:
    """The last day to pay, off the rest days of the law's calendar for it."""
    moment = Moment(state, accounts[0], event.on.toordinal())
    return off_rest_days(day, [rule.pay_on for rule, gate in state.book.settlements if gate.holds(moment)], moment)


def _agree(state: State, bargain: Bargain) -> None:
    """What is agreed on, or paid, stands in the place of all that was offered before for its claims."""
    for index in bargain.claims:
        state.ledger.accounts[index].kept["bargains"] = (bargain,)


def _note(state: State, code: str, bargain: Bargain, name: str, day: int, **values: str) -> None:
    claims = tuple(state.ledger.accounts[index].claim.id for index in bargain.claims)
    verdict = Verdict(
        code=code, severity="note", event=name, claims=claims, day=day, law=(), values=tuple(values.items())
    )  # fmt: skip
    state.verdicts.append(verdict)
