"""The proof of a release: seeded walks under every law before the judge, for as long as one has, and on from there.

Run by `nox -s release_proof -- --minutes 60 --shard 1/4`. A shard takes every n-th seed, so that machines share them.
What ran is added to `docs/reference/release_proof.jsonl`, and the page beside it is written from that alone.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import asdict, dataclass, field
from itertools import count, cycle

from tests.release.judging import PROFILES, Verdict, judged
from tests.release.page import RECORDS, written

CHUNK = 50
"""Seeds that one process judges at a time."""
MOST_SHOWN = 20
ROUND = 600
"""Seconds after which what ran is written down, so that a run that is stopped loses no more."""
RUN = ("src", "profiles", "tests/release", "tests/judge")
"""What runs in a proof."""


@dataclass(slots=True)
class Tally:
    """What came of the seeds of one law in one run."""

    profile: str
    judged: int = 0
    steps: int = 0
    money: int = 0
    left: Counter[str] = field(default_factory=Counter)
    flagged: list[tuple[int, str]] = field(default_factory=list)
    first: int | None = None
    last: int | None = None

    def add(self, verdict: Verdict) -> None:
        """Count one seed; a case that nobody could judge is no judged one."""
        self.first = verdict.seed if self.first is None else min(self.first, verdict.seed)
        self.last = verdict.seed if self.last is None else max(self.last, verdict.seed)
        if verdict.left is not None:
            self.left[verdict.left] += 1
            return
        self.judged, self.steps, self.money = (
            self.judged + 1, self.steps + verdict.steps, self.money + verdict.money,
        )  # fmt: skip
        self.flagged += [(verdict.seed, why) for why in verdict.wrong[:1]]


def chunk(profile: str, seeds: list[int]) -> list[Verdict]:
    """Judge some seeds under one law."""
    return [judged(profile, seed) for seed in seeds]


def chunks(begin: int, shard: tuple[int, int]) -> Iterator[list[int]]:
    """The seeds of a shard from one on, a chunk at a time; never one twice."""
    number, of = shard
    for place in count(0):
        yield [(begin + place * CHUNK + step) * of + number - 1 for step in range(CHUNK)]


def proved(begins: Mapping[str, int], seconds: float, shard: tuple[int, int], processes: int) -> list[Tally]:
    """Judge chunks of every law in turn until the time is over; what was begun is finished and counted.

    `begins` says at which place of its row of seeds each law goes on.
    """
    tallies = {profile: Tally(profile) for profile in begins}
    work = {profile: chunks(begin, shard) for profile, begin in begins.items()}
    end, turns = time.monotonic() + seconds, cycle(begins)
    with ProcessPoolExecutor(processes) as pool:
        running: dict[Future[list[Verdict]], str] = {}
        while True:
            while time.monotonic() < end and len(running) < processes:
                profile = next(turns)
                running[pool.submit(chunk, profile, next(work[profile]))] = profile
            if not running:
                return list(tallies.values())
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                profile = running.pop(done)
                for verdict in done.result():
                    tallies[profile].add(verdict)


def begun(profile: str, shard: tuple[int, int]) -> int:
    """The place in its row of seeds at which a shard goes on: after the last seed that any run of it has judged."""
    _, of = shard
    rows = [json.loads(line) for line in RECORDS.read_text("utf-8").splitlines()] if RECORDS.exists() else []
    lasts = [row["last"] for row in rows if row["profile"] == profile]
    return max((last // of + 1 for last in lasts), default=0)


def commit(paths: Sequence[str] = RUN) -> str:
    """The commit that ran, with a mark where some paths were not as they were committed."""

    def told(*words: str) -> str:
        return subprocess.run(["git", *words], capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603, S607

    changed = told("status", "--porcelain", "--untracked-files=no", "--", *paths)
    return told("rev-parse", "--short=12", "HEAD") + ("+changes" if changed else "")


def record(tally: Tally, seconds: float, shard: tuple[int, int], processes: int) -> dict[str, object]:
    """One line of what ran."""
    told = {
        **asdict(tally),
        "left": dict(tally.left),
        "flagged": len(tally.flagged),
        "seen": tally.flagged[:MOST_SHOWN],
    }
    return told | {
        "on": dt.datetime.now(dt.UTC).date().isoformat(), "commit": commit(), "shard": "/".join(map(str, shard)),
        "minutes": round(seconds / 60, 1), "processes": processes,
    }  # fmt: skip


def main(words: list[str]) -> int:
    """Run the proof; the status is 1 if anything was flagged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--shard", default="1/1", help="i/n: the i-th of n machines")
    parser.add_argument("--profile", action="append", help="only this law, by its folder; may be repeated")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--dry-run", action="store_true", help="show what came of it, and write nothing")
    asked = parser.parse_args(words)
    number, of = (int(word) for word in asked.shard.split("/"))
    if not 1 <= number <= of:
        parser.error("--shard is i/n with 1 ≤ i ≤ n")
    profiles = asked.profile or sorted(path.parent.name for path in PROFILES.glob("*/profile.toml"))
    flagged, end = 0, time.monotonic() + asked.minutes * 60
    begins = {profile: begun(profile, (number, of)) for profile in profiles}
    while (left := end - time.monotonic()) > 0:
        begin = time.monotonic()
        tallies = proved(begins, min(left, ROUND), (number, of), asked.processes)
        rows = [
            record(tally, time.monotonic() - begin, (number, of), asked.processes)
            for tally in tallies
            if tally.first is not None
        ]
        begins |= {tally.profile: tally.last // of + 1 for tally in tallies if tally.last is not None}
        flagged += say(rows)
        if not asked.dry_run:
            keep(rows)
    return 1 if flagged else 0


def say(rows: list[dict[str, object]]) -> int:
    """Tell what came of a round; return how many cases were flagged."""
    for row in rows:
        words = (row["profile"], row["judged"], "judged,", row["flagged"], "flagged", row["seen"] or "")
        sys.stdout.write(" ".join(map(str, words)) + "\n")
    return sum(int(str(row["flagged"])) for row in rows)


def keep(rows: list[dict[str, object]]) -> None:
    """Add what ran in a round to the records, and write the page anew."""
    with RECORDS.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(row, sort_keys=True, ensure_ascii=False) + "\n" for row in rows)
    written()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
