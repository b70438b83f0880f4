"""Which paper a step is written on: the notice of its act, or another that may be written for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from collectrules.answers.proposals import Proposal
from collectrules.fold.asking import Question
from collectrules.fold.handling.contents import asks, notice_of
from collectrules.fold.ledger import Account
from collectrules.ground.errors import bad_input, nearest
from collectrules.loader import model as m
from collectrules.nouns.events import COMMON

_OF_PLANS: Final = frozenset({"plan_notice", "plan_terminated"})


def paper_of(
    question: Question, step: str, named: str | None, proposal: Proposal | None, accounts: Sequence[Account]
) -> m.Notice | None:  # fmt: skip
    """Return the notice that says what a paper must state; None where the law of the day asks for nothing.

    Raises:
        BadInput: `unknown_word` where no such notice is written for the step; `several_notices` where several are;
            `no_notice` where the step is no letter to the debtor, and no paper of the profile is for it.

    """
    known = papers(question.profile, step, proposal)
    if named is not None:
        if named not in known:
            raise bad_input("unknown_word", "notice", _spoken(known, step), named, nearest(named, known))
        known = {named: known[named]}
    own = notice_of(question.state, step, question.on, accounts)
    if named is None and own is not None:
        return own if proposal is None or proposal.notice is None else known.get(proposal.notice, own)
    found = [one for one in known.values() if asks(question.state, one, step, question.on, accounts)]
    if len(found) > 1:
        raise bad_input("several_notices", "notice", " or ".join(one.name for one in found))
    if not found and not _plain(step, known):
        written = [one for one in question.profile.act if papers(question.profile, one) or _plain(one, {})]
        raise bad_input("no_notice", "step", " or ".join(written), step)
    return found[0] if found else None


def _plain(step: str, known: Mapping[str, m.Notice]) -> bool:
    """Whether a step may be written to the debtor though no law asks anything of the paper: a demand, none for a court.

    What a plan's debtor is told of its end is no demand of all that is owed, and is written only on a paper of its own.
    """
    demand = step in COMMON and COMMON[step].letter and step not in _OF_PLANS
    return demand or any(one.goes_to == "debtor" for one in known.values())


def papers(profile: m.Profile, step: str, proposal: Proposal | None = None) -> dict[str, m.Notice]:
    """Return the notices that may be written for a step, the act's own first."""
    act = profile.act.get(step)
    own = [act.notice if act is not None else None, proposal.notice if proposal is not None else None]
    names = [*own, *(one.name for one in profile.notice.values() if step in one.acts)]
    return {name: profile.notice[name] for name in names if name is not None and name in profile.notice}


def _spoken(known: dict[str, m.Notice], step: str) -> str:
    return " or ".join(known) if known else f"no notice: none is written for {step}"
