"""What an answer takes for granted of a case as it stands, before anything happens: each of it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collectrules.fold.agreedlimits import is_held

if TYPE_CHECKING:
    from collectrules.fold.ledger import Account
    from collectrules.fold.state import State


def presume(state: State) -> None:
    """Say of claims and laws what the case leaves open."""
    _one_law(state)
    if state.case.unverified:
        text = "the case was taken in unverified: its figures rest on rows that are in doubt"
        state.assume("unverified", "case_unverified", text)
    if len(state.case.claims) > 1 and any(claim.relationship is None for claim in state.case.claims):
        state.assume("claims.relationship", "separate_relationships", "claims without a relationship count as separate")
    for account in state.ledger.accounts:
        _agreed_limits(state, account)


def _one_law(state: State) -> None:
    """Where a claim is of one law and its proceedings of another, an answer by one of them is whole for neither."""
    law, asked = state.case.law, state.book.profile.header.id
    if law is not None and law.claim != law.forum:
        side = "forum" if law.claim.upper() == asked.upper() else "claim"
        text = f"everything follows {asked}, also what is {getattr(law, side)} law"
        state.assume(f"law.{side}", f"one_law_for_{side}", text, asked=asked, other=getattr(law, side))


def _agreed_limits(state: State, account: Account) -> None:
    """How often, and how far apart, fees were agreed limits nothing where the law knows no such fee."""
    agreements = account.claim.agreements
    fee = agreements.reminder_fee if agreements is not None else None
    held = any(is_held(rule.record) for rule in state.book.fees.values())
    if fee is not None and not held and (fee.at_most is not None or fee.gap_days is not None):
        path = f"claims[{account.index}].agreements.reminder_fee"
        text = "how often and how far apart fees were agreed is not reckoned with: the limits of the law hold alone"
        state.assume(path, "agreed_limits_unused", text, claim=account.claim.id)
