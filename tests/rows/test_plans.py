"""Instalment plans: what is due when, what it pays, what the debtor is told, and what becomes of a broken one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from collectrules import (
    BadInput,
    Case,
    Profile,
    accept,
    assess,
    audit,
    dump,
    instalment_plan,
    next_steps,
    standing,
    statement,
)

PortalCase = Callable[..., Case]
D = Decimal
ON = "2021-04-01"


def event(on: str, kind: str, **more: object) -> dict[str, Any]:
    return {"on": on, "kind": kind} | more


@pytest.fixture
def sample(portal_case: PortalCase) -> Case:
    return portal_case(event("2018-11-12", "reminder", fee="100.00"), debtor={"kind": "consumer"})


def test_two_hundred_a_month_from_the_first_of_may_and_the_rest_at_the_end(dk: Profile, sample: Case) -> None:
    plan = instalment_plan(sample, dk, on=ON, instalment="200.00", first="2021-05-01")
    assert [one.due for one in plan.instalments][:3] == [
        dt.date(2021, 5, 1), dt.date(2021, 6, 1), dt.date(2021, 7, 1),
    ]  # fmt: skip
    *full, last = plan.instalments
    assert {one.amount for one in full} == {D("200.00")}
    assert 0 < last.amount <= D("200.00")
    assert last.balance == 0
    assert plan.total == sum(one.amount for one in plan.instalments) == plan.owed.total + plan.total_interest


def test_the_last_rate_takes_what_is_left(dk: Profile, sample: Case) -> None:
    # 8.05 % of 1,477.50 from 2 November 2018 to 1 April 2021: 60 days of 365, two whole years, 91 days of 365, 287.08.
    plan = instalment_plan(sample, dk, on=ON, instalment="200.00", first="2021-05-01", interest_free=True)
    assert plan.owed.total == D("1864.58")  # with one letter of 100.00
    assert [one.amount for one in plan.instalments] == [D("200.00")] * 9 + [D("64.58")]
    first, second, *_ = plan.instalments
    assert (first.interest, first.fees, first.principal) == (D("200.00"), 0, 0)
    assert (second.interest, second.fees, second.principal) == (D("87.08"), D("100.00"), D("12.92"))
    assert (plan.last, plan.instalments[-1].balance) == (dt.date(2022, 2, 1), 0)


def test_the_interest_of_a_plan_is_what_the_engine_finds_for_the_same_days(dk: Profile, sample: Case) -> None:
    plan = instalment_plan(sample, dk, on=ON, count=10, down="300.00", down_on="2021-04-15")
    kept = sample
    for one in plan.instalments:
        kept = kept.with_event(event(one.due.isoformat(), "payment", amount=str(one.amount)))
        after = standing(kept, dk, on=one.due)
        assert after.owed.total == one.balance
        (paid,) = [payment for payment in after.payments if payment.on == one.due]
        assert (paid.to_interest, paid.to_fees, paid.to_costs, paid.to_principal) == (
            one.interest, one.fees, one.costs, one.principal,
        )  # fmt: skip
    assert standing(kept, dk, on="2024-01-01").owed.total == 0


def test_a_plan_is_built_from_a_sum_a_count_or_an_end_with_money_down_and_without_interest(
    dk: Profile, sample: Case
) -> None:
    owed = standing(sample, dk, on=ON).owed.total
    counted = instalment_plan(sample, dk, on=ON, count=7, interest_free=True)
    assert (counted.count, counted.total, counted.total_interest, counted.rate) == (7, owed, 0, None)
    level = counted.instalments[0].amount
    assert abs(level * 7 - owed) <= D("0.04")  # an equal split, to half a øre of each
    assert counted.instalments[-1].amount == owed - 6 * level
    ended = instalment_plan(sample, dk, on=ON, until="2021-09-30", down="500.00", down_on="2021-05-01")
    assert [(one.no, one.due) for one in ended.instalments] == [
        (0, dt.date(2021, 5, 1)), (1, dt.date(2021, 6, 1)), (2, dt.date(2021, 7, 1)), (3, dt.date(2021, 8, 1)),
        (4, dt.date(2021, 9, 1)),
    ]  # fmt: skip
    assert ended.instalments[0].amount == D("500.00")
    assert len({one.amount for one in ended.instalments[1:-1]}) == 1
    assert abs(ended.instalments[-1].amount - ended.instalments[1].amount) < D("0.05")


def test_without_a_measure_the_debt_is_paid_within_a_year(dk: Profile, sample: Case) -> None:
    plan = instalment_plan(sample, dk, on=ON)
    assert (plan.count, plan.first, plan.last) == (12, dt.date(2021, 5, 1), dt.date(2022, 4, 1))
    assert [note.code for note in plan.notes] == ["no_title", "may_be_credit"]
    longer = instalment_plan(sample, dk, on=ON, count=13)
    assert [note.code for note in longer.notes] == ["no_title", "longer_than_a_year", "may_be_credit"]


def test_a_title_first_is_recommended_and_the_plan_binds_only_once_it_is_agreed(dk: Profile, sample: Case) -> None:
    titled = sample.with_event(event("2021-03-01", "title_obtained", title="settlement"))
    assert [note.code for note in instalment_plan(titled, dk, on=ON, count=6).notes] == ["may_be_credit"]
    plan = instalment_plan(sample, dk, on=ON, count=6, interest_free=True)
    agreed = sample.with_event(event(ON, "plan_agreed", interest_free=True, instalments=terms(plan)))
    assert standing(sample, dk, on="2021-06-01").owed.interest > standing(sample, dk, on=ON).owed.interest
    assert standing(agreed, dk, on="2021-06-01").owed == standing(sample, dk, on=ON).owed
    (fee,) = [step.charges for step in next_steps(agreed, dk, on="2021-06-01").proposals if step.action == "reminder"]
    assert fee == ()


def terms(plan: Any) -> list[dict[str, str]]:  # noqa: ANN401
    return [{"due": one.due.isoformat(), "amount": str(one.amount)} for one in plan.instalments]


def test_the_debtor_is_told_everything_before_he_agrees(dk: Profile, sample: Case) -> None:
    plan = instalment_plan(sample, dk, on=ON, count=10, down="300.00", down_on="2021-04-15", first="2021-05-15")
    told = plan.disclosure
    assert (told.down_payment, told.down_on) == (D("300.00"), dt.date(2021, 4, 15))
    assert (told.first, told.last) == (dt.date(2021, 5, 15), dt.date(2022, 2, 15))
    assert told.term_days == 320  # 1 April 2021 to 15 February 2022
    assert told.rate == D("8.05")  # reference rate 0.05 of January 2021 and eight points, the margin since 2013
    assert told.total_interest == plan.total - plan.owed.total > 0
    assert told.applied_to == ("interest", "fees", "principal")
    assert told.principal_does_not_free
    assert told.callable_on_default
    assert told.law == ("plan-practice",)


def test_rates_of_days_to_come_are_an_assumption_that_is_named(dk: Profile, portal_case: PortalCase) -> None:
    case = portal_case(claim={"due": "2026-09-30", "arose": "2026-09-01", "invoiced": "2026-09-01"})
    codes = {one.code for one in instalment_plan(case, dk, on="2026-11-02", count=3).assumptions}
    assert "future_rates" in codes
    assert "future_rates" not in {one.code for one in instalment_plan(case, dk, on="2026-10-02", count=2).assumptions}


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"count": 3, "instalment": "5.00"}, "plan_terms"),
        ({"count": 0}, "plan_count"),
        ({"count": 601}, "plan_count"),
        ({"count": True}, "plan_count"),
        ({"until": "2021-04-02"}, "plan_count"),
        ({"instalment": "0.00"}, "instalment_too_small"),
        ({"instalment": "9.99"}, "plan_never_ends"),  # 1,477.50 at 8.05 % bear 9.91 in a month, and the rate rises
        ({"every": "fortnight"}, "plan_pace"),
        ({"first": "2021-03-31"}, "plan_day"),
        ({"down": "9999.00"}, "down_too_large"),
        ({"down": "0.00"}, "down_too_large"),
        ({"down": "1.00", "down_on": "2021-03-31"}, "plan_day"),
        ({"down": "1.00", "down_on": "2021-04-20", "first": "2021-04-20"}, "plan_day"),  # two instalments of one day
        ({"down": "1.00", "first": ON}, "plan_day"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(dk: Profile, sample: Case, terms: dict[str, Any], code: str) -> None:
    with pytest.raises(BadInput) as caught:
        instalment_plan(sample, dk, on=ON, **terms)
    assert caught.value.code == code


AGREED = event(
    ON, "plan_agreed", grace_days=7,
    instalments=[{"due": "2021-05-01", "amount": "900.00"}, {"due": "2021-06-01", "amount": "950.00"}],
)  # fmt: skip


@pytest.mark.parametrize(
    ("paid", "on", "missed"),
    [
        ([], "2021-05-08", 0),
        ([], "2021-05-09", 1),
        ([], "2021-06-09", 2),
        ([("2021-05-08", "900.00")], "2021-05-09", 0),
        ([("2021-05-08", "899.99")], "2021-05-09", 1),
        ([("2021-05-01", "900.00")], "2021-06-09", 1),
        ([("2021-03-31", "900.00")], "2021-05-09", 1),  # before the agreement: no instalment of it
    ],
)
def test_a_missed_instalment_is_seen_after_its_grace(
    dk: Profile, sample: Case, paid: list[tuple[str, str]], on: str, missed: int
) -> None:
    case = sample.with_event(AGREED)
    for day, amount in paid:
        case = case.with_event(event(day, "payment", amount=amount))
    (notice,) = [step for step in next_steps(case, dk, on=on).proposals if step.action == "plan_notice"]
    assert (notice.status == "open") == (missed > 0)
    if missed:
        return
    assert {reason.fact for reason in notice.because} == {"instalments_missed"}
    assert {reason.got for reason in notice.because} == {"0"}


def test_a_broken_plan_is_announced_and_ended_and_the_case_goes_back_to_its_course(
    dk: Profile, portal_case: PortalCase
) -> None:
    case = portal_case(
        event("2018-11-12", "reminder", fee="100.00"), AGREED, debtor={"kind": "consumer"}, workflow="standard"
    )
    assert not any(step.recommended for step in next_steps(case, dk, on="2021-05-08").proposals)
    (told,) = [step for step in next_steps(case, dk, on="2021-05-09").proposals if step.recommended]
    assert told.action == "plan_notice"
    warned = accept(case, told, dk, on="2021-05-09")
    (ended,) = [step for step in next_steps(warned, dk, on="2021-05-10").proposals if step.recommended]
    assert (ended.action, ended.on) == ("plan_terminated", dt.date(2021, 5, 10))
    back = accept(warned, ended, dk, on="2021-05-10")
    (onward,) = [step for step in next_steps(back, dk, on="2021-05-11").proposals if step.recommended]
    assert (onward.action, onward.on) == ("reminder", dt.date(2021, 5, 22))  # twelve days after the plan was ended
    assert audit(back, dk, on="2021-05-11").findings == ()
    clocks = {clock.kind: clock for clock in standing(case, dk, on="2021-05-08").clocks}
    assert (clocks["plan_default"].ends, clocks["plan_default"].state) == (dt.date(2021, 5, 8), "running")


def test_after_a_broken_plan_the_creditor_may_choose_another_course_and_go_to_court(
    dk: Profile, portal_case: PortalCase
) -> None:
    ended = [
        event("2018-11-12", "reminder", fee="100.00"), AGREED, event("2021-05-09", "plan_notice"),
        event("2021-05-10", "plan_terminated"), event("2021-05-11", "workflow_changed", workflow="fast"),
    ]  # fmt: skip
    case = portal_case(*ended, debtor={"kind": "consumer"}, workflow="standard")
    (onward,) = [step for step in next_steps(case, dk, on="2021-05-12").proposals if step.recommended]
    assert (onward.action, onward.on) == ("reminder", dt.date(2021, 5, 21))  # eleven days after the plan was ended
    warned = case.with_event(event("2021-05-12", "collection_notice"))
    (court,) = [step for step in next_steps(warned, dk, on="2021-05-23").proposals if step.recommended]
    assert (court.action, court.status) == ("payment_order_filed", "open")


def test_a_broken_plan_leaves_the_old_debt_less_what_was_paid(dk: Profile, sample: Case) -> None:
    paid = event("2021-05-01", "payment", amount="900.00")
    broken = sample.with_event(AGREED).with_event(paid).with_event(event("2021-07-01", "plan_terminated"))
    assert standing(broken, dk, on="2021-08-01").owed == standing(sample.with_event(paid), dk, on="2021-08-01").owed


def test_with_a_judgment_the_broken_plan_opens_the_enforcement(dk: Profile, sample: Case) -> None:
    asked = "enforcement_requested"
    titled = sample.with_event(event("2021-03-01", "title_obtained", title="settlement")).with_event(AGREED)
    (held,) = [step for step in next_steps(titled, dk, on="2021-05-09").proposals if step.action == asked]
    assert (held.status, {reason.fact for reason in held.because}) == ("blocked", {"plan"})
    ended = titled.with_event(event("2021-05-09", "plan_notice")).with_event(event("2021-05-20", "plan_terminated"))
    (free,) = [step for step in next_steps(ended, dk, on="2021-05-20").proposals if step.action == asked]
    assert free.status == "open"


def test_ending_a_plan_that_is_kept_is_noted(dk: Profile, sample: Case) -> None:
    kept = sample.with_event(AGREED)
    found = assess(kept, dk, event("2021-05-08", "plan_terminated"), on="2021-05-08")
    assert found.verdict == "warned"
    assert {finding.event for finding in found.findings} <= {found.findings[0].event}


BOUNDS = {"longest": 6, "minimum": "250.00"}


def test_a_plan_the_debtor_makes_alone_keeps_to_the_creditors_bounds(portal_case: PortalCase, bounded: Profile) -> None:
    case = portal_case(debtor={"kind": "consumer"}, workflow="bounded")
    for terms, code in (({"count": 7}, "plan_too_long"), ({"instalment": "249.99"}, "instalment_too_small")):
        with pytest.raises(BadInput) as caught:
            instalment_plan(case, bounded, on=ON, asked_by="debtor", **terms)
        assert code in {fault.code for fault in caught.value.faults}
        by_creditor = instalment_plan(case, bounded, on=ON, **terms)
        assert "beyond_policy" in {note.code for note in by_creditor.notes}
    found = instalment_plan(case, bounded, on=ON, count=6, asked_by="debtor")
    assert found.count == 6
    assert "beyond_policy" not in {note.code for note in found.notes}


def test_a_debtor_may_pay_in_part_or_in_full_or_ask_for_a_plan(dk: Profile, sample: Case) -> None:
    asked = sample.with_event(event(ON, "plan_requested"))
    assert audit(asked, dk, on=ON).findings == ()
    assert standing(asked, dk, on=ON).owed == standing(sample, dk, on=ON).owed
    total = standing(asked, dk, on=ON).owed.total
    for amount in (total, D("100.00")):
        paid = asked.with_event(event(ON, "payment", amount=str(amount)))
        assert standing(paid, dk, on=ON).owed.total == total - amount
    assert instalment_plan(asked, dk, on=ON, asked_by="debtor").count == 12


def test_a_plan_whose_instalments_are_unknown_is_waited_for_and_said_to_be_unknown(dk: Profile, sample: Case) -> None:
    bare = sample.with_event(event(ON, "plan_agreed"))
    assert "plan_terms_unknown" in {one.code for one in standing(bare, dk, on="2021-06-01").assumptions}
    wrong = event(ON, "plan_agreed", instalments=[{"due": "2021-06-01", "amount": "1.00"}] * 2)
    with pytest.raises(BadInput) as caught:
        standing(sample.with_event(wrong), dk, on="2021-06-01")
    assert caught.value.code == "instalments_order"


def test_a_plan_is_a_document_that_reads_back(dk: Profile, sample: Case) -> None:
    plan = instalment_plan(sample, dk, on=ON, count=3)
    agreed = sample.with_event(event(ON, "plan_agreed", instalments=terms(plan)))
    assert dump(agreed)["events"][-1]["instalments"] == terms(plan)  # type: ignore[index]  # a list of events
    assert statement(agreed, dk, on="2021-05-01").owed == standing(agreed, dk, on="2021-05-01").owed


def test_a_plan_that_the_law_speaks_against_is_noted(dk: Profile, sample: Case) -> None:
    barred = instalment_plan(sample, dk, on="2022-03-01", count=6)  # three years after the due day
    note = next(note for note in barred.notes if note.code == "not_open_today")
    assert note.law == ("foraeldel-3",)
    assert "not_open_today" not in {note.code for note in instalment_plan(sample, dk, on=ON, count=6).notes}


def test_instalments_keep_the_day_of_the_month_on_which_the_plan_was_agreed(dk: Profile, sample: Case) -> None:
    plan = instalment_plan(sample, dk, on="2021-01-31", count=4)
    assert [str(one.due) for one in plan.instalments] == ["2021-02-28", "2021-03-31", "2021-04-30", "2021-05-31"]


@pytest.mark.parametrize(
    ("terms", "code"),
    [({"asked_by": "Debtor"}, "unknown_word"), ({"granted_by": "king"}, "unknown_word"),
     ({"interest_free": "no"}, "wrong_type"), ({"readings": "x"}, "wrong_type")],
)  # fmt: skip
def test_words_that_are_none_are_refused(dk: Profile, sample: Case, terms: dict[str, Any], code: str) -> None:
    with pytest.raises(BadInput) as caught:
        instalment_plan(sample, dk, on=ON, **terms)
    assert caught.value.code == code
