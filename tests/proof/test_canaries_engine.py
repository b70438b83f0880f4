"""An engine that is wrong in one place of its code, under the true law, is found out.

The other canaries change a figure of the law; these change what is done with it. Each names who finds out: the judge,
who shares no line with the engine, or an invariant that needs no second reader.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

import collectrules as cr
from collectrules.fold import judging, rates
from collectrules.fold.handling import money
from collectrules.judge.history import Judge
from collectrules.nouns.calendars import WorkingDays
from collectrules.topics import allocation
from collectrules.topics.accrual import RatePath, Stretch
from tests.judge import comparing
from tests.judge.test_canaries_de import CASES
from tests.laws.test_nothing_proposed_is_flagged import flags_of_all_steps, reminded

ROOT = Path(__file__).parents[2]
PROFILES, PART_D = ROOT / "profiles", ROOT / "tests" / "profiles" / "part_d"
DAY = dt.timedelta(days=1)
Document = dict[str, Any]
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


ACROSS: Document = {
    "format": 1, "id": "canary", "jurisdiction": "DK", "currency": "DKK", "events": [],
    "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
    "claims": [{"id": "a", "kind": "goods_or_services", "amount": "100000.00", "due_is": "agreed",
                "arose": "2024-01-02", "invoiced": "2024-01-02", "due": "2024-05-31"}],
}  # fmt: skip
ON = dt.date(2024, 8, 31)  # two months after a half-year in which the reference rate fell


def interest_of_rows(profile: cr.Profile) -> tuple[Fraction, Fraction]:
    """What is owed of interest, and what the days of its rows come to, worked out by the rate of each: 30 of June
    after the due day and 62 of July and August, in a year of 366 days."""  # noqa: D205, D209
    found = cr.standing(cr.load_case(ACROSS), profile, on=ON)
    days = sum((row.to - row.from_).days + 1 for row in found.interest)
    assert days == 30 + 62
    exact = sum(Fraction(row.base) * Fraction(row.rate) / 100 * ((row.to - row.from_).days + 1) / 366
                for row in found.interest)  # fmt: skip
    return Fraction(found.owed.interest), exact


def test_a_day_that_is_counted_twice_where_a_rate_changes_is_found_by_judge_and_invariant(monkeypatch: Wrong) -> None:
    owed, exact = interest_of_rows(law("dk"))
    assert abs(owed - exact) <= Fraction(1, 100)
    judge = Judge(PROFILES / "dk")
    (account,) = judge.history(ACROSS, ON).accounts
    assert owed * 100 == account.parts()["interest"]
    a_day_counted_twice(monkeypatch)
    owed, exact = interest_of_rows(law("dk"))
    assert abs(owed - exact) > Fraction(1, 100)
    assert owed * 100 != account.parts()["interest"]


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


def unaccounted(profile: cr.Profile) -> list[object]:
    """What is missing of each payment, and what is left over of one while something is owed that it could reach."""
    claims = [{"id": name, "kind": "goods_or_services", "amount": "1000.00", "arose": "2020-01-01",
               "due": "2021-06-01", "due_agreed": True} for name in "abc"]  # fmt: skip
    case = cr.load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": claims, "events": [{"on": "2021-03-31", "kind": "payment", "amount": "100.00"}]}
    )  # fmt: skip
    found = cr.standing(case, profile, on="2021-03-31")
    missing = [one.amount - one.unallocated - sum(piece.amount for piece in one.by_claim) for one in found.payments]
    idle = [one.unallocated for one in found.payments if found.owed.total]
    return [amount for amount in missing + idle if amount]


@pytest.mark.parametrize("lost", [a_lost_unit, an_odd_unit_lost])
def test_a_lost_minor_unit_is_found_by_an_invariant(monkeypatch: Wrong, lost: Callable[[Wrong], None]) -> None:
    """A hundred over three equal debts that share: 33.34, 33.33 and 33.33."""
    assert unaccounted(cr.load_profile(path=PART_D / "_d22p")) == []
    lost(monkeypatch)
    assert unaccounted(cr.load_profile(path=PART_D / "_d22p")) != []


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


def two_rates(folder: Path, ends: str | None, begins: str | None) -> Path:
    """An invented country with a second rate beside its own, which may end before the other begins."""
    for name in ("_base", "_d28"):
        copytree(PART_D / name, folder / name)
    file = folder / "_d28" / "profile.toml"
    text = file.read_text("utf-8").replace('rates       = ["ten"]', 'rates       = ["ten", "eleven"]')
    text = text.replace("fixed = 10.00\n", "fixed = 10.00\n" + (f"to = {ends}\n" if ends else ""))
    second = '\n[rate.eleven]\nwhat = "Eleven per cent"\nlaw = "act-1"\nfixed = 11.00\n'
    file.write_text(text + second + (f"from = {begins}\n" if begins else ""), "utf-8")
    return folder / "_d28"


DUE, UNTIL = dt.date(2020, 12, 31), dt.date(2021, 1, 10)


def in_conflict(folder: Path) -> bool:
    """Whether two rates live on a day of the question, as the file says: read here, day by day."""
    table = tomllib.loads((folder / "profile.toml").read_text("utf-8"))
    lives = [(rate.get("from", dt.date.min), rate.get("to", dt.date.max)) for rate in table["rate"].values()]
    days = [DUE + DAY * number for number in range(1, (UNTIL - DUE).days + 1)]
    return any(sum(first <= day <= last for first, last in lives) > 1 for day in days)


def silent(folder: Path) -> bool:
    """Whether a sum is answered although two rates apply, or refused although none do."""
    try:
        cr.interest(cr.load_profile(path=folder), "36500.00", due=str(DUE), until=str(UNTIL))
    except cr.NotModelled:
        return not in_conflict(folder)
    return in_conflict(folder)


@pytest.mark.parametrize(
    ("ends", "begins", "both"),
    [(None, None, True), ("2021-01-06", "2021-01-06", True), (None, "2021-01-10", True),
     ("2021-01-05", "2021-01-06", False), ("2020-12-31", None, False)],
)  # fmt: skip
def test_a_conflict_that_is_answered_is_found_by_an_invariant(
    monkeypatch: Wrong, tmp_path: Path, ends: str | None, begins: str | None, *, both: bool
) -> None:
    folder = two_rates(tmp_path, ends, begins)
    assert in_conflict(folder) is both
    assert not silent(folder)
    a_silent_conflict(monkeypatch)
    assert silent(folder) is both


# The end of a period ---------------------------------------------------------------------------------------


def an_end_that_stays(wrong: Wrong) -> None:
    """A period ends on the day it comes to, a rest day or not."""
    wrong.setattr(WorkingDays, "end_moved", lambda _self, day, _moves, _stays=(): day)


def test_an_end_on_a_rest_day_is_found_by_the_judge(monkeypatch: Wrong) -> None:
    """BGB §§ 193, 286: what is due on a Saturday is late after the Monday."""
    assert judged("weekend") is None
    an_end_that_stays(monkeypatch)
    assert judged("weekend") is not None
