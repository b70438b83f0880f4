"""Records cannot be changed, are made of their own fields only, and survive being copied and sent."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from collectrules.ground.records import record
from collectrules.topics.accrual import Segment


@record
class Point:
    x: int
    y: int = 0


SEGMENT = Segment(700_000, 8_000_000, ("law-1",), "sure", margin=8_000_000)


@pytest.mark.parametrize(
    ("args", "values"),
    [((), {}), ((), {"y": 1}), ((1, 2, 3), {}), ((1,), {"z": 2})],
    ids=["nothing", "one is missing", "one too many", "an unknown one"],
)
def test_a_record_is_made_of_its_own_fields_and_says_which(args: tuple[int, ...], values: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=r"Point\(\) is made of \['x', 'y'\]"):
        Point(*args, **values)


def test_a_record_refuses_to_be_changed_and_to_lose_a_field() -> None:
    point = Point(1)
    with pytest.raises(FrozenInstanceError, match="cannot change field 'x' of a Point"):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="cannot change field 'y' of a Point"):
        del point.y
    assert (point.x, point.y) == (1, 0)


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_record_arrives_as_it_was_sent(protocol: int) -> None:
    received = pickle.loads(pickle.dumps(SEGMENT, protocol))  # noqa: S301  # the bytes are our own
    assert received == SEGMENT
    assert (received.start, received.rate, received.law, received.margin) == (700_000, 8_000_000, ("law-1",), 8_000_000)


def test_a_copy_equals_its_record_and_is_another() -> None:
    for copied in (copy.copy(SEGMENT), copy.deepcopy(SEGMENT)):
        assert copied == SEGMENT
        assert copied is not SEGMENT
