"""The command line where a stream was closed, and numbers that are none as documents write them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from collectrules.cli import main

CASE = Path(__file__).parents[2] / "docs" / "examples" / "late_invoice.json"


def ran(closed: str, *words: str) -> subprocess.CompletedProcess[str]:
    line = " ".join([f"'{word}'" for word in (sys.executable, "-m", "collectrules", *words)] + [closed])
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False, timeout=60, env=env)  # noqa: S603, S607


def test_an_answer_needs_somewhere_to_go() -> None:
    found = ran(">&-", "standing", str(CASE), "--on", "2026-03-01")
    assert found.returncode == 2
    assert found.stderr == "standard output: expected an open standard output to answer on [no_output]\n"


def test_a_closed_input_is_missed_only_where_it_is_read() -> None:
    assert ran("<&-", "standing", str(CASE), "--on", "2026-03-01").returncode == 0
    found = ran("<&-", "standing", "-", "--on", "2026-03-01")
    assert found.returncode == 2
    assert found.stderr == "standard input: expected an open standard input, as the case is - [no_such_file]\n"


def test_faults_do_not_go_to_standard_output_instead() -> None:
    found = ran("2>&-", "standing", str(CASE), "--on", "x")
    assert (found.returncode, found.stdout) == (2, "")
    assert ran("2>&-", "standing", str(CASE), "--on", "2026-03-01").stdout != ""


@pytest.mark.parametrize(
    "words",
    [
        ("plan", str(CASE), "--on", "2026-03-01", "--count"), ("compare", str(CASE), "--on", "2026-03-01", "--count"),
        ("tariff", "DE", "protected.wage_month", "--value", "3100.00", "--on", "2026-07-31", "--dependants"),
        ("portfolio", "worklist", "x", "--on", "2026-03-01", "--limit"),
        ("portfolio", "worklist", "x", "--on", "2026-03-01", "--step"),
        ("portfolio", "report", "open_now", "x", "--window"), ("portfolio", "report", "open_now", "x", "--term"),
        ("portfolio", "import", "x", "--anyway"), ("portfolio", "import", "x", "--after-reminder"),
        ("portfolio", "import", "x", "--days-overdue"),
    ],
    ids=lambda words: f"{words[0]} {words[1] if words[0] == 'portfolio' else ''}{words[-1]}",
)  # fmt: skip
@pytest.mark.parametrize("number", ["1_0", " 3 ", "+3", "\u0663", "\uff13", "1e1", "", "3.0", "0x3"])
def test_a_number_is_written_as_documents_write_it(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], number: str
) -> None:
    """Python takes each of these for a whole number, or for one written otherwise."""
    assert main([*words, number]) == 2
    told = capsys.readouterr().err
    assert f"argument {words[-1]}: expected a whole number in plain digits, got '{number}'" in told
    assert "[usage]" in told


def test_plain_digits_are_a_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", str(CASE), "--on", "2026-03-01", "--count", "3"]) == 0
    capsys.readouterr()
    assert main(["plan", str(CASE), "--on", "2026-03-01", "--count", "-1"]) == 2
    assert "plan_count" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["certify", "verify"])
def test_the_help_says_what_cannot_be_certified(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert "Not what assess, notice and account give" in told
    assert "comparison, life, timeline or month" in told
