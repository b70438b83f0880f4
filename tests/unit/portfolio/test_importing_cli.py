"""`collectrules portfolio import`: a preview, an import, what is held and how it is mended."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import collectrules as cr
from collectrules.cli import main
from collectrules.portfolio import importing
from collectrules.words.texts import languages, texts

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples" / "import"
Ran = tuple[int, str, str]
Run = Callable[..., Ran]
read_once = cache(cr.load_profile)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr("collectrules.cli.asked.load_profile", read_once)

    def call(*words: object, file: object = EXAMPLES / "invoices.csv") -> Ran:
        mapping = ["--mapping", str(EXAMPLES / "mapping.toml"), "--profile", "DK"]
        status = main(["portfolio", "import", str(file), *mapping, *map(str, words)])
        written = capsys.readouterr()
        return status, written.out, written.err

    return call


def test_a_preview_counts_and_tells_each_reason_with_row_and_column(run: Run) -> None:
    status, page, beside = run("--dry-run")
    assert (status, beside) == (1, "")
    assert "4 rows read: 2 in 2 cases, 2 in quarantine, 0 left out." in page
    assert "A preview: nothing was written." in page
    assert [line.split()[:2] for line in page.splitlines() if line.startswith(("4 ", "5 "))][1:] == [
        ["4", "Saldo"]
    ] * 5 + [["4", "Uplacerede"]] * 2 + [["5", "Saldo"]] * 5 + [["5", "Uplacerede"]] * 2
    assert "- 1 × a reminder without a fee claimed the default fee" in page


@pytest.mark.parametrize("language", languages())
def test_every_language_tells_it(run: Run, language: str) -> None:
    status, page, faults = run("--dry-run", "--least-balance", "1000", "--lang", language)
    assert (status, faults) == (1, "")
    assert "{" not in page


@pytest.mark.parametrize("place", ["cases", "cases.sqlite"])
def test_cases_are_written_and_never_overwritten(run: Run, tmp_path: Path, place: str) -> None:
    status, page, _ = run("--into", tmp_path / place, "--anyway", 4, 5)
    assert (status, "Cases written: 3" in page) == (0, True)
    status, document, _ = run("--into", tmp_path / place, "--anyway", 4, 5, "--json")
    counts = json.loads(document)["counts"]
    assert (status, counts["cases"], counts["quarantined"], counts["reasons"]["case_exists"]) == (1, 0, 4, 3)
    if place == "cases":
        written = {path.name: cr.load_case(path) for path in (tmp_path / place).iterdir()}
        assert {name: case.unverified for name, case in written.items()} == {
            "84.json": None, "88.json": None, "85.json": True,
        }  # fmt: skip


def test_what_is_held_is_written_out_mended_and_imported(run: Run, tmp_path: Path) -> None:
    rejects, debtors = tmp_path / "held.jsonl", tmp_path / "debtors.jsonl"
    assert run("--into", tmp_path / "cases", "--rejects", rejects, "--debtors", debtors)[0] == 1
    rows = [json.loads(line) for line in rejects.read_text("utf-8").splitlines()]
    assert [row["Fakturanr."] for row in rows] == ["85", "86"]
    told = [json.loads(line) for line in debtors.read_text("utf-8").splitlines()]
    assert [(one["case"], one["name"]) for one in told] == [("84", "Smedjen ApS"), ("88", "Café Solsiden")]
    rows[0] |= {"Betalt dato": "10-01-2019", "Betalt beløb": "1.000,00"}
    for row in rows:
        row["Uplacerede poster"] = None
    rejects.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert run("--into", tmp_path / "cases", file=rejects)[0] == 0
    assert sorted(path.name for path in (tmp_path / "cases").iterdir()) == ["84.json", "85.json", "88.json"]
    assert run("--into", tmp_path / "more", "--rejects", rejects)[0] == 2  # a file that is there is left as it is


def test_a_row_is_mended_on_the_command_line(run: Run) -> None:
    words = ["4.payment_date=10-01-2019", "4.payment_amount=1.000,00", "4.unmatched=", "5.unmatched="]
    status, document, _ = run("--dry-run", "--json", *(part for word in words for part in ("--fix", word)))
    found = json.loads(document)
    assert (status, found["counts"]["cases"], found["entered"][2]["open"]) == (0, 3, "2400.00")
    assert found["entered"][2]["case"]["claims"][0]["amount"] == "2150.00"


def test_the_filter_is_asked_for(run: Run) -> None:
    status, page, _ = run("--dry-run", "--after-reminder", 1)
    assert (status, "1 in 1 case, 0 in quarantine, 3 left out." in page) == (0, True)
    assert "- 3 × invoices of which too few reminders have gone out" in page
    assert run("--dry-run", "--days-overdue", 30, "--on", "2018-10-15")[0] == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "import_target"),
        (("--dry-run", "--fix", "due=1"), "fix_format"),
        (("--dry-run", "--anyway", "99"), "unknown_row"),
        (("--dry-run", "--days-overdue", "5"), "missing_field"),
        (("--dry-run", "--least-balance", "1.000,00"), "amount_format"),
        (("--dry-run", "--mapping", "open_items"), "missing_field"),
    ],
)
def test_what_is_asked_wrongly_is_told_and_nothing_is_read(run: Run, words: tuple[str, ...], code: str) -> None:
    status, page, beside = run(*words)
    assert (status, page) == (2, "")
    assert f"[{code}]" in beside


def test_a_file_of_which_nothing_can_be_read_ends_with_two(run: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("name,due\nA,B\n", encoding="utf-8")
    assert run("--dry-run", file=wrong)[0] == 2
    assert run("--dry-run", file=tmp_path / "gone.csv")[0] == 2


@pytest.mark.parametrize("language", languages())
def test_every_assumption_and_every_word_of_the_filter_has_a_text(language: str) -> None:
    sources = "".join(path.read_text("utf-8") for path in Path(importing.__file__).parent.glob("*.py"))
    codes = {
        *re.findall(r'\.assume\([^,]+, "(\w+)"', sources),
        *re.findall(r'^ +return "(\w+)"$', sources, re.MULTILINE),
    }
    codes |= {"key_is_personal_number", "key_is_company_number", "default_fee", "fee_of_law", "small_balance"}
    assert {"not_sent", "few_reminders", "not_overdue", "flag_means_yes", "not_registered"} <= codes
    assert [code for code in codes if not texts(language).has("import", code)] == []
