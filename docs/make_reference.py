# ruff: noqa: INP001  # a folder of pages and of what makes them, not a package
"""Write the reference page of events from the table that the engine itself checks by.

python docs/make_reference.py          write docs/reference/events.md
python docs/make_reference.py --check  exit status 1 if the page is not current
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

from collectrules.events import _LETTER, ACT_FIELDS, ALWAYS, COMMON, Event, Shape

PAGE: Final = Path(__file__).parent / "reference" / "events.md"
_RANKS: Final = (
    "1 voids and corrections", "2 claims and parties", "3 stays and authority", "4 the debtor's word", "5 money",
    "6 acts of court, office and debtor", "7 letters and acts of the creditor", "8 charges and waivers", "9 the rest",
)  # fmt: skip
_PAGE: Final = """\
# Events

Made by `python docs/make_reference.py` from `collectrules.events.COMMON`; change the table, not this page.

An event is one fact of a case. Every kind has `on`, the calendar day it counts for, and `kind`, and may have:
{always}.

Kinds with **letter** may also have {letter}. Of a kind that is not below, a profile knows the act: such a kind may have
{act}.

Absent and `null` mean the same: unknown or not applicable. A field that does not belong to a kind is the error
`field_not_allowed`, a missing one `missing_field`, an unknown kind `unknown_kind` with the nearest name.

## Kinds

{kinds}
## Order within a day

By rank, then by `id`; position in the document counts only where ids are missing. {ranks}.

## Fields

{fields}"""


def page() -> str:
    """Return the page in Markdown."""
    return _PAGE.format(
        always=words(ALWAYS - {"on", "kind"}), letter=words(_LETTER), act=words(ACT_FIELDS - ALWAYS),
        kinds=table(["kind", "what", "needs", "may have", "rank"], kinds()), ranks="; ".join(_RANKS),
        fields=table(["field", "values"], fields()),
    )  # fmt: skip


def kinds() -> Iterator[list[str]]:
    """Yield a row for each kind of event that every profile shares."""
    labels = tomllib.loads(files("collectrules").joinpath("languages", "en.toml").read_text("utf-8"))["act"]
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
    parts = spec.get("anyOf")
    if isinstance(parts, list):
        return " or ".join(dict.fromkeys(found for part in parts if (found := values(part))))
    if isinstance(spec.get("enum"), list):
        return ", ".join(f"`{word}`" for word in spec["enum"])  # type: ignore[attr-defined]  # seen to be a list
    if spec.get("unit") or spec.get("type") == "number":
        return "amount in major units, as text"
    names = {"string": "text", "boolean": "`true` or `false`", "integer": "whole number", "array": "list of names"}
    return "day" if spec.get("format") == "date" else names.get(str(spec.get("type")), "")


def words(names: Iterable[str]) -> str:
    """Return names in order, as code; `as_` is `as` in a document."""
    return ", ".join(f"`{name.rstrip('_')}`" for name in sorted(names))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    return "".join(f"| {' | '.join(line)} |\n" for line in (head, ["---"] * len(head), *rows))


def main(arguments: Sequence[str]) -> int:
    """Write the page, or say whether it is current."""
    if PAGE.exists() and PAGE.read_text("utf-8") == page():
        return 0
    sys.stdout.write(f"{PAGE.name}\n")
    if "--check" in arguments:
        return 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
