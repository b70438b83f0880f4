"""The Danish calendars: bank closing days, days on which limitation does not end, and the frozen day table.

Expected days: the closing days the central bank publishes; forældelsesloven § 27 for the days named beside
the holidays; lov nr. 214 af 06/03/2023, which ended the prayer day.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from collectrules.ground.dates import date_of
from collectrules.loader.freeze import frozen, made_of, rendered
from collectrules.loader.load import load_profile
from collectrules.loader.model import Profile
from collectrules.nouns.calendars import WorkingDays, working_days

D = dt.date
# Weekend days are listed where the published table lists them.
CLOSING_DAYS = {
    2026: "01-01 04-02 04-03 04-06 05-14 05-15 05-25 06-05 12-24 12-25 12-26 12-31",
    2027: "01-01 03-25 03-26 03-29 05-06 05-07 05-17 06-05 12-24 12-25 12-26 12-31",
    2028: "01-01 04-13 04-14 04-17 05-25 05-26 06-05 12-24 12-25 12-26 12-31",
}


@pytest.fixture(scope="module")
def danish() -> Profile:
    return load_profile("DK")


@pytest.fixture(scope="module")
def dk_law(danish: Profile) -> WorkingDays:
    return working_days(danish, "dk_law")


def weekdays(year: int) -> list[dt.date]:
    days = (D(year, 1, 1) + dt.timedelta(days=number) for number in range(366))
    return [day for day in days if day.weekday() < 5 and day.year == year]


@pytest.mark.parametrize("year", sorted(CLOSING_DAYS))
def test_banks_are_closed_on_the_published_days_and_no_other_weekday(danish: Profile, year: int) -> None:
    banks = working_days(danish, "dk_bank")
    closed = {D.fromisoformat(f"{year}-{day}") for day in CLOSING_DAYS[year].split()}
    assert {day for day in weekdays(year) if banks.is_rest(day.toordinal())} == {
        day for day in closed if day.weekday() < 5
    }


@pytest.mark.parametrize("year", sorted(CLOSING_DAYS))
def test_every_published_closing_day_stands_in_a_set_even_on_a_weekend(danish: Profile, year: int) -> None:
    sets = danish.calendar["dk_bank"].holidays
    held = {day for name in sets for day in danish.days[name]}
    assert {D.fromisoformat(f"{year}-{day}").toordinal() for day in CLOSING_DAYS[year].split()} <= held


@pytest.mark.parametrize("year", sorted(CLOSING_DAYS))
def test_the_friday_after_ascension_closes_banks_and_nothing_else(
    danish: Profile, dk_law: WorkingDays, year: int
) -> None:
    banks = working_days(danish, "dk_bank")
    differing = [day for day in weekdays(year) if banks.is_rest(day.toordinal()) != dk_law.is_rest(day.toordinal())]
    assert [day.isoformat() for day in differing] == [
        {2026: "2026-05-15", 2027: "2027-05-07", 2028: "2028-05-26"}[year]
    ]


@pytest.mark.parametrize("counting", ["foraeldelse", "dk_procedure"])
@pytest.mark.parametrize(
    ("raw", "end"),
    [
        ("2026-06-05", "2026-06-08"),
        ("2026-12-24", "2026-12-28"),
        ("2026-12-31", "2027-01-04"),
        ("2026-05-14", "2026-05-15"),
        ("2026-05-15", "2026-05-15"),
        ("2026-04-02", "2026-04-07"),
        ("2026-11-21", "2026-11-23"),
        ("2026-11-23", "2026-11-23"),
        ("2023-05-05", "2023-05-08"),
        ("2024-04-26", "2024-04-26"),
    ],
)
def test_periods_end_on_a_working_day(danish: Profile, counting: str, raw: str, end: str) -> None:
    rule = danish.counting[counting]
    assert rule.calendar is not None
    calendar = working_days(danish, rule.calendar)
    assert date_of(calendar.end_moved(D.fromisoformat(raw).toordinal(), rule.end_moves)).isoformat() == end


def test_named_days_are_no_holidays(danish: Profile) -> None:
    holidays, named = set(danish.days["dk"]), set(danish.days["dk_named"])
    apart = {date_of(day).strftime("%m-%d") for day in named}
    assert apart == {"06-05", "12-24", "12-31"}
    # Only where a moving holiday happens to fall on 5 June do the two lists meet.
    assert {date_of(day).strftime("%m-%d") for day in holidays & named} <= {"06-05"}


def test_the_prayer_day_ended_with_2023(dk_law: WorkingDays) -> None:
    fourth_fridays = ["2022-05-13", "2023-05-05", "2024-04-26", "2025-05-16", "2026-05-01"]
    assert [day for day in fourth_fridays if dk_law.is_rest(D.fromisoformat(day).toordinal())] == fourth_fridays[:2]


def test_saturday_counts_only_where_the_statute_says_so(danish: Profile, dk_law: WorkingDays) -> None:
    saturday, sunday = D(2026, 3, 7).toordinal(), D(2026, 3, 8).toordinal()
    with_saturday = working_days(danish, "hverdag_mon_sat")
    assert (dk_law.is_rest(saturday), dk_law.is_rest(sunday)) == (True, True)
    assert (with_saturday.is_rest(saturday), with_saturday.is_rest(sunday)) == (False, True)
    assert with_saturday.is_rest(D(2027, 6, 5).toordinal())  # Grundlovsdag, a Saturday


def test_the_frozen_day_table_is_what_freezing_gives_today(danish: Profile) -> None:
    table = Path(danish.folder) / "days.json"
    assert table.read_text(encoding="utf-8") == rendered(frozen(danish), made_of(danish))
