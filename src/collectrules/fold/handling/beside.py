"""What a court has awarded beside the costs of its proceedings that it may hold already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from collectrules.fold.judging import Verdict

if TYPE_CHECKING:
    from collectrules.fold.entries import Line
    from collectrules.fold.ledger import Account
    from collectrules.fold.state import State
    from collectrules.nouns.events import Event


def say_beside(state: State, event: Event, name: str, accounts: Sequence[Account]) -> None:
    """Leave in doubt what may be owed twice: an award, and court fees or costs that fall on who loses.

    Which of them the award holds no case tells. The later of the two bears the doubt.
    """
    indexes = {account.index for account in accounts}
    lines = [line for line in state.ledger.lines if line.claim in indexes and line.lawful > line.waived]
    awards = [line for line in lines if line.kind == "awarded_cost"]
    others = [line for line in lines if _of_proceedings(state, line)]
    new = [line for line in (*awards, *others) if line.event == name and line.on == event.on.toordinal()]
    twice = min(_left(awards), _left(others), _left(new))
    if new and twice:
        state.verdicts.append(
            Verdict(
                code="cost_beside_award", severity="doubt", event=name, day=event.on.toordinal(), law=(),
                claims=tuple(account.claim.id for account in accounts), in_doubt=twice,
                values=(("beside", state.text(twice)),),
            )
        )  # fmt: skip


def _of_proceedings(state: State, line: Line) -> bool:
    rule = state.book.fees.get(line.fee or "")
    return line.kind == "court_fee" or (rule is not None and rule.record.borne_by == "loser")


def _left(lines: Sequence[Line]) -> int:
    return sum(line.lawful - line.waived for line in lines)
