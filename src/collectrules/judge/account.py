"""The judge's account of one claim."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

from collectrules.judge.days import Stay
from collectrules.judge.tariffs import rounded
from collectrules.judge.words import Table, day_of, half_up


class Begun(NamedTuple):
    """An act with which a matter may have begun: which it was, when, who told whom to do it."""

    kind: str
    which: str
    day: dt.date
    told: dt.date | None  # the day of the mandate, where somebody says so
    to: str | None  # to whom a hand-over gave the claim

    @property
    def given(self) -> dt.date:
        """The day of the mandate; where nobody says, that of the act."""
        return self.told or self.day


class Heard(NamedTuple):
    """Something that happened to a claim: an act that was not void, a word, money.

    Of money: who took it, whether some of it went to the claim. `disputed`: what the debtor said of it by then.
    `until`: how long a waiver holds.
    """

    day: dt.date
    kind: str
    by: str | None
    reached: bool
    disputed: bool
    until: dt.date | None


@dataclass
class Account:
    """One claim and what has become of it so far; `accrued` holds all interest that ever accrued."""

    claim: Table
    principal: int
    interest_from: dt.date | None
    stage: str
    timely: dt.date  # the last day on which it is paid in time
    rule: Table = field(default_factory=dict)  # what the law says of its interest
    accrued: Fraction = Fraction(0)
    booked: tuple[Fraction | None, int] = (None, 0)  # the interest last looked at, and what it is as it is booked
    interest_paid: int = 0
    most: int | None = None  # what interest may come to at the most
    stopped: dt.date | None = None  # the last day that bears interest
    charges: dict[str, int] = field(default_factory=lambda: {"fees": 0, "costs": 0})
    joint: list[tuple[int, frozenset[str]]] = field(default_factory=list)  # costs it carries for several claims
    certified: dict[str, int] = field(default_factory=dict)  # what is open of the charges that a certificate holds
    earned: dict[str, list[dt.date]] = field(default_factory=dict)  # act or cost → days on which it earned
    acts: dict[str, dt.date] = field(default_factory=dict)  # act, or "<act>.deadline" and the like → its latest day
    done: dict[str, list[dt.date]] = field(default_factory=dict)  # act → every day on which it was done
    letters: dict[str, str] = field(default_factory=dict)  # id of an event → its act, while it is the latest
    entered: dt.date | None = None  # the day on which the stage was entered
    stood: list[str] = field(default_factory=list)  # the stages before it, in their order
    plan: str = "none"
    instalment: dt.date | None = None  # the first day on which one of the plan falls due
    stays: list[Stay] = field(default_factory=list)
    enforced: dt.date | None = None  # the first day on which a court or office was asked
    filed: dt.date | None = None  # the last such day
    title: str = "none"
    costs_awarded: bool | None = None
    disputed: bool = False
    disputed_when: str = "never"
    handed_over: dt.date | None = None  # the first day on which somebody else was to collect it
    insolvent_then: str = "no"  # how the debtor stood when it was last handed over
    collector: str | None = None
    engaged: set[str] = field(default_factory=set)  # whoever it was handed over to
    opposed: str = "no"
    acknowledged: str = "no"
    begun: list[Begun] = field(default_factory=list)
    values: dict[str, Fraction] = field(default_factory=dict)  # fee → what its act was about
    shares: dict[str, Fraction] = field(default_factory=dict)  # fee → this claim's part of it
    left: dict[dt.date, int] = field(default_factory=dict)  # day → principal that was open at its end
    told: dict[str, Any] = field(default_factory=dict)  # facts that were recorded as such
    heard: list[Heard] = field(default_factory=list)  # all that happened to it, in order

    @property
    def mandates(self) -> list[tuple[str, dt.date]]:
        """To whom the claim was handed over, and when it was entrusted to him."""
        return [(act.to, act.given) for act in self.begun if act.to is not None]

    @property
    def lately(self) -> list[dt.date]:
        """The day of the mandate given last, if there was one."""
        return [day for _, day in self.mandates[-1:]]

    def parts(self) -> dict[str, int]:
        """What is open of each part."""
        interest = self.in_units(self.accrued) - self.interest_paid
        return {"interest": interest, **self.charges, "principal": self.principal}

    def in_units(self, accrued: Fraction) -> int:
        """Interest as it is booked: rounded as its rule says, in minor units."""
        if accrued is not self.booked[0]:
            rule = self.rule.get("round")
            self.booked = accrued, half_up(accrued) if rule is None else int(rounded(accrued / 100, rule) * 100)
        return self.booked[1]

    def whole(self) -> int:
        """What is open of all that a certificate holds."""
        return self.principal + self.in_units(self.accrued) - self.interest_paid + sum(self.certified.values())

    def left_on(self, day: dt.date) -> int:
        """The principal that was open at the end of a day that is over."""
        return self.left.get(day, self.principal)

    def due(self, day: dt.date) -> bool:
        """Whether something is owed and has fallen due by a day."""
        return day_of(self.claim["due"]) <= day and (self.principal > 0 or sum(self.parts().values()) > 0)

    def overdue(self, day: dt.date) -> bool:
        """Whether the time to pay in is over and something is owed."""
        return self.timely < day and self.due(day)

    def bears(self, day: dt.date) -> bool:
        """Whether a day adds interest."""
        return bool(self.principal) and self.runs(day)

    def runs(self, day: dt.date) -> bool:
        """Whether interest would run on a day."""
        started = self.interest_from and self.interest_from <= day
        return bool(started) and (self.stopped is None or day <= self.stopped)

    def room(self, paid: str) -> Fraction | None:
        """What the ceiling leaves for more interest, whether or not what was paid counts towards it."""
        if self.most is None:
            return None
        used = self.accrued - (self.interest_paid if paid == "frees" else 0)
        return max(self.most - used, Fraction(0))

    def relationship(self) -> str:
        """The contract that a claim belongs to; a claim without one stands for itself."""
        return str(self.claim.get("relationship", f"claim {self.claim['id']}"))

    def receive(self, part: str, amount: int) -> None:
        """Take a piece of a payment."""
        if part == "interest":
            self.interest_paid += amount
        elif part == "principal":
            self.principal -= amount
        elif part.startswith("joint"):
            number = int(part.removeprefix("joint"))
            self.joint[number] = (self.joint[number][0] - amount, self.joint[number][1])
            self.charges["costs"] -= amount
        else:
            self.charges[part] -= amount
        old = "costs" if part.startswith("joint") else part
        if old in self.certified:  # the oldest are paid first
            self.certified[old] = max(self.certified[old] - amount, 0)
