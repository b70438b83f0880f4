"""What every run over a portfolio shares: each case asked under its own law, and what cannot be answered told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, TypeVar

from collectrules.fold.asking import Question, ask
from collectrules.ground.errors import CollectRulesError, Fault, bad_input, nearest
from collectrules.ground.scalars import Day
from collectrules.loader import model as m
from collectrules.nouns.answer import ENGINE, Part
from collectrules.nouns.case import Case

Laws = m.Profile | Mapping[str, m.Profile]
"""One law for all cases, or each by the id of its profile."""
T = TypeVar("T")


class FaultItem(Part):
    """One thing that is wrong, as `Fault` has it."""

    code: str
    path: str
    expected: str
    got: str | None = None
    nearest: str | None = None
    law: str | None = None


class Refused(Part):
    """A case that was not answered, or not even read: its id if that is known, where it stands, and every reason."""

    case: str | None = None
    source: str | None = None
    code: str
    faults: tuple[FaultItem, ...]


Item = Case | Refused
"""What a portfolio yields: a case, or what stood in the place of one."""


class Run(Part):
    """The envelope of an answer about many cases on a day; `refused` are those that could not be answered."""

    format: Literal[1] = 1
    on: Day
    engine: str = ENGINE
    cases: int
    refused: tuple[Refused, ...]


def refused(error: CollectRulesError, *, case: str | None = None, source: str | None = None) -> Refused:
    """Return an error as a row."""
    return Refused.made(case=case, source=source, code=error.code, faults=items(error.faults))


def items(faults: Iterable[Fault]) -> tuple[FaultItem, ...]:
    """Return faults as parts of an answer."""
    return tuple(
        FaultItem.made(
            code=one.code, path=one.path, expected=one.expected, got=one.got, nearest=one.nearest, law=one.law
        )
        for one in faults
    )


def law_of(case: Case, laws: Laws) -> m.Profile:
    """Return the law that a case is asked under: the one there is, else the one of its jurisdiction.

    Raises:
        BadInput: `no_profile_named`, the case names none; `unknown_profile`, the laws have none of that id.

    """
    if isinstance(laws, m.Profile):
        return laws
    if case.jurisdiction is None:
        raise bad_input("no_profile_named", "jurisdiction", "the id of a profile")
    try:
        return laws[case.jurisdiction]
    except KeyError:
        near = nearest(case.jurisdiction, laws)
        raise bad_input("unknown_profile", "jurisdiction", "a profile of the laws", case.jurisdiction, near) from None


def answered(
    portfolio: Iterable[Item],
    laws: Laws,
    read: Callable[[Question], T],
    *,
    on: dt.date | str,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Iterator[T | Refused]:
    """Yield what is read of each case, one at a time; of one that cannot be answered, why."""
    for case in portfolio:
        if isinstance(case, Refused):
            yield case
            continue
        try:
            yield read(ask(case, law_of(case, laws), on=on, readings=readings, assume=assume))
        except CollectRulesError as error:
            yield refused(error, case=case.id)
