"""A real local Spark gives the rows of the local run; `nox -s spark` runs this, as it needs Java."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pyarrow as pa
import pytest
from pyspark.sql import SparkSession

import collectrules as cr
from collectrules.columns import batch_question
from collectrules.spark import SCHEMA, answers
from collectrules.testing.portfolios import Shape, portfolio
from tests.unit.columns.test_batches import COMMON, nested

# Spark itself leaves the sockets of its results to the collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*socket.socket:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:.*socket.socket:ResourceWarning"),
]
DAY = dt.date(2024, 3, 31)


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    settings = {
        "spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.driver.host": "127.0.0.1",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "150",
    }  # fmt: skip
    builder = SparkSession.builder.master("local[2]").appName("collectrules")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def batch() -> pa.RecordBatch:
    made = nested(portfolio(1000, on=DAY, seed=11, shape=Shape("DKK", "DK", "standard", fee=10_000, disputed=30)))
    debtors = pa.StructArray.from_arrays([made.column("debtor.kind")], names=["kind"])
    return made.drop_columns(["debtor.kind"]).append_column("debtor", debtors)  # names with dots are not Spark's


def of_case(row: dict[str, object]) -> str:
    return str(row["case"])


def test_rows_are_those_of_the_local_run(spark: SparkSession, batch: pa.RecordBatch) -> None:
    question = batch_question(cr.load_profile("DK"), on=DAY, common=COMMON)
    frame = spark.createDataFrame(pa.Table.from_batches([batch])).repartition(5)
    found = answers(frame, question)
    assert [f"{name} {kind}" for name, kind in found.dtypes] == SCHEMA.split(", ")
    there = [row.asDict() for row in found.collect()]
    assert sorted(there, key=of_case) == sorted(question(batch).to_pylist(), key=of_case)
    assert {row["by"] for row in there} == {"columns", "fold"}


def test_documents_go_through_spark_as_well(spark: SparkSession) -> None:
    claim = {"id": "1", "kind": "loan", "amount": "10000.00", "due": "2024-01-31", "due_agreed": True}
    case = {"format": 1, "jurisdiction": "DK", "currency": "DKK", "creditor": {"kind": "business"},
            "debtor": {"kind": "consumer"}, "claims": [claim]}  # fmt: skip
    texts = [cr.dumps(cr.load_case({**case, "id": f"c{number}"})) for number in range(7)]
    question = batch_question(cr.load_profile("DK"), on=DAY)
    frame = spark.createDataFrame([(text,) for text in [*texts, "{"]], "document string")
    found = {row["case"]: row for row in answers(frame, question).collect()}
    assert {name: (row["principal"], row["error"]) for name, row in found.items()} == {
        **{f"c{number}": (1_000_000, None) for number in range(7)}, None: (None, "not_json_or_toml"),
    }  # fmt: skip
