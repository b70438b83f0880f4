"""The page on golden cases shows cases that hold under Danish law, as do the cases of the profile."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path

from collectrules import Profile
from collectrules.checking.golden import case_faults, golden_cases
from collectrules.checking.rows import Golden, rows_of
from collectrules.loader import model as m
from collectrules.loader.findings import Findings
from collectrules.loader.lines import Locator
from collectrules.loader.read import read_table

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "how-to" / "write_a_golden_case.md"
LONGEST = 300


def test_every_whole_case_on_the_page_holds(dk: Profile) -> None:
    blocks = re.findall(r"```toml\n(\[\[case\]\].*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        faults = Findings()
        case = read_table(m.GoldenCase, tomllib.loads(block, parse_float=Decimal)["case"][0], "page", faults)
        assert isinstance(case, m.GoldenCase)
        assert (faults, list(case_faults(Golden("page", case), dk))) == ([], [])


def test_each_case_says_how_its_figure_was_worked_out_and_under_a_name_of_its_own(dk: Profile) -> None:
    cases = golden_cases(Path(dk.folder), Locator(), Findings())
    ways = ("statute table", "worked by hand: ", "published example: http")
    assert [golden.case.name for golden in cases if not (golden.case.worked or "").startswith(ways)] == []
    names = [golden.case.name for golden in cases]
    assert sorted(set(names)) == sorted(names)
    assert len([row for golden in cases for row in rows_of(golden)]) > 1000


def test_no_file_of_cases_is_longer_than_one_reads(dk: Profile) -> None:
    files = sorted((Path(dk.folder) / "cases").glob("*.toml"))
    assert [file.name for file in files if len(file.read_text("utf-8").splitlines()) > LONGEST] == []
