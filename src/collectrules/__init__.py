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
    "Assessment": "accepting", "Audit": "auditing", "Finding": "auditing", "InterestAnswer": "figures",
    "NextSteps": "proposals", "Proposal": "proposals", "TariffAnswer": "figures", "accept": "accepting",
    "assess": "accepting", "audit": "auditing", "interest": "figures", "next_steps": "proposals", "tariff": "figures",
    "BadInput": "errors", "BadProfile": "errors", "Case": "case", "Claim": "case", "CollectRulesError": "errors",
    "Event": "events", "Fault": "errors", "InternalInconsistency": "errors", "LimitExceeded": "errors",
    "NotModelled": "errors", "NotYetPublished": "errors", "Party": "case", "Profile": "loader.model",
    "StaleProposal": "errors", "Standing": "standings", "check_case": "checkcase", "load_case": "case",
    "load_profile": "loader.load", "standing": "standings", "Statement": "statements", "statement": "statements",
    "Explanation": "explaining", "dump": "documents", "dumps": "documents", "explain": "explaining",
    "load": "documents", "upgrade": "documents",
}  # fmt: skip

__all__ = list(_HOMES)


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
