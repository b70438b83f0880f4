"""The columnar path: a whole portfolio as Arrow tables, answered by the same compiled profile as the fold.

What lies within the subset is worked out column by column in whole numbers; every other case goes to the fold, and the
result says how many and why. Needs NumPy and Arrow: pip install collectrules[columns].
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from collectrules.ground.errors import bad_input
from collectrules.ground.lazily import named

if TYPE_CHECKING:
    from collectrules.columns.batches import ANSWERS, BatchQuestion, batch_question
    from collectrules.columns.renewing import again, due_rows
    from collectrules.columns.running import Result, run
    from collectrules.columns.tables import Portfolio, of_cases, of_tables

_HOMES = {
    "ANSWERS": "batches", "BatchQuestion": "batches", "batch_question": "batches",
    "again": "renewing", "due_rows": "renewing", "Portfolio": "tables", "Result": "running", "of_cases": "tables",
    "of_tables": "tables", "run": "running",
}  # fmt: skip

__all__ = [
    "ANSWERS",
    "BatchQuestion",
    "Portfolio",
    "Result",
    "again",
    "batch_question",
    "due_rows",
    "of_cases",
    "of_tables",
    "run",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first used; the extra has to be there by then."""
    if name in _HOMES and (find_spec("numpy") is None or find_spec("pyarrow") is None):
        raise bad_input("extra_missing", "columns", "NumPy and Arrow, as pip install collectrules[columns] brings them")
    return named(__name__, _HOMES, name)
