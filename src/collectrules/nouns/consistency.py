"""Faults that need the whole document: sizes, decimals, ids, days that contradict each other."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from collectrules.ground import money
from collectrules.ground.errors import MOST_FAULTS, BadInput, Fault, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from collectrules.nouns.case import Case
    from collectrules.nouns.claims import AgreedFee, Claim
    from collectrules.nouns.events import Event

MOST_EVENTS: Final = 100_000
MOST_CLAIMS: Final = 10_000


def inconsistencies(case: Case) -> list[Fault]:
    """Return everything in a case that does not fit together."""
    sizes = _size_faults(case)
    if sizes:  # nothing of what is too much is gone through
        return sizes
    found = chain(_party_faults(case), _currency_faults(case), _claim_faults(case), _event_faults(case))
    return list(islice(found, MOST_FAULTS))


def fault_at(code: str, path: str, expected: str, got: object = None, near: str | None = None) -> Fault:
    """Return what is wrong at a place of a document."""
    return Fault(code=code, path=path, expected=expected, got=None if got is None else str(got)[:60], nearest=near)


def _party_faults(case: Case) -> list[Fault]:
    """Of the debtor at least something is said from which a profile may tell what he is."""
    debtor = case.debtor
    told = debtor.legal_form or debtor.registers or debtor.natural is not None or debtor.registered is not None
    return [] if debtor.kind or told else [fault_at("missing_field", "debtor.kind", "this field")]


def _size_faults(case: Case) -> list[Fault]:
    faults = []
    if len(case.events) > MOST_EVENTS:
        faults.append(fault_at("too_many_events", "events", f"at most {MOST_EVENTS}", len(case.events)))
    if not 0 < len(case.claims) <= MOST_CLAIMS:
        faults.append(fault_at("number_of_claims", "claims", f"1 to {MOST_CLAIMS} claims", len(case.claims)))
    return faults


def _currency_faults(case: Case) -> Iterator[Fault]:
    try:
        decimals = money.exponent(case.currency)
    except BadInput as error:
        yield from error.faults
        return
    for path, amount in _amounts(case):
        try:
            money.to_minor(amount, decimals, path)
        except BadInput as error:
            yield from error.faults


def _amounts(case: Case) -> Iterator[tuple[str, Decimal]]:
    for n, claim in enumerate(case.claims):
        at, fee = f"claims[{n}]", _agreed_fee(claim)
        yield from _given(at, claim, ("amount", "credit_amount"))
        yield from () if fee is None else _given(f"{at}.agreements.reminder_fee", fee, ("amount",))
    for n, event in enumerate(case.events):
        yield from _given(f"events[{n}]", event, ("amount", "fee", "credited"))
        for place, one in enumerate(event.instalments or ()):
            yield f"events[{n}].instalments[{place}].amount", one.amount


def _given(at: str, part: object, words: Iterable[str]) -> Iterator[tuple[str, Decimal]]:
    for word in words:
        amount = getattr(part, word)
        if amount is not None:
            yield f"{at}.{word}", amount


def _agreed_fee(claim: Claim) -> AgreedFee | None:
    return claim.agreements.reminder_fee if claim.agreements is not None else None


def _claim_faults(case: Case) -> Iterator[Fault]:
    seen: set[str] = set()
    for n, claim in enumerate(case.claims):
        at = f"claims[{n}]"
        yield from _sum_faults(claim, at)
        if claim.id in seen:
            yield fault_at("duplicate_id", f"{at}.id", "an id of its own", claim.id)
        seen.add(claim.id)
        for word in ("arose", "invoiced", "contract"):
            day = getattr(claim, word)
            if day is not None and claim.due < day:
                yield fault_at(f"due_before_{word}", f"{at}.due", f"a day not before {word} ({day})", claim.due)
        if claim.interest_from is not None and claim.interest_from < claim.due:
            expected = f"a day from {claim.due} on, the due day"
            yield fault_at("interest_before_due", f"{at}.interest_from", expected, claim.interest_from)
        yield from _rate_faults(claim, at)
        if claim.due_is and claim.due_agreed is not None and (claim.due_is == "agreed") != claim.due_agreed:
            yield fault_at("due_conflict", f"{at}.due_agreed", f"what due_is says ({claim.due_is})")


def _sum_faults(claim: Claim, at: str) -> Iterator[Fault]:
    """Yield the sums of a claim that are too small; a reminder may be agreed to cost nothing."""
    fee = _agreed_fee(claim)
    for path, amount in _given(at, claim, ("amount", "credit_amount")):
        if amount <= 0:
            yield fault_at("amount_not_positive", path, "an amount above zero", amount)
    if fee is not None and fee.amount < 0:
        path = f"{at}.agreements.reminder_fee.amount"
        yield fault_at("amount_not_positive", path, "an amount from zero on", fee.amount)


def _rate_faults(claim: Claim, at: str) -> Iterator[Fault]:
    """Yield what is wrong with an agreed rate: only a margin over a reference may lie below zero."""
    agreed = claim.agreements.rate if claim.agreements is not None else None
    for path, percent in (
        ("agreed_rate", claim.agreed_rate),
        ("agreements.rate.percent", agreed.percent if agreed is not None and agreed.kind == "total" else None),
        ("apr", claim.apr),
    ):
        if percent is not None and percent < 0:
            yield fault_at("rate_below_zero", f"{at}.{path}", "a rate from 0 on", percent)


def _event_faults(case: Case) -> Iterator[Fault]:
    claims = {claim.id: _first_day(claim) for claim in case.claims}
    first = min((claim.arose or claim.invoiced or claim.contract or claim.due for claim in case.claims), default=None)
    seen: set[str] = set()
    for n, event in enumerate(case.events):
        at = f"events[{n}]"
        if event.id is not None and event.id in seen:
            yield fault_at("duplicate_id", f"{at}.id", "an id of its own", event.id)
        seen.add(event.id or "")
        named = (*((event.claim,) if event.claim else ()), *(event.claims or ()))
        for name in named:
            if name not in claims:
                yield fault_at("unknown_claim", f"{at}.claim", "the id of a claim", name, nearest(name, claims))
        yield from _event_words(event, at)
        yield from _mandate_faults(event, at, claims)
        if event.percent is not None and event.percent < 0:  # the event knows a total only, no margin
            yield fault_at("rate_below_zero", f"{at}.percent", "a rate from 0 on", event.percent)
        for word in ("amount", "fee", "credited"):
            amount = getattr(event, word)
            if amount is not None and (amount < 0 or (amount == 0 and word == "amount")):
                yield fault_at("amount_not_positive", f"{at}.{word}", "an amount above zero", amount)
        if event.kind in {"payment", "set_off"} and first is not None and event.on < first:
            expected = f"a day from {first} on, when the claim arose"
            yield fault_at("payment_before_claim", f"{at}.on", expected, event.on)


def _event_words(event: Event, at: str) -> list[Fault]:
    """What one event says that cannot be: a claim named twice or none, days in the wrong order."""
    faults = []
    if event.claims is not None and not event.claims:
        faults.append(fault_at("number_of_claims", f"{at}.claims", "at least one claim, or no such field"))
    if event.claim is not None and event.claims is not None and event.claim not in event.claims:
        faults.append(fault_at("claims_conflict", f"{at}.claim", "one of `claims`, or no such field", event.claim))
    if event.claims is not None and len(set(event.claims)) < len(event.claims):
        faults.append(fault_at("duplicate_id", f"{at}.claims", "each claim once", ", ".join(event.claims)))
    for word, code in (("until", "until_before_day"), ("recorded", "recorded_before_day")):
        day = getattr(event, word)
        if day is not None and day < event.on:
            faults.append(fault_at(code, f"{at}.{word}", f"a day from {event.on} on", day))
    return faults + _letter_faults(event, at)


def _letter_faults(event: Event, at: str) -> list[Fault]:
    """What arrived, or was to be done, before it was sent; a correction says it of a letter with a day of its own."""
    sent = event.sent or event.on
    words = (
        ("received", "received_before_sent", "when it was sent"),
        ("served", "received_before_sent", "when it was sent"),
        ("deadline", "deadline_before_letter", "the day of the letter or act that sets it"),
    )
    return [
        fault_at(code, f"{at}.{word}", f"a day from {sent} on, {why}", day)
        for word, code, why in words
        if event.kind != "correction" and (day := getattr(event, word)) is not None and day < sent
    ]


def _mandate_faults(event: Event, at: str, claims: Mapping[str, dt.date]) -> Iterator[Fault]:
    """Yield what is wrong with the day of a mandate: it comes no later than what was done under it.

    Nor does it come before any of the claims that it is about; one that may lie before their due days is in order.
    """
    day = event.mandate
    if day is None:
        return
    if day > event.on:
        yield fault_at("mandate_after_act", f"{at}.mandate", f"a day up to {event.on}, when it was done", day)
    named = (*(event.claims or ()), *((event.claim,) if event.claim else ())) or claims
    begun = [claims[name] for name in named if name in claims]
    if begun and day < (first := min(begun)):
        yield fault_at("mandate_before_claim", f"{at}.mandate", f"a day from {first} on, when the claim arose", day)


def _first_day(claim: Claim) -> dt.date:
    """The first day on which a claim can have been there; where only later days are told, it may be any."""
    told = [day for day in (claim.contract, claim.arose) if day is not None]
    return min(told, default=dt.date.min)
