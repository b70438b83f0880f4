"""Dated values: rows in order, without gap or overlap, each with a figure or the word that it is unknown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from collectrules.ground.errors import Fault
from collectrules.loader import model as m
from collectrules.loader.crossing.site import Site

Dating = m.Row | m.ThresholdRow
_DAY: Final = dt.timedelta(days=1)


def dated(part: object, at: Site) -> Iterator[Fault]:
    """Check the rows of a dated value, a named value, a series or protected income."""
    if not isinstance(part, m.Dated | m.Value | m.Series | m.Protected):
        return
    if not isinstance(part, m.Series) and part.keyed_by is None:
        yield at.fault("F14", "`keyed_by` is missing; which day chooses the version?", expected="the word `keyed_by`")
    rows: Sequence[Dating] = part.value
    if not rows:
        yield at.fault("F05", "`value` is empty; give at least one row", word="value", expected="a row")
    yield from _order(rows, at)
    for number, row in enumerate(rows, 1):
        yield from _row(row, f"value[{number}]", at)


def _order(rows: Sequence[Dating], at: Site) -> Iterator[Fault]:
    for number, (row, after) in enumerate(pairwise(rows), 2):
        word = f"value[{number}]"
        if row.from_ == after.from_:
            message = f"two rows start on {row.from_}"
            yield at.fault("F10", message, word=word, expected="one row for each day", got=str(after.from_))
        elif after.from_ < row.from_:
            message = f"the row of {after.from_} stands after that of {row.from_}"
            yield at.fault("F11", message, word=word, expected="rows in order of time", got=str(after.from_))
        elif row.to is not None and row.to + _DAY != after.from_:
            yield at.fault("F12", _hole(row.to, after.from_), word=word, expected=f"a row from {row.to + _DAY}")


def _hole(end: dt.date, begin: dt.date) -> str:
    if begin <= end:
        return f"a row ends {end}, though the next begins already on {begin}"
    between = f"from {end + _DAY} to {begin - _DAY} nothing applies"
    return f"a row ends {end}, the next begins {begin}; {between}"


def _row(row: Dating, word: str, at: Site) -> Iterator[Fault]:
    if row.unknown == (row.is_ is not None):
        has = "both `is` and `unknown`" if row.unknown else "neither `is` nor `unknown = true`"
        yield at.fault("F13", f"the row of {row.from_} has {has}", word=word, expected="one of the two")
    if row.to is not None and row.to < row.from_:
        message = f"the row of {row.from_} ends before it begins"
        yield at.fault("F11", message, word=f"{word}.to", expected=f"a day from {row.from_}", got=str(row.to))


def series(part: object, at: Site) -> Iterator[Fault]:
    """A published series changes on the days of its grid, and is known at least to its newest row."""
    if not isinstance(part, m.Series):
        return
    for number, row in enumerate(part.value, 1):
        if not _on_grid(part.grid, row.from_):
            message = f"{row.from_} is not the first day of a {part.grid.replace('_', '-')}"
            yield at.fault(
                "F17", message, word=f"value[{number}].from", expected="a day of the grid", got=str(row.from_)
            )
    newest = max((row.from_ for row in part.value), default=part.known_until)
    if part.known_until < newest:
        message = f"`known_until` {part.known_until} lies before the newest row {newest}"
        yield at.fault("F18", message, word="known_until", expected=f"a day from {newest}", got=str(part.known_until))
    yield from _left_out(part, at)


_MONTHS: Final[Mapping[str, int]] = {"half_year": 6, "year": 12, "month": 1}
"""Grid → so many months from one of its days to the next; one that is not here has no such days."""


def _on_grid(grid: str, day: dt.date) -> bool:
    return grid not in _MONTHS or (day.day == 1 and (day.month - 1) % _MONTHS[grid] == 0)


def _left_out(series: m.Series, at: Site) -> Iterator[Fault]:
    """Each day of the grid has its row: a rate that nobody entered would be the one before, in silence.

    A row that says its last day says that it held so long. What is out of order, or off the grid, is told as that.
    """
    if series.grid not in _MONTHS or not all(_on_grid(series.grid, row.from_) for row in series.value):
        return
    for number, row in enumerate(series.value, 1):
        last = series.known_until if number == len(series.value) else series.value[number].from_ - _DAY
        due = _next(row.from_ if row.to is None else row.to, _MONTHS[series.grid])
        if due <= last:
            held = f"until {last} its rate would be that of {row.from_}"
            message = f"no row begins on {due}, a first day of its {series.grid.replace('_', '-')}: {held}"
            expected = f"a row from {due}, or `to` where the rate before went on"
            yield at.fault("F91", message, word=f"value[{number}]", expected=expected)


def _next(day: dt.date, months: int) -> dt.date:
    """Return the first day of a grid after a day."""
    passed = (day.month - 1) // months * months + months
    return dt.date(day.year + passed // 12, passed % 12 + 1, 1)


def lives(part: object, at: Site) -> Iterator[Fault]:
    """What has a life of its own begins before it ends."""
    if isinstance(part, m.Rule | m.Law | m.Holiday | m.Closed) and part.from_ and part.to and part.to < part.from_:
        message = f"it ends on {part.to}, before it begins on {part.from_}"
        yield at.fault("F11", message, word="to", expected=f"a day from {part.from_}", got=str(part.to))
