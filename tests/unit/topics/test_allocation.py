"""Allocation on its own: order, the payer's choice, and that nothing is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collectrules.ground.errors import NotModelled
from collectrules.loader import model as m
from collectrules.topics.allocation import Debt, Joint, allocate, ranks_of, shares


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


# Costs that several claims have in common --------------------------------------------------------------------------


def three(law: m.Allocation = RULE) -> list[Debt]:
    """Three debts of 50, due one after the other."""
    return [debt(key, 10 * key, law, principal=50) for key in (1, 2, 3)]


def common(*claims: int, amount: int = 20, key: int = 3) -> Joint:
    return Joint(key, amount, frozenset(claims))


def test_joint_costs_come_before_the_first_of_their_claims() -> None:
    pieces, rest = allocate(110, three(), joint=[common(2, 3)])
    assert pieces == [(1, "principal", 50), (3, "joint_costs", 20), (2, "principal", 40)]
    assert rest == 0
    pieces, rest = allocate(200, three(), joint=[common(2, 3)])
    assert pieces == [(1, "principal", 50), (3, "joint_costs", 20), (2, "principal", 50), (3, "principal", 50)]
    assert rest == 30


def test_joint_costs_come_after_it_where_another_part_was_named() -> None:
    assert allocate(90, three(), "principal", [common(2, 3)])[0] == [
        (1, "principal", 50), (2, "principal", 40),
    ]  # fmt: skip
    assert allocate(110, three(), "principal", [common(2, 3)])[0] == [
        (1, "principal", 50), (2, "principal", 50), (3, "joint_costs", 10),
    ]  # fmt: skip
    assert allocate(30, three(), "costs", [common(1)])[0] == [(3, "joint_costs", 20), (1, "principal", 10)]


def test_of_one_debt_joint_costs_are_served_too() -> None:
    only = [debt(1, 10, interest=5, principal=50)]
    assert allocate(30, only, joint=[common(1, key=1)]) == ([
        (1, "joint_costs", 20), (1, "interest", 5), (1, "principal", 5),
    ], 0)  # fmt: skip
    assert allocate(100, only, joint=[common(1, key=1)])[1] == 25
    assert allocate(15, only, joint=[common(1, key=1)]) == ([(1, "joint_costs", 15)], 0)


def test_a_claim_of_which_only_joint_costs_are_open_is_served_with_them() -> None:
    debts = [debt(1, 10), debt(2, 20, principal=50)]
    assert allocate(30, debts, joint=[common(1, key=1)])[0] == [(1, "joint_costs", 20), (2, "principal", 10)]
    assert allocate(30, debts, joint=[common(9, key=9)])[0] == [(2, "principal", 30)]


def test_several_joint_costs_are_served_in_their_order_and_once() -> None:
    costs = [common(2, 3, amount=10, key=2), common(1, amount=5, key=1), common(1, 3, amount=7)]
    assert allocate(300, three(), joint=costs) == ([
        (1, "joint_costs", 5), (3, "joint_costs", 7), (1, "principal", 50), (2, "joint_costs", 10),
        (2, "principal", 50), (3, "principal", 50),
    ], 128)  # fmt: skip
    assert len(costs) == 3  # what was handed over stays as it was


def test_part_by_part_joint_costs_come_before_all_or_after_all() -> None:
    law = rule("part_by_part")
    debts = [debt(1, 10, law, interest=5, principal=50), debt(2, 20, law, interest=5, principal=50)]
    assert allocate(27, debts, joint=[common(2, key=2)])[0] == [
        (2, "joint_costs", 20), (1, "interest", 5), (2, "interest", 2),
    ]  # fmt: skip
    assert allocate(115, debts, "interest", [common(2, key=2)])[0][-1] == (2, "joint_costs", 5)


# Words of the order ------------------------------------------------------------------------------------------------


def two(word: str, one: dict[str, object], other: dict[str, object]) -> int:
    """Which of two debts of 50 a law serves first that orders them by one word; else they stand as given."""
    law = rule(between=(word,), debtor="none")
    plain = {"due": 10, "undue": False, "arose": 10, "designated": False}
    debts = [
        Debt(key=key, slots={"principal": 50}, rule=law, **(plain | told)) for key, told in enumerate((one, other))
    ]
    ((first, _, _),) = allocate(50, debts)[0]
    return first


@pytest.mark.parametrize(
    ("word", "one", "other", "first"),
    [
        ("oldest", {"arose": 5, "due": 9}, {"arose": 4, "due": 10}, 1),
        ("oldest", {"arose": 4, "due": 10}, {"arose": 5, "due": 9}, 0),
        ("due_earliest", {"arose": 4, "due": 10}, {"arose": 5, "due": 9}, 1),
        ("debtor_choice", {}, {"designated": True}, 1), ("creditor_choice", {}, {"designated": True}, 1),
        ("debtor_choice", {"designated": True}, {}, 0), ("creditor_choice", {"designated": True}, {}, 0),
        ("enforced_first", {}, {"enforced": 99}, 1), ("enforced_first", {"enforced": 99}, {}, 0),
        ("enforced_first", {"enforced": 99}, {"enforced": 98}, 1),
        ("enforced_first", {"enforced": 0}, {"enforced": 1}, 0),
        ("least_secured", {"security": 1}, {"security": 0}, 1), ("least_secured", {"security": 1}, {"security": 2}, 0),
        ("most_burdensome", {"burden": 1}, {"burden": 2}, 1), ("most_burdensome", {"burden": 1}, {}, 0),
        ("due_earliest", {}, {}, 0),
    ],
)  # fmt: skip
def test_each_word_orders_two_debts(word: str, one: dict[str, object], other: dict[str, object], first: int) -> None:
    assert two(word, one, other) == first


def test_the_choice_of_the_creditor_counts_where_that_of_the_debtor_does_not() -> None:
    law = rule(choice=m.Choice(debtor="none", creditor="binds"), between=("due_earliest",))
    debts = [debt(0, 10, law, interest=5, principal=50), debt(1, 20, law, interest=5, principal=50, designated=True)]
    assert allocate(60, debts)[0] == [(1, "interest", 5), (1, "principal", 50), (0, "interest", 5)]
    assert allocate(52, debts, "principal")[0] == [(1, "principal", 50), (1, "interest", 2)]


def test_what_was_named_comes_first_though_it_is_not_due() -> None:
    debts = [
        debt(0, 10, principal=10), debt(1, 20, undue=True, principal=10),
        debt(2, 30, undue=True, designated=True, principal=10), debt(3, 40, designated=True, principal=10),
    ]  # fmt: skip
    assert [key for key, _, _ in allocate(40, debts)[0]] == [3, 2, 0, 1]
    assert allocate(25, debts) == ([(3, "principal", 10), (2, "principal", 10), (0, "principal", 5)], 0)


def test_debts_without_an_order_of_their_own_when_undue_keep_the_other() -> None:
    law = rule(between=("due_earliest",))
    debts = [debt(0, 20, law, undue=True, principal=10), debt(1, 10, law, undue=True, principal=10)]
    assert [key for key, _, _ in allocate(20, debts)[0]] == [1, 0]


def test_rules_that_differ_in_their_walk_or_part_by_part_in_their_parts_do_not_agree() -> None:
    walks = [debt(0, 10, rule(), principal=10), debt(1, 20, rule("part_by_part", name="p"), principal=10)]
    parts = [
        debt(0, 10, rule("part_by_part"), principal=10),
        debt(1, 20, rule("part_by_part", within=("principal", "interest")), principal=10),
    ]
    for debts in (walks, parts):
        with pytest.raises(NotModelled) as caught:
            allocate(20, debts)
        assert (caught.value.code, caught.value.faults[0].path) == ("allocation", "allocation")


def test_nobody_asks_for_the_order_of_debts_that_the_money_does_not_reach() -> None:
    debts = [
        debt(0, 10, designated=True, principal=50), debt(1, 20, rule(name="one"), principal=50),
        debt(2, 30, rule(name="other", between=("oldest",)), principal=50),
    ]  # fmt: skip
    assert allocate(50, debts) == ([(0, "principal", 50)], 0)
    with pytest.raises(NotModelled):
        allocate(51, debts)


def test_parts_of_one_rank_of_debts_that_stand_alike_share_together() -> None:
    """60 over fees of 10 and 20 and interest of 30 and 60 are half of each."""
    law = rule("part_by_part", debtor="none", between=("in_proportion",), within=(("fees", "interest"), "principal"))
    debts = [debt(0, 10, law, fees=10, interest=30, principal=9), debt(1, 20, law, fees=20, interest=60, principal=9)]
    assert allocate(60, debts) == (
        [(0, "fees", 5), (0, "interest", 15), (1, "fees", 10), (1, "interest", 30)], 0,
    )  # fmt: skip


def test_what_a_part_that_was_named_shares_its_rank_with_waits() -> None:
    law = rule(within=(("fees", "principal"), "interest"))
    found = [debt(0, 10, law, fees=10, principal=50, interest=5)]
    assert allocate(62, found, "principal")[0] == [(0, "principal", 50), (0, "fees", 10), (0, "interest", 2)]
    assert allocate(30, found, "interest")[0] == [(0, "interest", 5), (0, "fees", 4), (0, "principal", 21)]


def test_nothing_paid_serves_nothing_and_no_debt_leaves_all() -> None:
    assert allocate(0, three()) == ([], 0)
    assert allocate(0, three()[:1]) == ([], 0)
    assert allocate(7, []) == ([], 7)
    assert allocate(60, three()[:1]) == ([(1, "principal", 50)], 10)


def test_an_order_that_hangs_on_a_reading_is_refused() -> None:
    open_ = m.ByReading(reading="r", options={})
    with pytest.raises(NotModelled) as caught:
        ranks_of(rule(within=open_))
    assert (caught.value.code, caught.value.faults[0].path) == ("reading_open", "allocation.within")
    assert ranks_of(rule(within=("costs", ("fees", "interest")))) == [("costs",), ("fees", "interest")]


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
