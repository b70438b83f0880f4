"""Money events: payments, credit notes, waivers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from collectrules.fold.clocks import COMPONENTS
from collectrules.fold.judging import Verdict
from collectrules.fold.ledger import Account, Ledger, Payment
from collectrules.fold.moments import Moment
from collectrules.fold.rules import InterestRule, undisplaced
from collectrules.fold.state import State
from collectrules.fold.unmet import refuse
from collectrules.ground.errors import Fault, NotModelled
from collectrules.loader import model as m
from collectrules.nouns.events import Event
from collectrules.topics.allocation import Debt, allocate

_SLOTS: Final = {"fees": "fees", "compensation": "fees", "costs": "costs", "court_costs": "costs",
                 "enforcement_costs": "costs", "interest": "interest", "default_interest": "interest",
                 "principal": "principal"}  # fmt: skip


def due_and_open(state: State, day: int) -> list[Account]:
    """Return the claims that are due and not fully paid on a day."""
    return [a for a in state.ledger.accounts if a.due <= day and (a.open_principal > 0 or _anything_open(state, a))]


def _anything_open(state: State, account: Account) -> bool:
    ledger = state.ledger
    return any(ledger.open_component(account, part) > 0 for part in ("interest", "fees", "costs"))


def on_payment(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """Settle interest to the payment's day, then allocate as the profile says; the rest is credit."""
    day, ledger = event.on.toordinal(), state.ledger
    for account in ledger.accounts:
        _payment_day_rate(account)
        counted = account.interest_rule is None or account.interest_rule.payment_day == "counted"
        ledger.settle(account, day if counted else day - 1)
    named = bool(event.claim or event.claims)
    rule = _allocation(state, day, accounts)
    arisen = [account for account in _in_order(ledger) if account.arisen(day)]
    debts = [_debt(state, account, day, designated=named and account in accounts) for account in arisen]
    amount = state.case.minor(event.amount) if event.amount is not None else 0
    parts, rest = _placed(state, day, amount, debts, rule, event.component)
    ledger.credit += rest
    order = tuple(dict.fromkeys(component for _, component, _ in parts))
    confirmed = event.status != "reported"
    if not confirmed:
        state.unconfirmed.append(name)
    ledger.payments.append(Payment(name, day, amount, event.received_by, parts, rest, order, rule.law, confirmed))
    _close_runs(state, day)


def _in_order(ledger: Ledger) -> Sequence[Account]:
    """The claims as allocation finds them where its own order leaves a tie: never as the document lists them."""
    if len(ledger.accounts) == 1:
        return ledger.accounts
    return sorted(ledger.accounts, key=lambda account: (account.due, account.claim.id))


def _placed(
    state: State, day: int, amount: int, debts: Sequence[Debt], rule: m.Allocation, first: str | None = None
) -> tuple[list[tuple[int, str, int]], int]:
    """Pay debts with an amount in the order of a rule; return the pieces and what nothing was open for."""
    pieces, rest = allocate(amount, debts, rule, first)
    parts = [(key, _SLOTS[slot], part) for key, slot, part in pieces]
    for key, component, part in parts:
        account = state.ledger.accounts[key]
        state.ledger.pay(account, component, part)
        account.last_money = day
        if component == "principal":
            account.reduced.append((day, part))
    return parts, rest


def use_credit(state: State, day: int) -> None:
    """Pay what is open with what the debtor has to his credit, the oldest payment first; the two never stand beside."""
    ledger = state.ledger
    for account in ledger.accounts:
        ledger.settle(account, day)
    for payment in ledger.payments:
        if payment.rest == 0:
            continue
        arisen = [account for account in _in_order(ledger) if account.arisen(day)]
        debts = [_debt(state, account, day, designated=False) for account in arisen]
        parts, rest = _placed(state, day, payment.rest, debts, _allocation(state, day, ledger.accounts))
        ledger.credit -= payment.rest - rest
        payment.rest = rest
        payment.pieces[:] = _joined([*payment.pieces, *parts])
    _close_runs(state, day)


def _joined(pieces: Sequence[tuple[int, str, int]]) -> list[tuple[int, str, int]]:
    """Add up the pieces of one component of one claim."""
    found: dict[tuple[int, str], int] = {}
    for key, component, amount in pieces:
        found[key, component] = found.get((key, component), 0) + amount
    return [(key, component, amount) for (key, component), amount in found.items()]


def _payment_day_rate(account: Account) -> None:
    """A rate that the day of payment chooses is computed for what is unpaid; a part payment would need two.

    Raises:
        NotModelled: `word_not_computed`.

    """
    rule = account.kept.get("interest_rule")
    if isinstance(rule, InterestRule) and rule.by_payment is not None:
        path = f"rate.{rule.by_payment}.reference.keyed_by"
        raise NotModelled(Fault(code="word_not_computed", path=path, expected="a rate for part payments"))


def _allocation(state: State, day: int, accounts: Sequence[Account]) -> m.Allocation:
    moment = Moment(state, (accounts or state.ledger.accounts)[0], day)
    remaining = undisplaced(moment.account.law.allocations, moment)
    if len(remaining) != 1:
        got = ", ".join(rule.record.name for rule in remaining) or None
        raise NotModelled(
            Fault(code="allocation", path="allocation", expected="exactly one rule that applies", got=got)
        )
    refuse(state.book.profile, "allocation", remaining[0].record)
    return remaining[0].record


def _debt(state: State, account: Account, day: int, *, designated: bool) -> Debt:
    ledger = state.ledger
    open_ = {component: ledger.open_component(account, component) for component in COMPONENTS}
    slots = {slot: open_[component] for slot, component in _SLOTS.items()}
    arose = account.arose if account.arose is not None else account.due
    return Debt(account.index, account.due, account.due >= day, arose, designated, slots)


def _close_runs(state: State, day: int) -> None:
    """End the run of arrears of each relationship of which nothing overdue is open any more."""
    for arrears in state.arrears.values():
        members = [state.ledger.accounts[index] for index in arrears.members]
        if not any(account.due < day and account.open_principal > 0 for account in members):
            arrears.charged.clear()


def on_credit_note(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """Reduce principal as of the day; the credited part bears no interest on it."""
    day, left = event.on.toordinal(), state.case.minor(event.amount) if event.amount is not None else 0
    for account in accounts:
        state.ledger.settle(account, day - 1)
        part = min(left, account.open_principal)
        account.credited += part
        account.last_money = day
        account.reduced.append((day, part))
        left -= part
    for account in accounts:
        left -= _given_back(state, account, left)
    _told_beyond(state, "credit_beyond_principal", name, accounts, day, left)
    _close_runs(state, day)


def _told_beyond(state: State, code: str, name: str, accounts: Sequence[Account], day: int, left: int) -> None:
    """Note what of a credit note or waiver nothing was there for."""
    if left:
        ids = tuple(account.claim.id for account in accounts)
        values = (("beyond", state.text(left)),)
        state.verdicts.append(
            Verdict(code=code, severity="note", event=name, claims=ids, day=day, law=(), values=values)
        )


def _given_back(state: State, account: Account, excess: int) -> int:
    """What a credit note takes away after it was paid goes back to the payments it came from, as credit."""
    back = min(excess, account.principal_paid)
    account.principal_paid -= back
    account.credited += back
    state.ledger.credit += back
    left = back
    for payment in reversed(state.ledger.payments):
        for place, (key, component, amount) in enumerate(payment.pieces):
            part = min(left, amount) if (key, component) == (account.index, "principal") else 0
            payment.pieces[place] = (key, component, amount - part)
            payment.rest += part
            left -= part
        payment.pieces[:] = [piece for piece in payment.pieces if piece[2]]
    return back


def on_waiver(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """Waive a component, up to what is open of it."""
    day = event.on.toordinal()
    component = str(event.component)
    left = state.case.minor(event.amount) if event.amount is not None else None
    for account in accounts:
        state.ledger.settle(account, day)
        most = state.ledger.open_component(account, component) if left is None else left
        waived = state.ledger.waive(account, component, most)
        account.last_money = day
        if component == "principal":
            account.reduced.append((day, waived))
        left = None if left is None else left - waived
    _told_beyond(state, "waiver_beyond_balance", name, accounts, day, left or 0)
    _close_runs(state, day)
