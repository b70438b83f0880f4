"""A bill above official fees (`charge`), in an invented country whose order costs 90."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest

from collectrules import Profile, audit, load_case, load_profile, standing

HERE = Path(__file__).parent


def country(folder: Path, charge: str) -> Profile:
    """The invented country, whose law has official fees charged as a word says."""
    for name in ("_base", "_d38t"):
        copytree(HERE / name, folder / name)
    file = folder / "_d38t" / "profile.toml"
    text = file.read_text(encoding="utf-8")
    assert text.count('"exactly"') == 1
    file.write_text(text.replace('"exactly"', f'"{charge}"'), encoding="utf-8")
    return load_profile(path=folder / "_d38t")


@pytest.mark.parametrize(
    ("charge", "billed", "owed", "finding"),
    [
        ("exactly", "90.00", "90.00", None),
        # an office may have laid out more than its fee: the rest asks for proof
        ("exactly", "97.30", "97.30", ("fee_needs_proof", "doubt", "0.00", "7.30")),
        # where it takes no more than its fee, nothing above it can be owed
        ("up_to", "90.00", "90.00", None),
        ("up_to", "97.30", "90.00", ("fee_above_maximum", "breach", "7.30", "0.00")),
    ],
)
def test_what_a_bill_holds_beyond_an_official_fee_is_in_doubt_or_struck(
    tmp_path: Path, charge: str, billed: str, owed: str, finding: tuple[str, str, str, str] | None
) -> None:
    case = load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [{"id": "1", "kind": "goods_or_services", "amount": "1000.00", "due": "2020-03-31"}],
         "events": [{"on": "2021-03-01", "kind": "order_asked"},
                    {"on": "2021-03-02", "kind": "charge", "cost": "court_fee", "amount": billed}]}
    )  # fmt: skip
    law = country(tmp_path, charge)
    assert standing(case, law, on="2021-03-03").owed.costs == Decimal(owed)
    told = [(f.code, f.severity, str(f.amount_unlawful), str(f.amount_in_doubt)) for f in
            audit(case, law, on="2021-03-03").findings]  # fmt: skip
    assert told == ([finding] if finding else [])


MORE = """
[act.seizure_asked]
what = "A seizure is asked for"
law  = "act-1"
by   = "creditor"

[fee.seizure]
what   = "What the office lays out"
law    = "act-1"
act    = "seizure_asked"
part   = "enforcement"
cost   = ["court_fee"]
charge = "actual"

[fee.seizure.amount]
keyed_by = "act"
value    = [{ from = 2010-01-01, unknown = true }]

[fee.own_work]
what     = "The creditor's own work earns nothing"
law      = "act-1"
act      = "reminder"
part     = "collection"
cost     = ["own_collection"]
charge   = "up_to"
borne_by = "debtor"
amount   = 0.00
"""


@pytest.mark.parametrize(
    ("cost", "amount", "done", "allowed"),
    [
        # the order's fee is 90: what is beyond it is not for a seizure that nobody asked for
        ("court_fee", "97.30", ["order_asked"], "90.00"),
        # what earns nothing is not too early: a reminder would change nothing
        ("own_collection", "12.00", [], "0.00"),
        ("own_collection", "12.00", ["reminder"], "0.00"),
    ],
)
def test_what_is_above_the_most_is_not_said_to_be_too_early(
    tmp_path: Path, cost: str, amount: str, done: list[str], allowed: str
) -> None:
    country(tmp_path, "up_to")
    file = tmp_path / "_d38t" / "profile.toml"
    file.write_text(file.read_text(encoding="utf-8") + MORE, encoding="utf-8")
    case = load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [{"id": "1", "kind": "goods_or_services", "amount": "1000.00", "due": "2020-03-31"}],
         "events": [*({"on": "2021-03-01", "kind": kind} for kind in done),
                    {"on": "2021-03-02", "kind": "charge", "cost": cost, "amount": amount}]}
    )  # fmt: skip
    (found,) = audit(case, load_profile(path=tmp_path / "_d38t"), on="2021-03-03").findings
    assert (found.code, found.severity) == ("fee_above_maximum", "breach")
    assert (found.values["allowed"], found.amount_unlawful) == (allowed, Decimal(amount) - Decimal(allowed))


@pytest.mark.parametrize(
    ("bills", "owed"),
    [
        # the order's fee is owed before any bill; 12 alone may be so much of it
        (["12.00"], "90.00"),
        # in whichever order, what lies beyond the 90 was laid out
        (["90.00", "12.00"], "102.00"),
        (["12.00", "90.00"], "102.00"),
        (["102.00"], "102.00"),
        (["30.00", "30.00", "30.00"], "90.00"),
        (["30.00", "30.00", "30.00", "0.01"], "90.01"),
    ],
)
def test_bills_are_of_a_fee_as_far_as_it_goes_and_then_of_what_was_laid_out(
    tmp_path: Path, bills: list[str], owed: str
) -> None:
    country(tmp_path, "exactly")
    file = tmp_path / "_d38t" / "profile.toml"
    file.write_text(file.read_text(encoding="utf-8") + MORE, encoding="utf-8")
    case = load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [{"id": "1", "kind": "goods_or_services", "amount": "1000.00", "due": "2020-03-31"}],
         "events": [{"on": "2021-03-01", "kind": "order_asked"}, {"on": "2021-03-01", "kind": "seizure_asked"},
                    *({"on": "2021-03-02", "kind": "charge", "cost": "court_fee", "amount": amount, "evidence": "bill"}
                      for amount in bills)]}
    )  # fmt: skip
    law = load_profile(path=tmp_path / "_d38t")
    assert standing(case, law, on="2021-03-03").owed.costs == Decimal(owed)
