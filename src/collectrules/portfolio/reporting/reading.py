"""What reports read of one case: its status and days, its account by component in minor units, whether it is wanted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from collectrules.answers.standings import standing_of
from collectrules.answers.statements import components_of
from collectrules.fold.asking import Question
from collectrules.fold.entries import COMPONENTS, Payment
from collectrules.ground.dates import date_of
from collectrules.ground.money import exponent, half_up, to_major
from collectrules.ground.records import record
from collectrules.nouns.case import Case
from collectrules.portfolio.summaries import Status, opened, status_of

Since = Literal["claim", "due", "handed_over"]
"""From which day a case is counted: the first day of any claim, the first due day, the first hand-over."""
SINCE: Final = ("claim", "due", "handed_over")


def begun_on(case: Case) -> dt.date:
    """Return the first day of which a case knows anything: before it there is no case, and nothing is asked of it."""
    return min([opened(case), *(event.on for event in case.events)])


def since_of(case: Case, since: Since) -> dt.date | None:
    """Return the day from which a case is counted; None if it has none."""
    if since == "claim":
        return opened(case)
    if since == "due":
        return min(claim.due for claim in case.claims)
    return min((event.on for event in case.events if event.kind == "handed_over"), default=None)


def countries_of(case: Case) -> frozenset[str]:
    """Return the countries that the claims name for the debtor."""
    return frozenset(claim.debtor_country for claim in case.claims if claim.debtor_country is not None)


def way_of(case: Case, one: Payment) -> str:
    """Return whether money came in (`payment`) or a debt was set off (`set_off`)."""
    return case.events[case.event_ids.index(one.event)].kind


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case on the day of its question."""

    question: Question
    status: Status
    stage: str

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.question.case

    @property
    def closed_on(self) -> dt.date | None:
        """The day on which the last claim ended; None while the case is open."""
        if self.status == "open":
            return None
        days = [item.since for item in standing_of(self.question).stages]
        closed = self.question.state.closed
        return max([*days, *([date_of(closed)] if closed is not None else [])])


def facts_of(question: Question) -> CaseFacts:
    """Read a case from a question."""
    stage = standing_of(question).stage
    return CaseFacts(question, status_of(question.state, stage), stage)


@record(kw_only=True)
class Kept:
    """Which cases a report counts: those that answer to all that is given; with nothing given, all.

    `status` is open, paid, closed (paid or otherwise) or all; `stages` are names of the law, such as those of a court;
    `countries` are the debtor's; `first` and `last` bound the day from which the case counts (`since`).
    """

    status: Literal["all", "open", "paid", "closed"] = "all"
    stages: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    first: dt.date | None = None
    last: dt.date | None = None
    since: Since = "claim"

    def out(self, facts: CaseFacts) -> str | None:
        """Return why a case is left out; None if it is counted."""
        if not self._status(facts.status):
            return "status"
        if self.stages and facts.stage not in self.stages:
            return "stage"
        if self.countries and not self.countries & countries_of(facts.case):
            return "country"
        return None if self._within(facts.case) else "opened"

    def _status(self, status: Status) -> bool:
        return self.status in {"all", status} or (self.status == "closed" and status == "paid")

    def _within(self, case: Case) -> bool:
        if self.first is None and self.last is None:
            return True
        day = since_of(case, self.since)
        return day is not None and (self.first or day) <= day <= (self.last or day)


EVERYTHING: Final = Kept()


# Money -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Account:
    """Sums of some cases in one currency, in minor units, by component; `age` is days in all.

    `charged` is what the law allows of what was charged, `left` what is owed of it; `booked` is open by the books.
    """

    currency: str
    cases: int = 0
    age: int = 0
    court_fees: int = 0
    credit: int = 0
    charged: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COMPONENTS, 0))
    paid: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COMPONENTS, 0))
    waived: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COMPONENTS, 0))
    left: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COMPONENTS, 0))
    booked: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COMPONENTS, 0))

    def add(self, question: Question, age: int = 0) -> None:
        """Add a case."""
        case, state = question.case, question.state
        self.cases, self.age = self.cases + 1, self.age + age
        self.credit += state.ledger.credit
        self.court_fees += sum(line.lawful for line in state.ledger.lines if line.kind == "court_fee")
        booked = standing_of(question).booked
        for one in components_of(question):
            self.booked[one.component] += case.minor(getattr(booked, one.component))
            for sums, amount in zip(self.sums, (one.charged, one.paid, one.waived, one.open), strict=True):
                sums[one.component] += case.minor(amount)

    @property
    def sums(self) -> tuple[dict[str, int], ...]:
        """What was charged, paid, waived, and is left."""
        return self.charged, self.paid, self.waived, self.left

    def money(self, minor: int | Fraction) -> Decimal:
        """Return minor units in major units; a fraction is rounded here, once."""
        decimals = exponent(self.currency)
        return to_major(half_up(*Fraction(minor).as_integer_ratio()), decimals)


def account_in(found: dict[str, Account], currency: str) -> Account:
    """Return the account of a currency, made when it is first asked for."""
    return found.setdefault(currency, Account(currency))


def rounded(value: Fraction | None, decimals: int) -> Decimal | None:
    """Return an exact fraction rounded half up, once; None stays None.

    >>> rounded(Fraction(443 * 100, 628), 2)
    Decimal('70.54')
    """
    if value is None:
        return None
    scaled = value * 10**decimals
    return to_major(half_up(scaled.numerator, scaled.denominator), decimals)


def share(part: int, base: int) -> Fraction | None:
    """Return percent of a base, exact; None of no base."""
    return Fraction(100 * part, base) if base else None


def percent(part: int, base: int) -> Decimal | None:
    """Return percent of a base with two decimals; None of no base.

    >>> percent(176, 628)
    Decimal('28.03')
    """
    return rounded(share(part, base), 2)


def mean(total: int, number: int) -> Fraction | None:
    """Return an exact mean; None of nothing."""
    return Fraction(total, number) if number else None


def in_order(rows: Iterable[Account]) -> list[Account]:
    """Return accounts in the order of their currencies."""
    return sorted(rows, key=lambda one: one.currency)
