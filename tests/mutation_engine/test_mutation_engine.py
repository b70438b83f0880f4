"""The mutants of the engine: the page says that nine of ten were killed, and what is known of the rest is true."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.mutation_engine.once import changed_line, chosen, stretch
from tests.mutation_engine.page import PAGE, Figures, Ran, figures, page
from tests.mutation_engine.places import Mutant, Way, _of_a_marker
from tests.mutation_engine.settings import ENGINE, ROOT, Change, firsts, groups, known, wide
from tests.mutation_engine.tracing import MOST, packed

SOURCE = """\
def one(a):
    if (a
            > 2):
        return a
    return [
        a,
        2,
    ]
"""


def test_nine_of_ten_are_killed_and_in_every_group_nine_of_ten_that_make_a_difference() -> None:
    found = figures(PAGE.read_text("utf-8"))
    assert set(found) == {*groups(), "together"}
    for name, figure in found.items():
        assert figure.tried == figure.killed + figure.same + figure.survived, name
        assert figure.killed >= 0.9 * (figure.tried - figure.same) > 0, name
        assert figure.killed >= 0.8 * figure.tried, name
    assert found["together"].killed >= 0.9 * found["together"].tried
    each = [figure for name, figure in found.items() if name != "together"]
    assert found["together"] == Figures(*map(sum, zip(*each, strict=True)))


def test_the_page_says_which_tool_commit_and_seed_it_was() -> None:
    text = PAGE.read_text("utf-8")
    assert re.search(r"^\| tool \| Cosmic Ray \d+\.\d+\.\d+, Python 3\.\d+\.\d+ \|$", text, flags=re.MULTILINE)
    assert re.search(r"^\| commit \| `[0-9a-f]{10}` \|$", text, flags=re.MULTILINE)
    assert re.search(r"^\| seed \| \d+ \|$", text, flags=re.MULTILINE)


def test_the_modules_and_their_tests_exist() -> None:
    paths = [f"{ENGINE}/{module}" for module in firsts()] + [test for tests in firsts().values() for test in tests]
    assert [path for path in [*paths, *wide()] if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("change", known(), ids=lambda change: f"{change.module} {change.was}")
def test_what_is_known_of_a_survivor_is_of_a_line_that_exists(change: Change) -> None:
    text, one = (ROOT / ENGINE / change.module).read_text("utf-8"), known()[change]
    assert change.was in {line.strip() for line in text.splitlines()}
    assert change.was != change.now
    assert bool(one.because) != bool(one.test)
    if one.test:
        file, _, name = one.test.partition("::")
        assert f"def {name}(" in (ROOT / file).read_text("utf-8")
    else:
        assert len(one.because) > 40


def test_the_changed_line_is_found_and_the_statement_around_it() -> None:
    other = SOURCE.replace("> 2", "< 2")
    assert changed_line(SOURCE, other) == 3
    assert stretch(SOURCE, 3) == range(2, 4)  # the head of the condition, not what hangs on it
    assert stretch(SOURCE, 7) == range(5, 9)
    assert stretch(SOURCE, 1) == range(1, 2)


def test_the_marker_of_a_signature_is_no_operator() -> None:
    assert _of_a_marker("def one(a: int, *, b: int) -> int:", "def one(a: int, /, b: int) -> int:")
    assert not _of_a_marker("    return a * b, a", "    return a / b, a")
    assert not _of_a_marker("    return a", "    return b")


def test_the_quickest_tests_of_a_line_come_first_and_no_more_than_so_many(tmp_path: Path) -> None:
    seconds = {"slow": 39.0, "quick": 0.5, "middle": 0.7, "other": 0.1}
    lines = {"a.py": {2: ["slow", "quick"], 3: ["slow", "middle", "quick"], 9: ["other"]}}
    (tmp_path / "traced.json").write_text(json.dumps(packed(seconds, lines)), "utf-8")
    assert chosen(tmp_path, "a.py", [2]) == ["quick", "slow"]
    assert chosen(tmp_path, "a.py", [3, 9]) == ["other", "quick", "middle", "slow"]
    assert chosen(tmp_path, "a.py", [4]) == []
    many = {f"test{number}": float(number) for number in range(MOST + 1)}
    found = packed(many, {"a.py": {2: list(many)}})
    assert [found["tests"][number] for number in found["lines"]["a.py"][2]] == [
        f"test{number}" for number in range(MOST)
    ]


def test_the_page_counts_what_was_tried_by_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.mutation_engine.page.version", lambda _name: "8.7.0")
    module = groups()["money"][0]
    mutants = [Mutant(Way(module, "Some", number), number, f"was {number}", "now") for number in range(10)]
    found = [(mutant, "survived" if mutant.line == 7 else "timeout" if mutant.line else "killed") for mutant in mutants]
    text = page(Ran("0123456789", 1, dict.fromkeys(firsts(), 3)), found)
    assert figures(text)["money"] == Figures(10, 9, 0, 1)
    assert figures(text)["interest"] == Figures(0, 0, 0, 0)
    assert f"- {module}:7 `was 7` → `now`" in text
