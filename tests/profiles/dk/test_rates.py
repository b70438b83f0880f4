"""Reference rates, margins, interest start and day count of renteloven §§ 3, 5 and 7.

Expected sums are counted day by day with fractions from the rates as the dossier lists them, not by the engine.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest

from collectrules import NotModelled, NotYetPublished, Profile, interest

D = dt.date
DAY = dt.timedelta(days=1)
SUM = 1_000_000

# Nationalbanken's lending rate on 1 January and 1 July; K from memory, V1 one source, V seen in several.
REFERENCE = """
2002-08-01  3.55 K
2003-01-01  2.95 K
2003-07-01  2.15 K
2004-01-01  2.15 K
2004-07-01  2.15 K
2005-01-01  2.15 V1
2005-07-01  2.15 V1
2006-01-01  2.40 V1
2006-07-01  3.00 V
2007-01-01  3.75 V
2007-07-01  4.25 V
2008-01-01  4.25 V
2008-07-01  4.35 V
2009-01-01  3.75 V
2009-07-01  1.55 V
2010-01-01  1.20 V
2010-07-01  1.05 V
2011-01-01  1.05 V
2011-07-01  1.30 V
2012-01-01  0.70 V
2012-07-01  0.45 V
2013-01-01  0.20 V
2013-07-01  0.20 V
2014-01-01  0.20 V
2014-07-01  0.20 V
2015-01-01  0.20 V
2015-07-01  0.05 V
2016-01-01  0.05 V
2016-07-01  0.05 V
2017-01-01  0.05 V
2017-07-01  0.05 V
2018-01-01  0.05 V
2018-07-01  0.05 V
2019-01-01  0.05 V
2019-07-01  0.05 V
2020-01-01  0.05 V
2020-07-01  0.05 V
2021-01-01  0.05 V
2021-07-01 -0.35 V
2022-01-01 -0.45 V
2022-07-01 -0.45 V
2023-01-01  1.90 V
2023-07-01  3.25 V
2024-01-01  3.75 V
2024-07-01  3.50 V
2025-01-01  2.75 V
2025-07-01  1.75 V
2026-01-01  1.75 V
2026-07-01  2.00 V1
"""
ROWS = [(D.fromisoformat(day), Fraction(rate), mark) for day, rate, mark in map(str.split, REFERENCE.split("\n")[1:-1])]
STARTS = [start for start, _, _ in ROWS]
SINCE_2013 = [row for row in ROWS if row[0] >= D(2013, 7, 1)]


def year_length(day: dt.date) -> int:
    return 366 if day.year % 4 == 0 and (day.year % 100 or day.year % 400 == 0) else 365


def reference(day: dt.date) -> Fraction:
    return next(rate for start, rate, _ in reversed(ROWS) if start <= day)


def percent(rate: Fraction) -> Decimal:
    return Decimal(int(rate * 100)) / 100


def counted(due: dt.date, until: dt.date, margin: int, principal: int = SUM) -> Decimal:
    """Every day after the due day, the last one included, at its own rate and over its own year; rounded once."""
    total, day = Fraction(0), due + DAY
    while day <= until:
        total += principal * (reference(day) + margin) / 100 / year_length(day)
        day += DAY
    return Decimal(floor(total * 100 + Fraction(1, 2))) / 100


def end_of_half_year(start: dt.date) -> dt.date:
    return D(start.year, 6, 30) if start.month < 7 else D(start.year, 12, 31)


def test_the_table_has_a_row_for_every_half_year() -> None:
    grid = [D(year, month, 1) for year in range(2003, 2027) for month in (1, 7)]
    assert [D(2002, 8, 1), *grid] == STARTS


@pytest.mark.parametrize("start", STARTS, ids=str)
def test_a_claim_due_within_a_half_year_bears_that_half_years_rate(dk: Profile, start: dt.date) -> None:
    due = D(2013, 3, 1) if start == D(2013, 1, 1) else start + 9 * DAY
    margin = 7 if due < D(2013, 3, 1) else 8
    until = due + 100 * DAY
    found = interest(dk, SUM, due=due, until=until)
    assert [row.rate for row in found.rows] == [percent(reference(until) + margin)]
    assert found.interest == counted(due, until, margin)
    assert (found.first_day, found.days) == (due + DAY, 100)


@pytest.mark.parametrize("start", [row[0] for row in SINCE_2013], ids=str)
def test_a_claim_due_before_march_2013_keeps_seven_points_over_each_later_reference(
    dk: Profile, start: dt.date
) -> None:
    until = start + 60 * DAY
    due = D(2013, 2, 28)
    assert interest(dk, SUM, due=due, until=until).interest == counted(due, until, 7)


@pytest.mark.parametrize(
    ("due", "margin"), [("2013-02-27", 7), ("2013-02-28", 7), ("2013-03-01", 8), ("2013-03-02", 8)]
)
def test_the_margin_is_locked_by_the_due_day(dk: Profile, due: str, margin: int) -> None:
    day = D.fromisoformat(due)
    assert interest(dk, SUM, due=due, until="2023-12-31").interest == counted(day, D(2023, 12, 31), margin)


def test_a_claim_due_in_february_2013_bears_720_and_one_due_in_march_820_on_the_same_days(dk: Profile) -> None:
    # 36,500 kr. over the 30 days of April 2013: 7.20 kr. a day, or 8.20 kr.
    def april(due: str) -> Decimal:
        ends = [interest(dk, "36500.00", due=due, until=day).interest for day in ("2013-03-31", "2013-04-30")]
        return ends[1] - ends[0]

    assert april("2013-02-28") == Decimal("216.00")
    assert april("2013-03-01") == Decimal("246.00")


@pytest.mark.parametrize("start", STARTS[1:], ids=str)
def test_the_rate_changes_on_the_first_day_of_the_half_year_and_not_before(dk: Profile, start: dt.date) -> None:
    due = start - 31 * DAY
    rows = {}
    for until in (start - DAY, start, start + DAY):
        found = interest(dk, SUM, due=due, until=until)
        rows[until] = found.rows[-1].rate - found.rows[0].rate
        assert found.interest == counted(due, until, 7 if due < D(2013, 3, 1) else 8)
    step = percent(reference(start) - reference(start - DAY))
    assert list(rows.values()) == [0, step, step]


def test_a_change_of_the_central_banks_rate_inside_a_half_year_has_no_effect(dk: Profile) -> None:
    # The lending rate was cut on 20 January 2015; 8.20 % holds to 30 June all the same.
    found = interest(dk, SUM, due="2015-01-10", until="2015-06-30")
    assert {row.rate for row in found.rows} == {Decimal("8.20")}


def test_a_negative_reference_rate_lowers_the_total_and_is_not_cut_at_zero(dk: Profile) -> None:
    # 10,000 × 7.55 % × 100 / 365 = 206.85 (with a reference of nought it would be 219.18)
    found = interest(dk, "10000.00", due="2022-01-31", until="2022-05-11")
    assert (found.days, found.interest) == (100, Decimal("206.85"))


@pytest.mark.parametrize(("start", "mark"), [(start, mark) for start, _, mark in ROWS], ids=str)
def test_interest_is_provisional_just_where_a_reference_rate_was_not_seen_twice(
    dk: Profile, start: dt.date, mark: str
) -> None:
    found = interest(dk, SUM, due=start, until=start + 20 * DAY)
    assert found.provisional is (mark != "V")


def test_claims_due_before_august_2002_are_not_modelled(dk: Profile) -> None:
    with pytest.raises(NotModelled) as caught:
        interest(dk, SUM, due="2002-07-31", until="2002-12-31")
    assert caught.value.code == "not_modelled"
    assert interest(dk, SUM, due="2002-08-01", until="2002-08-02").days == 1


@pytest.mark.parametrize(("until", "published"), [("2026-12-30", True), ("2026-12-31", True), ("2027-01-01", False)])
def test_the_last_known_reference_rate_holds_to_the_end_of_2026(dk: Profile, until: str, published: bool) -> None:
    if published:
        assert interest(dk, SUM, due="2026-11-30", until=until).interest > 0
        return
    with pytest.raises(NotYetPublished) as caught:
        interest(dk, SUM, due="2026-11-30", until=until)
    assert caught.value.code == "not_yet_published"


def test_the_last_rate_is_carried_forward_only_when_asked_and_then_provisional(dk: Profile) -> None:
    # 36,500 kr. at 10 % is 10 kr. a day: 31 days of December and one of January
    found = interest(dk, "36500.00", due="2026-11-30", until="2027-01-01", assume="carry_forward")
    assert (found.interest, found.provisional) == (Decimal("320.00"), True)
    assert [row.carried_forward for row in found.rows] == [False, True]


@pytest.mark.parametrize(
    ("until", "days"), [("2024-02-28", 0), ("2024-02-29", 0), ("2024-03-01", 1), ("2024-03-02", 2)]
)
def test_the_due_day_bears_no_interest_and_the_day_of_payment_does(dk: Profile, until: str, days: int) -> None:
    # 36,600 kr. at 11.75 % over 366 days: 11.75 kr. a day
    found = interest(dk, "36600.00", due="2024-02-29", until=until)
    assert (found.days, found.interest) == (days, Decimal("11.75") * days)


def test_a_period_over_new_year_is_split_by_the_length_of_the_year(dk: Profile) -> None:
    # 10,000 kr.: 31 days of December 2023 at 11.25 % / 365 = 95.5479, 31 of January 2024 at 11.75 % / 366 = 99.5219
    found = interest(dk, "10000.00", due="2023-11-30", until="2024-01-31")
    assert [row.amount for row in found.rows] == [Decimal("95.5479"), Decimal("99.5219")]
    assert found.interest == Decimal("195.07")


@pytest.mark.parametrize(
    ("due", "until", "days"),
    [
        ("2024-01-31", "2024-02-29", 29),
        ("2024-02-01", "2024-03-01", 30),
        ("2024-01-15", "2024-06-15", 150),
        ("2025-03-30", "2025-03-31", 0),
    ],
)
def test_months_of_thirty_days_count_as_30e_360(dk: Profile, due: str, until: str, days: int) -> None:
    rate = reference(D.fromisoformat(until)) + 8
    expected = Decimal(floor(SUM * rate * days / 360 + Fraction(1, 2))) / 100
    found = interest(dk, SUM, due=due, until=until, readings={"day_count": "thirty_360"})
    assert found.interest == expected


@pytest.mark.parametrize(("reading", "first"), [("after_30", D(2019, 2, 10)), ("counting_sending_day", D(2019, 2, 9))])
def test_without_an_agreed_due_day_interest_waits_thirty_days_from_sending(
    dk: Profile, reading: str, first: dt.date
) -> None:
    # Sent on 10 January: 30 days after that day end on 9 February; with the day of sending counted on the 8th.
    for until, days in ((first - DAY, 0), (first, 1), (first + DAY, 2)):
        found = interest(
            dk, SUM, due="2019-01-20", until=until, due_agreed=False, demanded="2019-01-10",
            readings={"interest_start": reading},
        )  # fmt: skip
        assert found.days == days
        assert found.first_day == (first if days else None)


def test_without_an_agreed_due_day_and_without_a_demand_the_missing_day_is_named(dk: Profile) -> None:
    with pytest.raises(NotModelled) as caught:
        interest(dk, SUM, due="2019-01-20", until="2019-06-30", due_agreed=False)
    assert caught.value.code == "missing_fact"
    assert "demanded" in caught.value.faults[0].path


@pytest.mark.parametrize(
    ("debtor", "agreed", "rate"),
    [
        ("business", "24.00", "24.00"),
        ("business", "4.00", "4.00"),
        ("consumer", "24.00", "8.05"),
        ("consumer", "8.06", "8.05"),
        ("consumer", "8.04", "8.04"),
        ("public", "24.00", "24.00"),
        ("public", "8.04", "8.05"),
    ],
)
def test_an_agreed_rate_binds_businesses_and_never_worsens_a_consumers_place(
    dk: Profile, debtor: str, agreed: str, rate: str
) -> None:
    # § 7: consumers may be promised less, not more; § 1(5): a public debtor may not bargain below § 5.
    found = interest(dk, SUM, due="2019-02-01", until="2019-04-30", debtor=debtor, agreed_rate=agreed)
    assert {row.rate for row in found.rows} == {Decimal(rate)}
