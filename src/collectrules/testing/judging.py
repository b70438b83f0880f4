"""Engine and judge side by side: what each says of one history; the first difference is an assertion that fails.

The judge (`collectrules.judge`) is a second reader of a profile folder that shares not a line with the engine. It
leaves some things to others, and then says so: `Unjudged`.
"""

from __future__ import annotations

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
        found = judge.history(document_of(case), on, readings)
    if found.astray:
        message = "an act meets no part of a claim in parts where it may be done"
        raise Astray(message)
    return found


def document_of(case: Case) -> Said:
    """Return a case as the judge reads it, each event with an id."""
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
        flags = judge.flags(document_of(case), on, readings)
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
        lines = [line for line in judge.history(document_of(case), on, readings).lines if line.number >= 0]
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


def accounts_of(history: History, step: Proposal) -> list[Account]:
    """Return the judge's accounts that a step is about."""
    return history.concerned(event_of(step), history.present)


def event_of(step: Proposal) -> Said:
    """Return the event that a step would be."""
    return {"kind": step.action, "claims": list(step.claims)}


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
