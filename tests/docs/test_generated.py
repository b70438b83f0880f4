"""Pages that are made from data are current, and pages that list codes and words list all of them."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

import collectrules
from collectrules import load_profile
from collectrules.answers.acting import ActOn, NoneRecommended
from collectrules.answers.advising import Advice
from collectrules.nouns.case import Case, Earlier, Law, Places
from collectrules.nouns.claims import Agreements, Claim, ClaimKind, DueIs
from collectrules.nouns.enclosures import Addressee, Particulars, Parties
from collectrules.nouns.events import COMMON
from collectrules.nouns.parties import Debtor, Party
from collectrules.simulation.occasions import Occasion

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
# The functions that make a fault take its code first.
RAISING = {
    "bad_input", "_fault", "fault", "found", "Fault", "_too_much", "fault_at", "_refused", "PydanticCustomError",
    "_overtaken",
}  # fmt: skip

INSIDE = {"case", "named_value"}
"""Codes that are caught where they are raised."""


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
    """All but those of faults inside a profile, which carry sentences of their own, and those that nobody sees."""
    found = {code for path in (ROOT / "src").rglob("*.py") for code in codes(ast.parse(path.read_text("utf-8")))}
    return {code for code in found - INSIDE if not re.fullmatch(r"[FW]\d\d", code)}


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


def needed(name: str) -> str:
    """What the page of a jurisdiction says a case needs."""
    text = (ROOT / "docs" / "jurisdictions" / f"{name}.md").read_text("utf-8")
    return text.partition("## What a case needs\n")[2].partition("\n## Readings\n")[0]


def test_the_page_of_a_jurisdiction_begins_with_what_a_case_needs() -> None:
    """Days of the workflow as its file has them; facts as rules of interest and of court ask for them."""
    danish, german, austrian = needed("dk"), needed("de"), needed("at")
    assert "1. 3 days after `claim.due`: `reminder`, with its fee" in danish
    assert "4. 12 days later: `collection_notice`<br>5. 10 days later: `settlement_offered`" in danish
    assert "| `judgment` | Dom for the creditor | court | `lawsuit_pending`, `hearing_scheduled` | `titled` |" in danish
    assert "| `claims[].demanded` |" in danish
    assert "no default\nbegins, and with it neither interest nor a collector's costs, until a `reminder`" in german
    assert all(f"| `{field}` |" in german for field in ("claims[].received", "creditor.recovers_vat", "region"))
    assert "| **event** `secrecy_released` |" in german
    assert "| `debtor.abroad` |" in austrian
    assert "fell_overdue" not in danish  # time alone does it, and no event records it


@pytest.mark.parametrize("name", ["case", "events", "findings"])
def test_a_page_of_reference_is_current(name: str) -> None:
    path = REFERENCE / f"{name}.md"
    made = {page.name: text for page, text in script("make_reference").pages().items()}
    assert path.read_text("utf-8") == made[path.name], "give: python docs/make_reference.py"


def test_the_page_of_the_registers_is_current() -> None:
    made = script("make_proof")
    assert made.PAGE.read_text("utf-8") == made.page(), "give: python docs/make_proof.py"


def test_the_page_of_the_python_face_is_current() -> None:
    assert (REFERENCE / "api.md").read_text("utf-8") == script("make_api").page(), "give: python docs/make_api.py"


def test_the_page_of_the_python_face_has_every_public_name_once() -> None:
    text = (REFERENCE / "api.md").read_text("utf-8")
    functions_and_classes = re.findall(r"^### `(\w+)`$", text, flags=re.MULTILINE)
    errors = re.findall(r"^\* `(\w+)`: ", text.partition("\n## Errors\n")[2], flags=re.MULTILINE)
    assert sorted([*functions_and_classes, *errors]) == sorted(collectrules.__all__)


def test_the_page_of_the_python_face_says_how_a_function_is_called_and_what_an_argument_means() -> None:
    text = (REFERENCE / "api.md").read_text("utf-8")
    assert "every: str = 'month'" in text  # the source names a constant
    assert "* `on`: the day asked about; the standing is taken at its end.\n" in text


def test_the_page_of_cases_says_what_each_field_and_kind_means() -> None:
    text = (REFERENCE / "case.md").read_text("utf-8")
    rows = {tuple(cells[:2]): cells for line in text.splitlines() if len(cells := line.split(" | ")) == len("1234")}
    for model in (Case, Claim, Party, Debtor, Agreements, Places, Law, Earlier, Parties, Particulars, Addressee):
        for name, field in model.model_fields.items():
            assert field.description, f"{model.__name__}.{name}"
            assert any(first.startswith(f"| `{field.alias or name}`") for first, _ in rows), name
    assert set(script("make_reference").KINDS_OF_CLAIM) == set(get_args(ClaimKind))
    assert [word for word in get_args(DueIs) if f"| `{word}` |" not in text.partition("## How the due day")[2]] == []


def test_the_page_of_findings_has_the_codes_of_all_answers() -> None:
    listed = column((REFERENCE / "findings.md").read_text("utf-8"))
    literals = (ActOn, NoneRecommended, Advice, Occasion)
    codes = {code for model in literals for code in get_args(model.model_fields["code"].annotation)}
    known = {"separate_relationships", "no_interest_act", "invoice_is_demand", "standing_total", "paid_in_part"}
    assert sorted((codes | known) - set(listed)) == []


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
