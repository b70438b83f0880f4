"""Paths of golden cases, over plain documents as the answers write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from collectrules.checking.resolving import Missing, equal, resolve

STANDING = {
    "on": "2019-01-20",
    "owed": {"principal": "1477.50", "total": "1600.00"},
    "lines": [
        {"kind": "principal", "claim": "8520", "open": "1477.50"},
        {"kind": "reminder_fee", "claim": "8520", "open": "100.00", "law": ["a", "b"]},
        {"kind": "reminder_fee", "claim": "8521", "open": "50.00"},
    ],
    "payments": [],
}
NEXT = {
    "look_again_on": "2019-01-21",
    "proposals": [
        {"action": "reminder", "claims": ["8521"], "status": "open", "charges": []},
        {
            "action": "reminder", "claims": ["8520", "8522"], "status": "waiting", "earliest": "2019-01-21",
            "charges": [{"kind": "reminder_fee", "amount": "100.00"}],
        },
        {"action": "charge", "cost": "court_fee", "claims": ["8520"], "status": "blocked"},
    ],
}  # fmt: skip
AUDIT = {
    "findings": [
        {"code": "fee_limit", "severity": "breach", "amount_unlawful": "100.00"},
        {"code": "gap", "severity": "doubt", "amount_in_doubt": "100.00"},
        {"code": "fee_too_soon", "severity": "breach", "amount_unlawful": "50.00"},
    ]
}


@pytest.mark.parametrize(
    ("document", "path", "expected"),
    [
        (STANDING, "on", "2019-01-20"),
        (STANDING, "owed.total", "1600.00"),
        (STANDING, "lines.kind", "principal"),
        (STANDING, "lines[2].open", "100.00"),
        (STANDING, "lines[kind=reminder_fee].open", "100.00"),
        (STANDING, "lines[kind=reminder_fee][2].open", "50.00"),
        (STANDING, "lines[kind=reminder_fee][claim=8521].open", "50.00"),
        (STANDING, "lines.count", 3),
        (STANDING, "lines[kind=reminder_fee].count", 2),
        (STANDING, "payments.count", 0),
        (STANDING, "lines[2].law", ["a", "b"]),
        (NEXT, "look_again_on", "2019-01-21"),
        (NEXT, "reminder.status", "open"),
        (NEXT, "reminder[claim=8520].earliest", "2019-01-21"),
        (NEXT, "reminder[claim=8522].charges[1].amount", "100.00"),
        (NEXT, "charge[cost=court_fee].status", "blocked"),
        (NEXT, "proposals[3].action", "charge"),
        (AUDIT, "breaches.count", 2),
        (AUDIT, "breaches[2].code", "fee_too_soon"),
        (AUDIT, "doubts[code=gap].amount_in_doubt", "100.00"),
        (AUDIT, "notes", []),
        (AUDIT, "findings[code=gap].severity", "doubt"),
    ],
)
def test_a_path_leads_to_what_it_names(document: dict[str, object], path: str, expected: object) -> None:
    assert resolve(document, path) == expected


@pytest.mark.parametrize(
    ("document", "path", "word"),
    [
        (STANDING, "owed.totl", "totl"),
        (STANDING, "owd", "owd"),
        (STANDING, "owed.total.cents", "cents"),
        (STANDING, "lines[4]", "[4]"),
        (STANDING, "lines[0]", "[0]"),
        (STANDING, "lines[kind=fee]", "[kind=fee]"),
        (STANDING, "payments.amount", "amount"),
        (NEXT, "remindr.earliest", "remindr"),
        (NEXT, "reminder[claim=9999].status", "[claim=9999]"),
        (NEXT, "reminder.earliest", "earliest"),
        (AUDIT, "breeches", "breeches"),
    ],
)
def test_a_path_that_leads_nowhere_says_where_it_ends(document: dict[str, object], path: str, word: str) -> None:
    found = resolve(document, path)
    assert isinstance(found, Missing)
    assert found.word == word


@pytest.mark.parametrize(
    "path", ["", ".", "owed.", "owed..total", "owed total", "owed[", "owed]total", "owed.total]", "1"]
)
def test_what_is_no_path_leads_nowhere(path: str) -> None:
    assert isinstance(resolve(STANDING, path), Missing)


def test_the_words_that_would_do_are_told() -> None:
    found = resolve(NEXT, "remindr")
    assert isinstance(found, Missing)
    assert set(found.known) == {"reminder", "charge"}


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ("1600.00", Decimal("1600.00")),
        ("1600.00", 1600),
        ("1600.00", "1600.00"),
        ("-0.35", Decimal("-0.35")),
        ("2019-01-21", dt.date(2019, 1, 21)),
        ("2019-01-21", "2019-01-21"),
        (True, True),
        (31, 31),
        (["a", "b"], ["a", "b"]),
        (["a", "b"], 2),
        ([], []),
        ([], 0),
    ],
)
def test_equal_are(got: object, expected: object) -> None:
    assert equal(got, expected)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ("1600.00", Decimal("1600.01")),
        ("1600.00", "1600"),
        ("2019-01-21", dt.date(2019, 1, 20)),
        (True, 1),
        (1, True),
        ("true", True),
        (["a", "b"], ["b", "a"]),
        (["a"], ["a", "b"]),
        ("waiting", 0),
        ("waiting", Decimal("1.00")),
        ({"a": 1}, 1),
        (None, 0),
        ("", []),
    ],
)
def test_unequal_are(got: object, expected: object) -> None:
    assert not equal(got, expected)
