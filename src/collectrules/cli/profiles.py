"""Commands about profiles."""

from __future__ import annotations

import argparse
import json
from argparse import Namespace

from collectrules.cli.asked import write
from collectrules.loader.find import known
from collectrules.loader.load import load_profile


def add(parts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the words after `profile`."""
    one = parts.add_parser("list", help="the profiles that can be used")
    one.set_defaults(run=list_)
    one.add_argument("--json", action="store_true")


def list_(options: Namespace) -> int:
    """`profile list`: id, version, name and status of each."""
    found = [load_profile(path=folder).header for _, folder in sorted(known().items())]
    if options.json:
        rows = [{"id": head.id, "version": head.version, "name": head.name, "status": head.status} for head in found]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for head in found:
        print(f"{head.id}  {head.version}  {head.status}  {head.name}")
    return 0
