"""Fees by hand, at moments by hand: what tests of single rules on fees and acts stand on."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from collectrules.fold.conditions import Gate
from collectrules.fold.judging import View
from collectrules.fold.ledger import Account
from collectrules.fold.moments import Moment
from collectrules.fold.rules import FeeRule, FeeVariant
from collectrules.loader import model as m
from collectrules.nouns.dated import History, Version
from collectrules.topics.tariffs import Compiler, Working
from tests.unit.fold.moments import OPEN, Book, account, day, moment

TEN = m.Amount(is_=10)
SINCE = day("2000-01-01")
FAMILY = "reminder/reminder"


def history(amount: m.Amount | None, law: tuple[str, ...] = (), certainty: str = "sure") -> History[Any]:
    """A figure that has held since 2000; without an amount nobody knows it."""
    compiler = Compiler(100)
    value = None if amount is None else compiler.formula(amount)
    flat = None if amount is None else compiler.whole(amount)
    return History("figure", [Version(SINCE, None, value, law, certainty, flat)])


def variant(
    amount: m.Amount | None = TEN, *, gate: Gate = OPEN, law: tuple[str, ...] = ("L row",),
    row: str = "sure", plain: bool = False, unmet: tuple[str, ...] = (), once: object = (), limits: object = (),
    **told: object,
) -> FeeVariant:  # fmt: skip
    """A fee on reminders of 10.00."""
    given: dict[str, Any] = {
        "name": "f", "what": "f", "law": ("L fee",), "act": "reminder", "part": "reminder",
        "amount": amount or m.Amount(is_=0),
    }  # fmt: skip
    record = m.Fee(**given | told)
    return FeeVariant(
        {}, record, gate, once, history(amount, law, row), (), limits, None, plain=plain, unmet=unmet,
    )  # fmt: skip


def fee(one: FeeVariant, *gates: Gate, name: str = "f", family: str = FAMILY) -> FeeRule:
    return FeeRule(name, family, one.record, (one,), gates or (one.gate,))


def vat(percent: int, certainty: str = "sure") -> Callable[..., Any]:
    """The named values of a law that has but a rate of VAT."""

    def named(_moment: Moment, _options: object = None) -> Callable[..., Fraction]:
        def value(name: str, _value: Fraction | None, working: Working) -> Fraction:
            assert name == "vat"
            working.laws.append("L vat")
            working.certainty = certainty
            return Fraction(percent)

        return value

    return named


def at(on: str = "2026-06-15", one: Account | None = None, **told: object) -> Moment:
    book = {"named": vat(25), "framed": lambda one: one.record.amount.between is not None}
    book |= {
        name: told.pop(name)
        for name in ("numbers", "named", "facts", "fees", "acts", "chosen", "binding")
        if name in told
    }
    return moment(one or account(), on=on, book=Book(**book), **told)


def view(one: FeeVariant | None = None, on: str = "2026-06-15", claim: Account | None = None, **told: object) -> View:
    used = one or variant()
    return View(fee(used), used, at(on, claim, **told))


def faults(refused: object) -> list[tuple[str, str | None]]:
    return [(fault.code, fault.path) for fault in refused.value.faults]


def after(days: int | str, word: str = "claim.due", law: str = "L wait") -> m.Period:
    return m.Period(after=(word,), days=days, law=(law,) if law else ())


def limit(gate: Gate = OPEN, **told: object) -> tuple[Gate, m.Limit]:
    return gate, m.Limit(**{"per": "claim", "law": ("L limit",)} | told)
