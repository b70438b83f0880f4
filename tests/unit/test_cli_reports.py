"""Reports and law changes on the command line."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from collectrules import load_case
from collectrules.cli import main
from collectrules.portfolio.stores import TableStore

ROOT = Path(__file__).parents[2]
BILLS = '[[bills]]\nnumber = "7"\non = 2026-01-01\namount = "100.00"\ncurrency = "CHF"\n'


@pytest.fixture
def store(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    folder.mkdir()
    for name in ("two_invoices.toml", "to_court.json"):
        shutil.copy(ROOT / "docs/examples" / name, folder)
    (folder / "readme.txt").write_text("not a case", "utf-8")
    return folder


def said(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    assert main(["portfolio", *words]) == status
    out, err = capsys.readouterr()
    return err if status == 2 else out  # bad input is told on standard error


def test_a_report_is_a_page_with_its_definition(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = said(capsys, "report", "payments", str(store), "--from", "2023-01-01", "--until", "2023-12-31")
    assert page.startswith("Payments of a period\nCounted: A row for each payment")
    assert "Window: From 1 January 2023 to 31 December 2023, both days included." in page
    assert "Left out (cases): 1, no payment in the window." in page
    assert "10,000.00" in page


def test_a_report_is_told_in_the_language_asked_for(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = said(capsys, "report", "case_overview", str(store), "--on", "2024-06-30", "--lang", "da")
    assert page.startswith("Hvor sagerne står")


def test_a_report_is_a_document(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("report", "active_claims", str(store), "--on", "2024-06-30", "--json")
    document = json.loads(said(capsys, *words))
    assert (document["answer"], document["name"], len(document["rows"])) == ("report", "active_claims", 3)


def test_a_report_reads_a_table_of_cases(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "cases.db"
    TableStore.create(table, [load_case(path) for path in sorted(store.glob("*.*ml"))])
    words = ("report", "case_list", str(table), "--on", "2024-06-30", "--json")
    assert [row["case"] for row in json.loads(said(capsys, *words))["rows"]] == ["two-invoices"]


def test_a_report_is_written_as_a_file(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "out.csv"
    words = ("report", "open_now", str(store), "--on", "2024-06-30", "--csv", str(file), "--lang", "de")
    assert "1 Zeile geschrieben nach" in said(capsys, *words)
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    assert rows[0] == ["# offene Fälle in Zahlen"]
    assert rows[-1][:2] == ["DKK", "2"]


def test_what_the_agency_keeps_is_asked_for_and_never_presumed(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("report", "commission", str(store), "--month", "2024-06")
    assert "--shares" in said(capsys, *words, status=2)
    contract = tmp_path / "contract.toml"
    contract.write_text('principal = "12.5"\ninterest = "50"\nfees = "0"\ncosts = "100"\n', "utf-8")
    page = said(capsys, *words, "--shares", str(contract), "--lang", "de")
    assert "von der Hauptforderung 12,5 %, von Zinsen 50 %" in " ".join(page.split())


def test_a_report_is_written_as_a_workbook(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra tables is not installed")
    file = tmp_path / "out.xlsx"
    said(capsys, "report", "components", str(store), "--on", "2024-06-30", "--excel", str(file))
    rows = openpyxl.load_workbook(file).worksheets[0]
    assert [rows.cell(place, 2).value for place in range(2, 6)] == ["principal", "interest", "fees", "costs"]


def test_a_file_that_holds_no_case_is_told_and_the_status_is_one(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (store / "broken.json").write_text("{", "utf-8")
    page = said(capsys, "report", "case_list", str(store), "--on", "2024-06-30", status=1)
    assert "Cases: 3; counted 2, not answered 1." in page
    assert "broken.json: case: valid JSON or TOML" in page


def test_filters_and_choices_reach_the_report(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--on", "2024-06-30", "--status", "open", "--from", "2024-01-01", "--until", "2024-12-31", "--json")
    document = json.loads(said(capsys, "report", "case_list", str(store), *words))
    assert [row["case"] for row in document["rows"]] == ["two-invoices"]
    assert document["left_out"] == [{"number": 1, "of": "cases", "reason": "opened"}]
    words = ("--from", "2023-01-01", "--until", "2023-12-31", "--window", "60", "--on", "2024-06-30", "--json")
    document = json.loads(said(capsys, "report", "success_rate", str(store), *words))
    assert document["terms"] == {"credited": "last", "window": "60"}


def test_the_debtors_of_a_host_come_back_in_the_rows(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = tmp_path / "keys.json"
    keys.write_text('{"to-court": "K-1"}', "utf-8")
    words = ("report", "case_list", str(store), "--on", "2024-06-30", "--debtors", str(keys), "--json")
    rows = json.loads(said(capsys, *words))["rows"]
    assert {row["case"]: row.get("debtor") for row in rows} == {"to-court": "K-1", "two-invoices": None}
    keys.write_text("[1]", "utf-8")
    assert "--debtors" in said(capsys, *words[:-1], status=2)


def test_the_account_of_bills_is_asked_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bills = tmp_path / "bills.toml"
    bills.write_text(BILLS, "utf-8")
    page = said(capsys, "report", "creditor_account", str(bills), "--on", "2026-03-05", "--term", "60")
    assert "2026-03-02" in page
    assert "Days from the date to the due day, where a bill names none: 60." in " ".join(page.split())


@pytest.mark.parametrize(
    ("words", "code", "place"),
    [
        (("report", "payments", "STORE", "--from", "2023-01-01"), "missing_day", "--until"),
        (("report", "open_now", "STORE"), "missing_day", "--on"),
        (("report", "held_payments", "STORE"), "missing_day", "--month"),
        (("report", "sends", "STORE", "--from", "2023-01-01", "--until", "2023-02-01", "--since", "due"),
         "not_of_report", "--since"),
        (("report", "payments", "STORE", "--from", "2023-01-01", "--until", "2023-02-01", "--status", "open"),
         "not_of_report", "--status"),
        (("report", "open_now", "STORE/none", "--on", "2023-01-01"), "no_store", "store"),
        (("report", "nothing", "STORE", "--on", "2023-01-01"), "usage", "nothing"),
        (("report", "creditor_account", "STORE", "--on", "2023-01-01", "--window", "3"), "not_of_report", "--window"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(
    store: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: str, place: str
) -> None:
    told = said(capsys, *(word.replace("STORE", str(store)) for word in words), status=2)
    assert f"[{code}]" in told
    assert place in told


def test_two_readings_of_one_law_are_held_against_each_other(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("diff", str(store), "--profile", "DK", "--on", "2024-06-30")
    page = said(capsys, *words)
    assert "Cases: 2; changed 0, the same 2, not answered 0. Letters that would be otherwise: 0." in " ".join(
        page.split()
    )
    folder = store.parent / "dk"
    shutil.copytree(ROOT / "profiles/dk", folder)
    interest = folder / "interest.toml"
    text = interest.read_text("utf-8")
    assert text.count("{ from = 2024-01-01, is = ") == 1
    before, mark, after = text.partition("{ from = 2024-01-01, is = ")
    interest.write_text(f"{before}{mark}1{after}", "utf-8")  # ten points more
    page = said(capsys, *words, "--versus", str(folder))
    assert "changed 2, the same 0" in page
    assert "Letters that quote the old law" in page
    document = json.loads(said(capsys, *words, "--versus", str(folder), "--json"))
    assert (document["answer"], document["changed"]) == ("law_change", 2)


def test_the_differences_are_written_for_a_spreadsheet(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A reminder that costs 120 instead of 100 from 1 June 2024: an act that nobody has passed."""
    folder = store.parent / "dk"
    shutil.copytree(ROOT / "profiles/dk", folder)
    fees = (folder / "fees.toml").read_text("utf-8")
    old = "{ from = 2002-08-01, is = 100.00 },"
    (folder / "fees.toml").write_text(fees.replace(old, f"{old}\n  {{ from = 2024-06-01, is = 120.00 }},", 1), "utf-8")
    file = tmp_path / "diff.csv"
    words = ("diff", str(store), "--profile", "DK", "--versus", str(folder), "--on", "2024-06-30", "--csv", str(file))
    page = said(capsys, *words)
    lines = [line for line in file.read_text("utf-8-sig").splitlines() if not line.startswith(("#", '"#'))]
    rows = list(csv.DictReader(lines))
    assert f"{len(rows)} rows written to" in " ".join(page.split())
    told = {(row["what differs"], row["said before"], row["said after"]) for row in rows}
    assert ("charges", "reminder_fee 100.00", "reminder_fee 120.00") in told
