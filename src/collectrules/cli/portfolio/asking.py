"""What the commands about a portfolio share: their store, their laws, their page, and how a run is said."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from collectrules.answers.documents import dumps
from collectrules.cli.asked import language_option, page_of, profile_called
from collectrules.cli.saying import Document, Said
from collectrules.explaining.drafting import texts_of
from collectrules.faces.page import Page
from collectrules.ground.errors import BadInput, bad_input
from collectrules.loader import model as m
from collectrules.loader.find import known
from collectrules.nouns.case import parse, read_text
from collectrules.portfolio.running import Item, Laws, Refused, Run
from collectrules.portfolio.sheets import write_csv, write_excel
from collectrules.portfolio.stores import Store, open_store
from collectrules.portfolio.tabled import Tabled, table_of
from collectrules.words.show import Column
from collectrules.words.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Sequence

ANSWERED: Final = 0
LEFT: Final = 1
"""Some cases were refused."""
MOST_TOLD: Final = 20
"""Refused cases that a page tells one by one; a document has all."""


class Installed(Mapping[str, m.Profile]):
    """The installed profiles by id, each loaded when the first case asks for it."""

    def __init__(self) -> None:
        self.loaded: dict[str, m.Profile] = {}

    def __getitem__(self, name: str) -> m.Profile:
        """Load a profile; `KeyError` if there is none of that id."""
        if name not in self.loaded:
            if name.upper() not in known():
                raise KeyError(name)
            self.loaded[name] = profile_called(name)
        return self.loaded[name]

    def __iter__(self) -> Iterator[str]:
        """Yield every id."""
        return iter(known())

    def __len__(self) -> int:
        """How many there are."""
        return len(known())


def options_of_all(one: ArgumentParser) -> None:
    """Add what every command about a portfolio takes."""
    one.add_argument("store", metavar="STORE", help="a folder of case files, or a file of SQLite with a table cases")
    one.add_argument("--on", required=True, metavar="DATE", help="the day asked about, YYYY-MM-DD")
    one.add_argument("--profile", metavar="ID|PATH", help="one profile for all cases (default: each case's own)")
    one.add_argument("--reading", action="append", default=[], metavar="NAME=OPTION", help="how to read a doubt")
    one.add_argument("--json", action="store_true", help="the answer as a JSON document")
    language_option(one)


def file_options(one: ArgumentParser, what: str) -> None:
    """Add the files for spreadsheets that an answer can be written to."""
    one.add_argument("--csv", metavar="FILE", help=f"write {what} as CSV")
    one.add_argument("--excel", metavar="FILE", help="write it as a workbook of Excel (extra tables)")


def write(options: Namespace, found: Tabled) -> None:
    """Write an answer to the files that were named."""
    if options.csv is not None:
        write_csv(found, options.csv, language=options.lang)
    if options.excel is not None:
        write_excel(found, options.excel, language=options.lang)


def written(options: Namespace, page: Page, found: Tabled) -> bool:
    """Say to which files the rows of an answer were written; whether there are any."""
    names = [name for name in (options.csv, options.excel) if name is not None]
    for name in names:
        page.say(page.texts.sentence("report_page", "written", {"rows": len(table_of(found).rows), "file": name}))
    return bool(names)


def laws_of(options: Namespace) -> Laws:
    """Return the law that was named, else those of the cases."""
    return Installed() if options.profile is None else profile_called(options.profile)


def store_of(options: Namespace) -> Store:
    """Open the store."""
    return open_store(options.store)


def watched(options: Namespace, store: Store) -> Iterable[Item]:
    """Return the cases of a store, one at a time, and show how far they are."""
    return cast("Iterable[Item]", options.watch(cast("Sequence[Any]", store)))


def pairs_in(name: str | None, option: str) -> dict[str, str]:
    """Return what a file says of each case (JSON or TOML, case id = word); nothing without a file.

    Raises:
        BadInput: `not_a_document`.

    """
    if name is None:
        return {}
    try:
        found = parse(read_text(Path(name)))
    except BadInput as error:
        raise bad_input(error.code, option, error.faults[0].expected, error.faults[0].got) from None
    if not isinstance(found, Mapping) or not all(isinstance(value, str) for value in found.values()):
        raise bad_input("not_a_document", option, "an object with a word for each case")
    return dict(found)


class Speaking:
    """The words of a portfolio: its own page, and the labels of each law under which a row was asked."""

    def __init__(self, options: Namespace, laws: Laws) -> None:
        self.language, self.laws = options.lang, laws
        self.page: Page = page_of(options, self._any())

    def _any(self) -> m.Profile:
        """Any of the laws: nothing of it is shown where no case is."""
        if isinstance(self.laws, m.Profile):
            return self.laws
        asked = self.laws.loaded if isinstance(self.laws, Installed) else self.laws
        return next(iter(asked.values()), None) or self.laws[next(iter(self.laws))]

    def of(self, law: str, currency: str) -> Texts:
        """Return the words of a law, with sums in a currency."""
        return texts_of(self.laws if isinstance(self.laws, m.Profile) else self.laws[law], self.language, currency)

    def word(self, name: str) -> str:
        """Return a word of the portfolio's own."""
        return self.page.texts.label("portfolio", name)

    def tell(self, code: str, **values: Any) -> None:  # noqa: ANN401  # whatever can be written
        """Say a sentence of the portfolio's own."""
        self.page.say(self.page.texts.sentence("portfolio", code, values))

    def columns(self, *names: str, right: tuple[str, ...] = ()) -> list[Column]:
        """Return columns under the portfolio's own words; one of an empty name has no title."""
        return [
            Column(self.word(name) if name else "", right=name in right, wraps=bool(name) and name not in right)
            for name in names
        ]


def said(options: Namespace, laws: Laws, found: Run, view: Callable[[Speaking], None]) -> Said:
    """Say an answer as a document, or as a page with what was refused at its end; then the exit status is 1."""
    status = LEFT if found.refused else ANSWERED
    if options.json:
        return Said(status, Document(dumps(found, indent=2)))
    spoken = Speaking(options, laws)
    view(spoken)
    _refused(spoken, found.refused)
    return Said(status, spoken.page)


def _refused(spoken: Speaking, found: Sequence[Refused]) -> None:
    if not found:
        return
    spoken.page.heading(spoken.word("refused"))
    for one in found[:MOST_TOLD]:
        name = one.case or one.source or ""
        for fault in one.faults:
            got = "" if fault.got is None else f" ({fault.got})"
            spoken.page.say(f"{name}: {fault.path}: {fault.expected}{got} [{fault.code}]", indent="- ", hanging="  ")
    if len(found) > MOST_TOLD:
        spoken.tell("more_refused", number=len(found) - MOST_TOLD)
