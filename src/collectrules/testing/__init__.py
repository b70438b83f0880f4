"""Random parties, claims, histories and cases under any profile, for the property tests of one's own program.

Each function returns a plain Hypothesis strategy, so `.filter`, `.map` and `.flatmap` narrow it further. Needs
Hypothesis, which `collectrules` itself does not install:

    from hypothesis import given
    from collectrules.testing import cases, parties

    @given(case=cases(load_profile("XX"), debtor=parties(kinds=["consumer"])))
    def test_my_program_books_what_the_law_allows(case): ...

Documents hold days and amounts as text, as they stand in a file.
"""

from __future__ import annotations

from collectrules.testing.events import histories, usual_kinds
from collectrules.testing.facts import Document, cases, claims, horizon, parties

__all__ = ["Document", "cases", "claims", "histories", "horizon", "parties", "usual_kinds"]
