"""Rows that contradict themselves, each other or the books; what is held with them, and where cases are kept."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import collectrules as cr
from collectrules import BadInput, Case, Profile, load_case
from collectrules.portfolio.importing import Batch, Entered, Import, Intake, import_cases, layout, row_schema
from collectrules.portfolio.importing.keeping import kept_in

LAW = cr.load_profile("DK")
ROOT = Path(__file__).parents[3]
FACTS: dict[str, Any] = {"case": {"creditor": {"kind": "business"}, "debtor": {"kind": "business"}},
                         "claim": {"kind": "goods_or_services", "due_agreed": True}}  # fmt: skip
ROW = {"name": "A", "customer": "1", "invoice": "84", "amount": "1000.00", "date": "2024-01-01", "due": "2024-01-31"}
POSTING = {"name": "A", "customer": "1", "payment_date": "2024-02-10", "payment_amount": "400.00"}


@pytest.fixture(scope="module")
def dk() -> Profile:
    return LAW


def run(dk: Profile, *rows: dict[str, Any], **options: Any) -> Import:  # noqa: ANN401
    return import_cases(list(rows), layout("neutral", **FACTS), dk, **options)


def codes(found: Import) -> list[tuple[int, list[str]]]:
    return [(one.row, [reason.code for reason in one.reasons]) for one in found.quarantined]


def test_the_committed_schema_of_a_row_is_current() -> None:
    path = ROOT / "docs" / "reference" / "schemas" / "import_row.schema.json"
    assert path.read_text("utf-8") == json.dumps(row_schema(), indent=2, sort_keys=True) + "\n"


def test_doubled_invoices_are_told_on_every_row_of_them(dk: Profile) -> None:
    found = run(dk, ROW, ROW | {"customer": "2"}, ROW | {"customer": "3", "invoice": "85"})
    assert codes(found) == [(1, ["duplicate_invoice"]), (2, ["duplicate_invoice"])]
    assert found.counts.cases == 1


def test_two_cases_never_have_one_id(dk: Profile) -> None:
    found = run(dk, ROW | {"case": "x"}, ROW | {"case": "x", "customer": "2", "invoice": "85"})
    assert codes(found) == [(2, ["duplicate_case"])]


def test_the_rows_of_a_debtor_are_held_together_and_each_says_why(dk: Profile) -> None:
    rows = [ROW, ROW | {"invoice": "85", "due": "soon"}, ROW | {"customer": "2", "invoice": "86"}]
    assert codes(run(dk, *rows)) == [(1, ["row_beside_quarantined"]), (2, ["date_format"])]
    found = run(dk, *rows, anyway=[1, 2])
    assert codes(found) == [(2, ["date_format"])]  # what is wrong cannot be taken in, what is in doubt can
    assert [(one.id, one.case.unverified) for one in found.entered if one.case] == [("84", True), ("86", None)]


def test_rows_of_one_debtor_need_not_stand_together(dk: Profile) -> None:
    found = run(dk, ROW, ROW | {"customer": "2", "invoice": "85"}, ROW | {"invoice": "86"})
    assert [(one.id, one.rows) for one in found.entered] == [("85", (2,)), ("84", (1, 3))]


def test_what_rows_of_one_debtor_say_differently_is_told(dk: Profile) -> None:
    found = run(dk, ROW, ROW | {"invoice": "85", "name": "B", "company_number": "1", "workflow": "fast"},
                ROW | {"invoice": "86", "company_number": "2"})  # fmt: skip
    assert codes(found) == [(1, ["names_differ"]), (2, ["names_differ"]), (3, ["values_differ", "names_differ"])]


@pytest.mark.parametrize(
    ("open_", "expected"),
    [
        ("1000.00", []),
        ("600.00", ["missing_payment", "missing_credit_note", "missing_system_payment"]),
        ("1000.01", ["more_open_than_invoiced"]),
    ],
)
def test_what_the_books_have_open_of_an_invoice_is_compared(dk: Profile, open_: str, expected: list[str]) -> None:
    found = run(dk, ROW | {"open": open_})
    assert [code for _, all_of_it in codes(found) for code in all_of_it] == expected
    assert found.counts.cases == (0 if expected else 1)


def test_a_payment_that_is_told_explains_what_is_open(dk: Profile) -> None:
    paid = {"payment_date": "2024-02-10", "payment_amount": "400.00"}
    assert run(dk, ROW | {"open": "600.00"} | paid).counts.cases == 1
    apart = run(dk, ROW | {"open": "600.00"}, POSTING | {"invoice": "84"})
    assert [(event.kind, event.claim) for event in apart.cases[0].events] == [("payment", "84")]


def test_a_payment_on_no_invoice_is_in_doubt(dk: Profile) -> None:
    assert codes(run(dk, ROW, POSTING)) == [(1, ["row_beside_quarantined"]), (2, ["unmatched_postings"])]
    two = run(dk, ROW, ROW | {"invoice": "85"}, POSTING)
    assert codes(two)[2] == (3, ["payment_over_invoices", "unmatched_postings"])
    (case,) = run(dk, ROW, POSTING, anyway=[1, 2]).cases
    assert [(event.kind, event.claim) for event in case.events] == [("payment", None)]
    assert codes(run(dk, ROW, POSTING | {"customer": "2"})) == [(2, ["no_invoice"])]


def test_a_balance_above_the_invoices_is_a_posting_that_is_matched_to_none(dk: Profile) -> None:
    assert codes(run(dk, ROW | {"balance": "1200.00"})) == [(1, ["unmatched_postings"])]
    assert run(dk, ROW | {"balance": "1000.00"}).counts.cases == 1


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"reminder_1_date": "2024-02-10", "reminder_2_date": "2024-02-09"}, ["reminder_before_earlier"]),
        ({"reminder_2_date": "2024-02-10"}, ["reminder_missing"]),
        ({"reminder_1_fee": "100.00"}, ["missing_field"]),
        ({"reminder_1_date": "2024-02-10", "reminder_1_fee": "-1"}, ["amount_not_positive"]),
        ({"amount": "-5.00"}, ["amount_not_positive"]),
        ({"due": "2023-12-31"}, ["due_before_invoiced"]),
        ({"credit_number": "K", "credit_amount": "1", "credit_date": "2024-02-10", "credit_due": "2024-02-01"},
         ["credit_due_before_made"]),
        ({"payment_date": "2023-01-01", "payment_amount": "1.00"}, ["payment_before_claim"]),
        ({"payment_amount": "0"}, ["missing_field", "amount_not_positive"]),
        ({"workflow": "slow"}, ["unknown_workflow"]),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_held(dk: Profile, words: dict[str, str], expected: list[str]) -> None:
    found = run(dk, ROW | words)
    assert [reason.code for one in found.quarantined for reason in one.reasons] == expected


def test_a_field_that_other_rows_have_is_blank_where_it_is_left_out(dk: Profile) -> None:
    found = run(dk, ROW | {"sent": True}, ROW | {"invoice": "85"})
    assert [(one.row, one.code) for one in found.left_out] == [(2, "not_sent")]


def test_a_posting_says_nothing_of_an_invoice(dk: Profile) -> None:
    found = run(dk, ROW, POSTING | {"invoice": "84", "reminder_1_date": "2024-02-10"})
    assert codes(found)[1] == (2, ["not_a_postings_field"])


def test_a_fault_shows_no_name_and_no_number_of_a_person(dk: Profile) -> None:
    found = run(dk, ROW | {"name": "A\nB", "personal_number": True, "email": 3.5})
    assert [(one.field, one.got) for one in found.quarantined[0].reasons] == [
        ("name", None), ("personal_number", None), ("email", None),
    ]  # fmt: skip


# Where cases are kept ----------------------------------------------------------------------------------------


def case(name: str) -> Case:
    claim = {"id": "1", "kind": "loan", "amount": "1.00", "due": "2024-01-31"}
    return load_case({"id": name, "currency": "DKK", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
                      "claims": [claim]})  # fmt: skip


@pytest.mark.parametrize("name", ["84", "../../84", "E-I/235", ".hidden", "ø", "a" * 200])
def test_a_case_stays_inside_its_folder_and_is_never_overwritten(tmp_path: Path, name: str) -> None:
    place = tmp_path / "cases"
    with kept_in(place) as into:
        into.add(case(name))
        with pytest.raises(BadInput) as caught:
            into.add(case(name))
    (file,) = place.iterdir()
    assert load_case(file) == case(name)
    assert caught.value.code == "case_exists"
    assert list(tmp_path.iterdir()) == [place]


def test_a_table_takes_all_cases_or_none(tmp_path: Path) -> None:
    table = tmp_path / "cases.sqlite"

    def broken() -> None:
        with kept_in(table) as into:
            into.add(case("1"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    with kept_in(table) as into:
        into.add(case("2"))
    with kept_in(table) as into, pytest.raises(BadInput):
        into.add(case("2"))
    with sqlite3.connect(table) as base:
        rows = base.execute("SELECT id, body FROM cases").fetchall()
    base.close()
    assert [(name, load_case(body)) for name, body in rows] == [("2", case("2"))]


@pytest.mark.parametrize("name", ["cases", "cases.sqlite"])
def test_a_dry_run_finds_what_is_there_and_writes_nothing(tmp_path: Path, name: str) -> None:
    with kept_in(tmp_path / name, dry_run=True) as into:
        into.add(case("1"))
    assert list(tmp_path.iterdir()) == []
    with kept_in(tmp_path / name) as into:
        into.add(case("1"))
    with kept_in(tmp_path / name, dry_run=True) as into:
        into.add(case("2"))
        with pytest.raises(BadInput):
            into.add(case("1"))


def test_a_case_that_is_refused_is_in_quarantine(dk: Profile, tmp_path: Path) -> None:
    with kept_in(tmp_path) as into:
        into.add(case("84"))
        batch = Batch([ROW, ROW | {"customer": "2", "invoice": "85"}], layout("neutral", **FACTS), dk, into=into)
        found = list(batch)
    assert [type(one).__name__ for one in found] == ["Quarantined", "Entered"]
    assert [one.case for one in found if isinstance(one, Entered)] == [load_case(tmp_path / "85.json")]


# Nothing is lost ---------------------------------------------------------------------------------------------

CELLS = {
    "customer": [None, "1", "2", "3"], "invoice": [None, "84", "85", "86", "87"],
    "amount": [None, "1000.00", "1.0.0", 5],
    "date": ["2024-01-01", None], "due": ["2024-01-31", "soon", "2023-01-01"], "sent": ["1", "0"],
    "reminder_1_date": [None, "2024-02-03"], "balance": [None, "1000.00", "500.00"], "name": ["A", "A", "B", None],
    "payment_amount": [None, "100.00"], "payment_date": [None, "2024-02-10"], "case": [None, None, "x"],
}  # fmt: skip
RANDOM_ROWS = st.lists(
    st.fixed_dictionaries({name: st.sampled_from(cells) for name, cells in CELLS.items()}), max_size=8
)


@settings(max_examples=150, deadline=None)
@given(rows=RANDOM_ROWS, anyway=st.sets(st.integers(1, 8)), per=st.sampled_from(["debtor", "invoice"]))
def test_each_row_is_a_case_in_quarantine_or_left_out(rows: list[dict[str, Any]], anyway: set[int], per: str) -> None:
    table = [ROW | {"invoice": "1", "customer": "9"}, *rows]
    chosen = anyway & set(range(2, len(table) + 1))
    keep = Intake(least_balance="200.00")
    found = import_cases(table, layout("neutral", **FACTS, per=per), LAW, anyway=chosen, keep=keep)
    seen = [row for one in found.entered for row in one.rows]
    seen += [one.row for one in (*found.quarantined, *found.left_out)]
    assert sorted(seen) == list(range(1, len(table) + 1))
    counts = found.counts
    assert counts.rows == counts.entered + counts.quarantined + counts.left_out == len(table)
    assert all(one.reasons for one in found.quarantined)
    assert all(bool(one.case.unverified) == bool(one.reasons) for one in found.entered if one.case)
    assert all(set(one.rows) <= chosen for one in found.entered if one.reasons)
    assert cr.load(cr.dumps(found)) == found


def test_the_books_are_compared_by_debtor_where_each_invoice_is_a_case(dk: Profile) -> None:
    how = layout("neutral", **FACTS, per="invoice")
    rows = [ROW | {"balance": "2000.00"}, ROW | {"invoice": "85", "balance": "2000.00"}]
    assert import_cases(rows, how, dk).counts.cases == 2
    short = import_cases([row | {"balance": "1500.00"} for row in rows], how, dk)
    assert [one.beside for one in short.quarantined] == [(1,), (2,)]
    unnamed = import_cases([ROW, POSTING], how, dk)
    assert codes(unnamed) == [(1, ["unmatched_postings"]), (2, ["no_invoice"])]


def test_a_file_that_is_written_to_meanwhile_is_refused(dk: Profile, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    batch = Batch(path, layout("neutral", **FACTS), dk)
    path.write_text(json.dumps(ROW | {"customer": "2"}) + "\n", encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        list(batch)
    assert caught.value.code == "source_changed"


def test_what_is_held_is_written_as_the_file_writes_it(dk: Profile) -> None:
    how = layout("neutral", **FACTS, decimal=",", thousands=".", dates="D.M.YYYY")
    typed = {"amount": Decimal("1531.25"), "date": dt.date(2018, 9, 7), "due": dt.date(2018, 9, 15), "open": Decimal(9)}
    (held,) = import_cases([ROW | typed], how, dk).quarantined
    assert (held.cells["amount"], held.cells["date"], held.cells["due"]) == ("1531,25", "7.9.2018", "15.9.2018")
    assert codes(import_cases([held.cells], how, dk)) == [(1, [reason.code for reason in held.reasons])]
