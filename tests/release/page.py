"""The page of the proof, written from what ran and from nothing else."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from tests.release.walking import LONG_FROM, WIDE_FROM

DOCS = Path(__file__).parents[2] / "docs" / "reference"
RECORDS, PAGE = DOCS / "release_proof.jsonl", DOCS / "release_proof.md"
HEAD = """# What the proof of a release has judged

Written by `nox -s release_proof -- --minutes 60 --shard i/n`; not by hand. It says what ran, never what is planned.

A walk is drawn from a seed by plain chance. It takes what is proposed, on the first day of its window, on the last or
between, whoever is to act; in between money comes, a claim is disputed, a letter goes out that nobody proposed. Then
the [judge](../../src/collectrules/judge/__init__.py), who shares not a line with the engine, reads the profile's files
himself, lives the case day by day and looks at every step that was proposed; so does the library's own audit. A case is
**flagged** if either finds anything against such a step, if what is owed differs in interest, fees, costs or principal,
or if the program fails. Sums are compared where the judge works them out: not after plans, settlements and limitation,
nor where a claim is opposed in part. From seed {long:,} on walks may go on for years, more is said that moves a
limitation, and a case is flagged as well if the day until which a claim may be sued for differs. What he leaves to
others altogether is counted apart and is no judged case.

Claims are for goods or services and fall due on one day; from seed {wide:,} on they are rents, loans and damages too,
each with a due day of its own. Nothing happens before the first of these days, and no rate or fee is agreed on.
"""


def records() -> list[dict[str, Any]]:
    """Every run so far."""
    return [json.loads(line) for line in RECORDS.read_text("utf-8").splitlines()] if RECORDS.exists() else []


def page(rows: list[dict[str, Any]]) -> str:
    """The page of some runs."""
    return "\n".join([HEAD.format(wide=WIDE_FROM, long=LONG_FROM), *_totals(rows), *_runs(rows), *_left(rows)]) + "\n"


def _totals(rows: list[dict[str, Any]]) -> list[str]:
    found = ["## By profile", "", "| profile | judged cases | steps taken | sums compared | flagged | left to others |",
             "| --- | --- | --- | --- | --- | --- |"]  # fmt: skip
    for profile in sorted({row["profile"] for row in rows}):
        mine = [row for row in rows if row["profile"] == profile]
        sums = [sum(row[word] for row in mine) for word in ("judged", "steps", "money", "flagged")]
        left = sum(sum(row["left"].values()) for row in mine)
        found.append(f"| {profile} | " + " | ".join(f"{value:,}" for value in (*sums, left)) + " |")
    return [*found, ""]


def _runs(rows: list[dict[str, Any]]) -> list[str]:
    found = ["## Runs", "", "| day | commit | profile | shard | seeds | minutes × processes | judged | flagged |",
             "| --- | --- | --- | --- | --- | --- | --- | --- |"]  # fmt: skip
    for row in _joined(rows):
        time_ = f"{row['minutes']} × {row['processes']}"
        cells = (row["on"], f"`{row['commit']}`", row["profile"], row["shard"], f"{row['first']}–{row['last']}", time_,
                 f"{row['judged']:,}", row["flagged"])  # fmt: skip
        found.append("| " + " | ".join(map(str, cells)) + " |")
    seen = [f"* {row['profile']}, seed {seed}: {why}{_mended(row, seed)}" for row in rows for seed, why in row["seen"]]
    return [*found, "", "The minutes of a run are shared by all laws that it names.", "", *_section("Flagged", seen)]


def _joined(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rounds of one run that follow one another as one row."""
    found: list[dict[str, Any]] = []
    for row in rows:
        same = ("on", "commit", "profile", "shard", "processes")
        before = next(
            (one for one in found if one["last"] < row["first"] and all(one[k] == row[k] for k in same)), None
        )
        if before is None:
            found.append(dict(row))
        else:
            before["last"], before["minutes"] = row["last"], round(before["minutes"] + row["minutes"], 1)
            before["judged"], before["flagged"] = before["judged"] + row["judged"], before["flagged"] + row["flagged"]
    return found


def _mended(row: dict[str, Any], seed: int) -> str:
    """What was at fault, and the commit that mends it: a word about an old run, written into its record by hand."""
    told = row.get("mended", {}).get(str(seed))
    return f"; {told}" if told else ""


def _left(rows: list[dict[str, Any]]) -> list[str]:
    left = sum((Counter(row["left"]) for row in rows), Counter[str]())
    return _section("Left to others", [f"* {number:,} × {why}" for why, number in left.most_common()])


def _section(title: str, lines: list[str]) -> list[str]:
    return [f"## {title}", "", *(lines or ["Nothing."]), ""]


def written() -> None:
    """Write the page."""
    PAGE.write_text(page(records()).rstrip("\n") + "\n", encoding="utf-8")
