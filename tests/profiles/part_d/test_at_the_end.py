"""What is done about claims at their end, what it needs and on which day, in an invented country."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from collectrules import NextSteps, Profile, load_case, load_profile, next_steps

Event = dict[str, Any]
FILED: Event = {"on": "2020-12-01", "kind": "order_filed"}
PAID: Event = {"on": "2020-12-05", "kind": "payment", "amount": "100.00"}
CLOSED: Event = {"on": "2021-01-20", "kind": "closed"}


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d74")


def steps(law: Profile, on: str, *events: Event) -> NextSteps:
    claim = {"id": "1", "kind": "loan", "amount": "100.00", "due": "2020-11-01", "due_agreed": True}
    case = load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [claim], "events": list(events)}
    )  # fmt: skip
    return next_steps(case, law, on=on)


def shown(found: NextSteps) -> dict[str, str]:
    return {one.action: one.status for one in found.proposals}


def test_an_act_that_names_an_end_is_shown_for_claims_at_that_end(law: Profile) -> None:
    assert shown(steps(law, "2020-12-06", FILED, PAID)) == {"taken_back": "open"}


def test_nothing_is_shown_where_there_is_nothing_to_take_back(law: Profile) -> None:
    assert shown(steps(law, "2020-12-06", PAID)) == {}
    assert shown(steps(law, "2020-12-06", FILED, PAID, {"on": "2020-12-06", "kind": "taken_back"})) == {}


def test_what_is_at_its_end_waits_for_nobody(law: Profile) -> None:
    assert not steps(law, "2020-12-06", FILED, PAID).actionable
    assert steps(law, "2020-12-04", FILED).actionable


@pytest.mark.parametrize(
    ("on", "events", "status", "latest"),
    [
        ("2020-12-31", [FILED], "open", "2020-12-31"),
        ("2021-01-01", [FILED], "open", "None"),
        ("2020-12-31", [FILED | {"on": "2020-11-30"}], "lapsed", "2020-12-30"),
        ("2021-01-01", [FILED | {"on": "2020-11-30"}], "open", "None"),
        ("2021-01-30", [FILED, CLOSED], "open", "2021-01-30"),
        ("2021-01-31", [FILED, CLOSED], "lapsed", "2021-01-30"),
    ],
)
def test_a_law_may_ask_on_which_day_an_act_is_done(
    law: Profile, on: str, events: list[Event], status: str, latest: str
) -> None:
    (found,) = [one for one in steps(law, on, *events).proposals if one.action == "struck_out"]
    assert (found.status, str(found.latest)) == (status, latest)


@pytest.mark.parametrize(
    ("events", "needed"),
    [([FILED], set()), ([FILED, {"on": "2020-12-03", "kind": "order_contested"}], {"document:title_document"})],
)
def test_a_document_may_be_needed_only_under_a_condition(law: Profile, events: list[Event], needed: set[str]) -> None:
    (found,) = [one for one in steps(law, "2020-12-04", *events).proposals if one.action == "enforcement_asked"]
    assert set(found.needs) == {"document:proof_of_service"} | needed
