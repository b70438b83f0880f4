"""Every rate and every tariff of every shipped profile, at each of its bounds and on each of its days, by both readers.

What has no bound is drawn by the histories of each country; here nothing is drawn, and a figure that is added is swept.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from shutil import copytree
from typing import Any, get_args

import pytest

import collectrules as cr
from collectrules.judge.history import Judge
from collectrules.judge.tariffs import Tariff
from collectrules.judge.words import half_up
from collectrules.nouns.claims import ClaimKind
from collectrules.testing import horizon
from collectrules.testing.judging import judge_of
from tests.laws.properties import SHIPPED, law

CENT, DAY = Decimal("0.01"), dt.timedelta(days=1)
PLAIN = [Decimal(text) for text in ("0.01", "100.00", "12345.67", "1000000.00")]


@cache
def judge(name: str) -> Judge:
    return judge_of(law(name))


def numbers(node: Any) -> Iterator[Decimal]:  # noqa: ANN401  # as in the TOML
    """Every number in a figure: all bounds are among them."""
    if isinstance(node, dict):
        for value in node.values():
            yield from numbers(value)
    elif isinstance(node, list):
        for value in node:
            yield from numbers(value)
    elif isinstance(node, Decimal | int) and not isinstance(node, bool):
        yield Decimal(node)


def days_of(node: Any, last: dt.date) -> list[dt.date]:  # noqa: ANN401  # as in the TOML
    """Each day on which a version begins, and the days about it."""
    begins = (
        {row["from"] for row in node["value"]}
        if isinstance(node, dict) and isinstance(node.get("value"), list)
        else set()
    )
    return sorted({begun + DAY * n for begun in begins for n in (-1, 0, 1)} | {last})


def values_of(node: Any) -> list[Decimal]:  # noqa: ANN401  # as in the TOML
    about = {number + n * CENT for number in numbers(node) for n in (-1, 0, 1)}
    return sorted(value for value in about | {*PLAIN} if CENT <= value < 10**11)


def mine(name: str, figure: str, value: Decimal, day: dt.date) -> Fraction | None:
    """The judge's figure; nothing where the law of the day holds none."""
    keys = dict.fromkeys(("act", "filed", "mandate", "claim_arose", "claim_due", "contract", "accrual_day"), day)
    try:
        return Tariff(judge(name).law, keys, judge(name).cautious).figure(figure, Fraction(value))
    except LookupError:
        return None


def other(name: str, figure: str, value: Decimal, day: dt.date) -> Decimal | None:
    """The engine's figure, likewise."""
    try:
        return cr.tariff(
            law(name), f"value.{figure}", value=value, on=day, arose=day, due=day, contract=day, mandate=day
        ).amount
    except cr.NotModelled:
        return None


def swept(name: str, figure: str) -> int:
    """At how many bounds and days both give a figure; where they differ, or one gives none, is told."""
    record, found = judge(name).law["value"][figure], 0
    for day in days_of(record, horizon(law(name))[1]):
        for value in values_of(record):
            one, two = mine(name, figure, value, day), other(name, figure, value, day)
            if one is None or two is None:
                assert one is two is None, (day, value, one, two)
            else:
                assert two * 100 == half_up(one * 100), (day, value)
                found += 1
    return found


@pytest.mark.parametrize("name", SHIPPED)
def test_each_figure_is_the_same_at_each_bound(name: str) -> None:
    found = {figure: swept(name, figure) for figure in law(name).value}
    assert {figure for figure, count in found.items() if not count} <= NEVER_KNOWN[name]


NEVER_KNOWN: dict[str, set[str]] = {
    "DK": set(),
    "CH": {"court_frame", "public_limitation"},  # only a court knows the sum; the periods of a canton stand nowhere
    "DE": set(),
    "AT": {"lawyer_payment_order"},  # the tariff was not found
}
"""Figures of which no law of any day holds a sum."""


@pytest.mark.parametrize(
    ("figure", "old", "new"),
    [("table_b", "[1000.00, 45.00]", "[1000.01, 45.00]"), ("table_b", "[1000.00, 45.00]", "[1000.00, 45.05]")],
)
def test_a_bound_or_a_sum_that_is_wrong_by_one_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, figure: str, old: str, new: str
) -> None:
    copytree(law("CH").folder, tmp_path / "ch")
    text = (tmp_path / "ch" / "tariff.toml").read_text("utf-8")
    assert old in text, "the figure to change is written otherwise by now"
    (tmp_path / "ch" / "tariff.toml").write_text(text.replace(old, new), "utf-8")
    assert judge("CH")  # it has read the true folder
    wrong = cr.load_profile(path=tmp_path / "ch")
    monkeypatch.setattr(sys.modules[__name__], "law", lambda _name: wrong)
    with pytest.raises(AssertionError):
        swept("CH", figure)


def cases(name: str) -> Iterator[cr.Case]:
    """A claim of each kind between each pair of parties, which nobody pays."""
    first, last = horizon(law(name))
    head = {"id": "sweep", "jurisdiction": name, "currency": law(name).header.currency}
    region = {"region": law(name).header.regions[0]} if law(name).header.regions else {}
    for kind in get_args(ClaimKind):
        claim = {"id": "a", "kind": kind, "amount": "1000000.00", "due_is": "agreed", "arose": first, "invoiced": first}
        for debtor in ("consumer", "business", "public"):
            for creditor in ("business", "consumer"):
                parties = {"creditor": {"kind": creditor}, "debtor": {"kind": debtor}}
                for due in (first + 30 * DAY, first + (last - first) / 2):
                    more = {"credit_amount": "1000000.00"} if kind == "consumer_credit" else {}
                    yield cr.load_case({**head, **region, **parties, "claims": [{**claim, "due": due, **more}]})


@pytest.mark.parametrize("name", SHIPPED)
def test_each_rate_is_the_same_on_each_side_of_each_change(name: str) -> None:
    swept = 0
    for case in cases(name):
        claim = cr.dump(case)["claims"][0]  # type: ignore[index]
        try:
            rows = cr.standing(case, law(name), on=horizon(law(name))[1]).interest
        except cr.NotModelled:
            continue
        for row in rows:
            for day in (row.from_, row.to):
                found = judge(name).rate(claim, day, case.debtor.kind, case.creditor.kind)
                assert found == Fraction(row.rate), (claim["kind"], case.debtor.kind, case.creditor.kind, day)
                swept += 1
    assert swept > 100
