"""Findings of an audit in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from collectrules.answers.auditing import Audit, Finding
from collectrules.explaining.drafting import Draft, Drafts, Speaker
from collectrules.explaining.envelopes import resting
from collectrules.words.texts import Money, Named, Said, Value

_SUMS = ("amount_unlawful", "amount_to_return", "amount_in_doubt")


def audit_parts(speaker: Speaker, found: Audit) -> Drafts:
    """Yield every finding, then what the audit rests on."""
    yield Draft("audited" if found.findings else "no_findings", {"on": found.on})
    for finding in found.findings:
        yield from finding_parts(speaker, finding)
    yield from resting(speaker, found)


def finding_parts(speaker: Speaker, finding: Finding) -> Drafts:
    """Yield one finding, its sums, and what would decide it."""
    yield _what(speaker, finding)
    for name in _SUMS:
        amount = getattr(finding, name)
        if amount:
            yield Draft(name, {name: Money(amount)})
    if finding.readings:
        readings = tuple(Named("reading", reading) for reading in finding.readings)
        yield Draft("finding_readings", {"readings": readings})
    if finding.needs:
        yield Draft("finding_needs", {"needs": tuple(_need(speaker, need) for need in finding.needs)})


def _what(speaker: Speaker, finding: Finding) -> Draft:
    message, values = speaker.finding(finding.code, finding.values)
    cited = Said(speaker.cited(message, finding.law))
    said: Mapping[str, Value] = {"event": finding.event, "on": finding.on, "message": cited, **values}
    head = Draft(f"finding_{finding.severity}", said, finding.law)
    return Draft(finding.code, said, finding.law, speaker.write(head))


def _need(speaker: Speaker, need: str) -> Value:
    """A fact, a document, or a field of the case."""
    for kind in ("document", "fact", "flag"):
        if speaker.texts.has(kind, need):
            return Named(kind, need)
    return need
