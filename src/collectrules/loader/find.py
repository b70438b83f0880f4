"""Where profiles are: shipped folders, folders of other installed packages, or a path the caller gives."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from collectrules.ground.errors import BadProfile, Fault, bad_input, choices, nearest, shown

PROFILE_ID: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,31}", re.ASCII)
_PACKAGE: Final = Path(__file__).resolve().parent.parent
HEADER: Final = "profile.toml"
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
    return _announced() | _shipped()


def _shipped() -> dict[str, Path]:
    root = shipped()
    return {path.parent.name.upper(): path.parent for path in sorted(root.glob(f"*/{HEADER}"))}


def _announced() -> dict[str, Path]:
    from importlib.metadata import entry_points

    entries = entry_points(group=GROUP)
    return {entry.name.upper(): folder for entry in entries if (folder := _package_folder(entry.value)) is not None}


def _package_folder(module: str) -> Path | None:
    """Locate a package's folder without importing it."""
    from importlib.machinery import PathFinder

    search: list[str] | None = None
    for part in module.split(":", maxsplit=1)[0].split("."):
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
        return _given(path)
    if not isinstance(profile, str) or not PROFILE_ID.fullmatch(profile):
        raise bad_input("profile_id", "profile", "letters, digits, - and _, such as DK", profile)
    wanted = profile.upper()
    found = _shipped().get(wanted) or _announced().get(wanted)
    if found is None:
        raise bad_input(
            "unknown_profile", "profile", f"an installed profile, {choices(known())}", profile, nearest(wanted, known())
        )
    return found


def _given(path: str | Path) -> Path:
    try:
        if (Path(path) / HEADER).is_file():
            return Path(path)
    except (OSError, ValueError):  # a name that is too long, or holds a sign that no path can have
        pass
    raise BadProfile(Fault(code="no_profile", path=shown(str(path)), expected=f"a folder with a {HEADER}"))


def used_folder(name: str, home: Path) -> Path | None:
    """Return the folder of a profile that another one uses: beside it, else an installed one, else None."""
    if not PROFILE_ID.fullmatch(name):
        return None
    beside = home.resolve().parent / name.lower()
    return beside if (beside / HEADER).is_file() else known().get(name.upper())
