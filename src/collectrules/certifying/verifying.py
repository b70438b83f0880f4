"""Verify a certificate: what it holds alone must give its answer; what today's profile gives stands apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, Final

from collectrules.certifying.asking import answered
from collectrules.certifying.comparing import because, part_of, strange
from collectrules.certifying.documents import Certificate, Current, Differing, LawChange, Origin, Verification
from collectrules.certifying.reading import digest_of, digest_of_all, loaded, profile_in
from collectrules.checking.verifying import Difference, differing
from collectrules.ground.errors import CollectRulesError, bad_input, of_type
from collectrules.loader import model as m
from collectrules.loader.load import A_PROFILE, load_profile
from collectrules.nouns.answer import ENGINE, ProfileMark

_ENGINE: Final = "engine"
_OF_PROFILE: Final = re.compile(r"engine|profile\..*|.*\bfingerprint")
"""Places in an answer that say by whom and of which profile it was given, and nothing of what it is."""


def verify(
    certificate: Certificate | str | Path | Mapping[str, object] | IO[str] | IO[bytes],
    *,
    profile: m.Profile | None = None,
) -> Verification:
    """Recompute a certificate from what it holds, and say whether today's profile would answer otherwise.

    Args:
        certificate: a certificate, or a path, text, open file or mapping that holds one.
        profile: today's law; without one, the installed profile of the same id is asked, if there is one. Whether the
            law of the certificate is that of the profile it names, the installed one tells in either case.

    Raises:
        BadInput: it is no certificate, or holds no question, case or law that can be read.
        BadProfile: every fault of the law it holds; `law_not_computed`, the rules of it make no sense together.
        LimitExceeded: it is larger or deeper than it may be.

    """
    if profile is not None:
        of_type(profile, m.Profile, "profile", A_PROFILE)
    held = certificate if isinstance(certificate, Certificate) else loaded(certificate, "certificate")
    if not isinstance(held, Certificate):
        raise bad_input("not_certificate", "certificate", "a certificate", type(held).__name__)
    law = profile_in(held.law)
    found = recomputed(held, law)
    now = _installed(held) if profile is None else replace(profile, memo={})
    current, own = _current(held, law, now), _own(held, now, profile)
    whole = None if found or own is None else current if own is now else _current(held, law, own)
    origin = _origin(held, law, own, whole)
    return Verification(
        holds=not found and origin.state != "law_not_of_its_profile", equal=not found, differs=len(found),
        first=_first(found), certified_by=held.engine, profile=held.law.profile, origin=origin, current=current,
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
    return [*found, *_named_otherwise(held, law)] or [*_changed_otherwise(held)]


def _named_otherwise(held: Certificate, law: m.Profile) -> Iterator[Difference]:
    """Yield where the profile that a certificate names is another than its own law says it is a part of."""
    for word in ("id", "version"):
        was, said = getattr(held.law.profile, word), getattr(law.header, word)
        if was != said:
            yield Difference(f"law.profile.{word}", was, said)


def _changed_otherwise(held: Certificate) -> Iterator[Difference]:
    """Yield the digest of the whole, where something was changed that no other difference shows, or where it lacks."""
    digest = digest_of_all(held)
    if held.digest != digest:
        yield Difference("digest", held.digest, digest)


def _differing(was: object, now: object) -> Iterator[Difference]:
    """Yield where the answers of two laws differ in what they say."""
    return (one for one in differing(was, now) if not _OF_PROFILE.fullmatch(one.path))


def _first(found: list[Difference]) -> Differing | None:
    return Differing(path=found[0].path, was=found[0].was, answered=found[0].answered) if found else None


# Today -----------------------------------------------------------------------------------------------------


def _installed(held: Certificate) -> m.Profile | CollectRulesError:
    """The installed profile of the id in a certificate, or why there is none."""
    try:
        return load_profile(held.law.profile.id)
    except CollectRulesError as error:
        return error


def _current(held: Certificate, law: m.Profile, now: m.Profile | CollectRulesError) -> Current:
    if isinstance(now, CollectRulesError):
        return Current(state="no_profile", error=str(now.faults[0]))
    mark = ProfileMark.made(id=now.header.id, version=now.header.version, fingerprint=now.fingerprint)
    try:
        found = [*_differing(held.result, answered(held.asked, held.case, now))]
    except CollectRulesError as error:
        whys = because(held, law, now)
        return Current(state="not_answered", profile=mark, error=str(error.faults[0]), because=whys)
    if not found:
        return Current(state="same", profile=mark)
    whys = because(held, law, now)
    return Current(state="differs", profile=mark, differs=len(found), first=_first(found), because=whys)


# The profile it names --------------------------------------------------------------------------------------


def _origin(held: Certificate, law: m.Profile, own: m.Profile | None, whole: Current | None) -> Origin:
    """Whether the law of a certificate is that of the profile it names, as far as such a one is at hand.

    Rows and records may all be the profile's, and one that the answer hangs on be left out: then the `whole` profile
    gives another answer than this part of it. Under another engine that may also be because it asks for more.
    """
    if own is None:
        return Origin(state="not_known")
    first = next(strange(held.law, law, own), None)
    if first is None and whole is not None:
        first = _left_out(held, law, own, whole)
        if first is not None and held.engine != ENGINE:
            return Origin(state="not_known")
    return Origin(state="of_its_profile" if first is None else "law_not_of_its_profile", first=first)


def _left_out(held: Certificate, law: m.Profile, own: m.Profile, whole: Current) -> LawChange | None:
    """What of its profile a certificate lacks, if its records alone answer otherwise than the whole of it."""
    if whole.state == "same":
        return None
    if whole.state == "differs":
        # Both with the words of the profile: what a rule says of itself may be told otherwise since.
        part = answered(held.asked, held.case, part_of(own, law, held.law))
        if not any(_differing(part, answered(held.asked, held.case, own))):
            return None
    return next((one for one in whole.because if one.before is None), LawChange(record="profile", place=""))


def _own(held: Certificate, now: m.Profile | CollectRulesError, passed: m.Profile | None) -> m.Profile | None:
    """Return the profile with the fingerprint in a certificate: today's law, or the installed where it was passed."""
    mark = held.law.profile.fingerprint
    known = _installed(held) if passed is not None and passed.fingerprint != mark else now
    return known if isinstance(known, m.Profile) and known.fingerprint == mark else None
