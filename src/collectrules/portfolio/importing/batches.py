"""An import: the rows of a file as cases, as quarantine, or left out; row by row, and every row is one of the three."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

from collectrules.ground import money
from collectrules.ground.errors import BadInput, Fault, bad_input, nearest, of_type
from collectrules.loader import model as m
from collectrules.nouns.answer import ProfileMark
from collectrules.nouns.case import Case
from collectrules.portfolio.importing.building import Builder, card_of, reminders_of
from collectrules.portfolio.importing.cells import written
from collectrules.portfolio.importing.fields import FIELDS, field_of
from collectrules.portfolio.importing.filtering import Intake
from collectrules.portfolio.importing.layouts import Layout, layout
from collectrules.portfolio.importing.outcomes import Counts, Entered, Import, LeftOut, Outcome, Quarantined
from collectrules.portfolio.importing.reading import Row, Source, rows_of
from collectrules.portfolio.importing.reconciling import against_the_books, contradictions, known_open, within_a_case
from collectrules.portfolio.importing.rows import ReadRow, marks_of, read_row, was_sent

MOST_HEADINGS: Final = 1_000
Fixes = Mapping[int, Mapping[str, object]]


class Rows:
    """The rows of a source, of which it is known how many they are."""

    def __init__(self, through: Callable[[], Iterator[Row]], number: int) -> None:
        self._through, self._number = through, number

    def __iter__(self) -> Iterator[Row]:
        """Go through them."""
        return self._through()

    def __len__(self) -> int:
        """How many there are."""
        return self._number


Watch = Callable[[Any], Iterator[Any]]


class Into(Protocol):
    """What takes a case as soon as it is made."""

    def add(self, case: Case) -> None:
        """Take it, or refuse it by a `BadInput`."""


class Batch:
    """The rows of a source, ready to become cases: going through it yields an `Outcome` for each, one at a time.

    The source is read twice: first for which rows belong together, then for what they say. Kept in between is the
    number of each invoice and debtor, and of rows only those whose debtor is not complete yet.
    """

    def __init__(
        self,
        source: Source,
        mapping: Layout | str | Path | Mapping[str, object],
        profile: m.Profile,
        *,
        keep: Intake | None = None,
        fixes: Fixes | None = None,
        anyway: Collection[int] = (),
        into: Into | None = None,
    ) -> None:
        """Look through the source once.

        Args:
            source: a file (`.csv`, `.xlsx`, `.parquet`, `.jsonl`), or rows by heading that can be gone through twice.
            mapping: how it is laid out: a `Layout`, the name of a ready-made one, a file, or a mapping.
            profile: the law that the cases are under.
            keep: which rows are wanted; all of what was sent, if not given.
            fixes: row → our field → what is to stand there, written as in the file.
            anyway: rows to take in although something about them is in doubt; their cases are marked as unverified.
            into: what takes each case as it is made; a case that it refuses is in quarantine.

        Raises:
            BadInput: nothing can be read: the file, its headings, the mapping, or what all cases share; every fault.

        """
        of_type(profile, m.Profile, "profile", "a profile")
        self.layout = mapping if isinstance(mapping, Layout) else layout(mapping)
        self.profile, self.keep = profile, keep or Intake()
        self.decimals = money.exponent(profile.header.currency)
        self.least = self.keep.least(self.decimals)
        self.fixes, self.anyway = dict(fixes or {}), frozenset(anyway)
        self.into = into
        self.builder = Builder(self.layout, profile, last_reminder_warns=self.keep.last_reminder_warns)
        self.builder.probe()
        self._rows = rows_of(source, self.layout)
        self.rows = self.blank = 0
        self._headings: dict[str, None] = {}
        self._groups: Counter[str] = Counter()
        self._invoices: Counter[str] = Counter()
        self._look_through()

    # The first time -------------------------------------------------------------------------------------------

    def _look_through(self) -> None:
        asked, read = {*self.fixes, *self.anyway}, 0
        for row in self._rows():
            if row.blank:
                self.blank += 1
                continue
            self.rows += 1
            read += row.wrong is None
            asked.discard(row.number)
            if len(self._headings) <= MOST_HEADINGS:
                self._headings |= dict.fromkeys(row.cells)
            group, invoice = marks_of(row, self.layout, self.fixes.get(row.number, {}))
            self._groups[group] += 1
            if invoice is not None:
                self._invoices[invoice] += 1
        faults = [*self._head_faults(read), *self._asked_faults(asked)]
        if faults:
            raise BadInput(faults)

    def _head_faults(self, read: int) -> Iterator[Fault]:
        if not self.rows:
            yield Fault(code="no_rows", path="source", expected="at least one row below the headings")
        elif not read:
            yield Fault(code="unreadable_table", path="source", expected="rows as the mapping lays them out")
        else:
            yield from self._missing_headings()

    def _missing_headings(self) -> Iterator[Fault]:
        needed = [name for name, spec in FIELDS.items() if spec.required]
        if not self.builder.kind_told:
            needed.append("company_number")
        for name in needed:
            heading = self.layout.columns.get(name)
            if heading in self._headings:
                continue
            expected = f"a column {heading or name}"
            if name == "company_number":
                expected += ", or mapping.case.debtor with what kind of debtor all of them are"
            near = None if heading is None else nearest(heading, self._headings)
            yield Fault(code="heading_missing", path=f"mapping.columns.{name}", expected=expected, nearest=near)

    def _asked_faults(self, asked: Collection[int]) -> Iterator[Fault]:
        if asked:
            rows = ", ".join(map(str, sorted(asked)[:10]))
            yield Fault(code="unknown_row", path="rows", expected="rows of the file that are not blank", got=rows)
        for row, fixes in self.fixes.items():
            for name in fixes:
                if field_of(name) is None:
                    near = nearest(name, FIELDS)
                    path = f"fixes.{row}.{name}"[:60]
                    yield Fault(code="unknown_field", path=path, expected="a known field", nearest=near)

    @property
    def unused(self) -> tuple[str, ...]:
        """Headings of the file that nothing reads."""
        used = set(self.layout.columns.values())
        return tuple(head for head in self._headings if head not in used and not (field_of(head) and "." in head))

    @property
    def absent(self) -> tuple[str, ...]:
        """Headings of the mapping that the file does not have."""
        return tuple(head for head in self.layout.columns.values() if head not in self._headings)

    # The second time ------------------------------------------------------------------------------------------

    def __iter__(self) -> Iterator[Outcome]:
        """Yield what becomes of the rows, debtor by debtor, each as soon as the debtor's last row is read."""
        return self.outcomes()

    def outcomes(self, watch: Watch = iter) -> Iterator[Outcome]:
        """Yield the same, and let somebody watch how far it is."""
        left, ids = Counter(self._groups), set[str]()
        waiting: dict[str, list[ReadRow]] = {}
        for row in watch(Rows(self._rows, self.rows + self.blank)):
            if row.blank:
                continue
            fixes = self.fixes.get(row.number, {})
            group = marks_of(row, self.layout, fixes).group
            waiting.setdefault(group, []).append(self._read(row, fixes))
            left[group] -= 1
            if not left[group]:
                yield from self._outcomes(waiting.pop(group), ids)
        if waiting or any(left.values()):
            raise bad_input("source_changed", "source", "the rows that were there at first: nothing may write to it")

    def _read(self, row: Row, fixes: Mapping[str, object]) -> ReadRow:
        if row.wrong is None and len(row.cells) < len(self._headings):  # what one row leaves out another may have
            row = Row(row.number, {**dict.fromkeys(self._headings), **row.cells})
        found = read_row(row, self.layout, self.decimals, fixes)
        number = found.invoice
        if found.is_invoice and number is not None and self._invoices[number] > 1:
            found.fault("invoice", "duplicate_invoice", "an invoice number of its own", number)
        if self.layout.per == "debtor" and "customer" not in found.values and row.wrong is None:
            _say_key(found)
        return found

    def _outcomes(self, rows: Sequence[ReadRow], ids: set[str]) -> Iterator[Outcome]:
        """What becomes of the rows of one debtor."""
        contradictions(rows, per_invoice=self.layout.per == "invoice")
        if not any(row.barred for row in rows):
            against_the_books(rows, self.decimals)
        wanted = self._wanted(rows)
        yield from (LeftOut.made(row=row.number, code=row.outcome) for row in rows if row.outcome is not None)
        for unit in self._units(wanted):
            yield from self._of_case(unit, ids)

    def _units(self, rows: Sequence[ReadRow]) -> list[list[ReadRow]]:
        """The rows of each case: all of a debtor, or those of an invoice."""
        units: dict[str | None, list[ReadRow]] = {}
        for row in rows:
            units.setdefault(row.invoice if self.layout.per == "invoice" else None, []).append(row)
        return list(units.values())

    def _of_case(self, wanted: Sequence[ReadRow], ids: set[str]) -> Iterator[Outcome]:
        """What becomes of the rows of one case: all go in, or those that may, or none."""
        within_a_case(wanted)
        taken = [row for row in wanted if not row.barred and (not row.reasons or row.number in self.anyway)]
        if len(taken) < len(wanted):
            taken = _without_their_like(wanted, taken, self.anyway)
        entered = self._entered(taken, ids) if any(row.is_invoice for row in taken) else None
        if entered is not None:
            yield entered
        held = wanted if entered is None else [row for row in wanted if row.number not in entered.rows]
        beside = tuple(row.number for row in held)
        yield from (self._quarantined(row, beside) for row in _told(held))

    def _quarantined(self, row: ReadRow, beside: tuple[int, ...]) -> Quarantined:
        cells = {head: written(cell, self.layout) for head, cell in row.row.cells.items()}
        return Quarantined.made(
            row=row.number, beside=beside, invoice=row.invoice, reasons=tuple(row.reasons), cells=cells
        )

    def _wanted(self, rows: Sequence[ReadRow]) -> list[ReadRow]:
        """The rows that the filter keeps, and those that cannot be told; of the others, say why they are left out."""
        words = {row.invoice: self._word(row) for row in rows if row.is_invoice and not row.barred}
        for row in rows:
            if row.barred:
                continue
            unnamed = not row.is_invoice and row.invoice is None
            row.outcome = _of_all(words.values()) if unnamed else words.get(row.invoice)
        wanted = [row for row in rows if row.outcome is None]
        sure = not any(row.barred for row in wanted)
        if wanted and sure and sum(known_open(wanted, self.decimals).values()) < self.least:
            for row in wanted:
                row.outcome = "small_balance"
            return []
        return wanted

    def _word(self, row: ReadRow) -> str | None:
        due = row.get("due", dt.date)
        return None if due is None else self.keep.row_word(due, reminders_of(row), sent=was_sent(row))

    def _entered(self, rows: Sequence[ReadRow], ids: set[str]) -> Entered | None:
        reasons = tuple(reason for row in rows for reason in row.reasons)
        case = self.builder.case_of(rows, unverified=bool(reasons))
        if case is None:
            return None
        if case.id in ids:
            rows[0].fault("case", "duplicate_case", "an id that no other case of the file has", case.id)
            return None
        try:
            ids.add(case.id)
            if self.into is not None:
                self.into.add(case)
        except BadInput as error:
            rows[0].note(error.faults[0], "case")
            return None
        claimed = sum(case.minor(claim.amount) for claim in case.claims)
        return Entered.made(
            id=case.id, rows=tuple(row.number for row in rows), invoices=tuple(claim.id for claim in case.claims),
            amount=money.to_major(claimed, self.decimals), case=case, reasons=reasons, debtor=card_of(rows),
            open=money.to_major(sum(known_open(rows, self.decimals).values()), self.decimals),
            assumptions=tuple(one for row in rows for one in row.assumed),
        )  # fmt: skip


def _say_key(row: ReadRow) -> None:
    for name in ("personal_number", "company_number"):
        if name in row.values:
            row.assume("customer", f"key_is_{name}")
            return
    row.assume("customer", "stands_alone")


def _of_all(words: Collection[str | None]) -> str | None:
    """By what a posting without an invoice is left out: if all invoices are, by the word of the first."""
    return next(iter(words)) if words and all(words) else None


def _without_their_like(wanted: Sequence[ReadRow], taken: Sequence[ReadRow], anyway: Collection[int]) -> list[ReadRow]:
    """The rows that go in although others of the same debtor do not: only those of which that is wanted."""
    kept = {row.number for row in taken}
    held = next(row.number for row in wanted if row.number not in kept)
    for row in taken:
        row.doubt(None, "row_beside_quarantined", f"all rows of the debtor, as row {held} cannot become a part of it")
    return [row for row in taken if row.number in anyway]


def _told(rows: Sequence[ReadRow]) -> Iterator[ReadRow]:
    """Rows that are held, each with a reason: where a case fails, the others of it wait for the one that is wrong."""
    reason = next((row.number for row in rows if row.reasons), None)
    for row in rows:
        if not row.reasons:
            row.doubt(
                None, "row_beside_quarantined", f"all rows of the debtor, as row {reason} cannot become a part of it"
            )
        yield row


# Counting ----------------------------------------------------------------------------------------------------


class Tally:
    """Counts what becomes of rows, and finds that none is lost."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.entered = self.quarantined = self.left_out = self.cases = self.held = 0
        self.reasons: Counter[str] = Counter()
        self.assumptions: Counter[str] = Counter()
        self.words: Counter[str] = Counter()

    def add(self, one: Outcome) -> None:
        """Count one outcome."""
        if isinstance(one, Entered):
            self.cases += 1
            self.entered += len(one.rows)
            self.assumptions.update(code for code, _ in {(item.code, item.row) for item in one.assumptions})
        elif isinstance(one, Quarantined):
            self.quarantined += 1
            self.held += one.row == one.beside[0]
            self.reasons.update({item.code for item in one.reasons})
        else:
            self.left_out += 1
            self.words[one.code] += 1

    @property
    def counts(self) -> Counts:
        """The counts; they add up."""
        return Counts.made(
            rows=self.batch.rows, entered=self.entered, quarantined=self.quarantined, left_out=self.left_out,
            blank=self.batch.blank, cases=self.cases, held=self.held, reasons=dict(sorted(self.reasons.items())),
            assumptions=dict(sorted(self.assumptions.items())), left_out_by=dict(sorted(self.words.items())),
        )  # fmt: skip


def gathered(batch: Batch, outcomes: Sequence[Outcome]) -> Import:
    """Return outcomes as one answer."""
    tally = Tally(batch)
    for one in outcomes:
        tally.add(one)
    header = batch.profile.header
    mark = ProfileMark.made(id=header.id, version=header.version, fingerprint=batch.profile.fingerprint)
    by_kind = {
        kind: tuple(one for one in outcomes if isinstance(one, kind)) for kind in (Entered, Quarantined, LeftOut)
    }
    return Import.made(
        profile=mark, currency=header.currency, counts=tally.counts, entered=by_kind[Entered],
        quarantined=by_kind[Quarantined], left_out=by_kind[LeftOut], unused=batch.unused, absent=batch.absent,
    )  # fmt: skip


def import_cases(
    source: Source,
    mapping: Layout | str | Path | Mapping[str, object],
    profile: m.Profile,
    *,
    keep: Intake | None = None,
    fixes: Fixes | None = None,
    anyway: Collection[int] = (),
) -> Import:
    """Return what a file would become: cases, and diagnostics; nothing is written.

    Args:
        source: a file (`.csv`, `.xlsx`, `.parquet`, `.jsonl`), or a list of rows by heading.
        mapping: how it is laid out: a `Layout`, the name of a ready-made one, a file, or a mapping.
        profile: the law that the cases are under.
        keep: which rows are wanted; all of what was sent, if not given.
        fixes: row → our field → what is to stand there, written as in the file.
        anyway: rows to take in although something about them is in doubt; their cases are marked as unverified.

    Raises:
        BadInput: nothing can be read; every fault.

    Examples:
        >>> from collectrules import load_profile
        >>> row = {"name": "Shop ApS", "invoice": "84", "amount": "1531.25", "date": "2018-09-07", "due": "2018-09-15"}
        >>> facts = {"creditor": {"kind": "business"}, "debtor": {"kind": "business"}}
        >>> how = layout("neutral", case=facts, claim={"kind": "goods_or_services", "due_agreed": True})
        >>> found = import_cases([row, row | {"invoice": "85", "due": "soon"}], how, load_profile("DK"))
        >>> found.cases[0].id, found.quarantined[0].row, [reason.code for reason in found.quarantined[0].reasons]
        ('84', 2, ['date_format'])

    """
    batch = Batch(source, mapping, profile, keep=keep, fixes=fixes, anyway=anyway)
    return gathered(batch, list(batch))
