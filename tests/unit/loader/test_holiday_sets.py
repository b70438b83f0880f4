"""Holiday sets: what the words of the format mean, where the frozen table ends, and what is refused."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from collectrules.ground.dates import date_of
from collectrules.ground.errors import BadProfile, NotModelled
from collectrules.loader import model as m
from collectrules.loader.holiday_sets import HolidaySet, computed, read_days, weekday_of

D = dt.date
DENMARK = m.Package(country="DK")


def a_set(*days: m.Holiday, package: m.Package | None = None, **life: dt.date) -> m.Holidays:
    return m.Holidays(name="x", file="time.toml", what="A set", package=package, days=days, **life)


def days_in(record: m.Holidays, year: int) -> list[str]:
    return [date_of(day).isoformat() for day in sorted(computed(record, year))]


def easter_of(year: int) -> dt.date:
    """Easter Sunday by Gauss's rule with its two exceptions, for 1900 to 2099."""
    d = (19 * (year % 19) + 24) % 30
    e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + 5) % 7
    week_early = (d == 29 and e == 6) or (d == 28 and e == 6 and year % 19 > 10)
    return D(year, 3, 22) + dt.timedelta(days=d + e - 7 * week_early)


@pytest.mark.parametrize(
    ("holiday", "expected"),
    [
        # Buß- und Bettag, the Wednesday before 23 November; in 2022 the 23rd is itself a Wednesday.
        (m.Holiday(weekday="wed", before="11-23"), {2022: "11-16", 2024: "11-20", 2025: "11-19"}),
        # Jeûne genevois, the Thursday after the first Sunday of September.
        (
            m.Holiday(weekday="sun", nth=1, month=9, then_days=4),
            {2024: "09-05", 2025: "09-11", 2026: "09-10"},
        ),
        # The Monday after the third Sunday of September, in Vaud.
        (m.Holiday(weekday="sun", nth=3, month=9, then_days=1), {2024: "09-16", 2025: "09-22"}),
        # The last Monday of August, in England.
        (m.Holiday(weekday="mon", nth=-1, month=8), {2020: "08-31", 2024: "08-26", 2025: "08-25"}),
        (m.Holiday(weekday="mon", nth=5, month=2), {2016: "02-29", 2024: None}),
        (m.Holiday(weekday="mon", nth=-5, month=2), {2016: "02-01", 2024: None}),
        # 2 January in Neuchâtel, only when 1 January is a Sunday.
        (m.Holiday(day="01-02", only_on=("mon",)), {2017: "01-02", 2018: None, 2023: "01-02", 2024: None}),
        # 26 December in Uri, not when Christmas Day is a Monday or a Friday.
        (
            m.Holiday(day="12-26", not_on=("tue", "sat")),
            {2020: None, 2021: "12-26", 2023: None, 2024: "12-26"},
        ),
        (m.Holiday(day="02-29"), {2023: None, 2024: "02-29", 2100: None}),
        (m.Holiday(weekday="mon", before="02-29"), {2023: None, 2024: "02-26"}),
        # Ascension Day and Good Friday.
        (m.Holiday(easter=39), {2024: "05-09", 2025: "05-29", 2026: "05-14"}),
        (m.Holiday(easter=-2), {2024: "03-29", 2025: "04-18", 2026: "04-03"}),
        (
            m.Holiday(day="06-05", in_years=(2024, 2026)),
            {2023: None, 2024: "06-05", 2025: None, 2026: "06-05"},
        ),
        (
            m.Holiday(day="06-05", from_=D(2024, 6, 5), to=D(2025, 6, 5)),
            {2023: None, 2024: "06-05", 2025: "06-05", 2026: None},
        ),
        (
            m.Holiday(day="06-05", from_=D(2024, 6, 6), to=D(2026, 6, 4)),
            {2024: None, 2025: "06-05", 2026: None},
        ),
        (m.Holiday(day="12-31", then_days=1, in_years=(2024,)), {2024: None, 2025: "01-01"}),
        (m.Holiday(day="01-01", then_days=-1, in_years=(2024,)), {2023: "12-31", 2024: None}),
    ],
)
def test_a_holiday_falls_where_its_words_say(holiday: m.Holiday, expected: dict[int, str | None]) -> None:
    record = a_set(holiday)
    assert {year: days_in(record, year) for year in expected} == {
        year: [f"{year}-{day}"] if day else [] for year, day in expected.items()
    }


def test_the_law_adds_to_the_national_list_and_drops_from_it() -> None:
    record = a_set(m.Holiday(day="06-05"), m.Holiday(easter=50, drop=True, from_=D(2026, 1, 1)), package=DENMARK)
    changed = {year: set(days_in(record, year)) ^ set(days_in(a_set(package=DENMARK), year)) for year in (2025, 2026)}
    assert changed == {2025: {"2025-06-05"}, 2026: {"2026-06-05", "2026-05-25"}}


def test_what_is_dropped_stays_dropped_wherever_it_stands() -> None:
    added, dropped = m.Holiday(day="06-05"), m.Holiday(day="06-05", drop=True)
    assert days_in(a_set(added, dropped), 2026) == days_in(a_set(dropped, added), 2026) == []


def test_a_set_has_no_days_outside_its_life() -> None:
    record = a_set(package=DENMARK, from_=D(2026, 4, 3), to=D(2026, 5, 25))
    days = ["2026-04-03", "2026-04-05", "2026-04-06", "2026-05-14", "2026-05-24", "2026-05-25"]
    assert days_in(record, 2026) == days


@pytest.mark.parametrize("year", range(1990, 2061))
def test_the_danish_list_is_that_of_the_church(year: int) -> None:
    """Great Prayer Day was a holiday to 2023; 5 June, 24 and 31 December are none."""
    offsets = [-3, -2, 0, 1, *([26] if year <= 2023 else []), 39, 49, 50]
    moving = [easter_of(year) + dt.timedelta(days=days) for days in offsets]
    fixed = [D(year, 1, 1), D(year, 12, 25), D(year, 12, 26)]
    assert days_in(a_set(package=DENMARK), year) == sorted({day.isoformat() for day in moving + fixed})


def test_the_last_danish_prayer_day_was_in_2023() -> None:
    assert "2023-05-05" in days_in(a_set(package=DENMARK), 2023)
    assert "2024-04-26" not in days_in(a_set(package=DENMARK), 2024)


def test_a_subdivision_and_categories_choose_the_list() -> None:
    zurich = a_set(package=m.Package(country="CH", subdivision="ZH"))
    assert "2026-05-01" in days_in(zurich, 2026)
    assert "2026-05-01" not in days_in(a_set(package=m.Package(country="CH", subdivision="GE")), 2026)
    bank = a_set(package=m.Package(country="DK", categories=("public", "optional")))
    assert {"2026-05-14", "2026-06-05"} <= set(days_in(bank, 2026))


def test_a_holiday_on_a_weekend_gives_no_day_in_lieu() -> None:
    # New Year's Day 2022 was a Saturday; the Monday after it was free in England, and is left out.
    assert days_in(a_set(package=m.Package(country="GB", subdivision="ENG")), 2022)[:2] == [
        "2022-01-01",
        "2022-04-15",
    ]


@pytest.mark.parametrize("year", [1990, 2026, 2060])
def test_the_frozen_table_stands_whatever_the_package_says(year: int) -> None:
    only = D(year, 7, 7).toordinal()
    table = tuple(D(y, 7, 7).toordinal() for y in range(1990, 2061))
    assert HolidaySet(a_set(package=DENMARK), table).in_year(year) == {only}


def test_the_first_and_the_last_day_of_a_year_belong_to_it() -> None:
    table = tuple(D.fromisoformat(day).toordinal() for day in ("2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"))
    assert HolidaySet(a_set(), table).in_year(2026) == set(table[1:3])


@pytest.mark.parametrize("year", [1989, 2061])
def test_beyond_the_frozen_table_the_package_answers(year: int) -> None:
    record = a_set(package=DENMARK)
    found = HolidaySet(record, (D(2026, 7, 7).toordinal(),)).in_year(year)
    assert D(year, 12, 25).toordinal() in found
    assert D(year, 7, 7).toordinal() not in found


def test_a_set_without_a_table_is_worked_out() -> None:
    assert D(2026, 12, 25).toordinal() in HolidaySet(a_set(package=DENMARK)).in_year(2026)


@pytest.mark.parametrize(("country", "year"), [("DK", 2101), ("DK", 2200), ("DE", 1990)])
def test_a_year_the_list_does_not_reach_is_not_modelled(country: str, year: int) -> None:
    with pytest.raises(NotModelled) as caught:
        computed(a_set(package=m.Package(country=country)), year)
    assert caught.value.code == "holidays_of_year"


@pytest.mark.parametrize(
    "package",
    [
        m.Package(country="XX"),
        m.Package(country="dk"),
        m.Package(country="Denmark"),
        m.Package(country="country_holidays"),
        m.Package(country="__builtins__"),
        m.Package(country=""),
        m.Package(country="CH", subdivision="QQ"),
        m.Package(country="DK", categories=("bank",)),
    ],
    ids=str,
)
def test_a_list_that_does_not_exist_is_refused(package: m.Package) -> None:
    with pytest.raises(BadProfile) as caught:
        computed(a_set(package=package), 2026)
    assert (caught.value.code, caught.value.faults[0].path) == (
        "holidays_package",
        "time.toml: holidays.x.package",
    )


@pytest.mark.parametrize(
    "holiday",
    [
        m.Holiday(),
        m.Holiday(day="02-30"),
        m.Holiday(day="13-01"),
        m.Holiday(day="00-10"),
        m.Holiday(day="6-5"),
        m.Holiday(day="2026-06-05"),
        m.Holiday(day="W01-1"),
        m.Holiday(weekday="mon"),
        m.Holiday(weekday="mon", nth=1),
        m.Holiday(weekday="mon", month=1),
        m.Holiday(weekday="mon", nth=0, month=1),
        m.Holiday(weekday="mon", nth=1, month=13),
        m.Holiday(weekday="mon", before="11-31"),
        m.Holiday(nth=1, month=1),
    ],
    ids=str,
)
def test_a_holiday_that_is_no_day_is_refused_by_its_place(holiday: m.Holiday) -> None:
    with pytest.raises(BadProfile) as caught:
        computed(a_set(m.Holiday(day="06-05"), holiday), 2026)
    assert (caught.value.code, caught.value.faults[0].path) == ("F48", "time.toml: holidays.x.days[2]")


# The frozen table ------------------------------------------------------------------------------------------


def a_table(**changes: object) -> str:
    return json.dumps({"from": "1990-01-01", "to": "2060-12-31", "sets": {"x": ["1990-01-01", "2060-12-31"]}} | changes)


def test_the_day_table_is_read_as_ordinals() -> None:
    days = (D(1990, 1, 1).toordinal(), D(2060, 12, 31).toordinal())
    assert read_days(a_table()) == {"x": days}
    assert read_days(a_table(sets={"x": [], "y": ["2026-06-05"]})) == {
        "x": (),
        "y": (D(2026, 6, 5).toordinal(),),
    }
    assert read_days(a_table(sets={})) == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        "[" * 100_000,
        "\ufeff" + a_table(),
        a_table()[:-1],
        a_table() + "x",
        a_table(to="2061-12-31"),
        a_table(more=1),
        a_table(sets=None),
        a_table(sets=["2026-06-05"]),
        a_table(sets={"x": None}),
        a_table(sets={"x": "2026-06-05"}),
        a_table(sets={"x": {"2026-06-05": 1}}),
        a_table(sets={"x": [20_260_605]}),
        a_table(sets={"x": ["20260605"]}),
        a_table(sets={"x": ["2026-W23-5"]}),
        a_table(sets={"x": ["2026-02-30"]}),
        a_table(sets={"x": ["2026-06-05", "2026-06-05"]}),
        a_table(sets={"x": ["2026-06-06", "2026-06-05"]}),
        a_table(sets={"x": ["1989-12-31"]}),
        a_table(sets={"x": ["2061-01-01"]}),
        a_table().replace('"x"', '"x": [], "x"'),
        a_table().replace('"to"', '"from": "1990-01-01", "to"'),
        '{"n": ' + "9" * 10_000 + "}",
    ],
    ids=lambda text: text[:40],
)
def test_a_table_that_freezing_would_not_write_is_refused(text: str) -> None:
    with pytest.raises(BadProfile) as caught:
        read_days(text)
    assert caught.value.code == "days_file"


@pytest.mark.parametrize("day", [D(2026, 6, 1) + dt.timedelta(days=n) for n in range(7)])
def test_weekdays_have_their_short_english_names(day: dt.date) -> None:
    names = {"Mon": "mon", "Tue": "tue", "Wed": "wed", "Thu": "thu", "Fri": "fri", "Sat": "sat", "Sun": "sun"}
    assert weekday_of(day.toordinal()) == names[day.ctime()[:3]]
