"""Commands about what is kept: certificates of answers, answers asked again, and law that may be out of date."""

from __future__ import annotations

import json
import shutil
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from collectrules.answers.documents import dump, dumps, load
from collectrules.certifying.documents import Certificate, Current, LawChange, Origin, Verification
from collectrules.certifying.reading import loaded, profile_in
from collectrules.certifying.verifying import verify as verified
from collectrules.certifying.writing import certificate
from collectrules.checking.freshness import Freshness, stale
from collectrules.checking.verifying import differences
from collectrules.cli.asked import (
    NARROWEST,
    PIPED_WIDTH,
    case_of,
    page_kind,
    page_of,
    profile_called,
    profile_of,
    readings_of,
)
from collectrules.cli.saying import Document, Plain, Said, document
from collectrules.faces.page import Page
from collectrules.ground.errors import bad_input
from collectrules.loader import model as m
from collectrules.loader.find import known
from collectrules.words.texts import texts

ANSWERED: Final = 0
DIFFERS: Final = 1
_LONGEST: Final = 60  # characters of a value that differs


def certify(options: Namespace) -> Said:
    """`certify`: a stored answer with all it was made of."""
    answer, case = load(Path(options.answer)), case_of(options)
    found = certificate(answer, case, profile_of(options, case), readings=readings_of(options))
    return Said(ANSWERED, Document(dumps(found, indent=2 if options.indent else None)))


def verify(options: Namespace) -> Said:
    """`verify`: whether a certificate holds, or a stored answer still stands; status 1 if something differs."""
    kept = loaded(Path(options.answer), "certificate" if options.case is None else "answer")
    if isinstance(kept, Certificate):
        return _certificate(kept, options)
    if options.case is None:
        raise bad_input(
            "no_case_named", "case", "--case with the case the answer was asked of; a certificate needs none"
        )
    case = case_of(options)
    profile = profile_of(options, case)
    return _answer(options, profile, [
        {"path": one.path, "was": one.was, "now": one.answered}
        for one in differences(kept, case, profile, readings=readings_of(options))
    ])  # fmt: skip


def _answer(options: Namespace, profile: m.Profile, rows: Sequence[dict[str, object]]) -> Said:
    status = DIFFERS if rows else ANSWERED
    if options.json:
        return Said(status, document({"identical": not rows, "differs": rows}))
    page = page_of(options, profile)
    page.tell("differs" if rows else "identical", number=len(rows))
    for one in rows:
        _tell_place(page, str(one["path"]), one["was"], one["now"])
    return Said(status, page)


def _tell_place(page: Page, path: str, was: object, now: object) -> None:
    page.say(f"{path}: {_short(was)} > {_short(now)}", indent="- ", hanging="  ")


def _short(value: object) -> str:
    text = "-" if value is None else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


# Certificates ----------------------------------------------------------------------------------------------


def _certificate(kept: Certificate, options: Namespace) -> Said:
    now = None if options.profile is None else profile_called(options.profile)
    found = verified(kept, profile=now)
    status = ANSWERED if found.holds else DIFFERS
    if options.json:
        return Said(status, document(dump(found)))
    width = max(shutil.get_terminal_size((PIPED_WIDTH, 24)).columns, NARROWEST)
    # The law of a certificate has no words of its own: those of the engine say all there is to say.
    return Said(status, _told(page_kind()(profile_in(kept.law), texts(options.lang), width), found))


def _told(page: Page, found: Verification) -> Page:
    named = f"{found.profile.id} {found.profile.version}"
    if found.holds or not found.equal:
        page.tell("certificate_holds" if found.holds else "certificate_fails", number=found.differs)
    if found.first is not None:
        _tell_place(page, found.first.path, found.first.was, found.first.answered)
        if (found.first.path, found.first.was) == ("digest", None):
            page.tell("certificate_no_digest")
    _tell_origin(page, found.origin, named)
    if found.certified_by != found.engine:
        page.tell("certificate_engine", before=found.certified_by, now=found.engine)
    _tell_current(page, found.current, named)
    return page


def _tell_origin(page: Page, origin: Origin, named: str) -> None:
    page.tell(f"origin_{origin.state}", profile=named)
    if origin.first is not None:
        _tell_change(page, origin.first)


def _tell_change(page: Page, change: LawChange) -> None:
    _tell_place(page, ", ".join(filter(None, (change.record, change.place))), change.before, change.after)


def _tell_current(page: Page, current: Current, before: str) -> None:
    now = "" if current.profile is None else f"{current.profile.id} {current.profile.version}"
    page.gap()
    page.tell(f"today_{current.state}", before=before, now=now, number=current.differs, error=current.error or "")
    if current.first is not None:
        _tell_place(page, current.first.path, current.first.was, current.first.answered)
    if current.because:
        page.tell("today_because")
    for one in current.because:
        _tell_change(page, one)


# Freshness -------------------------------------------------------------------------------------------------


def add_stale(word: Callable[..., ArgumentParser]) -> ArgumentParser:
    """Add `profile stale`; returns its parser."""
    one = word("stale", stale_, "what may be out of date: series with a value due, figures unchecked for a year")
    one.add_argument("profiles", metavar="PROFILE", nargs="*", help="every profile that can be used, if left out")
    one.add_argument("--on", required=True, metavar="DATE", help="the day on which you look, YYYY-MM-DD")
    one.add_argument("--names", action="store_true", help="name each record with a figure that was never checked")
    return one


def stale_(options: Namespace) -> Said:
    """`profile stale`: what of some profiles, or of all, may be out of date; status 1 if something is."""
    found = [stale(profile, on=options.on) for profile in _each_once(options.profiles or sorted(known()))]
    status = ANSWERED if all(one.fresh for one in found) else DIFFERS
    if options.json:
        return Said(status, document([dump(one) for one in found]))
    return Said(status, Plain("".join(f"{line}\n" for one in found for line in _lines(one, names=options.names))))


def _each_once(names: Sequence[str]) -> Iterator[m.Profile]:
    """The profiles of some names and folders, each once whatever it was called."""
    seen: set[tuple[str, str, str]] = set()
    for profile in map(profile_called, names):
        mark = (profile.header.id, profile.header.version, profile.fingerprint)
        if mark not in seen:
            seen.add(mark)
            yield profile


def _lines(found: Freshness, *, names: bool) -> Iterator[str]:
    name = f"{found.profile.id} {found.profile.version}"
    for due in found.due:
        yield f"{name}: {due.series}: a value is due since {due.since}; known until {due.known_until} ({due.grid})"
    for one in found.unchecked:
        where = ".".join(filter(None, (one.record, one.place)))
        yield f"{name}: {where}: last checked on {one.checked}, {one.days} days ago"
    for early in found.ahead:
        where = ".".join(filter(None, (early.record, early.place)))
        yield f"{name}: {where}: checked on {early.checked}, a day that is still to come"
    if found.fresh:
        checked = " that was ever checked" if found.never_checked else ""
        yield f"{name}: nothing{checked} is out of date on {found.on}"
    yield from (f"{name}: {line}" for line in _never(found.never_checked, names=names))


def _never(records: Sequence[str], *, names: bool) -> Iterator[str]:
    """What was never checked: by kind with its number, or each record."""
    if names:
        yield from (f"{record}: never checked" for record in records)
    elif records:
        kinds = Counter(record.partition(".")[0] for record in records)
        told = ", ".join(f"{kind} {number}" for kind, number in kinds.items())
        yield f"records with figures that were never checked: {len(records)} ({told}); --names names them"
