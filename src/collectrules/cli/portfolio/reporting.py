"""`portfolio report` and `portfolio diff`: figures and rows of many cases, and what another law changes in them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from collectrules.answers.documents import dumps
from collectrules.cli.asked import language_option, page_of, pairs_of, profile_called, readings_of, whole
from collectrules.cli.portfolio.asking import (
    ANSWERED,
    LEFT,
    MOST_TOLD,
    file_options,
    laws_of,
    pairs_in,
    store_of,
    watched,
    write,
    written,
)
from collectrules.cli.saying import Document, Said
from collectrules.faces.page import Page
from collectrules.ground.dates import to_date
from collectrules.ground.errors import bad_input
from collectrules.loader import model as m
from collectrules.portfolio.diffing import CaseChange, LawChange, SumChange, law_change
from collectrules.portfolio.reporting import REPORTS, report_called
from collectrules.portfolio.reporting.acts import CREDITED
from collectrules.portfolio.reporting.bills import creditor_account, load_bills
from collectrules.portfolio.reporting.commissions import load_shares
from collectrules.portfolio.reporting.figures import RATES
from collectrules.portfolio.reporting.reading import SINCE, Kept
from collectrules.portfolio.reporting.tables import Cell, Column, Report, spoken_in, title_of, word_of
from collectrules.portfolio.running import Laws, Refused
from collectrules.words.show import Column as Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collectrules.cli.arguments import Words

BILLS: Final = "creditor_account"
_WIDEST: Final = 8
"""Columns of a table that stand side by side if there are few rows; with more, each stands in a line of its own."""
_FEW: Final = 3
_RIGHT: Final = frozenset({"number", "amount", "percent", "days"})
_DAYS: Final = {"on": ("on",), "period": ("first", "last"), "month": ("month",)}
_OPTIONS: Final = {"first": "--from", "last": "--until"}
_CHOICES: Final = ("since", "of", "window", "credited", "received_by", "debtors", "shares")


def add(parts: Words) -> None:
    """Add the commands to the command line."""
    text = "a report on many cases, with its definition (exit status 1: some cases were refused)"
    one = parts.add_parser("report", help=text, description=text)
    one.set_defaults(run=run_report)
    one.add_argument("name", metavar="NAME", choices=[*REPORTS, BILLS], help=", ".join((*REPORTS, BILLS)))
    one.add_argument(
        "store",
        metavar="STORE",
        help=f"a folder or table of cases; a file of bills for {BILLS}",
    )
    _days(one)
    _which(one)
    _choices(one)
    file_options(one, "the report")
    one.add_argument("--profile", metavar="ID|PATH", help="one profile for all cases (default: each case's own)")
    one.add_argument("--reading", action="append", default=[], metavar="NAME=OPTION", help="how to read a doubt")
    _output(one)
    _add_diff(parts)


def _output(one: ArgumentParser) -> None:
    one.add_argument("--assume", choices=["carry_forward"], help="go beyond the last published rate (provisional)")
    one.add_argument("--json", action="store_true", help="the answer as a JSON document")
    language_option(one)


def _days(one: ArgumentParser) -> None:
    one.add_argument("--on", metavar="DATE", help="the day asked about, YYYY-MM-DD")
    one.add_argument(
        "--from", dest="first", metavar="DATE", help="the first day: of a period, or on which a case began"
    )
    one.add_argument("--until", dest="last", metavar="DATE", help="the last such day")
    one.add_argument("--month", metavar="MONTH", help="the month, YYYY-MM")


def _which(one: ArgumentParser) -> None:
    one.add_argument("--status", choices=["all", "open", "paid", "closed"], default="all", help="only such cases")
    one.add_argument("--stage", action="append", default=[], metavar="STAGE", help="only cases in this stage")
    one.add_argument("--country", action="append", default=[], metavar="CODE", help="only debtors of this country")


def _choices(one: ArgumentParser) -> None:
    one.add_argument("--since", choices=SINCE, help="the day from which a case counts (default: claim)")
    one.add_argument("--of", choices=RATES, help="what is recovered of what (default: principal)")
    one.add_argument("--window", type=whole, metavar="N", help="days in which a payment follows an act (default: 14)")
    one.add_argument("--credited", choices=CREDITED, help="the acts that a payment is credited to (default: last)")
    receivers = ["creditor", "collector", "court", "office"]
    one.add_argument("--received-by", choices=receivers, help="who took payments in (default: collector)")
    one.add_argument("--debtors", metavar="FILE", help="a file with the key of each case's debtor (JSON or TOML)")
    shares = "a file with what the agency keeps of principal, interest, fees and costs, in per cent"
    one.add_argument("--shares", metavar="FILE", help=shares)
    one.add_argument("--term", type=whole, metavar="N", help="days until a bill is due that names no day")


def _add_diff(parts: Words) -> None:
    text = "the same cases under two laws: what changes, and which letters quote the old one"
    one = parts.add_parser("diff", help=text, description=f"{text} (exit status 1: some cases were refused)")
    one.set_defaults(run=run_diff)
    one.add_argument("store", metavar="STORE", help="a folder of case files, or a file of SQLite with a table cases")
    one.add_argument("--profile", required=True, metavar="ID|PATH", help="the law as it is asked now")
    one.add_argument(
        "--versus", metavar="ID|PATH", help="the law to hold against it (default: the same, read otherwise)"
    )
    one.add_argument("--on", required=True, metavar="DATE", help="the day asked about, YYYY-MM-DD")
    one.add_argument("--reading", action="append", default=[], metavar="NAME=OPTION", help="how to read a doubt now")
    other = "how to read it under the other law"
    one.add_argument("--versus-reading", action="append", default=[], metavar="NAME=OPTION", help=other)
    file_options(one, "the differences")
    _output(one)


def _page(options: Namespace, laws: Laws) -> Page:
    """An empty page; it names no record of a law, so that any will do."""
    return page_of(options, laws if isinstance(laws, m.Profile) else laws[next(iter(laws))])


# Reports ---------------------------------------------------------------------------------------------------


def run_report(options: Namespace) -> Said:
    """Make a report, and show or write it."""
    laws = laws_of(options)
    found = _bills(options) if options.name == BILLS else _of_cases(options, laws)
    status = LEFT if found.refused else ANSWERED
    write(options, found)
    if options.json:
        return Said(status, Document(dumps(found, indent=2)))
    page = _page(options, laws)
    _show(page, options, found)
    return Said(status, page)


def _bills(options: Namespace) -> Report:
    given = [word for word in (*_CHOICES, "first", "last", "month") if getattr(options, word) is not None]
    _refuse(options, given)
    return creditor_account(load_bills(Path(options.store)), on=_given(options, "on"), term=options.term)


def _refuse(options: Namespace, words: Sequence[str]) -> None:
    """Refuse options that a report has no use for."""
    for word in words:
        name = _OPTIONS.get(word, f"--{word.replace('_', '-')}")
        raise bad_input("not_of_report", name, f"an option of the report {options.name}")


def _given(options: Namespace, word: str, code: str = "missing_day") -> Any:  # noqa: ANN401  # of the command line
    value = getattr(options, word)
    if value is None:
        name = _OPTIONS.get(word, f"--{word}")
        raise bad_input(code, name, f"what the report {options.name} is asked of")
    return value


def _of_cases(options: Namespace, laws: Laws) -> Report:
    kind = REPORTS[options.name]
    terms = {word: _given(options, word) for word in _DAYS[kind.days]}
    window = kind.days == "on" and "kept" in kind.takes
    takes = kind.takes | set(terms) | ({"first", "last"} if window else set())
    chosen = [
        word for word in (*_CHOICES, "on", "first", "last", "month", "term") if getattr(options, word) is not None
    ]
    filtered = [word for word in ("stage", "country") if getattr(options, word)]
    filtered += ["status"] if options.status != "all" else []
    _refuse(options, [word for word in chosen if word not in takes] + ([] if "kept" in kind.takes else filtered))
    terms |= {word: getattr(options, word) for word in chosen if word in kind.takes}
    if "debtors" in terms:
        terms["debtors"] = pairs_in(terms["debtors"], "--debtors")
    if "shares" in kind.takes:
        terms["shares"] = load_shares(Path(_given(options, "shares", "missing_shares")))
    if "kept" in kind.takes:
        terms["kept"] = _kept(options, window=window)
    return report_called(options.name)(
        watched(options, store_of(options)), laws, readings=readings_of(options), assume=options.assume, **terms
    )


def _kept(options: Namespace, *, window: bool) -> Kept:
    days = [options.first, options.last] if window else [None, None]
    first, last = (None if day is None else to_date(day, "--from") for day in days)
    return Kept(
        status=options.status, stages=frozenset(options.stage), countries=frozenset(options.country), first=first,
        last=last, since=options.since or "claim",
    )  # fmt: skip


def _show(page: Page, options: Namespace, found: Report) -> None:
    spoken = spoken_in(found, options.lang)
    page.title(f"{spoken.title[:1].upper()}{spoken.title[1:]}")
    for note in spoken.notes:
        page.say(note)
    page.gap()
    if not written(options, page, found):
        _table_of(page, spoken.heads, found)
    _refused(page, found.refused)


def _table_of(page: Page, heads: Sequence[str], found: Report) -> None:
    if len(found.columns) > _WIDEST and 0 < len(found.rows) <= _FEW:
        _upright(page, heads, found)
    else:
        rows = [[_cell(page, row.get(one.key), one) for one in found.columns] for row in found.rows]
        page.table([_column(head, one) for head, one in zip(heads, found.columns, strict=True)], rows)


def _column(head: str, one: Column) -> Shown:
    right = one.unit in _RIGHT
    return Shown(head, right=right, wraps=not right)


def _upright(page: Page, heads: Sequence[str], found: Report) -> None:
    """A table of few rows and many columns, each column in a line."""
    rows = [
        [head, *(_cell(page, row.get(one.key), one) for row in found.rows)]
        for head, one in zip(heads, found.columns, strict=True)
    ]
    page.table([Shown(""), *(Shown("", right=True) for _ in found.rows)], rows)


def _cell(page: Page, value: Cell, one: Column) -> str:
    if value is None:
        return ""
    if one.unit in {"amount", "percent", "days"}:
        return page.texts.amount(value)  # type: ignore[arg-type]  # a decimal, by the unit of its column
    return word_of(page.texts, value, one.unit) if isinstance(value, str) else str(value)


def _refused(page: Page, found: Sequence[Refused]) -> None:
    if not found:
        return
    page.heading(page.texts.label("portfolio", "refused"))
    for one in found[:MOST_TOLD]:
        name = one.case or one.source or ""
        for fault in one.faults:
            got = "" if fault.got is None else f" ({fault.got})"
            page.say(f"{name}: {fault.path}: {fault.expected}{got} [{fault.code}]", indent="- ", hanging="  ")
    _more(page, len(found))


def _more(page: Page, number: int) -> None:
    if number > MOST_TOLD:
        page.say(page.texts.sentence("portfolio", "more_refused", {"number": number - MOST_TOLD}))


# Two laws --------------------------------------------------------------------------------------------------


def run_diff(options: Namespace) -> Said:
    """Hold two laws against one another."""
    before = profile_called(options.profile)
    after = before if options.versus is None else profile_called(options.versus)
    found = law_change(
        watched(options, store_of(options)), before, after, on=options.on, readings_before=readings_of(options),
        readings_after=pairs_of(options.versus_reading, "--versus-reading"), assume=options.assume,
    )  # fmt: skip
    status = LEFT if found.refused else ANSWERED
    write(options, found)
    if options.json:
        return Said(status, Document(dumps(found, indent=2)))
    page = page_of(options, before)
    _changes(page, found, before, after)
    if not written(options, page, found):
        _rows_of(page, found.rows)
    _refused(page, found.refused)
    return Said(status, page)


def _changes(page: Page, found: LawChange, before: m.Profile, after: m.Profile) -> None:
    texts = page.texts
    title = texts.label("report_title", "law_change")
    page.title(f"{title[:1].upper()}{title[1:]}")
    one, other = (_called(law, chosen) for law, chosen in
                  ((before, found.readings_before), (after, found.readings_after)))  # fmt: skip
    page.say(texts.sentence("report_page", "laws", {"on": found.on, "before": one, "after": other}))
    numbers = {word: getattr(found, word) for word in ("cases", "changed", "same", "letters")}
    page.say(texts.sentence("report_page", "changed", {**numbers, "refused": len(found.refused)}))
    page.heading(texts.label("report_page", "in_all"))
    _table(page, "component", [_sum(page, "", one) for one in found.totals])
    page.gap()


def _rows_of(page: Page, rows: Sequence[CaseChange]) -> None:
    shown = rows[:MOST_TOLD]
    _table(page, "case", [_sum(page, row.case, one) for row in shown for one in row.sums if one.component != "total"])
    _steps(page, shown)
    _letters(page, shown)
    _more(page, len(rows))


def _called(law: m.Profile, chosen: Mapping[str, str]) -> str:
    words = ", ".join(f"{name}={option}" for name, option in sorted(chosen.items()))
    return f"{law.header.id} {law.header.version}" + (f" [{words}]" if words else "")


def _sum(page: Page, case: str, one: SumChange) -> list[str]:
    head = page.texts.label("component", one.component)
    sums = [page.texts.amount(sum_) for sum_ in (one.before, one.after, one.change)]
    return [f"{case} {head}".strip(), one.currency, *sums]


def _table(page: Page, head: str, rows: Sequence[Sequence[str]]) -> None:
    if rows:
        names = (head, "currency", "before", "after", "difference")
        right = {"before", "after", "difference"}
        page.table([Shown(title_of(page.texts, name), right=name in right) for name in names], rows)


def _heads(page: Page, *names: str) -> list[Shown]:
    return [Shown(title_of(page.texts, name), wraps=True) for name in names]


def _steps(page: Page, rows: Sequence[CaseChange]) -> None:
    found = [
        [row.case, page.record("act", one.action), page.texts.label("report_word", one.what), one.before or "",
         one.after or ""]
        for row in rows for one in row.steps
    ]  # fmt: skip
    if found:
        page.heading(page.texts.label("report_page", "steps"))
        page.table(_heads(page, "case", "action", "differs", "before", "after"), found)


def _letters(page: Page, rows: Sequence[CaseChange]) -> None:
    found = [
        [row.case, page.record("act", one.kind), str(one.on),
         ", ".join(page.texts.label("report_word", word) for word in one.because)]
        for row in rows for one in row.letters
    ]  # fmt: skip
    if found:
        page.heading(page.texts.label("report_page", "letters"))
        page.table(_heads(page, "case", "letter", "on", "differs"), found)
