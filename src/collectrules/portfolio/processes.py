"""A portfolio in batches, answered here or by several processes; memory holds a few batches, however many there are.

Needs NumPy and Arrow: pip install collectrules[columns].
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.parquet as pq

from collectrules.answers.documents import dumps
from collectrules.columns.batches import ANSWERS, BatchQuestion
from collectrules.ground.errors import bad_input
from collectrules.portfolio.running import Refused

if TYPE_CHECKING:
    from collectrules.portfolio.running import Item

ROWS: Final = 10_000
"""Cases in a batch: large enough for columns, small enough for memory."""
_AHEAD: Final = 2
"""Batches that wait for each process."""


def batches_of(portfolio: Iterable[Item], *, size: int = ROWS) -> Iterator[pa.RecordBatch]:
    """Yield a portfolio as batches of case documents, such as a `BatchQuestion` answers.

    Args:
        portfolio: what yields cases, such as a store; a case that could not be read keeps its row.
        size: how many cases a batch has at most.

    """
    _at_least_one(size, "size", "batch_size")
    cases = iter(portfolio)
    while rows := [_row(item) for item in islice(cases, size)]:
        names, documents, codes = zip(*rows, strict=True)
        columns = {"case": names, "document": documents, "refused": codes}
        yield pa.record_batch({name: pa.array(column, pa.string()) for name, column in columns.items()})


def _row(item: Item) -> tuple[str | None, str | None, str | None]:
    return (item.case, None, item.code) if isinstance(item, Refused) else (item.id, dumps(item), None)


def answers(
    batches: Iterable[pa.RecordBatch], question: BatchQuestion, *, processes: int = 1
) -> Iterator[pa.RecordBatch]:  # fmt: skip
    """Yield the answers to batches in their order, worked out here or by several processes.

    A program that asks for several processes has to stand under `if __name__ == "__main__":`, as each of them imports
    it anew.

    Args:
        batches: what `batches_of`, a Parquet file or a table gives; read as they are needed.
        question: what is asked of each.
        processes: how many processes work; 1 works in this one.

    Raises:
        BadInput: `processes`, fewer than one; else as the question.

    """
    _at_least_one(processes, "processes", "processes")
    return question.each(batches) if processes == 1 else _spread(batches, question, processes)


def _at_least_one(number: object, path: str, code: str) -> None:
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise bad_input(code, path, "a whole number from 1 on", number)


def _spread(batches: Iterable[pa.RecordBatch], question: BatchQuestion, processes: int) -> Iterator[pa.RecordBatch]:
    waiting: deque[Future[pa.RecordBatch]] = deque()
    # Spawned and not forked: Arrow has threads, which a fork would leave behind in a state nobody knows.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        try:
            for batch in batches:
                waiting.append(pool.submit(question, batch))
                if len(waiting) > _AHEAD * processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def answer_file(
    source: str | Path, target: str | Path, question: BatchQuestion, *, processes: int = 1, size: int = ROWS
) -> int:
    """Answer a Parquet file of cases into another one, batch by batch; return how many cases there were.

    Args:
        source: a Parquet file whose rows are cases, in a form that a `BatchQuestion` answers.
        target: the file to write; one that is there is written over, once all is answered.
        question: what is asked.
        processes: how many processes work.
        size: how many cases a batch has at most.

    Raises:
        BadInput: `no_parquet`, the source is no Parquet file, or none that can be read; `file_not_written`,
            the target is the source, a folder, or in none; `batch_size`; else as the question.

    """
    _at_least_one(size, "size", "batch_size")
    source, target, beside, rows = Path(source), Path(target), Path(f"{target}.part"), 0
    if not target.parent.is_dir() or target.is_dir() or target.resolve() == source.resolve():
        raise bad_input("file_not_written", "target", "another file, in a folder that is there", str(target))
    with ExitStack() as stack:
        stack.callback(beside.unlink, missing_ok=True)
        try:
            cases = stack.enter_context(pq.ParquetFile(source))
            with pq.ParquetWriter(beside, ANSWERS) as writer:
                for found in answers(cases.iter_batches(size), question, processes=processes):
                    writer.write_batch(found)
                    rows += found.num_rows
        except (OSError, pa.ArrowException) as error:
            raise bad_input("no_parquet", "source", "a Parquet file", str(error)) from None
        beside.replace(target)
    return rows
