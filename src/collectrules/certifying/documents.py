"""What a certificate and its verification are, as documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from collectrules.answers.documents import dumps
from collectrules.ground.scalars import Day
from collectrules.nouns.answer import ENGINE, Part, ProfileMark


class Asked(Part):
    """The question: the word of its answer, the readings that were chosen, and the other words of the call."""

    question: str
    readings: Mapping[str, str]
    arguments: Mapping[str, object]


class LawUsed(Part):
    """The part of a profile that an answer was made of, by itself enough to give it again.

    `records` stand word for word as in the profile, each with `kind`, `name` and `words`; of their dated rows those are
    there that were in force on some day from `rows_from` to `rows_to` (all of them where neither is given). `days` are
    the holidays of the years that were looked up, by set. `profile` says of which profile they are; `digest` is
    of all of this.
    """

    profile: ProfileMark
    digest: str
    header: Mapping[str, object]
    records: tuple[Mapping[str, object], ...]
    days: Mapping[str, tuple[str, ...]]
    rows_from: Day | None = None
    rows_to: Day | None = None


class Certificate(Part):
    """An answer with all that it was made of: the question, the case, the law that was used, and the answer.

    `result` is the document of the answer; an answer without a case has no `case`.
    """

    answer: Literal["certificate"] = "certificate"
    format: Literal[1] = 1
    engine: str = ENGINE
    asked: Asked
    case: Mapping[str, object] | None = None
    law: LawUsed
    result: Mapping[str, object]

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the canonical text: keys in order, numbers as text."""
        return dumps(self, indent=indent)


class Differing(Part):
    """One place at which two answers differ: what was certified, what is answered; nothing where one has nothing."""

    path: str
    was: object = None
    answered: object = None


class LawChange(Part):
    """One place at which today's law differs from what was certified, such as a row that has been added."""

    record: str
    place: str
    before: str | None = None
    after: str | None = None


class Current(Part):
    """What today's profile answers to the same question.

    `state` is `same`, `differs`, `not_answered` (`error` says why) or `no_profile` (`error` names it). `because` are
    the places at which the law that is used differs; without any, it is the engine that has changed.
    """

    state: Literal["same", "differs", "not_answered", "no_profile"]
    profile: ProfileMark | None = None
    error: str | None = None
    differs: int = 0
    first: Differing | None = None
    because: tuple[LawChange, ...] = ()


class Verification(Part):
    """Whether a certificate holds: `equal` if its own law gives its own answer again, else the `first` difference.

    `differs` counts the places. `engine` is the one that asked again, `certified_by` the one that had answered.
    `current` stands apart: a certificate holds though the law has changed since.
    """

    answer: Literal["verification"] = "verification"
    format: Literal[1] = 1
    equal: bool
    differs: int
    first: Differing | None = None
    certified_by: str
    engine: str = ENGINE
    profile: ProfileMark
    current: Current = Field(description="What today's profile answers.")
