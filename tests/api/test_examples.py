"""Every example runs, and says what the law says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import collectrules as cr

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "examples"
PROGRAMS = {path.stem: path for path in FOLDER.glob("*.py")}
CASES = sorted([*FOLDER.glob("*.json"), *FOLDER.glob("*.toml"), ROOT / "src/collectrules/cli/demo.json"])
# What each program must say, from the dossier and by hand.
SAYS = {
    "what_is_owed": [
        # 150 was claimed, 100 is the most (renteloven § 9 b, stk. 2).
        r"reminder_fee +A +150\.00 .*50\.00 struck out",
        # 8,400.00 at 11.75 % (3.75 + 8) for 50 days of the leap year: 8400 x 0.1175 x 50/366 = 134.8361.
        r"8\.400,00 kr\. til 11,75 % om året giver 134,8361 kr\.",
        # 2,150.50 from the 31st day after the invoice of 5 April (renteloven § 3, stk. 2): 56 days make 38.6620.
        r"fra 6\. maj 2024 til 30\. juni 2024, 56 dage: 2\.150,50 kr\. til 11,75 % om året giver 38,6620 kr\.",
    ],
    # The standard workflow: 3, 12 and 12 days; each letter may carry 100 kroner, ten days apart.
    "send_a_reminder": [r"2026-04-03 reminder 100\.00", r"2026-04-15 reminder 100\.00", r"2026-04-27 reminder 100\.00"],
    # The letter before was sent on 28 February: ten full days later is 11 March. No fee after a title with costs.
    # Worked out at the head of the program itself, from the scales of 1 June 2025 and 6.27 per cent.
    "physiotherapy_invoice": [
        r"handed_over open since 2025-08-01 R-1",
        r"creditor 150\.00 to the invoice 76\.40 to costs 66\.19",
        r"collector 50\.00 to the invoice 48\.35 to costs 0\.00",
        r"tell the collector payment 2025-10-20 150\.00",
        r"2025-11 2025-11-17 50\.00 interest 1\.65 invoice 48\.35",
        r"enforcement_order_requested waiting 2026-01-08 2026-06-23",
        r"invoice 295\.25 interest 3\.24 fees 0\.00 costs 115\.21 total 413\.70",
        r"enforcement_order_served enforcement_order breaches 0",
    ],
    "check_a_letter": [r"2023-03-08 blocked .*11 March 2023", r"2023-05-20 blocked No fee is due"],
}


def test_every_program_has_its_expectations() -> None:
    assert set(PROGRAMS) == set(SAYS)


@pytest.mark.parametrize("name", SAYS)
def test_a_program_runs_and_says_what_the_law_says(name: str) -> None:
    ran = subprocess.run([sys.executable, PROGRAMS[name]], capture_output=True, text=True, check=False)  # noqa: S603
    assert (ran.returncode, ran.stderr) == (0, "")
    for expected in SAYS[name]:
        assert re.search(expected, ran.stdout), expected


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_is_read_and_answered(path: Path) -> None:
    case = cr.load_case(path)
    law = cr.load_profile(case.jurisdiction)
    last = max(event.on for event in case.events)
    owed = cr.standing(case, law, on=last).owed
    assert owed.total == owed.principal + owed.interest + owed.fees + owed.costs
    assert cr.load(cr.dumps(case)) == case


def test_every_file_is_listed() -> None:
    listing = (FOLDER / "README.md").read_text("utf-8")
    assert [path.name for path in [*CASES, *PROGRAMS.values()] if path.name not in listing] == []
