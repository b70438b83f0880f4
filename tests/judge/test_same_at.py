"""Engine and judge agree on random Austrian histories: interest, fees, bills, payments, windows, proposals."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import collectrules as cr
from collectrules.judge.history import Judge
from collectrules.judge.tariffs import Tariff
from collectrules.judge.words import half_up
from tests.judge import comparing, proposing
from tests.judge.comparing import Asked
from tests.judge.histories_at import EDGES, LAST, histories, ways
from tests.laws.properties import few

AUSTRIAN = Path(__file__).parents[2] / "profiles" / "at"


@cache  # no fixtures: Hypothesis would print both whole when an example fails
def judge() -> Judge:
    return Judge(AUSTRIAN)


@cache
def austrian() -> cr.Profile:
    return cr.load_profile("AT")


@few(25)
@given(asked=histories())
def test_interest_fees_and_payments_are_the_same(asked: Asked) -> None:
    comparing.same_money(judge(), austrian(), asked)


@few(20)
@given(asked=histories())
def test_what_is_lawful_of_each_bill_is_the_same(asked: Asked) -> None:
    comparing.same_sums(judge(), austrian(), asked)


@few(12)
@given(asked=histories())
def test_first_and_last_days_are_the_same(asked: Asked) -> None:
    comparing.same_windows(judge(), austrian(), asked)


@few(12)
@given(asked=histories())
def test_prices_and_findings_are_the_same(asked: Asked) -> None:
    comparing.same_prices(judge(), austrian(), asked)
    comparing.same_findings(judge(), austrian(), asked)


@few(20)
@given(
    name=st.sampled_from(["ggg_tp1", "handling", "first_reminder", "further_reminder"]),
    value=st.one_of(st.sampled_from([e + d for e in EDGES for d in (0, 1, 4)]), st.integers(1, 200_000_000)),
    on=st.dates(dt.date(2019, 7, 3), LAST),
    readings=ways(),
)
def test_tariffs_are_the_same(name: str, value: int, on: dt.date, readings: dict[str, str]) -> None:
    keys = {"act": on, "filed": on}
    mine = Tariff(judge().law, keys, {**judge().cautious, **readings}).figure(name, Fraction(value, 100))
    sum_ = Decimal(value).scaleb(-2)
    found = cr.tariff(austrian(), f"value.{name}", value=sum_, on=on, readings=readings)
    assert found.amount * 100 == half_up(mine * 100)


@few(12)
@given(asked=histories(), pick=st.integers(0, 60))
def test_nothing_that_is_proposed_is_flagged(asked: Asked, pick: int) -> None:
    """A step on the day itself, on its first and on its last day, under the readings that were chosen."""
    document, on, readings = asked
    case = cr.load_case({**document, "readings": readings})
    proposing.nothing_is_flagged(judge(), austrian(), case, on, pick, LAST)
