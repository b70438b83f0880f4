"""What the law allows of a fee and of an act: when it falls due, how much of it, and what speaks against it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from collectrules.fold.conditions import NEVER, Fact, Gate, Table, Term
from collectrules.fold.judging import (
    Verdict,
    View,
    act_verdict,
    amount_of,
    borne,
    cap_law,
    frame_of,
    governing,
    room_for,
    room_of,
)
from collectrules.fold.ledger import Account
from collectrules.fold.moments import Moment
from collectrules.fold.rules import ActRule, CapRule, FeeRule, FeeVariant
from collectrules.ground.errors import NotModelled
from collectrules.loader import model as m
from collectrules.nouns.claims import AgreedFee, Agreements
from collectrules.nouns.dated import History, Version
from collectrules.topics.accrual import SCALE
from collectrules.topics.tariffs import Compiler, Working
from tests.unit.fold.moments import (
    OPEN,
    SHUT,
    Book,
    about,
    account,
    act,
    charge,
    day,
    line,
    moment,
    unless_untold,
    untold,
)  # fmt: skip

TEN = m.Amount(is_=10)
SINCE = day("2000-01-01")
FAMILY = "reminder/reminder"


def history(amount: m.Amount | None, law: tuple[str, ...] = (), certainty: str = "sure") -> History[Any]:
    """A figure that has held since 2000; without an amount nobody knows it."""
    compiler = Compiler(100)
    value = None if amount is None else compiler.formula(amount)
    flat = None if amount is None else compiler.whole(amount)
    return History("figure", [Version(SINCE, None, value, law, certainty, flat)])


def variant(
    amount: m.Amount | None = TEN, *, gate: Gate = OPEN, law: tuple[str, ...] = ("L row",),
    row: str = "sure", plain: bool = False, unmet: tuple[str, ...] = (), once: object = (), limits: object = (),
    **told: object,
) -> FeeVariant:  # fmt: skip
    """A fee on reminders of 10.00."""
    given: dict[str, Any] = {
        "name": "f", "what": "f", "law": ("L fee",), "act": "reminder", "part": "reminder",
        "amount": amount or m.Amount(is_=0),
    }  # fmt: skip
    record = m.Fee(**given | told)
    return FeeVariant(
        {}, record, gate, once, history(amount, law, row), (), limits, None, plain=plain, unmet=unmet,
    )  # fmt: skip


def fee(one: FeeVariant, *gates: Gate, name: str = "f", family: str = FAMILY) -> FeeRule:
    return FeeRule(name, family, one.record, (one,), gates or (one.gate,))


def vat(percent: int, certainty: str = "sure") -> Callable[..., Any]:
    """The named values of a law that has but a rate of VAT."""

    def named(_moment: Moment, _options: object = None) -> Callable[..., Fraction]:
        def value(name: str, _value: Fraction | None, working: Working) -> Fraction:
            assert name == "vat"
            working.laws.append("L vat")
            working.certainty = certainty
            return Fraction(percent)

        return value

    return named


def at(on: str = "2026-06-15", one: Account | None = None, **told: object) -> Moment:
    book = {"named": vat(25), "framed": lambda one: one.record.amount.between is not None}
    book |= {
        name: told.pop(name)
        for name in ("numbers", "named", "facts", "fees", "acts", "chosen", "binding")
        if name in told
    }
    return moment(one or account(), on=on, book=Book(**book), **told)


def view(one: FeeVariant | None = None, on: str = "2026-06-15", claim: Account | None = None, **told: object) -> View:
    used = one or variant()
    return View(fee(used), used, at(on, claim, **told))


def faults(refused: object) -> list[tuple[str, str | None]]:
    return [(fault.code, fault.path) for fault in refused.value.faults]


# When a fee falls due --------------------------------------------------------------------------------------


def after(days: int | str, word: str = "claim.due", law: str = "L wait") -> m.Period:
    return m.Period(after=(word,), days=days, law=(law,) if law else ())


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


def limit(gate: Gate = OPEN, **told: object) -> tuple[Gate, m.Limit]:
    return gate, m.Limit(**{"per": "claim", "law": ("L limit",)} | told)


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


# Ceilings over several charges -----------------------------------------------------------------------------


def capped(most: int | None, accrued: int = 0, *lines: object, beside: tuple[str, ...] = ()) -> Moment:
    """A claim whose interest and charges have a ceiling together."""
    one = account()
    one.interest_cap, one.accrued, one.beside_cap = most, accrued * SCALE, frozenset(beside)
    one.interest_rule = SimpleNamespace(  # type: ignore[assignment]
        cap=m.InterestCap(percent=100, of="principal", law=("L cap",)), law=("L interest",),
        round=m.Rounding(mode="half_up", to=1),
    )  # fmt: skip
    found = at(one=one)
    for each in lines:
        found.state.ledger.add(each)
    return found


def test_a_ceiling_leaves_for_a_fee_what_interest_and_charges_leave() -> None:
    assert room_for("reminder_fee", capped(None)) is None
    assert room_for("reminder_fee", capped(50_00)) == 50_00
    assert room_for("reminder_fee", capped(50_00, 20_00, line(lawful=10_00))) == 20_00
    assert room_for("reminder_fee", capped(50_00, 60_00)) == 0
    assert room_for("court_fee", capped(50_00, 60_00, beside=("court_fee",))) is None
    assert room_for("reminder_fee", capped(50_00, 60_00, beside=("court_fee",))) == 0


def test_the_part_of_a_fee_says_which_kind_of_line_it_is() -> None:
    beside = capped(50_00, beside=("court_fee",))
    assert room_of(variant(part="court").record, beside) is None
    assert room_of(variant(part="collection").record, beside) == 50_00
    assert room_of(variant().record, beside) == 50_00


@pytest.mark.parametrize(("most", "allowed"), [(None, True), (1, True), (0, False)])
def test_a_fee_for_which_nothing_is_left_is_not_allowed(most: int | None, allowed: bool) -> None:
    used = variant()
    found = View(fee(used), used, capped(most))
    assert (found.room, found.due, found.allowed) == (most, True, allowed)


def test_the_law_of_the_ceiling_is_its_own_or_that_of_interest() -> None:
    one = capped(50_00).account
    assert cap_law(one) == ("L cap",)
    one.interest_rule.cap = m.InterestCap(percent=100, of="principal")  # type: ignore[union-attr,misc]
    assert cap_law(one) == ("L interest",)
    one.interest_rule.cap = None  # type: ignore[union-attr,misc]
    assert cap_law(one) == ()
    one.interest_rule = None
    assert cap_law(one) == ()


def test_the_ceiling_is_asked_before_a_fee_is_charged_and_its_law_named() -> None:
    plain = variant(plain=True)
    amount, working = amount_of(plain, capped(6_00))
    assert (amount, working.laws) == (6_00, ["L fee", "L row", "L cap"])
    assert amount_of(plain, capped(6_00), capped=False)[0] == 10_00
    assert amount_of(plain, capped(12_00))[0] == 10_00
    named = variant(plain=True, law=("L cap",))
    assert amount_of(named, capped(6_00))[1].laws == ["L fee", "L cap"]


def over(*names: str, most: int = 25, per: object = "claim", gate: Gate = OPEN, soft: Gate | None = None) -> CapRule:
    record = m.Cap(name="c", what="c", law=("L over",), over=names, amount=m.Amount(is_=most), per=per)
    return CapRule(record, gate, soft, history(record.amount, ("L over",)))  # type: ignore[arg-type]


def under(*caps: CapRule, lines: object = ()) -> Moment:
    one, other = account(0), account(1)
    one.law.caps = caps  # type: ignore[misc]
    found = at(one=one)
    found.state.ledger.accounts.append(other)
    for each in lines:
        found.state.ledger.add(each)
    return found


BEFORE = (line(fee="f"), line(fee="g", lawful=7_00), line(fee="h", lawful=20_00), line(1, fee="f", lawful=3_00))


@pytest.mark.parametrize(
    ("cap", "amount"),
    [
        (over("f", "g"), 8_00),  # 25.00 less 10.00 and 7.00 of the claim
        (over("f", "g", per="case"), 5_00),  # less 3.00 of another claim too
        (over("f", "g", most=27), 10_00),
        (over("f", "g", most=17), 0),
        (over("f", "g", most=10), 0),
        (over("f", "g", most=10, gate=SHUT), 10_00),
        (over("g", most=0), 10_00),  # it is over other fees
        (over("f", "g", most=10, soft=OPEN), 10_00),  # it may be exceeded
        (over("f", "g", most=10, soft=SHUT), 0),
    ],
)
def test_the_later_fee_yields_to_those_that_were_charged(cap: CapRule, amount: int) -> None:
    assert amount_of(variant(plain=True), under(cap, lines=BEFORE))[0] == amount


def test_the_lowest_of_several_ceilings_counts_and_those_that_do_not_hold_do_not_end_the_search() -> None:
    caps = (over("f", most=5, gate=SHUT), over("f", most=19), over("f", most=12), over("f", most=18))
    assert amount_of(variant(), under(*caps, lines=BEFORE))[0] == 2_00
    assert amount_of(variant(), under(*caps, lines=BEFORE), capped=False)[0] == 10_00


# How much --------------------------------------------------------------------------------------------------


def test_a_plain_figure_is_the_fee_with_its_law_and_its_version() -> None:
    amount, working = amount_of(variant(plain=True), at())
    assert (amount, working.laws, working.version_from) == (10_00, ["L fee", "L row"], SINCE)
    amount, working = amount_of(variant(law=("L fee", "L row")), at())
    assert (amount, working.laws) == (10_00, ["L fee", "L row"])


@pytest.mark.parametrize(
    ("part", "laws"),
    [("court", ["L row"]), ("enforcement", ["L row"]), ("disbursement", ["L row"]), ("collection", ["L fee", "L row"])],
)
def test_an_official_tariff_rests_on_the_act_of_its_row(part: str, laws: list[str]) -> None:
    assert amount_of(variant(part=part), at())[1].laws == laws


@pytest.mark.parametrize(
    ("own", "row", "weakest"),
    [
        ("sure", "unclear", "unclear"),
        ("sure", "provisional", "provisional"),
        ("unclear", "provisional", "unclear"),
        ("unclear", "sure", "unclear"),
        ("sure", "sure", "sure"),
    ],
)
def test_the_weaker_certainty_of_rule_and_row_counts(own: str, row: str, weakest: str) -> None:
    assert amount_of(variant(certainty=own, row=row), at())[1].certainty == weakest


def test_words_that_are_not_computed_are_refused() -> None:
    with pytest.raises(NotModelled) as refused:
        amount_of(variant(unmet=("fee.f.less",)), at())
    assert faults(refused) == [("word_not_computed", "fee.f.less")]


def test_a_fee_is_taken_of_a_sum_of_the_case_or_of_one_that_is_given() -> None:
    share = variant(m.Amount(percent=10), of="worth")
    amount, working = amount_of(share, at(facts={"worth": 50_00}))
    assert (amount, working.of) == (5_00, 50_00)
    amount, working = amount_of(share, at(facts={"worth": 50_00}), value=Fraction(80_00))
    assert (amount, working.of) == (8_00, 80_00)
    with pytest.raises(NotModelled) as refused:
        amount_of(share, at(facts={"worth": 50_00}), of_case=False)
    assert faults(refused) == [("missing_value", "value")]


def test_a_fee_of_the_other_fees_of_its_matter_is_taken_of_them() -> None:
    found = at()
    named = variant(m.Amount(percent=10), of="fees_of_matter", matter="suit", matter_begins=()).record
    found.state.book.profile = SimpleNamespace(
        base={}, fee={"f": named, "g": variant(name="g", matter="suit").record, "h": variant(name="h").record},
    )  # fmt: skip
    for each in (line(fee="g", lawful=30_00), line(fee="h", lawful=99_00), line(fee="f", lawful=99_00)):
        found.state.ledger.add(each)
    share = variant(m.Amount(percent=10), of="fees_of_matter", matter="suit", matter_begins=())
    assert amount_of(share, found)[0] == 3_00


def test_a_sum_is_rounded_once_to_the_unit() -> None:
    share = variant(m.Amount(percent=10), of="worth", vat="add")
    # 10 % of 0.33 are 3.3 cents, with 25 % VAT 4.125
    assert amount_of(share, at(facts={"worth": 33}))[0] == 4
    # 10 % of 0.36 are 3.6 cents, with VAT 4.5: half goes up; rounded before, it would be 4 × 1.25 = 5 too
    assert amount_of(share, at(facts={"worth": 36}))[0] == 5
    # 10 % of 0.28 are 2.8 cents, with VAT 3.5; rounded before, it would be 3 × 1.25 = 3.75
    assert amount_of(share, at(facts={"worth": 28}))[0] == 4
    # 10 % of 0.35 are 3.5 cents, with VAT 4.375; rounded before, it would be 4 × 1.25 = 5
    assert amount_of(share, at(facts={"worth": 35}))[0] == 4


@pytest.mark.parametrize(
    ("word", "recovers", "lenient", "amount", "assumed"),
    [
        (None, None, False, 10_00, False), ("included", False, True, 10_00, False), ("add", True, False, 12_50, False),
        ("add", None, False, 12_50, False), ("add_if_not_deductible", True, True, 10_00, False),
        ("add_if_not_deductible", False, False, 12_50, False), ("add_if_not_deductible", None, False, 10_00, True),
        ("add_if_not_deductible", None, True, 12_50, True),
    ],
)  # fmt: skip
def test_vat_comes_on_top_where_the_law_lets_it(
    word: object, recovers: bool | None, lenient: bool, amount: int, assumed: bool
) -> None:
    found = at(named=vat(25, "provisional"))
    found.state.case.creditor = SimpleNamespace(recovers_vat=recovers)
    asked, working = amount_of(variant(vat=word), found, lenient=lenient)
    assert asked == amount
    added = amount == 12_50
    assert working.tax == (Fraction(1, 4) if added else 0)
    assert working.certainty == ("provisional" if added else "sure")
    assert working.laws == ["L fee", "L row", *(["L vat"] if added else [])]
    assert found.state.assumed == ([("creditor.recovers_vat", "no_vat")] if assumed else [])


def test_the_law_of_vat_is_named_once() -> None:
    assert amount_of(variant(vat="add", law=("L vat",)), at())[1].laws == ["L fee", "L vat"]


FRAME = m.Amount(between=(5, 20))


def test_a_frame_has_bounds_and_no_sum() -> None:
    with pytest.raises(NotModelled) as refused:
        amount_of(variant(FRAME), at())
    assert faults(refused) == [("unknown_figure", "amount.between")]
    assert (frame_of(variant(FRAME), at(), 0), frame_of(variant(FRAME), at(), 1)) == (5_00, 20_00)
    found = view(variant(FRAME))
    assert (found.framed, found.frame) == (True, (5_00, 20_00))
    found = view()
    assert (found.framed, found.frame) == (False, None)
    assert frame_of(variant(), at(), 0) is None


def test_a_frame_of_which_something_is_missing_is_not_shown() -> None:
    assert view(variant(FRAME, unmet=("fee.f.less",))).frame is None
    assert view(variant(FRAME, of="worth")).frame is None


@pytest.mark.parametrize(
    ("charge_", "amount", "path"),
    [("judge", 10, "fee.f"), ("judge", 0, "fee.f"), ("actual", 0, "fee.f"), ("actual", 10, None), (None, 0, None)],
)
def test_a_sum_that_no_law_fixes_is_unknown_but_for_what_was_laid_out(
    charge_: object, amount: int, path: str | None
) -> None:
    used = variant(m.Amount(is_=amount), charge=charge_)
    if path is not None:
        with pytest.raises(NotModelled) as refused:
            amount_of(used, at())
        assert faults(refused) == [("unknown_figure", path)]
    else:
        found, working = amount_of(used, at())
        assert (found, working.certainty) == (amount * 100, "provisional" if charge_ else "sure")


def test_the_error_says_whether_a_court_fixes_the_sum_or_somebody_laid_it_out() -> None:
    for charge_, expected in (("judge", "a sum that a court has fixed"), ("actual", "what was laid out")):
        with pytest.raises(NotModelled) as refused:
            amount_of(variant(m.Amount(is_=0), charge=charge_), at())
        assert [fault.expected for fault in refused.value.faults] == [expected]


def test_the_bound_of_a_frame_that_a_court_chooses_in_is_a_figure_all_the_same() -> None:
    assert amount_of(variant(FRAME, charge="judge"), at(), edge=1)[0] == 20_00


def test_what_earlier_bills_hold_of_a_fee_that_is_charged_together_comes_off() -> None:
    found = at()
    for each in (
        line(fee="f", lawful=4_00, fee_part=Fraction(4_00)), line(fee="g", lawful=3_00, fee_part=Fraction(3_00)),
    ):  # fmt: skip
        found.state.ledger.add(each)
    assert amount_of(variant(together=True), found)[0] == 6_00
    assert amount_of(variant(), found)[0] == 10_00


def test_a_view_asks_for_the_amount_as_it_is_told_to() -> None:
    used = variant(vat="add_if_not_deductible")
    found = View(fee(used), used, capped(8_00))
    assert (found.amount()[0], found.amount(capped=False)[0]) == (8_00, 10_00)
    assert found.amount(lenient=True, capped=False)[0] == 12_50


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
    other = fee(variant(name="b", gate=family("suit/court")), family("suit/court"), name="b", family="suit/court")
    assert names(governing(*several(own, other))) == ["a", "b"]


# Acts ------------------------------------------------------------------------------------------------------


def step(
    gate: Gate = OPEN, *, earliest: object = (), latest: object = (), limits: object = (), **told: object
) -> ActRule:
    given: dict[str, Any] = {"name": "suit", "what": "s", "law": ("L act",), "by": "creditor"}
    return ActRule("suit", m.Act(**given | told), gate, earliest, latest, limits=limits)


def verdict(rule: ActRule, on: str = "2026-06-15", **told: object) -> Verdict | None:
    return act_verdict(rule, at(on, **told), "e1")


def test_nothing_speaks_against_an_act_that_may_be_done() -> None:
    assert verdict(step()) is None
    assert verdict(step(in_stages=("overdue", "title"))) is None


def test_an_act_of_another_stage_is_told_with_the_stages_it_belongs_to() -> None:
    found = verdict(step(in_stages=("title", "suit")))
    assert (found.code, found.severity, found.event, found.claims) == ("step_wrong_stage", "breach", "e1", ("0",))
    assert (found.day, found.law) == (day("2026-06-15"), ("L act",))
    assert found.values == (("needed", "title or suit"), ("got", "overdue"))


def test_a_condition_that_does_not_hold_is_a_breach_and_an_unknown_one_a_doubt() -> None:
    found = verdict(step(about(1)))
    assert (found.code, found.severity, found.needs) == ("step_condition", "breach", ())
    assert found.values == (("fact", "index"), ("needed", "1"), ("got", "shown 0"))
    assert found.law == ("L 1",)
    found = verdict(step(untold("court")))
    assert (found.code, found.severity, found.needs) == ("step_fact_unknown", "doubt", ("court",))
    assert found.values == (("fact", "court"), ("needed", "true"), ("got", "shown None"))
    found = verdict(step(unless_untold("court")))
    assert (found.code, found.needs) == ("step_fact_unknown", ("court",))


def test_what_is_known_to_fail_is_told_before_what_nobody_knows() -> None:
    known, unknown = about(1).when[0], untold("court").when[0]
    both = Gate((Table((*unknown.terms, *known.terms), ("L both",)),), ())
    found = verdict(step(both))
    assert (found.code, dict(found.values)["fact"], found.law) == ("step_condition", "index", ("L both",))


def test_what_fails_under_an_open_reading_is_a_doubt_and_what_fails_under_none_goes_first() -> None:
    table = about(1).when[0]
    open_ = Gate((Table(table.terms, ("L read",), ("r",)),), ())
    found = verdict(step(open_))
    assert (found.code, found.severity, found.readings) == ("step_condition", "doubt", ("r",))
    found = verdict(step(open_), chosen={"r": "x"})
    assert (found.severity, found.readings) == ("breach", ())
    plain = Gate(open_.when, about(0).when)  # the exception holds, whatever is read
    found = verdict(step(plain))
    assert (found.severity, dict(found.values)["needed"], found.law) == ("breach", "not 0", ("L 1",))


@pytest.mark.parametrize(("by", "severity"), [("creditor", "breach"), ("court", "note"), ("debtor", "note")])
def test_only_what_the_creditor_does_is_a_breach(by: object, severity: str) -> None:
    assert verdict(step(in_stages=("title",), by=by)).severity == severity


def test_advice_forbids_nothing_unless_it_binds() -> None:
    unwise = step(in_stages=("title",), advice=True)
    assert verdict(unwise).severity == "note"
    assert verdict(unwise, binding={"suit": SHUT}).severity == "note"
    assert verdict(unwise, binding={"suit": OPEN}).severity == "breach"
    assert verdict(step(in_stages=("title",)), binding={"suit": SHUT}).severity == "breach"


def test_a_limit_that_is_used_up_is_told_with_its_number_and_unit() -> None:
    one = account()
    act(one, "suit", "2026-02-01", "2026-03-01")
    found = verdict(step(limits=(limit(at_most=2),)), one=one)
    assert (found.code, found.law, found.values) == ("step_limit", ("L limit",), (("at_most", "2"), ("per", "claim")))
    assert verdict(step(limits=(limit(at_most=3),)), one=one) is None
    found = verdict(step(limits=(limit(at_most=2, law=()),)), one=one)
    assert found.law == ("L act",)


@pytest.mark.parametrize(
    ("on", "early", "told"),
    [("2026-01-25", 0, True), ("2026-01-26", 0, False), ("2026-01-24", 2, False), ("2026-01-23", 2, True)],
)
def test_an_act_before_its_first_day_is_too_early_but_for_days_of_grace(on: str, early: int, told: bool) -> None:
    found = verdict(step(earliest=((OPEN, after(10)),), early_days=early), on)
    assert (found is not None) is told
    if told:
        assert (found.code, found.law, found.values) == (
            "step_too_early", ("L wait",), (("earliest", "2026-01-26"),),
        )  # fmt: skip


@pytest.mark.parametrize(("on", "told"), [("2026-01-25", False), ("2026-01-26", True)])
def test_an_act_after_its_last_day_is_too_late(on: str, told: bool) -> None:
    found = verdict(step(latest=((OPEN, after(10)),)), on)
    assert (found is not None) is told
    if told:
        assert (found.code, found.values) == ("step_too_late", (("latest", "2026-01-25"),))


def test_the_end_of_a_period_of_forfeiture_says_more_than_the_stage() -> None:
    late = {"latest": ((OPEN, after(10)),), "in_stages": ("title",)}
    assert verdict(step(late="void", **late)).code == "step_too_late"
    assert verdict(step(**late)).code == "step_wrong_stage"
    early = {"earliest": ((OPEN, after(999)),), "in_stages": ("title",)}
    assert verdict(step(late="void", **early)).code == "step_wrong_stage"


def doer(by: str) -> SimpleNamespace:
    return SimpleNamespace(record=SimpleNamespace(by=by))


@pytest.mark.parametrize(
    ("words", "acts", "missing", "needs"),
    [
        (("notice",), {}, "notice", ()),
        (("notice",), {"notice": "creditor"}, "notice", ()),
        (("ruling",), {"ruling": "court"}, "ruling", ("ruling",)),
        (("ruling.served", "ruling.received"), {"ruling": "court"}, "ruling", ("ruling",)),
        (("notice", "ruling"), {"notice": "creditor", "ruling": "court"}, "notice, ruling", ()),
        (("ruling", "reply"), {"reply": "debtor", "ruling": "court"}, "ruling, reply", ("ruling", "reply")),
        (("letter.received",), {"letter": "creditor"}, "letter", ("letter",)),  # it was sent, and may have arrived
        (("letter.served",), {"letter": "creditor"}, "letter", ()),
        (("notice.received",), {"notice": "creditor"}, "notice", ()),  # it was never sent
    ],
)
def test_what_others_do_may_have_happened_and_what_the_creditor_omits_is_his_fault(
    words: tuple[str, ...], acts: dict[str, str], missing: str, needs: tuple[str, ...]
) -> None:
    one = account()
    act(one, "letter", "2026-02-01")
    waits = tuple((OPEN, after(5, word)) for word in words)
    found = verdict(step(earliest=waits), one=one, acts={name: doer(by) for name, by in acts.items()})
    assert (found.code, found.values, found.needs) == ("step_missing_act", (("missing", missing),), needs)
    assert found.severity == ("doubt" if needs else "breach")


def test_a_closed_day_is_told_with_the_next_open_one() -> None:
    rest = m.Calendar(name="week", what="w", law=("L 4",), rest=("sat", "sun"))
    profile = SimpleNamespace(
        base={}, fee={}, memo={}, calendar={"week": rest}, counting={}, stay={}, holidays={}, days={},
        header=SimpleNamespace(regions=()),
    )  # fmt: skip

    def closed(on: str) -> Verdict | None:
        found = at(on)
        found.state.book.profile = profile
        return act_verdict(step(open_on="week", earliest=((OPEN, after(999)),)), found, "e1")

    found = closed("2026-06-13")
    assert (found.code, found.values) == ("step_closed_day", (("earliest", "2026-06-15"),))
    assert closed("2026-06-15").code == "step_too_early"
