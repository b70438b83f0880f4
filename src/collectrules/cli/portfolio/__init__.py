"""`portfolio`: commands about many cases, kept in a folder or in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from collectrules.cli.portfolio import importing, listing, living, reporting

if TYPE_CHECKING:
    from collectrules.cli.arguments import Words

PARTS: Final = (importing, listing, living, reporting)
"""Modules with an `add` that makes their commands."""


def add(words: Words) -> None:
    """Add the command with all its parts to the command line."""
    text = "many cases at once: rows, worklists, a digest, reports, lives to come"
    one = words.add_parser("portfolio", help=text, description=text)
    parts: Words = one.add_subparsers(required=True, dest="part", metavar="COMMAND", parser_class=type(one))
    for part in PARTS:
        part.add(parts)
