"""What an answer rests on beside the facts: readings of doubts, provisional figures, what was taken for granted."""

from __future__ import annotations

from collectrules.explaining.drafting import Draft, Drafts, Speaker
from collectrules.nouns.answer import Answer
from collectrules.words.texts import Named


def resting(speaker: Speaker, answer: Answer) -> Drafts:
    """Yield the reservations of an answer."""
    for used in answer.readings_used:
        if used.sensitive:
            option = speaker.option(used.reading, used.value)
            yield Draft("reading", {"reading": Named("reading", used.reading), "option": option})
    for because in answer.provisional_because:
        law = (because.law,) if because.law is not None else ()
        yield Draft("provisional", {"what": because.what, "effect": because.effect}, law)
    for taken in answer.assumptions:
        yield Draft("assumption", {"path": taken.path, "text": taken.text})
