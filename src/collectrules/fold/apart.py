"""Parts of a value with rates of their own: each has a fee of its own value, and together they have a ceiling.

Claims of one matter may meet different modifiers of a fee. Then each part of the value is asked for by itself; all of
them come to no more than the whole value at the rate that asks most of it.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from collectrules.fold.feetariffs import asked, in_force
from collectrules.fold.moments import claims_of, value_of
from collectrules.topics.tariffs import Working

if TYPE_CHECKING:
    from collectrules.fold.ledger import Account
    from collectrules.fold.moments import Moment
    from collectrules.fold.rules import FeeVariant

Share = tuple["FeeVariant", "Moment", tuple["Account", ...]]
"""The claims of one part of a value, a moment of one of them, and the fee as the law of that claim has it."""
Worth = Callable[["Account"], Fraction]
"""How much of a claim counts, in minor units."""


def asked_apart(variant: FeeVariant, moment: Moment, working: Working) -> Fraction | None:
    """Return what a fee asks of the parts of its value that have rates of their own, None where there is but one."""
    shares = _shares(variant, moment)
    if not shares:
        return None
    found, most = _of_each(shares, moment, working), _of_all(shares, moment)
    apart = variant.record.rates_apart
    working.laws += [key for key in (apart.law if apart is not None else ()) if key not in working.laws]
    return min(found, most)


def asked_of(variant: FeeVariant, moment: Moment, worth: Worth) -> Fraction | None:
    """Return the same of no more of each claim than it is worth."""
    shares = _shares(variant, moment)
    if not shares:
        return None
    return min(_of_each(shares, moment, Working(), worth), _of_all(shares, moment, worth))


def _shares(variant: FeeVariant, moment: Moment) -> list[Share]:
    """The parts of the value of a fee, by the modifiers that apply to its claims; none where all have one rate."""
    if variant.record.rates_apart is None or variant.record.of is None:
        return []
    moment = moment.in_matter(variant.record)
    found: dict[tuple[bool, ...], list[Account]] = {}
    for account in claims_of(variant.record.of, moment):
        own = _of_claim(variant, account)
        found.setdefault(in_force(own, moment.of_claim(account)), []).append(account)
    parts = [tuple(accounts) for accounts in found.values()] if len(found) > 1 else []
    return [(_of_claim(variant, part[0]), moment.of_part(part), part) for part in parts]


def _of_claim(variant: FeeVariant, account: Account) -> FeeVariant:
    """A fee as the law of a claim has it, under the same way of reading."""
    variants = account.law.fee(variant.record.name).variants
    return next(each for each in variants if each.options == variant.options)


def _of_each(shares: list[Share], moment: Moment, working: Working, worth: Worth | None = None) -> Fraction:
    total = Fraction(0)
    for variant, own, accounts in shares:
        value = _value(variant, moment, accounts, worth)
        if value:
            total += asked(variant, value, own, working)
    return total


def _of_all(shares: list[Share], moment: Moment, worth: Worth | None = None) -> Fraction:
    """The whole value at the rate that asks most of it; a rate of which nothing is left counts for nothing."""
    values = [_value(variant, moment, accounts, worth) for variant, _, accounts in shares]
    whole = sum(values, Fraction(0))
    found = (asked(each[0], whole, each[1], Working()) for each, value in zip(shares, values, strict=True) if value)
    return max(found, default=Fraction(0))


def _value(variant: FeeVariant, moment: Moment, accounts: tuple[Account, ...], worth: Worth | None) -> Fraction:
    """The value of some claims of a matter, no more of each than it is worth."""
    own = moment.in_matter(variant.record)
    if worth is None:
        return value_of(variant.record.of, own, accounts) or Fraction(0)
    values = ((value_of(variant.record.of, own, (account,)) or Fraction(0), worth(account)) for account in accounts)
    return sum((min(pair) for pair in values), Fraction(0))
