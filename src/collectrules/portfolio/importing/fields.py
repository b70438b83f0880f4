"""What a row of an import may say: our fields, how each is read, and the neutral schema that a connector writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

Kind = Literal["text", "amount", "day", "flag"]
REMINDERS: Final = 3
ACT: Final = "act."
"""A field of this beginning is the day of an act: `act.payment_order_requested`."""


class Field(NamedTuple):
    """One field of a row: how its cell is read, and what it says."""

    kind: Kind
    what: str
    required: bool = False


def _reminders() -> Iterator[tuple[str, Field]]:
    for n in range(1, REMINDERS + 1):
        yield f"reminder_{n}_date", Field("day", f"the day of reminder {n}")
        yield f"reminder_{n}_fee", Field("amount", "the fee it claimed; the default fee where only its day is given")
        yield f"reminder_{n}_compensation", Field("flag", "whether it claimed the lump sum for late payment, too")
        yield f"reminder_{n}_warning", Field("flag", "whether it warned of collection")


FIELDS: Final[Mapping[str, Field]] = MappingProxyType(
    {
        "name": Field("text", "the debtor's name; it stays beside the case", required=True),
        "customer": Field("text", "the debtor's number in the books, under which rows are joined"),
        "company_number": Field("text", "the debtor's number in a register of companies"),
        "personal_number": Field("text", "the debtor's personal number; it stays beside the case"),
        "phone": Field("text", "a telephone number"),
        "mobile": Field("text", "another one"),
        "email": Field("text", "an address for electronic mail"),
        "address": Field("text", "street and number"),
        "zip": Field("text", "the postal code"),
        "town": Field("text", "the town"),
        "invoice": Field("text", "the number of the invoice", required=True),
        "amount": Field("amount", "its amount with VAT, as it was first asked for", required=True),
        "date": Field("day", "the day of the invoice", required=True),
        "due": Field("day", "the last day to pay it in time", required=True),
        "arose": Field("day", "the day the claim arose"),
        "sent": Field("flag", "whether the invoice was sent at all"),
        "sent_date": Field("day", "the day it was sent; without one it was not"),
        **dict(_reminders()),
        "credit_number": Field("text", "the number of a credit note"),
        "credit_amount": Field("amount", "its amount"),
        "credit_date": Field("day", "the day it was made"),
        "credit_due": Field("day", "the day it counts from; the day it was made where none is given"),
        "payment_date": Field("day", "the day of a payment"),
        "payment_amount": Field("amount", "its amount"),
        "open": Field("amount", "what the books have as open of this invoice, without fees"),
        "balance": Field("amount", "what the books have as open of this debtor's invoices, without fees"),
        "unmatched": Field("amount", "postings on the debtor's account that are matched to no invoice"),
        "stage": Field("text", "an act that was done, in a word that the layout knows"),
        "stage_date": Field("day", "the day of that act"),
        "title": Field("text", "what kind of title was obtained"),
        "title_date": Field("day", "the day it was obtained"),
        "case": Field("text", "the id of the case; the number of its first invoice where none is given"),
        "workflow": Field("text", "the workflow it follows"),
    }
)
INVOICE: Final = ("invoice", "amount", "date", "due")
"""What makes a row an invoice. One that has none of them but the number is a posting to that invoice."""
PATTERNS: Final[Mapping[Kind, Mapping[str, object]]] = MappingProxyType(
    {
        "text": {"type": ["string", "integer", "null"]},
        "amount": {"type": ["string", "integer", "null"], "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
        "day": {"type": ["string", "null"], "format": "date"},
        "flag": {"type": ["boolean", "string", "integer", "null"]},
    }
)


def field_of(name: str) -> Field | None:
    """Return a field by its name; None if there is none of that name.

    >>> field_of("due").kind, field_of("act.title_applied").kind, field_of("colour")
    ('day', 'day', None)
    """
    if name.startswith(ACT) and len(name) > len(ACT):
        return Field("day", f"the day of {name.removeprefix(ACT)}")
    return FIELDS.get(name)


def row_schema() -> dict[str, object]:
    """Return the JSON Schema of a neutral row: what a connector writes to need no mapping.

    >>> row_schema()["properties"]["due"]["format"]
    'date'
    """
    properties = {name: {**PATTERNS[one.kind], "description": one.what} for name, one in FIELDS.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ImportRow",
        "description": "One invoice of a debtor, or a posting to one; a line of a JSON Lines file.",
        "type": "object",
        "properties": properties,
        "patternProperties": {rf"^{ACT.removesuffix('.')}\.": {"type": ["string", "null"], "format": "date"}},
        "additionalProperties": False,
    }
