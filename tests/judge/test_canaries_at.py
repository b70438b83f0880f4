"""An Austrian law that is wrong by one unit in the engine alone is found out by the judge."""

from __future__ import annotations

import datetime as dt
import shutil
from functools import cache
from pathlib import Path

import pytest

import collectrules as cr
from collectrules.judge.history import Judge
from tests.judge.comparing import Asked, Document
from tests.judge.histories_at import READINGS
from tests.judge.test_canaries_de import QUESTIONS, Canary, Event

AUSTRIAN = Path(__file__).parents[2] / "profiles" / "at"


@cache
def judge() -> Judge:
    return Judge(AUSTRIAN)


def lived(amount: str, on: str, *events: Event, debtor: str = "business", **claim: object) -> Asked:
    """A case with one claim of a business that does not deduct the tax, and what happened."""
    kept: Document = {"id": "a", "kind": "goods_or_services", "amount": amount, "due_is": "agreed", "due": "2025-07-31"}
    kept |= {"arose": "2025-06-30", "secured": "none", **claim}
    head: Document = {"format": 1, "id": "canary", "jurisdiction": "AT", "currency": "EUR"}
    parties = {"creditor": {"kind": "business", "recovers_vat": False}, "debtor": {"kind": debtor, "abroad": "no"}}
    happened = [{"id": f"e{n}", "on": day, "kind": kind, **more} for n, (day, kind, more) in enumerate(events)]
    read = {name: options[0] for name, options in READINGS.items()}
    return {**head, **parties, "claims": [kept], "events": happened}, dt.date.fromisoformat(on), read


def bill(on: str) -> Event:
    return on, "charge", {"cost": "collector_fee", "amount": "999.00"}


LUMP: Event = ("2025-08-05", "compensation_claimed", {})
HANDED: Event = ("2025-08-11", "handed_over", {"to": "collector"})
NOTICE: Event = ("2025-08-20", "collection_notice", {"received": "2025-08-22"})
AGAIN: Event = ("2025-09-01", "collection_reminder", {})
FILED: Event = ("2025-10-06", "payment_order_filed", {})
SERVED: Event = ("2025-10-14", "payment_order_served", {})
FIFTY = {"agreements": {"rate": {"percent": "50.00", "kind": "total", "agreed_on": "2022-06-01"}}}
CASES = {
    "business": lived("1000.00", "2025-09-30"),
    "consumer": lived("1000.00", "2025-08-20", ("2025-08-10", "payment", {"amount": "2.00"}), debtor="consumer"),
    "paid": lived("1000.00", "2025-09-20", HANDED, bill("2025-09-01"), ("2025-09-10", "payment", {"amount": "9.00"})),
    "old": lived("1000.00", "2025-09-30", contract="2013-03-15"),
    "weekend": lived("1000.00", "2025-08-06", due="2025-08-02"),
    "demanded": lived("1000.00", "2025-09-30", NOTICE, due_is="none"),
    "outgrown": lived("1000.00", "2025-03-30", kind="damages", arose="2022-06-30", due="2022-07-31", **FIFTY),
    "lump": lived("1000.00", "2025-09-20", LUMP, ("2025-08-20", "compensation_claimed", {})),
    "handled": lived("1000.00", "2025-09-20", LUMP, HANDED, bill("2025-09-02"), bill("2025-09-03")),
    "handled small": lived("363.00", "2025-09-20", LUMP, HANDED, bill("2025-09-02")),
    "handled middle": lived("727.00", "2025-09-20", LUMP, HANDED, bill("2025-09-02")),
    "measures": lived(
        "73.99", "2025-09-20", LUMP, HANDED, NOTICE, AGAIN, bill("2025-09-02"), bill("2025-09-03"), bill("2025-09-04")
    ),
    "large measures": lived("728.00", "2025-09-20", LUMP, HANDED, NOTICE, AGAIN, *[bill("2025-09-02")] * 4),
    "order": lived("2000.01", "2025-10-20", FILED, SERVED),
    "decided": lived("2000.01", "2025-11-20", FILED, SERVED),
    "large": lived("75000.00", "2025-10-06"),
}
CANARIES = {
    "the base rate": Canary("interest.toml", "2025-06-11, is = 1.53", "2025-06-11, is = 1.54", "business", "money"),
    "9.2 points": Canary("interest.toml", "margin     = 9.20", "margin     = 9.21", "business", "money"),
    "eight points": Canary("interest.toml", "margin     = 8.00", "margin     = 8.01", "old", "money"),
    "the day of the contract": Canary("interest.toml", "to = 2013-03-15", "to = 2013-03-14", "old", "money"),
    "four per cent": Canary("interest.toml", "fixed  = 4.00\nagreed", "fixed  = 4.01\nagreed", "consumer", "money"),
    "a Saturday": Canary("time.toml", 'rest      = ["sat", "sun"]', 'rest      = ["sun"]', "weekend", "money"),
    "the day after a demand": Canary(
        "interest.toml", 'after      = "collection_notice.received"\ndays       = 0',
        'after      = "collection_notice.received"\ndays       = 1', "demanded", "money",
    ),
    "the ceiling": Canary("interest.toml", "percent = 100.00", "percent = 100.10", "outgrown", "money"),
    "costs last": Canary(
        "allocation.toml", 'costs_last = ["interest", "principal", "costs", "fees"]',
        'costs_last = ["costs", "fees", "interest", "principal"]', "paid", "money",
    ),
    "forty euro": Canary("fees.toml", "is = 40.00", "is = 40.01", "lump", "sums"),
    "once for each claim": Canary(
        "fees.toml", 'at_most = 1, per = "claim"', 'at_most = 2, per = "claim"', "lump", "sums",
    ),
    "handling": Canary("fees.toml", "percent = 8.00", "percent = 8.01", "handled", "sums"),
    "once for each measure": Canary(
        "fees.toml", 'at_most = 1, per = "act"', 'at_most = 2, per = "act"', "handled", "sums"
    ),
    "handling of a small claim": Canary("fees.toml", "percent = 22.00", "percent = 22.01", "handled small", "sums"),
    "handling of a middling claim": Canary("fees.toml", "percent = 17.00", "percent = 17.01", "handled middle", "sums"),
    "a bound": Canary("fees.toml", "[73.99, 7.27]", "[73.98, 7.27]", "measures", "sums"),
    "a first reminder": Canary("fees.toml", '["over", 50.87]', '["over", 50.88]', "large measures", "sums"),
    "a further reminder": Canary("fees.toml", '["over", 58.14]', '["over", 58.15]', "large measures", "sums"),
    "the tax": Canary("fees.toml", "2002-01-01, is = 20.00", "2002-01-01, is = 20.10", "handled", "sums"),
    "a court fee": Canary("court_fees.toml", "[3500.00, 224.00]", "[3500.00, 224.01]", "order", "money"),
    "a bound of the court": Canary("court_fees.toml", "[2000.00, 140.00]", "[2000.01, 140.00]", "order", "money"),
    "four weeks": Canary("acts_court.toml", "weeks = 4", "days = 27", "order", "windows"),
    "final after four weeks": Canary("acts_court.toml", "weeks = 4", "weeks = 6", "decided", "windows"),
    "75,000 euro": Canary("acts_court.toml", "to = 75000.00", "to = 74999.99", "large", "windows"),
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
    shutil.copytree(AUSTRIAN, folder / "at", ignore=shutil.ignore_patterns("cases", "texts"))
    text = (folder / "at" / canary.file).read_text("utf-8")
    assert canary.old in text, "what is to change is written otherwise by now"
    (folder / "at" / canary.file).write_text(text.replace(canary.old, canary.new), "utf-8")
    return cr.load_profile(path=folder / "at")


@pytest.mark.parametrize("case", list(CASES))
def test_the_cases_of_the_canaries_are_the_same_under_the_true_law(case: str) -> None:
    assert not any(differs(cr.load_profile("AT"), case, question) for question in QUESTIONS)


@pytest.mark.parametrize("name", list(CANARIES))
def test_a_law_that_is_wrong_by_one_is_found(tmp_path: Path, name: str) -> None:
    canary = CANARIES[name]
    assert differs(changed(tmp_path, canary), canary.case, canary.question)
