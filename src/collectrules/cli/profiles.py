"""Commands about profiles: which there are, what stands in one, whether it holds, and what a change changes."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from collectrules.cli.asked import as_path, language_option, page_of, profile_called
from collectrules.cli.certificates import add_stale
from collectrules.cli.saying import Plain, Said, document
from collectrules.faces.page import Page
from collectrules.ground.errors import BadProfile, Fault, bad_input
from collectrules.loader import model as m
from collectrules.loader.find import known
from collectrules.loader.load import load_profile
from collectrules.words.show import Cell, Column

if TYPE_CHECKING:
    from collectrules.checking.counterexamples import Counterexample

ANSWERED = 0
BAD = 2
_UNREAD = frozenset({"no_profile", "unreadable_file", "outside_folder"})
"""Codes of a folder of which nothing could be read."""


def add(one: argparse.ArgumentParser) -> None:
    """Add the words after `profile`."""
    parts = one.add_subparsers(
        required=True, dest="part", metavar="list|show|check|stale|diff|schema|new", parser_class=type(one)
    )

    def word(name: str, run: Callable[[Namespace], Said], text: str, *places: str) -> argparse.ArgumentParser:
        found = parts.add_parser(name, help=text, description=text)
        found.set_defaults(run=run)
        for place in places:
            found.add_argument(place, metavar=place.upper())
        return found

    every = word("list", list_, "the profiles that can be used")
    single = word("show", show, "what a profile holds, or one record such as fee.reminder with its law", "profile")
    single.add_argument("record", metavar="RECORD", nargs="?")
    language_option(single)
    proof = word("check", check, "tell every fault of a profile, with all proofs", "profile")
    proof.add_argument("--on", metavar="DATE", help="tell figures that nobody has compared for a year on this day")
    proof.add_argument("--pins", action="store_true", help="also change every figure and see a golden case fail")
    depth = proof.add_mutually_exclusive_group()
    depth.add_argument("--quick", action="store_true", help="without the search for a workflow beyond the law")
    depth.add_argument("--deep", action="store_true", help="with a search of many more cases; this takes minutes")
    proof.add_argument(
        "--counterexample", metavar="DIR", help="write the cases that show what was found into this folder"
    )
    change = word("diff", diff, "what differs between two profiles", "before", "after")
    word("schema", schema, "the JSON Schema of a profile's files")
    word("new", new, "write a minimal profile into an empty folder", "folder", "id", "name", "currency")
    for answers in (every, proof, change, add_stale(word)):
        answers.add_argument("--json", action="store_true", help="as a JSON document")


def list_(options: Namespace) -> Said:
    """`profile list`: id, version, status and name of each."""
    found = [load_profile(path=folder).header for _, folder in sorted(known().items())]
    rows = [{"id": head.id, "version": head.version, "status": head.status, "name": head.name} for head in found]
    return _told(rows, ["  ".join(row.values()) for row in rows], as_json=options.json)


def show(options: Namespace) -> Said:
    """`profile show`: every record by kind, or one record in full with its law."""
    from collectrules import checking

    profile = profile_called(options.profile)
    page, head = page_of(options, profile), profile.header
    if options.record is not None:
        for place, line in enumerate(checking.show(profile, options.record).splitlines()):
            page.line(Cell(line, () if place else ("bold",)))
        return Said(ANSWERED, page)
    page.title(f"{head.id} {head.version} ({head.status}): {head.what or head.name}")
    for kind in m.KINDS:
        records = {f"{kind}.{name}": label_of(page, kind, name) for name in getattr(profile, kind)}
        if records:
            page.heading(kind)
            page.table(
                [Column(), Column(wraps=True)], [[Cell(name, ("bold",)), text] for name, text in records.items()]
            )
    return Said(ANSWERED, page)


def label_of(page: Page, kind: str, name: str) -> str:
    """Return what a record is called, else what it says it is."""
    record = getattr(page.profile, kind)[name]
    return page.texts.label(kind, name, getattr(record, "what", None) or getattr(record, "title", ""))


def check(options: Namespace) -> Said:
    """`profile check`: every finding on its line; status 2 if something is wrong.

    Raises:
        BadProfile: a folder that cannot be read at all; then there is nothing to report on.

    """
    from collectrules import checking

    report = checking.check_profile(
        as_path(options.profile), on=options.on, pins=options.pins, watch=options.watch,
        search="none" if options.quick else "deep" if options.deep else "usual",
    )  # fmt: skip
    if report.faults and all(fault.code in _UNREAD for fault in report.faults):
        raise BadProfile(report.faults)
    found = {
        "ok": report.ok,
        "faults": [_fault(fault) for fault in report.faults],
        "warnings": [_fault(fault) for fault in report.warnings],
        "notes": [_fault(fault) for fault in report.notes],
        "uncomputed": [{"place": place, "word": word} for place, word in report.uncomputed],
        "counterexamples": [asdict(one) for one in report.counterexamples],
    }
    if options.counterexample is not None:
        _keep(report.counterexamples, Path(options.counterexample))
    said = _told(found, [str(report)] if str(report) else [], as_json=options.json)
    return replace(said, status=ANSWERED if report.ok else BAD)


def _keep(found: Sequence[Counterexample], folder: Path) -> None:
    """Write the cases that show what was found; a file that is there already stays as it is.

    Raises:
        BadInput: `file_not_written`.

    """
    for one in found:
        path = folder / one.name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(one.text)
        except OSError as error:
            expected = "a folder that may be written to, without such a file"
            raise bad_input("file_not_written", "--counterexample", expected, str(path)) from error


def _fault(fault: Fault) -> dict[str, object]:
    return {name: value for name, value in asdict(fault).items() if value is not None}


def diff(options: Namespace) -> Said:
    """`profile diff`: every difference between two profiles."""
    from collectrules import checking

    found = checking.diff(profile_called(options.before), profile_called(options.after))
    return _told([asdict(change) for change in found], [str(change) for change in found], as_json=options.json)


def schema(_options: Namespace) -> Said:
    """`profile schema`: the JSON Schema of a profile's files."""
    from collectrules import checking

    return Said(ANSWERED, document(checking.profile_schema()))


def new(options: Namespace) -> Said:
    """`profile new`: write a minimal profile."""
    from collectrules import checking

    return _lines([str(checking.new(options.folder, options.id, options.name, options.currency))])


def _told(found: object, lines: Sequence[str], *, as_json: bool) -> Said:
    return Said(ANSWERED, document(found)) if as_json else _lines(lines)


def _lines(lines: Sequence[str]) -> Said:
    return Said(ANSWERED, Plain("".join(f"{line}\n" for line in lines)))
