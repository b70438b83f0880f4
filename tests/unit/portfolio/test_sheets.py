"""Files for spreadsheets: what stands in them, and that no text of a case is ever run."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

import collectrules as cr
from collectrules.portfolio import reporting as r
from collectrules.portfolio import sheets
from collectrules.portfolio.reporting import Report
from collectrules.portfolio.reporting.tables import Tally, made

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\N{FULLWIDTH EQUALS SIGN}1"]
PLAIN = ["A-1", "1=1", "mail@example.org", "Nr. 7", "'=1", "", "ø"]
DAY = "2026-06-30"


def table(*texts: str, amount: str = "-1234.50") -> Report:
    columns = {"case": "text", "amount": "amount", "status": "word", "dated": "day", "cases": "number"}
    day = cr.load_case(CASE).claims[0].due
    rows = [{"case": text, "amount": Decimal(amount), "status": "open", "dated": day, "cases": -3} for text in texts]
    return made("case_list", columns, rows, Tally(), on=day)  # type: ignore[arg-type]


CASE = {
    "id": "=HYPERLINK(1)", "jurisdiction": "DK", "currency": "DKK", "creditor": {"kind": "business"},
    "debtor": {"kind": "business"}, "references": {"own": "@cmd"}, "handler": "+anna",
    "claims": [{"id": "1", "kind": "other", "amount": "100.00", "due": DAY, "due_agreed": True}],
}  # fmt: skip


def rows_of(text: str) -> list[list[str]]:
    return [row for row in csv.reader(io.StringIO(text, newline="")) if not row[0].startswith("# ")]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_would_be_run_is_neutralised(text: str) -> None:
    assert sheets.neutral(text) == f"'{text}"
    assert rows_of(sheets.csv_text(table(text)))[1][0] == f"'{text}"


@pytest.mark.parametrize("text", PLAIN)
def test_another_text_stays_as_it_is(text: str) -> None:
    assert sheets.neutral(text) == text


def test_numbers_stay_numbers_below_nothing_too() -> None:
    assert rows_of(sheets.csv_text(table("a")))[1] == ["a", "-1234.50", "open", DAY, "-3"]


def test_the_file_begins_with_title_definition_and_what_was_left_out() -> None:
    found = r.active_claims([cr.load_case(CASE)], cr.load_profile("DK"), on=DAY, kept=r.Kept(status="closed"))
    lines = [row[0] for row in csv.reader(io.StringIO(sheets.csv_text(found), newline="")) if row[0].startswith("# ")]
    assert lines[0] == "# claims that are open"
    assert lines[1].startswith("# Counted: A row for each claim that has arisen")
    assert lines[2:] == [
        "# Window: The end of 30 June 2026.",
        "# Cases: 1; counted 0, not answered 0.",
        "# Left out (cases): 1, of another status.",
    ]


def test_codes_and_heads_are_words_of_the_language() -> None:
    heads, row = rows_of(sheets.csv_text(table("a"), language="de"))
    assert heads == ["Fall", "Betrag", "Status des Falls", "datiert", "Anzahl Fälle"]
    assert row[2] == "offen"


def test_a_case_cannot_write_a_formula_into_any_file() -> None:
    found = r.case_list([cr.load_case(CASE)], cr.load_profile("DK"), on=DAY)
    cells = [cell for row in rows_of(sheets.csv_text(found)) for cell in row]
    assert {"'=HYPERLINK(1)", "'@cmd", "'+anna"} <= set(cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []


def test_a_file_is_written_with_the_mark_of_its_encoding(tmp_path: Path) -> None:
    sheets.write_csv(table("ø"), tmp_path / "out.csv")
    written = (tmp_path / "out.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbf# list of cases\r\n")
    assert "ø".encode() in written


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(cr.BadInput, match="file_not_written"):
        sheets.write_csv(table("a"), tmp_path / "missing" / "out.csv")


def test_a_workbook_holds_numbers_days_and_harmless_texts(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra tables is not installed")
    sheets.write_excel(table("=1+1", "a\x07b"), tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    rows, notes = book.worksheets
    assert [cell.value for cell in rows[1]] == ["case", "amount", "status of the case", "dated", "number of cases"]
    text, amount, status, day, number = rows[2]
    assert (text.value, text.data_type) == ("'=1+1", "s")
    assert (amount.value, amount.data_type, amount.number_format) == (-1234.5, "n", "#,##0.00")
    assert (status.value, day.value.date().isoformat(), number.value) == ("open", DAY, -3)
    assert rows[3][0].value == "ab"
    assert notes["A1"].value == "list of cases"
    assert notes["A2"].value.startswith("Counted: A row for each case")


def test_a_sum_beyond_the_digits_of_a_workbook_is_text(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra tables is not installed")
    sheets.write_excel(table("a", amount="12345678901234567.89"), tmp_path / "out.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]["B2"]
    assert (cell.value, cell.data_type) == ("12345678901234567.89", "s")


def test_without_the_extra_the_error_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "find_spec", lambda _name: None)
    with pytest.raises(cr.BadInput, match="extra_missing") as caught:
        sheets.write_excel(table("a"), tmp_path / "out.xlsx")
    assert "collectrules[tables]" in str(caught.value)
