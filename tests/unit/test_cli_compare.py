"""The command `compare`: a page in every language, the answer itself as a document, and bad words by name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import collectrules as cr
from collectrules.cli import main
from collectrules.words.texts import languages

CASE: dict[str, Any] = {
    "format": 1, "id": "2026-17", "jurisdiction": "DK", "currency": "DKK", "creditor": {"kind": "business"},
    "debtor": {"kind": "consumer"},
    "claims": [{"id": "8520", "kind": "goods_or_services", "amount": "10000.00", "arose": "2026-03-01",
                "due": "2026-03-31", "due_agreed": True}],
}  # fmt: skip
ON = "2026-06-09"
Ran = tuple[int, str, str]
read_once = cache(cr.load_profile)  # a profile cannot change once it is read


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Ran]:
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setattr("collectrules.cli.asked.load_profile", read_once)
    path = tmp_path / "case.json"

    def call(*words: object, case: dict[str, Any] = CASE) -> Ran:
        path.write_text(json.dumps(case), "utf-8")
        status = main(["compare", str(path), "--on", ON, *(str(word) for word in words)])
        written = capsys.readouterr()
        return status, written.out, written.err

    return call


def test_the_page_shows_each_way_with_both_sides_best_first(run: Callable[..., Ran]) -> None:
    chances = [word for way in ("full=20%", "settle=60%", "plan=50%", "next_step=30%") for word in ("--chance", way)]
    status, out, err = run("--count", 4, "--interest-free", *chances)
    assert (status, err) == (0, "")
    # 10,000.00 x 0.6; 10,186.99 x 0.5, 0.3 of 10,286.99 and 0.2 of 10,186.99; a reminder adds 100 kroner.
    rows = [
        r"Without interest +10,000\.00 +2026-06-09 +60% +6,000\.00 +286\.99",
        r"4 instalments +10,186\.99 +2026-10-09 +50% +5,093\.50 +100\.00",
        r"Going on: reminder +10,286\.99 +2026-06-09 +30% +3,086\.10 +0\.00",
        r"Payment in full +10,186\.99 +2026-06-09 +20% +2,037\.40 +100\.00",
    ]
    assert re.search(r"\n".join(rows), out)
    assert "If nothing is agreed on: reminder on 9 June 2026, and the debt is DKK 10,286.99." in out
    # A tenth is 1,018.70, of which 186.99 is interest.
    assert "10% off: It gives up DKK 831.71 of the claim itself, which the creditor does not." in out


@pytest.mark.parametrize("language", languages())
def test_the_page_is_written_in_every_language(run: Callable[..., Ran], language: str) -> None:
    status, out, err = run("--lang", language, "--least", "99.9%", "--until", "2026-08-01", "--chance", "plan=60%")
    assert (status, err) == (0, "")
    assert not re.search(r"[a-z]+_[a-z]+", out)  # no code is left unsaid


def test_what_the_creditor_lays_out_stands_on_the_page(run: Callable[..., Ran]) -> None:
    swiss = CASE | {"jurisdiction": "CH", "currency": "CHF", "region": "ZH"}
    out = run(case=swiss)[1]
    # A payment order for 10,000.00 is 60.00 (GebV SchKG 16 I), and postage of 13.80 as it is spent.
    assert re.search(r"\+ .*60\.00.*\n\+ .*13\.80.*not certain", out)
    assert "Creditor lays out 60.00" in out


def test_the_document_is_the_answer_itself(run: Callable[..., Ran]) -> None:
    words = ("--discount", "20%", "--discount", "500.00", "--waive", "interest,fees", "--touch-principal", "--count", 3,
             "--down", "1000.00@2026-06-20", "--every", "week", "--cost-of-money", "6",
             "--chance", "plan=60%")  # fmt: skip
    status, out, _ = run(*words, "--json")
    bounds = {
        "discounts": ["20%", "500.00"], "waivers": [["interest", "fees"]], "touch_principal": True, "counts": [3],
        "down": "1000.00", "down_on": "2026-06-20", "every": "week",
    }  # fmt: skip
    wanted = {"cost_of_money": "6", "chances": {"plan": "60%"}}
    law = cr.load_profile("DK")
    assert status == 0
    assert cr.load(out) == cr.compare(cr.load_case(CASE), law, on=ON, bounds=bounds, expectations=wanted)


def test_nothing_within_the_bounds_is_said_in_so_many_words(run: Callable[..., Ran]) -> None:
    closed = CASE | {"events": [{"on": "2026-06-01", "kind": "closed"}]}
    status, out, _ = run(case=closed)
    assert status == 0
    assert "Nothing can be agreed on today within the law and these bounds." in out
    assert "Payment in full: The case is closed, or the claim is withdrawn." in out


@pytest.mark.parametrize(
    ("words", "code", "near"),
    [
        (["--chance", "plan"], "reading_format", None),
        (["--chance", "plann=60%"], "unknown_field", "plan"),
        (["--chance", "plan=0.6"], "chance_format", None),
        (["--cost-of-money", "six"], "rate_format", None),
        (["--discount", "120%"], "offer_share", None),
        (["--waive", "intrest"], "unknown_word", "interest"),
        (["--waive", ""], "unknown_word", None),
        (["--count", "0"], "plan_count", None),
        (["--count", "few"], "usage", None),
        (["--every", "mont"], "plan_pace", "month"),
        (["--down", "10186.99"], "down_too_large", None),
        (["--valid-until", "2026-06-08"], "offer_over", "2026-06-09"),
    ],
)
def test_bad_words_are_refused_by_name_with_status_2(
    run: Callable[..., Ran], words: list[str], code: str, near: str | None
) -> None:
    status, out, err = run(*words, "--json")
    assert (status, out) == (2, "")
    (fault,) = json.loads(err)["error"]["faults"]
    assert (fault["code"], fault.get("nearest")) == (code, near)
    assert "Traceback" not in run(*words)[2]
