"""What of a profile may be out of date: a value that is due, a figure nobody has checked for a year."""

from __future__ import annotations

import datetime as dt

import pytest

import collectrules as cr
from collectrules.loader.find import known


@pytest.fixture(scope="module")
def law() -> cr.Profile:
    return cr.load_profile("DK")


def test_a_series_lacks_a_value_from_the_first_day_that_none_is_known_for(law: cr.Profile) -> None:
    # The Danish lending rate is set per 1 January and 1 July: after the second half of 2026 comes 1 January 2027.
    assert cr.stale(law, on="2026-12-31").fresh
    found = cr.stale(law, on="2027-01-01")
    (due,) = found.due
    assert (due.series, due.grid, due.law) == ("series.nationalbank_lending", "half_year", ("rentel-5-1",))
    assert (due.known_until, due.since) == (dt.date(2026, 12, 31), dt.date(2027, 1, 1))
    assert (found.fresh, found.unchecked) == (False, ())


def test_a_series_that_may_change_on_any_day_is_to_be_looked_at_on_the_next() -> None:
    law = cr.load_profile("AT")
    until = law.series["basiszinssatz"].known_until
    assert not cr.stale(law, on=until).due
    (due,) = cr.stale(law, on=until + dt.timedelta(1)).due
    assert due.grid == "any"


def test_a_figure_is_unchecked_after_a_year(law: cr.Profile) -> None:
    # The margin was checked on 22 November 2026.
    assert not cr.stale(law, on="2027-11-22").unchecked
    found = {(one.record, one.place): one for one in cr.stale(law, on="2027-11-23").unchecked}
    margin = found[("rate.procesrente", "margin")]
    assert (margin.checked, margin.days) == (dt.date(2026, 11, 22), 366)
    assert ("series.nationalbank_lending", "") in found


@pytest.mark.parametrize("profile", known())
def test_nothing_that_ships_is_out_of_date_on_the_day_it_was_checked(profile: str) -> None:
    assert cr.stale(cr.load_profile(profile), on="2026-11-22").fresh


def test_a_day_is_a_day(law: cr.Profile) -> None:
    with pytest.raises(cr.BadInput):
        cr.stale(law, on="2027-13-01")
    with pytest.raises(cr.BadInput):
        cr.stale("DK", on="2027-01-01")  # type: ignore[arg-type]
