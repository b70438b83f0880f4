"""Files of four kinds are read alike, and what a cell does not say for certain is not guessed."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet

from collectrules import BadInput, Profile, load_profile
from collectrules.portfolio.importing import Import, Layout, import_cases, layout
from collectrules.portfolio.importing.reading import Unreadable, cell_of, rows_of

D = dt.date
FACTS: dict[str, Any] = {
    "case": {"creditor": {"kind": "business"}, "debtor": {"kind": "business"}},
    "claim": {"kind": "goods_or_services", "due_agreed": True},
}
HEADS = ["name", "customer", "invoice", "amount", "date", "due"]
TYPED = ["Shop", 7, 84, 1531.25, dt.datetime(2018, 9, 7), dt.datetime(2018, 9, 15)]  # noqa: DTZ001  # as a sheet has it
TEXTS = ["Shop", "7", "84", "1531.25", "2018-09-07", "2018-09-15"]


@pytest.fixture(scope="module")
def dk() -> Profile:
    return load_profile("DK")


@pytest.fixture
def how() -> Layout:
    return layout("neutral", **FACTS)


def workbook(path: Path, *rows: list[object], sheets: int = 1) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for _ in range(1, sheets):
        book.create_sheet()
    book.save(path)
    return path


def written(kind: str, path: Path) -> Path:
    if kind == "csv":
        path.write_text("\n".join(",".join(row) for row in (HEADS, TEXTS)) + "\n", encoding="utf-8")
    elif kind == "xlsx":
        workbook(path, list(HEADS), TYPED)
    elif kind == "parquet":
        columns = dict(zip(HEADS, [*TYPED[:3], Decimal("1531.25"), D(2018, 9, 7), D(2018, 9, 15)], strict=True))
        parquet.write_table(pa.table({name: [value] for name, value in columns.items()}), path)
    else:
        path.write_text(json.dumps(dict(zip(HEADS, TEXTS, strict=True))) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(("kind", "row"), [("csv", 2), ("xlsx", 2), ("parquet", 1), ("jsonl", 1)])
def test_each_kind_of_file_gives_the_same_case(tmp_path: Path, dk: Profile, how: Layout, kind: str, row: int) -> None:
    found = import_cases(written(kind, tmp_path / f"rows.{kind}"), how, dk)
    (one,) = found.entered
    assert one.case is not None
    (claim,) = one.case.claims
    assert (one.rows, one.debtor.key, claim.id, claim.amount) == ((row,), "7", "84", Decimal("1531.25"))
    assert (claim.invoiced, claim.due) == (D(2018, 9, 7), D(2018, 9, 15))


@pytest.mark.parametrize("kind", ["xlsx", "parquet"])
def test_a_missing_library_is_named_with_its_extra(
    tmp_path: Path, dk: Profile, how: Layout, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(kind, tmp_path / f"rows.{kind}")
    for name in ("openpyxl", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(BadInput) as caught:
        import_cases(path, how, dk)
    assert caught.value.code == "extra_missing"
    assert "collectrules[tables]" in caught.value.faults[0].expected


# Workbooks -------------------------------------------------------------------------------------------------


def held(found: Import) -> dict[str | None, str]:
    return {reason.field: reason.code for row in found.quarantined for reason in row.reasons}


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("amount", "=1500+31.25", "formula"),
        ("amount", 1531.255, "amount_decimals"),
        ("amount", "#N/A", "cell_type"),
        ("due", 43358, "date_format"),  # the 15th as a bare number
        ("due", dt.datetime(2018, 9, 15, 13, 30), "cell_type"),  # noqa: DTZ001
        ("invoice", dt.datetime(2018, 1, 2), "cell_type"),  # noqa: DTZ001  # a sheet makes this of "1-2"
        ("invoice", True, "cell_type"),
    ],
)
def test_a_cell_that_is_not_certain_is_refused(
    tmp_path: Path, dk: Profile, how: Layout, column: str, value: object, code: str
) -> None:
    row = [value if head == column else cell for head, cell in zip(HEADS, TYPED, strict=True)]
    found = import_cases(workbook(tmp_path / "a.xlsx", list(HEADS), row), how, dk)
    assert held(found) == {column: code}


def test_a_number_in_a_sheet_is_exactly_what_it_shows(tmp_path: Path, dk: Profile, how: Layout) -> None:
    rows = [[*TYPED[:2], n, amount, *TYPED[4:]] for n, amount in enumerate([0.1, 506.25, 1e15 + 0.25, 12], 1)]
    found = import_cases(workbook(tmp_path / "a.xlsx", list(HEADS), *rows[:2], rows[3]), how, dk)
    assert [claim.amount for claim in found.cases[0].claims] == [Decimal("0.10"), Decimal("506.25"), 12]
    assert [claim.id for claim in found.cases[0].claims] == ["1", "2", "4"]


def test_a_workbook_with_several_sheets_has_one_named(tmp_path: Path, dk: Profile, how: Layout) -> None:
    path = workbook(tmp_path / "a.xlsx", list(HEADS), TYPED, sheets=2)
    with pytest.raises(BadInput) as caught:
        import_cases(path, how, dk)
    assert (caught.value.code, caught.value.faults[0].expected) == ("unknown_sheet", "one of Sheet, Sheet1")
    assert import_cases(path, layout("neutral", **FACTS, sheet="Sheet"), dk).counts.cases == 1


def test_headings_may_stand_lower_and_rows_may_be_blank_or_short(tmp_path: Path, dk: Profile) -> None:
    heads = [*HEADS, "email"]
    path = workbook(tmp_path / "a.xlsx", ["Open items of 2018"], [], heads, TYPED, [], [None, None])
    found = import_cases(path, layout("neutral", **FACTS, heading_row=3), dk)
    assert [one.rows for one in found.entered] == [(4,)]
    assert found.counts.quarantined == 0


# Texts -----------------------------------------------------------------------------------------------------


def test_a_row_that_does_not_fit_its_headings_is_held_and_the_others_go_in(
    tmp_path: Path, dk: Profile, how: Layout
) -> None:
    lines = [
        HEADS,
        TEXTS,
        [*TEXTS, "more"],
        TEXTS[:-1],
        ["S\udcff", "8", "85", *TEXTS[3:]],
        ["", "", "", "", "", ""],
        [],
    ]
    path = tmp_path / "a.csv"
    path.write_bytes("\n".join(",".join(row) for row in lines).encode(errors="surrogateescape") + b"\n")
    found = import_cases(path, how, dk)
    assert [one.rows for one in found.entered] == [(2,)]
    codes = [[reason.code for reason in one.reasons] for one in found.quarantined]
    assert codes == [["row_length"], ["row_length"], ["cell_encoding"]]
    assert (found.counts.rows, found.counts.blank) == (4, 2)


def test_a_comma_file_of_older_programs_is_read_as_the_mapping_says(tmp_path: Path, dk: Profile) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes((";".join(HEADS) + '\r\nCafé;7;84;"1.531,25";7.9.2018;15.9.2018\r\n').encode("cp1252"))
    spoken = layout(
        "neutral", **FACTS, delimiter=";", encoding="cp1252", decimal=",", thousands=".", dates="D.M.YYYY"
    )  # fmt: skip
    (one,) = import_cases(path, spoken, dk).entered
    assert (one.debtor.name, one.amount) == ("Café", Decimal("1531.25"))


@pytest.mark.parametrize(
    ("signs", "text", "amount"),
    [
        (",.", "1.531,25", "1531.25"), (",.", "1531,25", "1531.25"), (",.", "1.531", "1531.00"),
        (",.", "1531.25", None), (",.", "15.31,25", None), (",.", "1,531.25", None), (",.", "1.531,2", "1531.20"),
        (".", "1531.25", "1531.25"), (".", "1,531.25", None), (".", "1.531", None), (".,", "1,531.25", "1531.25"),
        (".", "1531.255", None), (".", "kr. 100", None), (".", "1e3", None), (".'", "1'531.25", "1531.25"),
        (".", "٣", None), (".", "100-", None), (".", "", None),
    ],
)  # fmt: skip
def test_amounts_are_read_in_the_notation_of_the_mapping_alone(
    dk: Profile, signs: str, text: str, amount: str | None
) -> None:
    spoken = layout("neutral", **FACTS, decimal=signs[0], thousands=signs[1:])
    found = import_cases([dict(zip(HEADS, TEXTS, strict=True)) | {"amount": text}], spoken, dk)
    assert [one.amount for one in found.entered] == ([] if amount is None else [Decimal(amount)])


@pytest.mark.parametrize(
    ("form", "text", "right"),
    [("DD-MM-YYYY", "15-09-2018", True), ("DD-MM-YYYY", "15-9-2018", False), ("DD-MM-YYYY", "2018-09-15", False),
     ("D.M.YYYY", "15.9.2018", True), ("D/M/YYYY", "31/9/2018", False), ("M/D/YYYY", "9/15/2018", True),
     ("M/D/YYYY", "15/9/2018", False), ("YYYYMMDD", "20180915", True), ("DD-MM-YYYY", "15-09-18", False)],
)  # fmt: skip
def test_days_are_read_in_the_form_of_the_mapping_alone(dk: Profile, form: str, text: str, right: bool) -> None:
    spoken = layout("neutral", **FACTS, dates=form)
    row = dict(zip(HEADS, TEXTS, strict=True)) | {"due": text, "date": D(2018, 9, 7)}
    found = import_cases([row], spoken, dk)
    assert [claim.due for case in found.cases for claim in case.claims] == ([D(2018, 9, 15)] if right else [])


@pytest.mark.parametrize("line", ["{", "[1]", '{"name": "A", "name": "B"}', "84"])
def test_a_line_that_is_no_object_is_held(tmp_path: Path, dk: Profile, how: Layout, line: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{json.dumps(dict(zip(HEADS, TEXTS, strict=True)))}\n\n{line}\n", encoding="utf-8")
    found = import_cases(path, how, dk)
    assert [(one.row, [reason.code for reason in one.reasons]) for one in found.quarantined] == [
        (3, ["unreadable_row"])
    ]


# What is no file of rows -------------------------------------------------------------------------------------


def only_once() -> Iterator[dict[str, object]]:
    yield {}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("a.ods", b"", "unknown_file_kind"), ("gone.csv", None, "no_such_file"), ("a.xlsx", b"no zip", "unreadable_table"),
     ("a.parquet", b"no", "unreadable_table"), ("a.csv", b"", "no_rows"), ("a.csv", b"name,due\n", "no_rows"),
     ("a.csv", b"name;due\nA;B\n", "heading_missing"), ("a.csv", b"name,name\nA,B\n", "doubled_heading"),
     ("a.jsonl", b"x\n", "unreadable_table")],
)  # fmt: skip
def test_what_cannot_be_read_at_all_is_an_error(
    tmp_path: Path, dk: Profile, how: Layout, name: str, content: bytes | None, code: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        import_cases(path, how, dk)
    assert caught.value.code == code


def test_rows_in_memory_can_be_gone_through_twice(how: Layout) -> None:
    with pytest.raises(BadInput) as caught:
        rows_of(only_once(), how)
    assert caught.value.code == "rows_once"


def test_a_cell_of_another_kind_is_kept_as_such() -> None:
    assert isinstance(cell_of({"a": 1}), Unreadable)
    assert isinstance(cell_of(Decimal("NaN")), Unreadable)
    assert cell_of(0.1 + 0.2) == Decimal("0.30000000000000004")
    assert isinstance(cell_of("x" * 10_001), Unreadable)
    assert cell_of(Decimal("1E+3")) == 1000
