"""Plans that are broken, under the law of every profile: warned of and ended as proposed, nothing of it is flagged."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import collectrules as cr
from collectrules.fold.moments import region_of
from collectrules.nouns.calendars import working_days
from collectrules.testing import cases, horizon, parties
from tests.laws.properties import COMPONENTS, DAY, SHIPPED, Document, few, law
from tests.laws.test_properties_plans import agreed, of, paid, plan_for, told, with_all

QUIET = ("payment", "reminder", "letter", "acknowledgement", "credit_note")
"""What shuts no agreement: whatever is left undone is left undone for the plan alone."""
KINDS = ("goods_or_services", "loan", "consumer_credit")
PATIENCE = 70 * DAY
"""Longer than any law lets the creditor wait once the last instalment is missed: six weeks, and two of a warning."""
YEARS = 3 * 366 * DAY
CENT = Decimal("0.01")
STEPS = ("plan_notice", "plan_terminated")


class Broken(NamedTuple):
    """A case, a plan for it, what was paid of it, the days of grace, and after how many a warning arrives, if known."""

    case: cr.Case
    plan: cr.InstalmentPlan
    money: list[Document]
    grace: int
    arrives: int | None

    @property
    def whole(self) -> cr.Case:
        return with_all(self.case, self.agreement, *self.money)

    @property
    def agreement(self) -> Document:
        return agreed(self.plan) | ({"grace_days": self.grace} if self.grace else {})


@st.composite
def histories(draw: st.DrawFn, profile: cr.Profile) -> tuple[cr.Case, dt.date]:
    """A case whose history lies behind, and a day after which there are rates for the whole of a plan."""
    (first, last), kind = horizon(profile), draw(st.sampled_from(KINDS))
    case = draw(
        cases(profile, within=(first, last - YEARS), kinds=QUIET, claim_kinds=[kind], most_claims=2, most_events=3,
              debtor=parties(kinds=["consumer", "consumer", "business"]))
    )  # fmt: skip
    begins = max(claim.due for claim in case.claims)
    on = draw(st.dates(begins, begins + 60 * DAY))
    past: Document = cr.dump(case)
    past["events"] = [one for one in past["events"] if one["on"] <= on.isoformat()]
    if draw(st.booleans()):  # an agreed day brings default, and with it interest, without a letter
        past["claims"] = [claim | {"due_is": "agreed"} for claim in past["claims"]]
    return cr.load_case(past), on


def planned(draw: st.DrawFn, case: cr.Case, on: dt.date) -> cr.InstalmentPlan:
    """A plan with or without money down and interest; another case where nothing is owed, or the law is not known."""
    terms: dict[str, Any] = {
        "count": draw(st.integers(1, 8)), "every": draw(st.sampled_from(["week", "two_weeks", "month"])),
        "interest_free": draw(st.booleans()),
    }  # fmt: skip
    try:
        return plan_for(draw, case, on, terms)
    except (cr.NotModelled, cr.BadInput) as error:
        assume(error.code not in {"nothing_owed", "missing_fact", "not_modelled", "unknown_figure"})
        raise


@st.composite
def broken(draw: st.DrawFn, name: str) -> Broken:
    """A plan of which some instalments are paid, and a part of the next one."""
    case, on = draw(histories(law(name)))
    plan = planned(draw, case, on)
    rows = draw(st.integers(0, len(plan.instalments) - 1))
    money, (missed, *_) = paid(plan, rows), plan.instalments[rows:]
    part = (missed.amount * draw(st.sampled_from([0, 0, 50])) / 100).quantize(missed.amount)
    if part:
        money.append(
            {"id": "zzp", "on": missed.due, "kind": "payment", "amount": str(part), "claims": list(plan.claims)}
        )
    return Broken(case, plan, money, draw(st.sampled_from([0, 0, 7])), draw(st.sampled_from([None, 0, 3, 3])))


def waited_for(case: cr.Case, action: str, day: dt.date, until: dt.date) -> tuple[cr.Proposal | None, dt.date]:
    """The step on the first day on which it is proposed as open; None where it is not by a last day."""
    while day <= until:
        steps = [one for one in cr.next_steps(case, of(case), on=day).proposals if one.action == action]
        found = next((one for one in steps if one.status == "open"), None)
        if found is not None:
            return found, day
        ahead = [one.earliest for one in steps if one.status == "waiting" and one.earliest is not None]
        day = max(min(ahead, default=day + 7 * DAY), day + DAY)
    return None, day


def ended(one: Broken) -> tuple[cr.Case, list[dt.date]]:
    """The case with what is proposed about its broken plan, done at once: the warning, then the end; and their days."""
    case, days, day = one.whole, [], one.plan.on
    for action in STEPS:
        step, day = waited_for(case, action, day, one.plan.last + PATIENCE)
        if step is None:
            break
        told_on = {} if action == "plan_terminated" or one.arrives is None else {"received": day + one.arrives * DAY}
        case, days = cr.accept(case, step, of(case), on=day, records=told_on), [*days, day]
    return case, days


def why_not(case: cr.Case, action: str, day: dt.date) -> set[str | None]:
    """What is in the way of a step: facts and acts that are missing."""
    steps = [one for one in cr.next_steps(case, of(case), on=day).proposals if one.action == action]
    return {reason.fact for one in steps if one.status != "open" for reason in one.because}


@pytest.mark.parametrize("name", SHIPPED)
@few(4)
@given(data=st.data())
def test_a_plan_that_is_broken_is_ended_as_proposed_and_nothing_is_flagged(name: str, data: st.DataObject) -> None:
    one = data.draw(broken(name))
    case, days = ended(one)
    if len(days) < len(STEPS):  # of a consumer credit too little may be overdue for ever
        why = why_not(case, STEPS[len(days)], one.plan.last + PATIENCE)
        credit = "consumer_credit" in {claim.kind for claim in case.claims}
        assert (one.arrives is None and "plan_notice.received" in why) or (credit and "plan_callable" in why)
    mine = set(case.event_ids) - set(one.whole.event_ids)
    assert len(mine) == len(days)
    found = cr.audit(case, of(case), on=max(days, default=one.plan.last) + 30 * DAY).findings
    assert [fault for fault in found if fault.event in mine] == []
    money_is_placed_once(case, one)
    if len(days) == len(STEPS):
        the_old_debt_is_there_again(case, one, days[-1])


def money_is_placed_once(case: cr.Case, one: Broken) -> None:
    now = told(case, one.plan.last + PATIENCE)
    for item in now.payments:
        parts = (item.to_interest, item.to_fees, item.to_costs, item.to_principal, item.unallocated)
        assert sum(parts) == item.amount
    known = [event.amount for event in case.events if event.kind == "payment"]
    assert sum(item.amount for item in now.payments) == sum(Decimal(amount or 0) for amount in known)
    assert now.owed.total == sum(getattr(now.owed, part) for part in COMPONENTS)


def the_old_debt_is_there_again(case: cr.Case, one: Broken, end: dt.date) -> None:
    """Less what was paid, and open to the courts; a plan free of interest spared the days to its end, and no others.

    That is the day on which it was ended, or its last day to pay if that came first.
    """
    never, later = with_all(one.case, *one.money), end + 90 * DAY
    now, other = told(case, later).owed, told(never, later).owed
    if not one.plan.interest_free:
        assert now == other
        assert to_courts(case, later) == to_courts(never, later)
    elif not one.money:
        over = min(end, last_to_pay(one))
        spared = told(never, over).owed.interest - told(never, one.plan.on).owed.interest
        assert abs(other.interest - now.interest - spared) <= CENT * 2 * len(case.claims)


def last_to_pay(one: Broken) -> dt.date:
    """The last day to pay the last instalment, with its grace, off the rest days on which the law lets nobody pay."""
    profile = of(one.case)
    name, day = profile.plan["agreement"].pay_on, one.plan.last.toordinal()
    for days in (0, one.grace):
        day += days
        if name is not None:
            day = working_days(profile, name, region_of(one.case, profile.calendar[name])).next_working_day(day)
    return dt.date.fromordinal(day)


def to_courts(case: cr.Case, day: dt.date) -> set[tuple[str, str, str]]:
    steps = cr.next_steps(case, of(case), on=day).proposals
    asked = [one for one in steps if one.action.endswith(("_filed", "_requested"))]
    return {(one.action, one.status, claim) for one in asked for claim in one.claims}
