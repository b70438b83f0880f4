"""Compare the columnar path with the fold, case by case, to the minor unit and the day.

python -m tests.differential.comparing --cases 20000
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import collectrules as cr
from collectrules.columns import of_cases, run
from collectrules.columns.folding import Row, folded
from collectrules.loader.model import Profile
from collectrules.nouns.case import Case
from collectrules.testing import horizon
from tests.differential.drawing import drawn, seeded
from tests.differential.inventing import invented

SHIPPED = {"DK": "100.00", "CH": None, "DE": None, "AT": None}
"""Profile → the fee that its plain reminders carry."""
SEEDS = (1, 2, 3, 4, 5)
BATCH = 500
DUES = 80
"""How many due days the cases of one day share: the law is asked once for claims that are alike."""
WORDS = ("principal", "interest", "fees", "costs", "total", "credit", "step", "step_on", "charges")


@dataclass
class Found:
    """What a comparison found: how many cases there were, how many the columns answered, and where they differ."""

    cases: int = 0
    in_columns: int = 0
    differ: list[str] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)


def compared(profile: Profile, count: int, *, seed: int, fee: str | None) -> Found:
    """Compare random cases of a profile, some hundreds to a day."""
    random, found = seeded(seed), Found()
    first, last = horizon(profile)
    for begin in range(0, count, BATCH):
        on = last - dt.timedelta(days=random.randrange(min(900, (last - first).days // 2)))
        dues = [on - dt.timedelta(days=random.randrange(-20, 1300)) for _ in range(DUES)]
        size = min(BATCH, count - begin)
        cases = [drawn(random, profile, n, fee=fee, due=random.choice(dues)) for n in range(size)]
        for steps in (True, False):  # cases whose steps are for the fold may still have their balances in columns
            _compare(found, profile, cases[:: 1 if steps else 4], on, steps=steps)
    return found


def _compare(found: Found, profile: Profile, cases: Sequence[Case], on: dt.date, *, steps: bool) -> None:
    left: dict[str, Row] = {}
    result = run(of_cases(cases), profile, on=on, steps=steps, claims=True, fold=lambda case: _nothing(left, case))
    rows, claims = result.cases.to_pylist(), _by_case(result.claims.to_pylist() if result.claims is not None else [])
    found.cases += len(rows) if steps else 0
    found.reasons.update(result.folded if steps else {})
    for case, row in zip(cases, rows, strict=True):
        if row["by"] == "columns":
            found.in_columns += 1
            own = folded(case, profile, on, steps=steps, look=False)
            if told(row, claims[row["case"]], steps=steps) != expected(own, steps=steps):
                found.differ.append(
                    f"{profile.header.id} {on} {case.model_dump_json(exclude_none=True)}\n  {row}\n  {own}"
                )


def _nothing(left: dict[str, Row], case: Case) -> Row:
    """What the fold would say of a case that is left to it is not asked: it would be compared with itself."""
    return left.setdefault(case.id, Row("not_asked"))


def _by_case(rows: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["case"], []).append(row)
    return found


def told(row: dict[str, Any], claims: Sequence[dict[str, Any]], *, steps: bool) -> tuple[Any, ...]:
    """What the columns say of a case."""
    parts = {one["claim"]: tuple(one[word] for word in WORDS[:4]) for one in claims}
    return (None, *(row[word] for word in WORDS[: 9 if steps else 6]), parts)


def expected(row: Row, *, steps: bool) -> tuple[Any, ...]:
    """What the fold says of it."""
    sums = (*row.open_, sum(row.open_), row.credit)
    return (row.error, *sums, *((row.step, row.on, row.charges) if steps else ()), row.claims)


def profiles(folder: Path) -> Iterator[tuple[Profile, str | None]]:
    """Yield every profile that is compared: the shipped ones, and five that are drawn."""
    yield from ((cr.load_profile(name), fee) for name, fee in SHIPPED.items())
    yield from ((invented(seed, folder), "1.00") for seed in SEEDS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print, and return 1 if anything differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.differential.comparing")
    parser.add_argument("--cases", type=int, default=20_000, help="how many cases of each profile")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for profile, fee in profiles(Path(folder)):
            found = compared(profile, options.cases, seed=options.seed, fee=fee)
            share = f"{found.in_columns} answered in columns, {len(found.differ)} differ"
            sys.stdout.write(f"{profile.header.id}: {found.cases} cases, {share}; {found.reasons.most_common(5)}\n")
            sys.stdout.write("".join(f"{line}\n" for line in found.differ[:5]))
            failed = failed or bool(found.differ)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
