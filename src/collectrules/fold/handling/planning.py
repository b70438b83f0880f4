"""Plans: agreed, with or without their terms, and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from collectrules.fold.bargains import paid_on, paid_that_day
from collectrules.fold.moments import Moment
from collectrules.fold.parts import note
from collectrules.fold.plans import Arrangement, Instalment, arrangement_of, bear_again, free_days, paid_of
from collectrules.fold.stays import rest_anew
from collectrules.fold.unmet import refuse
from collectrules.fold.windows import off_rest_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collectrules.fold.ledger import Account
    from collectrules.fold.state import State
    from collectrules.loader import model as m
    from collectrules.nouns.events import Event


TERMINATED: Final = "plan_terminated"
"""The word for the end of a plan in the record of a claim, whether somebody ended it or its time was over."""


def on_plan_agreed(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """A plan is agreed; the workflow waits for it, and interest may rest until its last day to pay is over."""
    day = event.on.toordinal()
    rules = [rule for account in accounts for rule in rules_of(state, Moment(state, account, day))]
    plan = _arrangement(state, event, name, accounts, rules)
    if plan is None:
        text = "the instalments agreed on are not recorded, so nobody can tell whether one is missed"
        state.assume(f"{state.path_of(name)}.instalments", "plan_terms_unknown", text, day=event.on.isoformat())
    for account in accounts:
        account.kept |= {"plan": "running", "arrangement": plan}
        bear_again(account, day)  # a plan before this one frees of nothing any more
        if event.interest_free or any(rule.interest == "stops" for rule in rules):
            account.kept["interest_free"] = (*free_days(account), (day + 1, None if plan is None else plan.over - 1))
        rest_anew(state, account)
    complete(state, day)


def on_plan_terminated(state: State, event: Event, _name: str, accounts: list[Account]) -> None:
    """A plan is ended for default; interest runs again from the next day, and nothing is added for the days before."""
    day = event.on.toordinal()
    for account in accounts:
        account.kept["plan"] = "broken"
        bear_again(account, day)
        rest_anew(state, account)


def fall(state: State, day: int) -> None:
    """End the plans that fall by themselves up to a day: what is paid later does not bring them back."""
    for account in state.ledger.accounts:
        plan = _running(account)
        if plan is None:
            continue
        falls = plan.falls(paid_of(state, plan))
        if falls is not None and falls <= day:
            account.kept["plan"] = "broken"
            bear_again(account, falls - 1)
            rest_anew(state, account)
        _written_down(account, plan, plan.over if falls is None else min(falls, plan.over), day)


def _written_down(account: Account, plan: Arrangement, end: int, day: int) -> None:
    """Write into the record of a claim that its plan is over: what rested for it rests no longer, ended or not."""
    if end > day or account.kept.get("plan_over") == plan.event:
        return
    account.kept["plan_over"] = plan.event
    account.log.append((end - 1, TERMINATED))
    note(account, (), (end - 1, TERMINATED))


def complete(state: State, day: int) -> None:
    """Let a plan be over once all its instalments have been paid: what is left of the debt bears interest again."""
    for account in state.ledger.accounts:
        plan = _running(account)
        if plan is not None and paid_of(state, plan) >= plan.total:
            bear_again(account, day)
            _written_down(account, plan, day + 1, day + 1)
            rest_anew(state, account)


def _running(account: Account) -> Arrangement | None:
    return arrangement_of(account) if account.kept.get("plan") == "running" else None


def rules_of(state: State, moment: Moment, granted_by: str = "creditor") -> list[m.Plan]:
    """Return the rules for plans that somebody may grant in a moment."""
    found = [rule for rule, gate in state.book.plans if rule.granted_by == granted_by and gate.holds(moment)]
    for rule in found:
        refuse(state.book.profile, "plan", rule)
    return found


def _instalments(
    state: State, event: Event, accounts: list[Account], rules: Sequence[m.Plan]
) -> tuple[Instalment, ...]:
    """What was agreed, in order; a day to pay that is a rest day of the law's calendar is the next working day."""
    moment, names = Moment(state, accounts[0], event.on.toordinal()), [rule.pay_on for rule in rules]

    def last(due: int) -> int:
        return off_rest_days(off_rest_days(due, names, moment) + (event.grace_days or 0), names, moment)

    days = ((one.due.toordinal(), state.case.minor(one.amount)) for one in event.instalments or ())
    return tuple(Instalment(due, last(due), amount) for due, amount in sorted(days))


def _arrangement(
    state: State, event: Event, name: str, accounts: list[Account], rules: Sequence[m.Plan]
) -> Arrangement | None:
    if not event.instalments:
        return None
    limits = [rule.lapses.missed for rule in rules if rule.lapses is not None and rule.lapses.missed is not None]
    day, rows = event.on.toordinal(), _instalments(state, event, accounts, rules)
    asked = sum(one.amount for one in rows if one.due <= day)
    at_once = min(paid_that_day(state.ledger, accounts, day), asked)
    return Arrangement(
        event=name,
        made=day,
        claims=tuple(account.index for account in accounts),
        before=paid_on(state.ledger, accounts) - at_once,
        instalments=rows,
        lapses=min(limits, default=None),
        at_once=at_once,
    )
