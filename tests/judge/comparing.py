"""What engine and judge say of one history, side by side; the first difference is an assertion that fails."""

from __future__ import annotations

import copy
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import collectrules as cr
from collectrules.judge.account import Account
from collectrules.judge.fees import DEMANDS
from collectrules.judge.history import History, Judge
from collectrules.judge.words import half_up

DAY = dt.timedelta(days=1)
PARTS = ("interest", "fees", "costs", "principal")
Document = dict[str, Any]
Asked = tuple[Document, dt.date, dict[str, str]]  # a case, the day asked about, how doubts are read


def minor(amount: Decimal) -> int:
    return int(amount * 100)


# Interest, fees, payments ---------------------------------------------------------------------------------


def same_money(judge: Judge, profile: cr.Profile, asked: Asked) -> None:
    document, on, readings = asked
    expected = judge.history(document, on, readings)
    if expected.astray:
        return
    standing = cr.standing(cr.load_case(document), profile, on=on, readings=readings)
    assert by_day(standing) == in_whole(expected.interest_days)
    assert official(standing) == sorted((claim, day, amount) for claim, day, _, amount in expected.official)
    assert paid(standing) == [(added_up(pieces), rest) for _, pieces, rest in expected.payments]
    for part in PARTS:
        assert minor(getattr(standing.owed, part)) == owed(expected, part), part


def owed(history: History, part: str) -> int:
    """What is owed of a part; the interest of a claim in parts is rounded as that of one."""
    if part != "interest":
        return sum(account.parts()[part] for account in history.accounts)
    accrued: dict[str, Fraction] = {}
    for account in history.accounts:
        accrued[account.claim["id"]] = accrued.get(account.claim["id"], Fraction(0)) + account.accrued
    return sum(map(half_up, accrued.values())) - sum(account.interest_paid for account in history.accounts)


def in_whole(days: Iterable[tuple[str, dt.date, Fraction, int]]) -> list[tuple[str, dt.date, Fraction, int]]:
    """Days of interest of claims, not of their parts."""
    found: Counter[tuple[str, dt.date, Fraction]] = Counter()
    for claim, day, rate, base in days:
        found[claim, day, rate] += base
    return sorted((*key, base) for key, base in found.items())


def by_day(standing: cr.Standing) -> list[tuple[str, dt.date, Fraction, int]]:
    """Every day that bears interest, with its rate and base."""
    return sorted(
        (row.claim, row.from_ + DAY * number, Fraction(row.rate), minor(row.base))
        for row in standing.interest
        for number in range((row.to - row.from_).days + 1)
    )


def official(standing: cr.Standing) -> list[tuple[str, dt.date, int]]:
    kinds = {"enforcement_cost", "court_fee"}
    return sorted((line.claim, line.on, minor(line.amount)) for line in standing.lines if line.kind in kinds)


def paid(standing: cr.Standing) -> list[tuple[Counter[tuple[str, str]], int]]:
    return [
        (
            added_up([(part.claim, part.component, minor(part.amount)) for part in payment.by_claim]),
            minor(payment.unallocated),
        )
        for payment in standing.payments
    ]


def added_up(pieces: list[tuple[str, str, int]]) -> Counter[tuple[str, str]]:
    return sum((Counter({(claim, part): amount}) for claim, part, amount in pieces), Counter())


CLAIMED = {"reminder_fee", "compensation", "collection_cost"}


def same_sums(judge: Judge, profile: cr.Profile, asked: Asked) -> None:
    """What is lawful of each fee that somebody claimed, and what the audit calls unlawful of each event."""
    document, on, readings = asked
    lines = [line for line in judge.history(document, on, readings).lines if line.number >= 0]
    standing = cr.standing(cr.load_case(document), profile, on=on, readings=readings)
    found = [(line.claim, line.on, minor(line.lawful)) for line in standing.lines if line.kind in CLAIMED]
    assert positive(found) == positive((line.account.claim["id"], line.day, line.owed) for line in lines)
    findings = cr.audit(cr.load_case(document), profile, on=on, readings=readings).findings
    bills = {event["id"]: minor(Decimal(event["amount"])) for event in document["events"] if event["kind"] == "charge"}
    unlawful = [(each.event, minor(each.amount_unlawful)) for each in findings if each.event in bills]
    owed = Counter({document["events"][line.number]["id"]: line.owed for line in lines})
    assert positive(unlawful) == positive((name, amount - owed[name]) for name, amount in bills.items())


def positive(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows in order, without those of nothing."""
    return sorted(row for row in rows if row[-1] > 0)


# Windows --------------------------------------------------------------------------------------------------


def same_windows(judge: Judge, profile: cr.Profile, asked: Asked) -> None:
    document, on, readings = asked
    proposals = cr.next_steps(cr.load_case(document), profile, on=on, readings=readings).proposals
    history = judge.history(document, on, readings)
    if history.astray:
        return
    live = [step for step in proposals if step.status in {"open", "waiting"} and step.action in history.law["act"]]
    for step in live:
        same_window(history, step, on)
        for other in step.window_readings:
            otherwise = judge.history(document, on, {**readings, other.reading: other.option})
            for first, last in (window(otherwise, step, account, on) for account in accounts_of(otherwise, step)):
                assert first is None or other.earliest >= first, step.action
                assert other.latest in {None, last}, step.action
    waiting = [step for step in live if step.status == "waiting" and step.by == "creditor"]
    same_first_days(history, waiting, on)
    assert {(step.action, claim) for step in live for claim in step.claims} >= set(lawful_now(history, on))


def accounts_of(history: History, step: cr.Proposal) -> list[Account]:
    return history.concerned(event_of(step), history.present)


def event_of(step: cr.Proposal) -> Document:
    return {"kind": step.action, "claims": list(step.claims)}


def window(history: History, step: cr.Proposal, account: Account, on: dt.date) -> tuple[dt.date | None, dt.date | None]:
    return history.window(account, event_of(step), on)


def barred_before(rule: Document, latest: dt.date | None, last: dt.date | None) -> bool:
    """Whether limitation alone, which windows of the judge leave out, may have ended a step that asks for it."""
    asks = isinstance(rule.get("when"), dict) and rule["when"].get("barred") is False
    return asks and latest is not None and (last is None or latest < last)


def same_window(history: History, step: cr.Proposal, on: dt.date) -> None:
    """The last day of the law, and that an open step is open to the judge too.

    A step that waits for one part of a claim has the last day of one of them.
    """
    rule, accounts = history.law["act"][step.action], accounts_of(history, step)
    lasts = [window(history, step, account, on)[1] for account in accounts]
    for account, own in zip(accounts, lasts, strict=True):
        first, _ = window(history, step, account, on)
        if "latest" in rule:
            last = step.latest if history.split and step.status == "waiting" and step.latest in lasts else own
            assert step.latest == last or barred_before(rule, step.latest, last), step.action
        if step.status == "open":
            assert history.against(account, on, event_of(step)) is None, step.action
            assert first is None or step.earliest >= first, step.action


def same_first_days(history: History, waiting: list[cr.Proposal], on: dt.date) -> None:
    """A step that waits is shut up to the day before its first day, and open on it, if nothing happens till then."""
    later = copy.copy(history)
    later.accounts = copy.deepcopy(history.accounts)
    for number in range(1, 1 + max(((step.earliest - on).days for step in waiting), default=0)):
        day = on + DAY * number
        for account in later.accounts:
            later.by_time(account, day)
        for step in (step for step in waiting if day <= step.earliest):
            early = history.law["act"][step.action].get("early_days", 0)  # so many days before it may pass
            shut = any(is_shut(later, step, account, day) for account in accounts_of(later, step))
            assert shut != (day == step.earliest) or 0 < (step.earliest - day).days <= early, step.action


def is_shut(history: History, step: cr.Proposal, account: Account, day: dt.date) -> bool:
    """Whether a step may not be done; of a letter that may go without its fee, whether the fee may not be asked."""
    free = step.free_from is not None and not history.lawful(account, day, event_of(step))[0]
    return free or history.against(account, day, event_of(step)) is not None


def lawful_now(history: History, on: dt.date) -> Iterator[tuple[str, str]]:
    """What the judge would let the creditor do today with a claim of which principal is open."""
    for name, act in history.law["act"].items():
        for account in history.accounts if act["by"] == "creditor" else ():
            event = {"kind": name, "claims": [account.claim["id"]]}
            claims_nothing = name == "compensation_claimed" and not history.lawful(account, on, event)[0]
            if account.principal and history.against(account, on, event) is None and not claims_nothing:
                yield name, account.claim["id"]


# Prices and findings --------------------------------------------------------------------------------------

SAME = {"step_wrong_stage": "wrong_stage", "step_condition": "no_ground", "step_too_late": "too_late"}
SAME |= {"step_too_early": "too_early", "step_missing_act": "too_early", "step_fact_unknown": "no_ground"}


def same_prices(judge: Judge, profile: cr.Profile, asked: Asked) -> None:
    document, on, readings = asked
    history = judge.history(document, on, readings)
    if history.astray:
        return
    for step in cr.next_steps(cr.load_case(document), profile, on=on, readings=readings).proposals:
        if step.status == "open" and step.action in history.law["act"] and priced_alike(history, step, on):
            assert priced(step.charges) == price_of(history, step, on, "borne_by", "debtor"), step.action
            assert priced(step.advances) == price_of(history, step, on, "advanced_by", "creditor"), step.action


def priced_alike(history: History, step: cr.Proposal, on: dt.date) -> bool:
    """Whether the same fees come with a step for each of its claims; where they differ the engine asks the first."""
    found = [history.official_fees(event_of(step), on, [one], "act", step.action) for one in accounts_of(history, step)]
    return all(set(fees) == set(found[0]) for fees in found)


def priced(costs: tuple[Any, ...]) -> dict[str, int]:
    """The official fees of a step by their names; of a frame, or of a figure that nobody knows, no sum."""
    named = {str(cost.same_as).partition(":")[2]: cost.amount for cost in costs if cost.same_as}
    return {name: minor(amount) for name, amount in named.items() if amount is not None}


def price_of(history: History, step: cr.Proposal, on: dt.date, word: str, who: str) -> dict[str, int]:
    accounts, event = accounts_of(history, step), event_of(step)
    fees = history.official_fees(event, on, accounts, word, who)
    known = {name: fee for name, fee in fees.items() if history.charge_of(fee) != "judge" and is_known(fee, on)}
    sums = {name: history.official_sum(fee, event, on, accounts) for name, fee in known.items()}
    return {name: amount for name, amount in sums.items() if amount}


def is_known(fee: Document, on: dt.date) -> bool:
    rows = [row for row in fee["amount"].get("value", ()) if row["from"] <= on]
    return not rows or "is" in rows[-1]


def same_findings(judge: Judge, profile: cr.Profile, asked: Asked) -> None:
    """What stood against each act; of a fee there are other findings, so acts that claim one are left out.

    So are cases of which a principal is paid: what is left of interest and costs is overdue to the judge alone.
    """
    document, on, readings = asked
    history = judge.history(document, on, readings)
    if history.astray or not all(account.principal for account in history.accounts):
        return
    acts = {event["id"] for event in document["events"] if "fee" not in event and "compensation" not in event}
    acts -= {event["id"] for event in document["events"] if event["kind"] in DEMANDS}
    findings = cr.audit(cr.load_case(document), profile, on=on, readings=readings).findings
    found = {(each.event, SAME[each.code]) for each in findings if each.event in acts and each.code in SAME}
    flags = [(document["events"][flag.event]["id"], flag.code) for flag in history.flags]
    assert found == {(name, code) for name, code in flags if name in acts}
