"""Read a profile folder into records: guarded files, TOML, words and types, then the cross-references."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from os import PathLike
from pathlib import Path
from typing import Final, NamedTuple, cast

from collectrules.ground.errors import BadInput, BadProfile, Fault, bad_input, of_type
from collectrules.ground.money import exponent
from collectrules.loader import model as m
from collectrules.loader.crossing import crossing_faults, part_faults
from collectrules.loader.files import RULES, Tables, parsed, texts_of
from collectrules.loader.find import PROFILE_ID, folder_of, used_folder
from collectrules.loader.findings import Enough, Findings, found
from collectrules.loader.holiday_sets import read_days
from collectrules.loader.lines import Locator
from collectrules.loader.read import read_record, read_table, read_word

DAYS: Final = "days.json"
_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_PIECES: Final = re.compile(r"[.'\"]")
_HEADS: Final = frozenset({"profile", "defaults"})
_ELSEWHERE: Final = frozenset({"case"})
"""Records that only the checker reads; they may stand in any file."""
_MOST_USED: Final = 10
_SILENT: Final = frozenset({"what", "source", "checked", "question"})
"""Words that never influence an answer's figures; the fingerprint leaves them out."""


class Source(NamedTuple):
    """A folder that goes into a profile: its own, or one it uses; what is put before the names of its files."""

    folder: Path
    prefix: str
    tables: dict[str, Tables]


A_PROFILE: Final = "a profile as load_profile returns it"


def load_profile(
    profile: str | None = None, *, version: str | None = None, path: str | Path | None = None
) -> m.Profile:
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
    if path is not None:
        of_type(path, (str, PathLike), "path", "the folder of a profile")
    loaded, faults = examined(folder_of(profile, path))
    if faults or loaded is None:
        raise BadProfile(faults)
    if version is not None and version != loaded.header.version:
        raise bad_input("profile_version", "version", f"version {loaded.header.version}", version)
    return loaded


def examined(folder: Path) -> tuple[m.Profile | None, list[Fault]]:
    """Read a folder and return the profile, None if it cannot be built, with everything that is wrong with it.

    Raises:
        BadProfile: a file that cannot be read at all, or leads out of the folder.
        LimitExceeded: files that are too large, too many or nested too deeply.

    """
    faults = Findings()
    locator = Locator()
    loaded = None
    with suppress(Enough):
        loaded = _examined(list(_sources(folder, locator, faults)), locator, faults)
    return (None if faults else loaded), locator.located(faults)


def _examined(sources: list[Source], locator: Locator, faults: Findings) -> m.Profile | None:
    """Read every record, and check those that could be read against each other."""
    unparsed = bool(faults)
    read = _read(sources, locator, faults)
    if read.header is None or unparsed:
        return None
    profile = _profile(sources, read.header, read.records, faults)
    found_ = part_faults(profile) if read.unread else crossing_faults(profile)
    faults.take(fault for fault in found_ if not _echoes(fault, read.unread))
    return profile


def _echoes(fault: Fault, unread: set[str]) -> bool:
    """Whether a fault only says that a record is missing which stands there, but could not be read."""
    return fault.got is not None and not unread.isdisjoint(_PIECES.split(fault.got))


# Files and the folders that are used -----------------------------------------------------------------------


def _sources(folder: Path, locator: Locator, faults: Findings) -> Iterator[Source]:
    """Yield the profile's own folder, then each folder it uses, and those they use, once."""
    waiting, seen = [(folder, "")], {folder.resolve()}
    while waiting:
        home, prefix = waiting.pop(0)
        source = _source(home, prefix, locator, faults)
        yield source
        for name, place in _used(source):
            other = used_folder(name, home)
            if other is None or len(seen) > _MOST_USED:
                message = f"uses `{name[:60]}`, which is no profile here"
                faults.append(found("F19", place, message, expected="the folder of another profile", got=name))
            elif other.resolve() not in seen:
                seen.add(other.resolve())
                waiting.append((other, f"{other.name}/"))


def _source(folder: Path, prefix: str, locator: Locator, faults: Findings) -> Source:
    tables = {}
    for name, text in texts_of(folder, RULES, faults).items():
        read = parsed(prefix + name, text, faults)
        if read is not None:
            tables[prefix + name] = read
            locator.keep(prefix + name, text, read)
    return Source(folder, prefix, tables)


def _used(source: Source) -> Iterator[tuple[str, str]]:
    """Yield (name, place) of the profiles that a header says it uses; its shape is checked elsewhere."""
    for file, tables in source.tables.items():
        header = tables.get("profile")
        names = header.get("uses") if isinstance(header, dict) else None
        for name in names if isinstance(names, list) else ():
            if isinstance(name, str):
                yield name, f"{file}: profile.uses"


# Records ---------------------------------------------------------------------------------------------------


class _Records(NamedTuple):
    """What the tables gave: records by kind and name, and the names of those that could not be read."""

    header: m.Header | None
    records: dict[str, dict[str, object]]
    unread: set[str]


def _read(sources: list[Source], locator: Locator, faults: Findings) -> _Records:
    header = _header(sources[0], faults)
    seen: dict[str, dict[str, object]] = {kind: {} for kind in m.KINDS}
    for source in sources:
        defaults = _defaults(source, faults)
        for file, kind, name, table in _tables(source, faults):
            if name in seen[kind]:
                faults.append(_again(file, kind, name, seen[kind][name], locator))
            else:
                record = read_record(kind, name, file, _with(defaults, kind, table), faults)
                seen[kind][name] = _Unread(file) if record is None else record
    unread = {name for group in seen.values() for name, record in group.items() if isinstance(record, _Unread)}
    records = {
        kind: {name: record for name, record in group.items() if not isinstance(record, _Unread)}
        for kind, group in seen.items()
    }
    return _Records(header, records, unread)


def _profile(
    sources: list[Source], header: m.Header, records: dict[str, dict[str, object]], faults: Findings
) -> m.Profile:
    days = [text for source in sources if (text := _days_text(source.folder, faults))]
    return m.Profile(
        header=header,
        folder=str(sources[0].folder),
        fingerprint="" if faults else _fingerprint(sources, days),
        days={name: found_ for text in days for name, found_ in _days(text, faults).items()},
        **records,  # type: ignore[arg-type]  # the reader built each record from its own class
    )


class _Unread(NamedTuple):
    """Stands for a record that could not be built, so that a second one of its name is still told."""

    file: str


def _again(file: str, kind: str, name: str, earlier: object, locator: Locator) -> Fault:
    place = f"{file}: {kind}.{name}"
    first = getattr(earlier, "file", "another file")
    line = locator.line(f"{first}: {kind}.{name}")
    where = first if line is None else f"{first}:{line}"
    message = f"{kind}.{name} is declared a second time; it stands already in {where}"
    return found("F04", place, message, expected="one declaration", got=name)


def _header(source: Source, faults: Findings) -> m.Header | None:
    tables = [(file, tables["profile"]) for file, tables in source.tables.items() if "profile" in tables]
    if len(tables) != 1:
        message = f"{len(tables) or 'no'} tables [profile]; there must be one"
        faults.append(found("F05", "profile.toml", message, expected="exactly one table [profile]"))
        return None
    file, table = tables[0]
    header = read_table(m.Header, table, f"{file}: profile", faults)
    if not isinstance(header, m.Header):
        return None
    faults.take(_header_faults(header, f"{file}: profile"))
    return header


def _header_faults(header: m.Header, place: str) -> Iterator[Fault]:
    if not PROFILE_ID.fullmatch(header.id):
        message = "the id has other signs than letters, digits, - and _"
        yield found("F51", f"{place}.id", message, expected="an id such as DK", got=header.id)
    for word in ("name", "version"):
        if not getattr(header, word).strip():
            yield found("F05", f"{place}.{word}", f"`{word}` is empty; answers name it", expected=f"a {word}")
    if not header.languages:
        message = "`languages` is empty; in which language are its texts?"
        yield found("F05", f"{place}.languages", message, expected="at least one language")
    try:
        exponent(header.currency)
    except BadInput as error:
        near = error.faults[0].nearest
        message = f"`{header.currency[:20]}` is no currency that is known here"
        yield found("F51", f"{place}.currency", message, expected="an ISO 4217 code", got=header.currency,
                    known=[near] if near else None)  # fmt: skip


def _tables(source: Source, faults: Findings) -> Iterator[tuple[str, str, str, object]]:
    """Yield (file, kind, name, table) of every record; unknown kinds become faults."""
    for file, tables in source.tables.items():
        for kind, group in tables.items():
            if kind in _HEADS | _ELSEWHERE:
                continue
            if kind not in m.KINDS:
                message = f"[{kind[:40]}] is no kind of record"
                faults.append(
                    found(
                        "F02", f"{file}: [{kind[:40]}]", message, expected="a kind of record", got=kind, known=m.KINDS
                    )
                )
            elif not isinstance(group, dict):
                message = f"`{kind}` stands without a name; write [{kind}.NAME]"
                faults.append(found("F51", f"{file}: {kind}", message, expected=f"[{kind}.NAME]"))
            else:
                yield from _named(file, kind, group, faults)


def _named(
    file: str, kind: str, group: Mapping[str, object], faults: Findings
) -> Iterator[tuple[str, str, str, object]]:
    for name, table in group.items():
        if _NAME.fullmatch(name):
            yield file, kind, name, table
        else:
            message = "the name has other signs than letters, digits, - and _, or too many"
            faults.append(found("F51", f"{file}: {kind}.{name[:40]}", message, expected="a plain name", got=name))


# Defaults --------------------------------------------------------------------------------------------------


def _defaults(source: Source, faults: Findings) -> dict[str, dict[str, object]]:
    """Return kind → words that its records have unless they say otherwise; what is wrong is told once, here."""
    kept: dict[str, dict[str, object]] = {}
    for file, tables in source.tables.items():
        group = tables.get("defaults", {})
        for kind, words in group.items() if isinstance(group, dict) else ():
            place = f"{file}: defaults.{kind}"
            if kind not in m.KINDS or not isinstance(words, dict):
                message = f"[defaults.{kind[:40]}] is for no kind of record"
                faults.append(found("F02", place, message, expected="a kind of record", got=kind, known=m.KINDS))
                continue
            fit = {word: value for word, value in words.items() if read_word(kind, word, value, place, faults)}
            kept[kind] = kept.get(kind, {}) | fit
    return kept


def _with(defaults: Mapping[str, Mapping[str, object]], kind: str, table: object) -> object:
    words = defaults.get(kind)
    return {**words, **table} if words and isinstance(table, dict) else table


# What an answer depends on ---------------------------------------------------------------------------------


def _days_text(folder: Path, faults: Findings) -> str:
    """Return the text of the frozen day table, empty if there is none."""
    return texts_of(folder, (DAYS,), faults).get(DAYS, "")


def _days(text: str, faults: Findings) -> dict[str, tuple[int, ...]]:
    try:
        return read_days(text)
    except BadProfile as error:
        faults.take(error.faults)
        return {}


def _fingerprint(sources: list[Source], days: list[str]) -> str:
    """Hash what can influence an answer: the records, not their prose, the order of stages, and the frozen days."""
    tables = [item for source in sources for item in _tables(source, Findings())]
    parts = [part for source in sources for part in source.tables.values()]
    heads = [_canonical([word, part[word]]) for part in parts for word in _HEADS & part.keys()]
    records = [_canonical([kind, name, _telling(kind, table)]) for _, kind, name, table in tables]
    stages = [name for _, kind, name, _ in tables if kind == "stage"]
    told = [*sorted(heads), *sorted(records), _canonical(stages), *days]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def _canonical(value: object) -> str:
    return json.dumps(value, default=str, sort_keys=True)


def _telling(kind: str, value: object) -> object:
    """Leave out what only people read: the prose of a rule, the name and address of a law, the sentences of options."""
    if kind == "law" and isinstance(value, dict):
        return {word: value.get(word) for word in ("kind", "from", "to")}
    if kind == "reading" and isinstance(value, dict):
        return [value.get("cautious"), sorted(cast("dict[str, str]", value.get("options")))]
    if isinstance(value, dict):
        return {word: _telling("", item) for word, item in value.items() if word not in _SILENT}
    return [_telling("", item) for item in value] if isinstance(value, list) else value
