# a folder of pages and of what makes them, not a package
"""Write the reference pages of cases, events and codes from the classes and tables that the engine itself works by.

python docs/make_reference.py          write docs/reference/case.md, events.md and findings.md
python docs/make_reference.py --check  exit status 1 if a page is not current
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from collectrules.fold.checkfacts import GIVEN
from collectrules.fold.facts import FACTS
from collectrules.loader.vocabulary import FOR_SUPPLY
from collectrules.nouns.case import Case, Earlier, Law, Places
from collectrules.nouns.claims import AgreedFee, AgreedRate, Agreements, Claim
from collectrules.nouns.enclosures import Addressee, Particulars, Parties
from collectrules.nouns.events import _LETTER, ACT_FIELDS, ALWAYS, COMMON, Event, Shape
from collectrules.nouns.parties import Debtor, Party, Register

FOLDER: Final = Path(__file__).parent / "reference"
_RANKS: Final = (
    "1 voids and corrections", "2 claims and parties", "3 stays and authority", "4 the debtor's word", "5 money",
    "6 acts of court, office and debtor", "7 letters and acts of the creditor", "8 charges, then waivers", "9 the rest",
)  # fmt: skip
_PARTS: Final[dict[str, type[BaseModel]]] = {
    "Case": Case, "Law": Law, "Places": Places, "Creditor": Party, "Debtor": Debtor, "Register": Register,
    "Claim": Claim, "Agreements": Agreements, "Agreed rate": AgreedRate, "Agreed fee": AgreedFee, "Earlier": Earlier,
}  # fmt: skip
_BESIDE: Final[dict[str, type[BaseModel]]] = {
    "Parties": Parties, "Addressee": Addressee, "Particulars": Particulars,
}  # fmt: skip
"""Heading of a section of the page of cases, and the class whose fields it lists."""
KINDS_OF_CLAIM: Final = {
    "goods_or_services": "payment for what was sold, delivered or done",
    "rent": "rent of a home or of business premises; `lease` says which",
    "loan": "money lent, where no law of consumer credit applies",
    "consumer_credit": "credit to a consumer, under the law of consumer credit",
    "insurance_premium": "a premium of an insurance",
    "medical": "the bill of a doctor, a therapist, a hospital: what a professional secret covers",
    "wage": "wages and salaries",
    "maintenance": "maintenance of a spouse or a child",
    "public_law": "taxes, fees, fines: what an authority claims as such",
    "loss_certificate": "what a certificate of loss says, after an enforcement in vain",
    "damages": "compensation for a damage",
    "other": "anything else",
}
_EVENTS: Final = """\
# Events

Made by `python docs/make_reference.py` from `collectrules.nouns.events.COMMON`; change the table, not this page.

An event is one fact of a case. Every kind has `on`, the calendar day it counts for, and `kind`, and may have:
{always}.

Kinds with **letter** may also have {letter}.

A kind that is not below is an act of the profile, such as a payment order; it may also have
{act}.
The acts of a country stand on its page: {countries}.

Absent and `null` mean the same: unknown or not applicable. A field that does not belong to a kind is the error
`field_not_allowed`, a missing one `missing_field`, an unknown kind `unknown_kind` with the nearest name.

## Kinds

{kinds}
## Order within a day

By rank, then by `id`; position in the document counts only where ids are missing. {ranks}.

## Fields

{fields}
## Facts

What an event of the kind `fact` may record: its `name`, its `value`, and what that says. The other facts of a law are
told by a field of [the case](case.md) or an event of their own, or worked out (`fact_from_elsewhere`).

{facts}"""

_CASE: Final = """\
# The case document

Made by `python docs/make_reference.py` from the classes of a case; change what they say of their fields, not this page.
The same as JSON Schema: [case.json](schemas/case.json).

A case is a file in JSON or TOML, a text, or a mapping in Python; `cr.load_case` reads all of them, and
`cr.check_case(case, law)` says whether it fits a law. The least that is asked:

```python
>>> import collectrules as cr
>>> case = cr.load_case({{
...     "id": "K-1", "jurisdiction": "DK", "currency": "DKK",
...     "creditor": {{"kind": "business"}}, "debtor": {{"kind": "consumer"}},
...     "claims": [{{"id": "1", "kind": "goods_or_services", "amount": "100.00",
...                 "due": "2026-01-31", "due_is": "agreed"}}],
... }})

```

* An **amount** is text in major units with a point, `"1477.50"`; a **rate** is text in percent per year, `"8.05"`; a
  **day** is `YYYY-MM-DD`, or a date in Python and TOML. Binary fractions are refused.
* Absent and `null` mean the same: unknown or not applicable; never zero, never false. What a law asks for then is the
  error `missing_fact` with the field's name, or an assumption that the answer lists.
* A field that is not here is the error `unknown_field`, with the nearest name. Names, addresses and numbers of persons
  belong nowhere.

Which of the fields a country asks for stands on its page: {countries}. What may happen is on the page of
[events](events.md).

{parts}
## How the due day was fixed

| `due_is` | `due_agreed` | means |
| --- | --- | --- |
| `agreed` | `true` | both sides agreed on the day, in the contract or in terms that are part of it |
| `time_limited_demand` |  | nobody agreed on it; a demand that reached the debtor set it |
| `printed` |  | it stands on the invoice and nowhere else |
| `none` | `false` | nothing fixed it; `due` is the day from which payment could be asked for |

Give one of the two; both must say the same (`due_conflict`). If both are absent, `none` counts. From which day interest
runs is for the law: most let it run from an agreed day at once, and otherwise from a demand (`demanded`, `invoiced`), a
reminder or a term after it.

## Kinds of claim

The list is closed. A kind that says nothing of goods or services leaves it to the claim's own `goods_or_services`.

{kinds}
## Beside the case

What only a letter needs is passed to `notice` and `account_letter` at the call and kept nowhere: `parties`, and for
each claim, by its id, `particulars`. A letter that lacks something names it in `missing` (`particulars.8520.ground`);
most need far less than all of this. See [how a letter is written](../how-to/write_a_letter.md).

{beside}"""
_FINDINGS: Final = """\
# Findings, reasons and other codes

Made by `python docs/make_reference.py` from the engine's own sentences in `languages/en.toml`; change those, not this.

Codes are stable; sentences may improve. Places in braces are filled in; the values of a code hold them. Codes of errors
stand [apart](errors.md).

## What the audit finds

A finding is a `breach` (the law of that day was broken under every reading), a `doubt` (under some reading, or evidence
is missing) or a `note` (lawful, but unwise).

{findings}
## Why a step is shut

These are the codes in `because` of a proposal. With `no_fee_` before it, a code says why a step that may be taken
carries no fee.

{reasons}
## What waits for the creditor

`actionable` of the next steps is true if on that day something waits for the creditor; `actionable_because` says what,
and since when. A case that waits for a day, a debtor, a court or an office is not actionable.

{waits}
## Why nothing is recommended

Of a case with a workflow, `none_recommended` says for which claims it plans nothing, and why; of a step that is shut it
names the `facts` in its way.

{none_recommended}
`deferred_by` of a proposal is the creditor's own word against a step that the law leaves open: `pause`, his pause runs;
`declined`, the question named the step in `without`.

## What may still be tried

`advice` of the next steps, where the workflow is over or shut and nobody else has the next word: codes of `because`,
then of the advice itself. It is no law and binds nobody.

{advice}
## What is taken for granted

Codes of `assumptions`: what the case leaves open, and how the answer took it.

{assumptions}
## Why an answer is provisional

Codes of `provisional_because`; `effect` names the part of the answer.

{provisional}
## Why something in a life came on its day

Codes of `occasion` in the timeline of [a life](../how-to/see_what_will_happen.md).

{occasions}
## Parts of an explanation

Codes of `parts` in what `explain` returns. With `act_on_`, `none_recommended_`, `rest_`, `advice_` or `occasion_`
before it, a part says what the tables above say; with `_undated` after it, of no certain day.

{parts}"""


def case() -> str:
    """Return the page of the case document in Markdown."""
    parts, beside = ("\n".join(_section(head, model) for head, model in models.items()) for models in (_PARTS, _BESIDE))
    kinds_of_claim = ([f"`{kind}`", text, _FOR_SUPPLY[FOR_SUPPLY.get(kind)]] for kind, text in KINDS_OF_CLAIM.items())
    return _CASE.format(
        countries=countries(), parts=parts, beside=beside,
        kinds=table(["kind", "for what", "goods or services"], kinds_of_claim),
    )  # fmt: skip


_FOR_SUPPLY: Final = {True: "yes", False: "no", None: "the claim says"}


def _section(head: str, model: type[BaseModel]) -> str:
    """Return the fields of a part of a case, under its heading, with what its class says of the whole."""
    said = " ".join((model.__doc__ or "").split())
    rows = table(["field", "value", "needed", "means"], _fields_of(model))
    return f"## {head}\n\n{said}\n\n{rows}"


def _fields_of(model: type[BaseModel]) -> Iterator[list[str]]:
    schema = model.model_json_schema(by_alias=True)
    needed = schema.get("required", ())
    for name, spec in sorted(schema["properties"].items(), key=lambda field: field[0] not in needed):
        yield [f"`{name}`", values(spec), "yes" if name in needed else "", spec["description"]]


def countries() -> str:
    """Return links to the pages of all jurisdictions."""
    pages = sorted((FOLDER.parent / "jurisdictions").glob("*.md"))
    heads = {page.name: page.read_text("utf-8").partition("\n")[0].removeprefix("# ") for page in pages}
    return ", ".join(f"[{head}](../jurisdictions/{name})" for name, head in heads.items())


def events() -> str:
    """Return the page of events in Markdown."""
    return _EVENTS.format(
        always=words(ALWAYS - {"on", "kind"}), letter=words(_LETTER), act=words(ACT_FIELDS - ALWAYS),
        kinds=table(["kind", "what", "needs", "may have", "rank"], kinds()), ranks="; ".join(_RANKS),
        countries=countries(), facts=table(["name", "value", "says"], facts()),
        fields=table(["field", "value", "means"], fields()),
    )  # fmt: skip


_FAMILIES: Final = ("act_on_", "none_recommended_", "rest_", "advice_", "occasion_")
"""With what the code of a part begins that says a code of another list."""


def findings() -> str:
    """Return the page of findings, reasons and other codes in Markdown."""
    parts = sentences("part")
    of = {family: _family(parts, family) for family in _FAMILIES}
    own = {code: text for code, text in parts.items() if not code.startswith(_FAMILIES)}
    return _FINDINGS.format(
        findings=coded(sentences("finding")), reasons=coded(sentences("reason")), waits=coded(of["act_on_"]),
        none_recommended=coded(of["none_recommended_"]), advice=coded({**of["rest_"], **of["advice_"]}),
        assumptions=coded(sentences("assumption")), provisional=coded(sentences("provisional")),
        occasions=coded(of["occasion_"]), parts=coded(own),
    )  # fmt: skip


def coded(found: Mapping[str, str]) -> str:
    """Return a table of codes and what they say."""
    return table(["code", "says"], ([f"`{code}`", text] for code, text in found.items()))


def _family(parts: Mapping[str, str], family: str) -> dict[str, str]:
    """The codes of another list, as they stand there."""
    own = (code for code in parts if code.startswith(family) and not code.endswith("_undated"))
    return {code.removeprefix(family): parts[code] for code in own}


def sentences(word: str) -> dict[str, str]:
    """Return code → sentence of one table of the engine's own English words, as it stands for more than one."""
    found: dict[str, str] = _english()[word]
    return {code: _COUNTED.sub(r"\1", text) if isinstance(text, str) else text for code, text in found.items()}


_COUNTED = re.compile(r"\{\w+\|[^{}|]*\|([^{}|]*)\}")
"""A word for one and for more."""


def _english() -> dict[str, Any]:
    return tomllib.loads(files("collectrules").joinpath("words", "languages", "en.toml").read_text("utf-8"))


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


def facts() -> Iterator[list[str]]:
    """Yield a row for each fact that an event may record."""
    english = _english()
    kinds_of_value = {
        "flag": "`true` or `false`", "amount": "amount, as text", "percent": "percent, as text",
        "count": "whole number",
    }  # fmt: skip
    for name in sorted(GIVEN):
        fact = FACTS[name]
        said = english["flag"][name]["yes"] if name in english["flag"] else english["fact"][name]
        yield [f"`{name}`", ", ".join(f"`{word}`" for word in fact.words) or kinds_of_value[fact.type], said]


def fields() -> Iterator[list[str]]:
    """Yield a row for each field, as the JSON Schema of an event describes it."""
    for name, spec in Event.model_json_schema(by_alias=True)["properties"].items():
        yield [f"`{name}`", values(spec), spec["description"]]


def values(spec: Mapping[str, Any]) -> str:
    """Return what a field may hold.

    >>> values({"enum": ["full", "partial"]}), values({"type": "string", "format": "date"})
    ('`full`, `partial`', 'day')
    >>> values({"type": "array", "items": {"$ref": "#/$defs/Claim"}})
    'list of [claim](case.md#claim)'
    """
    if "unit" in spec:
        return "amount" if spec["unit"].startswith("currency") else spec["unit"]
    if "anyOf" in spec:
        return " or ".join(dict.fromkeys(found for part in spec["anyOf"] if (found := values(part))))
    if "enum" in spec or "const" in spec:
        return ", ".join(f"`{word}`" for word in spec.get("enum", [spec.get("const")]))
    if "$ref" in spec:
        return _linked(spec["$ref"].rpartition("/")[2])
    if spec.get("type") == "array":
        return f"list of {values(spec['items']).replace('text', 'names')}"
    names = {"string": "text", "boolean": "`true` or `false`", "integer": "whole number", "object": "names with a text"}
    return "day" if spec.get("format") == "date" else names.get(spec.get("type", ""), "")


def _linked(name: str) -> str:
    """A part of a case by its heading, with a link to it; of another, its name."""
    if name == Event.__name__:
        return "[event](events.md)"
    head = next((head for head, model in (_PARTS | _BESIDE).items() if model.__name__ == name), None)
    return f"`{name.lower()}`" if head is None else f"[{head.lower()}](case.md#{head.lower().replace(' ', '-')})"


def words(names: Iterable[str]) -> str:
    """Return names in order, as code; `as_` is `as` in a document."""
    return ", ".join(f"`{name.rstrip('_')}`" for name in sorted(names))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    return "".join(f"| {' | '.join(line)} |\n" for line in (head, ["---"] * len(head), *rows))


def pages() -> dict[Path, str]:
    """Return path → text of every page."""
    return {FOLDER / "case.md": case(), FOLDER / "events.md": events(), FOLDER / "findings.md": findings()}


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
