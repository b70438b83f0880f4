"""Engine and judge side by side on days: until when a claim may be sued for, from when and until when what may be done.

Where the judge leaves something to others he says so: `Unjudged`, as in `collectrules.testing.judging`.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from collectrules.answers.proposals import Proposal, next_steps
from collectrules.answers.standings import standing
from collectrules.judge.account import Account
from collectrules.judge.history import History, Judge
from collectrules.loader.model import Profile
from collectrules.nouns.case import Case
from collectrules.testing.asking import DAY, need, same
from collectrules.testing.judging import Readings, accounts_of, document_of, event_of, left_to_others, lived

# Limitation ------------------------------------------------------------------------------------------------


def same_limitation(
    judge: Judge, case: Case, profile: Profile, *, on: dt.date, readings: Readings | None = None
) -> None:  # fmt: skip
    """Compare until when the principal of each claim may be sued for, and whether something holds that up.

    Raises:
        Broken: the first difference.
        Unjudged: the judge leaves something of this case to others.

    """
    history = lived(judge, case, on, readings)
    with left_to_others():
        owed = [account for account in history.accounts if account.principal]  # what is paid is barred for nobody
        times = {account.claim["id"]: history.time_of(account, on) for account in owed}
    found = standing(case, profile, on=on, readings=readings).clocks
    clocks = {clock.claim: clock for clock in found
              if (clock.kind, clock.component) == ("limitation", "principal") and clock.claim_part is None}  # fmt: skip
    for claim, time in times.items() if not history.split else ():
        clock = clocks.get(claim)
        ends = None if clock is None or clock.state == "suspended" else clock.ends
        held = clock is not None and clock.state == "suspended"
        expected = (False, None) if time is None else (time.held, None if time.held else time.last)
        same(24, f"standing.clocks[limitation of {claim}]", (held, ends), expected)


# Windows ---------------------------------------------------------------------------------------------------


def same_windows(
    judge: Judge, case: Case, profile: Profile, *, on: dt.date, readings: Readings | None = None
) -> None:  # fmt: skip
    """Compare what may be done, its first and its last day, under each reading that a window names.

    Raises:
        Broken: the first difference.
        Unjudged: the judge leaves something of this case to others.

    """
    proposals = next_steps(case, profile, on=on, readings=readings).proposals
    history = lived(judge, case, on, readings)
    live = [step for step in proposals if step.status in {"open", "waiting"} and step.action in history.law["act"]]
    with left_to_others():
        for step in live:
            _same_window(history, step, on)
            _same_readings(judge, case, step, on, readings)
        _same_first_days(history, [step for step in live if step.status == "waiting" and step.by == "creditor"], on)
        proposed = {(step.action, claim) for step in live for claim in step.claims}
        missed = sorted(set(_lawful_now(history, on)) - proposed)
    need(30, "next.proposals", f"lawful and not proposed: {missed}", holds=not missed)


def _same_readings(judge: Judge, case: Case, step: Proposal, on: dt.date, readings: Readings | None) -> None:
    for other in step.window_readings:
        otherwise = judge.history(document_of(case), on, {**(readings or {}), other.reading: other.option})
        place = f"next.proposals[{step.action}].window_readings[{other.reading}={other.option}]"
        for account in accounts_of(otherwise, step):
            first, last = _window(otherwise, step, account, on)
            need(30, place, f"opens {other.earliest}, not before {first}", holds=_not_before(other.earliest, first))
            need(30, place, f"ends {other.latest}, not {last}", holds=other.latest in {None, last})


def _not_before(earliest: dt.date | None, first: dt.date | None) -> bool:
    return first is None or (earliest is not None and earliest >= first)


def _window(history: History, step: Proposal, account: Account, on: dt.date) -> tuple[dt.date | None, dt.date | None]:
    return history.window(account, event_of(step), on)


def _while_unbarred(history: History, rule: Mapping[str, Any], account: Account, on: dt.date) -> dt.date | None:
    """The last day that limitation leaves for a step that asks for a claim that is not barred."""
    asks = isinstance(rule.get("when"), dict) and rule["when"].get("barred") is False
    time = history.time_of(account, on) if asks else None
    return None if time is None or time.held else time.last


def _same_window(history: History, step: Proposal, on: dt.date) -> None:
    """Compare the last day of the law, and that an open step is open to the judge too.

    A step that waits for one part of a claim has the last day of one of them.
    """
    rule, accounts, place = (
        history.law["act"][step.action],
        accounts_of(history, step),
        f"next.proposals[{step.action}]",
    )
    lasts = [
        min(
            filter(None, (_window(history, step, account, on)[1], _while_unbarred(history, rule, account, on))),
            default=None,
        )
        for account in accounts
    ]
    for account, own in zip(accounts, lasts, strict=True):
        first, _ = _window(history, step, account, on)
        if "latest" in rule:
            last = step.latest if history.split and step.status == "waiting" and step.latest in lasts else own
            need(30, place, f"ends {step.latest}, for the judge {last}", holds=step.latest == last)
        if step.status == "open":
            stands = history.against(account, on, event_of(step))
            need(25, place, f"is open, for the judge {stands}", holds=stands is None)
            need(30, place, f"opens {step.earliest}, for the judge {first}",
                 holds=_not_before(step.earliest, first))  # fmt: skip


def _same_first_days(history: History, waiting: Sequence[Proposal], on: dt.date) -> None:
    """Compare: a step that waits is shut up to the day before its first day, and open on it, if nothing happens."""
    later = copy.copy(history)
    later.accounts = copy.deepcopy(history.accounts)
    first_days = {step.action: step.earliest or on for step in waiting}
    for number in range(1, 1 + max(((first - on).days for first in first_days.values()), default=0)):
        day = on + DAY * number
        for account in later.accounts:
            later.by_time(account, day)
        for step in waiting:
            first = step.earliest or on
            early = history.law["act"][step.action].get("early_days", 0)  # so many days before it may pass
            if day > first or 0 < (first - day).days <= early:
                continue
            shut = any(_is_shut(later, step, account, day) for account in accounts_of(later, step))
            need(30, f"next.proposals[{step.action}]", f"opens {first}, for the judge it is {_word(shut)} on {day}",
                 holds=shut != (day == first))  # fmt: skip


def _word(shut: bool) -> str:  # noqa: FBT001  # its word
    return "shut" if shut else "open"


def _is_shut(history: History, step: Proposal, account: Account, day: dt.date) -> bool:
    """Whether a step may not be done; of a letter that may go without its fee, whether the fee may not be asked."""
    free = step.free_from is not None and not history.lawful(account, day, event_of(step))[0]
    return free or history.against(account, day, event_of(step)) is not None


def _lawful_now(history: History, on: dt.date) -> Iterator[tuple[str, str]]:
    """What the judge would let the creditor do today with a claim of which principal is open."""
    for name, act in history.law["act"].items():
        for account in history.accounts if act["by"] == "creditor" else ():
            event = {"kind": name, "claims": [account.claim["id"]]}
            claims_nothing = name == "compensation_claimed" and not history.lawful(account, on, event)[0]
            if account.principal and history.against(account, on, event) is None and not claims_nothing:
                yield name, account.claim["id"]
