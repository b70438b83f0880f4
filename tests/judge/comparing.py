"""What engine and judge say of one history, side by side, asked as the tests of the countries ask it.

The comparison itself ships, as `collectrules.testing.judging`. Here nothing may be left to others, save a case in which
something was done to a claim in parts that none of its parts allowed.
"""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Any

import collectrules as cr
from collectrules.judge.history import Judge
from collectrules.testing import judging, timing

Document = dict[str, Any]
Asked = tuple[Document, dt.date, dict[str, str]]  # a case, the day asked about, how doubts are read


def same_money(judge: Judge, profile: cr.Profile, asked: Asked) -> None:
    document, on, readings = asked
    with suppress(judging.Astray):
        judging.same_money(judge, cr.load_case(document), profile, on=on, readings=readings)


def same_sums(judge: Judge, profile: cr.Profile, asked: Asked) -> None:
    document, on, readings = asked
    judging.same_sums(judge, cr.load_case(document), profile, on=on, readings=readings)


def same_windows(judge: Judge, profile: cr.Profile, asked: Asked) -> None:
    document, on, readings = asked
    with suppress(judging.Astray):
        timing.same_windows(judge, cr.load_case(document), profile, on=on, readings=readings)


def same_prices(judge: Judge, profile: cr.Profile, asked: Asked) -> None:
    document, on, readings = asked
    with suppress(judging.Astray):
        judging.same_prices(judge, cr.load_case(document), profile, on=on, readings=readings)


def same_findings(judge: Judge, profile: cr.Profile, asked: Asked) -> None:
    document, on, readings = asked
    with suppress(judging.Astray):
        judging.same_findings(judge, cr.load_case(document), profile, on=on, readings=readings)


def same_limitation(judge: Judge, profile: cr.Profile, asked: Asked) -> None:
    document, on, readings = asked
    with suppress(judging.Astray):
        timing.same_limitation(judge, cr.load_case(document), profile, on=on, readings=readings)
