"""Engine and judge agree on random Swiss histories: interest, fees, payments, windows; and on what may be proposed."""

from __future__ import annotations

import datetime as dt
import shutil
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import collectrules as cr
from collectrules.judge.history import Judge
from collectrules.judge.tariffs import Tariff
from collectrules.judge.words import half_up
from tests.judge import comparing, proposing
from tests.judge.comparing import Asked
from tests.judge.histories_ch import EDGES, READINGS, histories, ways
from tests.laws.properties import few

SWISS = Path(__file__).parents[2] / "profiles" / "ch"


@cache  # no fixtures: Hypothesis would print both whole when an example fails
def judge() -> Judge:
    return Judge(SWISS)


@cache
def swiss() -> cr.Profile:
    return cr.load_profile("CH")


@few(12)
@given(asked=histories())
def test_interest_fees_and_payments_are_the_same(asked: Asked) -> None:
    comparing.same_money(judge(), swiss(), asked)


@few(12)
@given(asked=histories())
def test_first_and_last_days_are_the_same(asked: Asked) -> None:
    comparing.same_windows(judge(), swiss(), asked)


@few(10)
@given(asked=histories())
def test_prices_and_findings_are_the_same(asked: Asked) -> None:
    comparing.same_prices(judge(), swiss(), asked)
    comparing.same_findings(judge(), swiss(), asked)


@few(20)
@given(
    name=st.sampled_from(["table_a", "table_b", "table_b_fruitless", "table_c", "payment_transfer"]),
    value=st.one_of(st.sampled_from([e + d for e in EDGES for d in (0, 1, 4)]), st.integers(1, 200_000_000)),
    on=st.dates(dt.date(2011, 1, 1), dt.date(2026, 12, 31)),
    readings=ways(),
)
def test_tariffs_are_the_same(name: str, value: int, on: dt.date, readings: dict[str, str]) -> None:
    mine = Tariff(judge().law, {"act": on}, {**judge().cautious, **readings}).figure(name, Fraction(value, 100))
    found = cr.tariff(swiss(), f"value.{name}", value=Decimal(value).scaleb(-2), on=on, readings=readings)
    assert found.amount * 100 == half_up(mine * 100)


# Nothing that is proposed is flagged ----------------------------------------------------------------------

WAYS = [dict(zip(READINGS, way, strict=False)) for way in product(*list(READINGS.values())[:2])]
"""Every way to read the doubts about days."""


@few(8)
@given(asked=histories(), pick=st.integers(0, 60))
def test_nothing_that_is_proposed_is_flagged(asked: Asked, pick: int) -> None:
    """A step on the day itself, on its first and on its last day; a creditor's under every way of counting days."""
    document, on, _ = asked
    case = cr.load_case(document)
    proposing.nothing_is_flagged(judge(), swiss(), case, on, pick, wanted=of_a_procedure, ways=WAYS)


def of_a_procedure(step: cr.Proposal) -> bool:
    return "in_stages" in judge().law["act"].get(step.action, {})


# Canaries: an engine that is wrong by one unit is found out -------------------------------------------------


def changed(folder: Path, file: str, old: str, new: str) -> cr.Profile:
    """Load a copy of the profile in which something differs; the judge goes on reading the original."""
    shutil.copytree(SWISS, folder / "ch")
    text = (folder / "ch" / file).read_text("utf-8")
    assert old in text, "what is to change is written otherwise by now"
    (folder / "ch" / file).write_text(text.replace(old, new), "utf-8")
    return cr.load_profile(path=folder / "ch")


def lived(region: str, amount: str, on: str, *events: tuple[str, str]) -> Asked:
    """A case with one claim due on 2 January 2024, and what happened."""
    claim = {"id": "a", "kind": "goods_or_services", "amount": amount, "due_is": "agreed", "due": "2024-01-02"}
    case = {"format": 1, "id": "canary", "jurisdiction": "CH", "currency": "CHF", "region": region}
    parties = {"creditor": {"kind": "business"}, "debtor": {"kind": "consumer", "registered": False}}
    happened = [{"id": f"e{n}", "on": day, "kind": kind} for n, (day, kind) in enumerate(events)]
    happened = [{**event, "amount": "45.00"} if event["kind"] == "payment" else event for event in happened]
    claims = [{**claim, "arose": "2023-12-01", "secured": "none"}]
    return {**case, **parties, "claims": claims, "events": happened}, dt.date.fromisoformat(on), {}


REQUEST = ("2024-02-01", "payment_order_requested")
WAY = [REQUEST, ("2026-03-02", "payment_order_served"), ("2026-03-16", "creditors_copy_received")]
SEIZED = [*WAY, ("2026-03-30", "continuation_requested"), ("2026-04-20", "seizure_executed")]
CASES = [
    lived("ZH", "500.01", "2025-07-10", REQUEST, ("2025-07-10", "payment_order_served")),
    lived("ZH", "500.01", "2026-03-20", REQUEST, ("2026-03-20", "payment_order_served")),
    lived("GE", "100.00", "2026-03-30", REQUEST, ("2026-03-30", "payment_order_served")),
    lived("ZH", "1000.00", "2026-03-20", *WAY, ("2026-03-18", "payment")),
    lived("ZH", "1000.00", "2026-03-22", *WAY, ("2026-03-22", "continuation_requested")),
    lived("ZH", "1000.00", "2026-03-08", REQUEST, ("2026-03-08", "payment_order_served")),
    lived("ZH", "1000.00", "2026-03-28", REQUEST, ("2026-03-28", "payment_order_served")),
    lived("TI", "1000.00", "2026-04-21", *SEIZED),
]
CANARIES = {
    "closed in summer": ("time.toml", 'last = "07-31"', 'last = "07-30"'),
    "closed at Easter": ("time.toml", 'easter = [-7, 7], law = "schkg-56"', 'easter = [-8, 7], law = "schkg-56"'),
    "the third working day": ("time.toml", "nth = 3", "nth = 2"),
    "an open Saturday": ("time.toml", 'acts_also_on = ["sat"]', 'acts_also_on = ["sat", "sun"]'),
    "a band": ("tariff.toml", "[500.00, 20.00]", "[500.01, 20.00]"),
    "a fee": ("tariff.toml", "[1000.00, 45.00]", "[1000.00, 45.05]"),
    "the rate": ("interest.toml", "is = 5.00", "is = 5.01"),
    "ten days": ("acts.toml", "days = 10", "days = 9"),
    "twenty days": ("acts_seizure.toml", "days = 20", "days = 19"),
    "a year": ("acts_seizure.toml", "years = 1", "months = 11"),
    "a month": ("acts_seizure.toml", "months = 1,", "months = 2,"),
    "two days early": ("acts_seizure.toml", "early_days = 2", "early_days = 1"),
    "costs first": ("allocation.toml", '"costs", "fees", "interest"', '"interest", "costs", "fees"'),
    "the day after": ("interest.toml", "days     = 0", "days     = 1"),
}  # fmt: skip


def differs(profile: cr.Profile) -> bool:
    """Whether the judge objects to anything that the engine says of the cases above."""
    questions = (comparing.same_money, comparing.same_windows, comparing.same_prices, comparing.same_findings)
    for asked in CASES:
        for same in questions:
            try:
                same(judge(), profile, asked)
            except AssertionError:
                return True
    return False


def test_the_cases_of_the_canaries_are_the_same_under_the_true_law() -> None:
    assert not differs(swiss())


@pytest.mark.parametrize("name", list(CANARIES))
def test_a_law_that_is_wrong_by_one_is_found(tmp_path: Path, name: str) -> None:
    assert differs(changed(tmp_path, *CANARIES[name]))
