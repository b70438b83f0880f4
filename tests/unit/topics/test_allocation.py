"""Allocation on its own: order, the payer's choice, and that nothing is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collectrules.ground.errors import NotModelled
from collectrules.loader import model as m
from collectrules.topics.allocation import Debt, allocate, shares


def rule(walk: str = "debt_by_debt", debtor: str = "binds", **words: object) -> m.Allocation:
    fields = {
        "what": "test", "law": ("law",), "between": ("debtor_choice", "due_before_undue", "due_earliest"),
        "choice": m.Choice(debtor=debtor), "walk": walk, "within": ("interest", "fees", "costs", "principal"),
    }  # fmt: skip
    return m.Allocation(**(fields | words))  # type: ignore[arg-type]


RULE = rule()


def debt(
    key: int, due: int, law: m.Allocation = RULE, *, designated: bool = False, undue: bool = False, **slots: int
) -> Debt:
    return Debt(key, due, undue, due, designated, slots, law)


def test_each_debt_is_emptied_before_the_next() -> None:
    debts = [debt(0, 20, interest=5, principal=100), debt(1, 10, interest=5, fees=10, principal=100)]
    pieces, rest = allocate(125, debts)
    assert pieces == [
        (1, "interest", 5),
        (1, "fees", 10),
        (1, "principal", 100),
        (0, "interest", 5),
        (0, "principal", 5),
    ]
    assert rest == 0


def test_each_part_is_emptied_before_the_next() -> None:
    law = rule("part_by_part")
    debts = [debt(0, 20, law, interest=5, principal=100), debt(1, 10, law, interest=5, fees=10, principal=100)]
    pieces, _ = allocate(30, debts)
    assert pieces == [(1, "interest", 5), (0, "interest", 5), (1, "fees", 10), (1, "principal", 10)]


def test_the_payer_chooses_the_debt_where_his_choice_binds() -> None:
    def debts(law: m.Allocation) -> list[Debt]:
        return [debt(0, 20, law, designated=True, principal=100), debt(1, 10, law, principal=100)]

    assert allocate(150, debts(rule()))[0] == [(0, "principal", 100), (1, "principal", 50)]
    assert allocate(150, debts(rule(debtor="none", between=("due_earliest",))))[0] == [
        (1, "principal", 100), (0, "principal", 50),
    ]  # fmt: skip


def test_the_payer_chooses_the_part_where_his_choice_binds() -> None:
    free, bound = rule(), rule(debtor="none")
    assert allocate(50, [debt(0, 10, free, interest=5, principal=100)], "principal")[0] == [(0, "principal", 50)]
    assert allocate(50, [debt(0, 10, bound, interest=5, principal=100)], "principal")[0] == [
        (0, "interest", 5), (0, "principal", 45),
    ]  # fmt: skip


def test_a_part_that_was_named_may_have_another_name_in_the_order() -> None:
    law = rule(within=("costs", "default_interest", "principal"))
    debts = [debt(0, 10, law, costs=7, default_interest=5, principal=100)]
    assert allocate(10, debts, "interest")[0] == [(0, "default_interest", 5), (0, "costs", 5)]


def test_parts_of_one_rank_share_in_proportion() -> None:
    """Of 50 over 60 and 30 that is 33.3 and 16.7: the larger fraction has the last unit."""
    law = rule(within=("costs", ("fees", "principal"), "interest"))
    debts = [debt(0, 10, law, costs=10, fees=30, principal=60, interest=9)]
    assert allocate(60, debts)[0] == [(0, "costs", 10), (0, "fees", 17), (0, "principal", 33)]
    assert allocate(105, debts)[0] == [(0, "costs", 10), (0, "fees", 30), (0, "principal", 60), (0, "interest", 5)]


@pytest.mark.parametrize(
    ("amount", "sums", "parts"),
    [
        (100, [300, 300, 300], [34, 33, 33]),  # equal fractions: the first
        (200, [300, 300, 300], [67, 67, 66]),
        (10, [1, 2, 4], [1, 2, 4]),  # no more than there is
        (5, [1, 2, 4], [1, 1, 3]),  # 0.714, 1.429, 2.857: to the last and the first
        (1, [5, 7], [0, 1]),
        (0, [5, 7], [0, 0]),
        (3, [], []),
    ],
)
def test_what_is_left_over_goes_to_the_largest_fractions(amount: int, sums: list[int], parts: list[int]) -> None:
    found = shares(amount, sums)
    assert found == parts
    assert sum(found) == min(amount, sum(sums))


def test_debts_that_stand_alike_share_in_proportion() -> None:
    """Debts 0 and 1 fell due on the same day: 100 over 105 and 315 are 25 and 75; debt 2 waits."""
    law = rule(between=("due_earliest", "in_proportion"), debtor="none")
    debts = [debt(0, 10, law, interest=5, principal=100), debt(1, 10, law, interest=15, principal=300),
             debt(2, 20, law, principal=100)]  # fmt: skip
    assert allocate(100, debts)[0] == [
        (0, "interest", 5), (0, "principal", 20), (1, "interest", 15), (1, "principal", 60)
    ]  # fmt: skip
    assert sum(part for key, _, part in allocate(430, debts)[0] if key == 2) == 10


def test_part_by_part_each_part_is_shared() -> None:
    """12 over interest of 5 and 15 are 3 and 9."""
    law = rule("part_by_part", between=("due_earliest", "in_proportion"), debtor="none")
    debts = [debt(0, 10, law, interest=5, principal=100), debt(1, 10, law, interest=15, principal=300)]
    assert allocate(12, debts)[0] == [(0, "interest", 3), (1, "interest", 9)]
    # 40 over principals of 100 and 300
    assert allocate(60, debts)[0][2:] == [(0, "principal", 10), (1, "principal", 30)]


@pytest.mark.parametrize(
    ("word", "first"), [("enforced_first", 2), ("least_secured", 1), ("most_burdensome", 0), ("due_earliest", 0)]
)
def test_the_order_between_debts(word: str, first: int) -> None:
    law = rule(between=(word, "due_earliest"), debtor="none")
    debts = [
        Debt(0, 10, False, 10, False, {"principal": 50}, law, None, 2, 9),
        Debt(1, 20, False, 20, False, {"principal": 50}, law, 80, 0, 5),
        Debt(2, 30, False, 30, False, {"principal": 50}, law, 70, 1, 5),
    ]
    assert allocate(50, debts)[0] == [(first, "principal", 50)]


def test_what_is_not_due_has_an_order_of_its_own() -> None:
    law = rule(between=("due_earliest",), if_undue=("least_secured", "in_proportion"), debtor="none")
    debts = [
        Debt(0, 10, True, 10, False, {"principal": 50}, law, None, 2),
        Debt(1, 20, True, 20, False, {"principal": 30}, law, None, 0),
        Debt(2, 30, True, 30, False, {"principal": 60}, law, None, 0),
    ]
    assert allocate(30, debts)[0] == [(1, "principal", 10), (2, "principal", 20)]
    due = Debt(3, 5, False, 5, False, {"principal": 7}, law)
    assert allocate(10, [*debts, due])[0] == [(3, "principal", 7), (1, "principal", 1), (2, "principal", 2)]


def test_debts_under_several_rules_keep_their_own_order_of_parts() -> None:
    one, other = rule(debtor="none"), rule(debtor="none", within=("principal", "interest", "fees", "costs"))
    debts = [debt(0, 10, one, interest=5, principal=100), debt(1, 20, other, interest=5, principal=100)]
    assert allocate(110, debts)[0] == [(0, "interest", 5), (0, "principal", 100), (1, "principal", 5)]


def test_rules_that_do_not_agree_which_debt_comes_first_are_told() -> None:
    one, other = rule(name="one"), rule(name="other", between=("oldest",))
    debts = [debt(0, 10, one, principal=100), debt(1, 20, other, principal=100)]
    with pytest.raises(NotModelled) as caught:
        allocate(50, debts)
    assert (caught.value.code, caught.value.faults[0].got) == ("allocation", "one, other")
    named = [debt(0, 10, one, principal=100, designated=True), debts[1]]
    assert allocate(50, named)[0] == [(0, "principal", 50)]
    # of a debt of which nothing is open nobody asks
    assert allocate(50, [debt(0, 10, one), debts[1]])[0] == [(1, "principal", 50)]


def test_what_is_not_due_comes_last_and_the_rest_is_credit() -> None:
    debts = [debt(0, 10, undue=True, principal=40), debt(1, 90, principal=40)]
    assert allocate(100, debts) == ([(1, "principal", 40), (0, "principal", 40)], 20)


SLOTS = ("interest", "fees", "costs", "principal")
DEBTS = st.lists(
    st.builds(
        lambda due, undue, chosen, sums: (due, undue, chosen, dict(zip(SLOTS, sums, strict=True))),
        st.integers(0, 50), st.booleans(), st.booleans(), st.tuples(*[st.integers(0, 500)] * 4),
    ),
    min_size=1, max_size=5,
)  # fmt: skip


@settings(derandomize=True, max_examples=100, deadline=None)
@given(DEBTS, st.integers(0, 6000), st.sampled_from(["debt_by_debt", "part_by_part"]))
def test_every_unit_lands_once_and_a_later_slot_waits_for_the_earlier(
    drawn: list[tuple[int, bool, bool, dict[str, int]]], amount: int, walk: str
) -> None:
    law = rule(walk)
    debts = [Debt(n, due, undue, due, chosen, sums, law) for n, (due, undue, chosen, sums) in enumerate(drawn)]
    pieces, rest = allocate(amount, debts)
    assert sum(part for *_, part in pieces) + rest == amount
    for found in debts:
        got = {slot: sum(part for key, name, part in pieces if (key, name) == (found.key, slot)) for slot in SLOTS}
        assert all(0 <= got[slot] <= found.slots[slot] for slot in SLOTS)
        for earlier, later in pairwise(SLOTS):
            assert got[later] == 0 or got[earlier] == found.slots[earlier]
    assert rest == max(amount - sum(sum(found.slots.values()) for found in debts), 0)


def test_an_order_in_doubt_is_not_chosen_by_itself() -> None:
    orders = {"a": ("interest", "principal"), "b": ("principal", "interest")}
    law = rule(within=m.ByReading("order", orders))
    with pytest.raises(NotModelled) as caught:
        allocate(10, [debt(0, 10, law, interest=5, principal=100)])
    assert caught.value.code == "reading_open"
