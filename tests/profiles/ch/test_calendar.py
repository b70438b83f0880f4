"""Closed times, enforcement periods and cantonal holidays: SchKG 31, 56 and 63, ZPO 142 and 145, OR 78.

Expected days are those of the dossier's worked illustrations and rulings, or counted by hand on a paper calendar.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from holidays import country_holidays

from collectrules import Profile
from collectrules.ground.dates import add_months, date_of, easter
from collectrules.loader.freeze import frozen, made_of, rendered
from collectrules.nouns.calendars import WorkingDays, working_days

D = dt.date
DAY = dt.timedelta(days=1)

# First and last day of each closed time, year by year: Easter, summer, Christmas.
CLOSED = {
    2024: "2024-03-24 2024-04-07 2024-07-15 2024-07-31 2024-12-18 2025-01-01",
    2025: "2025-04-13 2025-04-27 2025-07-15 2025-07-31 2025-12-18 2026-01-01",
    2026: "2026-03-29 2026-04-12 2026-07-15 2026-07-31 2026-12-18 2027-01-01",
    2027: "2027-03-21 2027-04-04 2027-07-15 2027-07-31 2027-12-18 2028-01-01",
    2028: "2028-04-09 2028-04-23 2028-07-15 2028-07-31 2028-12-18 2029-01-01",
}
# What the federal list of 2011 gives 2026; Easter is 5 April. National days are left out.
CANTONS_2026 = {
    "ZH": "01-02 04-03 04-06 05-01 05-25 12-26",
    "BE": "01-02 04-03 04-06 05-25 12-26",
    "LU": "01-02 04-03 04-06 05-25 06-04 08-15 11-01 12-08 12-26",
    "UR": "01-06 03-19 04-03 04-06 05-25 06-04 08-15 11-01 12-08",
    "SZ": "01-06 03-19 04-03 04-06 05-25 06-04 08-15 11-01 12-08 12-26",
    "OW": "01-02 04-03 04-06 05-25 06-04 08-15 09-25 11-01 12-08 12-26",
    "NW": "01-02 03-19 04-03 04-06 05-25 06-04 08-15 11-01 12-08 12-26",
    "GL": "01-02 04-03 04-06 04-09 05-25 11-01 12-26",
    "ZG": "01-02 04-03 04-06 05-25 06-04 08-15 11-01 12-08 12-26",
    "FR": "01-02 04-03 04-06 05-25 06-04 08-15 11-01 12-08 12-26",
    "SO": "01-02 04-03 04-06 05-25 06-04 08-15 11-01 12-26",
    "BS": "04-03 04-06 05-01 05-25 12-26",
    "BL": "04-03 04-06 05-01 05-25 12-26",
    "SH": "01-02 04-03 04-06 05-01 05-25 12-26",
    "AR": "04-03 04-06 05-25",
    "AI": "04-03 04-06 05-25 06-04 08-15 09-22 11-01 12-08",
    "SG": "01-02 04-03 04-06 05-25 11-01 12-26",
    "GR": "04-03 04-06 05-25 12-26",
    "AG": "01-02 04-03 04-06 05-01 05-25 06-04 08-15 11-01 12-08 12-26",
    "TG": "01-02 04-03 04-06 05-01 05-25 12-26",
    "TI": "01-06 03-19 04-06 05-01 05-25 06-04 06-29 08-15 11-01 12-08 12-26",
    "VD": "01-02 04-03 04-06 05-25 09-21",
    "VS": "01-02 03-19 04-06 05-25 06-04 08-15 11-01 12-08 12-26",
    "NE": "03-01 04-03 05-01",
    "GE": "04-03 04-06 05-25 09-10 12-31",
    "JU": "01-02 04-03 04-06 05-01 05-25 06-04 06-23 08-15 11-01",
}
# Where the national package of holidays differs from the list: days it lacks, and days it has too many.
LACKING = {
    "ZH": "01-02", "OW": "01-02 04-06 05-25 12-26", "NW": "01-02 04-06 05-25 12-26", "GL": "01-02",
    "ZG": "01-02 04-06 05-25 12-26", "FR": "01-02 04-06 05-25 06-04 08-15 11-01 12-08 12-26",
    "SO": "01-02 04-06 05-25 06-04 08-15 11-01 12-26", "SH": "01-02", "AI": "09-22", "SG": "01-02", "GR": "04-03",
    "VS": "01-02 04-06 05-25 12-26",
}  # fmt: skip
TOO_MANY = {"UR": "12-26", "AR": "12-26", "AI": "12-26", "NE": "01-02 06-04 12-26"}


@pytest.fixture(scope="module")
def zurich(ch: Profile) -> WorkingDays:
    return working_days(ch, "schkg", "ZH")


def moved(ch: Profile, raw: dt.date, canton: str | None = "ZH", counting: str = "schkg") -> str:
    rule = ch.counting[counting]
    assert rule.calendar is not None
    return date_of(working_days(ch, rule.calendar, canton).end_moved(raw.toordinal(), rule.end_moves)).isoformat()


def effective(zurich: WorkingDays, served: str) -> dt.date:
    return date_of(zurich.first_open_day(D.fromisoformat(served).toordinal()))


# Worked illustrations ---------------------------------------------------------------------------------------


def test_ten_days_that_end_on_a_sunday(ch: Profile) -> None:
    assert moved(ch, D(2026, 3, 5) + 10 * DAY) == "2026-03-16"


def test_ten_days_that_end_in_the_easter_holidays(ch: Profile) -> None:
    assert moved(ch, D(2026, 3, 20) + 10 * DAY) == "2026-04-15"


def test_service_in_the_easter_holidays_takes_effect_after_them(ch: Profile, zurich: WorkingDays) -> None:
    first = effective(zurich, "2026-03-30")
    assert (first.isoformat(), moved(ch, first + 10 * DAY)) == ("2026-04-13", "2026-04-23")


def test_ten_days_that_end_in_summer_skip_the_first_of_august(ch: Profile) -> None:
    assert moved(ch, D(2025, 7, 10) + 10 * DAY) == "2025-08-06"


def test_twenty_days_to_pay_that_end_on_a_sunday_by_both_readings(ch: Profile) -> None:
    raw = D(2026, 3, 2) + 20 * DAY
    last = {name: D.fromisoformat(moved(ch, raw, counting=name)) for name in ("schkg", "schkg_waiting")}
    assert {name: (day + DAY).isoformat() for name, day in last.items()} == {
        "schkg": "2026-03-24", "schkg_waiting": "2026-03-23",
    }  # fmt: skip
    rule = ch.act["continuation_requested"]
    assert (rule.early_days, rule.earliest[0].days) == (2, 20)  # type: ignore[union-attr]  # no reading of the period itself


def test_a_year_ends_by_the_number_of_the_event_day(ch: Profile) -> None:
    assert moved(ch, date_of(add_months(D(2026, 3, 5).toordinal(), 12))) == "2027-03-05"


def test_a_saturday_before_the_summer_holidays_moves_twice(ch: Profile) -> None:
    assert moved(ch, D(2024, 7, 13)) == "2024-08-06"


def test_a_threat_in_july_takes_effect_after_the_first_of_august(zurich: WorkingDays) -> None:
    assert effective(zurich, "2024-07-24").isoformat() == "2024-08-02"


def test_a_saturday_is_open_for_acts_and_no_end_of_a_period(ch: Profile, zurich: WorkingDays) -> None:
    # 31 July 2026 is a Friday and 1 August a Saturday; 8 October 1988 was a Saturday too, but is not frozen.
    saturday = D(2026, 3, 7)
    assert effective(zurich, "2026-03-07") == saturday
    assert moved(ch, saturday) == "2026-03-09"
    assert (
        effective(zurich, "2027-07-20").isoformat() == "2027-08-02"
    )  # 31 July a Saturday, 1 August a Sunday and a holiday
    assert effective(zurich, "2020-07-20").isoformat() == "2020-08-03"  # 1 August a Saturday
    assert effective(zurich, "2021-12-20").isoformat() == "2022-01-03"  # 1 January a Saturday, 2 January a Sunday


def test_a_closed_time_that_ends_on_a_sunday_is_not_prolonged(ch: Profile) -> None:
    assert D(2026, 4, 12).weekday() == 6
    assert moved(ch, D(2026, 4, 12)) == "2026-04-15"
    assert moved(ch, D(2026, 4, 13)) == "2026-04-13"


def test_bill_enforcement_has_no_enforcement_holidays(ch: Profile) -> None:
    assert moved(ch, D(2026, 7, 20), counting="schkg_bill") == "2026-07-20"
    assert moved(ch, D(2026, 7, 19), counting="schkg_bill") == "2026-07-20"


# Closed times -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", sorted(CLOSED))
def test_closed_times_of_a_year(zurich: WorkingDays, year: int) -> None:
    limits = [D.fromisoformat(day) for day in CLOSED[year].split()]
    for first, last in zip(limits[::2], limits[1::2], strict=True):
        inside = [first + number * DAY for number in range((last - first).days + 1)]
        assert all(zurich.is_closed(day.toordinal()) for day in inside)
        assert not zurich.is_closed((first - DAY).toordinal())
        assert not zurich.is_closed((last + DAY).toordinal())
    assert (limits[1] - limits[0]).days == 14


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        ("2024-08-01", False),
        ("2024-08-15", False),
        ("2025-01-01", True),
        ("2025-01-02", True),
        ("2025-01-03", False),
        ("2024-01-01", False),
        ("2024-12-31", False),
        ("2025-08-01", True),
        ("2025-08-15", True),
        ("2025-08-16", False),
        ("2026-01-02", True),
        ("2026-04-12", True),
        ("2026-04-13", False),
        ("2024-04-07", False),
        ("2025-04-27", True),
    ],
)
def test_court_holidays_of_actions_begin_with_2025(ch: Profile, day: str, *, closed: bool) -> None:
    assert working_days(ch, "court", "ZH").is_closed(D.fromisoformat(day).toordinal()) is closed


def test_no_end_rests_on_a_day_off_or_in_a_closed_time(ch: Profile, zurich: WorkingDays) -> None:
    days = [D(2024, 1, 1) + number * DAY for number in range(5 * 366)]
    ends = [D.fromisoformat(moved(ch, day)).toordinal() for day in days]
    assert not any(zurich.is_rest(end) or zurich.is_closed(end) for end in ends)
    assert all(end >= day.toordinal() for day, end in zip(days, ends, strict=True))
    assert not any(zurich.is_closed(zurich.first_open_day(day.toordinal())) for day in days)


# Holidays ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("canton", sorted(CANTONS_2026))
def test_the_holidays_of_a_canton(ch: Profile, canton: str) -> None:
    found = {date_of(day).strftime("%m-%d") for day in ch.days[canton] if date_of(day).year == 2026}
    assert found == set(CANTONS_2026[canton].split())


def test_every_canton_is_a_region_with_a_set(ch: Profile) -> None:
    assert set(ch.header.regions) == set(CANTONS_2026) == set(ch.holidays) - {"ch"}
    assert {ch.holidays[canton].certainty for canton in ch.header.regions} == {"unconfirmed"}


@pytest.mark.parametrize("canton", sorted(CANTONS_2026))
def test_the_package_differs_from_the_list_only_where_known(ch: Profile, canton: str) -> None:
    package = {day for day in country_holidays("CH", canton, years=2026, observed=False) if day.year == 2026}
    own = {date_of(day) for name in ("ch", canton) for day in ch.days[name] if date_of(day).year == 2026}
    assert {day.strftime("%m-%d") for day in own - package} == set(LACKING.get(canton, "").split())
    assert {day.strftime("%m-%d") for day in package - own} == set(TOO_MANY.get(canton, "").split())


@pytest.mark.parametrize("year", [1997, 2011, 2024, 2026, 2027, 2060])
def test_four_days_are_holidays_of_the_whole_country(ch: Profile, year: int) -> None:
    ascension = date_of(easter(year) + 39)
    found = [date_of(day) for day in ch.days["ch"] if date_of(day).year == year]
    assert sorted({*found}) == sorted({D(year, 1, 1), ascension, D(year, 8, 1), D(year, 12, 25)})


@pytest.mark.parametrize(
    ("canton", "day", "off"),
    [
        ("NE", "2023-01-02", True),  # 1 January a Sunday
        ("NE", "2024-01-02", False),
        ("NE", "2022-12-26", True),  # 25 December a Sunday
        ("NE", "2023-12-26", False),
        ("UR", "2023-12-26", False),  # 25 December a Monday
        ("AR", "2020-12-26", False),  # 25 December a Friday
        ("AI", "2024-12-26", True),
        ("GL", "2026-04-02", False),  # Maundy Thursday
        ("GL", "2026-04-09", True),
        ("GL", "2025-04-03", True),
        ("GE", "2025-09-11", True),
        ("GE", "2024-09-05", True),
        ("VD", "2025-09-22", True),
        ("VD", "2024-09-16", True),
    ],
)
def test_days_that_hang_on_others(ch: Profile, canton: str, day: str, *, off: bool) -> None:
    assert (D.fromisoformat(day).toordinal() in ch.days[canton]) is off


def test_contract_periods_rest_on_weekends_and_national_holidays(ch: Profile) -> None:
    for counting in ("or", "or_payment"):
        assert moved(ch, D(2026, 8, 1), None, counting) == "2026-08-03"
        assert moved(ch, D(2026, 5, 14), None, counting) == "2026-05-15"
        assert moved(ch, D(2026, 7, 20), "ZH", counting) == "2026-07-20"
        assert moved(ch, D(2026, 5, 1), None, counting) == "2026-05-01"
        assert moved(ch, D(2026, 5, 1), "ZH", counting) == "2026-05-04"  # Labour Day at the place of performance


def test_the_frozen_day_table_is_what_freezing_gives_today(ch: Profile) -> None:
    assert (Path(ch.folder) / "days.json").read_text(encoding="utf-8") == rendered(frozen(ch), made_of(ch))
