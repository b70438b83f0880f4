"""The sides of a case: what may be known of a creditor or debtor, never who it is."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from collectrules.ground.scalars import Day, Flag, Items, Name


class CasePart(BaseModel):
    """A frozen part of a case document; an unknown field is refused."""

    # The validator of a case holds those of its parts; one of a part alone is made when it is first asked for.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


Capacity = Literal["company", "owner", "partner", "body", "signatory", "director", "other"]
"""In what capacity somebody stands in a register; what binds nobody (signatory, director, other) is said too."""


class Register(CasePart):
    """An entry in the commercial register, or in another one, in a capacity, over a time."""

    register_: Literal["commercial", "other"] = Field(alias="register", description="Which register.")
    capacity: Capacity | None = Field(default=None, description="As what; absent is not known.")
    from_: Day | None = Field(default=None, alias="from", description="The first day of the entry.")
    to: Day | None = Field(default=None, description="The last day of the entry; absent, it still stands.")
    published: Day | None = Field(
        default=None, description="When it was published; it then counts from the day after, not from `from`."
    )
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


PartyKind = Literal["consumer", "business", "public"]


class _Side(CasePart):
    """What may be known of either side; no names or numbers of persons."""

    recovers_vat: Flag | None = Field(default=None, description="Whether this side can deduct VAT.")
    legal_form: Name | None = Field(default=None, description="The legal form, a word of the profile's own list.")
    natural: Flag | None = Field(default=None, description="Whether this side is a natural person.")
    abroad: Literal["no", "eu_eea", "elsewhere"] | None = Field(
        default=None, description="Whether this side has its home or seat abroad, and where."
    )
    registered: Flag | None = Field(
        default=None, description="Whether it stands in the commercial register on every day that matters."
    )
    registers: Items[Register] = Field(
        default=(), description="Its entries in registers, each with its days, where `registered` says too little."
    )
    handler: Name | None = Field(default=None, description="Who speaks for this side; for the host, no answer asks it.")


class Party(_Side):
    """A side of the case in its capacity for this transaction; no names or numbers of persons."""

    kind: PartyKind = Field(description="The capacity in this transaction.")


class Debtor(_Side):
    """The debtor. `kind` may be left out where `legal_form`, `natural` or a register is given.

    A rule of the profile then tells it, and the answer lists that rule under `assumptions`.
    """

    kind: PartyKind | None = Field(
        default=None,
        description="The capacity in this transaction; where it is absent, a rule of the profile tells it.",
    )

    @model_validator(mode="before")
    @classmethod
    def _from_party(cls, given: object) -> object:
        """A party is a debtor too."""
        return given.model_dump(by_alias=True, exclude_none=True) if isinstance(given, Party) else given
