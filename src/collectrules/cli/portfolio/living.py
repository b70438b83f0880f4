"""`portfolio simulate`: how the lives of many cases end."""

from __future__ import annotations

from argparse import Namespace
from decimal import Decimal
from typing import TYPE_CHECKING

from collectrules.cli.asked import readings_of
from collectrules.cli.lives import taking
from collectrules.cli.portfolio.asking import Speaking, laws_of, options_of_all, said, store_of, watched
from collectrules.cli.saying import Said
from collectrules.portfolio.imagined import LifeRow, Simulated, simulated

if TYPE_CHECKING:
    from collectrules.cli.arguments import Words


def add(parts: Words) -> None:
    """Add the command to the command line."""
    text = "what will become of each case if creditor, debtors and courts behave as imagined"
    one = parts.add_parser("simulate", help=text, description=f"{text} (exit status 1: some cases were refused)")
    one.set_defaults(run=run)
    options_of_all(one)
    one.add_argument("--until", required=True, metavar="DATE", help="the last day")
    one.add_argument("--behaviour", action="append", metavar="NAME", help="never_pays, pays_monthly:AMOUNT, …")
    one.add_argument("--workflow", metavar="NAME", help="the policy the creditor follows (default: each case's)")
    one.add_argument(
        "--arrives", action="append", default=[], metavar="ACTION=DAYS", help="a letter that is received after so long"
    )


def run(options: Namespace) -> Said:
    """Simulate each case, and show how its life ended."""
    laws, store = laws_of(options), store_of(options)
    found = simulated(
        watched(options, store), laws, on=options.on, until=options.until,
        behaviour=options.behaviour or "never_pays", workflow=options.workflow,
        arrives=taking(options.arrives, "arrives"), readings=readings_of(options),
    )  # fmt: skip
    return said(options, laws, found, lambda spoken: _view(spoken, found))


def _view(spoken: Speaking, found: Simulated) -> None:
    numbers = ("paid", "owed", "laid_out")
    rows = [_row(spoken, one) for one in found.rows]
    spoken.page.table(spoken.columns("case", "over_on", *numbers, "stage", right=numbers), rows)
    spoken.page.gap()
    for total in found.sums:
        paid, owed, laid_out = (_sum(spoken, one, total.currency) for one in (total.paid, total.owed, total.advanced))
        spoken.tell("lives", lives=total.lives, until=found.until, paid=paid, owed=owed, laid_out=laid_out)


def _row(spoken: Speaking, one: LifeRow) -> list[str]:
    sums = [_sum(spoken, amount, one.currency) for amount in (one.paid, one.owed, one.advanced)]
    return [one.case, str(one.over_on), *sums, spoken.of(one.profile, one.currency).label("stage", one.stage)]


def _sum(spoken: Speaking, amount: Decimal, currency: str) -> str:
    return f"{spoken.page.number(amount)} {currency}"
