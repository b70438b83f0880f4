"""What is to be expected of a case: a light by the policy of the profile, with its reason; never law."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from collectrules.fold.moments import Moment
from collectrules.fold.rules import undisplaced
from collectrules.ground.errors import Fault, NotModelled
from collectrules.ground.records import record
from collectrules.loader import model as m
from collectrules.loader.words import Light
from collectrules.nouns.answer import Part

if TYPE_CHECKING:
    from collectrules.fold.conditions import Gate
    from collectrules.fold.ledger import Account
    from collectrules.fold.state import State

_WORST_FIRST: Final = ("probable_loss", "caution", "neutral", "in_order")


class Outlook(Part):
    """A light, the rule that set it and for which claim; the worst, of equals that whose id comes first."""

    light: Light
    rule: str
    claim: str
    law: tuple[str, ...]


@record
class _Policy:
    """A rule of outlook with its gate, so that rules may displace one another as laws do."""

    record: m.Outlook
    gate: Gate


def outlook_of(state: State) -> Outlook | None:
    """Return the outlook of a case; None where the profile has no such policy, or none of its rules applies.

    Raises:
        NotModelled: `two_rules`, several rules apply to a claim and none stands instead of the others.

    """
    found = [one for account in state.ledger.accounts for one in _of(state, account)]
    return min(found, key=lambda outlook: (_WORST_FIRST.index(outlook.light), outlook.claim), default=None)


def _of(state: State, account: Account) -> Iterator[Outlook]:
    moment = Moment(state, account, state.on)
    rules = undisplaced([_Policy(rule, gate) for rule, gate in state.book.outlooks], moment)
    if len(rules) > 1:
        names = ", ".join(rule.record.name for rule in rules)
        raise NotModelled(Fault(code="two_rules", path="outlook", expected="one rule that applies", got=names))
    for rule in rules:
        yield Outlook.made(light=rule.record.light, rule=rule.record.name, claim=account.claim.id, law=rule.record.law)
