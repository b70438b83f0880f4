"""Matters: what a lawyer or collector does under one mandate is paid once, with its flat expenses and its credits."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from collectrules.topics.tariffs import Named, Part, Working

if TYPE_CHECKING:
    from collectrules.fold.entries import Line
    from collectrules.fold.moments import Moment
    from collectrules.loader import model as m


def lines_of_matter(fee: m.Fee, moment: Moment) -> Iterator[Line]:
    """Yield the lines booked on the claims of the matter of a fee since it began; of one without a beginning, all."""
    moment = moment.in_matter(fee)
    begun = moment.begun if fee.matter_begins else None
    claims = {account.index for account in moment.matter}
    for line in moment.state.ledger.lines:
        if line.claim in claims and (begun is None or line.on >= begun.on):
            yield line


def fees_of_matter(fee: m.Fee, moment: Moment) -> Fraction:
    """Return the other fees of the matter of a fee in minor units, before tax."""
    others = _named(fee, moment) - {fee.name}
    found = (line for line in lines_of_matter(fee, moment) if line.fee in others)
    return sum((Fraction(line.lawful - line.waived) / (1 + line.tax) for line in found), Fraction(0))


def _named(fee: m.Fee, moment: Moment) -> set[str]:
    """The names of the fees of the matter of a fee, itself among them."""
    fees = moment.state.book.profile.fee.values()
    return {other.name for other in fees if other.matter == fee.matter} if fee.matter else {fee.name}


def charged_before(fee: m.Fee, moment: Moment) -> Fraction:
    """Return what earlier bills of the matter hold of a fee that is charged together, in minor units; else nothing."""
    if not fee.together:
        return Fraction(0)
    found = (line.fee_part for line in lines_of_matter(fee, moment) if line.fee == fee.name)
    return sum((part for part in found if part is not None), Fraction(0))


def expenses_on(
    fee: m.Fee, whole: Fraction, rest: Fraction, moment: Moment, named: Named, working: Working
) -> Fraction:
    """Return the flat expenses on top of a fee in minor units: no more than the matter leaves."""
    rule = fee.expenses
    if rule is None:
        return Fraction(0)
    lines = [line for line in lines_of_matter(fee, moment) if line.fee in _named(fee, moment)]
    working.expenses_of = whole if rule.on == "whole" else rest
    share, before = Fraction(rule.percent) / 100, sum((line.expenses for line in lines), Fraction(0))
    found = share * (working.expenses_of + sum((line.expenses_of for line in lines), Fraction(0)))
    if rule.at_most is not None:
        working.expenses_room = _most(rule.at_most, moment, named) - before
        found = min(found, working.expenses_room + before)
    working.expenses = max(found - before, Fraction(0))
    working.saved = min(
        _saved(fee, moment, named, working), working.expenses + rest
    )  # more than its own comes off the fee
    working.parts.append(Part("expenses", working.expenses - working.saved))
    working.laws += [key for key in rule.law if key not in working.laws]
    return working.expenses - working.saved


def _saved(fee: m.Fee, moment: Moment, named: Named, working: Working) -> Fraction:
    """Return how much less the expenses of fees charged before would have been in the usual order of bills.

    They are on what is left of those fees once this one is credited on them; now the credit comes off this one.
    """
    before = sum((line.yielded for line in lines_of_matter(fee, moment) if line.fee == fee.name), Fraction(0))
    saved = Fraction(0)
    for (owner, about), part in working.yielded.items():
        other = moment.state.book.fees[owner].cautious.record
        if other.expenses is not None and other.expenses.on == "rest":
            at = next((moment.of_claim(account) for account in moment.claims if account.index in about), moment)
            lines = [line for line in lines_of_matter(other, at) if line.fee in _named(other, at)]
            on = sum((line.expenses_of for line in lines), Fraction(0)) - before
            billed = sum((line.expenses for line in lines), Fraction(0))
            saved += max(min(_flat(other.expenses, on, moment, named), billed)
                         - _flat(other.expenses, on - part, moment, named), Fraction(0))  # fmt: skip
    return saved


def _flat(rule: m.Expenses, on: Fraction, moment: Moment, named: Named) -> Fraction:
    """Flat expenses on a sum, no more than the law has for a matter."""
    found = on * Fraction(rule.percent) / 100
    return found if rule.at_most is None else min(found, _most(rule.at_most, moment, named))


def _most(bound: m.Number | str, moment: Moment, named: Named) -> Fraction:
    if isinstance(bound, str):
        return named(bound, None, Working())
    found: Fraction = Fraction(bound) * moment.state.book.scale
    return found


def note_parts(line: Line, fee: m.Fee, amount: int, working: Working) -> None:
    """Keep on a line what of it is the fee and what its expenses; where less is charged, by the law's own measure.

    Of a bill that another sum swallows only as much is the fee as was billed.
    """
    if fee.expenses is None and not fee.together:
        return
    line.fee_part, line.expenses, line.expenses_of = working.fee, working.expenses, working.expenses_of
    line.yielded = sum(working.yielded.values(), Fraction(0))
    if line.lawful == amount and line.stated > amount + working.credited["gross"] - 1:
        return
    billed, less = _before_tax(line, working), working.credited["net"] + working.saved
    if fee.expenses is None:
        line.fee_part = billed + less
    else:
        _share(line, fee.expenses, billed, less, working)


def _share(line: Line, rule: m.Expenses, billed: Fraction, less: Fraction, working: Working) -> None:
    """Share a part of a bill out between the fee and its expenses, which are on all of it or on what is left of it."""
    share = Fraction(rule.percent) / 100
    expenses = (billed + less if rule.on == "whole" else billed) * share / (1 + share)
    expenses = max(expenses, billed + less - working.fee)  # no more of it is the fee than the tariff has
    if rule.at_most is not None:
        expenses = min(expenses, working.expenses_room)
    line.expenses = max(expenses, Fraction(0))
    line.fee_part = min(billed + less - line.expenses, working.fee)
    line.expenses_of = line.fee_part if rule.on == "whole" else line.fee_part - less


def _before_tax(line: Line, working: Working) -> Fraction:
    """What a line was before tax, and before anything was set off against it."""
    whole = min(line.lawful + working.credited["gross"], Fraction(line.stated))  # no more was set off than was billed
    return whole / (1 + working.tax)
