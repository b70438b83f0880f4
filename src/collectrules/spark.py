"""A portfolio on Spark: the function that answers a batch of cases, handed to `mapInArrow`; nothing else is here.

Needs Spark and what `collectrules.columns` needs: pip install collectrules[spark].
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from collectrules.columns import ANSWERS
from collectrules.ground.errors import bad_input

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from collectrules.columns import BatchQuestion

_TYPES: Final = {"string": "string", "int64": "bigint", "date32[day]": "date"}
"""Arrow's type → the word of Spark's schemas."""
SCHEMA: Final = ", ".join(f"{field.name} {_TYPES[str(field.type)]}" for field in ANSWERS)
"""The columns of the answers, as Spark writes a schema."""


def answers(cases: DataFrame, question: BatchQuestion) -> DataFrame:
    """Return the answers to a frame of cases: a row for each, in no order that counts.

    Every executor needs this package. Each task unpacks the law once for all of its batches; Spark cuts them at
    `spark.sql.execution.arrow.maxRecordsPerBatch` rows.

    Args:
        cases: a row for each case, with the column `document`, or `case`, `claims` and `events` as a `BatchQuestion`
            takes them.
        question: what is asked, as `collectrules.columns.batch_question` returns it.

    Raises:
        BadInput: `wrong_type`, no frame of Spark. A case that is wrong gets its code in its row.

    """
    if not hasattr(cases, "mapInArrow"):
        raise bad_input("wrong_type", "cases", "a data frame of Spark 3.3 or newer", type(cases).__name__)
    return cases.mapInArrow(question.each, SCHEMA)
