"""Protected income: what of an income can be attached, by what is free and the persons its earner supports."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from collectrules.ground import money
from collectrules.loader import model as m
from collectrules.nouns.dated import History, history
from collectrules.topics.tariffs import Part, Working, exact


class Attachment(NamedTuple):
    """One version of protected income; `scale` is minor units per major unit of its sums."""

    record: m.Protected
    sums: m.Thresholds
    scale: int

    def of(self, income: Fraction, dependants: int, working: Working) -> Fraction:
        """Return what can be attached of an income in minor units; the working gets its steps."""
        persons = self._persons(dependants)
        free, counted, above = self._free(persons), self._counted(income), self._above(income)
        share = self.record.attachable[min(persons, len(self.record.attachable) - 1)]
        found = max(counted - free, Fraction(0)) * exact(share) / 100
        working.parts += [
            Part("free", free, {"dependants": str(persons)}), Part("counted", counted),
            Part("percent", found, {"percent": str(share)}), *([Part("above", above)] if above else []),
        ]  # fmt: skip
        return found + above

    def _persons(self, dependants: int) -> int:
        most = self.record.dependants_at_most
        return dependants if most is None else min(dependants, most)

    def _free(self, persons: int) -> Fraction:
        """What is free; the last sum that is listed holds for all persons who follow."""
        each = [exact(sum_) for sum_ in self.sums.dependants[:persons]]
        more = sum(each) + (persons - len(each)) * each[-1] if each else Fraction(0)
        free, most = exact(self.sums.free) + more, self.sums.free_at_most
        return (free if most is None else min(free, exact(most))) * self.scale

    def _counted(self, income: Fraction) -> Fraction:
        """The income that is compared with what is free: no more than the sum above which all can be attached."""
        most, rule = self.sums.all_above, self.record.round
        found = income if most is None else min(income, exact(most) * self.scale)
        return found if rule is None else Fraction(money.rounded(found, rule.mode, int(exact(rule.to) * self.scale)))

    def _above(self, income: Fraction) -> Fraction:
        most = self.sums.all_above
        return Fraction(0) if most is None else max(income - exact(most) * self.scale, Fraction(0))


def attachments(record: m.Protected, scale: int) -> History[Attachment]:
    """Return the versions of protected income in order of time."""
    return history(record.name, record.value, record, lambda sums: Attachment(record, sums, scale))
