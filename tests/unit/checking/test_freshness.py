"""What of a profile may be out of date: a value that is due, a figure nobody has checked for a year."""

from __future__ import annotations

import datetime as dt

import pytest

import collectrules as cr
from collectrules.checking import check_profile
from collectrules.loader.find import known

from .conftest import Write


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
def test_nothing_that_ships_is_out_of_date_on_the_day_it_was_last_checked(profile: str) -> None:
    """But for a series that may change on any day: that is due on the day after somebody last looked at it."""
    found = cr.stale(cr.load_profile(profile), on="2026-11-26")
    assert (found.unchecked, found.ahead) == ((), ())
    assert {one.grid for one in found.due} <= {"any"}


# Checked ahead ----------------------------------------------------------------------------------------------


def test_a_check_that_is_still_to_come_is_no_check(write: Write) -> None:
    folder = write(more=f"{FEE}amount = 5.00\nchecked = 2020-12-31\n")
    law = cr.load_profile(path=folder)
    assert not cr.stale(law, on="2020-12-31").ahead
    found = cr.stale(law, on="2020-12-30")
    assert [(one.record, one.place, str(one.checked)) for one in found.ahead] == [("fee.other", "", "2020-12-31")]
    assert not found.fresh
    assert [fault.code for fault in check_profile(folder, on="2020-12-30", search="none").faults] == ["F92"]
    assert check_profile(folder, on="2020-12-31", search="none").ok
    assert check_profile(folder, search="none").ok


# Never checked ---------------------------------------------------------------------------------------------

CHECKED = "checked = 2026-11-01\n"
HEAD = 'what = "x"\nlaw = "act-1"\n'
FEE = f"""[fee.other]
{HEAD}act = "judgment"
part = "court"
vat = "none"
borne_by = "debtor"
"""
TABLE = f"""[value.table]
{HEAD}keyed_by = "act"
unit = "currency"
value = [{{ from = 2010-01-01, is = 7.00 }}]
"""


def test_what_has_a_figure_and_no_day_is_named_and_makes_nothing_out_of_date(sound: cr.Profile) -> None:
    # Neither a due day plus no days, nor the unit that sums are rounded to, nor an order of parts is a figure.
    found = cr.stale(sound, on="2020-12-31")
    assert found.never_checked == ("series.base", "rate.late", "fee.reminder", "limitation.general")
    assert found.fresh


@pytest.mark.parametrize(
    ("words", "listed"),
    [
        (f"{FEE}amount = 5.00\n", True),
        (f"{FEE}amount = 5.00\n{CHECKED}", False),
        (f'{FEE}amount = {{ table = "table", times = 2.0 }}\n{TABLE}', True),
        (f'{FEE}amount = {{ table = "table", times = 2.0 }}\n{TABLE}{CHECKED}', False),
        # The table is named by itself; the fee holds nothing.
        (f'{FEE}amount = {{ table = "table" }}\n{TABLE}', False),
        (f'{FEE}amount = {{ reading = "gap", is = {{ narrow = 1.00, wide = 2.00 }} }}\n', True),
        (f'{FEE}amount = {{ table = "table" }}\nwhen = {{ total_owed = {{ to = 100.00 }} }}\n{TABLE}', True),
        (f'{FEE}amount = {{ table = "table" }}\nwhen = {{ times_done = 0 }}\n{TABLE}', False),
        (f'{FEE}amount = {{ table = "table" }}\nlimits = [{{ at_most = 3, per = "claim" }}]\n{TABLE}', True),
    ],
)
def test_a_figure_is_checked_where_it_or_a_value_that_it_names_has_a_day(
    write: Write, words: str, *, listed: bool
) -> None:
    found = cr.stale(cr.load_profile(path=write(more=words)), on="2020-12-31")
    assert ("fee.other" in found.never_checked) == listed


def test_a_policy_has_no_source_to_be_compared_with(write: Write) -> None:
    words = """[workflow.standard]
what  = "A reminder after ten days"
law   = "house"
steps = [{ act = "reminder", days = 10 }]
"""
    assert "workflow.standard" not in cr.stale(cr.load_profile(path=write(more=words)), on="2020-12-31").never_checked


@pytest.mark.parametrize("profile", known())
def test_what_ships_without_a_day_is_named_each_once(profile: str) -> None:
    found = cr.stale(cr.load_profile(profile), on="2026-11-22").never_checked
    assert len(set(found)) == len(found)
    assert not {name for name in found if name.startswith(("workflow.", "payday.", "outlook."))}


def test_a_day_is_a_day(law: cr.Profile) -> None:
    with pytest.raises(cr.BadInput):
        cr.stale(law, on="2027-13-01")
    with pytest.raises(cr.BadInput):
        cr.stale("DK", on="2027-01-01")  # type: ignore[arg-type]
