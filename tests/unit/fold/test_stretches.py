"""Stretches of days: joined so that each day counts once, and what lies outside of them."""

from __future__ import annotations

import pytest

from collectrules.fold.stretches import Days, Stretch, outside, union


@pytest.mark.parametrize(
    ("found", "joined"),
    [
        ([], ()),
        ([(5, 9), (1, 3)], ((1, 3), (5, 9))),
        ([(1, 3), (4, 6)], ((1, 6),)),
        ([(1, 9), (2, 4)], ((1, 9),)),
        ([(1, 3), (2, None), (8, 9)], ((1, None),)),
        ([(4, 3), (7, 8)], ((7, 8),)),
    ],
    ids=["none", "in order", "adjoining", "inside", "without an end", "empty"],
)
def test_each_day_counts_once(found: list[Days], joined: tuple[Days, ...]) -> None:
    assert union(found) == joined


@pytest.mark.parametrize(
    ("rests", "left"),
    [
        ((), [(10, 20)]),
        (((1, 5),), [(10, 20)]),
        (((1, 12),), [(13, 20)]),
        (((12, 14), (18, 30)), [(10, 11), (15, 17)]),
        (((15, None),), [(10, 14)]),
        (((1, None),), []),
        (((21, 30),), [(10, 20)]),
    ],
)
def test_what_lies_outside_is_left(rests: tuple[Days, ...], left: list[tuple[int, int]]) -> None:
    assert list(outside(10, 20, rests)) == left


def test_interest_still_runs_on_the_day_of_an_event() -> None:
    """Begun on day 3: by a period to day 9, or ended by an event on day 10."""
    assert Stretch("x", 3, 9, "stay_began").rest == (4, 9)
    assert Stretch("x", 3, 9, "stay_began", ended=True).rest == (4, 10)
    assert Stretch("x", 3, None, "stay_began").rest == (4, None)
