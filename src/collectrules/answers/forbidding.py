"""What the law has against any agreement of a kind, whatever its terms: the exceptions of the profile's own rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, Literal

from collectrules.fold.moments import Moment
from collectrules.ground.errors import BadInput, Fault
from collectrules.steps.stepping import Obstacle, as_obstacle

if TYPE_CHECKING:
    from collectrules.fold.conditions import Gate
    from collectrules.fold.state import State
    from collectrules.loader import model as m

Kind = Literal["settlement", "plan"]
FORBIDDEN: Final = "agreement_forbidden"


def exceptions(state: State, claims: Sequence[str], kind: Kind) -> tuple[Obstacle, ...]:
    """Return the exceptions that shut every rule by which an agreement on one of the claims could be made.

    Where the profile has no rule for such a debt, the law says nothing against an agreement.
    """
    mine = [account for account in state.ledger.accounts if account.claim.id in claims]
    return tuple(dict.fromkeys(one for account in mine for one in _shut(state, Moment(state, account, state.on), kind)))


def refuse_forbidden(state: State, claims: Sequence[str], kind: Kind) -> None:
    """Refuse an agreement that the law forbids, or on a claim that limitation has extinguished.

    A claim that is barred by a defence alone is still owed: the debtor may pay it, and agree to.

    Raises:
        BadInput: `agreement_forbidden`, with its law.

    """
    found = (*exceptions(state, claims, kind), *_extinguished(state, claims))
    if found:
        raise BadInput([_fault(obstacle) for obstacle in found])


def _extinguished(state: State, claims: Sequence[str]) -> Iterator[Obstacle]:
    limitations = state.book.profile.limitation
    for account in state.ledger.accounts:
        for limit in state.run_out(account, state.on) if account.claim.id in claims else ():
            if limitations[limit.rule].effect == "extinguished":
                yield Obstacle("claim_barred", account.claim.id, "not extinguished", "extinguished", limit.law)


def _fault(obstacle: Obstacle) -> Fault:
    expected = f"a debt that the law lets the parties agree on: {obstacle.fact} {obstacle.needed}"
    law = ", ".join(obstacle.law) or None
    return Fault(code=FORBIDDEN, path="case", expected=expected, got=obstacle.got, law=law)


def _shut(state: State, moment: Moment, kind: Kind) -> Iterator[Obstacle]:
    found = [(rule, gate) for rule, gate in _rules(state, kind) if gate.applies(moment)]
    if any(gate.holds(moment) for _, gate in found):
        return
    for rule, gate in found:
        yield from (as_obstacle(state, failure, rule.law) for failure in gate.failures(moment))


def _rules(state: State, kind: Kind) -> Iterator[tuple[m.Plan | m.Settlement, Gate]]:
    if kind == "settlement":
        yield from state.book.settlements
    else:
        yield from ((rule, gate) for rule, gate in state.book.plans if rule.granted_by == "creditor")
