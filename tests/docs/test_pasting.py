"""Examples of a page, without prompts and answers, can be pasted into a plain interpreter line by line."""

from __future__ import annotations

import re
from codeop import compile_command
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINE = re.compile(r"^ *(?:>>>|\.\.\.)(?: (.*))?$", re.MULTILINE)
PAGES = {
    path.relative_to(ROOT).as_posix(): path
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    if ">>> " in path.read_text("utf-8")
}


def refused(page: str) -> Iterator[str]:
    """Each line at which an interpreter that reads line by line finds a statement that cannot be."""
    waiting: list[str] = []
    for line in LINE.findall(page):
        waiting.append(line)
        try:
            if compile_command("\n".join(waiting), symbol="single") is not None:
                waiting.clear()
        except SyntaxError:
            yield line
            waiting.clear()
    yield from waiting


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        (">>> for one in (1, 2):\n...     print(one)\n...\n1\n2\n>>> one\n2\n", []),
        (">>> for one in (1, 2):\n...     print(one)\n1\n2\n>>> one\n2\n", ["one"]),
        (">>> one = [\n...     1,\n... ]\n>>> one\n[1]\n", []),
        (">>> if True:\n...     one = 1\n", ["if True:", "    one = 1"]),
    ],
)
def test_what_is_refused_is_found(page: str, lines: list[str]) -> None:
    assert list(refused(page)) == lines


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_pasted(name: str) -> None:
    assert list(refused(PAGES[name].read_text("utf-8"))) == []
