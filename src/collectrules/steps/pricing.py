"""What a step costs: what it adds to the debt and what the creditor lays out; sums in minor units."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from collectrules.fold import judging
from collectrules.fold.credits import credited_for_once, set_off_of, use_up
from collectrules.fold.handling.takingback import to_take_back
from collectrules.fold.moments import Moment
from collectrules.ground.errors import NotModelled
from collectrules.topics.tariffs import Working

if TYPE_CHECKING:
    from collectrules.steps.stepping import Step

_KINDS: Final = {"court": "court_fee", "enforcement": "enforcement_cost", "disbursement": "enforcement_cost"}


class Price(NamedTuple):
    """One sum: minor units, None where the law has a figure that is not known; `frame` is what it lies between.

    `credited` is what came off already, after tax: the law's own sum is so much higher.
    What is `once_billed` counts by what was really spent, from the day on which its bill is recorded.
    """

    kind: str
    amount: int | None
    law: tuple[str, ...]
    certainty: str
    payer: str | None = None
    to: str | None = None
    claim: str | None = None
    same_as: str | None = None
    frame: tuple[int, int] | None = None
    once_billed: bool = False
    credited: int = 0


def priced_alone(seen: judging.View, kind: str, *, payer: str | None = None) -> Price:
    """Price one fee that no other is asked for beside."""
    with credited_for_once(seen.moment.state.ledger.lines):
        return _priced(seen, kind, payer=payer)


def _priced(seen: judging.View, kind: str, *, payer: str | None = None, claim: str | None = None) -> Price:
    """Price one fee as it is seen; an unknown figure has no amount. What it takes, none beside it takes again."""
    amount, working = _figure(seen)
    frame = seen.frame if amount is None else None
    credited = 0 if amount is None else set_off_of(working)
    use_up(working)
    law = tuple(working.laws)
    return Price(kind, amount, law, working.certainty, payer, None, claim, frame=frame, credited=credited)


def _figure(seen: judging.View, *, capped: bool = True) -> tuple[int | None, Working]:
    """The amount of a fee with its working; None where the law has a figure that is not known."""
    try:
        return seen.amount(capped=capped)
    except NotModelled:
        return None, Working(laws=list(seen.variant.record.law), certainty="unclear")


def prices(at: Moment, step: Step) -> tuple[list[Price], list[Price]]:
    """Return what a step adds to the debt and what the creditor advances, on the moment's day."""
    if step.fee is None and not at.account.law.official(step.action):
        return [], []
    with credited_for_once(at.state.ledger.lines):
        charges, advances = [*_fees(at, step)], list[Price]()
    for seen in _official(at, step.action):
        record = seen.rule.record
        if record.borne_by == "debtor" and seen.allowed:
            charges += _price_of(seen, payer="debtor")
        if record.advanced_by == "creditor":
            advances += _price_of(seen, to="court")
    return charges, advances


def _price_of(seen: judging.View, *, payer: str | None = None, to: str | None = None) -> list[Price]:
    """An official fee as the debtor comes to owe it, or, to whom it goes, as the creditor lays it out; none of nought.

    What a ceiling spares the debtor the creditor pays all the same.
    """
    amount, working = _figure(seen, capped=to is None)
    if amount == 0:
        return []
    record, frame = seen.rule.record, seen.frame if amount is None else None
    kind, billed = _KINDS[record.part], record.charge == "actual"
    return [
        Price(
            kind,
            amount,
            tuple(working.laws),
            working.certainty,
            payer,
            to,
            None,
            f"{kind}:{record.name}",
            frame,
            billed,
        )
    ]


def _official(at: Moment, action: str) -> Iterator[judging.View]:
    """The official fees of an act that fall due on the moment's day."""
    rules = at.account.law.official(action)
    if not rules:
        return
    own = Moment(at.state, at.account, at.day, at.claims, rules[0].family)
    for rule in judging.governing(rules, own):
        here = own if rule.family == own.family else Moment(at.state, at.account, at.day, at.claims, rule.family)
        seen = judging.View(rule, rule.cautious, here)
        if seen.due and not (rule.record.takes_back and not to_take_back(at.state, rule, at.claims)):
            yield seen


def _fees(at: Moment, step: Step) -> Iterator[Price]:
    """The fee of the letter itself: once for a letter, once for each claim where the law says so."""
    if step.fee is None or step.with_fee is None or at.day < step.with_fee:
        return
    per_claim = step.fee.record.part == "compensation"
    for account in at.claims if per_claim else at.claims[:1]:
        about = (account,) if per_claim else at.claims  # what was charged for another claim comes off that one's sum
        moment = Moment(at.state, account, at.day, about, step.fee.family)
        kind = "hand_over_fee" if step.action == "handed_over" else "compensation" if per_claim else "reminder_fee"
        seen = judging.View(step.fee, step.fee.cautious, moment)
        yield _priced(seen, kind, payer="debtor", claim=account.claim.id if per_claim else None)
