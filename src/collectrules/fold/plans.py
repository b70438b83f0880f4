"""Instalment plans that were agreed: what was due by when, what is missed, and where the plan stands on a day."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from collectrules.fold.bargains import paid_on
from collectrules.fold.entries import COMPONENTS, Occurrence
from collectrules.ground.records import record

if TYPE_CHECKING:
    from collectrules.fold.ledger import Account
    from collectrules.fold.moments import Moment
    from collectrules.fold.state import State
    from collectrules.fold.stretches import Days

Word = Literal["none", "running", "broken", "ended"]


class Instalment(NamedTuple):
    """One instalment: the day that was agreed, the last day to pay it in time, both as ordinals, and minor units."""

    due: int
    last: int
    amount: int


@record
class Arrangement:
    """A plan for some claims: its instalments, in order.

    `before` is what had been paid on the claims when it was agreed; `at_once` is what was paid the same day on what the
    plan asks for by then. An instalment is missed once its last day to pay is over; with `lapses` missed ones the plan
    falls by itself, never where that is None.
    """

    event: str
    made: int
    claims: tuple[int, ...]
    before: int
    instalments: tuple[Instalment, ...]
    lapses: int | None = None
    at_once: int = 0

    @property
    def over(self) -> int:
        """The day after the last one to pay in time: paid or not, there is nothing left to wait for."""
        return self.instalments[-1].last + 1

    @property
    def total(self) -> int:
        """The sum of all instalments."""
        return sum(one.amount for one in self.instalments)

    def unpaid(self, paid: int) -> tuple[Instalment, ...]:
        """Return the instalments that a sum paid in all does not cover, each with what is left of it."""
        found, reached = [], 0
        for one in self.instalments:
            reached += one.amount
            if paid < reached:
                found.append(one._replace(amount=min(one.amount, reached - paid)))
        return tuple(found)

    def falls(self, paid: int) -> int | None:
        """Return the day from whose beginning so many instalments are missed that the plan has fallen by itself."""
        unpaid = self.unpaid(paid)
        if self.lapses is None or len(unpaid) < self.lapses:
            return None
        return unpaid[self.lapses - 1].last + 1

    def missed(self, paid: int, day: int) -> tuple[int, ...]:
        """Return what is left of each instalment whose time is over by the beginning of a day."""
        return tuple(one.amount for one in self.unpaid(paid) if one.last < day)


def free_days(account: Account) -> tuple[Days, ...]:
    """Return the days on which the plans of a claim, one after the other, let its interest rest."""
    found = account.kept.get("interest_free", ())
    return found if isinstance(found, tuple) else ()


def bear_again(account: Account, day: int) -> None:
    """Let a plan free a claim of interest up to a day, and no longer."""
    free = free_days(account)
    if free and (free[-1][1] is None or free[-1][1] > day):
        account.kept["interest_free"] = (*free[:-1], (free[-1][0], day))


def arrangement_of(account: Account) -> Arrangement | None:
    """Return the plan whose terms are known, if there is one for a claim."""
    found = account.kept.get("arrangement")
    return found if isinstance(found, Arrangement) else None


def paid_of(state: State, plan: Arrangement) -> int:
    """Return what has been paid on a plan, in minor units."""
    return paid_on(state.ledger, [state.ledger.accounts[index] for index in plan.claims]) - plan.before


def plan_word(state: State, account: Account, day: int) -> Word:
    """Return where the plan of a claim stands on a day."""
    word = account.kept.get("plan", "none")
    plan = arrangement_of(account) if word == "running" else None
    if plan is None:
        return word  # type: ignore[return-value]  # what the handler of plans keeps
    paid = paid_of(state, plan)
    falls = plan.falls(paid)
    if falls is not None and falls <= day:
        return "broken"
    return "ended" if paid >= plan.total or not _open(state, plan) else "running"


def plan_holds(state: State, account: Account, day: int) -> bool:
    """Whether a plan holds the creditor back on a day: it runs, and its last day to pay is not over."""
    if plan_word(state, account, day) != "running":
        return False
    plan = arrangement_of(account)
    return plan is None or day < plan.over


def _open(state: State, plan: Arrangement) -> bool:
    """Whether anything is owed on the claims of a plan."""
    accounts = [state.ledger.accounts[index] for index in plan.claims]
    return any(state.ledger.open_component(account, part) for account in accounts for part in COMPONENTS)


def instalments(account: Account) -> int | None:
    """Return how many instalments a plan has, None where its terms are not known."""
    plan = arrangement_of(account)
    return None if plan is None else len(plan.instalments)


def missed(state: State, account: Account, day: int) -> int | None:
    """Return how many instalments are missed on a day, None where the terms of the plan are not known."""
    plan = arrangement_of(account)
    return None if plan is None else len(plan.missed(paid_of(state, plan), day))


def missed_share(state: State, account: Account, day: int) -> Fraction | None:
    """Return how much of the plan is overdue on a day, in per cent of its total."""
    plan = arrangement_of(account)
    if plan is None or plan.total == 0:
        return None
    return Fraction(100 * sum(plan.missed(paid_of(state, plan), day)), plan.total)


def next_default(state: State, account: Account) -> tuple[int, int] | None:
    """Return the due day of the oldest open instalment of a running plan, and the last day to pay it in time."""
    plan = arrangement_of(account)
    if plan is None or plan_word(state, account, state.on) != "running":
        return None
    first = plan.unpaid(paid_of(state, plan))[0]
    return first.due, first.last


def default_days(account: Account) -> tuple[int, ...]:
    """Return the days on which an instalment of a claim's plan comes to be missed if it is not paid."""
    plan = arrangement_of(account)
    return () if plan is None else tuple(one.last + 1 for one in plan.instalments)


def missed_days(moment: Moment) -> tuple[int, ...]:
    """Return the days so far on which an instalment came to be missed; that one will be is for nobody to say."""
    return tuple(day for day in default_days(moment.account) if day <= moment.state.on)


def default_since(state: State, account: Account) -> int | None:
    """Return the day since which an instalment of a claim's plan is missed that still is, None where none is."""
    plan = arrangement_of(account)
    if plan is None:
        return None
    oldest = plan.unpaid(paid_of(state, plan))[:1]
    return next((one.last + 1 for one in oldest if one.last < state.on), None)


def warning_of(state: State, account: Account) -> Occurrence | None:
    """Return the warning that a claim's plan will be ended, if it is about this plan and about the present default."""
    plan, told, since = arrangement_of(account), account.latest.get("plan_notice"), default_since(state, account)
    if plan is None or told is None or since is None:
        return told if plan is None else None  # where the terms are not known, nobody can say what it was about
    return told if told.on >= max(plan.made, since) else None
