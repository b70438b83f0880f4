"""A report: rows under named columns, with what is counted, of which base, in which window, and what was left out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, Literal, TypeVar

from pydantic import Field, model_validator

from collectrules.fold.asking import Question
from collectrules.ground.dates import to_date
from collectrules.ground.errors import bad_input
from collectrules.ground.scalars import Day
from collectrules.loader import model as m
from collectrules.nouns.answer import Part
from collectrules.nouns.case import Case
from collectrules.portfolio.running import Item, Laws, Refused, Run, answered, law_of
from collectrules.words.texts import Percent, Texts, Value, texts

Cell = Decimal | dt.date | int | str | None
Row = Mapping[str, Cell]
Unit = Literal[
    "text", "number", "amount", "percent", "days", "day", "month", "word", "booked", "component", "act", "stage",
    "status",
]  # fmt: skip
WORDED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "word": "report_word",
        "booked": "report_booked",
        "component": "component",
        "act": "act",
        "stage": "stage",
        "status": "status",
    }
)
"""Units of codes → the kind of words by which they are said."""
_DECIMALS: Final = frozenset({"amount", "percent", "days"})
_COUNTED: Final = ("cases", "claims", "letters", "actions", "payments", "bills")
T = TypeVar("T")


class Column(Part):
    """A column: the key of its cells, its title in English, its unit.

    An `amount` is in major units of the `currency` of the row, a `percent` of the base that the definition names;
    `days` are a number of days; `word`, `booked`, `component`, `act`, `stage` and `status` are codes.
    """

    key: str
    title: str
    unit: Unit


class Definition(Part):
    """What a report counts, of which base a share is, and in which window, in English sentences."""

    what: str
    base: str
    window: str


class LeftOut(Part):
    """How many cases, claims, letters, actions, payments or bills (`of`) were not counted, and why."""

    reason: str
    of: Literal["cases", "claims", "letters", "actions", "payments", "bills"]
    number: int


class Report(Run):
    """A report on a portfolio: `cases` = `counted` + what of `left_out` is cases + the refused.

    A row holds its cells by the key of their columns, and none for what is not known. `terms` are the choices that the
    definition speaks of; `first` and `last` are the window, where there is one.
    """

    answer: Literal["report"] = "report"
    name: str
    first: Day | None = None
    last: Day | None = None
    terms: Mapping[str, str] = Field(default_factory=dict)
    definition: Definition
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Any], ...]
    counted: int
    left_out: tuple[LeftOut, ...]

    @model_validator(mode="before")
    @classmethod
    def _cells(cls, given: object) -> object:
        """Cells of a document are text: sums and days are read by the unit of their column."""
        if not isinstance(given, Mapping) or not _is_table(given.get("columns")) or not _is_table(given.get("rows")):
            return given
        units = {str(column.get("key")): column.get("unit") for column in given["columns"]}
        rows = [{key: _cell(value, units.get(key)) for key, value in row.items()} for row in given["rows"]]
        return {**given, "rows": rows}


def _is_table(found: object) -> bool:
    return isinstance(found, list | tuple) and all(isinstance(one, Mapping) for one in found)


def _cell(value: object, unit: object) -> object:
    """A cell that is text as what it is; one that cannot be read stays as it is."""
    if not isinstance(value, str):
        return value
    try:
        if unit in _DECIMALS:
            return Decimal(value)
        return dt.date.fromisoformat(value) if unit == "day" else value
    except (ArithmeticError, ValueError):
        return value


# Counting --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Without:
    """A case that a report does not count, and why."""

    reason: str


@dataclass(slots=True)
class Tally:
    """What became of each case of a run; nothing is lost."""

    cases: int = 0
    counted: int = 0
    left: Counter[tuple[str, str]] = field(default_factory=Counter)
    refused: list[Refused] = field(default_factory=list)

    def leave(self, reason: str, of: str, number: int = 1) -> None:
        """Count what is left out beside cases."""
        if number:
            self.left[of, reason] += number

    def of(self, found: Iterable[T | Without | Refused]) -> Iterator[T]:
        """Yield what is counted."""
        for one in found:
            self.cases += 1
            if isinstance(one, Refused):
                self.refused.append(one)
            elif isinstance(one, Without):
                self.leave(one.reason, "cases")
            else:
                self.counted += 1
                yield one

    def gone(self) -> tuple[LeftOut, ...]:
        """Return what was left out, cases first."""
        keys = sorted(self.left, key=lambda key: (_COUNTED.index(key[0]), key[1]))
        return tuple(LeftOut.made(reason=reason, of=of, number=self.left[of, reason]) for of, reason in keys)


@dataclass(frozen=True, slots=True)
class Asked:
    """A portfolio, its law, and how it is asked."""

    portfolio: Iterable[Item]
    laws: Laws
    readings: Mapping[str, str] | None = None
    assume: str | None = None

    def at(self, on: dt.date, read: Callable[[Question], T]) -> Iterator[T | Refused]:
        """Yield what is read of each case at the end of a day."""
        return answered(self.portfolio, self.laws, read, on=on, readings=self.readings, assume=self.assume)

    def law(self, case: Case) -> m.Profile:
        """Return the law of a case."""
        return law_of(case, self.laws)


def period_of(first: dt.date | str, last: dt.date | str) -> tuple[dt.date, dt.date]:
    """Return the two days of a window.

    Raises:
        BadInput: `period_reversed`, the last lies before the first; days that are none.

    """
    found = to_date(first, "first"), to_date(last, "last")
    if found[1] < found[0]:
        raise bad_input("period_reversed", "last", f"{found[0]} or later", str(found[1]))
    return found


# Making ----------------------------------------------------------------------------------------------------


def made(
    name: str,
    columns: Mapping[str, Unit],
    rows: Iterable[Row],
    tally: Tally,
    *,
    on: dt.date,
    period: tuple[dt.date, dt.date] | None = None,
    terms: Mapping[str, str] | None = None,
) -> Report:
    """Build a report; the rows are worked out before the tally is read."""
    listed, spoken = tuple(_known(row) for row in rows), texts("en")
    first, last = period or (None, None)
    values: dict[str, Any] = {
        "on": on, "cases": tally.cases, "refused": tuple(tally.refused), "name": name, "first": first, "last": last,
        "terms": dict(terms or {}), "rows": listed, "counted": tally.counted, "left_out": tally.gone(),
        "columns": tuple(Column.made(key=key, title=title_of(spoken, key), unit=columns[key]) for key in columns),
    }  # fmt: skip
    values["definition"] = Definition.made(**defined(spoken, values))
    return Report.made(**values)


def _known(row: Row) -> dict[str, Cell]:
    """A row without what is not known: a document has no nulls."""
    return {key: value for key, value in row.items() if value is not None}


# Words -----------------------------------------------------------------------------------------------------


def title_of(spoken: Texts, key: str) -> str:
    """Return the title of a column."""
    return spoken.label("report_column", key)


def defined(spoken: Texts, values: Mapping[str, Any]) -> dict[str, str]:
    """Return the sentences of a definition in a language."""
    name, said = values["name"], _values(spoken, values)
    window = "period" if values["first"] is not None else "day"
    window = f"{name}_window" if spoken.has("report_window", f"{name}_window") else window
    return {
        "what": spoken.sentence("report_what", name, said),
        "base": spoken.sentence("report_base", name, said) if spoken.has("report_base", name) else "",
        "window": spoken.sentence("report_window", window, said),
    }


def _values(spoken: Texts, values: Mapping[str, Any]) -> dict[str, Value]:
    days = {word: values[word] for word in ("on", "first", "last") if values[word] is not None}
    return {**days, **{key: _term(spoken, word) for key, word in values["terms"].items()}}


def _term(spoken: Texts, word: str) -> Value:
    """A choice in words: a number and a share as they are, a code by its label."""
    if word.endswith("%"):
        return Percent(Decimal(word[:-1]))
    return word if word.isdigit() else spoken.label("report_word", word, spoken.label("word", word, word))


def _label(spoken: Texts, kind: str, word: str) -> str:
    """Return a word by the reports' own label, else by the one that all pages have."""
    return spoken.label(kind, word, spoken.label("word", word))


@dataclass(frozen=True, slots=True)
class Spoken:
    """A report in words: its title, the titles of its columns, its definition and what was left out, line by line."""

    title: str
    heads: tuple[str, ...]
    notes: tuple[str, ...]


def spoken_in(report: Report, language: str = "en") -> Spoken:
    """Return the words of a report in a language.

    Raises:
        BadInput: `unknown_language`.

    """
    words = texts(language)
    said = defined(words, {**report.__dict__})
    notes = [
        words.headed(words.label("report_page", key), said[key]) for key in ("what", "base", "window") if said[key]
    ]
    return Spoken(
        title=words.label("report_title", report.name),
        heads=tuple(title_of(words, column.key) for column in report.columns),
        notes=(*notes, *_counts(words, report)),
    )


def _counts(words: Texts, report: Report) -> Iterator[str]:
    values = {"cases": report.cases, "counted": report.counted, "refused": len(report.refused)}
    if report.cases or not report.rows:  # bills are rows without cases
        yield words.sentence("report_page", "counts", values)
    for one in report.left_out:
        reason = words.label("report_left_out", one.reason)
        what = words.label("report_word", one.of)
        yield words.sentence("report_page", "left_out", {"number": one.number, "what": what, "reason": reason})


def word_of(words: Texts, value: str, unit: str) -> str:
    """Return a code in words, by the unit of its column; a text as it is."""
    return _label(words, WORDED[unit], value) if unit in WORDED else value
