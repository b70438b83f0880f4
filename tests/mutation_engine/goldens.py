"""The golden cases of the shipped profiles as tests, one each; only a run that names this file has them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from collectrules import Profile, load_profile
from collectrules.checking.golden import case_faults, golden_cases
from collectrules.checking.rows import Golden
from collectrules.loader.findings import Findings
from collectrules.loader.lines import Locator

FOLDERS = sorted(path.parent for path in (Path(__file__).parents[2] / "profiles").glob("*/profile.toml"))


@cache
def law(folder: Path) -> Profile:
    return load_profile(path=folder)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each golden case."""
    cases = [(folder, golden) for folder in FOLDERS for golden in golden_cases(folder, Locator(), Findings())]
    names = [f"{folder.name} {golden.place}" for folder, golden in cases]
    metafunc.parametrize(("folder", "golden"), cases, ids=names)


def test_a_golden_case_holds(folder: Path, golden: Golden) -> None:
    assert [str(fault) for fault in case_faults(golden, law(folder))] == []
