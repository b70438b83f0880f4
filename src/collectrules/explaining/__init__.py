"""Any answer in sentences a debtor understands, with every number, day and law it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal

from pydantic import BaseModel

from collectrules.answers.auditing import Audit, Finding
from collectrules.answers.comparing import Comparison
from collectrules.answers.figures import InterestAnswer, TariffAnswer
from collectrules.answers.plans import InstalmentPlan
from collectrules.answers.proposals import NextSteps, Proposal
from collectrules.answers.settling import SettlementOffer
from collectrules.answers.standings import Standing
from collectrules.answers.statements import Statement
from collectrules.explaining.accounts import standing_parts, statement_parts
from collectrules.explaining.agreements import offer_parts, plan_parts
from collectrules.explaining.comparisons import comparison_parts
from collectrules.explaining.drafting import Draft, Drafts, Speaker, texts_of
from collectrules.explaining.figures import interest_answer_parts, tariff_parts
from collectrules.explaining.findings import audit_parts, finding_parts
from collectrules.explaining.lives import life_parts
from collectrules.explaining.steps import next_parts, step_parts
from collectrules.ground.errors import bad_input, of_type
from collectrules.loader import model as m
from collectrules.loader.load import A_PROFILE
from collectrules.nouns.answer import Part
from collectrules.simulation.simulating import Simulation
from collectrules.words.texts import Said, raw_text


class ExplanationPart(Part):
    """One sentence or two: a stable code, the text, the law cited, and each place of the text as documents write it."""

    code: str
    text: str
    law: tuple[str, ...]
    values: Mapping[str, str]


class Explanation(Part):
    """An answer in words; printing it gives the text, one part a line."""

    answer: Literal["explanation"] = "explanation"
    of: str
    language: str
    text: str
    parts: tuple[ExplanationPart, ...]

    def __str__(self) -> str:
        """Return the text."""
        return self.text


_KINDS: Final[Mapping[type[BaseModel], tuple[str, Callable[..., Drafts]]]] = {
    Standing: ("standing", standing_parts), Statement: ("statement", statement_parts),
    NextSteps: ("next", next_parts), Proposal: ("proposal", step_parts),
    Audit: ("audit", audit_parts), Finding: ("finding", finding_parts),
    SettlementOffer: ("settle", offer_parts), InstalmentPlan: ("plan", plan_parts),
    Comparison: ("compare", comparison_parts), Simulation: ("simulate", life_parts),
    InterestAnswer: ("interest", interest_answer_parts), TariffAnswer: ("tariff", tariff_parts),
}  # fmt: skip


def explain(thing: BaseModel, profile: m.Profile, *, language: str = "en") -> Explanation:
    """Return an answer, or a part of one, in words.

    Args:
        thing: a standing, statement, proposal, finding, audit, next steps, offer, plan, comparison, life, interest or
            tariff answer.
        profile: the law it was asked of, whose records are named.
        language: one of the languages the engine speaks, such as "en" or "da"; with a territory, as in "de-AT", if
            sums and days are to look as they do there and not as in the profile's own territory.

    Raises:
        BadInput: `unknown_language`, or `not_explained` for anything else.

    """
    found = _KINDS.get(type(thing))
    if found is None:
        expected = " or ".join(name for name, _ in _KINDS.values())
        raise bad_input("not_explained", "thing", expected, type(thing).__name__)
    of_type(profile, m.Profile, "profile", A_PROFILE)
    of, parts_of = found
    currency = getattr(thing, "currency", profile.header.currency)
    speaker = Speaker(texts_of(profile, language, currency), profile)
    parts = tuple(_part(speaker, draft) for draft in parts_of(speaker, thing))
    return Explanation(of=of, language=language, text="\n".join(part.text for part in parts), parts=parts)


def _part(speaker: Speaker, draft: Draft) -> ExplanationPart:
    values = {name: raw_text(value) for name, value in draft.values.items() if not _composed(value)}
    return ExplanationPart(code=draft.code, text=speaker.write(draft), law=draft.law, values=values)


def _composed(value: object) -> bool:
    return isinstance(value, Said) and not value.raw
