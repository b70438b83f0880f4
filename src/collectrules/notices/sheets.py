"""A paper in words, ready to be set: its lines, tables and paragraphs, and what every answer that is one can do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import partial
from typing import Final

from collectrules.answers.standings import LineItem
from collectrules.fold.entries import COMPONENTS
from collectrules.notices.rendering import rendered
from collectrules.nouns.answer import Deferring, Part
from collectrules.nouns.enclosures import Addressee
from collectrules.words.texts import Texts

GROUP: Final = "letter"
PAID: Final = tuple(reversed(COMPONENTS))
"""The columns of a table of payments: what the law has paid first comes first."""


class Table(Part):
    """A table of a paper, in words: `sides` says of each column whether it is set to the left or to the right."""

    caption: str
    head: tuple[str, ...]
    sides: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    last: tuple[str, ...] | None = None


class Letter(Part):
    """A paper in words, ready to be set: lines of the sender and of the envelope, day, subject, tables, paragraphs."""

    language: str
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    day: str
    subject: str
    opening: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    paragraphs: tuple[str, ...]
    closing: str
    signatures: tuple[str, ...]


class Printed(Deferring):
    """An answer that is a paper: print `text`, or take `markdown` or `html`; `letter` is what they are set from."""

    letter: Letter
    text: str
    markdown: str
    html: str

    def __str__(self) -> str:
        """Return the paper as plain text."""
        return self.text

    def render(self, template: str, *, html: bool = False) -> str:
        """Return the paper by a template of one's own.

        Args:
            template: `plain`, `markdown` or `html`, or the text of a Jinja template, which sees the paper as `letter`
                and nothing else.
            html: whether what the paper says is escaped for HTML.

        Raises:
            BadInput: `template`, where it cannot be read or asks for what there is not.

        """
        return rendered(self.letter, template, html=html)


def prints(letter: Letter) -> dict[str, Callable[[], object]]:
    """Return the forms of a paper, each set when it is first opened."""
    return {
        "text": partial(rendered, letter, "plain"),
        "markdown": partial(rendered, letter, "markdown"),
        "html": partial(rendered, letter, "html", html=True),
    }


def lines_of(one: Addressee | None) -> tuple[str, ...]:
    """Return the lines of an envelope or of the head of a paper; none where nobody is named."""
    if one is None:
        return ()
    return tuple(line for line in (one.name, *one.address, one.email, one.phone) if line)


def headed(texts: Texts, name: str) -> str:
    """Return a name as what follows it is said of it, with the language's own colon."""
    return texts.headed(name[:1].upper() + name[1:], "").rstrip(" ")


def ended(text: str) -> str:
    """Return a sentence with one full stop, though it ends in an abbreviation such as that of a currency."""
    return text[:-1] if text.endswith("..") else text


def payable(texts: Texts, account: str, reference: str | None) -> str:
    """Return where to pay; the reference is repeated sign by sign."""
    code = "how_to_pay" if reference is None else "how_to_pay_quoting"
    return texts.filled(texts.label(GROUP, code), {"text0": account, "text1": reference or ""})


# Tables ----------------------------------------------------------------------------------------------------


def table_of(
    texts: Texts, name: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, left: int,
    last: Sequence[str] | None = None, caption: str | None = None,
) -> Table:  # fmt: skip
    """Return a table whose first `left` columns are set to the left; a row of sums `last` goes below the others."""
    return Table.made(
        caption=caption or texts.label(GROUP, f"table_{name}"),
        head=tuple(texts.label(GROUP, f"column_{word}") for word in head),
        sides=tuple("left" if place < left else "right" for place in range(len(head))),
        rows=tuple(map(tuple, rows)),
        last=None if last is None else tuple(last),
    )


def total_row(texts: Texts, head: Sequence[str], *sums: Decimal) -> tuple[str, ...]:
    """Return the last row of a table: the word for a total, and its sums in the last columns."""
    gap = ("",) * (len(head) - 1 - len(sums))
    return (texts.label(GROUP, "total"), *gap, *map(texts.money, sums))


def owed_table(
    texts: Texts, name: str, lines: Iterable[LineItem], called: Callable[[str], str], whole: Decimal | None = None
) -> Table:  # fmt: skip
    """Return lines of an account: what was charged, what is open of it, and all of it where that is given."""
    head = ("what", "day", "charged", "open")
    rows = [
        (
            f"{texts.label('line', line.kind)}, {called(line.claim)}", texts.day(line.on), texts.money(line.lawful),
            texts.money(line.open),
        )
        for line in lines
    ]  # fmt: skip
    return table_of(texts, name, head, rows, left=2, last=None if whole is None else total_row(texts, head, whole))


def paid_table(texts: Texts, payments: Iterable[tuple[dt.date, Sequence[Decimal]]], *words: str) -> Table:
    """Return payments: the day of each, how much of it went to each component, then what `words` name."""
    rows = [(texts.day(day), *map(texts.money, sums)) for day, sums in payments]
    return table_of(texts, "paid", ("day", *PAID, *words), rows, left=1)
