"""Periods from a first and a second act, and waivers counted as the period is, in an invented country."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from collectrules import Case, Profile, load_case, load_profile, next_steps, standing

Event = dict[str, Any]


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d31")


def case(*events: Event) -> Case:
    claim = {"id": "1", "kind": "goods_or_services", "amount": "1000.00", "due": "2020-03-31", "due_agreed": True}
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [claim], "events": list(events)}
    )  # fmt: skip


def reminders(*days: str) -> list[Event]:
    return [{"on": day, "kind": "reminder"} for day in days]


@pytest.mark.parametrize(
    ("days", "earliest"),
    [
        ([], None),
        (["2021-03-01"], None),  # a second is wanting
        (["2021-03-01", "2021-03-15"], "2021-03-30"),  # four weeks end on 29 March
        (["2021-03-01", "2021-03-15", "2021-03-25"], "2021-03-30"),  # a third changes nothing
        (["2021-03-01", "2021-04-20"], "2021-04-21"),
        (["2021-04-20", "2021-03-01"], "2021-04-21"),  # whatever the order of the records
        (["2020-03-20", "2021-03-15"], None),  # before the due day nobody is reminded of anything
        (["2020-03-31", "2021-03-15"], None),  # nor on it
        (["2020-03-20", "2021-03-01", "2021-03-15"], "2021-03-30"),
    ],
)
def test_a_step_waits_for_the_first_and_the_second_of_several_acts(
    law: Profile, days: list[str], earliest: str | None
) -> None:
    step = next(s for s in next_steps(case(*reminders(*days)), law, on="2021-05-01").proposals if s.action == "report")
    missing = {reason.fact for reason in step.because if reason.code == "missing_act"}
    assert (step.status, "reminder.second" in missing) == (("open", False) if earliest else ("blocked", True))
    assert earliest is None or str(step.earliest) == earliest


@pytest.mark.parametrize(
    ("until", "ends"),
    [
        (None, "2025-12-31"),  # five years from the end of 2020
        ("2024-06-30", "2024-06-30"),
        ("2026-01-01", "2025-12-31"),
        ("2023-06-30", "2023-12-31"),  # never shorter than the law
    ],
)
def test_a_waiver_is_counted_from_where_the_period_starts(law: Profile, until: str | None, ends: str) -> None:
    waived = {"on": "2021-05-04", "kind": "limitation_waived"} | ({"until": until} if until else {})
    clocks = standing(case(waived), law, on="2021-06-01").clocks
    assert {str(clock.ends) for clock in clocks} == {ends}
