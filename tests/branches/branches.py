"""Which branches of the engine only shipped profiles reach: each asks for an invented one, or for a reason.

    python -m tests.branches.branches --report docs/reference/branches.md

Two runs are measured, one of the tests on invented profiles and one of those on shipped profiles. What stands in
`left.toml` is excused; the exit code is 1 if anything else is left, or if an excuse is no longer needed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
ENGINE = "src/collectrules"
MEASURED = ("fold", "steps", "topics", "answers", "nouns")
INVENTED = ("tests/profiles/part_d", "tests/profiles/invented")
SHIPPED = ("tests/profiles/dk", "tests/profiles/ch", "tests/profiles/test_every_profile.py", "tests/rows", "tests/laws")
EXCUSES = Path(__file__).parent / "left.toml"
ABOUT = """\
Made by `nox -s branches`; not by hand. A branch of the engine that no invented country asks for could have been written
for one real country alone. Each branch below is reached by the tests of a shipped profile, and not by those of any
invented one.
"""


class Branch(NamedTuple):
    """A way from one line to another; below 1 it leaves the function."""

    file: str
    start: int
    end: int


class Text(NamedTuple):
    """A branch by what its lines say, which stays true when lines move."""

    file: str
    line: str
    then: str


def reached(tests: Sequence[str], work: Path) -> set[Branch]:
    """Run some tests and return the branches they reach."""
    data, report = work / "data", work / "report.json"
    source = ",".join(f"{ENGINE}/{package}" for package in MEASURED)
    run = ["run", "--branch", f"--source={source}", f"--data-file={data}", "-m", "pytest", "--quiet", *tests]
    coverage(run)
    coverage(["json", "--quiet", f"--data-file={data}", "-o", str(report)])
    return in_report(report.read_text("utf-8"))


def coverage(arguments: Sequence[str]) -> None:
    """Run a command of the tool that measures."""
    command = [sys.executable, "-m", "coverage", *arguments]
    subprocess.run(command, check=True, cwd=ROOT)  # noqa: S603  # our own interpreter


def in_report(text: str, kind: str = "executed_branches") -> set[Branch]:
    """Return the branches that a report of `coverage json` lists as executed, or as another kind."""
    files = json.loads(text)["files"]
    return {Branch(short(name), *pair) for name, found in files.items() for pair in found[kind]}


def short(name: str) -> str:
    """Return the name of a file within the engine."""
    return name.replace("\\", "/").removeprefix(f"{ENGINE}/")


def said(branch: Branch) -> Text:
    """Return a branch by what its lines say."""
    lines = (ROOT / ENGINE / branch.file).read_text("utf-8").splitlines()
    then = "leaves" if branch.end < 1 else lines[branch.end - 1].strip()
    return Text(branch.file, lines[branch.start - 1].strip(), then)


def excused(excuses: Path = EXCUSES) -> dict[Text, str]:
    """Return the branches that may be left, with their reasons."""
    rows = tomllib.loads(excuses.read_text("utf-8"))["left"]
    return {Text(row["file"], row["line"], row["then"]): row["because"] for row in rows}


class Outcome(NamedTuple):
    """What is left without an excuse, what is left with one, and the excuses that nothing needs."""

    open: tuple[Branch, ...]
    excused: tuple[tuple[Branch, str], ...]
    unneeded: tuple[Text, ...]


def compared(shipped: set[Branch], invented: set[Branch], excuses: dict[Text, str]) -> Outcome:
    """Sort what only the shipped profiles reach."""
    left = {branch: said(branch) for branch in sorted(shipped - invented)}
    known = tuple((branch, excuses[text]) for branch, text in left.items() if text in excuses)
    unknown = tuple(branch for branch, text in left.items() if text not in excuses)
    return Outcome(unknown, known, tuple(text for text in excuses if text not in left.values()))


def rendered(outcome: Outcome, shipped: int) -> str:
    """Return the report as a page."""
    left = len(outcome.open) + len(outcome.excused)
    text = ["# Branches that only a shipped profile reaches\n", ABOUT]
    text.append(f"Of {shipped} branches that shipped profiles reach, {left} are left.\n")
    text += listed("Without a reason", ((place(branch), "") for branch in outcome.open))
    text += listed("With a reason", ((place(branch), because) for branch, because in outcome.excused))
    return "\n".join(text)


def place(branch: Branch) -> str:
    """Return a branch as file:line → line with what is asked there."""
    end = "leaves" if branch.end < 1 else str(branch.end)
    return f"{branch.file}:{branch.start} → {end}  `{said(branch).line}`"


def listed(title: str, rows: Iterable[tuple[str, str]]) -> list[str]:
    """Return a part of a page: what there is under a title, with reasons where there are any."""
    found = [f"- {where}{': ' if why else ''}{why}" for where, why in rows]
    return [f"## {title}\n", *(found or ["None."]), ""]


def main(arguments: Sequence[str]) -> int:
    """Measure both runs, write or print the page; 0 if nothing is left without a reason."""
    parser = argparse.ArgumentParser(description="Branches that only shipped profiles reach.")
    parser.add_argument("--report", type=Path, help="the page to write; printed if left out")
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        invented, shipped = reached(INVENTED, Path(one)), reached(SHIPPED, Path(other))
    outcome = compared(shipped, invented, excused())
    return told(rendered(outcome, len(shipped)), wanted.report, outcome)


def told(page: str, to: Path | None, outcome: Outcome) -> int:
    """Write or print a page, and name the excuses that nothing needs; 0 if there are none and nothing is open."""
    if to is None:
        sys.stdout.write(page)
    else:
        to.write_text(page, "utf-8", newline="\n")
    for text in outcome.unneeded:
        sys.stdout.write(f"no longer left: {text.file}: {text.line} → {text.then}\n")
    return 1 if outcome.open or outcome.unneeded else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
