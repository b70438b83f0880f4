"""Only what can have changed: from the last run's look-again days and what happened since, the cases to ask again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from collectrules.columns.running import Result, run
from collectrules.columns.tables import taken
from collectrules.ground.dates import to_date

if TYPE_CHECKING:
    from collectrules.columns.tables import Portfolio
    from collectrules.loader import model as m


def due_rows(before: Result, *, on: dt.date | str, touched: Iterable[str] = ()) -> pa.Array:
    """Return the ids of the cases to ask again: looked at again by `on`, touched since, or refused the last time.

    Args:
        before: the last answer, with its steps.
        on: the day asked about now, not before that of the last answer.
        touched: ids of the cases of which something was recorded since, whatever its day, and of new ones.

    """
    table, day = before.cases, pa.scalar(to_date(on, "on"))
    told = pa.array(list(touched), pa.string())
    again = pc.fill_null(pc.less_equal(table["look_again_on"], day), fill_value=False)
    asked = pc.or_(pc.or_(again, pc.is_in(table["case"], told)), pc.is_valid(table["error"]))
    new = told.filter(pc.invert(pc.is_in(told, table["case"].combine_chunks())))
    return pa.concat_arrays([table["case"].filter(asked).combine_chunks(), new])


def again(
    portfolio: Portfolio, law: m.Profile, before: Result, *, on: dt.date | str, touched: Iterable[str] = (),
    readings: Mapping[str, str] | None = None, assume: str | None = None,
) -> Result:  # fmt: skip
    """Return the rows of the cases that can have changed since the last answer, as a full run would give them.

    Of every other case step, day, charges, principal, fees and costs are what they were; its interest has grown at the
    rate that it had.

    Args:
        portfolio: the cases as they are now.
        law: the profile that governs all of them, the same as before.
        before: the last answer, with its steps.
        on: the day asked about now, not before that of the last answer.
        touched: ids of the cases of which something was recorded since, and of new ones.
        readings: as before.
        assume: as before.

    """
    wanted = due_rows(before, on=on, touched=touched)
    rows = np.flatnonzero(np.asarray(pc.is_in(portfolio.case_ids, wanted)))
    return run(taken(portfolio, rows), law, on=on, readings=readings, assume=assume)
