"""Pages that are made from data are current, and pages that list codes and words list all of them."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from collectrules import load_profile
from collectrules.nouns.events import COMMON

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
# The functions that make a fault take its code first.
RAISING = {"bad_input", "_fault", "fault", "found", "Fault", "_too_much"}


def script(name: str) -> ModuleType:
    """A script of the documentation, imported from its path."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def column(text: str) -> list[str]:
    """The code in the first cell of each row of the tables of a page."""
    return re.findall(r"^\| `([^`]+)` \|", text, flags=re.MULTILINE)


def codes(tree: ast.Module) -> Iterator[str]:
    """Every code of an error that stands in a source as a plain text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISING:
            named = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            yield from (arg.value for arg in [*node.args[:1], *named] if isinstance(arg, ast.Constant))


def codes_of_the_engine() -> set[str]:
    """All of them but those that only proving a profile can give; they carry sentences of their own."""
    sources = [path for path in sorted((ROOT / "src").rglob("*.py")) if "checking" not in path.parts]
    found = {code for path in sources for code in codes(ast.parse(path.read_text("utf-8")))}
    return {code for code in found if not re.fullmatch(r"[FW]\d\d", code)}


@pytest.mark.parametrize("name", sorted(path.parent.name for path in (ROOT / "profiles").glob("[!_]*/profile.toml")))
def test_the_page_of_a_jurisdiction_is_current(name: str) -> None:
    made = script("make_jurisdiction").pages()
    page = ROOT / "docs" / "jurisdictions" / f"{name}.md"
    assert page.read_text("utf-8") == made[page], "give: python docs/make_jurisdiction.py"


def test_the_page_of_a_jurisdiction_has_what_rules_and_letters_say_with_its_law() -> None:
    rows = {row[1].strip(" `"): row for line in (ROOT / "docs/jurisdictions/dk.md").read_text("utf-8").splitlines()
            if len(row := line.split("|")) > len("1234")}  # fmt: skip
    assert rows["act.collection_notice"][2].strip() == "deadline: 10 days after `collection_notice.sent`"
    assert rows["limitation.loan"][2].strip().startswith("period: 10 years after `claim.due`")  # forældelsesloven § 6
    assert "deadline (`inkassol-10-3`)" in rows["collection_notice"][4]
    assert rows["collection_notice"][5:7] == [" it does not count ", " `inkassol-10-2`, `inkassol-10-3` "]
    assert rows["fee.reminder"][2].count("at most 3 per") == 2  # by claim, and by run of arrears
    assert rows["value.vat"][7].strip() == str(load_profile("DK").value["vat"].checked)


@pytest.mark.parametrize("name", ["events", "findings"])
def test_a_page_of_reference_is_current(name: str) -> None:
    path = REFERENCE / f"{name}.md"
    made = {page.name: text for page, text in script("make_reference").pages().items()}
    assert path.read_text("utf-8") == made[path.name], "give: python docs/make_reference.py"


def test_the_page_of_events_names_every_kind_with_what_it_needs() -> None:
    text = (REFERENCE / "events.md").read_text("utf-8")
    rows = {row[0].strip("` "): row for line in text.splitlines() if len(row := line.split("|")[1:-1]) == len("12345")}
    assert [kind for kind in COMMON if kind not in rows] == []
    needed = {kind: set(re.findall(r"`(\w+)`", rows[kind][2])) for kind in COMMON}
    assert needed == {kind: {name.rstrip("_") for name in shape.required} for kind, shape in COMMON.items()}


def test_a_code_is_found_in_a_source() -> None:
    tree = ast.parse('raise bad_input("one", path); Fault(code="two", path=p); other("three")')
    assert set(codes(tree)) == {"one", "two"}


def test_the_page_of_errors_names_every_code() -> None:
    listed = column((REFERENCE / "errors.md").read_text("utf-8"))
    assert len(listed) == len(set(listed))
    assert sorted(codes_of_the_engine() - set(listed)) == []


def test_the_page_of_errors_names_no_code_that_is_gone() -> None:
    listed = column((REFERENCE / "errors.md").read_text("utf-8"))
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    assert [code for code in listed if f'"{code.removesuffix("…")}' not in sources] == []


@pytest.mark.parametrize("path", sorted((ROOT / "docs").rglob("*.ipynb")), ids=lambda path: path.name)
def test_a_notebook_is_kept_without_outputs(path: Path) -> None:
    cells = [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert cells
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
