"""What a proposal promises holds: its window, what would open it, the next day worth looking, and doing it twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

import collectrules as cr
from collectrules.testing import cases, horizon, invariants
from tests.laws.properties import (
    DAY,
    SHIPPED,
    Asked,
    anything,
    courses,
    document_of,
    few,
    law,
    law_of,
    under_each_law,
    with_events,
)
from tests.laws.strategies import Document, collection_cases

LIVE = {"open", "waiting"}
FARTHEST = 40  # days looked at one by one


@st.composite
def collecting(draw: st.DrawFn) -> Asked:
    """A case under collection, a Danish one or of any law that ships, and a day, without facts of later days."""
    kind = draw(st.sampled_from(["anything", "pursued", "collection"]))
    if kind == "collection":
        document, on = draw(collection_cases())
        case = cr.load_case(document)
    else:
        case, on = draw(anything() if kind == "anything" else courses())
    return with_events(case, [each for each in document_of(case)["events"] if each["on"] <= on.isoformat()]), on


def steps(case: cr.Case, on: dt.date) -> tuple[cr.Proposal, ...]:
    try:
        return cr.next_steps(case, law_of(case), on=on).proposals
    except cr.NotModelled:
        return ()


def same(step: cr.Proposal, case: cr.Case, on: dt.date) -> Iterator[cr.Proposal]:
    """The proposals of a day for the same action on any of the same claims."""
    alike = (each for each in steps(case, on) if (each.action, each.cost) == (step.action, step.cost))
    return (each for each in alike if set(each.claims) & set(step.claims))


# The window ------------------------------------------------------------------------------------------------


@under_each_law(12)
@given(question=collecting())
def test_a_waiting_step_opens_on_its_first_day_and_not_before(question: Asked) -> None:
    case, on = question
    invariants.steps_open_on_their_day(case, law_of(case), on=on)


@under_each_law(12)
@given(question=collecting())
def test_a_step_says_the_day_it_may_be_done_or_why_not(question: Asked) -> None:
    case, on = question
    invariants.steps_say_their_day_or_why_not(case, law_of(case), on=on)


@under_each_law(12)
@given(question=collecting())
def test_at_most_one_step_is_recommended_and_it_is_ours(question: Asked) -> None:
    recommended = [step for step in steps(*question) if step.recommended]
    assert len(recommended) <= 1
    assert all(step.by in {"creditor", "collector"} and step.status in LIVE for step in recommended)


# Doing it --------------------------------------------------------------------------------------------------


@under_each_law(12)
@given(question=collecting())
def test_accepting_twice_changes_nothing(question: Asked) -> None:
    case, on = question
    invariants.accepting_twice_changes_nothing(case, law_of(case), on=on)


@st.composite
def shipped(draw: st.DrawFn) -> tuple[cr.Profile, cr.Case, dt.date]:
    """A case under any shipped law, and a day not before its last claim is due."""
    profile = law(draw(st.sampled_from(SHIPPED)))
    case = draw(cases(profile))
    return profile, case, draw(st.dates(max(claim.due for claim in case.claims), horizon(profile)[1]))


@few(20)
@given(asked=shipped())
def test_what_a_step_costs_is_what_the_debt_grows_by(asked: tuple[cr.Profile, cr.Case, dt.date]) -> None:
    profile, case, on = asked
    invariants.steps_cost_what_they_say(case, profile, on=on)


@few(20)
@given(asked=shipped())
def test_nothing_that_is_proposed_is_flagged(asked: tuple[cr.Profile, cr.Case, dt.date]) -> None:
    profile, case, on = asked
    invariants.nothing_proposed_is_flagged(case, profile, on=on)


@st.composite
def businesses(draw: st.DrawFn) -> Asked:
    """A case between businesses in which lump sums are claimed, reminders sent and bills booked, and a later day."""
    profile = law(draw(st.sampled_from(["DE", "AT"])))
    recovers, count = draw(st.booleans()), draw(st.integers(1, 2))
    amounts = [draw(st.sampled_from(["60.00", "500.00", "1000.00", "2500.00"])) for _ in range(count)]
    plain = {"kind": "goods_or_services", "arose": "2026-01-01", "due": "2026-01-15", "due_is": "agreed"}
    day, events = dt.date(2026, 1, 20), []
    for _ in range(draw(st.integers(0, 6))):
        known = [
            each for each in BUSINESS if each["kind"] != "collection_reminder" or "collection_reminder" in profile.act
        ]
        events.append({"id": f"e{len(events)}", "on": day.isoformat(), **draw(st.sampled_from(known))})
        day += dt.timedelta(draw(st.sampled_from([0, 1, 8, 20])))
    case = cr.load_case(
        {"format": 1, "id": "x", "jurisdiction": profile.header.id, "currency": "EUR", "events": events,
         "creditor": {"kind": "business", "recovers_vat": recovers}, "debtor": {"kind": "business", "abroad": "no"},
         "claims": [{"id": str(number), "amount": amount, **plain} for number, amount in enumerate(amounts)],
         **({"region": "HE"} if profile.header.id == "DE" else {})}
    )  # fmt: skip
    return case, day


BILL = {"kind": "charge", "cost": "collector_fee"}
BUSINESS: list[Document] = [
    {"kind": "compensation_claimed"}, {"kind": "compensation_claimed", "claims": ["0"]},
    {"kind": "reminder", "fee": "2.50"}, {"kind": "reminder", "compensation": True},
    {"kind": "handed_over", "to": "collector"}, {"kind": "handed_over", "to": "collector", "claims": ["0"]},
    {"kind": "collection_notice"}, {"kind": "collection_reminder"},
    BILL | {"amount": "9.00"}, BILL | {"amount": "30.90"}, BILL | {"amount": "55.62"},
    {"kind": "payment", "amount": "50.00"},
]  # fmt: skip


@few(12)
@given(question=businesses())
def test_what_is_credited_comes_off_what_is_proposed_once(question: Asked) -> None:
    """One step after the other is done, and none is struck, in part or whole, when it stands in the case."""
    case, on = question
    profile = law(str(case.jurisdiction))
    for _ in range(4):
        found = cr.next_steps(case, profile, on=on).proposals
        ours = [each for each in found if each.status == "open" and each.action in OURS]
        priced = [each for each in ours if all(cost.amount is not None for cost in each.charges)]
        for step in priced:
            before, done = cr.standing(case, profile, on=on).owed, cr.accept(case, step, profile, on=on)
            after = cr.standing(done, profile, on=on).owed
            booked = sum((cost.amount or 0 for cost in step.charges), Decimal(0))
            if step.action in PRICED:
                assert after.fees + after.costs == before.fees + before.costs + booked, (step.action, step.charges)
            mine = done.event_ids[-1]
            assert [each for each in cr.audit(done, profile, on=on).breaches if each.event == mine] == [], step.action
        if priced:
            case = cr.accept(case, priced[len(case.events) % len(priced)], profile, on=on)
        on += DAY


PRICED = {"compensation_claimed", "charge", "reminder"}
OURS = PRICED | {"handed_over", "collection_notice", "collection_reminder"}  # these make an earlier bill lawful


# What would open it ----------------------------------------------------------------------------------------


def breaches(case: cr.Case, on: dt.date) -> int:
    return len(cr.audit(case, law_of(case), on=on).breaches)


def applied(case: cr.Case, step: cr.Proposal, on: dt.date) -> cr.Case:
    """Record each change on the day asked about, for the claims of the step, or fill its field."""
    for change in step.opens_if:
        if change.event is not None:
            case = case.with_event({"on": on, "claims": list(step.claims), **change.event})
        else:
            case = filled(case, step, str(change.field), str(change.value))
    return case


def filled(case: cr.Case, step: cr.Proposal, field: str, value: str) -> cr.Case:
    document = document_of(case)
    place, _, word = field.rpartition(".")
    claims = [each for each in document["claims"] if each["id"] in step.claims]
    for target in claims if place.startswith("claim") or not place else [document[place]]:
        target[word] = {"true": True, "false": False}.get(value, value)
    return cr.load_case(document)


@under_each_law(7)
@given(question=collecting())
def test_what_opens_a_step_opens_it(question: Asked) -> None:
    case, on = question
    for step in steps(case, on):
        assert step.status == "blocked" or step.opens_if == ()
        if step.opens_if:
            changed = applied(case, step, on)
            if wants_more(changed):
                continue
            assert {each.status for each in same(step, changed, on)} & LIVE, (step.action, step.opens_if)
            assert breaches(changed, on) <= breaches(case, on), (step.action, step.opens_if)


def wants_more(case: cr.Case) -> bool:
    """Whether an act that would open a step has to say more than that it was done, such as which title there is."""
    try:
        cr.check_case(case, law_of(case))
    except cr.BadInput as error:
        return {fault.code for fault in error.faults} == {"missing_field"}
    return False


# When to look again ----------------------------------------------------------------------------------------


def seen(case: cr.Case, on: dt.date) -> Document:
    """All that shall not change before the day to look again: everything but the growth of interest."""
    try:
        now, found = cr.standing(case, law_of(case), on=on), cr.next_steps(case, law_of(case), on=on)
    except cr.CollectRulesError as error:
        return {"error": error.code}
    stages = [(item.claim, item.part, item.stage) for item in now.stages]
    rates = {row.claim: (row.from_, row.rate, row.law) for row in now.interest}  # the newest row of each claim
    shown = {"stages": stages, "clocks": now.clocks, "steps": [shown_step(step, on) for step in found.proposals]}
    return shown | {"title": now.title, "provisional": now.provisional, "rates": rates}


def shown_step(step: cr.Proposal, on: dt.date) -> object:
    plan = "today" if step.on == on else step.on  # without a workflow an open step is planned for the day asked
    sums = [(cost.kind, cost.amount, cost.claim) for cost in (*step.charges, *step.advances)]
    window = (step.status, step.earliest, step.latest, step.free_from)
    why = sorted((reason.code, reason.fact or "") for reason in step.because)
    return step.action, step.cost, step.claims, window, plan, step.recommended, sums, step.needs, why


@under_each_law(7)
@given(question=collecting())
def test_nothing_changes_before_the_day_to_look_again_and_something_does_on_it(question: Asked) -> None:
    case, on = question
    try:
        again = cr.standing(case, law_of(case), on=on).look_again_on
        assert cr.next_steps(case, law_of(case), on=on).look_again_on == again
    except cr.NotModelled:
        return
    now = seen(case, on)
    if (
        again != on + DAY and "rates" in now
    ):  # money of the day leaves less to bear interest: a row from the next day on
        now["rates"] = seen(case, on + DAY).get("rates")
    last = horizon(law_of(case))[1] if again is None else again - DAY
    for days in range(1, min((last - on).days, FARTHEST) + 1):
        assert seen(case, on + days * DAY) == now, on + days * DAY
    if again is not None and again <= horizon(law_of(case))[1]:
        assert seen(case, again) != now, again
