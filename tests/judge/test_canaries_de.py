"""A German law that is wrong by one unit in the engine alone is found out by the judge."""

from __future__ import annotations

import datetime as dt
import shutil
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import collectrules as cr
from collectrules.judge.history import Judge
from tests.judge import comparing
from tests.judge.comparing import Asked, Document
from tests.judge.histories_de import READINGS

GERMAN = Path(__file__).parents[2] / "profiles" / "de"
QUESTIONS = {
    "money": comparing.same_money,
    "sums": comparing.same_sums,
    "windows": comparing.same_windows,
    "prices": comparing.same_prices,
}
Event = tuple[str, str, Document]


@cache
def judge() -> Judge:
    return Judge(GERMAN)


class Canary(NamedTuple):
    """What is written in the original and in the engine's copy, and the case and the question that tell them apart."""

    file: str
    old: str
    new: str
    case: str
    question: str


def lived(amount: str, on: str, *events: Event, debtor: str = "consumer", **claim: object) -> Asked:
    """A case with one claim of a business that does not deduct the tax, and what happened."""
    kept: Document = {"id": "a", "kind": "goods_or_services", "amount": amount, "due_is": "agreed", "due": "2025-07-31"}
    kept |= {"arose": "2025-05-30", "secured": "none", **claim}
    head: Document = {"format": 1, "id": "canary", "jurisdiction": "DE", "currency": "EUR", "region": "HE"}
    parties = {"creditor": {"kind": "business", "recovers_vat": False}, "debtor": {"kind": debtor}}
    happened = [{"id": f"e{n}", "on": day, "kind": kind, **more} for n, (day, kind, more) in enumerate(events)]
    read = {name: options[0] for name, options in READINGS.items()}
    return {**head, **parties, "claims": [kept], "events": happened}, dt.date.fromisoformat(on), read


def bill(on: str, amount: str = "9999.00") -> Event:
    return on, "charge", {"cost": "lawyer_fee", "amount": amount}


LUMP: Event = ("2025-08-12", "compensation_claimed", {})
REMINDED: Event = ("2025-08-12", "reminder", {"received": "2025-08-13", "fee": "5.00"})
HANDED: Event = ("2025-09-01", "handed_over", {"to": "lawyer"})
NOTICE: Event = ("2025-09-02", "collection_notice", {"received": "2025-09-03"})
FILED: Event = ("2025-10-06", "payment_order_filed", {"mandate": "2025-10-02"})
SERVED: Event = ("2025-10-14", "payment_order_served", {})
DECIDED: list[Event] = [
    ("2025-10-29", "enforcement_order_requested", {}),
    ("2025-11-03", "enforcement_order_served", {}),
]
MEASURE: Event = ("2025-11-24", "enforcement_requested", {"mandate": "2025-11-20"})
CASES = {
    "agreed": lived("500.01", "2025-08-20", ("2025-08-10", "payment", {"amount": "100.00", "received_by": "court"})),
    "exact": lived("500.01", "2025-08-20", ("2025-08-10", "payment", {"amount": "500.01"})),
    "weekend": lived("500.01", "2025-08-06", due="2025-08-02"),
    "business": lived("2000.01", "2025-09-30", debtor="business", due_is="none", received="2025-08-04"),
    "reminded": lived("500.01", "2025-09-20", REMINDED, ("2025-08-26", "reminder", {"fee": "5.00"}), due_is="none"),
    "reported": lived("500.01", "2025-09-08", REMINDED, ("2025-08-26", "reminder", {})),
    "lump": lived("500.01", "2025-09-20", LUMP, ("2025-08-20", "compensation_claimed", {}), debtor="business"),
    "small": lived("50.00", "2025-09-17", HANDED, NOTICE, bill("2025-09-05")),
    "risen": lived("500.01", "2025-09-30", HANDED, NOTICE, bill("2025-09-05")),
    "rising": lived("500.01", "2025-09-17", HANDED, NOTICE, bill("2025-09-05")),
    "large": lived("2000.01", "2025-09-30", HANDED, NOTICE, bill("2025-09-05")),
    "turned": lived(
        "500.01", "2025-09-30", ("2025-09-01", "handed_over", {"mandate": "2025-06-01"}), bill("2025-09-02")
    ),
    "ordered": lived("2000.01", "2025-10-20", HANDED, NOTICE, bill("2025-09-20"), FILED, bill("2025-10-07"), SERVED),
    "order alone": lived("500.00", "2025-10-20", FILED, bill("2025-10-07"), SERVED),
    "enforced": lived("300.00", "2025-11-24", FILED, SERVED, *DECIDED, MEASURE, *[bill("2025-11-24")] * 3),
    "opposed": lived("2000.01", "2025-10-20", FILED, SERVED, ("2025-10-16", "opposition", {})),
}
CANARIES = {
    "the base rate": Canary("interest.toml", "2025-07-01, is = 1.27", "2025-07-01, is = 1.28", "agreed", "money"),
    "five points": Canary("interest.toml", "margin    = 5.00", "margin    = 5.01", "agreed", "money"),
    "nine points": Canary("interest.toml", "margin     = 9.00", "margin     = 8.99", "business", "money"),
    "thirty days": Canary("interest.toml", "days     = 30", "days     = 29", "business", "money"),
    "the day after a reminder": Canary(
        "interest.toml", 'after      = "reminder.received"\ndays       = 0',
        'after      = "reminder.received"\ndays       = 1', "reminded", "money",
    ),
    "a Saturday": Canary("time.toml", '["sat", "sun"]', '["sun"]', "weekend", "money"),
    "costs first": Canary(
        "allocation.toml", '"costs", "fees", "interest", "principal"', '"principal", "costs", "fees", "interest"',
        "agreed", "money",
    ),
    "an exact sum": Canary("allocation.toml", '"exact_principal", order', '"none", order', "exact", "money"),
    "a reminder": Canary("fees.toml", "usual = 2.50", "usual = 2.51", "reminded", "sums"),
    "forty euro": Canary("fees.toml", "is = 40.00", "is = 40.01", "lump", "sums"),
    "once for each claim": Canary("fees.toml", "at_most = 1", "at_most = 2", "lump", "sums"),
    "the first band": Canary("rvg.toml", "[500.00, 51.50]", "[500.00, 51.60]", "risen", "sums"),
    "the step of fifty euro": Canary("rvg.toml", "is = 31.50", "is = 31.51", "small", "sums"),
    "a step of the scale": Canary(
        "rvg.toml", "[10000.00, 1000.00, 59.50]", "[10000.00, 1000.00, 59.51]", "large", "sums",
    ),
    "the day of the scale": Canary(
        "rvg.toml", "from = 2025-06-01\nlaw  = ", "from = 2025-06-02\nlaw  = ", "turned", "sums",
    ),
    "half a unit": Canary("costs.toml", "2021-10-01, is = 0.50 }", "2021-10-01, is = 0.51 }", "rising", "sums"),
    "nine tenths": Canary("costs.toml", "2021-10-01, is = 0.90 }", "2021-10-01, is = 0.91 }", "risen", "sums"),
    "two weeks after the demand": Canary("costs.toml", "weeks = 2", "days = 13", "rising", "sums"),
    "a fifth": Canary(
        "costs.toml", "percent = 20.00, at_most = 20.00", "percent = 20.01, at_most = 20.00", "risen", "sums",
    ),
    "twenty euro": Canary(
        "costs.toml", "percent = 20.00, at_most = 20.00", "percent = 20.00, at_most = 20.01", "large", "sums",
    ),
    "the tax": Canary("costs.toml", "2021-01-01, is = 19.00", "2021-01-01, is = 19.10", "risen", "sums"),
    "one unit": Canary("costs_court.toml", "times = 1.00", "times = 1.01", "order alone", "sums"),
    "half is credited": Canary("costs_court.toml", "percent = 50.00", "percent = 50.10", "ordered", "sums"),
    "three tenths": Canary("costs_court.toml", "times = 0.30", "times = 0.31", "enforced", "sums"),
    "the least of an order": Canary(
        "gkg.toml", "2025-06-01, is = 38.00", "2025-06-01, is = 38.50", "order alone", "money",
    ),
    "a step of the court": Canary(
        "gkg.toml", "[10000.00, 1000.00, 22.50]", "[10000.00, 1000.00, 22.60]", "ordered", "money",
    ),
    "three units": Canary("court_fees.toml", "times = 3.00", "times = 3.01", "opposed", "prices"),
    "a garnishment": Canary("court_fees.toml", "is = 24.00, source", "is = 23.00, source", "enforced", "prices"),
    "two weeks to object": Canary(
        "acts_order.toml", '"payment_order_served", weeks = 2', '"payment_order_served", days = 13',
        "ordered", "windows",
    ),
    "six months": Canary("acts_order.toml", "months = 6", "months = 5", "ordered", "windows"),
    "four weeks to a report": Canary("acts.toml", "weeks = 4", "weeks = 3", "reported", "windows"),
}  # fmt: skip


def differs(profile: cr.Profile, case: str, question: str) -> bool:
    """Whether the judge objects to what the engine says of a case."""
    try:
        QUESTIONS[question](judge(), profile, CASES[case])
    except AssertionError:
        return True
    return False


def changed(folder: Path, canary: Canary) -> cr.Profile:
    """Load a copy of the profile in which something differs; the judge goes on reading the original."""
    leave = shutil.ignore_patterns("cases", "texts")
    shutil.copytree(GERMAN, folder / "de", ignore=leave)
    text = (folder / "de" / canary.file).read_text("utf-8")
    assert canary.old in text, "what is to change is written otherwise by now"
    (folder / "de" / canary.file).write_text(text.replace(canary.old, canary.new), "utf-8")
    return cr.load_profile(path=folder / "de")


@pytest.mark.parametrize("case", list(CASES))
def test_the_cases_of_the_canaries_are_the_same_under_the_true_law(case: str) -> None:
    assert not any(differs(cr.load_profile("DE"), case, question) for question in QUESTIONS)


@pytest.mark.parametrize("name", list(CANARIES))
def test_a_law_that_is_wrong_by_one_is_found(tmp_path: Path, name: str) -> None:
    canary = CANARIES[name]
    assert differs(changed(tmp_path, canary), canary.case, canary.question)
