"""Where an import puts its cases: a folder with a file for each, or a table of SQLite; nothing is ever overwritten."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from collectrules.answers.documents import dumps
from collectrules.ground.errors import BadInput, bad_input
from collectrules.nouns.case import Case
from collectrules.portfolio.importing.batches import Into
from collectrules.portfolio.stores import TABLE

_SUFFIXES: Final = frozenset({".sqlite", ".sqlite3", ".db"})


def file_name(case: str) -> str:
    """Return the name of the file of a case: its id, with what no file system likes written by its number.

    >>> file_name("84"), file_name("E-I-235/18"), file_name("..")
    ('84.json', 'E-I-235%2F18.json', '%2E..json')
    """
    name = re.sub(r"[^\w.-]", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), case, flags=re.ASCII)
    return f"{name.replace('.', '%2E', 1) if name.startswith('.') else name}.json"


@contextmanager
def kept_in(place: str | Path, *, dry_run: bool = False) -> Iterator[Into]:
    """Open a folder (made if it is not there) or, by its ending, a table of SQLite with `id` and `body`.

    Args:
        place: a folder, or a file that ends in `.sqlite`, `.sqlite3` or `.db`.
        dry_run: refuse what is there already, and write nothing.

    Raises:
        BadInput: `file_not_written`, the place cannot be written to.

    """
    path = Path(place)
    if path.suffix.lower() in _SUFFIXES and not path.is_dir():
        with _table(path, dry_run=dry_run) as table:
            yield table
        return
    if not dry_run:
        _made(path)
    yield _Folder(path, dry_run=dry_run)


def _not_written(path: Path, error: Exception) -> BadInput:
    return bad_input(
        "file_not_written", "into", "a place that can be written to", f"{path.name}: {type(error).__name__}"
    )


def _there(case: Case) -> BadInput:
    return bad_input("case_exists", "id", "a case that is not there yet: none is overwritten", case.id)


def _made(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_written(path, error) from None


class _Folder:
    def __init__(self, path: Path, *, dry_run: bool) -> None:
        self.path, self.dry_run = path, dry_run

    def add(self, case: Case) -> None:
        path = self.path / file_name(case.id)
        if self.dry_run:
            if path.exists():
                raise _there(case)
            return
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(dumps(case, indent=2) + "\n")
        except FileExistsError:
            raise _there(case) from None
        except OSError as error:
            raise _not_written(path, error) from None


class _Table:
    def __init__(self, base: sqlite3.Connection, *, dry_run: bool) -> None:
        self.base, self.dry_run = base, dry_run

    def add(self, case: Case) -> None:
        if self.dry_run:
            if self.base.execute("SELECT 1 FROM cases WHERE id = ?", (case.id,)).fetchone():
                raise _there(case)
            return
        try:
            self.base.execute("INSERT INTO cases VALUES (?, ?)", (case.id, dumps(case)))
        except sqlite3.IntegrityError:
            raise _there(case) from None


@contextmanager
def _table(path: Path, *, dry_run: bool) -> Iterator[_Table]:
    """All cases of an import are one transaction; a run that only tries leaves no file behind."""
    place = ":memory:" if dry_run and not path.exists() else str(path)
    try:
        with closing(sqlite3.connect(place)) as base, base:
            if not dry_run or place == ":memory:":
                base.execute(TABLE)
            yield _Table(base, dry_run=dry_run)
    except sqlite3.Error as error:
        raise _not_written(path, error) from None
