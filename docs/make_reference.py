# a folder of pages and of what makes them, not a package
"""Write the reference pages of events and of findings from the tables that the engine itself works by.

python docs/make_reference.py          write docs/reference/events.md and findings.md
python docs/make_reference.py --check  exit status 1 if a page is not current
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

from collectrules.nouns.events import _LETTER, ACT_FIELDS, ALWAYS, COMMON, Event, Shape

FOLDER: Final = Path(__file__).parent / "reference"
_RANKS: Final = (
    "1 voids and corrections", "2 claims and parties", "3 stays and authority", "4 the debtor's word", "5 money",
    "6 acts of court, office and debtor", "7 letters and acts of the creditor", "8 charges, then waivers", "9 the rest",
)  # fmt: skip
_EVENTS: Final = """\
# Events

Made by `python docs/make_reference.py` from `collectrules.nouns.events.COMMON`; change the table, not this page.

An event is one fact of a case. Every kind has `on`, the calendar day it counts for, and `kind`, and may have:
{always}.

Kinds with **letter** may also have {letter}.

A kind that is not below is an act of the profile, such as a payment order; it may also have
{act}.

Absent and `null` mean the same: unknown or not applicable. A field that does not belong to a kind is the error
`field_not_allowed`, a missing one `missing_field`, an unknown kind `unknown_kind` with the nearest name.

## Kinds

{kinds}
## Order within a day

By rank, then by `id`; position in the document counts only where ids are missing. {ranks}.

## Fields

{fields}"""

_FINDINGS: Final = """\
# Findings and reasons

Made by `python docs/make_reference.py` from the engine's own sentences in `languages/en.toml`; change those, not this.

Codes are stable; sentences may improve. Places in braces are filled in.

## What the audit finds

A finding is a `breach` (the law of that day was broken under every reading), a `doubt` (under some reading, or evidence
is missing) or a `note` (lawful, but unwise).

{findings}
## Why a step is shut

These are the codes in `because` of a proposal. With `no_fee_` before it, a code says why a step that may be taken
carries no fee.

{reasons}"""


def events() -> str:
    """Return the page of events in Markdown."""
    return _EVENTS.format(
        always=words(ALWAYS - {"on", "kind"}), letter=words(_LETTER), act=words(ACT_FIELDS - ALWAYS),
        kinds=table(["kind", "what", "needs", "may have", "rank"], kinds()), ranks="; ".join(_RANKS),
        fields=table(["field", "values"], fields()),
    )  # fmt: skip


def findings() -> str:
    """Return the page of findings and reasons in Markdown."""
    found, reasons = (
        table(["code", "says"], ([f"`{code}`", text] for code, text in sentences(word).items()))
        for word in ("finding", "reason")
    )
    return _FINDINGS.format(findings=found, reasons=reasons)


def sentences(word: str) -> dict[str, str]:
    """Return code → sentence of one table of the engine's own English words."""
    text = files("collectrules").joinpath("words", "languages", "en.toml").read_text("utf-8")
    found: dict[str, str] = tomllib.loads(text)[word]
    return found


def kinds() -> Iterator[list[str]]:
    """Yield a row for each kind of event that every profile shares."""
    labels = sentences("act")
    for kind, shape in COMMON.items():
        letter = "**letter**" if shape.allowed >= _LETTER else ""
        may = ", ".join(part for part in (words(_own(shape)), letter) if part)
        yield [f"`{kind}`", labels.get(kind, ""), words(shape.required), may, str(shape.rank)]


def _own(shape: Shape) -> frozenset[str]:
    """What a kind may have beyond what every event, or every letter, may."""
    letter = _LETTER if shape.allowed >= _LETTER else frozenset()
    return shape.allowed - ALWAYS - letter - shape.required


def fields() -> Iterator[list[str]]:
    """Yield a row for each field, as the JSON Schema of an event describes it."""
    for name, spec in Event.model_json_schema(by_alias=True)["properties"].items():
        yield [f"`{name}`", values(spec)]


def values(spec: dict[str, object]) -> str:
    """Return what a field may hold.

    >>> values({"enum": ["full", "partial"]}), values({"type": "string", "format": "date"})
    ('`full`, `partial`', 'day')
    """
    if spec.get("unit"):
        return "amount in major units, as text"
    parts = spec.get("anyOf")
    if isinstance(parts, list):
        return " or ".join(dict.fromkeys(found for part in parts if (found := values(part))))
    if isinstance(spec.get("enum"), list):
        return ", ".join(f"`{word}`" for word in spec["enum"])  # type: ignore[attr-defined]  # seen to be a list
    names = {"string": "text", "boolean": "`true` or `false`", "integer": "whole number", "array": "list of names"}
    return "day" if spec.get("format") == "date" else names.get(str(spec.get("type")), "")


def words(names: Iterable[str]) -> str:
    """Return names in order, as code; `as_` is `as` in a document."""
    return ", ".join(f"`{name.rstrip('_')}`" for name in sorted(names))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    return "".join(f"| {' | '.join(line)} |\n" for line in (head, ["---"] * len(head), *rows))


def pages() -> dict[Path, str]:
    """Return path → text of every page."""
    return {FOLDER / "events.md": events(), FOLDER / "findings.md": findings()}


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or say which are not current."""
    stale = {path: text for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text}
    for path, text in stale.items():
        sys.stdout.write(f"{path.name}\n")
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
    return int("--check" in arguments and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
