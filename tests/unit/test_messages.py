"""What an error says besides its code: what may be chosen, what would decide it too, what has changed."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

import collectrules as cr
from collectrules.checking.showing import show
from collectrules.ground.errors import choices, nearest

Words = Mapping[str, object]
DAYS = {"demanded": "2026-01-05", "invoiced": "2026-01-05", "received": "2026-01-05", "performed": "2026-01-05"}


def case(law: str, *, claim: Words | None = None, debtor: str = "consumer", **words: object) -> cr.Case:
    profile = cr.load_profile(law)
    return cr.load_case({
        "id": "messages", "jurisdiction": law, "currency": profile.header.currency,
        "creditor": {"kind": "business"}, "debtor": {"kind": debtor},
        "claims": [{"id": "1", "kind": "goods_or_services", "amount": "500.00", "due": "2026-01-31", **(claim or {})}],
        **words,
    })  # fmt: skip


def fault_of(found: cr.Case, law: str) -> cr.Fault:
    with pytest.raises(cr.CollectRulesError) as caught:
        cr.standing(found, cr.load_profile(law), on="2026-04-20")
    return caught.value.faults[0]


def test_an_unknown_workflow_is_told_those_there_are() -> None:
    expected = "one of before_court, fast, standard"
    assert fault_of(case("DK", workflow="slow"), "DK").expected == expected
    with pytest.raises(cr.BadInput) as caught:
        cr.simulate(case("DK"), cr.load_profile("DK"), on="2026-02-01", until="2026-03-01", workflow="slow")
    assert caught.value.faults[0].expected == expected


def test_an_unknown_region_is_told_a_few_of_many() -> None:
    assert fault_of(case("CH", region="XX"), "CH").expected == "one of 26 such as AG, AI, AR, BE, BL, BS, FR, GE"


def test_an_unknown_profile_is_told_those_installed() -> None:
    with pytest.raises(cr.BadInput, match=r"one of AT, CH, DE, DK\b"):
        cr.load_profile("XX")


def test_where_there_is_nothing_to_choose_that_is_said() -> None:
    assert choices([]) == "none, for there is none"


@pytest.mark.parametrize(
    ("word", "near"),
    [("workflow.nothing", None), ("workflow.standrd", "workflow.standard"), ("workflw.fast", "workflow.fast")],
)
def test_what_names_begin_with_makes_them_no_more_alike(word: str, near: str | None) -> None:
    assert nearest(word, ["workflow.fast", "workflow.standard", "workflow.before_court"]) == near


def test_an_unknown_record_is_told_its_kind_has_others() -> None:
    with pytest.raises(cr.BadInput) as caught:
        show(cr.load_profile("DK"), "workflow.nothing")
    fault = caught.value.faults[0]
    assert (fault.expected, fault.nearest) == (
        "one of workflow.before_court, workflow.fast, workflow.standard", None,
    )  # fmt: skip


# What else decides when interest begins --------------------------------------------------------------------

OPEN = [("DK", "consumer", "demanded"), ("DK", "business", "demanded"), ("DE", "business", "received")]


@pytest.mark.parametrize(("law", "debtor", "field"), OPEN)
def test_a_missing_day_of_a_claim_names_what_else_decides_it(law: str, debtor: str, field: str) -> None:
    fault = fault_of(case(law, debtor=debtor, claim={"arose": "2026-01-01"}), law)
    assert (fault.code, fault.path) == ("missing_fact", f"claims[0].{field}")
    days = re.findall(r"`(\w+)`", fault.expected)
    words = re.findall(r'`due_is = "(\w+)"`', fault.expected)
    assert days
    assert words == ["agreed"]
    for given in (*({day: DAYS[day]} for day in (field, *days)), {"due_is": "agreed"}):
        found = case(law, debtor=debtor, claim={"arose": "2026-01-01", **given})
        assert cr.standing(found, cr.load_profile(law), on="2026-04-20").owed.interest > 0, given


def test_of_rent_the_same_is_said() -> None:
    fault = fault_of(case("DK", claim={"kind": "rent", "lease": "housing"}), "DK")
    assert "`invoiced`" in fault.expected
    assert '`due_is = "agreed"`' in fault.expected


def test_a_fact_that_is_missing_names_the_field_that_tells_it() -> None:
    fault = fault_of(case("DE", debtor="business", claim={"due_is": "agreed"}), "DE")
    assert (fault.path, fault.expected) == (
        "claim_arose", "a fact; nine_points turns on it, and `claims[].arose` tells it",
    )  # fmt: skip


# What has changed since a step was read ----------------------------------------------------------------------


def test_a_step_overtaken_says_what_was_and_what_is() -> None:
    """A charged letter of the 4th keeps the next one waiting for ten whole days, to the 15th."""
    law, facts = cr.load_profile("DK"), case("DK", claim={"due_is": "agreed"})
    step = next(one for one in cr.next_steps(facts, law, on="2026-02-03").proposals if one.action == "reminder")
    other = facts.with_event({"on": "2026-02-04", "kind": "reminder", "fee": "100.00"})
    with pytest.raises(cr.StaleProposal) as caught:
        cr.accept(other, step, law, on="2026-02-05")
    assert str(caught.value).splitlines() == [
        "reminder.earliest: was 2026-02-01, is 2026-02-15 now [stale_window]",
        "reminder: the step is waiting, not open [not_open]",
    ]


def test_a_step_that_is_gone_says_so() -> None:
    law, facts = cr.load_profile("DK"), case("DK", claim={"due_is": "agreed"})
    step = next(one for one in cr.next_steps(facts, law, on="2026-02-03").proposals if one.action == "reminder")
    other = case("DK", claim={"due_is": "agreed", "id": "2"})
    with pytest.raises(cr.StaleProposal, match="the step is proposed no longer for the same claims"):
        cr.accept(other, step, law, on="2026-02-03")
