"""collectrules: what is owed, what may be done next, whether the past was lawful, and why; on any day.

Names are resolved when first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collectrules.answers.accepting import Assessment, accept, assess
    from collectrules.answers.auditing import Audit, Finding, audit
    from collectrules.answers.choosing import Choice, choose_law
    from collectrules.answers.comparing import Comparison, compare
    from collectrules.answers.documents import dump, dumps, load, upgrade
    from collectrules.answers.figures import InterestAnswer, TariffAnswer, interest, tariff
    from collectrules.answers.periods import MonthlyStatement, monthly_statement
    from collectrules.answers.plans import InstalmentPlan, instalment_plan
    from collectrules.answers.proposals import NextSteps, Proposal, next_steps
    from collectrules.answers.receipts import Receipts, receipts
    from collectrules.answers.settling import SettlementOffer, settlement_offer
    from collectrules.answers.standings import Standing, standing
    from collectrules.answers.statements import Statement, statement
    from collectrules.answers.timelines import Timeline, timeline
    from collectrules.certifying.documents import Certificate, Verification
    from collectrules.certifying.verifying import verify
    from collectrules.certifying.writing import certificate
    from collectrules.checking.freshness import Freshness, stale
    from collectrules.explaining import Explanation, explain
    from collectrules.faces.notebooks import show
    from collectrules.faces.plotting import plot_lives
    from collectrules.fold.checkcase import check_case
    from collectrules.ground.errors import (
        BadInput,
        BadProfile,
        CollectRulesError,
        Fault,
        InternalInconsistency,
        LimitExceeded,
        NotModelled,
        NotYetPublished,
        StaleProposal,
    )
    from collectrules.loader.load import load_profile
    from collectrules.loader.model import Profile
    from collectrules.notices.accounts import AccountLetter, account_letter
    from collectrules.notices.writing import Notice, notice
    from collectrules.nouns.bargaining import Bounds, Expectations
    from collectrules.nouns.case import Case, load_case
    from collectrules.nouns.claims import Claim
    from collectrules.nouns.enclosures import Addressee, Particulars, Parties
    from collectrules.nouns.events import Event
    from collectrules.nouns.parties import Party
    from collectrules.simulation.abreast import SideBySide, side_by_side
    from collectrules.simulation.simulating import Simulation, simulate

__version__ = "0.1.0"

_HOMES = {
    "account_letter": "notices.accounts",
    "AccountLetter": "notices.accounts",
    "accept": "answers.accepting",
    "assess": "answers.accepting",
    "Assessment": "answers.accepting",
    "Audit": "answers.auditing",
    "audit": "answers.auditing",
    "BadInput": "ground.errors",
    "BadProfile": "ground.errors",
    "Bounds": "nouns.bargaining",
    "Case": "nouns.case",
    "check_case": "fold.checkcase",
    "Choice": "answers.choosing",
    "choose_law": "answers.choosing",
    "Claim": "nouns.claims",
    "CollectRulesError": "ground.errors",
    "compare": "answers.comparing",
    "Comparison": "answers.comparing",
    "dump": "answers.documents",
    "dumps": "answers.documents",
    "Event": "nouns.events",
    "Expectations": "nouns.bargaining",
    "explain": "explaining",
    "Explanation": "explaining",
    "Fault": "ground.errors",
    "Finding": "answers.auditing",
    "instalment_plan": "answers.plans",
    "InstalmentPlan": "answers.plans",
    "interest": "answers.figures",
    "InterestAnswer": "answers.figures",
    "InternalInconsistency": "ground.errors",
    "LimitExceeded": "ground.errors",
    "load": "answers.documents",
    "load_case": "nouns.case",
    "load_profile": "loader.load",
    "monthly_statement": "answers.periods",
    "MonthlyStatement": "answers.periods",
    "next_steps": "answers.proposals",
    "NextSteps": "answers.proposals",
    "Notice": "notices.writing",
    "notice": "notices.writing",
    "NotModelled": "ground.errors",
    "NotYetPublished": "ground.errors",
    "Addressee": "nouns.enclosures",
    "Particulars": "nouns.enclosures",
    "Parties": "nouns.enclosures",
    "Party": "nouns.parties",
    "Profile": "loader.model",
    "Proposal": "answers.proposals",
    "Receipts": "answers.receipts",
    "receipts": "answers.receipts",
    "settlement_offer": "answers.settling",
    "SettlementOffer": "answers.settling",
    "show": "faces.notebooks",
    "side_by_side": "simulation.abreast",
    "SideBySide": "simulation.abreast",
    "simulate": "simulation.simulating",
    "Simulation": "simulation.simulating",
    "StaleProposal": "ground.errors",
    "Standing": "answers.standings",
    "standing": "answers.standings",
    "Statement": "answers.statements",
    "statement": "answers.statements",
    "tariff": "answers.figures",
    "TariffAnswer": "answers.figures",
    "timeline": "answers.timelines",
    "Timeline": "answers.timelines",
    "plot_lives": "faces.plotting",
    "certificate": "certifying.writing",
    "Certificate": "certifying.documents",
    "Verification": "certifying.documents",
    "verify": "certifying.verifying",
    "Freshness": "checking.freshness",
    "stale": "checking.freshness",
    "upgrade": "answers.documents",
}

__all__ = [
    "AccountLetter",
    "Addressee",
    "Assessment",
    "Audit",
    "BadInput",
    "BadProfile",
    "Bounds",
    "Case",
    "Certificate",
    "Choice",
    "Claim",
    "CollectRulesError",
    "Comparison",
    "Event",
    "Expectations",
    "Explanation",
    "Fault",
    "Finding",
    "Freshness",
    "InstalmentPlan",
    "InterestAnswer",
    "InternalInconsistency",
    "LimitExceeded",
    "MonthlyStatement",
    "NextSteps",
    "NotModelled",
    "NotYetPublished",
    "Notice",
    "Particulars",
    "Parties",
    "Party",
    "Profile",
    "Proposal",
    "Receipts",
    "SettlementOffer",
    "SideBySide",
    "Simulation",
    "StaleProposal",
    "Standing",
    "Statement",
    "TariffAnswer",
    "Timeline",
    "Verification",
    "accept",
    "account_letter",
    "assess",
    "audit",
    "certificate",
    "check_case",
    "choose_law",
    "compare",
    "dump",
    "dumps",
    "explain",
    "instalment_plan",
    "interest",
    "load",
    "load_case",
    "load_profile",
    "monthly_statement",
    "next_steps",
    "notice",
    "plot_lives",
    "receipts",
    "settlement_offer",
    "show",
    "side_by_side",
    "simulate",
    "stale",
    "standing",
    "statement",
    "tariff",
    "timeline",
    "upgrade",
    "verify",
]


def __getattr__(name: str) -> object:
    """Import a public name from its module when it is first used."""
    from collectrules.ground.lazily import named  # what is not used is not imported, and this neither

    return named(__name__, _HOMES, name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted([*globals(), *_HOMES])
