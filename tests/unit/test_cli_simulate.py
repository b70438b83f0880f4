"""`collectrules simulate`: a life on a page, as a document, as a case file, and lives side by side."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import collectrules as cr
from collectrules.cli import main
from collectrules.words.texts import languages

Ran = tuple[int, str, str]
read_once = cache(cr.load_profile)
CASE = {
    "format": 1, "id": "life", "jurisdiction": "DK", "currency": "DKK", "workflow": "fast",
    "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
    "claims": [{"id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2024-01-02",
                "due": "2024-01-31", "due_agreed": True}],
}  # fmt: skip


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Ran]:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr("collectrules.cli.asked.load_profile", read_once)
    file = tmp_path / "case.json"
    file.write_text(json.dumps(CASE), encoding="utf-8")

    def call(*words: object) -> Ran:
        status = main(["simulate", str(file), "--on", "2024-02-01", "--until", "2025-12-31", *map(str, words)])
        written = capsys.readouterr()
        return status, written.out, written.err

    return call


def test_a_life_stands_on_a_page(run: Callable[..., Ran]) -> None:
    status, page, _ = run("--behaviour", "pays_at:collection_notice:5")
    assert status == 0
    rows = [line for line in page.splitlines() if line.startswith("2024-")]
    assert [row.split()[0] for row in rows] == ["2024-02-01", "2024-02-12", "2024-02-23", "2024-03-04", "2024-03-09"]
    assert "All is paid on 9 March 2024." in page


@pytest.mark.parametrize("language", languages())
def test_every_language_tells_it(run: Callable[..., Ran], language: str) -> None:
    words = ("--others", "payment_order_served=21", "--behaviour", "keeps_plan", "--behaviour", "objects:reminder")
    status, page, faults = run(*words, "--lang", language)
    assert (status, faults) == (0, "")
    assert "{" not in page
    beside = run("--versus", "workflow=standard", "--lang", language)[1]
    assert "workflow=standard" in beside
    assert "{" not in beside


def test_it_is_a_document_and_a_case_file(run: Callable[..., Ran], tmp_path: Path) -> None:
    written = tmp_path / "life.json"
    status, text, _ = run("--json", "--write", written)
    found = cr.load(json.loads(text))
    assert status == 0
    assert isinstance(found, cr.Simulation)
    assert [item.what for item in found.timeline][-1] == "payment_order_filed"
    standing = cr.standing(cr.load_case(written), read_once("DK"), on="2025-12-31", assume="carry_forward")
    assert standing.owed == found.owed


def test_lives_stand_side_by_side(run: Callable[..., Ran]) -> None:
    words = ("--versus", "workflow=standard", "--versus", "behaviour=pays_monthly:200", "--versus", "profile=DK",
             "--versus", "reading=day_count=thirty_360")  # fmt: skip
    status, text, faults = run(*words, "--json")
    assert (status, faults) == (0, "")
    found = cr.load(json.loads(text))
    assert isinstance(found, cr.SideBySide)
    assert [side.name for side in found.sides] == ["-", *words[1::2]]
    assert [side.acts for side in found.sides] == [5, 6, 5, 5, 5]
    assert "as asked" in run("--versus", "workflow=standard")[1]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--behaviour", "pays"], "unknown_behaviour"),
        (["--others", "payment_order_served"], "days_others_take"),
        (["--others", "payment_order_served=" + "9" * 5000], "days_others_take"),
        (["--arrives", "reminder=soon"], "days_to_arrive"),
        (["--versus", "amount=7"], "versus_words"),
        (["--versus", "workflow"], "versus_words"),
        (["--versus", "reading=x"], "reading_format"),
        (["--also", "nothing"], "unknown_action"),
        (["--workflow", "slow"], "unknown_workflow"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_answered(run: Callable[..., Ran], words: list[str], code: str) -> None:
    status, page, faults = run(*words)
    assert (status, page) == (2, "")
    assert code in faults


def test_a_file_that_cannot_be_written_is_a_fault_like_any_other(run: Callable[..., Ran], tmp_path: Path) -> None:
    status, _, faults = run("--write", tmp_path / "nowhere" / "life.json")
    assert status == 2
    assert "Traceback" not in faults
