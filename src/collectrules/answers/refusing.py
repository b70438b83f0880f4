"""What a debt becomes if nothing is agreed on: the next step, what it adds, what the creditor lays out for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from collectrules.answers.accepting import accept
from collectrules.answers.proposals import Cost, Proposal, next_steps
from collectrules.answers.standings import Standing, standing, standing_of
from collectrules.fold.asking import CARRY, Question
from collectrules.ground.errors import CollectRulesError
from collectrules.ground.money import less, sum_of
from collectrules.ground.scalars import Amount, Day
from collectrules.loader import model as m
from collectrules.nouns.answer import Part

_Open = dict[tuple[str, str, dt.date], Decimal]


class Added(Part):
    """What a step adds to the debt, in major units.

    It is `certain` unless its law is in doubt, a rate is not known yet, or what is really spent will count.
    """

    kind: str
    claim: str
    amount: Amount
    payer: str
    law: tuple[str, ...]
    certain: bool


class Refused(Part):
    """What the debt becomes otherwise: the next step, its claims and day, each thing it adds, the new total.

    `advances` is what the creditor lays out for the step; a part of it that the debtor comes to owe stands in `added`
    too. `total` is that of all claims that were asked about.
    """

    step: str
    claims: tuple[str, ...]
    on: Day
    total: Amount
    added: tuple[Added, ...]
    advances: tuple[Cost, ...] = ()


def if_refused(question: Question, claims: tuple[str, ...]) -> Refused | None:
    """Return the next step that costs the debtor something, done on its day; None where none is in sight.

    The step is open or opens by time alone; the workflow's own comes first, then the earliest. Where its price is not
    known nothing is foretold.
    """
    found = _stages(question, claims, lambda step: bool(step.charges))
    return next((one for one in found if sum_of(added.amount for added in one.added) > 0), None)


def next_stage(question: Question, claims: tuple[str, ...]) -> Refused | None:
    """Return what `if_refused` returns, else the next step that leads on and costs the creditor alone."""
    on = _stages(question, claims, lambda step: bool(step.advances) and _leads_to(question, step) is not None)
    return if_refused(question, claims) or next(on, None)


def _stages(question: Question, claims: tuple[str, ...], wanted: Callable[[Proposal], bool]) -> Iterator[Refused]:
    now, chosen = standing_of(question), dict(question.chosen)
    steps = next_steps(
        question.case, question.profile, on=now.on, readings=chosen, without=_offers(question.profile),
        assume=CARRY if question.carry else None,
    )  # fmt: skip
    for step in _roads(question, steps.proposals, claims):
        if any(cost.amount is None for cost in step.charges):
            if step.cost is None:
                return
            continue  # a bill of what is not known is no step to wait for
        found = _done(question, step, now, claims) if wanted(step) else None
        if found is not None:
            yield found


def _offers(profile: m.Profile) -> tuple[str, ...]:
    return ("settlement_offered",) if "settlement_offered" in profile.act else ()


def _roads(question: Question, proposals: Sequence[Proposal], claims: Sequence[str]) -> list[Proposal]:
    """The creditor's steps on with some claims, open or open by time alone: the workflow's first, then the earliest.

    To begin anew with what stands before an authority is a step on only where no other way costs anything.
    """
    own = (
        step for step in proposals if step.on is not None and step.by == "creditor" and set(step.claims) & set(claims)
    )
    found = [(step, _leads_back(question, step)) for step in own]
    ahead = any(not back and (step.charges or step.advances) and _leads_to(question, step) for step, back in found)
    live = [step for step, back in found if not back or (step.action in question.book.filings and not ahead)]
    return sorted(live, key=lambda step: (not step.recommended, step.on))


def _leads_to(question: Question, step: Proposal) -> str | None:
    """The stage that a step leads to; a bill leads to none."""
    act = question.profile.act.get(step.action)
    return None if act is None else act.leads_to


def _leads_back(question: Question, step: Proposal) -> bool:
    """Whether a step takes back what was begun, or begins it anew: it leads to an earlier stage."""
    order, aim = list(question.profile.stage), _leads_to(question, step)
    mine = [account for account in question.state.ledger.accounts if account.claim.id in step.claims]
    places = [order.index(account.parts[0].stage) for account in mine if account.parts[0].stage in order]
    return aim in order and bool(places) and min(places) > order.index(aim)


def _done(question: Question, step: Proposal, now: Standing, claims: tuple[str, ...]) -> Refused | None:
    """What the debt is after a step; None where the step cannot be taken."""
    found = _taken(question, step, now.on)
    if found is None:
        return None
    same, then, day = found
    booked = tuple(_added(now, then, claims))
    added = (*booked, *_by_bill(same, booked))
    total = sum_of([*_open(now, claims).values(), *(one.amount for one in added)])
    return Refused.made(step=step.action, claims=step.claims, on=day, total=total, added=added, advances=same.advances)


def _taken(question: Question, step: Proposal, today: dt.date) -> tuple[Proposal, Standing, dt.date] | None:
    """A step as it is proposed on its planned day, today where that is over, and the standing after it."""
    if step.on is None:
        return None
    day, chosen = max(step.on, today), dict(question.chosen)
    try:
        steps = next_steps(question.case, question.profile, on=day, readings=chosen, assume=CARRY)
        same = next(one for one in steps.proposals if _key(one) == _key(step))
        done = accept(question.case, same, question.profile, on=day, readings=chosen)
        then = standing(done, question.profile, on=day, readings=chosen, assume=CARRY)
    except (CollectRulesError, StopIteration):
        return None
    return same, then, day


def _key(step: Proposal) -> tuple[object, ...]:
    return step.action, step.cost, step.claims


def _added(now: Standing, then: Standing, claims: tuple[str, ...]) -> Iterator[Added]:
    """The difference between two standings, line by line."""
    before = _open(now, claims)
    laws: dict[tuple[str, str, dt.date], tuple[str, ...]] = {
        (line.kind, line.claim, line.on): line.law for line in then.lines
    }
    for key, amount in _open(then, claims).items():
        more = less(amount, before.get(key, Decimal(0)))
        if more:
            kind, claim, _ = key
            sure = not then.provisional or kind == "principal"
            yield Added.made(kind=kind, claim=claim, amount=more, payer="debtor", law=laws[key], certain=sure)


def _open(found: Standing, claims: tuple[str, ...]) -> _Open:
    total: _Open = {}
    for line in found.lines:
        if line.claim not in claims:
            continue
        key = (line.kind, line.claim, line.on)
        total[key] = sum_of([total.get(key, Decimal(0)), line.open])
    return total


def _by_bill(step: Proposal, booked: Sequence[Added]) -> Iterator[Added]:
    """What a step costs the debtor that no ledger holds yet: expenses of an authority that count as they are billed."""
    official = [cost for cost in step.charges if cost.same_as is not None and cost.amount is not None]
    for kind in dict.fromkeys(cost.kind for cost in official):
        mine, here = [cost for cost in official if cost.kind == kind], [one for one in booked if one.kind == kind]
        missing = less(sum_of(cost.amount for cost in mine if cost.amount), sum_of(one.amount for one in here))
        if missing > 0:
            law = [key for cost in mine if not any(set(cost.law) <= set(one.law) for one in here) for key in cost.law]
            yield Added.made(kind=kind, claim=step.claims[0], amount=missing, payer="debtor",
                             law=tuple(dict.fromkeys(law)), certain=False)  # fmt: skip
