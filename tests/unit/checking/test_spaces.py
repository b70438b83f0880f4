"""The space of facts and days: no combination is passed over, and what is too much is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectrules import load_profile
from collectrules.checking import check_profile, spaces
from collectrules.checking.spaces import TODAY, Space
from collectrules.checking.supposing import size_of, supposed
from collectrules.checking.truths import every, matches, negated, some
from collectrules.loader import model as m

Write = Callable[..., Path]
TRUTHS = st.lists(st.sampled_from([True, False, None]), max_size=5)


def fee(name: str, body: str) -> str:
    head = f'[fee.{name}]\nwhat = "A fee"\nlaw = "act-1"\nact = "reminder"\npart = "reminder"\nborne_by = "debtor"\n'
    return f"{head}amount = 9.00\n{body}\n"


def codes(write: Write, more: str) -> list[str]:
    return [fault.code for fault in check_profile(write(more=more)).faults]


@given(TRUTHS)
def test_what_is_not_known_yet_can_still_come_out_both_ways(truths: list[bool | None]) -> None:
    """A truth of three values is settled just if every way of settling what is open comes out alike."""
    ways = [[]]
    for one in truths:
        ways = [[*way, value] for way in ways for value in ([True, False] if one is None else [one])]
    for asked, plain in ((every, all), (some, any)):
        outcomes = {plain(way) for way in ways}
        assert asked(truths) is (outcomes.pop() if len(outcomes) == 1 else None)
    assert [negated(one) for one in (True, False, None)] == [False, True, None]


def test_days_of_two_facts_are_tried_together(write: Write) -> None:
    """A contract from 2015 on and a claim that arose up to 2019 go together, though their bounds lie the other way."""
    apart = 'instead_of = "reminder"\n'
    first = fee("x", f"when = {{ contract = {{ from = 2015-01-01 }} }}\n{apart}")
    assert "F20" in codes(write, first + fee("y", f"when = {{ claim_arose = {{ to = 2019-12-31 }} }}\n{apart}"))
    assert "F20" not in codes(write, first + fee("y", f"when = {{ claim_arose = {{ to = 2014-12-31 }} }}\n{apart}"))


def test_two_words_of_a_set_are_tried_together(write: Write) -> None:
    """Done both of three acts: neither one alone nor all of them meets both conditions."""
    more = fee(
        "x", 'when = { done = { all = ["judgment", "letter"] } }\nunless = { done = "note" }\ninstead_of = "reminder"'
    )
    profile = load_profile(path=write(more=more))
    rule = profile.fee["x"]
    found = next(Space(profile, [rule]).found(lambda values: spaces_truth(rule, values)), None)
    assert found == {"done": frozenset({"judgment", "letter"})}


def spaces_truth(rule: m.Rule, values: dict[str, object]) -> bool | None:
    from collectrules.checking.truths import truth

    return truth(rule, values)


def test_every_stretch_has_its_days(write: Write) -> None:
    more = fee("x", 'from = 2012-01-01\nto = 2012-12-31\nwhen = { overdue = true }\ninstead_of = "reminder"')
    profile = load_profile(path=write(more=more))
    space = Space(profile, [profile.fee["x"]])
    days = [day for day in space.values[TODAY] if isinstance(day, dt.date)]
    assert [str(space.stretch(day)) for day in days] == [
        "from 2010-01-01 to 2011-12-31", "from 2012-01-01 to 2012-12-31", "from 2013-01-01 on"
    ]  # fmt: skip


MANY = "overdue in_default disputed barred paused handed_over costs_awarded surcharge_waived"


def test_a_clash_among_very_many_facts_is_found(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """More yes-or-no facts than combinations are looked at; no bound on their number hides a conflict."""
    monkeypatch.setattr(spaces, "MOST", 300)
    flags = ", ".join(f"{name} = true" for name in MANY.split())
    both = "instead_of = 'reminder'\n"
    more = fee("x", f"when = {{ {flags} }}\n{both}") + fee("y", f'when = {{ debtor = "public" }}\n{both}')
    assert "F20" in codes(write, more)
    assert 2 * 2 ** len(MANY.split()) > spaces.MOST


def test_what_is_too_much_is_told_and_not_taken_for_proved(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spaces, "MOST", 2)
    more = fee("x", 'when = { principal = { over = 100.00 } }\ninstead_of = "reminder"')
    told = [fault for fault in check_profile(write(more=more)).warnings if fault.code == "W80"]
    assert "fee.x.when" in {fault.path.partition(": ")[2] for fault in told}
    assert all("nothing is proved" in str(fault) for fault in told)


def test_a_matcher_turned_round_asks_the_opposite() -> None:
    inner = m.Matcher(any_of=("consumer",))
    assert [matches(m.Matcher(not_=inner), word) for word in ("consumer", "business")] == [False, True]


def test_supposed_cases_are_all_different_and_the_plainest_comes_first(write: Write) -> None:
    profile = load_profile(path=write())
    every_one = [
        (conduct, str({word: value for word, value in document.items() if word != "id"}))
        for conduct, document in supposed(profile, "house", 10_000)
    ]
    assert len(every_one) == len(set(every_one)) == size_of(profile)
    conduct, plainest = next(supposed(profile, "house", 1))
    claim = plainest["claims"][0]
    assert (conduct, plainest["debtor"]["kind"], plainest["creditor"]["kind"], claim["kind"], claim["amount"]) == (
        "silent", "consumer", "business", "goods_or_services", "1000"
    )  # fmt: skip
