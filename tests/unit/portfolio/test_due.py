"""A run over what is due only equals a run over everything: what it passes over shows what it showed before."""

from __future__ import annotations

import datetime as dt
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import collectrules as cr
from collectrules.portfolio import due_cases, marks, summary_rows, worklist
from collectrules.portfolio.due import Mark
from collectrules.portfolio.running import Refused
from collectrules.testing import cases, horizon

PLAIN = settings(derandomize=True, max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
GROWING = {"owed"}
CASE: dict[str, Any] = {
    "id": "a", "jurisdiction": "DK", "currency": "DKK", "workflow": "standard",
    "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
    "claims": [{"id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2024-01-02",
                "due": "2024-01-31", "due_is": "agreed"}],
}  # fmt: skip


@cache
def loaded(name: str) -> cr.Profile:
    return cr.load_profile(name)


def seen(case: cr.Case, law: cr.Profile, on: dt.date) -> object:
    """A row and the steps that wait, without what grows with time."""
    (row,) = summary_rows([case], law, on=on)
    if isinstance(row, Refused):
        return "refused"
    found = worklist([case], law, on=on)
    shown = {name: value for name, value in row if name not in GROWING}
    return shown, found.groups, [(item.action, item.claims, item.since) for item in found.items]


@st.composite
def asked(draw: st.DrawFn, law: cr.Profile) -> tuple[cr.Case, dt.date, dt.date]:
    workflow = draw(st.sampled_from([None, *law.workflow]))
    case = draw(cases(law)).model_copy(update={"workflow": workflow})
    last = horizon(law)[1]
    on = draw(st.dates(min(claim.due for claim in case.claims), last))
    return case, on, draw(st.dates(on, min(last, on + dt.timedelta(days=200))))


@pytest.mark.parametrize("name", ["DK", "CH", "DE", "AT"])
@PLAIN
@given(data=st.data())
def test_what_is_passed_over_shows_what_it_showed(name: str, data: st.DataObject) -> None:
    law = loaded(name)
    case, on, later = data.draw(asked(law))
    before = {mark.case: mark for mark in marks([case], law, on=on)}
    assume(before)
    if not list(due_cases([case], law, before, on=later)):
        assert seen(case, law, on) == seen(case, law, later)


def mark(case: cr.Case, on: str) -> dict[str, Mark]:
    return {one.case: one for one in marks([case], loaded("DK"), on=on)}


def is_due(case: cr.Case, last: dict[str, Mark], on: str, **more: Any) -> bool:  # noqa: ANN401
    return list(due_cases([case], loaded("DK"), last, on=on, **more)) == [case]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2024-02-01", False),
        # The third day after the due day is the workflow's first step; then half a year's rate ends on 30 June.
        ("2024-02-02", False),
        ("2024-02-03", True),
        ("2024-01-31", True),  # a day before the mark is another question
    ],
)
def test_time_makes_a_case_due_on_its_day(on: str, *, expected: bool) -> None:
    case = cr.load_case(CASE)
    assert is_due(case, mark(case, "2024-02-01"), on) is expected


def test_what_else_makes_a_case_due() -> None:
    case = cr.load_case(CASE)
    last = mark(case, "2024-02-01")
    assert is_due(case, {}, "2024-02-02")
    assert is_due(case.with_event({"on": "2024-01-20", "kind": "note"}), last, "2024-02-02")
    assert is_due(case, last, "2024-02-02", readings={"fee_gap": "between"})
    assert is_due(case, {"a": last["a"].model_copy(update={"law": "other"})}, "2024-02-02")
    assert is_due(case, {"a": last["a"].model_copy(update={"engine": "0.0.1"})}, "2024-02-02")


def test_a_day_of_the_document_that_has_come_makes_a_case_due() -> None:
    case = cr.load_case(CASE | {"events": [{"on": "2024-02-02", "kind": "payment", "amount": "10.00"}]})
    last = mark(case, "2024-02-01")
    assert not is_due(case, last, "2024-02-01")
    assert is_due(case, last, "2024-02-02")


def test_a_case_that_could_not_be_answered_is_due_again() -> None:
    case = cr.load_case(CASE | {"workflow": "unknown"})
    assert mark(case, "2024-02-01") == {}
    assert is_due(case, {}, "2024-02-01")


def test_a_mark_is_kept_as_a_document() -> None:
    (one,) = mark(cr.load_case(CASE), "2024-02-01").values()
    assert cr.load(cr.dumps(one), kind=Mark) == one


def test_a_light_that_goes_on_by_itself_makes_a_case_due(tmp_path: Path) -> None:
    """A creditor of one's own who grows cautious after ninety days: nothing else of the case changes then."""
    shutil.copytree(loaded("CH").folder, tmp_path / "ch")
    with (tmp_path / "ch" / "outlook.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[outlook.long_overdue]\nwhat = "Long overdue"\nlaw = "outlook-policy"\nlight = "caution"\n'
            'instead_of = "nothing_known"\nwhen = { overdue = true, days_overdue = { from = 90 } }\n'
        )
    law = cr.load_profile(path=tmp_path / "ch")
    case = cr.load_case(CASE | {"jurisdiction": "CH", "currency": "CHF", "region": "ZH", "workflow": None})
    (one,) = marks([case], law, on="2024-03-01")
    assert one.look_again_on == dt.date(2024, 4, 30)  # the ninetieth day after 31 January
    assert [cr.standing(case, law, on=day).outlook.light for day in ("2024-04-29", "2024-04-30")] == [  # type: ignore[union-attr]
        "neutral", "caution",
    ]  # fmt: skip
