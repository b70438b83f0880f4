"""Freezing writes a table that reads back as worked out, one line per set and year."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from collectrules.ground.errors import NotModelled
from collectrules.loader import model as m
from collectrules.loader.freeze import frozen, main, rendered, write
from collectrules.loader.holiday_sets import read_days

PROFILE = """
[profile]
id        = "XA"
name      = "A country"
version   = "1"
status    = "draft"
languages = ["en"]
currency  = "DKK"
first_day = 2002-08-01
"""
TIME = """
[holidays.church]
what    = "A national list"
package = { country = "DK" }
[holidays.named]
what = "Days the law adds in one year"
days = [ { day = "06-05", in_years = [2026] }, { day = "12-24", in_years = [2026] } ]
"""


def profile(package: m.Package, first_day: dt.date) -> m.Profile:
    header = m.Header(
        id="XA",
        name="A country",
        version="1",
        status="draft",
        languages=("en",),
        currency="DKK",
        first_day=first_day,
    )
    days = (m.Holiday(day="06-05", in_years=(2026,)), m.Holiday(day="12-24", in_years=(2026, 2027)))
    sets = {
        "named": m.Holidays(name="named", file="time.toml", what="Days the law adds", days=days),
        "church": m.Holidays(name="church", file="time.toml", what="A list", package=package),
    }
    return m.Profile(header=header, folder="", fingerprint="", holidays=sets)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "profile.toml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "time.toml").write_text(TIME, encoding="utf-8")
    return tmp_path


def test_every_set_is_frozen_from_1990_to_2060() -> None:
    sets = frozen(profile(m.Package(country="DK"), dt.date(2002, 8, 1)))
    assert sorted(sets) == ["church", "named"]
    assert (sets["church"][0], sets["church"][-1]) == ("1990-01-01", "2060-12-26")
    # Ten holidays in each of 71 years, and the prayer day in 34 of them.
    assert len(sets["church"]) == 71 * 10 + 34
    assert sets["named"] == ["2026-06-05", "2026-12-24", "2027-12-24"]


def test_a_list_younger_than_the_table_will_do_if_the_profile_is_younger_still() -> None:
    """The German list begins in 1991."""
    sets = frozen(profile(m.Package(country="DE"), dt.date(2002, 1, 1)))
    assert sets["church"][0] == "1991-01-01"


def test_a_list_younger_than_the_profile_is_not_modelled() -> None:
    with pytest.raises(NotModelled) as caught:
        frozen(profile(m.Package(country="DE"), dt.date(1990, 6, 1)))
    assert caught.value.code == "holidays_of_year"


def test_the_table_has_a_line_for_each_set_and_year() -> None:
    text = rendered({"a": ["2026-06-05", "2026-12-24", "2027-06-05"], "b": []})
    assert text.splitlines()[4:7] == ['    "a": [', '      "2026-06-05", "2026-12-24",', '      "2027-06-05"']
    assert json.loads(text) == {
        "from": "1990-01-01",
        "to": "2060-12-31",
        "sets": {"a": ["2026-06-05", "2026-12-24", "2027-06-05"], "b": []},
    }


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    law = profile(m.Package(country="DK"), dt.date(2002, 8, 1))
    write(law, tmp_path / "days.json")
    found = read_days((tmp_path / "days.json").read_text(encoding="utf-8"))
    assert {name: [dt.date.fromordinal(day).isoformat() for day in days] for name, days in found.items()} == frozen(law)
    assert b"\r" not in (tmp_path / "days.json").read_bytes()


def test_the_command_writes_the_table_into_the_folder(folder: Path) -> None:
    assert main([str(folder)]) == 0
    first = (folder / "days.json").read_bytes()
    assert read_days(first.decode())["named"] == (
        dt.date(2026, 6, 5).toordinal(),
        dt.date(2026, 12, 24).toordinal(),
    )
    assert main([str(folder)]) == 0
    assert (folder / "days.json").read_bytes() == first


def test_the_command_says_what_is_wrong_and_keeps_the_old_table(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(folder)])
    before = (folder / "days.json").read_bytes()
    (folder / "time.toml").write_text(TIME.replace("12-24", "02-30"), encoding="utf-8")
    assert main([str(folder)]) == 1
    assert (folder / "days.json").read_bytes() == before
    shown = capsys.readouterr().err
    assert "time.toml: holidays.named.days[2]" in shown
    assert "Traceback" not in shown


@pytest.mark.parametrize("arguments", [[], ["a", "b"]])
def test_the_command_wants_exactly_one_folder(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "usage:" in capsys.readouterr().err


def test_the_command_refuses_a_folder_that_is_no_profile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nowhere")]) == 1
    assert "profile.toml" in capsys.readouterr().err
