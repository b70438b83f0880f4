"""How a file is laid out, as data: which heading holds which field, how it is written, what all its cases share."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from collectrules.ground.errors import BadInput, Fault, bad_input, nearest, shown
from collectrules.ground.scalars import is_amount
from collectrules.nouns.case import parse, read_text
from collectrules.portfolio.importing.fields import FIELDS, field_of

_FOLDER: Final = Path(__file__).parent / "layouts"
_PARTS: Final = re.compile(r"YYYY|MM|M|DD|D|[^A-Za-z0-9]", re.ASCII)
_PER: Final = ("debtor", "invoice")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a file is laid out.

    `columns` is our field → the file's heading. Amounts are written with `decimal` and, if there is one, `thousands`;
    days as `dates` says, in YYYY, MM or M, DD or D. `values` translates the words of a field: field → word of the
    file → ours. `case` holds what every case says (creditor, currency, workflow), `claim` what every claim says (its
    kind). `per` makes a case of each debtor's rows or of each invoice. `default_fee` is what a reminder without a fee
    claimed; without it the law's own fee is taken. `delimiter` and `encoding` are of CSV, `sheet` of a workbook;
    `heading_row` is the row of the headings, the first being 1.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    case: Mapping[str, Any] = field(default_factory=dict)
    claim: Mapping[str, Any] = field(default_factory=dict)
    per: str = "debtor"
    decimal: str = "."
    thousands: str = ""
    dates: str = "YYYY-MM-DD"
    delimiter: str = ","
    encoding: str = "utf-8"
    sheet: str | None = None
    heading_row: int = 1
    default_fee: str | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be.

        Raises:
            BadInput: every fault at once.

        """
        faults = [*_shape_faults(self), *_column_faults(self)]
        if faults:
            raise BadInput(faults)

    def heading(self, name: str) -> str:
        """Return what the file calls a field, for whoever reads about it."""
        return self.columns.get(name, name)

    def day_text(self, day: dt.date) -> str:
        """Return a day as this file writes it."""
        numbers = {"Y": day.year, "M": day.month, "D": day.day}
        parts = _PARTS.findall(self.dates)
        return "".join(f"{numbers[part[0]]:0{len(part)}}" if part.isalpha() else part for part in parts)

    @property
    def day_pattern(self) -> re.Pattern[str]:
        """What a day looks like in this file."""
        return _day_pattern(self.dates)


@lru_cache(maxsize=64)
def _day_pattern(dates: str) -> re.Pattern[str]:
    """A letter that stands alone is one digit or two; others are as many digits as letters."""
    parts = []
    for part in _PARTS.findall(dates):
        digits = "1,2" if len(part) == 1 else str(len(part))
        parts.append(f"(?P<{part[0].lower()}>[0-9]{{{digits}}})" if part.isalpha() else re.escape(part))
    return re.compile("".join(parts), re.ASCII)


def _fault(code: str, path: str, expected: str, got: object = None, near: str | None = None) -> Fault:
    return Fault(code=code, path=path, expected=expected, got=None if got is None else shown(got), nearest=near)


def _shape_faults(one: Layout) -> Iterator[Fault]:
    if one.per not in _PER:
        yield _fault("unknown_word", "mapping.per", f"one of {', '.join(_PER)}", one.per, nearest(one.per, _PER))
    parts = _PARTS.findall(one.dates)
    named = sorted(part[0] for part in parts if part.isalpha())
    if "".join(parts) != one.dates or named != list("DMY"):
        yield _fault("day_form", "mapping.dates", "a form such as YYYY-MM-DD or D.M.YYYY", one.dates)
    signs = {".", ","} - {one.decimal}, {"", "'", " ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"}
    if one.decimal not in {".", ","} or not any(one.thousands in group for group in signs):
        expected = "a point or comma, and another sign, or none, between thousands"
        yield _fault("amount_form", "mapping.decimal", expected, f"{one.decimal}{one.thousands}")
    if len(one.delimiter) != 1:
        yield _fault("wrong_type", "mapping.delimiter", "one sign", one.delimiter)
    if type(one.heading_row) is not int or one.heading_row < 1:
        yield _fault("wrong_type", "mapping.heading_row", "a whole number from 1 on", one.heading_row)
    if one.default_fee is not None and not is_amount(one.default_fee):
        yield _fault("amount_format", "mapping.default_fee", 'an amount as text, such as "100.00"', one.default_fee)


def _column_faults(one: Layout) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    columns: Mapping[str, object] = one.columns  # of a file they may be anything
    for name, heading in columns.items():
        at = f"mapping.columns.{name}"
        if field_of(name) is None:
            yield _fault("unknown_field", at, "a known field", None, nearest(name, FIELDS))
        elif not isinstance(heading, str) or not heading.strip():
            yield _fault("wrong_type", at, "a heading of the file", heading)
        elif heading in seen:
            yield _fault("doubled_heading", at, f"a heading of its own, not that of {seen[heading]}", heading)
        seen.setdefault(str(heading), name)
    for name, spec in FIELDS.items():
        if spec.required and name not in one.columns:
            yield _fault("missing_field", f"mapping.columns.{name}", "the heading of a field that every row needs")
    for name in one.values:
        if field_of(name) is None:
            yield _fault("unknown_field", f"mapping.values.{name}", "a known field", None, nearest(name, FIELDS))


# Reading ---------------------------------------------------------------------------------------------------


def ready_made() -> tuple[str, ...]:
    """Return the names of the layouts that ship.

    >>> ready_made()
    ('invoices_da', 'neutral', 'open_items')
    """
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def layout(source: str | Path | Mapping[str, object], **changes: Any) -> Layout:  # noqa: ANN401  # as the fields have it
    """Return a layout: by the name of a ready-made one, from a TOML or JSON file, or from a mapping.

    Args:
        source: a name of `ready_made`, a path, or the fields of a `Layout`; a file or mapping may name in `based_on`
            a ready-made layout that it changes.
        changes: fields to change; tables such as `columns` are joined, and a heading of None leaves the field out.

    Raises:
        BadInput: every fault at once.

    Examples:
        >>> one = layout("invoices_da", columns={"name": "Navn"})
        >>> one.columns["name"], one.columns["due"], one.decimal
        ('Navn', 'Forfaldsdato', ',')

    """
    found: dict[str, object] = {}
    for document in (*_documents(source), changes):
        found = _joined(found, document)
    known = [spec.name for spec in fields(Layout)]
    wrong = [
        _fault("unknown_field", f"mapping.{name}"[:60], "a known field", None, nearest(name, known))
        for name in found
        if name not in known
    ]
    if wrong:
        raise BadInput(wrong)
    return Layout(**_typed(found))


def _documents(source: object) -> Iterator[Mapping[str, object]]:
    """The layout that is changed, if one is named, and the one that changes it."""
    if isinstance(source, str) and source in ready_made():
        source = _FOLDER / f"{source}.toml"
    raw = source if isinstance(source, Mapping) else _parsed(str(source))
    base = raw.get("based_on")
    if base is not None:
        if base not in ready_made():
            expected = f"one of {', '.join(ready_made())}"
            raise bad_input("unknown_word", "mapping.based_on", expected, base, nearest(str(base), ready_made()))
        yield from _documents(base)
    yield {name: value for name, value in raw.items() if name != "based_on"}


def _parsed(name: str) -> Mapping[str, object]:
    try:
        raw = parse(read_text(Path(name)))
    except BadInput as error:  # read as a case is: the place is the mapping
        raise BadInput([replace(one, path="mapping") for one in error.faults]) from None
    if not isinstance(raw, Mapping):
        raise bad_input("not_a_document", "mapping", "an object with columns")
    return raw


def _joined(found: Mapping[str, object], more: Mapping[str, object]) -> dict[str, object]:
    """One layout changed by another: tables are joined, and what is None is left out."""
    joined = dict(found)
    for name, value in more.items():
        old = joined.get(name)
        new = _joined(old if isinstance(old, Mapping) else {}, value) if isinstance(value, Mapping) else value
        joined[name] = new
    return {name: value for name, value in joined.items() if value is not None}


_TABLES: Final = frozenset({"columns", "values", "case", "claim"})


def _typed(found: Mapping[str, object]) -> dict[str, Any]:
    """The fields of a layout, each of its own type."""
    wrong = []
    for name, value in found.items():
        expected: tuple[type, str] = (str, "a text")
        if name in _TABLES:
            expected = (Mapping, "a table")
        elif name == "heading_row":
            expected = (int, "a whole number from 1 on")
        inner = value.values() if name == "values" and isinstance(value, Mapping) else ()
        if not isinstance(value, expected[0]) or not all(isinstance(item, Mapping) for item in inner):
            wrong.append(_fault("wrong_type", f"mapping.{name}", expected[1], value))
    if wrong:
        raise BadInput(wrong)
    return dict(found)
