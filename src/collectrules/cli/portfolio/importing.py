"""`portfolio import`: a file in, cases out, and what is uncertain about each row."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final

from collectrules.answers.documents import dump, dumps
from collectrules.cli.asked import language_option, page_of, profile_of, whole
from collectrules.cli.saying import Document, Said
from collectrules.faces.page import Page
from collectrules.ground.errors import bad_input
from collectrules.portfolio.importing.batches import Batch, gathered
from collectrules.portfolio.importing.filtering import Intake
from collectrules.portfolio.importing.keeping import kept_in
from collectrules.portfolio.importing.layouts import ready_made
from collectrules.portfolio.importing.outcomes import Entered, Import, Outcome, Quarantined, Reason
from collectrules.words.show import Column

if TYPE_CHECKING:
    from collectrules.cli.arguments import Words

ALL_IN: Final = 0
HELD: Final = 1
"""Some rows are in quarantine."""
MOST_SHOWN: Final = 20
"""Cases and rows that a page shows one by one; a document has all."""


def add(parts: Words) -> None:
    """Add the command to the command line."""
    text = "cases from a file of bookkeeping or of another program (exit status 1: some rows are in quarantine)"
    one = parts.add_parser("import", help=text, description=text)
    one.set_defaults(run=run)
    one.add_argument("file", metavar="FILE", help="a file that ends in .csv, .xlsx, .parquet or .jsonl")
    known = f"how the file is laid out: a TOML or JSON file, or one of {', '.join(ready_made())}"
    one.add_argument("--mapping", required=True, metavar="FILE|NAME", help=known)
    one.add_argument(
        "--profile", required=True, metavar="ID|PATH", help="the law of the cases, or a folder of one's own"
    )
    one.add_argument("--into", metavar="FOLDER|TABLE.sqlite", help="where the cases go; none is overwritten")
    one.add_argument("--dry-run", action="store_true", help="only show what would become of the rows")
    one.add_argument(
        "--rejects", metavar="FILE.jsonl", help="write the rows in quarantine out, to be mended and imported"
    )
    one.add_argument(
        "--debtors", metavar="FILE.jsonl", help="write out who the debtor of each case is; no case says it"
    )
    _mending(one)
    _filter(one)
    one.add_argument("--json", action="store_true", help="the answer as a JSON document")
    language_option(one)


def _mending(one: ArgumentParser) -> None:
    text = "take these rows in although something is in doubt; their cases are marked as unverified"
    one.add_argument("--anyway", nargs="+", type=whole, default=[], metavar="ROW", help=text)
    text = "what is to stand in a row in place of what is there, in our name of the field; may be repeated"
    one.add_argument("--fix", action="append", default=[], metavar="ROW.FIELD=VALUE", help=text)


def _filter(one: ArgumentParser) -> None:
    one.add_argument(
        "--after-reminder", type=whole, default=0, metavar="N", help="only invoices with reminder N, 0 to 3"
    )
    text = "the last reminder of an invoice counts as a warning of collection"
    one.add_argument("--last-reminder-warns", action="store_true", help=text)
    one.add_argument(
        "--least-balance", metavar="AMOUNT", help="only debtors who owe as much, without interest and fees"
    )
    one.add_argument("--days-overdue", type=whole, metavar="N", help="only invoices that are as late on a day")
    one.add_argument("--on", metavar="DATE", help="the day on which days overdue are counted, YYYY-MM-DD")


def run(options: Namespace) -> Said:
    """Import, or show what an import would do."""
    if options.into is None and not options.dry_run:
        raise bad_input("import_target", "--into", "a folder or table for the cases, or --dry-run")
    keep = Intake(
        after_reminder=options.after_reminder, last_reminder_warns=options.last_reminder_warns,
        least_balance=options.least_balance, days_overdue=options.days_overdue, on=options.on,
    )  # fmt: skip
    profile = profile_of(options)
    with nullcontext() if options.into is None else kept_in(options.into, dry_run=options.dry_run) as into:
        batch = Batch(
            options.file, options.mapping, profile, keep=keep, fixes=_fixes(options.fix), anyway=options.anyway,
            into=into,
        )  # fmt: skip
        outcomes = [_kept(one, whole=options.dry_run) for one in batch.outcomes(options.watch)]
    found = gathered(batch, outcomes)
    _write(options.rejects, "--rejects", ({**one.cells} for one in found.quarantined))
    _write(options.debtors, "--debtors", ({"case": one.id, **dump(one.debtor)} for one in found.entered))
    status = HELD if found.quarantined else ALL_IN
    if options.json:
        return Said(status, Document(dumps(found, indent=2)))
    page = page_of(options, profile)
    _view(page, found, None if options.dry_run else options.into)
    return Said(status, page)


def _kept(one: Outcome, *, whole: bool) -> Outcome:
    """What is written stands in the store, and not in the answer as well."""
    return one if whole or not isinstance(one, Entered) else one.model_copy(update={"case": None})


def _fixes(words: Sequence[str]) -> dict[int, dict[str, object]]:
    found: dict[int, dict[str, object]] = {}
    for word in words:
        place, sign, value = word.partition("=")
        row, dot, field = place.partition(".")
        if not (sign and dot and field and row.isascii() and row.isdigit()):
            raise bad_input("fix_format", "--fix", "ROW.FIELD=VALUE, such as 12.due=2018-09-15", word)
        found.setdefault(int(row), {})[field] = value
    return found


def _write(name: str | None, option: str, rows: Iterable[dict[str, object]]) -> None:
    """Write rows as JSON Lines to a file that is not there yet."""
    if name is None:
        return
    try:
        with Path(name).open("x", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    except OSError as error:
        raise bad_input("file_not_written", option, "a file that is not there yet and can be written", name) from error


# The page --------------------------------------------------------------------------------------------------


class _Spoken:
    """The words of an import on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def word(self, name: str) -> str:
        return self.page.texts.label("import", name)

    def reason(self, one: Reason) -> str:
        """Return why a row is held: in words where the language has any, else what was expected, and what is there."""
        text = self.page.texts.label("import", one.code, one.expected)
        return f"{text}{'' if one.got is None else f' ({one.got})'} [{one.code}]"

    def tell(self, code: str, **values: int | str) -> None:
        self.page.say(self.page.texts.sentence("import", code, values))

    def listed(self, head: str, counts: Sequence[tuple[str, int]]) -> None:
        """Say what was counted under a heading, if anything was."""
        if counts:
            self.page.heading(self.word(head))
        for code, number in counts:
            self.page.say(f"{number} × {self.word(code)}", indent="- ", hanging="  ")


def _view(page: Page, found: Import, into: str | None) -> None:
    spoken, counts = _Spoken(page), found.counts
    spoken.tell(
        "counts", rows=counts.rows, entered=counts.entered, cases=counts.cases, quarantined=counts.quarantined,
        left_out=counts.left_out,
    )  # fmt: skip
    if into is None:
        spoken.tell("preview")
    else:
        spoken.tell("written", cases=counts.cases, place=into)
    if found.unused:
        spoken.tell("unused", columns=", ".join(found.unused))
    _cases(spoken, found.entered)
    _held(spoken, found.quarantined)
    spoken.listed("left", list(counts.left_out_by.items()))
    spoken.listed("assumed", list(counts.assumptions.items()))


def _cases(spoken: _Spoken, entered: Sequence[Entered]) -> None:
    if not entered:
        return
    page = spoken.page
    page.gap()
    columns = [Column(spoken.word(name), right=name in {"amount", "open"}) for name in _CASE_HEADS]
    page.table(columns, [
        [one.id, ", ".join(map(str, one.rows)), ", ".join(one.invoices), page.number(one.amount), page.number(one.open)]
        for one in entered[:MOST_SHOWN]
    ])  # fmt: skip
    _more(spoken, len(entered))


_CASE_HEADS: Final = ("case", "rows", "invoices", "amount", "open")
_ROW_HEADS: Final = ("row", "column", "", "reason")


def _held(spoken: _Spoken, held: Sequence[Quarantined]) -> None:
    if not held:
        return
    page = spoken.page
    page.heading(spoken.word("quarantine"))
    columns = [Column(spoken.word(name) if name else "", wraps=name == "reason") for name in _ROW_HEADS]
    page.table(columns, [
        [
            str(one.row), reason.column or reason.field or "", spoken.word("must" if reason.kind == "fault" else "may"),
            spoken.reason(reason),
        ]
        for one in held[:MOST_SHOWN] for reason in one.reasons
    ])  # fmt: skip
    _more(spoken, len(held))


def _more(spoken: _Spoken, number: int) -> None:
    if number > MOST_SHOWN:
        spoken.tell("more", number=number - MOST_SHOWN)
