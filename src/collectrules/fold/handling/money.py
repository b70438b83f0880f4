"""Money events: payments, credit notes, waivers."""

from __future__ import annotations

from collections.abc import Sequence

from collectrules.fold.entries import SLOT_KINDS, Payment
from collectrules.fold.handling.debts import debts_of, joint_of, law_of, named_in
from collectrules.fold.handling.paymentrates import keep_rate_of, take_rate_of
from collectrules.fold.handling.planning import complete
from collectrules.fold.handling.settling import overpaid, perform
from collectrules.fold.judging import Verdict
from collectrules.fold.ledger import Account
from collectrules.fold.state import State
from collectrules.nouns.events import Event
from collectrules.topics.allocation import COMPONENT, JOINT, Debt, allocate


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
        counted = account.interest_rule is None or account.interest_rule.payment_day == "counted"
        ledger.settle(account, day if counted else day - 1)
    take_rate_of(state, day)
    chosen = named_in(state, event, name, accounts)
    amount = state.case.minor(event.amount) if event.amount is not None else 0
    debts = debts_of(state, day, chosen.claims)
    parts, rest = _placed(state, day, amount, debts, chosen.part)
    keep_rate_of(state, day, {key for key, *_ in parts})
    ledger.credit += rest
    order = tuple(dict.fromkeys(component for _, component, _ in parts))
    law = law_of(debts, parts, accounts)
    _tell(accounts, day, {key for key, *_ in parts})
    confirmed = event.status != "reported"
    if not confirmed:
        state.unconfirmed.append(name)
    ledger.payments.append(Payment(name, day, amount, event.received_by, parts, rest, order, law, confirmed))
    overpaid(state, accounts, day, rest)
    perform(state, day, rest)
    complete(state, day)
    _close_runs(state, day)


def _tell(accounts: Sequence[Account], day: int, reached: set[int]) -> None:
    """Remember of which claims a payment may say that they are owed: never of one that the debtor disputes."""
    for account in accounts:
        if not account.disputed and "opposed" not in account.kept:
            account.undisputed.append((day, account.index in reached))


def _placed(
    state: State, day: int, amount: int, debts: Sequence[Debt], first: str | None = None
) -> tuple[list[tuple[int, str, int]], int]:
    """Pay debts with an amount in the order of the law; return the pieces and what nothing was open for."""
    joint = joint_of(state, debts)
    pieces, rest = allocate(amount, debts, first, joint)
    for key, slot, part in pieces:
        account, component = state.ledger.accounts[key], COMPONENT[slot]
        state.ledger.pay(account, component, part, SLOT_KINDS.get(slot), joint=slot == JOINT if joint else None)
        account.last_money = day
        if component == "principal":
            account.reduced.append((day, part))
    return _joined([(key, COMPONENT[slot], part) for key, slot, part in pieces]), rest


def use_credit(state: State, day: int) -> None:
    """Pay what is open with what the debtor has to his credit, the oldest payment first; the two never stand beside."""
    ledger = state.ledger
    for account in ledger.accounts:
        ledger.settle(account, day)
    for payment in ledger.payments:
        if payment.rest == 0:
            continue
        take_rate_of(state, day)
        parts, rest = _placed(state, day, payment.rest, debts_of(state, day))
        keep_rate_of(state, day, {key for key, *_ in parts})
        ledger.credit -= payment.rest - rest
        payment.rest = rest
        payment.pieces[:] = _joined([*payment.pieces, *parts])
    if perform(state, day) and ledger.credit:
        use_credit(state, day)
    complete(state, day)
    _close_runs(state, day)


def _joined(pieces: Sequence[tuple[int, str, int]]) -> list[tuple[int, str, int]]:
    """Add up the pieces of one component of one claim."""
    found: dict[tuple[int, str], int] = {}
    for key, component, amount in pieces:
        found[key, component] = found.get((key, component), 0) + amount
    return [(key, component, amount) for (key, component), amount in found.items()]


def _close_runs(state: State, day: int) -> None:
    """End the run of arrears of each relationship of which nothing overdue is open any more."""
    for arrears in state.arrears.values():
        members = [state.ledger.accounts[index] for index in arrears.members]
        if not any(account.timely < day and account.open_principal > 0 for account in members):
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
        left -= sum(part for *_, part in payment.give_back(left, {account.index}, "principal"))
    return back


def on_waiver(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """Waive a component, up to what is open of it."""
    day = event.on.toordinal()
    component = str(event.component)
    left = state.case.minor(event.amount) if event.amount is not None else None
    for account in accounts:
        state.ledger.settle(account, day)
        waived = state.ledger.waive(account, component, left)
        account.last_money = day
        if component == "principal":
            account.reduced.append((day, waived))
        left = None if left is None else left - waived
    _told_beyond(state, "waiver_beyond_balance", name, accounts, day, left or 0)
    _close_runs(state, day)
