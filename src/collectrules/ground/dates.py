"""Days: calendar days as proleptic ordinals inside, `datetime.date` at the edge; Easter by dateutil."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from collectrules.ground.errors import bad_input

_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_COMPACT: Final = re.compile(r"([0-9]{4})-?([0-9]{1,2})-?([0-9]{1,2})", re.ASCII)
FIRST: Final = dt.date(1900, 1, 1).toordinal()
LAST: Final = dt.date(2200, 12, 31).toordinal()
YEAR: Final = 1_603_080
"""Units of a year in every day count: a whole number of them makes a day of 1/360, 1/365 and 1/366 year."""


def to_date(value: object, path: str = "day") -> dt.date:
    """Read a calendar day: a `date` (never a `datetime`) or text in the form `YYYY-MM-DD`.

    >>> to_date("2018-11-01")
    datetime.date(2018, 11, 1)

    Raises:
        BadInput: `date_format` or `date_range` (1900-01-01 to 2200-12-31).

    """
    if isinstance(value, str):
        day = _from_text(value, path)
    elif isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        day = value
    else:
        raise bad_input("date_format", path, "a day as YYYY-MM-DD", value)
    if not FIRST <= day.toordinal() <= LAST:
        raise bad_input("date_range", path, "a day from 1900-01-01 to 2200-12-31", str(day))
    return day


def _from_text(text: str, path: str) -> dt.date:
    if _ISO.fullmatch(text):
        day = _existing(text)
        if day is None:
            raise bad_input("date_format", path, "a day that exists", text)
        return day
    near = _COMPACT.fullmatch(text[:20])
    guess = _existing(f"{near[1]}-{near[2]:0>2}-{near[3]:0>2}") if near else None
    raise bad_input("date_format", path, "a day as YYYY-MM-DD", text, str(guess) if guess else None)


def _existing(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def date_of(day: int) -> dt.date:
    """Return the calendar day of an ordinal."""
    return dt.date.fromordinal(day)


@lru_cache(maxsize=4096)
def add_months(day: int, months: int) -> int:
    """Add calendar months to an ordinal; a day the month lacks becomes its last day.

    >>> date_of(add_months(dt.date(2024, 1, 31).toordinal(), 1)).isoformat()
    '2024-02-29'
    """
    start = dt.date.fromordinal(day)
    years, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return dt.date(years, month + 1, min(start.day, monthrange(years, month + 1)[1])).toordinal()


def easter(year: int) -> int:
    """Return the ordinal of Easter Sunday.

    >>> date_of(easter(2026)).isoformat()
    '2026-04-05'
    """
    from dateutil import easter as computus

    return computus.easter(year).toordinal()


def year_end(day: int) -> int:
    """Return the ordinal of 31 December of the day's year."""
    return dt.date(dt.date.fromordinal(day).year, 12, 31).toordinal()


def month_end(day: int) -> int:
    """Return the ordinal of the last day of the day's month."""
    first = dt.date.fromordinal(day).replace(day=1)
    return add_months(first.toordinal(), 1) - 1


@lru_cache(maxsize=1 << 14)
def _act_act(day: int) -> int:
    date = dt.date.fromordinal(day)
    days = 366 if date.year % 4 == 0 and (date.year % 100 != 0 or date.year % 400 == 0) else 365
    return date.year * YEAR + (day - dt.date(date.year, 1, 1).toordinal() + 1) * (YEAR // days)


def _act_365(day: int) -> int:
    return day * (YEAR // 365)


def _act_360(day: int) -> int:
    return day * (YEAR // 360)


def _thirty_e_360(day: int) -> int:
    date = dt.date.fromordinal(day)
    return (date.year * 360 + date.month * 30 + min(date.day, 30)) * (YEAR // 360)


DAY_COUNTS: Final[Mapping[str, Callable[[int], int]]] = MappingProxyType(
    {"act/act": _act_act, "act/365": _act_365, "act/360": _act_360, "30e/360": _thirty_e_360}
)
"""For each convention, the running count of year units up to the end of a day; differences are additive.

Day d alone weighs `count(d) - count(d - 1)`. `act/act` divides each day by the length of its calendar year,
`30e/360` gives 30 days to each month and none to the 31st.
"""
