"""The pytest plug-in: it collects golden cases where it is asked to, and nowhere else.

    [tool.pytest.ini_options]
    collectrules_cases = ["cases"]        # folders, from where the settings stand; or --collectrules-cases cases
    collectrules_profile = "XX"           # the law of cases that do not name one by given.jurisdiction

It is imported in every run of pytest in an environment that has `collectrules`: it imports nothing heavy by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collectrules.checking.rows import Golden
    from collectrules.ground.errors import Fault
    from collectrules.loader.model import Profile

_CASES = "collectrules_cases"
_PROFILE = "collectrules_profile"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the settings."""
    group = parser.getgroup("collectrules")
    group.addoption(
        "--collectrules-cases", action="append", default=[], metavar="FOLDER", dest=_CASES,
        help="collect golden cases in the *.toml files of this folder (may be given again)",
    )  # fmt: skip
    parser.addini(_CASES, "folders of which each *.toml file holds golden cases", type="paths", default=[])
    parser.addini(_PROFILE, "id of the profile of golden cases that name none", default="")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a folder that is not there: of its cases none would be asked, and all would pass.

    Raises:
        UsageError: each such folder, with the nearest one beside it.

    """
    missing = [_missing(folder) for folder in _folders(config) if not folder.exists()]
    if missing:
        raise pytest.UsageError("\n".join(missing))


def _missing(folder: Path) -> str:
    from collectrules.ground.errors import Fault, nearest

    beside = [path.name for path in folder.parent.iterdir() if path.is_dir()] if folder.parent.is_dir() else []
    near = nearest(folder.name, beside)
    return str(
        Fault(code="no_such_file", path=_CASES, expected="a folder of golden cases", got=str(folder), nearest=near)
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a TOML file below one of the folders that were named."""
    if file_path.suffix != ".toml" or not any(file_path.is_relative_to(folder) for folder in _folders(parent.config)):
        return None
    return CaseFile.from_parent(parent, path=file_path)


def _folders(config: pytest.Config) -> list[Path]:
    asked = [config.invocation_params.dir / folder for folder in config.getoption(_CASES)]
    return [Path(folder).resolve() for folder in (*asked, *config.getini(_CASES))]


class CaseFile(pytest.File):
    """A file of golden cases."""

    def collect(self) -> Iterator[GoldenItem]:
        """Yield a test for each case.

        Raises:
            CollectError: the file cannot be read, or its law cannot be loaded.

        """
        from collectrules.ground.errors import CollectRulesError
        from collectrules.testing.goldens import golden_file, law_of

        try:
            found = golden_file(self.path)
            laws = [found.profile or law_of(golden, str(self.config.getini(_PROFILE))) for golden in found.cases]
        except CollectRulesError as error:
            raise self.CollectError(str(error)) from error
        for golden, profile in zip(found.cases, laws, strict=True):
            yield GoldenItem.from_parent(self, name=golden.case.name, golden=golden, profile=profile)


class GoldenFailed(Exception):
    """A golden case gets something else than it expects."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep what differs."""
        super().__init__("\n".join(fault.message or str(fault) for fault in faults))


class GoldenItem(pytest.Item):
    """A golden case, all of its rows."""

    def __init__(self, *, golden: Golden, profile: Profile, **more: Any) -> None:  # noqa: ANN401  # what pytest gives
        """Keep the case and its law."""
        super().__init__(**more)
        self.golden, self.profile = golden, profile

    def runtest(self) -> None:
        """Ask the case.

        Raises:
            GoldenFailed: something else came out.

        """
        from collectrules.testing.goldens import faults_of

        faults = list(faults_of(self.golden, self.profile))
        if faults:
            raise GoldenFailed(faults)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401
        """Say what was expected and what came out, without a trace through the library."""
        if not isinstance(excinfo.value, GoldenFailed):
            return super().repr_failure(excinfo, style)
        case = self.golden.case
        return "\n".join([f"{case.name} (on {case.on}, {self.profile.header.id})", str(excinfo.value), case.because])

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Name the file, the line of the case if its name stands in one, and its name."""
        lines = self.path.read_text(encoding="utf-8").splitlines()
        number = next((n for n, line in enumerate(lines) if self.name in line), None)
        return self.path, number, self.name
