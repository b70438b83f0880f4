"""Commands that pages show with the files of docs/examples are real ones, and end as they should."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from collectrules.cli import main

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINE = re.compile(r"^(?: {4}|\$ )?collectrules (.*\bdocs/examples/.*)$", re.MULTILINE)
COMMANDS = sorted({line for page in PAGES for line in LINE.findall(page.read_text("utf-8"))})
BREACH = 1


def test_pages_show_commands() -> None:
    assert {"standing", "next", "explain", "notice", "account"} <= {command.partition(" ")[0] for command in COMMANDS}


def test_a_command_is_found_as_pages_write_it() -> None:
    page = "    collectrules a docs/examples/b.json\n$ collectrules c docs/examples/d --e\ncollectrules f CASE\n"
    assert LINE.findall(page) == ["a docs/examples/b.json", "c docs/examples/d --e"]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_on_a_page_is_answered(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    status = main(shlex.split(command))
    out, err = capsys.readouterr()
    assert (status, err) == (BREACH if command.startswith("audit ") else 0, "")
    assert out
