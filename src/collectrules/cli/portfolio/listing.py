"""`portfolio next`, `worklist` and `digest`: a row for each case, the steps that wait, and five queues."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from collectrules.answers.documents import dumps, load
from collectrules.cli.asked import readings_of, whole
from collectrules.cli.portfolio.asking import (
    ANSWERED,
    LEFT,
    Speaking,
    file_options,
    laws_of,
    options_of_all,
    pairs_in,
    said,
    store_of,
    watched,
    write,
    written,
)
from collectrules.cli.saying import Document, Said
from collectrules.ground.dates import to_date
from collectrules.ground.errors import bad_input
from collectrules.portfolio.digests import CADENCE, Digest, digest
from collectrules.portfolio.running import Laws
from collectrules.portfolio.summaries import Filter, Overview, Summary, overview
from collectrules.portfolio.worklists import MOST, Only, Taken, WorkItem, Worklist, take, worklist
from collectrules.words.show import Cell

if TYPE_CHECKING:
    from collectrules.cli.arguments import Words

_LISTS: Final = {
    "case": "cases", "reference": "references", "debtor": "debtors", "country": "countries", "handler": "handlers",
    "stage": "stages", "last_action": "last_actions",
}  # fmt: skip
"""Option of the command line → field of the filter."""
_FEW: Final = 5
"""Cases of a queue that a page names; a document has all."""


def add(parts: Words) -> None:
    """Add the commands to the command line."""
    _add_next(_part(parts, "next", run_next, "a row for each open case: where it stands, what is owed, what is next"))
    _add_worklist(_part(parts, "worklist", run_worklist, "the steps that wait, counted, the oldest first"))
    one = _part(parts, "digest", run_digest, "what waits in five queues, and whether somebody is to be told today")
    one.add_argument("--last", metavar="FILE", help="the digest before, as --json wrote it")
    one.add_argument("--cadence", metavar="DAYS", help=f"days after a change (default: {','.join(map(str, CADENCE))})")


def _part(parts: Words, name: str, run: object, text: str) -> ArgumentParser:
    one = parts.add_parser(name, help=text, description=f"{text} (exit status 1: some cases were refused)")
    one.set_defaults(run=run)
    options_of_all(one)
    return one


def _add_next(one: ArgumentParser) -> None:
    for word, field in _LISTS.items():
        name = f"--{word.replace('_', '-')}"
        one.add_argument(
            name, action="append", default=[], metavar="WORD", help=f"only these {field.replace('_', ' ')}"
        )
    one.add_argument("--status", choices=["open", "closed", "all"], default="open", help="which cases (default: open)")
    one.add_argument("--actionable", action="store_true", help="only cases that wait for the creditor")
    one.add_argument("--follow-up", metavar="FIRST:LAST", help="only what is planned, or waits, between two days")
    one.add_argument("--debtors", metavar="FILE", help="a file with the key of each case's debtor (JSON or TOML)")
    one.add_argument("--assume", choices=["carry_forward"], help="go beyond the last published rate (provisional)")


def _add_worklist(one: ArgumentParser) -> None:
    one.add_argument("--until", metavar="DATE", help="list what is planned up to a day, too")
    one.add_argument("--workflow", metavar="NAME", help="only steps of this workflow")
    one.add_argument("--step", type=whole, metavar="N", help="only this step of it; the first is 1")
    one.add_argument("--action", metavar="NAME", help="only this action")
    picks = "only the steps of this case, or this step of it (may be said again)"
    one.add_argument("--only", action="append", default=[], metavar="CASE[:ACTION]", help=picks)
    one.add_argument("--limit", type=whole, default=MOST, metavar="N", help=f"steps on a page (default: {MOST})")
    one.add_argument("--page", metavar="KEY", help="go on where the page before ended")
    file_options(one, "the steps of the page")
    one.add_argument("--take", action="store_true", help="record the steps of the page as done on the day")
    one.add_argument("--dry-run", action="store_true", help="with --take: only say what would become of them")


# Rows ------------------------------------------------------------------------------------------------------


def run_next(options: Namespace) -> Said:
    """Show a row for each case that the filter keeps."""
    laws, store = laws_of(options), store_of(options)
    found = overview(
        watched(options, store), laws, on=options.on, debtors=pairs_in(options.debtors, "--debtors"),
        kept=_filter(options), readings=readings_of(options), assume=options.assume,
    )  # fmt: skip
    return said(options, laws, found, lambda spoken: _rows(spoken, found))


def _filter(options: Namespace) -> Filter:
    first, sign, last = (options.follow_up or ":").partition(":")
    if not sign:
        raise bad_input("follow_up", "--follow-up", "FIRST:LAST, two days of which one may be left out", first)
    words = {field: frozenset(getattr(options, word)) for word, field in _LISTS.items()}
    return Filter(
        **words, status=options.status, actionable=True if options.actionable else None,
        follow_up=(to_date(first, "--follow-up") if first else None, to_date(last, "--follow-up") if last else None),
    )  # fmt: skip


def _rows(spoken: Speaking, found: Overview) -> None:
    names = ("", "case", "stage", "outlook", "owed", "last", "next", "planned", "waits_since", "again")
    spoken.page.table(spoken.columns(*names, right=("owed",)), [_row(spoken, row) for row in found.rows])
    spoken.page.gap()
    spoken.tell("rows", on=found.on, cases=found.cases, shown=len(found.rows), left_out=found.left_out)


def _row(spoken: Speaking, row: Summary) -> list[str | Cell]:
    texts = spoken.of(row.profile, row.currency)
    last = "" if row.last_action is None else f"{texts.label('act', row.last_action)} {row.last_action_on}"
    return [
        Cell("!", ("red", "bold")) if row.actionable else "",
        row.case if row.debtor is None else f"{row.case} ({row.debtor})",
        texts.label("stage", row.stage),
        "" if row.outlook is None else texts.label("light", row.outlook.light),
        f"{texts.amount(row.owed.total)} {row.currency}",
        last,
        "" if row.next_action is None else texts.label("act", row.next_action),
        *(str(day or "") for day in (row.next_on, row.actionable_since, row.look_again_on)),
    ]


# The worklist ----------------------------------------------------------------------------------------------


def run_worklist(options: Namespace) -> Said:
    """Show what waits, or record one page of it."""
    laws, store = laws_of(options), store_of(options)
    if options.dry_run and not options.take:
        raise bad_input("dry_run", "--dry-run", "--take, which it tries")
    if options.take and (options.csv or options.excel):
        raise bad_input("file_of_taken", "--take", "a list to write to a file, or steps to record; not both")
    found = worklist(
        watched(options, store), laws, on=options.on, until=options.until, limit=options.limit, page=options.page,
        only=_only(options), readings=readings_of(options),
    )  # fmt: skip
    if not options.take:
        write(options, found)
        return said(options, laws, found, lambda spoken: _waiting(options, spoken, found))
    done = take(
        options.watch(_open(options, found)), store, laws, on=options.on, dry_run=options.dry_run,
        readings=readings_of(options),
    )  # fmt: skip
    return _taken(options, laws, done)


def _only(options: Namespace) -> Only:
    picks = frozenset(options.only)
    return Only(workflow=options.workflow, step=options.step, action=options.action, picks=picks)


def _open(options: Namespace, found: Worklist) -> list[WorkItem]:
    """The steps of the page that can be taken; one that was picked by its name and cannot is not passed over."""
    later = [item for item in found.items if item.status != "open"]
    if options.only and later:
        raise bad_input("item_waits", "--only", "steps that are open on the day", ", ".join(one.case for one in later))
    return [item for item in found.items if item.status == "open"]


def _waiting(options: Namespace, spoken: Speaking, found: Worklist) -> None:
    groups = [
        [one.workflow or "", str(one.step or ""), _action(spoken, one.profile, one.action), str(one.count)]
        for one in found.groups
    ]
    spoken.page.table(spoken.columns("workflow", "step", "action", "count", right=("step", "count")), groups)
    spoken.page.gap()
    if not written(options, spoken.page, found):
        names = ("case", "claims", "action", "waits_since", "planned")
        spoken.page.table(spoken.columns(*names), [_item(spoken, one) for one in found.items])
    spoken.page.gap()
    spoken.tell("waiting", on=found.on, cases=found.cases, waiting=found.waiting, idle=found.idle)
    spoken.tell("page", wanted=found.wanted, before=found.before, shown=len(found.items), left=found.left)
    if found.next_page is not None:
        spoken.tell("next_page", key=found.next_page)


def _item(spoken: Speaking, one: WorkItem) -> list[str]:
    action = _action(spoken, one.profile, one.action)
    return [one.case, ", ".join(one.claims), action, str(one.since), str(one.on)]


def _action(spoken: Speaking, law: str, action: str) -> str:
    return spoken.of(law, "").label("act", action)


def _taken(options: Namespace, laws: Laws, found: Taken) -> Said:
    """Say what became of the steps; status 1 if some were not done."""
    wrong = (*found.stale, *found.refused)
    status = LEFT if wrong else ANSWERED
    if options.json:
        return Said(status, Document(dumps(found, indent=2)))
    spoken = Speaking(options, laws)
    done, already, stale, refused = map(len, (found.done, found.already, found.stale, found.refused))
    spoken.tell("would_take" if found.dry_run else "taken", chosen=found.chosen, done=done, already=already)
    spoken.tell("not_taken", stale=stale, refused=refused)
    for one in wrong:
        for fault in one.faults:
            line = f"{one.case}: {fault.path}: {fault.expected} > {fault.got or '-'} [{fault.code}]"
            spoken.page.say(line, indent="- ", hanging="  ")
    return Said(status, spoken.page)


# The digest ------------------------------------------------------------------------------------------------


def run_digest(options: Namespace) -> Said:
    """Show the five queues."""
    laws, store = laws_of(options), store_of(options)
    last = None if options.last is None else load(Path(options.last), kind=Digest)
    found = digest(
        watched(options, store), laws, on=options.on, last=last if isinstance(last, Digest) else None,
        cadence=_cadence(options.cadence), readings=readings_of(options),
    )  # fmt: skip
    return said(options, laws, found, lambda spoken: _queues(spoken, found))


def _cadence(words: str | None) -> tuple[int, ...]:
    if words is None:
        return CADENCE
    days = words.split(",")
    if not all(day.isascii() and day.isdigit() for day in days):
        raise bad_input("cadence", "--cadence", "whole numbers of days, such as 1,2,5", words)
    return tuple(map(int, days))


def _queues(spoken: Speaking, found: Digest) -> None:
    rows = [[spoken.word(one.name), str(one.count), ", ".join(one.cases[:_FEW])] for one in found.queues]
    spoken.page.table(spoken.columns("queue", "count", "first_cases", right=("count",)), rows)
    spoken.page.gap()
    spoken.tell("unchanged", on=found.on, since=found.unchanged_since, cases=found.cases)
    if found.tell:
        spoken.tell("tell")
    if found.tell_next is not None:
        spoken.tell("tell_next", day=found.tell_next)
