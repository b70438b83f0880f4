"""What of a German wage can be attached: what holds for every wage and household, and rows counted up from the first.

The figures of 2026 are entered here a second time; the table is counted up row by row, as it is printed.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from collectrules import Profile, tariff

D = Decimal
CENT = D("0.01")
ON = "2026-07-31"
# Free of everybody, for the first person, for each further one; all above this sum; the width of a row.
WAGES = {
    "month": (D("1587.40"), D("597.42"), D("332.83"), D("4866.30"), D(10)),
    "week": (D("365.33"), D("137.50"), D("76.60"), D("1119.90"), D("2.50")),
    "day": (D("73.06"), D("27.50"), D("15.32"), D("223.99"), D("0.50")),
}
TENTHS = (7, 5, 4, 3, 2, 1)
PERIODS = some.sampled_from(sorted(WAGES))
PERSONS = some.integers(0, 8)
SUMS = some.integers(0, 700_000).map(lambda cents: D(cents) / 100)
DAYS = some.dates(dt.date(2002, 1, 1), dt.date(2026, 12, 31))


def attached(law: Profile, period: str, wage: Decimal, persons: int, on: object = ON) -> Decimal:
    found = tariff(law, f"protected.wage_{period}", value=str(wage), dependants=persons, on=str(on)).amount
    assert found is not None
    return found


@pytest.mark.parametrize("persons", range(6))
@pytest.mark.parametrize("period", WAGES)
def test_every_row_of_the_table_is_the_row_before_and_the_same_share_of_its_width(
    de: Profile, period: str, persons: int
) -> None:
    base, first, further, most, width = WAGES[period]
    free = base + (first if persons else 0) + further * max(persons - 1, 0)
    row, exact = D(0), D(0)  # the first euro of the row, and what can be attached of it before rounding
    while row <= most:
        amount = attached(de, period, row, persons)
        assert amount == exact.quantize(CENT, ROUND_HALF_UP), row
        row += width
        exact += min(width, max(row - free, D(0))) * TENTHS[persons] / 10
    assert attached(de, period, most, persons) == amount
    assert attached(de, period, most + 1000, persons) == amount + 1000


@settings(deadline=None)
@given(PERIODS, SUMS, SUMS, PERSONS, DAYS)
def test_a_larger_wage_leaves_no_less_to_attach_and_more_persons_no_more(
    de: Profile, period: str, wage: Decimal, more: Decimal, persons: int, on: dt.date
) -> None:
    amount = attached(de, period, wage, persons, on)
    assert amount <= attached(de, period, wage + more, persons, on)
    assert attached(de, period, wage, persons + 1, on) <= amount
    # Nobody is left less than is free for him, and what is free cannot be attached.
    free = (
        tariff(de, f"protected.wage_{period}", value=str(wage), dependants=persons, on=on.isoformat()).parts[0].amount
    )
    assert amount == 0 if wage <= free else 0 <= amount <= wage - free


@settings(deadline=None)
@given(PERIODS, SUMS, some.integers(5, 50), DAYS)
def test_a_sixth_person_changes_nothing(de: Profile, period: str, wage: Decimal, persons: int, on: dt.date) -> None:
    assert attached(de, period, wage, persons, on) == attached(de, period, wage, 5, on)
