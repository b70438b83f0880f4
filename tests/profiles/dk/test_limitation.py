"""Forældelse: how long, from when, what interrupts it, and where its last day falls.

Expected last days are counted by hand from forældelsesloven §§ 2-6 and 15-27.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from collectrules import Case, Profile, next_steps, standing

D = dt.date
DAY = dt.timedelta(days=1)
Event = dict[str, Any]
MakeCase = Callable[..., Case]


def due(make: MakeCase, day: str, *events: Event, **more: object) -> Case:
    return make(*events, **({"arose": day, "invoiced": day, "due": day} | more))


def act(on: str, kind: str, **more: object) -> Event:
    return {"on": on, "kind": kind} | more


def clock(case: Case, dk: Profile, on: str | dt.date, component: str = "principal") -> Any:  # noqa: ANN401
    """The clock of a component that runs out last."""
    clocks = [c for c in standing(case, dk, on=on).clocks if (c.kind, c.component) == ("limitation", component)]
    return max(clocks, key=lambda clock: clock.ends)


def ends(case: Case, dk: Profile, on: str, component: str = "principal") -> dt.date | None:
    return clock(case, dk, on, component).ends


# The end of three years: due day, third anniversary, last day.
LAST_DAYS = {
    "a Friday": ("2018-10-01", "2021-10-01", "2021-10-01"),
    "a Saturday": ("2018-10-02", "2021-10-02", "2021-10-04"),
    "a Sunday": ("2018-10-03", "2021-10-03", "2021-10-04"),
    "5 June, a Friday": ("2017-06-05", "2020-06-05", "2020-06-08"),
    "5 June, a Wednesday": ("2021-06-05", "2024-06-05", "2024-06-06"),
    "24 December, a Thursday": ("2017-12-24", "2020-12-24", "2020-12-28"),
    "26 December, a Monday": ("2019-12-26", "2022-12-26", "2022-12-27"),
    "31 December, a Friday": ("2018-12-31", "2021-12-31", "2022-01-03"),
    "1 January, a Wednesday": ("2022-01-01", "2025-01-01", "2025-01-02"),
    "Good Friday": ("2018-04-02", "2021-04-02", "2021-04-06"),
    "Ascension Day": ("2021-05-09", "2024-05-09", "2024-05-10"),
    "the Friday after Ascension, only a bank day": ("2021-05-10", "2024-05-10", "2024-05-10"),
    "Whit Monday": ("2021-05-20", "2024-05-20", "2024-05-21"),
    "the last prayer day": ("2020-05-05", "2023-05-05", "2023-05-08"),
    "the fourth Friday after Easter 2024": ("2021-04-26", "2024-04-26", "2024-04-26"),
    "29 February": ("2016-02-29", "2019-02-28", "2019-02-28"),
}


@pytest.mark.parametrize(("start", "raw", "last"), LAST_DAYS.values(), ids=LAST_DAYS)
def test_three_years_end_on_the_day_of_the_same_number_or_the_next_working_day(
    dk: Profile, make: MakeCase, start: str, raw: str, last: str
) -> None:
    end, case = D.fromisoformat(last), due(make, start)
    found = clock(case, dk, end)
    assert (found.started, found.raw_ends, found.ends) == (D.fromisoformat(start), D.fromisoformat(raw), end)
    states = [clock(case, dk, on).state for on in (end - DAY, end, end + DAY)]
    assert states == ["running", "running", "expired"]


@pytest.mark.parametrize(
    ("on", "stage", "status"),
    [("2021-10-03", "overdue", "open"), ("2021-10-04", "overdue", "open"), ("2021-10-05", "barred", "lapsed")],
)
def test_a_claim_is_barred_on_the_day_after_the_last(
    dk: Profile, make: MakeCase, on: str, stage: str, status: str
) -> None:
    case = due(make, "2018-10-02")
    steps = {step.action: step for step in next_steps(case, dk, on=on).proposals}
    assert (standing(case, dk, on=on).stage, steps["lawsuit_filed"].status) == (stage, status)
    assert steps["lawsuit_filed"].latest == D(2021, 10, 4)


@pytest.mark.parametrize(
    ("kind", "component", "last"),
    [
        ("goods_or_services", "principal", D(2021, 10, 1)),
        ("consumer_credit", "principal", D(2021, 10, 1)),
        ("rent", "principal", D(2021, 10, 4)),  # Monday 1 October 2018; timely until Thursday the 4th
        ("wage", "principal", D(2023, 10, 2)),  # five years; 1 October 2023 is a Sunday
        ("loan", "principal", D(2028, 10, 2)),  # ten years; 1 October 2028 is a Sunday
    ],
)
def test_the_kind_of_claim_decides_how_long(
    dk: Profile, make: MakeCase, kind: str, component: str, last: dt.date
) -> None:
    assert ends(due(make, "2018-10-01", kind=kind), dk, "2019-01-01", component) == last


def test_interest_of_a_loan_has_three_years(dk: Profile, make: MakeCase) -> None:
    case = due(make, "2018-10-01", kind="loan")
    first = min(c.ends for c in standing(case, dk, on="2019-01-01").clocks if c.component == "interest" and c.ends)
    assert first in {D(2021, 10, 1), D(2021, 10, 4)}  # from the due day, or from the first day of interest (a Saturday)


def test_the_period_runs_from_the_due_day_and_not_from_the_invoice(dk: Profile, make: MakeCase) -> None:
    case = make(arose="2018-08-01", invoiced="2018-08-15", due="2018-10-01")
    assert clock(case, dk, "2019-01-01").started == D(2018, 10, 1)


@pytest.mark.parametrize(
    ("start", "known", "last"),
    [
        ("2018-10-01", "2018-11-01", D(2021, 11, 1)),
        ("2018-10-01", "2018-09-01", D(2021, 10, 1)),
        ("2008-10-01", "2018-06-01", D(2018, 10, 1)),  # never beyond ten years from the due day
    ],
)
def test_an_unknown_claim_waits_for_the_creditors_knowledge_but_not_beyond_ten_years(
    dk: Profile, make: MakeCase, start: str, known: str, last: dt.date
) -> None:
    assert ends(due(make, start, known=known), dk, "2018-12-01") == last


# What interrupts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "event",
    [
        act("2021-09-01", "reminder"), act("2021-09-01", "collection_notice"), act("2021-09-01", "letter"),
        act("2021-09-01", "handed_over", to="collector"), act("2021-09-01", "note"),
        act("2021-09-01", "payment", amount="10.00", received_by="creditor"),
    ],
    ids=lambda event: event["kind"],
)  # fmt: skip
def test_letters_and_a_bare_payment_interrupt_nothing(dk: Profile, make: MakeCase, event: Event) -> None:
    case = due(make, "2018-10-01", event)
    assert ends(case, dk, "2021-09-10") == D(2021, 10, 1)
    assert standing(case, dk, on="2021-10-02").stage == "barred"


@pytest.mark.parametrize(
    ("form", "last"),
    [
        ("conduct", D(2023, 3, 3)),  # three more years from the day of the acknowledgement
        ("in_writing", D(2030, 3, 4)),  # ten years: existence and size acknowledged; 3 March 2030 is a Sunday
        ("signed_enforceable", D(2030, 3, 4)),
    ],
)
def test_an_acknowledgement_begins_a_new_period_on_its_own_day(
    dk: Profile, make: MakeCase, form: str, last: dt.date
) -> None:
    case = due(make, "2018-10-01", act("2020-03-03", "acknowledgement", form=form))
    for component in ("principal", "interest"):
        found = clock(case, dk, "2020-06-01", component)
        assert (found.started, found.ends) == (D(2020, 3, 3), last)
    assert ends(case, dk, "2020-03-02") == D(2021, 10, 1)


@pytest.mark.parametrize(("on", "state"), [("2021-10-01", "suspended"), ("2021-10-02", "expired")])
def test_a_payment_order_filed_on_the_last_day_is_in_time(dk: Profile, make: MakeCase, on: str, state: str) -> None:
    case = due(make, "2018-10-01", act("2021-09-01", "collection_notice"), act(on, "payment_order_filed"))
    assert clock(case, dk, "2021-12-01").state == state


@pytest.mark.parametrize(
    ("events", "started", "last"),
    [
        ([act("2021-09-13", "payment_order_filed"), act("2021-10-05", "payment_order_served"),
          act("2021-10-20", "payment_order_endorsed")], D(2021, 10, 20), D(2031, 10, 20)),
        ([act("2021-09-13", "lawsuit_filed"), act("2022-03-01", "judgment")], D(2022, 3, 1), D(2032, 3, 1)),
        ([act("2021-09-13", "title_obtained", title="settlement")], D(2021, 9, 13), D(2031, 9, 15)),
        ([act("2019-09-02", "title_obtained", title="judgment"), act("2020-01-06", "enforcement_requested"),
          act("2020-02-10", "attachment_executed")], D(2020, 2, 10), D(2030, 2, 11)),
    ],
    ids=["endorsed order", "judgment", "settlement", "attachment"],
)  # fmt: skip
def test_a_title_and_an_attachment_give_ten_new_years(
    dk: Profile, make: MakeCase, events: list[Event], started: dt.date, last: dt.date
) -> None:
    # 13 September 2031 is a Saturday, 10 February 2030 a Sunday.
    case = due(make, "2018-10-01", act("2021-09-01", "collection_notice"), *events)
    for component in ("principal", "costs", "interest"):
        found = clock(case, dk, "2022-06-01", component)
        assert (found.started, found.ends, found.state) == (started, last, "running")


def test_interest_that_accrues_after_a_title_has_three_years_of_its_own(dk: Profile, make: MakeCase) -> None:
    # § 5(2): interest to the endorsement shares the ten years; that of the day after it is barred three years later.
    events = [act("2021-09-01", "collection_notice"), act("2021-09-13", "payment_order_filed"),
              act("2021-10-05", "payment_order_served"), act("2021-10-20", "payment_order_endorsed")]  # fmt: skip
    case = due(make, "2018-10-01", *events)
    clocks = [c for c in standing(case, dk, on="2026-11-01").clocks if c.component == "interest"]
    assert {(c.ends, c.state) for c in clocks if c.started == D(2021, 10, 20)} == {(D(2031, 10, 20), "running")}
    assert (D(2021, 10, 21), D(2024, 10, 21), "expired") in {(c.started, c.ends, c.state) for c in clocks}


def test_an_opposed_order_leaves_a_year_after_the_case_and_a_withdrawal_none(dk: Profile, make: MakeCase) -> None:
    events = [act("2021-09-01", "collection_notice"), act("2021-09-13", "payment_order_filed"),
              act("2021-10-05", "payment_order_served"), act("2021-10-18", "opposition")]  # fmt: skip
    case = due(make, "2018-10-01", *events)
    assert clock(case, dk, "2021-12-01").state == "suspended"
    withdrawn = case.with_event(act("2021-12-10", "withdrawn_from_court"))
    assert (ends(withdrawn, dk, "2021-12-15"), standing(withdrawn, dk, on="2021-12-15").stage) == (
        D(2021, 10, 1), "barred",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("began", "ended", "last"),
    [("2021-06-01", "2021-08-10", D(2022, 8, 10)), ("2018-12-03", "2019-01-10", D(2021, 10, 1))],
)
def test_negotiations_leave_at_least_a_year_and_never_shorten(
    dk: Profile, make: MakeCase, began: str, ended: str, last: dt.date
) -> None:
    case = due(make, "2018-10-01", act(began, "negotiations_began"), act(ended, "negotiations_ended"))
    assert ends(case, dk, "2021-09-01") == last


def test_a_void_acknowledgement_has_interrupted_nothing(dk: Profile, make: MakeCase) -> None:
    event = act("2020-03-03", "acknowledgement", form="conduct", id="ack")
    case = due(make, "2018-10-01", event).void("ack")
    assert ends(case, dk, "2020-06-01") == D(2021, 10, 1)


@pytest.mark.parametrize(
    ("kind", "start", "title", "component", "talks", "last"),
    [
        ("wage", "2018-10-01", None, "principal", ("2023-06-01", "2023-08-10"), D(2024, 8, 12)),
        ("loan", "2008-10-01", None, "principal", ("2018-06-01", "2018-08-10"), D(2019, 8, 12)),
        ("loan", "2018-10-01", None, "interest", ("2021-06-01", "2021-08-10"), D(2022, 8, 10)),
        ("goods_or_services", "2009-10-01", "acknowledged", "principal", ("2019-12-02", "2020-02-10"), D(2021, 2, 10)),
        ("goods_or_services", "2009-10-01", "settlement", "principal", ("2019-12-02", "2020-02-10"), D(2021, 2, 10)),
        ("goods_or_services", "2018-10-01", "settlement", "interest", ("2022-12-01", "2023-02-10"), D(2024, 2, 12)),
    ],
)
def test_negotiations_leave_a_year_whatever_period_was_running(
    dk: Profile,
    make: MakeCase,
    kind: str,
    start: str,
    title: str | None,
    component: str,
    talks: tuple[str, str],
    last: dt.date,
) -> None:
    # 10 August 2024 and 2019 and 10 February 2024 are Saturdays. A title gives ten years, its later interest has three.
    day = f"{int(start[:4]) + 1 if start < '2010' else 2020}-03-03"
    events = {
        None: [],
        "acknowledged": [act(day, "acknowledgement", form="in_writing")],
        "settlement": [act(day, "title_obtained", title="settlement")],
    }[title]
    began, ended = act(talks[0], "negotiations_began"), act(talks[1], "negotiations_ended")
    clocks = standing(due(make, start, *events, began, ended, kind=kind), dk, on=talks[1]).clocks
    assert last in {c.ends for c in clocks if (c.kind, c.component) == ("limitation", component)}


def test_even_wages_unknown_to_the_creditor_end_after_ten_years(dk: Profile, make: MakeCase) -> None:
    assert ends(due(make, "2008-10-01", kind="wage", known="2017-06-01"), dk, "2018-01-02") == D(2018, 10, 1)


def test_an_attachment_revives_no_interest_that_was_barred_already(dk: Profile, make: MakeCase) -> None:
    # § 19(7) covers interest not yet barred. Judgment 20 June 2022; enforcement asked for on 1 June 2026, attachment on
    # 1 August 2026. Interest of 29 May 2023 was barred with Friday 29 May 2026; that of the 30th and 31st ended on
    # Monday 1 June, the day of the request, so it and all later interest to the meeting has ten years from the meeting.
    events = [act("2022-02-01", "lawsuit_filed"), act("2022-06-20", "judgment"),
              act("2026-06-01", "enforcement_requested"), act("2026-08-01", "attachment_executed")]  # fmt: skip
    now = standing(due(make, "2020-02-29", *events), dk, on="2026-08-02")
    clocks = {c.part: (c.started, c.ends, c.state) for c in now.clocks if c.component == "interest"}
    assert clocks["barred"] == (D(2022, 6, 21), D(2026, 5, 29), "expired")
    assert clocks["earlier"][:2] == (D(2026, 8, 1), D(2036, 8, 1))
    assert clocks["later"][0] == D(2026, 8, 2)


def test_an_attachment_within_three_years_leaves_nothing_barred(dk: Profile, make: MakeCase) -> None:
    events = [act("2022-02-01", "lawsuit_filed"), act("2022-06-20", "judgment"),
              act("2025-06-20", "enforcement_requested"), act("2025-08-01", "attachment_executed")]  # fmt: skip
    now = standing(due(make, "2020-02-29", *events), dk, on="2026-08-02")
    assert "barred" not in {c.part for c in now.clocks}


def test_a_judgment_bars_no_interest_that_the_lawsuit_had_kept_alive(dk: Profile, make: MakeCase) -> None:
    # Due 1 October 2018, sued on 1 September 2021 within the three years, judged on 1 December 2023.
    events = [act("2021-09-01", "lawsuit_filed"), act("2023-12-01", "judgment")]
    now = standing(due(make, "2018-10-01", *events), dk, on="2024-01-02")
    assert "barred" not in {c.part for c in now.clocks}


@pytest.mark.parametrize(
    ("on", "interest", "fee"),
    [
        ("2018-02-02", None, None),  # the first day of interest, 2 February 2015, ends today
        ("2018-03-01", "60.66", None),  # 27 days of 10,000 at 8.20 %; the letter of 1 March 2015 has its last day
        ("2018-03-02", "62.90", "100.00"),  # 28 days: 62.9041
    ],
)
def test_the_lines_of_a_loan_say_what_is_barred(
    dk: Profile, make: MakeCase, on: str, interest: str | None, fee: str | None
) -> None:
    letter = {"on": "2015-03-01", "kind": "reminder", "fee": "100.00"}
    case = due(make, "2015-02-01", letter, kind="loan", amount="10000.00", arose="2015-01-01")
    lines = {line.kind: line.barred for line in standing(case, dk, on=on).lines}
    found = {kind: None if barred is None else str(barred.amount) for kind, barred in lines.items()}
    assert found == {"principal": None, "interest": interest, "reminder_fee": fee}
