"""The compiled profile knows its own words only, and forgets what it has kept without changing an answer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import collectrules as cr
from collectrules.fold import rulebook as books
from collectrules.fold import sharing
from collectrules.fold.conditions import ConditionCompiler, _set_test, spoken
from collectrules.fold.facts import FACTS
from collectrules.fold.rulebook import rulebook
from collectrules.loader import model as m

SHARED = Path(__file__).parents[2] / "profiles/part_d"


def test_an_unknown_value_or_fact_is_named_and_the_nearest_with_it() -> None:
    book = rulebook(cr.load_profile("DK"))
    known = next(iter(book.profile.value))
    with pytest.raises(cr.BadInput) as caught:
        book.value(f"{known}x")
    assert (caught.value.code, caught.value.faults[0].nearest) == ("unknown_value", known)
    with pytest.raises(cr.BadProfile) as refused:
        book.fact("principl")
    assert (refused.value.code, refused.value.faults[0].nearest) == ("F49", "principal")


def test_an_unknown_reading_or_option_is_named() -> None:
    profile = cr.load_profile("DK")
    name, reading = next(iter(profile.reading.items()))
    for chosen, code in (({"no_such_doubt": "yes"}, "unknown_reading"), ({name: "no_such_way"}, "unknown_option")):
        with pytest.raises(cr.BadInput) as caught:
            rulebook(profile, chosen)
        assert caught.value.code == code
    assert rulebook(profile, {name: next(iter(reading.options))}).options[name] in reading.options


@pytest.mark.parametrize("words", [{"per": "matter"}, {"per": "case", "limits": (m.Limit(at_most=1, per="case"),)}])
def test_a_ceiling_of_another_kind_is_not_passed_over(words: dict[str, object]) -> None:
    cap = m.Cap(name="most", what="Most", law=(), over=("fee",), amount=m.Amount(is_=Decimal(1)), **words)  # type: ignore[arg-type]
    profile = replace(cr.load_profile(path=SHARED / "_base"), cap={"most": cap}, memo={})
    with pytest.raises(cr.NotModelled) as caught:
        rulebook(profile)
    assert caught.value.code == "word_not_computed"


def test_answers_stay_the_same_when_what_was_kept_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five claims of different kinds ask for more laws and rates than one; 5 % of 36,500.00 are 5.00 a day."""
    claims = [
        {"id": kind, "kind": kind, "amount": "36500.00", "due": "2021-06-30", "arose": "2021-01-01"}
        for kind in ("goods_or_services", "rent", "loan", "wage", "damages")
    ]
    parties = {"creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}}
    case = cr.load_case({"id": "c", "currency": "EUR", **parties, "claims": claims, "events": []})
    monkeypatch.setattr(books, "MOST_LAWS", 0)
    monkeypatch.setattr(sharing, "MOST_KINDS", 0)
    monkeypatch.setattr(books, "MOST_PATHS", 0)
    profile = replace(cr.load_profile(path=SHARED / "_d32"), memo={})
    assert cr.standing(case, profile, on="2021-07-10").owed.interest == 5 * 10 * 5


def test_a_condition_on_several_words_at_once_holds_only_with_all_of_them() -> None:
    both = m.Matcher(all_=("contract", "invoice"))
    assert spoken(both) == "contract and invoice"
    assert spoken(m.Matcher(any_of=("contract", "invoice"))) == "contract or invoice"
    found = [
        frozenset(),
        frozenset({"contract"}),
        frozenset({"contract", "invoice"}),
        frozenset("contract invoice x".split()),
    ]
    assert [_set_test(both)(have) for have in found] == [False, False, True, True]


def test_a_condition_on_an_unknown_fact_is_refused() -> None:
    with pytest.raises(cr.BadProfile) as caught:
        ConditionCompiler(FACTS, 100, {}).gate((m.Condition({"principl": m.Matcher(from_=1)}),))
    assert (caught.value.code, caught.value.faults[0].nearest) == ("F49", "principal")
