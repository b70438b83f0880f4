"""`verify`: a stored answer is asked again; what still stands, what differs and where, and what cannot be asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import collectrules as cr
from collectrules.cli import main
from collectrules.simulation.debtors import NeverPays

CASE: dict[str, Any] = {
    "format": 1, "id": "x", "jurisdiction": "DK", "currency": "DKK", "workflow": "standard",
    "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
    "claims": [{"id": "1", "kind": "goods_or_services", "amount": "1477.50", "arose": "2023-12-20", "due": "2024-01-31",
                "due_agreed": True}],
    "events": [{"id": "r1", "on": "2024-02-05", "kind": "reminder", "fee": "100.00"},
               {"id": "r2", "on": "2024-02-15", "kind": "reminder", "fee": "100.00"}],
}  # fmt: skip


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE), encoding="utf-8")
    return path


@pytest.fixture
def stored(tmp_path: Path, case: Path, capsys: pytest.CaptureFixture[str]) -> Any:  # noqa: ANN401  # a function
    def store(*words: str) -> Path:
        main([words[0], str(case), *words[1:], "--json"])
        path = tmp_path / "answer.json"
        path.write_text(capsys.readouterr().out, encoding="utf-8")
        return path

    return store


@pytest.mark.parametrize(
    "words",
    [
        ("standing", "--on", "2024-06-01"),
        ("standing", "--on", "2024-06-01", "--reading", "fee_gap=between"),
        ("standing", "--on", "2027-06-01", "--assume", "carry_forward"),
        ("standing", "--on", "2024-06-01", "--known-on", "2024-02-10"),
        ("statement", "--on", "2024-06-01"),
        ("audit", "--on", "2024-06-01"),
        ("next", "--on", "2024-06-01"),
        ("next", "--on", "2024-06-01", "--without", "reminder"),
        ("settle", "--on", "2024-06-01", "--discount", "20%", "--valid-until", "2024-06-30"),
        ("settle", "--on", "2024-06-01", "--waive", "interest,fees"),
        ("settle", "--on", "2024-06-01", "--pay", "700.00", "--order", "principal,interest"),
        ("settle", "--on", "2027-06-01", "--discount", "10%", "--base", "principal", "--assume", "carry_forward"),
        ("plan", "--on", "2024-06-01", "--count", "5", "--down", "100.00@2024-06-10", "--every", "week"),
        ("plan", "--on", "2024-06-01", "--instalment", "300.00", "--first", "2024-07-15", "--interest-free"),
        ("plan", "--on", "2024-06-01", "--until", "2024-12-31", "--reading", "fee_gap=between"),
        ("compare", "--on", "2024-06-01", "--count", "4", "--chance", "plan=60%", "--cost-of-money", "7.3"),
        ("compare", "--on", "2024-06-01", "--waive", "interest,fees", "--least", "90%", "--until", "2024-12-31"),
        ("simulate", "--on", "2024-06-01", "--until", "2025-06-01", "--behaviour", "pays_monthly:100.00"),
        ("simulate", "--on", "2024-06-01", "--until", "2025-06-01", "--workflow", "fast", "--also", "handed_over"),
        ("simulate", "--on", "2024-06-01", "--until", "2025-06-01", "--others", "payment_order_served=20"),
    ],
    ids=" ".join,
)
def test_an_answer_of_the_same_facts_and_law_still_stands(
    stored: Any,  # noqa: ANN401
    case: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
) -> None:
    answer = stored(*words)
    assert main(["verify", str(answer), "--case", str(case), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"identical": True, "differs": []}


def test_what_differs_is_named_by_its_place(stored: Any, case: Path, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: ANN401
    answer = stored("standing", "--on", "2024-06-01")
    changed = json.loads(answer.read_text("utf-8"))
    changed["owed"]["principal"] = "1500.00"
    answer.write_text(json.dumps(changed), encoding="utf-8")
    assert main(["verify", str(answer), "--case", str(case), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found == {"identical": False, "differs": [{"path": "owed.principal", "was": "1500.00", "now": "1477.50"}]}
    assert main(["verify", str(answer), "--case", str(case)]) == 1
    assert "owed.principal" in capsys.readouterr().out


def test_another_fact_gives_another_answer(stored: Any, case: Path, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: ANN401
    answer = stored("standing", "--on", "2024-06-01")
    paid = {"id": "p", "on": "2024-03-01", "kind": "payment", "amount": "200.00"}
    case.write_text(json.dumps(CASE | {"events": [*CASE["events"], paid]}), encoding="utf-8")
    assert main(["verify", str(answer), "--case", str(case), "--json"]) == 1
    assert "paid.total" in {one["path"] for one in json.loads(capsys.readouterr().out)["differs"]}


def test_what_does_not_say_what_it_was_asked_of_is_bad_input(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(case), "--case", str(case)]) == 2
    assert "[not_verifiable]" in capsys.readouterr().err
    assert main(["verify", "missing.json", "--case", str(case)]) == 2


@pytest.mark.parametrize(
    ("words", "path", "other"),
    [
        (("settle", "--on", "2024-06-01", "--discount", "20%"), ("offer",), "1.00"),
        (("plan", "--on", "2024-06-01", "--count", "3"), ("instalments", 1, "interest"), "0.01"),
        (("compare", "--on", "2024-06-01"), ("options", 0, "value_creditor"), "9.99"),
        (("simulate", "--on", "2024-06-01", "--until", "2024-12-31"), ("timeline", 0, "owed_total"), "5.00"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else None,
)
def test_a_figure_of_an_agreement_or_a_life_that_was_changed_is_found(
    stored: Any,  # noqa: ANN401
    case: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    path: tuple[str | int, ...],
    other: str,
) -> None:
    answer = stored(*words)
    changed = json.loads(answer.read_text("utf-8"))
    *inner, last = path
    place = changed
    for word in inner:
        place = place[word]
    was, place[last] = place[last], other
    answer.write_text(json.dumps(changed), encoding="utf-8")
    assert main(["verify", str(answer), "--case", str(case), "--json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["differs"]
    assert (found["was"], found["now"]) == (other, was)


def test_terms_that_no_question_has_are_refused(stored: Any, case: Path, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: ANN401
    answer = stored("settle", "--on", "2024-06-01", "--discount", "20%")
    for word in ("dicsount", "readings", "case"):
        changed = json.loads(answer.read_text("utf-8"))
        changed["terms"] = {word: "20%"}
        other = answer.with_name("other.json")
        other.write_text(json.dumps(changed), encoding="utf-8")
        assert main(["verify", str(other), "--case", str(case)]) == 2
        assert f"settle.{word}" in capsys.readouterr().err


def test_a_life_whose_debtor_was_an_object_cannot_be_asked_again_and_the_error_says_so(
    tmp_path: Path, case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    life = cr.simulate(
        cr.load_case(CASE), cr.load_profile("DK"), on="2024-06-01", until="2024-08-01",
        behaviour=["pays_monthly:100.00", NeverPays()],
    )  # fmt: skip
    answer = tmp_path / "life.json"
    answer.write_text(cr.dumps(life), encoding="utf-8")
    assert main(["verify", str(answer), "--case", str(case)]) == 2
    told = capsys.readouterr().err
    assert "[behaviour_of_object]" in told
    assert "simulate.behaviour[1]" in told
    assert "NeverPays" in told


def test_a_name_of_a_behaviour_that_is_mistyped_in_a_stored_life_is_no_object(
    stored: Any,  # noqa: ANN401  # a function
    case: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = ("--on", "2024-06-01", "--until", "2024-08-01", "--behaviour", "pays_monthly:100.00")
    answer = stored("simulate", *asked)
    answer.write_text(answer.read_text("utf-8").replace("pays_monthly", "pays_montly"), encoding="utf-8")
    assert main(["verify", str(answer), "--case", str(case)]) == 2
    assert "[unknown_behaviour]" in capsys.readouterr().err
