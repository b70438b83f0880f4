"""Advice on a case that has come to rest: what a creditor may still try, and why. It is no law and binds nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, Literal

from collectrules.fold.state import living
from collectrules.nouns.answer import Part
from collectrules.nouns.events import COMMON
from collectrules.steps.planning import agreed, done_with, offer_ends

if TYPE_CHECKING:
    from collectrules.answers.proposals import Proposal
    from collectrules.fold.state import State
    from collectrules.steps.planning import Planned

Why = Literal["workflow_over", "workflow_shut", "no_sign_of_debtor", "nothing_paid", "paid_in_part", "plan_requested"]
_SIGNS: Final = frozenset(
    "payment dispute acknowledgement plan_requested settlement_accepted plan_agreed negotiations_began message".split()
)
"""Events that show that letters reach a debtor."""
_OTHERS: Final = frozenset({"court", "office"})


class Advice(Part):
    """One thing to try where nothing else is planned: the act it would be, for which claims, and why.

    `check_contact_data`: letters went out and nothing came back. `offer_plan`, `offer_settlement`: of a debtor who pays
    nothing, or in part, something may come that way.
    """

    code: Literal["check_contact_data", "offer_plan", "offer_settlement"]
    action: str | None = None
    claims: tuple[str, ...]
    because: tuple[Why, ...]


def advice_on(state: State, proposals: Sequence[Proposal], plans: Sequence[Planned]) -> Iterator[Advice]:
    """Yield what may still be tried on the state's day; nothing where the case goes on by itself."""
    why = _at_rest(state, proposals, plans)
    if why is None:
        return
    kinds = {kind for _, kind, _ in state.applied}
    if not _sign(state, kinds):
        claims = tuple(account.claim.id for account in living(state))
        yield Advice.made(code="check_contact_data", action=None, claims=claims, because=(why, "no_sign_of_debtor"))
    asked: tuple[Why, ...] = ("plan_requested",) if "plan_requested" in kinds else ()
    paid: Why = "paid_in_part" if state.ledger.payments else "nothing_paid"
    for code, action, more in (
        ("offer_plan", "plan_agreed", asked),
        ("offer_settlement", "settlement_offered", ()),
    ):
        for step in proposals:
            if step.action == action and step.status == "open":
                yield Advice.made(code=code, action=action, claims=step.claims, because=(why, paid, *more))


def _at_rest(state: State, proposals: Sequence[Proposal], plans: Sequence[Planned]) -> Why | None:
    """Why nothing goes on by itself; None where it does, or where somebody else has the next word."""
    if state.workflow is None or state.manual_only or state.closed is not None or state.paused_on(state.on):
        return None
    if not living(state) or agreed(state) or _awaited(state, proposals):
        return None
    if not plans:
        return "workflow_over" if done_with(state) else None
    shut = plans[0].on <= state.on and not any(step.recommended for step in proposals)
    return "workflow_shut" if shut else None


def _awaited(state: State, proposals: Sequence[Proposal]) -> bool:
    """Whether a court or office has a claim before it, or the time to answer a letter or an offer still runs."""
    acts = state.book.profile.act
    pending = any(step.by in _OTHERS and step.status == "open" and acts[step.action].in_stages for step in proposals)
    days = [
        day
        for account in living(state)
        for kind, occurrence in account.latest.items()
        if kind in acts and acts[kind].by == "creditor"
        for day in (occurrence.deadline, occurrence.on)
        if day is not None
    ]
    days += [offer_ends(account, state.on) for account in living(state)]
    return pending or max(days, default=0) >= state.on


def _sign(state: State, kinds: set[str]) -> bool:
    acts = state.book.profile.act
    return any(kind in _SIGNS or (kind not in COMMON and kind in acts and acts[kind].by == "debtor") for kind in kinds)
