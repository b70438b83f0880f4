"""Defects by design that peers had and no older test holds off; defects.toml says which tests hold off the others."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import collectrules as cr

from .common import LAW, document, law, written

DAY = dt.timedelta(days=1)
SERIES = '[series.s]\nwhat = "S"\nlaw = "act-1"\nunit = "percent"\ngrid = "any"\nknown_until = 2020-12-31\nvalue = [\n'
BEFORE = dt.date(2010, 1, 1)
Row = tuple[dt.date, dt.date | None, int]


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Rows that mostly follow one another, and often overlap or leave a hole by a day."""
    found: list[Row] = []
    first = BEFORE
    for _ in range(draw(st.integers(1, 5))):
        last = first + draw(st.integers(0, 400)) * DAY
        found.append((first, draw(st.sampled_from([last, last, None])), draw(st.integers(0, 999))))
        first = last + draw(st.sampled_from([1, 1, 1, 1, 0, 2, -9])) * DAY
    return found


def follow(found: list[Row]) -> bool:
    """Whether each row begins later than the one before, and on the day after its end, where it has one."""
    return all(
        first < then and (last is None or last + DAY == then) for (first, last, _), (then, _, _) in pairwise(found)
    )


def text(row: Row) -> str:
    first, last, hundredths = row
    ends = f", to = {last}" if last else ""
    return f"{{ from = {first}{ends}, is = {hundredths // 100}.{hundredths % 100:02} }},\n"


@settings(derandomize=True, max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(found=rows())
def test_3_rows_of_a_series_that_overlap_or_leave_a_hole_are_refused_and_no_others(
    tmp_path_factory: pytest.TempPathFactory, found: list[Row]
) -> None:
    home = written(tmp_path_factory.mktemp("series"), more=LAW + SERIES + "".join(map(text, found)) + "]\n")
    if follow(found):
        assert len(cr.load_profile(path=home).series["s"].value) == len(found)
    else:
        with pytest.raises(cr.BadProfile) as caught:
            cr.load_profile(path=home)
        assert {fault.code for fault in caught.value.faults} & {"F10", "F11", "F12"}


@pytest.mark.parametrize("fee", ["100.00", "150.00"])
def test_13_a_letter_of_a_person_is_one_of_the_program(fee: str) -> None:
    """Taken as it is proposed, or written down by hand: the same fee, the same next step, the same limit."""
    on = dt.date(2018, 10, 15)
    case = cr.load_case(document())
    (step,) = (one for one in cr.next_steps(case, law(), on=on).proposals if one.action == "reminder")
    taken = cr.accept(case, step, law(), on=on)
    typed = case.with_event({"id": "hand", "on": on, "kind": "reminder", "fee": fee, "claims": ["1"]})
    for later in (on, on + 11 * DAY, on + 30 * DAY):
        one, other = (cr.standing(each, law(), on=later) for each in (taken, typed))
        assert one.owed == other.owed
        assert one.owed.fees == 100  # renteloven § 9 b: no more for a letter, whoever wrote it
        following, after = (cr.next_steps(each, law(), on=later).proposals for each in (taken, typed))
        shown = [[(p.action, p.status, p.earliest, p.charges) for p in each] for each in (following, after)]
        assert shown[0] == shown[1]
