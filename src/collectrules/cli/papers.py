"""`notice`: the letter or form of a step, or what it still lacks; `account`: an account as a paper."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel

from collectrules.answers.documents import dumps, load
from collectrules.answers.periods import MonthlyStatement, monthly_statement
from collectrules.answers.plans import InstalmentPlan
from collectrules.answers.settling import SettlementOffer
from collectrules.answers.statements import Statement, statement
from collectrules.cli.asked import case_of, profile_of, readings_of
from collectrules.cli.saying import Document, Plain, Said
from collectrules.explaining.drafting import texts_of
from collectrules.ground.errors import BadInput, Fault, bad_input, nearest
from collectrules.notices.accounts import KINDS, AccountLetter, account_letter
from collectrules.notices.writing import Notice, notice
from collectrules.nouns.case import parse, read_text
from collectrules.words.texts import languages

if TYPE_CHECKING:
    from collectrules.cli.arguments import Words
    from collectrules.loader import model as m

READY: Final = 0
LACKS: Final = 1
_FORMS: Final = ("text", "markdown", "html")
_SIDES: Final = ("creditor", "debtor", "sender", "authority", "office", "trial_court")
_BESIDE: Final = ("particulars", "wording")


def add(words: Words) -> None:
    """Add the command to the command line."""
    text = "the letter or form of a step (exit status 1: it lacks something that the law asks for)"
    one = words.add_parser("notice", help=text, description=text)
    one.set_defaults(run=run)
    one.add_argument("case", metavar="CASE", help="a case file (JSON or TOML), or - for standard input")
    one.add_argument("step", metavar="STEP", help="the act, such as reminder")
    one.add_argument("--on", required=True, metavar="DATE", help="the day of the letter, YYYY-MM-DD")
    one.add_argument("--claims", metavar="IDS", help="which claims, such as c1,c2 (default: those it is open for)")
    one.add_argument("--paper", metavar="NAME", help="which notice of the profile, where there are several")
    enclosed = f"a file with {', '.join(_SIDES)}, {', '.join(_BESIDE)} (JSON or TOML); nothing of it is kept"
    one.add_argument("--parties", metavar="FILE", help=enclosed)
    one.add_argument("--pay-by", metavar="DATE", help="the last day to pay (default: the law's)")
    one.add_argument("--agreement", metavar="FILE", help="the answer of plan or settle that the letter is about")
    one.add_argument("--as", dest="form", choices=_FORMS, default="text", help="how the letter is set")
    one.add_argument("--template", metavar="FILE", help="a Jinja template of one's own")
    one.add_argument("--profile", metavar="ID|PATH", help="a profile, or a folder of one's own (default: the case's)")
    one.add_argument("--reading", action="append", default=[], metavar="NAME=OPTION", help="how to read a doubt")
    one.add_argument("--json", action="store_true", help="the answer as a JSON document")
    known = f"one of {', '.join(languages())} (default: the first of the profile)"
    one.add_argument("--lang", metavar="LANGUAGE", help=known)


def add_account(words: Words) -> None:
    """Add the command of accounts to the command line."""
    text = "an account as a paper: of a day, or of a month under its number"
    one = words.add_parser("account", help=text, description=text)
    one.set_defaults(run=run_account)
    one.add_argument("case", metavar="CASE", help="a case file (JSON or TOML), or - for standard input")
    when = one.add_mutually_exclusive_group(required=True)
    when.add_argument("--on", metavar="DATE", help="the account at the end of a day, YYYY-MM-DD")
    when.add_argument("--month", metavar="MONTH", help="the account of a month, YYYY-MM")
    one.add_argument("--number", metavar="NUMBER", help="the number of a monthly account")
    one.add_argument("--kind", choices=KINDS, help="of a day: for the files (default), for the debtor, or final")
    one.add_argument("--parties", metavar="FILE", help=f"a file with {', '.join(_SIDES)} (JSON or TOML)")
    one.add_argument("--as", dest="form", choices=_FORMS, default="text", help="how the paper is set")
    one.add_argument("--template", metavar="FILE", help="a Jinja template of one's own")
    one.add_argument("--profile", metavar="ID|PATH", help="a profile, or a folder of one's own (default: the case's)")
    one.add_argument("--reading", action="append", default=[], metavar="NAME=OPTION", help="how to read a doubt")
    one.add_argument("--assume", choices=["carry_forward"], help="go beyond the last published rate (provisional)")
    one.add_argument("--json", action="store_true", help="the account itself as a JSON document")
    known = f"one of {', '.join(languages())} (default: the first of the profile)"
    one.add_argument("--lang", metavar="LANGUAGE", help=known)


def run_account(options: Namespace) -> Said:
    """The account as a paper."""
    case = case_of(options)
    profile = profile_of(options, case)
    terms: dict[str, Any] = {"readings": readings_of(options), "assume": options.assume}
    if options.number is not None and options.month is None:
        raise bad_input("number_without_month", "--number", "a --month: only a monthly account has a number")
    found: Statement | MonthlyStatement
    if options.month is None:
        found = statement(case, profile, on=options.on, **terms)
    else:
        found = monthly_statement(case, profile, month=options.month, number=options.number, **terms)
    sides, _ = _enclosed(options.parties)
    paper = account_letter(found, profile, kind=options.kind, parties=sides, language=options.lang)
    return Said(READY, _set(found, paper, options))


def run(options: Namespace) -> Said:
    """The letter, and beside it what it lacks."""
    case = case_of(options)
    profile = profile_of(options, case)
    sides, beside = _enclosed(options.parties)
    found = notice(
        case, profile, options.step, on=options.on, parties=sides, particulars=beside.get("particulars"),
        wording=beside.get("wording"), claims=None if options.claims is None else options.claims.split(","),
        paper=options.paper, pay_by=options.pay_by, agreement=_agreement(options.agreement), language=options.lang,
        readings=readings_of(options),
    )  # fmt: skip
    return Said(LACKS if found.missing else READY, _set(found, found, options), tuple(_lacks(found, profile)))


def _enclosed(name: str | None) -> tuple[dict[str, Any], ...]:
    """The sides, and what stands beside them in the file."""
    if name is None:
        return {}, {}
    try:
        given = parse(read_text(Path(name)))
    except BadInput as error:  # read as a case is: the place is the file that was named
        raise type(error)([_placed(one) for one in error.faults]) from None
    if not isinstance(given, Mapping):
        raise bad_input("not_a_document", "--parties", "an object with creditor and debtor")
    for word in given:
        if word not in {*_SIDES, *_BESIDE}:
            raise bad_input(
                "unknown_field", f"--parties.{word[:40]}", "a known field", None, nearest(word, _SIDES + _BESIDE)
            )
    return {word: given[word] for word in _SIDES if word in given}, {
        word: given[word] for word in _BESIDE if word in given
    }


def _placed(fault: Fault) -> Fault:
    if fault.code == "doubled_key":
        return replace(fault, path=f"--parties.{fault.path}")
    return replace(fault, path="--parties") if fault.path == "case" else fault


def _agreement(name: str | None) -> InstalmentPlan | SettlementOffer | None:
    if name is None:
        return None
    found = load(Path(name))
    if not isinstance(found, InstalmentPlan | SettlementOffer):
        raise bad_input("wrong_type", "--agreement", "the answer of plan or settle", type(found).__name__)
    return found


def _set(found: BaseModel, paper: Notice | AccountLetter, options: Namespace) -> Document | Plain:
    """An answer as a document, or as a paper in the form or the template asked for."""
    if options.json:
        return Document(dumps(found, indent=2))
    if options.template is None:
        return Plain(getattr(paper, options.form))
    return Plain(paper.render(read_text(Path(options.template)), html=options.form == "html"))


def _lacks(found: Notice, profile: m.Profile) -> Iterator[str]:
    """Say what lacks, one line for each statement."""
    texts = texts_of(profile, found.language, found.currency)
    for one in found.missing:
        line = {"label": one.label, "needs": ", ".join(one.needs)}
        yield texts.filled(texts.label("letter", "lacks"), dict(line))
