"""Rent notices and public claims: when, at what fee, and at what rate.

Figures and days: lejeloven § 182, erhvervslejeloven § 69, gældsinddrivelsesloven, as the dossier lists them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from collectrules import Case, Profile, Proposal, audit, next_steps, standing, tariff

D = dt.date
Event = dict[str, Any]
MakeCase = Callable[..., Case]


def act(on: str, kind: str, **more: object) -> Event:
    return {"on": on, "kind": kind} | more


def step(case: Case, dk: Profile, on: str, action: str) -> Proposal:
    (only,) = [proposal for proposal in next_steps(case, dk, on=on).proposals if proposal.action == action]
    return only


# Rent ------------------------------------------------------------------------------------------------------


def rent(make: MakeCase, due: str, *events: Event, lease: str = "housing") -> Case:
    debtor = "consumer" if lease == "housing" else "business"
    return make(*events, kind="rent", lease=lease, amount="6000.00", arose=due, invoiced=None, due=due, debtor=debtor)


@pytest.mark.parametrize(
    ("due", "earliest"),
    [
        ("2019-05-01", "2019-05-07"),  # Wednesday; third working day after: Thu 2, Fri 3, (Sat 4 moves on) Mon 6
        ("2019-04-01", "2019-04-05"),  # Monday; Tue 2, Wed 3, Thu 4
        ("2019-06-03", "2019-06-08"),  # Monday; Tue 4, (5 June) Thu 6, Fri 7
    ],
)
def test_a_rent_notice_may_go_out_after_the_third_working_day(
    dk: Profile, make: MakeCase, due: str, earliest: str
) -> None:
    assert step(rent(make, due), dk, due, "rent_notice").earliest == D.fromisoformat(earliest)


@pytest.mark.parametrize(
    ("lease", "last"),
    [("housing", "2019-04-25"), ("business", "2019-04-14"), (None, "2019-04-25")],  # 14 days from arrival, or 3
)
def test_a_rent_notice_gives_fourteen_days_for_a_home_and_three_for_a_shop(
    dk: Profile, make: MakeCase, lease: str | None, last: str
) -> None:
    notice = act("2019-04-10", "rent_notice", received="2019-04-11")
    more = {} if lease is None else {"lease": lease}
    case = make(notice, kind="rent", amount="6000.00", arose="2019-04-01", invoiced=None, due="2019-04-01", **more)
    clocks = standing(case, dk, on="2019-04-12").clocks
    assert [str(clock.ends) for clock in clocks if clock.kind == "demand_deadline"] == [last]


@pytest.mark.parametrize(
    ("lease", "fee", "owed"),
    [("housing", "284.00", "284.00"), ("housing", "284.01", "284.00"), ("business", "155.00", "155.00"),
     ("business", "155.01", "155.00")],
)  # fmt: skip
def test_the_fee_of_a_rent_notice_is_that_of_its_year_and_lease(
    dk: Profile, make: MakeCase, lease: str, fee: str, owed: str
) -> None:
    case = rent(make, "2019-04-01", act("2019-04-10", "rent_notice", fee=fee), lease=lease)
    assert standing(case, dk, on="2019-05-01").owed.fees == Decimal(owed)


def test_the_fee_of_an_unknown_year_is_a_doubt_and_shown_as_unknown(dk: Profile, make: MakeCase) -> None:
    case = rent(make, "2024-04-02", act("2024-04-10", "rent_notice", fee="320.00"))
    (finding,) = audit(case, dk, on="2024-05-01").findings
    assert (finding.code, finding.severity, finding.amount_in_doubt) == ("unknown_figure", "doubt", 320)
    charges = step(rent(make, "2024-04-02"), dk, "2024-05-01", "rent_notice").charges
    assert [(cost.amount, cost.unknown) for cost in charges] == [(None, True)]


# Public claims ---------------------------------------------------------------------------------------------


def public(make: MakeCase, *events: Event, arose: str, due: str) -> Case:
    return make(
        *events, kind="public_law", creditor="public", debtor="consumer", amount="36500.00", arose=arose,
        invoiced=None, due=due,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("received", "first"), [("2026-02-28", "2026-03-01"), ("2026-03-01", "2026-04-01"), ("2026-03-31", "2026-04-01")]
)
def test_interest_on_public_claims_starts_with_the_month_after_receipt(
    dk: Profile, make: MakeCase, received: str, first: str
) -> None:
    case = public(make, act(received, "handed_over"), arose="2026-01-01", due="2026-02-01")
    assert standing(case, dk, on="2026-04-30").interest[0].from_ == D.fromisoformat(first)


# Reference and 8 points, from July 2023 reference and 4; a change counts from the fifth working day after its own.
@pytest.mark.parametrize(
    ("day", "rate"),
    [
        ("2022-12-31", "7.55"),  # reference -0.45 and 8 points: until mid-2023 the rate of § 5 itself
        ("2023-01-01", "9.90"),
        ("2023-06-30", "9.90"),
        ("2023-07-01", "5.90"),  # 1.90 + 4: the reference of July waits for 3, 4, 5, 6 and Friday 7 July
        ("2023-07-06", "5.90"),
        ("2023-07-07", "7.25"),
        ("2024-01-07", "7.25"),  # 3.25 + 4; 1 January is a holiday: 2, 3, 4, 5 and Monday 8 January
        ("2024-01-08", "7.75"),
        ("2024-07-07", "7.75"),  # 1 July is a Monday: 2, 3, 4, 5 and Monday 8 July
        ("2024-07-08", "7.50"),
        ("2025-01-07", "7.50"),  # 2, 3, 6, 7 and Wednesday 8 January
        ("2025-01-08", "6.75"),
    ],
)
def test_the_rate_on_public_claims_follows_on_the_fifth_working_day(
    dk: Profile, make: MakeCase, day: str, rate: str
) -> None:
    case = public(make, act("2022-11-10", "handed_over"), arose="2022-09-01", due="2022-10-03")
    assert standing(case, dk, on=day).interest[-1].rate == Decimal(rate)


@pytest.mark.parametrize(("amount", "owed"), [("199.99", 0), ("200.00", 140), ("200.01", 140)])
def test_a_reminder_of_the_agency_costs_140_but_nothing_below_200(
    dk: Profile, make: MakeCase, amount: str, owed: int
) -> None:
    case = make(
        act("2026-03-15", "handed_over"), act("2026-03-20", "reminder", fee="140.00"), kind="public_law",
        creditor="public", debtor="consumer", amount=amount, arose="2026-01-01", invoiced=None, due="2026-02-01",
    )  # fmt: skip
    assert standing(case, dk, on="2026-03-21").owed.fees == owed


def test_an_unknown_lease_is_not_no_lease(dk: Profile, make: MakeCase) -> None:
    # Both kinds of lease have a fee; which one this is nobody said: a doubt that names the fact, and nothing is struck.
    rent = {"kind": "rent", "arose": "2023-03-01", "invoiced": "2023-03-01", "due": "2023-03-01"}
    case = make({"on": "2023-03-07", "kind": "rent_notice", "fee": "314.00"}, debtor="consumer", **rent)
    (finding,) = audit(case, dk, on="2023-03-08").findings
    assert (finding.severity, finding.code, finding.needs) == ("doubt", "fact_unknown", ("lease",))
    assert standing(case, dk, on="2023-03-08").owed.fees == 314
    (step,) = [s for s in next_steps(make(debtor="consumer", **rent), dk, on="2023-03-08").proposals
               if s.action == "rent_notice"]  # fmt: skip
    assert "fact:lease" in step.needs


RENT = {"kind": "rent", "lease": "housing", "arose": "2023-03-01", "invoiced": "2023-03-01", "due": "2023-03-01"}


@pytest.mark.parametrize(
    ("reading", "owed", "doubtful"), [(None, 414, ["doubt"]), ("notice_only", 314, ["breach"]), ("both", 414, [])]
)
def test_a_reminder_fee_beside_the_fee_of_a_rent_demand_is_a_doubt(
    dk: Profile, make: MakeCase, reading: str | None, owed: int, doubtful: list[str]
) -> None:
    readings = {"rent_reminder_fee": reading} if reading else {}
    letters = [act("2023-03-07", "reminder", fee="100.00"), act("2023-03-20", "rent_notice", fee="314.00")]
    case = make(*letters, debtor="consumer", **RENT)
    assert standing(case, dk, on="2023-03-20", readings=readings).owed.fees == owed
    assert [f.severity for f in audit(case, dk, on="2023-03-20", readings=readings).findings] == doubtful
    plain = next_steps(make(debtor="consumer", **RENT), dk, on="2023-03-07", readings=readings).proposals
    (reminder,) = [s for s in plain if s.action == "reminder"]
    assert bool(reminder.charges) is (reading == "both")


def test_a_public_reminder_below_two_hundred_says_why_it_is_free(dk: Profile, make: MakeCase) -> None:
    # Gældsinddrivelsesloven § 6(2): no fee for a reminder of less than 200 kr.; it is no matter of private law.
    days = {"arose": "2026-01-01", "invoiced": "2026-01-01", "due": "2026-01-31", "kind": "public_law"}
    case = make(act("2026-02-10", "reminder", fee="140.00"), creditor="public", amount="199.99", **days)
    (finding,) = audit(case, dk, on="2026-02-10").findings
    assert (finding.values["fact"], finding.law) == ("total_owed", ("gil-6-2",))
    assert tariff(dk, "fee.public_reminder", value="199.99", on="2026-02-10").amount == 0
    assert tariff(dk, "fee.public_reminder", value="200.00", on="2026-02-10").amount == 140


def test_own_collection_without_settlement_or_offer_fails_for_that_and_not_by_a_reading(
    dk: Profile, make: MakeCase
) -> None:
    charge = act("2018-11-20", "charge", cost="own_collection", amount="300.00")
    (finding,) = audit(make(act("2018-10-05", "collection_notice"), charge), dk, on="2018-11-20").findings
    assert (finding.severity, finding.code) == ("breach", "fee_before_act")
    assert set(finding.values["missing"].split(", ")) <= {"title_obtained", "settlement_offered"}


@pytest.mark.parametrize(
    ("due", "earliest"),
    [
        ("2023-04-01", "2023-04-12"),  # Saturday: moved to Monday the 3rd; 4, 5, and after Easter the 11th
        ("2023-06-05", "2023-06-10"),  # Constitution Day: moved to the 6th; 7, 8, 9
        ("2023-12-31", "2024-01-06"),  # Sunday: moved to Tuesday the 2nd; 3, 4, 5
        ("2023-03-01", "2023-03-07"),  # Wednesday: 2, 3, 6
    ],
)
def test_rent_due_on_an_off_day_is_due_on_the_next_weekday(
    dk: Profile, make: MakeCase, due: str, earliest: str
) -> None:
    assert step(rent(make, due), dk, due, "rent_notice").earliest == D.fromisoformat(earliest)
    day_before = str(D.fromisoformat(earliest) - dt.timedelta(days=1))
    early = rent(make, due, act(day_before, "rent_notice"))
    assert [f.code for f in audit(early, dk, on=day_before).findings] == ["step_condition"]  # it is not overdue
