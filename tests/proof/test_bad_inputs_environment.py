"""Hosts that are odd: another clock, another zone in mid-run, little room to call. Others: test_determinism."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
import time

import pytest

from .common import ON, document

BUSY = document(
    {"kind": "reminder", "on": "2018-11-05", "fee": "100.00"},
    {"kind": "payment", "on": "2019-01-03", "amount": "7.00"},
    workflow="standard",
)
ASK = """\
import json, sys
{before}
import collectrules as cr
profile, case = cr.load_profile("DK"), cr.load_case(json.loads(sys.argv[1]))
{after}
for answer in (cr.standing, cr.next_steps, cr.audit, cr.statement):
    sys.stdout.buffer.write(cr.dumps(answer(case, profile, on=sys.argv[2])).encode() + b"\\n")
{between}
"""
CLOCK = """
import time
real = {name: getattr(time, name) for name in ("localtime", "gmtime")}
time.time = lambda: YEAR
time.time_ns = lambda: YEAR * 10**9
time.localtime = lambda at=YEAR: real["localtime"](at)
time.gmtime = lambda at=YEAR: real["gmtime"](at)
"""
ZONE = """
import os, time
os.environ["TZ"] = "Pacific/Midway" if os.environ.get("TZ") == "Pacific/Kiritimati" else "Pacific/Kiritimati"
time.tzset()
"""
SHALLOW = """
import inspect
for answer in (cr.standing, cr.next_steps, cr.audit, cr.statement):
    cr.dumps(answer(case, profile, on=sys.argv[2]))  # what is imported late is imported now
sys.setrecursionlimit(len(inspect.stack()) + 100)
"""


def said(before: str = "", after: str = "", between: str = "") -> bytes:
    script = ASK.format(before=before, after=after, between=textwrap.indent(between, "    "))
    ran = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-c", script, json.dumps(BUSY), ON],
        env=dict(os.environ) | {"PYTHONHASHSEED": "0"}, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout


@pytest.fixture(scope="module")
def usual() -> bytes:
    found = said()
    assert found.count(b"\n") == 4
    return found


@pytest.mark.parametrize("year", [0, 4_102_444_800], ids=["1970", "2100"])
def test_a_clock_that_is_wrong_changes_nothing(usual: bytes, year: int) -> None:
    assert said(before=CLOCK.replace("YEAR", str(year))) == usual


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the system has one zone for all")
def test_a_zone_that_changes_in_mid_run_changes_nothing(usual: bytes) -> None:
    assert said(after=ZONE, between=ZONE) == usual


def test_a_hundred_calls_are_deep_enough(usual: bytes) -> None:
    assert said(after=SHALLOW) == usual
