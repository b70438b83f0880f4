"""What was booked of a fee, and the most that a fee may come to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction

from collectrules.judge.account import Account
from collectrules.judge.words import Table, half_up


@dataclass
class Line:
    """A fee on one claim; `counted` is what counts towards its ceiling, `owed` what is left after what is set off.

    `relief` is what was credited on the fee before tax, `from_` how much for which fee; `credited` and `set_off` are
    what this line was credited on others, the former by their fee and claims.
    """

    fee: str
    account: Account
    claims: frozenset[str]
    matter: str
    number: int
    event: Table
    day: dt.date
    claimed: int
    tax: Fraction = Fraction(0)
    counted: int = 0
    owed: int = 0
    relief: Fraction = Fraction(0)
    from_: dict[str, Fraction] = field(default_factory=dict)
    credited: dict[tuple[str, frozenset[str]], Fraction] = field(default_factory=dict)
    set_off: int = 0
    exact: Fraction | None = None  # what counts before tax, where the bill took all that was left of the fee

    def net(self) -> Fraction:
        """What counts, before tax; a rounded sum does not lead back to the fee."""
        return Fraction(self.counted, 100) / (1 + self.tax) if self.exact is None else self.exact


@dataclass(frozen=True)
class Ceiling:
    """The most of a fee: what is left of it after credits, its expenses, the tax; `relief` is what was credited."""

    rest: Fraction
    expenses: Fraction
    tax: Fraction
    relief: Fraction

    def gross(self) -> int:
        """What may be asked in all, in minor units."""
        return half_up((self.rest + self.expenses) * (1 + self.tax) * 100)


def without_expenses(total: Fraction, words: Table | None, relief: Fraction) -> Fraction:
    """The fee in a sum that holds its expenses too: they are a share of it, or the allowance.

    They are of the fee as it was before a relief came off it; of a fee that was billed in part, of that part.
    """
    if words is None:
        return total
    share, most, whole = Fraction(words["percent"]) / 100, Fraction(words["at_most"]), total + relief
    return max(whole / (1 + share), whole - most) - relief
