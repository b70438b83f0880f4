"""A worklist and a law change as tables, and in files for spreadsheets."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

import collectrules as cr
from collectrules.portfolio import worklist
from collectrules.portfolio.diffing import CaseChange, LawChange, LetterChange, StepChange, SumChange
from collectrules.portfolio.sheets import csv_text, write_excel
from collectrules.portfolio.tabled import table_of
from collectrules.portfolio.worklists import Only, Worklist
from collectrules.words.texts import languages, texts

D = Decimal
ON = "2024-02-20"


def case(name: str, *events: dict[str, str], **more: object) -> cr.Case:
    document = {
        "id": name, "jurisdiction": "DK", "currency": "DKK", "workflow": "standard", "creditor": {"kind": "business"},
        "debtor": {"kind": "consumer"}, "events": list(events),
        "claims": [{"id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2024-01-02",
                    "due": "2024-01-31", "due_is": "agreed"}],
    }  # fmt: skip
    return cr.load_case(document | more)


@pytest.fixture(scope="module")
def waiting() -> Worklist:
    """The workflow plans its first letter three days after the due day, its second twelve days after the first."""
    letter = {"on": "2024-02-03", "kind": "reminder", "fee": "100.00"}
    paid = {"on": "2024-02-01", "kind": "payment", "amount": "2000.00"}
    cases = [case("=a", letter), case("b"), case("c", paid), case("lost", workflow="unknown")]
    return worklist(cases, cr.load_profile("DK"), on=ON, only=Only(step=1))


def sums(part: str, before: str, after: str) -> SumChange:
    change = D(after) - D(before)
    return SumChange.made(currency="DKK", component=part, before=D(before), after=D(after), change=change)


@pytest.fixture
def changed() -> LawChange:
    letter = LetterChange.made(
        event="r1", kind="reminder", on=cr.load_case(cr.dumps(case("x"))).claims[0].due,
        because=("sums", "fee", "finding", "law"), fee_before=D("0.00"), fee_after=D("100.00"),
        sums=(sums("fees", "0.00", "100.00"), sums("total", "1000.00", "1100.00")), findings_before=("fee_limit",),
    )  # fmt: skip
    step = StepChange.made(action="reminder", claims=("1", "2"), what="earliest", before="2024-02-03", after=None)
    row = CaseChange.made(
        case="+a", currency="DKK", sums=(sums("interest", "10.00", "8.50"), sums("total", "1010.00", "1008.50")),
        steps=(step,), letters=(letter,),
    )  # fmt: skip
    return LawChange.made(
        on=letter.on, cases=3, refused=(), before=(), after=(), readings_before={"dispute_first_fee": "none"},
        changed=1, same=2, letters=1, rows=(row,), totals=(),
    )  # fmt: skip


def rows_of(text: str) -> list[list[str]]:
    return [row for row in csv.reader(io.StringIO(text, newline="")) if not row[0].startswith("# ")]


def test_the_steps_of_a_page_are_rows_and_the_rest_is_counted(waiting: Worklist) -> None:
    found = table_of(waiting)
    assert (found.cases, found.counted, len(found.refused)) == (4, 2, 1)
    assert {(one.of, one.reason): one.number for one in found.left_out} == {
        ("cases", "nothing_waits"): 1, ("actions", "not_asked"): 1,
    }  # fmt: skip
    assert rows_of(csv_text(waiting)) == [
        ["case", "claims", "law", "workflow", "step of the workflow", "act", "state of the step", "waits since",
         "planned for", "began on"],
        ["b", "1", "DK", "standard", "1", "reminder", "open", "2024-02-03", "2024-02-20", "2024-01-02"],
    ]  # fmt: skip


def test_what_stands_on_another_page_is_counted() -> None:
    found = worklist([case("a"), case("b"), case("c")], cr.load_profile("DK"), on=ON, limit=1)
    table = table_of(found)
    assert [row["case"] for row in table.rows] == ["a"]
    assert [(one.of, one.reason, one.number) for one in table.left_out] == [("actions", "other_page", 2)]


def test_a_case_whose_name_would_be_run_is_neutralised(changed: LawChange) -> None:
    letter = {"on": "2024-02-03", "kind": "reminder", "fee": "100.00"}
    found = worklist([case("=a", letter)], cr.load_profile("DK"), on=ON)
    assert [row[0] for row in rows_of(csv_text(found))[1:]] == ["'=a"]
    assert {row[0] for row in rows_of(csv_text(changed))[1:]} == {"'+a"}


def test_each_difference_of_a_law_change_is_a_row(changed: LawChange) -> None:
    found = table_of(changed)
    assert found.definition.what.startswith("A row for each difference between  [dispute_first_fee=none] and ")
    keys = ("differs", "action", "letter", "component", "before", "after", "difference", "said_before", "said_after")
    assert [tuple(row.get(key) for key in keys) for row in found.rows] == [
        ("sums", None, None, "interest", D("10.00"), D("8.50"), D("-1.50"), None, None),
        ("earliest", "reminder", None, None, None, None, None, "2024-02-03", None),
        ("sums", "reminder", "r1", "fees", D("0.00"), D("100.00"), D("100.00"), None, None),
        ("fee", "reminder", "r1", None, D("0.00"), D("100.00"), D("100.00"), None, None),
        ("finding", "reminder", "r1", None, None, None, None, "fee_limit", None),
        ("law", "reminder", "r1", None, None, None, None, None, None),
    ]  # fmt: skip
    assert [row["currency"] for row in found.rows if "before" in row] == ["DKK"] * 3
    assert [(one.of, one.reason, one.number) for one in found.left_out] == [("cases", "same", 2)]


def test_a_report_is_its_own_table(waiting: Worklist) -> None:
    found = table_of(waiting)
    assert table_of(found) is found


@pytest.mark.parametrize("language", languages())
def test_heads_reasons_and_codes_are_words_of_every_language(
    language: str, waiting: Worklist, changed: LawChange
) -> None:
    words = texts(language)
    for answer in (waiting, changed):
        found = table_of(answer)
        assert words.has("report_title", found.name)
        assert [column.key for column in found.columns if not words.has("report_column", column.key)] == []
        assert [one.reason for one in found.left_out if not words.has("report_left_out", one.reason)] == []
        assert not [row for row in csv_text(answer, language=language).splitlines() if "{" in row]
    codes = {row["differs"] for row in table_of(changed).rows}
    assert [code for code in codes if not words.has("report_word", code)] == []


def test_a_worklist_is_a_workbook_too(waiting: Worklist, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra tables is not installed")
    write_excel(waiting, tmp_path / "list.xlsx", language="da")
    book = openpyxl.load_workbook(tmp_path / "list.xlsx")
    assert [cell.value for cell in book.worksheets[0][2]][:2] == ["b", "1"]
    assert book.worksheets[1]["A1"].value == "skridt, der venter"
