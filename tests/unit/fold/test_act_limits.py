"""How often an act may be done, unit by unit, in an invented country whose reminders are limited to one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import collectrules as cr
from collectrules.loader import model as m

SHARED = Path(__file__).parents[2] / "profiles/part_d/_d18a"
FIRST, SECOND = "2021-02-01", "2021-03-01"


def law(**limit: Any) -> cr.Profile:  # noqa: ANN401
    found = cr.load_profile(path=SHARED)
    reminder = replace(found.act["reminder"], limits=(m.Limit(**limit),))
    return replace(found, act={**found.act, "reminder": reminder}, memo={})


def claim(name: str, relationship: str | None = None) -> dict[str, Any]:
    plain = {"id": name, "kind": "goods_or_services", "amount": "100.00", "due": "2020-12-31", "due_agreed": True}
    return plain | ({} if relationship is None else {"relationship": relationship})


def case(*reminded: tuple[str, str], claims: tuple[dict[str, Any], ...] = (claim("1"),)) -> cr.Case:
    events = [{"on": on, "kind": "reminder", "claims": [name]} for on, name in reminded]
    parties = {"creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}}
    return cr.load_case({"id": "x", "currency": "EUR", **parties, "claims": list(claims), "events": events})


def codes(facts: cr.Case, profile: cr.Profile) -> list[str]:
    return [found.code for found in cr.audit(facts, profile, on="2021-04-01").findings]


TWICE = ((FIRST, "1"), (SECOND, "1"))
ONCE_EACH = ((FIRST, "1"), (SECOND, "2"))
ONE_CONTRACT = (claim("1", "flat"), claim("2", "flat"))
TWO_CONTRACTS = (claim("1", "flat"), claim("2", "car"))


def test_once_for_a_claim_is_once_for_each(profile_of_claim: cr.Profile) -> None:
    assert codes(case(TWICE[0]), profile_of_claim) == []
    assert len(codes(case(*TWICE), profile_of_claim)) == 1
    assert codes(case(*ONCE_EACH, claims=TWO_CONTRACTS), profile_of_claim) == []


@pytest.fixture
def profile_of_claim() -> cr.Profile:
    return law(at_most=1, per="claim")


def test_once_in_a_contract_is_once_for_all_its_claims() -> None:
    profile = law(at_most=1, per="contract")
    assert codes(case(*ONCE_EACH, claims=TWO_CONTRACTS), profile) == []
    assert len(codes(case(*ONCE_EACH, claims=ONE_CONTRACT), profile)) == 1


@pytest.mark.parametrize("per", ["act", "letter"])
def test_once_in_an_act_or_letter_holds_no_later_one_up(per: str) -> None:
    assert codes(case(*TWICE), law(at_most=1, per=per)) == []


@pytest.mark.parametrize("limit", [{"free": 1, "per": "case"}, {"at_most": 1, "per": "arrears_run"}])
def test_a_limit_that_is_not_reckoned_with_is_not_passed_over(limit: dict[str, Any]) -> None:
    with pytest.raises(cr.NotModelled) as caught:
        cr.next_steps(case(TWICE[0]), law(**limit), on="2021-04-01")
    assert caught.value.code == "word_not_computed"


def test_an_act_of_which_a_matter_has_one_is_done_once_in_it() -> None:
    profile = law(at_most=1, per="matter")
    assert len(codes(case(*TWICE), profile)) == 1
