"""A portfolio to come: a thousand lives of three years, under five workflows of three profiles, with mixed debtors."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from typing import Final

import collectrules as cr
from benchmarks.measuring import Measure

CASES: Final = 1000
CORES: Final = 2
MINUTE: Final = 60
FIRST, LAST = "2023-02-01", "2026-01-31"
POLICIES: Final = (("DK", "standard"), ("DK", "fast"), ("DK", "before_court"), ("DE", "standard"), ("AT", "standard"))
BEHAVIOURS: Final = ("never_pays", "pays_monthly:100.00", "keeps_plan:12", "breaks_plan:4:12", "random:{number}")

law = cache(cr.load_profile)


def measures() -> Iterator[Measure]:
    """Yield the processor time that all lives take; a minute on each core is the goal."""
    with ProcessPoolExecutor(CORES) as pool:
        seconds = sum(pool.map(lived, range(CASES), chunksize=CASES // CORES // 10))
    name = f"{CASES} × `simulate`, three years, over {CORES} cores"
    yield Measure(name, seconds / CORES, MINUTE)


def lived(number: int) -> float:
    """Simulate one life; return its seconds of processor time."""
    code, policy = POLICIES[number % len(POLICIES)]
    behaviour = BEHAVIOURS[number // len(POLICIES) % len(BEHAVIOURS)].format(number=number)
    claim = {"id": "1", "kind": "goods_or_services", "amount": f"{1000 + number}.00", "due_is": "agreed",
             "arose": "2023-01-02", "due": "2023-01-31"}  # fmt: skip
    case = cr.load_case({
        "id": f"life-{number}", "currency": law(code).header.currency, "region": {"DE": "HE"}.get(code),
        "creditor": {"kind": "business", "recovers_vat": True}, "debtor": {"kind": "consumer"}, "workflow": policy,
        "claims": [claim],
    })  # fmt: skip
    start = time.process_time()
    cr.simulate(case, law(code), on=FIRST, until=LAST, behaviour=behaviour, arrives={"plan_notice": 2})
    return time.process_time() - start
