"""Plug-ins of pytest: which tests run which lines of the engine, and a run of chosen tests in a chosen order."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.mutation_engine.settings import ENGINE, firsts, wide

if TYPE_CHECKING:
    from coverage import Coverage

MOST = 200
"""How many tests of a line are tried beside the first ones: the quickest, so that a mutant that survives ends too."""


class Tracing:
    """Keeps the lines of some modules that each test runs, and how long it takes."""

    def __init__(self, cover: Coverage, modules: Sequence[str], result: Path) -> None:
        """Watch the modules, named below the engine, and write to a file at the end."""
        self.cover, self.modules, self.result = cover, modules, result
        self.seconds: dict[str, float] = defaultdict(float)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Lines that run from here on are this test's."""
        self.cover.switch_context(item.nodeid)
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test takes as long as all its parts."""
        self.seconds[report.nodeid] += report.duration

    def pytest_sessionfinish(self) -> None:
        """Write what was seen."""
        self.cover.stop()
        data = self.cover.get_data()
        lines = {
            module: {line: set(tests) - {""} for line, tests in data.contexts_by_lineno(file).items()}
            for module in self.modules
            for file in data.measured_files()
            if file.endswith(f"/{ENGINE}/{module}")
        }
        self.result.write_text(json.dumps(packed(self.seconds, lines)), "utf-8")


def packed(seconds: Mapping[str, float], lines: Mapping[str, Mapping[int, Collection[str]]]) -> dict[str, Any]:
    """Return the tests, the quickest first, and for each line the numbers of the quickest that run it."""
    tests = sorted(seconds, key=lambda test: (seconds[test], test))
    number = {test: place for place, test in enumerate(tests)}

    numbered = {
        name: {line: sorted(number[test] for test in found)[:MOST] for line, found in rows.items()}
        for name, rows in lines.items()
    }
    return {"tests": tests, "lines": numbered}


class Chosen:
    """Leaves the tests that were chosen, in their order."""

    def __init__(self, tests: Sequence[str]) -> None:
        """Remember the order of the tests."""
        self.order = {test: place for place, test in enumerate(tests)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Sort the others out."""
        items[:] = sorted((item for item in items if item.nodeid in self.order), key=lambda i: self.order[i.nodeid])


def traced(modules: Sequence[str], tests: Sequence[str], result: Path) -> int:
    """Run tests and write which of them run which lines."""
    import coverage

    files = [f"{ENGINE}/{module}" for module in modules]
    cover = coverage.Coverage(data_file=None, include=files)
    cover.start()
    plugin: Any = Tracing(cover, modules, result)
    return pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests], plugins=[plugin])


if __name__ == "__main__":
    sys.exit(traced(list(firsts()), wide(), Path(sys.argv[1])))
