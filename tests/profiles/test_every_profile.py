"""The battery that every jurisdiction must pass; a new folder under `profiles/` is found by itself."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from collectrules import load_profile
from collectrules.checking import Report, check_profile
from collectrules.loader import model as m
from collectrules.loader.files import CASES, TEXTS
from collectrules.loader.freeze import frozen
from collectrules.loader.walking import cited, everything, parts

ROOT = Path(__file__).parents[2] / "profiles"
FOLDERS = sorted(path.parent for path in ROOT.glob("*/profile.toml"))
# Kinds of record that people meet by name, in lists and letters.
NAMED = ("stage", "act", "fee", "title", "workflow")
LONGEST_FILE = 300  # lines; reference series and golden cases may be longer

every_profile = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.name)
def report(request: pytest.FixtureRequest) -> Report:
    """What the check says of a profile, asked by its id; tests of one profile run one after the other."""
    return check_profile(request.param.name.upper())


def test_there_are_profiles() -> None:
    assert FOLDERS, "no profile was found: these tests would pass whatever stands there"
    assert [path.name for path in ROOT.iterdir() if path.is_dir() and path not in FOLDERS] == []


@every_profile
def test_it_loads_by_its_id_and_by_its_folder(folder: Path) -> None:
    profile = load_profile(path=folder)
    assert profile.header.id.lower() == folder.name
    assert load_profile(profile.header.id) == profile


def test_it_checks_without_a_fault(report: Report) -> None:
    assert [str(fault) for fault in report.faults] == []


def test_nothing_is_cited_by_nothing_and_no_conflict_goes_without_a_reading(report: Report) -> None:
    """A tariff that falls is told too, but some laws have one."""
    assert [str(warning) for warning in report.warnings if warning.code != "W28"] == []


@every_profile
def test_its_header_is_complete(folder: Path) -> None:
    header = load_profile(path=folder).header
    assert header.what
    assert "en" in header.languages
    assert re.fullmatch(r"\d{4}\.\d{1,2}(\.\d+)?", header.version)


@every_profile
def test_every_law_is_cited_and_every_address_is_one(folder: Path) -> None:
    profile = load_profile(path=folder)
    used = {key for _, record in everything(profile) for key in cited(record)}
    assert sorted(profile.law.keys() - used) == []
    for law in profile.law.values():
        assert law.title
        assert law.section
        assert law.url is None or re.fullmatch(r"https://[^\s]+", law.url), law.name


@every_profile
def test_nothing_cites_a_law_that_was_not_in_force_when_the_row_begins(folder: Path) -> None:
    """A row may rest on a later consolidation of its law, but not on one whose own life ended before it began."""
    profile = load_profile(path=folder)
    for kind, record in everything(profile):
        for place, part in parts(record, f"{kind}.{record.name}"):
            if isinstance(part, m.Row | m.ThresholdRow):
                ended = [key for key in part.law if (end := profile.law[key].to) is not None and end < part.from_]
                assert ended == [], place


@every_profile
def test_every_figure_was_compared_with_its_source(folder: Path) -> None:
    profile = load_profile(path=folder)
    unchecked = [
        place
        for kind, record in everything(profile)
        for place, part in parts(record, f"{kind}.{record.name}")
        if isinstance(part, m.Dated) and part.checked is None
    ]
    assert unchecked == []


@every_profile
def test_its_texts_are_complete(folder: Path) -> None:
    profile = load_profile(path=folder)
    files = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in folder.glob(*TEXTS)}
    assert sorted(files) == sorted(profile.header.languages)
    for language, texts in files.items():
        for kind in NAMED:
            named = texts.get(kind, {})
            missing = getattr(profile, kind).keys() - named.keys()
            assert sorted(missing) == [], f"texts/{language}.toml has no label for these records of kind {kind}"
            assert all(text["label"].strip() for text in named.values())


def _expects(case: dict[str, object]) -> object:
    """What a case expects: paths with values, or a table of them."""
    return case.get("expect") or case.get("table")


@every_profile
def test_it_has_golden_cases_that_say_why(folder: Path) -> None:
    cases = [case for path in sorted(folder.glob(*CASES)) for case in tomllib.loads(path.read_text("utf-8"))["case"]]
    assert cases
    names = [case["name"] for case in cases]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []
    assert [case["name"] for case in cases if not case["because"].strip() or not _expects(case)] == []


@every_profile
def test_its_frozen_days_are_those_of_its_rules(folder: Path) -> None:
    profile = load_profile(path=folder)
    assert sorted(profile.days) == sorted(profile.holidays)
    found = {name: len(days) for name, days in frozen(profile).items()}
    assert found == {name: len(days) for name, days in profile.days.items()}


@every_profile
def test_its_files_can_be_read_in_a_sitting(folder: Path) -> None:
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in folder.glob("*.toml")}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


@every_profile
def test_its_notes_say_what_is_left_out(folder: Path) -> None:
    notes = (folder / "NOTES.md").read_text("utf-8")
    assert "left out" in notes.lower()
    profile = load_profile(path=folder)
    assert [name for name in profile.reading if f"`{name}`" not in notes] == []
