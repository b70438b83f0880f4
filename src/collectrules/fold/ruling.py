"""Rulings: what is lawful of a sum that was claimed, under every way of reading that remains."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from collectrules.fold.agreedlimits import agreed_most
from collectrules.fold.conditions import SETTLED, Failure
from collectrules.fold.feetariffs import amounts_of
from collectrules.fold.judging import View, amount_of, cap_law, governing
from collectrules.fold.moments import Moment
from collectrules.fold.unmet import not_computed
from collectrules.ground.dates import date_of
from collectrules.ground.errors import NotModelled
from collectrules.loader import model as m

if TYPE_CHECKING:
    from collectrules.fold.ledger import Account
    from collectrules.fold.rules import FeeRule, FeeVariant
    from collectrules.fold.state import State
    from collectrules.topics.tariffs import Working

SOFT: Final = frozenset(
    {"fee_needs_proof", "unknown_figure", "missing_fact", "fact_unknown", "vat_unknown", "not_modelled", "no_version"}
)
"""Reasons that leave the sum in doubt rather than break the law for certain."""
BY_READING: Final = "fee_by_reading"
NOT_AWARDED: Final = (("fact", "costs_awarded"), ("needed", "true"), ("got", "false"))
"""What is said of a cost that a court has left to the creditor."""
Values = tuple[tuple[str, str], ...]


class Opinion(NamedTuple):
    """What one way of reading allows of a sum (minor units), with the reason for what it does not."""

    lawful: int
    code: str | None
    law: tuple[str, ...]
    values: Values = ()
    certainty: str = "sure"
    needs: tuple[str, ...] = ()
    rule: str | None = None
    exact: bool = False
    spare: Fraction | int | None = None  # what the figure leaves of a fee that is billed once
    certain: int | None = None  # what of it needs no proof, where that is less


class Sum(NamedTuple):
    """A sum as it was claimed, and what the creditor set off himself before; in minor units."""

    claimed: int
    set_off: int = 0

    @property
    def stated(self) -> int:
        """The sum before anything was set off against it."""
        return self.claimed + self.set_off


class Ruling(NamedTuple):
    """What is lawful of a sum over all readings that remain, what of it is in doubt, and why."""

    lawful: int
    in_doubt: int
    account: Account
    opinion: Opinion
    readings: tuple[str, ...] = ()
    others: tuple[str, ...] = ()  # fees that the sum may be for as well

    @property
    def code(self) -> str | None:
        """Why not all of it is lawful for certain; None if it is."""
        return self.opinion.code


def rule_on(
    state: State,
    rules: Sequence[FeeRule],
    accounts: Sequence[Account],
    day: int,
    claimed: int,
    *,
    cost: str | None = None,
    set_off: int = 0,
) -> Ruling:
    """Rule on a sum claimed with a letter or act, or booked as a cost: the most lenient claim carries it.

    `set_off` is what the creditor set off himself before he claimed the sum.

    Of claims that are as lenient it is one whose fee comes to exactly so much: the bill is meant for that.
    """
    if len(accounts) == 1:
        return _rule_for(state, rules, accounts[0], accounts, day, claimed, cost=cost, set_off=set_off)
    rulings = [
        _rule_for(state, rules, account, accounts, day, claimed, cost=cost, set_off=set_off) for account in accounts
    ]
    return max(rulings, key=lambda ruling: (ruling.lawful, -ruling.in_doubt, ruling.opinion.exact))


def _rule_for(
    state: State, rules: Sequence[FeeRule], account: Account, accounts: Sequence[Account], day: int, claimed: int,
    *, cost: str | None, set_off: int,
) -> Ruling:  # fmt: skip
    own = rules if len(accounts) == 1 else [account.law.fee(rule.name) for rule in rules]
    moment = Moment(state, account, day, tuple(accounts), rules[0].family if rules else "", cost=cost)
    standing = governing(own, moment)
    if not standing:
        return Ruling(0, 0, account, Opinion(0, "fee_unknown", ()))
    opinions: dict[tuple[tuple[str, str], ...], Opinion] = {}
    others: tuple[str, ...] = ()
    for options in _combinations(standing):
        found = [_opinion(rule, options, moment, Sum(claimed, set_off)) for rule in standing]
        opinion = found[0] if len(found) == 1 else max(found, key=_openness)
        others = others or _as_likely(found, opinion)
        if not opinions and opinion.code is None:
            return Ruling(claimed, 0, account, opinion, others=others)
        opinions[tuple(options.items())] = opinion
    return _weighed(opinions, account, claimed)._replace(others=others)


def _as_likely(found: Sequence[Opinion], best: Opinion) -> tuple[str, ...]:
    """The other fees that a sum may be for: they allow of it as much, and come to exactly so much if that one does.

    Of a sum that no fee allows in full every fee is one that allows some of it.
    """
    rivals = [one for one in found if one is not best and one.lawful and one.exact >= best.exact]
    whole = best.code is None
    return tuple(str(one.rule) for one in rivals if one.rule != best.rule and (one.code is None or not whole))


def _leniency(opinion: Opinion) -> tuple[int, bool]:
    """How much an opinion allows; of two that allow as little, the one whose reason no other reading could lift."""
    return opinion.lawful, opinion.code != BY_READING


def _openness(opinion: Opinion) -> tuple[int, bool, bool, bool, bool, tuple[bool, Fraction]]:
    """The same among several fees: of two that allow nothing, the one that lacks but a fact may still allow all.

    Of two that allow all of it, the bill is meant for the one that comes to exactly so much; of fees that are billed
    once, for the least that covers it, so that the greater ones stay for other bills.
    """
    soft = opinion.lawful == 0 and opinion.code in SOFT
    fits = opinion.spare is not None and opinion.spare >= 0
    snug = (False, Fraction(0)) if opinion.spare is None else (True, -abs(Fraction(opinion.spare)))
    return opinion.lawful, soft, opinion.code != BY_READING, opinion.exact, fits, snug


def _combinations(rules: Sequence[FeeRule]) -> Iterator[Mapping[str, str]]:
    """Every combination of the options the rules depend on, the cautious ones first."""
    if len(rules) == 1:
        yield from (variant.options for variant in rules[0].variants)
        return
    pools: dict[str, dict[str, None]] = {}
    for rule in rules:
        for variant in rule.variants:
            for name, option in variant.options.items():
                pools.setdefault(name, {})[option] = None
    for picked in product(*pools.values()):
        yield dict(zip(pools, picked, strict=True))


def _opinion(rule: FeeRule, options: Mapping[str, str], moment: Moment, asked: Sum) -> Opinion:
    """What one rule allows under one combination of options."""
    variant = variant_of(rule, options)
    own = moment if rule.family == moment.family else moment.of_family(rule.family)
    return _judged(View(rule, variant, own), asked)


def _weighed(opinions: Mapping[tuple[tuple[str, str], ...], Opinion], account: Account, claimed: int) -> Ruling:
    """Unlawful is what every option forbids; what only some allow is in doubt, and so is what lacks a fact."""
    best = max(opinions.values(), key=_leniency)
    worst = min(opinions.values(), key=_certainly)
    lawful = claimed if best.code in SOFT else min(best.lawful, claimed)
    in_doubt = max(lawful - min(_certainly(worst), claimed), 0)
    reason = best if best.lawful < claimed else worst
    return Ruling(lawful, in_doubt, account, reason._replace(rule=best.rule), _deciding(opinions))


def _certainly(opinion: Opinion) -> int:
    return opinion.lawful if opinion.certain is None else opinion.certain


def _deciding(opinions: Mapping[tuple[tuple[str, str], ...], Opinion]) -> tuple[str, ...]:
    """The readings on which the outcome depends."""
    found = []
    names = [name for name, _ in next(iter(opinions))]
    for name in names:
        outcomes: dict[tuple[tuple[str, str], ...], set[int]] = {}
        for options, opinion in opinions.items():
            rest = tuple(item for item in options if item[0] != name)
            outcomes.setdefault(rest, set()).add(opinion.lawful)
        if any(len(amounts) > 1 for amounts in outcomes.values()):
            found.append(name)
    return tuple(found)


def _judged(seen: View, asked: Sum) -> Opinion:
    law, name, claimed = seen.variant.record.law, seen.rule.name, asked.claimed
    refused = None if seen.allowed else _refused(seen)
    if refused is not None and refused.code == "fee_before_act" and _is_nothing(seen):
        refused = _above(seen, 0, claimed)  # what comes first could not change it
    if refused is not None:
        return refused._replace(law=refused.law or law, certainty=seen.variant.record.certainty, rule=name)
    if seen.variant.record.charge == "actual":
        return _as_laid_out(seen, claimed)
    try:
        amount, working = seen.amount()
    except NotModelled as error:
        if seen.frame is not None and claimed > seen.frame[1]:  # beyond what anybody may fix
            return _beyond(seen, seen.frame[1], asked)._replace(law=law, rule=name)
        if error.code == "word_not_computed":
            raise
        return Opinion(0, error.code, law, (), "unclear", tuple(fault.path for fault in error.faults), name)
    whole, amount = amount + working.credited["gross"], _set_off(amount, asked.stated, working)
    spare = None if seen.variant.record.together else whole - asked.stated
    if amount >= claimed:
        return Opinion(claimed, None, tuple(working.laws), (), working.certainty, (), name, amount == claimed, spare)
    found = _beyond(seen, amount, asked)._replace(law=tuple(working.laws), certainty=working.certainty, rule=name)
    return found._replace(spare=spare)


def _set_off(amount: int, stated: int, working: Working) -> int:
    """What is left of a sum below the figure once another sum is set off against it: a bill is stated whole."""
    gross = working.credited["gross"]
    if not gross or stated >= amount + gross:
        return amount
    return max(math.floor(stated - gross), 0)


def _set_off_leniently(seen: View, stated: int) -> int:
    """The same of a sum with tax, whether or not anybody knows that it is owed."""
    amount, working = seen.amount(lenient=True)
    return _set_off(amount, stated, working)


def _as_laid_out(seen: View, claimed: int) -> Opinion:
    """What is laid out has no figure: all of it is owed, less nothing."""
    record = seen.variant.record
    if record.less:
        raise not_computed([f"fee.{record.name}.less"])
    return Opinion(claimed, None, record.law, (), record.certainty, (), record.name)


def unproved(ruling: Ruling, cost: str) -> Ruling:
    """Leave in doubt what was laid out and is not shown by any document."""
    if ruling.code is not None or ruling.lawful == 0:
        return ruling
    opinion = ruling.opinion._replace(code="cost_unproved", needs=("proof_of_cost",), values=(("cost", cost),))
    return ruling._replace(in_doubt=ruling.lawful, opinion=opinion)


def _beyond(seen: View, amount: int, asked: Sum) -> Opinion:
    """The sum is above the figure: a soft ceiling asks for proof, an unknown tax status for that fact."""
    claimed = asked.claimed
    found = _above(seen, amount, claimed)
    values, soft = found.values, seen.variant.may_exceed
    if soft is not None and soft.applies(seen.moment):
        most = _provable(seen, asked)
        if most is None or claimed <= most:
            return Opinion(amount, "fee_needs_proof", (), values, needs=("proof_of_cost",))
        return _above(seen, most, claimed)._replace(needs=("proof_of_cost",), certain=amount)
    lenient = amount if seen.framed else _set_off_leniently(seen, asked.stated)
    if amount < claimed <= lenient:
        return Opinion(amount, "vat_unknown", (), values, needs=("creditor.recovers_vat",))
    return found


def _above(seen: View, amount: int, claimed: int) -> Opinion:
    text = seen.moment.state.text
    return Opinion(amount, "fee_above_maximum", (), (("allowed", text(amount)), ("claimed", text(claimed))))


def _is_nothing(seen: View) -> bool:
    """Whether a fee is nothing by the version of its day: a plain sum of zero."""
    with suppress(NotModelled):
        _, version = amounts_of(seen.variant, seen.moment).at(seen.moment.key_day(seen.variant.keyed))
        return seen.variant.plain and version.flat == 0
    return False


def _provable(seen: View, asked: Sum) -> int | None:
    """The most that a bill may prove, with any tax there may be; None without an end."""
    if seen.variant.proved is None:
        return None
    most, working = amount_of(seen.variant.proved, seen.moment, lenient=True)
    return _set_off(most, asked.stated, working)


def _refused(seen: View) -> Opinion | None:
    """Why nothing may be charged, or None."""
    broken = _broken(seen)
    if broken is not None:
        return broken
    if seen.exhausted is not None or seen.room == 0 or seen.barred is not None or seen.beyond:
        return _used_up(seen)
    if seen.missing:
        return Opinion(0, "fee_before_act", (), (("missing", ", ".join(seen.missing)),))
    if seen.earliest is not None and seen.earliest > seen.moment.day:
        code = "fee_too_soon" if seen.agreed is None else "agreed_gap"
        return Opinion(0, code, seen.waited, (("earliest", date_of(seen.earliest).isoformat()),))
    if seen.last is not None and seen.moment.day > seen.last:
        return Opinion(0, "fee_repealed", (), (("last", date_of(seen.last).isoformat()),))
    return _failed(seen, seen.failures[0]) if seen.failures else None  # a fact nobody knows hides no certain breach


def _broken(seen: View) -> Opinion | None:
    """The condition that certainly does not hold, a court's word on the costs among them."""
    if seen.borne is False:
        return Opinion(0, "fee_condition", (), NOT_AWARDED)
    certain = next((failure for failure in seen.failures if failure.got is not None), None)
    return None if certain is None else _failed(seen, certain)


def _limited(limit: m.Limit) -> Opinion:
    """The limit is used up, or its free letters have not been sent yet."""
    code, word = ("fee_free", "free") if limit.at_most is None else ("fee_limit", "at_most")
    return Opinion(0, code, limit.law, ((word, str(getattr(limit, word))), ("per", limit.per)))


def _used_up(seen: View) -> Opinion:
    """A number of fees, or a ceiling over interest and charges together, is used up, or a letter bars the fee."""
    limit, account = seen.exhausted, seen.moment.account
    if seen.barred is not None:
        return Opinion(0, "notice_incomplete", *seen.barred)
    if limit is not None:
        return _limited(limit)
    if seen.beyond:
        most = str(agreed_most(seen.variant.record, seen.moment))
        return Opinion(0, "agreed_limit", (), (("at_most", most), ("per", "claim")))
    most = seen.moment.state.text(account.interest_cap or 0)
    return Opinion(0, "cost_cap", cap_law(account), (("most", most),))


def _failed(seen: View, first: Failure) -> Opinion:
    if first.fact == SETTLED.name:
        return Opinion(0, BY_READING, first.law)
    values = (("fact", first.fact), ("needed", first.needed), ("got", seen.moment.state.shown(first)))
    if first.got is None:
        return Opinion(0, "fact_unknown", first.law, values, needs=(first.fact,))
    return Opinion(0, "fee_condition", first.law, values)


def variant_of(rule: FeeRule, options: Mapping[str, str]) -> FeeVariant:
    """Return the variant of a rule under some options."""
    if rule.variants[0].options is options:
        return rule.variants[0]
    return next(v for v in rule.variants if all(options[name] == option for name, option in v.options.items()))
