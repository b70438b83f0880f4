"""The same portfolio under two laws: whose debt changes and by how much, which steps, which letters quote the old one.

Two laws are two profiles, or one profile under two choices of readings, such as an announced act in force or not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal

from pydantic import Field

from collectrules.answers.auditing import audit_of
from collectrules.answers.proposals import Cost, Proposal, next_steps_of
from collectrules.answers.standings import Balance, LineItem, Standing, standing_of
from collectrules.fold.asking import Question, ask
from collectrules.fold.docket import docket_of
from collectrules.fold.entries import COMPONENTS
from collectrules.fold.state import money_of
from collectrules.ground.dates import to_date
from collectrules.ground.errors import CollectRulesError
from collectrules.ground.money import sum_of
from collectrules.ground.scalars import Amount, Day
from collectrules.loader import model as m
from collectrules.nouns.answer import Part, ProfileMark
from collectrules.nouns.case import Case
from collectrules.nouns.events import COMMON, Event
from collectrules.portfolio.running import Item, Laws, Refused, Run, law_of, refused

TOTAL: Final = "total"
_SUMS: Final = (*COMPONENTS, TOTAL)
_BY: Final = frozenset({"creditor", "collector"})
Because = Literal["sums", "fee", "finding", "law"]


class SumChange(Part):
    """What a component, or `total`, comes to under either law, in major units of `currency`."""

    currency: str
    component: str
    before: Amount
    after: Amount
    change: Amount


class StepChange(Part):
    """What of a next step differs: its status, a day of its window, what it costs, or that only one law knows it."""

    action: str
    claims: tuple[str, ...]
    cost: str | None = None
    fee: str | None = None
    what: Literal["step", "status", "earliest", "latest", "charges", "advances"]
    before: str | None = None
    after: str | None = None


class LetterChange(Part):
    """A letter that was sent and quotes the old law: under the other one it would say, or cost, something else.

    `because` says how: `sums` that were owed on its day (which `sums` holds), its `fee` as far as the law allows it,
    a `finding` of the audit on it, or only the `law` that its sums rest on. The findings are codes.
    """

    event: str
    kind: str
    on: Day
    because: tuple[Because, ...]
    sums: tuple[SumChange, ...] = ()
    fee_before: Amount
    fee_after: Amount
    findings_before: tuple[str, ...] = ()
    findings_after: tuple[str, ...] = ()


class CaseChange(Part):
    """A case that the law changes: what is owed by component, the steps, the letters; sums in its `currency`."""

    case: str
    currency: str | None = None
    sums: tuple[SumChange, ...]
    steps: tuple[StepChange, ...]
    letters: tuple[LetterChange, ...]


class LawChange(Run):
    """A portfolio under two laws at the end of a day: `cases` = `changed` + `same` + the refused.

    `rows` are the changed cases; `totals` are of all cases that both laws answer. A case that one law refuses is
    refused, with `source` saying which.
    """

    answer: Literal["law_change"] = "law_change"
    before: tuple[ProfileMark, ...]
    after: tuple[ProfileMark, ...]
    readings_before: Mapping[str, str] = Field(default_factory=dict)
    readings_after: Mapping[str, str] = Field(default_factory=dict)
    changed: int
    same: int
    letters: int
    rows: tuple[CaseChange, ...]
    totals: tuple[SumChange, ...]


def law_change(
    portfolio: Iterable[Item],
    before: Laws,
    after: Laws,
    *,
    on: dt.date | str,
    readings_before: Mapping[str, str] | None = None,
    readings_after: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> LawChange:
    """Return what another law changes in a portfolio.

    Args:
        portfolio: the cases.
        before: the law as it was asked so far: one profile, or each by its id.
        after: the law to hold against it; it may be the same one, read otherwise.
        on: the day; both standings are taken at its end.
        readings_before: how named doubts are to be read under `before`.
        readings_after: the same under `after`.
        assume: "carry_forward" answers beyond the last published reference rate.

    Raises:
        BadInput: `on` is no day.

    """
    day, run = to_date(on, "on"), _Run()
    one = _Side("before", before, readings_before or {}, assume)
    other = _Side("after", after, readings_after or {}, assume)
    for case in portfolio:
        run.cases += 1
        found = case if isinstance(case, Refused) else _compared(case, one, other, day, run)
        if isinstance(found, Refused):
            run.refused.append(found)
        elif found is not None:
            run.rows.append(found)
    return LawChange.made(
        on=day, cases=run.cases, refused=tuple(run.refused), before=one.marks(), after=other.marks(),
        readings_before=dict(one.readings), readings_after=dict(other.readings), changed=len(run.rows),
        same=run.cases - len(run.rows) - len(run.refused), letters=sum(len(row.letters) for row in run.rows),
        rows=tuple(run.rows), totals=tuple(run.changes()),
    )  # fmt: skip


@dataclass(slots=True)
class _Side:
    """One of the two laws, how it is read, and the profiles of it that were asked."""

    name: str
    laws: Laws
    readings: Mapping[str, str]
    assume: str | None
    asked: dict[str, m.Profile] = field(default_factory=dict)

    def ask(self, case: Case, day: dt.date) -> Question:
        """Ask a case under this law."""
        law = law_of(case, self.laws)
        self.asked[law.fingerprint] = law
        return ask(case, law, on=day, readings=self.readings, assume=self.assume)

    def marks(self) -> tuple[ProfileMark, ...]:
        """Return the laws that were asked, by id."""
        laws = sorted(self.asked.values(), key=lambda law: law.header.id)
        return tuple(
            ProfileMark.made(id=law.header.id, version=law.header.version, fingerprint=law.fingerprint) for law in laws
        )


@dataclass(slots=True)
class _Run:
    """What a run has found so far; `sums` are of all cases that both laws answer, by currency and component."""

    cases: int = 0
    rows: list[CaseChange] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    sums: dict[tuple[str, str], tuple[Decimal, Decimal]] = field(default_factory=dict)

    def add(self, currency: str, one: Balance, other: Balance) -> None:
        """Add what a case owes under either law."""
        for part in _SUMS:
            was, now = self.sums.get((currency, part), (Decimal(0), Decimal(0)))
            self.sums[currency, part] = sum_of([was, getattr(one, part)]), sum_of([now, getattr(other, part)])

    def changes(self) -> Iterator[SumChange]:
        """Yield the totals, by currency."""
        for currency, part in sorted(self.sums, key=lambda key: (key[0], _SUMS.index(key[1]))):
            yield _sum_change(currency, part, *self.sums[currency, part])


def _compared(case: Case, one: _Side, other: _Side, day: dt.date, run: _Run) -> CaseChange | Refused | None:
    """What changes of a case; None if nothing does."""
    asked = []
    for side in (one, other):
        try:
            question = side.ask(case, day)
            asked.append((question, standing_of(question)))
        except CollectRulesError as error:
            return refused(error, case=case.id, source=side.name)
    try:
        found = _change(case, asked, one, other)
    except CollectRulesError as error:
        return refused(error, case=case.id)
    run.add(case.currency, asked[0][1].owed, asked[1][1].owed)
    return found if found.sums or found.steps or found.letters else None


def _change(case: Case, asked: list[tuple[Question, Standing]], one: _Side, other: _Side) -> CaseChange:
    (was, before), (now, after) = asked
    return CaseChange.made(
        case=case.id, currency=case.currency, sums=tuple(_sums(case.currency, before.owed, after.owed)),
        steps=tuple(_steps(was, now)),
        letters=tuple(_letters(was, now, one, other)),
    )  # fmt: skip


def _sums(currency: str, one: Balance, other: Balance) -> Iterator[SumChange]:
    """The components that differ, with the total if any does."""
    parts = [part for part in COMPONENTS if getattr(one, part) != getattr(other, part)]
    for part in (*parts, *([TOTAL] if parts else [])):
        yield _sum_change(currency, part, getattr(one, part), getattr(other, part))


def _sum_change(currency: str, part: str, one: Decimal, other: Decimal) -> SumChange:
    return SumChange.made(
        currency=currency, component=part, before=one, after=other, change=sum_of([other, one.copy_negate()])
    )


# Next steps ------------------------------------------------------------------------------------------------


def _steps(was: Question, now: Question) -> Iterator[StepChange]:
    one, other = _by_key(was), _by_key(now)
    for key in dict.fromkeys((*one, *other)):
        for what, before, after in _step(one.get(key), other.get(key)):
            action, cost, fee, claims = key
            yield StepChange.made(
                action=action, claims=claims, cost=cost, fee=fee, what=what, before=before, after=after
            )


_Key = tuple[str, str | None, str | None, tuple[str, ...]]


def _by_key(question: Question) -> dict[_Key, Proposal]:
    found = next_steps_of(question).proposals
    return {(step.action, step.cost, step.fee, step.claims): step for step in found}


def _step(one: Proposal | None, other: Proposal | None) -> Iterator[tuple[str, str | None, str | None]]:
    """What differs of a step; where only one law knows it, that alone."""
    if one is None or other is None:
        yield "step", None if one is None else one.status, None if other is None else other.status
        return
    for word in ("status", "earliest", "latest", "charges", "advances"):
        before, after = (_said(getattr(step, word)) for step in (one, other))
        if before != after:
            yield word, before, after


def _said(value: object) -> str | None:
    if isinstance(value, tuple):
        return "; ".join(_price(cost) for cost in value) or None
    return None if value is None else str(value)


def _price(cost: Cost) -> str:
    """A cost in a few words: what it is, and what is known of the sum."""
    if cost.amount is not None:
        return f"{cost.kind} {cost.amount}"
    return f"{cost.kind} {cost.amount_min or '?'} - {cost.amount_max or '?'}"


# Letters ---------------------------------------------------------------------------------------------------


def is_letter(kind: str, profile: m.Profile) -> bool:
    """Whether a kind of event is a letter of the creditor or his collector: a common one, or an act with a paper."""
    shape, act = COMMON.get(kind), profile.act.get(kind)
    return shape.letter if shape is not None else act is not None and act.notice is not None and act.by in _BY


def _letters(was: Question, now: Question, one: _Side, other: _Side) -> Iterator[LetterChange]:
    """The letters that would be otherwise under the other law."""
    for entry in docket_of(was.case, was.profile).until(was.on, None):
        if is_letter(entry.event.kind, was.profile):
            found = _letter(_Sent(entry.name, entry.event, was, now), one, other)
            if found.because:
                yield found


@dataclass(frozen=True, slots=True)
class _Sent:
    """A letter, and the case under either law."""

    name: str
    event: Event
    was: Question
    other: Question

    @property
    def id(self) -> str:
        """The event's own id, or its 1-based place, as the audit has it."""
        place = self.was.case.event_ids.index(self.name)
        return self.event.id or str(place + 1)

    def fee(self, question: Question) -> Decimal:
        """What the law allows of what was charged with it."""
        lines = [line for line in question.state.ledger.lines if line.event == self.name]
        return money_of(question.state, sum(line.lawful for line in lines))

    def findings(self, question: Question) -> tuple[str, ...]:
        """The codes of what the audit finds on it."""
        return tuple(found.code for found in audit_of(question).findings if found.event == self.id)


def _letter(sent: _Sent, one: _Side, other: _Side) -> LetterChange:
    case, day = sent.was.case, sent.event.on
    then, there = (standing_of(side.ask(case, day)) for side in (one, other))
    sums = tuple(_sums(case.currency, then.owed, there.owed))
    fees = sent.fee(sent.was), sent.fee(sent.other)
    findings = sent.findings(sent.was), sent.findings(sent.other)
    differs = {
        "sums": bool(sums), "fee": fees[0] != fees[1], "finding": findings[0] != findings[1],
        "law": _cited(then.lines) != _cited(there.lines),
    }  # fmt: skip
    return LetterChange.made(
        event=sent.id, kind=sent.event.kind, on=day, sums=sums,
        because=tuple(word for word, is_so in differs.items() if is_so),
        fee_before=fees[0], fee_after=fees[1], findings_before=findings[0], findings_after=findings[1],
    )  # fmt: skip


def _cited(lines: tuple[LineItem, ...]) -> frozenset[str]:
    return frozenset(key for line in lines for key in line.law)
