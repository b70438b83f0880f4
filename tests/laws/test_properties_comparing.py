"""Comparisons under the law of every profile: what is listed is lawful, adds up, and stands in its order."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

import collectrules as cr
from tests.laws.properties import DAY, Document, few
from tests.laws.test_properties_plans import agreed, history, of, with_all

Compared = tuple[cr.Case, dt.date, cr.Comparison]
SHARES = st.integers(0, 100).map(lambda share: f"{share}%")
WAYS = ("full", "settle", "plan", "next_step")
KNOWN = {"missing_fact", "not_modelled", "unknown_figure", "word_not_computed", "nothing_owed"}


@st.composite
def bounds(draw: st.DrawFn, on: dt.date) -> Document:
    found: Document = {
        "discounts": draw(st.lists(SHARES, max_size=2)), "touch_principal": draw(st.booleans()),
        "counts": draw(st.lists(st.integers(1, 12), max_size=2)), "every": draw(st.sampled_from(["week", "month"])),
        "interest_free": draw(st.booleans()),
    }  # fmt: skip
    more: Document = {
        "least": draw(SHARES), "until": str(on + draw(st.integers(0, 400)) * DAY),
        "valid_until": str(on + draw(st.integers(0, 60)) * DAY),
        "least_instalment": draw(st.sampled_from(["0.00", "50.00"])),
    }  # fmt: skip
    return found | {word: more[word] for word in draw(st.sets(st.sampled_from(sorted(more))))}


@st.composite
def expectations(draw: st.DrawFn) -> Document:
    rates = st.integers(0, 2000).map(lambda part: f"{part // 100}.{part % 100:02}")
    chances = st.dictionaries(st.sampled_from(WAYS), SHARES)
    return {"chances": draw(chances)} | draw(st.fixed_dictionaries({}, optional={"cost_of_money": rates}))


@st.composite
def comparisons(draw: st.DrawFn, *, expected: bool = True) -> Compared:
    case, on = draw(history())
    wanted: Document = draw(expectations()) if expected else {}
    limits = draw(bounds(on))
    try:
        found = cr.compare(case, of(case), on=on, bounds=limits, expectations=wanted, assume="carry_forward")
    except (cr.BadInput, cr.NotModelled) as error:
        assume(error.code not in KNOWN)  # what Hypothesis calls it: another case
        raise
    return case, on, found


def settled(case: cr.Case, on: dt.date, way: Any) -> cr.SettlementOffer:  # noqa: ANN401
    return cr.settlement_offer(case, of(case), on=on, assume="carry_forward", **way.terms)


@few(15)
@given(question=comparisons())
def test_the_terms_of_an_option_give_the_same_sums_again(question: Compared) -> None:
    case, on, found = question
    for way in found.options:
        paid = [(one.on, one.amount) for one in way.payments]
        assert sum(amount for _, amount in paid) == way.pays
        assert way.days == (paid[-1][0] - on).days
        if way.kind == "full":
            assert paid == [(on, found.owed.total)]
        if way.kind == "settle":
            offer = settled(case, on, way)
            assert (way.pays, way.waived, way.touches_principal) == (offer.offer, offer.waived, offer.touches_principal)
            assert way.pays + offer.saving == found.owed.total
            assert 0 < way.pays < found.owed.total
        if way.kind == "plan":
            plan = cr.instalment_plan(case, of(case), on=on, **way.terms)
            assert paid == [(row.due, row.amount) for row in plan.instalments]
            assert way.pays == found.owed.total + plan.total_interest
        if way.kind == "next_step":
            stage = found.next_stage
            assert stage is not None
            assert way.pays == stage.total == found.owed.total + sum(one.amount for one in stage.added)
            assert way.nominal == way.pays - sum(cost.amount for cost in stage.advances)
        if way.kind != "next_step":
            assert way.nominal == way.pays


@few(15)
@given(question=comparisons())
def test_options_stand_best_first_and_each_is_worth_its_sums(question: Compared) -> None:
    _, on, found = question
    ranks = [(-way.value_creditor, way.pays, way.days) for way in found.options]
    assert ranks == sorted(ranks)
    rate = Fraction(found.cost_of_money or 0)
    for way in found.options:
        chance = Fraction(way.chance.rstrip("%")) / 100 if way.chance is not None else Fraction(1)
        today = sum(Fraction(one.amount) / (1 + rate * (one.on - on).days / 36500) for one in way.payments)
        spent = Fraction(way.pays - way.nominal) / (1 + rate * (way.payments[0].on - on).days / 36500)
        assert abs(Fraction(way.value_creditor) - (chance * today - spent)) <= Fraction(1, 200)
        assert way.value_debtor == (None if found.next_stage is None else found.next_stage.total - way.pays)
        assert way.value_creditor <= way.nominal or way.nominal < 0 or spent


@few(15)
@given(question=comparisons(expected=False))
def test_without_discount_and_with_certainty_the_value_is_the_sum(question: Compared) -> None:
    case, on, found = question
    assert all(way.value_creditor == way.nominal for way in found.options)
    sure = {"cost_of_money": "0", "chances": dict.fromkeys(WAYS, "100%")}
    again = cr.compare(case, of(case), on=on, expectations=sure, assume="carry_forward")
    assert all(way.value_creditor == way.nominal for way in again.options)


@few(15)
@given(question=comparisons())
def test_nothing_that_is_listed_is_found_fault_with_once_it_is_agreed(question: Compared) -> None:
    case, on, found = question
    for way in found.options:
        if way.kind == "plan":
            done = case.with_event(agreed(cr.instalment_plan(case, of(case), on=on, **way.terms)))
        elif way.kind == "settle":
            until = {} if "valid_until" not in way.terms else {"until": way.terms["valid_until"]}
            offer = {"id": "zz", "on": on, "kind": "settlement_offered", "amount": str(way.pays), **until}
            yes = {"id": "zz1", "on": on, "kind": "settlement_accepted", "of": "zz", "claims": list(found.claims)}
            done = with_all(case, offer | {"claims": list(found.claims)}, yes)
        else:
            continue
        audit = cr.audit(done, of(case), on=on, assume="carry_forward")
        assert {one.event for one in audit.findings if one.severity != "note"} & {"zz", "zz1"} == set()


@few(15)
@given(question=comparisons())
def test_what_is_left_out_has_a_reason_and_nothing_is_both_listed_and_left_out(question: Compared) -> None:
    _, _, found = question
    listed = [(way.kind, dict(way.terms)) for way in found.options]
    for left in found.left_out:
        assert left.because
        assert (left.kind, dict(left.terms)) not in listed
    assert ("next_step" in {way.kind for way in found.options}) != ("next_step" in {one.kind for one in found.left_out})
    assert cr.load(cr.dumps(found)) == found
