"""The page says that every branch is reached or excused, each excuse is of a branch that exists, and reports are read.

What is reached is measured by `nox -s coverage`; here stands what can be seen at once.
"""

from __future__ import annotations

import json
import re

import pytest

from tests.branches.branches import ROOT, Branch, compared, excused, in_report
from tests.coverage.coverage_page import (
    EXCUSES,
    MEASURED,
    PACKAGES,
    PAGE,
    Counted,
    counted,
    rendered,
    unreached,
)  # fmt: skip

SHORTEST = 40  # characters of a reason
ROW = re.compile(
    r"^\| \w+ \(`src/collectrules/(\w+)`\) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE
)
FILE = "topics/accrual.py"


def lines(file: str) -> list[str]:
    return [line.strip() for line in (ROOT / "src/collectrules" / file).read_text("utf-8").splitlines()]


def test_the_page_leaves_no_branch_open() -> None:
    page = PAGE.read_text("utf-8")
    rows = {name: list(map(int, numbers)) for name, *numbers in ROW.findall(page)}
    assert rows.keys() == PACKAGES.keys()
    ways = {text for text in excused(EXCUSES) if text.line != text.then}
    for package, (branches, reached, _, left, all_lines, lines_reached) in rows.items():
        assert branches > 0, package
        assert left == 0, package
        assert branches - reached <= len([text for text in ways if text.file.startswith(f"{package}/")]), package
        assert lines_reached <= all_lines, package
    assert "## Not reached\n\nNone.\n" in page


def test_every_excuse_stands_on_the_page() -> None:
    page = PAGE.read_text("utf-8")
    missing = [text for text, because in excused(EXCUSES).items() if f"`{text.line}`: {because}\n" not in page]
    assert missing == []


def test_every_excuse_names_a_branch_that_exists_and_a_reason() -> None:
    for text, because in excused(EXCUSES).items():
        assert text.file.split("/")[0] in PACKAGES, text
        there = lines(text.file)
        assert text.line in there, text
        assert text.then in {"leaves", *there}, text
        assert len(because) >= SHORTEST, text


def test_no_source_is_marked_to_be_left_out() -> None:
    marked = [
        path
        for path in (ROOT / "src").rglob("*.py")
        if re.search(r"pragma:?\s*no\s*(cover|branch)", path.read_text("utf-8"))
    ]
    assert marked == []


def test_the_tests_that_are_measured_exist() -> None:
    assert [path for path in MEASURED if not (ROOT / path).exists()] == []


@pytest.fixture
def report() -> str:
    """Lines 2 to 8: a branch to line 3 and 4 is missing, and so is what follows an `except` in line 6."""
    found = {
        "executed_lines": [1, 2, 5, 8], "missing_lines": [3, 4, 6, 7],
        "executed_branches": [[2, 5]], "missing_branches": [[2, 3]],
    }  # fmt: skip
    return json.dumps({"files": {f"src/collectrules/{FILE}": found}})


def test_what_a_report_lists_as_missing_is_read(report: str) -> None:
    assert in_report(report, "missing_branches") == {Branch(FILE, 2, 3)}
    assert unreached(report) == {Branch(FILE, 2, 3), Branch(FILE, 6, 6)}
    assert counted(report)["topics"] == Counted(branches=2, branches_reached=1, lines=8, lines_reached=4)


def test_a_page_with_an_open_branch_says_so(report: str) -> None:
    page = rendered(compared(unreached(report), set(), {}), counted(report), "abc")
    assert "| topics (`src/collectrules/topics`) | 2 | 1 | 0 | 2 | 8 | 4 |" in page
    assert f"{FILE}:2 → 3" in page
    assert "## Excused, and why\n\nNone.\n" in page
