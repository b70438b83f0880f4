"""Golden cases of one's own: files that state facts, a day and what must come out, run without a profile folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from collectrules.checking.golden import case_faults, cases_in, stray
from collectrules.checking.rows import Golden
from collectrules.ground.errors import BadProfile, Fault
from collectrules.loader.files import parsed
from collectrules.loader.find import HEADER
from collectrules.loader.findings import Findings
from collectrules.loader.load import load_profile
from collectrules.loader.model import Profile


class GoldenFile(NamedTuple):
    """The cases of a file, and the law they are asked under where it is a profile's own file."""

    path: Path
    cases: tuple[Golden, ...]
    profile: Profile | None


def golden_file(path: Path) -> GoldenFile:
    """Read a file of golden cases; within the folder of a profile its law is that profile.

    Raises:
        BadProfile: every fault of the file, or of the profile around it.

    """
    faults = Findings()
    name = str(path.resolve())
    tables = parsed(name, path.read_text(encoding="utf-8"), faults)
    home = next((folder for folder in path.resolve().parents if (folder / HEADER).is_file()), None)
    cases = [] if tables is None else list(cases_in(name, tables.get("case", []), faults))
    if tables is not None and (home is None or path.resolve().is_relative_to(home / "cases")):
        faults.take(stray(name, tables))
    if faults:
        raise BadProfile(faults)
    return GoldenFile(path, tuple(cases), None if home is None else _loaded(None, home))


def law_of(golden: Golden, usual: str) -> Profile:
    """Return the law a case names by `given.jurisdiction`, or the usual one, an installed profile's id.

    Raises:
        BadInput: `unknown_profile`, `profile_id`: no profile of that id is installed, or none is named.
        BadProfile: it does not load.

    """
    given = golden.case.given
    document = given.get("case")
    inner = document.get("jurisdiction") if isinstance(document, Mapping) else None
    return _loaded(str(given.get("jurisdiction", inner or usual)), None)


@cache
def _loaded(profile: str | None, path: Path | None) -> Profile:
    return load_profile(profile, path=path)


def faults_of(golden: Golden, profile: Profile) -> Iterator[Fault]:
    """Yield what a case expects and does not get."""
    yield from case_faults(golden, profile)
