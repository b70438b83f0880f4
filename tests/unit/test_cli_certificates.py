"""`certify`, `verify` of a certificate and `profile stale` on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import collectrules as cr
from collectrules.cli import main

from .test_cli_verify import CASE


@pytest.fixture
def kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    case, answer, kept = (tmp_path / name for name in ("case.json", "answer.json", "kept.json"))
    case.write_text(json.dumps(CASE), encoding="utf-8")
    assert main(["standing", str(case), "--on", "2024-06-01", "--json"]) == 0
    answer.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["certify", str(answer), "--case", str(case)]) == 0
    kept.write_text(capsys.readouterr().out, encoding="utf-8")
    return kept


def test_what_is_certified_is_canonical_and_can_be_indented(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    read = cr.load(kept)
    assert isinstance(read, cr.Certificate)
    assert read.to_json() + "\n" == kept.read_text("utf-8")
    folder = kept.parent
    assert main(["certify", str(folder / "answer.json"), "--case", str(folder / "case.json"), "--indent"]) == 0
    assert cr.load(capsys.readouterr().out) == read


def test_a_certificate_is_verified_by_itself(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(kept)]) == 0
    out = capsys.readouterr().out
    assert "certificate holds" in out
    assert "answers the same" in out
    assert main(["verify", str(kept), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["equal"], found["differs"], found["current"]["state"]) == (True, 0, "same")


def test_a_certificate_that_was_changed_fails_and_shows_where(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(kept.read_text("utf-8"))
    document["result"]["owed"]["principal"] = "1500.00"
    kept.write_text(json.dumps(document), encoding="utf-8")
    assert main(["verify", str(kept), "--lang", "da"]) == 1
    out = capsys.readouterr().out
    assert "owed.principal" in out
    assert '"1500.00" > "1477.50"' in out
    assert main(["verify", str(kept), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["first"]["path"] == "owed.principal"


def test_another_law_than_the_installed_one_can_be_held_against_it(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(kept), "--profile", "AT"]) == 0  # it holds; what another law would say stands apart
    assert "gives no answer" in capsys.readouterr().out


def test_an_answer_needs_its_case(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(kept.with_name("answer.json"))]) == 2
    assert "[no_case_named]" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"answer": "certificate"}', "\x00", '{"answer": "certificate", "law": 1}']
)
def test_what_is_no_certificate_is_told_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    path = tmp_path / "kept.json"
    path.write_text(text, encoding="utf-8")
    assert main(["verify", str(path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err
    assert "Traceback" not in told.err


def test_a_profile_is_fresh_or_what_is_not_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "stale", "DK", "DE", "--on", "2026-11-26"]) == 0
    assert capsys.readouterr().out.count("nothing that was ever checked is out of date") == 2
    assert main(["profile", "stale", "DK", "CH", "--on", "2027-01-01"]) == 1
    out = capsys.readouterr().out
    assert "series.nationalbank_lending: a value is due since 2027-01-01" in out
    assert main(["profile", "stale", "DK", "--on", "2027-11-23", "--json"]) == 1
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    assert [one["profile"]["id"] for one in found] == ["DK"]
    assert "rate.procesrente" in {one["record"] for one in found[0]["unchecked"]}
    assert main(["profile", "stale", "--on", "2027-01-01", "--json"]) == 1
    every: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    assert {"AT", "CH", "DE", "DK"} <= {one["profile"]["id"] for one in every}
    assert main(["profile", "stale", "DE", "--on", "2026-11-22"]) == 1
    assert "value.vat: checked on 2026-11-25, a day that is still to come" in capsys.readouterr().out
    assert main(["profile", "stale", "DK", "--on", "tomorrow"]) == 2
    assert "[date_format]" in capsys.readouterr().err


def test_what_was_never_checked_is_counted_by_kind_and_named_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "stale", "DE", "--on", "2026-11-26"]) == 0
    told = capsys.readouterr().out
    found = cr.stale(cr.load_profile("DE"), on="2026-11-26").never_checked
    fees = [name for name in found if name.startswith("fee.")]
    assert f"never checked: {len(found)} (" in told
    assert f"fee {len(fees)}, " in told
    assert "fee.own_collection" not in told
    assert main(["profile", "stale", "DE", "--on", "2026-11-26", "--names"]) == 0
    told = capsys.readouterr().out
    assert [line.split(": ")[1] for line in told.splitlines() if line.endswith(": never checked")] == [*found]
    assert main(["profile", "stale", "DE", "--on", "2026-11-26", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["never_checked"] == [*found]


def test_a_profile_that_is_named_twice_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(Path(cr.load_profile("DK").folder))
    assert main(["profile", "stale", "DK", folder, "CH", "DK", "--on", "2026-11-22", "--json"]) == 0
    assert [one["profile"]["id"] for one in json.loads(capsys.readouterr().out)] == ["DK", "CH"]
