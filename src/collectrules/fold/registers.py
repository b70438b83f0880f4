"""In what capacity a debtor stands in the commercial register on a day; an entry counts from the day after publication.

The words are those of the fact `register_role`. Who is entered in another capacity (an authorised signatory) has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collectrules.nouns.case import Case
    from collectrules.nouns.parties import Register

ROLES: Final = ("company", "owner", "partner", "body")
"""From the one that binds most."""
NO_ROLE: Final = "none"


def role_of(case: Case, day: int) -> str | None:
    """Return the capacity of a day, None where it is not known."""
    debtor = case.debtor
    if not debtor.registers:
        return NO_ROLE if debtor.registered is False else None
    found = [entry.capacity for entry in _entries(case) if _counts(entry, day)]
    if None in found:
        return None
    return next((role for role in ROLES if role in found), NO_ROLE)


def deregistered(case: Case, day: int) -> int | None:
    """Return the last day of the last entry in such a capacity, None while one stands or if there never was one."""
    entries = [entry for entry in _entries(case) if entry.capacity in ROLES]
    if any(_counts(entry, day) for entry in entries):
        return None
    ended = [entry.to.toordinal() for entry in entries if entry.to is not None]
    return max((last for last in ended if last <= day), default=None)


def turning_days(case: Case) -> Iterator[int]:
    """Yield the days on which an entry begins or ceases to count."""
    for entry in _entries(case):
        first = _first(entry)
        yield from () if first is None else (first,)
        yield from () if entry.to is None else (entry.to.toordinal() + 1,)


def _entries(case: Case) -> list[Register]:
    return [entry for entry in case.debtor.registers if entry.register_ == "commercial"]


def _first(entry: Register) -> int | None:
    if entry.published is not None:
        return entry.published.toordinal() + 1
    return None if entry.from_ is None else entry.from_.toordinal()


def _counts(entry: Register, day: int) -> bool:
    first = _first(entry)
    return (first is None or first <= day) and (entry.to is None or day <= entry.to.toordinal())
