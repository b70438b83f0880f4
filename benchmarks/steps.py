"""What may be done next: from a case in memory, and from a document to a document."""

from __future__ import annotations

from collections.abc import Iterator

import collectrules as cr
from benchmarks.baselines.documents import pass_through
from benchmarks.inputs import ON, SIX_EVENTS
from benchmarks.measuring import Measure, medians
from collectrules.answers.documents import dump, dumps


def measures() -> Iterator[Measure]:
    """Yield the time of the next steps, parsed and whole."""
    law, case = cr.load_profile("DK"), cr.load_case(SIX_EVENTS)
    answer = dump(cr.next_steps(case, law, on=ON))
    parsed, whole, floor = medians(
        lambda: cr.next_steps(case, law, on=ON),
        lambda: dumps(cr.next_steps(cr.load_case(SIX_EVENTS), law, on=ON)),
        lambda: pass_through(SIX_EVENTS, answer),
    )
    yield Measure("`next_steps`, six events, all acts", parsed, 0.000_400)
    yield Measure("next steps from JSON to JSON", whole, 5.0, "reading and writing the same JSON", floor)
