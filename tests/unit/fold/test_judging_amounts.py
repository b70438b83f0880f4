"""How much of a fee the law allows: figure, value, VAT, frame, and the ceilings over several charges."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace

import pytest

from collectrules.fold.conditions import Gate
from collectrules.fold.judging import View, amount_of, cap_law, frame_of, room_for, room_of
from collectrules.fold.moments import Moment
from collectrules.fold.rules import CapRule
from collectrules.ground.errors import NotModelled
from collectrules.loader import model as m
from collectrules.topics.accrual import SCALE
from tests.unit.fold.fees import SINCE, at, faults, fee, history, variant, vat, view
from tests.unit.fold.moments import OPEN, SHUT, account, line

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
