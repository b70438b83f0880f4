"""The steps of one act, worked out alone for `accept`, are those that the whole list has of it."""

from __future__ import annotations

from pathlib import Path

import pytest

import collectrules as cr
from collectrules.answers.proposals import proposals_of
from collectrules.fold.asking import ask
from collectrules.steps.planning import planned
from tests.release.walking import Walker

PROFILES = Path(__file__).parents[3] / "profiles"


@pytest.mark.parametrize("law", ["at", "ch", "de", "dk"])
def test_the_steps_of_one_act_are_those_of_the_whole_list(law: str) -> None:
    profile, compared = cr.load_profile(path=PROFILES / law), 0
    for seed in range(8):
        walk = Walker(profile, seed).walk()
        question = ask(walk.case, profile, on=walk.on)
        plans = planned(question.state)
        whole = list(proposals_of(question, plans, frozenset()))
        for action in {step.action for step in whole}:
            alone = list(proposals_of(question, plans, frozenset(), action))
            mine = [step for step in whole if step.action == action]
            assert [step.model_dump(mode="json") for step in alone] == [step.model_dump(mode="json") for step in mine]
            compared += len(mine)
    assert compared > 100
