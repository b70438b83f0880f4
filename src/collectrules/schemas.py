"""JSON Schemas of the case document and of every answer, generated from the classes themselves."""

from __future__ import annotations

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from collectrules.answers.documents import KINDS, class_of
from collectrules.ground.errors import bad_input, nearest
from collectrules.nouns.case import FORMAT

_AMOUNT = r"^-?[0-9]+(\.[0-9]+)?$"


class _Documents(GenerateJsonSchema):
    """Writes decimals as the text they are in documents."""

    def decimal_schema(self, _schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        """Return a decimal as text, in reading and in writing."""
        return {"type": "string", "pattern": _AMOUNT}


def kinds() -> tuple[str, ...]:
    """Return the kinds of document that have a schema."""
    return tuple(KINDS)


def schema(kind: str) -> JsonSchemaValue:
    """Return the JSON Schema of a kind of document, `case` or an answer.

    Raises:
        BadInput: `unknown_answer`.

    """
    if kind not in KINDS:
        raise bad_input("unknown_answer", "kind", "a kind of document", kind, nearest(kind, KINDS))
    model: type[BaseModel] = class_of(kind)
    found = model.model_json_schema(by_alias=True, schema_generator=_Documents, mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$comment": f"format {FORMAT}", **found}
