"""One letter for several claims of a debtor: where it may be written, with one fee, and what the law has against it.

Whether claims may stand in one letter is not presumed: the letter is put into the history of the case, and judged there
as any other, so that every limit counts it for each claim, and as the one letter it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from collectrules.answers.accepting import Assessment, assess
from collectrules.answers.auditing import Finding
from collectrules.answers.proposals import Cost, NextSteps, Proposal, next_steps
from collectrules.fold.asking import Question
from collectrules.ground.dates import date_of, to_date
from collectrules.ground.errors import Fault, StaleProposal, bad_input
from collectrules.ground.money import sum_of, to_text
from collectrules.ground.records import record
from collectrules.ground.scalars import Amount, Day
from collectrules.loader import model as m
from collectrules.nouns.answer import Part, deferred
from collectrules.nouns.case import Case
from collectrules.nouns.dated import least_certain
from collectrules.nouns.events import COMMON
from collectrules.portfolio.consolidating import joined
from collectrules.portfolio.parting import CaseLetter, Shared, parted
from collectrules.portfolio.running import Laws, law_of


class JointLetter(Part):
    """One letter for several claims, and how the law would take it; sums in major units of `currency`.

    `lots` are the claims as the law opens the step for them, each a letter of its own otherwise. `fee` is the highest
    fee with which the law has nothing against the joint letter, `fees_alone` what the letters would charge one by one.
    Where the claims are of several cases, these are `join`: they were joined to ask, and nothing of that is kept.
    `event` is what records the letter in the one case that they would be, `parts` what records it in each as it is;
    there are none where the fee cannot be parted so that the law has nothing against any. A letter that is `blocked` or
    `warned` must not be written; `findings` say why.
    """

    case: str
    join: tuple[str, ...]
    on: Day
    action: str
    claims: tuple[str, ...]
    lots: tuple[tuple[str, ...], ...]
    currency: str
    fee: Amount | None = None
    fees_alone: Amount
    verdict: Literal["allowed", "warned", "blocked"]
    findings: tuple[Finding, ...]
    event: Mapping[str, object]
    parts: tuple[CaseLetter, ...]


def joint_letters(
    cases: Sequence[Case],
    laws: Laws,
    *,
    on: dt.date | str,
    readings: Mapping[str, str] | None = None,
) -> tuple[JointLetter, ...]:
    """Return the letters that several claims of one debtor may share on a day, each with the law's judgement.

    Several cases are joined for the question, so that every limit counts for each claim of all of them and for the one
    letter; what comes of it is said of each case as it stands.

    Args:
        cases: one case with several claims, or several open cases of one creditor against one debtor.
        laws: one profile, or each by its id.
        on: the day of the letters.
        readings: how named doubts are to be read.

    Raises:
        BadInput: `no_cases`; `cannot_be_joined`, the cases differ in what one case has but once.
        NotModelled: law, figure or fact that is needed and not known.

    """
    if not cases:
        raise bad_input("no_cases", "cases", "at least one case")
    day = to_date(on, "on")
    one = cases[0] if len(cases) == 1 else joined(cases, laws, on=day, readings=readings)
    law = law_of(one, laws)
    steps = next_steps(one, law, on=day, readings=readings)
    open_ = list(_letters(steps))
    found = (
        _joint(_Asked(one, cases, laws, day, readings), [lot for lot in open_ if lot.action == action])
        for action in dict.fromkeys(lot.action for lot in open_)
    )
    return tuple(letter for letter in found if len(letter.claims) > 1)


def accept_letter(
    letter: JointLetter,
    cases: Sequence[Case],
    laws: Laws,
    *,
    on: dt.date | str | None = None,
    readings: Mapping[str, str] | None = None,
) -> tuple[Case, ...]:
    """Record a letter for several claims in each of its cases, and return them; the same letter twice changes nothing.

    Args:
        letter: one of `joint_letters`.
        cases: the cases that it was asked of.
        laws: one profile, or each by its id.
        on: the day it is sent, if that is another than its own; it is judged anew on that day.
        readings: how named doubts are to be read.

    Raises:
        BadInput: `other_cases`, these are not the cases of the letter; `letter_not_allowed`, the law has something
            against it; `letter_not_parted`, its fee cannot be given to the cases as they are.
        StaleProposal: the day's own answer gives it other claims or another fee, or does not give it.

    """
    if {case.id for case in cases} != {*letter.join, letter.case}:
        raise bad_input("other_cases", "cases", "the cases of the letter: " + ", ".join(letter.join or (letter.case,)))
    names = {part.event["id"] for part in letter.parts}
    if letter.parts and all(names & {*case.event_ids} for case in cases if _has_part(letter, case)):
        return tuple(cases)
    now = _today(letter, joint_letters(cases, laws, on=on or letter.on, readings=readings))
    if now.verdict != "allowed":
        raise bad_input("letter_not_allowed", "letter", "a letter that is allowed", now.verdict)
    if not now.parts:
        raise bad_input("letter_not_parted", "letter", "cases that can bear its fee, or cases that are joined for good")
    parts = {part.case: part for part in now.parts}
    return tuple(case.with_event(parts[case.id].event) if case.id in parts else case for case in cases)


def _has_part(letter: JointLetter, case: Case) -> bool:
    return any(part.case == case.id for part in letter.parts)


def _today(letter: JointLetter, found: Sequence[JointLetter]) -> JointLetter:
    """The letter as the day's own answer has it."""
    now = next((one for one in found if (one.action, one.claims) == (letter.action, letter.claims)), None)
    if now is None:
        expected = "the letter for the same claims"
        text = "the letter is proposed no longer for the same claims"
        raise StaleProposal([Fault(code="no_longer_proposed", path=letter.action, expected=expected, message=text)])
    if now.fee != letter.fee:
        was, is_ = str(letter.fee), str(now.fee)
        text = f"was {was}, is {is_} now"
        raise StaleProposal(
            [Fault(code="stale_charges", path=f"{letter.action}.fee", expected=is_, got=was, message=text)]
        )
    return now


def joint_proposal(question: Question, lots: Sequence[Proposal]) -> Proposal | None:
    """Return one proposal for the claims of several lots of a letter, open on the day of the question.

    None where the law has something against the letter, with or without a fee; where it is no letter, is about parts of
    claims, or is another paper for each lot.
    """
    papers = {(lot.notice, lot.procedure, lot.by) for lot in lots}
    if not all(map(_is_letter, lots)) or len(papers) > 1 or any(lot.amount is not None for lot in lots):
        return None
    fee, _, found = _best(question.case, question.profile, lots, date_of(question.on), question.chosen)
    if found.verdict != "allowed":
        return None
    return _joined(question, lots, next((lot.charges for lot in lots if _fee(lot) == fee), ()))


def joint_agreement(question: Question, lots: Sequence[Proposal]) -> Proposal | None:
    """Return one proposal for what is agreed about the claims of several lots; None where a lot costs something."""
    whole = all(lot.amount is None and not lot.charges and not lot.advances for lot in lots)
    return _joined(question, lots, ()) if whole and len({lot.notice for lot in lots}) == 1 else None


def _joined(question: Question, lots: Sequence[Proposal], charges: tuple[Cost, ...]) -> Proposal:
    first = lots[0]
    values: dict[str, object] = {
        "action": first.action, "procedure": first.procedure, "claims": _claims(lots), "by": first.by,
        "status": "open", "earliest": max((lot.earliest for lot in lots if lot.earliest is not None), default=None),
        "latest": min((lot.latest for lot in lots if lot.latest is not None), default=None),
        "on": date_of(question.on), "recommended": False, "charges": charges, "advances": (), "notice": first.notice,
        "law": tuple(dict.fromkeys(key for lot in lots for key in lot.law)),
        "certainty": least_certain(*(lot.certainty for lot in lots)), "fingerprint": question.mark,
    }  # fmt: skip
    later: dict[str, Callable[[], object]] = {
        "needs": lambda: tuple(dict.fromkeys(word for lot in lots for word in lot.needs)),
        "because": lambda: (), "opens_if": lambda: (), "window_readings": lambda: (),
    }  # fmt: skip
    return deferred(Proposal, values, later)


def _letters(steps: NextSteps) -> Iterator[Proposal]:
    """The letters that are open to the creditor, lot by lot."""
    return (step for step in steps.proposals if step.status == "open" and _is_letter(step))


def _is_letter(step: Proposal) -> bool:
    """Whether a step is a letter that may bear a fee; an agreement is none to be joined."""
    shape = COMMON.get(step.action)
    return shape is not None and shape.letter and "fee" in shape.allowed and step.cost is None


def _fee(lot: Proposal) -> Decimal:
    return sum_of(cost.amount for cost in lot.charges if cost.amount is not None)


def _claims(lots: Sequence[Proposal]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim for lot in lots for claim in lot.claims))


@record
class _Asked:
    """The one case, those it is made of, and how it is asked."""

    case: Case
    cases: Sequence[Case]
    laws: Laws
    on: dt.date
    readings: Mapping[str, str] | None


def _joint(asked: _Asked, lots: Sequence[Proposal]) -> JointLetter:
    case, law = asked.case, law_of(asked.case, asked.laws)
    fee, event, found = _best(case, law, lots, asked.on, asked.readings)
    claims = _claims(lots)
    shared = Shared(asked.on, lots[0].action, claims, case.minor(fee), event)
    allowed = found.verdict == "allowed"
    return JointLetter.made(
        case=case.id, join=tuple(one.id for one in asked.cases[1:] and asked.cases), on=asked.on, action=shared.action,
        claims=claims, lots=tuple(lot.claims for lot in lots), currency=case.currency, fee=fee or None,
        fees_alone=sum_of(map(_fee, lots)), verdict=found.verdict, findings=found.findings, event=event,
        parts=parted(shared, asked.cases, asked.laws, asked.readings) if allowed else (),
    )  # fmt: skip


def _best(
    case: Case, law: m.Profile, lots: Sequence[Proposal], on: dt.date, readings: Mapping[str, str] | None
) -> tuple[Decimal, dict[str, object], Assessment]:  # fmt: skip
    """Try the letter with the highest fee of its lots, then with the lower ones, at last without any."""
    fees = sorted({*map(_fee, lots), Decimal(0)}, reverse=True)
    tried = _tried(case, law, lots, fees, on, readings)
    best = next(tried)
    while best[2].verdict != "allowed":
        other = next(tried, None)
        if other is None:
            break
        best = other
    return best


def _tried(
    case: Case,
    law: m.Profile,
    lots: Sequence[Proposal],
    fees: Sequence[Decimal],
    on: dt.date,
    readings: Mapping[str, str] | None,
) -> Iterator[tuple[Decimal, dict[str, object], Assessment]]:
    """Yield the letter with each fee, as it is recorded, with its judgement."""
    for fee in fees:
        event: dict[str, object] = {"on": on.isoformat(), "kind": lots[0].action, "claims": list(_claims(lots))}
        if fee:
            event["fee"] = to_text(case.minor(fee), case.decimals)
        if any(lot.notice == "collection_notice" for lot in lots) and lots[0].action == "reminder":
            event["warns_of_collection"] = True
        yield fee, event, assess(case, law, event, on=on, readings=readings)
