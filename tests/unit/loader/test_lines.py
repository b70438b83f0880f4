"""The line of a fault: right for every way in which TOML writes a key, and none where it cannot be certain."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectrules import Fault
from collectrules.loader.lines import Locator
from collectrules.loader.marks import Marks, marks


def locator(text: str) -> Locator:
    found = Locator()
    found.keep("x.toml", text, tomllib.loads(text))
    return found


EVERY_WAY = """\
# [fee.a] in a comment
title = "[fee.b]"
text = '''
[fee.c]
what = "inside a text"
'''

[fee.x]
what = "A fee # with [signs] = in it"
"quoted" = 1
limits = [
  { at_most = 3 },   # the second word of the list follows
  { at_most = 1, per = "claim" },
]
deep.er = { one = 1, two = [ 1,
  2 ] }

[[fee.x.value]]
from = 2010-01-01
[fee.x.value.is]
bands = [[1.00, 2.00]]

[[fee.x.value]]
from = 2011-01-01

[act]
one = { what = "1" }
two = { what = "2" }
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("title", 2),
        ("text", 3),
        ("fee.x", 8),
        ("fee.x.what", 9),
        ("fee.x.quoted", 10),
        ("fee.x.limits", 11),
        ("fee.x.limits[1].at_most", 12),
        ("fee.x.limits[2].per", 13),
        ("fee.x.deep.er.one", 15),
        ("fee.x.deep.er.two[2]", 16),
        ("fee.x.value[1].from", 19),
        ("fee.x.value[1].is", 20),
        ("fee.x.value[1].is.bands[1][2]", 21),
        ("fee.x.value[2]", 23),
        ("act.one", 27),
        ("act.two.what", 28),
        # What is not there has the line of what is around it.
        ("act.two.law", 28),
        ("fee.x.limits[2].law", 13),
        ("fee.y.what", 8),
        # A value alone stands for a list of one.
        ("act.one[1].what[1]", 27),
        ("[act]", 26),
    ],
)
def test_the_line_is_that_of_the_word(place: str, line: int) -> None:
    assert locator(EVERY_WAY).line(f"x.toml: {place}") == line


@pytest.mark.parametrize(
    "path", ["y.toml: fee.x", "x.toml", "x.toml: ", "x.toml: stay.x", "x.toml: ...", "x.toml: [[["]
)
def test_no_line_is_better_than_a_wrong_one(path: str) -> None:
    assert locator(EVERY_WAY).line(path) is None


def test_a_text_the_scanner_reads_otherwise_than_the_parser_has_no_lines() -> None:
    """A key with an escaped letter has another name for the parser than it has in the text."""
    text = '"\\u0061" = 1\nb = 2\n'
    assert marks(text, tomllib.loads(text)) == {}


def test_a_known_line_is_kept() -> None:
    fault = Fault(code="F01", path="x.toml: title", expected="", line=40)
    assert locator(EVERY_WAY).located([fault]) == [fault]


@pytest.mark.parametrize(
    ("text", "doubled"),
    [
        ("a = 1\nb = 2\na = 3\n", [("a", 3)]),
        ("[t]\na = 1\n[u]\na = 1\n[t]\n", [("t", 5)]),
        ("[t]\nx = { a = 1, b = 2, a = 3 }\n", [("t.x.a", 2)]),
        ("[[t]]\na = 1\n[[t]]\na = 1\n", []),
    ],
)
def test_a_key_that_stands_twice_is_found_where_it_stands_the_second_time(
    text: str, doubled: list[tuple[str, int]]
) -> None:
    assert Marks(text).doubled == doubled


@given(st.text(max_size=80))
def test_any_text_is_scanned_without_an_error(text: str) -> None:
    assert isinstance(marks(text, {}), dict)


def test_every_place_of_every_shipped_file_has_a_line() -> None:
    """The scanner must understand whatever our own files write; else their faults would have no lines."""
    folder = Path(__file__).parents[3] / "profiles"
    files = sorted(folder.rglob("*.toml"))
    assert files
    assert [path.name for path in files if not marks(text := path.read_text("utf-8"), tomllib.loads(text))] == []
