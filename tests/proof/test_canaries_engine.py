"""An engine that is wrong in one place of its code, under the true law, is found out.

The other canaries change a figure of the law; these change what is done with it. Each names who finds out: the judge,
who shares no line with the engine, or an invariant that needs no second reader.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings

import collectrules as cr
from collectrules.fold import clocks, holds, judging, rates
from collectrules.fold.handling import money
from collectrules.judge.history import Judge
from collectrules.nouns.calendars import WorkingDays
from collectrules.topics import allocation
from collectrules.topics.accrual import RatePath, Stretch
from tests.judge import comparing, histories_limitation, test_same_limitation
from tests.judge.test_canaries_de import CASES
from tests.laws import properties
from tests.laws import test_properties_money as money_laws
from tests.laws.test_nothing_proposed_is_flagged import flags_of_all_steps, reminded
from tests.proof import common
from tests.proof import test_invariants_limits as limits
from tests.proof import test_invariants_money as money_invariants

ROOT = Path(__file__).parents[2]
PROFILES = ROOT / "profiles"
Wrong = pytest.MonkeyPatch


def law(name: str) -> cr.Profile:
    """A law loaded anew: what a wrong engine has worked out of it must not reach another test."""
    return cr.load_profile(path=PROFILES / name)


@cache
def german_judge() -> Judge:
    return Judge(PROFILES / "de")


# A limit of fees -------------------------------------------------------------------------------------------


def one_fee_too_many(wrong: Wrong) -> None:
    """A limit of three is one of four."""
    true = judging.counted
    wrong.setattr(judging, "counted", lambda per, moment, fee: true(per, moment, fee) - 1)


def fourth_reminder() -> list[object]:
    """What the judge has against the steps that are proposed after three reminders with a fee."""
    case = reminded("2024-01-11", "2024-02-01", "2024-03-01")
    return [flag.code for flag in flags_of_all_steps(case, law("dk"), dt.date(2024, 4, 1))]


def test_a_limit_of_fees_that_is_one_too_high_is_found_by_the_judge(monkeypatch: Wrong) -> None:
    """Renteloven § 9 b(2): at most three reminders with a fee for one claim."""
    assert fourth_reminder() == []
    one_fee_too_many(monkeypatch)
    assert fourth_reminder() != []


# A day of interest -----------------------------------------------------------------------------------------


def a_day_counted_twice(wrong: Wrong) -> None:
    """The day on which a rate changes bears the old rate as well as the new one."""
    true = RatePath.__init__

    def init(self: RatePath, name: str, segments: Sequence[Any], horizon: int | None, day_count: str) -> None:
        true(self, name, segments, horizon, day_count)
        self.sums = [0]
        for rate, (begun, ended) in zip(self.rates, pairwise(self.starts), strict=False):
            self.sums.append(self.sums[-1] + rate * (self.count(ended) - self.count(begun - 1)))

    wrong.setattr(RatePath, "__init__", init)


def judged(case: str) -> str | None:
    """What the judge says of the money of a German case; None where he finds the same."""
    try:
        comparing.same_money(german_judge(), law("de"), CASES[case])
    except (AssertionError, cr.CollectRulesError) as found:
        return str(found)
    return None


# A minor unit ----------------------------------------------------------------------------------------------


def a_lost_unit(wrong: Wrong) -> None:
    """The last part that a payment reaches gets one minor unit less than is taken for it."""
    true = money.allocate

    def allocate(*given: Any, **named: Any) -> tuple[list[tuple[int, str, int]], int]:  # noqa: ANN401
        pieces, left = true(*given, **named)
        return [*pieces[:-1], *((key, slot, part - 1) for key, slot, part in pieces[-1:])], left

    wrong.setattr(money, "allocate", allocate)


def an_odd_unit_lost(wrong: Wrong) -> None:
    """What is left over when a sum is shared goes to nobody."""
    wrong.setattr(
        allocation, "shares",
        lambda amount, sums: list(sums) if amount >= sum(sums) else [amount * each // sum(sums) for each in sums],
    )  # fmt: skip


def test_a_lost_minor_unit_is_found_by_the_judge(monkeypatch: Wrong) -> None:
    assert judged("agreed") is None
    a_lost_unit(monkeypatch)
    assert judged("agreed") is not None


# A conflict ------------------------------------------------------------------------------------------------


def a_silent_conflict(wrong: Wrong) -> None:
    """Of two rates that apply at once, one counts, and nobody is told."""

    def one_at_a_time(parts: Sequence[Stretch], first: int, _name: str) -> Sequence[Stretch]:
        return [one for one in parts if one[1] is None or one[1] >= first]

    wrong.setattr(rates, "one_at_a_time", one_at_a_time)


# The end of a period ---------------------------------------------------------------------------------------


def an_end_that_stays(wrong: Wrong) -> None:
    """A period ends on the day it comes to, a rest day or not."""
    wrong.setattr(WorkingDays, "end_moved", lambda _self, day, _moves, _stays=(): day)


def test_an_end_on_a_rest_day_is_found_by_the_judge(monkeypatch: Wrong) -> None:
    """BGB §§ 193, 286: what is due on a Saturday is late after the Monday."""
    assert judged("weekend") is None
    an_end_that_stays(monkeypatch)
    assert judged("weekend") is not None


# A limitation ----------------------------------------------------------------------------------------------


def a_time_that_revives(wrong: Wrong) -> None:
    """What acknowledges a debt lets its time run anew even when that was over."""
    wrong.setattr(clocks, "_too_late", lambda *_given: False)


def held_a_day_less(wrong: Wrong) -> None:
    """Of the days on which a time stood still one is forgotten."""
    true = holds.length_after
    wrong.setattr(clocks, "length_after", lambda day, length: true(day, length) - 1)


TALKS = [{"on": "2023-03-01", "kind": "negotiations_began"}, {"on": "2023-06-01", "kind": "negotiations_ended"}]
"""They hold up a time that would be over with 2025."""
LATE = [{"on": "2026-01-05", "kind": "acknowledgement", "form": "in_writing"}]


def limited(*events: Mapping[str, str]) -> str | None:
    """What the judge says of the time of a German claim; None where he finds the same."""
    claim = {"id": "a", "kind": "goods_or_services", "amount": "800.00", "arose": "2022-03-01", "due": "2022-03-15"}
    case = {
        "format": 1, "id": "canary", "jurisdiction": "DE", "currency": "EUR", "region": "NW", "claims": [claim],
        "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}, "events": list(events),
    }  # fmt: skip
    try:
        comparing.same_limitation(german_judge(), law("de"), (case, dt.date(2026, 2, 2), {}))
    except AssertionError as found:
        return str(found)
    return None


@pytest.mark.parametrize(("canary", "told"), [(a_time_that_revives, LATE), (held_a_day_less, TALKS)])
def test_a_limitation_that_is_counted_wrong_is_found_by_the_judge(
    monkeypatch: Wrong, canary: Callable[[Wrong], None], told: list[dict[str, str]]
) -> None:
    """BGB §§ 203, 209, 212: what is over stays over, and no day that stood still is one of the three years."""
    assert limited(*told) is None
    canary(monkeypatch)
    assert limited(*told) is not None


# Who finds out ---------------------------------------------------------------------------------------------

CAUGHT: Mapping[Callable[[Wrong], None], Callable[[], None]] = {
    one_fee_too_many: limits.test_26_after_any_letters_the_fees_keep_every_limit,
    a_day_counted_twice: money_invariants.test_12_interest_never_falls_with_time_or_principal,
    a_lost_unit: money_laws.test_every_minor_unit_of_a_payment_is_allocated_once,
    an_odd_unit_lost: money_invariants.test_8_shares_are_exact_to_a_unit_whatever_the_order,
    a_silent_conflict: limits.test_33_two_rates_are_refused_on_a_day_on_which_both_apply_and_on_no_other,
    an_end_that_stays: limits.test_24_a_day_to_pay_that_is_a_day_of_rest_moves_where_the_law_says,
    a_time_that_revives: test_same_limitation.test_danish_limitation_is_the_same,
    held_a_day_less: test_same_limitation.test_german_limitation_is_the_same,
}
"""What is wrong → the test of the register that fails then."""


@pytest.fixture
def anew() -> Iterator[None]:
    """Let no law keep what a wrong engine worked out, nor a right one."""
    laws: Sequence[Any] = (common.law, properties.law, properties.danish, histories_limitation.law)
    for loaded in laws:
        loaded.cache_clear()
    yield
    for loaded in laws:
        loaded.cache_clear()


@pytest.mark.usefixtures("anew")
@pytest.mark.parametrize("canary", CAUGHT, ids=lambda canary: canary.__name__)
def test_a_test_of_the_register_fails_while_the_engine_is_wrong(
    monkeypatch: Wrong, canary: Callable[[Wrong], None]
) -> None:
    """That it passes while the engine is right is seen where it stands."""
    test: Any = CAUGHT[canary]
    first_found(monkeypatch, test)
    canary(monkeypatch)
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        test()


def first_found(monkeypatch: Wrong, test: Any) -> None:  # noqa: ANN401
    """Have a property say the first example that fails, and not look for the smallest."""
    used = "_hypothesis_internal_use_settings"
    own = getattr(test, used)
    monkeypatch.setattr(test, used, settings(own, phases=[Phase.explicit, Phase.generate], report_multiple_bugs=False))


def test_every_canary_here_has_its_test_and_the_register_names_it() -> None:
    register = tomllib.loads((Path(__file__).parent / "invariants.toml").read_text("utf-8"))["rows"]
    named = {node for row in register for node in row.get("tests", ())}
    nodes = {f"{test.__module__.replace('.', '/')}.py::{test.__name__}" for test in CAUGHT.values()}
    assert nodes - named == set()
    here = {one for one in globals().values() if getattr(one, "__module__", None) == __name__ and callable(one)}
    assert {one for one in here if list(getattr(one, "__annotations__", {})) == ["wrong", "return"]} == set(CAUGHT)
