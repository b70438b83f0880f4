"""What sums to come are worth to a creditor today: his own cost of money, and how likely they are to come at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from collectrules.ground.money import rounded
from collectrules.ground.records import record
from collectrules.nouns.answer import Assumption
from collectrules.nouns.bargaining import part_of

if TYPE_CHECKING:
    from collectrules.nouns.bargaining import Expectations

_YEAR: Final = 36500
"""Days of a year, times a hundred: simple interest by the day on 365 days, the rate in percent."""
Sums = Iterable[tuple[int, int]]
"""Days as ordinals, with minor units."""
_UNWEIGHED: Final[Mapping[str, tuple[str, str]]] = {
    "full": ("not_weighed_full", "no chance is given that all is paid at once, so it counts as certain"),
    "settle": ("not_weighed_settle", "no chance is given that an offer is taken and paid, so it counts as certain"),
    "plan": ("not_weighed_plan", "no chance is given that a plan is kept, so it counts as certain"),
    "next_step": (
        "not_weighed_next",
        "no chance is given that the next step brings the debt in, so it counts as certain",
    ),
}


@record
class Scales:
    """Weighs what comes in against the day of the question; without an expectation the sum itself counts."""

    on: int
    wanted: Expectations

    def chance(self, kind: str) -> str | None:
        """Return how likely a way is to be paid, as it was given."""
        found: str | None = getattr(self.wanted.chances, kind)
        return found

    def worth(self, kind: str, paid: Sums, laid_out: Sums = ()) -> int:
        """Return what is worth today: all that is paid, as likely as it is, less what is laid out for certain."""
        chance = self.chance(kind)
        likely = Fraction(1) if chance is None else part_of(chance)
        return rounded(likely * self._today(paid) - self._today(laid_out))

    def _today(self, sums: Sums) -> Fraction:
        """Sums on their days, discounted to the day of the question by simple interest."""
        rate = Fraction(self.wanted.cost_of_money or 0)
        return sum((amount / (1 + rate * (day - self.on) / _YEAR) for day, amount in sums), Fraction(0))

    def assumptions(self, kinds: Sequence[str]) -> Iterator[Assumption]:
        """Yield what was taken for granted of the kinds listed, since the creditor did not say what he expects."""
        if self.wanted.cost_of_money is None:
            text = "no cost of money is given, so a sum to come counts as if it came today"
            yield Assumption.made(path="expectations.cost_of_money", text=text, code="not_discounted")
        unweighed = [kind for kind in kinds if self.chance(kind) is None]
        for kind in unweighed:
            code, text = _UNWEIGHED[kind]
            yield Assumption.made(path=f"expectations.chances.{kind}", text=text, code=code)
        if 0 < len(unweighed) < len(kinds):
            text = "some ways are weighed by their chance and others are not, so their order compares unlike sums"
            yield Assumption.made(path="expectations.chances", text=text, code="weighed_partly")
        if "next_step" in kinds:
            text = "what the next step brings in is taken to be paid on the day of the step, and nothing more is added"
            yield Assumption.made(path="expectations.chances.next_step", text=text, code="paid_at_step")
