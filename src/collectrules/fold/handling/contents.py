"""What a letter did not say: the statements its notice asks for, and what an omission costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from collectrules.fold.judging import Verdict
from collectrules.fold.ledger import Account
from collectrules.fold.moments import Moment
from collectrules.fold.ruling import Opinion, Ruling
from collectrules.fold.state import State
from collectrules.loader import model as m
from collectrules.loader.holiday_sets import lives
from collectrules.nouns.events import Event

NO_COUNT: Final = frozenset({"void", "no_default"})
"""Consequences by which the letter does not count for what hangs on it."""
NO_FEE: Final = frozenset({"void", "no_fee"})
CODE: Final = "notice_incomplete"


class Omission(NamedTuple):
    """The statements a letter lacks, in the order of the notice, and what that costs."""

    missing: tuple[str, ...]
    consequence: str
    law: tuple[str, ...]
    certain: bool

    @property
    def values(self) -> tuple[tuple[str, str], ...]:
        """The places of its sentence."""
        return (("omitted", ", ".join(self.missing)),)


def omission(state: State, event: Event, accounts: Sequence[Account]) -> Omission | None:
    """Return what a letter lacks; None if it lacks nothing that costs anything, or nobody says what it stated."""
    notice = notice_of(state, event.kind, event.on.toordinal(), accounts)
    if notice is None or event.contents is None:
        return None
    certain = notice.certainty == "sure"
    missing = tuple(word for word in _owed(notice, event.contents) if word not in event.contents)
    if missing and notice.missing is not None:
        return Omission(missing, notice.missing, notice.law, certain)
    for_costs = tuple(word for word in notice.must_state_for_costs if word not in event.contents)
    return Omission(for_costs, "collection_costs_barred", notice.law, certain) if for_costs else None


def _owed(notice: m.Notice, contents: Sequence[str]) -> tuple[str, ...]:
    """What a letter had to state; what only some letters must, if it states some of it: no other is known to be one."""
    some = [group.states for group in notice.must_state_if if any(word in contents for word in group.states)]
    return tuple(dict.fromkeys((*notice.must_state, *(word for group in some for word in group))))


def notice_of(state: State, kind: str, day: int, accounts: Sequence[Account]) -> m.Notice | None:
    """Return the notice that a letter of a day about these claims is held against; None where there is none."""
    act = state.book.profile.act.get(kind)
    notice = state.book.profile.notice.get(act.notice or "") if act is not None else None
    return notice if notice is not None and asks(state, notice, kind, day, accounts) else None


def asks(state: State, notice: m.Notice, kind: str, day: int, accounts: Sequence[Account]) -> bool:
    """Whether a notice is law on a day for a letter about these claims."""
    moment = Moment(state, accounts[0], day, tuple(accounts), kind)
    return lives(notice, day) and state.book.notices[notice.name].holds(moment)


def without_fee(ruling: Ruling, found: Omission) -> Ruling:
    """Strike the fee of a letter that lacks a statement; where that is not certain the fee is in doubt."""
    if ruling.lawful == 0:
        return ruling
    lawful, in_doubt = (0, 0) if found.certain else (ruling.lawful, ruling.lawful)
    opinion = Opinion(lawful, CODE, found.law, found.values, ruling.opinion.certainty, (), ruling.opinion.rule)
    return Ruling(lawful, in_doubt, ruling.account, opinion, ruling.readings)


def _bar_costs(event: Event, accounts: Sequence[Account], found: Omission | None) -> None:
    """Collection costs are barred while the last letter of its kind lacks what they ask for."""
    for account in accounts:
        barred = account.kept.get("costs_barred")
        if isinstance(barred, tuple) and barred[0] == event.kind:
            account.kept.pop("costs_barred")
        if found is not None:
            account.kept["costs_barred"] = (event.kind, found.law, found.values)


def take_contents(state: State, event: Event, name: str, accounts: Sequence[Account]) -> None:
    """Let a letter count as far as what it states goes."""
    found = omission(state, event, accounts)
    if found is None or found.consequence == "no_fee":
        _bar_costs(event, accounts, None)
        return
    if found.certain and found.consequence in NO_COUNT:
        state.ineffective.add(name)
    elif found.certain and found.consequence == "collection_costs_barred":
        _bar_costs(event, accounts, found)
    state.verdicts.append(
        Verdict(
            code=CODE, severity="breach" if found.certain else "doubt", event=name, day=event.on.toordinal(),
            claims=tuple(account.claim.id for account in accounts), law=found.law, values=found.values,
        )
    )  # fmt: skip
