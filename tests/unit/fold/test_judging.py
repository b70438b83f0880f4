"""When a fee may be charged, who bears it, and which of several governs."""

from __future__ import annotations

import datetime as dt

import pytest

from collectrules.fold.conditions import NEVER, Fact, Gate, Table, Term
from collectrules.fold.judging import borne, governing
from collectrules.fold.ledger import Account
from collectrules.fold.moments import Moment
from collectrules.fold.rules import FeeRule
from collectrules.ground.errors import NotModelled
from collectrules.loader import model as m
from collectrules.nouns.claims import AgreedFee, Agreements
from tests.unit.fold.fees import FAMILY, after, at, fee, limit, variant, view
from tests.unit.fold.moments import OPEN, SHUT, about, account, act, charge, day, untold

# When a fee falls due --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("on", "due"), [("2026-01-25", False), ("2026-01-26", True), ("2026-12-31", True)])
def test_a_fee_falls_due_once_its_periods_are_over(on: str, due: bool) -> None:
    found = view(variant(once=((OPEN, after(10)),)), on)
    assert (found.due, found.earliest, found.missing, found.waited) == (due, day("2026-01-26"), (), ("L wait",))


def test_the_longest_of_its_periods_counts_with_its_law_or_that_of_the_fee() -> None:
    short, long, shut = (OPEN, after(5)), (OPEN, after("ten", law="")), (SHUT, after(99))
    for once in ((short, shut, long), (long, short, shut), (shut, long, short)):
        found = view(variant(once=once), numbers={"ten": 10})
        assert (found.earliest, found.waited) == (day("2026-01-26"), ("L fee",))
    first, same = (OPEN, after(5, law="L first")), (OPEN, after(5, law="L same"))
    assert view(variant(once=(first, same))).waited == ("L first",)


def test_a_fee_waits_for_an_anchor_but_not_for_a_first_time() -> None:
    once = ((OPEN, after(5, "warning")), (OPEN, after(5, "previous.charged")), (OPEN, after(5)))
    found = view(variant(once=once))
    assert (found.missing, found.earliest, found.due) == (("warning",), day("2026-01-21"), False)
    found = view(variant(once=once[1:]))
    assert (found.missing, found.due) == ((), True)


def test_without_periods_there_is_no_first_day() -> None:
    found = view()
    assert (found.earliest, found.missing, found.waited, found.last, found.agreed) == (None, (), (), None, None)
    assert found.due


@pytest.mark.parametrize(
    ("on", "due"), [("2026-02-28", False), ("2026-03-01", True), ("2026-03-31", True), ("2026-04-01", False)]
)
def test_a_fee_lives_from_its_first_to_its_last_day(on: str, due: bool) -> None:
    mortal = variant(from_=dt.date(2026, 3, 1), to=dt.date(2026, 3, 31))
    assert view(mortal, on).due is due
    assert (view(mortal).earliest, view(mortal).last) == (day("2026-03-01"), day("2026-03-31"))


def test_of_its_first_day_and_its_period_the_later_counts() -> None:
    once = ((OPEN, after(10)),)
    assert view(variant(once=once, from_=dt.date(2026, 3, 1))).earliest == day("2026-03-01")
    assert view(variant(once=once, from_=dt.date(2026, 1, 20))).earliest == day("2026-01-26")


def agreeing(**told: object) -> Account:
    """A claim on which reminders were charged on 1 February and 1 March, with terms on them."""
    terms = AgreedFee(amount="10.00", agreed_on=dt.date(2025, 1, 1), **told)  # type: ignore[arg-type]
    one = account(agreements=Agreements(reminder_fee=terms))
    charge(one, FAMILY, "2026-02-01", "2026-03-01")
    return one


@pytest.mark.parametrize(
    ("from_", "agreed", "earliest"),
    [
        (None, "2026-03-11", "2026-03-11"),  # ten days after 1 March
        ("2026-03-10", "2026-03-11", "2026-03-11"),
        ("2026-03-11", None, "2026-03-11"),  # the law says the same
        ("2026-03-12", None, "2026-03-12"),
    ],
)
def test_agreed_days_between_fees_count_where_they_end_later_than_the_law_has_it(
    from_: str | None, agreed: str | None, earliest: str
) -> None:
    found = view(variant(from_=from_ and dt.date.fromisoformat(from_)), claim=agreeing(gap_days=10))
    assert found.agreed == (None if agreed is None else day(agreed))
    assert found.earliest == day(earliest)


@pytest.mark.parametrize(("most", "beyond"), [(1, True), (2, True), (3, False), (None, False)])
def test_no_more_fees_than_were_agreed(most: int | None, beyond: bool) -> None:
    found = view(claim=agreeing(at_most=most))
    assert (found.beyond, found.due, found.allowed) == (beyond, not beyond, not beyond)


def test_a_condition_that_does_not_hold_keeps_a_fee_from_falling_due_and_is_told() -> None:
    found = view(variant(gate=about(1)))
    assert not found.due
    assert [(failure.fact, failure.got) for failure in found.failures] == [("index", 0)]
    assert view().failures == ()


def test_a_cost_that_is_booked_by_itself_needs_its_act() -> None:
    found = view(cost="court_fee")
    assert (found.missing, found.due) == (("reminder",), False)
    one = account()
    act(one, "reminder", "2026-02-01")
    assert view(claim=one, cost="court_fee").missing == ()
    assert view().missing == ()


@pytest.mark.parametrize(
    ("began", "came"), [(None, False), ("2026-06-14", True), ("2026-06-15", True), ("2026-06-16", False)]
)
def test_a_cost_that_belongs_to_default_needs_default(began: str | None, came: bool) -> None:
    one = account()
    one.interest_first = None if began is None else day(began)
    assert view(variant(act="default_began"), claim=one, cost="court_fee").due is came
    assert view(variant(act="other"), claim=one, cost="court_fee").due is False


def test_what_it_waits_for_comes_before_the_act_that_is_missing() -> None:
    found = view(variant(once=((OPEN, after(1, "warning")),)), cost="court_fee")
    assert found.missing == ("reminder", "warning")


# Limits ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("most", "reached"), [(1, True), (2, True), (3, False), ("two", True), ("three", False)])
def test_a_limit_is_used_up_once_its_number_is_reached(most: int | str, reached: bool) -> None:
    one = account()
    charge(one, FAMILY, "2026-02-01", "2026-03-01")
    shut, reached_one = limit(SHUT, at_most=0), limit(at_most=most)
    found = view(variant(limits=(shut, reached_one)), claim=one, numbers={"two": 2, "three": 3})
    assert found.exhausted == (reached_one[1] if reached else None)
    assert found.due is not reached


@pytest.mark.parametrize(("free", "reached"), [(1, False), (2, False), (3, True)])
def test_so_many_acts_are_free(free: int, reached: bool) -> None:
    one = account()
    act(one, "reminder", "2026-02-01", "2026-03-01")
    found = view(variant(limits=(limit(free=free), limit(at_most=1))), claim=one)
    assert (found.exhausted is not None) is reached
    if reached:
        assert found.exhausted == m.Limit(free=free, per="claim", law=("L limit",))


def test_what_is_free_is_told_without_the_number_that_may_be_charged() -> None:
    found = view(variant(limits=(limit(free=1, at_most=5),)))
    assert found.exhausted == m.Limit(free=1, at_most=None, per="claim", law=("L limit",))


def test_the_fees_that_were_free_before_do_not_end_the_search_for_a_limit() -> None:
    one = account()
    act(one, "reminder", "2026-02-01")
    charge(one, FAMILY, "2026-02-01")
    second = limit(at_most=1)
    assert view(variant(limits=(limit(free=1), second)), claim=one).exhausted == second[1]


# Who bears it, and what bars it ----------------------------------------------------------------------------


def said(on: str | None, *, awarded: bool | None = True, done: str | None = "2026-02-01") -> Account:
    """A claim on which an act was done, and a court said who bears costs."""
    one = account()
    one.costs_awarded = awarded
    if on is not None:
        one.kept["awarded_on"] = day(on)
    if done is not None:
        act(one, "reminder", done)
    return one


@pytest.mark.parametrize(
    ("on", "done", "before_award", "bears"),
    [
        ("2026-01-31", "2026-02-01", "not_owed", None),  # it was said of other costs
        ("2026-02-01", "2026-02-01", "not_owed", True),
        ("2026-03-01", "2026-02-01", "not_owed", True),
        ("2026-01-31", "2026-02-01", "in_doubt", True),
        (None, "2026-02-01", "not_owed", True),
        ("2026-01-31", None, "not_owed", True),
    ],
)
def test_what_a_court_said_before_the_act_was_said_of_other_costs(
    on: str | None, done: str | None, before_award: str, bears: bool | None
) -> None:
    record = variant(borne_by="loser", before_award=before_award).record
    assert borne(said(on, done=done), record) is bears
    refused = borne(said(on, awarded=False, done=done), record)
    assert refused is (None if bears is None else False)


@pytest.mark.parametrize(("awarded", "allowed"), [(None, False), (False, False), (True, True)])
def test_a_cost_that_falls_on_who_loses_is_allowed_once_it_is_awarded(awarded: bool | None, allowed: bool) -> None:
    found = view(variant(borne_by="loser"), claim=said(None, awarded=awarded))
    assert (found.borne, found.due, found.allowed) == (awarded, True, allowed)
    found = view(variant(borne_by="debtor"), claim=said(None, awarded=awarded))
    assert (found.borne, found.allowed) == (True, True)


def test_a_letter_may_bar_costs_of_collection_and_no_others() -> None:
    one = account()
    one.kept["costs_barred"] = ("e", ("L bar",), (("omitted", "sum"),))
    found = view(variant(part="collection"), claim=one)
    assert found.barred == (("L bar",), (("omitted", "sum"),))
    assert (found.due, found.allowed) == (True, False)
    assert view(claim=one).barred is None
    assert view(variant(part="collection")).barred is None
    assert view(variant(part="collection")).allowed


# Which fee governs -----------------------------------------------------------------------------------------


def several(*rules: FeeRule, displacers: object = None) -> tuple[list[FeeRule], Moment]:
    one = account()
    one.law.displacers = (displacers or {}).get  # type: ignore[misc,assignment]
    return list(rules), at(one=one)


def names(rules: list[FeeRule]) -> list[str]:
    return [rule.name for rule in rules]


def named(name: str, *gates: Gate, cautious: Gate | None = None, **told: object) -> FeeRule:
    first = cautious if cautious is not None else gates[0] if gates else OPEN
    return fee(variant(name=name, gate=first, **told), *(gates or (first,)), name=name)


def test_of_no_fees_none_governs_and_of_one_that_one() -> None:
    assert governing(*several()) == []
    assert names(governing(*several(named("a", SHUT)))) == ["a"]


def test_those_that_apply_govern_the_sure_ones_first() -> None:
    doubtful = named("a", SHUT, OPEN)  # it applies under another way of reading
    assert names(governing(*several(doubtful, named("b"), named("c", SHUT)))) == ["b", "a"]


def test_if_none_applies_the_first_that_is_not_ruled_out_for_good_tells_why() -> None:
    rules = several(named("a", SHUT), named("b", untold()), named("c", about(1)))
    assert names(governing(*rules)) == ["b"]
    rules = several(named("a", SHUT), named("b", Gate(NEVER, ())))
    assert names(governing(*rules)) == ["a"]


def test_a_fee_that_displaces_stands_instead_of_another_where_it_applies() -> None:
    base, other = named("a"), named("b", instead_of=("a",))
    assert names(governing(*several(base, other, displacers={"a": [other]}))) == ["b"]
    closed = named("b", SHUT, instead_of=("a",))
    assert names(governing(*several(base, closed, displacers={"a": [closed]}))) == ["a"]
    second = named("c", instead_of=("a",))
    found = several(base, closed, second, displacers={"a": [closed, second]})
    assert names(governing(*found)) == ["c"]


def test_a_fee_of_another_act_is_asked_by_its_own_counter() -> None:
    """Whether it applies hangs on how often its own act was charged, not the act in hand."""

    def family(name: str) -> Gate:
        fact = Fact("family", "word", lambda at_: at_.family)
        return Gate((Table((Term(fact, name.__eq__, m.Matcher(any_of=(name,)), name),), ()),), ())

    own = named("a", family(FAMILY))
    other = fee(
        variant(name="b", act="suit", gate=family("suit/court")), family("suit/court"), name="b", family="suit/court"
    )
    assert names(governing(*several(own, other))) == ["a", "b"]


def test_two_fees_of_one_letter_are_a_conflict_and_none_is_taken() -> None:
    with pytest.raises(NotModelled) as caught:
        governing(*several(named("a"), named("b")))
    (fault,) = caught.value.faults
    assert (fault.code, fault.expected, fault.got) == ("two_rules", "one fee of reminder", "a, b")
