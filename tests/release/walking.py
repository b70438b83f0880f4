"""Cases that live by what the engine proposes: drawn from a seed, by no tool that would look for what is easy to find.

A walk takes what is proposed, on the day, on the first or on the last day of its window or between, whoever is to act;
in between money comes, things are disputed or acknowledged, and some letters go out that nobody proposed.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from random import Random
from typing import Any

import collectrules as cr
from collectrules.ground.money import exponent, to_text
from collectrules.testing import horizon

Document = dict[str, Any]
DAY = dt.timedelta(days=1)
LONGEST = 1500  # days from the first due day: the judge lives every one of them
YEARS = (1500, 1500, 1500, 4100)
# A day at least: money that comes on the day of a letter counts before it, which who wrote it could not know.
GAPS = (1, 1, 1, 1, 2, 3, 5, 9, 10, 11, 12, 14, 15, 20, 21, 30, 31, 60, 90, 180, 366)
LONG_GAPS = (365, 1096)
EDGES = (1, 99, 5_000, 5_001, 10_000, 50_000, 50_001, 100_000, 100_001, 500_000, 1_000_001, 5_000_000, 5_000_001)
DUE_IS = ("agreed", "agreed", "agreed", "printed", "none", "time_limited_demand")
WORDS = ("dispute", "dispute_resolved", "acknowledgement", "reminder", "reminder")
TALKS = ("negotiations_began", "negotiations_ended", "limitation_waived")
PARTIES = ("consumer", "consumer", "consumer", "business", "business", "public")
MOST_TRIES = 20
NEAR, WAYS = 200, 4


@dataclass(slots=True)
class Walk:
    """A case, the day it is asked about, and which of its events were proposed: place → who acts and what."""

    case: cr.Case
    on: dt.date
    proposed: dict[int, tuple[str, str]] = field(default_factory=dict)

    @property
    def document(self) -> Document:
        """The case as the judge reads it."""
        found: Document = json.loads(self.case.model_dump_json(by_alias=True, exclude_none=True))
        return found


LONG_FROM = 105_200
"""The seed from which on walks may go on for years and more is said: what moves a limitation."""
WIDE_FROM = 92_000
"""The seed from which on claims are of several kinds and fall due on days of their own."""
KINDS = ("goods_or_services", "goods_or_services", "rent", "loan", "damages")


class Walker:
    """Draws walks under one law."""

    def __init__(self, profile: cr.Profile, seed: int) -> None:
        self.profile, self.seed, self.random = profile, seed, Random(seed)  # noqa: S311  # cases are drawn, no secrets
        self.first, self.last = horizon(profile)
        self.wide, self.long = seed >= WIDE_FROM, seed >= LONG_FROM

    def walk(self) -> Walk:
        """Draw a case, and let it live for some steps."""
        walk = self.begun()
        end = min(self.last, walk.on + DAY * (self.random.choice(YEARS) if self.long else LONGEST))
        for _ in range(self.random.choice((1, 2, 3, 4, 5, 6, 8, 10))):
            self.step(walk, end)
            later = walk.on + DAY * self.random.choice(GAPS + LONG_GAPS if self.long else GAPS)
            if later > end:
                break
            walk.on = later
        return walk

    # The case ---------------------------------------------------------------------------------------------

    def begun(self) -> Walk:
        """A case on a day soon after its first claim is due; words that do not go together are drawn anew."""
        for _ in range(MOST_TRIES):
            document, on = self.drawn()
            try:
                return Walk(cr.load_case(document), on)
            except cr.BadInput:
                continue
        message = "no case of these words can be"
        raise AssertionError(message)

    def drawn(self) -> tuple[Document, dt.date]:
        """Parties, place and claims."""
        random, head = self.random, self.profile.header
        due = self.first + DAY * random.randint(60, (self.last - self.first).days - 30)
        claims = [self.claim(f"c{number}", due) for number in range(random.choice((1, 1, 1, 2, 3)))]
        document: Document = {
            "format": 1, "id": "walk", "jurisdiction": head.id, "currency": head.currency, "claims": claims,
            "creditor": {"kind": random.choice(("business", "business", "business", "consumer", "public"))},
            "debtor": {"kind": random.choice(PARTIES)},
        }  # fmt: skip
        document["creditor"]["recovers_vat"] = random.random() < 0.5
        if self.profile.workflow and random.random() < 0.8:
            document["workflow"] = random.choice(sorted(self.profile.workflow))
        if random.random() < 0.75:  # else as cautiously as the profile reads
            document["readings"] = self.readings()
        if head.regions:
            document["region"] = random.choice(head.regions)
        return document, due + DAY * random.choice((1, 1, 2, 3, 10, 30))

    def readings(self) -> dict[str, str]:
        """Every doubt read in one of its ways; seeds that lie together share a few, as each takes a law of its own."""
        shared = Random(self.seed // NEAR * WAYS + self.random.randrange(WAYS))  # noqa: S311
        return {name: shared.choice(list(reading.options)) for name, reading in self.profile.reading.items()}

    def claim(self, name: str, due: dt.date) -> Document:
        """One claim of which every day is known that can decide when interest begins."""
        random, arose = self.random, due - DAY * self.random.choice((0, 8, 14, 30, 45))
        kind, later = KINDS[0], due
        if self.wide:
            kind, later = random.choice(KINDS), due + DAY * random.choice((0, 0, 1, 14, 31, 92))
        minor = random.choice(EDGES) if random.random() < 0.3 else random.randint(1, 10 ** random.choice((4, 5, 6, 7)))
        found = {
            "id": name, "kind": kind, "amount": to_text(minor, exponent(self.profile.header.currency)),
            "arose": arose, "invoiced": arose, "received": arose + 2 * DAY, "performed": arose, "due": later,
            "due_is": random.choice(DUE_IS),
        }  # fmt: skip
        return {word: value.isoformat() if isinstance(value, dt.date) else value for word, value in found.items()}

    # What happens ------------------------------------------------------------------------------------------

    def step(self, walk: Walk, end: dt.date) -> None:
        """Let one thing happen: mostly what is proposed, else money, words, or what nobody proposed."""
        chance = self.random.random()
        if chance < 0.7:
            self.take(walk, end)
        elif chance < 0.85:
            self.pay(walk)
        else:
            self.say(walk)

    def take(self, walk: Walk, end: dt.date) -> None:
        """Take one of what is proposed, on some day of its window; time goes on to that day."""
        found = cr.next_steps(walk.case, self.profile, on=walk.on).proposals
        steps = [step for step in found if step.status in {"open", "waiting"} and known(step)]
        if not steps:
            return
        step = self.random.choice(steps)
        first, last = max(step.earliest or walk.on, walk.on), min(step.latest or end, end)
        if first > last:
            return
        days = (first, first, last, first + DAY * self.random.randint(0, (last - first).days))
        asked, walk.on = walk.on, self.random.choice(days)
        later = found if walk.on == asked else cr.next_steps(walk.case, self.profile, on=walk.on).proposals
        same = [each for each in later if (each.action, each.claims, each.status) == (step.action, step.claims, "open")]
        if same and known(same[0]):
            walk.case = self.taken(walk, same[0])
            walk.proposed[len(walk.case.events) - 1] = (same[0].by, same[0].action)

    def taken(self, walk: Walk, step: cr.Proposal) -> cr.Case:
        """Record a step; the sum of an offer is stated where what the workflow waives is not enough for its own."""
        told = {"title": self.random.choice(sorted(self.profile.title))} if step.action == "title_obtained" else {}
        try:
            return cr.accept(walk.case, step, self.profile, on=walk.on, records=told)
        except cr.BadInput as error:
            if (step.action, error.faults[0].path) != ("settlement_offered", "records.amount"):
                raise
            return cr.accept(walk.case, step, self.profile, on=walk.on, records={"amount": "0.01"})

    def pay(self, walk: Walk) -> None:
        """Money comes: some of what is owed, all of it, or more."""
        owed = cr.standing(walk.case, self.profile, on=walk.on).owed.total
        minor = int(owed.scaleb(exponent(self.profile.header.currency)))
        some = self.random.choice((minor, minor, minor + 1, max(minor // 2, 1), self.random.randint(1, 100_000)))
        amount = to_text(max(some, 1), exponent(self.profile.header.currency))
        named = {"claim": self.random.choice(walk.case.claims).id} if self.random.random() < 0.3 else {}
        walk.case = walk.case.with_event({"on": walk.on, "kind": "payment", "amount": amount, **named})

    def say(self, walk: Walk) -> None:
        """Something is said, or a letter goes out that nobody proposed."""
        kind = self.random.choice(WORDS + TALKS if self.long else WORDS)
        fee = {"fee": to_text(self.random.choice((500, 2_000, 10_000)), exponent(self.profile.header.currency))}
        more = fee if kind == "reminder" and self.random.random() < 0.5 else {}
        claim = {"claims": [self.random.choice(walk.case.claims).id]} if len(walk.case.claims) > 1 else {}
        walk.case = walk.case.with_event({"on": walk.on, "kind": kind, **claim, **more})


def known(step: cr.Proposal) -> bool:
    """Whether all that a step costs the debtor is known; what a sale brings in is not, and it cannot be done unsaid."""
    return not any(cost.unknown for cost in (*step.charges, *step.advances))
