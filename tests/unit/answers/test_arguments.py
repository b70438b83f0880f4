"""Arguments of another type are refused with a code, wherever they are given; nothing else escapes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import collectrules as cr
from collectrules import BadInput, Case, Profile

ON = "2024-03-01"


@pytest.fixture(scope="module")
def law() -> Profile:
    return cr.load_profile("DK")


@pytest.fixture
def case() -> Case:
    return cr.load_case({
        "id": "a1", "currency": "DKK", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
        "claims": [{"id": "c1", "kind": "goods_or_services", "amount": "1000.00", "due": "2024-01-31",
                    "due_agreed": True}],
    })  # fmt: skip


def refused(ask: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(BadInput) as error:
        ask()
    return error.value.code, error.value.faults[0].path


@pytest.mark.parametrize(
    ("readings", "path"), [({"x": 5}, "readings.x"), ({5: 5}, "readings"), (["x"], "readings"), ("x", "readings")]
)
def test_readings_are_names_with_options(case: Case, law: Profile, readings: Any, path: str) -> None:  # noqa: ANN401
    asked: tuple[Callable[[], object], ...] = (
        lambda: cr.standing(case, law, on=ON, readings=readings),
        lambda: cr.next_steps(case, law, on=ON, readings=readings),
        lambda: cr.monthly_statement(case, law, month="2024-02", readings=readings),
        lambda: cr.assess(case, law, {"on": ON, "kind": "reminder"}, on=ON, readings=readings),
        lambda: cr.tariff(law, "fee.reminder", on=ON, readings=readings),
    )
    assert [refused(one) for one in asked] == [("wrong_type", path)] * len(asked)


@pytest.mark.parametrize("assume", [["carry_forward"], {}, 5, "carry"])
def test_an_assumption_is_a_known_word(case: Case, law: Profile, assume: Any) -> None:  # noqa: ANN401
    assert refused(lambda: cr.standing(case, law, on=ON, assume=assume)) == ("unknown_assumption", "assume")


@pytest.mark.parametrize("given", [None, 5, "reminder"])
def test_a_proposal_and_an_event_are_what_they_are(case: Case, law: Profile, given: Any) -> None:  # noqa: ANN401
    assert refused(lambda: cr.accept(case, given, law, on=ON)) == ("wrong_type", "proposal")
    assert refused(lambda: cr.assess(case, law, given, on=ON)) == ("wrong_type", "event")
    assert refused(lambda: case.with_event(given)) == ("wrong_type", "event")


@pytest.mark.parametrize("records", [5, "sent", [], ["sent"]])
def test_records_are_fields_of_an_event(case: Case, law: Profile, records: Any) -> None:  # noqa: ANN401
    step = next(one for one in cr.next_steps(case, law, on=ON).proposals if one.action == "reminder")
    assert refused(lambda: cr.accept(case, step, law, on=ON, records=records)) == ("wrong_type", "records")
    assert cr.accept(case, step, law, on=ON, records={}).events[-1].kind == "reminder"
