"""Fees of invented laws: when one is free, waits, was abolished, or bears tax; worked out by hand.

Ten per cent a year of 36,500.00 are 10.00 a day.
"""

from __future__ import annotations

import datetime as dt

import pytest

import collectrules as cr
from collectrules.loader import model as m
from tests.unit.fold.laws import (
    FEE,
    LATER,
    act,
    case,
    codes,
    days,
    is_,
    law,
    refused,
)


def test_a_fee_is_free_of_what_is_only_counted_elsewhere() -> None:
    profile = law("_d18a", fee={"reminder": {"limits": (m.Limit(free=1, per="case"),)}})
    assert refused(case(FEE), profile) == ("word_not_computed", "limits.free.per.case")


def test_a_fee_that_was_abolished_is_not_owed_after_its_last_day() -> None:
    last = dt.date(2021, 2, 1)
    profile = law("_d18a", fee={"reminder": {"to": last}})
    assert codes(case(FEE), profile, "2021-03-01") == []
    assert codes(case(LATER), profile, "2021-03-01") == ["fee_repealed"]


@pytest.mark.parametrize(
    ("periods", "early"),
    [
        ((days(30, "previous.charged"), days(10, "previous.charged")), True),  # the longer counts, wherever it stands
        ((days(10, "previous.charged"), days(30, "previous.charged")), True),
        ((days(10, "previous.charged"),), False),
        ((days(30, "previous.charged", debtor=is_("business")),), False),  # not about a consumer
        ((days(30, "previous.charged", debtor=is_("consumer")),), True),
        ((days(60, "claim.due"),), True),
        ((days(20, "claim.due"),), False),
    ],
)
def test_a_fee_waits_for_every_period_that_applies(periods: tuple[m.Period, ...], *, early: bool) -> None:
    """Reminded on 1 and on 21 February; the claim was due on 31 December."""
    profile = law("_d18a", fee={"reminder": {"once": periods}})
    assert ("fee_too_soon" in codes(case(FEE, LATER), profile, "2021-03-01")) is early
    cr.next_steps(case(FEE, LATER), profile, on="2021-03-01")


def test_tax_is_added_to_a_fee_whoever_the_creditor_is() -> None:
    """Twenty per cent on 5.00."""
    profile = law("_d16", fee={"reminder": {"vat": "add"}})
    for recovers in (True, False):
        facts = case(act("2021-02-01", "reminder", fee="6.00"), creditor={"kind": "business", "recovers_vat": recovers})
        assert cr.standing(facts, profile, on="2021-02-01").owed.fees == 6
