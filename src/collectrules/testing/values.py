"""Days and amounts as documents write them, biased to where programs go wrong."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from collectrules.ground.money import exponent, to_text
from collectrules.loader.model import Profile
from collectrules.loader.walking import everything, parts

Document = dict[str, Any]
"""A part of a case document: words of the contract, days and amounts as text."""

LARGEST_AMOUNT = 10**8
"""Minor units of the largest amount that is drawn unless the caller asks for more."""


def horizon(profile: Profile) -> tuple[dt.date, dt.date]:
    """Return the first day a profile models and the last for which all its published figures are known.

    Where nothing is published time and again, the last is the newest day on which a figure was held against its source.
    """
    first, ends = profile.header.first_day, [series.known_until for series in profile.series.values()]
    last = min(ends) if ends else _last_checked(profile) or dt.date(first.year + 20, 12, 31)
    return first, max(first, last)


def _last_checked(profile: Profile) -> dt.date | None:
    found = (getattr(part, "checked", None) for _, record in everything(profile) for _, part in parts(record, ""))
    return max((day for day in found if day is not None), default=None)


def days(first: dt.date, last: dt.date) -> st.SearchStrategy[dt.date]:
    """Return days between two days, both included; the first where there are none."""
    return st.dates(first, max(first, last))


def soon(day: dt.date, longest: int, last: dt.date) -> st.SearchStrategy[dt.date]:
    """Return days up to `longest` days after a day, none beyond the last."""
    return days(min(day, last), min(day + dt.timedelta(days=longest), last))


def amounts(currency: str, *, least: int = 1, most: int = LARGEST_AMOUNT) -> st.SearchStrategy[str]:
    """Return sums in major units with the currency's decimals; `least` and `most` are minor units."""
    round_sums = [sum_ for sum_ in (1, 99, 100, 10_000, 100_000, 999_999, most) if least <= sum_ <= most]
    sums = st.one_of(st.sampled_from(round_sums or [least]), st.integers(least, most))
    return sums.map(lambda minor: to_text(minor, exponent(currency)))
