"""The invariants that hold for a single case and its answers, as functions for one's own data.

Each is called as `balance_adds_up(case, profile, on=day)`, returns nothing, and raises `Broken`, an `AssertionError`
that names the number of the invariant and the place. What a law does not know raises `NotModelled`, as the answers do.
None needs Hypothesis. `check_all` calls every one and tells all that do not hold at once:

    >>> import collectrules as cr
    >>> from collectrules.testing import check_all
    >>> case = cr.load_case({
    ...     "id": "1", "jurisdiction": "DK", "currency": "DKK",
    ...     "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
    ...     "claims": [{"id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2024-01-02",
    ...                 "due": "2024-01-31", "due_agreed": True}],
    ...     "events": [{"id": "bank-1", "on": "2024-02-20", "kind": "payment", "amount": "250.00"}],
    ... })
    >>> check_all(case, cr.load_profile("DK"), on="2024-03-01").held[:3]
    ('payments_allocated_once', 'balance_adds_up', 'nothing_below_zero')
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Protocol

from collectrules.ground.dates import to_date
from collectrules.ground.errors import NotModelled
from collectrules.loader.model import Profile
from collectrules.nouns.case import Case
from collectrules.testing.asking import Broken
from collectrules.testing.invariants.agreeing import offer_adds_up, plan_pays_the_debt
from collectrules.testing.invariants.form import no_binary_fraction, round_trip
from collectrules.testing.invariants.money import (
    balance_adds_up,
    consumer_owes_no_more,
    day_adds_what_was_said,
    interest_adds_up,
    larger_payment_leaves_less,
    nothing_below_zero,
    paying_all_clears,
    payments_allocated_once,
    two_parts_are_one_sum,
)
from collectrules.testing.invariants.steps import (
    accepting_twice_changes_nothing,
    nothing_proposed_is_flagged,
    steps_cost_what_they_say,
    steps_open_on_their_day,
    steps_say_their_day_or_why_not,
)
from collectrules.testing.invariants.time import (
    asking_changes_nothing,
    late_entry_changes_nothing,
    later_days_change_nothing,
    permutation_changes_nothing,
    same_event_twice_is_refused,
    undone_payments_never_were,
    voided_events_never_were,
)
from collectrules.testing.judging import Unjudged, judged_alike, judged_lawful

__all__ = [
    "CHECKS",
    "Broken",
    "Checked",
    "accepting_twice_changes_nothing",
    "asking_changes_nothing",
    "balance_adds_up",
    "check_all",
    "consumer_owes_no_more",
    "day_adds_what_was_said",
    "interest_adds_up",
    "judged_alike",
    "judged_lawful",
    "larger_payment_leaves_less",
    "late_entry_changes_nothing",
    "later_days_change_nothing",
    "no_binary_fraction",
    "nothing_below_zero",
    "nothing_proposed_is_flagged",
    "offer_adds_up",
    "paying_all_clears",
    "payments_allocated_once",
    "permutation_changes_nothing",
    "plan_pays_the_debt",
    "round_trip",
    "same_event_twice_is_refused",
    "steps_cost_what_they_say",
    "steps_open_on_their_day",
    "steps_say_their_day_or_why_not",
    "two_parts_are_one_sum",
    "undone_payments_never_were",
    "voided_events_never_were",
]


class Check(Protocol):
    """An invariant of a case: raises `Broken` where it does not hold."""

    def __call__(self, case: Case, profile: Profile, *, on: dt.date) -> None:
        """Check one case on one day."""


def _named(*checks: Check) -> Mapping[str, Check]:
    return MappingProxyType({_name(check): check for check in checks})


def _name(check: Callable[..., None]) -> str:
    return str(check.__name__)


CHECKS: Final = _named(
    payments_allocated_once, balance_adds_up, nothing_below_zero, two_parts_are_one_sum, larger_payment_leaves_less,
    paying_all_clears, interest_adds_up, day_adds_what_was_said, consumer_owes_no_more,
    permutation_changes_nothing, late_entry_changes_nothing, later_days_change_nothing, undone_payments_never_were,
    voided_events_never_were, same_event_twice_is_refused, asking_changes_nothing,
    steps_open_on_their_day, steps_say_their_day_or_why_not, accepting_twice_changes_nothing,
    nothing_proposed_is_flagged, steps_cost_what_they_say, round_trip, no_binary_fraction,
    offer_adds_up, plan_pays_the_debt, judged_lawful, judged_alike,
)  # fmt: skip
"""Name → invariant, in the order in which `check_all` calls them."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Which invariants hold for a case, and which could not be looked at, each with the reason."""

    held: tuple[str, ...]
    left: Mapping[str, str]


def check_all(
    case: Case, profile: Profile, *, on: dt.date | str, only: Collection[str] | None = None, but: Collection[str] = ()
) -> Checked:
    """Check every invariant for a case on a day.

    Args:
        case: the facts.
        profile: the law.
        on: the day.
        only: names of the invariants to check, of `CHECKS`; all of them, if left out.
        but: names to leave out.

    Returns:
        What holds; and what could not be looked at, since a figure is not known or the judge leaves it to others.

    Raises:
        AssertionError: every invariant that does not hold, a line each.
        BadInput: the case does not fit the profile.
        ValueError: a name that no invariant has.

    """
    chosen, day = CHECKS if only is None else only, to_date(on, "on")
    strange = sorted({*chosen, *but} - set(CHECKS))
    if strange:
        message = f"no invariant is called {', '.join(strange)}; CHECKS holds them all"
        raise ValueError(message)
    held: list[str] = []
    left: dict[str, str] = {}
    broken: list[str] = []
    for name, check in CHECKS.items():
        if name not in chosen or name in but:
            continue
        try:
            check(case, profile, on=day)
        except Broken as error:
            broken.append(f"{name}: {error}")
        except Unjudged as error:
            left[name] = str(error)
        except NotModelled as error:
            left[name] = error.code
        else:
            held.append(name)
    if broken:
        message = "\n".join([f"case {case.id} under {profile.header.id} on {day}", *broken])
        raise AssertionError(message)
    return Checked(tuple(held), left)
