"""Verify a certificate: what it holds alone must give its answer; what today's profile gives stands apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, Final

from collectrules.answers.documents import load
from collectrules.certifying.asking import answered
from collectrules.certifying.documents import Certificate, Current, Differing, LawChange, Verification
from collectrules.certifying.reading import digest_of, digest_of_all, profile_in
from collectrules.certifying.slicing import Span, as_days, choices_of, days_read, sliced
from collectrules.checking.differing import Change, diff
from collectrules.checking.verifying import Difference, differing
from collectrules.ground.errors import CollectRulesError, bad_input
from collectrules.loader import model as m
from collectrules.loader.load import load_profile
from collectrules.loader.walking import everything
from collectrules.nouns.answer import ProfileMark
from collectrules.nouns.case import load_case

MOST_CHANGES: Final = 50
_ENGINE: Final = "engine"
_OF_PROFILE: Final = re.compile(r"engine|profile\..*|.*\bfingerprint")
"""Places in an answer that say by whom and of which profile it was given, and nothing of what it is."""
_ONLY_SAID: Final = frozenset({"what", "source", "checked", "question", "url", "title", "section"})
"""Words of a law that no figure hangs on."""


def verify(
    certificate: Certificate | str | Path | Mapping[str, object] | IO[str] | IO[bytes],
    *,
    profile: m.Profile | None = None,
) -> Verification:
    """Recompute a certificate from what it holds, and say whether today's profile would answer otherwise.

    Args:
        certificate: a certificate, or a path, text, open file or mapping that holds one.
        profile: today's law; without one, the installed profile of the same id is asked, if there is one.

    Raises:
        BadInput: it is no certificate, or holds no question, case or law that can be read.
        BadProfile: every fault of the law it holds; `law_not_computed`, the rules of it make no sense together.
        LimitExceeded: it is larger or deeper than it may be.

    """
    held = certificate if isinstance(certificate, Certificate) else load(certificate)
    if not isinstance(held, Certificate):
        raise bad_input("not_certificate", "certificate", "a certificate", type(held).__name__)
    law = profile_in(held.law)
    found = recomputed(held, law)
    return Verification(
        equal=not found, differs=len(found), first=_first(found), certified_by=held.engine, profile=held.law.profile,
        current=_current(held, law, profile),
    )  # fmt: skip


def recomputed(held: Certificate, law: m.Profile) -> list[Difference]:
    """Return where a certificate differs from what its own law gives, and its law from what was certified.

    Raises:
        CollectRulesError: what its question raises under its law.

    """
    again = differing(held.result, answered(held.asked, held.case, law))
    found = [one for one in again if one.path != _ENGINE]
    digest = digest_of(held.law)
    found += [Difference("law.digest", held.law.digest, digest)] if digest != held.law.digest else []
    return found or [*_changed_otherwise(held)]


def _changed_otherwise(held: Certificate) -> Iterator[Difference]:
    """Yield the digest of the whole, where something was changed that no other difference shows."""
    digest = digest_of_all(held)
    if held.digest not in {None, digest}:
        yield Difference("digest", held.digest, digest)


def _differing(was: object, now: object) -> Iterator[Difference]:
    """Yield where the answers of two laws differ in what they say."""
    return (one for one in differing(was, now) if not _OF_PROFILE.fullmatch(one.path))


def _first(found: list[Difference]) -> Differing | None:
    return Differing(path=found[0].path, was=found[0].was, answered=found[0].answered) if found else None


# Today -----------------------------------------------------------------------------------------------------


def _current(held: Certificate, law: m.Profile, profile: m.Profile | None) -> Current:
    try:
        now = replace(profile or load_profile(held.law.profile.id), memo={})
    except CollectRulesError as error:
        return Current(state="no_profile", error=str(error.faults[0]))
    mark = ProfileMark.made(id=now.header.id, version=now.header.version, fingerprint=now.fingerprint)
    try:
        found = [*_differing(held.result, answered(held.asked, held.case, now))]
    except CollectRulesError as error:
        because = _because(held, law, now)
        return Current(state="not_answered", profile=mark, error=str(error.faults[0]), because=because)
    if not found:
        return Current(state="same", profile=mark)
    because = _because(held, law, now)
    return Current(state="differs", profile=mark, differs=len(found), first=_first(found), because=because)


def _because(held: Certificate, law: m.Profile, other: m.Profile) -> tuple[LawChange, ...]:
    """Where the law that was used differs from another: records and rows of the same time, and what is used of it."""
    part = _part_of(other, held, law)
    changes = (change for change in diff(law, part) if _counts(change))
    told = [LawChange(record=one.record, place=one.place, before=one.before, after=one.after) for one in changes]
    return tuple([*told, *_other_days(law, part)][:MOST_CHANGES])


def _part_of(other: m.Profile, held: Certificate, law: m.Profile) -> m.Profile:
    """Another law cut to the records of a certificate, those that its case would meet, and the time of its rows."""
    used = held.law
    span = None if used.rows_from is None or used.rows_to is None else Span(used.rows_from, used.rows_to)
    certified = {(kind, record.name) for kind, record in everything(law)}
    met = set() if held.case is None else next(choices_of(load_case(held.case), other, ()))
    return sliced(other, certified | met, span, days_read(other))


def _other_days(law: m.Profile, other: m.Profile) -> Iterator[LawChange]:
    """Yield the holidays that only one of two laws has, in years of which both say some."""
    for name in sorted(law.days.keys() & other.days.keys()):
        before, after = set(as_days(law.days[name])), set(as_days(other.days[name]))
        years = {day[:4] for day in before} & {day[:4] for day in after}
        for day in sorted(day for day in before ^ after if day[:4] in years):
            text = {True: day, False: None}
            yield LawChange(record=f"holidays.{name}", place=day, before=text[day in before], after=text[day in after])


def _counts(change: Change) -> bool:
    return change.record != "profile" and change.place.rpartition(", ")[2] not in _ONLY_SAID
