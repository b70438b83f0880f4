"""What a certificate and its verification are, as documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from collectrules.answers.documents import dumps
from collectrules.ground.depths import DEEPEST, depths
from collectrules.ground.errors import LimitExceeded, shown
from collectrules.ground.scalars import Day
from collectrules.nouns.answer import ENGINE, Part, ProfileMark
from collectrules.nouns.case import MOST_PARTS
from collectrules.nouns.consistency import fault_at


def _written(table: Mapping[str, object]) -> Mapping[str, object]:
    """What a canonical text gives back as it was: a number with decimals would come back as a text."""
    _bounded(table)
    waiting: list[object] = [table]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping | list | tuple):
            waiting.extend(value.values() if isinstance(value, Mapping) else value)
        elif value is not None and type(value) not in {str, int, bool}:
            expected = "texts, whole numbers, true or false, lists and tables"
            raise PydanticCustomError("certificate_value", "{expected}", {"expected": expected, "got": shown(value)})
    return table


def _bounded(table: Mapping[str, object]) -> None:
    """Refuse what nobody could go through: a circle, or a table that repeats itself within."""
    for count, depth in enumerate(depths(table)):
        if depth > 2 * DEEPEST or count > MOST_PARTS:
            expected = f"at most {2 * DEEPEST} levels, and {MOST_PARTS} tables and lists"
            raise LimitExceeded(fault_at("too_deep", "certificate", expected))


Written = Annotated[Mapping[str, object], AfterValidator(_written)]


class Asked(Part):
    """The question: the word of its answer, the readings that were chosen, and the other words of the call."""

    question: str
    readings: Mapping[str, str]
    arguments: Written


class LawUsed(Part):
    """The part of a profile that an answer was made of, by itself enough to give it again.

    `records` stand word for word as in the profile, each with `kind`, `name` and `words`; of their dated rows those are
    there that were in force on some day from `rows_from` to `rows_to` (all of them where neither is given). `days` are
    the holidays of the years that were looked up, by set. `profile` says of which profile they are; `digest` is
    of all of this.
    """

    profile: ProfileMark
    digest: str
    header: Written
    records: tuple[Written, ...]
    days: Mapping[str, tuple[str, ...]]
    rows_from: Day | None = None
    rows_to: Day | None = None


class Certificate(Part):
    """An answer with all that it was made of: the question, the case, the law that was used, and the answer.

    `result` is the document of the answer; an answer without a case has no `case`. `digest` is of all the rest, so that
    a fact cannot be changed that no figure hangs on; a certificate without one can be read and is not `equal`.
    """

    answer: Literal["certificate"] = "certificate"
    format: Literal[1] = 1
    engine: str = ENGINE
    asked: Asked
    case: Written | None = None
    law: LawUsed
    result: Written
    digest: str | None = None

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


class Origin(Part):
    """Whether the law in a certificate is that of the profile it names, held against one of the same fingerprint.

    `state` is `of_its_profile`, `law_not_of_its_profile` (`first` is the first place: `before` in the certificate,
    `after` in the profile; it may also be a record that was left out and changes the answer), or `not_known`: no
    profile of that fingerprint is at hand.
    """

    state: Literal["of_its_profile", "law_not_of_its_profile", "not_known"]
    first: LawChange | None = None


class Verification(Part):
    """Whether a certificate holds: it `holds` if it is `equal`, and its law is not known to be another than it says.

    It is `equal` if its own law gives its own answer again, else `first` is the first difference; `differs` counts the
    places. `origin` says whether the law is that of `profile`, which the certificate names. `engine` is the one that
    asked again, `certified_by` the one that had answered. `current` stands apart: a certificate holds though the law
    has changed since.
    """

    answer: Literal["verification"] = "verification"
    format: Literal[1] = 1
    holds: bool
    equal: bool
    differs: int
    first: Differing | None = None
    certified_by: str
    engine: str = ENGINE
    profile: ProfileMark
    origin: Origin = Field(description="Whether the law in it is that of the profile it names.")
    current: Current = Field(description="What today's profile answers.")
