"""A report, a worklist or a law change as a file for a spreadsheet: CSV by the standard library, Excel by openpyxl.

No text of a case can become a formula: one that a spreadsheet would run is written with an apostrophe before it.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from collectrules.ground.errors import bad_input
from collectrules.portfolio.reporting.tables import Cell, spoken_in, word_of
from collectrules.portfolio.tabled import Tabled, table_of
from collectrules.words.texts import Texts, texts

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_RUN: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a text begins with that spreadsheets run, or skip before they do; the wide signs are read as the plain ones."""
_BLANKS: Final = " \N{NO-BREAK SPACE}"
_NOT_IN_A_CELL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST: Final = 32_767  # characters of an Excel cell
_SHEET: Final = 31  # characters of the name of a sheet
_EXACT_DIGITS: Final = 15
"""Digits that a number of Excel holds: it is a binary fraction, in which more are not exact."""


def neutral(text: str) -> str:
    """Return a text that no spreadsheet runs: an apostrophe stands before what would begin a formula.

    >>> neutral("=1+1"), neutral("A-1"), neutral("@SUM(A1)")
    ("'=1+1", 'A-1', "'@SUM(A1)")
    """
    return f"'{text}" if text.lstrip(_BLANKS).startswith(_RUN) else text


def csv_text(found: Tabled, *, language: str = "en") -> str:
    """Return a report, a worklist or a law change as CSV (RFC 4180): title, definition, heads, rows; commas between.

    Numbers have a decimal point and exactly the decimals of their currency, days are `YYYY-MM-DD`, codes are words of
    the language. The lines before the heads begin with `#`.

    Raises:
        BadInput: `unknown_language`.

    """
    report, words, file = table_of(found), texts(language), io.StringIO()
    spoken = spoken_in(report, language)
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerows([f"# {line}"] for line in (spoken.title, *spoken.notes))
    writer.writerow([neutral(head) for head in spoken.heads])
    for row in report.rows:
        writer.writerow([_plain(row.get(column.key), column.unit, words) for column in report.columns])
    return file.getvalue()


def _plain(value: Cell, unit: str, words: Texts) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dt.date | int):
        return str(value)
    return neutral(word_of(words, value, unit))


def write_csv(found: Tabled, path: str | Path, *, language: str = "en") -> None:
    """Write a report, a worklist or a law change as CSV in UTF-8, with the mark by which spreadsheets know it.

    Raises:
        BadInput: `unknown_language`, `file_not_written`.

    """
    text = csv_text(found, language=language)
    try:
        Path(path).write_text(text, encoding="utf-8-sig", newline="")
    except OSError as error:
        raise _not_written(path, error) from None


def _not_written(path: str | Path, error: OSError) -> Exception:
    return bad_input("file_not_written", "file", "a file that can be written", error.strerror or str(path))


def write_excel(found: Tabled, path: str | Path, *, language: str = "en") -> None:
    """Write a report, a worklist or a law change as a workbook of Excel.

    One sheet has the rows, another the definition and what was left out.

    Sums are numbers as Excel holds them, with the decimals of their currency; one of more than 15 digits, which Excel
    would round, stands as text.

    Raises:
        BadInput: `extra_missing` without openpyxl, `unknown_language`, `file_not_written`.

    """
    if find_spec("openpyxl") is None:
        raise bad_input("extra_missing", "excel", "openpyxl: pip install collectrules[tables]")
    from openpyxl import Workbook

    report, words = table_of(found), texts(language)
    spoken = spoken_in(report, language)
    book = Workbook()
    rows = book.active
    rows.title = _NOT_A_NAME.sub(" ", spoken.title)[:_SHEET]
    rows.freeze_panes = "A2"
    for place, head in enumerate(spoken.heads, 1):
        _put(rows, 1, place, head)
    for number, row in enumerate(report.rows, 2):
        for place, column in enumerate(report.columns, 1):
            value = row.get(column.key)
            _put(rows, number, place, _worded(value, column.unit, words), column.unit)
    notes = book.create_sheet(words.label("report_page", "definition")[:_SHEET])
    for number, line in enumerate((spoken.title, *spoken.notes), 1):
        _put(notes, number, 1, line)
    try:
        book.save(path)
    except OSError as error:
        raise _not_written(path, error) from None


_NOT_A_NAME: Final = re.compile(r"[\[\]:*?/\\]")


def _worded(value: Cell, unit: str, words: Texts) -> Cell:
    return word_of(words, value, unit) if isinstance(value, str) else value


def _put(sheet: Worksheet, row: int, column: int, value: Cell, unit: str = "text") -> None:
    """Fill a cell; what is a text is one whatever it begins with, and is never guessed to be a formula or a day."""
    if value is None:
        return
    cell = sheet.cell(row, column)
    if isinstance(value, Decimal):
        _number(cell, value, unit)
    elif isinstance(value, dt.date | int):
        cell.value = value
    else:
        _text(cell, value)


def _text(cell: Any, value: str) -> None:  # noqa: ANN401  # a cell of an optional library
    cell.value = neutral(_NOT_IN_A_CELL.sub("", value))[:_LONGEST]
    cell.data_type = "s"


def _number(cell: Any, value: Decimal, unit: str) -> None:  # noqa: ANN401  # a cell of an optional library
    if len(value.as_tuple().digits) > _EXACT_DIGITS:
        _text(cell, format(value, "f"))
        return
    places = max(-int(value.as_tuple().exponent), 0)
    cell.value = value
    cell.number_format = ("#,##0" if unit == "amount" else "0") + ("." + "0" * places if places else "")
