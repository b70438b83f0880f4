"""What the ledger of a case holds: lines, stretches of interest, payments, what happened, parts; minor units."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from collectrules.topics.accrual import RatePath

COMPONENTS = ("principal", "interest", "fees", "costs")
SLOT_KINDS = {
    "court_costs": frozenset({"court_fee", "awarded_cost"}),
    "enforcement_costs": frozenset({"enforcement_cost"}),
    "compensation": frozenset({"compensation"}),
}
"""The kinds of line behind a slot that is less than a whole component."""
FEE_KINDS = frozenset({"reminder_fee", "hand_over_fee", "compensation"})


@dataclass
class Line:
    """One fee or cost. `lawful` is what the law allows of `amount`; `paid` and `waived` reduce what is open.

    `tax` is the share of VAT in it; `passed` is how much of it was credited on another fee, or another on it, before
    tax, by the claims of the fee that was booked second, and `swallowed` how much of it was set off against another
    sum, or another against it, after tax. `shared` are the claims of the letter or act that earned it; one of them
    carries it. `fee_part` is what of it is the fee itself, before credits and tax, `expenses` what comes on top of it,
    taken `expenses_of` a sum, `yielded` how much of it came off because another fee on which it is credited was charged
    before; `of` is the value its tariff was taken of; `unbilled` is what no bill has documented yet of a fee that
    nobody has to claim. `set_off` is what the creditor set off himself before he asked for `amount`.
    """

    kind: str
    claim: int
    on: int
    amount: int
    lawful: int
    law: tuple[str, ...]
    event: str
    fee: str | None = None
    code: str | None = None
    barred_law: tuple[str, ...] = ()
    paid: int = 0
    waived: int = 0
    unbilled: int = 0
    bears: bool = False
    forgiven: int = 0
    family: str = ""
    tax: Fraction = Fraction(0)
    passed: dict[frozenset[int], Fraction] = field(default_factory=dict)
    swallowed: Fraction = Fraction(0)
    shared: tuple[int, ...] = ()
    fee_part: Fraction | None = None
    expenses: Fraction = Fraction(0)
    expenses_of: Fraction = Fraction(0)
    yielded: Fraction = Fraction(0)
    of: Fraction | None = None
    set_off: int = 0
    component: str = field(init=False)

    def __post_init__(self) -> None:
        """Find the part of the balance this line belongs to."""
        self.component = "fees" if self.kind in FEE_KINDS else "costs"

    @property
    def credited(self) -> Fraction:
        """How much of it was credited before tax, in all."""
        return sum(self.passed.values(), Fraction(0))

    def credited_of(self, claims: frozenset[int]) -> Fraction:
        """How much of it was credited before tax for fees about any of some claims."""
        return sum((part for about, part in self.passed.items() if about & claims), Fraction(0))

    @property
    def stated(self) -> int:
        """The sum before anything was set off against it."""
        return self.amount + self.set_off


Taken = tuple[int, Fraction, Fraction]
"""The place of a line, and how much of it was credited before tax and set off after it."""


class Awaiting(NamedTuple):
    """A bill that waits for a court to say who bears it: its line, and what was to be said of it beside that.

    `lawful` is what of it is owed once it is awarded.
    """

    line: int
    code: str | None
    in_doubt: int
    lawful: int


class Unripe(NamedTuple):
    """A bill of which more may be owed once time has passed: its line, the rules it is judged by, what it used up.

    `taken` are lines and how much of them was credited on it; `cost` what was booked, None for a fee of a letter.
    """

    line: int
    rules: tuple[str, ...]
    accounts: tuple[int, ...]
    cost: str | None
    taken: tuple[Taken, ...] = ()


class Accrual(NamedTuple):
    """A finished stretch of interest: days both included, on a base of minor units, along a rate path."""

    first: int
    last: int
    base: int
    path: RatePath


@dataclass(slots=True)
class CostStream:
    """Interest on awarded costs or on interest sued for: its own path and first day, beside that of the claim."""

    path: RatePath
    from_day: int
    first: int


class Occurrence(NamedTuple):
    """An event that stands, as later periods and conditions see it; days are ordinals.

    `amount` is how much of the claim the act was about, None for all of it; `own` the deadline that it gave itself,
    which is at least that of the law; `mandate` the day on which somebody was told to do it; `owed` what was open
    of each part of the claim, with what the act itself cost, where a fee is taken of it.
    """

    kind: str
    on: int
    event: str
    sent: int
    received: int | None = None
    served: int | None = None
    deadline: int | None = None
    amount: int | None = None
    effective: int | None = None
    own: int | None = None
    mandate: int | None = None
    owed: tuple[tuple[str, int], ...] = ()


class Mandate(NamedTuple):
    """To whom a claim was handed over, the ordinal day on which it was entrusted to him, and with which act."""

    to: str
    given: int
    act: Occurrence


@dataclass(slots=True)
class Arrears:
    """A debt relationship: the fees charged since its claims have been in arrears without a break."""

    name: str
    members: list[int] = field(default_factory=list)
    charged: dict[str, list[int]] = field(default_factory=dict)

    def fork(self) -> Arrears:
        """Return a relationship that may go its own way."""
        return Arrears(self.name, self.members, {family: days.copy() for family, days in self.charged.items()})


@dataclass(frozen=True, slots=True)
class ClaimPart:
    """A part of a claim at one stage; `amount` None means the whole, `stages` says since when it stood where.

    `title` (and its day) and `log`, the events on which a limitation may hang, are those of a part among others; a
    claim in one piece has its own.
    """

    stage: str
    since: int
    law: tuple[str, ...] = ()
    amount: int | None = None
    name: str = "1"
    title: tuple[str | None, int | None] = (None, None)
    stages: tuple[tuple[int, str], ...] = ()
    log: tuple[tuple[int, str], ...] = ()


@dataclass
class Payment:
    """A payment as it was allocated: (claim index, component, line or None, minor units) and what is credit."""

    event: str
    on: int
    amount: int
    received_by: str | None
    pieces: list[tuple[int, str, int]]
    rest: int
    order: tuple[str, ...]
    law: tuple[str, ...]
    confirmed: bool = True

    def give_back(self, most: int, keys: Collection[int], component: str | None = None) -> list[tuple[int, str, int]]:
        """Take up to a sum off some claims, or a component of them, what was placed last first; return the pieces.

        It is the rest of the payment then, and so credit.
        """
        taken: list[tuple[int, str, int]] = []
        for place in reversed(range(len(self.pieces))):
            key, part, amount = self.pieces[place]
            back = min(most, amount) if key in keys and component in {None, part} else 0
            self.pieces[place] = (key, part, amount - back)
            most -= back
            taken += [(key, part, back)] if back else []
        self.pieces[:] = [piece for piece in self.pieces if piece[2]]
        self.rest += sum(back for *_, back in taken)
        return taken
