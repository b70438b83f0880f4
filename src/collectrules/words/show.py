"""Tables, paragraphs and colour for a terminal of any width; returns lines, prints nothing."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

Style = Literal["bold", "dim", "red", "green", "yellow", "blue", "magenta", "cyan"]
_CODES: Final[Mapping[str, int]] = MappingProxyType(
    {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33, "blue": 34, "magenta": 35, "cyan": 36}
)
_ESCAPE: Final = re.compile(r"\x1b\[[0-9;]*m")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_TOGETHER: Final = re.compile(
    r"§§? \d+( [a-z]\b)?(, stk\. [\d-]+)?|\b[Aa]rt\. \d+[a-z]*( (Abs|al|cpv)\. (?=\d))?|\b[A-Z]{3} (?=\d)|"
    r"(?<=\d) (?=[^\W\d]{1,2}\b)"
)
_HARD: Final = "\N{NO-BREAK SPACE}"
_GAP: Final = "  "
_NARROWEST: Final = 12  # characters; no paragraph is narrower
_REMARK: Final = "    "


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours text if `on`, else leaves it plain."""

    on: bool = False

    def __call__(self, text: str, *styles: Style) -> str:
        r"""Return the text in the styles.

        >>> Ink()("open", "green"), Ink(on=True)("open", "green")
        ('open', '\x1b[32mopen\x1b[0m')
        """
        if not self.on or not styles or not text:
            return text
        return f"\x1b[{';'.join(str(_CODES[style]) for style in styles)}m{text}\x1b[0m"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its side, and whether it may wrap when the table is too wide."""

    title: str = ""
    right: bool = False
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A text with the styles of its ink."""

    text: str
    styles: tuple[Style, ...] = ()


def clean(text: str) -> str:
    r"""Return text without control characters, so that a document cannot steer the terminal.

    >>> clean("a\x1b[31mb")
    'a[31mb'
    """
    return _CONTROL.sub("", text)


def shown_width(text: str) -> int:
    """Return how many columns a text takes, its colours not counted."""
    return len(_ESCAPE.sub("", text))


def wrapped(text: str, width: int, indent: str = "", after: str = "") -> list[str]:
    """Return a text in lines; a sum stays with its currency, a section with its number."""
    kept = _TOGETHER.sub(lambda found: found[0].replace(" ", _HARD), clean(text))
    lines = textwrap.wrap(
        kept, width, initial_indent=indent, subsequent_indent=after, break_on_hyphens=False, break_long_words=False
    )
    return [line.replace(_HARD, " ") for line in lines]


def paragraph(text: str, width: int, *, indent: str = "", hanging: str | None = None) -> list[str]:
    """Return a text as lines of at most `width` characters; the first after `indent`, the others after `hanging`.

    >>> paragraph("one two three", 9, indent="- ", hanging="  ")
    ['- one two', '  three']
    """
    after = indent if hanging is None else hanging
    return wrapped(text, max(width, _NARROWEST), indent, after)


def table(
    columns: Sequence[Column], rows: Iterable[Sequence[str | Cell]], *, width: int, ink: Ink,
    below: Sequence[str] = (),
) -> list[str]:  # fmt: skip
    """Return a table as lines. Columns that may wrap give way until it fits; `below` holds a remark for each row."""
    cells = [[_cell(value) for value in row] for row in rows]
    widths = _widths(columns, cells, width)
    lines = []
    if any(column.title for column in columns):
        lines += _row(columns, [Cell(column.title, ("bold",)) for column in columns], widths, ink)
    for place, row in enumerate(cells):
        lines += _row(columns, row, widths, ink)
        if below:
            lines += [ink(line, "dim") for line in paragraph(below[place], width, indent=_REMARK)]
    return lines


def _cell(value: str | Cell) -> Cell:
    cell = value if isinstance(value, Cell) else Cell(value)
    return Cell(clean(cell.text), cell.styles)


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: int) -> list[int]:
    """Each column as wide as it needs; those that wrap give way, the widest first, but never split a word."""
    texts = [[column.title, *(row[n].text for row in rows)] for n, column in enumerate(columns)]
    widths = [max(len(text) for text in column) for column in texts]
    least = [
        max((len(word) for text in column for word in text.split()), default=0) if columns[n].wraps else widths[n]
        for n, column in enumerate(texts)
    ]
    spare = sum(widths) + len(_GAP) * (len(columns) - 1) - width
    while spare > 0:
        able = [n for n in range(len(columns)) if widths[n] > least[n]]
        if not able:
            break
        widths[max(able, key=lambda n: widths[n])] -= 1
        spare -= 1
    return widths


def _row(columns: Sequence[Column], row: Sequence[Cell], widths: Sequence[int], ink: Ink) -> list[str]:
    """One row, over as many lines as its tallest cell takes."""
    stacks = [
        wrapped(cell.text, max(width, 1)) or [""] if column.wraps else [cell.text]
        for column, cell, width in zip(columns, row, widths, strict=True)
    ]
    lines = []
    for level in range(max(len(stack) for stack in stacks)):
        pieces = [
            _padded(stack[level] if level < len(stack) else "", width, cell, ink, right=column.right)
            for column, cell, width, stack in zip(columns, row, widths, stacks, strict=True)
        ]
        lines.append(_GAP.join(pieces).rstrip())
    return lines


def _padded(text: str, width: int, cell: Cell, ink: Ink, *, right: bool) -> str:
    blank = " " * (width - len(text))
    coloured = ink(text, *cell.styles)
    return blank + coloured if right else coloured + blank
