"""Read a profile folder into records: size and path guards, TOML, words and types, then the cross-references."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

from collectrules.errors import BadProfile, Fault, LimitExceeded, bad_input, nearest, shown
from collectrules.loader import model as m
from collectrules.loader.crossing import crossing_faults
from collectrules.loader.find import folder_of
from collectrules.loader.holiday_sets import read_days
from collectrules.loader.lines import with_lines
from collectrules.loader.read import read_record, reader_for

LARGEST_FILE: Final = 400_000
MOST_FILES: Final = 200
DEEPEST: Final = 24
SILENT: Final = frozenset({"what", "source", "checked", "question", "url", "title"})
"""Words that never influence an answer's figures; the fingerprint leaves them out."""

Tables = dict[str, object]


def load_profile(profile: str | None = None, *, version: str | None = None, path: str | Path | None = None) -> m.Profile:
    """Load a jurisdiction's law as data; never runs code of the profile.

    Args:
        profile: id of an installed profile, such as "DK".
        version: if given, the loaded profile must have this version.
        path: folder of a profile of one's own, instead of `profile`.

    Raises:
        BadProfile: every fault of every file at once.
        BadInput: unknown id.
        LimitExceeded: files that are too large, too many or nested too deeply.

    Examples:
        >>> load_profile("DK").header.currency
        'DKK'

    """
    folder = folder_of(profile, path)
    faults: list[Fault] = []
    raw = _parsed(folder, faults)
    loaded = _built(folder, raw, faults)
    if loaded is not None:
        faults += crossing_faults(loaded)
    if faults or loaded is None:
        raise BadProfile(with_lines(folder, faults))
    if version is not None and version != loaded.header.version:
        raise bad_input("profile_version", "version", f"version {loaded.header.version}", version)
    return loaded


def _files(folder: Path) -> list[Path]:
    """The rule files of a folder, in name order; texts and cases are not among them."""
    files = sorted([*folder.glob("*.toml"), *(folder / "workflows").glob("*.toml")])
    if len(files) > MOST_FILES:
        raise LimitExceeded(Fault(code="too_many_files", path=folder.name, expected=f"at most {MOST_FILES} files"))
    home = folder.resolve()
    for file in files:
        if not file.resolve().is_relative_to(home):
            raise BadProfile(Fault(code="outside_folder", path=file.name, expected="a file inside the folder"))
        if file.stat().st_size > LARGEST_FILE:
            raise LimitExceeded(
                Fault(code="file_too_large", path=file.name, expected=f"at most {LARGEST_FILE} bytes")
            )
    return files


def _parsed(folder: Path, faults: list[Fault]) -> dict[str, Tables]:
    """Return file name → tables; a file that is no TOML adds its fault and is left out."""
    found: dict[str, Tables] = {}
    for file in _files(folder):
        name = file.relative_to(folder).as_posix()
        try:
            tables = tomllib.loads(file.read_bytes().decode("utf-8"), parse_float=Decimal)
        except RecursionError:
            raise LimitExceeded(Fault(code="too_deep", path=name, expected=f"at most {DEEPEST} levels")) from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError, ArithmeticError) as error:
            faults.append(Fault(code="F01", path=name, expected="valid TOML in UTF-8", got=shown(str(error))))
            continue
        _guard_depth(tables, name, DEEPEST)
        found[name] = tables
    return found


def _guard_depth(value: object, name: str, left: int) -> None:
    if left == 0:
        raise LimitExceeded(Fault(code="too_deep", path=name, expected=f"at most {DEEPEST} levels"))
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for child in children:
        _guard_depth(child, name, left - 1)


def _built(folder: Path, raw: dict[str, Tables], faults: list[Fault]) -> m.Profile | None:
    header = _header(raw, faults)
    defaults = raw.get("profile.toml", {}).get("defaults", {})
    records: dict[str, dict[str, object]] = {kind: {} for kind in m.KINDS}
    for file, kind, name, table in _tables(raw, faults):
        earlier = records[kind].get(name)
        if earlier is not None:
            where = getattr(earlier, "file", "another file")
            faults.append(Fault(code="F04", path=f"{file}: {kind}.{name}", expected=f"one declaration; also in {where}"))
            continue
        records[kind][name] = read_record(m.KINDS[kind], name, file, _with_defaults(defaults, kind, table), faults)
    if header is None or faults:
        return None
    days_file = folder / "days.json"
    days = days_file.read_text("utf-8") if days_file.is_file() else ""
    return m.Profile(
        header=header,
        folder=str(folder),
        fingerprint=_fingerprint(raw, days),
        days=read_days(days) if days else {},
        **records,  # type: ignore[arg-type]  # the reader built each record from its own class
    )


def _header(raw: dict[str, Tables], faults: list[Fault]) -> m.Header | None:
    tables = [(file, tables["profile"]) for file, tables in raw.items() if "profile" in tables]
    if len(tables) != 1:
        faults.append(Fault(code="F05", path="profile.toml", expected="exactly one table [profile]"))
        return None
    file, table = tables[0]
    before = len(faults)
    header = reader_for(m.Header)(table, f"{file}: profile", faults)
    return header if len(faults) == before and isinstance(header, m.Header) else None


def _tables(raw: dict[str, Tables], faults: list[Fault]) -> Iterator[tuple[str, str, str, object]]:
    """Yield (file, kind, name, table) of every record; unknown kinds become faults."""
    for file, tables in raw.items():
        for kind, group in tables.items():
            if kind in {"profile", "defaults"}:
                continue
            if kind not in m.KINDS or not isinstance(group, dict):
                near = nearest(kind, m.KINDS)
                faults.append(Fault(code="F02", path=f"{file}: [{kind}]", expected="a kind of record", nearest=near))
                continue
            for name, table in group.items():
                yield file, kind, name, table


def _with_defaults(defaults: object, kind: str, table: object) -> object:
    words = defaults.get(kind, {}) if isinstance(defaults, dict) else {}
    return {**words, **table} if words and isinstance(table, dict) else table


def _fingerprint(raw: dict[str, Tables], days: str) -> str:
    """Hash what can influence an answer: the records, not their prose, and the frozen days."""
    records = [[kind, name, _telling(table)] for _, kind, name, table in _tables(raw, [])]
    header = [tables.get(word) for tables in raw.values() for word in ("profile", "defaults")]
    text = json.dumps([header, sorted(records, key=lambda item: item[:2])], default=str, sort_keys=True)
    return hashlib.sha256((text + days).encode()).hexdigest()[:16]


def _telling(value: object) -> object:
    if isinstance(value, dict):
        return {key: _telling(item) for key, item in value.items() if key not in SILENT}
    return [_telling(item) for item in value] if isinstance(value, list) else value
