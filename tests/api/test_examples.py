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
PARTIES = FOLDER / "parties.json"  # no case: what stands beside one
CASES = sorted({*FOLDER.glob("*.json"), *FOLDER.glob("*.toml"), ROOT / "src/collectrules/cli/demo.json"} - {PARTIES})
# The three hosts tell one story; every figure and day of it by hand, in the order of what is printed.
# 10,000.00 at 9.75 % (1.75 + 8, renteloven § 5(1)) for n days of 2026: n x 2.671233. The letter of the 4th and the step
# of the 16th carry 100.00 each (§ 9 b(2)); ten whole days lie between two such letters, the workflow takes twelve.
HOSTS_STORY = [
    "night 2026-02-03 K-1 K-2",  # neither has a summary
    # 3 days: 8.0137. The workflow's third day after the due day; then nothing changes before the next half-year's rate.
    "2026-02-03 K-1 overdue 10008.01 reminder 2026-02-03 again 2026-07-01",
    # Due on 30 June: the first late day is 1 July.
    "2026-02-03 K-2 not_due 5000.00 reminder 2026-07-03 again 2026-07-01",
    # The letter of the 4th, and 5 days: 13.3562. The 5th to the 14th are ten whole days; 4 + 12 = 16.
    "2026-02-05 K-1 overdue 10113.36 reminder 2026-02-16 again 2026-02-15",
    "stale: reminder.earliest is 2026-02-15",
    "the page is out of date",
    "somebody was faster: read again",
    "night 2026-02-11 K-1 K-2",  # each has a new fact
    # 1,000.00 on the 10th: interest of 10 days 26.71, fee 100.00, principal 873.29. 9,126.71 x 9.75 % / 365 = 2.437957:
    # 26.712329 + 2.437957 = 29.1503, less the 26.71 paid 2.44.
    "2026-02-11 K-1 overdue 9129.15 reminder 2026-02-16 again 2026-02-15",
    "2026-02-11 K-2 not_due 5000.00 reminder 2026-07-03 again 2026-07-01",
    "night 2026-02-12",  # nobody
    "night 2026-02-13 K-2",  # the credit note's own day
    "2026-02-13 K-2 not_due 4500.00 reminder 2026-07-03 again 2026-07-01",
    "night 2026-02-15 K-1",  # its day
    "2026-02-15 K-1 overdue 9138.90 reminder 2026-02-16 again 2026-02-16",  # 26.712329 + 12.189784 = 38.9021
    "night 2026-02-16 K-1",
    "2026-02-16 K-1 overdue 9141.34 reminder 2026-02-16 again 2026-07-01",  # 26.712329 + 14.627741 = 41.3401
    # The letter has gone out: 100.00 more; ten whole days later is the 27th, twelve days the 28th.
    "2026-02-16 K-1 overdue 9241.34 reminder 2026-02-28 again 2026-02-27",
    "done: reminder 100.00",
    "a fact is voided, not deleted",
    "night 2026-02-20 K-1",
    # No payment: 20 days are 53.4247, and two fees.
    "2026-02-20 K-1 overdue 10253.42 reminder 2026-02-28 again 2026-02-27",
    # With it: 26.712329 + 24.379568 = 51.0919, less 26.71 is 24.38; and the fee of the 16th.
    "as known on the 19th 9251.09",
    "night 2026-02-21 K-1 K-2",  # another law
    "2026-02-21 K-1 overdue 10256.10 reminder 2026-02-28 again 2026-02-27",  # 21 days: 56.0959
    "2026-02-21 K-2 not_due 4500.00 reminder 2026-07-03 again 2026-07-01",
]
ALL_OF_IT = rf"\A{re.escape(chr(10).join(HOSTS_STORY))}\n\Z"
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
    "embed_sqlite": [ALL_OF_IT],
    "embed_sqlalchemy": [ALL_OF_IT],
    "embed_django": [ALL_OF_IT],
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
    last = max([*(event.on for event in case.events), *(claim.due for claim in case.claims)])
    owed = cr.standing(case, law, on=last).owed
    assert owed.total == owed.principal + owed.interest + owed.fees + owed.costs
    assert cr.load(cr.dumps(case)) == case


def test_every_file_is_listed() -> None:
    listing = (FOLDER / "README.md").read_text("utf-8")
    assert [path.name for path in [*CASES, PARTIES, *PROGRAMS.values()] if path.name not in listing] == []
