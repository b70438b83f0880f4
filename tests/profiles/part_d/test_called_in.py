"""When the rest of a plan may be called in, worked out by hand: plans for 400.00, agreed on 31 December 2020."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from collectrules import Case, Profile, audit, load_case, load_profile, next_steps, standing

Rows = list[tuple[str, str]]


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d65")


def case(rows: Rows | None, *events: dict[str, Any], kind: str = "loan", grace: int | None = None) -> Case:
    claim = {"id": "1", "kind": kind, "amount": "400.00", "due": "2020-12-01", "due_agreed": True}
    agreed: dict[str, Any] = {"on": "2020-12-31", "kind": "plan_agreed"}
    if rows is not None:
        agreed["instalments"] = [{"due": due, "amount": amount} for due, amount in rows]
    if grace is not None:
        agreed["grace_days"] = grace
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [claim], "events": [agreed, *events]}
    )  # fmt: skip


def ending(law: Profile, given: Case, on: str) -> tuple[str, dt.date | None]:
    (step,) = [one for one in next_steps(given, law, on=on).proposals if one.action == "plan_terminated"]
    return step.status, step.earliest


QUARTERS: Rows = [(f"2021-0{month}-01", "100.00") for month in (2, 3, 4, 5)]
SMALL: Rows = [("2021-02-01", "50.00"), ("2021-03-01", "0.01"), ("2021-04-01", "0.01"), ("2021-05-01", "349.98")]
TWO: Rows = [("2021-02-01", "25.00"), ("2021-03-01", "25.00"), ("2021-06-30", "350.00")]
LONG: Rows = [*TWO[:2], ("2021-07-01", "350.00")]
LESS: Rows = [("2021-02-01", "24.99"), ("2021-03-01", "25.00"), ("2021-07-01", "350.01")]


@pytest.mark.parametrize(
    ("rows", "opens"),
    [
        (QUARTERS, "2021-02-12"),  # a quarter, ten days after 1 February are over
        ([("2021-02-01", "99.99"), *QUARTERS[1:3], ("2021-05-01", "100.01")], "2021-03-12"),  # the second brings more
        (SMALL, "2021-04-02"),  # the third is missed, whatever its sum
        (TWO, "2021-07-01"),  # six months end on 30 June: not longer, so three must be missed
        (LONG, "2021-03-02"),  # an eighth of 400.00 in two instalments
        (LESS, "2021-07-02"),  # a cent less: three must be missed
    ],
)
def test_the_rest_is_called_in_from_the_day_on_which_enough_is_overdue(law: Profile, rows: Rows, opens: str) -> None:
    first = dt.date.fromisoformat(opens)
    before = (first - dt.timedelta(days=1)).isoformat()
    assert ending(law, case(rows), before) == ("waiting", first)
    assert ending(law, case(rows), first.isoformat()) == ("open", first)


def test_the_last_of_a_plan_is_the_rest(law: Profile) -> None:
    paid = {"on": "2021-01-15", "kind": "payment", "amount": "399.00"}
    rows = [("2021-02-01", "399.00"), ("2021-03-01", "1.00")]
    # 1.00 is far from a quarter; five days after 1 March are over on the 7th
    assert ending(law, case(rows, paid), "2021-03-06") == ("waiting", dt.date(2021, 3, 7))
    assert ending(law, case(rows, paid), "2021-03-07")[0] == "open"


def test_the_days_a_late_instalment_is_tolerated_count_where_they_are_more(law: Profile) -> None:
    assert ending(law, case(QUARTERS, grace=20), "2021-02-12")[0] == "waiting"
    assert ending(law, case(QUARTERS, grace=20), "2021-02-22")[0] == "open"


def test_money_that_comes_in_takes_away_what_had_opened(law: Profile) -> None:
    some = {"on": "2021-02-12", "kind": "payment", "amount": "0.01"}
    assert ending(law, case(QUARTERS, some), "2021-02-12") == ("waiting", dt.date(2021, 3, 12))


def test_of_a_debt_that_no_rule_is_about_one_missed_instalment_is_enough(law: Profile) -> None:
    assert ending(law, case(SMALL, kind="rent"), "2021-02-02")[0] == "open"


def test_without_the_terms_nobody_knows_unless_it_is_told(law: Profile) -> None:
    (step,) = [one for one in next_steps(case(None), law, on="2021-02-12").proposals if one.action == "plan_terminated"]
    assert (step.status, step.needs) == ("blocked", ("fact:plan_callable",))
    told = {"on": "2021-02-12", "kind": "fact", "name": "plan_callable", "value": True}
    assert ending(law, case(None, told), "2021-02-12")[0] == "open"


@pytest.mark.parametrize(
    ("on", "kind", "found"),
    [
        ("2021-02-11", "loan", [("step_condition", "breach")]),
        ("2021-02-12", "loan", []),
        ("2021-02-01", "rent", [("step_condition", "note")]),
        ("2021-02-02", "rent", []),
    ],
)
def test_who_ends_a_plan_too_early_breaks_the_law_where_it_binds(
    law: Profile, on: str, kind: str, found: list[tuple[str, str]]
) -> None:
    given = case(QUARTERS, {"id": "e", "on": on, "kind": "plan_terminated"}, kind=kind)
    assert [
        (one.code, one.severity) for one in audit(given, law, on="2021-06-01").findings if one.event == "e"
    ] == found


@pytest.mark.parametrize(
    ("on", "kind", "told", "status", "severity"),
    [
        ("2021-02-11", "loan", None, "blocked", "breach"),  # a quarter is missed, and not yet late for ten days
        ("2021-02-12", "loan", None, "open", None),
        ("2021-02-03", "rent", None, "open", None),
        ("2021-02-03", "rent", False, "open", "note"),  # unwise, but nothing forbids it
    ],
)
def test_a_notice_without_its_ground_counts_for_nothing_where_that_binds(
    law: Profile, on: str, kind: str, told: bool | None, status: str, severity: str | None
) -> None:
    fact = [] if told is None else [{"on": "2021-01-04", "kind": "fact", "name": "plan_callable", "value": told}]
    given = case(QUARTERS, *fact, {"id": "n", "on": on, "kind": "plan_notice"}, kind=kind)
    (step,) = [one for one in next_steps(given, law, on="2021-02-12").proposals if one.action == "order_filed"]
    assert step.status == status
    found = {one.event: one.severity for one in audit(given, law, on="2021-02-12").findings}
    assert found.get("n") == severity


@pytest.mark.parametrize(("on", "kind", "runs"), [("2021-02-11", "loan", True), ("2021-02-12", "loan", False),
                                                  ("2021-02-01", "rent", False)])  # fmt: skip
def test_a_plan_that_was_ended_without_a_ground_runs_on_where_that_binds(
    law: Profile, on: str, kind: str, runs: bool
) -> None:
    given = case(QUARTERS, {"on": on, "kind": "plan_terminated"}, kind=kind)
    assert any(clock.kind == "plan_default" for clock in standing(given, law, on="2021-02-12").clocks) == runs
