"""The pieces an explanation is made of: a code, the places its sentence fills, and the law it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from collectrules.answers.proposals import Reason
from collectrules.ground.errors import of_type
from collectrules.loader import model as m
from collectrules.words.texts import A_LANGUAGE, Said, Texts, Value, texts
from collectrules.words.wording import finding_text, finding_values, reason_text, reason_values

_EDITION: Final = re.compile(r" \([^)]*\)$")


@dataclass(frozen=True, slots=True)
class Draft:
    """One part of an explanation before it is written; `text` is given where a sentence is composed of others."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)
    law: tuple[str, ...] = ()
    text: str | None = None


Drafts = Iterator[Draft]


def texts_of(profile: m.Profile, language: str, currency: str) -> Texts:
    """Return the words of a language with a profile's own, which are read once for each profile and language.

    Raises:
        BadInput: `unknown_language`.
        BadProfile: the profile's words cannot be read.

    """
    of_type(language, str, "language", A_LANGUAGE)
    known = profile.memo.get((Texts, language))
    found = known if isinstance(known, Texts) else texts(language, folder=profile.folder, home=profile.header.id)
    profile.memo[Texts, language] = found
    return replace(found, currency=currency)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Speaks a language about the records of a profile."""

    texts: Texts
    profile: m.Profile

    def write(self, draft: Draft) -> str:
        """Return the sentence of a draft."""
        if draft.text is not None:
            return draft.text
        return self.texts.sentence("part", draft.code, {**draft.values, "law": Said(self.law(draft.law))})

    def law(self, keys: Iterable[str]) -> str:
        """Return what is cited: in the words of the language, else of the statute book; an act is named once."""
        found: list[str] = []
        for label in dict.fromkeys(self._cited(key) for key in keys):
            act, sign, section = label.partition(" § ")
            same = bool(sign) and bool(found) and found[-1].startswith(f"{act} § ")
            found[-1:] = [f"{found[-1]}, § {section}"] if same else [*found[-1:], label]
        return "; ".join(found)

    def _cited(self, key: str) -> str:
        law = self.profile.law.get(key)
        return self.texts.label("law", key, f"{_EDITION.sub('', law.title)} {law.section}" if law is not None else None)

    def cited(self, text: str, keys: Sequence[str]) -> str:
        """Return a sentence with the law it rests on in brackets."""
        return f"{text.removesuffix('.')} ({self.law(keys)})." if keys else text

    def option(self, reading: str, option: str) -> Value:
        """Return an option of a reading."""
        known = self.profile.reading.get(reading)
        said = known.options.get(option, option) if known is not None else option
        return Said(self.texts.option(reading, option) or said, option)

    def reason(self, reason: Reason) -> Draft:
        """Return why a step is shut, or carries no fee."""
        text = reason_text(self.texts, reason.code, reason.fact, reason.needed, reason.got)
        values = reason_values(self.texts, reason.code, reason.fact or "", reason.needed, reason.got)
        return Draft(reason.code, values, reason.law, self.cited(text, reason.law))

    def finding(self, code: str, values: Mapping[str, str]) -> tuple[str, dict[str, Value]]:
        """Return what the audit found as a sentence, and the places it fills."""
        return finding_text(self.texts, code, values), finding_values(self.texts, values)
