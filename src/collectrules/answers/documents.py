"""Documents: any answer or case as plain data, as canonical text, and back; older formats brought up to date."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, Final, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from collectrules.ground.errors import BadInput, bad_input, nearest, of_type
from collectrules.ground.money import exponent, minor_of, to_text
from collectrules.nouns.answer import ENGINE, Deferring
from collectrules.nouns.case import FORMAT, faults_of, parse, read_text

KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "case": ("nouns.case", "Case"),
    "standing": ("answers.standings", "Standing"),
    "statement": ("answers.statements", "Statement"),
    "receipts": ("answers.receipts", "Receipts"),
    "monthly_statement": ("answers.periods", "MonthlyStatement"),
    "next": ("answers.proposals", "NextSteps"),
    "settle": ("answers.settling", "SettlementOffer"),
    "plan": ("answers.plans", "InstalmentPlan"),
    "simulate": ("simulation.simulating", "Simulation"),
    "side_by_side": ("simulation.abreast", "SideBySide"),
    "compare": ("answers.comparing", "Comparison"),
    "audit": ("answers.auditing", "Audit"),
    "assessment": ("answers.accepting", "Assessment"),
    "interest": ("answers.figures", "InterestAnswer"),
    "tariff": ("answers.figures", "TariffAnswer"),
    "choice": ("answers.choosing", "Choice"),
    "report": ("portfolio.reporting.tables", "Report"),
    "law_change": ("portfolio.diffing", "LawChange"),
    "explanation": ("explaining", "Explanation"),
    "timeline": ("answers.timelines", "Timeline"),
    "notice": ("notices.writing", "Notice"),
    "account_letter": ("notices.accounts", "AccountLetter"),
    "overview": ("portfolio.summaries", "Overview"),
    "worklist": ("portfolio.worklists", "Worklist"),
    "taken": ("portfolio.worklists", "Taken"),
    "digest": ("portfolio.digests", "Digest"),
    "consolidation": ("portfolio.consolidating", "Consolidation"),
    "simulated": ("portfolio.imagined", "Simulated"),
    "import": ("portfolio.importing.outcomes", "Import"),
    "certificate": ("certifying.documents", "Certificate"),
    "verification": ("certifying.documents", "Verification"),
    "freshness": ("checking.freshness", "Freshness"),
}
"""Word in a document's `answer` (a case has none) → module and class."""

_WIDEST: Final = 16
_AS_THEY_ARE: Final = frozenset({str, bool, int})
Source = str | Path | Mapping[str, object] | IO[str] | IO[bytes]


# Writing ---------------------------------------------------------------------------------------------------


def dump(thing: BaseModel) -> dict[str, object]:
    """Return a case, an answer or a part of one as plain data; nothing is left to be worked out.

    Sums are text in major units with exactly the currency's decimals, rates text with at least two, days
    `YYYY-MM-DD`; what is unknown is left out, lists are always there.

    Raises:
        BadInput: `wrong_type` for anything else.

    """
    of_type(thing, BaseModel, "thing", "a case, an answer or a part of one")
    currency = getattr(thing, "currency", None)
    return _model(thing, exponent(currency) if isinstance(currency, str) else None)


def dumps(thing: BaseModel, *, indent: int | None = None) -> str:
    """Return the canonical text of a case or an answer: JSON, keys in order, letters as they are.

    Args:
        thing: a case, an answer or a part of one.
        indent: blanks by which each level stands further in, up to 16; everything on one line if it is not given.

    Raises:
        BadInput: `wrong_type`.

    """
    if indent is not None and (type(indent) is not int or not 0 <= indent <= _WIDEST):
        raise bad_input("wrong_type", "indent", f"a whole number of blanks, 0 to {_WIDEST}", indent)
    return json.dumps(dump(thing), sort_keys=True, ensure_ascii=False, indent=indent)


def _model(thing: BaseModel, decimals: int | None) -> dict[str, object]:
    if isinstance(thing, Deferring):
        thing.opened()
    values = thing.__dict__
    found: dict[str, object] = {}
    for name, word, unit in _plan(type(thing)):
        value = values[name]
        if value is None:
            continue
        found[word] = value if type(value) in _AS_THEY_ARE else _plain(value, unit, decimals)
    return found


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, str, str | None], ...]:
    """Field, its word in a document, and its unit; the classes of the package bound what is kept."""
    return tuple((name, spec.alias or name, _unit(spec)) for name, spec in model.model_fields.items())


def _unit(spec: FieldInfo) -> str | None:
    for extra in (spec.json_schema_extra, *_extras(spec.annotation)):
        if isinstance(extra, Mapping):
            return str(extra["unit"])
    return None


def _extras(annotation: object) -> Iterator[object]:
    for info in getattr(annotation, "__metadata__", ()):
        yield getattr(info, "json_schema_extra", None)
    for inner in get_args(annotation):
        yield from _extras(inner)


def _plain(value: object, unit: str | None, decimals: int | None) -> object:
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, Decimal):
        return _number(value, unit, decimals)
    if isinstance(value, BaseModel):
        return _model(value, decimals)
    if isinstance(value, tuple | list):
        return [item if type(item) in _AS_THEY_ARE else _plain(item, unit, decimals) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(item, None, decimals) for key, item in value.items()}
    return value.isoformat() if isinstance(value, dt.date) else value


def _number(value: Decimal, unit: str | None, decimals: int | None) -> str:
    if unit == "currency, major" and decimals is not None:
        return to_text(minor_of(value, decimals), decimals)
    text = format(value, "f")
    if unit == "percent per year":
        whole, _, rest = text.partition(".")
        return f"{whole}.{rest.rstrip('0').ljust(2, '0')}"
    return text


# Reading ---------------------------------------------------------------------------------------------------


def load(source: Source, *, kind: type[BaseModel] | None = None) -> BaseModel:
    """Return what a document holds: a case, or the answer that its `answer` names; `load(dump(x)) == x`.

    Args:
        source: a path to JSON or TOML, such text, an open file, or a mapping.
        kind: the class, for a part of an answer that stands alone, such as `Proposal`.

    Raises:
        BadInput: every fault at once; `format_too_new` for a document of a later format; `wrong_type` of `kind`.

    """
    document = upgrade(source if isinstance(source, Mapping) else _parsed(source))
    _check_class(kind)
    model = kind if kind is not None else _class_of(document)
    try:
        return model.model_validate(document)
    except ValidationError as error:
        raise BadInput(faults_of(error, model)) from None


def _check_class(kind: object) -> None:
    if kind is not None and not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        raise bad_input("wrong_type", "kind", "the class of a part of an answer, such as Proposal", kind)


def upgrade(document: Mapping[str, object]) -> dict[str, object]:
    """Return a document in the newest format this engine reads; the given one is not changed.

    Raises:
        BadInput: `format_too_new`, naming the versions, or `unknown_format`.

    """
    if not isinstance(document, Mapping):
        raise bad_input("not_a_document", "document", "an object", document)
    found = document.get("format", FORMAT)
    if type(found) is not int or found < 1:
        raise bad_input("unknown_format", "format", f"format {FORMAT}", found, str(FORMAT))
    if found > FORMAT:
        raise bad_input("format_too_new", "format", f"format {FORMAT}, the newest that engine {ENGINE} reads", found)
    return dict(document)


def _parsed(source: str | Path | IO[str] | IO[bytes]) -> Mapping[str, object]:
    raw = parse(read_text(source))
    if not isinstance(raw, Mapping):
        raise bad_input("not_a_document", "document", "an object", raw)
    return raw


def _class_of(document: Mapping[str, object]) -> type[BaseModel]:
    """The class a document names; one that names none is a case."""
    word = str(document.get("answer", "case"))
    if word not in KINDS:
        raise bad_input("unknown_answer", "answer", "a kind of answer", word, nearest(word, KINDS))
    return class_of(word)


def class_of(word: str) -> type[BaseModel]:
    """Return the class of a kind of document."""
    module, name = KINDS[word]
    found: type[BaseModel] = getattr(import_module(f"collectrules.{module}"), name)
    return found
