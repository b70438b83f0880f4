"""The ceiling over interest: how high it is, what lowers it, and what is left of it when interest runs anew."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from collectrules.fold.capping import follow_ceiling, set_ceiling
from collectrules.fold.conditions import Gate
from collectrules.fold.ledger import Account
from collectrules.ground.errors import NotModelled
from collectrules.loader import model as m
from collectrules.topics.accrual import SCALE
from tests.unit.fold.moments import OPEN, SHUT, Book, State, account, day, line, moment, unless_untold

ROUND = m.Rounding(mode="half_up", to=0)


def cap(**told: object) -> m.InterestCap:
    given: dict[str, Any] = {"percent": 50, "of": "principal"}
    return m.InterestCap(**given | told)


def rule(ceiling: m.InterestCap | None, gate: Gate | None = OPEN) -> SimpleNamespace:
    return SimpleNamespace(record=SimpleNamespace(cap=ceiling, round=ROUND, law=("L 5",)), cap_gate=gate)


def under(ceiling: m.InterestCap | None, gate: Gate | None = OPEN, base: object = 100_00, **told: object) -> Account:
    """A claim of 100.00 after its ceiling was set; the sum of which it is a share is `base`."""
    one = account()
    for name, value in told.items():
        setattr(one, name, value)
    set_ceiling(rule(ceiling, gate), moment(one, book=Book(facts={"principal": base, "credit": base})))
    return one


def test_without_a_ceiling_or_its_condition_none_is_set() -> None:
    assert under(None).interest_cap is None
    assert under(None, None).interest_cap is None
    assert under(cap(), None).interest_cap is None
    assert under(cap(), SHUT).interest_cap is None


def test_whether_an_exception_holds_that_nobody_knows_is_asked_for() -> None:
    with pytest.raises(NotModelled) as refused:
        under(cap(), unless_untold("court"))
    assert [(fault.code, fault.path) for fault in refused.value.faults] == [("missing_fact", "court")]


@pytest.mark.parametrize(
    ("ceiling", "base", "most"),
    [
        (cap(), 100_00, 50_00),
        (cap(percent=100), 100_00, 100_00),
        (cap(percent=33), 1_01, 33),  # a third of 1.01, 33.33 cents: what is begun of a cent is not owed
        (cap(), 0, 0),
        (cap(of="credit"), 80_00, 40_00),
        (cap(of="credit", excess="counted"), 80_00, 20_00),  # 20.00 of the claim are charges already
        (cap(of="credit", excess="counted"), 100_00, 50_00),
        (cap(of="credit", excess="counted"), 120_00, 60_00),  # a claim below the credit adds nothing
        (cap(of="credit", excess="counted"), 60_00, 0),  # 30.00 less 40.00 is nothing
        (cap(of="credit", excess="ignored"), 60_00, 30_00),
    ],
)
def test_a_ceiling_is_a_share_of_what_it_names_less_what_the_claim_holds_beyond_it(
    ceiling: m.InterestCap, base: int, most: int
) -> None:
    assert under(ceiling, base=base).interest_cap == most


def test_a_credit_note_lowers_the_principal_and_no_other_sum() -> None:
    assert under(cap(), credited=40_00).interest_cap == 30_00
    assert under(cap(of="credit"), credited=40_00).interest_cap == 50_00
    assert under(cap(), credited=120_00).interest_cap == 0


def test_a_sum_that_nobody_knows_is_asked_for_by_its_claim() -> None:
    with pytest.raises(NotModelled) as refused:
        under(cap(of="credit"), base=None)
    assert [(fault.code, fault.path) for fault in refused.value.faults] == [("missing_fact", "claims[0].credit")]


def test_the_words_for_what_stands_beside_it_are_kinds_of_lines() -> None:
    assert under(cap()).beside_cap == frozenset()
    assert under(cap(beside=("fees",))).beside_cap == {"reminder_fee", "hand_over_fee", "compensation"}
    assert under(cap(beside=("costs",))).beside_cap == {
        "collection_cost", "court_fee", "enforcement_cost", "awarded_cost",
    }  # fmt: skip
    assert under(cap(beside=("court_costs", "compensation"))).beside_cap == {
        "court_fee", "awarded_cost", "compensation",
    }  # fmt: skip


@pytest.mark.parametrize(("paid", "frees"), [("frees", True), ("counts", False)])
def test_whether_what_is_paid_frees_is_remembered(paid: str, frees: bool) -> None:
    assert under(cap(paid=paid), paid_frees=not frees).paid_frees is frees


# What happens to it ----------------------------------------------------------------------------------------


def followed(
    kind: str, *, ceiling: m.InterestCap | None, on: str = "2026-06-01", **told: object
) -> tuple[State, Account]:
    """A claim of 100.00 with a ceiling of 50.00 after an event; told is what else is so of it."""
    one = account()
    one.interest_rule = rule(ceiling).record
    for name, value in ({"interest_cap": 50_00, "from_day": day("2026-02-01")} | told).items():
        setattr(one, name, value)
    state = State(one, book=Book(facts={"principal": 100_00}))
    state.ledger.add(line(lawful=10_00))
    follow_ceiling(state, kind, day(on), [one])  # type: ignore[arg-type]
    return state, one


def test_a_credit_note_sets_it_anew_and_other_events_leave_it() -> None:
    _, one = followed("credit_note", ceiling=cap(), credited=20_00)
    assert one.interest_cap == 40_00
    _, one = followed("payment", ceiling=cap(), credited=20_00)
    assert one.interest_cap == 50_00
    assert one.anew_from is None
    _, one = followed("credit_note", ceiling=cap(), credited=20_00, interest_cap=None)
    assert one.interest_cap is None
    _, one = followed("credit_note", ceiling=None, credited=20_00)
    assert one.interest_cap == 50_00
    _, one = followed("credit_note", ceiling=cap(), credited=20_00, interest_rule=None)
    assert one.interest_cap == 50_00


def test_the_first_claim_without_a_ceiling_does_not_keep_the_next_from_its_own() -> None:
    one, other = account(0), account(1)
    other.interest_rule, other.interest_cap, other.credited = rule(cap()).record, 50_00, 20_00
    state: Any = State(one, other, book=Book(facts={"principal": 100_00}))
    follow_ceiling(state, "credit_note", day("2026-06-01"), [one, other])
    assert (one.interest_cap, other.interest_cap) == (None, 40_00)


@pytest.mark.parametrize(("accrued", "left"), [(60_00, 40_00), (40_00, 40_00), (39_99, 39_99), (0, 0)])
def test_an_act_that_it_names_lifts_it_and_what_lay_beyond_is_not_owed(accrued: int, left: int) -> None:
    _, one = followed("sued", ceiling=cap(until=("sued",)), accrued=accrued * SCALE)
    # 10.00 of the 50.00 are a fee's
    assert (one.interest_cap, one.before_anew, one.accrued) == (None, 40_00, left * SCALE)
    assert one.anew_from == day("2026-06-01")
    assert one.from_day == day("2026-06-01")  # the days before it are booked


def test_interest_that_begins_later_runs_anew_from_its_own_day() -> None:
    _, one = followed("sued", ceiling=cap(until=("sued",)), from_day=day("2026-07-01"))
    assert one.anew_from == day("2026-07-01")


def test_another_act_does_not_lift_it_and_nothing_is_left_of_a_full_one() -> None:
    _, one = followed("sued", ceiling=cap(until=("title",)), accrued=60_00 * SCALE)
    assert (one.interest_cap, one.before_anew, one.anew_from) == (50_00, 0, None)
    _, one = followed("sued", ceiling=cap(until=("sued",)), accrued=60_00 * SCALE, interest_cap=5_00)
    assert (one.before_anew, one.accrued) == (0, 0)
