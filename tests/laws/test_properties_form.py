"""Answers come back whole from their documents, and are the same in every surrounding."""

from __future__ import annotations

import decimal
import locale
import pickle
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from hypothesis import assume, given

import collectrules as cr
from collectrules.answers.documents import dumps
from collectrules.testing import invariants
from tests.laws.properties import ANSWERS, SHIPPED, Asked, asked, law_of, under_each_law

ROOT = Path(__file__).parents[2]


@under_each_law(5)
@given(question=asked())
def test_a_case_and_every_answer_come_back_from_their_document(question: Asked) -> None:
    case, on = question
    invariants.round_trip(case, law_of(case), on=on)


@under_each_law(3)
@given(question=asked())
def test_answers_survive_pickling(question: Asked) -> None:
    case, on = question
    assert pickle.loads(pickle.dumps(case)) == case  # noqa: S301  # our own bytes
    for answer in ANSWERS.values():
        try:
            found = answer(case, law_of(case), on=on)
        except cr.NotModelled:
            assume(False)
        assert pickle.loads(pickle.dumps(found)) == answer(case, law_of(case), on=on)  # noqa: S301


@under_each_law(3)
@given(question=asked())
def test_a_pickled_profile_answers_alike(question: Asked) -> None:
    case, on = question
    other = pickle.loads(pickle.dumps(law_of(case)))  # noqa: S301
    assert other.fingerprint == law_of(case).fingerprint
    try:
        assert dumps(cr.standing(case, other, on=on)) == dumps(cr.standing(case, law_of(case), on=on))
    except cr.NotModelled:
        assume(False)


# Surroundings ----------------------------------------------------------------------------------------------

PARTIES = {"creditor": {"kind": "business", "recovers_vat": True}, "debtor": {"kind": "consumer"}}
CLAIM = {"id": "1", "kind": "goods_or_services", "amount": "123456.78", "due_is": "agreed"}
BUSY = {
    "format": 1, "id": "busy", "jurisdiction": "DK", "currency": "DKK", **PARTIES, "workflow": "standard",
    "claims": [
        CLAIM | {"arose": "2018-09-20", "invoiced": "2018-10-01", "due": "2018-11-01"},
        CLAIM | {"id": "2", "arose": "2019-09-20", "invoiced": "2019-10-01", "due": "2019-11-01", "amount": "0.01"},
    ],
    "events": [
        {"on": "2018-11-04", "kind": "reminder", "fee": "100.00"},
        {"on": "2018-11-10", "kind": "reminder", "fee": "100.00", "claims": ["1"]},
        {"on": "2018-12-12", "kind": "payment", "amount": "500.00"},
        {"on": "2019-03-01", "kind": "dispute", "claim": "1"},
        {"on": "2019-04-01", "kind": "payment", "amount": "777.77"},
        {"on": "2019-04-01", "kind": "payment", "amount": "333.33"},
    ],
}  # fmt: skip


@contextmanager
def host(**changes: object) -> Iterator[decimal.Context]:
    with decimal.localcontext() as context:
        for word, value in changes.items():
            setattr(context, word, value)
        yield context


def test_the_host_is_left_as_it_was() -> None:
    filters, place, limit = list(warnings.filters), locale.setlocale(locale.LC_ALL), sys.getrecursionlimit()
    with host(prec=5, rounding=decimal.ROUND_UP) as context:
        context.clear_flags()
        for signal in context.traps:
            context.traps[signal] = True
        before = context.copy()
        profile = cr.load_profile("DK")
        for answer in ANSWERS.values():
            dumps(answer(cr.load_case(BUSY), profile, on="2020-02-29"))
        now = decimal.getcontext()
        assert (now.prec, now.rounding, now.traps, now.flags) == (
            before.prec,
            before.rounding,
            before.traps,
            before.flags,
        )
    assert list(warnings.filters) == filters
    assert locale.setlocale(locale.LC_ALL) == place
    assert sys.getrecursionlimit() == limit


def test_threads_share_one_profile() -> None:
    case, fresh = cr.load_case(BUSY), cr.load_profile("DK")  # nothing of it is compiled yet
    days = ["2018-11-20", "2019-04-01", "2020-02-29", "2024-02-29"] * 4
    alone = [dumps(cr.next_steps(case, law_of(case), on=day)) for day in days]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda day: dumps(cr.next_steps(case, fresh, on=day)), days))
    assert together == alone


@under_each_law(5)
@given(question=asked())
def test_no_binary_fraction_is_in_any_answer(question: Asked) -> None:
    case, on = question
    invariants.no_binary_fraction(case, law_of(case), on=on)


def test_every_law_that_ships_is_drawn() -> None:
    """What the properties say of every law they would else say of one."""
    seen: Counter[str] = Counter()

    @under_each_law(4)
    @given(question=asked())
    def drawn(question: Asked) -> None:
        seen[str(question[0].jurisdiction)] += 1

    drawn()
    assert min(seen[name] for name in SHIPPED) >= 3, seen  # of four laws in turn three examples each, at the least
