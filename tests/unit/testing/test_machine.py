"""The state machine lives through cases under each law, and finds what is planted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

import collectrules as cr
from collectrules.testing import CHECKS, Broken, CaseMachine
from collectrules.testing import machine as module
from collectrules.testing.machine import usual_settings

PROFILES = Path(__file__).parents[3] / "profiles"
TARIFFS_KNOWN = {
    "AT": (dt.date(2019, 7, 3), dt.date(2026, 6, 30)),
    "DE": (dt.date(2021, 1, 1), dt.date(2026, 6, 30)),
}
"""Where an official tariff is modelled for less time than the law itself."""


@pytest.mark.parametrize("name", sorted(file.parent.name.upper() for file in PROFILES.glob("*/profile.toml")))
def test_invariants_hold_day_by_day(name: str) -> None:
    run_state_machine_as_test(CaseMachine(cr.load_profile(name), within=TARIFFS_KNOWN.get(name)))


def test_what_is_planted_is_found_with_the_case_that_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def never_paid(case: cr.Case, _profile: cr.Profile, *, on: dt.date) -> None:
        if any(event.kind == "payment" for event in case.events):
            raise Broken(1, "standing.payments", f"planted on {on}")

    monkeypatch.setattr(module, "CHECKS", MappingProxyType({**CHECKS, "payments_allocated_once": never_paid}))
    run = settings(usual_settings(examples=20), database=None, phases=[Phase.generate])
    made = CaseMachine(cr.load_profile("DK"), each_step=["payments_allocated_once"], run=run)
    with pytest.raises(Broken, match="planted") as caught:
        run_state_machine_as_test(made)
    shown = "\n".join(caught.value.__notes__)
    assert "payments_allocated_once on" in shown
    assert '"kind": "payment"' in shown


def test_settings_follow_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXAMPLES", "7")
    assert usual_settings().max_examples == 7
    assert usual_settings(examples=2, steps=5).stateful_step_count == 5
    assert CaseMachine(cr.load_profile("DK")).TestCase.settings.max_examples == 7
