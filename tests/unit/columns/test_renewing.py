"""A run over what can have changed gives what a full run gives, and everything else is as it was."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

pytest.importorskip("pyarrow")

import pyarrow as pa

import collectrules as cr
from collectrules.columns import again, due_rows, of_cases, run
from tests.differential.drawing import drawn, seeded

LAW = cr.load_profile("DK")
FIRST = dt.date(2025, 2, 20)
STAYS = ("principal", "fees", "costs", "credit", "step", "step_on", "charges", "error")


def by_case(table: pa.Table) -> dict[str, dict[str, Any]]:
    return {one["case"]: one for one in table.to_pylist()}


@pytest.mark.parametrize("days", [0, 1, 9, 40, 200])
def test_it_equals_a_full_run(days: int) -> None:
    random, on = seeded(days), FIRST + dt.timedelta(days=days)
    cases = [
        drawn(random, LAW, n, fee="100.00", due=FIRST - dt.timedelta(days=random.randrange(400))) for n in range(80)
    ]
    portfolio = of_cases(cases)
    before, full = run(portfolio, LAW, on=FIRST), run(portfolio, LAW, on=on)
    touched = [one.id for one in cases if any(FIRST < event.on <= on for event in one.events)]
    found = by_case(again(portfolio, LAW, before, on=on, touched=touched).cases)
    old, new = by_case(before.cases), by_case(full.cases)
    assert set(found) == set(due_rows(before, on=on, touched=touched).to_pylist())
    assert {name: one for name, one in new.items() if name in found} == found
    for name in set(new) - set(found):
        assert [new[name][word] for word in STAYS] == [old[name][word] for word in STAYS]


def test_a_quiet_day_touches_few() -> None:
    random = seeded(5)
    cases = [
        drawn(random, LAW, n, fee="100.00", due=FIRST - dt.timedelta(days=random.randrange(400))) for n in range(60)
    ]
    portfolio = of_cases(cases)
    before = run(portfolio, LAW, on=FIRST)
    answered = sum(error is None for error in before.cases["error"].to_pylist())
    assert len(due_rows(before, on=FIRST + dt.timedelta(days=1))) < 60 - answered + 10


def test_a_new_case_is_asked() -> None:
    random = seeded(6)
    cases = [drawn(random, LAW, n, fee="100.00", due=FIRST) for n in range(3)]
    before = run(of_cases(cases[:2]), LAW, on=FIRST)
    found = again(of_cases(cases), LAW, before, on=FIRST, touched=["case-2"])
    assert "case-2" in found.cases["case"].to_pylist()
