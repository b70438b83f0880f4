"""One row as the layout reads it: what each field says, every fault at once, and what had to be taken for granted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple, TypeVar

from collectrules.ground.errors import BadInput, Fault
from collectrules.portfolio.importing.cells import Value, plainly_true, value_of
from collectrules.portfolio.importing.fields import ACT, INVOICE, REMINDERS, field_of
from collectrules.portfolio.importing.layouts import Layout
from collectrules.portfolio.importing.outcomes import Assumed, Reason
from collectrules.portfolio.importing.reading import Cell, Row, cell_of

T = TypeVar("T")
_CREDIT: Final = ("credit_number", "credit_amount", "credit_date")
_PAYMENT: Final = ("payment_date", "payment_amount")
_PRIVATE: Final = frozenset("name personal_number phone mobile email address zip town".split())
"""Fields of which a fault never shows what stands there."""


@dataclass(slots=True)
class ReadRow:
    """A row with its values by field; `reasons` and `assumed` grow as more is seen of it."""

    row: Row
    layout: Layout
    values: dict[str, Value] = field(default_factory=dict)
    reasons: list[Reason] = field(default_factory=list)
    assumed: list[Assumed] = field(default_factory=list)
    outcome: str | None = None

    @property
    def number(self) -> int:
        """Its number in the file."""
        return self.row.number

    @property
    def is_invoice(self) -> bool:
        """Whether it is an invoice, and not only a posting to one."""
        return any(name in self.values or self.faulty(name) for name in INVOICE[1:]) or not self.is_posting

    @property
    def is_posting(self) -> bool:
        """Whether a credit note or a payment stands in it."""
        return any(name in self.values or self.faulty(name) for name in (*_CREDIT, *_PAYMENT))

    @property
    def invoice(self) -> str | None:
        """The number of its invoice."""
        return self.get("invoice", str)

    @property
    def key(self) -> str | None:
        """The number of the debtor: of the books, else the personal one, else that of a register."""
        return self.get("customer", str) or self.get("personal_number", str) or self.get("company_number", str)

    @property
    def barred(self) -> bool:
        """Whether something is wrong with it that has to be mended."""
        return any(reason.kind == "fault" for reason in self.reasons)

    def faulty(self, name: str) -> bool:
        """Whether what stands in a field could not be read."""
        return any(reason.field == name and reason.code != "missing_field" for reason in self.reasons)

    def get(self, name: str, kind: type[T]) -> T | None:
        """Return what a field says."""
        value = self.values.get(name)
        return value if isinstance(value, kind) else None

    def amount(self, name: str) -> Decimal | None:
        """Return what a field of a sum says."""
        return self.get(name, Decimal)

    def fault(self, name: str | None, code: str, expected: str, got: object = None) -> None:
        """Note what has to be mended."""
        self.note(Fault(code=code, path="", expected=expected, got=None if got is None else str(got)[:60]), name)

    def doubt(self, name: str | None, code: str, expected: str, got: object = None) -> None:
        """Note what makes the row uncertain."""
        self.note(
            Fault(code=code, path="", expected=expected, got=None if got is None else str(got)[:60]), name, "doubt"
        )

    def note(self, fault: Fault, name: str | None, kind: str = "fault") -> None:
        """Note a reason at a field; the same is noted once."""
        got = None if name in _PRIVATE else fault.got
        reason = Reason.made(
            row=self.number, field=name, column=None if name is None else self.layout.heading(name), kind=kind,
            code=fault.code, expected=fault.expected, got=got, nearest=fault.nearest,
        )  # fmt: skip
        if reason not in self.reasons:
            self.reasons.append(reason)

    def assume(self, name: str, code: str, **values: str) -> None:
        """Note what is taken for granted."""
        column = self.layout.columns.get(name)
        self.assumed.append(Assumed.made(row=self.number, field=name, column=column, code=code, values=values))


def read_row(row: Row, layout: Layout, decimals: int, fixes: Mapping[str, object] | None = None) -> ReadRow:
    """Return a row as the layout reads it; `fixes` stand in place of what is in the file, by field."""
    found = ReadRow(row, layout)
    if row.wrong is not None:
        found.fault(None, row.wrong.code, row.wrong.expected)
        return found
    for name, cell in _cells(row, layout, fixes or {}):
        if cell is not None:
            _read(found, name, cell, decimals)
    _needed(found)
    if found.is_invoice:
        _reminders(found)
        _sent(found)
    else:
        _posted_only(found)
    _credit(found)
    return found


def _cells(row: Row, layout: Layout, fixes: Mapping[str, object]) -> Iterator[tuple[str, Cell]]:
    for name, heading in columns_of(layout, row.cells).items():
        yield name, cell_of(fixes[name]) if name in fixes else row.cells.get(heading)
    yield from ((name, cell_of(value)) for name, value in fixes.items() if name not in layout.columns)


def columns_of(layout: Layout, heads: Mapping[str, object]) -> dict[str, str]:
    """Return our field → the file's heading; a heading that is the name of an act says itself what it is."""
    acts = {head: head for head in heads if head.startswith(ACT)}
    return {**{name: head for name, head in acts.items() if field_of(name)}, **layout.columns}


def _read(found: ReadRow, name: str, cell: Cell, decimals: int) -> None:
    spec = field_of(name)
    if spec is None:
        found.fault(name, "unknown_field", "a known field")
        return
    try:
        value = value_of(cell, spec.kind, found.layout, decimals)
        found.values[name] = _translated(found.layout, name, value)
    except BadInput as error:
        found.note(error.faults[0], name)
        return
    if spec.kind == "flag" and value is True and not plainly_true(cell):
        found.assume(name, "flag_means_yes", value=str(cell)[:60])


def _translated(layout: Layout, name: str, value: Value) -> Value:
    """A word of the file in our words, where the layout has any for the field."""
    words = layout.values.get(name)
    if words is None or not isinstance(value, str):
        return value
    if value not in words:
        raise BadInput(Fault(code="unknown_word", path="", expected=f"one of {', '.join(words)}", got=value[:60]))
    return words[value]


class Marks(NamedTuple):
    """What the first look at a row tells: the group it belongs to, and its number if it is an invoice."""

    group: str
    invoice: str | None


_KEYS: Final = ("customer", "personal_number", "company_number")


def marks_of(row: Row, layout: Layout, fixes: Mapping[str, object]) -> Marks:
    """Return where a row belongs, without reading the rest of it."""
    columns = layout.columns

    def said(name: str) -> Cell:
        return cell_of(fixes[name]) if name in fixes else row.cells.get(columns.get(name, ""))

    def text(name: str) -> str | None:
        try:
            return None if said(name) is None else str(value_of(said(name), "text", layout, 0))
        except BadInput:
            return None

    invoice = text("invoice")
    is_invoice = any(said(name) is not None for name in INVOICE[1:])
    is_invoice = is_invoice or all(said(name) is None for name in (*_CREDIT, *_PAYMENT))
    key = next((f"{name}={text(name)}" for name in _KEYS if text(name)), None)
    group = key or (f"row={row.number}" if invoice is None else f"invoice={invoice}")
    return Marks(group, invoice if is_invoice else None)


# What belongs together -------------------------------------------------------------------------------------


def _needed(found: ReadRow) -> None:
    """An invoice has all its fields; a credit note, a payment and an act have their day."""
    needed = ("name", *INVOICE) if found.is_invoice else ("name",)
    groups = [_given(found, group) for group in (_CREDIT, _PAYMENT, ("stage", "stage_date"), ("title", "title_date"))]
    if "credit_due" in found.values:
        groups.append(_CREDIT)
    for name in dict.fromkeys((*needed, *(name for group in groups for name in group))):
        if name not in found.values and not found.faulty(name):
            found.fault(name, "missing_field", "something in this cell")
    amount = found.amount("amount")
    if amount is not None and amount <= 0:
        found.fault(
            "amount", "amount_not_positive", "an amount above zero; a credit note has fields of its own", amount
        )
    for name in ("credit_amount", "payment_amount"):
        posted = found.amount(name)
        if posted is not None and posted <= 0:
            found.fault(name, "amount_not_positive", "an amount above zero", posted)


def _given(found: ReadRow, names: tuple[str, ...]) -> tuple[str, ...]:
    """The fields of a group of which something is given: all of them are then needed."""
    return names if any(name in found.values or found.faulty(name) for name in names) else ()


def _reminders(found: ReadRow) -> None:
    days = [(n, found.get(f"reminder_{n}_date", dt.date)) for n in range(1, REMINDERS + 1)]
    last: dt.date | None = None
    for n, day in days:
        if day is None:
            _without_day(found, n)
            continue
        if last is not None and day < last:
            found.fault(f"reminder_{n}_date", "reminder_before_earlier", f"a day from {last} on", day)
        if n > 1 and days[n - 2][1] is None and not found.faulty(f"reminder_{n - 1}_date"):
            found.doubt(f"reminder_{n - 1}_date", "reminder_missing", f"the day of reminder {n - 1}, which came before")
        last = day
        fee = found.amount(f"reminder_{n}_fee")
        if fee is not None and fee < 0:
            found.fault(f"reminder_{n}_fee", "amount_not_positive", "an amount from zero on", fee)


def _without_day(found: ReadRow, n: int) -> None:
    """What is said of a reminder that has no day cannot be placed."""
    said = [f"reminder_{n}_{word}" for word in ("fee", "compensation", "warning")]
    if any(found.values.get(name) for name in said) and not found.faulty(f"reminder_{n}_date"):
        found.fault(f"reminder_{n}_date", "missing_field", f"the day of reminder {n}, of which more is said")


def _sent(found: ReadRow) -> None:
    """Where the file has no day on which an invoice was sent, it counts as sent on its own."""
    day = found.get("date", dt.date)
    if day is not None and "sent_date" not in found.values and was_sent(found):
        found.assume("date", "sent_on_invoice_day", day=day.isoformat())


def was_sent(found: ReadRow) -> bool:
    """Whether an invoice was sent; where the file does not say so of any, it was."""
    told = [found.values[name] for name in ("sent", "sent_date") if name in found.values]
    if told:
        return False not in told
    return not any(found.layout.columns.get(name) in found.row.cells for name in ("sent", "sent_date"))


def _posted_only(found: ReadRow) -> None:
    """A posting says nothing of an invoice but its number; what stands there else would be lost."""
    for name in found.values:
        if name.startswith((ACT, "reminder_", "stage", "title", "sent")) or name in {"arose", "open"}:
            found.fault(name, "not_a_postings_field", "nothing in this cell, or the amount and days of the invoice")


def _credit(found: ReadRow) -> None:
    made, due = found.get("credit_date", dt.date), found.get("credit_due", dt.date)
    if made is None or found.faulty("credit_due"):
        return
    if due is None:
        found.values["credit_due"] = made
        found.assume("credit_due", "credit_counts_when_made", day=made.isoformat())
    elif due > made:
        found.assume("credit_due", "credit_counts_when_due", day=due.isoformat(), made=made.isoformat())
    elif due < made:
        found.fault("credit_due", "credit_due_before_made", f"a day from {made} on", due)
