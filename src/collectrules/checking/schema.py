"""The JSON Schema of profile files, made from the very classes that the reader fills."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import core_schema

from collectrules.loader import model as m
from collectrules.loader.read import word_of
from collectrules.loader.vocabulary import FACTS, READING, FactType

_SCALARS: Final[Mapping[FactType, JsonSchemaValue]] = {
    "flag": {"type": "boolean"}, "word": {"type": "string"}, "set": {"type": "string"},
    "day": {"type": "string", "format": "date"}, "amount": {"type": "number"}, "percent": {"type": "number"},
    "count": {"type": "integer"},
}  # fmt: skip
_LAWS: Final[JsonSchemaValue] = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}


class _Profile(GenerateJsonSchema):
    """Writes the classes as the files have them: words without underscores, one value for a list of one."""

    def field_title_should_be_set(self, schema: object) -> bool:
        """No word needs a title beside itself."""
        del schema
        return False

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        """A number, exact as it is written."""
        del schema
        return {"type": "number"}

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        """A list of any length, which one value alone may stand for; or a list of a fixed one."""
        found = super().tuple_schema(schema)
        items = found.get("items")
        return {"anyOf": [items, found]} if isinstance(items, dict) and "prefixItems" not in found else found

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        """A table of words, and no others; a condition is a table of facts."""
        cls = schema["cls"]
        if cls is m.Condition:
            return _condition()
        if cls is m.ByReading:
            return self._by_reading(schema)
        found = super().dataclass_schema(schema)
        own = {"name", "file"} if cls in m.KINDS.values() else set()
        words = {word_of(name): spec for name, spec in found["properties"].items() if name not in own}
        required = [word_of(name) for name in found.get("required", ()) if name not in own]
        table = found | {"properties": words, "required": required, "additionalProperties": False}
        short = getattr(cls, "short", None)
        return table if short is None else {"anyOf": [words[word_of(short)], table]}

    def _by_reading(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        """A word that depends on a doubt: `{ reading = …, is = { option = … } }`."""
        options = super().dataclass_schema(schema)["properties"]["options"]
        return {
            "type": "object", "properties": {"reading": {"type": "string"}, "is": options},
            "required": ["reading", "is"], "additionalProperties": False,
        }  # fmt: skip

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Only the value itself: what a word means where it is left out stands in the manual."""
        return self.generate_inner(schema["schema"])

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """TOML has no null: a word is there or it is not."""
        return self.generate_inner(schema["schema"])


def profile_schema() -> dict[str, object]:
    """Return the JSON Schema of a profile's rule files: every kind of record, with every word it may have."""
    classes: dict[str, type] = {"profile": m.Header, "case": m.GoldenCase, **m.KINDS}
    inputs: list[tuple[str, JsonSchemaMode, TypeAdapter[object]]]
    inputs = [(word, "validation", TypeAdapter(cls)) for word, cls in classes.items()]
    schemas, shared = TypeAdapter.json_schemas(inputs, schema_generator=_Profile)
    found = {word: schemas[word, "validation"] for word in classes}
    named = {word: {"type": "object", "additionalProperties": found[word]} for word in m.KINDS}
    defaults = {
        "type": "object",
        "properties": {word: {"type": "object"} for word in m.KINDS},
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A rule file of a collectrules profile",
        "type": "object",
        "properties": {
            "profile": found["profile"], "defaults": defaults, **named,
            "case": {"type": "array", "items": found["case"]},
        },
        "additionalProperties": False,
        "$defs": shared["$defs"] | {"Matcher": _matcher()},
    }  # fmt: skip


# Conditions ------------------------------------------------------------------------------------------------


def _condition() -> JsonSchemaValue:
    facts = {name: _fact(fact.type, fact.words) for name, fact in FACTS.items()}
    return {
        "type": "object", "properties": {"law": _LAWS, **facts}, "additionalProperties": False, "minProperties": 1,
        "patternProperties": {f"^{READING.replace('.', '[.]')}": _fact("word", ())},
    }  # fmt: skip


def _fact(kind: FactType, words: tuple[str, ...]) -> JsonSchemaValue:
    one = _SCALARS[kind] | ({"enum": list(words)} if words else {})
    table = {"$ref": "#/$defs/Matcher"}
    return {"anyOf": [table] if kind == "day" else [one, {"type": "array", "items": one, "minItems": 1}, table]}


def _matcher() -> JsonSchemaValue:
    plain = {"type": ["string", "number", "boolean"]}
    bounds = dict.fromkeys(("from", "to", "over", "below"), plain)
    several = {"anyOf": [plain, {"type": "array", "items": plain, "minItems": 1}]}
    inner = {"anyOf": [*several["anyOf"], {"$ref": "#/$defs/Matcher"}]}
    return {
        "type": "object", "properties": {**bounds, "not": inner, "all": several}, "additionalProperties": False,
        "minProperties": 1,
    }  # fmt: skip
