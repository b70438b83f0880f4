"""Where profiles are: shipped folders, folders of other installed packages, or a path the caller gives."""

from __future__ import annotations

import re
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

from collectrules.errors import BadProfile, Fault, bad_input, nearest

_ID: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,31}", re.ASCII)
_PACKAGE: Final = Path(__file__).resolve().parent.parent
GROUP: Final = "collectrules.profiles"


def shipped() -> Path:
    """Return the folder of the profiles that come with the library, installed or in a source tree."""
    inside = _PACKAGE / "profiles"
    return inside if inside.is_dir() else _PACKAGE.parent.parent / "profiles"


def known() -> dict[str, Path]:
    """Return profile id (upper case) → folder, of the shipped profiles and those other packages announce.

    A package announces a folder with an entry point of the group `collectrules.profiles` whose value is the
    importable package that holds `profile.toml`; its files are located, nothing of it is run.
    """
    found = {entry.name.upper(): folder for entry in entry_points(group=GROUP) if (folder := _announced(entry.value))}
    root = shipped()
    if root.is_dir():
        found |= {path.parent.name.upper(): path.parent for path in sorted(root.glob("*/profile.toml"))}
    return found


def _announced(module: str) -> Path | None:
    """Locate a package's folder without importing it."""
    from importlib.machinery import PathFinder

    search: list[str] | None = None
    for part in module.split(":")[0].split("."):
        spec = PathFinder.find_spec(part, search)
        if spec is None or spec.submodule_search_locations is None:
            return None
        search = list(spec.submodule_search_locations)
    return Path(search[0]) if search else None


def folder_of(profile: str | None, path: str | Path | None) -> Path:
    """Return the folder of a profile named by id, or given as a path.

    Raises:
        BadInput: `unknown_profile` or `profile_id`.
        BadProfile: the path is no folder with a `profile.toml`.

    """
    if path is not None:
        folder = Path(path)
        if not (folder / "profile.toml").is_file():
            raise BadProfile(Fault(code="no_profile", path=str(path), expected="a folder with a profile.toml"))
        return folder
    if profile is None or not _ID.fullmatch(profile):
        raise bad_input("profile_id", "profile", "letters, digits, - and _, such as DK", profile)
    folders = known()
    folder_found = folders.get(profile.upper())
    if folder_found is None:
        raise bad_input("unknown_profile", "profile", "an installed profile", profile, nearest(profile.upper(), folders))
    return folder_found
