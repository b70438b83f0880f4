"""Debts as a payment finds them: the order the law has for each, and whose word on the payment counts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from collectrules.fold.entries import SLOT_KINDS
from collectrules.fold.ledger import Account, Ledger, is_joint
from collectrules.fold.moments import Moment
from collectrules.fold.rules import decided
from collectrules.fold.state import State
from collectrules.fold.unmet import not_computed, refuse
from collectrules.ground.errors import Fault, NotModelled
from collectrules.loader import model as m
from collectrules.nouns.events import Event
from collectrules.topics.allocation import COMPONENT, Debt, Joint, ranks_of

_SECURITY: Final = ("none", "guarantee", "pledge", "land")
"""How well a claim is secured, the least first."""


_NOT_HIS: Final = frozenset({"office", "court"})
"""Who receives money that a debtor did not send by his own will."""


class Named(NamedTuple):
    """What of that which a payment names counts: claims (by index) and a part of them."""

    claims: frozenset[int] = frozenset()
    part: str | None = None


def debts_of(state: State, day: int, chosen: Collection[int] = ()) -> list[Debt]:
    """Return every claim that has arisen as a payment of a day finds it; `chosen` are those it was made for."""
    return [_debt(state, account, day, chosen) for account in _in_order(state.ledger) if _takes(account, day)]


def joint_of(state: State, debts: Sequence[Debt]) -> list[Joint]:
    """The open costs of acts about several claims, where the law serves them before these claims."""
    carriers = (state.ledger.accounts[debt.key] for debt in debts if debt.rule.joint_costs == "first")
    lines = (line for account in carriers for line in account.lines["costs"] if is_joint(line))
    open_ = ((line, state.ledger.open_of(line)) for line in lines)
    return [Joint(line.claim, left, frozenset(line.shared)) for line, left in open_ if left]


def _takes(account: Account, day: int) -> bool:
    """Whether money may reach a claim: it has arisen, and does not turn out never to have been owed."""
    return account.arisen(day) and "never_owed" not in account.kept


def _in_order(ledger: Ledger) -> Sequence[Account]:
    """The claims as allocation finds them where its own order leaves a tie: never as the document lists them."""
    if len(ledger.accounts) == 1:
        return ledger.accounts
    return sorted(ledger.accounts, key=lambda account: (account.due, account.claim.id))


def _debt(state: State, account: Account, day: int, chosen: Collection[int]) -> Debt:
    rule = allocation(state, account, day)
    slots = {slot: _open(state.ledger, account, slot) for rank in ranks_of(rule) for slot in rank}
    if rule.joint_costs == "first" and "costs" in slots:
        slots["costs"] -= sum(state.ledger.open_of(line) for line in account.lines["costs"] if is_joint(line))
    arose = account.arose if account.arose is not None else account.due
    designated = account.index in chosen
    if len(state.ledger.accounts) == 1:
        return Debt(account.index, account.due, account.due > day, arose, designated, slots, rule)
    words = (*rule.between, *rule.if_undue)
    return Debt(
        account.index, account.due, account.due > day, arose, designated, slots, rule,
        _enforced(state, account, rule),
        _security(state, account) if "least_secured" in words else 0, _burden(account, day),
    )  # fmt: skip


def _enforced(state: State, account: Account, rule: m.Allocation) -> int | None:
    """The first day on which an enforcement began, as the law says or when it was asked for; None if none did."""
    begins = rule.begun_by or state.book.enforcing
    return min((day for day, kind in account.log if kind in begins), default=None)


def _open(ledger: Ledger, account: Account, slot: str) -> int:
    """What is open of a slot; nothing of one that format 1 does not tell from principal or interest."""
    component = COMPONENT.get(slot)
    if component is None:
        return 0
    kinds = SLOT_KINDS.get(slot)
    return ledger.open_component(account, component) if kinds is None else ledger.open_kinds(account, component, kinds)


def _security(state: State, account: Account) -> int:
    """How well a claim is secured; one of which nothing is said counts as not secured, and the answer says so."""
    if account.claim.secured is None:
        path = f"claims[{account.index}].secured"
        state.assume(path, "not_secured", "nothing is said of a security, so there is none", claim=account.claim.id)
    return _SECURITY.index(account.claim.secured or "none")


def _burden(account: Account, day: int) -> int:
    """The rate at which interest runs on a day: the dearer debt is the more burdensome, one that bears none is not."""
    first, last = account.interest_first, account.stopped
    runs = first is not None and first <= day and (last is None or day <= last)
    segment = account.path.rate_on(day) if account.path is not None and runs else None
    return 0 if segment is None else segment.rate or 0


# The order of the law --------------------------------------------------------------------------------------


def allocation(state: State, account: Account, day: int) -> m.Allocation:
    """Return the order of parts and debts that the law has for a claim on a day.

    Raises:
        NotModelled: `allocation`, none applies or several do; `word_not_computed`, another order was agreed.

    """
    agreed = account.claim.agreements
    if agreed is not None and agreed.allocation is not None:
        raise not_computed([f"claims[{account.index}].agreements.allocation"])
    remaining = decided(account.law.allocations, Moment(state, account, day))
    if len(remaining) != 1:
        got = ", ".join(rule.record.name for rule in remaining) or None
        raise NotModelled(
            Fault(code="allocation", path="allocation", expected="exactly one rule that applies", got=got)
        )
    refuse(state.book.profile, "allocation", remaining[0].record)
    return remaining[0].record


def law_of(
    debts: Sequence[Debt], pieces: Sequence[tuple[int, str, int]], accounts: Sequence[Account]
) -> tuple[str, ...]:
    """Return the law by which money was placed: that of each claim it reached; else of the first it was paid on."""
    known = {debt.key: debt.rule.law for debt in debts}
    reached = dict.fromkeys(key for key, *_ in pieces) or [account.index for account in accounts[:1]]
    return tuple(dict.fromkeys(key for place in reached for key in known.get(place, ())))


# Who chooses -----------------------------------------------------------------------------------------------


def named_in(state: State, event: Event, name: str, accounts: Sequence[Account]) -> Named:
    """Return what counts of that which a payment names, claim by claim."""
    claims = [account for account in accounts if (event.claim or event.claims) and len(state.ledger.accounts) > 1]
    meant = _implied(state, event, name, claims or state.ledger.accounts)
    if meant is not None:
        return Named(frozenset({meant.index}), "principal")
    if not claims and event.component is None:
        return Named()
    asked = claims or accounts
    counting = [account for account in asked if _counts(state, event, name, account)]
    agreed = (
        counting if event.component is None else [one for one in asked if _counts_for_part(state, event, name, one)]
    )
    part = event.component if len(agreed) == len(asked) else None
    return Named(frozenset(account.index for account in counting if account in claims), part)


def _implied(state: State, event: Event, name: str, asked: Sequence[Account]) -> Account | None:
    """Return the one claim whose open principal a debtor pays to the unit, where the law hears a designation in that.

    An office or court pays over what it took, and a creditor who names something says so: neither is the debtor's word.
    """
    silent = event.kind != "payment" or event.component or event.received_by in _NOT_HIS
    if silent or event.named_by == "creditor" or event.amount is None:
        return None
    day, amount = event.on.toordinal(), state.case.minor(event.amount)
    exact = [account for account in asked if _takes(account, day) and account.open_principal == amount]
    if len(exact) != 1 or amount == _all_open(state, day):  # who pays all there is leaves nothing to be heard
        return None
    choice = allocation(state, exact[0], day).choice
    if choice.implied != "exact_principal" or not _counts(state, event, name, exact[0]):
        return None
    text = "it pays exactly the open principal of a claim, so it is meant for that"
    state.assume(
        state.path_of(name), "exact_principal", text, law=choice.law, claim=exact[0].claim.id, day=event.on.isoformat()
    )
    return exact[0]


def _all_open(state: State, day: int) -> int:
    ledger, parts = state.ledger, set(COMPONENT.values())
    takes = [account for account in ledger.accounts if _takes(account, day)]
    return sum(ledger.open_component(account, part) for account in takes for part in parts)


def _counts(state: State, event: Event, name: str, account: Account) -> bool:
    """Whether what a payment names counts for a claim: whose choice the law makes it, and what the other side said."""
    choice = allocation(state, account, event.on.toordinal()).choice
    return _holds(state, event, name, choice, choice.creditor if event.named_by == "creditor" else choice.debtor)


def _counts_for_part(state: State, event: Event, name: str, account: Account) -> bool:
    """Whether the part of a claim that a payment names counts: the law may give the debtor less of a word there."""
    choice = allocation(state, account, event.on.toordinal()).choice
    if event.named_by == "creditor" or choice.part is None:
        return _counts(state, event, name, account)
    return _holds(state, event, name, replace(choice, law=choice.part_law or choice.law), choice.part)


def _holds(state: State, event: Event, name: str, choice: m.Choice, word: str) -> bool:
    """Whether a designation counts by a word of the law, and what the other side said."""
    if word in {"creditor_may_refuse", "unless_objected"}:
        if event.reply is None:
            _assume(state, event, name, choice, "not_refused", "nobody refused what it names, so that counts")
        return event.reply != "refused"
    if word == "needs_consent":
        if event.reply is None:
            _assume(
                state, event, name, choice, "no_consent", "nobody agreed to what it names, so that counts for nothing"
            )
        return event.reply == "accepted"
    return word == "binds"


def _assume(state: State, event: Event, name: str, choice: m.Choice, code: str, text: str) -> None:
    state.assume(f"{state.path_of(name)}.reply", code, text, law=choice.law, day=event.on.isoformat())
