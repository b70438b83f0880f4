"""Loading: what a profile keeps, what its fingerprint covers, and the folders it uses."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from collectrules import BadInput, BadProfile, Profile, load_profile
from collectrules.fold.rulebook import rulebook

HEADER = """[profile]
id        = "{id}"
name      = "Arland"
version   = "1"
status    = "draft"
languages = ["en"]
currency  = "EUR"
first_day = 2010-01-01
{more}
"""
RULES = """
[law.act-1]
title   = "Payments Act"
section = "§ 1"
kind    = "statute"
[defaults.title]
enforceable = true
[title.judgment]
what    = "A judgment"
law     = "act-1"
[value.sum]
what     = "A sum"
law      = "act-1"
keyed_by = "act"
checked  = 2026-11-22
value    = [{ from = 2010-01-01, is = 5.00, source = "a page" }]
"""
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str = "xa", rules: str = RULES, more: str = "", **files: str) -> Path:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        (folder / "profile.toml").write_text(HEADER.format(id=name.upper(), more=more), encoding="utf-8")
        (folder / "rules.toml").write_text(rules, encoding="utf-8")
        for file, text in files.items():
            (folder / f"{file}.toml").write_text(text, encoding="utf-8")
        return folder

    return written


def load(folder: Path) -> Profile:
    return load_profile(path=folder)


def test_a_record_knows_its_name_and_file(write: Write) -> None:
    value = load(write()).value["sum"]
    assert (value.name, value.file) == ("sum", "rules.toml")


def test_a_default_is_a_word_of_every_record_of_its_kind(write: Write) -> None:
    own = RULES + '[title.note]\nwhat = "A note"\nlaw = "act-1"\nenforceable = false\n'
    titles = load(write(rules=own)).title
    assert {name: title.enforceable for name, title in titles.items()} == {"judgment": True, "note": False}


def test_a_version_may_be_asked_for(write: Write) -> None:
    assert load_profile(path=write(), version="1").header.version == "1"
    with pytest.raises(BadInput) as caught:
        load_profile(path=write(), version="2")
    assert caught.value.code == "profile_version"


@pytest.mark.parametrize(
    ("more", "code", "nearest"),
    [
        ("what = 3", "F51", None),
        ('uses = ["_eu"]', "F19", None),
    ],
)  # fmt: skip
def test_a_header_is_checked(write: Write, more: str, code: str, nearest: str | None) -> None:
    with pytest.raises(BadProfile) as caught:
        load(write(more=more))
    assert [(fault.code, fault.nearest) for fault in caught.value.faults] == [(code, nearest)]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"XA"', '"../XA"', "F51"),
        ('"XA"', '"X A"', "F51"),
        ('"EUR"', '"EUX"', "F51"),
        ('["en"]', "[]", "F05"),
        ('"draft"', '"final"', "F15"),
        ("2010-01-01", '"2010-01-01"', "F48"),
        ('version   = "1"', "version = 1.0", "F51"),
    ],
)
def test_a_wrong_header_is_refused(write: Write, old: str, new: str, code: str) -> None:
    folder = write()
    path = folder / "profile.toml"
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(BadProfile) as caught:
        load(folder)
    assert [fault.code for fault in caught.value.faults] == [code]


# Fingerprint -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"A sum"', '"Another sentence"'),
        ("2026-11-22", "2026-11-23"),
        ('"a page"', '"another page"'),
        ('"Payments Act"', '"Act on Payments"'),
        ('"§ 1"', '"§ 2"'),
        ("[value.sum]", "# a comment\n[value.sum]"),
    ],
)
def test_words_that_only_people_read_do_not_change_the_fingerprint(write: Write, old: str, new: str) -> None:
    before = load(write()).fingerprint
    assert load(write(rules=RULES.replace(old, new))).fingerprint == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("5.00", "5.01"),
        ("2010-01-01", "2010-01-02"),
        ('"act"', '"claim_due"'),
        ('"statute"', '"case_law"'),
        ("enforceable = true", "enforceable = false"),
        ("[title.judgment]", "[title.judgement]"),
        ("[value.sum]", '[value.sum]\ncertainty = "unclear"'),
    ],
)
def test_what_can_change_an_answer_changes_the_fingerprint(write: Write, old: str, new: str) -> None:
    before = load(write()).fingerprint
    assert load(write(rules=RULES.replace(old, new))).fingerprint != before


def test_a_condition_on_a_title_is_in_the_fingerprint(write: Write) -> None:
    """A law's title is prose; the fact `title` is not."""
    act = '[act.x]\nwhat = "X"\nlaw = "act-1"\nby = "creditor"\nwhen = {{ title = "{title}" }}\n'
    found = {load(write(more_=act.format(title=title))).fingerprint for title in ("none", "judgment")}
    assert len(found) == 2


def test_the_order_of_stages_is_in_the_fingerprint(write: Write) -> None:
    """A case stands where its furthest claim stands."""
    stages = ['[stage.a]\nwhat = "A"\nentry = true\n', '[stage.b]\nwhat = "B"\nentry = true\n']
    found = {load(write(more_="".join(order))).fingerprint for order in (stages, stages[::-1])}
    assert len(found) == 2


def test_the_files_and_their_order_do_not_matter(write: Write) -> None:
    law, value = RULES.split("[value.sum]")
    together = load(write()).fingerprint
    assert load(write("xa", law, zz="[value.sum]" + value)).fingerprint == together


def test_texts_notes_and_cases_do_not_change_the_fingerprint(write: Write) -> None:
    folder = write()
    before = load(folder).fingerprint
    (folder / "texts").mkdir()
    (folder / "texts" / "en.toml").write_text("not even TOML", encoding="utf-8")
    (folder / "cases").mkdir()
    (folder / "cases" / "one.toml").write_text("not even TOML", encoding="utf-8")
    (folder / "NOTES.md").write_text("# Notes", encoding="utf-8")
    assert load(folder).fingerprint == before


def test_a_case_may_stand_in_any_file(write: Write) -> None:
    case = '[[case]]\nname = "One"\n'
    assert load(write(more_=case)).fingerprint == load(write(more_="")).fingerprint


# Folders that are used -------------------------------------------------------------------------------------


def test_the_records_of_a_used_folder_are_there_with_its_name(write: Write) -> None:
    write("_eu", '[law.dir-7]\ntitle = "Directive"\nsection = "7"\nkind = "statute"\n')
    law = load(write(more='uses = ["_EU"]')).law
    assert (law["dir-7"].file, law["act-1"].file) == ("_eu/rules.toml", "rules.toml")


def test_a_used_folder_changes_the_fingerprint(write: Write) -> None:
    write("_eu", RULES.replace("act-1", "dir-7").replace(".sum]", ".levy]").replace(".judgment]", ".order]"))
    folder = write(more='uses = ["_EU"]')
    before = load(folder).fingerprint
    write(
        "_eu",
        RULES.replace("act-1", "dir-7").replace(".sum]", ".levy]").replace(".judgment]", ".order]").replace("5", "6"),
    )
    assert load(folder).fingerprint != before


def test_a_name_stands_once_over_all_folders(write: Write) -> None:
    write("_eu")
    with pytest.raises(BadProfile) as caught:
        load(write(more='uses = ["_EU"]'))
    assert {(fault.code, fault.path) for fault in caught.value.faults} == {
        ("F04", "_eu/rules.toml: law.act-1"),
        ("F04", "_eu/rules.toml: title.judgment"),
        ("F04", "_eu/rules.toml: value.sum"),
    }


def test_a_fault_in_a_used_folder_has_its_line(write: Write) -> None:
    write("_eu", '\n[law.dir-7]\ntitle = "Directive"\nsection = "7"\nkind = "statut"\n')
    with pytest.raises(BadProfile) as caught:
        load(write(more='uses = ["_EU"]'))
    (fault,) = caught.value.faults
    assert (fault.path, fault.line, fault.nearest) == ("_eu/rules.toml: law.dir-7.kind", 5, "statute")


def test_folders_that_use_each_other_are_read_once(write: Write) -> None:
    write("_eu", "", 'uses = ["XA", "_EU"]')
    assert set(load(write(more='uses = ["_EU"]')).law) == {"act-1"}


def test_a_long_chain_of_folders_is_refused(write: Write) -> None:
    for number in range(1_000):
        write(f"_{number}", "", f'uses = ["_{number + 1}"]')
    with pytest.raises(BadProfile) as caught:
        load(write(more='uses = ["_0"]'))
    assert [fault.code for fault in caught.value.faults] == ["F19"]


# Copies ----------------------------------------------------------------------------------------------------


def test_a_profile_survives_pickling_after_it_was_used() -> None:
    profile = load_profile("DK")
    rulebook(profile)
    for again in (pickle.loads(pickle.dumps(profile)), copy.deepcopy(profile)):  # noqa: S301  # our own bytes
        assert again == profile
        assert again.memo == {}
        assert rulebook(again).first_day == rulebook(profile).first_day
