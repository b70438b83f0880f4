"""Engine and judge side by side: what each says of one history; the first difference is an assertion that fails.

The judge (`collectrules.judge`) is a second reader of a profile folder that shares not a line with the engine. It
leaves some things to others, and then says so: `Unjudged`.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Final

from collectrules.answers.accepting import accept
from collectrules.answers.auditing import audit
from collectrules.answers.documents import dump
from collectrules.answers.proposals import Proposal, next_steps
from collectrules.answers.standings import Standing, standing
from collectrules.ground.money import exponent
from collectrules.judge.account import Account
from collectrules.judge.fees import DEMANDS
from collectrules.judge.history import Flag, History, Judge
from collectrules.loader.find import folder_of
from collectrules.loader.model import Profile
from collectrules.nouns.case import Case
from collectrules.testing.asking import COMPONENTS, DAY, Said, doable, documents, need, same, steps_on, with_events

Readings = Mapping[str, str]
"""Doubt → option."""
_CENTS: Final = 2
_OFFICIAL: Final = frozenset({"enforcement_cost", "court_fee"})
_CLAIMED: Final = frozenset({"reminder_fee", "compensation", "collection_cost"})


class Unjudged(Exception):
    """The judge leaves this to others, or the law does not hold a figure that it needs."""


class Astray(Unjudged):
    """Something was done to a claim in parts that none of its parts allowed: which of them it leads is open."""


@cache
def _judge(folder: str, fingerprint: str) -> Judge:  # noqa: ARG001  # a folder that has changed is read again
    return Judge(Path(folder))


def judge_of(profile: Profile | str | Path) -> Judge:
    """Return the judge of a profile: of a loaded one, of an installed one by its id, or of a folder.

    Raises:
        BadInput: no profile of that id is installed.
        BadProfile: the path is no folder with a profile.
        Unjudged: money is not counted in hundredths.

    Examples:
        >>> judge_of("DK").rate({"kind": "goods_or_services", "arose": "2024-01-02", "due": "2024-01-31"},
        ...                     dt.date(2024, 2, 1))
        Fraction(47, 4)

    """
    if isinstance(profile, Profile):
        if exponent(profile.header.currency) != _CENTS:
            message = f"the judge counts hundredths, and {profile.header.currency} has none"
            raise Unjudged(message)
        return _judge(profile.folder, profile.fingerprint)
    path = profile if isinstance(profile, Path) else None
    return _judge(str(folder_of(None if path else str(profile), path)), "")


@contextmanager
def left_to_others() -> Iterator[None]:
    """Raise `Unjudged` for what the judge leaves to others, and for figures that the law does not hold."""
    try:
        yield
    except (NotImplementedError, LookupError) as error:
        message = str(error) or type(error).__name__
        raise Unjudged(message) from error


def lived(judge: Judge, case: Case, on: dt.date, readings: Readings | None = None) -> History:
    """Return a history as the judge lives it to the end of a day.

    Raises:
        Unjudged: something in it is left to others, or leads the judge astray.

    """
    with left_to_others():
        found = judge.history(_document(case), on, readings)
    if found.astray:
        message = "an act meets no part of a claim in parts where it may be done"
        raise Astray(message)
    return found


def _document(case: Case) -> Said:
    return {**dump(case), "events": documents(case)}


def judged_alike(case: Case, profile: Profile, *, on: dt.date) -> None:
    """Invariants 1, 4 and 10 to 14: the judge finds the same interest on each day, payments, official fees and sums.

    Raises:
        Broken: the first difference.
        Unjudged: the judge leaves something of this case to others.

    """
    same_money(judge_of(profile), case, profile, on=on)


def judged_lawful(
    case: Case, profile: Profile, *, on: dt.date, ways: Sequence[Readings] = ({},),
    wanted: Callable[[Proposal], bool] = lambda _step: True, last: dt.date = dt.date.max,
) -> None:  # fmt: skip
    """Invariants 25 and 26: the judge flags nothing that is proposed, done today, on its first and on its last day.

    Args:
        case: the facts.
        profile: the law.
        on: the day.
        ways: readings under which each step of the creditor must stand; those of the case if left out.
        wanted: which of the steps to try.
        last: no step is tried after this day.

    Raises:
        Broken: a flag on what was proposed.
        Unjudged: the judge leaves something of this case to others.

    """
    judge = judge_of(profile)
    past = with_events(case, [event for event in documents(case) if event["on"] <= on.isoformat()])
    for step, day in tried(past, profile, on, lambda step: wanted(step) and not judge.left(step.action), last):
        done = accept(past, step, profile, on=day)
        if done == past:  # it was done that day already
            continue
        for way in ways if step.by == "creditor" else ({},):
            found = [flag.sentence for flag in flags_of_the_last(judge, done, day, way)]
            need(25, f"{step.action} on {day}, read as {dict(way)}", "; ".join(found), holds=not found)


def tried(
    case: Case, profile: Profile, on: dt.date, wanted: Callable[[Proposal], bool], last: dt.date
) -> Iterator[tuple[Proposal, dt.date]]:  # fmt: skip
    """Yield steps that are wanted with the days on which each is tried.

    What is priced by a sum that the act itself states (what a sale brought in) cannot be done without that sum.
    """
    steps = [step for step in next_steps(case, profile, on=on).proposals if step.status in {"open", "waiting"}]
    for step in [step for step in steps if wanted(step) and doable(step)]:
        for day in sorted({on, min(max(on, step.earliest or on), last), min(step.latest or on, last)}):
            later = steps_on(case, profile, day) or ()
            same_ = [each for each in later if (each.action, each.claims, each.status)
                     == (step.action, step.claims, "open")]  # fmt: skip
            yield from ((each, day) for each in same_)


def flags_of_the_last(judge: Judge, case: Case, on: dt.date, readings: Readings) -> list[Flag]:
    """Return what the judge has against the newest event."""
    with left_to_others():
        flags = judge.flags(_document(case), on, readings)
    return [flag for flag in flags if flag.event == len(case.events) - 1]


# Interest, fees, payments ----------------------------------------------------------------------------------


def same_money(
    judge: Judge, case: Case, profile: Profile, *, on: dt.date, readings: Readings | None = None
) -> None:  # fmt: skip
    """Compare interest day by day, official fees, how payments are spent, and what is owed of each part.

    Raises:
        Broken: the first difference.
        Unjudged: the judge leaves something of this case to others.

    """
    expected = lived(judge, case, on, readings)
    found = standing(case, profile, on=on, readings=readings)
    same(14, "standing.interest", by_day(found), in_whole(expected.interest_days))
    same(26, "standing.lines of offices", _of_offices(found),
         sorted((claim, day, amount) for claim, day, _, amount in expected.official))  # fmt: skip
    same(4, "standing.payments", _paid(found), [(added_up(pieces), rest) for _, pieces, rest in expected.payments])
    for part in COMPONENTS:
        same(2, f"standing.owed.{part}", _minor(getattr(found.owed, part)), _owed(expected, part))


def _minor(amount: Decimal) -> int:
    return int(amount.scaleb(_CENTS))


def _owed(history: History, part: str) -> int:
    """What is owed of a part; the interest of a claim in parts is rounded as that of one."""
    if part != "interest":
        return sum(account.parts()[part] for account in history.accounts)
    accrued: dict[str, Fraction] = {}
    for account in history.accounts:
        accrued[account.claim["id"]] = accrued.get(account.claim["id"], Fraction(0)) + account.accrued
    of = {account.claim["id"]: account for account in history.accounts}
    booked = sum(of[claim].in_units(sum_) for claim, sum_ in accrued.items())
    return booked - sum(account.interest_paid for account in history.accounts)


def in_whole(days: Iterable[tuple[str, dt.date, Fraction, int]]) -> list[tuple[str, dt.date, Fraction, int]]:
    """Return days of interest of claims, not of their parts."""
    found: Counter[tuple[str, dt.date, Fraction]] = Counter()
    for claim, day, rate, base in days:
        found[claim, day, rate] += base
    return sorted((*key, base) for key, base in found.items())


def by_day(found: Standing) -> list[tuple[str, dt.date, Fraction, int]]:
    """Return every day that bears interest, with its rate and base."""
    return sorted(
        (row.claim, row.from_ + DAY * number, Fraction(row.rate), _minor(row.base))
        for row in found.interest
        for number in range((row.to - row.from_).days + 1)
    )


def _of_offices(found: Standing) -> list[tuple[str, dt.date, int]]:
    return sorted((line.claim, line.on, _minor(line.amount)) for line in found.lines if line.kind in _OFFICIAL)


def _paid(found: Standing) -> list[tuple[Counter[tuple[str, str]], int]]:
    return [
        (added_up([(part.claim, part.component, _minor(part.amount)) for part in payment.by_claim]),
         _minor(payment.unallocated))
        for payment in found.payments
    ]  # fmt: skip


def added_up(pieces: Sequence[tuple[str, str, int]]) -> Counter[tuple[str, str]]:
    """Return the pieces of a payment, those of one part of one claim together."""
    return sum((Counter({(claim, part): amount}) for claim, part, amount in pieces), Counter())


def same_sums(
    judge: Judge, case: Case, profile: Profile, *, on: dt.date, readings: Readings | None = None
) -> None:  # fmt: skip
    """Compare what is lawful of each fee that somebody claimed, and what the audit calls unlawful of each bill.

    Raises:
        Broken: the first difference.
        Unjudged: the judge leaves something of this case to others.

    """
    with left_to_others():
        lines = [line for line in judge.history(_document(case), on, readings).lines if line.number >= 0]
    found = [(line.claim, line.on, _minor(line.lawful))
             for line in standing(case, profile, on=on, readings=readings).lines if line.kind in _CLAIMED]  # fmt: skip
    same(26, "standing.lines", positive(found),
         positive((line.account.claim["id"], line.day, line.owed) for line in lines))  # fmt: skip
    events, findings = documents(case), audit(case, profile, on=on, readings=readings).findings
    bills = {event["id"]: _minor(Decimal(event["amount"])) for event in events if event["kind"] == "charge"}
    unlawful = [(each.event, _minor(each.amount_unlawful)) for each in findings if each.event in bills]
    owed = Counter({events[line.number]["id"]: line.owed for line in lines})
    same(26, "audit.findings of bills", positive(unlawful),
         positive((name, amount - owed[name]) for name, amount in bills.items()))  # fmt: skip


def positive(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return rows in order, without those of nothing."""
    return sorted(row for row in rows if row[-1] > 0)


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
        otherwise = judge.history(_document(case), on, {**(readings or {}), other.reading: other.option})
        place = f"next.proposals[{step.action}].window_readings[{other.reading}={other.option}]"
        for account in accounts_of(otherwise, step):
            first, last = _window(otherwise, step, account, on)
            need(30, place, f"opens {other.earliest}, not before {first}", holds=_not_before(other.earliest, first))
            need(30, place, f"ends {other.latest}, not {last}", holds=other.latest in {None, last})


def _not_before(earliest: dt.date | None, first: dt.date | None) -> bool:
    return first is None or (earliest is not None and earliest >= first)


def accounts_of(history: History, step: Proposal) -> list[Account]:
    """Return the judge's accounts that a step is about."""
    return history.concerned(event_of(step), history.present)


def event_of(step: Proposal) -> Said:
    """Return the event that a step would be."""
    return {"kind": step.action, "claims": list(step.claims)}


def _window(history: History, step: Proposal, account: Account, on: dt.date) -> tuple[dt.date | None, dt.date | None]:
    return history.window(account, event_of(step), on)


def _barred_before(rule: Mapping[str, Any], latest: dt.date | None, last: dt.date | None) -> bool:
    """Whether limitation alone, which windows of the judge leave out, may have ended a step that asks for it."""
    asks = isinstance(rule.get("when"), dict) and rule["when"].get("barred") is False
    return asks and latest is not None and (last is None or latest < last)


def _same_window(history: History, step: Proposal, on: dt.date) -> None:
    """Compare the last day of the law, and that an open step is open to the judge too.

    A step that waits for one part of a claim has the last day of one of them.
    """
    rule, accounts, place = (
        history.law["act"][step.action],
        accounts_of(history, step),
        f"next.proposals[{step.action}]",
    )
    lasts = [_window(history, step, account, on)[1] for account in accounts]
    for account, own in zip(accounts, lasts, strict=True):
        first, _ = _window(history, step, account, on)
        if "latest" in rule:
            last = step.latest if history.split and step.status == "waiting" and step.latest in lasts else own
            fits = step.latest == last or _barred_before(rule, step.latest, last)
            need(30, place, f"ends {step.latest}, for the judge {last}", holds=fits)
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


# Prices and findings ---------------------------------------------------------------------------------------

_SAME: Final = {
    "step_wrong_stage": "wrong_stage", "step_condition": "no_ground", "step_too_late": "too_late",
    "step_too_early": "too_early", "step_missing_act": "too_early", "step_fact_unknown": "no_ground",
}  # fmt: skip
"""Code of a finding → what the judge calls it."""


def same_prices(
    judge: Judge, case: Case, profile: Profile, *, on: dt.date, readings: Readings | None = None
) -> None:  # fmt: skip
    """Compare what an office asks for each open step, of the debtor and in advance of the creditor.

    Raises:
        Broken: the first difference.
        Unjudged: the judge leaves something of this case to others.

    """
    history = lived(judge, case, on, readings)
    for step in next_steps(case, profile, on=on, readings=readings).proposals:
        if step.status != "open" or step.action not in history.law["act"]:
            continue
        with left_to_others():
            if not _priced_alike(history, step, on):
                continue
            charged = _price_of(history, step, on, "borne_by", "debtor")
            advanced = _price_of(history, step, on, "advanced_by", "creditor")
        same(26, f"next.proposals[{step.action}].charges", _priced(step.charges), charged)
        same(26, f"next.proposals[{step.action}].advances", _priced(step.advances), advanced)


def _priced_alike(history: History, step: Proposal, on: dt.date) -> bool:
    """Whether the same fees come with a step for each of its claims; where they differ the engine asks the first."""
    found = [history.official_fees(event_of(step), on, [one], "act", step.action) for one in accounts_of(history, step)]
    return all(set(fees) == set(found[0]) for fees in found)


def _priced(costs: Sequence[Any]) -> dict[str, int]:
    """The official fees of a step by their names; of a frame, or of a figure that nobody knows, no sum."""
    named = {str(cost.same_as).partition(":")[2]: cost.amount for cost in costs if cost.same_as}
    return {name: _minor(amount) for name, amount in named.items() if amount is not None}


def _price_of(history: History, step: Proposal, on: dt.date, word: str, who: str) -> dict[str, int]:
    accounts, event = accounts_of(history, step), event_of(step)
    fees = history.official_fees(event, on, accounts, word, who)
    known = {name: fee for name, fee in fees.items() if history.charge_of(fee) != "judge" and _is_known(fee, on)}
    sums = {name: history.official_sum(fee, event, on, accounts) for name, fee in known.items()}
    return {name: amount for name, amount in sums.items() if amount}


def _is_known(fee: Mapping[str, Any], on: dt.date) -> bool:
    rows = [row for row in fee["amount"].get("value", ()) if row["from"] <= on]
    return not rows or "is" in rows[-1]


def same_findings(
    judge: Judge, case: Case, profile: Profile, *, on: dt.date, readings: Readings | None = None
) -> None:  # fmt: skip
    """Compare what stood against each act; of a fee there are other findings, so acts that claim one are left out.

    So are cases of which a principal is paid: what is left of interest and costs is overdue to the judge alone.

    Raises:
        Broken: a finding of only one of the two.
        Unjudged: the judge leaves something of this case to others.

    """
    history, events = lived(judge, case, on, readings), documents(case)
    if not all(account.principal for account in history.accounts):
        return
    acts = {event["id"] for event in events if "fee" not in event and "compensation" not in event}
    acts -= {event["id"] for event in events if event["kind"] in DEMANDS}
    findings = audit(case, profile, on=on, readings=readings).findings
    found = {(each.event, _SAME[each.code]) for each in findings if each.event in acts and each.code in _SAME}
    flags = {(events[flag.event]["id"], flag.code) for flag in history.flags}
    same(25, "audit.findings", sorted(found), sorted(pair for pair in flags if pair[0] in acts))
