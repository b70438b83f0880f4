"""A page for a terminal, set by the library rich: colours, and tables that fit; nothing that it shows is markup."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final, TextIO

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from collectrules.faces.page import Page
from collectrules.words.show import Cell, Column, Style, fitted, held, one_line

_HELD: Final = "\ue000"
"""Stands for a space that does not break until everything is set: rich breaks lines at any kind of space."""
_HOLD: Final = str.maketrans(dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}", _HELD))
_FREE: Final = str.maketrans(_HELD, " ")
_GAP: Final = 2
"""How many columns of the terminal stand between two of a table."""
_REMARK: Final = "    "
"""How far a remark is set in below its row."""
_FURTHER: Final = 2
"""How much further in a line goes on that is too long."""
_WIDEST: Final = 100
"""Columns of the terminal beyond which a line of text is hard to read; tables may be wider."""
_FEW: Final = 3
"""Rows of a table that can be its columns."""
_INKS: Final = {"blue": "bright_blue"}
"""What a style is on a terminal, if rich does not call it so: plain blue can hardly be read on black."""
Row = Sequence[Text]


@dataclass(slots=True)
class TerminalPage(Page):
    """Gathers what rich can set."""

    pieces: list[RenderableType] = field(default_factory=list)

    def title(self, text: str) -> None:
        """Add a title."""
        self.say(text, "bold")

    def heading(self, text: str) -> None:
        """Begin a section."""
        self.gap()
        self.pieces.append(_Heading(_text(text, "bold", "cyan")))

    def say(self, text: str, *styles: Style, indent: str = "", hanging: str | None = None) -> None:
        """Add a paragraph; its first line begins with `indent`, the others with `hanging`."""
        self.pieces.append(_Paragraph(_text(text, *styles), indent, indent if hanging is None else hanging))

    def gap(self) -> None:
        """Leave a line free, and never two."""
        if self.pieces and self.pieces[-1] != "":
            self.pieces.append("")

    def line(self, *pieces: str | Cell) -> None:
        """Add one line of pieces, each with its own styles; what is too long goes on a little further in."""
        text = Text.assemble(*map(_set, pieces))
        inner = len(text.plain) - len(text.plain.lstrip()) + _FURTHER
        self.pieces.append(_Paragraph(text, "", " " * inner))

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[str | Cell]], below: Sequence[str] = ()) -> None:
        """Add a table without its empty columns; where it is too wide, it is turned or its rows become lists."""
        cells = [[_set(value) for value in row] for row in rows]
        grid = _Grid(columns, cells if below else _joined(columns, cells)).filled()
        remarks = [_Paragraph(_text(one, "dim"), _REMARK, _REMARK) for one in below]
        found = grid.table(self.width, remarks)
        if not found and not remarks:
            found = grid.turned().table(self.width, ())
        self.pieces += found or grid.lists(remarks)
        self.gap()

    def put(self, stream: TextIO) -> None:
        """Write the page."""
        shown = self.pieces[:-1] if self.pieces[-1:] == [""] else self.pieces
        console_of(stream, self.width).print(_Freed(Group(*shown)))


def console_of(stream: TextIO, width: int | None = None) -> Console:
    """Return what writes to a terminal, in its colours, or in none if its user has declined them."""
    return Console(file=stream, width=width, color_system=None if os.environ.get("NO_COLOR") else "auto")


def _joined(columns: Sequence[Column], rows: Sequence[Row]) -> Sequence[Row]:
    """Make one row of neighbours that differ in nothing but one column that joins."""
    for n in range(len(columns)):
        if columns[n].joins:
            groups = groupby(rows, key=lambda row: [text.plain for place, text in enumerate(row) if place != n])
            alike = [list(group) for _, group in groups]
            rows = [[*group[0][:n], Text(", ").join(row[n] for row in group), *group[0][n + 1 :]] for group in alike]
    return rows


def _set(piece: str | Cell) -> Text:
    return _text(piece.text, *piece.styles) if isinstance(piece, Cell) else _text(piece)


def _text(text: str, *styles: Style) -> Text:
    return Text(
        held(one_line(text)).translate(_HOLD), " ".join(_INKS.get(style, style) for style in styles), overflow="fold"
    )


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A text whose first line is set in in another way than the others."""

    text: Text
    indent: str
    hanging: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Set it."""
        lines = self.text.wrap(console, min(options.max_width, _WIDEST) - len(self.hanging))
        for place, line in enumerate(lines):
            yield Text(self.hanging if place else self.indent, end="")
            yield line


@dataclass(frozen=True, slots=True)
class _Heading:
    """A text with a line that fills what is left of its last line."""

    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Set it."""
        width = min(options.max_width, _WIDEST)
        *before, last = self.text.wrap(console, width)
        rest = width - last.cell_len - 1
        line = "-" if options.ascii_only else "─"
        yield from before
        yield Text.assemble(last, (f" {line * rest}" if rest > 0 else "", "dim"))


@dataclass(frozen=True, slots=True)
class _Freed:
    """Something in which spaces that held words together are spaces again."""

    whole: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Set it."""
        for text, style, control in console.render(self.whole, options):
            yield Segment(text.translate(_FREE), style, control)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Columns and rows."""

    columns: Sequence[Column]
    rows: Sequence[Row]

    def filled(self) -> _Grid:
        """Return it without the columns in which nothing stands."""
        used = [n for n, column in enumerate(self.columns) if column.title or any(row[n].plain for row in self.rows)]
        return _Grid([self.columns[n] for n in used], [[row[n] for n in used] for row in self.rows])

    def table(self, width: int, remarks: Sequence[_Paragraph]) -> list[RenderableType]:
        """Return a table, with a remark below each row; nothing where it would be too wide, or split a word."""
        widths = self._widths(width - _GAP * (len(self.columns) - 1))
        if not widths:
            return []
        if not remarks:
            return [self._part(self.rows, widths, headed=True)]
        pairs = enumerate(zip(self.rows, remarks, strict=True))
        return [piece for n, (row, remark) in pairs for piece in (self._part([row], widths, headed=n == 0), remark)]

    def turned(self) -> _Grid:
        """Return it with a column for each row, if there are few and each has a name; else nothing."""
        if len(self.rows) > _FEW or self.columns[0].title:
            return _Grid((), ())
        heads = [Column(row[0].plain, right=True) for row in self.rows]
        lines = [[_text(self.columns[n].title), *(row[n] for row in self.rows)] for n in range(1, len(self.columns))]
        return _Grid([Column(), *heads], lines)

    def _widths(self, room: int) -> list[int]:
        """How wide each column is: those wrap that may, else all that hold no numbers, and titles always."""
        columns = [replace(column, title=_text(column.title).plain, wraps=True) for column in self.columns]
        for loose in (False, True):
            texts = [
                [text.plain if column.wraps or (loose and not column.right) else text.plain.replace(" ", _HELD)
                 for column, text in zip(self.columns, row, strict=True)]
                for row in self.rows
            ]  # fmt: skip
            widths = fitted(columns, texts, room, cell_len)
            if sum(widths) <= room:
                return widths
        return []

    def _part(self, rows: Sequence[Row], widths: Sequence[int], *, headed: bool) -> Table:
        found = Table(
            box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, _GAP - 1, 0, 0), border_style="dim"
        )
        found.show_header = headed and any(column.title for column in self.columns)
        for column, size in zip(self.columns, widths, strict=True):
            found.add_column(_text(column.title), justify="right" if column.right else "left", width=size)
        for row in rows:
            found.add_row(*row)
        return found

    def lists(self, remarks: Sequence[_Paragraph]) -> list[RenderableType]:
        """Return each row as a list, in which each text stands after the title of its column."""
        found: list[RenderableType] = []
        for place, row in enumerate(self.rows):
            named = self.columns[0].title != ""
            found += [] if named else [Text.assemble(row[0], style="bold")]
            found += [self._list(row, 0 if named else 1), *remarks[place : place + 1], ""]
        return found[:-1]

    def _list(self, row: Row, first: int) -> Table:
        found = Table.grid(padding=(0, _GAP, 0, 0))
        found.add_column(style="bold")
        pairs = [*zip(self.columns, row, strict=True)][first:]
        numbers = max((text.cell_len for column, text in pairs if column.right), default=0)
        for column, text in pairs:
            if column.right:
                text.pad_left(numbers - text.cell_len)
            if text.plain:
                found.add_row(_text(column.title), text)
        return found
