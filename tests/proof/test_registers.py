"""Every invariant, bad input and defect by design has its tests, or a reason why it has none and the nearest ones."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from .common import ROOT

HERE = Path(__file__).parent
REGISTERS: dict[str, list[int] | list[str]] = {
    "invariants": list(range(1, 53)),
    "bad_inputs": list(range(1, 106)),
    "defects": [f"D-{number:02}" for number in range(1, 30)],
}
ASKED = {"id", "what", "tests"}
LEFT = {"id", "what", "not_applicable", "nearest"}
Row = dict[str, Any]


@dataclass(frozen=True)
class Written:
    """A test as it stands in its file."""

    never: bool
    """Marked to be skipped always, or to fail."""
    sometimes: bool
    """Skipped where a system or an extra lacks what it needs."""


@cache
def rows(register: str) -> list[Row]:
    found: list[Row] = tomllib.loads((HERE / f"{register}.toml").read_text("utf-8"))["rows"]
    return found


@cache
def written_in(file: str) -> dict[str, Written]:
    """Name → test, of methods as `Class::name`."""
    return dict(written_of(ast.parse((ROOT / file).read_text("utf-8")).body))


def written_of(body: list[ast.stmt], within: str = "") -> Iterator[tuple[str, Written]]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from written_of(node.body, f"{within}{node.name}::")
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield within + node.name, weighed(node)


def weighed(node: ast.FunctionDef) -> Written:
    marks = {ast.unparse(each).partition("(")[0].rpartition(".")[2] for each in node.decorator_list}
    calls = {ast.unparse(each.func) for each in ast.walk(node) if isinstance(each, ast.Call)}
    return Written(bool(marks & {"skip", "xfail"}), "skipif" in marks or bool(calls & MAY_SKIP))


MAY_SKIP = {"pytest.skip", "pytest.importorskip", "pytest.xfail"}


def named(row: Row) -> list[str]:
    found: list[str] = row.get("tests", []) + row.get("nearest", [])
    return found


def written(node: str) -> Written | None:
    """The test of that name; what stands in brackets behind it is one of its parameters."""
    file, _, name = node.partition("::")
    return written_in(file).get(name.partition("[")[0])


@pytest.mark.parametrize("register", REGISTERS)
def test_each_number_stands_once(register: str) -> None:
    assert [row["id"] for row in rows(register)] == REGISTERS[register]


@pytest.mark.parametrize("register", REGISTERS)
def test_each_row_has_tests_or_a_reason_and_what_is_nearest(register: str) -> None:
    assert [row["id"] for row in rows(register) if set(row) not in (ASKED, LEFT)] == []
    assert [row["id"] for row in rows(register) if not all(row.values())] == []
    assert [row["id"] for row in rows(register) if len(set(named(row))) < len(named(row))] == []


@pytest.mark.parametrize("register", REGISTERS)
def test_each_test_that_is_named_exists_and_runs(register: str) -> None:
    missing = [(row["id"], node) for row in rows(register) for node in named(row) if written(node) is None]
    assert missing == []
    found = {(row["id"], node): written(node) for row in rows(register) for node in named(row)}
    assert [place for place, test in found.items() if test is not None and test.never] == []


@pytest.mark.parametrize("register", REGISTERS)
def test_each_row_has_a_test_that_runs_everywhere(register: str) -> None:
    found = [(row["id"], written(node)) for row in rows(register) for node in named(row)]
    everywhere = {number for number, test in found if test is not None and not test.sometimes}
    assert [row["id"] for row in rows(register) if row["id"] not in everywhere] == []


def test_every_test_against_a_bad_input_or_defect_here_is_named() -> None:
    """What was written to fill a hole of the registers stands in them."""
    mapped = {node for register in REGISTERS for row in rows(register) for node in named(row)}
    files = [*HERE.glob("test_bad_inputs_*.py"), *HERE.glob("test_invariants_*.py"), HERE / "test_defects.py"]
    here = {f"{file.relative_to(ROOT).as_posix()}::{name}" for file in files
            for name in written_in(file.relative_to(ROOT).as_posix())}  # fmt: skip
    assert sorted(here - mapped) == []


@pytest.mark.parametrize(
    ("code", "name", "found"),
    [
        ("def test_a(): pass", "test_a", Written(never=False, sometimes=False)),
        ("class TestA:\n    def test_b(self): pass", "TestA::test_b", Written(never=False, sometimes=False)),
        ("@pytest.mark.skip(reason='x')\ndef test_a(): pass", "test_a", Written(never=True, sometimes=False)),
        ("@pytest.mark.xfail\ndef test_a(): pass", "test_a", Written(never=True, sometimes=False)),
        ("@pytest.mark.skipif(x, reason='y')\ndef test_a(): pass", "test_a", Written(never=False, sometimes=True)),
        ("def test_a():\n    np = pytest.importorskip('numpy')", "test_a", Written(never=False, sometimes=True)),
        ("def helper(): pass", "helper", None),
    ],
)
def test_a_test_is_found_with_what_may_keep_it_from_running(code: str, name: str, found: Written | None) -> None:
    assert dict(written_of(ast.parse(code).body)).get(name) == found
