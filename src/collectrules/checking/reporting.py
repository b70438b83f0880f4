"""The report on a profile: everything a load can tell, everything that needs a proof, and what is worth a remark."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from collectrules.checking.calendars import shut, unlike
from collectrules.checking.counterexamples import Counterexample, counterexample
from collectrules.checking.dating import undated
from collectrules.checking.dying import dead
from collectrules.checking.golden import case_faults, golden_cases
from collectrules.checking.labels import label_faults
from collectrules.checking.passing import passed
from collectrules.checking.pinning import Watch, unpinned
from collectrules.checking.proving import proofs
from collectrules.checking.remarking import ahead, remarks
from collectrules.checking.searching import DEEP, USUAL, Bound, searched
from collectrules.checking.telling import Proved
from collectrules.ground.dates import to_date
from collectrules.ground.errors import BadProfile, Fault, LimitExceeded, bad_input, choices, nearest
from collectrules.loader import model as m
from collectrules.loader.find import PROFILE_ID, folder_of
from collectrules.loader.findings import Findings
from collectrules.loader.lines import Locator
from collectrules.loader.load import examined
from collectrules.loader.uncomputed import Uncomputed, uncomputed


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the checker found: faults break a promise, warnings want a look, `uncomputed` words are read only.

    `notes` say what is no fault: figures that are not held before some day, a policy that the law holds back, and how
    far a search went. `counterexamples` are the case files that show faults, warnings and notes, where a case can.
    """

    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()
    uncomputed: tuple[Uncomputed, ...] = ()
    counterexamples: tuple[Counterexample, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong; warnings may remain."""
        return not self.faults

    def __str__(self) -> str:
        """Return every finding on its own line, faults first, and the case that shows it below."""
        read = (f"{place}: `{word}` is read, but this version does not compute it" for place, word in self.uncomputed)
        told = [line for one in (*self.faults, *self.warnings, *self.notes) for line in self._lines(one)]
        return "\n".join([*told, *read])

    def _lines(self, fault: Fault) -> Iterator[str]:
        yield str(fault)
        for one in self.counterexamples:
            if (one.code, one.place, one.message) == (fault.code, fault.path, fault.message):
                seen = "a case that shows it" if one.fails else "a case with these facts, of which no answer fails"
                yield f"  {seen}: {one.name}"


def check_profile(
    profile: str | Path, *, on: dt.date | str | None = None, pins: bool = False, watch: Watch = iter,
    search: Search = "usual",
) -> Report:  # fmt: skip
    """Check a profile with every proof, and return all findings of all files at once.

    Args:
        profile: the id of an installed profile, or the path of a folder.
        on: the day of the check; with it, figures that nobody has compared with their source for a year are told, and
            those that say they were compared on a later day.
        pins: also change every figure by its smallest unit and tell those that no golden case holds. This takes long.
        search: how far workflows are searched for a step beyond the law: "none", "usual" or "deep"; a search proves
            nothing, and a note says how far it went.
        watch: is given the golden cases, and then the records that are changed, and gives them back one by one, so that
            a face can tell how far the check is.

    Raises:
        BadInput: an unknown id, `unknown_word` for a search that is none.

    Examples:
        >>> check_profile("AT").ok
        True

    """
    try:
        asked = _Asked(None if on is None else to_date(on, "on"), watch, _bound(search), pins)
        return _report(_folder(profile), asked)
    except (BadProfile, LimitExceeded) as error:
        return Report(faults=error.faults)


def _folder(profile: str | Path) -> Path:
    if isinstance(profile, str) and PROFILE_ID.fullmatch(profile):
        return folder_of(profile, None)
    return folder_of(None, profile)


Search = Literal["none", "usual", "deep"]
_BOUNDS: Final[Mapping[str, Bound | None]] = {"none": None, "usual": USUAL, "deep": DEEP}


def _bound(search: str) -> Bound | None:
    if search not in _BOUNDS:
        raise bad_input("unknown_word", "search", choices(_BOUNDS), search, nearest(search, _BOUNDS))
    return _BOUNDS[search]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a check is asked for."""

    on: dt.date | None
    watch: Watch
    bound: Bound | None
    pins: bool


def _report(folder: Path, asked: _Asked) -> Report:
    loaded, faults = examined(folder)
    locator, more = Locator(), Findings()
    cases = golden_cases(folder, locator, more)
    more.take(label_faults(folder, loaded, locator))
    if loaded is None:
        return Report(faults=(*faults, *_new(locator.located(more), faults)))
    shown = [*_shown(loaded, asked)]
    more.take(one.fault for one in shown if one.fault.code.startswith("F"))
    told = [*shut(loaded), *unlike(loaded)]
    more.take(one for one in told if not one.code.startswith("W"))
    more.take(ahead(loaded, asked.on) if asked.on is not None else ())
    for case in asked.watch(cases):
        more.take(case_faults(case, loaded))
    warnings, notes = Findings(), Findings()
    warnings.take(one.fault for one in shown if one.fault.code.startswith("W"))
    notes.take(one.fault for one in shown if one.fault.code.startswith("N"))
    warnings.take(one for one in told if one.code.startswith("W"))
    warnings.take(remarks(loaded, asked.on))
    if asked.pins:
        warnings.take(unpinned(loaded, cases, asked.watch))
    return Report(
        faults=(*faults, *_new(locator.located(more), faults)),
        warnings=tuple(locator.located(warnings)),
        notes=tuple(locator.located(notes)),
        uncomputed=tuple(uncomputed(loaded)),
        counterexamples=tuple(_counterexamples(shown, loaded)),
    )


def _shown(profile: m.Profile, asked: _Asked) -> Iterator[Proved]:
    """Yield what the proofs and the search find."""
    for proof in (proofs, undated, dead, passed):
        yield from proof(profile)
    if asked.bound is not None:
        yield from searched(profile, asked.bound)


def _counterexamples(shown: Sequence[Proved], profile: m.Profile) -> Iterator[Counterexample]:
    for number, one in enumerate(shown, 1):
        found = counterexample(one, profile, number)
        if found is not None and (found.fails or not found.code.startswith("N")):
            yield found


def _new(faults: list[Fault], known: list[Fault]) -> Iterator[Fault]:
    """Cases may stand beside rules, so that a file is read twice; what the load has told is told once."""
    return (fault for fault in faults if fault not in known)
