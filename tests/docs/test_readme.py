"""The run that the README shows is a real one.

By hand, of principal: 8,400.00 and 2,150.50, less 2,765.16 of the first payment (3,000.00 - 134.84 - 100.00) and
236.69 of the second (400.00 - 63.31 - 100.00), are 7,548.65; booked with a fee of 150.00 it is 50.00 more. Of interest
at 11.75 %: 5,398.15 for six days and 2,150.50 for 56 days of 366, 10.3981 + 38.6620; rounded by claim, 49.06.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from collectrules.cli import main

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_the_table_of_the_readme_is_what_the_command_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    monkeypatch.setenv("COLUMNS", "100")
    command, _, shown = README.partition("$ collectrules ")[2].partition("```")[0].partition("\n")
    main(command.split())
    assert shown
    assert capsys.readouterr().out.startswith(shown)
