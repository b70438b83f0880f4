"""Holidays of the sixteen Länder against the list of their laws, drawn up here by hand."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from collectrules.nouns.calendars import working_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collectrules import Profile

D = dt.date
DAY = dt.timedelta(days=1)
LAENDER = "BW BY BE BB HB HH HE MV NI NW RP SL SN ST SH TH".split()
YEARS = range(2016, 2036)

# Easter Sunday as printed in calendars.
EASTER = dict(
    zip(
        YEARS,
        "03-27 04-16 04-01 04-21 04-12 04-04 04-17 04-09 03-31 04-20 "
        "04-05 03-28 04-16 04-01 04-21 04-13 03-28 04-17 04-09 03-25".split(),
        strict=True,
    )
)
# Holidays on a fixed day of some Länder: month and day, first year, Länder.
FIXED = [
    ("01-06", 1990, "BW BY ST"),
    ("03-08", 2019, "BE"),
    ("03-08", 2023, "MV"),
    ("08-15", 1990, "SL"),
    ("09-20", 2019, "TH"),
    ("10-31", 1990, "BB MV SN ST TH"),
    ("10-31", 2018, "HB HH NI SH"),
    ("11-01", 1990, "BW BY NW RP SL"),
]
ONCE = {"2017-10-31": LAENDER, "2020-05-08": ["BE"], "2025-05-08": ["BE"]}
CORPUS_CHRISTI = "BW BY HE NW RP SL".split()
EVERYWHERE = "01-01 05-01 10-03 12-25 12-26".split()
AFTER_EASTER = (-2, 1, 39, 50)


def day(year: int, month_day: str) -> D:
    return D.fromisoformat(f"{year}-{month_day}")


def repentance(year: int) -> D:
    """The Wednesday before 23 November."""
    last = D(year, 11, 22)
    return last - ((last.weekday() - 2) % 7) * DAY


def listed(land: str, year: int) -> Iterator[D]:
    easter = day(year, EASTER[year])
    yield from (day(year, each) for each in EVERYWHERE)
    yield from (easter + shift * DAY for shift in AFTER_EASTER)
    yield from (day(year, each) for each, first, among in FIXED if land in among.split() and year >= first)
    yield from (D.fromisoformat(each) for each, among in ONCE.items() if land in among and each.startswith(str(year)))
    if land in CORPUS_CHRISTI:
        yield easter + 60 * DAY
    if land == "SN":
        yield repentance(year)


@pytest.mark.parametrize("land", LAENDER)
def test_the_holidays_of_a_land_are_those_of_its_law(de: Profile, land: str) -> None:
    """Sundays rest anyway: those of Easter and Whitsun in Brandenburg change no end."""
    days = working_days(de, "zpo", land)
    for year in YEARS:
        weekdays = [D(year, 1, 1) + n * DAY for n in range(366)]
        free = {
            each for each in weekdays if each.year == year and each.weekday() < 5 and days.is_rest(each.toordinal())
        }
        assert free == {each for each in listed(land, year) if each.weekday() < 5}, year
