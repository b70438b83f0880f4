"""What an answer rests on beside the facts: readings of doubts, provisional figures, what was taken for granted."""

from __future__ import annotations

from collections.abc import Sequence

from collectrules.explaining.drafting import Draft, Drafts, Speaker
from collectrules.nouns.answer import Answer, Assumption
from collectrules.words.texts import Named, Said
from collectrules.words.wording import assumption_text, coded_values, provisional_text


def resting(speaker: Speaker, answer: Answer) -> Drafts:
    """Yield the reservations of an answer."""
    for used in answer.readings_used:
        if used.sensitive:
            option = speaker.option(used.reading, used.value)
            yield Draft("reading", {"reading": Named("reading", used.reading), "option": option})
    for because in answer.provisional_because:
        law = (because.law,) if because.law is not None else ()
        what = Said(provisional_text(speaker.texts, because), because.what)
        effect = Named("effect", because.effect.replace(" ", "_"))
        yield Draft("provisional", {**coded_values(speaker.texts, because.values), "what": what, "effect": effect}, law)
    yield from assumed(speaker, answer.assumptions)


def assumed(speaker: Speaker, assumptions: Sequence[Assumption]) -> Drafts:
    """Yield what was taken for granted because nobody said it."""
    for taken in assumptions:
        text = Said(assumption_text(speaker.texts, taken), taken.text)
        values = coded_values(speaker.texts, taken.values)
        yield Draft("assumption", {**values, "path": taken.path, "text": text}, taken.law)
