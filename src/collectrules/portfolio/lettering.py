"""One letter for several claims of a debtor: where it may be written, with one fee, and what the law has against it.

Whether claims may stand in one letter is not presumed: the letter is put into the history of the case, and judged there
as any other, so that every limit counts it for each claim, and as the one letter it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from collectrules.answers.accepting import Assessment, assess
from collectrules.answers.auditing import Finding
from collectrules.answers.proposals import NextSteps, Proposal, next_steps
from collectrules.ground.dates import to_date
from collectrules.ground.errors import bad_input
from collectrules.ground.money import to_text
from collectrules.ground.scalars import Amount, Day
from collectrules.loader import model as m
from collectrules.nouns.answer import Part
from collectrules.nouns.case import Case
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


def _letters(steps: NextSteps) -> Iterator[Proposal]:
    """The letters that are open to the creditor, lot by lot; an agreement is no letter to be joined."""
    for step in steps.proposals:
        shape = COMMON.get(step.action)
        letter = shape is not None and shape.letter and "fee" in shape.allowed
        if letter and step.status == "open" and step.cost is None:
            yield step


def _joint(
    case: Case,
    law: m.Profile,
    lots: Sequence[Proposal],
    names: tuple[str, ...],
    on: dt.date,
    readings: Mapping[str, str] | None,
) -> JointLetter:
    """Try the letter with the highest fee of its lots, then with the lower ones, at last without any."""
    fees = [sum_of(cost.amount for cost in lot.charges if cost.amount is not None) for lot in lots]
    tried = _tried(case, law, lots, sorted({*fees, Decimal(0)}, reverse=True), on, readings)
    fee, event, found = next(tried)
    for other in tried:
        if found.verdict == "allowed":
            break
        fee, event, found = other
    claims = tuple(dict.fromkeys(claim for lot in lots for claim in lot.claims))
    return JointLetter.made(
        case=case.id, join=names, on=on, action=lots[0].action, claims=claims, lots=tuple(lot.claims for lot in lots),
        currency=case.currency, fee=fee or None, fees_alone=sum_of(fees), verdict=found.verdict,
        findings=found.findings, event=event,
    )  # fmt: skip


def _tried(
    case: Case,
    law: m.Profile,
    lots: Sequence[Proposal],
    fees: Sequence[Decimal],
    on: dt.date,
    readings: Mapping[str, str] | None,
) -> Iterator[tuple[Decimal, dict[str, object], Assessment]]:
    """Yield the letter with each fee, as it is recorded, with its judgement."""
    claims = dict.fromkeys(claim for lot in lots for claim in lot.claims)
    for fee in fees:
        event: dict[str, object] = {"on": on.isoformat(), "kind": lots[0].action, "claims": list(claims)}
        if fee:
            event["fee"] = to_text(case.minor(fee), case.decimals)
        if any(lot.notice == "collection_notice" for lot in lots) and lots[0].action == "reminder":
            event["warns_of_collection"] = True
        yield fee, event, assess(case, law, event, on=on, readings=readings)
