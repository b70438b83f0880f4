"""Data that is too deep, too wide, in a circle or repeated within; and conditions, which are the trees of a profile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import collectrules as cr

from .common import LAW, document, law, profile_refused, refused, soon, written

ACT = LAW + '[act.x]\nwhat = "X"\nlaw = "act-1"\nby = "creditor"\n'
FEE = LAW + '[fee.x]\nwhat = "A fee"\nlaw = "act-1"\nact = "reminder"\npart = "reminder"\nborne_by = "debtor"\n'


def nested(levels: int) -> list[Any]:
    found: list[Any] = []
    for _ in range(levels):
        found = [found]
    return found


def bomb(levels: int = 9, width: int = 9) -> list[Any]:
    """What an alias bomb of YAML is once it is read: 9 lists in each of 9 levels, in the memory of a few."""
    found: list[Any] = ["x"] * width
    for _ in range(levels):
        found = [found] * width
    return found


@pytest.mark.parametrize("levels", [30, 1_000, 100_000])
@pytest.mark.parametrize("word", ["events", "claims", "readings", "references", "creditor", "nowhere"])
def test_a_case_that_is_too_deep_is_refused(word: str, levels: int) -> None:
    with soon():
        refused(document() | {word: nested(levels)}, "too_deep", "case")
        refused(document() | {word: {"a": nested(levels)}}, "too_deep", "case")


@pytest.mark.parametrize("levels", [30, 400, 900, 1_000, 100_000])
@pytest.mark.parametrize(("opens", "closes"), [("[", "]"), ('{"a":', "}")])
def test_a_case_of_json_that_is_too_deep_is_refused(levels: int, opens: str, closes: str) -> None:
    text = '\n{"id": "x", "readings": ' + opens * levels + "1" + closes * levels + "}"
    with soon():
        refused(text, "too_deep")
        with pytest.raises(cr.BadInput):
            cr.load(text.replace('"id": "x"', '"answer": "standing"'))


@pytest.mark.parametrize(
    "text",
    [
        "\n" + ".".join(["a"] * 100_000) + " = 1\n",
        "\n[" + ".".join(["a"] * 100_000) + "]\n",
        "\n" + '"a".' * 50_000 + "a = 1\n",
        "\na = " + "[" * 100_000 + "]" * 100_000,
        "\na = " + "{a = " * 40_000 + "1" + "}" * 40_000,
        "\n" + ".".join(["a"] * 1_000) + " = 1\n",
    ],
    ids=["a dotted key", "a dotted table", "quoted", "lists", "tables", "a thousand"],
)
def test_a_case_of_toml_that_is_too_deep_is_refused(text: str) -> None:
    with soon():
        refused(text, "too_deep")
        with pytest.raises(cr.LimitExceeded):
            cr.load(text)


def test_a_circle_is_too_deep() -> None:
    table: dict[str, Any] = {}
    table["a"] = table
    row: list[Any] = []
    row.append(row)
    for circle in (table, row, [row, row]):
        with soon():
            refused(document() | {"events": circle}, "too_deep", "case")
            refused(document() | {"references": {"a": circle}}, "too_deep", "case")


@pytest.mark.parametrize("word", ["events", "claims", "references", "id"])
def test_what_is_repeated_within_is_refused_and_not_unrolled(word: str) -> None:
    """Nine lists in nine levels are 387 million lists for whoever goes through them, or writes them down."""
    with soon(4):
        refused(document() | {word: bomb()}, "document_too_large", "case")


@pytest.mark.parametrize("word", ["on", "readings", "known_on"])
def test_an_argument_that_is_repeated_within_is_refused_and_not_written_down(word: str) -> None:
    case = cr.load_case(document())
    with soon(), pytest.raises(cr.BadInput):
        cr.standing(case, law(), **{"on": "2019-06-03", word: bomb()})  # type: ignore[arg-type]


# Conditions ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("levels", [30, 1_000, 10_000])
def test_a_condition_that_is_too_deep_is_refused(tmp_path: Path, levels: int) -> None:
    turned = "{ not = " * levels + '"consumer"' + " }" * levels
    with soon():
        profile_refused(tmp_path, "too_deep", more=ACT + f"when = {{ debtor = {turned} }}\n")


def test_a_condition_of_as_many_nodes_as_fit_is_read_soon(tmp_path: Path) -> None:
    many = ", ".join(['{ debtor = "consumer" }'] * 11_000)
    with soon():
        assert len(cr.load_profile(path=written(tmp_path, more=ACT + f"when = [{many}]\n")).act["x"].when) == 11_000


def test_a_condition_of_a_million_nodes_is_refused(tmp_path: Path) -> None:
    many = ", ".join(['{ debtor = "consumer" }'] * 500_000)
    with soon():
        profile_refused(tmp_path, "file_too_large", more=ACT + f"when = [{many}]\n")


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ("{ overdu = true }", "F49"),
        ("{ __class__ = true }", "F49"),
        ('{ "debtor.__class__" = "consumer" }', "F49"),
        ('{ debtor = "__class__" }', "F50"),
        ('{ debtor = { any = ["consumer"] } }', "F51"),
        ('{ debtor = { not = "consumer", all = ["consumer"] } }', "F51"),
        ("{ debtor = {} }", "F51"),
        ('{ principal = "1000.00" }', "F51"),
        ("{ overdue = 1 }", "F51"),
        ("true", "F51"),
    ],
)
def test_a_condition_has_a_known_fact_one_shape_and_its_type(tmp_path: Path, when: str, code: str) -> None:
    profile_refused(tmp_path, code, more=ACT + f"when = {when}\n")


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ('{ first = [1.00, 1.00], steps = [["over", 0.00, 1.00]] }', "F27"),
        ('{ first = [1.00, 1.00], steps = [["over", -1.00, 1.00]] }', "F27"),
        ('{ percent = 5.00, round = { to = 0, mode = "up" } }', "F27"),
        ('{ percent = 5.00, round = { to = 0.00, mode = "half_up" } }', "F27"),
        ('{ percent = 5.00, round = { to = 0.001, mode = "half_up" } }', "F32"),
        ('{ percent = 5.00, round = { to = -0.05, mode = "half_up" } }', "F75"),
    ],
)
def test_nothing_is_divided_by_nothing(tmp_path: Path, amount: str, code: str) -> None:
    profile_refused(tmp_path, code, more=FEE + f'of = "principal"\namount = {amount}\n')
