"""Lives, caseloads and invented law: what is drawn loads, fits its law, and is what it says it is."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

import collectrules as cr
from collectrules.checking import check_profile
from collectrules.fold.checkcase import check_case
from collectrules.testing import caseloads, cases, check_all, horizon, invented_profiles, lives, parties
from collectrules.testing.judging import judged_alike

PROFILES = Path(__file__).parents[3] / "profiles"
PLAIN = settings(
    derandomize=True, max_examples=15, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)  # fmt: skip
SEEKING = settings(PLAIN, max_examples=500, phases=[Phase.generate])
SPAN = dt.date(2023, 1, 1), dt.date(2025, 12, 31)


@cache
def loaded(name: str) -> cr.Profile:
    return cr.load_profile(name)


@pytest.mark.parametrize("name", sorted(file.parent.name.upper() for file in PROFILES.glob("*/profile.toml")))
@PLAIN
@given(data=st.data())
def test_a_life_is_a_case_whose_own_steps_are_lawful(name: str, data: st.DataObject) -> None:
    profile = loaded(name)
    case = data.draw(lives(profile, within=SPAN))
    assert check_case(case, profile) is case
    last = max([event.on for event in case.events] + [claim.due for claim in case.claims])
    assert last <= SPAN[1]
    mine = {event.id for event in case.events if event.kind in profile.act and profile.act[event.kind].by == "creditor"}
    assert [found for found in cr.audit(case, profile, on=last).breaches if found.event in mine] == []


@pytest.mark.parametrize("kind", ["reminder", "payment", "plan_agreed", "dispute"])
def test_much_happens_in_lives(kind: str) -> None:
    found = find(
        lives(loaded("DE"), within=SPAN), lambda case: kind in {event.kind for event in case.events}, settings=SEEKING
    )
    assert kind in {event.kind for event in found.events}


@PLAIN
@given(load=caseloads(loaded("CH"), most=3, within=SPAN, creditor=parties(kinds=["business"])))
def test_a_caseload_is_of_one_creditor(load: list[cr.Case]) -> None:
    assert len(load) <= 3
    assert {case.creditor.kind for case in load} <= {"business"}
    assert len({str(case.creditor) for case in load}) <= 1
    assert len({case.id for case in load}) == len(load)


@settings(PLAIN, max_examples=8)
@given(profile=invented_profiles())
def test_invented_law_is_sound(profile: cr.Profile) -> None:
    found = check_profile(Path(profile.folder)).faults
    assert [str(fault) for fault in found if not str(fault.code).startswith("F7")] == []


def test_invented_law_differs() -> None:
    pair = st.tuples(invented_profiles(), invented_profiles())
    one, other = find(pair, lambda both: both[0].fingerprint != both[1].fingerprint, settings=SEEKING)
    assert one.header.id == other.header.id == "_made"
    assert one.folder != other.folder


@settings(PLAIN, max_examples=6)
@given(data=st.data())
def test_invariants_hold_under_invented_law(data: st.DataObject) -> None:
    """The engine knows no law by heart."""
    profile = data.draw(invented_profiles())
    case = data.draw(cases(profile, most_claims=2, most_events=4))
    check_all(case, profile, on=data.draw(st.dates(max(claim.due for claim in case.claims), horizon(profile)[1])))


@settings(PLAIN, max_examples=15)
@given(data=st.data())
def test_the_judge_agrees_under_invented_law(data: st.DataObject) -> None:
    """Nor does the judge."""
    profile = data.draw(invented_profiles())
    kinds = ["payment", "reminder", "collection_notice", "dispute", "letter"]
    case = data.draw(cases(profile, kinds=kinds, within=SPAN))
    judged_alike(case, profile, on=data.draw(st.dates(max(claim.due for claim in case.claims), SPAN[1])))
