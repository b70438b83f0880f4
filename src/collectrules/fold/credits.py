"""Credit between fees: a sum charged before comes off another one, once, and never below nothing.

A fee that is credited on another one may be charged after it; then the later of the two is the one that yields, so
that what is owed does not hang on their order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, cast

from collectrules.fold.apart import asked_of
from collectrules.fold.feetariffs import tariff_at
from collectrules.fold.matters import charged_before
from collectrules.fold.moments import value_of
from collectrules.ground.money import rounded
from collectrules.loader import model as m
from collectrules.loader.readings import settled
from collectrules.topics.tariffs import Part, Working

if TYPE_CHECKING:
    from collectrules.fold.entries import Line
    from collectrules.fold.ledger import Account
    from collectrules.fold.moments import Moment
    from collectrules.fold.rules import FeeVariant


def credited(
    variant: FeeVariant, found: Fraction, counted: str, value: Fraction | None, moment: Moment, working: Working
) -> Fraction:
    """Return what is left of a fee in minor units, before tax (net) or after it (gross); note what is used up.

    `value` is what the fee was taken of, in minor units.
    """
    left = found
    for less in variant.credits:
        if less.counted == counted:
            most = _most(less, variant.record.name, left, value, moment)
            rooms = ((line, _in_steps(less, room, moment)) for line, room in _on_this(less, variant, value, moment))
            left -= _taken(rooms, _in_steps(less, most, moment), working, less, _here(moment))
    for owner, less in variant.credited_by:
        if less.counted == counted:
            left -= _yielded(less, variant, owner, left, _Fee(found, value), moment, working)
    return left


class _Fee(NamedTuple):
    """A fee in minor units, and what it was taken of."""

    amount: Fraction
    value: Fraction | None


def _here(moment: Moment) -> frozenset[int]:
    """The claims that the fee in hand is about."""
    return frozenset(account.index for account in moment.claims)


def _yielded(
    less: m.Less, variant: FeeVariant, owner: str, left: Fraction, fee: _Fee, moment: Moment, working: Working
) -> Fraction:
    """What comes off the fee in hand, as it is credited on others that were charged before it; note what is used up."""
    net, total = less.counted == "net", Fraction(0)
    whole = fee.amount + (charged_before(variant.record, moment) if net else 0)
    share = whole * Fraction(less.percent) / 100
    groups = _by_subject(_lines(owner, moment))
    parts = [_on_subject(less, variant, owner, lines, share, fee.value, moment) for lines in groups]
    rest = min(sum(parts, Fraction(0)), _in_steps(less, share, moment))
    rest -= _reckoned(variant, moment) if net else 0
    for lines, most in zip(groups, parts, strict=True):
        part = _taken(_on_others(less, lines), min(most, rest - total, left - total), working, less, _here(moment))
        total += part
        if part and net:
            working.yielded[owner, frozenset(index for line in lines for index in line.shared)] = part
    return total


def _on_subject(
    less: m.Less, variant: FeeVariant, owner: str, lines: Sequence[Line], share: Fraction, value: Fraction | None,
    moment: Moment,
) -> Fraction:  # fmt: skip
    """The part of a credit that belongs to the claims of some lines; the credit is rounded, not what is left of it."""
    later = max((line.of for line in lines if line.of is not None), default=None)
    among = frozenset(index for line in lines for index in line.shared)
    passing = _passing(variant, owner, value, later, moment, among) if less.at_later_value else 1
    most = _in_steps(less, _most(less, owner, share * passing, later, moment), moment)
    return most - (_spared(owner, lines, later, moment) if less.counted == "net" else 0)


def _by_subject(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines that have a claim in common stand together."""
    found: list[list[Line]] = []
    for line in lines:
        near = [group for group in found if any(not {*line.shared}.isdisjoint(other.shared) for other in group)]
        found = [group for group in found if group not in near] + [[*chain.from_iterable(near), line]]
    return found


def _spared(owner: str, lines: Sequence[Line], later: Fraction | None, moment: Moment) -> Fraction:
    """What a later fee was billed below its tariff, which only one that is charged together can say of its bills."""
    book = moment.state.book
    billed = sum((line.fee_part for line in lines if line.fee_part is not None), Fraction(0))
    if not billed or later is None or not book.profile.fee[owner].together:
        return Fraction(0)
    return max(tariff_at(book.fees[owner].cautious, later, moment) - billed, Fraction(0))


def _reckoned(variant: FeeVariant, moment: Moment) -> Fraction:
    """What came off others for earlier bills of the fee in hand, or off those, where they are charged together."""
    lines = _lines(variant.record.name, moment) if variant.record.together else ()
    return sum((line.credited + line.yielded for line in lines), Fraction(0))


Room = tuple["Line", Fraction]
"""A line, and how much of it may still be credited, in minor units."""


def _in_steps(less: m.Less, amount: Fraction, moment: Moment) -> Fraction:
    """A sum that is credited, rounded as the law says."""
    if less.round is None:
        return amount
    step = int(Fraction(less.round.to) * moment.state.book.scale)
    return Fraction(rounded(amount, less.round.mode, step))


def _taken(rooms: Iterator[Room], most: Fraction, working: Working, less: m.Less, here: frozenset[int]) -> Fraction:
    """Take up to `most` from lines, the oldest first; nothing is used up until the fee is booked."""
    total = Fraction(0)
    for line, room in rooms:
        part = min(room, most - total)
        if part > 0:
            working.taken.append((less.counted, partial(_use, line, less.counted, part, here)))
            total += part
    if total:
        working.credited[less.counted] += total
        working.parts.append(Part("less", -total))
        working.laws += [key for key in less.law if key not in working.laws]
    return total


def use_up(working: Working, billed: Fraction | None = None, *, swallowed: bool = False) -> None:
    """Use up what a fee was credited with.

    A sum that is set off comes off what was billed, whatever might have been; so does all that `swallowed` the fee.
    """
    for counted, take in working.taken:
        limited = swallowed or counted == "gross"
        used = take(billed if limited else None)
        billed = billed - used if limited and billed is not None else billed


def set_off_of(working: Working) -> int:
    """What is set off against a fee after tax: so much the sum that is asked for is below the one that was billed."""
    return math.ceil(working.credited["gross"])


@contextmanager
def credited_for_once(lines: Sequence[Line]) -> Iterator[None]:
    """Let several fees be priced as if each had been booked before the next: what one used up the next one has not."""
    before = [(line.passed, line.swallowed) for line in lines]
    try:
        yield
    finally:
        for line, was in zip(lines, before, strict=True):
            line.passed, line.swallowed = was


def _use(line: Line, counted: str, amount: Fraction, here: frozenset[int], most: Fraction | None) -> Fraction:
    used = amount if most is None else min(amount, most)
    if counted == "gross":
        line.swallowed += used
    else:
        line.passed = {**line.passed, here: line.passed.get(here, Fraction(0)) + used}
    return used


def _used(line: Line, counted: str) -> Fraction:
    """How much of a line was used up in one of the two ways: what is credited before tax is owed all the same."""
    return line.swallowed if counted == "gross" else line.credited


def _on_this(less: m.Less, variant: FeeVariant, value: Fraction | None, moment: Moment) -> Iterator[Room]:
    """What is left of the lines that are credited on the fee in hand, which is taken of a value.

    Of a line that was credited on a fee about other claims the rest is left, as far as it belongs to these.
    """
    earlier, here = moment.state.book.fees[less.fee].cautious, _here(moment)
    for line in _lines(less.fee, moment):
        name = variant.record.name
        passing = _passing(earlier, name, line.of, value, moment, here) if less.at_later_value else 1
        share = _whole(line, less.counted) * Fraction(less.percent) / 100
        if less.counted == "gross":
            yield line, share * passing - line.swallowed
        else:
            yield line, min(share * passing - line.credited_of(here), share - line.credited - line.yielded)


def _on_others(less: m.Less, lines: Sequence[Line]) -> Iterator[Room]:
    """What is left of lines, charged before, on which the fee in hand is credited."""
    for line in lines:
        yield line, _whole(line, less.counted) - _used(line, less.counted)


def _passing(
    earlier: FeeVariant, later: str, value: Fraction | None, passed: Fraction | None, moment: Moment,
    among: frozenset[int],
) -> Fraction:  # fmt: skip
    """How much of an earlier fee belongs to what passes into the later matter: all, unless its value is smaller."""
    if value is None or passed is None or passed >= value:
        return Fraction(1)
    whole = asked_of(earlier, moment, lambda account: Fraction(account.principal))
    part = asked_of(earlier, moment, partial(_passes, moment, moment.state.book.fees[later].record.act, among))
    if whole is None or part is None:
        whole, part = tariff_at(earlier, value, moment), tariff_at(earlier, passed, moment)
    return part / whole if whole else Fraction(1)


def _passes(moment: Moment, act: str, among: frozenset[int], account: Account) -> Fraction:
    """How much of a claim an act was about, or would be that is asked about before it is done, in minor units."""
    if account.index not in among:
        return Fraction(0)
    done = account.latest.get(act)
    if moment.cost is None and moment.family.partition("/")[0] == act:
        return Fraction(sum(each.open_principal for each in moment.claims if each.index == account.index))
    if done is None:
        return Fraction(0)
    left = account.principal_at(done.on)
    return Fraction(left if done.amount is None else min(left, done.amount))


def _lines(fee: str, moment: Moment) -> Iterator[Line]:
    """The lines of a fee that was charged for claims of the act in hand, whichever of them carries it."""
    claims = {account.index for account in moment.claims}
    return (line for line in moment.state.ledger.lines if line.fee == fee and not claims.isdisjoint(line.shared))


def _whole(line: Line, counted: str) -> Fraction:
    """What is owed or was paid of a line, before or after tax; what was waived is not credited.

    Of a fee with expenses the fee alone is, whatever was credited on it in its turn.
    """
    if counted == "net" and line.fee_part is not None:
        return max(line.fee_part - Fraction(line.waived) / (1 + line.tax), Fraction(0))
    return Fraction(line.lawful - line.waived) / (1 + line.tax if counted == "net" else 1)


def _most(less: m.Less, owner: str, amount: Fraction, value: Fraction | None, moment: Moment) -> Fraction:
    """The most that is credited: no more than there is, nor than the sum or the multiple the law sets."""
    book = moment.state.book
    bounds = [max(amount, Fraction(0))]
    if less.at_most is not None:
        named = book.named(moment)
        number = less.at_most
        known = named(number, None, Working()) if isinstance(number, str) else Fraction(number) * book.scale
        bounds.append(known)
    if less.at_most_times is not None:
        bounds.append(_unit(book.profile.fee[owner], value, moment) * Fraction(less.at_most_times))
    return min(bounds)


def _unit(fee: m.Fee, value: Fraction | None, moment: Moment) -> Fraction:
    """One unit of the tariff of a fee in minor units: its shape at its value, with no factor, bound or rounding."""
    book = moment.state.book
    figure = cast("m.Figure", settled(fee.amount, book.options))
    if isinstance(figure, m.Dated):
        rows = tuple(replace(row, is_=None if row.is_ is None else _bare(row.is_)) for row in figure.value)
        figure, keyed = replace(figure, value=rows), figure.keyed_by or "act"
    else:
        figure, keyed = _bare(figure), "act"
    formula, _ = book.figure(figure, fee).at(moment.key_day(keyed))
    return formula(value_of(fee.of, moment) if value is None else value, book.named(moment), Working())


def _bare(amount: object) -> m.Amount:
    return replace(cast("m.Amount", amount), times=None, plus=None, minimum=None, maximum=None, round=None)
