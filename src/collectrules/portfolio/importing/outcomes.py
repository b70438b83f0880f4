"""What becomes of the rows of an import: a case, quarantine with every reason, or left out; and the counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from collectrules.ground.scalars import Amount
from collectrules.nouns.answer import ENGINE, Part, ProfileMark
from collectrules.nouns.case import Case


class Reason(Part):
    """Why a row is no case, or would be an uncertain one: where it stands, and what was expected there.

    A `fault` has to be mended; a row that has nothing but a `doubt` can be taken in all the same. `field` is ours,
    `column` the file's heading, if the reason lies in one.
    """

    row: int
    field: str | None = None
    column: str | None = None
    kind: Literal["fault", "doubt"]
    code: str
    expected: str
    got: str | None = None
    nearest: str | None = None


class Assumed(Part):
    """What was taken for granted of a row because the file does not say it; `code` and `values` say it in words."""

    row: int
    field: str
    column: str | None = None
    code: str
    values: Mapping[str, str] = Field(default_factory=dict)


class DebtorCard(Part):
    """Who the debtor of a case is, beside the case and never in it: no case holds a name or number of a person.

    `key` is the number under which the file's rows were joined; without one, each row stands alone.
    """

    key: str | None = None
    name: str
    customer: str | None = None
    company_number: str | None = None
    personal_number: str | None = None
    phones: tuple[str, ...] = ()
    email: str | None = None
    address: str | None = None
    zip: str | None = None
    town: str | None = None

    def addressee(self) -> dict[str, object]:
        """Return the debtor as letters name him: what `notice` takes as `parties={"debtor": …}`."""
        place = " ".join(part for part in (self.zip, self.town) if part)
        found = {
            "name": self.name, "address": [line for line in (self.address, place) if line], "email": self.email,
            "phone": self.phones[0] if self.phones else None, "enterprise_number": self.company_number,
        }  # fmt: skip
        return {name: value for name, value in found.items() if value}


class Entered(Part):
    """Rows that have become a case; `reasons` are the doubts in spite of which it was taken in as unverified."""

    id: str
    rows: tuple[int, ...]
    invoices: tuple[str, ...]
    amount: Amount
    open: Amount
    debtor: DebtorCard
    assumptions: tuple[Assumed, ...] = ()
    reasons: tuple[Reason, ...] = ()
    case: Case | None = None


class Quarantined(Part):
    """A row that is no case, with every reason; `cells` are what stands in it, under the file's headings.

    `beside` are all rows of the same debtor that are held together, itself among them.
    """

    row: int
    beside: tuple[int, ...]
    invoice: str | None = None
    reasons: tuple[Reason, ...]
    cells: Mapping[str, str | bool | None] = Field(default_factory=dict)

    @property
    def may_enter(self) -> bool:
        """Whether it can be taken in as it is, marked as unverified."""
        return all(reason.kind == "doubt" for reason in self.reasons)


class LeftOut(Part):
    """A row that the filter leaves out, and by which of its words."""

    row: int
    code: str


Outcome = Entered | Quarantined | LeftOut


class Counts(Part):
    """How many there are: `rows` = `entered` + `quarantined` + `left_out`; blank rows are not among them.

    `cases` are what the entered rows have become, `held` the debtors whose rows are in quarantine; of each reason,
    assumption and word of the filter the number of rows is told.
    """

    rows: int
    entered: int
    quarantined: int
    left_out: int
    blank: int
    cases: int
    held: int
    reasons: Mapping[str, int] = Field(default_factory=dict)
    assumptions: Mapping[str, int] = Field(default_factory=dict)
    left_out_by: Mapping[str, int] = Field(default_factory=dict)


class Import(Part):
    """An import, or the preview of one: nothing is written by it. The cases are in `entered`."""

    format: Literal[1] = 1
    answer: Literal["import"] = "import"
    engine: str = ENGINE
    profile: ProfileMark
    currency: str
    counts: Counts
    entered: tuple[Entered, ...]
    quarantined: tuple[Quarantined, ...]
    left_out: tuple[LeftOut, ...]
    unused: tuple[str, ...]
    absent: tuple[str, ...]

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases, as far as they are kept here."""
        return tuple(one.case for one in self.entered if one.case is not None)
