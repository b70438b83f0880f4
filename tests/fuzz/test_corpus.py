"""What a fuzzer found once, and what reaches most of the readers, is answered or refused in time."""

from __future__ import annotations

import time
from random import Random

import pytest

from tests.fuzz.fuzzing import CORPUS, changed
from tests.fuzz.targets import TARGETS

SECONDS = 2  # of the processor: a hostile input at the limits of size may take as much
FOUND = sorted(path for path in CORPUS.glob("*/*") if path.is_file())
MOST_FILES, MOST_BYTES = 200, 400_000


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_is_more_than_a_target_can_bear(name: str) -> None:
    TARGETS[name](b"")  # what is read when it is first used
    inputs = [path for path in FOUND if path.parent.name == name]
    assert inputs
    for path in inputs:
        begun = time.process_time()
        TARGETS[name](path.read_bytes())
        assert time.process_time() - begun < SECONDS, path


def test_the_corpus_is_small_and_each_part_of_it_is_tried() -> None:
    assert len(FOUND) <= MOST_FILES
    assert sum(path.stat().st_size for path in FOUND) <= MOST_BYTES
    assert {path.parent.name for path in FOUND} == set(TARGETS)


def test_a_target_that_lets_an_error_out_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise KeyError

    monkeypatch.setattr("tests.fuzz.targets.to_date", broken)
    with pytest.raises(KeyError):
        TARGETS["dates"](b"2024-01-01")


def test_changed_bytes_are_drawn_alike_from_one_seed() -> None:
    one, other = ([changed(b"amount = 1", b"on = 2024-01-01", Random(seed)) for seed in range(9)] for _ in range(2))  # noqa: S311
    assert one == other
    assert len(set(one)) > 5
