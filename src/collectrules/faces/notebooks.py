"""Answers as tables in a notebook: the same views as on a terminal, escaped and set in HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any, Final

from pydantic import BaseModel

from collectrules.answers.auditing import Audit
from collectrules.answers.comparing import Comparison
from collectrules.answers.plans import InstalmentPlan
from collectrules.answers.proposals import NextSteps
from collectrules.answers.receipts import Receipts
from collectrules.answers.settling import SettlementOffer
from collectrules.answers.standings import Standing
from collectrules.answers.statements import Statement
from collectrules.answers.timelines import Timeline
from collectrules.explaining import Explanation
from collectrules.explaining.drafting import texts_of
from collectrules.faces import views
from collectrules.faces.agreements import offer_view, plan_view
from collectrules.faces.comparisons import comparison_view
from collectrules.faces.lives import abreast_view, life_view
from collectrules.faces.page import Page
from collectrules.faces.timeline import entries_view
from collectrules.ground.errors import bad_input, nearest
from collectrules.loader import model as m
from collectrules.notices.accounts import AccountLetter
from collectrules.notices.rendering import rendered
from collectrules.notices.writing import Notice
from collectrules.nouns.answer import Deferring, asked_of, law_of
from collectrules.simulation.abreast import SideBySide
from collectrules.simulation.simulating import Simulation
from collectrules.words.show import Cell, Column, Style

_SHADES: Final[Mapping[str, str]] = {
    "bold": "font-weight:bold", "dim": "opacity:.65", "red": "color:#a3242c", "green": "color:#1a6b2f",
    "yellow": "color:#7a5b00", "blue": "color:#1f4e9c", "magenta": "color:#7d2a6e", "cyan": "color:#11626f",
}  # fmt: skip
"""Style → how it is set; dark enough to be read on white, and never the only sign of anything."""
_CELL: Final = "padding:.15em .8em .15em 0;vertical-align:top;text-align:"
_VIEWS: Final[Mapping[type[BaseModel], Callable[[Page, Any], None]]] = {
    Standing: views.standing_view, Statement: views.statement_view, NextSteps: views.steps_view,
    Audit: views.audit_view, Receipts: views.receipts_view, SettlementOffer: offer_view, InstalmentPlan: plan_view,
    Comparison: comparison_view, Timeline: entries_view, Simulation: life_view, SideBySide: abreast_view,
}  # fmt: skip


class HtmlPage(Page):
    """A page whose lines are elements of HTML; everything that is said on it is escaped."""

    def title(self, text: str) -> None:
        """Add a title."""
        self.lines.append(f"<p><b>{escape(text)}</b></p>")

    def heading(self, text: str) -> None:
        """Begin a section."""
        self.lines.append(f'<p style="margin:.8em 0 .2em"><b>{escape(text)}</b></p>')

    def say(self, text: str, *styles: Style, indent: str = "", hanging: str | None = None) -> None:
        """Add a paragraph; what is indented on a terminal is here as well."""
        inner = len(indent if hanging is None else hanging)
        self.lines.append(f'<p style="margin:.15em 0 .15em {inner}ch">{_inked(Cell(text, styles))}</p>')

    def gap(self) -> None:
        """Leave room."""
        self.lines.append('<p style="margin:.4em 0"></p>')

    def line(self, *pieces: str | Cell) -> None:
        """Add one line of pieces, each with its own ink."""
        self.lines.append(f'<p style="margin:.3em 0 .1em">{"".join(map(_inked, pieces))}</p>')

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[str | Cell]], below: Sequence[str] = ()) -> None:
        """Add a table; `below` holds a remark for each row."""
        lines = ["<table>"]
        if any(column.title for column in columns):
            heads = [_cell("th", column, Cell(column.title)) for column in columns]
            lines.append(f"<thead><tr>{''.join(heads)}</tr></thead>")
        lines.append("<tbody>")
        for place, row in enumerate(rows):
            cells = [_cell("td", column, value) for column, value in zip(columns, row, strict=True)]
            lines.append(f"<tr>{''.join(cells)}</tr>")
            if below:
                lines.append(f'<tr><td colspan="{len(columns)}"><small>{escape(below[place])}</small></td></tr>')
        self.lines += [*lines, "</tbody></table>"]


def _inked(piece: str | Cell) -> str:
    cell = piece if isinstance(piece, Cell) else Cell(piece)
    style = ";".join(_SHADES[word] for word in cell.styles)
    return f'<span style="{style}">{escape(cell.text)}</span>' if style else escape(cell.text)


def _cell(tag: str, column: Column, value: str | Cell) -> str:
    whole = "" if column.wraps else ";white-space:nowrap"  # a day is not to be broken at its hyphens
    return f'<{tag} style="{_CELL}{"right" if column.right else "left"}{whole}">{_inked(value)}</{tag}>'


class Shown(str):
    """An answer in HTML; a notebook shows it, and it may be put into a page as it is."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        return str(self)


def show(thing: BaseModel, profile: m.Profile | None = None, *, language: str | None = None) -> Shown:
    """Return an answer as tables in HTML, escaped; a notebook shows it, and shows an answer by itself in this way.

    Args:
        thing: a standing, statement, next steps, audit, receipts, offer, plan, comparison, timeline, life, lives side
            by side, letter or explanation.
        profile: the law it was asked of, if it was read from a document; for lives side by side, which may be of
            several laws, the one whose words are used.
        language: the first language of the law if it is not given.

    Raises:
        BadInput: `not_shown` of anything else; `no_law` where nobody says which law; `profile_differs` where it is not
            the one that was asked; `unknown_language`.

    """
    found = _html(thing, profile, language)
    if found is None:
        shown: tuple[type[BaseModel], ...] = (*_VIEWS, Notice, AccountLetter, Explanation)
        kinds = [kind.__name__ for kind in shown]
        got = type(thing).__name__
        raise bad_input("not_shown", "thing", " or ".join(kinds), got, nearest(got, kinds))
    return Shown(found)


def html_of(thing: BaseModel) -> str | None:
    """Return an answer in HTML; None where it has no view, or was read from a document and names no law."""
    shut = isinstance(thing, Deferring) and type(thing) in _VIEWS and law_of(thing) is None
    return None if shut else _html(thing, None, None)


def _html(thing: BaseModel, profile: m.Profile | None, language: str | None) -> str | None:
    if isinstance(thing, Notice | AccountLetter):
        return rendered(thing.letter, "fragment", html=True)
    if isinstance(thing, Explanation):
        return "".join(f"<p>{escape(part.text)}</p>" for part in thing.parts)
    view = _VIEWS.get(type(thing))
    if view is None:
        return None
    page = _page(thing, _law_of(thing) if profile is None else profile, language)
    view(page, thing)
    return f'<div lang="{page.texts.language}">{"".join(page.lines)}</div>'


def _law_of(thing: BaseModel) -> object:
    return law_of(thing) if isinstance(thing, Deferring) else None


def _page(thing: BaseModel, law: object, language: str | None) -> HtmlPage:
    if not isinstance(law, m.Profile):
        expected = "the law it was asked of, as an answer that was read from a document does not hold it"
        raise bad_input("no_law", "profile", expected)
    asked_of(thing, law.fingerprint)
    currency = getattr(thing, "currency", law.header.currency)
    tongue = law.header.languages[0] if language is None else language
    return HtmlPage(law, texts_of(law, tongue, currency), 100)
