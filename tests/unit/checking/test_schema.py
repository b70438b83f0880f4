"""The schema of profile files: current, true of every profile that ships, and strict where the reader is."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules.checking import profile_schema
from collectrules.loader import model as m
from collectrules.loader.vocabulary import FACTS

ROOT = Path(__file__).parents[3]
COMMITTED = ROOT / "docs" / "reference" / "schemas" / "profile.schema.json"
TYPES = {
    "string": lambda value: isinstance(value, str | dt.date),
    "number": lambda value: isinstance(value, int | Decimal) and not isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
}


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return profile_schema()


def test_the_committed_schema_is_current(schema: dict[str, Any]) -> None:
    """Write it anew with `json.dumps(profile_schema(), indent=2, sort_keys=True)`."""
    assert COMMITTED.read_text("utf-8") == json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def faults(schema: Mapping[str, Any], value: object, root: Mapping[str, Any], place: str = "") -> Iterator[str]:
    """What is wrong with a value under a schema: the part of JSON Schema that ours uses, and no more."""
    known = {
        "$ref", "anyOf", "type", "enum", "const", "format", "description", "properties", "required", "items",
        "additionalProperties", "patternProperties", "prefixItems", "minItems", "maxItems", "minProperties", "$schema",
        "$defs", "title",
    }  # fmt: skip
    assert schema.keys() <= known, f"the schema uses {schema.keys() - known}, which this test does not understand"
    if "$ref" in schema:
        yield from faults(root["$defs"][schema["$ref"].rpartition("/")[2]], value, root, place)
        return
    if "anyOf" in schema:
        tries = [list(faults(one, value, root, place)) for one in schema["anyOf"]]
        yield from min(tries, key=len)
        return
    kinds = schema.get("type", [])
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if kinds and not any(TYPES[kind](value) for kind in kinds):
        yield f"{place}: no {kinds}"
    elif value not in schema.get("enum", [value]) or value != schema.get("const", value):
        yield f"{place}: {value} is none of its words"
    elif isinstance(value, dict):
        yield from in_table(schema, value, root, place)
    elif isinstance(value, list):
        yield from in_list(schema, value, root, place)


def in_table(schema: Mapping[str, Any], table: dict[str, object], root: Mapping[str, Any], place: str) -> Iterator[str]:
    if len(table) < schema.get("minProperties", 0):
        yield f"{place}: nothing in it"
    yield from (f"{place}: {word} is missing" for word in schema.get("required", []) if word not in table)
    for word, value in table.items():
        inner = schema.get("properties", {}).get(word)
        if inner is None and word.startswith("reading.") and "patternProperties" in schema:
            (inner,) = schema["patternProperties"].values()
        inner = schema.get("additionalProperties", True) if inner is None else inner
        if inner is False:
            yield f"{place}: {word} is unknown"
        elif inner is not True:
            yield from faults(inner, value, root, f"{place}.{word}")


def in_list(schema: Mapping[str, Any], items: list[object], root: Mapping[str, Any], place: str) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(items) <= schema.get("maxItems", len(items)):
        yield f"{place}: {len(items)} items"
    for number, item in enumerate(items):
        prefix = schema.get("prefixItems", [])
        inner = prefix[number] if number < len(prefix) else schema.get("items", {})
        yield from faults(inner, item, root, f"{place}[{number + 1}]")


FILES = sorted((ROOT / "profiles").glob("*/*.toml")) + sorted((ROOT / "profiles").glob("*/[cw]*/*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_that_ships_is_valid(schema: dict[str, Any], path: Path) -> None:
    tables = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    assert list(faults(schema, tables, schema)) == []


FEE = {"what": "A fee", "law": "a", "act": "reminder", "part": "reminder", "amount": Decimal(5)}


@pytest.mark.parametrize(
    "fee",
    [
        FEE | {"amount": {"bands": [[100, 5], ["over", {"is": 9, "percent_above": 1}]]}, "of": "principal"},
        FEE | {"when": {"debtor": "consumer", "principal": {"to": 100}, "title": {"not": "none"}}},
        FEE | {"when": [{"debtor": ["consumer", "business"], "law": "a", "reading.gap": "wide"}]},
        FEE | {"vat": {"reading": "r", "is": {"a": "none", "b": "add"}}},
        FEE | {"once": {"since": "previous.charged", "days": 10, "counting": "calendar_days"}},
        FEE | {"from": dt.date(2010, 1, 1), "law": ["a", "b"]},
        FEE | {"amount": {"keyed_by": "act", "value": [{"from": dt.date(2010, 1, 1), "unknown": True}]}},
    ],
)
def test_what_the_reader_takes_is_valid(schema: dict[str, Any], fee: dict[str, object]) -> None:
    assert list(faults(schema, {"fee": {"x": fee}}, schema)) == []


@pytest.mark.parametrize(
    "fee",
    [
        FEE | {"amont": 5},
        FEE | {"part": "postage"},
        FEE | {"when": {"debtor_kind": "consumer"}},
        FEE | {"when": {"debtor": "company"}},
        FEE | {"when": {"overdue": "yes"}},
        FEE | {"when": {"principal": {"upto": 5}}},
        FEE | {"when": {}},
        FEE | {"amount": {"bands": [[100, 5, 6]]}},
        FEE | {"vat": {"reading": "r", "is": {"a": "some"}}},
        FEE | {"name": "y"},
        {word: value for word, value in FEE.items() if word != "law"},
        "a fee",
    ],
)
def test_what_the_reader_refuses_is_not_valid(schema: dict[str, Any], fee: object) -> None:
    assert list(faults(schema, {"fee": {"x": fee}}, schema)) != []


def test_every_kind_of_record_and_every_fact_is_in_the_schema(schema: dict[str, Any]) -> None:
    assert set(schema["properties"]) == {"profile", "defaults", "case", *m.KINDS}
    assert FACTS.keys() <= schema["$defs"]["Condition"]["properties"].keys()


def test_no_word_shows_the_underscore_that_the_code_needs(schema: dict[str, Any]) -> None:
    words = {word for table in schema["$defs"].values() for word in table.get("properties", {})}
    assert words
    assert [word for word in words if word.endswith("_")] == []
