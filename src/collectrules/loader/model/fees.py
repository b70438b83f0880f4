"""Fees and costs, caps over several of them, and the order in which a payment reaches debts and parts."""

from typing import Literal

from collectrules.ground.records import record
from collectrules.loader import words as w
from collectrules.loader.model.figures import Amount, Figure, Rounding
from collectrules.loader.model.head import ByReading, Condition, Number, Periods, Rule


@record(kw_only=True)
class ModifierSet:
    """What a modifier replaces outright."""

    is_: Amount | None = None
    times: Number | str | None = None
    minimum: Number | str | None = None
    maximum: Number | str | None = None
    borne_by: w.Payer | None = None


@record(kw_only=True)
class Modifier:
    """A change of the amount under conditions; applied in file order.

    `still_open` asks that something of the claims was left when the periods of `once` were over.
    """

    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    once: Periods = ()
    still_open: bool = False
    times: Number | str | None = None
    plus: Number | str | None = None
    set: ModifierSet | None = None
    law: tuple[str, ...] = ()


@record(kw_only=True)
class Less:
    """What is credited, once and never below zero: offset, credit and absorption are this one relation.

    `at_later_value` takes the earlier fee as it would be at the value of the later one, where that is smaller: what
    does not pass into the later matter is not credited on it.
    """

    fee: str
    percent: Number
    counted: Literal["net", "gross"]
    at_most: Number | str | None = None
    at_most_times: Number | None = None
    at_later_value: bool = False
    round: Rounding | None = None
    law: tuple[str, ...] = ()


@record(kw_only=True)
class Expenses:
    """Flat expenses on top of a fee: a percentage of it, no more than a sum for all fees of its matter together.

    `on` says whether of the whole fee or of what is left of it after what is credited before tax.
    """

    percent: Number
    at_most: Number | str | None = None
    on: Literal["whole", "rest"] | ByReading[Literal["whole", "rest"]] = "whole"
    law: tuple[str, ...] = ()


@record(kw_only=True)
class RatesApart:
    """Claims of a matter that meet different modifiers each have a fee of their own value.

    Together they are no more than the whole value at the rate that asks most of it.
    """

    law: tuple[str, ...] = ()


@record(kw_only=True)
class Fee(Rule):
    """A fee or cost: on which act, how much, of what, who advances and who bears it.

    A `matter` begins with the last of the acts in `matter_begins`; with none it is one for all mandates, and its
    `mandate` is the first that was given to one who bills the fee. A fee that is owed once for a matter, however many
    bills and whoever sends them, is charged `together`: what was charged of it before counts towards its amount. An
    official fee that `takes_back` others falls due in place of those of the last of their acts, else not at all.
    `before_award` is what a bill is that falls on who loses, until a court has put it on him at or after the act:
    owed in doubt, or nothing that he owes yet.
    What `vat` adds, it adds under `vat_when`; else the figure holds it.
    What a bill that `may_exceed` the fee holds beyond it asks for proof, up to `proved_times` the rate of its tariff;
    nothing proves more.
    """

    act: str
    part: w.FeePart
    charge: w.Charge | None = None
    amount: Figure | ByReading[Amount]
    of: str | None = None
    matter: str | None = None
    matter_begins: tuple[str, ...] = ("handed_over",)
    together: bool = False
    expenses: Expenses | None = None
    rates_apart: RatesApart | None = None
    cost: tuple[str, ...] = ()
    may_exceed: tuple[Condition, ...] = ()
    proved_times: Number | None = None
    vat: w.Vat | ByReading[w.Vat] | None = None
    vat_when: tuple[Condition, ...] = ()
    advanced_by: w.Payer | None = None
    borne_by: w.Payer | None = None
    before_award: Literal["in_doubt", "not_owed"] = "in_doubt"
    modifiers: tuple[Modifier, ...] = ()
    less: tuple[Less, ...] = ()
    takes_back: tuple[str, ...] = ()
    bears_interest: Literal["never", "from_title", "as_principal"] | None = None


@record(kw_only=True)
class Cap(Rule):
    """A ceiling over several fees together; the later fee yields."""

    over: tuple[str, ...]
    amount: Figure
    of: str | None = None
    per: w.Per
    may_exceed: tuple[Condition, ...] = ()


Implied = Literal["exact_principal", "none"]


@record(kw_only=True)
class Choice:
    """Whose designation of a payment counts.

    `debtor` says so of the claim that he names, and of the part of a claim unless `part` has another word for that.
    `implied` is what a payment that names nothing still says: `exact_principal`, that it is meant for the principal of
    the one claim of which exactly so much is open.
    """

    debtor: Literal["binds", "creditor_may_refuse", "needs_consent", "none"] = "none"
    creditor: Literal["binds", "unless_objected", "none"] = "none"
    part: Literal["binds", "creditor_may_refuse", "needs_consent", "none"] | None = None
    part_law: tuple[str, ...] = ()
    implied: Implied | ByReading[Implied] = "none"
    law: tuple[str, ...] = ()


Rank = w.Slot | tuple[w.Slot, ...]
"""One place in the order of parts; a list of parts shares one rank."""


@record(kw_only=True)
class Allocation(Rule):
    """Which debt a payment reaches first, and which part of it.

    `begun_by` are the acts by which an enforcement has begun, for the order of what was enforced first; without them
    it begins when it is asked for. `joint_costs` says when costs of one act about several claims are served: with the
    claim that carries them, or before the first of these claims that money reaches.
    """

    between: tuple[w.Between, ...]
    begun_by: tuple[str, ...] = ()
    joint_costs: Literal["with_claim", "first"] = "with_claim"
    choice: Choice = Choice()
    if_undue: tuple[w.Between, ...] = ()
    walk: Literal["debt_by_debt", "part_by_part"]
    within: tuple[Rank, ...] | ByReading[tuple[Rank, ...]]
    remainder: Literal["largest_fraction_then_position"] = "largest_fraction_then_position"
