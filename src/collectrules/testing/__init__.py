"""Tests of one's own program: random cases, invariants, a second reader of the law, golden cases, mappings.

Strategies are plain Hypothesis, so `.filter`, `.map` and `.flatmap` narrow them further; they need Hypothesis, which
`collectrules` itself does not install. Invariants, the judge, golden cases and adapters work without it, save where
they draw cases. Names are resolved when first used.

    from hypothesis import given
    from collectrules.testing import cases, parties

    @given(case=cases(load_profile("XX"), debtor=parties(kinds=["consumer"])))
    def test_my_program_books_what_the_law_allows(case): ...

Documents hold days and amounts as text, as they stand in a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collectrules.testing.adapters import Lost, loses_nothing, survives
    from collectrules.testing.asking import Broken
    from collectrules.testing.events import histories, usual_kinds
    from collectrules.testing.facts import cases, claims, parties
    from collectrules.testing.full import full_documents
    from collectrules.testing.invariants import CHECKS, Checked, check_all
    from collectrules.testing.laws import invented_profiles
    from collectrules.testing.living import caseloads, lives
    from collectrules.testing.machine import CaseMachine
    from collectrules.testing.values import Document, horizon

_HOMES = {
    "Broken": "asking",
    "CHECKS": "invariants",
    "CaseMachine": "machine",
    "Checked": "invariants",
    "Document": "values",
    "Lost": "adapters",
    "caseloads": "living",
    "cases": "facts",
    "check_all": "invariants",
    "claims": "facts",
    "full_documents": "full",
    "histories": "events",
    "horizon": "values",
    "invented_profiles": "laws",
    "lives": "living",
    "loses_nothing": "adapters",
    "parties": "facts",
    "survives": "adapters",
    "usual_kinds": "events",
}

__all__ = [
    "CHECKS",
    "Broken",
    "CaseMachine",
    "Checked",
    "Document",
    "Lost",
    "caseloads",
    "cases",
    "check_all",
    "claims",
    "full_documents",
    "histories",
    "horizon",
    "invented_profiles",
    "lives",
    "loses_nothing",
    "parties",
    "survives",
    "usual_kinds",
]


def __getattr__(name: str) -> object:
    """Import a name from its module when it is first used: most of them need Hypothesis, a few do not."""
    from collectrules.ground.lazily import named  # what is not used is not imported, and this neither

    return named(__name__, _HOMES, name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted([*globals(), *_HOMES])
