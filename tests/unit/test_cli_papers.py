"""`collectrules notice` and `collectrules account`: papers on standard output, what they lack on standard error."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import collectrules as cr
from collectrules.cli import main
from tests.unit.notices.conftest import DOCUMENT, PARTICULARS, PARTIES

Ran = tuple[int, str, str]
read_once = cache(cr.load_profile)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Ran]:
    monkeypatch.setattr("collectrules.cli.asked.load_profile", read_once)
    monkeypatch.chdir(tmp_path)
    Path("case.json").write_text(json.dumps(DOCUMENT), encoding="utf-8")
    Path("all.json").write_text(json.dumps(PARTIES | {"particulars": PARTICULARS}), encoding="utf-8")
    Path("some.toml").write_text('[creditor]\nname = "Rør"\n', encoding="utf-8")

    def call(command: str, *words: object) -> Ran:
        status = main([command, "case.json", *map(str, words)])
        written = capsys.readouterr()
        return status, written.out, written.err

    return call


NOTICE = ("collection_notice", "--on", "2024-03-01", "--lang", "en")


def test_a_whole_letter_is_written(run: Callable[..., Ran]) -> None:
    status, out, err = run("notice", *NOTICE, "--parties", "all.json")
    assert (status, err) == (0, "")
    assert "Please pay by 11 March 2024." in out
    assert "DKK 809.01" in out


def test_what_lacks_is_told_apart_from_the_letter(run: Callable[..., Ran]) -> None:
    status, out, err = run("notice", *NOTICE, "--parties", "some.toml")
    assert status == 1
    assert "Missing: the debtor; give parties.debtor." in err.splitlines()
    assert "Missing:" not in out


def test_a_letter_may_be_set_otherwise(run: Callable[..., Ran]) -> None:
    assert "<!DOCTYPE html>" in run("notice", *NOTICE, "--parties", "all.json", "--as", "html")[1]
    assert "# Collection notice" in run("notice", *NOTICE, "--parties", "all.json", "--as", "markdown")[1]
    Path("own.txt").write_text("{{ letter.subject }}", encoding="utf-8")
    assert run("notice", *NOTICE, "--parties", "all.json", "--template", "own.txt")[1] == "Collection notice\n"
    assert json.loads(run("notice", *NOTICE, "--parties", "all.json", "--json")[1])["answer"] == "notice"


def test_a_plan_comes_from_its_answer(run: Callable[..., Ran]) -> None:
    plan = run("plan", "--on", "2024-03-01", "--count", "3", "--json")[1]
    Path("plan.json").write_text(plan, encoding="utf-8")
    words = ("plan_agreed", "--on", "2024-03-01", "--paper", "plan", "--parties", "all.json", "--lang", "en")
    status, out, _ = run("notice", *words, "--agreement", "plan.json")
    assert status == 0
    assert "1 June 2024" in out
    assert run("notice", *words, "--agreement", "case.json")[0] == 2


def test_a_file_of_parties_is_read_strictly(run: Callable[..., Ran]) -> None:
    Path("wrong.json").write_text('{"creditr": {}}', encoding="utf-8")
    status, out, err = run("notice", *NOTICE, "--parties", "wrong.json")
    assert (status, out) == (2, "")
    assert "did you mean creditor?" in err
    Path("wrong.json").write_text("[]", encoding="utf-8")
    assert run("notice", *NOTICE, "--parties", "wrong.json")[0] == 2


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[]", "--parties:"), ("{", "--parties:"), ('{"debtor": {}, "debtor": {}}', "--parties.debtor:"),
        ('{"creditr": {}}', "--parties.creditr:"),
    ],
)  # fmt: skip
def test_a_fault_of_a_file_of_parties_is_placed_there(run: Callable[..., Ran], text: str, place: str) -> None:
    Path("wrong.json").write_text(text, encoding="utf-8")
    for words in (("notice", *NOTICE), ("account", "--on", "2024-03-01")):
        status, out, err = run(*words, "--parties", "wrong.json")
        assert (status, out) == (2, "")
        assert place in err


def test_an_account_of_a_day_and_of_a_month(run: Callable[..., Ran]) -> None:
    status, out, _ = run("account", "--on", "2024-03-01", "--kind", "debtor", "--parties", "all.json", "--lang", "en")
    assert status == 0
    assert "At the end of 1 March 2024 DKK 809.01 is to be paid." in out
    out = run("account", "--month", "2024-02", "--number", "7", "--lang", "en")[1]
    assert "Statement no. 7 for February 2024" in out
    assert json.loads(run("account", "--month", "2024-02", "--json")[1])["answer"] == "monthly_statement"
    assert run("account", "--lang", "en")[0] == 2
    for words, code in (
        (("--on", "2024-03-01", "--number", "7"), "number_without_month"),
        (("--month", "2024-02", "--kind", "debtor"), "kind_of_month"),
        (("--month", "2024-02", "--number", ""), "number_format"),
    ):
        status, out, err = run("account", *words)
        assert (status, out) == (2, "")
        assert code in err
