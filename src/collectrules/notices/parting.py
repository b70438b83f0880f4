"""A paper about a part of a claim: the account of that part by itself, and what of it nobody can say.

Interest is simple: while all that is open of a claim bears it, a part bears its share to the last cent. Where that is
not so, no account says which part bore how much; and none says which fees and costs go with a part: the creditor does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from collectrules.answers.proposals import Proposal
from collectrules.fold.asking import Question
from collectrules.fold.entries import ClaimPart, Line
from collectrules.fold.ledger import Account
from collectrules.fold.parts import facing
from collectrules.fold.state import State
from collectrules.loader import model as m
from collectrules.notices.running import closed_sum, closed_to
from collectrules.nouns.enclosures import Particulars

INTEREST: Final = "interest_of_part"
COSTS: Final = "costs_of_part"
_NOTHING: Final = Particulars()


@dataclass(frozen=True)
class Split:
    """The claims of a paper as it is about them: `state` holds the account of each part in the place of its claim.

    `whole` is the open principal of each claim in parts, in minor units; `interest` and `costs` are those of which
    nobody knows how much of that goes with the part, and `shared` those whose fees and costs are asked for in full.
    """

    state: State
    whole: Mapping[str, int]
    interest: frozenset[str] = frozenset()
    costs: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()


def split(
    before: Question, after: Question, proposal: Proposal | None, rule: m.Notice | None,
    particulars: Mapping[str, Particulars],
) -> Split:  # fmt: skip
    """Return the accounts of a paper once it is out; those of whole claims where it is about no part."""
    if proposal is None or proposal.amount is None:
        return Split(after.state, {})
    state, known = after.state.fork(), {line.event for line in before.state.ledger.lines}
    whole: dict[str, int] = {}
    found: dict[str, set[str]] = {"interest": set(), "costs": set(), "shared": set()}
    for mine, own in _parts(before, state, proposal):
        claim, told = mine.claim.id, particulars.get(mine.claim.id, _NOTHING).costs_of_part
        whole[claim] = mine.open_principal
        if not _take_interest(state, mine, own):
            found["interest"].add(claim)
        open_ = [line for line in _open(state, mine, rule) if line.event in known]
        if open_ and told != "none":
            found["costs" if told is None else "shared"].add(claim)
        if told != "all":
            state.ledger.lines = [line for line in state.ledger.lines if line not in open_]
        state.ledger.accounts[mine.index] = own
    return Split(state, whole, **{name: frozenset(claims) for name, claims in found.items()})


def _open(state: State, account: Account, rule: m.Notice | None) -> list[Line]:
    """The fees and costs of a claim that a paper would ask for."""
    left_out, ledger = () if rule is None else rule.leaves_out, state.ledger
    mine = (line for line in ledger.lines if line.claim == account.index and line.kind not in left_out)
    return [line for line in mine if ledger.open_of(line)]


def _parts(before: Question, state: State, proposal: Proposal) -> Iterator[tuple[Account, Account]]:
    """Yield each claim of which the paper is about a part, and that part as an account of its own."""
    act = before.book.acts[proposal.action].record
    for account in before.state.ledger.accounts:
        seen = facing(account, act.in_stages)
        if account.claim.id not in proposal.claims or not seen.is_part:
            continue
        mine, amount = state.ledger.accounts[account.index], seen.open_principal
        stages = [stage for stage in (seen.parts[0].stage, act.leads_to) if stage is not None]
        own = facing(mine, stages, amount)
        own.principal, own.credited, own.principal_paid, own.principal_waived = amount, 0, 0, 0
        yield mine, own


def _take_interest(state: State, mine: Account, own: Account) -> bool:
    """Give a part the interest that it bore by itself; False where nobody can say how much that is."""
    day = closed_to(state, mine)
    known = _kept(state, mine, own.parts[0], day)
    late = [one for one in mine.history if one.last > day] if known else []
    own.history = [one._replace(first=max(one.first, day + 1), base=own.principal) for one in late]
    own.accrued = sum(state.ledger.worth(own, one) for one in own.history)
    own.interest_paid = own.interest_waived = 0
    own.path = own.path if known else None
    return known


def _kept(state: State, account: Account, part: ClaimPart, day: int) -> bool:
    """Whether the interest after a day is all there is of it, and all that is open of the claim bears it alike."""
    ledger, base = state.ledger, account.open_principal
    beside = account.costs or account.sued or account.compound or account.anew_from
    if beside is not None or ledger.base(account) != base or closed_sum(state, account, day):
        return False
    alike = all(one.base == base for one in account.history if one.last > day)
    return alike and not _stopped_elsewhere(state, account, part)


def _stopped_elsewhere(state: State, account: Account, part: ClaimPart) -> bool:
    """Whether the interest of the claim counts as stopped for the sake of another part."""
    taken = state.assumptions.get(f"claims[{account.index}].interest")
    if taken is None or taken.code != INTEREST:
        return False
    ends = {act.leads_to for act in state.book.profile.act.values() if act.effects.interest == "stop"}
    return ends.isdisjoint(stage for _, stage in part.stages)
