"""The report on a profile: everything a load can tell, everything that needs a proof, and what is worth a remark."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from collectrules.checking.golden import case_faults, golden_cases
from collectrules.checking.labels import label_faults
from collectrules.checking.pinning import Watch, unpinned
from collectrules.checking.proving import proofs
from collectrules.checking.remarking import remarks
from collectrules.ground.dates import to_date
from collectrules.ground.errors import BadProfile, Fault, LimitExceeded
from collectrules.loader.find import PROFILE_ID, folder_of
from collectrules.loader.findings import Findings
from collectrules.loader.lines import Locator
from collectrules.loader.load import examined
from collectrules.loader.uncomputed import Uncomputed, uncomputed


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the checker found: faults break a promise, warnings want a look, `uncomputed` words are read only."""

    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    uncomputed: tuple[Uncomputed, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong; warnings may remain."""
        return not self.faults

    def __str__(self) -> str:
        """Return every finding on its own line, faults first."""
        notes = (f"{place}: `{word}` is read, but this version does not compute it" for place, word in self.uncomputed)
        return "\n".join([*map(str, self.faults), *map(str, self.warnings), *notes])


def check_profile(
    profile: str | Path, *, on: dt.date | str | None = None, pins: bool = False, watch: Watch = iter
) -> Report:
    """Check a profile with every proof, and return all findings of all files at once.

    Args:
        profile: the id of an installed profile, or the path of a folder.
        on: the day of the check; with it, figures that nobody has compared with their source for a year are told.
        pins: also change every figure by its smallest unit and tell those that no golden case holds. This takes long.
        watch: is given the golden cases, and then the records that are changed, and gives them back one by one, so that
            a face can tell how far the check is.

    Raises:
        BadInput: an unknown id.

    Examples:
        >>> check_profile("DK").ok
        True

    """
    try:
        return _report(_folder(profile), None if on is None else to_date(on, "on"), watch, pins=pins)
    except (BadProfile, LimitExceeded) as error:
        return Report(faults=error.faults)


def _folder(profile: str | Path) -> Path:
    if isinstance(profile, str) and PROFILE_ID.fullmatch(profile):
        return folder_of(profile, None)
    return folder_of(None, profile)


def _report(folder: Path, on: dt.date | None, watch: Watch, *, pins: bool) -> Report:
    loaded, faults = examined(folder)
    locator, more = Locator(), Findings()
    cases = golden_cases(folder, locator, more)
    more.take(label_faults(folder, loaded, locator))
    if loaded is None:
        return Report(faults=(*faults, *_new(locator.located(more), faults)))
    more.take(proofs(loaded))
    for case in watch(cases):
        more.take(case_faults(case, loaded))
    warnings = Findings()
    warnings.take(remarks(loaded, on))
    if pins:
        warnings.take(unpinned(loaded, cases, watch))
    return Report(
        faults=(*faults, *_new(locator.located(more), faults)),
        warnings=tuple(locator.located(warnings)),
        uncomputed=tuple(uncomputed(loaded)),
    )


def _new(faults: list[Fault], known: list[Fault]) -> Iterator[Fault]:
    """Cases may stand beside rules, so that a file is read twice; what the load has told is told once."""
    return (fault for fault in faults if fault not in known)
