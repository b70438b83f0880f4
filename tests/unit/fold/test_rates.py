"""Which rate runs on a claim and from which day: reference, margin, floor, ceiling, agreement, points on top."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from collectrules.fold.conditions import Gate
from collectrules.fold.moments import Moment
from collectrules.fold.rates import (
    compounding,
    first_interest_day,
    not_before_modelled,
    path_of,
    pinned,
    rerated,
    sampled,
)
from collectrules.fold.rules import InterestRule, RateRule
from collectrules.ground.errors import NotModelled
from collectrules.loader import model as m
from collectrules.nouns.claims import AgreedRate
from collectrules.nouns.dated import History, Version
from collectrules.topics.accrual import RatePath
from tests.unit.fold.moments import OPEN, SHUT, Book, account, act, day, moment

Rows = list[tuple[int, Fraction | None, tuple[str, ...], str]]


# Days on which a reference is read -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pin", "on", "read"),
    [
        ("day", "2024-05-17", "2024-05-17"), ("month_start", "2024-05-17", "2024-05-01"),
        ("month_start", "2024-05-01", "2024-05-01"), ("month_start", "2024-12-31", "2024-12-01"),
        ("month_start", "2024-01-31", "2024-01-01"),
        ("year_start", "2024-12-31", "2024-01-01"), ("year_start", "2025-01-01", "2025-01-01"),
        ("half_year_start", "2024-06-30", "2024-01-01"), ("half_year_start", "2024-07-01", "2024-07-01"),
        ("half_year_start", "2024-12-31", "2024-07-01"), ("half_year_start", "2024-01-01", "2024-01-01"),
        ("previous_half_year_end", "2024-06-30", "2023-12-31"), ("previous_half_year_end", "2024-07-01", "2024-06-30"),
        ("previous_half_year_end", "2024-12-31", "2024-06-30"), ("previous_half_year_end", "2024-01-01", "2023-12-31"),
    ],
)  # fmt: skip
def test_a_reference_is_read_on_the_last_pin(pin: str, on: str, read: str) -> None:
    assert pinned(pin, day(on)) == day(read)


def rows(*told: tuple[str, int]) -> Rows:
    return [(day(start), Fraction(rate), ("L base",), "sure") for start, rate in told]


@pytest.mark.parametrize(
    ("pin", "until", "read", "horizon"),
    [
        # changes on 15 February, 15 March and 15 August 2024; the first row is of 15 January
        ("month_start", "2024-04-30", {"2024-02-01": 1, "2024-03-01": 2, "2024-04-01": 3}, "2024-04-30"),
        (
            "month_start",
            "2024-05-01",
            {"2024-02-01": 1, "2024-03-01": 2, "2024-04-01": 3, "2024-05-01": 3},
            "2024-05-31",
        ),
        ("half_year_start", "2024-09-01", {"2024-07-01": 3}, "2024-12-31"),
        ("half_year_start", "2025-01-01", {"2024-07-01": 3, "2025-01-01": 4}, "2025-06-30"),
        ("year_start", "2025-01-31", {"2025-01-01": 4}, "2025-12-31"),
        ("previous_half_year_end", "2024-06-29", {}, "2024-06-30"),
        ("previous_half_year_end", "2024-06-30", {"2024-07-01": 3}, "2024-12-31"),
        ("previous_half_year_end", "2024-12-31", {"2024-07-01": 3, "2025-01-01": 4}, "2025-06-30"),
    ],
)
def test_a_series_is_read_at_its_pins_and_reaches_to_the_day_before_the_next(
    pin: str, until: str, read: dict[str, int], horizon: str
) -> None:
    series = rows(("2024-01-15", 1), ("2024-02-15", 2), ("2024-03-15", 3), ("2024-08-15", 4))
    found, last = sampled(series, pin, day(until))
    assert {start: rate for start, rate, _, _ in found} == {day(on): rate for on, rate in read.items()}
    assert last == day(horizon)


def test_a_row_of_the_pin_itself_is_read_on_it() -> None:
    found, _ = sampled(rows(("2024-01-01", 1), ("2024-02-01", 2)), "month_start", day("2024-02-28"))
    assert [rate for _, rate, _, _ in found] == [1, 2]
    found, _ = sampled(rows(("2023-12-31", 1), ("2024-06-30", 2)), "previous_half_year_end", day("2024-06-30"))
    assert [(start, rate) for start, rate, _, _ in found] == [(day("2024-01-01"), 1), (day("2024-07-01"), 2)]


# A law with rates ----------------------------------------------------------------------------------------------

SERIES = [("2020-01-01", 1), ("2026-02-01", 2), ("2026-04-01", 3)]
"""The base rate, published up to the end of June 2026."""


def amount(rate: object) -> m.Amount:
    return m.Amount(is_=rate)


def dated(keyed: object, *told: tuple[str, int]) -> m.Dated:
    return m.Dated(
        keyed_by=keyed,
        value=tuple(m.Row(from_=dt.date.fromisoformat(start), is_=amount(rate), law=("L row",))
            for start, rate in told),
    )  # fmt: skip


def reference(keyed: object = "accrual_day", pin: object = "day", delay: m.Period | None = None) -> m.Reference:
    return m.Reference(series="base", keyed_by=keyed, pin=pin, effect_after=delay)


def record(name: str = "r", **told: object) -> m.Rate:
    return m.Rate(**{"name": name, "what": "r", "law": ("L rate",)} | told)


def history(figure: object, head: m.Rate) -> History[Any]:
    """The margin, or the fixed rate, in percent; a bare one has held since 2000."""
    if not isinstance(figure, m.Dated):
        return History(head.name, [Version(day("2000-01-01"), None, lambda *_: Fraction(figure.is_), head.law, "sure")])
    return History(head.name, [
        Version(row.from_.toordinal(), None, lambda *_, rate=row.is_.is_: Fraction(rate), row.law, "sure")
        for row in figure.value
    ])  # fmt: skip


class Law(Book):
    """A book with one series and, kept once each, paths."""

    def __init__(self, grid: str = "any", **told: object) -> None:
        series = SimpleNamespace(
            law=("L base",), certainty="sure", grid=grid, known_until=dt.date(2026, 6, 30),
            value=[m.Row(from_=dt.date.fromisoformat(start), is_=amount(rate)) for start, rate in SERIES],
        )  # fmt: skip
        profile = SimpleNamespace(base={}, fee={}, memo={}, calendar={}, counting={}, stay={}, series={"base": series})
        super().__init__(profile=profile, paths={}, **told)

    def points(self, head: m.Rate) -> History[Any]:
        return history(head.margin or head.fixed, head)

    def kept_path(self, key: object, build: Callable[[], RatePath]) -> RatePath:
        if key not in self.paths:
            self.paths[key] = build()
        return self.paths[key]

    def named(self, _moment: Moment) -> Callable[..., Fraction]:
        return lambda name, _value, _working: Fraction(self.numbers[name])


def rated(head: m.Rate, gate: Gate = OPEN, *, agreed: object = (), plus: object = ()) -> RateRule:
    return RateRule(head, gate, agreed, plus)


def rule(*rates: RateRule, varies: bool = False, starts: object = ()) -> InterestRule:
    head: Any = SimpleNamespace(name="i", day_count="act/365", law=("L interest",))
    return InterestRule(head, OPEN, starts, rates, varies=varies)


def at(on: str = "2026-06-15", agreed: AgreedRate | None = None, grid: str = "any", **numbers: int) -> Moment:
    one = account(contract="2026-03-01", arose="2026-01-02")
    return moment(one, on=on, book=Law(grid, numbers=numbers), agreed_rate=lambda _account: agreed)


def percents(path: RatePath) -> dict[str, Any]:
    """Each version of a path from its day on, in percent; no two of them begin on one day."""
    assert len(set(path.starts)) == len(path.starts)
    dates = (dt.date.fromordinal(start).isoformat() for start in path.starts)
    return {
        on: None if one.rate is None else Fraction(one.rate, 1_000_000)
        for on, one in zip(dates, path.segments, strict=True)
    }


START = day("2026-01-16")


def of(head: m.Rate, agreed: AgreedRate | None = None, rule_: object = (), **numbers: int) -> dict[str, Any]:
    return percents(path_of(rule(rated(head, agreed=rule_)), at(agreed=agreed, **numbers), START))


PUBLISHED = {"2020-01-01": 1, "2026-02-01": 2, "2026-04-01": 3}


def test_a_rate_is_its_reference_with_a_margin_on_top() -> None:
    path = path_of(rule(rated(record(reference=reference(), margin=amount(8)))), at(), START)
    assert percents(path) == {on: rate + 8 for on, rate in PUBLISHED.items()}
    assert path.horizon == day("2026-06-30")
    assert path.segments[0].law == ("L base", "L rate")
    assert path.name == "rate.r"
    assert of(record(reference=reference())) == PUBLISHED


@pytest.mark.parametrize(
    ("floor", "ceiling", "rates"),
    [(None, None, [1, 2, 3]), (2, None, [2, 2, 3]), (None, 2, [1, 2, 2]), (0, "top", [1, 2, 2]), (3, 2, [2, 2, 2])],
)
def test_a_rate_stays_between_floor_and_ceiling(floor: int | None, ceiling: int | str | None, rates: list[int]) -> None:
    found = of(record(reference=reference(), floor=floor, ceiling=ceiling), top=2)
    assert list(found.values()) == rates


def test_nobody_owes_the_debtor_interest() -> None:
    assert of(record(fixed=amount(-2))) == {"2000-01-01": 0}
    assert of(record(reference=reference(), margin=amount(-2))) == {"2020-01-01": 0, "2026-02-01": 0, "2026-04-01": 1}
    assert of(record(fixed=amount(-2), floor=-1)) == {"2000-01-01": -1}


def test_a_margin_may_change_with_the_days_or_be_chosen_by_one() -> None:
    told = (("2025-01-01", 8), ("2026-03-01", 9))
    floating = of(record(reference=reference(), margin=dated("accrual_day", *told)))
    # before the first row of the margin the law is not modelled
    assert floating == {"2025-01-01": 9, "2026-02-01": 10, "2026-03-01": 11, "2026-04-01": 12}
    assert of(record(reference=reference(), margin=dated(None, *told))) == floating
    chosen = of(record(reference=reference(), margin=dated("contract", *told)))
    assert chosen == {on: rate + 9 for on, rate in PUBLISHED.items()}
    earlier = of(record(reference=reference(), margin=dated("claim_arose", *told)))
    assert earlier == {on: rate + 8 for on, rate in PUBLISHED.items()}


def test_a_margin_that_changes_on_the_day_of_the_reference_begins_one_version() -> None:
    found = of(
        record(reference=reference(), margin=dated(None, ("2020-01-01", 5), ("2026-02-01", 6), ("2026-04-02", 7)))
    )
    assert found == {"2020-01-01": 6, "2026-02-01": 8, "2026-04-01": 9, "2026-04-02": 10}
    found = of(record(reference=reference(), margin=dated(None, ("2019-01-01", 5))))
    assert found == {on: rate + 5 for on, rate in PUBLISHED.items()}


def test_a_fixed_rate_needs_no_publication_and_may_be_chosen_by_a_day() -> None:
    path = path_of(rule(rated(record(fixed=amount(5)))), at(), START)
    assert (percents(path), path.horizon) == ({"2000-01-01": 5}, None)
    told = (("2025-01-01", 4), ("2026-03-01", 5))
    assert of(record(fixed=dated(None, *told))) == {"2025-01-01": 4, "2026-03-01": 5}
    assert of(record(fixed=dated("accrual_day", *told))) == {"2025-01-01": 4, "2026-03-01": 5}
    for keyed, rate in (("contract", 5), ("claim_arose", 4)):
        assert list(of(record(fixed=dated(keyed, *told))).values()) == [rate]
    with pytest.raises(NotModelled) as refused:
        of(record())
    assert [(fault.code, fault.path) for fault in refused.value.faults] == [("F23", "rate.r")]


@pytest.mark.parametrize(
    ("keyed", "pin", "rate", "horizon"),
    [
        ("contract", "day", 2, None), ("claim_arose", "day", 1, None), ("act", "month_start", 3, None),
        ("contract", "year_start", 1, None), ("claim_due", "day", 1, None),
    ],
)  # fmt: skip
def test_a_reference_may_be_locked_on_a_day(keyed: str, pin: str, rate: int, horizon: int | None) -> None:
    path = path_of(rule(rated(record(reference=reference(keyed, pin)))), at(), START)
    assert (list(percents(path).values()), path.horizon) == ([rate], horizon)


def test_a_reference_that_is_locked_beyond_what_is_published_is_not_known() -> None:
    locked = rule(rated(record(reference=reference("act"))))
    assert path_of(locked, at("2026-06-30"), START).horizon is None
    assert path_of(locked, at("2026-07-01"), START).horizon == day("2026-06-30")


def test_a_reference_is_read_at_its_pins_unless_it_is_published_so() -> None:
    found = of(record(reference=reference(pin="month_start")))
    assert {on: rate for on, rate in found.items() if on > "2026"} == {
        "2026-01-01": 1, "2026-02-01": 2, "2026-03-01": 2, "2026-04-01": 3, "2026-05-01": 3, "2026-06-01": 3,
    }  # fmt: skip
    half = rule(rated(record(reference=reference(pin="half_year_start"))))
    assert percents(path_of(half, at(grid="half_year"), START)) == PUBLISHED
    found = percents(path_of(half, at(), START))
    assert (found["2025-07-01"], found["2026-01-01"], "2026-02-01" in found) == (1, 1, False)
    month = rule(rated(record(reference=reference(pin="month_start"))))
    assert "2026-03-01" in percents(path_of(month, at(grid="half_year"), START))


def test_a_change_may_take_effect_after_some_days_but_the_first_row_holds_from_its_own() -> None:
    delay = m.Period(after=("series.change",), days=5)
    assert of(record(reference=reference(delay=delay))) == {"2020-01-01": 1, "2026-02-06": 2, "2026-04-06": 3}
    delay = m.Period(after=("series.change",), days="wait")
    assert of(record(reference=reference(delay=delay)), wait=1) == {"2020-01-01": 1, "2026-02-02": 2, "2026-04-02": 3}


def test_the_versions_that_choose_a_rate_are_kept_apart() -> None:
    """Claims of two contracts share a book: one path each."""
    head = record(reference=reference(), margin=dated("contract", ("2025-01-01", 8), ("2026-03-01", 9)))
    found = at()
    one = path_of(rule(rated(head)), found, START)
    other = account(1, contract="2026-02-28")
    later = path_of(rule(rated(head)), found.of_claim(other), START)
    assert (max(percents(one).values()), max(percents(later).values())) == (12, 11)
    assert path_of(rule(rated(head)), found, START) is one
    locked = record(reference=reference("contract"))
    paths = [
        path_of(rule(rated(locked)), found.of_claim(each), START)
        for each in (found.account, other, account(2, contract="2026-04-01"))
    ]
    assert [list(percents(path).values()) for path in paths] == [[2], [2], [3]]


# Agreements ----------------------------------------------------------------------------------------------------


def says(counts: object, gate: Gate = OPEN, **told: object) -> tuple[Gate, m.Agreed]:
    return gate, m.Agreed(counts=counts, **told)


TEN, TWO = AgreedRate(percent="10"), AgreedRate(percent="2")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("agreed", "rules", "rates"),
    [
        (None, [says("always")], [1, 2, 3]), (TEN, [], [1, 2, 3]), (TEN, [says("never")], [1, 2, 3]),
        (TEN, [says("always")], [10]), (TWO, [says("always")], [2]), (TEN, [says("always", SHUT)], [1, 2, 3]),
        (TEN, [says("never", SHUT), says("always")], [10]), (TEN, [says("never"), says("always")], [1, 2, 3]),
        (TWO, [says("if_higher")], [2, 2, 3]), (TWO, [says("if_lower")], [1, 2, 2]),
        (TEN, [says("always", ceiling=7)], [7]), (TWO, [says("always", ceiling=7)], [2]),
        (TEN, [says("always", ceiling="top")], [6]),
    ],
)  # fmt: skip
def test_whether_an_agreed_rate_counts_is_said_by_the_first_rule_that_applies(
    agreed: AgreedRate | None, rules: object, rates: list[int]
) -> None:
    assert list(of(record(reference=reference()), agreed, tuple(rules), top=6).values()) == rates


def test_an_agreed_rate_rests_on_the_law_of_its_rule_or_on_that_of_the_rate() -> None:
    for told, law in ((("L agreed",), ("L agreed",)), ((), ("L rate",))):
        found = rule(rated(record(reference=reference()), agreed=(says("always", law=told),)))
        path = path_of(found, at(agreed=TEN), START)
        assert (path.segments[0].law, path.horizon) == (law, None)


def test_an_agreed_rate_holds_from_the_first_day_that_bears_interest() -> None:
    found = rule(rated(record(fixed=amount(1)), agreed=(says("always"),)))
    path = path_of(found, at(agreed=TEN), START)
    assert path.weight(START, START) > 0
    assert path.starts[0] <= START


def test_an_agreed_margin_takes_the_place_of_that_of_the_law() -> None:
    margin = AgreedRate(percent="4", kind="margin")  # type: ignore[arg-type]
    head = record(reference=reference(), margin=dated(None, ("2025-01-01", 8), ("2026-03-01", 9)))
    found = of(head, margin, (says("always", law=("L agreed",)),))
    assert found == {on: rate + 4 for on, rate in PUBLISHED.items()}


# Points on top -------------------------------------------------------------------------------------------------


def more(
    points: object, gate: Gate = OPEN, *once: tuple[Gate, m.Period], law: str = "L more"
) -> tuple[Gate, m.Plus, tuple[tuple[Gate, m.Period], ...]]:
    return gate, m.Plus(points=points, law=(law,)), once


def waits(days: int, word: str = "claim.due") -> tuple[Gate, m.Period]:
    return OPEN, m.Period(after=(word,), days=days)


@pytest.mark.parametrize(
    ("plus", "added"),
    [
        ([], 0), ([more(2)], 2), ([more(2), more("half")], 7), ([more(2, SHUT)], 0),
        ([more(2, OPEN, waits(10))], 2), ([more(2, OPEN, waits(9999))], 0), ([more(2, OPEN, waits(1, "court"))], 0),
        ([more(2, OPEN, waits(150))], 2),  # 150 days after 15 January end on 14 June: it is over on the 15th
        ([more(2, OPEN, waits(151))], 0),
    ],
)  # fmt: skip
def test_points_come_on_top_once_their_time_is_over(plus: object, added: int) -> None:
    head = record(reference=reference(), margin=amount(8))
    path = path_of(rule(rated(head, plus=tuple(plus))), at(half=5), START)
    assert percents(path) == {on: rate + 8 + added for on, rate in PUBLISHED.items()}
    assert [one.margin for one in path.segments] == [(8 + added) * 1_000_000] * 3
    assert path.segments[0].law == ("L base", "L rate", *(["L more"] if added else []))
    assert path.horizon == day("2026-06-30")


# Several rates -------------------------------------------------------------------------------------------------


def test_rates_that_follow_one_another_are_joined_on_their_days() -> None:
    old = record("old", fixed=amount(4), to=dt.date(2026, 2, 28))
    new = record("new", fixed=amount(5), from_=dt.date(2026, 3, 1))
    path = path_of(rule(rated(old), rated(new)), at(), START)
    assert percents(path) == {"2000-01-01": 4, "2026-03-01": 5}
    assert path.name == "i"
    path = path_of(rule(rated(new)), at(), START)
    assert percents(path) == {"2026-03-01": 5}
    path = path_of(rule(rated(record(fixed=amount(4))), rated(old, SHUT)), at(), START)
    assert path.name == "rate.r"


def test_two_rates_for_one_day_and_none_at_all_are_refused() -> None:
    with pytest.raises(NotModelled) as refused:
        path_of(rule(rated(record("a", fixed=amount(4))), rated(record("b", fixed=amount(5)))), at(), START)
    assert [(fault.code, fault.path) for fault in refused.value.faults] == [("rate_conflict", "interest.i.rates")]
    with pytest.raises(NotModelled) as refused:
        path_of(rule(rated(record(fixed=amount(4)), SHUT)), at(), START)
    assert [(fault.code, fault.path) for fault in refused.value.faults] == [("no_rate", "interest.i")]


def test_a_rate_that_time_alone_changes_begins_anew_on_its_day() -> None:
    head = record(fixed=amount(4))
    found = rule(rated(head, plus=(more(2, OPEN, waits(30)),)), varies=True)
    # thirty days after 15 January end on 14 February
    expected = {"2026-01-16": 4, "2026-02-15": 6}
    assert percents(path_of(found, at("2026-01-16"), START)) == expected
    assert percents(path_of(found, at(), START)) == expected
    assert percents(path_of(found, at(), day("2026-02-15"))) == {"2026-02-15": 6}
    assert percents(path_of(found, at(), day("2026-02-14"))) == {"2026-02-14": 4, "2026-02-15": 6}
    missing = rule(rated(head, plus=(more(2, OPEN, waits(30), waits(1, "court")),)), varies=True)
    assert percents(path_of(missing, at(), START)) == {"2026-01-16": 4}


def test_a_rate_that_varies_keeps_to_its_own_days() -> None:
    plus = (more(2, OPEN, waits(30)),)
    old = record("old", fixed=amount(4), to=dt.date(2026, 2, 20))
    new = record("new", fixed=amount(5), from_=dt.date(2026, 2, 21))
    path = path_of(rule(rated(old, plus=plus), rated(new), varies=True), at(), START)
    assert percents(path) == {"2026-01-16": 4, "2026-02-15": 6, "2026-02-21": 5}


# What has happened changes a rate ------------------------------------------------------------------------------


def reminded() -> tuple[InterestRule, Moment]:
    """Four percent, and two more from the day after a reminder of 1 March on."""
    found = at("2026-03-02")
    one = found.account
    found_rule = rule(rated(record(fixed=amount(4)), plus=(more(2, OPEN, waits(0, "reminder")),)), varies=True)
    one.interest_first, one.path = START, path_of(found_rule, found, START)
    act(one, "reminder", "2026-03-01")
    return found_rule, found


def test_what_happened_changes_the_rate_from_its_day_on() -> None:
    found_rule, found = reminded()
    assert percents(found.account.path) == {"2026-01-16": 4}  # type: ignore[arg-type]
    path = rerated(found_rule, found.account, found)
    assert path is not None
    assert percents(path) == {"2026-01-16": 4, "2026-03-02": 6}
    found.account.path = path
    assert rerated(found_rule, found.account, found) is None  # nothing is new


def test_a_change_before_the_first_day_of_interest_counts_from_that_day() -> None:
    found_rule, found = reminded()
    found.account.interest_first = day("2026-03-05")
    path = rerated(found_rule, found.account, found)
    assert path is not None
    assert percents(path) == {"2026-01-16": 4, "2026-03-05": 6}


def test_a_rate_that_does_not_vary_or_does_not_run_is_not_asked_again() -> None:
    found_rule, found = reminded()
    assert rerated(rule(*found_rule.rates), found.account, found) is None
    found.account.interest_first = None
    assert rerated(found_rule, found.account, found) is None
    found_rule, found = reminded()
    found.account.path = None
    assert rerated(found_rule, found.account, found) is None


def test_another_horizon_is_a_change_and_a_rate_that_goes_on_begins_nothing() -> None:
    found_rule, found = reminded()
    old = found.account.path
    assert old is not None
    found.account.latest.clear()
    found.account.path = RatePath("old", old.segments, day("2026-05-01"), "act/365")
    path = rerated(found_rule, found.account, found)
    assert path is not None
    assert (percents(path), path.horizon) == ({"2026-01-16": 4}, None)


# Compound interest, first days ---------------------------------------------------------------------------------


def test_how_interest_bears_interest_is_said_by_the_rates_that_apply() -> None:
    plain, yearly = rated(record("a")), rated(record("b", compound="yearly_from_start"))
    closed = rated(record("c", compound="from_pendency"), SHUT)
    assert compounding(rule(plain), at()) is None
    assert compounding(rule(yearly, closed), at()) == "yearly_from_start"
    assert compounding(rule(yearly), at()) == "yearly_from_start"
    with pytest.raises(NotModelled) as refused:
        compounding(rule(plain, yearly), at())
    assert [fault.path for fault in refused.value.faults] == ["rate.b.compound"]
    with pytest.raises(NotModelled) as refused:
        compounding(rule(yearly, closed, varies=True), at())
    assert [fault.path for fault in refused.value.faults] == ["rate.b.compound", "rate.c.compound"]


def first(*starts: tuple[Gate, m.Period], **numbers: int) -> tuple[int | None, tuple[str, ...], str | None]:
    return first_interest_day(rule(starts=starts), at(**numbers))


def begins(days: int | str, word: str = "claim.due", law: tuple[str, ...] = ("L start",)) -> m.Period:
    return m.Period(after=(word,), days=days, law=law)


def test_the_first_of_the_starts_that_apply_begins_interest() -> None:
    early, late, shut = (OPEN, begins(5)), (OPEN, begins(10, law=())), (SHUT, begins(0))
    for starts in ((early, late, shut), (shut, late, early)):
        assert first(*starts) == (day("2026-01-21"), ("L start",), None)
    assert first(late) == (day("2026-01-26"), ("L interest",), None)
    assert first((OPEN, begins("ten")), ten=10) == (day("2026-01-26"), ("L start",), None)
    same = (OPEN, begins(5, law=("L same",)))
    assert first(early, same) == (day("2026-01-21"), ("L start",), None)


def test_a_day_of_the_claim_that_is_not_known_is_named_where_nothing_begins_interest() -> None:
    unknown, other = (OPEN, begins(1, "claim.received")), (OPEN, begins(1, "claim.performed"))
    never = (OPEN, begins(1, "court"))
    assert first(never) == (None, (), None)
    assert first(never, unknown, other) == (None, (), "claim.received")
    assert first(unknown, (OPEN, begins(5))) == (day("2026-01-21"), ("L start",), None)
    assert first((SHUT, unknown[1])) == (None, (), None)


def test_a_claim_that_fell_due_before_the_law_is_refused() -> None:
    not_before_modelled(day("2002-01-01"), day("2002-01-01"))
    with pytest.raises(NotModelled) as refused:
        not_before_modelled(day("2001-12-31"), day("2002-01-01"))
    fault = refused.value.faults[0]
    assert (fault.code, fault.path, fault.got) == ("not_modelled", "claim.due", "2001-12-31")
    assert fault.expected == "a day from 2002-01-01"
