"""Golden cases as tables: the heading names what changes and what must come out, each row is the case once more."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple, cast

from collectrules.ground.errors import Fault
from collectrules.loader import model as m
from collectrules.loader.findings import Findings, found

GIVEN: Final = "given."
"""A heading that begins so is put into the case, in place of what is given for all rows."""
ON: Final = "on"
"""The heading of the day on which the case is asked."""
LEFT_OUT: Final = "absent"
"""In a given column: the word is not given at all in this row."""
_SHOWN: Final = 3
_STEP: Final = re.compile(r"\w+")


class Golden(NamedTuple):
    """A golden case and its place, such as `cases/fees.toml: case[2]`."""

    place: str
    case: m.GoldenCase


def rows_of(golden: Golden) -> Iterator[Golden]:
    """Yield a case without a table as it is; of one with a table, what each row makes of it."""
    place, case = golden
    if not case.table:
        yield golden
        return
    heading = [str(head) for head in case.table[0]]
    for number, row in enumerate(case.table[1:], 2):
        yield Golden(f"{place}.table[{number}]", _row(case, heading, row, f"row {number - 1}"))


def tariff_of(golden: Golden) -> object:
    """Return the record whose tariff a case asks for, such as `fee.reminder`; None if it gives facts."""
    asked = golden.case.given.get("tariff")
    return asked.get("name") if isinstance(asked, Mapping) else None


def _row(case: m.GoldenCase, heading: Sequence[str], row: Sequence[object], name: str) -> m.GoldenCase:
    """Put the given cells of a row into a case, and expect its other cells."""
    cells = dict(zip(heading, row, strict=True))
    given: object = case.given
    for head, cell in cells.items():
        if head.startswith(GIVEN):
            given = _put(given, _STEP.findall(head.removeprefix(GIVEN)), cell)
    return replace(
        case, name=f"{case.name}: {name} ({_shown(cells)})", on=cast("dt.date", cells.get(ON, case.on)),
        given=cast("dict[str, object]", given), table=(),
        expect=case.expect | {head: cell for head, cell in cells.items() if not _is_given(head)},
    )  # fmt: skip


def _shown(cells: Mapping[str, object]) -> str:
    return ", ".join([str(cell) for head, cell in cells.items() if _is_given(head)][:_SHOWN])


def _is_given(head: str) -> bool:
    return head == ON or head.startswith(GIVEN)


def _put(node: object, steps: Sequence[str], cell: object) -> object:
    """Return a table or list with something else at a place; lists count from one, and grow by nothing."""
    if not steps:
        return cell
    first, *rest = steps
    if isinstance(node, list) and first.isdecimal() and 0 < int(first) <= len(node):
        place = int(first) - 1
        return [*node[:place], _put(node[place], rest, cell), *node[place + 1 :]]
    table = dict(node) if isinstance(node, Mapping) else {}
    if not rest and cell == LEFT_OUT:
        return {word: value for word, value in table.items() if word != first}
    return {**table, first: _put(table.get(first), rest, cell)}


# What is wrong with a table --------------------------------------------------------------------------------


def table_faults(place: str, case: m.GoldenCase) -> Findings:
    """Return what is wrong with a case as a whole: no day, nothing expected, or a table that has another shape."""
    faults = Findings()
    if case.on is None and not (case.table and ON in case.table[0]):
        message = "`on` is missing, and no column of a table has it"
        faults.append(found("F05", f"{place}.on", message, expected="the word `on`"))
    if not case.expect and not case.table:
        faults.append(_wrong(f"{place}.expect", "nothing is expected", "`expect` or a `table`", None))
    if case.table:
        faults.take(_heading_faults(f"{place}.table", case.table))
        faults.take(_row_faults(f"{place}.table", case.table))
    return faults


def _heading_faults(place: str, table: Sequence[Sequence[object]]) -> Iterator[Fault]:
    heading = table[0]
    words = [head for head in heading if isinstance(head, str)]
    if len(words) < len(heading) or len(set(words)) < len(words):
        message = "the first row of a table names its columns, each once"
        yield _wrong(f"{place}[1]", message, "names of columns", list(heading))
    elif len(table) == 1 or all(map(_is_given, words)) or not any(map(_is_given, words)):
        message = "a table needs a column that is given, one that is expected, and a row"
        yield _wrong(f"{place}[1]", message, "`on` or `given.…`, a path into an answer, and a row", words)


def _row_faults(place: str, table: Sequence[Sequence[object]]) -> Iterator[Fault]:
    wanted = len(table[0])
    day = table[0].index(ON) if ON in table[0] else None
    for number, row in enumerate(table[1:], 2):
        if len(row) != wanted:
            message = f"row {number - 1} has {len(row)} cells, the heading {wanted}"
            yield _wrong(f"{place}[{number}]", message, f"{wanted} cells", list(row))
        elif day is not None and type(row[day]) is not dt.date:
            message = f"row {number - 1} is asked on a day"
            yield _wrong(f"{place}[{number}]", message, "a day, such as 2013-03-01", row[day])


def _wrong(place: str, message: str, expected: str, got: object) -> Fault:
    return found("F51", place, message, expected=expected, got=got)
