"""The fold for the cases that the columns leave to it: the same row, worked out one case at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collectrules.answers.proposals import Proposal, next_steps_of
from collectrules.answers.standings import sums
from collectrules.fold.asking import Question, ask
from collectrules.fold.entries import COMPONENTS
from collectrules.ground import money
from collectrules.ground.errors import CollectRulesError

if TYPE_CHECKING:
    from collectrules.loader import model as m
    from collectrules.nouns.case import Case

Open = tuple[int, int, int, int]
"""What is open in principal, interest, fees and costs, in minor units."""


@dataclass(frozen=True, slots=True)
class Row:
    """One case as the fold answers it; `error` is the code of why it does not, `claims` what is open of each by id."""

    error: str | None
    open_: Open = (0, 0, 0, 0)
    credit: int = 0
    claims: Mapping[str, Open] | None = None
    step: str | None = None
    on: dt.date | None = None
    charges: int | None = None
    look_again_on: dt.date | None = None


def folded(
    case: Case, law: m.Profile, on: dt.date, *, readings: Mapping[str, str] | None = None, assume: str | None = None,
    steps: bool = True, look: bool = True,
) -> Row:  # fmt: skip
    """Return the row of one case; `look` says whether the next day worth looking is worked out, which costs most."""
    try:
        question = ask(case, law, on=on, readings=readings, assume=assume)
        return _row(question, steps=steps, look=look)
    except CollectRulesError as error:
        return Row(error.code)


def _row(question: Question, *, steps: bool, look: bool) -> Row:
    state = question.state
    claims = {account.claim.id: _open(sums(state, (account.claim.id,))) for account in state.ledger.accounts}
    open_, credit = _open(sums(state)), state.ledger.credit
    if not steps:
        return Row(None, open_, credit, claims)
    answer = next_steps_of(question)
    wanted = next((one for one in answer.proposals if one.recommended), None)
    again = answer.look_again_on if look else None
    if wanted is None:
        return Row(None, open_, credit, claims, look_again_on=again)
    charges = _charges(wanted, state.book.decimals)
    return Row(None, open_, credit, claims, wanted.action, wanted.on, charges, again)


def _open(found: Mapping[str, int]) -> Open:
    principal, interest, fees, costs = (found[part] for part in COMPONENTS)
    return principal, interest, fees, costs


def _charges(step: Proposal, decimals: int) -> int | None:
    """What a step adds to the debt, None where a sum of it is not known."""
    known: Sequence[int | None] = [
        None if cost.amount is None else money.minor_of(cost.amount, decimals) for cost in step.charges
    ]
    return None if None in known else sum(sum_ for sum_ in known if sum_ is not None)
