"""Plans: agreed, with or without their terms, and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collectrules.fold.bargains import paid_on
from collectrules.fold.moments import Moment
from collectrules.fold.plans import Arrangement
from collectrules.fold.stays import rest_anew
from collectrules.fold.unmet import refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collectrules.fold.ledger import Account
    from collectrules.fold.state import State
    from collectrules.loader import model as m
    from collectrules.nouns.events import Event


def on_plan_agreed(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """A plan is agreed; the workflow waits for it, and interest may rest meanwhile."""
    day = event.on.toordinal()
    rules = [rule for account in accounts for rule in rules_of(state, Moment(state, account, day))]
    plan = _arrangement(state, event, name, accounts, rules)
    if plan is None:
        text = "the instalments agreed on are not recorded, so nobody can tell whether one is missed"
        state.assume(f"{state.path_of(name)}.instalments", "plan_terms_unknown", text, day=event.on.isoformat())
    for account in accounts:
        account.kept |= {"plan": "running", "arrangement": plan}
        if event.interest_free or any(rule.interest == "stops" for rule in rules):
            account.kept["interest_free"] = (day + 1, None)
            rest_anew(state, account)


def on_plan_terminated(state: State, event: Event, _name: str, accounts: list[Account]) -> None:
    """A plan is ended for default; interest runs again from the next day, and nothing is added for the days before."""
    day = event.on.toordinal()
    for account in accounts:
        account.kept["plan"] = "broken"
        free = account.kept.get("interest_free")
        if isinstance(free, tuple):
            account.kept["interest_free"] = (free[0], day)
            rest_anew(state, account)


def rules_of(state: State, moment: Moment) -> list[m.Plan]:
    """Return the rules for plans that a creditor may grant in a moment."""
    found = [rule for rule, gate in state.book.plans if rule.granted_by == "creditor" and gate.holds(moment)]
    for rule in found:
        refuse(state.book.profile, "plan", rule)
    return found


def _arrangement(
    state: State, event: Event, name: str, accounts: list[Account], rules: Sequence[m.Plan]
) -> Arrangement | None:
    if not event.instalments:
        return None
    limits = [rule.lapses.missed for rule in rules if rule.lapses is not None and rule.lapses.missed is not None]
    return Arrangement(
        event=name,
        made=event.on.toordinal(),
        claims=tuple(account.index for account in accounts),
        before=paid_on(state.ledger, accounts),
        instalments=tuple(sorted((one.due.toordinal(), state.case.minor(one.amount)) for one in event.instalments)),
        grace=event.grace_days or 0,
        lapses=min(limits, default=None),
    )
