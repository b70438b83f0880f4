"""Where cases are kept: a folder of case files, a table of SQLite, or memory; read one at a time, and only lengthened.

What is written back adds events to a case and changes nothing else, and only while the case is still the one that was
read. A folder is for one writer at a time; for several, take a table.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Final, Protocol

from collectrules.answers.documents import dumps
from collectrules.ground.errors import BadInput, CollectRulesError, bad_input, nearest
from collectrules.nouns.case import Case, as_document, load_case, parse, read_text
from collectrules.portfolio.running import Item, refused

SUFFIXES: Final = frozenset({".json", ".toml"})
TABLE: Final = "CREATE TABLE IF NOT EXISTS cases (id TEXT PRIMARY KEY, body TEXT NOT NULL)"
_NEXT: Final = "SELECT id, body FROM cases WHERE ? IS NULL OR id > ? ORDER BY id LIMIT 200"
_SQLITE: Final = b"SQLite format 3\0"


class Store(Protocol):
    """A portfolio that is kept: yields its cases by id, gives one, and takes what was added to one."""

    def __iter__(self) -> Iterator[Item]:
        """Yield every case in the order of the ids, one at a time, or what stood in the place of one."""

    def __len__(self) -> int:
        """How many items are yielded."""

    def get(self, case: str) -> Case:
        """Return one case; `BadInput` if there is none, or it cannot be read."""

    def append(self, before: Case, after: Case) -> None:
        """Keep the events that were added to a case; `BadInput` if that is not all, or the case has changed since."""


def open_store(place: str | Path) -> FolderStore | TableStore:
    """Open a folder of case files (JSON or TOML), or a file of SQLite with a table `cases` (`id`, `body`).

    Raises:
        BadInput: `no_store`, the place is neither.

    """
    path = Path(place)
    if path.is_dir():
        return FolderStore(path)
    if path.is_file() and _is_sqlite(path):
        return TableStore(path)
    raise bad_input("no_store", "store", "a folder of case files, or a file of SQLite with a table cases", str(place))


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def added(before: Case, after: Case) -> int:
    """Return how many events a case has beyond another; nothing else may differ.

    Raises:
        BadInput: `not_appended`.

    """
    number = len(before.events)
    same = all(getattr(after, name) == getattr(before, name) for name in Case.model_fields if name != "events")
    if not same or after.events[:number] != before.events:
        raise bad_input("not_appended", "case", "the case as it was, with more events", after.id)
    return len(after.events) - number


def _unchanged(before: Case, now: Case) -> None:
    if now.digest != before.digest:
        raise bad_input("case_changed", "case", "the case as it was read", before.id)


def _unknown(case: str, known: Iterable[str]) -> BadInput:
    return bad_input("unknown_case", "case", "the id of a case of the store", case, nearest(case, known))


class MemoryStore:
    """Cases in memory."""

    def __init__(self, cases: Iterable[Case] = ()) -> None:
        self._cases = {case.id: case for case in cases}

    def __iter__(self) -> Iterator[Item]:
        """Yield every case in the order of the ids."""
        yield from [self._cases[name] for name in sorted(self._cases)]

    def __len__(self) -> int:
        """How many cases there are."""
        return len(self._cases)

    def get(self, case: str) -> Case:
        """Return one case."""
        if case not in self._cases:
            raise _unknown(case, self._cases)
        return self._cases[case]

    def append(self, before: Case, after: Case) -> None:
        """Keep the events that were added to a case."""
        added(before, after)
        _unchanged(before, self.get(before.id))
        self._cases[before.id] = after


class FolderStore:
    """A folder of case files, one case each; what lies deeper, or is no JSON or TOML, is passed over."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def _places(self) -> tuple[dict[str, Path], list[Path]]:
        """The file of each id; and the files that yield none, or an id that another has already."""
        found, rest = dict[str, Path](), list[Path]()
        for path in sorted(self.folder.iterdir()):
            if path.suffix not in SUFFIXES or path.name.startswith("."):
                continue
            name = _id_of(path)
            if name is None or name in found:
                rest.append(path)
            else:
                found[name] = path
        return found, rest

    def __len__(self) -> int:
        """How many case files there are."""
        return len(self._places[0]) + len(self._places[1])

    def __iter__(self) -> Iterator[Item]:
        """Yield every case in the order of the ids, then the files that could not be read."""
        found, rest = self._places
        for name in sorted(found):
            yield _read(found[name], name)
        yield from map(_unplaced, rest)

    def get(self, case: str) -> Case:
        """Return one case."""
        return load_case(self._path(case))

    def append(self, before: Case, after: Case) -> None:
        """Write the new events to the file of the case; a file in TOML is lengthened, one in JSON written anew."""
        number, path = added(before, after), self._path(before.id)
        _unchanged(before, load_case(path))
        text = _lengthened(read_text(path), after, number) if path.suffix == ".toml" else dumps(after, indent=2) + "\n"
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)

    def _path(self, case: str) -> Path:
        found = self._places[0]
        if case not in found:
            raise _unknown(case, found)
        return found[case]


def _id_of(path: Path) -> str | None:
    """The id that stands in a file; None if it has none."""
    try:
        raw = parse(read_text(path))
    except CollectRulesError:
        return None
    name = raw.get("id") if isinstance(raw, Mapping) else None
    return name if isinstance(name, str) else None


def _read(path: Path, name: str | None) -> Item:
    try:
        return load_case(path)
    except CollectRulesError as error:
        return refused(error, case=name, source=path.name)


def _unplaced(path: Path) -> Item:
    """What is wrong with a file that has no id, or that of another."""
    name = _id_of(path)
    if name is None:
        return _read(path, None)
    return refused(bad_input("duplicate_id", "id", "an id of its own", name), case=name, source=path.name)


def _lengthened(text: str, after: Case, number: int) -> str:
    """A TOML document with the last events of a case at its end, read once more to see that this is all."""
    events = after.events[len(after.events) - number :]
    tables = "".join(f"\n[[events]]\n{_fields(as_document(event))}" for event in events)
    found = f"{text.rstrip()}\n{tables}"
    try:
        same = load_case(found).digest == after.digest
    except CollectRulesError:
        same = False
    if not same:
        raise bad_input("not_lengthened", "events", "a TOML file whose events stand as [[events]]", after.id)
    return found


def _fields(event: Mapping[str, object]) -> str:
    return "".join(f"{name} = {_value(value)}\n" for name, value in event.items())


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{name} = {_value(item)}" for name, item in value.items()) + " }"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, bool | int):
        return str(value).lower()
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


class TableStore:
    """A table of SQLite: `cases` with `id` and `body`, the case as a JSON document."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def create(cls, path: str | Path, cases: Iterable[Case] = ()) -> TableStore:
        """Make the table if it is not there, and put cases into it.

        Raises:
            BadInput: `duplicate_id`, a case of that id is there already; none of the cases is kept.

        """
        store = cls(Path(path))
        with store._opened() as base:
            base.execute(TABLE)
            try:
                base.executemany("INSERT INTO cases VALUES (?, ?)", ((case.id, dumps(case)) for case in cases))
            except sqlite3.IntegrityError:
                raise bad_input("duplicate_id", "id", "ids that are not in the table yet") from None
        return store

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one transaction."""
        try:
            with closing(sqlite3.connect(self.path)) as base, base:
                yield base
        except sqlite3.Error as error:
            raise bad_input("no_store", "store", "a file of SQLite with a table cases", str(error)) from None

    def __len__(self) -> int:
        """How many rows there are."""
        return self._number

    @cached_property
    def _number(self) -> int:
        with self._opened() as base:
            return int(base.execute("SELECT count(*) FROM cases").fetchone()[0])

    def __iter__(self) -> Iterator[Item]:
        """Yield every case in the order of the ids; no answer holds the table while it is worked out."""
        last: str | None = None
        while True:
            with self._opened() as base:
                rows = base.execute(_NEXT, (last, last)).fetchall()
            if not rows:
                return
            for name, body in rows:
                yield _of_row(str(name), body)
            last = str(rows[-1][0])

    def get(self, case: str) -> Case:
        """Return one case."""
        return load_case(self._body(case))

    def _body(self, case: str) -> str:
        with self._opened() as base:
            row = base.execute("SELECT body FROM cases WHERE id = ?", (case,)).fetchone()
        if row is None:
            raise _unknown(case, ())
        return str(row[0])

    def append(self, before: Case, after: Case) -> None:
        """Write the case with its new events, if its row is still as it was read."""
        added(before, after)
        body = self._body(before.id)
        _unchanged(before, load_case(body))
        with self._opened() as base:
            done = base.execute("UPDATE cases SET body = ? WHERE id = ? AND body = ?", (dumps(after), before.id, body))
        if done.rowcount != 1:
            raise bad_input("case_changed", "case", "the case as it was read", before.id)


def _of_row(name: str, body: object) -> Item:
    """The case of a row, under the id of the row."""
    try:
        case = load_case(str(body))
        if case.id != name:
            raise bad_input("id_differs", "id", f"the id of its row, {name}", case.id)
    except CollectRulesError as error:
        return refused(error, case=name, source=name)
    return case
