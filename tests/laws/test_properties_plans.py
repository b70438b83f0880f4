"""Plans under the law of every profile: what a plan foretells is what happens, and what is broken changes nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

import collectrules as cr
from collectrules.testing import cases, horizon
from tests.laws.properties import COMPONENTS, DAY, SHIPPED, Document, few, law, with_events

PACES = ("week", "two_weeks", "month", "quarter")
LONGEST = 12  # instalments
Planned = tuple[cr.Case, cr.InstalmentPlan]


@st.composite
def terms(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "count": draw(st.integers(1, LONGEST)), "every": draw(st.sampled_from(PACES)),
        "interest_free": draw(st.booleans()),
    }  # fmt: skip


@st.composite
def history(draw: st.DrawFn) -> tuple[cr.Case, dt.date]:
    """A case under the law of one of the profiles, and a day on which all of it lies behind."""
    profile = law(draw(st.sampled_from(SHIPPED)))
    case = draw(cases(profile))
    on = draw(st.dates(max(claim.due for claim in case.claims), horizon(profile)[1]))
    return with_events(case, [one for one in cr.dump(case)["events"] if one["on"] <= on.isoformat()]), on  # type: ignore[attr-defined,index]


def plan_for(draw: st.DrawFn, case: cr.Case, on: dt.date, words: dict[str, Any]) -> cr.InstalmentPlan:
    """A plan, of every other of which something is paid down first, on its day or somewhat later."""
    plan = cr.instalment_plan(case, of(case), on=on, **words)
    down = (plan.owed.total * draw(st.sampled_from([0, 0, 5, 50, 99])) / 100).quantize(plan.owed.total)
    if not 0 < down < plan.owed.total:
        return plan
    day = on + draw(st.integers(0, 20)) * DAY
    return cr.instalment_plan(case, of(case), on=on, down=down, down_on=day, **words)


@st.composite
def planned(draw: st.DrawFn) -> Planned:
    """A case all of whose history lies behind, and a plan for what is due of it."""
    past, on = draw(history())
    try:
        plan = plan_for(draw, past, on, draw(terms()))
    except cr.NotModelled:
        assume(False)  # what Hypothesis calls it
    except cr.BadInput as error:
        assert error.code in {"nothing_owed", "plan_never_ends", "agreement_forbidden"}  # noqa: PT017
        assume(False)
    return past, plan


def of(case: cr.Case) -> cr.Profile:
    return law(str(case.jurisdiction))


def agreed(plan: cr.InstalmentPlan) -> Document:
    rows = [{"due": row.due, "amount": str(row.amount)} for row in plan.instalments]
    return {"id": "zz", "on": plan.on, "kind": "plan_agreed", "claims": list(plan.claims), "instalments": rows,
            "interest_free": plan.interest_free}  # fmt: skip


def paid(plan: cr.InstalmentPlan, rows: int) -> list[Document]:
    return [
        {"id": f"zz{row.no}", "on": row.due, "kind": "payment", "amount": str(row.amount), "claims": list(plan.claims)}
        for row in plan.instalments[:rows]
    ]


def with_all(case: cr.Case, *events: Document) -> cr.Case:
    for one in events:
        case = case.with_event(one)
    return case


def told(case: cr.Case, on: dt.date) -> cr.Standing:
    return cr.standing(case, of(case), on=on, assume="carry_forward")


def may_be_agreed(case: cr.Case, plan: cr.InstalmentPlan) -> bool:
    """Whether the law has nothing against a plan of that day; nothing is to be asked where no act says when it may."""
    if "plan_agreed" not in of(case).act:
        return True
    steps = cr.next_steps(case, of(case), on=plan.on, assume="carry_forward").proposals
    open_for = [
        claim for step in steps if (step.action, step.status) == ("plan_agreed", "open") for claim in step.claims
    ]
    return set(plan.claims) <= set(open_for)


@few(40)
@given(question=planned())
def test_the_instalments_are_the_debt_and_its_interest(question: Planned) -> None:
    _, plan = question
    assert sum(row.amount for row in plan.instalments) == plan.total == plan.owed.total + plan.total_interest
    assert plan.total_interest >= 0
    assert not (plan.interest_free and plan.total_interest)
    days, down = [row.due for row in plan.instalments], plan.disclosure.down_payment
    assert days == sorted(set(days))
    assert plan.first == days[down is not None] > plan.on
    assert [row.no for row in plan.instalments] == list(range(int(down is None), len(days) + int(down is None)))
    assert down in {None, plan.instalments[0].amount}
    for row in plan.instalments:
        assert row.amount == sum(getattr(row, part) for part in COMPONENTS) > 0
        assert (row.balance == 0) == (row is plan.instalments[-1])
    assert len({row.amount for row in plan.instalments[:-1] if row.no}) <= 1


@few(40)
@given(question=planned())
def test_a_kept_plan_goes_as_it_foretold_and_nothing_is_flagged(question: Planned) -> None:
    case, plan = question
    kept = with_all(case, agreed(plan), *paid(plan, len(plan.instalments)))
    for row in plan.instalments:
        now = told(kept, row.due)
        mine = [line.open for line in now.lines if line.claim in plan.claims]
        assert sum(mine) == row.balance
        *_, placed = [one for one in now.payments if one.on == row.due]
        assert (placed.to_interest, placed.to_fees, placed.to_costs, placed.to_principal) == (
            row.interest, row.fees, row.costs, row.principal,
        )  # fmt: skip
    found = cr.audit(kept, of(case), on=plan.last, assume="carry_forward").findings
    flagged = {one.event for one in found if one.event.startswith("zz")}
    assert flagged <= (set() if may_be_agreed(case, plan) else {"zz"})


@few(40)
@given(question=planned(), rows=st.integers(0, 3), later=st.integers(0, 200))
def test_a_broken_plan_leaves_the_old_debt_less_what_was_paid(question: Planned, rows: int, later: int) -> None:
    case, plan = question
    assume(not plan.interest_free and rows < len(plan.instalments))
    ended = {"id": "zzz", "on": plan.last, "kind": "plan_terminated", "claims": list(plan.claims)}
    broken, never = (with_all(case, *events, *paid(plan, rows)) for events in ([agreed(plan), ended], []))
    for day in (plan.first, plan.last, plan.last + later * DAY):
        assert told(broken, day).owed == told(never, day).owed


@few(40)
@given(question=history(), share=st.integers(1, 99), days=st.integers(1, 60), later=st.integers(0, 900))
def test_a_settlement_that_is_paid_ends_the_debt_it_is_about(
    question: tuple[cr.Case, dt.date], share: int, days: int, later: int
) -> None:
    case, on = question
    found = offered(case, on, share)
    paid_on = on + days * DAY
    money = settling(found, paid_on, found.offer)
    now = told(with_all(case, *bargain(found, paid_on), money), paid_on + later * DAY)
    assert sum(line.open for line in now.lines if line.claim in found.claims) == 0
    assert now.credit == told(with_all(case, money), paid_on).credit


@few(20)
@given(question=history(), share=st.integers(1, 99), days=st.integers(0, 40), part=st.integers(0, 99))
def test_a_settlement_that_lapses_leaves_the_old_debt_less_what_was_paid(
    question: tuple[cr.Case, dt.date], share: int, days: int, part: int
) -> None:
    case, on = question
    found = offered(case, on, share)
    last, amount = on + days * DAY, (found.offer * part / 100).quantize(found.offer)
    assume(amount < found.offer)
    paid_of_it = [settling(found, last, amount)] if amount else []
    lapsed, never = with_all(case, *bargain(found, last), *paid_of_it), with_all(case, *paid_of_it)
    for day in (last, last + 10 * DAY, last + 100 * DAY):  # no rest days put the end off for so long
        assert told(lapsed, day).owed == told(never, day).owed
    flagged = {one.event for one in cr.audit(lapsed, of(case), on=last + 10 * DAY, assume="carry_forward").breaches}
    assert flagged & {"zz", "zz1"} == set()


def offered(case: cr.Case, on: dt.date, share: int) -> cr.SettlementOffer:
    """An offer of which something is to be paid; another case where nobody may agree on one."""
    try:
        found = cr.settlement_offer(case, of(case), on=on, discount=f"{share}%", assume="carry_forward")
    except (cr.NotModelled, cr.BadInput) as error:
        assert isinstance(error, cr.NotModelled) or error.code in {"nothing_owed", "agreement_forbidden"}  # noqa: PT017
        assume(False)  # what Hypothesis calls it
    assume(found.offer > 0)
    return found


def bargain(found: cr.SettlementOffer, until: dt.date) -> list[Document]:
    claims = list(found.claims)
    offer = {"id": "zz", "on": found.on, "kind": "settlement_offered", "amount": str(found.offer), "until": until}
    return [offer | {"claims": claims},
            {"id": "zz1", "on": found.on, "kind": "settlement_accepted", "of": "zz", "claims": claims}]  # fmt: skip


def settling(found: cr.SettlementOffer, day: dt.date, amount: Decimal) -> Document:
    return {"id": "zz2", "on": day, "kind": "payment", "amount": str(amount), "claims": list(found.claims)}
