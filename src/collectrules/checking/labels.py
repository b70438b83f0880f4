"""Texts: every record that one language names, all languages of the profile name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from collectrules.ground.errors import Fault
from collectrules.loader import model as m
from collectrules.loader.files import TEXTS, parsed, texts_of
from collectrules.loader.findings import Findings, found
from collectrules.loader.lines import Locator
from collectrules.loader.read import read_table


def label_faults(folder: Path, profile: m.Profile | None, locator: Locator) -> Iterator[Fault]:
    """Yield what is wrong with the texts of a profile folder; labels of records that do not exist included."""
    faults = Findings()
    named: dict[str, dict[str, str]] = {}
    for file, text in texts_of(folder, TEXTS, faults).items():
        tables = parsed(file, text, faults)
        if tables is not None:
            locator.keep(file, text, tables)
            named[file] = dict(_labels(file, tables, profile, faults))
    yield from faults
    if profile is not None:
        yield from _unlabelled(named, profile)


def _labels(
    file: str, tables: dict[str, object], profile: m.Profile | None, faults: Findings
) -> Iterator[tuple[str, str]]:
    """Yield (record, label) of every text of a file."""
    for kind, group in tables.items():
        if kind not in m.KINDS or not isinstance(group, dict):
            message = f"[{kind[:40]}] is no kind of record"
            faults.append(
                found("F02", f"{file}: [{kind[:40]}]", message, expected="a kind of record", got=kind, known=m.KINDS)
            )
            continue
        for name, table in group.items():
            place = f"{file}: {kind}.{name}"
            text = read_table(m.Text, table, place, faults)
            records = {} if profile is None else getattr(profile, kind)
            if profile is not None and name not in records:
                message = f"names {kind}.{name[:40]}, which is nowhere"
                faults.append(found("F19", place, message, expected="a record of the profile", got=name, known=records))
            elif isinstance(text, m.Text):
                yield f"{kind}.{name}", text.label


def _unlabelled(named: dict[str, dict[str, str]], profile: m.Profile) -> Iterator[Fault]:
    """Every language has a file, and what one file names all name."""
    everywhere = {record: file for file, labels in named.items() for record in labels}
    for language in profile.header.languages:
        file = f"texts/{language}.toml"
        if not named or file not in named:
            if named:
                message = "the file is missing, though the header lists the language"
                yield found("F69", file, message, expected="a file of labels", got=language)
            continue
        for record, other in everywhere.items():
            if record not in named[file]:
                message = f"no label for {record}; {other} has one"
                yield found("F69", f"{file}: {record}", message, expected="a label in every language", got=record)
