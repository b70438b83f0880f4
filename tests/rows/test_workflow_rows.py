"""Workflows over the law: day counts, changes, overrides, pauses, what is proposed and when it is stale."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from collectrules import (
    BadInput,
    Case,
    NextSteps,
    Profile,
    Proposal,
    StaleProposal,
    accept,
    assess,
    next_steps,
    standing,
)

D = dt.date
DAY = dt.timedelta(days=1)
DUE = D(2018, 11, 1)
PortalCase = Callable[..., Case]
LETTERS = ["reminder", "reminder", "reminder", "collection_notice"]


def recommended(steps: NextSteps) -> Proposal:
    (only,) = [step for step in steps.proposals if step.recommended]
    return only


def walked(case: Case, dk: Profile) -> list[tuple[str, int]]:
    """Follow the workflow to the court, each step on its planned day; days are counted from the due day."""
    on, taken = DUE, []
    while not taken or taken[-1][0] != "payment_order_filed":
        step = recommended(next_steps(case, dk, on=on))
        assert step.on is not None
        on = step.on
        taken.append((step.action, (on - DUE).days))
        case = accept(case, step, dk, on=on)
    return taken


COURSES = {
    "before_court": ([*LETTERS, "settlement_offered", "letter"], [5, 20, 35, 50, 60, 90, 105]),
    "standard": ([*LETTERS, "settlement_offered"], [3, 15, 27, 39, 49, 79]),
    # The plan says 33 + 10 = 43; the ten days of the letter of section 10 must have passed, so the law says 44.
    "fast": (LETTERS, [1, 12, 23, 33, 44]),
}


@pytest.mark.parametrize("workflow", COURSES)
def test_a_workflow_reproduces_its_day_counts(dk: Profile, portal_case: PortalCase, workflow: str) -> None:
    actions, days = COURSES[workflow]
    assert walked(portal_case(workflow=workflow), dk) == list(zip([*actions, "payment_order_filed"], days, strict=True))


def test_where_the_law_is_later_than_the_plan_the_answer_says_so(dk: Profile, portal_case: PortalCase) -> None:
    days = ("2018-11-02", "2018-11-13", "2018-11-24")
    letters = [{"on": day, "kind": "reminder", "fee": "100.00"} for day in days]
    case = portal_case(*letters, {"on": "2018-12-04", "kind": "collection_notice"}, workflow="fast")
    step = recommended(next_steps(case, dk, on="2018-12-05"))
    assert (step.action, step.on, step.earliest) == ("payment_order_filed", D(2018, 12, 15), D(2018, 12, 15))
    (reason,) = [reason for reason in step.because if reason.code == "law_before_policy"]
    assert (reason.needed, reason.got) == ("2018-12-15", "2018-12-14")


def test_the_third_letter_of_a_workflow_warns_of_collection(dk: Profile, portal_case: PortalCase) -> None:
    letters = [{"on": day, "kind": "reminder", "fee": "100.00"} for day in ("2018-11-04", "2018-11-16")]
    case = portal_case(*letters, workflow="standard")
    step = recommended(next_steps(case, dk, on="2018-11-28"))
    assert step.action == "reminder"
    assert accept(case, step, dk, on="2018-11-28").events[-1].warns_of_collection is True


def test_an_unknown_workflow_is_refused(dk: Profile, portal_case: PortalCase) -> None:
    with pytest.raises(BadInput):
        next_steps(portal_case(workflow="slow"), dk, on="2018-11-05")


def test_a_workflow_may_be_changed_later(dk: Profile, portal_case: PortalCase) -> None:
    letter = {"on": "2018-11-04", "kind": "reminder", "fee": "100.00"}
    changed = {"on": "2018-11-05", "kind": "workflow_changed", "workflow": "fast"}
    case = portal_case(letter, workflow="standard")
    assert recommended(next_steps(case, dk, on="2018-11-06")).on == D(2018, 11, 16)
    assert recommended(next_steps(case.with_event(changed), dk, on="2018-11-06")).on == D(2018, 11, 15)
    assert standing(case, dk, on="2018-11-06").owed == standing(case.with_event(changed), dk, on="2018-11-06").owed


@pytest.mark.parametrize(
    ("event", "verdict"),
    [
        ({"on": "2018-11-06", "kind": "reminder", "fee": "80.00", "comment": "a friendlier fee"}, "allowed"),
        ({"on": "2018-11-06", "kind": "collection_notice"}, "allowed"),
        ({"on": "2018-11-14", "kind": "reminder", "fee": "100.00"}, "warned"),  # ten days after the first: a doubt
        ({"on": "2018-11-06", "kind": "reminder", "fee": "100.01"}, "blocked"),
        ({"on": "2018-11-06", "kind": "payment_order_filed"}, "blocked"),
    ],
)
def test_another_day_amount_or_action_is_judged_before_it_is_done(
    dk: Profile, portal_case: PortalCase, event: dict[str, str], verdict: str
) -> None:
    first = {"on": "2018-11-04", "kind": "reminder", "fee": "100.00"}
    case = portal_case(*([first] if verdict == "warned" else []), workflow="standard")
    found = assess(case, dk, event, on="2018-11-20")
    assert (found.verdict, bool(found.findings)) == (verdict, verdict != "allowed")
    assert case.with_event(event).events[-1].comment == event.get("comment")


@pytest.mark.parametrize(("on", "actionable"), [("2018-11-03", False), ("2018-11-04", True), ("2018-12-24", True)])
def test_a_case_that_waits_for_the_creditor_says_what_since_when_and_why(
    dk: Profile, portal_case: PortalCase, on: str, actionable: bool
) -> None:
    step = recommended(next_steps(portal_case(workflow="standard"), dk, on=on))
    assert (step.action, step.on, step.by) == ("reminder", D(2018, 11, 4), "creditor")
    assert step.on is not None
    assert (step.on <= D.fromisoformat(on)) is actionable
    assert "rentel-9b-2" in step.law


def test_the_day_a_case_changes_by_itself_is_named(dk: Profile, portal_case: PortalCase) -> None:
    notice = {"on": "2018-12-04", "kind": "collection_notice"}
    steps = next_steps(portal_case(notice), dk, on="2018-12-05")
    assert steps.look_again_on == D(2018, 12, 15)


def test_a_planned_step_is_checked_again_when_it_is_sent(dk: Profile, portal_case: PortalCase) -> None:
    case = portal_case(workflow="standard")
    step = recommended(next_steps(case, dk, on="2018-11-02"))
    assert (step.earliest, step.on, step.latest) == (
        D(2018, 11, 2),
        D(2018, 11, 4),
        D(2021, 11, 1),
    )  # § 3: the limitation
    disputed = case.with_event({"on": "2018-11-03", "kind": "dispute"})
    with pytest.raises(StaleProposal) as caught:
        accept(disputed, step, dk, on="2018-11-04")
    assert caught.value.faults[0].path == "reminder.charges"
    assert accept(case, step, dk, on="2018-11-04").events[-1].fee == 100


def test_taking_the_same_step_twice_changes_nothing(dk: Profile, portal_case: PortalCase) -> None:
    case = portal_case(workflow="standard")
    step = recommended(next_steps(case, dk, on="2018-11-02"))
    once = accept(case, step, dk, on="2018-11-04")
    assert accept(once, step, dk, on="2018-11-04") == once != case


def test_voiding_the_last_action_rewinds_the_case_to_the_same_step(dk: Profile, portal_case: PortalCase) -> None:
    case = portal_case(workflow="standard")
    before = recommended(next_steps(case, dk, on="2018-11-05"))
    done = accept(case, before, dk, on="2018-11-05")
    assert recommended(next_steps(done, dk, on="2018-11-05")).on == D(2018, 11, 17)
    again = recommended(next_steps(done.void(done.event_ids[-1]), dk, on="2018-11-05"))
    assert (again.action, again.on, again.charges) == (before.action, before.on, before.charges)


def test_a_pause_defers_the_plan_to_the_day_after_it(dk: Profile, portal_case: PortalCase) -> None:
    case = portal_case({"on": "2018-11-02", "kind": "pause", "until": "2018-11-20"}, workflow="standard")
    found = next_steps(case, dk, on="2018-11-06").proposals
    (step,) = [step for step in found if step.deferred_by == "pause"]
    assert (step.status, step.on, step.recommended) == ("open", D(2018, 11, 21), False)
    assert not any(step.recommended for step in found)


@pytest.mark.parametrize(
    "override",
    [
        {"on": "2018-11-06", "kind": "workflow_changed", "workflow": "fast"},
        {"on": "2018-11-06", "kind": "collection_notice"},
        {"on": "2018-11-06", "kind": "resume"},
    ],
    ids=lambda event: event["kind"],
)
def test_a_pause_gives_way_to_a_new_workflow_to_a_step_with_a_deadline_and_to_a_resumption(
    dk: Profile, portal_case: PortalCase, override: dict[str, str]
) -> None:
    pause = {"on": "2018-11-02", "kind": "pause", "until": "2019-01-31"}
    step = recommended(next_steps(portal_case(pause, override, workflow="standard"), dk, on="2018-11-07"))
    assert step.deferred_by is None
    assert step.on is not None
    assert step.on < D(2019, 1, 31)


def test_a_case_taken_out_of_the_automatic_course_recommends_nothing(dk: Profile, portal_case: PortalCase) -> None:
    case = portal_case({"on": "2018-11-02", "kind": "manual_only"}, workflow="standard")
    steps = next_steps(case, dk, on="2018-11-06").proposals
    assert [step.action for step in steps if step.recommended] == []
    assert "open" in {step.status for step in steps}


@pytest.mark.parametrize(
    ("delivery", "status"), [("sent", "open"), ("received", "open"), ("opened", "open"), ("failed", "blocked")]
)
def test_a_letter_known_to_have_failed_sets_no_deadline(
    dk: Profile, portal_case: PortalCase, delivery: str, status: str
) -> None:
    notice = {"on": "2018-12-04", "kind": "collection_notice", "channel": "email", "delivery": delivery}
    steps = next_steps(portal_case(notice), dk, on="2018-12-20").proposals
    assert [step.status for step in steps if step.action == "payment_order_filed"] == [status]


def test_a_step_that_the_creditor_rejects_gives_way_to_the_workflows_next(dk: Profile, portal_case: PortalCase) -> None:
    # Standard: reminder, reminder, warning, demand, settlement, court (dossier 12.1); the law shuts the last of them.
    case = portal_case(workflow="standard")
    rejected: list[str] = []
    offered = []
    while steps := [s for s in next_steps(case, dk, on="2018-11-14", without=rejected).proposals if s.recommended]:
        offered.append((steps[0].action, str(steps[0].on)))
        rejected.append(steps[0].action)
    # 3 days after the due day; then, nothing being done yet, 12 and 10 days after it.
    assert offered == [
        ("reminder", "2018-11-04"),
        ("collection_notice", "2018-11-13"),
        ("settlement_offered", "2018-11-11"),
    ]
    left = {s.action: s for s in next_steps(case, dk, on="2018-11-14", without=["reminder"]).proposals}
    assert (left["reminder"].status, left["reminder"].deferred_by) == ("open", "declined")
    usual = next(s for s in next_steps(case, dk, on="2018-11-14").proposals if s.action == "reminder")
    assert (left["reminder"].earliest, left["reminder"].charges) == (usual.earliest, usual.charges)


def test_what_is_rejected_must_be_a_step(dk: Profile, portal_case: PortalCase) -> None:
    with pytest.raises(BadInput) as caught:
        next_steps(portal_case(workflow="standard"), dk, on="2018-11-14", without=["remindr"])
    assert (caught.value.code, caught.value.faults[0].path) == ("unknown_action", "without[0]")
    assert caught.value.faults[0].nearest == "reminder"


@pytest.mark.parametrize(
    ("on", "workflow", "events", "because"),
    [
        ("2018-11-03", "standard", [], []),
        ("2018-11-04", "standard", [], [("step_due", "reminder", "2018-11-04")]),
        ("2018-12-24", "standard", [], [("step_due", "reminder", "2018-11-04")]),
        ("2018-11-05", "standard", [("2018-11-02", "pause", {"until": "2018-11-20"})], []),
        ("2018-12-24", "standard", [("2018-11-02", "manual_only", {})], []),
        ("2018-11-01", None, [], []),
        ("2018-11-02", None, [], [("step_open", "collection_notice", "2018-11-02")]),
        (
            "2018-11-21",
            "standard",
            [("2018-11-05", "payment", {"amount": "1500.00"})],
            [("credit", None, "2018-11-05")],
        ),
    ],
)
def test_a_case_in_which_something_can_or_must_be_done_says_so_with_reason_and_day(
    dk: Profile, portal_case: PortalCase, on: str, workflow: str | None,
    events: list[tuple[str, str, dict[str, str]]], because: list[tuple[str, str | None, str]],
) -> None:  # fmt: skip
    case = portal_case(*[{"on": day, "kind": kind, **more} for day, kind, more in events], workflow=workflow)
    found = next_steps(case, dk, on=on)
    assert found.actionable is bool(because)
    assert [(one.code, one.action, str(one.since)) for one in found.actionable_because] == because


def test_a_plan_that_cannot_go_on_is_something_to_act_on(dk: Profile, portal_case: PortalCase) -> None:
    # On the day after the first letter's plan the debtor disputes: in court business nothing is planned any more.
    letters = [{"on": day, "kind": kind} for day, kind in [
        ("2018-11-04", "reminder"), ("2018-11-16", "reminder"), ("2018-11-28", "reminder"),
        ("2018-12-10", "collection_notice"), ("2018-12-20", "settlement_offered")]]  # fmt: skip
    disputed = portal_case(*letters, {"on": "2019-01-02", "kind": "dispute"}, workflow="standard")
    assert [
        (one.code, one.action, str(one.since)) for one in next_steps(disputed, dk, on="2019-01-19").actionable_because
    ] == [("plan_blocked", "payment_order_filed", "2019-01-19")]
    assert not next_steps(disputed, dk, on="2019-01-18").actionable
    assert next_steps(disputed, dk, on="2019-01-18").look_again_on == D(2019, 1, 19)


def test_a_letter_by_hand_is_neutral_and_an_agreement_or_offer_has_a_course_of_its_own_and_a_way_back(
    dk: Profile, portal_case: PortalCase
) -> None:
    def plan(on: str, *events: tuple[str, str, dict[str, str]]) -> list[tuple[str, str]]:
        case = portal_case(*[{"on": day, "kind": kind, **more} for day, kind, more in events], workflow="standard")
        return [(s.action, str(s.on)) for s in next_steps(case, dk, on=on).proposals if s.recommended]

    first = ("2018-11-04", "reminder", {"fee": "100.00"})
    usual = plan("2018-11-06", first)
    assert usual == [("reminder", "2018-11-16")]
    assert plan("2018-11-06", first, ("2018-11-05", "letter", {})) == usual
    # An offer by hand is waited for; where it is not taken the workflow goes on where it was, after its last day.
    offer = ("2018-11-05", "settlement_offered", {"amount": "1300.00", "until": "2018-11-25"})
    assert plan("2018-11-06", first, offer) == [("reminder", "2018-11-26")]
    # What is agreed rests the workflow; a plan that is ended leads back, and the next gap counts from that day.
    agreed = ("2018-11-06", "plan_agreed", {})
    assert plan("2018-12-01", first, agreed) == []
    assert plan("2018-12-01", first, agreed, ("2018-12-01", "plan_terminated", {})) == [("reminder", "2018-12-13")]
    assert plan("2018-12-01", first, ("2018-11-06", "settlement_accepted", {})) == []


def advised(case: Case, dk: Profile, on: dt.date) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.code, one.because) for one in next_steps(case, dk, on=on).advice]


OVER = DUE + 60 * DAY  # the last letter went out on day 33, and its ten days are over on day 43
TRIED = [("offer_plan", ("workflow_shut", "nothing_paid")), ("offer_settlement", ("workflow_shut", "nothing_paid"))]


def warned(case: Case, dk: Profile) -> Case:
    """All letters of the fast workflow, each on its planned day."""
    on = DUE
    for _ in LETTERS:
        step = recommended(next_steps(case, dk, on=on))
        on = step.on or on
        case = accept(case, step, dk, on=on)
    return case


def test_where_nothing_works_contact_data_a_plan_and_a_settlement_are_advised_with_the_reason(
    dk: Profile, portal_case: PortalCase
) -> None:
    """EI-81: a payment order is for claims up to 100,000 (rpl. § 477 a), so that the workflow of this one is shut."""
    case = warned(portal_case(workflow="fast", claim={"amount": "100000.01"}), dk)
    assert advised(case, dk, OVER) == [("check_contact_data", ("workflow_shut", "no_sign_of_debtor")), *TRIED]
    [first, *offers] = next_steps(case, dk, on=OVER).advice
    assert (first.action, [one.action for one in offers]) == (None, ["plan_agreed", "settlement_offered"])
    assert {one.claims for one in (first, *offers)} == {tuple(claim.id for claim in case.claims)}
    heard = case.with_event({"on": DUE + 50 * DAY, "kind": "payment", "amount": "100.00"})
    heard = heard.with_event({"on": DUE + 51 * DAY, "kind": "plan_requested"})
    assert advised(heard, dk, OVER) == [
        ("offer_plan", ("workflow_shut", "paid_in_part", "plan_requested")),
        ("offer_settlement", ("workflow_shut", "paid_in_part")),
    ]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ({"claim": {"amount": "100000.00"}}, OVER),  # the payment order is open: that is the next thing to do
        ({"claim": {"amount": "100000.01"}}, DUE + 43 * DAY),  # the time to pay of the last letter still runs
    ],
)
def test_nothing_is_advised_while_the_case_goes_on(
    dk: Profile, portal_case: PortalCase, words: dict[str, dict[str, str]], day: dt.date
) -> None:
    assert advised(warned(portal_case(workflow="fast", **words), dk), dk, day) == []


def test_nothing_is_advised_while_a_court_has_it(dk: Profile, portal_case: PortalCase) -> None:
    case = warned(portal_case(workflow="fast"), dk)
    filed = accept(case, recommended(next_steps(case, dk, on=OVER)), dk, on=OVER)
    assert advised(filed, dk, OVER + 30 * DAY) == []
