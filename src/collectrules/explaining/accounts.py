"""What is owed, in sentences: every sum, every stretch of interest with its days, rate and statute, every payment."""

from __future__ import annotations

from collections.abc import Iterable

from collectrules.answers.standings import (
    LIMITATION,
    Balance,
    Clock,
    InterestRow,
    LineItem,
    PaymentItem,
    StageItem,
    Standing,
)
from collectrules.answers.statements import InterestTerms, Statement
from collectrules.explaining.drafting import Draft, Drafts, Speaker
from collectrules.explaining.envelopes import resting
from collectrules.words.texts import Money, Named, Percent, Value


def standing_parts(speaker: Speaker, now: Standing) -> Drafts:
    """Yield the parts of a standing, in the order in which one reads an account."""
    yield from _totals(now)
    yield from made_of(now.lines, now.interest)
    for payment in now.payments:
        yield from _payment(payment)
    if now.daily_interest:
        yield Draft("daily_interest", {"daily_interest": Money(now.daily_interest)})
    yield from _course(now)
    yield from resting(speaker, now)


def made_of(lines: Iterable[LineItem], interest: Iterable[InterestRow]) -> Drafts:
    """Yield every sum that makes up a debt, and every stretch of its interest."""
    yield from (_line(line) for line in lines)
    for row in interest:
        yield from interest_parts(row)


def _totals(now: Standing | Statement) -> Drafts:
    yield Draft("standing_total", {"on": now.on, **sums_of(now.owed)})
    for one in now.not_due:
        yield Draft("not_due", {"claim": one.claim, "due": one.due, "amount": Money(one.amount)})
    if now.booked != now.owed:
        yield Draft("standing_books" if isinstance(now, Standing) else "statement_books", sums_of(now.booked))
    if now.paid.total:
        yield Draft("standing_paid", sums_of(now.paid))
    if now.credit:
        yield Draft("credit", {"credit": Money(now.credit)})


def statement_parts(speaker: Speaker, now: Statement) -> Drafts:
    """Yield the parts of a statement of account: sums, each component, where payments went, how interest runs."""
    yield from _totals(now)
    yield from (_line(line) for line in now.lines)
    for part in now.components:
        sums: dict[str, Value] = {name: Money(getattr(part, name)) for name in ("charged", "paid", "waived", "open")}
        yield Draft("component", {"component": Named("component", part.component), **sums})
    if now.cash is not None:
        yield Draft("cash", {"cash": Money(now.cash)})
    for payment in now.distribution:
        yield from _payment(payment)
    yield from channel_parts(now)
    for terms in now.terms:
        yield Draft("due", {"claim": terms.claim, "due": terms.due})
        running = terms_draft(terms)
        if running is not None:
            yield running
    yield from resting(speaker, now)


def terms_draft(terms: InterestTerms) -> Draft | None:
    """Return how interest runs on a claim; None where none does."""
    if terms.first_day is None or terms.rate is None:
        return None
    values: dict[str, Value] = {"claim": terms.claim, "due": terms.due, "first_day": terms.first_day}
    return Draft("interest_terms", values | {"rate": Percent(terms.rate)}, terms.law)


def channel_parts(now: Statement) -> Drafts:
    """Yield who received what where several did, and what a collector or lawyer has to be told."""
    if len(now.channels) > 1:
        for line in now.channels:
            if line.received_by is not None:
                yield Draft("received_by", {"receiver": Named("actor", line.received_by), "amount": Money(line.amount)})
    for item in now.to_pass_on:
        values: dict[str, Value] = {"to": Named("word", item.to), "kind": Named("act", item.kind), "on": item.on}
        if item.amount is None:
            yield Draft("pass_on_fact", values)
        else:
            yield Draft("pass_on", values | {"amount": Money(item.amount)})


def _course(now: Standing) -> Drafts:
    yield from (_stage(item) for item in now.stages)
    if now.title is not None:
        yield Draft("title", {"title": Named("title", now.title)})
    for clock in now.clocks:
        yield from _clock(clock)
    if now.outlook is not None:
        values: dict[str, Value] = {"light": Named("light", now.outlook.light), "claim": now.outlook.claim,
                                    "rule": Named("outlook", now.outlook.rule)}  # fmt: skip
        yield Draft("outlook", values, now.outlook.law)
    if now.look_again_on is not None:
        yield Draft("look_again_on", {"look_again_on": now.look_again_on})


def sums_of(balance: Balance) -> dict[str, Value]:
    """Return the sums of a balance as places of a sentence."""
    return {name: Money(getattr(balance, name)) for name in type(balance).model_fields}


def _line(line: LineItem) -> Draft:
    values: dict[str, Value] = {
        "kind": Named("line", line.kind), "claim": line.claim, "on": line.on, "amount": Money(line.amount),
        "open": Money(line.open),
    }  # fmt: skip
    if line.barred is None:
        return Draft("line", values, line.law)
    values |= {"lawful": Money(line.lawful), "barred": Money(line.barred.amount)}
    return Draft("line_limited" if line.barred.code == LIMITATION else "line_barred", values, line.barred.law)


def interest_parts(row: InterestRow) -> Drafts:
    """Yield a stretch of days with its rate, and that its rate is carried forward."""
    values: dict[str, Value] = {
        "claim": row.claim, "from": row.from_, "to": row.to, "days": row.days, "rate": Percent(row.rate),
        "base": Money(row.base), "amount": Money(row.amount),
    }  # fmt: skip
    yield Draft("interest_row", values, row.law)
    if row.carried_forward:
        yield Draft("carried", {"from": row.from_})


def _payment(payment: PaymentItem) -> Drafts:
    words = ("amount", "to_interest", "to_fees", "to_costs", "to_principal")
    values: dict[str, Value] = {word: Money(getattr(payment, word)) for word in words}
    yield Draft("payment", {"on": payment.on, **values}, payment.law)
    if len({piece.claim for piece in payment.by_claim}) > 1:
        for piece in payment.by_claim:
            yield Draft("payment_piece", {"on": payment.on, "amount": Money(piece.amount), "claim": piece.claim,
                                          "component": Named("component", piece.component)})  # fmt: skip
    if payment.unallocated:
        yield Draft("payment_rest", {"on": payment.on, "unallocated": Money(payment.unallocated)})
    if payment.status == "reported":
        yield Draft("payment_reported", {"on": payment.on})


def _stage(item: StageItem) -> Draft:
    values: dict[str, Value] = {
        "claim": item.claim, "stage": Named("stage", item.stage), "since": item.since, "amount": Money(item.amount),
    }  # fmt: skip
    return Draft("stage", values, item.law)


def _clock(clock: Clock) -> Drafts:
    values: dict[str, Value] = {
        "clock": Named("clock", clock.kind), "claim": clock.claim,
        "component": Named("component", clock.component or "total"), "state": Named("clock_state", clock.state),
    }  # fmt: skip
    values |= {name: day for name in ("started", "ends") if (day := getattr(clock, name)) is not None}
    whole = clock.started is not None and clock.ends is not None
    yield Draft(f"clock_{clock.state}" if whole else "clock_open", values, clock.law)
    if clock.raw_ends is not None and clock.raw_ends != clock.ends:
        yield Draft("clock_raw", {"raw_ends": clock.raw_ends})
