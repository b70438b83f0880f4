"""Commands about profiles: which there are, and what stands in one."""

from __future__ import annotations

import argparse
import json
from argparse import Namespace

from collectrules.cli.asked import language_option, page_of, profile_of, write
from collectrules.loader import model as m
from collectrules.loader.find import known
from collectrules.loader.load import load_profile
from collectrules.show import Cell, Column


def add(one: argparse.ArgumentParser) -> None:
    """Add the words after `profile`."""
    parts = one.add_subparsers(required=True, metavar="list|show", parser_class=type(one))
    every = parts.add_parser("list", help="the profiles that can be used")
    every.set_defaults(run=list_)
    every.add_argument("--json", action="store_true", help="as a JSON document")
    single = parts.add_parser("show", help="what a profile holds, record by record")
    single.set_defaults(run=show)
    single.add_argument("profile", metavar="ID|PATH")
    language_option(single)


def list_(options: Namespace) -> int:
    """`profile list`: id, version, status and name of each."""
    found = [load_profile(path=folder).header for _, folder in sorted(known().items())]
    if options.json:
        rows = [{"id": head.id, "version": head.version, "status": head.status, "name": head.name} for head in found]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for head in found:
        print(f"{head.id}  {head.version}  {head.status}  {head.name}")
    return 0


def show(options: Namespace) -> int:
    """`profile show`: every record by kind, in words."""
    profile = profile_of(options)
    page, head = page_of(options, profile), profile.header
    page.title(f"{head.id} {head.version} ({head.status}, {profile.fingerprint}): {head.what or head.name}")
    for kind in m.KINDS:
        records = getattr(profile, kind)
        if records and kind != "law":
            page.heading(kind)
            page.table([Column(), Column(wraps=True)], [
                [Cell(name, ("bold",)), page.texts.label(kind, name, str(getattr(record, "what", "") or ""))]
                for name, record in records.items()
            ])  # fmt: skip
    write(page)
    return 0
