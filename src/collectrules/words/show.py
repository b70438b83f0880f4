"""Tables and paragraphs in plain text of any width; returns lines, prints nothing."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final, Literal

Style = Literal["bold", "dim", "red", "green", "yellow", "blue", "magenta", "cyan"]
STEERING: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What steers a terminal, ends a line or turns the direction of reading; line feed and tab are left."""
_TOGETHER: Final = re.compile(
    r"§§? \d+( [a-z]\b)?(, stk\. [\d-]+)?|\b[Aa]rt\. \d+[a-z]*( (Abs|al|cpv)\. (?=\d))?|\b[A-Z]{3} (?=\d)|"
    r"(?<=\d) (?=[^\W\d]{1,2}\b)"
)
_HARD: Final = "\N{NO-BREAK SPACE}"
_ONE_LINE: Final = str.maketrans("\n\t", "  ")
_GAP: Final = "  "
_NARROWEST: Final = 12  # characters; no paragraph is narrower
_REMARK: Final = "    "


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its side, and whether it may wrap when the table is too wide.

    Rows that differ in a column that `joins` and in no other may stand as one, with a list in that column.
    """

    title: str = ""
    right: bool = False
    wraps: bool = False
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A text with the styles in which a face that has colours shows it."""

    text: str
    styles: tuple[Style, ...] = ()


def clean(text: str) -> str:
    r"""Return text without control characters, so that a document cannot steer the terminal.

    >>> clean("a\x1b[31mb")
    'a[31mb'
    """
    return STEERING.sub("", text)


def one_line(text: str) -> str:
    r"""Return clean text in one line, so that a document cannot begin a line of its own.

    >>> one_line("a\nb")
    'a b'
    """
    return clean(text).translate(_ONE_LINE)


def held(text: str) -> str:
    """Return clean text in which a space that does not break holds a sum to its currency, a section to its number."""
    return _TOGETHER.sub(lambda found: found[0].replace(" ", _HARD), clean(text))


def wrapped(text: str, width: int, indent: str = "", after: str = "") -> list[str]:
    """Return a text in lines; a sum stays with its currency, a section with its number."""
    lines = textwrap.wrap(
        held(text),
        width,
        initial_indent=indent,
        subsequent_indent=after,
        break_on_hyphens=False,
        break_long_words=False,
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
    columns: Sequence[Column], rows: Iterable[Sequence[str | Cell]], *, width: int, below: Sequence[str] = ()
) -> list[str]:
    """Return a table as lines. Columns that may wrap give way until it fits; `below` holds a remark for each row."""
    texts = [[one_line(text_of(value)) for value in row] for row in rows]
    widths = fitted(columns, texts, width - len(_GAP) * (len(columns) - 1))
    heads = [column.title for column in columns]
    lines = _row(columns, heads, widths) if any(heads) else []
    for place, row in enumerate(texts):
        lines += _row(columns, row, widths)
        if below:
            lines += paragraph(below[place], width, indent=_REMARK)
    return lines


def text_of(piece: str | Cell) -> str:
    """Return what a piece says."""
    return piece.text if isinstance(piece, Cell) else piece


def fitted(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int, measure: Callable[[str], int] = len
) -> list[int]:
    """Return how wide each column is, in `room` for all: those that wrap give way, the widest first.

    No word is split, so that what is returned may come to more than there is room for.

    >>> fitted([Column("step", wraps=True), Column("sum", right=True)], [["one two", "5.00"]], 8)
    [4, 4]
    """
    texts = [[column.title, *(row[n] for row in rows)] for n, column in enumerate(columns)]
    widths = [max(measure(text) for text in column) for column in texts]
    least = [
        max((measure(word) for text in column for word in text.split()), default=0) if columns[n].wraps else widths[n]
        for n, column in enumerate(texts)
    ]
    spare = sum(widths) - room
    while spare > 0:
        able = [n for n in range(len(columns)) if widths[n] > least[n]]
        if not able:
            break
        widths[max(able, key=lambda n: widths[n])] -= 1
        spare -= 1
    return widths


def _row(columns: Sequence[Column], row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """One row, over as many lines as its tallest cell takes."""
    stacks = [
        wrapped(text, max(width, 1)) or [""] if column.wraps else [text]
        for column, text, width in zip(columns, row, widths, strict=True)
    ]
    sides = [str.rjust if column.right else str.ljust for column in columns]
    return [
        _GAP.join(side(text, width) for side, text, width in zip(sides, level, widths, strict=True)).rstrip()
        for level in zip_longest(*stacks, fillvalue="")
    ]
