"""How often an act may be done, unit by unit, in an invented country whose reminders are limited to one."""

from __future__ import annotations

from typing import Any

import pytest

import collectrules as cr
from collectrules.loader import model as m
from tests.unit.fold import laws
from tests.unit.fold.laws import act, codes

ON = "2021-04-01"


def law(**limit: Any) -> cr.Profile:  # noqa: ANN401
    return laws.law("_d18a", act={"reminder": {"limits": (m.Limit(**limit),)}})


def reminded(*names: str, relationships: tuple[str | None, ...] = (None,)) -> cr.Case:
    """A reminder of a claim on the first of February, of another one or the same on the first of March."""
    sent = [act(f"2021-0{month}-01", "reminder", claims=[name]) for month, name in enumerate(names, 2)]
    return laws.case(*sent, claims=tuple({"relationship": one} if one else {} for one in relationships))


CONTRACT, CONTRACTS = ("flat", "flat"), ("flat", "car")


def test_once_for_a_claim_is_once_for_each() -> None:
    profile = law(at_most=1, per="claim")
    assert codes(reminded("1"), profile, ON) == []
    assert codes(reminded("1", "1"), profile, ON) == ["step_limit"]
    assert codes(reminded("1", "2", relationships=CONTRACTS), profile, ON) == []


def test_once_in_a_contract_is_once_for_all_its_claims() -> None:
    profile = law(at_most=1, per="contract")
    assert codes(reminded("1", "2", relationships=CONTRACTS), profile, ON) == []
    assert codes(reminded("1", "2", relationships=CONTRACT), profile, ON) == ["step_limit"]


@pytest.mark.parametrize("per", ["act", "letter"])
def test_once_in_an_act_or_letter_holds_no_later_one_up(per: str) -> None:
    assert codes(reminded("1", "1"), law(at_most=1, per=per), ON) == []


@pytest.mark.parametrize(
    ("limit", "path"),
    [
        ({"free": 1, "per": "case"}, "act.reminder.limits.free"),
        ({"at_most": 1, "per": "arrears_run"}, "act.reminder.limits.per.arrears_run"),
    ],
)
def test_a_limit_that_is_not_reckoned_with_is_not_passed_over(limit: dict[str, Any], path: str) -> None:
    with pytest.raises(cr.NotModelled) as caught:
        cr.next_steps(reminded("1"), law(**limit), on=ON)
    assert (caught.value.code, caught.value.faults[0].path) == ("word_not_computed", path)


def test_an_act_of_which_a_matter_has_one_is_done_once_in_it() -> None:
    assert codes(reminded("1", "1"), law(at_most=1, per="matter"), ON) == ["step_limit"]
