"""The words of the command line."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Final, NoReturn

from collectrules.cli import certificates, commands, lives, papers, portfolio, profiles
from collectrules.cli.asked import explain_option, language_option, whole
from collectrules.cli.demo import DEMO, demo
from collectrules.ground.errors import BadInput, Fault, nearest

_CHOICE: Final = re.compile(r"invalid choice: '([^']*)' \(choose from (.*)\)")


class Parser(argparse.ArgumentParser):
    """Tells wrong words as a fault like any other."""

    def error(self, message: str) -> NoReturn:
        """Refuse the command line, naming where its help stands and the nearest word."""
        wrong = _CHOICE.search(message)
        near = nearest(wrong[1], re.findall(r"[\w-]+", wrong[2])) if wrong is not None else None
        got = message.partition(" (choose")[0]
        raise BadInput(
            Fault(code="usage", path="command line", expected=f"what {self.prog} --help says", got=got, nearest=near)
        )


if TYPE_CHECKING:
    Words = argparse._SubParsersAction[Parser]  # noqa: SLF001  # the type has no other name


def parser() -> Parser:
    """Return the parser of the whole command line."""
    from collectrules.nouns.answer import ENGINE

    top = Parser(prog="collectrules", description="What is owed, what may be done next, was it lawful; and why.")
    top.add_argument("--version", action="version", version=f"%(prog)s {ENGINE}")
    words = top.add_subparsers(required=True, dest="command", metavar="COMMAND", parser_class=Parser)
    _cases(words)
    _settle(words)
    _plan(words)
    lives.add(words)
    papers.add(words)
    papers.add_account(words)
    portfolio.add(words)
    _compare(words)
    _receipts(words)
    _figures(words)
    _documents(words)
    _verify(words)
    _profiles(words)
    _demo(words)
    return top


def _cases(words: Words) -> None:
    """Commands that answer about a case on a day."""
    for name, run, text in (
        ("standing", commands.standing, "what is owed"),
        ("next", commands.next_, "what may be done next"),
        ("audit", commands.audit, "was what was done lawful (exit status 1: there is a breach)"),
        ("statement", commands.statement, "the account by component, and where each payment went"),
        ("explain", commands.explain, "an answer in sentences"),
    ):
        one = words.add_parser(name, help=text, description=text)
        one.set_defaults(run=run)
        one.add_argument("case", metavar="CASE", help="a case file (JSON or TOML), or - for standard input")
        one.add_argument("--on", required=True, metavar="DATE", help="the day asked about, YYYY-MM-DD")
        one.add_argument("--known-on", metavar="DATE", help="leave out facts recorded after this day")
        _common(one)
        if name == "next":
            one.add_argument("--without", action="append", default=[], metavar="ACTION", help="a step you reject")
        if name == "explain":
            one.add_argument("--of", choices=["standing", "next", "audit"], default="standing", help="which answer")


def _settle(words: Words) -> None:
    """The command that offers to take less."""
    text = "a settlement offer: what would be taken instead, and what it becomes otherwise"
    one = words.add_parser("settle", help=text, description=text)
    one.set_defaults(run=commands.settle)
    one.add_argument("case", metavar="CASE", help="a case file (JSON or TOML), or - for standard input")
    one.add_argument("--on", required=True, metavar="DATE", help="the day of the offer, YYYY-MM-DD")
    one.add_argument("--discount", metavar="SHARE", help='what is given up: "20%%" of the base, or an amount')
    one.add_argument("--pay", metavar="SHARE", help='what is to be paid: "80%%" of the base, or an amount')
    one.add_argument("--waive", metavar="PARTS", help="whole components given up, such as interest,fees")
    one.add_argument("--base", default="total", metavar="SUM", help="what a percentage is of: total, or one component")
    one.add_argument("--order", metavar="PARTS", help="what is given up first (default: as the profile says)")
    one.add_argument("--valid-until", metavar="DATE", help="the last day on which the offer stands")
    explain_option(one)
    _common(one)


def _plan(words: Words) -> None:
    """The command that spreads a debt over instalments."""
    text = "an instalment plan: what is due when, what it pays and what it costs"
    one = words.add_parser("plan", help=text, description=text)
    one.set_defaults(run=commands.plan)
    one.add_argument("case", metavar="CASE", help="a case file (JSON or TOML), or - for standard input")
    one.add_argument("--on", required=True, metavar="DATE", help="the day of the agreement, YYYY-MM-DD")
    one.add_argument("--instalment", metavar="AMOUNT", help="the sum of each instalment; the last one takes the rest")
    one.add_argument("--count", type=whole, metavar="N", help="how many instalments")
    one.add_argument("--until", metavar="DATE", help="the last day (default: within a year)")
    one.add_argument("--down", metavar="AMOUNT[@DATE]", help="what is paid down first, and when")
    one.add_argument("--first", metavar="DATE", help="the first due day (default: after a month)")
    one.add_argument(
        "--every", default="month", metavar="PACE", help="week, two_weeks, month, quarter, half_year, year"
    )
    one.add_argument("--interest-free", action="store_true", help="no interest accrues while the plan runs")
    one.add_argument("--asked-by", choices=["creditor", "debtor"], default="creditor", help="whose plan it is")
    grants = ["creditor", "court", "office"]
    one.add_argument("--granted-by", choices=grants, default="creditor", help="who lets the debtor pay so")
    explain_option(one)
    _common(one)


def _compare(words: Words) -> None:
    """The command that sets offers, plans and going on side by side."""
    text = "what may be agreed on, and going on: what each brings the creditor, what it costs the debtor"
    one = words.add_parser("compare", help=text, description=text)
    one.set_defaults(run=commands.compare)
    one.add_argument("case", metavar="CASE", help="a case file (JSON or TOML), or - for standard input")
    one.add_argument("--on", required=True, metavar="DATE", help="the day of the comparison, YYYY-MM-DD")
    _bounds(one)
    one.add_argument("--cost-of-money", metavar="PERCENT", help="what money costs the creditor, percent per year")
    one.add_argument(
        "--chance", action="append", default=[], metavar="WAY=SHARE",
        help="how likely a way is paid, such as plan=60%%: full, settle, plan, next_step",
    )  # fmt: skip
    explain_option(one)
    _common(one)


def _bounds(one: Parser) -> None:
    """What the creditor would agree on; what is not given has the defaults of the library."""
    one.add_argument("--discount", action="append", metavar="SHARE", help='an offer to try: "20%%" less, or an amount')
    one.add_argument("--waive", action="append", metavar="PARTS", help="an offer to try, such as interest,fees")
    one.add_argument("--least", metavar="SHARE", help="the least that settles the debt: a share of it, or an amount")
    one.add_argument("--touch-principal", action="store_true", help="a part of the claim itself may be given up")
    one.add_argument("--valid-until", metavar="DATE", help="the last day on which an offer stands")
    one.add_argument("--count", action="append", type=whole, metavar="N", help="a plan to try: how many instalments")
    one.add_argument("--every", metavar="PACE", help="week, two_weeks, month, quarter, half_year, year")
    one.add_argument("--first", metavar="DATE", help="the first due day (default: after a month)")
    one.add_argument("--down", metavar="AMOUNT[@DATE]", help="what is paid down first, and when")
    one.add_argument("--interest-free", action="store_true", help="no interest accrues while a plan runs")
    one.add_argument("--until", metavar="DATE", help="the last day on which a plan may end")
    one.add_argument("--least-instalment", metavar="AMOUNT", help="what each instalment but the last must come to")
    one.add_argument("--asked-by", choices=["creditor", "debtor"], default="creditor", help="whose plan it is")


def _receipts(words: Words) -> None:
    """The command that closes a month."""
    text = "what a receiver took in during a month, for the books"
    one = words.add_parser("receipts", help=text, description=text)
    one.set_defaults(run=commands.receipts)
    one.add_argument("case", metavar="CASE", help="a case file (JSON or TOML), or - for standard input")
    one.add_argument("--month", required=True, metavar="MONTH", help="the month, YYYY-MM")
    receivers = ["creditor", "collector", "court", "office"]
    one.add_argument("--received-by", choices=receivers, default="collector", help="who took the payments in")
    _common(one)


def _common(one: Parser, *, of_case: bool = True) -> None:
    usual = " (default: the case's)" if of_case else ""
    one.add_argument("--profile", metavar="ID|PATH", help=f"a profile, or a folder of one's own{usual}")
    one.add_argument("--reading", action="append", default=[], metavar="NAME=OPTION", help="how to read a doubt")
    one.add_argument("--assume", choices=["carry_forward"], help="go beyond the last published rate (provisional)")
    _output(one)


def _output(one: Parser) -> None:
    one.add_argument("--json", action="store_true", help="the answer as a JSON document")
    language_option(one)


def _figures(words: Words) -> None:
    """Commands that need no case."""
    one = words.add_parser("interest", help="interest on a sum", description="interest on a sum")
    one.set_defaults(run=commands.interest)
    one.add_argument("amount", metavar="AMOUNT", help="the sum in major units, such as 1477.50")
    one.add_argument("--due", required=True, metavar="DATE", help="last day to pay in time")
    one.add_argument("--until", required=True, metavar="DATE", help="last day that bears interest")
    for side, usual in (("debtor", "consumer"), ("creditor", "business")):
        one.add_argument(f"--{side}", choices=["consumer", "business", "public"], default=usual)
    one.add_argument("--demanded", metavar="DATE", help="the day payment was asked for, if the due day was not agreed")
    one.add_argument("--arose", metavar="DATE", help="the day the debt arose, where the law asks for it")
    one.add_argument("--received", metavar="DATE", help="the day the invoice arrived, if the due day was not agreed")
    one.add_argument("--region", metavar="CODE", help="the part of the country whose holidays count, where they differ")
    one.add_argument("--agreed-rate", metavar="PERCENT", help="a rate the parties agreed, percent per year")
    _common(one, of_case=False)
    one = words.add_parser(
        "tariff", help="any fee or figure of a profile", description="any fee or figure of a profile"
    )
    one.set_defaults(run=commands.tariff)
    one.add_argument("name", metavar="NAME", help="fee.…, value.… or protected.…")
    one.add_argument("--value", metavar="AMOUNT", help="what the tariff is taken of")
    one.add_argument("--dependants", type=whole, metavar="N", help="how many persons the debtor supports, of a wage")
    one.add_argument("--on", required=True, metavar="DATE", help="the day of the act")
    one.add_argument("--arose", metavar="DATE", help="the day the claim arose")
    one.add_argument("--due", metavar="DATE", help="the day the claim fell due")
    one.add_argument("--mandate", metavar="DATE", help="the day the claim was handed over")
    _common(one, of_case=False)


def _documents(words: Words) -> None:
    one = words.add_parser("case", help="check a case file, or print its schema")
    parts = one.add_subparsers(required=True, dest="part", metavar="check|schema", parser_class=Parser)
    check = parts.add_parser("check", help="tell every fault of a case file")
    check.set_defaults(run=commands.case_check)
    check.add_argument("case", metavar="CASE")
    check.add_argument("--profile", metavar="ID|PATH")
    _output(check)
    schema = parts.add_parser("schema", help="the JSON Schema of the case document")
    schema.set_defaults(run=commands.case_schema)


_NOT_KEPT: Final = (
    "Not what assess, notice and account give: keep the case, and for an account the statement or month it was made "
    "of. What interest and tariff answer is certified by the library, `certificate(..., arguments=...)`."
)
"""What of answers a certificate cannot be made, and what to keep instead."""


def _verify(words: Words) -> None:
    text = "a stored answer with all it was made of: case, question, and the law it used"
    one = words.add_parser("certify", help=text, description=text)
    one.set_defaults(run=certificates.certify)
    one.epilog = _NOT_KEPT
    kinds = "standing, statement, audit, next steps, offer, plan, comparison, life, timeline or month"
    what = f"a {kinds}, as `--json` wrote it"
    _stored(one, what, needed=True)
    one.add_argument("--indent", action="store_true", help="for reading; without it, the canonical text")
    text = "verify a certificate, or ask the question of a stored answer again (exit status 1: something differs)"
    one = words.add_parser("verify", help=text, description=text)
    one.set_defaults(run=certificates.verify)
    one.epilog = _NOT_KEPT
    _stored(one, f"a certificate; or {what}", needed=False)
    _output(one)


def _stored(one: Parser, what: str, *, needed: bool) -> None:
    """The words of commands about an answer that was stored."""
    one.add_argument("answer", metavar="FILE", help=what)
    case = "the case it was asked of, or - for standard input" + ("" if needed else "; a certificate needs none")
    one.add_argument("--case", required=needed, metavar="CASE", help=case)
    usual = "the case's" if needed else "the case's; of a certificate, the installed one, for what it answers today"
    one.add_argument("--profile", metavar="ID|PATH", help=f"a profile, or a folder of one's own (default: {usual})")
    one.add_argument("--reading", action="append", default=[], metavar="NAME=OPTION", help="how a doubt was read")


def _profiles(words: Words) -> None:
    one = words.add_parser("profile", help="look at the law as data")
    profiles.add(one)


def _demo(words: Words) -> None:
    one = words.add_parser("demo", help="one case, from the first letter to the court", description=DEMO)
    one.set_defaults(run=demo)
    language_option(one)
