"""Figures: amounts and tariffs, dated values, published series, what a tariff is taken of, and protected income."""

import datetime as dt
from typing import ClassVar, Literal

from collectrules.ground.records import record
from collectrules.loader import words as w
from collectrules.loader.model.head import Bound, ByReading, Number, Rule


@record(kw_only=True)
class Rounding:
    """To which multiple of the unit, how, and at which moments."""

    to: Number
    mode: w.RoundingMode
    at: tuple[str, ...] = ()


@record(kw_only=True)
class Amount:
    """How a sum is worked out; exactly one of the first words, then times, plus, minimum, maximum, round."""

    short: ClassVar[str] = "is_"
    is_: Number | str | None = None
    bands: "tuple[tuple[Bound, Amount], ...]" = ()
    bounds: Literal["to", "below"] | None = None
    slices: tuple[tuple[Bound, Number], ...] = ()
    first: tuple[Number, Number] | None = None
    steps: tuple[tuple[Bound, Number, Number], ...] = ()
    percent: Number | str | None = None
    percent_above: Number | None = None
    between: tuple[Number, Number] | None = None
    table: str | None = None
    times: Number | str | None = None
    plus: Number | str | None = None
    minimum: Number | str | None = None
    maximum: Number | str | None = None
    round: Rounding | None = None


@record(kw_only=True)
class Row:
    """One version of a dated value, with its own law and certainty where they differ from the record's."""

    from_: dt.date
    to: dt.date | None = None
    is_: Amount | ByReading[Amount] | None = None
    unknown: bool = False
    law: tuple[str, ...] = ()
    certainty: w.Certainty | None = None
    source: str | None = None


@record(kw_only=True)
class Dated:
    """A figure with its history; `keyed_by` says which day chooses the row."""

    keyed_by: w.KeyDay | None = None
    unit: w.Unit | None = None
    checked: dt.date | None = None
    value: tuple[Row, ...]


Figure = Dated | Amount


@record(kw_only=True)
class Series(Rule):
    """Published facts only; `known_until` is the last day the newest row is known to hold."""

    unit: w.Unit
    grid: w.Grid
    known_until: dt.date
    value: tuple[Row, ...]
    check: str | None = None


@record(kw_only=True)
class Value(Rule):
    """A named dated value or tariff table; where each row cites its own law, the head needs none.

    `ceiling_of` names the fact of a claim that must not lie above it; where it should not, `above` is a note.
    """

    law: tuple[str, ...] = ()
    keyed_by: w.KeyDay | None = None
    unit: w.Unit | None = None
    ceiling_of: str | None = None
    above: Literal["breach", "note"] = "breach"
    value: tuple[Row, ...]


@record(kw_only=True)
class Base(Rule):
    """Of what a tariff is taken: which parts, as they stood at which moment, and how much of them in percent.

    Only claims of which `when` and `unless` allow it are counted. Of a claim whose whole was certified by an act in
    `stated_by` it is what that act stated, less what has been paid since; of one without a sum, all that was open then.
    """

    parts: tuple[w.BasePart, ...]
    at: str | None = None
    per: Literal["claim", "letter", "case", "matter"] = "claim"
    percent: Number | str | None = None
    maximum: Number | None = None
    stated_by: tuple[str, ...] = ()


@record(kw_only=True)
class Thresholds:
    """The sums between which an income can be attached in part.

    `free` is free of attachment whoever earns it, `dependants` more for the first person whom the debtor supports, the
    second and so on, the last for all who follow; together no more than `free_at_most`. All that lies above `all_above`
    can be attached.
    """

    free: Number
    dependants: tuple[Number, ...] = ()
    free_at_most: Number | None = None
    all_above: Number | None = None


@record(kw_only=True)
class ThresholdRow:
    """One version of the thresholds, with its own law and certainty where they differ from the record's."""

    from_: dt.date
    to: dt.date | None = None
    is_: Thresholds | None = None
    unknown: bool = False
    law: tuple[str, ...] = ()
    certainty: w.Certainty | None = None
    source: str | None = None


@record(kw_only=True)
class Protected(Rule):
    """Protected income: what of an income can be attached.

    `attachable` is the percentage of what lies above the free sum that can be attached: where the debtor supports
    nobody, one person, two and so on, the last for all who follow. No more persons than `dependants_at_most` count.
    Up to `all_above` the income is rounded by `round` before it is compared with the free sum.
    """

    keyed_by: w.KeyDay
    attachable: tuple[Number, ...]
    dependants_at_most: w.Times | None = None
    round: Rounding | None = None
    value: tuple[ThresholdRow, ...]
