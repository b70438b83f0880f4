"""Several claims in one case: each is pursued on its own days, whatever was done about the others."""

from __future__ import annotations

import datetime as dt

import pytest

import collectrules as cr

LAW = cr.load_profile("DK")

# Three invoices of one customer, each with a day to pay that was agreed; days and acts of profiles/dk/workflows.
DUES = {"1": "2026-02-28", "2": "2026-03-31", "3": "2026-04-30"}
GAPS = (3, 12, 12, 12)  # reminder, reminder, reminder that warns, demand


def invoices(*events: dict[str, object], workflow: str = "standard", claims: str = "123") -> cr.Case:
    found = [
        {"id": name, "kind": "goods_or_services", "amount": f"{name}000.00", "arose": "2026-02-01", "due": DUES[name],
         "due_is": "agreed", "relationship": name}
        for name in claims
    ]  # fmt: skip
    return cr.load_case({
        "id": "several", "jurisdiction": "DK", "currency": "DKK", "workflow": workflow,
        "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}, "claims": found, "events": list(events),
    })  # fmt: skip


def letters(name: str) -> list[tuple[dt.date, str]]:
    """The letters about an invoice by the days of the workflow, counted by hand from its own due day."""
    day, found = dt.date.fromisoformat(DUES[name]), []
    for gap, what in zip(GAPS, ["reminder"] * 3 + ["collection_notice"], strict=True):
        day += dt.timedelta(gap)
        found.append((day, what))
    return found


def recommended(steps: cr.NextSteps) -> list[tuple[str, tuple[str, ...], object]]:
    return [(one.action, one.claims, one.on) for one in steps.proposals if one.recommended]


def test_each_claim_gets_every_letter_on_its_own_days() -> None:
    life = cr.simulate(invoices(), LAW, on="2026-03-01", until="2026-06-20")
    sent = [
        (item.on, item.what, item.claims) for item in life.timeline if item.what in {"reminder", "collection_notice"}
    ]
    for name in DUES:
        assert [(on, what) for on, what, claims in sent if name in claims] == letters(name)


def test_the_next_step_is_the_first_of_any_claim_and_what_is_due_of_others_is_named() -> None:
    first = {"id": "r", "on": "2026-03-03", "kind": "reminder", "fee": "100.00", "claim": "1"}
    on_the_day = cr.next_steps(invoices(first), LAW, on="2026-03-20")
    # The second letter about the first invoice was due on 15 March, the first about the second is on 3 April.
    assert recommended(on_the_day) == [("reminder", ("1",), dt.date(2026, 3, 15))]
    later = cr.next_steps(invoices(first), LAW, on="2026-04-05")
    assert [(one.code, one.claims) for one in later.actionable_because] == [("step_due", ("1",)), ("step_due", ("2",))]


def test_a_claim_that_is_paid_leaves_the_others_their_days() -> None:
    paid = {"id": "p", "on": "2026-03-20", "kind": "payment", "amount": "1005.34", "claim": "1"}
    assert recommended(cr.next_steps(invoices(paid), LAW, on="2026-03-21"))[0][1:] == (("2",), dt.date(2026, 4, 3))


def test_a_plan_for_one_claim_holds_back_that_one_alone() -> None:
    plan = {"id": "plan", "on": "2026-03-10", "kind": "plan_agreed", "claims": ["1"],
            "instalments": [{"due": f"2026-0{month}-01", "amount": "500.00"} for month in (7, 8)]}  # fmt: skip
    steps = cr.next_steps(invoices(plan), LAW, on="2026-04-03")
    assert recommended(steps) == [("reminder", ("2",), dt.date(2026, 4, 3))]


def test_what_nobody_has_touched_is_never_done_with() -> None:
    course = [
        {"on": day.isoformat(), "kind": what, "claim": "1", **({"fee": "100.00"} if what == "reminder" else {})}
        for day, what in letters("1")
    ]
    court = {"on": "2026-05-20", "kind": "payment_order_filed", "claim": "1"}
    steps = cr.next_steps(invoices(*course, court), LAW, on="2026-06-15")
    assert recommended(steps)[0][1] == ("2",)
    assert not [one for one in steps.none_recommended if one.code == "workflow_done"]


@pytest.mark.parametrize("workflow", ["standard", "fast", "before_court"])
def test_after_a_hand_over_the_creditor_reminds_no_more(workflow: str) -> None:
    over = {"id": "h", "on": "2026-03-10", "kind": "handed_over", "to": "collector", "claim": "1"}
    steps = cr.next_steps(invoices(over, workflow=workflow, claims="1"), LAW, on="2026-03-20")
    gap = {"standard": 12, "fast": 10, "before_court": 15}[workflow]
    assert recommended(steps) == [("collection_notice", ("1",), dt.date(2026, 3, 10) + dt.timedelta(gap))]


def test_what_need_not_be_paid_yet_is_told_apart() -> None:
    now = cr.standing(invoices(), LAW, on="2026-03-31")
    # The second may be paid on its last day, the third until the end of April.
    assert [(one.claim, one.due.isoformat(), str(one.amount)) for one in now.not_due] == [
        ("2", "2026-03-31", "2000.00"), ("3", "2026-04-30", "3000.00"),
    ]  # fmt: skip
    assert now.owed.principal == 6000
    assert "Of it DKK 3,000.00 (claim 3) is payable by 30 April 2026 only." in cr.explain(now, LAW, language="en").text
    assert [one.claim for one in cr.standing(invoices(), LAW, on="2026-04-01").not_due] == ["3"]
    assert not cr.standing(invoices(), LAW, on="2026-05-01").not_due


def test_a_plan_is_not_ended_before_its_warning_nor_before_the_day_that_the_warning_gave() -> None:
    plan = {"id": "plan", "on": "2026-03-10", "kind": "plan_agreed", "claims": ["1"],
            "instalments": [{"due": f"2026-0{month}-01", "amount": "500.00"} for month in (4, 5)]}  # fmt: skip
    told = {"id": "told", "on": "2026-04-10", "kind": "plan_notice", "claims": ["1"]}
    for more, planned in (({}, "2026-04-11"), ({"deadline": "2026-04-20"}, "2026-04-21")):
        steps = cr.next_steps(invoices(plan, told | more, claims="1"), LAW, on="2026-04-11")
        (ended,) = [one for one in steps.proposals if one.action == "plan_terminated"]
        assert (ended.recommended, str(ended.earliest), str(ended.on)) == (True, "2026-04-10", planned)


SAME = "2026-02-28"


def twins(*events: dict[str, object], profile: str = "DK", **head: object) -> cr.Case:
    """Two claims of one day."""
    claims = [
        {"id": name, "kind": "goods_or_services", "amount": "1000.00", "arose": "2026-02-01", "due": SAME,
         "due_is": "agreed"} for name in "AB"
    ]  # fmt: skip
    return cr.load_case({
        "id": "twins", "jurisdiction": profile, "currency": {"DK": "DKK"}.get(profile, "EUR"), "workflow": "standard",
        "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}, "claims": claims, "events": list(events),
        **head,
    })  # fmt: skip


def test_what_the_workflow_does_not_plan_for_a_claim_is_not_recommended_for_it() -> None:
    settled = {"on": "2026-03-02", "kind": "settlement_accepted", "claims": ["A"], "amount": "800.00",
               "until": "2026-09-30"}  # fmt: skip
    steps = cr.next_steps(twins(settled), LAW, on="2026-03-10")
    assert recommended(steps) == [("reminder", ("B",), dt.date(2026, 3, 3))]
    others = [one.claims for one in steps.proposals if one.action == "reminder" and not one.recommended]
    assert others in ([], [("A",)])


def test_a_condition_of_a_step_is_asked_of_each_claim() -> None:
    german = cr.load_profile("DE")
    letters_ = [{"on": day, "kind": "reminder", "claims": ["A", "B"]} for day in ("2026-03-09", "2026-03-23")]
    disputed = {"on": "2026-03-25", "kind": "dispute", "claim": "A"}
    case = twins(*letters_, disputed, profile="DE", region="HE")
    handed = [one for one in cr.next_steps(case, german, on="2026-05-04").proposals if one.recommended]
    assert [(one.action, one.claims) for one in handed] == [("handed_over", ("B",))]  # what is disputed goes to nobody


def test_an_offer_for_one_claim_waits_for_that_one_alone() -> None:
    offer = {"on": "2026-03-02", "kind": "settlement_offered", "claims": ["A"], "amount": "800.00",
             "until": "2026-04-30"}  # fmt: skip
    steps = cr.next_steps(twins(offer), LAW, on="2026-03-10")
    assert recommended(steps) == [("reminder", ("B",), dt.date(2026, 3, 3))]


def test_a_plan_of_which_one_claim_is_paid_is_warned_of_once_and_ended() -> None:
    plan = {"on": "2026-03-10", "kind": "plan_agreed", "claims": ["A", "B"],
            "instalments": [{"due": f"2026-0{month}-01", "amount": "1004.00"} for month in (4, 5)]}  # fmt: skip
    paid = {"on": "2026-04-01", "kind": "payment", "amount": "1050.00", "claim": "A"}
    case = twins(plan, paid)
    told = cr.next_steps(case, LAW, on="2026-05-10")
    (warning,) = [one for one in told.proposals if one.recommended]
    assert (warning.action, warning.claims, str(warning.on)) == ("plan_notice", ("B",), "2026-05-02")  # stands still
    case = cr.accept(case, warning, LAW, on="2026-05-10")
    assert [one[0] for one in recommended(cr.next_steps(case, LAW, on="2026-05-12"))] == ["plan_terminated"]


def test_a_warning_is_spent_once_what_was_missed_is_paid() -> None:
    plan = {"on": "2026-03-10", "kind": "plan_agreed", "claims": ["A", "B"],
            "instalments": [{"due": f"2026-0{month}-01", "amount": "500.00"} for month in (4, 5, 6, 7)]}  # fmt: skip
    told = {"on": "2026-04-03", "kind": "plan_notice", "claims": ["A", "B"]}
    cured = {"on": "2026-04-10", "kind": "payment", "amount": "500.00"}
    steps = cr.next_steps(twins(plan, told, cured), LAW, on="2026-05-10")
    assert [one[0] for one in recommended(steps)] == ["plan_notice"]  # of the second default


@pytest.mark.parametrize(("cured", "flagged"), [(False, []), (True, ["step_condition"])])
def test_a_plan_ended_on_a_warning_that_was_heeded_is_flagged(cured: bool, flagged: list[str]) -> None:
    # § 498 (1) no. 2 BGB: the two weeks must have passed in vain.
    german = cr.load_profile("DE")
    plan = {"on": "2025-04-10", "kind": "plan_agreed",
            "instalments": [{"due": f"2025-0{month}-05", "amount": "125.00"} for month in range(5, 9)]}  # fmt: skip
    told = {"on": "2025-06-16", "kind": "plan_notice", "received": "2025-06-17"}
    paid = [{"on": "2025-06-20", "kind": "payment", "amount": "250.00"}] if cured else []
    ended = {"id": "end", "on": "2025-08-20", "kind": "plan_terminated"}
    claim = {"id": "1", "kind": "consumer_credit", "credit_amount": "500.00", "amount": "500.00", "arose": "2025-01-02",
             "contract": "2025-01-02", "due": "2025-03-31", "due_is": "agreed", "secured": "none"}  # fmt: skip
    case = cr.load_case({
        "id": "heeded", "currency": "EUR", "region": "HE", "creditor": {"kind": "business"},
        "debtor": {"kind": "consumer"}, "claims": [claim], "events": [plan, told, *paid, ended],
    })  # fmt: skip
    found = [one.code for one in cr.audit(case, german, on="2025-08-20").findings if one.event == "end"]
    assert found == flagged
