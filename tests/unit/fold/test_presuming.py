"""What a case leaves open, or what a law does not reckon with, is told with the answer."""

from __future__ import annotations

import pytest

from tests.unit.fold.laws import act, assumed, case, law

ON = "2021-03-31"


@pytest.mark.parametrize(("unverified", "told"), [(True, True), (False, False)])
def test_a_case_that_was_taken_in_unverified_says_so_in_every_answer(*, unverified: bool, told: bool) -> None:
    assert ("case_unverified" in assumed(case(unverified=unverified), law("_d18a"), ON)) is told


@pytest.mark.parametrize(
    ("words", "told"), [({"at_most": 1}, True), ({"gap_days": 30}, True), ({}, False)], ids=["how often", "gap", "none"]
)
def test_agreed_limits_of_fees_are_told_where_the_law_knows_no_such_fee(words: dict[str, int], *, told: bool) -> None:
    fee = {"amount": "5.00", "agreed_on": "2020-01-01", **words}
    facts = case(claims=({"agreements": {"reminder_fee": fee}},))
    assert ("agreed_limits_unused" in assumed(facts, law("_d29"), ON)) is told


@pytest.mark.parametrize(
    ("amounts", "told"), [(("10.00",), False), (("10.00", "20.00"), True), ((None, "20.00"), False)]
)
def test_a_further_part_that_is_opposed_is_told(amounts: tuple[str | None, ...], *, told: bool) -> None:
    objections = [
        act(f"2021-0{n}-01", "opposition", **({"amount": amount} if amount else {}))
        for n, amount in enumerate(amounts, 2)
    ]
    assert ("further_part_opposed" in assumed(case(*objections), law("_d09s"), "2021-04-30")) is told


def test_a_waiver_of_limitation_that_the_law_does_not_know_is_told() -> None:
    assert "limitation_waiver" in assumed(case(act("2021-02-01", "limitation_waived")), law("_d18a"), ON)
