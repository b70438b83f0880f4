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
from collectrules.ground.errors import bad_input
from collectrules.ground.money import to_text
from collectrules.ground.scalars import Amount, Day
from collectrules.loader import model as m
from collectrules.nouns.answer import Part, deferred
from collectrules.nouns.case import Case
from collectrules.nouns.dated import least_certain
from collectrules.nouns.events import COMMON
from collectrules.portfolio.consolidating import joined
from collectrules.portfolio.running import Laws, law_of, sum_of


class JointLetter(Part):
    """One letter for several claims, and how the law would take it; sums in major units of `currency`.

    `lots` are the claims as the law opens the step for them, each a letter of its own otherwise. `fee` is the highest
    fee with which the law has nothing against the joint letter, `fees_alone` what the letters would charge one by one.
    `event` is what records it in `case`; where the claims are of several cases, these must be joined first
    (`join`). A letter that is `blocked` or `warned` must not be written; `findings` say why.
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


def joint_letters(
    cases: Sequence[Case],
    laws: Laws,
    *,
    on: dt.date | str,
    readings: Mapping[str, str] | None = None,
) -> tuple[JointLetter, ...]:
    """Return the letters that several claims of one debtor may share on a day, each with the law's judgement.

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
    law, names = law_of(one, laws), tuple(case.id for case in cases[1:] and cases)
    steps = next_steps(one, law, on=day, readings=readings)
    open_ = list(_letters(steps))
    found = (
        _joint(one, law, [lot for lot in open_ if lot.action == action], names, day, readings)
        for action in dict.fromkeys(lot.action for lot in open_)
    )
    return tuple(letter for letter in found if len(letter.claims) > 1)


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


def _joint(
    case: Case,
    law: m.Profile,
    lots: Sequence[Proposal],
    names: tuple[str, ...],
    on: dt.date,
    readings: Mapping[str, str] | None,
) -> JointLetter:
    fee, event, found = _best(case, law, lots, on, readings)
    return JointLetter.made(
        case=case.id, join=names, on=on, action=lots[0].action, claims=_claims(lots),
        lots=tuple(lot.claims for lot in lots), currency=case.currency, fee=fee or None,
        fees_alone=sum_of(map(_fee, lots)), verdict=found.verdict, findings=found.findings, event=event,
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
