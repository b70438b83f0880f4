"""A Swiss law that is wrong by one in the engine alone is found out by the judge: premiums, parts, requests undone."""

from __future__ import annotations

import datetime as dt
import shutil
from functools import cache
from pathlib import Path

import pytest

import collectrules as cr
from collectrules.judge.history import Judge
from tests.judge import comparing
from tests.judge.comparing import Asked, Document
from tests.judge.test_canaries_de import QUESTIONS, Canary, Event

SWISS = Path(__file__).parents[2] / "profiles" / "ch"
ASKED = {**QUESTIONS, "findings": comparing.same_findings}


@cache
def judge() -> Judge:
    return Judge(SWISS)


def lived(claims: dict[str, str], on: str, *events: Event, role: str = "none", **claim: object) -> Asked:
    """A case in Zürich with claims of these amounts, due on 2 January 2025, each event about all unless it says so."""
    kept: Document = {"kind": "goods_or_services", "due_is": "agreed", "arose": "2024-12-01", "due": "2025-01-02"}
    kept |= {"secured": "none", **claim}
    head: Document = {"format": 1, "id": "canary", "jurisdiction": "CH", "currency": "CHF", "region": "ZH"}
    entry = {"register": "commercial", "capacity": role, "published": "2020-01-03"}
    debtor: Document = {"kind": "consumer"} | ({"registered": False} if role == "none" else {"registers": [entry]})
    happened = [{"id": f"e{n}", "on": day, "kind": kind, "claims": list(claims), **more}
                for n, (day, kind, more) in enumerate(events)]  # fmt: skip
    happened = [{word: value for word, value in event.items() if value is not None} for event in happened]
    found = [{"id": name, "amount": amount, **kept} for name, amount in claims.items()]
    parties = {"creditor": {"kind": "business"}, "debtor": debtor}
    return {**head, **parties, "claims": found, "events": happened}, dt.date.fromisoformat(on), {}


def requested(on: str, *about: str) -> Event:
    return on, "payment_order_requested", {"claims": list(about)} if about else {}


def paid(on: str, amount: str) -> Event:
    return on, "payment", {"amount": amount, "claims": None}


SERVED: Event = ("2025-03-04", "payment_order_served", {})
WITHDRAWN: Event = ("2025-03-05", "withdrawal_filed", {})
COPY: Event = ("2025-03-18", "creditors_copy_received", {})
CONTINUED: Event = ("2025-03-27", "continuation_requested", {})
SEIZED: Event = ("2025-05-05", "seizure_executed", {})
CERTIFIED: Event = ("2025-06-02", "loss_certificate_issued", {"served": "2025-06-05"})
DEMANDED: list[Event] = [
    ("2025-01-10", "reminder", {"received": "2025-01-13"}),
    ("2025-01-20", "premium_demand", {"received": "2025-01-22"}),
]
PART: Event = ("2025-03-10", "opposition", {"amount": "600.00", "grounds": "partial"})
PREMIUM = {"kind": "insurance_premium"}
DUES = {"kind": "public_law", "agreements": {"rate": {"percent": "4.00", "agreed_on": "2024-12-01"}}}
CASES = {
    "withdrawn": lived({"a": "1032.25"}, "2025-03-05", requested("2025-03-03"), WITHDRAWN),
    "withdrawn pending": lived({"a": "1032.25"}, "2025-03-04", requested("2025-03-03")),
    "withdrawn for one": lived(
        {"a": "600.00", "b": "600.00"}, "2025-03-05", requested("2025-03-03"), (*WITHDRAWN[:2], {"claims": ["a"]})
    ),
    "withdrawn for both": lived(
        {"a": "600.00", "b": "600.00"}, "2025-03-06", requested("2025-03-03"), (*WITHDRAWN[:2], {"claims": ["a"]}),
        ("2025-03-06", "withdrawal_filed", {"claims": ["b"]}),
    ),
    "demanded": lived({"a": "400.00"}, "2025-02-03", *DEMANDED, **PREMIUM),
    "three premiums": lived(
        {"a": "400.00", "b": "400.00", "c": "400.00"}, "2025-05-05", *DEMANDED, requested("2025-03-03", "a"),
        requested("2025-03-10", "b"), **PREMIUM,
    ),
    "premium and interest": lived({"a": "400.00"}, "2025-02-03", **PREMIUM),
    "dues": lived(
        {"a": "700.00"}, "2025-04-10", requested("2025-02-03"), SERVED, COPY, CONTINUED,
        ("2025-04-04", "bankruptcy_threat_served", {}), role="owner", **DUES,
    ),
    "secret": lived({"a": "700.00"}, "2025-03-04", requested("2025-03-03"), kind="medical"),
    "certificate": lived(
        {"a": "700.00"}, "2025-06-20", requested("2025-02-03"), SERVED, COPY, CONTINUED, SEIZED, CERTIFIED
    ),
    "on the certificate": lived(
        {"a": "700.00"}, "2025-07-10", requested("2025-02-03"), SERVED, COPY, CONTINUED, SEIZED, CERTIFIED,
        ("2025-07-01", "continuation_on_certificate", {}), ("2025-07-10", "seizure_executed", {}),
    ),
    "in part": lived({"a": "1500.00"}, "2025-03-20", requested("2025-02-03"), SERVED, PART, COPY),
    "in part seized": lived(
        {"a": "1500.00"}, "2025-05-06", requested("2025-02-03"), SERVED, PART, COPY, CONTINUED, SEIZED
    ),
    "together": lived(
        {"a": "600.00", "b": "600.00"}, "2025-03-20", requested("2025-02-03"), SERVED, paid("2025-03-10", "700.00")
    ),
    "enforced first": lived(
        {"a": "600.00", "b": "600.00"}, "2025-03-20", requested("2025-02-03", "b"),
        (*SERVED[:2], {"claims": ["b"]}), paid("2025-03-10", "300.00"),
    ),
}  # fmt: skip
CANARIES = {
    "five francs": Canary(
        "costs.toml", '{ from = 2011-01-01, is = 5.00 }] }\nadvanced_by = "creditor"\n\n[fee.register',
        '{ from = 2011-01-01, is = 5.05 }] }\nadvanced_by = "creditor"\n\n[fee.register', "withdrawn", "money",
    ),
    "their price": Canary(
        "costs.toml", '{ from = 2011-01-01, is = 5.00 }] }\nadvanced_by = "creditor"\n\n[fee.register',
        '{ from = 2011-01-01, is = 5.05 }] }\nadvanced_by = "creditor"\n\n[fee.register', "withdrawn pending", "prices",
    ),
    "in place of the order": Canary(
        "costs.toml", 'takes_back  = ["payment_order", ', "takes_back  = [", "withdrawn for both", "money",
    ),
    "a month to pay a premium": Canary(
        "acts.toml", 'days = 30, counting = "or_payment"', 'days = 29, counting = "or_payment"', "demanded", "windows"
    ),
    "three months to demand it": Canary(
        "acts.toml", "months = 3, counting", "months = 2, counting", "demanded", "windows"
    ),
    "twice a year": Canary("acts.toml", "at_most = 2, per", "at_most = 3, per", "three premiums", "windows"),
    "five per cent on premiums": Canary(
        "interest.toml", 'is = 5.00, source = "the rate was seen in the text of 2026',
        'is = 5.01, source = "the rate was seen in the text of 2026', "premium and interest", "money",
    ),
    "dues of a registered debtor": Canary(
        "acts_seizure.toml", "filed = { to = 2024-12-31 }", "filed = { to = 2025-12-31 }", "dues", "findings"
    ),
    "a secret that may be told": Canary(
        "acts.toml", 'claim_kind = "medical", secrecy_released = { not = true }',
        'claim_kind = "rent", secrecy_released = { not = true }', "secret", "findings",
    ),
    "six months after a certificate": Canary(
        "acts_seizure.toml", 'months = 6, counting = "schkg", paused_by = ["bankruptcy"]',
        'months = 5, counting = "schkg", paused_by = ["bankruptcy"]', "certificate", "windows",
    ),
    "a seizure on a certificate": Canary(
        "tariff.toml", "[1000.00, 45.00]", "[1000.00, 45.05]", "on the certificate", "money"
    ),
    "the year of a part": Canary("acts_seizure.toml", "years = 1", "months = 11", "in part", "windows"),
    "a seizure for a part": Canary("tariff.toml", "[1000.00, 45.00]", "[1000.00, 45.05]", "in part seized", "money"),
    "an order for claims together": Canary(
        "tariff.toml", "[10000.00, 60.00]", "[10000.00, 60.05]", "together", "money"
    ),
    "a debt in enforcement first": Canary(
        "allocation.toml", '"enforced_first", "due_earliest"', '"due_earliest"', "enforced first", "money"
    ),
}  # fmt: skip


def differs(profile: cr.Profile, case: str, question: str) -> bool:
    """Whether the judge objects to what the engine says of a case."""
    try:
        ASKED[question](judge(), profile, CASES[case])
    except AssertionError:
        return True
    return False


def changed(folder: Path, canary: Canary) -> cr.Profile:
    """Load a copy of the profile in which something differs; the judge goes on reading the original."""
    shutil.copytree(SWISS, folder / "ch", ignore=shutil.ignore_patterns("cases", "texts"))
    text = (folder / "ch" / canary.file).read_text("utf-8")
    assert canary.old in text, "what is to change is written otherwise by now"
    (folder / "ch" / canary.file).write_text(text.replace(canary.old, canary.new), "utf-8")
    return cr.load_profile(path=folder / "ch")


@pytest.mark.parametrize("case", list(CASES))
def test_the_cases_of_the_canaries_are_the_same_under_the_true_law(case: str) -> None:
    asked = {canary.question for canary in CANARIES.values() if canary.case == case} or {"money", "prices"}
    assert not any(differs(cr.load_profile("CH"), case, question) for question in asked)


@pytest.mark.parametrize("name", list(CANARIES))
def test_a_law_that_is_wrong_by_one_is_found(tmp_path: Path, name: str) -> None:
    canary = CANARIES[name]
    assert differs(changed(tmp_path, canary), canary.case, canary.question)
