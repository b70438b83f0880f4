"""What one mutant has to stand: the first tests of its module, then those that run the changed line, quickest first.

    python -m tests.mutation_engine.once fold/rates.py <folder with what is kept>

It runs inside a copy of the project in which one line of the module is changed. The exit code is that of pytest.
"""

from __future__ import annotations

import ast
import faulthandler
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.mutation_engine.settings import ENGINE, firsts
from tests.mutation_engine.tracing import Chosen

LONGEST = 120
"""Seconds that the first tests of a mutant, and then the others, may take: what runs on is stopped."""
PLAIN = ["-x", "-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:xdist"]


def changed_line(was: str, now: str) -> int:
    """Return the number of the first line that differs."""
    pairs = zip(was.splitlines(), now.splitlines(), strict=False)
    return next(number for number, (one, other) in enumerate(pairs, 1) if one != other)


def stretch(source: str, line: int) -> range:
    """Return the lines of the innermost statement around a line; of a compound one, those of its head."""
    found = range(line, line + 1)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.stmt):
            first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
            body = getattr(node, "body", None)
            last = max(body[0].lineno - 1, first) if body else node.end_lineno or first
            if first <= line <= last:
                found = range(first, last + 1)
    return found


def chosen(kept: Path, module: str, lines: Sequence[int]) -> list[str]:
    """Return the tests that run one of some lines, the quickest first."""
    traced = json.loads((kept / "traced.json").read_text("utf-8"))
    numbers = {number for line in lines for number in traced["lines"][module].get(str(line), ())}
    return [traced["tests"][number] for number in sorted(numbers)]


def main(module: str, kept: Path) -> int:
    """Run the tests of a mutant until one notices it."""
    path = Path(ENGINE, module)
    was, now = (kept / "sources" / module).read_text("utf-8"), path.read_text("utf-8")
    first = [sys.executable, "-m", "pytest", *PLAIN, str(path), *firsts()[module]]
    code = subprocess.run(first, check=False, timeout=LONGEST).returncode  # noqa: S603  # our own interpreter
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:  # no example in the module, and no test of its own
        code = 0
    if code or was == now:
        return code
    faulthandler.dump_traceback_later(LONGEST, exit=True)
    tests = chosen(kept, module, stretch(was, changed_line(was, now)))
    files = dict.fromkeys(test.partition("::")[0] for test in tests)
    return int(pytest.main([*PLAIN, *files], plugins=[Chosen(tests)])) if tests else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
