"""Rows of the functions list about reports on a portfolio; figures are worked out by hand from the facts given here."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import BadInput, Case, Profile, load_case, load_profile
from collectrules.portfolio import reporting as r
from collectrules.portfolio.reporting import Kept, Report

D = Decimal
ROOT = Path(__file__).parents[2]
PORTAL_SAMPLES = (
    ("1031", "2016-11-15", "2017-01-14"), ("1032", "2016-12-31", "2017-03-01"), ("1033", "2016-01-01", "2016-03-01"),
    ("1034", "2017-01-01", "2017-03-02"), ("1035", "2016-02-28", "2016-04-28"), ("1036", "2017-06-30", "2017-08-29"),
    ("1037", "2017-10-02", "2017-12-01"),
)  # fmt: skip
"""Number, date, and the day 60 days later, counted on a calendar: over a leap day, short months and the new year.

The list of functions says of the manual's seven bills only that each is due so; their days are not in it.
"""


def a_case(name: str, claim: dict[str, Any], *events: dict[str, Any], **case: Any) -> Case:  # noqa: ANN401
    """A business against a business, one claim."""
    plain = {
        "format": 1, "id": name, "jurisdiction": "DK", "currency": "DKK",
        "creditor": {"kind": "business", "recovers_vat": True}, "debtor": {"kind": "business"},
        "claims": [{"id": "1", "kind": "goods_or_services", "due_agreed": True} | claim], "events": list(events),
    }  # fmt: skip
    return load_case(plain | case)


# 10 % of 36,500 are 3,650 a year, in a year of 365 days 10.00 a day.
TEN_A_DAY = {"amount": "36500.00", "arose": "2026-05-01", "due": "2026-05-31", "agreed_rate": "10"}
REMINDED = {"id": "r", "on": "2026-06-15", "kind": "reminder", "fee": "100.00"}
PART = a_case(
    "part", {"amount": "1000.00", "arose": "2026-06-01", "due": "2026-06-30", "debtor_country": "SE"},
    {"id": "p", "on": "2026-06-10", "kind": "payment", "amount": "250.00", "received_by": "creditor"},
)  # fmt: skip
NOTHING = a_case("nothing", {"amount": "500.00", "arose": "2026-06-11", "due": "2026-06-30"})
LATE = a_case("late", TEN_A_DAY, REMINDED, references={"own": "R-7"}, handler="anna")
PAID = a_case(
    "paid", {"amount": "80.00", "arose": "2026-05-01", "invoiced": "2026-05-02", "due": "2026-05-31"},
    {"id": "p", "on": "2026-05-20", "kind": "payment", "amount": "80.00", "received_by": "collector"},
)  # fmt: skip
FOUR = (PART, NOTHING, LATE, PAID)


def cells(found: Report, *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(row.get(key) for key in keys) for row in found.rows]


def left(found: Report) -> dict[tuple[str, str], int]:
    return {(one.of, one.reason): one.number for one in found.left_out}


# EI-82, EI-83 ----------------------------------------------------------------------------------------------


def test_the_report_of_what_is_open_now_has_every_figure_of_the_portal(dk: Profile) -> None:
    found = r.open_now(FOUR, dk, on="2026-06-30")
    (row,) = found.rows
    # Principal 1000 + 500 + 36500; interest from 1 to 30 June; one reminder.
    assert row["cases"] == 3
    assert (row["principal"], row["payments"], row["interest_fees"]) == (D("38000.00"), D("250.00"), D("400.00"))
    assert (row["court_fees"], row["other_debt"], row["outstanding"]) == (D("0.00"), D("0.00"), D("38150.00"))
    assert row["principal_paid_percent"] == D("0.66")  # 250 / 38000 = 0.6578… %
    assert row["mean_principal"] == D("12666.67")
    assert row["mean_age"] == D("36.0")  # (29 + 19 + 60) / 3 days
    assert row["mean_interest_fees"] == D("133.33")
    paid = {"principal": "250.00", "interest": "0.00", "fees": "0.00", "costs": "0.00"}
    rest = {"principal": "37750.00", "interest": "300.00", "fees": "100.00", "costs": "0.00"}
    assert {part: row[f"{part}_paid"] for part in paid} == {part: D(sum_) for part, sum_ in paid.items()}
    assert {part: row[f"{part}_left"] for part in rest} == {part: D(sum_) for part, sum_ in rest.items()}
    assert (found.cases, found.counted, left(found)) == (4, 3, {("cases", "not_open"): 1})


def test_court_fees_stand_apart_from_other_costs(dk: Profile) -> None:
    found = r.open_now([load_case(ROOT / "docs/examples/to_court.json")], dk, on="2023-07-31")
    # The fee of a payment order is 750 kr. (retsafgiftsloven); the case has no other cost.
    assert cells(found, "court_fees", "other_debt", "costs_paid") == [(D("750.00"), D("0.00"), D("750.00"))]


def test_the_report_of_a_period_is_its_end_less_its_start(dk: Profile) -> None:
    found = r.period(FOUR, dk, first="2026-06-01", last="2026-06-30")
    keys = ("state", "cases", "principal", "payments", "interest_fees", "outstanding", "mean_age")
    assert cells(found, *keys) == [
        ("start", 1, D("36500.00"), D("0.00"), D("0.00"), D("36500.00"), D("30.0")),
        ("end", 3, D("38000.00"), D("250.00"), D("400.00"), D("38150.00"), D("36.0")),
        ("change", 2, D("1500.00"), D("250.00"), D("400.00"), D("1650.00"), D("6.0")),
    ]
    assert (found.first, found.last) == (dt.date(2026, 6, 1), dt.date(2026, 6, 30))


# EI-84, G-05 -----------------------------------------------------------------------------------------------


def letters_of(first: int, last: int) -> Case:
    """Letters by number, as the portal has them: 5 not sent, 4 without news, 443 delivered, 176 failed, of 628."""
    events = []
    for number in range(first, last):
        event = {"id": f"e{number}", "on": "2026-03-02", "kind": "letter", "channel": "email"}
        word = None if number < 5 else "sent" if number < 9 else "failed" if number < 185 else "received"
        events.append(event | ({} if word is None else {"delivery": word}))
    return a_case(f"mail-{first}", {"amount": "10.00", "due": "2026-02-28"}, *events)


@pytest.fixture(scope="module")
def mailed() -> list[Case]:
    return [letters_of(first, min(first + 157, 628)) for first in range(0, 628, 157)]


def test_the_sends_of_the_portal_have_628_attempts_as_their_base(dk: Profile, mailed: list[Case]) -> None:
    found = r.sends(mailed, dk, first="2026-03-01", last="2026-03-31", channels=["email"])
    wanted = [("sent", 623, 628, D("99.20")), ("delivered", 443, 628, D("70.54")), ("failed", 176, 628, D("28.03"))]
    rows = [
        row for row in found.rows if row["channel"] == "email" and row["measure"] in {"sent", "delivered", "failed"}
    ]
    assert [(one["measure"], one["number"], one["base_number"], one["percent"]) for one in rows] == wanted
    assert found.definition.base.startswith("Every share is of all attempts")


def test_a_letter_counts_as_opened_once_or_more_by_what_was_recorded_of_it(dk: Profile) -> None:
    sent = {"kind": "letter", "channel": "email", "delivery": "opened"}
    again = {"kind": "correction", "of": "twice", "delivery": "opened"}
    case = a_case(
        "opened", {"amount": "10.00", "due": "2026-02-28"},
        {"id": "once", "on": "2026-03-02", **sent}, {"id": "twice", "on": "2026-03-03", **sent},
        {"id": "again", "on": "2026-03-04", **again}, {"id": "void", "on": "2026-03-05", **sent},
        {"id": "v", "on": "2026-03-06", "kind": "void", "of": "void"},
        {"id": "seen", "on": "2026-03-04", "kind": "correction", "of": "once", "delivery": "opened"},
        {"id": "w", "on": "2026-03-05", "kind": "void", "of": "seen"},
        {"id": "post", "on": "2026-03-07", "kind": "letter", "channel": "post", "delivery": "received"},
    )  # fmt: skip
    found = r.sends([case], dk, first="2026-03-01", last="2026-03-31")
    rows = [row for row in found.rows if row["channel"] == "all_channels"]
    assert [(row["measure"], row["number"]) for row in rows] == [
        ("sent", 2), ("delivered", 2), ("opened_once", 1), ("opened_more", 1), ("failed", 0)
    ]  # fmt: skip
    assert {row["base_number"] for row in rows} == {2}


# EI-85, EI-86 ----------------------------------------------------------------------------------------------


def of_year(name: str, arose: str, *events: dict[str, Any]) -> Case:
    return a_case(name, {"amount": "100.00", "arose": arose, "due": f"{arose[:4]}-12-31"}, *events)


def test_cases_created_closed_and_open_are_told_by_year(dk: Profile) -> None:
    paid = {"kind": "payment", "amount": "100.00"}
    cases = [
        of_year("1", "2023-03-01", {"on": "2023-05-01", **paid}),
        of_year("2", "2023-04-01", {"on": "2024-02-01", "kind": "closed"}),
        of_year("3", "2023-05-01"),
        of_year("4", "2025-01-10", {"on": "2025-02-01", **paid}),
        of_year("5", "2025-01-11"),
    ]
    found = r.closing_rate(cases, dk, on="2025-12-31")
    keys = ("year", "created", "closed", "still_open", "closed_of_created", "percent")
    assert cells(found, *keys) == [
        (2023, 3, 1, 2, 2, D("66.67")),
        (2024, 0, 1, 1, 0, None),
        (2025, 2, 1, 2, 1, D("50.00")),
    ]


def test_the_success_rate_says_which_acts_a_payment_followed(dk: Profile) -> None:
    claim = {"amount": "1000.00", "arose": "2025-12-01", "due": "2025-12-31"}
    first, second = ({"on": f"2026-{day}", "kind": "reminder"} for day in ("01-20", "02-10"))
    paid = {"on": "2026-02-15", "kind": "payment", "amount": "300.00"}
    letter = {"on": "2026-03-25", "kind": "letter"}
    cases = [a_case("1", claim, first, second, paid, letter), a_case("2", claim, first), a_case("3", claim)]
    terms: dict[str, Any] = {"first": "2026-01-01", "last": "2026-03-31"}
    found = r.success_rate(cases, dk, **terms)
    # Three reminders; the payment of 15 February comes 5 days after one of them. Of the letter 6 days are over.
    assert cells(found, "action", "number", "followed", "percent", "paid") == [
        ("reminder", 3, 1, D("33.33"), D("300.00"))
    ]
    assert left(found) == {("cases", "no_action"): 1, ("actions", "window_running"): 1}
    # Within 26 days it follows both reminders of the first case; credited to the last alone, it is one still.
    assert cells(r.success_rate(cases, dk, **terms, window=26), "followed") == [(1,)]
    each = r.success_rate(cases, dk, **terms, window=26, credited="each")
    assert cells(each, "followed", "percent", "paid") == [(2, D("66.67"), D("600.00"))]
    assert "at most 26 days after" in each.definition.what
    # A debt that is set off is no success of a letter.
    less = a_case("4", claim, first, {"on": "2026-01-25", "kind": "set_off", "amount": "300.00"})
    assert cells(r.success_rate([less], dk, **terms), "number", "followed", "paid") == [(1, 0, D("0.00"))]
    with pytest.raises(BadInput, match="window_days"):
        r.success_rate(cases, dk, **terms, window=0)


# EI-87 -----------------------------------------------------------------------------------------------------


def planned() -> Case:
    """1,000 without interest, in two instalments of 500, of which 500 and then 200 are paid."""
    instalments = [{"due": "2026-03-10", "amount": "500.00"}, {"due": "2026-04-10", "amount": "500.00"}]
    plan = {"id": "plan", "on": "2026-02-10", "kind": "plan_agreed", "instalments": instalments, "interest_free": True}
    return a_case(
        "planned", {"amount": "1000.00", "arose": "2026-01-05", "due": "2026-02-28"}, plan,
        {"on": "2026-03-09", "kind": "payment", "amount": "500.00"},
        {"on": "2026-04-20", "kind": "payment", "amount": "200.00"},
    )  # fmt: skip


def test_agreements_are_listed_with_their_facts_and_what_remains(dk: Profile) -> None:
    found = r.agreements([planned(), NOTHING], dk, on="2026-03-31", debtors={"planned": "K-1"})
    (row,) = found.rows
    assert (row["case"], row["debtor"], row["status"], row.get("closed_on")) == ("planned", "K-1", "open", None)
    assert (row["plan_state"], row["instalments"], row["missed"]) == ("running", 2, 0)
    assert (row["agreed_on"], row["last_due"]) == (dt.date(2026, 2, 10), dt.date(2026, 4, 10))
    assert (row["plan_total"], row["plan_paid"], row["remaining"]) == (D("1000.00"), D("500.00"), D("500.00"))
    assert left(found) == {("cases", "no_plan"): 1}
    (later,) = r.agreements([planned()], dk, on="2026-04-30").rows
    assert (later["missed"], later["plan_paid"]) == (1, D("700.00"))


def test_the_money_of_agreements_is_told_by_month(dk: Profile) -> None:
    found = r.agreement_money([planned()], dk, first="2026-01-01", last="2026-04-30")
    assert cells(found, "month", "plans", "plan_due", "plan_paid") == [
        ("2026-03", 1, D("500.00"), D("500.00")),
        ("2026-04", 1, D("500.00"), D("200.00")),
    ]


def test_what_was_paid_down_on_the_day_of_a_plan_is_money_of_it(dk: Profile) -> None:
    instalments = [{"due": "2026-03-10", "amount": "300.00"}, {"due": "2026-04-10", "amount": "700.00"}]
    plan = {"id": "plan", "on": "2026-03-10", "kind": "plan_agreed", "instalments": instalments, "interest_free": True}
    case = a_case(
        "down", {"amount": "1000.00", "arose": "2026-01-05", "due": "2026-03-10"}, plan,
        {"on": "2026-03-10", "kind": "payment", "amount": "350.00"},
    )  # fmt: skip
    found = r.agreement_money([case], dk, first="2026-03-01", last="2026-03-31")
    assert cells(found, "month", "plans", "plan_due", "plan_paid") == [("2026-03", 1, D("300.00"), D("300.00"))]
    (row,) = r.agreements([case], dk, on="2026-03-31").rows
    assert (row["plan_paid"], row["missed"]) == (D("300.00"), 0)


# EI-88, EI-90, AC-08, IB-07 --------------------------------------------------------------------------------

TWICE = a_case(
    "twice", TEN_A_DAY, REMINDED,
    {"id": "p1", "on": "2026-06-20", "kind": "payment", "amount": "1000.00", "received_by": "collector"},
    {"id": "p2", "on": "2026-07-02", "kind": "payment", "amount": "50.00", "received_by": "creditor"},
    {"id": "p3", "on": "2026-07-03", "kind": "payment", "amount": "70.00", "received_by": "collector"},
    {"id": "v", "on": "2026-07-04", "kind": "payment_reversed", "of": "p3"},
)  # fmt: skip


def test_the_payments_of_a_day_are_split_for_the_books(dk: Profile) -> None:
    found = r.bookkeeping([TWICE, PART, NOTHING], dk, first="2026-06-20", last="2026-06-20")
    # Interest of 1 to 20 June, then the reminder, then the claim itself.
    assert cells(found, "case", "claim", "booked_to", "amount") == [
        ("twice", "1", "interest", D("200.00")),
        ("twice", "1", "fees", D("100.00")),
        ("twice", "1", "principal", D("700.00")),
    ]


def test_money_that_no_claim_needs_is_booked_as_credit(dk: Profile) -> None:
    over = {"id": "p", "on": "2026-06-20", "kind": "payment", "amount": "600.00"}
    found = r.bookkeeping([NOTHING.with_event(over)], dk, first="2026-06-20", last="2026-06-20")
    assert cells(found, "claim", "booked_to", "amount") == [
        ("1", "principal", D("500.00")),
        (None, "credit", D("100.00")),
    ]


def test_the_payments_of_a_period_are_rows_and_what_was_reversed_is_none(dk: Profile) -> None:
    found = r.payments([TWICE, PART, NOTHING], dk, first="2026-06-01", last="2026-07-31")
    assert cells(found, "paid_on", "case", "received_by", "amount", "to_principal") == [
        (dt.date(2026, 6, 10), "part", "creditor", D("250.00"), D("250.00")),
        (dt.date(2026, 6, 20), "twice", "collector", D("1000.00"), D("700.00")),
        (dt.date(2026, 7, 2), "twice", "creditor", D("50.00"), D("0.00")),
    ]
    assert left(found) == {("cases", "no_payment"): 1}


def test_a_set_off_pays_and_is_told_apart_from_money_that_came_in(dk: Profile) -> None:
    less = NOTHING.with_event({"id": "s", "on": "2026-06-20", "kind": "set_off", "amount": "40.00"})
    found = r.payments([less, PART], dk, first="2026-06-01", last="2026-06-30")
    assert cells(found, "case", "way", "amount") == [
        ("part", "payment", D("250.00")),
        ("nothing", "set_off", D("40.00")),
    ]


def test_active_claims_are_listed_and_paid_ones_are_counted(dk: Profile) -> None:
    found = r.active_claims(FOUR, dk, on="2026-06-30")
    assert cells(found, "case", "claim", "principal", "interest", "fees", "outstanding") == [
        ("part", "1", D("750.00"), D("0.00"), D("0.00"), D("750.00")),
        ("nothing", "1", D("500.00"), D("0.00"), D("0.00"), D("500.00")),
        ("late", "1", D("36500.00"), D("300.00"), D("100.00"), D("36900.00")),
    ]
    assert left(found) == {("claims", "not_open"): 1}


def test_the_invoices_of_a_period_are_rows(dk: Profile) -> None:
    found = r.invoices(FOUR, dk, first="2026-05-01", last="2026-05-31")
    assert cells(found, "case", "invoiced", "claimed", "outstanding") == [
        ("paid", dt.date(2026, 5, 2), D("80.00"), D("0.00"))
    ]
    assert left(found) == {("claims", "not_invoiced"): 3}


def test_what_the_agency_holds_is_exported_by_month(dk: Profile) -> None:
    june, july = (r.held_payments([TWICE, PART, PAID], dk, month=f"2026-{month}") for month in ("06", "07"))
    assert cells(june, "case", "payment", "entry", "amount") == [("twice", "p1", "payment", D("1000.00"))]
    # What came in and was reversed within July leaves no row; what the creditor received is in his own books.
    assert july.rows == ()
    assert left(july) == {("cases", "nothing_received"): 3}


# IW-07, AC-06, AC-07 ---------------------------------------------------------------------------------------


def test_cases_are_listed_as_they_stand(dk: Profile) -> None:
    found = r.case_list(FOUR, dk, on="2026-06-30", debtors={"late": "K-9"})
    assert cells(found, "case", "status", "claimed", "paid", "outstanding", "closed_on") == [
        ("part", "open", D("1000.00"), D("250.00"), D("750.00"), None),
        ("nothing", "open", D("500.00"), D("0.00"), D("500.00"), None),
        ("late", "open", D("36500.00"), D("0.00"), D("36900.00"), None),
        ("paid", "paid", D("80.00"), D("80.00"), D("0.00"), dt.date(2026, 5, 20)),
    ]
    assert cells(found, "debtor", "references", "handler", "country")[2] == ("K-9", "R-7", "anna", None)


def test_an_overview_counts_cases_by_status_and_stage(dk: Profile) -> None:
    found = r.case_overview(FOUR, dk, on="2026-06-30")
    assert cells(found, "status", "stage", "cases", "claimed", "outstanding") == [
        ("open", "not_due", 2, D("1500.00"), D("1250.00")),
        ("open", "overdue", 1, D("36500.00"), D("36900.00")),
        ("paid", "paid", 1, D("80.00"), D("0.00")),
    ]


@pytest.mark.parametrize(
    ("kept", "names", "reason"),
    [
        (Kept(status="open"), ["part", "nothing", "late"], "status"),
        (Kept(status="closed"), ["paid"], "status"),
        (Kept(stages=frozenset({"overdue"})), ["late"], "stage"),
        (Kept(countries=frozenset({"SE", "NO"})), ["part"], "country"),
        (Kept(first=dt.date(2026, 6, 1), last=dt.date(2026, 6, 10)), ["part"], "opened"),
        (Kept(), ["part", "nothing", "late", "paid"], None),
    ],
)
def test_reports_can_be_narrowed_by_status_country_and_period(
    dk: Profile, kept: Kept, names: list[str], reason: str | None
) -> None:
    found = r.case_list(FOUR, dk, on="2026-06-30", kept=kept)
    assert [row["case"] for row in found.rows] == names
    assert left(found) == ({("cases", reason): 4 - len(names)} if reason else {})


def test_the_recovery_rate_is_of_what_its_definition_says(dk: Profile) -> None:
    cases = [TWICE, PAID]
    alone = r.recovery_rate(cases, dk, on="2026-06-20")
    # Of 36,500 + 80 the 1,000 paid 700, and the 80 all.
    keys = ("year", "cases", "base_amount", "recovered", "percent")
    assert cells(alone, *keys) == [(2026, 2, D("36580.00"), D("780.00"), D("2.13"))]
    everything = r.recovery_rate(cases, dk, on="2026-06-20", of="everything")
    # Interest of 200 and a fee of 100 are charged and paid beside.
    assert cells(everything, *keys) == [(2026, 2, D("36880.00"), D("1080.00"), D("2.93"))]
    closed = r.recovery_rate(cases, dk, on="2026-06-20", kept=Kept(status="closed"))
    assert cells(closed, *keys) == [(2026, 1, D("80.00"), D("80.00"), D("100.00"))]
    texts = {found.definition.base for found in (alone, everything)}
    assert texts == {
        "The share is of what was charged and the law allows: the principal alone.",
        "The share is of what was charged and the law allows: everything: principal, interest, fees and costs.",
    }


# MI-10, G-11 -----------------------------------------------------------------------------------------------


def test_seven_bills_of_the_agency_are_due_sixty_days_after_their_date() -> None:
    bills = r.load_bills(
        [{"number": n, "on": on, "amount": "100.00", "currency": "CHF"} for n, on, _ in PORTAL_SAMPLES]
    )
    found = r.creditor_account(bills, on="2017-12-31", term=60)
    due = [(number, dt.date.fromisoformat(day)) for number, _, day in PORTAL_SAMPLES]
    assert cells(found, "bill", "due") == due


def test_the_account_of_a_bill_says_what_is_paid_open_and_late() -> None:
    bill = {"number": "9", "on": "2017-01-01", "amount": "118.65", "currency": "CHF"}
    paid = [{"on": "2017-02-01", "amount": "100.00"}, {"on": "2017-04-01", "amount": "18.65"}]
    bills = r.load_bills([bill | {"payments": paid}, bill | {"number": "10", "on": "2017-06-01"}])
    (row,) = r.creditor_account(bills, on="2017-03-05", term=60).rows
    assert (row["amount"], row["bill_paid"], row["bill_open"]) == (D("118.65"), D("100.00"), D("18.65"))
    assert (row["due"], row["days_late"]) == (dt.date(2017, 3, 2), 3)
    (row, _) = r.creditor_account(bills, on="2017-06-01", term=60).rows
    assert (row["bill_open"], row["days_late"]) == (D("0.00"), 0)
    (row,) = r.creditor_account(bills, on="2017-03-05").rows
    assert "due" not in row
    assert "days_late" not in row


# G-10 ------------------------------------------------------------------------------------------------------

DOSSIERS = (
    ("2006-03-01", "412.50", "17.00", True), ("2007-04-01", "1032.25", "118.65", True),
    ("2007-10-01", "238.40", "17.00", True), ("2008-05-01", "1500.00", "224.55", False),
    ("2009-02-01", "655.00", "73.30", True), ("2009-11-01", "1250.00", "73.30", True),
    ("2010-06-01", "89.90", "27.35", True), ("2011-01-01", "604.05", "73.30", False),
    ("2011-09-01", "540.75", "27.35", True), ("2012-04-01", "310.60", "17.00", True),
    ("2013-03-01", "980.00", "73.30", True), ("2013-12-01", "840.00", "27.35", False),
    ("2014-07-01", "175.35", "17.00", True), ("2015-05-01", "720.00", "27.35", True),
    ("2015-12-01", "874.30", "17.00", True), ("2016-06-01", "400.00", "17.00", False),
)  # fmt: skip
"""Opened, claim, costs, paid in full. The manual shows only the sums, the years and how many were paid: the single
amounts are made up so that they give its sums."""


def dossier(number: int, opened: str, claim: str, costs: str, *, paid: bool) -> Case:
    """What the portal shows of a dossier: its payment column counts what went to the claim, and nothing else."""
    year = int(opened[:4])
    events: list[dict[str, Any]] = [
        {"id": "c", "on": f"{year}-12-20", "kind": "charge", "cost": "other", "amount": costs},
        {"id": "p", "on": f"{year}-12-21", "kind": "payment", "amount": claim, "received_by": "collector",
         "component": "principal", "named_by": "debtor", "reply": "accepted"},
    ][: 1 + paid]  # fmt: skip
    about = {"amount": claim, "arose": opened, "due": f"{year}-12-15", "due_is": "agreed", "due_agreed": None}
    return a_case(
        f"dossier-{number}", about, *events, jurisdiction="CH", currency="CHF", debtor={"kind": "consumer"},
        places={"debtor": "ZH"},
    )  # fmt: skip


def test_the_sixteen_dossiers_of_the_manual_show_that_its_payments_are_principal_alone() -> None:
    cases = [dossier(number, *row[:3], paid=row[3]) for number, row in enumerate(DOSSIERS, 1)]
    found = r.components(cases, load_profile("CH"), on="2016-12-31")
    assert (found.cases, found.counted, found.refused) == (16, 16, ())
    rows = {row["component"]: row for row in found.rows}
    principal, costs = rows["principal"], rows["costs"]
    assert (principal["charged"], principal["paid"]) == (D("10623.10"), D("7279.05"))
    assert principal["left"] == D("3344.05")
    # The costs stand in the books, none of them is paid; without an enforcement they are the creditor's own by law.
    assert (costs["paid"], costs["booked"], costs["charged"]) == (D("0.00"), D("847.80"), D("0.00"))
    listed = r.case_list(cases, load_profile("CH"), on="2016-12-31").rows
    assert sum(row["principal"] == 0 for row in listed) == 12
    assert sum(row["paid"] == 0 for row in listed) == 4
    # What the payment column of the manual hides: interest is left on dossiers that it shows as paid.
    assert any(row["principal"] == 0 and row["interest"] > 0 for row in listed)
