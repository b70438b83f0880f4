"""The closed list of facts that conditions may ask; each is one small function of a moment.

None means that nobody knows. A fact that events set (a dispute, an insolvency) is known to be absent until an
event says otherwise; where that is an assumption the answer lists it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from collectrules.fold.conditions import Fact
from collectrules.fold.facts import acts, claims, course, parties
from collectrules.fold.facts.registering import GIVEN_NAMES, REGISTERED

_GROUPS: Final = (parties, claims, course, acts)
"""Each puts its own facts on the list when it is loaded."""
FACTS: Final[Mapping[str, Fact]] = MappingProxyType(REGISTERED)
GIVEN: Final = frozenset(GIVEN_NAMES)
"""The facts that a `fact` event may give; all others are said elsewhere, or worked out."""
TOLD: Final = GIVEN | {"default_surcharge"}
"""The same, with what is worked out of them."""
