"""The sides of a case: what may be known of a creditor or debtor, never who it is."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from collectrules.ground.scalars import Day, Flag, Name


class CasePart(BaseModel):
    """A frozen part of a case document; an unknown field is refused."""

    # The validator of a case holds those of its parts; one of a part alone is made when it is first asked for.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


Capacity = Literal["company", "owner", "partner", "body", "signatory", "director", "other"]
"""In what capacity somebody stands in a register; what binds nobody (signatory, director, other) is said too."""


class Register(CasePart):
    """An entry in the commercial register, or in another one, in a capacity, over a time."""

    register_: Literal["commercial", "other"] = Field(alias="register")
    capacity: Capacity | None = None
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    published: Day | None = None
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


PartyKind = Literal["consumer", "business", "public"]


class _Side(CasePart):
    """What may be known of either side; no names or numbers of persons."""

    recovers_vat: Flag | None = None
    legal_form: Name | None = None
    natural: Flag | None = None
    abroad: Literal["no", "eu_eea", "elsewhere"] | None = None
    registered: Flag | None = None
    registers: tuple[Register, ...] = ()
    handler: Name | None = None


class Party(_Side):
    """A side of the case in its capacity for this transaction; no names or numbers of persons."""

    kind: PartyKind


class Debtor(_Side):
    """The debtor. `kind` may be left out where `legal_form`, `natural` or a register is given.

    A rule of the profile then tells it, and the answer lists that rule under `assumptions`.
    """

    kind: PartyKind | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_party(cls, given: object) -> object:
        """A party is a debtor too."""
        return given.model_dump(by_alias=True, exclude_none=True) if isinstance(given, Party) else given
