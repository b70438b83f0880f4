"""Allocation on its own: order, the payer's choice, and that nothing is lost."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from collectrules.loader import model as m
from collectrules.topics.allocation import Debt, allocate


def rule(walk: str = "debt_by_debt", debtor: str = "binds", **words: object) -> m.Allocation:
    fields = {
        "what": "test", "law": ("law",), "between": ("debtor_choice", "due_before_undue", "due_earliest"),
        "choice": m.Choice(debtor=debtor), "walk": walk, "within": ("interest", "fees", "costs", "principal"),
    }  # fmt: skip
    return m.Allocation(**(fields | words))  # type: ignore[arg-type]


def debt(key: int, due: int, *, designated: bool = False, undue: bool = False, **slots: int) -> Debt:
    return Debt(key, due, undue, due, designated, slots)


def test_each_debt_is_emptied_before_the_next() -> None:
    debts = [debt(0, 20, interest=5, principal=100), debt(1, 10, interest=5, fees=10, principal=100)]
    pieces, rest = allocate(125, debts, rule())
    assert pieces == [
        (1, "interest", 5),
        (1, "fees", 10),
        (1, "principal", 100),
        (0, "interest", 5),
        (0, "principal", 5),
    ]
    assert rest == 0


def test_each_part_is_emptied_before_the_next() -> None:
    debts = [debt(0, 20, interest=5, principal=100), debt(1, 10, interest=5, fees=10, principal=100)]
    pieces, _ = allocate(30, debts, rule("part_by_part"))
    assert pieces == [(1, "interest", 5), (0, "interest", 5), (1, "fees", 10), (1, "principal", 10)]


def test_the_payer_chooses_the_debt_where_his_choice_binds() -> None:
    debts = [debt(0, 20, designated=True, principal=100), debt(1, 10, principal=100)]
    assert allocate(150, debts, rule())[0] == [(0, "principal", 100), (1, "principal", 50)]
    assert allocate(150, debts, rule(debtor="none", between=("due_earliest",)))[0] == [
        (1, "principal", 100), (0, "principal", 50),
    ]  # fmt: skip


def test_the_payer_chooses_the_part_where_his_choice_binds() -> None:
    debts = [debt(0, 10, interest=5, principal=100)]
    assert allocate(50, debts, rule(), "principal")[0] == [(0, "principal", 50)]
    assert allocate(50, debts, rule(debtor="none"), "principal")[0] == [(0, "interest", 5), (0, "principal", 45)]


def test_what_is_not_due_comes_last_and_the_rest_is_credit() -> None:
    debts = [debt(0, 10, undue=True, principal=40), debt(1, 90, principal=40)]
    assert allocate(100, debts, rule()) == ([(1, "principal", 40), (0, "principal", 40)], 20)


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
    debts = [Debt(n, due, undue, due, chosen, sums) for n, (due, undue, chosen, sums) in enumerate(drawn)]
    pieces, rest = allocate(amount, debts, rule(walk))
    assert sum(part for *_, part in pieces) + rest == amount
    for found in debts:
        got = {slot: sum(part for key, name, part in pieces if (key, name) == (found.key, slot)) for slot in SLOTS}
        assert all(0 <= got[slot] <= found.slots[slot] for slot in SLOTS)
        for earlier, later in pairwise(SLOTS):
            assert got[later] == 0 or got[earlier] == found.slots[earlier]
    assert rest == max(amount - sum(sum(found.slots.values()) for found in debts), 0)
