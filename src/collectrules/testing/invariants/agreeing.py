"""Offers and plans: what is waived is what is saved, and instalments pay the debt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from collectrules.answers.plans import InstalmentPlan, instalment_plan
from collectrules.answers.settling import settlement_offer
from collectrules.ground.errors import BadInput, NotModelled
from collectrules.loader.model import Profile
from collectrules.nouns.case import Case
from collectrules.testing.asking import COMPONENTS, need, same


def offer_adds_up(case: Case, profile: Profile, *, on: dt.date, discount: str = "20%") -> None:
    """Invariant 47: an offer and what it saves are the debt; what is waived is the saving, part by part.

    Args:
        case: the facts.
        profile: the law.
        on: the day.
        discount: what is given up, as `settlement_offer` takes it.

    Raises:
        Broken: sums that do not fit.

    """
    try:
        found = settlement_offer(case, profile, on=on, discount=discount)
    except (BadInput, NotModelled):  # nothing is owed, or the law lets nobody agree
        return
    same(47, "settle.offer and saving", found.offer + found.saving, found.owed.total)
    same(47, "settle.waived", sum(getattr(found.waived, part) for part in COMPONENTS), found.saving)
    for part in COMPONENTS:
        waived, owed = getattr(found.waived, part), getattr(found.owed, part)
        need(47, f"settle.waived.{part}", f"{waived} of {owed}", holds=0 <= waived <= owed)
    need(47, "settle.offer", f"{found.offer}", holds=0 <= found.offer <= found.owed.total)


def plan_pays_the_debt(case: Case, profile: Profile, *, on: dt.date, counts: Sequence[int] = (1, 4)) -> None:
    """Invariants 44 and 45: instalments are above zero, on days that rise, and come to the debt and its interest.

    Args:
        case: the facts.
        profile: the law.
        on: the day.
        counts: how many instalments to try.

    Raises:
        Broken: instalments that are not the plan's total, or days that do not rise.

    """
    for count in counts:
        try:
            plan = instalment_plan(case, profile, on=on, count=count)
        except (BadInput, NotModelled):
            return
        _pays(plan)


def _pays(plan: InstalmentPlan) -> None:
    rows = plan.instalments
    same(44, "plan.instalments", sum((row.amount for row in rows), Decimal(0)), plan.total)
    need(44, "plan.instalments", "one of nothing", holds=all(row.amount > 0 for row in rows))
    need(44, "plan.instalments", "days that do not rise", holds=all(a.due < b.due for a, b in pairwise(rows)))
    need(45, "plan.instalments[last].balance", f"{rows[-1].balance}", holds=rows[-1].balance == 0)
