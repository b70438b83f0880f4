"""The strategies for other people's tests: what they draw loads, fits the profile, and can be narrowed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

import collectrules as cr
from collectrules.fold.checkcase import check_case
from collectrules.testing import cases, claims, histories, horizon, parties, usual_kinds

PROFILES = Path(__file__).resolve().parents[2] / "profiles"
PLAIN = settings(derandomize=True, max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SEEKING = settings(PLAIN, max_examples=2000, phases=[Phase.generate])
TARIFFS_KNOWN = {
    "AT": (dt.date(2019, 7, 3), dt.date(2026, 6, 30)),
    "DE": (dt.date(2021, 1, 1), dt.date(2026, 6, 30)),
}
"""Where an official tariff is modelled for less time than the law itself: an older act has no price, and says so."""
FIRST, LAST = dt.date(2018, 1, 1), dt.date(2018, 6, 30)


@cache
def loaded(name: str) -> cr.Profile:
    return cr.load_profile(name)


def danish() -> cr.Profile:
    return loaded("DK")


@pytest.mark.parametrize("name", sorted(file.parent.name.upper() for file in PROFILES.glob("*/profile.toml")))
@PLAIN
@given(data=st.data())
def test_a_random_case_fits_its_profile_and_gets_every_answer(name: str, data: st.DataObject) -> None:
    profile = loaded(name)
    case = data.draw(cases(profile, within=TARIFFS_KNOWN.get(name)))
    assert check_case(case, profile) is case
    assert case.jurisdiction == profile.header.id
    assert (case.region in profile.header.regions) == bool(profile.header.regions)
    last = max([event.on for event in case.events] + [claim.due for claim in case.claims])
    standing = cr.standing(case, profile, on=last)
    owed = standing.owed
    assert owed.total == owed.principal + owed.interest + owed.fees + owed.costs
    assert cr.next_steps(case, profile, on=last).case == cr.audit(case, profile, on=last).case == case.id


@PLAIN
@given(case=cases(loaded("CH"), regions=["GE", "TI"], claim_kinds=["rent"]))
def test_places_and_kinds_of_claims_can_be_narrowed(case: cr.Case) -> None:
    assert case.region in {"GE", "TI"}
    assert {claim.kind for claim in case.claims} == {"rent"}


@PLAIN
@given(case=cases(danish(), within=(FIRST, LAST), most_claims=2, most_events=3))
def test_days_and_numbers_can_be_narrowed(case: cr.Case) -> None:
    assert len(case.claims) <= 2
    assert len([event for event in case.events if event.of is None]) <= 3
    assert all(claim.arose is not None and FIRST <= claim.arose <= claim.due <= LAST for claim in case.claims)
    assert all(FIRST <= event.on <= LAST for event in case.events)


@PLAIN
@given(case=cases(danish(), debtor=parties(kinds=["consumer"]), kinds=["payment"]))
def test_parties_and_kinds_of_events_can_be_narrowed(case: cr.Case) -> None:
    assert case.debtor.kind == "consumer"
    assert {event.kind for event in case.events} <= {"payment"}


@PLAIN
@given(claim=claims(danish(), name="x", kinds=["loan"], most=500))
def test_a_claim_can_be_narrowed(claim: dict[str, str]) -> None:
    assert (claim["id"], claim["kind"]) == ("x", "loan")
    assert 1 <= int(claim["amount"].replace(".", "")) <= 500
    assert claim["arose"] <= claim["invoiced"] <= claim["due"]


@PLAIN
@given(data=st.data())
def test_a_history_keeps_to_its_claims_and_its_time(data: st.DataObject) -> None:
    claim = data.draw(claims(danish(), within=(FIRST, LAST)))
    events = data.draw(histories(danish(), [claim], until=LAST))
    assert [event["on"] for event in events if "of" not in event] == sorted(
        event["on"] for event in events if "of" not in event
    )
    assert all(claim["arose"] <= event["on"] for event in events)
    assert len({event["id"] for event in events}) == len(events)


CAN_HAPPEN: dict[str, Callable[[cr.Case], bool]] = {
    "an empty history": lambda case: not case.events,
    "three claims": lambda case: len(case.claims) == 3,
    "a payment taken back": lambda case: any(event.kind == "payment_reversed" for event in case.events),
    "an act voided": lambda case: any(event.kind == "void" for event in case.events),
    "an act of the court": lambda case: any(event.kind == "judgment" for event in case.events),
    "two events in one day": lambda case: len({event.on for event in case.events}) < len(case.events),
    "an unconfirmed payment": lambda case: any(event.status == "reported" for event in case.events),
}


@pytest.mark.parametrize("what", list(CAN_HAPPEN))
def test_what_may_happen_does(what: str) -> None:
    try:
        find(cases(danish()), CAN_HAPPEN[what], settings=SEEKING)
    except NoSuchExample:  # pragma: no cover
        pytest.fail(f"never drawn: {what}")


def test_the_usual_kinds_hold_the_acts_of_the_profile() -> None:
    usual = usual_kinds(danish())
    assert {"payment", "reminder", "payment_order_filed", "judgment"} <= set(usual)
    assert len(usual) == len(set(usual))


def test_a_kind_that_cannot_be_drawn_is_named() -> None:
    with pytest.raises(ValueError, match="paymnet"):
        histories(danish(), [], until=LAST, kinds=["payment", "paymnet"])


def test_the_horizon_ends_with_the_last_rate_that_is_known() -> None:
    first, last = horizon(danish())
    assert first == danish().header.first_day
    assert last == min(series.known_until for series in danish().series.values())
