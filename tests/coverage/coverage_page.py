"""How much of ground, topics and spine the tests reach, branch by branch: all of it, but for what is excused.

    python -m tests.coverage.coverage_page --report docs/reference/coverage.md

What stands in `excused.toml` is excused; the exit code is 1 if anything else is not reached, or if an excuse is no
longer needed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import add
from pathlib import Path
from typing import NamedTuple

from tests.branches.branches import (
    ROOT,
    Branch,
    Outcome,
    compared,
    coverage,
    excused,
    in_report,
    listed,
    place,
    short,
    told,
)
from tests.release.proving import commit

PACKAGES = {"ground": "ground", "topics": "topics", "fold": "spine"}
"""Folder of the engine → what it is called."""
MEASURED = (
    *(f"tests/unit/{folder}" for folder in (*PACKAGES, "answers", "nouns")),
    *(f"src/collectrules/{folder}" for folder in PACKAGES),
    "tests/profiles",
    "tests/rows",
)
"""The tests that are run: some ten minutes of one processor."""
FOLDER = Path(__file__).parent
SETTINGS, EXCUSES = FOLDER / "coverage.toml", FOLDER / "excused.toml"
PAGE = ROOT / "docs/reference/coverage.md"
CHANGED = ("src", "profiles", "tests")
"""What the numbers depend on."""
ABOUT = """\
`nox -s coverage` measures this and writes the page; not by hand. It fails while a branch of these packages is neither
reached by the tests it runs nor excused below, and likewise while an excuse is not needed. A branch is a way from one
line to another. Lines are looked at too, since no branch leads to an `except`; the first line of a stretch that is not
reached is named as a way to itself.

Left out altogether is what never runs by design: blocks under `if TYPE_CHECKING:`, which only a type checker reads, the
stubs under `@overload`, which tell a type checker how a function may be called, and the lines `...` that stand for the
body in a `Protocol`. No source is marked in order to be left out.
"""


class Counted(NamedTuple):
    """How many branches and lines of a package there are, and how many are reached."""

    branches: int
    branches_reached: int
    lines: int
    lines_reached: int


def measured(tests: Sequence[str], work: Path) -> str:
    """Run some tests and return the report of `coverage json`; their workers are measured as well."""
    data, report, settings = work / "data", work / "report.json", f"--rcfile={SETTINGS}"
    run = ["-m", "pytest", "--quiet", "--numprocesses=auto", "--dist=worksteal", *tests]
    coverage(["run", settings, f"--data-file={data}", *run])
    coverage(["combine", "--quiet", settings, f"--data-file={data}"])
    coverage(["json", "--quiet", settings, f"--data-file={data}", "-o", str(report)])
    return report.read_text("utf-8")


def counted(text: str) -> dict[str, Counted]:
    """Return the numbers of a report by package."""
    found = {package: Counted(0, 0, 0, 0) for package in PACKAGES}
    for name, file in json.loads(text)["files"].items():
        package = short(name).split("/")[0]
        reached, lines = len(file["executed_branches"]), len(file["executed_lines"])
        more = (reached + len(file["missing_branches"]), reached, lines + len(file["missing_lines"]), lines)
        found[package] = Counted(*map(add, found[package], more))
    return found


def unreached(text: str) -> set[Branch]:
    """Return the branches that a report lists as missing, and the lines that no missing branch accounts for."""
    missing = in_report(text, "missing_branches")
    ends = {(branch.file, branch.end) for branch in missing}
    files = {short(name): file for name, file in json.loads(text)["files"].items()}
    begun = ((name, line) for name, file in files.items() for line in _begun(file))
    return missing | {Branch(name, line, line) for name, line in begun if (name, line) not in ends}


def _begun(file: Mapping[str, Sequence[int]]) -> Iterator[int]:
    """The first line of each stretch of lines that are not reached; what follows in it follows from that."""
    missing = set(file["missing_lines"])
    for before, line in pairwise([0, *sorted({*file["executed_lines"], *missing})]):
        if line in missing and before not in missing:
            yield line


def rendered(outcome: Outcome, numbers: Mapping[str, Counted], at: str) -> str:
    """Return the report as a page."""
    text = ["# Branches of ground, topics and spine that tests reach\n", ABOUT, f"Measured at commit `{at}`.\n"]
    text += ["| package | branches | reached | excused | open | lines | reached |", f"|{' --- |' * 7}"]
    text += [_row(package, numbers[package], outcome) for package in PACKAGES]
    text += ["", *listed("Not reached", ((place(branch), "") for branch in outcome.open))]
    return "\n".join(text + listed("Excused, and why", ((place(branch), why) for branch, why in outcome.excused)))


def _row(package: str, numbers: Counted, outcome: Outcome) -> str:
    known = sum(branch.file.startswith(f"{package}/") for branch, _ in outcome.excused)
    left = sum(branch.file.startswith(f"{package}/") for branch in outcome.open)
    called = f"{PACKAGES[package]} (`src/collectrules/{package}`)"
    ways, lines = (numbers.branches, numbers.branches_reached), (numbers.lines, numbers.lines_reached)
    return f"| {' | '.join(map(str, (called, *ways, known, left, *lines)))} |"


def main(arguments: Sequence[str]) -> int:
    """Measure, write or print the page; 0 if everything is reached or excused, and every excuse is needed."""
    parser = argparse.ArgumentParser(description="Branches of ground, topics and spine that tests reach.")
    parser.add_argument("--report", type=Path, help="the page to write; printed if left out")
    wanted = parser.parse_args(arguments)
    at = commit(CHANGED)
    with tempfile.TemporaryDirectory() as work:
        report = measured(MEASURED, Path(work))
    outcome = compared(unreached(report), set(), excused(EXCUSES))
    return told(rendered(outcome, counted(report), at), wanted.report, outcome)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
