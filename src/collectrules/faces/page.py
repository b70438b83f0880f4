"""A page of output: headings, paragraphs and tables in one language and for one width, in plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, TextIO

from collectrules.explaining.drafting import Speaker
from collectrules.loader import model as m
from collectrules.words.show import Cell, Column, Style, one_line, paragraph, table, text_of
from collectrules.words.texts import Texts, Value

_SPACES: Final = str.maketrans("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}", "  ")


def spelled(text: str, encoding: str | None) -> str:
    """Return text in which what an encoding lacks is replaced by a question mark.

    >>> spelled("§ 9", "ascii")
    '? 9'
    """
    encoding = encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


@dataclass(slots=True)
class Page:
    """Gathers lines; `profile` names its records, `texts` speaks the language asked for."""

    profile: m.Profile
    texts: Texts
    width: int
    lines: list[str] = field(default_factory=list)

    def word(self, name: str) -> str:
        """Return one of the page's own words."""
        return self.texts.label("page", name)

    def sentence(self, code: str, **values: Value) -> str:
        """Return one of the page's own sentences."""
        return self.texts.sentence("page", code, values)

    def title(self, text: str) -> None:
        """Add a title: the page's subject."""
        self.lines += paragraph(text, self.width)

    def heading(self, text: str) -> None:
        """Begin a section."""
        self.lines += ["", text, "-" * min(len(text), self.width)]

    def say(self, text: str, *_styles: Style, indent: str = "", hanging: str | None = None) -> None:
        """Add a paragraph; the styles are for pages that have colours."""
        self.lines += paragraph(text, self.width, indent=indent, hanging=hanging)

    def tell(self, code: str, *styles: Style, **values: Value) -> None:
        """Add one of the page's own sentences."""
        self.say(self.sentence(code, **values), *styles)

    def gap(self) -> None:
        """Leave a line free."""
        self.lines.append("")

    def line(self, *pieces: str | Cell) -> None:
        """Add one line of pieces."""
        self.lines.append(one_line("".join(map(text_of, pieces))))

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[str | Cell]], below: Sequence[str] = ()) -> None:
        """Add a table; `below` holds a remark for each row."""
        self.lines += table(columns, rows, width=self.width, below=below)

    def put(self, stream: TextIO) -> None:
        """Write the page; spaces that hold words together are plain, and what the encoding lacks is replaced."""
        stream.write(spelled("\n".join(self.lines).translate(_SPACES) + "\n", stream.encoding))

    def number(self, amount: Decimal) -> str:
        """Return a sum as the language writes it, without its currency."""
        return self.texts.amount(amount)

    def law(self, keys: Iterable[str]) -> str:
        """Return what is cited, in the words of the language, else of the statute book."""
        return self.speaker.law(keys)

    @property
    def speaker(self) -> Speaker:
        """What writes parts of an explanation."""
        return Speaker(self.texts, self.profile)

    def label(self, kind: str, name: str) -> str:
        """Return a label as a sentence begins, with a capital."""
        text = self.texts.label(kind, name)
        return text[:1].upper() + text[1:]

    def record(self, kind: str, name: str) -> str:
        """Return what a record of the profile, or a kind of event, is called."""
        return self.texts.label(kind, name)
