"""The list of branches that only shipped profiles reach: read from reports, named by what the lines say."""

from __future__ import annotations

import json

from tests.branches.branches import ROOT, SHIPPED, Branch, compared, excused, in_report, rendered, said

FILE = "topics/accrual.py"


def lines_with(word: str) -> list[int]:
    text = (ROOT / "src/collectrules" / FILE).read_text("utf-8").splitlines()
    return [number for number, line in enumerate(text, 1) if word in line]


def branch() -> Branch:
    """Some line of the engine, and the one after it."""
    (start, *_) = lines_with("if place < 0:")
    return Branch(FILE, start, start + 1)


def test_branches_are_read_from_a_report() -> None:
    files = {f"src/collectrules/{FILE}": {"executed_branches": [[3, 4], [3, -1]], "missing_branches": [[5, 6]]}}
    assert in_report(json.dumps({"files": files})) == {Branch(FILE, 3, 4), Branch(FILE, 3, -1)}


def test_a_branch_is_named_by_what_its_lines_say() -> None:
    assert said(branch()) == (FILE, "if place < 0:", "return 0")
    assert said(branch()._replace(end=-1)).then == "leaves"


def test_only_what_shipped_profiles_reach_alone_is_left() -> None:
    one, other = branch(), branch()._replace(end=-1)
    assert compared({one, other}, {one, other}, {}) == ((), (), ())
    assert compared({one, other}, {one}, {}).open == (other,)
    found = compared({one, other}, {one}, {said(other): "a reason", said(one): "none is needed"})
    assert (found.open, found.excused, found.unneeded) == ((), ((other, "a reason"),), (said(one),))


def test_the_page_lists_each_branch_with_its_reason() -> None:
    one = branch()
    page = rendered(compared({one}, set(), {said(one): "because"}), 7)
    assert f"{FILE}:{one.start} → {one.end}" in page
    assert "because" in page
    assert "Of 7 branches" in page


def test_every_excuse_is_of_a_line_that_exists() -> None:
    for text, because in excused().items():
        lines = (ROOT / "src/collectrules" / text.file).read_text("utf-8").splitlines()
        assert text.line in {line.strip() for line in lines}, text
        assert because.strip(), text


def test_the_tests_that_are_measured_exist() -> None:
    assert [path for path in SHIPPED if not (ROOT / path).exists()] == []
