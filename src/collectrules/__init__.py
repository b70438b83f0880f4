"""collectrules: what is owed, what may be done next, whether the past was lawful, and why; on any day.

Names are resolved when first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collectrules.accepting import Assessment, accept, assess
    from collectrules.auditing import Audit, Finding, audit
    from collectrules.case import Case, Claim, Party, load_case
    from collectrules.checkcase import check_case
    from collectrules.documents import dump, dumps, load, upgrade
    from collectrules.errors import (
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
    from collectrules.events import Event
    from collectrules.explaining import Explanation, explain
    from collectrules.figures import InterestAnswer, TariffAnswer, interest, tariff
    from collectrules.loader.load import load_profile
    from collectrules.loader.model import Profile
    from collectrules.proposals import NextSteps, Proposal, next_steps
    from collectrules.standings import Standing, standing
    from collectrules.statements import Statement, statement

__version__ = "0.1.0"

_HOMES = {
    "accept": "accepting",
    "assess": "accepting",
    "Assessment": "accepting",
    "Audit": "auditing",
    "audit": "auditing",
    "BadInput": "errors",
    "BadProfile": "errors",
    "Case": "case",
    "check_case": "checkcase",
    "Claim": "case",
    "CollectRulesError": "errors",
    "dump": "documents",
    "dumps": "documents",
    "Event": "events",
    "explain": "explaining",
    "Explanation": "explaining",
    "Fault": "errors",
    "Finding": "auditing",
    "interest": "figures",
    "InterestAnswer": "figures",
    "InternalInconsistency": "errors",
    "LimitExceeded": "errors",
    "load": "documents",
    "load_case": "case",
    "load_profile": "loader.load",
    "next_steps": "proposals",
    "NextSteps": "proposals",
    "NotModelled": "errors",
    "NotYetPublished": "errors",
    "Party": "case",
    "Profile": "loader.model",
    "Proposal": "proposals",
    "StaleProposal": "errors",
    "Standing": "standings",
    "standing": "standings",
    "Statement": "statements",
    "statement": "statements",
    "tariff": "figures",
    "TariffAnswer": "figures",
    "upgrade": "documents",
}

__all__ = [
    "Assessment",
    "Audit",
    "BadInput",
    "BadProfile",
    "Case",
    "Claim",
    "CollectRulesError",
    "Event",
    "Explanation",
    "Fault",
    "Finding",
    "InterestAnswer",
    "InternalInconsistency",
    "LimitExceeded",
    "NextSteps",
    "NotModelled",
    "NotYetPublished",
    "Party",
    "Profile",
    "Proposal",
    "StaleProposal",
    "Standing",
    "Statement",
    "TariffAnswer",
    "accept",
    "assess",
    "audit",
    "check_case",
    "dump",
    "dumps",
    "explain",
    "interest",
    "load",
    "load_case",
    "load_profile",
    "next_steps",
    "standing",
    "statement",
    "tariff",
    "upgrade",
]


def __getattr__(name: str) -> object:
    """Import a public name from its module when it is first used."""
    home = _HOMES.get(name)
    if home is None:
        message = f"module 'collectrules' has no attribute {name!r}"
        raise AttributeError(message)
    found = getattr(import_module(f"collectrules.{home}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List the public names."""
    return sorted([*globals(), *_HOMES])
