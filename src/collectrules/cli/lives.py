"""`simulate`: a life to come, or several side by side."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from collectrules.answers.documents import dumps
from collectrules.cli.asked import (
    case_of,
    explain_option,
    language_option,
    page_of,
    profile_called,
    profile_of,
    readings_of,
)
from collectrules.cli.saying import Document, Said
from collectrules.explaining import explain
from collectrules.faces.lives import ASKED, abreast_view, life_view
from collectrules.faces.views import explanation_view
from collectrules.ground.errors import bad_input
from collectrules.nouns.case import load_case
from collectrules.simulation.abreast import SideBySide, side_by_side
from collectrules.simulation.simulating import Simulation, simulate

if TYPE_CHECKING:
    from collectrules.cli.arguments import Words
    from collectrules.loader import model as m
    from collectrules.nouns.case import Case

ANSWERED: Final = 0
DIGITS: Final = 6
_VERSUS: Final = ("behaviour", "workflow", "reading", "profile")


def add(words: Words) -> None:
    """Add the command to the command line."""
    text = "what will happen if creditor, debtor and courts behave as imagined"
    one = words.add_parser("simulate", help=text, description=text)
    one.set_defaults(run=run)
    one.add_argument("case", metavar="CASE", help="a case file (JSON or TOML), or - for standard input")
    one.add_argument("--on", required=True, metavar="DATE", help="the first day, YYYY-MM-DD")
    one.add_argument("--until", required=True, metavar="DATE", help="the last day")
    one.add_argument("--behaviour", action="append", metavar="NAME", help="never_pays, pays_monthly:AMOUNT, …")
    one.add_argument("--workflow", metavar="NAME", help="the policy the creditor follows (default: the case's)")
    one.add_argument("--also", action="append", default=[], metavar="ACTION", help="what the creditor does beside it")
    one.add_argument(
        "--others", action="append", default=[], metavar="ACTION=DAYS", help="an act of others that comes after so long"
    )
    one.add_argument(
        "--arrives", action="append", default=[], metavar="ACTION=DAYS", help="a letter that is received after so long"
    )
    one.add_argument(
        "--versus",
        action="append",
        default=[],
        metavar="WORD=VALUE",
        help="a second life beside it, in which one of behaviour, workflow, reading, profile is another",
    )
    one.add_argument("--write", metavar="FILE", help="write the life out as a case file")
    one.add_argument("--profile", metavar="ID|PATH", help="a profile, or a folder of one's own (default: the case's)")
    one.add_argument("--reading", action="append", default=[], metavar="NAME=OPTION", help="how to read a doubt")
    explain_option(one)
    one.add_argument("--json", action="store_true", help="the answer as a JSON document")
    language_option(one)


def run(options: Namespace) -> Said:
    """Simulate, and show the life, or several side by side."""
    case = case_of(options)
    profile = profile_of(options, case)
    terms: dict[str, Any] = {
        "behaviour": options.behaviour or "never_pays", "workflow": options.workflow, "also": tuple(options.also),
        "others": taking(options.others, "others"), "arrives": taking(options.arrives, "arrives"),
        "readings": readings_of(options),
    }  # fmt: skip
    first = simulate(case, profile, on=options.on, until=options.until, **terms)
    if options.write is not None:
        _write(Path(options.write), first)
    if not options.versus:
        return _show(options, profile, first)
    lives = {ASKED: first} | {
        word: _other(word, case, profile, options, terms) for word in options.watch(options.versus)
    }
    return _show(options, profile, side_by_side(lives))


def _write(path: Path, life: Simulation) -> None:
    """Write the life out as a case file."""
    try:
        path.write_text(dumps(load_case(life.life), indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise bad_input("file_not_written", "--write", "a file that can be written", str(path)) from error


def _show(options: Namespace, profile: m.Profile, found: Simulation | SideBySide) -> Said:
    told = explain(found, profile, language=options.lang) if options.explain else None
    if options.json:
        return Said(ANSWERED, Document(dumps(found if told is None else told, indent=2)))
    page = page_of(options, profile)
    if told is not None:
        explanation_view(page, told)
    elif isinstance(found, Simulation):
        life_view(page, found)
    else:
        abreast_view(page, found)
    return Said(ANSWERED, page)


_DAYS: Final = {"others": "days_others_take", "arrives": "days_to_arrive"}


def taking(words: Sequence[str], option: str) -> dict[str, int]:
    """Return words such as `reminder=2` as acts with the days they take.

    Raises:
        BadInput: `days_others_take` or `days_to_arrive`.

    """
    found = {}
    for word in words:
        name, _, days = word.partition("=")
        if not (days.isascii() and days.isdigit()) or len(days) > DIGITS:
            raise bad_input(_DAYS[option], f"--{option}", "ACTION=DAYS", word)
        found[name] = int(days)
    return found


def _other(word: str, case: Case, profile: m.Profile, options: Namespace, terms: Mapping[str, Any]) -> Simulation:
    name, _, value = word.partition("=")
    if name not in _VERSUS or not value:
        raise bad_input("versus_words", "--versus", f"one of {', '.join(_VERSUS)}, = and a value", word)
    if name == "profile":
        return simulate(case, profile_called(value), on=options.on, until=options.until, **terms)
    changed = {**terms["readings"], **readings_of(Namespace(reading=[value]))} if name == "reading" else value
    terms = {**terms, "readings" if name == "reading" else name: changed}
    return simulate(case, profile, on=options.on, until=options.until, **terms)
