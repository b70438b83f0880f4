"""A profile as a whole: its header, laws, stages and readings, and the drawers with every record of it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import field, fields
from typing import Any

from collectrules.ground.records import record
from collectrules.loader import words as w
from collectrules.loader.model.course import (
    Act,
    Capacity,
    Clock,
    Limitation,
    Notice,
    Outlook,
    Payday,
    Plan,
    Settlement,
    Stay,
    Title,
    Workflow,
)
from collectrules.loader.model.days import Calendar, Counting, Delivery, Holidays
from collectrules.loader.model.fees import Allocation, Cap, Fee
from collectrules.loader.model.figures import Base, Protected, Series, Value
from collectrules.loader.model.head import Number
from collectrules.loader.model.interest import Interest, Rate


@record(kw_only=True)
class Header:
    """Who the profile speaks for. Before `first_day` the law is not modelled.

    `cash` is the smallest coin, in major units, where that is more than the smallest sum: only cash is rounded to it.
    """

    id: str
    name: str
    version: str
    status: w.Status
    languages: tuple[str, ...]
    currency: str
    first_day: dt.date
    regions: tuple[str, ...] = ()
    legal_forms: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    cash: Number | None = None
    what: str | None = None


@record(kw_only=True)
class Stage:
    """A place in the life of a claim."""

    name: str = ""
    file: str = ""
    what: str
    law: tuple[str, ...] = ()
    entry: bool = False
    closed: bool = False


@record(kw_only=True)
class Law:
    """One cited provision; `kind` is the only place that says what a rule rests on."""

    name: str = ""
    file: str = ""
    title: str
    section: str
    kind: w.LawKind
    url: str | None = None
    from_: dt.date | None = None
    to: dt.date | None = None


@record(kw_only=True)
class Reading:
    """A named doubt: its options, and the one that proposals follow."""

    name: str = ""
    file: str = ""
    question: str
    options: dict[str, str]
    cautious: str
    law: tuple[str, ...] = ()
    what: str | None = None


@record(kw_only=True)
class GoldenCase:
    """A case in a lawyer's words: facts, day, and what every engine must answer; read by the checker only.

    `given` holds `case` (a document, or the name of one beside the file) or parts of a case document, and
    `readings`, `region`; `expect` maps a path into the answers to a value; `worked` says how that was worked out.
    `table` asks the case once for each row: its first row names what is put in (`on`, `given.…`) and what comes out.
    `on` may be left out only where the table has a column of that name.
    """

    name: str
    file: str = ""
    on: dt.date | None = None
    given: dict[str, object]
    expect: dict[str, object] = field(default_factory=dict)
    table: tuple[tuple[object, ...], ...] = ()
    because: str
    law: tuple[str, ...] = ()
    worked: str | None = None


@record(kw_only=True)
class Text:
    """What a record is called in one language, what it says in a sentence, and what its options are called.

    `says` holds what a notice states in words: statement → its text, in which places in braces are filled.
    """

    label: str
    sentence: str | None = None
    options: dict[str, str] = field(default_factory=dict)
    says: dict[str, str] = field(default_factory=dict)


@record(kw_only=True)
class Profile:
    """Everything of one jurisdiction, read and typed; immutable, and safe to share between threads."""

    header: Header
    folder: str
    fingerprint: str
    law: dict[str, Law] = field(default_factory=dict)
    stage: dict[str, Stage] = field(default_factory=dict)
    capacity: dict[str, Capacity] = field(default_factory=dict)
    series: dict[str, Series] = field(default_factory=dict)
    value: dict[str, Value] = field(default_factory=dict)
    base: dict[str, Base] = field(default_factory=dict)
    protected: dict[str, Protected] = field(default_factory=dict)
    rate: dict[str, Rate] = field(default_factory=dict)
    interest: dict[str, Interest] = field(default_factory=dict)
    fee: dict[str, Fee] = field(default_factory=dict)
    cap: dict[str, Cap] = field(default_factory=dict)
    allocation: dict[str, Allocation] = field(default_factory=dict)
    counting: dict[str, Counting] = field(default_factory=dict)
    calendar: dict[str, Calendar] = field(default_factory=dict)
    holidays: dict[str, Holidays] = field(default_factory=dict)
    delivery: dict[str, Delivery] = field(default_factory=dict)
    act: dict[str, Act] = field(default_factory=dict)
    stay: dict[str, Stay] = field(default_factory=dict)
    limitation: dict[str, Limitation] = field(default_factory=dict)
    clock: dict[str, Clock] = field(default_factory=dict)
    title: dict[str, Title] = field(default_factory=dict)
    notice: dict[str, Notice] = field(default_factory=dict)
    plan: dict[str, Plan] = field(default_factory=dict)
    settlement: dict[str, Settlement] = field(default_factory=dict)
    payday: dict[str, Payday] = field(default_factory=dict)
    workflow: dict[str, Workflow] = field(default_factory=dict)
    outlook: dict[str, Outlook] = field(default_factory=dict)
    reading: dict[str, Reading] = field(default_factory=dict)
    days: dict[str, tuple[int, ...]] = field(default_factory=dict)
    memo: dict[object, object] = field(default_factory=dict, compare=False, repr=False)

    def __repr__(self) -> str:
        """Return its id, version and fingerprint: all of it would fill a book."""
        return f"<Profile {self.header.id} {self.header.version} {self.fingerprint}>"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ANN401, ARG002, FBT001  # as IPython calls it
        """Write the same where dataclasses are written out field by field: in notebooks, and by Hypothesis."""
        printer.text(repr(self))

    def __reduce__(self) -> tuple[Callable[[dict[str, object]], "Profile"], tuple[dict[str, object]]]:
        """Pickle what was read; what was compiled from it is made of functions and is built again."""
        kept = {spec.name: getattr(self, spec.name) for spec in fields(self) if spec.name != "memo"}
        return _restored, (kept,)


def _restored(values: dict[str, object]) -> Profile:
    return Profile(**values)  # type: ignore[arg-type]  # what `__reduce__` took out of one


KINDS: dict[str, type] = {
    "law": Law, "stage": Stage, "capacity": Capacity, "series": Series, "value": Value, "base": Base,
    "protected": Protected, "rate": Rate, "interest": Interest, "fee": Fee, "cap": Cap, "allocation": Allocation,
    "counting": Counting, "calendar": Calendar, "holidays": Holidays, "delivery": Delivery, "act": Act, "stay": Stay,
    "limitation": Limitation, "clock": Clock, "title": Title, "notice": Notice, "plan": Plan, "settlement": Settlement,
    "payday": Payday, "workflow": Workflow, "outlook": Outlook, "reading": Reading,
}  # fmt: skip
"""Word of a record kind → its class, in the order of the drawers of a profile."""
