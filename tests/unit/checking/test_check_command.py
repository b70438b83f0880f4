"""`profile check` on the command line: counter-examples are shown with their name, and written only if asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from collectrules.cli import main

Broken = Callable[..., Path]
SHORT_CUT = """
[act.sheet_filed_at_once]
what      = "A claim sheet without a warning"
law       = "custom"
by        = "creditor"
in_stages = ["overdue"]
leads_to  = "lodged"
"""
NAME = "w83_1_act_sheet_filed_at_once.toml"


@pytest.fixture
def folder(broken: Broken) -> Path:
    return broken(more=SHORT_CUT)


def test_a_counter_example_is_named_and_not_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(folder.rglob("*"))
    assert main(["profile", "check", str(folder), "--quick"]) == 0
    out = capsys.readouterr().out
    assert f"  a case that shows it: {NAME}\n" in out
    assert "N87" not in out
    assert sorted(folder.rglob("*")) == before


def test_a_counter_example_is_written_where_it_is_asked_for_and_once(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["profile", "check", str(folder), "--quick", "--json", "--counterexample", str(tmp_path / "new" / "shown")]
    assert main(asked) == 0
    (told,) = json.loads(capsys.readouterr().out)["counterexamples"]
    written = tmp_path / "new" / "shown" / NAME
    assert told["fails"]
    assert written.read_text("utf-8") == told["text"]
    written.write_text("mine", encoding="utf-8")
    assert main(asked) != 0
    assert "file_not_written" in capsys.readouterr().err
    assert written.read_text("utf-8") == "mine"


def test_quick_and_deep_exclude_each_other(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "check", str(folder), "--quick", "--deep"]) != 0
    assert "usage" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_an_error_and_no_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["profile", "check", str(tmp_path / "nowhere")]) == 2
    said = capsys.readouterr()
    assert (said.out, "[no_profile]" in said.err) == ("", True)
