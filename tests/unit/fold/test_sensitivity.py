"""Which doubts an answer turns on: an exception that cannot hold makes none, one that holds does."""

from __future__ import annotations

import itertools

import pytest

import collectrules as cr
from collectrules.fold.rulebook import MOST_BOOKS, rulebook

DISPUTE = {"on": "2024-02-05", "kind": "dispute"}
DIED = {"on": "2024-02-05", "kind": "debtor_died"}


@pytest.mark.parametrize(
    ("before", "reading", "sensitive"),
    [
        ([], "dispute_first_fee", False),
        ([DISPUTE], "dispute_first_fee", True),  # one way of reading allows the fee of the first reminder, one none
        ([], "debtor_died", False),
        ([DIED], "debtor_died", True),  # one way of reading lets a creditor go on, one only file the claim
    ],
)
def test_a_doubt_that_only_an_exception_brings_matters_once_the_exception_can_hold(
    before: list[dict[str, str]], reading: str, sensitive: bool
) -> None:
    case = cr.load_case(
        {"id": "x", "jurisdiction": "DK", "currency": "DKK", "creditor": {"kind": "business"},
         "debtor": {"kind": "consumer"},
         "claims": [{"id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2023-12-20",
                     "due": "2024-01-31", "due_agreed": True}],
         "events": [*before, {"on": "2024-02-10", "kind": "reminder", "fee": "100.00"}]}
    )  # fmt: skip
    found = cr.standing(case, cr.load_profile("DK"), on="2024-03-01").readings_used
    assert (reading in {used.reading for used in found if used.sensitive}) is sensitive


@pytest.mark.parametrize("name", ["DK", "CH", "DE", "AT"])
def test_the_law_under_each_option_is_compiled_once_for_all_answers(name: str) -> None:
    law = cr.load_profile(name)
    ways = [{}, *({one.name: option} for one in law.reading.values() for option in one.options)]
    first = [rulebook(law, way) for way in ways]
    assert [rulebook(law, way) for way in ways] == first  # the same objects: a rulebook equals only itself


def test_no_more_laws_are_kept_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_BOOKS > 50  # for the options of many doubts at once
    monkeypatch.setattr("collectrules.fold.rulebook.MOST_BOOKS", 5)
    law = cr.load_profile("DK")
    names = [one for one in law.reading.values() if len(one.options) > 1]
    for first, second in itertools.islice(itertools.combinations(names, 2), 8):
        rulebook(law, {one.name: next(iter(one.options)) for one in (first, second)})
    assert len([key for key in law.memo if isinstance(key, tuple) and key[0] == "rulebook"]) == 5
