"""Many cases at once: where they are kept, what they show in a row, what is due, what may be joined.

A portfolio is anything that yields cases, one at a time; a law is one profile, or a mapping of their ids. No case that
is wrong stops a run: it is `refused` with its reasons and counted, and the counts add up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collectrules.ground.lazily import named

if TYPE_CHECKING:
    from collectrules.portfolio.consolidating import consolidation
    from collectrules.portfolio.digests import digest
    from collectrules.portfolio.due import due_cases, marks
    from collectrules.portfolio.imagined import simulated
    from collectrules.portfolio.lettering import accept_letter, joint_letters
    from collectrules.portfolio.processes import answer_file, answers, batches_of
    from collectrules.portfolio.stores import open_store
    from collectrules.portfolio.summaries import Filter, by_debtor, overview, summary_rows
    from collectrules.portfolio.worklists import take, worklist

_HOMES = {
    "accept_letter": "lettering",
    "answer_file": "processes",
    "answers": "processes",
    "batches_of": "processes",
    "by_debtor": "summaries",
    "consolidation": "consolidating",
    "digest": "digests",
    "due_cases": "due",
    "Filter": "summaries",
    "joint_letters": "lettering",
    "marks": "due",
    "open_store": "stores",
    "overview": "summaries",
    "summary_rows": "summaries",
    "simulated": "imagined",
    "take": "worklists",
    "worklist": "worklists",
}

__all__ = [
    "Filter",
    "accept_letter",
    "answer_file",
    "answers",
    "batches_of",
    "by_debtor",
    "consolidation",
    "digest",
    "due_cases",
    "joint_letters",
    "marks",
    "open_store",
    "overview",
    "simulated",
    "summary_rows",
    "take",
    "worklist",
]


def __getattr__(name: str) -> object:
    """Import a public name from its module when it is first used."""
    return named(__name__, _HOMES, name)
