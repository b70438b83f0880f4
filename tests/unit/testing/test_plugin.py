"""The pytest plug-in collects golden cases where it is asked to and nowhere else, and says what differs."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from shutil import copytree
from textwrap import dedent

import pytest

pytest_plugins = ["pytester"]

GOOD = dedent(
    """
    [[case]]
    name    = "A letter the day after the due day"
    on      = 2018-10-02
    because = "No wait is prescribed before the first fee"
    law     = ["rentel-9b-1"]
    expect  = { "owed.fees" = "100.00", "audit.breaches" = 0 }
    [case.given]
    creditor = { kind = "business" }
    debtor   = { kind = "consumer" }
    claims   = [{ id = "1", kind = "goods_or_services", amount = "1000.00", due = 2018-10-01, due_agreed = true }]
    events   = [{ on = 2018-10-02, kind = "reminder", fee = "100.00" }]
    """
)
WRONG = GOOD.replace('"100.00", "audit', '"99.00", "audit')
LOADED = () if entry_points(group="pytest11", name="collectrules") else ("-p", "collectrules.testing.plugin")
PROFILES = Path(__file__).parents[3] / "profiles"


def run(pytester: pytest.Pytester, *words: str) -> pytest.RunResult:
    """Run pytest in the folder of a package of somebody else, warnings being errors."""
    return pytester.runpytest_subprocess("-W", "error", "-p", "no:cacheprovider", *LOADED, *words)


@pytest.fixture
def package(pytester: pytest.Pytester) -> pytest.Pytester:
    """A package with a test of its own and golden cases in `cases/`."""
    pytester.makepyfile(test_own="def test_own():\n    pass\n")
    folder = pytester.mkdir("cases")
    (folder / "letters.toml").write_text(GOOD, "utf-8")
    (folder / "notes.md").write_text("no case", "utf-8")
    pytester.path.joinpath("settings.toml").write_text('title = "no golden case"', "utf-8")
    return pytester


def with_settings(package: pytest.Pytester, **words: str) -> None:
    lines = [f"{word} = {value}" for word, value in words.items()]
    package.makeini("\n".join(["[pytest]", *lines]))


def test_nothing_is_collected_unless_asked_for(package: pytest.Pytester) -> None:
    run(package).assert_outcomes(passed=1)
    run(package, "cases").assert_outcomes()


def test_a_folder_is_named_in_the_settings(package: pytest.Pytester) -> None:
    with_settings(package, collectrules_cases="cases", collectrules_profile="DK")
    found = run(package, "-v")
    found.assert_outcomes(passed=2)
    found.stdout.fnmatch_lines(["*cases/letters.toml::A letter the day after the due day PASSED*"])


def test_a_folder_is_named_on_the_command_line(package: pytest.Pytester) -> None:
    with_settings(package, collectrules_profile="DK")
    run(package, "--collectrules-cases", "cases").assert_outcomes(passed=2)


@pytest.mark.parametrize(("folder", "meant"), [("csaes", "cases"), ("nowhere", None), ("far/away/cases", None)])
@pytest.mark.parametrize("by_settings", [True, False])
def test_a_folder_that_is_not_there_is_refused(
    package: pytest.Pytester, folder: str, meant: str | None, *, by_settings: bool
) -> None:
    """Nothing in it would be asked, and everything would pass."""
    with_settings(package, **({"collectrules_cases": folder} if by_settings else {}))
    found = run(package, *(() if by_settings else ("--collectrules-cases", folder)))
    assert found.ret == pytest.ExitCode.USAGE_ERROR
    told = f"*expected a folder of golden cases, got *{folder}*" + ("no_such_file*" if meant is None else "cases?*")
    found.stderr.fnmatch_lines([told])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD.replace("[[case]]", "[[cases]]").replace("[case.given]", "[cases.given]"),
         "*letters.toml: cases*did you mean case?*"),
        (f'note = "x"\n{GOOD}', "*letters.toml: note*is no golden case*"),
        ("", "*letters.toml: case*holds no golden case*"),
        ("# all are gone\n", "*holds no golden case*"),
        ("case = []\n", "*holds no golden case*"),
        (GOOD.replace("on      = 2018-10-02\n", ""), "*on*is missing*"),
    ],
)  # fmt: skip
def test_a_file_of_which_nothing_would_be_asked_is_told(package: pytest.Pytester, text: str, told: str) -> None:
    with_settings(package, collectrules_cases="cases", collectrules_profile="DK")
    (package.path / "cases" / "letters.toml").write_text(text, "utf-8")
    found = run(package)
    assert found.ret == pytest.ExitCode.INTERRUPTED
    found.stdout.fnmatch_lines([told])


def test_the_rules_of_a_profile_are_no_cases_that_are_missing(package: pytest.Pytester) -> None:
    """Whoever names the whole folder of a profile: its rules are no golden cases, those in `cases/` are asked."""
    home = copytree(PROFILES / "dk", package.path / "law" / "dk")
    for file in (home / "cases").glob("*.toml"):
        file.unlink()
    (home / "cases" / "letters.toml").write_text(GOOD, "utf-8")
    with_settings(package, collectrules_cases="law/dk")
    run(package).assert_outcomes(passed=2)


def test_a_case_document_beside_a_case_is_none(package: pytest.Pytester) -> None:
    head = 'id = "1"\njurisdiction = "DK"\ncurrency = "DKK"\n'
    document = head + GOOD.partition("[case.given]")[2].strip()
    given = GOOD.partition("[case.given]")[0] + '[case.given]\ncase = "one.toml"\n'
    home = copytree(PROFILES / "dk", package.path / "law" / "dk")
    for file in (home / "cases").glob("*.toml"):
        file.unlink()
    (home / "cases" / "letters.toml").write_text(given, "utf-8")
    (home / "cases" / "one.toml").write_text(document, "utf-8")
    with_settings(package, collectrules_cases="law/dk/cases")
    run(package).assert_outcomes(passed=2)


def test_a_table_with_days_needs_no_other_day(package: pytest.Pytester) -> None:
    rows = 'table = [["on", "owed.fees"], [2018-10-02, "100.00"], [2018-10-03, "100.00"]]'
    text = GOOD.replace('expect  = { "owed.fees" = "100.00", "audit.breaches" = 0 }', rows)
    (package.path / "cases" / "letters.toml").write_text(text.replace("on      = 2018-10-02\n", ""), "utf-8")
    with_settings(package, collectrules_cases="cases", collectrules_profile="DK")
    run(package).assert_outcomes(passed=2)


def test_a_case_may_name_its_law(package: pytest.Pytester) -> None:
    with_settings(package, collectrules_cases="cases")
    path = package.path / "cases" / "letters.toml"
    path.write_text(GOOD.replace("[case.given]", '[case.given]\njurisdiction = "DK"'), "utf-8")
    run(package).assert_outcomes(passed=2)


def test_a_profile_folder_has_its_own_law(package: pytest.Pytester) -> None:
    """The law of the folder around the file counts, whatever is installed under its id."""
    home = copytree(PROFILES / "dk", package.path / "law" / "dk")
    text, figure = (home / "fees.toml").read_text("utf-8"), "from = 2002-08-01, is = 100.00"
    assert figure in text, "the figure to change is written otherwise by now"
    (home / "fees.toml").write_text(text.replace(figure, "from = 2002-08-01, is = 99.00"), "utf-8")
    for file in (home / "cases").glob("*.toml"):
        file.unlink()
    (home / "cases" / "letters.toml").write_text(WRONG.replace('fee = "100.00"', 'fee = "99.00"'), "utf-8")
    with_settings(package, collectrules_cases="law/dk/cases")
    run(package).assert_outcomes(passed=2)


def test_a_failure_says_what_was_expected_and_shows_no_trace(package: pytest.Pytester) -> None:
    with_settings(package, collectrules_cases="cases", collectrules_profile="DK")
    (package.path / "cases" / "letters.toml").write_text(WRONG, "utf-8")
    found = run(package)
    found.assert_outcomes(passed=1, failed=1)
    found.stdout.fnmatch_lines(
        ["*A letter the day after the due day (on 2018-10-02, DK)*", "*expects 99.00 at `owed.fees`, got 100.00*",
         "*No wait is prescribed before the first fee*",
         "FAILED cases/letters.toml::A letter the day after the due day*"]
    )  # fmt: skip
    assert "golden.py" not in found.stdout.str()


def test_each_row_of_a_table_that_differs_is_told(package: pytest.Pytester) -> None:
    with_settings(package, collectrules_cases="cases", collectrules_profile="DK")
    rows = 'table = [["on", "owed.fees"], [2018-10-02, "100.00"], [2018-10-03, "7.00"], [2018-10-04, "8.00"]]'
    table = GOOD.replace('expect  = { "owed.fees" = "100.00", "audit.breaches" = 0 }', rows)
    (package.path / "cases" / "letters.toml").write_text(table, "utf-8")
    found = run(package)
    found.assert_outcomes(passed=1, failed=1)
    found.stdout.fnmatch_lines(["*row 2 *expects 7.00 at `owed.fees`, got 100.00*", "*row 3 *expects 8.00*"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[case]\n", "*letters.toml*"),
        (GOOD.replace("because", "becuase"), "*becuase*"),
        (GOOD, "*profile*"),  # no law is named
    ],
)
def test_a_file_that_cannot_be_read_is_told(package: pytest.Pytester, text: str, told: str) -> None:
    with_settings(package, collectrules_cases="cases")
    (package.path / "cases" / "letters.toml").write_text(text, "utf-8")
    found = run(package)
    assert found.ret == pytest.ExitCode.INTERRUPTED
    found.stdout.fnmatch_lines([told])
    assert "INTERNALERROR" not in found.stdout.str()


def test_the_plug_in_imports_nothing_heavy() -> None:
    """It is imported in every run of pytest of whoever has the library installed."""
    code = "import sys, pytest, collectrules.testing.plugin; print(*sorted(sys.modules))"
    ran = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(ran.stdout.split())
    assert {"hypothesis", "pydantic", "numpy", "babel", "jinja2", "holidays"} & loaded == set()
    own = {name for name in loaded if name.startswith("collectrules")}
    assert own == {"collectrules", "collectrules.testing", "collectrules.testing.plugin"}
