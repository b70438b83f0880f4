"""The life of a case up to a day: events by category, the balance where it bends or jumps, open windows, periods."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

import collectrules as cr
from tests.unit.notices.conftest import DOCUMENT


@pytest.fixture(scope="module")
def dk() -> cr.Profile:
    return cr.load_profile("DK")


@pytest.fixture(scope="module")
def found(dk: cr.Profile) -> cr.Timeline:
    return cr.timeline(cr.load_case(DOCUMENT), dk, on="2024-03-01")


def test_events_stand_in_their_category(found: cr.Timeline) -> None:
    assert [(str(one.on), one.category, one.kind) for one in found.entries] == [
        ("2024-01-01", "costs", "invoiced"), ("2024-01-31", "costs", "due"), ("2024-02-05", "action", "reminder"),
        ("2024-02-20", "payment", "payment"),
    ]  # fmt: skip


def test_the_balance_is_told_where_it_bends_or_jumps(found: cr.Timeline) -> None:
    # 4 days at 11.75 % on 1,000 are 1.28, 5 are 1.61 beside the fee; after the payment 806.42 is left.
    points = {str(one.on): (one.principal, one.interest, one.fees, one.total) for one in found.points}
    assert points["2024-01-31"] == (1000, 0, 0, 1000)
    assert points["2024-02-04"] == (1000, Decimal("1.28"), 0, Decimal("1001.28"))
    assert points["2024-02-05"] == (1000, Decimal("1.61"), 100, Decimal("1101.61"))
    assert points["2024-02-20"] == (Decimal("806.42"), 0, 0, Decimal("806.42"))
    assert points["2024-03-01"][3] == Decimal("809.01")
    assert found.points[-1].on == dt.date(2024, 3, 1)


def test_each_point_is_the_standing_of_its_day(found: cr.Timeline, dk: cr.Profile) -> None:
    case = cr.load_case(DOCUMENT)
    for one in found.points:
        owed = cr.standing(case, dk, on=one.on).owed
        assert (one.principal, one.interest, one.fees, one.costs, one.total) == tuple(dict(owed).values())


def test_what_is_open_has_its_window_and_what_runs_out_its_day(found: cr.Timeline) -> None:
    steps = {one.action: one for one in found.steps}
    assert (steps["collection_notice"].status, str(steps["collection_notice"].earliest)) == ("open", "2024-02-01")
    assert any(one.kind == "limitation" and str(one.ends) == "2027-02-01" for one in found.clocks)


def test_later_events_are_left_out(dk: cr.Profile) -> None:
    early = cr.timeline(cr.load_case(DOCUMENT), dk, on="2024-02-10")
    assert {one.kind for one in early.entries} == {"invoiced", "due", "reminder"}
    assert early.points[-1].fees == 100


def test_a_timeline_comes_back_from_its_document(found: cr.Timeline) -> None:
    again = cr.load(cr.dumps(found))
    assert again == found
    assert isinstance(again, cr.Timeline)
    with pytest.raises(cr.BadInput) as error:
        again.plot()
    assert error.value.code == "no_law"
