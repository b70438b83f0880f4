"""A portfolio in columns: figures by hand, the doors it comes in by, and who goes to the fold."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest

pytest.importorskip("pyarrow")

import numpy as np
import pyarrow as pa

import collectrules as cr
from collectrules.columns import of_cases, of_tables, run
from collectrules.columns.accruing import LARGEST, Index, fits, rounded

LAW = cr.load_profile("DK")
ON = dt.date(2024, 3, 31)
COMMON = {
    "currency": "DKK", "jurisdiction": "DK", "workflow": "standard", "creditor.kind": "business",
    "creditor.recovers_vat": True,
}  # fmt: skip


def case(name: str, *events: dict[str, str], amount: str = "10000.00", **more: object) -> cr.Case:
    claim = {"id": "1", "kind": "goods_or_services", "amount": amount, "due": "2024-01-31", "due_agreed": True}
    return cr.load_case(
        {
            "format": 1, "id": name, "currency": "DKK", "jurisdiction": "DK", "workflow": "standard",
            "creditor": {"kind": "business", "recovers_vat": True}, "debtor": {"kind": "consumer"},
            "claims": [claim | {"arose": "2024-01-10"}], "events": list(events), **more,
        }
    )  # fmt: skip


def event(on: str, kind: str, **more: str) -> dict[str, str]:
    return {"on": on, "kind": kind, **more}


def row(one: cr.Case, *, on: dt.date | str = ON, assume: str | None = None) -> dict[str, Any]:
    found: dict[str, Any] = run(of_cases([one]), LAW, on=on, assume=assume).cases.to_pylist()[0]
    return found


# Figures by hand: 3.75 + 8 = 11.75 per cent in the first half of 2024, a year of 366 days ------------------


def test_interest_of_a_claim_nobody_has_paid() -> None:
    found = row(case("a"))
    # 1 February to 31 March are 60 days: 1,000,000 × 11.75 % × 60 / 366 = 19,262.29…
    assert (found["principal"], found["interest"], found["total"]) == (1_000_000, 19_262, 1_019_262)
    assert (found["by"], found["reason"], found["error"]) == ("columns", None, None)


def test_a_payment_reaches_interest_and_fee_before_the_principal() -> None:
    found = row(
        case("a", event("2024-02-10", "reminder", fee="100.00"), event("2024-03-01", "payment", amount="2000.00"))
    )
    # 30 days by 1 March: 9,631.14… is rounded to 9,631; with the fee 19,631 of 200,000 are gone, 180,369 are left.
    assert (found["principal"], found["fees"]) == (819_631, 0)
    # Then 30 days on 819,631: 7,893.98…; with the exact part that was rounded off before, 17,525.13 less 9,631.
    assert found["interest"] == 7_894


def test_what_is_paid_beyond_the_debt_is_credit() -> None:
    found = row(case("a", event("2024-02-01", "payment", amount="12000.00")))
    # One day: 321.03…, so 1,000,321 are owed.
    assert (found["total"], found["credit"]) == (0, 199_679)
    assert (found["step"], found["look_again_on"]) == (None, None)


def test_the_first_letter_is_planned_three_days_after_the_due_day() -> None:
    found = row(case("a"))
    assert (found["step"], found["step_on"], found["charges"]) == ("reminder", dt.date(2024, 2, 3), 10_000)


def test_the_next_letter_waits_for_policy_and_law() -> None:
    found = row(case("a", event("2024-02-10", "reminder", fee="100.00")))
    # Twelve days after the last letter; ten whole days between two fees would have been over by 21 February.
    assert (found["step"], found["step_on"], found["charges"]) == ("reminder", dt.date(2024, 2, 22), 10_000)


def test_after_three_fees_a_letter_is_free_of_charge() -> None:
    letters = [event(day, "reminder", fee="100.00") for day in ("2024-02-03", "2024-02-15", "2024-02-27")]
    found = row(case("a", *letters))
    assert (found["step"], found["step_on"], found["charges"]) == ("collection_notice", dt.date(2024, 3, 10), 0)
    assert found["fees"] == 30_000


def test_it_is_looked_at_again_when_its_step_is_due_or_the_rate_changes() -> None:
    assert row(case("a"), on="2024-02-01")["look_again_on"] == dt.date(2024, 2, 3)
    assert row(case("a"))["look_again_on"] == dt.date(2024, 7, 1)


def test_each_claim_may_have_a_row() -> None:
    found = run(of_cases([case("a")]), LAW, on=ON, claims=True).claims
    assert found is not None
    assert found.to_pylist() == [
        {
            "case": "a",
            "claim": "1",
            "principal": 1_000_000,
            "interest": 19_262,
            "fees": 0,
            "costs": 0,
            "total": 1_019_262,
        }
    ]


# Who goes to the fold --------------------------------------------------------------------------------------

FOLDED = {
    "fee_not_plain": [event("2024-02-10", "reminder", fee="100.01")],
    "kind:dispute": [event("2024-02-10", "dispute")],
    "event_field": [event("2024-02-10", "payment", amount="5.00", component="principal")],
    "event_after_overpayment": [
        event("2024-02-01", "payment", amount="12000.00"), event("2024-02-10", "reminder"),
    ],
    "credit_beyond_principal": [event("2024-02-10", "credit_note", amount="10000.01")],
}  # fmt: skip


@pytest.mark.parametrize("reason", FOLDED)
def test_what_the_columns_do_not_know_goes_to_the_fold(reason: str) -> None:
    one = case("a", *FOLDED[reason])
    found, owed = row(one), cr.standing(one, LAW, on=ON).owed
    assert (found["by"], found["reason"]) == ("fold", reason)
    sums = tuple(Decimal(found[word]) / 100 for word in ("principal", "interest", "fees", "total"))
    assert sums == (owed.principal, owed.interest, owed.fees, owed.total)


@pytest.mark.parametrize("gap", [10, 11])
def test_a_fee_that_only_one_reading_allows_goes_to_the_fold(gap: int) -> None:
    second = dt.date(2024, 2, 10) + dt.timedelta(days=gap)
    letters = [event("2024-02-10", "reminder", fee="100.00"), event(str(second), "reminder", fee="100.00")]
    assert row(case("a", *letters))["by"] == ("fold" if gap == 10 else "columns")


@pytest.mark.parametrize(("day", "by", "fees"), [("2027-02-01", "columns", 10_000), ("2027-02-02", "fold", 0)])
def test_a_fee_after_limitation_goes_to_the_fold(day: str, by: str, fees: int) -> None:
    one = case("a", event(day, "reminder", fee="100.00"))  # 31 January 2027 is a Sunday
    found = run(of_cases([one]), LAW, on=day, steps=False, assume="carry_forward").cases.to_pylist()[0]
    assert (found["by"], found["fees"]) == (by, fees)


@pytest.mark.parametrize(("relationship", "by"), [({}, "columns"), ({"relationship": "r"}, "fold")])
def test_claims_of_one_relationship_go_to_the_fold(relationship: dict[str, str], by: str) -> None:
    claim = {"kind": "goods_or_services", "amount": "100.00", "due": "2024-01-31", "due_agreed": True, **relationship}
    two = case("a", claims=[claim | {"id": "1"}, claim | {"id": "2"}])
    found = run(of_cases([two]), LAW, on=ON, steps=False).cases.to_pylist()[0]
    assert (found["by"], found["principal"]) == (by, 20_000)


def test_a_sum_that_does_not_fit_goes_to_the_fold() -> None:
    large = case("a", amount="99999999999999.99")
    found = row(large)
    assert (found["by"], found["reason"]) == ("fold", "too_large")
    assert Decimal(found["interest"]) / 100 == cr.standing(large, LAW, on=ON).owed.interest


def test_the_counts_add_up() -> None:
    found = run(of_cases([case("a"), case("b", event("2024-02-10", "dispute"))]), LAW, on=ON)
    assert (found.in_columns, found.folded, found.cases.num_rows) == (1, {"kind:dispute": 1}, 2)


def test_a_case_that_is_refused_keeps_its_row() -> None:
    found = row(case("a", claims=[{"id": "1", "kind": "loan", "amount": "5.00", "due": "2024-01-31"}]))
    assert (found["principal"], found["total"]) == (None, None)
    assert (found["by"], found["error"]) == ("fold", "missing_fact")


def test_beyond_the_last_rate_only_a_carried_one_answers() -> None:
    late = dt.date(2027, 1, 15)
    assert row(case("a"), on=late)["error"] == "not_yet_published"
    carried = row(case("a"), on=late, assume="carry_forward")
    owed = cr.standing(case("a"), LAW, on=late, assume="carry_forward").owed
    assert (carried["by"], Decimal(carried["interest"]) / 100) == ("columns", owed.interest)


def test_events_of_later_days_do_not_count() -> None:
    paid = case("a", event("2024-02-01", "payment", amount="12000.00"))
    assert row(paid, on="2024-01-31")["total"] == 1_000_000
    assert row(paid, on="2024-01-31")["by"] == "columns"


def test_a_later_event_that_the_columns_do_not_know_is_looked_at_all_the_same() -> None:
    unsound = case("a", event("2024-05-01", "kind_of_nothing"))
    assert (row(unsound)["by"], row(unsound)["error"]) == ("fold", "unknown_kind")


# The doors -------------------------------------------------------------------------------------------------


def tables() -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    days = np.array(["2024-01-31", "2024-01-31"], "datetime64[D]")
    cases = {"case": ["a", "b"], "debtor.kind": ["consumer", "business"]}
    claims = {
        "case": ["a", "b"], "amount": np.array([1_000_000, 50_000]), "due": days, "kind": ["goods_or_services"] * 2,
        "due_is": ["agreed"] * 2, "arose": np.array(["2024-01-10"] * 2, "datetime64[D]"),
    }  # fmt: skip
    events = {
        "case": ["a", "a"], "on": np.array(["2024-03-01", "2024-02-10"], "datetime64[D]"),
        "kind": ["payment", "reminder"],
        "amount": pa.array([200_000, None]), "fee": pa.array([None, 10_000]),
    }  # fmt: skip
    return cases, claims, events


def test_columns_say_what_documents_say() -> None:
    found = run(of_tables(*tables(), common=COMMON), LAW, on=ON)
    letters = [event("2024-02-10", "reminder", fee="100.00"), event("2024-03-01", "payment", amount="2000.00")]
    first, second = found.cases.to_pylist()
    assert first == row(case("a", *letters))
    assert (second["case"], second["by"], second["principal"]) == ("b", "columns", 50_000)


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_a_table_of_another_library_comes_in_by_its_arrow_stream(library: str) -> None:
    frame = pytest.importorskip(library).DataFrame
    cases, claims, _ = tables()
    claims = {name: list(column) for name, column in claims.items()}
    claims["amount"] = [int(amount) for amount in claims["amount"]]
    claims |= {name: [day.astype(object) for day in claims[name]] for name in ("due", "arose")}
    found = run(of_tables(frame(cases), frame(claims), common=COMMON), LAW, on=ON).cases.to_pylist()
    without = run(of_tables(cases, tables()[1], common=COMMON), LAW, on=ON).cases.to_pylist()
    assert found == without


def test_decimals_are_major_units_and_binary_fractions_are_refused() -> None:
    cases, claims, _ = tables()
    major = pa.array([Decimal("10000.00"), Decimal("500.00")], pa.decimal128(12, 2))
    same = run(of_tables(cases, claims | {"amount": major}, common=COMMON), LAW, on=ON)
    assert same.cases.to_pylist() == run(of_tables(cases, claims, common=COMMON), LAW, on=ON).cases.to_pylist()
    with pytest.raises(cr.BadInput) as refused:
        of_tables(cases, claims | {"amount": np.array([10000.0, 500.0])}, common=COMMON)
    assert refused.value.code == "amount_format"


def test_a_case_of_columns_that_goes_to_the_fold_is_put_together_alone() -> None:
    cases, claims, events = tables()
    odd = {"case": ["b"], "on": events["on"][:1], "kind": ["dispute"]}
    found = run(of_tables(cases, claims, odd, common=COMMON), LAW, on=ON).cases.to_pylist()
    assert [(one["by"], one["error"], one["principal"]) for one in found] == [
        ("columns", None, 1_000_000),
        ("fold", None, 50_000),
    ]


def test_columns_that_make_no_case_are_refused_in_their_row() -> None:
    cases, claims, _ = tables()
    events = {"case": ["a"], "on": np.array(["2024-03-01"], "datetime64[D]"), "kind": ["payment"]}
    found = run(of_tables(cases, claims | {"amount": np.array([1, 0])}, events, common=COMMON), LAW, on=ON)
    assert found.cases["error"].to_pylist() == ["missing_field", "amount_not_positive"]
    assert found.folded == {"event_field": 1, "claim_amount": 1}


def test_a_case_without_a_claim_takes_nothing_from_the_next() -> None:
    _, claims, _ = tables()
    named = {"case": ["x", "a", "y", "b", "z"], "debtor.kind": ["consumer"] * 5}
    found = run(of_tables(named, claims, common=COMMON), LAW, on=ON, claims=True).cases.to_pylist()
    assert [one["principal"] for one in found] == [None, 1_000_000, None, 50_000, None]
    assert [one["error"] for one in found] == ["number_of_claims", None] * 2 + ["number_of_claims"]


def test_a_claim_that_falls_due_on_no_day_is_refused_in_its_row() -> None:
    cases, claims, _ = tables()
    due = pa.array([dt.date(2024, 1, 31), None])
    found = run(of_tables(cases, claims | {"due": due}, common=COMMON), LAW, on=ON).cases.to_pylist()
    assert [one["error"] for one in found] == [None, "missing_field"]


def test_a_row_of_no_case_is_refused() -> None:
    cases, claims, _ = tables()
    with pytest.raises(cr.BadInput) as refused:
        of_tables(cases, claims | {"case": ["a", "c"]}, common=COMMON)
    assert refused.value.faults[0].path == "claims.case"


# Whole numbers ---------------------------------------------------------------------------------------------


def test_the_bound_is_the_last_that_fits() -> None:
    index = Index(np.zeros(1, np.int64), np.zeros(1, np.int64), 0, 0, 1000, 7)
    most = (LARGEST - 1000) // 14
    assert fits(np.array([most, most + 1]), index, 1).tolist() == [True, False]
    assert 2 * most * 7 + 1000 <= LARGEST < 2 * (most + 1) * 7 + 1000


@pytest.mark.parametrize(("accrued", "step", "found"), [(4, 1, 0), (5, 1, 1), (14, 1, 1), (24, 5, 0), (25, 5, 5)])
def test_a_half_is_rounded_up(accrued: int, step: int, found: int) -> None:
    assert rounded(np.array([accrued]), 10, step).tolist() == [found]


def test_the_package_alone_loads_neither_library() -> None:
    code = "import collectrules, collectrules.columns, sys; sys.exit(bool({'numpy', 'pyarrow'} & set(sys.modules)))"
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603  # our own interpreter


# A ceiling over interest -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("rate", "by"), [("4.00", "columns"), ("30.00", "fold")])
def test_interest_that_comes_to_its_ceiling_goes_to_the_fold(rate: str, by: str) -> None:
    law = cr.load_profile("AT")
    claim = {"id": "1", "kind": "loan", "amount": "1000.00", "due": "2019-01-31", "due_is": "agreed"}
    one = cr.load_case(
        {
            "format": 1, "id": "a", "currency": "EUR", "jurisdiction": "AT", "creditor": {"kind": "consumer"},
            "debtor": {"kind": "consumer"}, "claims": [claim | {"arose": "2018-01-31", "agreed_rate": rate}],
        }
    )  # fmt: skip
    found = run(of_cases([one]), law, on="2024-01-31", steps=False).cases.to_pylist()[0]
    owed = cr.standing(one, law, on="2024-01-31").owed
    assert (found["by"], found["reason"]) == (by, None if by == "columns" else "interest_cap")
    assert Decimal(found["interest"]) / 100 == owed.interest
    assert (owed.interest == owed.principal) is (by == "fold")
