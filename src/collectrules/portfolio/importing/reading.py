"""Rows of a file, one by one: CSV, Excel, Parquet and JSON Lines by readers that others keep well, or rows in memory.

A cell is a text, a whole number, an exact decimal, a day, a flag, or nothing; a cell that is none of these is kept as
`Unreadable` with the reason, and so is a row. A binary fraction becomes the decimal that it shows.
"""

from __future__ import annotations

import csv
import datetime as dt
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from importlib import import_module
from numbers import Integral, Real
from pathlib import Path
from typing import Any, Final

from collectrules.ground.errors import CollectRulesError, bad_input, nearest
from collectrules.nouns.case import parse
from collectrules.portfolio.importing.layouts import Layout

LARGEST_WORKBOOK: Final = 2_000_000_000
"""Bytes of a workbook when it is unpacked."""
DENSEST, SMALL = 200, 10_000_000
"""How many times its packed size a part of a workbook may have, where it is not small; sheets have ten or twenty."""
LONGEST_CELL: Final = 10_000
Heads = Sequence[str]
Reading = Iterator["Row"]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell, or a whole row, that says nothing certain; `code` and `expected` are those of its fault."""

    code: str
    expected: str


Cell = str | int | Decimal | dt.date | bool | Unreadable | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands: its number in the file, its cells by heading, and why it cannot be read at all."""

    number: int
    cells: Mapping[str, Cell] = field(default_factory=dict)
    wrong: Unreadable | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return self.wrong is None and all(cell is None for cell in self.cells.values())


Source = str | Path | Iterable[Mapping[str, object]]


def rows_of(source: Source, layout: Layout) -> Callable[[], Reading]:
    """Return a function that goes through the rows of a source from the first on, as often as it is called.

    Args:
        source: a path whose ending names its kind (`.csv`, `.xlsx`, `.parquet`, `.jsonl`), or rows by heading that can
            be gone through twice.
        layout: how the file is laid out.

    Raises:
        BadInput: `unknown_file_kind`, `rows_once`, `no_such_file`.

    """
    if not isinstance(source, str | Path):
        if isinstance(source, Iterator) or not isinstance(source, Iterable):
            raise bad_input("rows_once", "source", "a file, or rows that can be gone through twice, such as a list")
        return lambda: (_memory_row(n, item) for n, item in enumerate(source, 1))
    path = Path(source)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        expected = f"a file that ends in {', '.join(_READERS)}"
        raise bad_input("unknown_file_kind", "source", expected, path.name, nearest(path.suffix.lower(), _READERS))
    if not path.is_file():
        raise bad_input("no_such_file", "source", "a readable file", path.name)
    return lambda: _guarded(reader(path, layout))


def _guarded(rows: Reading) -> Reading:
    """Tell what a reader could not read as a fault of ours; each library has its own errors for that."""
    try:
        yield from rows
    except CollectRulesError:
        raise
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise bad_input("unreadable_table", "source", "a file of the kind its name says", reason) from error


def library(name: str) -> Any:  # noqa: ANN401  # modules of an extra, whose types are not ours
    """Return a module of the extra `tables`.

    Raises:
        BadInput: `extra_missing`.

    """
    try:
        return import_module(name)
    except ImportError:
        expected = "what reads this kind of file: pip install collectrules[tables]"
        raise bad_input("extra_missing", "source", expected, name.partition(".")[0]) from None


# Cells -----------------------------------------------------------------------------------------------------


def cell_of(value: object) -> Cell:
    """Return a value of a reader as a cell.

    >>> cell_of(" 84 "), cell_of(1531.25), cell_of("  "), cell_of([1]).code
    ('84', Decimal('1531.25'), None, 'cell_type')
    """
    if value is None or isinstance(value, bool | Unreadable):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Decimal | Real):
        return _number(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time() and value.tzinfo is None
        return value.date() if midnight else Unreadable("cell_type", "a day without a time of day")
    return value if isinstance(value, dt.date) else Unreadable("cell_type", "a text, a number or a day")


def _text(value: str) -> Cell:
    text = value.strip()
    if len(text) > LONGEST_CELL:
        return Unreadable("text_too_long", f"at most {LONGEST_CELL} signs")
    try:
        text.encode()
    except UnicodeEncodeError:  # what the file's encoding does not know was kept aside for this
        return Unreadable("cell_encoding", "signs of the encoding that the mapping names")
    return text or None


def _number(value: Decimal | Real) -> Cell:
    """A number exactly as it shows itself: a binary fraction as the shortest decimal that stands for it."""
    if isinstance(value, Integral):
        return int(value)
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    return exact if exact.is_finite() else Unreadable("cell_type", "a number that is finite")


def _memory_row(number: int, item: object) -> Row:
    if not isinstance(item, Mapping):
        return Row(number, {}, Unreadable("unreadable_row", "an object with the fields of a row"))
    return Row(number, {str(name): cell_of(value) for name, value in item.items()})


# Readers ---------------------------------------------------------------------------------------------------


def _headed(rows: Iterator[tuple[int, Sequence[object] | Unreadable]], first: int, *, placed: bool = False) -> Reading:
    """Rows under the headings of row `first`; where cells are `placed`, a row may end before its headings do."""
    heads: list[str] | None = None
    for number, values in rows:
        if number < first:
            continue
        if heads is None:
            heads = _heads(values)
        elif isinstance(values, Unreadable):
            yield Row(number, {}, values)
        else:
            missing = len(heads) - len(values) if placed else 0
            yield _cells_under(heads, number, [*map(cell_of, values), *[None] * missing])


def _heads(values: Sequence[object] | Unreadable) -> list[str]:
    if isinstance(values, Unreadable):
        raise bad_input("no_headings", "source", "headings")
    heads = [
        "" if value is None else str(value).strip().removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}") for value in values
    ]
    named = [head for head in heads if head]
    twice = next((head for n, head in enumerate(named) if head in named[:n]), None)
    if twice is not None:
        raise bad_input("doubled_heading", "source", "each heading once", twice)
    return heads


def _cells_under(heads: Sequence[str], number: int, cells: Sequence[Cell]) -> Row:
    """A row that is shorter or longer than its headings is not read: nobody knows which cell is missing."""
    beyond = any(cell is not None for cell in cells[len(heads) :])
    unnamed = any(cell is not None for head, cell in zip(heads, cells, strict=False) if not head)
    short = len(cells) < len(heads) and any(cell is not None for cell in cells)
    if beyond or unnamed or short:
        return Row(number, {}, Unreadable("row_length", f"a cell under each of {len(heads)} headings, and no other"))
    return Row(number, {head: cell for head, cell in zip(heads, cells, strict=False) if head})


def _csv(path: Path, layout: Layout) -> Reading:
    encoding = "utf-8-sig" if layout.encoding.lower().replace("_", "-") in {"utf-8", "utf8"} else layout.encoding
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as file:
        yield from _headed(enumerate(_lines(csv.reader(file, delimiter=layout.delimiter, strict=True)), 1),
                           layout.heading_row)  # fmt: skip


def _lines(reader: Iterator[list[str]]) -> Iterator[Sequence[object] | Unreadable]:
    while True:
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Unreadable("unreadable_row", "a row of the delimiter that the mapping names")
        else:
            yield values if any(values) else []


def _excel(path: Path, layout: Layout) -> Reading:
    """Cells as they were typed: a formula is none, as what it comes to was worked out elsewhere, at another time."""
    with zipfile.ZipFile(path) as packed:
        parts = packed.infolist()
        if sum(part.file_size for part in parts) > LARGEST_WORKBOOK:
            raise bad_input("document_too_large", "source", f"at most {LARGEST_WORKBOOK} bytes when unpacked")
        if any(part.file_size > max(SMALL, DENSEST * part.compress_size) for part in parts):
            raise bad_input("document_too_large", "source", f"parts that are packed to no less than 1 in {DENSEST}")
    book = library("openpyxl").load_workbook(path, read_only=True, data_only=False, keep_links=False)
    try:
        sheet = book[_sheet_named(layout.sheet, book.sheetnames)]
        rows = ((n, [_excel_cell(cell) for cell in cells]) for n, cells in enumerate(sheet.iter_rows(), 1))
        yield from _headed(rows, layout.heading_row, placed=True)
    finally:
        book.close()


def _sheet_named(asked: str | None, known: Sequence[str]) -> str:
    if asked in known:
        return str(asked)
    if asked is None and len(known) == 1:
        return known[0]
    near = None if asked is None else nearest(asked, known)
    raise bad_input("unknown_sheet", "mapping.sheet", f"one of {', '.join(known)}", asked, near)


def _excel_cell(cell: Any) -> object:  # noqa: ANN401  # a cell of an optional library
    if cell.value is None:
        return None
    if cell.data_type == "f":
        return Unreadable("formula", "a value: what a formula comes to is not read")
    if cell.data_type == "e":
        return Unreadable("cell_type", "a value, and not an error of the sheet")
    return cell.value


def _parquet(path: Path, _layout: Layout) -> Reading:
    with library("pyarrow.parquet").ParquetFile(path) as file:
        number = 0
        for batch in file.iter_batches(batch_size=4096):
            for item in batch.to_pylist():
                number += 1
                yield _memory_row(number, item)


def _json_lines(path: Path, _layout: Layout) -> Reading:
    with path.open(encoding="utf-8-sig", errors="surrogateescape") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _json_row(number, line)


def _json_row(number: int, line: str) -> Row:
    try:
        return _memory_row(number, parse(line) if line.lstrip().startswith("{") else None)
    except CollectRulesError as error:
        return Row(number, {}, Unreadable("unreadable_row", error.faults[0].expected))


_READERS: Final[Mapping[str, Callable[[Path, Layout], Reading]]] = {
    ".csv": _csv, ".xlsx": _excel, ".xlsm": _excel, ".parquet": _parquet, ".jsonl": _json_lines, ".ndjson": _json_lines,
}  # fmt: skip
