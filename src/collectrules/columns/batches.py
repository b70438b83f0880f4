"""One pure function from a batch of cases to a batch of answers, which any engine that moves Arrow batches can run."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from collectrules.columns.running import SUMS, run
from collectrules.columns.tables import Portfolio, of_cases, of_tables
from collectrules.fold.asking import CARRY
from collectrules.ground.dates import to_date
from collectrules.ground.errors import BadInput, CollectRulesError, bad_input, of_type
from collectrules.loader import model as m
from collectrules.loader.load import A_PROFILE
from collectrules.nouns.case import load_case

if TYPE_CHECKING:
    from collectrules.nouns.case import Case

ANSWERS: Final = pa.schema(
    [
        ("case", pa.string()), *((name, pa.int64()) for name in SUMS), ("step", pa.string()), ("step_on", pa.date32()),
        ("charges", pa.int64()), ("look_again_on", pa.date32()), ("by", pa.string()), ("reason", pa.string()),
        ("error", pa.string()),
    ]
)  # fmt: skip
"""What a batch of answers holds; the columns are those of `Result.cases`."""
LAWS_KEPT: Final = 8
Wrong = dict[int, tuple[str | None, str]]
"""Row of a case that cannot be → its id, where it has one, and the code of why."""


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """What is asked of every batch: `question(batch)` gives a batch with a row for each case, in the same order.

    A question can be sent to other processes and machines; there the law is unpacked once for all batches that ask the
    same. Made by `batch_question`.
    """

    law: m.Profile
    on: dt.date
    readings: Mapping[str, str] | None = None
    assume: str | None = None
    steps: bool = True
    common: Mapping[str, Any] | None = None

    def __call__(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return the answers to a batch of cases: a row for each, in the same order, in the columns of `ANSWERS`.

        Args:
            batch: a row for each case, in one of two forms. Either `document`, a case document as JSON text, and if
                wanted `case` (its id) and `refused` (the code of why there is no document). Or `case`, any field of a
                case document by its name or dotted path, and `claims` and `events` as lists of structs whose fields are
                those of a claim (`id`, `due`, `amount` …) and of an event. Amounts are whole minor units or Arrow
                decimals in major units; days are Arrow days.

        Raises:
            BadInput: the batch has neither form, or the question does not fit the law. A case that is wrong keeps its
                row, with the code in `error`, and stops nothing.

        """
        if len(set(batch.schema.names)) != len(batch.schema.names):
            raise bad_input("wrong_type", "columns", "each name once", ", ".join(batch.schema.names))
        if batch.num_rows == 0:
            return _batch({})
        try:
            documents = "document" in batch.schema.names
            return self._answered(self._documents(batch) if documents else self._columns(batch))
        except pa.ArrowException as error:
            raise bad_input("wrong_type", "columns", "columns of the types that are named", str(error)) from None

    def each(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield the answers to batches one by one, and hold no more than one of them."""
        return map(self, batches)

    def table(self, table: pa.Table) -> pa.Table:
        """Return the answers to a table, for engines that hand over tables."""
        return pa.Table.from_batches(self.each(table.combine_chunks().to_batches()), ANSWERS)

    def __reduce__(self) -> tuple[Any, ...]:
        """Tell how the question is sent elsewhere: there it takes the law that is unpacked already."""
        told = None if self.readings is None else dict(self.readings)
        common = None if self.common is None else dict(self.common)
        return _unpacked, (self.law, self.on, told, self.assume, self.steps, common)

    def _answered(self, made: tuple[Portfolio, Wrong]) -> pa.RecordBatch:
        portfolio, wrong = made
        found = run(
            portfolio, self.law, on=self.on, readings=self.readings, assume=self.assume, steps=self.steps
        ).cases  # fmt: skip
        return _with_wrong(found, wrong) if wrong else _as_answers(found)

    def _documents(self, batch: pa.RecordBatch) -> tuple[Portfolio, Wrong]:
        """Read documents; those that are none keep their place."""
        cases, wrong = [], {}
        rows = zip(batch.column("document").to_pylist(), _texts(batch, "case"), _texts(batch, "refused"), strict=True)
        for place, (text, name, code) in enumerate(rows):
            try:
                cases.append(_read(text, code))
            except CollectRulesError as error:
                wrong[place] = (name, error.code)
        return of_cases(cases), wrong

    def _columns(self, batch: pa.RecordBatch) -> tuple[Portfolio, Wrong]:
        """Read columns; where they are wrong as a whole, case by case, so that only the wrong ones are refused."""
        good, wrong = self._sound(batch, 0)
        if len(good) == batch.num_rows:
            return _portfolio(batch, self.common), {}
        return self._kept(batch, good, wrong)

    def _sound(self, batch: pa.RecordBatch, first: int) -> tuple[list[int], Wrong]:
        """Which rows make cases, by halves: a few wrong ones cost little among many."""
        rows = batch.num_rows
        try:
            _portfolio(batch, self.common)
            return list(range(first, first + rows)), {}
        except BadInput as error:
            if rows == 1:
                return [], {first: (_name(batch, 0), error.code)}
        left, wrong = self._sound(batch.slice(0, rows // 2), first)
        right, others = self._sound(batch.slice(rows // 2), first + rows // 2)
        return left + right, wrong | others

    def _kept(self, batch: pa.RecordBatch, good: list[int], wrong: Wrong) -> tuple[Portfolio, Wrong]:
        """The cases that are right each for itself; of those with one id in a batch the first."""
        names = _texts(batch, "case")
        firsts: dict[str | None, int] = {}
        for place in good:
            firsts.setdefault(names[place], place)
        kept = sorted(firsts.values())
        twice = {place: (names[place], "duplicate_id") for place in set(good) - set(kept)}
        return _portfolio(batch.take(pa.array(kept, pa.int64())), self.common), wrong | twice


def batch_question(
    law: m.Profile, *, on: dt.date | str, readings: Mapping[str, str] | None = None, assume: str | None = None,
    steps: bool = True, common: Mapping[str, Any] | None = None,
) -> BatchQuestion:  # fmt: skip
    """Return what is to be asked of every batch of a portfolio.

    Args:
        law: the profile that governs all cases.
        on: the day asked about.
        readings: how named doubts are to be read.
        assume: "carry_forward" answers beyond the last published reference rate.
        steps: whether the next step of the workflow is asked for; without it four columns are null.
        common: what holds for every case that comes in columns, by dotted name, such as `{"currency": "EUR"}`.

    Raises:
        BadInput: the law, the day or the assumption.

    >>> import collectrules as cr, pyarrow as pa
    >>> from collectrules.columns import batch_question
    >>> question = batch_question(cr.load_profile("DK"), on="2024-03-31")
    >>> claim = {"id": "1", "kind": "loan", "amount": "10000.00", "due": "2024-01-31", "due_agreed": True}
    >>> case = cr.load_case({"format": 1, "id": "a", "jurisdiction": "DK", "currency": "DKK",
    ...     "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}, "claims": [claim]})
    >>> batch = pa.record_batch({"document": [cr.dumps(case)]})
    >>> question(batch).select(["case", "principal"]).to_pylist()
    [{'case': 'a', 'principal': 1000000}]

    """
    of_type(law, m.Profile, "law", A_PROFILE)
    if assume not in {None, CARRY}:
        raise bad_input("unknown_assumption", "assume", CARRY, assume, CARRY)
    return BatchQuestion(law, to_date(on, "on"), readings, assume, steps, common)


@lru_cache(maxsize=LAWS_KEPT)
def _law_of(_fingerprint: str) -> list[m.Profile]:
    """The place of the law that is unpacked first; what is made ready for one batch serves those that come after it."""
    return []


def _unpacked(law: m.Profile, *asked: Any) -> BatchQuestion:  # noqa: ANN401  # the other fields, in their order
    kept = _law_of(law.fingerprint)
    if not kept:
        kept.append(law)
    return BatchQuestion(kept[0], *asked)


# Columns of lists ------------------------------------------------------------------------------------------


def _portfolio(batch: pa.RecordBatch, common: Mapping[str, Any] | None) -> Portfolio:
    for name in ("case", "claims"):
        if name not in batch.schema.names:
            raise bad_input("missing_field", name, "a column `document`, or the columns `case` and `claims`")
    cases = pa.table(batch).drop_columns([name for name in ("claims", "events") if name in batch.schema.names])
    claims = _inner(batch, "claims", {"id": "claim"})
    events = _inner(batch, "events", {}) if "events" in batch.schema.names else None
    return of_tables(cases, claims, events, common=common)


def _inner(batch: pa.RecordBatch, name: str, renamed: Mapping[str, str]) -> pa.Table:
    """The structs of a column of lists as a table, each beside the id of its case; no row is put together."""
    lists = batch.column(name)
    if not (pa.types.is_list(lists.type) or pa.types.is_large_list(lists.type)):
        raise bad_input("wrong_type", name, "a list of structs in each row", lists.type)
    inner = lists.flatten()
    if pa.types.is_null(inner.type):
        return pa.table({})
    if not pa.types.is_struct(inner.type):
        raise bad_input("wrong_type", name, "a list of structs in each row", lists.type)
    fields = [field.name for field in inner.type]
    columns = {renamed.get(word, word): pc.struct_field(inner, [place]) for place, word in enumerate(fields)}
    return pa.table({**columns, "case": batch.column("case").take(pc.list_parent_indices(lists))})


def _texts(batch: pa.RecordBatch, name: str) -> list[str | None]:
    there = name in batch.schema.names
    return batch.column(name).cast(pa.string()).to_pylist() if there else [None] * batch.num_rows


def _read(text: object, refused: str | None) -> Case:
    """A case of its text; never of a file that a text might name."""
    if refused is not None:
        raise bad_input(refused, "document", "a case that could be read")
    if not isinstance(text, str):
        raise bad_input("wrong_type", "document", "a case document as text", text)
    return load_case(io.StringIO(text))


def _name(batch: pa.RecordBatch, place: int) -> str | None:
    return _texts(batch.slice(place, 1), "case")[0]


# Answers ---------------------------------------------------------------------------------------------------


def _batch(columns: Mapping[str, pa.ChunkedArray | pa.Array]) -> pa.RecordBatch:
    whole = {name: columns.get(name) for name in ANSWERS.names}
    return pa.record_batch([_plain(column, field.type) for column, field in zip(whole.values(), ANSWERS, strict=True)],
                           schema=ANSWERS)  # fmt: skip


def _plain(column: pa.ChunkedArray | pa.Array | None, kind: pa.DataType) -> pa.Array:
    if column is None:
        return pa.array([], kind)
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return whole.cast(kind)


def _as_answers(found: pa.Table) -> pa.RecordBatch:
    empty = {field.name: pa.nulls(found.num_rows, field.type) for field in ANSWERS}
    return _batch({**empty, **{name: found[name] for name in found.column_names}})


def _with_wrong(found: pa.Table, wrong: Wrong) -> pa.RecordBatch:
    """Put the rows of cases that could not be read back in their places."""
    right, rows = _as_answers(found), found.num_rows + len(wrong)
    names, codes = zip(*(wrong[place] for place in sorted(wrong)), strict=True)
    refused = {"case": pa.array(names, pa.string()), "error": pa.array(codes, pa.string())}
    refused |= {"by": pa.array(["fold"] * len(wrong), pa.string()),
                "reason": pa.array([f"error:{code}" for code in codes], pa.string())}  # fmt: skip
    both = pa.Table.from_batches([right, _as_answers(pa.table(refused))])
    order = [place for place in range(rows) if place not in wrong] + sorted(wrong)
    return _as_answers(both.take(pc.sort_indices(pa.array(order, pa.int64()))))
