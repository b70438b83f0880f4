"""Acts that are void when late, waivers of limitation, and what a request settles, in an invented country."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from collectrules import Case, Profile, audit, load_case, load_profile, next_steps, standing

Event = dict[str, Any]
SERVED = {"on": "2021-03-01", "kind": "order_served"}


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d25")


def act(on: str, kind: str, **more: object) -> Event:
    return {"on": on, "kind": kind, **more}


def case(*events: Event, **claim: object) -> Case:
    plain = {"id": "1", "kind": "goods_or_services", "amount": "1000.00", "due": "2020-12-31", "due_agreed": True}
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [plain | claim], "events": list(events)}
    )  # fmt: skip


def step(facts: Case, law: Profile, action: str, on: str) -> Any:  # noqa: ANN401
    return next(step for step in next_steps(facts, law, on=on).proposals if step.action == action)


@pytest.mark.parametrize(
    ("day", "stage", "codes", "latest"),
    [
        # ten days after 1 March; while it stands the year stands still, so that it has no end
        ("2021-03-11", "objected", [], "None"),
        ("2021-03-12", "ordered", ["step_too_late"], "2022-03-01"),
    ],
)
def test_a_late_act_that_is_void_changes_no_stage_and_begins_no_stay(
    law: Profile, day: str, stage: str, codes: list[str], latest: str
) -> None:
    facts = case(SERVED, act(day, "objection"))
    assert standing(facts, law, on="2021-04-01").stage == stage
    assert [found.code for found in audit(facts, law, on="2021-04-01").findings] == codes
    if stage == "ordered":
        assert str(step(facts, law, "continuation_requested", "2021-04-01").latest) == latest


@pytest.mark.parametrize(
    ("until", "ends"),
    [
        (None, "2026-05-04"),  # five years from the waiver
        ("2025-06-30", "2025-06-30"),
        ("2030-06-30", "2026-05-04"),
        ("2023-06-30", "2023-12-31"),  # never shorter than the law
    ],
)
def test_a_waiver_of_limitation_lasts_as_long_as_the_law_lets_it(law: Profile, until: str | None, ends: str) -> None:
    waived = act("2021-05-04", "limitation_waived", **({"until": until} if until else {}))
    clocks = standing(case(waived), law, on="2021-06-01").clocks
    assert {str(clock.ends) for clock in clocks} == {ends}


def test_what_a_request_led_to_stays_so_when_the_case_changes(law: Profile) -> None:
    asked = [SERVED, act("2021-03-20", "continuation_requested")]
    disputed = act("2021-04-10", "dispute")
    assert step(case(*asked, disputed), law, "seizure_requested", "2021-05-01").status == "open"
    before = case(SERVED, disputed | {"on": "2021-03-15"}, asked[1])
    assert step(before, law, "seizure_requested", "2021-05-01").status == "blocked"


def test_a_cost_is_allowed_only_where_costs_were_agreed(law: Profile) -> None:
    asked = [SERVED, act("2021-03-20", "continuation_requested"), act("2021-04-01", "seizure_requested")]
    agreed = case(*asked, agreements={"costs": True})
    assert str(standing(agreed, law, on="2021-04-02").owed.costs) == "20.00"
    assert str(standing(case(*asked), law, on="2021-04-02").owed.costs) == "0.00"


def test_a_profile_says_which_acts_ask_for_enforcement_where_their_names_do_not(law: Profile) -> None:
    still = case(SERVED, act("2021-03-02", "stay_began", name="truce"))
    found = {name: step(still, law, name, "2021-03-03").status for name in ("pursuit", "extract_requested")}
    assert found == {"pursuit": "blocked", "extract_requested": "open"}
    assert step(case(SERVED), law, "pursuit", "2021-03-03").status == "open"


@pytest.mark.parametrize(
    ("before", "stage"),
    [([], "overdue"), ([SERVED], "ordered"), ([SERVED, act("2021-03-05", "objection")], "objected")],
)
def test_what_stood_still_goes_on_where_it_stood(law: Profile, before: list[Event], stage: str) -> None:
    frozen = [*before, act("2021-05-03", "freeze_ordered")]
    assert standing(case(*frozen), law, on="2021-06-01").stage == "frozen"
    assert standing(case(*frozen, act("2021-06-01", "freeze_ended")), law, on="2021-06-01").stage == stage


def test_an_act_that_leads_from_some_stages_only_leaves_what_stands_elsewhere(law: Profile) -> None:
    asked = act("2021-03-05", "agent_asked")
    for events, stage in (((asked,), "with_agent"), ((SERVED, asked), "ordered")):
        facts = case(*events)
        assert standing(facts, law, on="2021-03-06").stage == stage
        assert audit(facts, law, on="2021-03-06").findings == ()


def test_an_act_out_of_its_stage_that_is_void_counts_for_nothing(law: Profile) -> None:
    early = case(act("2021-02-26", "objection"), SERVED)
    assert standing(early, law, on="2021-03-02").stage == "ordered"
    assert [one.code for one in audit(early, law, on="2021-03-02").findings] == ["step_wrong_stage"]
    assert step(early, law, "continuation_requested", "2021-03-02").latest is not None  # no objection stays the year


def test_numbers_in_the_ids_of_one_day_count_as_numbers(law: Profile) -> None:
    served = act("2021-03-01", "order_served", id="e9")
    ended = act("2021-03-01", "objection_ended", id="e11")
    facts = case(act("2021-03-01", "objection", id="e10"), ended, served)
    assert standing(facts, law, on="2021-03-02").stage == "ordered"
    assert audit(facts, law, on="2021-03-02").findings == ()
