"""A portfolio in batches: here, over processes, from file to file, and with a memory that does not grow."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import collectrules as cr
from collectrules.columns import ANSWERS, BatchQuestion, batch_question
from collectrules.portfolio import answer_file, answers, batches_of, open_store
from collectrules.portfolio.running import Refused


@pytest.fixture(scope="module")
def question() -> BatchQuestion:
    return batch_question(cr.load_profile("DK"), on="2024-03-31")


def case(number: int) -> cr.Case:
    claim = {
        "id": "1", "kind": "goods_or_services", "amount": f"{number + 1}00.00", "arose": "2024-01-10",
        "due": "2024-01-31", "due_agreed": True,
    }  # fmt: skip
    return cr.load_case(
        {"format": 1, "id": f"case-{number}", "jurisdiction": "DK", "currency": "DKK", "workflow": "standard",
         "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}, "claims": [claim]}
    )  # fmt: skip


def cases(number: int) -> Iterator[cr.Case]:
    return map(case, range(number))


def rows(batches: Iterator[pa.RecordBatch]) -> list[dict[str, object]]:
    return pa.Table.from_batches(batches, ANSWERS).to_pylist()


def test_a_portfolio_is_cut_into_batches_and_no_case_is_lost(question: BatchQuestion) -> None:
    found = rows(answers(batches_of(cases(25), size=10), question))
    assert [row["case"] for row in found] == [f"case-{number}" for number in range(25)]
    assert [row["principal"] for row in found] == [(number + 1) * 10_000 for number in range(25)]
    # 60 days at 11.75 per cent on 100.00 in a year of 366 days: 1.926…
    assert found[0]["interest"] == 193
    assert [batch.num_rows for batch in batches_of(cases(25), size=10)] == [10, 10, 5]


def test_a_case_that_could_not_be_read_keeps_its_row(question: BatchQuestion) -> None:
    broken = Refused.made(case=None, source="x.json", code="not_json_or_toml", faults=())
    found = rows(answers(batches_of([case(0), broken, case(1)]), question))
    assert [(row["case"], row["error"]) for row in found] == [
        ("case-0", None), (None, "not_json_or_toml"), ("case-1", None),
    ]  # fmt: skip


def test_several_processes_answer_what_one_answers(question: BatchQuestion) -> None:
    one = rows(answers(batches_of(cases(60), size=7), question))
    assert rows(answers(batches_of(cases(60), size=7), question, processes=2)) == one


def test_a_fault_of_another_process_comes_back(question: BatchQuestion) -> None:
    with pytest.raises(cr.BadInput) as refused:
        list(answers([pa.record_batch({"x": [1]})], question, processes=2))
    assert refused.value.code == "missing_field"
    assert refused.value.faults[0].path == "case"


@pytest.mark.parametrize("size", [0, -1, None])
def test_a_batch_has_a_case(size: int) -> None:
    with pytest.raises(cr.BadInput, match="batch_size"):
        list(batches_of(cases(3), size=size))


def test_a_file_is_not_written_over_itself(question: BatchQuestion, tmp_path: Path) -> None:
    source = tmp_path / "cases.parquet"
    pq.write_table(pa.Table.from_batches(batches_of(cases(2))), source)
    for target in (source, tmp_path, tmp_path / "nowhere" / "answers.parquet"):
        with pytest.raises(cr.BadInput, match="file_not_written"):
            answer_file(source, target, question)
    assert pq.read_table(source).num_rows == 2
    source.write_bytes(source.read_bytes()[:200] + b"x" * 40 + source.read_bytes()[240:])
    with pytest.raises(cr.BadInput):
        answer_file(source, tmp_path / "answers.parquet", question)


@pytest.mark.parametrize("processes", [0, -1, 1.5])
def test_no_process_is_refused(question: BatchQuestion, processes: int) -> None:
    with pytest.raises(cr.BadInput, match="processes"):
        answers([], question, processes=processes)


def test_a_store_is_answered_into_a_file(question: BatchQuestion, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.json").write_text(cr.dumps(case(number)), encoding="utf-8")
    (tmp_path / "wrong.json").write_text("{", encoding="utf-8")
    source, target = tmp_path / "cases.parquet", tmp_path / "answers.parquet"
    with pq.ParquetWriter(source, next(batches_of([case(0)])).schema) as writer:
        for batch in batches_of(open_store(tmp_path)):
            writer.write_batch(batch)
    assert answer_file(source, target, question, size=2) == 4
    found = pq.read_table(target)
    assert found.schema == ANSWERS
    assert sorted(row["error"] or "" for row in found.to_pylist()) == ["", "", "", "not_json_or_toml"]


def test_a_file_that_is_none_leaves_nothing_behind(question: BatchQuestion, tmp_path: Path) -> None:
    source, target = tmp_path / "cases.parquet", tmp_path / "answers.parquet"
    with pytest.raises(cr.BadInput, match="no_parquet"):
        answer_file(source, target, question)
    pq.write_table(pa.table({"x": [1]}), source)
    with pytest.raises(cr.BadInput, match="missing_field"):
        answer_file(source, target, question)
    assert [path.name for path in tmp_path.iterdir()] == ["cases.parquet"]


def test_memory_does_not_grow_with_the_number_of_cases(question: BatchQuestion) -> None:
    """After the first batches have made the law ready, forty more hold no more than four did."""
    batch = next(batches_of(cases(200)))
    held = []
    for number, _ in enumerate(answers((batch for _ in range(44)), question)):
        if number in {3, 43}:
            gc.collect()
            held.append((pa.total_allocated_bytes(), len(gc.get_objects())))
    (early, objects), (late, later) = held
    assert late <= early + (1 << 20)
    assert later <= objects + 200
