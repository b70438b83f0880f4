"""Calendars and day tables that cannot be as they are written: shut for ever, or other days than are declared."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from collectrules import BadProfile, Fault, load_profile
from collectrules.checking import check_profile
from collectrules.loader.holiday_sets import read_days

Broken = Callable[..., Path]


def own(fault: Fault) -> str:
    return fault.path.partition(": ")[2]


def shipped(tmp_path: Path, country: str, *changes: tuple[str, str, str]) -> Path:
    """Copy a law that ships with pieces of its files replaced."""
    folder = tmp_path / country.lower()
    shutil.copytree(load_profile(country).folder, folder, ignore=shutil.ignore_patterns("cases"))
    for file, old, new in changes:
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def codes(folder: Path) -> list[tuple[str, str]]:
    report = check_profile(folder, search="none")
    return [(one.code, own(one)) for one in (*report.faults, *report.warnings) if one.code[1:] in {"94", "46"}]


@pytest.mark.parametrize("country", ["QQ", "SE"])
def test_a_set_frozen_from_another_list_than_it_declares_is_told(tmp_path: Path, country: str) -> None:
    folder = shipped(
        tmp_path, "DK", ("time.toml", 'package = { country = "DK" }', f'package = {{ country = "{country}" }}')
    )
    assert codes(folder) == [("F94", "holidays.dk.package")]


@pytest.mark.parametrize(
    ("old", "new"), [('"2024-03-28", ', '"2024-03-15", "2024-03-28", '), ('"2024-03-28", ', "")], ids=["more", "less"]
)
def test_a_day_written_into_the_frozen_table_by_hand_is_told(tmp_path: Path, old: str, new: str) -> None:
    folder = shipped(tmp_path, "DK", ("days.json", old, new))
    assert codes(folder) == [("F94", "holidays.dk")]


def test_a_list_that_has_changed_since_in_a_later_package_is_a_warning(tmp_path: Path) -> None:
    """No later package changes an answer; that it would is for somebody to look at."""
    folder = shipped(tmp_path, "DK", ("days.json", '"2024-03-28", ', ""))
    text = (folder / "days.json").read_text("utf-8")
    (folder / "days.json").write_text(text.replace(f'"{version("holidays")}"', '"0.1"', 1), encoding="utf-8")
    assert codes(folder) == [("W94", "holidays.dk")]


def test_a_table_that_does_not_say_what_it_was_frozen_from_is_told(tmp_path: Path) -> None:
    folder = shipped(tmp_path, "DK")
    lines = (folder / "days.json").read_text("utf-8").splitlines(keepends=True)
    (folder / "days.json").write_text("".join(one for one in lines if "made_of" not in one), encoding="utf-8")
    assert codes(folder) == [("F94", "holidays.dk.package")]


@pytest.mark.parametrize("origin", ["1", '{"holidays": 1}', '{"lists": {"dk": 1}}', '{"lists": []}'])
def test_what_freezing_does_not_write_is_no_table(origin: str) -> None:
    with pytest.raises(BadProfile, match="days_file"):
        read_days(f'{{"from": "1990-01-01", "to": "2060-12-31", "made_of": {origin}, "sets": {{}}}}')


def test_a_set_that_is_not_frozen_names_a_list_there_is(broken: Broken) -> None:
    more = '[holidays.nowhere]\nwhat = "No such list"\npackage = { country = "QQ" }\n'
    report = check_profile(broken(more=more), search="none")
    assert [(one.code, own(one)) for one in report.faults] == [("holidays_package", "holidays.nowhere.package")]


def test_a_calendar_that_is_never_open_is_told(broken: Broken) -> None:
    """An act that may only be done on its open days could never be done."""
    more = """
[calendar.shut]
what   = "Closed from the first day of the year to the last"
rest   = ["sun"]
closed = [{ first = "01-01", last = "12-31" }]
[act.knock]
what    = "A visit on an open day"
law     = "custom"
by      = "creditor"
open_on = "shut"
"""
    assert codes(broken(more=more)) == [("F46", "calendar.shut")]


def test_a_calendar_that_opens_on_one_day_of_the_year_is_no_fault(broken: Broken) -> None:
    closed = 'closed = [{ first = "01-02", last = "12-31" }]\n'
    assert codes(broken(more=f'[calendar.shut]\nwhat = "Open once"\nrest = []\n{closed}')) == []
