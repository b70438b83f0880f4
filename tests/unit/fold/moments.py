"""Moments by hand: one claim on one day under a law of a few made-up records, for tests of single rules of the fold."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from collectrules.fold.conditions import NEVER, Fact, Gate, Table, Term
from collectrules.fold.entries import Arrears, Line, Occurrence
from collectrules.fold.ledger import Account, Ledger
from collectrules.fold.moments import Moment
from collectrules.loader import model as m
from collectrules.nouns.case import Earlier
from collectrules.nouns.claims import Claim

OPEN = Gate((), ())
"""Holds always."""
SHUT = Gate(NEVER, ())
"""Holds never."""


def day(text: str) -> int:
    return dt.date.fromisoformat(text).toordinal()


def about(index: int) -> Gate:
    """A gate that only the claim of one index passes."""
    fact = Fact("index", "count", lambda moment: moment.account.index)
    term = Term(fact, lambda value: value == index, m.Matcher(any_of=(index,)), str(index))
    return Gate((Table((term,), ("L 1",)),), ())


def untold(fact: str = "court") -> Gate:
    """A gate that hangs on a fact which nobody knows."""
    term = Term(Fact(fact, "flag", lambda _moment: None), bool, m.Matcher(any_of=(True,)), "true")
    return Gate((Table((term,), ("L 1",)),), ())


def unless_untold(fact: str = "court") -> Gate:
    """A gate with an exception that nobody can rule out: it applies, and does not hold."""
    return Gate((), untold(fact).when)


def account(index: int = 0, arrears: Arrears | None = None, principal: int = 100_00, **claim: object) -> Account:
    """A claim of 100.00 due on 15 January 2026; of its relationship where one is given."""
    told = {"id": str(index), "kind": "loan", "amount": "100.00", "due": "2026-01-15"} | claim
    found = Account(index, Claim(**told), principal, arrears or Arrears(str(index), [index]), "overdue")
    found.law = SimpleNamespace(caps=(), fee={}.__getitem__, displacers=lambda _name: ())  # type: ignore[assignment]
    return found


def charge(one: Account, family: str, *days: str) -> None:
    """Remember the days on which a claim, and its relationship, bore a fee."""
    one.charged[family] = [day(text) for text in days]
    one.arrears.charged.setdefault(family, []).extend(one.charged[family])


def act(one: Account, kind: str, *days: str, **more: object) -> None:
    """Let an act be done on a claim."""
    for text in days:
        one.log.append((day(text), kind))
        one.latest[kind] = Occurrence(kind, day(text), f"{kind} {text}", day(text), **more)


def line(claim: int = 0, lawful: int = 10_00, **told: object) -> Line:
    given = {"kind": "reminder_fee", "on": day("2026-02-01"), "amount": lawful, "law": ("L 9",), "event": "e"} | told
    return Line(claim=claim, lawful=lawful, **given)


def earlier(kind: str, on: str, relationship: str | None = None) -> Earlier:
    return Earlier(kind=kind, on=on, relationship=relationship)  # type: ignore[arg-type]


class Book(SimpleNamespace):
    """A law of a few records; a named number is the one that was given, its currency has cents."""

    def __init__(self, **told: object) -> None:
        profile = SimpleNamespace(base={}, fee={}, calendar={}, counting={}, stay={})
        tables = {name: {} for name in ("acts", "fees", "numbers", "facts", "binding", "chosen")}
        super().__init__(**{"profile": profile, "filings": frozenset(), "scale": 100} | tables | told)

    def number(self, name: str, moment: Moment) -> int:
        assert isinstance(moment, Moment)
        return self.numbers[name]

    def fact(self, name: str) -> Fact:
        return Fact(name, "amount", lambda _moment: self.facts.get(name))

    def counting_certainty(self, period: m.Period) -> str:
        return "unclear" if period.law == ("L doubtful",) else "sure"


class State(SimpleNamespace):
    """A case of some accounts, asked on 31 December 2026; what is assumed is kept."""

    def __init__(self, *accounts: Account, **told: object) -> None:
        ledger = Ledger(strike=True, carry=False)
        ledger.accounts = list(accounts)
        case = SimpleNamespace(earlier=(), places=None, region=None, creditor=SimpleNamespace(recovers_vat=None))
        given = {
            "book": Book(),
            "ledger": ledger,
            "on": day("2026-12-31"),
            "case": case,
            "doubts": set(),
            "closed": None,
        }
        super().__init__(**given | told, assumed=[])

    def assume(self, path: str, code: str, _text: str, **_told: object) -> None:
        self.assumed.append((path, code))

    def text(self, amount: int) -> str:
        return f"{amount / 100:.2f}"

    def shown(self, failure: object) -> str:
        return f"shown {failure.got}"


def moment(*accounts: Account, on: str = "2026-06-15", family: str = "reminder/reminder", **told: object) -> Moment:
    """The first of some claims on a day, all of them claims of the act."""
    cost = told.pop("cost", None)
    state: Any = State(*accounts, **told)
    return Moment(state, accounts[0], day(on), accounts, family, cost=cost)
