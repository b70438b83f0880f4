"""Working days, closed times and the ends of periods: two countries' law, and a plain second computation."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectrules.ground.dates import add_months, date_of
from collectrules.ground.errors import BadProfile, InternalInconsistency, NotModelled
from collectrules.loader import model as m
from collectrules.loader.holiday_sets import HolidaySet
from collectrules.nouns.calendars import WorkingDays, working_days

D = dt.date
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TO_WORKING_DAY = m.EndMove(off="rest_day", to="next_working_day")
THIRD_DAY_AFTER = m.EndMove(off="closed_time", to="working_day_after", nth=3)


def on(text: str) -> int:
    return D.fromisoformat(text).toordinal()


def a_set(name: str, *days: str | int, package: m.Package | None = None) -> m.Holidays:
    """A set of days: `MM-DD`, or a number of days from Easter Sunday."""
    holidays = (m.Holiday(easter=day) if isinstance(day, int) else m.Holiday(day=day) for day in days)
    return m.Holidays(name=name, file="time.toml", what=name, package=package, days=tuple(holidays))


def a_profile(calendars: list[m.Calendar], sets: list[m.Holidays], *regions: str) -> m.Profile:
    header = m.Header(
        id="XA", name="X", version="1", status="draft", languages=(), currency="DKK", first_day=D(2002, 8, 1),
        regions=regions,
    )  # fmt: skip
    return m.Profile(
        header=header, folder="", fingerprint="",
        calendar={calendar.name: calendar for calendar in calendars},
        holidays={one.name: one for one in sets},
    )  # fmt: skip


def a_calendar(*, name: str = "x", rest: tuple[str, ...] = ("sat", "sun"), **words: object) -> m.Calendar:
    return m.Calendar(name=name, file="time.toml", what=name, rest=rest, **words)  # type: ignore[arg-type]


def bare(**words: object) -> WorkingDays:
    return WorkingDays(a_calendar(**words), ())  # type: ignore[arg-type]


def denmark() -> m.Profile:
    """Forældelsesloven § 27; 5 June, 24 and 31 December are named beside the holidays."""
    sets = [a_set("dk", package=m.Package(country="DK")), a_set("dk_named", "06-05", "12-24", "12-31")]
    return a_profile([a_calendar(name="dk_law", holidays=("dk", "dk_named"))], sets)


def switzerland() -> m.Profile:
    """SchKG 56 and 63, with the recognised holidays of the nation, of Zürich and of Ticino."""
    closed = (
        m.Closed(easter=(-7, 7)),
        m.Closed(first="07-15", last="07-31"),
        m.Closed(first="12-18", last="01-01"),
    )
    schkg = a_calendar(name="schkg", acts_also_on=("sat",), holidays=("ch", "region"), closed=closed)
    sets = [
        a_set("ch", "01-01", 39, "08-01", "12-25"),
        a_set("ZH", "01-02", -2, 1, "05-01", 50, "12-26"),
        a_set("TI", "01-06", "03-19", 1, "05-01", 50, 60, "06-29", "08-15", "11-01", "12-08", "12-26"),
    ]
    return a_profile([schkg], sets, "ZH", "TI", "UR")


@pytest.fixture(scope="module")
def dk_law() -> WorkingDays:
    return working_days(denmark(), "dk_law")


@pytest.fixture(scope="module")
def schkg() -> WorkingDays:
    return working_days(switzerland(), "schkg", "ZH")


# Denmark ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "end"),
    [
        ("2026-06-04", "2026-06-04"),
        ("2026-06-05", "2026-06-08"),  # Grundlovsdag, a Friday
        ("2027-06-05", "2027-06-07"),
        ("2028-06-03", "2028-06-06"),  # Saturday, then Whit Sunday, then Whit Monday, which is also 5 June
        ("2026-12-23", "2026-12-23"),
        ("2026-12-24", "2026-12-28"),  # a Thursday; the two holidays and a Sunday follow
        ("2026-12-30", "2026-12-30"),
        ("2026-12-31", "2027-01-04"),  # a Thursday; New Year's Day and a weekend follow
        ("2025-12-24", "2025-12-29"),
        ("2025-12-31", "2026-01-02"),
        ("2024-12-24", "2024-12-27"),
        ("2023-05-05", "2023-05-08"),  # the last prayer day
        ("2024-04-26", "2024-04-26"),  # would have been one
        ("2026-05-14", "2026-05-15"),  # Ascension Day; the Friday after it is a bank day only
        ("2026-04-02", "2026-04-07"),  # Maundy Thursday to Easter Monday
        ("2026-11-22", "2026-11-23"),
    ],
)
def test_a_danish_limitation_ends_on_a_working_day(dk_law: WorkingDays, raw: str, end: str) -> None:
    assert date_of(dk_law.end_moved(on(raw), (TO_WORKING_DAY,))).isoformat() == end


def test_without_moves_an_end_stays(dk_law: WorkingDays) -> None:
    assert dk_law.end_moved(on("2026-06-05"), ()) == on("2026-06-05")


# Switzerland -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("served", "days", "end"),
    [
        ("2026-03-05", 10, "2026-03-16"),  # from a Sunday to Monday
        ("2026-03-20", 10, "2026-04-15"),  # the third working day after the closed time of Easter
        ("2026-03-30", 10, "2026-04-23"),  # takes effect on Monday 13 April only
        ("2025-07-10", 10, "2025-08-06"),  # 1 August is left out: 4, 5, 6 August
        ("2024-07-03", 10, "2024-08-06"),  # Saturday 13 July, then Monday 15, which is closed
        ("2026-03-02", 20, "2026-03-23"),
    ],
)
def test_a_swiss_period_ends_outside_closed_times(schkg: WorkingDays, served: str, days: int, end: str) -> None:
    raw = schkg.first_open_day(on(served)) + days
    assert date_of(schkg.end_moved(raw, (TO_WORKING_DAY, THIRD_DAY_AFTER))).isoformat() == end


def test_a_swiss_year_ends_on_the_day_of_the_same_number(schkg: WorkingDays) -> None:
    end = add_months(on("2026-03-05"), 12)
    assert schkg.end_moved(end, (TO_WORKING_DAY, THIRD_DAY_AFTER)) == on("2027-03-05")


@pytest.mark.parametrize(
    ("done", "effective"),
    [
        ("2024-07-24", "2024-08-02"),  # closed until 31 July; 1 August is a holiday
        ("2026-03-30", "2026-04-13"),
        ("2026-03-07", "2026-03-07"),  # acts may be done on a Saturday
        ("2026-03-08", "2026-03-09"),
        ("2026-08-01", "2026-08-03"),  # a holiday on a Saturday
        ("2026-03-05", "2026-03-05"),
    ],
)
def test_a_swiss_act_takes_effect_on_the_first_open_day(schkg: WorkingDays, done: str, effective: str) -> None:
    assert date_of(schkg.first_open_day(on(done))).isoformat() == effective
    assert schkg.is_open(on(done)) is (done == effective)


def test_the_place_decides_whether_a_day_is_a_holiday() -> None:
    """Epiphany is a holiday in Ticino and not in Zürich; 2 January is one in Zürich, a Saturday here."""
    swiss = switzerland()
    ends = {
        region: working_days(swiss, "schkg", region).end_moved(on("2026-12-24"), (TO_WORKING_DAY, THIRD_DAY_AFTER))
        for region in ("ZH", "TI")
    }
    assert ends == {"ZH": on("2027-01-06"), "TI": on("2027-01-07")}


def test_swiss_closed_times_are_those_of_the_statute(schkg: WorkingDays) -> None:
    spans = [
        ("2023-12-18", "2024-01-01"), ("2024-03-24", "2024-04-07"), ("2024-07-15", "2024-07-31"),
        ("2024-12-18", "2025-01-01"), ("2025-04-13", "2025-04-27"), ("2025-07-15", "2025-07-31"),
        ("2025-12-18", "2026-01-01"), ("2026-03-29", "2026-04-12"), ("2026-07-15", "2026-07-31"),
        ("2026-12-18", "2027-01-01"), ("2027-03-21", "2027-04-04"), ("2027-07-15", "2027-07-31"),
        ("2027-12-18", "2028-01-01"), ("2028-04-09", "2028-04-23"), ("2028-07-15", "2028-07-31"),
        ("2028-12-18", "2029-01-01"),
    ]  # fmt: skip
    expected = {day for first, last in spans for day in range(on(first), on(last) + 1)}
    years = range(on("2023-12-01"), on("2029-01-31"))
    assert {day for day in years if schkg.is_closed(day)} == expected


# Closed times and moves ------------------------------------------------------------------------------------


def test_a_closed_time_has_a_life_of_its_own() -> None:
    closed = m.Closed(first="12-18", last="01-02", from_=D(2024, 12, 20), to=D(2025, 12, 31))
    calendar = bare(closed=(closed,))
    found = [date_of(day).isoformat() for day in range(on("2023-12-01"), on("2026-12-31")) if calendar.is_closed(day)]
    assert (found[0], found[13], found[14], found[-1]) == (
        "2024-12-20",
        "2025-01-02",
        "2025-12-18",
        "2025-12-31",
    )
    assert len(found) == 14 + 14


def test_adjoining_closed_times_are_one() -> None:
    closed = (m.Closed(first="07-01", last="07-15"), m.Closed(first="07-16", last="07-31"))
    # After Friday 31 July 2026: Monday, Tuesday, Wednesday.
    assert bare(closed=closed).end_moved(on("2026-07-02"), (THIRD_DAY_AFTER,)) == on("2026-08-05")


def test_an_end_moved_into_a_closed_time_moves_on_in_the_next_round() -> None:
    closed = (m.Closed(first="07-01", last="07-15"), m.Closed(first="07-20", last="07-31"))
    # After Wednesday 15 July 2026 come 16, 17 and 20 July; the last of them is closed again.
    assert bare(closed=closed).end_moved(on("2026-07-02"), (THIRD_DAY_AFTER,)) == on("2026-08-05")


@pytest.mark.parametrize(
    ("raw", "move", "end"),
    [
        ("2026-07-15", m.EndMove(off="closed_time", to="next_working_day"), "2026-08-03"),
        ("2026-07-31", m.EndMove(off="closed_time", to="next_working_day"), "2026-08-03"),
        ("2026-07-15", m.EndMove(off="closed_time", to="year_end"), "2026-12-31"),
        ("2026-07-14", m.EndMove(off="closed_time", to="year_end"), "2026-07-14"),
        ("2026-07-11", m.EndMove(off="rest_day", to="working_day_after", nth=2), "2026-07-14"),
        ("2026-07-10", m.EndMove(off="rest_day", to="working_day_after", nth=2), "2026-07-10"),
        ("2026-07-10", m.EndMove(off="any_day", to="year_end"), "2026-12-31"),
        ("2026-12-31", m.EndMove(off="any_day", to="year_end"), "2026-12-31"),
        ("2026-07-10", m.EndMove(off="any_day", to="next_working_day"), "2026-07-10"),
        ("2026-07-11", m.EndMove(off="any_day", to="next_working_day"), "2026-07-13"),
    ],
)
def test_each_move_goes_where_its_words_say(raw: str, move: m.EndMove, end: str) -> None:
    calendar = bare(closed=(m.Closed(first="07-15", last="07-31"),))
    assert date_of(calendar.end_moved(on(raw), (move,))).isoformat() == end


@pytest.mark.parametrize(
    "moves",
    [
        (m.EndMove(off="any_day", to="working_day_after"),),
        # New Year's Eve 2028 is a Sunday, and so it goes from year to year.
        (m.EndMove(off="any_day", to="year_end"), m.EndMove(off="rest_day", to="next_working_day")),
    ],
)
def test_moves_that_chase_one_another_are_found(moves: tuple[m.EndMove, ...]) -> None:
    calendar = WorkingDays(a_calendar(holidays=("x",)), (HolidaySet(a_set("x", "12-31")),))
    with pytest.raises(InternalInconsistency) as caught:
        calendar.end_moved(on("2028-05-01"), moves)
    assert caught.value.code == "endless_move"


def test_a_calendar_without_working_days_is_found() -> None:
    with pytest.raises(InternalInconsistency) as caught:
        bare(rest=NAMES).next_working_day(on("2026-01-01"))
    assert caught.value.code == "no_open_day"


@pytest.mark.parametrize(
    "closed",
    [m.Closed(), m.Closed(first="07-15"), m.Closed(last="07-31"), m.Closed(first="02-29", last="03-05")],
)
def test_a_closed_time_without_lasting_limits_is_refused(closed: m.Closed) -> None:
    with pytest.raises(BadProfile) as caught:
        bare(closed=(closed,)).is_closed(on("2024-01-01"))
    assert (caught.value.code, caught.value.faults[0].path) == ("F48", "time.toml: calendar.x.closed")


# A second computation --------------------------------------------------------------------------------------


def plainly_rest(day: dt.date, rest: frozenset[str], holidays: frozenset[str]) -> bool:
    return NAMES[day.weekday()] in rest or day.strftime("%m-%d") in holidays


WEEKS = st.frozensets(st.sampled_from(NAMES), max_size=6)
HOLIDAYS = st.frozensets(st.dates(D(2023, 1, 1), D(2023, 12, 31)).map(lambda day: day.strftime("%m-%d")), max_size=30)
DATES = st.dates(D(1985, 1, 1), D(2199, 1, 1))


def made(rest: frozenset[str], holidays: frozenset[str]) -> WorkingDays:
    return WorkingDays(a_calendar(rest=tuple(rest)), (HolidaySet(a_set("x", *holidays)),))


@given(WEEKS, HOLIDAYS, DATES)
def test_the_next_working_day_is_the_first_that_is_no_rest_day(
    rest: frozenset[str], holidays: frozenset[str], start: dt.date
) -> None:
    day = start
    while plainly_rest(day, rest, holidays):
        day += dt.timedelta(days=1)
    calendar = made(rest, holidays)
    assert date_of(calendar.next_working_day(start.toordinal())) == day
    assert date_of(calendar.end_moved(start.toordinal(), (TO_WORKING_DAY,))) == day


@given(WEEKS, HOLIDAYS, DATES, st.integers(1, 12))
def test_working_days_are_counted_one_by_one(
    rest: frozenset[str], holidays: frozenset[str], start: dt.date, nth: int
) -> None:
    day, left = start, nth
    while left:
        day += dt.timedelta(days=1)
        left -= not plainly_rest(day, rest, holidays)
    assert date_of(made(rest, holidays).working_day_after(start.toordinal(), nth)) == day


SWISS = switzerland()


@given(st.dates(D(1990, 1, 1), D(2099, 1, 1)))
def test_an_end_never_moves_back_and_rests_where_it_comes_to(start: dt.date) -> None:
    schkg = working_days(SWISS, "schkg", "ZH")
    moves = (TO_WORKING_DAY, THIRD_DAY_AFTER)
    end = schkg.end_moved(start.toordinal(), moves)
    assert end >= start.toordinal()
    assert not schkg.is_rest(end)
    assert not schkg.is_closed(end)
    assert schkg.end_moved(end, moves) == end


# One calendar for each place -------------------------------------------------------------------------------


def test_a_calendar_is_built_once_for_each_place() -> None:
    swiss = switzerland()
    zurich = working_days(swiss, "schkg", "ZH")
    assert working_days(swiss, "schkg", "ZH") is zurich
    assert working_days(swiss, "schkg", "TI") is not zurich


def test_a_calendar_that_is_the_same_everywhere_is_built_once_for_all_places() -> None:
    danish = denmark()
    found = {id(working_days(danish, "dk_law", region)) for region in (None, "ZH", "anywhere")}
    assert len(found) == len(danish.memo) == 1


@pytest.mark.parametrize(
    ("region", "near"), [(None, None), ("UR", None), ("zh", "ZH"), ("ch", None), ("ZHR", "ZH"), ("", None)]
)
def test_a_place_whose_holidays_are_missing_is_not_modelled(region: str | None, near: str | None) -> None:
    """Uri is a region of this profile without holidays; "ch" is a set of holidays, but no region."""
    swiss = switzerland()
    with pytest.raises(NotModelled) as caught:
        working_days(swiss, "schkg", region)
    assert (caught.value.code, caught.value.faults[0].nearest) == ("holidays_of_region", near)
    assert not swiss.memo


def test_the_frozen_days_of_the_profile_are_the_ones_that_count() -> None:
    danish = denmark()
    danish.days["dk"] = (on("2026-07-07"),)
    calendar = working_days(danish, "dk_law")
    assert calendar.is_rest(on("2026-07-07"))
    assert not calendar.is_rest(on("2026-04-03"))  # Good Friday, which the table leaves out
    assert calendar.is_rest(on("2026-06-05"))  # of a set that is not frozen


def test_a_frozen_calendar_needs_no_package() -> None:
    """Neither importing the module nor looking a day up in the table loads the packages."""
    program = """
import sys
from collectrules.nouns.calendars import WorkingDays
from collectrules.loader import model as m
from collectrules.loader.holiday_sets import HolidaySet
record = m.Holidays(name="x", file="x", what="x", package=m.Package(country="DK"))
calendar = WorkingDays(m.Calendar(name="x", what="x", rest=("sun",)), (HolidaySet(record, (739000,)),))
assert calendar.is_rest(739000) and not calendar.is_rest(739001)
sys.exit(" ".join({"holidays", "dateutil"} & set(sys.modules)) or None)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, "")


# Closed times and stays, to the day ----------------------------------------------------------------------------


def test_closed_stretches_are_told_from_the_year_of_a_day_on() -> None:
    calendar = bare(closed=(m.Closed(first="07-15", last="07-31"), m.Closed(first="12-20", last="01-02")))

    def told(day: str, years: int) -> list[tuple[str, str]]:
        return [
            (date_of(first).isoformat(), date_of(last).isoformat())
            for first, last in calendar.closed_stretches(on(day), years)
        ]

    assert told("2026-09-01", 0) == [
        ("2026-01-01", "2026-01-02"), ("2026-07-15", "2026-07-31"), ("2026-12-20", "2026-12-31"),
    ]  # fmt: skip
    assert told("2026-01-01", 1) == [
        ("2026-01-01", "2026-01-02"), ("2026-07-15", "2026-07-31"), ("2026-12-20", "2027-01-02"),
        ("2027-07-15", "2027-07-31"), ("2027-12-20", "2027-12-31"),
    ]  # fmt: skip
    assert bare().closed_stretches(on("2026-01-01"), 3) == []


def stays(*days: tuple[str, str]) -> list[tuple[int, int]]:
    return [(on(first), on(last)) for first, last in days]


@pytest.mark.parametrize(
    ("asked", "during", "first"),
    [
        ("2026-06-12", [], "2026-06-12"),
        ("2026-06-12", [("2026-06-12", "2026-06-12")], "2026-06-15"),  # a Friday; the weekend follows
        ("2026-06-12", [("2026-06-13", "2026-06-20")], "2026-06-12"),
        ("2026-06-12", [("2026-06-10", "2026-06-16")], "2026-06-17"),
        ("2026-06-12", [("2026-06-10", "2026-06-16"), ("2026-06-17", "2026-06-17")], "2026-06-18"),
        ("2026-06-17", [("2026-06-10", "2026-06-16")], "2026-06-17"),
        ("2026-07-14", [("2026-07-14", "2026-07-14")], "2026-08-03"),  # closed to the end of July, a Friday
    ],
)
def test_a_stay_counts_as_closed_time_for_an_act(asked: str, during: list[tuple[str, str]], first: str) -> None:
    calendar = bare(closed=(m.Closed(first="07-15", last="07-31"),))
    assert date_of(calendar.first_open_day(on(asked), stays(*during))).isoformat() == first


@pytest.mark.parametrize(
    ("raw", "during", "end"),
    [
        ("2026-06-11", [("2026-06-10", "2026-06-11")], "2026-06-12"),
        ("2026-06-12", [("2026-06-10", "2026-06-11")], "2026-06-12"),
        ("2026-06-10", [("2026-06-11", "2026-06-12")], "2026-06-10"),
        # stay, closed time and stay adjoin: closed until Tuesday 4 August
        ("2026-07-13", [("2026-07-13", "2026-07-14"), ("2026-08-01", "2026-08-04")], "2026-08-05"),
        ("2026-07-13", [("2026-07-13", "2026-07-14"), ("2026-08-02", "2026-08-04")], "2026-08-05"),  # over the weekend
        ("2026-07-20", [("2026-07-18", "2026-08-05")], "2026-08-06"),
    ],
)
def test_an_end_moves_off_closed_times_and_stays_as_one(raw: str, during: list[tuple[str, str]], end: str) -> None:
    calendar = bare(closed=(m.Closed(first="07-15", last="07-31"),))
    move = m.EndMove(off="closed_time", to="next_working_day")
    assert date_of(calendar.end_moved(on(raw), (move,), stays(*during))).isoformat() == end


def test_working_days_after_a_stay_count_from_its_last_day() -> None:
    move = m.EndMove(off="closed_time", to="working_day_after", nth=2)
    # after Thursday 11 June 2026: Friday, Monday
    assert bare().end_moved(on("2026-06-10"), (move,), stays(("2026-06-10", "2026-06-11"))) == on("2026-06-15")


# Where nobody knows the place ----------------------------------------------------------------------------------


def anywhere(place_unknown: str, region: str | None = None) -> WorkingDays:
    """Two regions share 2 January; 6 January is a holiday in one of them, 1 January everywhere."""
    sets = [a_set("all", "01-01"), a_set("A", "01-02"), a_set("B", "01-02", "01-06")]
    calendar = a_calendar(holidays=("all", "region"), place_unknown=place_unknown)
    return working_days(a_profile([calendar], sets, "A", "B"), "x", region)


def test_a_day_on_which_all_places_agree_is_answered_and_another_refused() -> None:
    calendar = anywhere("where_all_agree")
    rest = [on(day) for day in ("2026-01-01", "2026-01-02", "2026-01-03", "2026-01-05", "2026-01-07")]
    assert [calendar.is_rest(day) for day in rest] == [True, True, True, False, False]
    for asked in (calendar.is_rest, calendar.is_open, calendar.next_working_day):
        with pytest.raises(NotModelled) as caught:
            asked(on("2026-01-06"))
        fault = caught.value.faults[0]
        assert (fault.code, fault.path, fault.got) == ("holidays_of_region", "region", None)
    assert calendar.is_rest(on("2029-01-06"))  # a Saturday rests at every place
    assert not calendar.is_closed(on("2026-01-06"))


def test_the_own_days_of_a_place_may_be_left_out() -> None:
    calendar = anywhere("left_out")
    days = [on(day) for day in ("2026-01-01", "2026-01-02", "2026-01-06")]
    assert [calendar.is_rest(day) for day in days] == [True, False, False]
    for place_unknown in ("left_out", "where_all_agree"):
        known = anywhere(place_unknown, "B")
        assert [known.is_rest(day) for day in days] == [True, True, True]
        known = anywhere(place_unknown, "A")
        assert [known.is_rest(day) for day in days] == [True, True, False]
    with pytest.raises(NotModelled):
        anywhere("refused")


def test_only_the_years_that_were_asked_for_are_worked_out() -> None:
    calendar = bare()
    assert calendar.years_read == frozenset()
    assert calendar.is_rest(on("2026-06-13"))
    assert calendar.years_read == {2026}
    assert calendar.next_working_day(on("2022-12-31")) == on("2023-01-02")
    assert calendar.years_read == {2022, 2023, 2026}


def test_a_place_that_is_missing_is_told_with_the_calendar_and_the_nearest_name() -> None:
    with pytest.raises(NotModelled) as caught:
        working_days(switzerland(), "schkg", "zh")
    fault = caught.value.faults[0]
    assert (fault.path, fault.got, fault.nearest) == ("region", "'zh'", "ZH")
    assert fault.expected == "a region whose holidays the profile holds: calendar.schkg hangs on them"


def test_a_search_goes_on_for_four_hundred_days_and_then_gives_up() -> None:
    """Closed until the end of January 2027: 29 December 2025 lies 399 days before 1 February."""
    long = bare(rest=(), closed=(m.Closed(first="01-01", last="12-31", to=D(2027, 1, 31)),))
    assert date_of(long.first_open_day(on("2025-12-29"))) == D(2027, 2, 1)
    with pytest.raises(InternalInconsistency) as caught:
        long.first_open_day(on("2025-12-28"))
    fault = caught.value.faults[0]
    assert (fault.code, fault.path) == ("no_open_day", "time.toml: calendar.x")
    assert fault.expected == "an open day within 400 days"
