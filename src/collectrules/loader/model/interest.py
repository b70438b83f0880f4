"""Interest: the rate applied, and on what it runs from when."""

from typing import ClassVar, Literal

from collectrules.ground.records import record
from collectrules.loader import words as w
from collectrules.loader.model.figures import Figure, Rounding
from collectrules.loader.model.head import ByReading, Condition, Number, Period, Periods, Rule


@record(kw_only=True)
class Reference:
    """Which published rate, chosen by which day, read at which pin, and when a change takes effect."""

    series: str
    keyed_by: w.KeyDay
    pin: w.Pin
    effect_after: Period | None = None


@record(kw_only=True)
class Plus:
    """Percentage points on top, while its conditions hold."""

    points: Number | str
    once: Periods = ()
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    law: tuple[str, ...] = ()


@record(kw_only=True)
class Agreed:
    """Whether an agreed rate counts instead of the statutory one."""

    counts: Literal["always", "if_higher", "if_lower", "never"]
    when: tuple[Condition, ...] = ()
    ceiling: Number | str | None = None
    law: tuple[str, ...] = ()


@record(kw_only=True)
class Rate(Rule):
    """The rate applied: reference, margin, floor and agreement, in percent per year."""

    reference: Reference | None = None
    margin: Figure | None = None
    fixed: Figure | None = None
    floor: Number | None = None
    ceiling: Number | str | None = None
    plus: tuple[Plus, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    compound: Literal["none", "yearly_from_start", "from_pendency"] = "none"


@record(kw_only=True)
class Stop:
    """An event that ends the running of interest, under conditions; with `until` it runs again after one of those."""

    short: ClassVar[str] = "on"
    on: str
    until: tuple[str, ...] = ()
    when: tuple[Condition, ...] = ()
    law: tuple[str, ...] = ()


Excess = Literal["ignored", "counted"]
PaidInterest = Literal["counts", "frees"]
PaymentDay = Literal["counted", "not_counted"]
"""Whether what is paid on a day bears interest on it."""


@record(kw_only=True)
class InterestCap:
    """Interest and charges together never above a share of something; `beside` names charges that do not count.

    With `excess = "counted"` what the claim itself is above that something counts: it holds charges already. With
    `paid = "frees"` interest that was paid before the ceiling was reached does not count. From the day of an act in
    `until` on interest runs anew, without a ceiling.
    """

    percent: Number
    of: str
    beside: tuple[w.Slot, ...] | ByReading[tuple[w.Slot, ...]] = ()
    until: tuple[str, ...] = ()
    excess: Excess | ByReading[Excess] = "ignored"
    paid: PaidInterest | ByReading[PaidInterest] = "counts"
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    law: tuple[str, ...] = ()


@record(kw_only=True)
class OnInterest:
    """Interest of interest that was sued for: the fact that says its sum, from when it bears, and at which rate.

    No more of it bears interest than is owed on the day before; what is paid on interest reaches it first. A sum that
    is told after that day bears interest from the day after it was told.
    """

    of: str
    starts: Periods
    rates: tuple[str, ...]
    law: tuple[str, ...] = ()


@record(kw_only=True)
class Interest(Rule):
    """On what interest runs, from when, how days count and where it is rounded.

    Awarded costs bear interest from `on_costs` on, at the rate of the claim or else at one of `cost_rates`.
    """

    on: tuple[w.BasePart, ...]
    rates: tuple[str, ...]
    starts: Periods
    stops: tuple[Stop | Period, ...] = ()
    day_count: w.DayCount | ByReading[w.DayCount]
    payment_day: PaymentDay | ByReading[PaymentDay]
    on_costs: Period | None = None
    cost_rates: tuple[str, ...] = ()
    on_interest: OnInterest | None = None
    cap: InterestCap | None = None
    round: Rounding
