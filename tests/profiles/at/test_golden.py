"""Golden cases of the Austrian profile say how their figures were worked out, each under a name of its own."""

from __future__ import annotations

from pathlib import Path

from collectrules import Profile
from collectrules.checking.golden import golden_cases
from collectrules.checking.rows import rows_of
from collectrules.loader.findings import Findings
from collectrules.loader.lines import Locator

LONGEST = 300


def test_each_case_says_how_its_figure_was_worked_out_and_under_a_name_of_its_own(at: Profile) -> None:
    cases = golden_cases(Path(at.folder), Locator(), Findings())
    ways = ("statute table", "worked by hand: ", "published example: http")
    assert [golden.case.name for golden in cases if not (golden.case.worked or "").startswith(ways)] == []
    names = [golden.case.name for golden in cases]
    assert sorted(set(names)) == sorted(names)
    assert len([row for golden in cases for row in rows_of(golden)]) > 350


def test_no_file_of_cases_is_longer_than_one_reads(at: Profile) -> None:
    files = sorted((Path(at.folder) / "cases").glob("*.toml"))
    assert [file.name for file in files if len(file.read_text("utf-8").splitlines()) > LONGEST] == []


def test_there_are_enough_distinct_situations(at: Profile) -> None:
    assert len(golden_cases(Path(at.folder), Locator(), Findings())) >= 70
