"""Every row of the functions list that is marked as working is mapped to tests that exist, and every test to a row."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TABLE = tomllib.loads((HERE.parent / "rows.toml").read_text(encoding="utf-8"))
ROWS: dict[str, list[str]] = TABLE["rows"]
BESIDE: dict[str, list[str]] = TABLE["beside"]
LAST = {"EI": 96, "MI": 13, "IW": 17, "AC": 10, "IB": 8, "G": 11}


def names_in(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_one_of_the_list(row: str) -> None:
    matched = re.fullmatch(r"([A-Z]+)-(\d\d)", row)
    assert matched is not None
    assert 1 <= int(matched[2]) <= LAST[matched[1]]


@pytest.mark.parametrize("row", ROWS)
def test_a_row_has_tests_that_exist(row: str) -> None:
    assert ROWS[row]
    for node in ROWS[row]:
        file, _, name = node.partition("::")
        assert name in names_in(HERE.parents[1] / file), node


def test_every_row_of_the_list_is_shown_or_stands_beside() -> None:
    beside = [row for rows in BESIDE.values() for row in rows]
    every = {f"{kind}-{number:02}" for kind, last in LAST.items() for number in range(1, last + 1)}
    assert every - set(ROWS) == set(beside)
    assert len(beside) == len(set(beside))


def test_every_test_of_a_row_is_mapped() -> None:
    here = {
        f"tests/rows/{file.name}::{name}"
        for file in HERE.glob("test_*.py")
        if file.name != "test_rows.py"
        for name in names_in(file)
    }
    mapped = [node for nodes in ROWS.values() for node in nodes]
    assert here - set(mapped) == set()
